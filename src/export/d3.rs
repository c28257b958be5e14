//! `d3.json`: nodes and links for drawings with D3; `forceLink().id(d => d.id)` finds the ends.
//! <https://d3js.org/d3-force/link>

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
pub const FULL: &str = "d3.json";
/// Who does what to whom.
pub const ACTORS: &str = "actors-d3.json";

/// Writes `d3.json` and `actors-d3.json`.
#[derive(Debug, Clone, Copy)]
pub struct D3;

impl Exporter for D3 {
    fn name(&self) -> &'static str {
        "d3"
    }

    fn files(&self) -> &'static [&'static str] {
        &[FULL, ACTORS]
    }

    fn purpose(&self) -> &'static str {
        "drawings with D3"
    }

    fn loses(&self) -> &'static str {
        "nothing"
    }

    fn takes(&self) -> &'static [Choice] {
        &[Choice::View]
    }

    fn import(&self) -> &'static str {
        include_str!("../../schema/export/import/d3.md")
    }

    fn export(&self, input: &Input<'_>, out: &mut dyn Sink) -> io::Result<Written> {
        columns::views(input, out, [FULL, ACTORS], write)
    }
}

fn write(table: &Table<'_>, file: Box<dyn Write + '_>) -> io::Result<usize> {
    let mut out = BufWriter::with_capacity(1 << 16, file);
    out.write_all(b"{\"nodes\":[")?;
    lines(table.nodes(), &mut out, |node, out| {
        write!(out, "{{\"id\":\"{}\"", node.id)?;
        table.node(node, &mut Members::new(out, true))?;
        out.write_all(b"}")
    })?;
    out.write_all(b"],\n\"links\":[")?;
    lines(table.edges(), &mut out, |edge, out| {
        write!(out, "{{\"source\":\"{}\",\"target\":\"{}\"", edge.source.id, edge.target.id)?;
        table.edge(edge, &mut Members::new(out, true))?;
        out.write_all(b"}")
    })?;
    out.write_all(b"]}\n")?;
    out.flush()?;
    Ok(0)
}
