"""jsonschema: our JSON against its schema."""

import json
from pathlib import Path

import jsonschema
import reader

SCHEMA = Path(__file__).parent.parent.parent / "schema/export"


def valid(schema):
    def read(file):
        rules = json.loads((SCHEMA / schema).read_text("utf-8"))
        checker = jsonschema.validators.validator_for(rules)
        checker.check_schema(rules)
        graph = json.loads(file.read_text("utf-8"))
        for error in checker(rules).iter_errors(graph):
            raise ValueError(f"{error.json_path}: {error.message[:300]}")
        return ""

    return read


reader.run({"json": valid("graph.schema.json")})
