"""What the gallery of README.md shows: a picture as Gephi draws it, and two tables as Neo4j and Jena answer.

    gallery.py FOLDER OUT PICTURE

FOLDER is where the programs are set up (`target/clients`), OUT holds results. Writes PICTURE and prints the tables.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

import install

folder, out, picture = (Path(argument).absolute() for argument in sys.argv[1:])
subprocess.run([*install.java(folder, "gephi", "Gephi"), "picture", out / "graph.gexf", picture], check=True)
for profile, main, file in (("neo4j", "Neo4j", "graph.graphml"), ("jena", "Jena", "graph.ttl")):
    with tempfile.TemporaryDirectory() as place:
        table = Path(place) / "table"
        start = install.java(folder, profile, main)
        subprocess.run([*start, "table", out / file, table], check=True)
        print(f"{main}:\n{table.read_text('utf-8')}")
