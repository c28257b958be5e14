"""Oxigraph: RDF, loaded into its store and asked for in SPARQL."""

from pathlib import Path

import pyoxigraph
import reader

QUESTION = (Path(__file__).parent / "who-rejected.rq").read_text("utf-8")

SYNTAXES = {
    "turtle": pyoxigraph.RdfFormat.TURTLE,
    "trig": pyoxigraph.RdfFormat.TRIG,
    "ntriples": pyoxigraph.RdfFormat.N_TRIPLES,
    "nquads": pyoxigraph.RdfFormat.N_QUADS,
    "rdfxml": pyoxigraph.RdfFormat.RDF_XML,
    "jsonld": pyoxigraph.RdfFormat.JSON_LD,
}
COUNT = "SELECT (COUNT(*) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"


def rdf(syntax):
    """As parsed: the store makes one number of `1` and `01`."""

    def read(file):
        quads = set(pyoxigraph.parse(path=str(file), format=syntax))
        store = pyoxigraph.Store()
        store.bulk_load(path=str(file), format=syntax)
        counted = int(next(iter(store.query(COUNT)))["n"].value)
        if not len(quads) == len(store) == counted:
            raise ValueError(f"{len(quads)} quads are parsed, {len(store)} loaded and {counted} found by SPARQL")
        answer = store.query(QUESTION, use_default_graph_as_union=True)
        rows = [[row[name].value for name in answer.variables] for row in answer]
        return pyoxigraph.serialize(quads, format=pyoxigraph.RdfFormat.N_QUADS).decode(), rows

    return read


profiled = {f"{name}-{format}": rdf(syntax) for name in ("profiles", "profiles11") for format, syntax in SYNTAXES.items()}
reader.run({**{format: rdf(syntax) for format, syntax in SYNTAXES.items()}, **profiled})
