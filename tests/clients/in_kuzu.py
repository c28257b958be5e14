"""Ladybug, which Kuzu became: runs the statements beside the tables and reads everything back."""

import os
import tempfile
from pathlib import Path

import real_ladybug
import reader


def rows(connection, query):
    result = connection.execute(query)
    while result.has_next():
        yield result.get_next()


def tables(file):
    """`file` is copy.cypher; the tables lie beside it, and the statements name them relative to it."""
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        database = real_ladybug.Database(str(Path(folder) / "graph.db"))
        connection = real_ladybug.Connection(database)
        os.chdir(file.parent)
        try:
            for script in ("schema.cypher", "copy.cypher"):
                for statement in Path(script).read_text("utf-8").splitlines():
                    connection.execute(statement)
        finally:
            os.chdir(before)
        nodes = [(values.pop("uid"), {**clean(values), "kind": values["_LABEL"]}) for (values,) in rows(connection, "MATCH (n) RETURN n")]
        edges = [(s, t, clean(values)) for s, values, t in rows(connection, "MATCH (a)-[r]->(b) RETURN a.uid, r, b.uid")]
        connection.close()
        database.close()
    return reader.graph(nodes, edges)


def clean(values):
    """Without what the database adds, and without what is not there. The name of a table of nodes is their kind."""
    return {name: value for name, value in values.items() if value is not None and not name.startswith("_")}


reader.run({"kuzu": tables})
