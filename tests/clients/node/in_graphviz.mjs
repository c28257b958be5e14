// Graphviz, as WebAssembly: reads drawings and gives them back as JSON.

import { Graphviz } from "@hpcc-js/wasm-graphviz";
import { run } from "./reader.mjs";

async function found(text) {
  const graphviz = await Graphviz.load();
  const written = graphviz.layout(text, "dot_json", "nop");
  // It leaves control characters as they are, which JSON forbids.
  const escape = (letter) => "\\u" + letter.charCodeAt(0).toString(16).padStart(4, "0");
  const graph = JSON.parse(written.replace(/[\x01-\x08\x0b-\x1f]/g, escape));
  const objects = graph.objects ?? [];
  const nodes = objects.map((node) => [node.name, { label: node.label, kind: node.tooltip }]);
  const edges = (graph.edges ?? []).map((edge) => [
    edge.id,
    { uid: edge.id, label: edge.label, source: objects[edge.tail].name, target: objects[edge.head].name },
  ]);
  return { nodes: Object.fromEntries(nodes), edges: Object.fromEntries(edges) };
}

run({ dot: found });
