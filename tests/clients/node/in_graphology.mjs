// graphology, which Gephi Lite and sigma read with: GraphML.

import { MultiDirectedGraph } from "graphology";
import graphml from "graphology-graphml";
import { run } from "./reader.mjs";

function found(graph) {
  const nodes = Object.fromEntries(graph.mapNodes((id, values) => [id, values]));
  const edges = Object.fromEntries(
    graph.mapEdges((id, values, source, target) => [id, { uid: id, ...values, source, target }]),
  );
  return { nodes, edges };
}

run({
  graphml: (text) => found(graphml.parse(MultiDirectedGraph, text)),
  actors: (text) => found(graphml.parse(MultiDirectedGraph, text)),
});
