//! `d3.json`: nodes and links for drawings with D3; `forceLink().id(d => d.id)` finds the ends.
//! <https://d3js.org/d3-force/link>

use std::io;

use crate::export::Choice;
use crate::export::Exporter;
use crate::export::Input;
use crate::export::Sink;
use crate::export::Written;
use crate::export::buffer::Buffer;
use crate::export::buffer::put;
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

fn write(table: &Table<'_>, mut file: Buffer<'_>) -> io::Result<usize> {
    put(&mut file.bytes, ["{\"nodes\":["]);
    lines(table.nodes(), &mut file, |node, out| {
        put(out, ["{\"id\":\"", &node.id, "\""]);
        table.node(node, &mut Members::new(out, true));
        put(out, ["}"]);
    })?;
    put(&mut file.bytes, ["],\n\"links\":["]);
    lines(table.edges(), &mut file, |edge, out| {
        put(out, ["{\"source\":\"", &edge.source.id, "\",\"target\":\"", &edge.target.id, "\""]);
        table.edge(&edge, &mut Members::new(out, true));
        put(out, ["}"]);
    })?;
    put(&mut file.bytes, ["]}\n"]);
    file.finish()?;
    Ok(0)
}
