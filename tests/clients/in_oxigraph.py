"""Oxigraph: RDF, loaded into its store and asked for in SPARQL."""

import pyoxigraph
import reader

SYNTAXES = {
    "turtle": pyoxigraph.RdfFormat.TURTLE,
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
        return pyoxigraph.serialize(quads, format=pyoxigraph.RdfFormat.N_QUADS).decode()

    return read


reader.run({format: rdf(syntax) for format, syntax in SYNTAXES.items()})
