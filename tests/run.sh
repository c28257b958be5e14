#!/bin/sh
# All tests: those in Rust, then the exports opened by the programs people use, which are set up below the target folder.
# Needs cargo and python3 (with venv); node with npm, and a JDK of 17 or later with mvn, for the programs written for them.
# A program that cannot be had is named at the end; with CI=true it fails.
set -eu
cd "$(dirname "$0")/.."

target=${CARGO_TARGET_DIR:-target}
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

cargo test --locked
cargo build --locked --bin newsloom --features parquet
newsloom=$target/debug/newsloom

# The same bytes on any number of threads and in any order of inputs.
build() { "$newsloom" build --quiet --out "$out/$1" --jobs "$2" $3; }
build articles 1 tests/articles
build two 2 tests/articles
build shuffled 2 "$(find tests/articles -type f \( -name '*.txt' -o -name '*.md' -o -name '*.jsonl' \) | sort -r)"
for other in two shuffled; do
    diff -rq "$out/articles" "$out/$other"
done

formats="gexf trig ntriples nquads rdfxml jsonld nodelink cytoscape d3 jgf graphology cypher neo4j neptune kuzu ftm csv dot parquet"
for folder in "$out/articles" "$target/tmp/hostile"; do
    # shellcheck disable=SC2086
    "$newsloom" export "$folder" $(printf ' --format %s' $formats) 2> "$out/names"
    for dialect in gephi neo4j yed strict; do
        "$newsloom" export "$folder" --format graphml --dialect "$dialect" --out "$folder/as-$dialect" 2> "$out/names"
    done
    "$newsloom" export "$folder" --format cypher --dialect memgraph --out "$folder/as-memgraph" 2> "$out/names"
    "$newsloom" export "$folder" --format gexf --dynamic --out "$folder/dynamic" 2> "$out/names"
    "$newsloom" export "$folder" --format turtle --format ntriples --format trig --format nquads \
        --profile rdf12,webannotation,owl-time,shortcuts --out "$folder/profiles" 2> "$out/names"
    "$newsloom" export "$folder" --format turtle --format rdfxml --format jsonld \
        --profile webannotation,owl-time,shortcuts --out "$folder/profiles11" 2> "$out/names"
    "$newsloom" verify "$folder"
done
python3 tests/clients/picture.py "$out/articles" > "$out/one.svg"
python3 tests/clients/picture.py "$out/two" | cmp - "$out/one.svg"
python3 tests/clients/run.py "$target/clients" "$out/articles" "$target/tmp/hostile"
echo "all tests passed"
