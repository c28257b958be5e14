// graphology, which Gephi Lite and sigma read with: GraphML, GEXF and its own JSON.

import { MultiDirectedGraph } from "graphology";
import gexf from "graphology-gexf";
import graphml from "graphology-graphml";
import { run } from "./reader.mjs";

function found(graph) {
  const nodes = Object.fromEntries(graph.mapNodes((id, values) => [id, values]));
  const edges = Object.fromEntries(
    graph.mapEdges((id, values, source, target) => [id, { uid: id, ...values, source, target }]),
  );
  return { nodes, edges };
}

// Drawing programs take `type` for how to draw, so ours are called otherwise there.
function own(text) {
  const rename = (values, from) => ({ ...values, type: values[from], [from]: undefined });
  const { nodes, edges } = found(MultiDirectedGraph.from(JSON.parse(text)));
  const all = (things, from) => Object.fromEntries(Object.entries(things).map(([id, values]) => [id, rename(values, from)]));
  return { nodes: all(nodes, "node_type"), edges: all(edges, "edge_type") };
}

const drawn = (text) => found(gexf.parse(MultiDirectedGraph, text));

run({
  graphology: own,
  ...Object.fromEntries(["gexf", "actors-gexf", "timeline", "actors-timeline"].map((format) => [format, drawn])),
  graphml: (text) => found(graphml.parse(MultiDirectedGraph, text)),
  actors: (text) => found(graphml.parse(MultiDirectedGraph, text)),
});
