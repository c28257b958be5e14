"""NetworkX: GraphML."""

import networkx
import reader


def as_graph(network):
    if not network.is_directed() or not network.is_multigraph():
        raise ValueError("not a directed graph with parallel edges")
    return reader.graph(network.nodes(data=True), network.edges(data=True))


def graphml(file):
    return as_graph(networkx.read_graphml(file, force_multigraph=True))


reader.run({"graphml": graphml, "actors": graphml})
