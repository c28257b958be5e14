"""What every client should have seen of a graph, from graph.json alone, and the comparison with what it saw."""

import itertools
import json
import math
import re
from pathlib import Path

FORBIDDEN_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
ENTITIES = ("Person", "Organization", "Place", "Group")
# Of a field that has parts: what its columns begin with.
PARTS = {"time": "time_", "quantity": "quantity_", "size": "group_size"}
# What a node of a document has from the record of the document.
OF_RECORD = ("title", "authors", "language", "sha256", "length")
RENAMED = {"kind": "entity_kind", "source": "document_source"}


class Different(Exception):
    """The first thing a client saw that is not so."""


def same(what, expected, found):
    if expected != found:
        raise Different(f"{what}: expected {short(expected)}, found {short(found)}")


def short(value):
    text = repr(value)
    return text if len(text) < 400 else f"{text[:400]}… ({len(text)} characters)"


class Expected:
    """Nodes and edges as flat values under the names of the columns, and the graph as it is in JSON."""

    def __init__(self, folder):
        self.graph = json.loads((Path(folder) / "graph.json").read_text("utf-8"))
        lines = (Path(folder) / "documents.jsonl").read_text("utf-8").split("\n")
        self.texts = {document["id"]: document["text"] for document in map(json.loads, filter(None, lines))}
        records = {record["id"]: record for record in self.graph["documents"]}
        self.nodes = {node["id"]: flat_node(node, records.get(node["id"], {})) for node in self.graph["nodes"]}
        for edge in self.graph["edges"]:
            if edge["type"] == "asserts":
                self.nodes[edge["target"]]["claimed"] = True
        self.edges = {edge["id"]: flat_edge(edge) for edge in self.graph["edges"]}


def flat_node(node, record):
    values = {name: record[name] for name in OF_RECORD if name in record}
    for name, value in node.items():
        if name in PARTS:
            flat_parts(values, PARTS[name], value)
        elif name != "id":
            values[RENAMED.get(name, name)] = value
    spans = node.get("mentions", []) + node.get("evidence", [])
    values["documents"] = len({span["document"] for span in spans})
    for name, count in (("mentions", "mention_count"), ("evidence", "evidence_count")):
        if name in node:
            values[count] = len(node[name])
    return values


def flat_edge(edge):
    values = {"uid": edge["id"]}
    for name, value in edge.items():
        if name in PARTS:
            flat_parts(values, PARTS[name], value)
        elif name != "id":
            values[name] = value.upper() if name == "type" else value
    values["evidence_count"] = len(edge["evidence"])
    return values


def flat_parts(values, prefix, parts):
    for part, value in parts.items():
        if prefix != "group_size":
            values[prefix + part] = value
        else:
            values[prefix if part == "value" else f"{prefix}_{part}"] = value


def as_xml(value):
    """A value as XML can carry it; a list is there as JSON text."""
    if isinstance(value, str):
        return FORBIDDEN_IN_XML.sub("", value)
    if isinstance(value, list):
        return json.loads(as_xml(json.dumps(value, ensure_ascii=False)))
    return value


def as_gexf(value):
    """As XML, where lists are no JSON if they are of texts, and nothing is longer than Gephi reads."""
    longest = 500_000
    if isinstance(value, str):
        units = value.encode("utf-16-le", "surrogatepass")[: 2 * longest]
        return FORBIDDEN_IN_XML.sub("", units.decode("utf-16-le", "ignore"))
    if isinstance(value, list):
        if len(json.dumps(value, ensure_ascii=False)) > longest:
            return None
        return [as_xml(item) for item in value] if isinstance(value[0], str) else as_xml(value)
    return value


def as_neptune(value):
    """As the loader of Neptune takes items of lists."""
    if isinstance(value, list) and value and isinstance(value[0], str):
        return [item.replace(";", ",") for item in value]
    return value


def as_is(value):
    return value


def graph(expected, found, repair=as_is, without=()):
    """Fails unless a client saw the same nodes and edges with the same values. `without`: columns a format leaves out."""
    for what in ("nodes", "edges"):
        wanted, seen = getattr(expected, what), found[what]
        same(f"number of {what}", len(wanted), len(seen))
        for id, values in wanted.items():
            if id not in seen:
                raise Different(f"{id} is missing")
            for name, value in values.items():
                if name not in without:
                    value_of(f"{name} of {id}", repair(value), seen[id].get(name))
            kind = seen[id].get("kind")
            if kind is not None:
                # Edges that Gephi would make one of are numbered.
                same(f"kind of {id}", values["type"], re.sub(r"_\d+$", "", kind))
            for name in set(seen[id]) & COLUMNS[what] - set(values):
                if seen[id][name] not in (None, "", [], False):
                    raise Different(f"{name} of {id}: nothing expected, found {short(seen[id][name])}")
    for id, edge in found["edges"].items():
        weight = edge.get("weight", 1.0)
        if not (isinstance(weight, (int, float)) and math.isfinite(weight) and weight > 0):
            raise Different(f"weight of {id} is {weight}")


def ends(expected, found):
    """Fails unless a client saw the same nodes and edges, of the same types."""
    for what, names in (("nodes", ["type"]), ("edges", ["type", "source", "target"])):
        wanted = {id: [values[name] for name in names] for id, values in getattr(expected, what).items()}
        same(what, wanted, {id: [values[name] for name in names] for id, values in found[what].items()})


def labels(expected, found):
    """Fails unless a client that draws saw the same nodes and edges with the same labels."""
    for what in ("nodes", "edges"):
        wanted = getattr(expected, what)
        same(f"number of {what}", len(wanted), len(found[what]))
        for id, values in wanted.items():
            seen = found[what].get(id)
            if seen is None:
                raise Different(f"{id} is missing")
            if what == "nodes":
                same(f"kind of {id}", values["type"], seen["kind"])
                if values["label"].replace("\0", "").strip():
                    same(f"label of {id}", values["label"].replace("\0", ""), drawn(seen["label"]))
            else:
                same(f"ends of {id}", (values["source"], values["target"]), (seen["source"], seen["target"]))


def drawn(label):
    """A label as it is drawn: the escapes of Graphviz and XML are read."""
    label = re.sub(r"\\(.)", lambda escape: {"n": "\n"}.get(escape[1], escape[1]), label)
    return label.replace("&amp;", "&")


def value_of(what, expected, found):
    if isinstance(expected, (list, dict)) and isinstance(found, str):
        # Lists of GEXF are like JSON, but for line breaks and the like in texts.
        found = json.loads(found, strict=False)
    if isinstance(expected, bool) or isinstance(found, bool):
        # A reader that does not tell false from missing has left false out.
        expected, found = expected or None, found or None
    if expected in ("", []):
        found = found or expected
    same(what, expected, found)


# Every column, so that a value under the name of another is found out.
COLUMNS = {
    "nodes": {
        "aliases", "gender", "country", "actor", "ids", "merged", "entity_kind", "group_size", "group_size_unit", "group_size_comparator",
        "group_size_text", "predicate", "action", "category", "polarity", "modality", "claimed", "tense", "time_text", "time_value",
        "time_earliest", "time_latest", "reports", "content", "quotation", "cue", "stance", "document_source", "title",
        "published", "publisher", "authors", "language", "url", "sha256", "length",
    },
    "edges": {"role", "status", "reason", "quantity_value", "quantity_unit", "quantity_comparator", "quantity_text"},
}  # fmt: skip


def actors(expected, found, repair=as_is):
    """Fails unless the view of the actors follows from the graph: the same entities, and edges that sum up actions."""
    wanted = {id: node for id, node in expected.nodes.items() if node["type"] in ENTITIES}
    same("actors", sorted(wanted), sorted(found["nodes"]))
    for id, node in wanted.items():
        for name in ("label", "type", "confidence", "entity_kind", "aliases", "gender", "country", "group_size"):
            value_of(f"{name} of {id}", repair(node.get(name)), found["nodes"][id].get(name))
    actions = {id: node for id, node in expected.nodes.items() if node["type"] == "Action"}
    for uid, edge in found["edges"].items():
        behind = [actions[id] for id in as_list(edge["actions"])]
        same(f"weight of {uid}", float(len(behind)), edge["weight"])
        for action in behind:
            for field in ("action", "category", "polarity", "modality"):
                same(f"{field} of {uid}", action[field], edge[field])
        kind = [edge["action"]]
        kind += [edge["role"]] if edge["role"] != "target" else []
        kind += [edge["polarity"]] if edge["polarity"] != "affirmed" else []
        kind += [edge["modality"]] if edge["modality"] != "actual" else []
        kind += ["claimed"] if edge.get("claimed_by") else []
        kind = "_".join(kind).upper()
        if edge["type"] not in (kind, kind + "_CLAIMED"):
            raise Different(f"type of {uid}: expected {kind}, found {edge['type']}")


def as_list(value):
    return json.loads(value) if isinstance(value, str) else value


def view(reference, found, repair=as_is, without=("id", "labels")):
    """Fails unless two clients saw the same view of the actors."""
    for what in ("nodes", "edges"):
        same(f"number of {what}", len(reference[what]), len(found[what]))
        for id, values in reference[what].items():
            if id not in found[what]:
                raise Different(f"{id} is missing")
            for name, value in values.items():
                if name not in without:
                    value_of(f"{name} of {id}", repair(as_parsed(value)), as_parsed(found[what][id].get(name)))


def as_parsed(value):
    """Lists that are text in one reader and lists in another."""
    if isinstance(value, str) and value[:2] in ("[]", '["', "[{"):
        try:
            return json.loads(value, strict=False)
        except ValueError:
            pass
    return value


def quads(reference, found):
    """Fails unless two sets of triples or quads are the same."""
    missing, surplus = reference - found, found - reference
    if missing or surplus:
        example = short(next(iter(missing or surplus)))
        raise Different(f"{len(missing)} triples missing, {len(surplus)} too many, like {example}")


def graphs(expected, found, base="urn:newsloom:"):
    """Fails unless there is a named graph per article with what it tells, and one of entities."""
    import pyoxigraph  # From the folder of clients.

    names = {quad.graph_name.value for quad in found if isinstance(quad.graph_name, pyoxigraph.NamedNode)}
    if any(isinstance(quad.graph_name, pyoxigraph.DefaultGraph) for quad in found):
        raise Different("a triple stands in no named graph")
    wanted = {f"{base}graph/{record['id']}" for record in expected.graph["documents"]} | {f"{base}graph/entities"}
    same("named graphs", sorted(wanted), sorted(names))
    actions = {quad.subject.value: set() for quad in found}
    for quad in found:
        actions[quad.subject.value].add(quad.graph_name.value)
    for id, node in expected.nodes.items():
        if node["type"] == "Action":
            told = {f"{base}graph/{span['document']}" for span in node["evidence"]}
            same(f"graphs of {id}", sorted(told), sorted(actions[f"{base}action/{id}"]))


def rdf_as_xml(triples):
    """Triples with their literals as XML can carry them."""
    import pyoxigraph  # From the folder of clients.

    def repaired(term):
        if not isinstance(term, pyoxigraph.Literal) or not FORBIDDEN_IN_XML.search(term.value):
            return term
        if term.language:
            return pyoxigraph.Literal(as_xml(term.value), language=term.language)
        return pyoxigraph.Literal(as_xml(term.value), datatype=term.datatype)

    return {tuple(map(repaired, triple)) for triple in triples}


def rejections(expected):
    """The rows that answer who rejected whose offer, and who says so; see who-rejected.cypher."""
    ends = {}
    for edge in expected.edges.values():
        ends.setdefault((edge["source"], edge["type"]), []).append(edge["target"])
    rows = []
    for edge in expected.edges.values():
        rejection, statement = edge["target"], edge["source"]
        if edge["type"] != "ASSERTS" or expected.nodes[rejection].get("action") != "reject":
            continue
        things = [id for id in ends.get((rejection, "TOPIC"), []) if expected.nodes[id]["type"] == "Thing"]
        row = [ends.get((rejection, "AGENT"), []), things, ends.get((rejection, "TARGET"), []), ends.get((statement, "SPEAKER"), [])]
        rows += itertools.product(*([expected.nodes[id]["label"] for id in ids] for ids in row))
    return sorted(map(list, rows))


def rdf(expected, triples, base="urn:newsloom:"):
    """Fails unless triples tell of the same nodes and edges as the graph. Triples are of three terms of pyoxigraph."""
    import pyoxigraph  # From the folder of clients.

    def iri(text):
        return pyoxigraph.NamedNode(text)

    of = {}
    for subject, predicate, object in triples:
        if isinstance(subject, pyoxigraph.BlankNode) or isinstance(object, pyoxigraph.BlankNode):
            raise Different(f"a blank node: {subject} {predicate} {object}")
        of.setdefault(subject, {}).setdefault(predicate.value.rsplit("#")[-1], []).append(object)
    classes = {"Document": "https://schema.org/NewsArticle"}
    classes |= {name: f"https://schema.org/{name}" for name in ("Person", "Organization", "Place", "Thing")}
    segments = {"Action": "action", "Statement": "statement", "Document": "document"}
    addresses = {}
    for id, node in expected.nodes.items():
        it = addresses[id] = iri(f"{base}{segments.get(node['type'], 'entity')}/{id}")
        if iri(classes.get(node["type"], f"urn:newsloom:ns#{node['type']}")) not in of[it]["type"]:
            raise Different(f"{it} is no {node['type']}")
        same(f"label of {it}", [node["label"]], [label.value for label in of[it]["label"]])
        same(f"confidence of {it}", node["confidence"], float(of[it]["confidence"][0].value))
    edges = {it: fields for it, fields in of.items() if iri("urn:newsloom:ns#Edge") in fields.get("type", [])}
    same("edges", len(expected.edges), len(edges))
    for id, edge in expected.edges.items():
        fields = edges[iri(f"{base}edge/{id}")]
        source, target, kind = addresses[edge["source"]], addresses[edge["target"]], edge["type"].lower()
        same(f"ends of {id}", ([source], [target]), (fields["subject"], fields["object"]))
        same(f"type of {id}", [iri(f"urn:newsloom:ns#{kind}")], fields["predicate"])
        if target not in of[source].get(kind, []):
            raise Different(f"the plain triple of {id} is missing")
        same(f"confidence of {id}", edge["confidence"], float(fields["confidence"][0].value))


def deeds(expected, base="urn:newsloom:"):
    """Who does what to whom: each action of a type with the triples it makes, and whether it is a fact."""
    ends = {}
    for edge in expected.edges.values():
        ends.setdefault((edge["source"], edge["type"]), []).append(edge["target"])
    for id, node in expected.nodes.items():
        if node["type"] != "Action" or node["action"] == "other":
            continue
        roles = {role: [to for to in ends.get((id, role), []) if expected.nodes[to]["type"] in (*ENTITIES, "Thing")]
                 for role in ("AGENT", "TARGET", "RECIPIENT", "PARTNER")}  # fmt: skip
        others = roles["TARGET"] or roles["RECIPIENT"] + roles["PARTNER"]
        pairs = itertools.product(roles["AGENT"], others)
        triples = {(f"{base}entity/{a}", f"urn:newsloom:act#{node['action']}", f"{base}entity/{b}") for a, b in pairs}
        fact = node["polarity"] == "affirmed" and node["modality"] == "actual" and not node.get("claimed")
        yield f"{base}action/{id}", triples, fact


def profiles(expected, triples, rdf12, base="urn:newsloom:"):
    """Fails unless triples have what the profiles add: shortcuts of facts alone, annotations whose quotes stand in the texts,
    times, and, in RDF 1.2, what edges and actions speak of."""
    import pyoxigraph  # From the folder of clients.

    of = {}
    for subject, predicate, object in triples:
        of.setdefault((subject.value, predicate.value), []).append(object)
    all_deeds = list(deeds(expected))
    facts = {triple for _, made, fact in all_deeds if fact for triple in made}
    told = {(s.value, p.value, o.value) for s, p, o in triples if p.value.startswith("urn:newsloom:act#")}
    same("shortcuts", sorted(facts), sorted(told))
    oa, count = "http://www.w3.org/ns/oa#", 0
    for (subject, predicate), (quote, *_) in of.items():
        if predicate != oa + "exact":
            continue
        place = subject.rsplit("/", 1)[1].removesuffix(".quote")
        document, start, end = place.rsplit(".", 2)
        text, start, end = expected.texts[document], int(start), int(end)
        same(f"quote at {place}", text[start:end], quote.value)
        same(f"words before {place}", text[max(0, start - 32) : start], of[subject, oa + "prefix"][0].value)
        same(f"words after {place}", text[end : end + 32], of[subject, oa + "suffix"][0].value)
        count += 1
    spans = {(span["document"], span["start"], span["end"])
             for thing in [*expected.graph["nodes"], *expected.graph["edges"]]
             for span in thing.get("mentions", []) + thing.get("evidence", [])}  # fmt: skip
    if count < len(spans):
        raise Different(f"{count} quotes of {len(spans)} spans")
    timed = [node for node in expected.nodes.values() if "time_text" in node]
    same("times", len(timed), sum(predicate == "http://www.w3.org/2006/time#hasTime" for _, predicate in of))
    if not rdf12:
        return
    reified = {(s.value, (o.subject.value, o.predicate.value, o.object.value))
               for s, _, o in triples if isinstance(o, pyoxigraph.Triple)}  # fmt: skip
    wanted = {(action, triple) for action, made, _ in all_deeds for triple in made}
    same("what actions speak of", sorted(wanted), sorted(pair for pair in reified if pair[1][1].startswith("urn:newsloom:act#")))
    edges = {subject for subject, _ in reified if subject.startswith(f"{base}edge/")}
    same("what edges speak of", sorted(f"{base}edge/{id}" for id in expected.edges), sorted(edges))
