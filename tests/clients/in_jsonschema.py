"""jsonschema: our JSON against its schema, and JSON Graph Format against that of its makers."""

import json
from pathlib import Path

import jsonschema
import reader

HERE = Path(__file__).parent
SCHEMA = HERE.parent.parent / "schema/export"


def valid(schema):
    def read(file):
        rules = json.loads(schema.read_text("utf-8"))
        checker = jsonschema.validators.validator_for(rules)
        checker.check_schema(rules)
        graph = json.loads(file.read_text("utf-8"))
        for error in checker(rules).iter_errors(graph):
            raise ValueError(f"{error.json_path}: {error.message[:300]}")
        return ""

    return read


def jgf(file):
    valid(HERE / "jgf.schema.json")(file)
    graph = json.loads(file.read_text("utf-8"))["graph"]
    nodes = [(id, node["metadata"]) for id, node in graph["nodes"].items()]
    return reader.graph(nodes, [(edge["source"], edge["target"], edge["metadata"]) for edge in graph["edges"]])


reader.run({"json": valid(SCHEMA / "graph.schema.json"), "jgf": jgf})
