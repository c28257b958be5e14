"""pyarrow: the tables of Parquet, with their types."""

import pyarrow
import pyarrow.parquet
import reader


def tables(file):
    """`file` is nodes.parquet; edges.parquet lies beside it."""
    nodes, edges = rows(file), rows(file.with_name("edges.parquet"))
    nodes = [(values.pop("id"), values) for values in nodes]
    return reader.graph(nodes, [(values.pop("source"), values.pop("target"), values) for values in edges])


def rows(file):
    """Rows without what they have no value for. A count is a whole number, a list a list of texts."""
    table = pyarrow.parquet.read_table(file)
    of = {field.name: field.type for field in table.schema}
    wanted = {"label": pyarrow.string(), "confidence": pyarrow.float64(), "documents": pyarrow.int64()}
    wanted |= {"aliases": pyarrow.list_(pyarrow.field("element", pyarrow.string(), nullable=False))}
    for name in of.keys() & wanted.keys():
        if of[name] != wanted[name]:
            raise TypeError(f"{name} is {of[name]}, not {wanted[name]}")
    return [{name: value for name, value in row.items() if value is not None} for row in table.to_pylist()]


reader.run({"parquet": tables})
