//! `graph.dot` and `actors.dot`: drawings of small graphs with Graphviz. <https://graphviz.org/doc/info/lang.html>

use std::io;
use std::io::BufWriter;
use std::io::Write;

use crate::export::Choice;
use crate::export::Exporter;
use crate::export::Input;
use crate::export::Sink;
use crate::export::Written;
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

fn write(table: &Table<'_>, file: Box<dyn Write + '_>) -> io::Result<usize> {
    let mut out = BufWriter::with_capacity(1 << 16, file);
    let mut removed = 0;
    out.write_all(
        b"digraph newsloom {\n  graph [overlap=false, splines=true];\n  \
          node [shape=box, style=\"rounded,filled\", fontname=\"Helvetica\", fontcolor=white];\n  \
          edge [fontname=\"Helvetica\", fontsize=10];\n",
    )?;
    for node in table.nodes() {
        write!(out, "  \"{}\" [label=\"", node.id)?;
        removed += text(label(node), &mut out)?;
        let [red, green, blue] = color(node.kind);
        writeln!(out, "\", fillcolor=\"#{red:02x}{green:02x}{blue:02x}\", tooltip=\"{}\"];", node.kind.as_str())?;
    }
    for edge in table.edges() {
        write!(out, "  \"{}\" -> \"{}\" [id=\"{}\", label=\"", edge.source.id, edge.target.id, edge.id)?;
        removed += text(&edge.kind().1, &mut out)?;
        out.write_all(b"\"];\n")?;
    }
    out.write_all(b"}\n")?;
    out.flush()?;
    Ok(removed)
}

/// A text within double quotes. A `\` would begin an escape, `&` an entity.
fn text(text: &str, out: &mut dyn Write) -> io::Result<usize> {
    let mut removed = 0;
    for letter in text.chars() {
        match letter {
            '"' => out.write_all(b"\\\"")?,
            '\\' => out.write_all(b"\\\\")?,
            '&' => out.write_all(b"&amp;")?,
            '\n' => out.write_all(b"\\n")?,
            '\0' => removed += 1,
            _ => write!(out, "{letter}")?,
        }
    }
    Ok(removed)
}
