"""rdflib: RDF; and pySHACL, which checks our shapes with it."""

import sys
from pathlib import Path

import pyshacl
import rdflib
import reader

QUESTION = (Path(__file__).parent / "who-rejected.rq").read_text("utf-8")
SCHEMA = Path(__file__).parent.parent.parent / "schema/export"
DERIVED = rdflib.URIRef("http://www.w3.org/ns/prov#wasDerivedFrom")
NL = "urn:newsloom:ns#"
ACT = "urn:newsloom:act#"

# As written: else it makes `+00:00` of `Z`.
rdflib.NORMALIZE_LITERALS = False


def rdf(syntax):
    def read(file):
        store = rdflib.Dataset() if syntax == "trig" else rdflib.Graph()
        store.parse(file, format=syntax)
        return as_written(store.serialize(format="nquads" if syntax == "trig" else "nt"))

    return read


def as_written(lines):
    """Some of its parsers write the zone of Greenwich their own way all the same."""
    return lines.replace('+00:00"^^<http://www.w3.org/2001/XMLSchema#dateTime>', 'Z"^^<http://www.w3.org/2001/XMLSchema#dateTime>')


def turtle(file):
    """Also that every name of ours is described, that the shapes hold, and that they can fail."""
    store = rdflib.Graph().parse(file, format="turtle")
    written = as_written(store.serialize(format="nt"))
    answer = [list(map(str, row)) for row in store.query(QUESTION)]
    vocabulary = rdflib.Graph().parse(SCHEMA / "vocab.ttl", format="turtle")
    for name in {p for _, p, _ in store} | set(store.objects(None, rdflib.RDF.type)):
        if str(name).startswith((NL, ACT)) and (name, rdflib.RDFS.comment, None) not in vocabulary:
            sys.exit(f"{name} is not in vocab.ttl")
    shapes = rdflib.Graph().parse(SCHEMA / "shapes.ttl", format="turtle")
    conforms, _, report = pyshacl.validate(store, shacl_graph=shapes)
    if not conforms:
        sys.exit(report[:3000])
    store.remove((None, DERIVED, None))
    if (None, rdflib.RDF.type, rdflib.URIRef(NL + "Action")) in store and pyshacl.validate(store, shacl_graph=shapes)[0]:
        sys.exit("shapes.ttl lets actions without documents pass")
    return written, answer


reader.run(
    {
        "turtle": turtle,
        "rdfxml": rdf("xml"),
        "trig": rdf("trig"),
        "profiles11-turtle": turtle,
        "profiles11-rdfxml": rdf("xml"),
    },
    not_ours=("rdflib", "pyshacl", "owlrl", "html5rdf", "pyparsing"),
)
