// Cytoscape.js, without a picture.

import cytoscape from "cytoscape";
import { run } from "./reader.mjs";

function found(text) {
  const graph = cytoscape({ headless: true, elements: JSON.parse(text).elements });
  const nodes = graph.nodes().map((node) => [node.id(), { ...node.data(), kind: node.classes().join(" "), id: undefined }]);
  const edges = graph.edges().map((edge) => [edge.id(), { ...edge.data(), id: undefined }]);
  return { nodes: Object.fromEntries(nodes), edges: Object.fromEntries(edges) };
}

run({ cytoscape: found });
