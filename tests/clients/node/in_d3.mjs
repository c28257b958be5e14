// d3-force, which finds the ends of links by id and refuses those it does not find.

import { forceLink, forceSimulation } from "d3-force";
import { run } from "./reader.mjs";

const DRAWN = ["x", "y", "vx", "vy", "index", "id"];

function found(text) {
  const { nodes, links } = JSON.parse(text);
  forceSimulation(nodes).force("link", forceLink(links).id((node) => node.id)).stop().tick(1);
  const plain = (values) => Object.fromEntries(Object.entries(values).filter(([name]) => !DRAWN.includes(name)));
  return {
    nodes: Object.fromEntries(nodes.map((node) => [node.id, plain(node)])),
    edges: Object.fromEntries(links.map((link) => [link.uid, { ...plain(link), source: link.source.id, target: link.target.id }])),
  };
}

run({ d3: found });
