//! `graph.dot` and `actors.dot`: drawings of small graphs with Graphviz. <https://graphviz.org/doc/info/lang.html>

use std::io;

use crate::export::Choice;
use crate::export::Exporter;
use crate::export::Input;
use crate::export::Sink;
use crate::export::Written;
use crate::export::buffer::Buffer;
use crate::export::buffer::put;
use crate::export::color;
use crate::export::columns;
use crate::export::columns::Table;
use crate::export::label;

/// The whole graph.
pub const FULL: &str = "graph.dot";
/// Who does what to whom.
pub const ACTORS: &str = "actors.dot";

/// Writes `graph.dot` and `actors.dot`.
#[derive(Debug, Clone, Copy)]
pub struct Dot;

impl Exporter for Dot {
    fn name(&self) -> &'static str {
        "dot"
    }

    fn files(&self) -> &'static [&'static str] {
        &[FULL, ACTORS]
    }

    fn purpose(&self) -> &'static str {
        "Graphviz, for small graphs"
    }

    fn loses(&self) -> &'static str {
        "everything but labels, types and ids; U+0000"
    }

    fn takes(&self) -> &'static [Choice] {
        &[Choice::View]
    }

    fn import(&self) -> &'static str {
        include_str!("../../schema/export/import/dot.md")
    }

    fn export(&self, input: &Input<'_>, out: &mut dyn Sink) -> io::Result<Written> {
        columns::views(input, out, [FULL, ACTORS], write)
    }
}

fn write(table: &Table<'_>, mut file: Buffer<'_>) -> io::Result<usize> {
    let mut removed = 0;
    put(
        &mut file.bytes,
        ["digraph newsloom {\n  graph [overlap=false, splines=true];\n  \
          node [shape=box, style=\"rounded,filled\", fontname=\"Helvetica\", fontcolor=white];\n  \
          edge [fontname=\"Helvetica\", fontsize=10];\n"],
    );
    for node in table.nodes() {
        put(&mut file.bytes, ["  \"", &node.id, "\" [label=\""]);
        removed += text(label(node), &mut file.bytes);
        let [red, green, blue] = color(node.kind);
        let fill = format!("\", fillcolor=\"#{red:02x}{green:02x}{blue:02x}\", tooltip=\"");
        put(&mut file.bytes, [&fill, node.kind.as_str(), "\"];\n"]);
        file.spill()?;
    }
    for edge in table.edges() {
        let (source, target) = (&edge.source.id, &edge.target.id);
        put(&mut file.bytes, ["  \"", source, "\" -> \"", target, "\" [id=\"", &edge.id, "\", label=\""]);
        removed += text(&edge.small, &mut file.bytes);
        put(&mut file.bytes, ["\"];\n"]);
        file.spill()?;
    }
    put(&mut file.bytes, ["}\n"]);
    file.finish()?;
    Ok(removed)
}

/// A text within double quotes. A `\` would begin an escape, `&` an entity.
fn text(text: &str, out: &mut Vec<u8>) -> usize {
    let mut removed = 0;
    for byte in text.bytes() {
        match byte {
            b'"' => put(out, ["\\\""]),
            b'\\' => put(out, ["\\\\"]),
            b'&' => put(out, ["&amp;"]),
            b'\n' => put(out, ["\\n"]),
            0 => removed += 1,
            _ => out.push(byte),
        }
    }
    removed
}
