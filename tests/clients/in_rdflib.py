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

# As written: else it makes `+00:00` of `Z`.
rdflib.NORMALIZE_LITERALS = False


def rdf(syntax):
    def read(file):
        store = rdflib.Dataset() if syntax == "trig" else rdflib.Graph()
        store.parse(file, format=syntax)
        written = store.serialize(format="nquads" if syntax == "trig" else "nt")
        # Some of its parsers write the zone of Greenwich their own way all the same.
        return written.replace('+00:00"^^<http://www.w3.org/2001/XMLSchema#dateTime>', 'Z"^^<http://www.w3.org/2001/XMLSchema#dateTime>')

    return read


def turtle(file):
    """Also that every name of ours is described, that the shapes hold, and that they can fail."""
    store = rdflib.Graph().parse(file, format="turtle")
    written = store.serialize(format="nt")
    answer = [list(map(str, row)) for row in store.query(QUESTION)]
    vocabulary = rdflib.Graph().parse(SCHEMA / "vocab.ttl", format="turtle")
    for name in {p for _, p, _ in store} | set(store.objects(None, rdflib.RDF.type)):
        if str(name).startswith(NL) and (name, rdflib.RDFS.comment, None) not in vocabulary:
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
    },
    not_ours=("rdflib", "pyshacl", "owlrl", "html5rdf", "pyparsing"),
)
