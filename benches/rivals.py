"""How long other libraries take for the graph that benches/export.rs writes: `rivals.py FOLDER`, with nodelink.json and
graph.nt in it. They write to /dev/null too, but for pyoxigraph, which can write to memory only. Of the triples rdflib gets a hundredth and pyoxigraph a tenth: they keep them in memory, and rdflib takes minutes for Turtle."""

import itertools
import json
import os
import sys
import time
from pathlib import Path

FOLDER = Path(sys.argv[1])
NOWHERE = os.devnull


def flat(values, without=()):
    """Values that every writer takes: lists as JSON text, as our own GraphML has them."""
    items = ((name, value) for name, value in values.items() if name not in without)
    return {name: value if isinstance(value, (str, float, int)) else json.dumps(value) for name, value in items}


def measure(name, size, write):
    began = time.process_time()
    write()
    print(f"| {name} | {time.process_time() - began:.1f} | {size} |", flush=True)


def networks():
    import networkx

    read = json.loads((FOLDER / "nodelink.json").read_bytes())
    network = networkx.MultiDiGraph()
    network.add_nodes_from((node["id"], flat(node, ("id",))) for node in read["nodes"])
    ends = ("source", "target", "key")
    network.add_edges_from((e["source"], e["target"], e["key"], flat(e, ends)) for e in read["edges"])
    size = f"{network.number_of_nodes()} nodes, {network.number_of_edges()} edges"
    vertices = {node: at for at, node in enumerate(network)}
    measure(f"NetworkX {networkx.__version__} GraphML", size, lambda: networkx.write_graphml(network, NOWHERE))
    measure("NetworkX GEXF", size, lambda: networkx.write_gexf(network, NOWHERE))

    def node_link():
        with open(NOWHERE, "w", encoding="utf-8") as out:
            out.write(json.dumps(networkx.node_link_data(network, edges="edges")))

    measure("NetworkX node-link JSON", size, node_link)
    import igraph

    other = igraph.Graph(n=len(vertices), edges=[(vertices[s], vertices[t]) for s, t in network.edges()], directed=True)
    for name in read["edges"][0].keys() - set(ends):
        other.es[name] = [edge[name] for _, _, edge in network.edges(data=True)]
    for name in {name for node in read["nodes"] for name in node}:
        other.vs[name] = [node.get(name, "") for _, node in network.nodes(data=True)]
    measure(f"igraph {igraph.__version__} GraphML", size, lambda: other.write_graphml(NOWHERE))


def triples():
    import pyoxigraph
    import rdflib

    lines = sum(1 for _ in open(FOLDER / "graph.nt", "rb"))
    part = FOLDER / "part.nt"

    def keep(count):
        with open(FOLDER / "graph.nt", "rb") as whole:
            part.write_bytes(b"".join(itertools.islice(whole, count)))
        return f"{count} of {lines} triples"

    size = keep(lines // 100)
    graph = rdflib.Graph().parse(part, format="nt")
    for syntax in ("nt", "turtle"):
        measure(f"rdflib {rdflib.__version__} {syntax}", size, lambda: graph.serialize(NOWHERE, format=syntax, encoding="utf-8"))
    size = keep(lines // 10)
    store = list(pyoxigraph.parse(path=str(part), format=pyoxigraph.RdfFormat.N_TRIPLES))
    for name, syntax in (("N-Triples", pyoxigraph.RdfFormat.N_TRIPLES), ("Turtle", pyoxigraph.RdfFormat.TURTLE)):
        measure(f"pyoxigraph {pyoxigraph.__version__} {name}", size, lambda: pyoxigraph.serialize(store, format=syntax))


print("| rival | CPU s | of |\n|---|---|---|")
if "--triples-only" not in sys.argv:
    networks()
triples()
