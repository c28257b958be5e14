//! `cytoscape.json`: elements for Cytoscape.js; the type of a node is its class, and of an edge too.
//! <https://js.cytoscape.org/#notation/elements-json>

use std::io;
use std::io::BufWriter;
use std::io::Write;

use crate::export::Choice;
use crate::export::Exporter;
use crate::export::Input;
use crate::export::Sink;
use crate::export::Written;
use crate::export::columns;
use crate::export::columns::Table;
use crate::export::members::Members;
use crate::export::members::lines;

/// The whole graph.
pub const FULL: &str = "cytoscape.json";
/// Who does what to whom.
pub const ACTORS: &str = "actors-cytoscape.json";

/// Writes `cytoscape.json` and `actors-cytoscape.json`.
#[derive(Debug, Clone, Copy)]
pub struct Cytoscape;

impl Exporter for Cytoscape {
    fn name(&self) -> &'static str {
        "cytoscape"
    }

    fn files(&self) -> &'static [&'static str] {
        &[FULL, ACTORS]
    }

    fn purpose(&self) -> &'static str {
        "Cytoscape.js"
    }

    fn loses(&self) -> &'static str {
        "nothing"
    }

    fn takes(&self) -> &'static [Choice] {
        &[Choice::View]
    }

    fn import(&self) -> &'static str {
        include_str!("../../schema/export/import/cytoscape.md")
    }

    fn export(&self, input: &Input<'_>, out: &mut dyn Sink) -> io::Result<Written> {
        columns::views(input, out, [FULL, ACTORS], write)
    }
}

fn write(table: &Table<'_>, file: Box<dyn Write + '_>) -> io::Result<usize> {
    let mut out = BufWriter::with_capacity(1 << 16, file);
    out.write_all(b"{\"elements\":{\"nodes\":[")?;
    lines(table.nodes(), &mut out, |node, out| {
        write!(out, "{{\"data\":{{\"id\":\"{}\"", node.id)?;
        table.node(node, &mut Members::new(out, true))?;
        write!(out, "}},\"classes\":\"{}\"}}", node.kind.as_str())
    })?;
    out.write_all(b"],\n\"edges\":[")?;
    lines(table.edges(), &mut out, |edge, out| {
        let (source, target) = (&edge.source.id, &edge.target.id);
        write!(out, "{{\"data\":{{\"id\":\"{}\",\"source\":\"{source}\",\"target\":\"{target}\"", edge.id)?;
        table.edge(edge, &mut Members::new(out, true))?;
        write!(out, "}},\"classes\":\"{}\"}}", edge.kind().0)
    })?;
    out.write_all(b"]}}\n")?;
    out.flush()?;
    Ok(0)
}
