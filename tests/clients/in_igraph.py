"""igraph: GraphML. A missing text is "" there, a missing number NaN and a missing truth value false."""

import igraph
import reader


def is_there(value):
    return value is not False and value != "" and value == value


def values(attributes):
    return {name: value for name, value in attributes.items() if is_there(value)}


def graphml(file):
    full = igraph.Graph.Read_GraphML(str(file))
    if not full.is_directed():
        raise ValueError("not directed")
    ids = full.vs["id"]
    nodes = [(id, values(vertex.attributes())) for id, vertex in zip(ids, full.vs)]
    return reader.graph(nodes, [(ids[edge.source], ids[edge.target], values(edge.attributes())) for edge in full.es])


reader.run({"graphml": graphml, "actors": graphml})
