"""Makes the gallery of README.md anew: the picture as Gephi draws it, and two tables as Neo4j and Jena answer.

    gallery.py FOLDER NEWSLOOM

FOLDER is where the programs are set up (`target/clients`), NEWSLOOM the program. Writes gephi.png and README.md.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

import install

HERE = Path(__file__).parent.absolute()
README = HERE.parent.parent / "README.md"
# The line of README.md after which a table stands, and what makes it.
TABLES = (
    ("$ cypher-shell --format verbose", "neo4j", "Neo4j", "graph.graphml"),
    ("$ arq --data", "jena", "Jena", "graph.ttl"),
)


def main():
    folder, newsloom = (Path(argument).absolute() for argument in sys.argv[1:])
    with tempfile.TemporaryDirectory() as place:
        out = Path(place) / "out"
        subprocess.run([newsloom, "build", "--quiet", HERE.parent / "articles", "--out", out], check=True)
        subprocess.run([newsloom, "export", out, "--format", "gexf"], check=True, stderr=subprocess.DEVNULL)
        start = install.java(folder, "gephi", "Gephi")
        subprocess.run([*start, "picture", out / "actors.gexf", HERE / "gephi.png"], check=True)
        text = README.read_text("utf-8")
        for command, profile, main, file in TABLES:
            table = Path(place) / "table"
            subprocess.run([*install.java(folder, profile, main), "table", out / file, table], check=True)
            text = after(text, command, table.read_text("utf-8"))
    README.write_text(text, "utf-8", newline="")


def after(text, command, table):
    """The text with a table between the line of a command and the end of its block."""
    block = re.compile(rf"^({re.escape(command)}[^\n]*\n).*?(?=^```$)", re.DOTALL | re.MULTILINE)
    text, count = block.subn(lambda found: found[1] + table.strip("\n") + "\n", text)
    if count != 1:
        sys.exit(f"{README} has `{command}` {count} times")
    return text


main()
