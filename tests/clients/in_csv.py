"""pandas: the tables for people have every node and edge, each once."""

import csv
import json

import pandas
import reader

# One text of the hostile graph has a megabyte.
csv.field_size_limit(1 << 24)


def tables(file):
    """`file` is entities.csv; graph.json and the other tables lie beside it."""
    graph = json.loads((file.parent / "graph.json").read_text("utf-8"))
    types = {"entities": {"Person", "Organization", "Place", "Group", "Thing"}, "actions": {"Action"}}
    types["statements"] = {"Statement"}
    for table, kinds in types.items():
        wanted = {node["id"]: node for node in graph["nodes"] if node["type"] in kinds}
        read = rows(file.parent / f"{table}.csv")
        same(table, set(wanted), list(read["id"]))
        for row in read.to_dict("records"):
            node = wanted[row["id"]]
            for name in ("label", "type", "gender", "country", "predicate", "action", "polarity", "modality", "content", "stance"):
                if name in row and name in node and row[name] != node[name] and (name != "label" or node[name].strip()):
                    raise ValueError(f"{name} of {row['id']}: expected {node[name]!r}, found {row[name]!r}")
    read = rows(file.parent / "relations.csv")
    same("relations", {edge["id"] for edge in graph["edges"]}, list(read["id"]))
    return ""


def rows(file):
    return pandas.read_csv(file, keep_default_na=False, dtype=str, engine="python")


def same(what, wanted, found):
    if wanted != set(found) or len(wanted) != len(found):
        raise ValueError(f"{what}: expected {len(wanted)} rows, found {len(found)}")


reader.run({"csv": tables})
