"""NetworkX: GraphML (also with what yEd draws), GEXF, node-link JSON (also as D3 has it) and that of Cytoscape.js."""

import json

import networkx
import reader


def as_graph(network):
    if not network.is_directed() or not network.is_multigraph():
        raise ValueError("not a directed graph with parallel edges")
    return reader.graph(network.nodes(data=True), network.edges(data=True))


def graphml(file):
    return as_graph(networkx.read_graphml(file, force_multigraph=True))


def gexf(file):
    """NetworkX gives the id of an edge as `id`, and knows nothing of kinds; the drawing stands under `viz`."""
    network = networkx.read_gexf(file, version="1.3")
    edges = ((source, target, {**edge, "uid": edge["id"]}) for source, target, edge in network.edges(data=True))
    return reader.graph(network.nodes(data=True), edges)


def parsed(file):
    return json.loads(file.read_text("utf-8"))


def node_link(file):
    network = networkx.node_link_graph(parsed(file), edges="edges")
    nodes = network.nodes(data=True)
    return reader.graph(nodes, ((s, t, {**edge, "uid": key}) for s, t, key, edge in network.edges(keys=True, data=True)))


def d3(file):
    network = networkx.node_link_graph(parsed(file), directed=True, multigraph=True, edges="links", key="uid")
    nodes = network.nodes(data=True)
    return reader.graph(nodes, ((s, t, {**edge, "uid": key}) for s, t, key, edge in network.edges(keys=True, data=True)))


reader.run({**dict.fromkeys(("graphml", "actors", "yed"), graphml), **dict.fromkeys(("gexf", "actors-gexf", "timeline", "actors-timeline"), gexf), "nodelink": node_link, "d3": d3})
