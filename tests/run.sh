#!/bin/sh
# All tests: those in Rust, then the exports opened by the programs people use.
# Needs cargo and python3 (with venv). A client that cannot be installed is named at the end; with CI=true it fails.
set -eu
cd "$(dirname "$0")/.."

target=${CARGO_TARGET_DIR:-target}
venv=$target/clients-venv
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

cargo test --locked
cargo build --locked --bin newsloom
newsloom=$target/debug/newsloom

# One by one, so that one client that cannot be installed does not take the others with it.
wanted=tests/clients/requirements.txt
if ! cmp -s "$wanted" "$venv/installed.txt"; then
    python3 -m venv "$venv"
    all=yes
    for client in $(grep -v '^#' "$wanted"); do
        "$venv/bin/pip" install --quiet --disable-pip-version-check "$client" || all=no
    done
    if [ "$all" = yes ]; then cp "$wanted" "$venv/installed.txt"; fi
fi

# The same bytes on any number of threads and in any order of inputs.
build() { "$newsloom" build --quiet --out "$out/$1" --jobs "$2" $3; }
build one 1 tests/articles
build two 2 tests/articles
build shuffled 2 "$(find tests/articles -type f \( -name '*.txt' -o -name '*.md' -o -name '*.jsonl' \) | sort -r)"
for other in two shuffled; do
    diff -rq "$out/one" "$out/$other"
done

for folder in "$out/one" "$target/tmp/hostile"; do
    "$newsloom" verify "$folder"
done
"$venv/bin/python" tests/clients/check.py schema/export "$out/one" "$target/tmp/hostile"
"$venv/bin/python" tests/clients/picture.py "$out/one" > "$out/one.svg"
"$venv/bin/python" tests/clients/picture.py "$out/two" | cmp - "$out/one.svg"
echo "all tests passed"
