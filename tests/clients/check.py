"""Opens every export with the programs people use, and compares what they see.

    check.py SCHEMA_FOLDER OUT...

Each OUT holds graph.json, graph.ttl, graph.graphml and actors.graphml of one graph. All of them must tell of the
same nodes and edges with the same ids, labels and types. A program that is not installed is named at the end;
where the environment variable CI is `true` that is a failure.
"""

import importlib
import json
import os
import re
import sys
import warnings
from pathlib import Path

NL = "urn:newsloom:ns#"
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
CLASSES = {
    "Person": "https://schema.org/Person",
    "Organization": "https://schema.org/Organization",
    "Place": "https://schema.org/Place",
    "Thing": "https://schema.org/Thing",
    "Group": NL + "Group",
    "Action": NL + "Action",
    "Statement": NL + "Statement",
    "Document": "https://schema.org/NewsArticle",
}
missing = set()


def client(name):
    """The module of a client, or None when it is not installed."""
    try:
        return importlib.import_module(name)
    except ImportError:
        missing.add(name)
        return None


def same(what, expected, found):
    """Fails with the first difference."""
    if expected == found:
        return
    if isinstance(expected, dict) and isinstance(found, dict):
        for key in sorted(set(expected) | set(found), key=str):
            if expected.get(key) != found.get(key):
                sys.exit(f"{what}: {key}: expected {expected.get(key)!r}, found {found.get(key)!r}")
    sys.exit(f"{what}: expected {expected!r}, found {found!r}")


def in_xml(text):
    """A text as XML can carry it."""
    return FORBIDDEN.sub("", text)


def check_schema(schema, graph):
    jsonschema = client("jsonschema")
    if not jsonschema:
        return
    jsonschema.Draft202012Validator.check_schema(schema)
    for error in jsonschema.Draft202012Validator(schema).iter_errors(graph):
        sys.exit(f"graph.json does not fit its schema: {error.json_path}: {error.message[:300]}")


def check_networkx(folder, graph):
    networkx = client("networkx")
    if not networkx:
        return
    full = networkx.read_graphml(folder / "graph.graphml", force_multigraph=True)
    same("nodes in NetworkX", len(graph["nodes"]), full.number_of_nodes())
    same("edges in NetworkX", len(graph["edges"]), full.number_of_edges())
    nodes = {node["id"]: (in_xml(node["label"]), node["type"], node["confidence"]) for node in graph["nodes"]}
    found = {id: (node["label"], node["type"], node["confidence"]) for id, node in full.nodes(data=True)}
    same("nodes in NetworkX", nodes, found)
    edges = {e["id"]: (e["source"], e["target"], e["type"].upper(), e["confidence"]) for e in graph["edges"]}
    found = {e["uid"]: (s, t, e["type"], e["confidence"]) for s, t, e in full.edges(data=True)}
    same("edges in NetworkX", edges, found)
    for node in graph["nodes"]:
        in_full = full.nodes[node["id"]]
        for field in ("mentions", "evidence", "aliases", "ids"):
            wanted = json.loads(in_xml(json.dumps(node.get(field), ensure_ascii=False)))
            same(f"{field} of {node['id']} in NetworkX", wanted, json.loads(in_full.get(field, "null")))
        for field in ("predicate", "action", "polarity", "modality", "tense", "content", "stance", "reports", "gender"):
            wanted = in_xml(node[field]) if isinstance(node.get(field), str) else node.get(field)
            same(f"{field} of {node['id']} in NetworkX", wanted, in_full.get(field))
    for edge in full.edges(data=True):
        if not edge[2]["weight"] > 0:
            sys.exit(f"an edge without weight: {edge}")

    actors = networkx.read_graphml(folder / "actors.graphml", force_multigraph=True)
    wanted = {id: node for id, node in nodes.items() if node[1] in ("Person", "Organization", "Place", "Group")}
    found = {id: (node["label"], node["type"], node["confidence"]) for id, node in actors.nodes(data=True)}
    same("actors in NetworkX", wanted, found)
    actions = {node["id"]: node for node in graph["nodes"] if node["type"] == "Action"}
    for source, target, edge in actors.edges(data=True):
        behind = [actions[id] for id in json.loads(edge["actions"])]
        same(f"weight of {edge['uid']}", float(len(behind)), edge["weight"])
        for action in behind:
            for field in ("action", "category", "polarity", "modality"):
                same(f"{field} of {edge['uid']}", action[field], edge[field])
        kind = [edge["action"]]
        kind += [edge["role"]] if edge["role"] != "target" else []
        kind += [edge["polarity"]] if edge["polarity"] != "affirmed" else []
        kind += [edge["modality"]] if edge["modality"] != "actual" else []
        kinds = {"_".join(kind).upper(), "_".join([*kind, "claimed"]).upper()}
        if edge["type"] not in kinds:
            sys.exit(f"type of {edge['uid']}: expected one of {kinds}, found {edge['type']}")
        if "claimed_by" in edge and not edge["type"].endswith("_CLAIMED"):
            sys.exit(f"{edge['uid']} is claimed by {edge['claimed_by']} but its type is {edge['type']}")


def check_igraph(folder, graph):
    igraph = client("igraph")
    if not igraph:
        return
    full = igraph.Graph.Read_GraphML(str(folder / "graph.graphml"))
    same("nodes in igraph", sorted(node["id"] for node in graph["nodes"]), sorted(full.vs["id"]))
    same("edges in igraph", sorted(edge["id"] for edge in graph["edges"]), sorted(full.es["uid"] if full.ecount() else []))
    same("direction in igraph", True, full.is_directed())
    labels = {node["id"]: in_xml(node["label"]) for node in graph["nodes"]}
    same("labels in igraph", labels, dict(zip(full.vs["id"], full.vs["label"])))
    igraph.Graph.Read_GraphML(str(folder / "actors.graphml"))


def check_rdflib(folder, graph, schema_folder):
    rdflib = client("rdflib")
    if not rdflib:
        return
    nl = rdflib.Namespace(NL)
    rdf = rdflib.RDF
    store = rdflib.Graph().parse(folder / "graph.ttl", format="turtle")
    if any(isinstance(term, rdflib.BNode) for triple in store for term in triple):
        sys.exit("graph.ttl has blank nodes")
    ends = {id: node["type"] for id, node in ((node["id"], node) for node in graph["nodes"])}
    addresses = {}
    for id, kind in ends.items():
        segment = {"Action": "action", "Statement": "statement", "Document": "document"}.get(kind, "entity")
        addresses[id] = rdflib.URIRef(f"urn:newsloom:{segment}/{id}")
    for node in graph["nodes"]:
        it = addresses[node["id"]]
        same(f"label of {it} in rdflib", node["label"], str(store.value(it, rdflib.RDFS.label)))
        if (it, rdf.type, rdflib.URIRef(CLASSES[node["type"]])) not in store:
            sys.exit(f"{it} is no {node['type']} in rdflib")
        same(f"confidence of {it}", node["confidence"], float(store.value(it, nl.confidence)))
    kinds = [rdflib.URIRef(iri) for kind, iri in CLASSES.items() if kind != "Document"]
    found = {it for kind in kinds for it in store.subjects(rdf.type, kind)}
    same("nodes in rdflib", {addresses[id] for id, kind in ends.items() if kind != "Document"}, found)
    edges = {}
    for it in store.subjects(rdf.type, nl.Edge):
        subject, predicate, object = (store.value(it, end) for end in (rdf.subject, rdf.predicate, rdf.object))
        if (subject, predicate, object) not in store:
            sys.exit(f"the plain triple of {it} is missing")
        edges[str(it).removeprefix("urn:newsloom:edge/")] = (subject, predicate, object)
    wanted = {e["id"]: (addresses[e["source"]], nl[e["type"]], addresses[e["target"]]) for e in graph["edges"]}
    same("edges in rdflib", wanted, edges)
    vocabulary = rdflib.Graph().parse(schema_folder / "vocab.ttl", format="turtle")
    for name in {p for _, p, _ in store} | set(store.objects(None, rdf.type)):
        if str(name).startswith(NL) and (name, rdflib.RDFS.comment, None) not in vocabulary:
            sys.exit(f"{name} is not in vocab.ttl")

    pyshacl = client("pyshacl")
    if not pyshacl:
        return
    shapes = rdflib.Graph().parse(schema_folder / "shapes.ttl", format="turtle")
    conforms, _, report = pyshacl.validate(store, shacl_graph=shapes)
    if not conforms:
        sys.exit(report[:3000])
    # A shape that cannot fail checks nothing.
    store.remove((None, rdflib.URIRef("http://www.w3.org/ns/prov#wasDerivedFrom"), None))
    if any(node["type"] == "Action" for node in graph["nodes"]) and pyshacl.validate(store, shacl_graph=shapes)[0]:
        sys.exit("shapes.ttl lets actions without documents pass")


def main():
    warnings.simplefilter("error")
    # Those of the clients' own code are not ours to mend.
    for module in ("rdflib", "pyshacl", "owlrl", "html5rdf", "pyparsing"):
        warnings.filterwarnings("ignore", module=module)
    schema_folder = Path(sys.argv[1])
    schema = json.loads((schema_folder / "graph.schema.json").read_text("utf-8"))
    for folder in map(Path, sys.argv[2:]):
        graph = json.loads((folder / "graph.json").read_text("utf-8"))
        check_schema(schema, graph)
        check_networkx(folder, graph)
        check_igraph(folder, graph)
        check_rdflib(folder, graph, schema_folder)
        print(f"{folder.name}: {len(graph['nodes'])} nodes and {len(graph['edges'])} edges are the same everywhere")
    if missing:
        print("not checked, because not installed:", ", ".join(sorted(missing)))
        if os.environ.get("CI") == "true":
            sys.exit(1)


if __name__ == "__main__":
    main()
