"""Opens every export with the programs people use, and compares what they see with graph.json.

    run.py FOLDER OUT...

FOLDER is where the programs are set up. Each OUT holds the exports of one graph. A program that cannot be had is named
at the end; where the environment variable CI is `true` that is a failure. So is a warning of any of them.
"""

import json
import os
import re
import site
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import compare
import install

HERE = Path(__file__).parent
# The file of a format, and what kind of thing a client makes of it.
FORMATS = {
    "json": ("graph.json", "checked"),
    "graphml": ("graph.graphml", "graph"),
    "actors": ("actors.graphml", "actors"),
    "yed": ("as-yed/graph.graphml", "graph"),
    "gephi": ("as-gephi/graph.graphml", "graph"),
    "apoc": ("as-neo4j/graph.graphml", "graph"),
    "strict": ("as-strict/graph.graphml", "graph"),
    "strict-actors": ("as-strict/actors.graphml", "actors"),
    "gexf": ("graph.gexf", "graph"),
    "actors-gexf": ("actors.gexf", "actors"),
    "timeline": ("dynamic/graph.gexf", "graph"),
    "actors-timeline": ("dynamic/actors.gexf", "actors"),
    "picture": ("actors.gexf", "picture"),
    "nodelink": ("nodelink.json", "graph"),
    "cytoscape": ("cytoscape.json", "graph"),
    "d3": ("d3.json", "graph"),
    "jgf": ("jgf.json", "graph"),
    "graphology": ("graphology.json", "graph"),
    "cypher": ("graph.cypher", "graph"),
    "memgraph": ("as-memgraph/graph.cypher", "graph"),
    "neo4j": ("neo4j/import.sh", "graph"),
    "neptune": ("neptune/opencypher-nodes.csv", "graph"),
    "gremlin": ("neptune/gremlin-nodes.csv", "graph"),
    "parquet": ("parquet/nodes.parquet", "graph"),
    "kuzu": ("kuzu/copy.cypher", "graph"),
    "ftm": ("entities.ftm.json", "checked"),
    "csv": ("entities.csv", "checked"),
    "dot": ("graph.dot", "labels"),
    "turtle": ("graph.ttl", "rdf"),
    "ntriples": ("graph.nt", "rdf"),
    "rdfxml": ("graph.rdf", "rdf"),
    "jsonld": ("graph.jsonld", "rdf"),
    "trig": ("graph.trig", "quads"),
    "nquads": ("graph.nq", "quads"),
    # With all profiles, and with those of RDF 1.1.
    "profiles-turtle": ("profiles/graph.ttl", "profiles"),
    "profiles-ntriples": ("profiles/graph.nt", "profiles"),
    "profiles-trig": ("profiles/graph.trig", "profiles"),
    "profiles-nquads": ("profiles/graph.nq", "profiles"),
    "profiles11-turtle": ("profiles11/graph.ttl", "profiles"),
    "profiles11-rdfxml": ("profiles11/graph.rdf", "profiles"),
    "profiles11-jsonld": ("profiles11/graph.jsonld", "profiles"),
}
# Where texts lose what XML cannot carry.
GEXF = ("gexf", "actors-gexf", "timeline", "actors-timeline")
GRAPHML = ("graphml", "actors", "yed", "gephi", "apoc", "strict", "strict-actors")
XML = (*GRAPHML, "rdfxml", "profiles11-rdfxml", *GEXF)
# Where `;` within the items of a list is a comma.
NEPTUNE = ("neptune", "gremlin")
RDF12 = [format for format in FORMATS if format.startswith("profiles-")]
RDF11 = [format for format in FORMATS if format.startswith("profiles11-")]
# The client whose view of the actors is checked against the graph; that of all others is checked against it.
FIRST = "NetworkX"
# In the order of their starts: name, how it is set up, its reader, what it reads.
CLIENTS = [
    ("jsonschema", "python", "in_jsonschema.py", ["json", "jgf"]),
    ("NetworkX", "python", "in_networkx.py", ["graphml", "actors", "yed", "nodelink", "d3", *GEXF]),
    ("igraph", "python", "in_igraph.py", ["graphml", "actors"]),
    ("graphology", "node", "in_graphology.mjs", ["graphml", "actors", "graphology", *GEXF]),
    ("Cytoscape.js", "node", "in_cytoscape.mjs", ["cytoscape"]),
    ("d3-force", "node", "in_d3.mjs", ["d3"]),
    ("Graphviz", "node", "in_graphviz.mjs", ["dot"]),
    ("RELAX NG", "python", "in_relaxng.py", [*GEXF]),
    ("JGraphT", "jgrapht", "JGraphT", ["strict", "strict-actors"]),
    ("pyyed", "python", "in_yed.py", ["yed"]),
    ("pandas", "python", "in_csv.py", ["csv"]),
    ("pyarrow", "python", "in_parquet.py", ["parquet"]),
    ("Ladybug", "python", "in_kuzu.py", ["kuzu"]),
    ("FollowTheMoney", "python", "in_ftm.py", ["ftm"]),
    ("Gephi", "gephi", "Gephi", ["graphml", "actors", "gephi", *GEXF, "picture"]),
    ("Neo4j with APOC", "neo4j", "Neo4j", ["graphml", "actors", "apoc", "cypher", "neo4j", "neptune"]),
    ("TinkerPop", "tinkerpop", "TinkerPop", ["graphml", "actors", "gremlin"]),
    ("openCypher", "opencypher", "OpenCypher", ["memgraph"]),
    ("Oxigraph", "python", "in_oxigraph.py", ["turtle", "ntriples", "rdfxml", "jsonld", "trig", "nquads", *RDF12, *RDF11]),
    ("rdflib, pySHACL", "python", "in_rdflib.py", ["turtle", "rdfxml", "trig", "profiles11-turtle", "profiles11-rdfxml"]),
    ("rapper", "rapper", None, ["turtle", "ntriples", "rdfxml", "profiles11-turtle", "profiles11-rdfxml"]),
    ("Apache Jena", "jena", "Jena", ["turtle", "ntriples", "rdfxml", "jsonld", "trig", "nquads", *RDF12, *RDF11]),
    ("jsonld.js", "node", "in_jsonld.mjs", ["jsonld", "profiles11-jsonld"]),
]
# The names of formats in Raptor.
RAPTOR = {"turtle": "turtle", "ntriples": "ntriples", "rdfxml": "rdfxml", "profiles11-turtle": "turtle", "profiles11-rdfxml": "rdfxml"}
NOT_IN_RAPTOR = re.compile(r"\\u0000|\\uFFFE|\\uFFFF|[\0\ufffe\uffff]")
# One of our own articles, and what it says: who rejected what of whom, and who says so.
ARTICLE = "ferry-offer.txt"
REJECTION = ["Nordstrand Ferries", "offer", "Kvistel Port", "Ragna Tveter"]
# What programs say on standard error though nothing is wrong with a file.
NOISE = ("WARNING: sun.reflect", "SLF4J", "rapper: Parsing", "rapper: Serializing")


def command(folder, how, reader):
    """How to start a client, and its environment; None when it cannot be had."""
    if how == "python":
        start = install.python(folder)
        return start and ([*start, HERE / reader], {})
    if how == "node":
        start = install.node(folder)
        return start and ([*start, folder / "node" / reader], {})
    if how == "rapper":
        return install.rapper(folder)
    start = install.java(folder, how, reader)
    return start and (start, {})


def read(start, environment, jobs):
    """Runs a client on all files at once. What it has to complain of, or None."""
    arguments = [str(argument) for job in jobs for argument in job]
    done = subprocess.run(
        [*start, *arguments], env={**os.environ, **environment}, capture_output=True, text=True, errors="replace"
    )
    said = [line for line in done.stderr.splitlines() if line.strip() and not line.startswith(NOISE)]
    if done.returncode != 0 or said:
        return "\n".join(said[:20]) or f"exit code {done.returncode}"
    return None


def rapper(start, environment, jobs):
    """Raptor reads one file at a time and writes what it saw. It ends a text at U+0000 and refuses U+FFFE and U+FFFF, which
    no text has but a program may hand over, so it is given the rest."""
    for format, file, result in jobs:
        copy = Path(f"{result}-read")
        copy.write_text(NOT_IN_RAPTOR.sub("", file.read_text("utf-8")), "utf-8", newline="")
        arguments = ["-i", RAPTOR[format], "-o", "ntriples", copy]
        done = subprocess.run([*start, *arguments], env={**os.environ, **environment}, capture_output=True)
        said = [line for line in done.stderr.decode(errors="replace").splitlines() if not line.startswith(NOISE)]
        if done.returncode != 0 or said:
            return "\n".join(said[:20])
        Path(result).write_bytes(done.stdout)
    return None


class Comparison:
    """What was seen of one graph so far."""

    def __init__(self, folder):
        self.expected = compare.Expected(folder)
        self.sources = {record["source"] for record in self.expected.graph["documents"]}
        self.view = None
        self.triples = None
        self.profiled = {}

    def check(self, client, format, result):
        """Fails unless a result is as it should be. What there was of it."""
        kind = FORMATS[format][1]
        answer = Path(f"{result}.answer")
        if answer.exists():
            self.check_answer(json.loads(answer.read_text("utf-8")))
        if kind == "checked" or not result.stat().st_size:
            return None
        if kind == "picture":
            if not result.read_bytes().startswith(b"\x89PNG") or result.stat().st_size < 20_000:
                raise compare.Different("there is nothing to see in it")
            return f"of {result.stat().st_size // 1000} kB"
        if kind == "profiles":
            return self.check_profiles(result, client == "rapper" or format in XML, format.split("-")[0])
        if kind in ("rdf", "quads"):
            return self.check_rdf(result, client == "rapper" or format in XML, kind == "quads")
        found = json.loads(result.read_text("utf-8"))
        if "answer" in found:
            self.check_answer(found["answer"])
        repair = compare.as_gexf if format in GEXF else compare.as_xml if format in XML else compare.as_is
        repair = compare.as_neptune if format in NEPTUNE else repair
        if client == "pyyed":
            compare.ends(self.expected, found)
        elif kind == "labels":
            compare.labels(self.expected, found)
        elif kind == "graph":
            compare.graph(self.expected, found, repair)
        elif self.view is None:
            compare.actors(self.expected, found, repair)
            self.view = found
        else:
            compare.view(self.view, found, repair)
        return f"{len(found['nodes'])} nodes, {len(found['edges'])} edges"

    def check_answer(self, rows):
        wanted = compare.rejections(self.expected)
        compare.same("who rejected whose offer", wanted, sorted(rows))
        if ARTICLE in self.sources and REJECTION not in wanted:
            raise compare.Different(f"who rejected whose offer: {wanted} should have {REJECTION}")

    def check_rdf(self, result, repaired, named):
        import pyoxigraph  # From the folder of clients.

        found = set(pyoxigraph.parse(path=str(result), format=pyoxigraph.RdfFormat.N_QUADS))
        triples = {(quad.subject, quad.predicate, quad.object) for quad in found}
        if named:
            compare.graphs(self.expected, found)
        if self.triples is None:
            compare.rdf(self.expected, triples)
            self.triples = triples
        elif repaired:
            compare.quads(compare.rdf_as_xml(self.triples), compare.rdf_as_xml(triples))
        else:
            compare.quads(self.triples, triples)
        return f"{len(triples)} triples"


    def check_profiles(self, result, repaired, which):
        """What profiles add to the triples that are there without them."""
        import pyoxigraph  # From the folder of clients.

        found = {quad.triple for quad in pyoxigraph.parse(path=str(result), format=pyoxigraph.RdfFormat.N_QUADS)}
        found = {(triple.subject, triple.predicate, triple.object) for triple in found}
        reference = self.profiled.get(which)
        if reference is None:
            compare.quads(set(), self.triples - found)
            compare.profiles(self.expected, found, which == "profiles")
            self.profiled[which] = found
        elif repaired:
            compare.quads(compare.rdf_as_xml(reference), compare.rdf_as_xml(found))
        else:
            compare.quads(reference, found)
        return f"{len(found)} triples"


def main():
    folder, outs = Path(sys.argv[1]).absolute(), [Path(out).absolute() for out in sys.argv[2:]]
    install.python(folder)
    for packages in (folder / "python").glob("lib/*/site-packages"):
        site.addsitedir(str(packages))
    comparisons = {out: Comparison(out) for out in outs}
    missing, failed, seen = [], [], 0
    with tempfile.TemporaryDirectory(dir=folder) as results:
        for name, how, reader, formats in CLIENTS:
            began = time.monotonic()
            start = command(folder, how, reader)
            if start is None:
                missing.append(name)
                continue
            ready = time.monotonic()
            jobs = [
                (format, out / FORMATS[format][0], Path(results) / f"{name}-{number}-{format}")
                for number, out in enumerate(outs)
                for format in formats
                # Gephi draws no letters that its font lacks.
                if format != "picture" or ARTICLE in comparisons[out].sources
            ]
            out_of = {out / FORMATS[format][0]: out for out in outs for format in formats}
            problem = (rapper if how == "rapper" else read)(*start, jobs)
            told = []
            for format, file, result in [] if problem else jobs:
                try:
                    told.append((format, comparisons[out_of[file]].check(name, format, result)))
                    seen += 1
                except compare.Different as error:
                    problem = f"{file}: {error}"
                    break
            if problem:
                failed.append(name)
                print(f"{name}: {problem}")
                continue
            times = f"{ready - began:.0f} s to set up, {time.monotonic() - ready:.0f} s"
            print(f"{name} ({times}): " + "; ".join(f"{format} {what}" if what else format for format, what in told))
    if missing:
        print("not checked, because not installed:", ", ".join(missing))
    if failed:
        print("do not see what they should:", ", ".join(failed))
    print(f"{seen} files opened by {len(CLIENTS) - len(missing) - len(failed)} programs, {len(failed)} failed")
    if failed or (missing and os.environ.get("CI") == "true"):
        sys.exit(1)


if __name__ == "__main__":
    main()
