"""What every reader in Python does with its command line: `in_CLIENT.py FORMAT FILE RESULT [FORMAT FILE RESULT ...]`.

RESULT is what the client saw, as JSON: {"nodes": {id: {name: value}}, "edges": {id: {"source", "target", name: value}}}
of a graph, or N-Quads of RDF. A client that answers a question also gives "answer", the rows; beside N-Quads, in a file
RESULT.answer. `compare.py` tells what should be there.
"""

import json
import sys
import warnings
from pathlib import Path


def run(readers, not_ours=()):
    """Reads each file with the reader of its format. A warning is an error, but for those in modules that use others."""
    warnings.simplefilter("error")
    for module in not_ours:
        warnings.filterwarnings("ignore", module=module)
    for format, file, result in zip(*[iter(sys.argv[1:])] * 3):
        try:
            found = readers[format](Path(file))
        except Exception as error:
            sys.exit(f"{format}: {file}: {type(error).__name__}: {str(error)[:2000]}")
        if isinstance(found, tuple):
            found, answer = found
            write(f"{result}.answer", json.dumps(answer))
        write(result, found if isinstance(found, str) else json.dumps(found, ensure_ascii=False, allow_nan=False))


def write(file, text):
    Path(file).write_text(text, "utf-8", newline="")


def graph(nodes, edges):
    """Pairs of id and values, and triples of source, target and values with an `uid`, as a result."""
    nodes, edges = list(nodes), list(edges)
    result = {
        "nodes": {id: dict(values) for id, values in nodes},
        "edges": {values["uid"]: {**values, "source": source, "target": target} for source, target, values in edges},
    }
    for what, count in (("nodes", len(nodes)), ("edges", len(edges))):
        if len(result[what]) != count:
            sys.exit(f"two {what} have one id")
    return result
