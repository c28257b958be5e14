//! `cytoscape.json`: elements for Cytoscape.js; the type of a node is its class, and of an edge too.
//! <https://js.cytoscape.org/#notation/elements-json>

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

fn write(table: &Table<'_>, mut file: Buffer<'_>) -> io::Result<usize> {
    put(&mut file.bytes, ["{\"elements\":{\"nodes\":["]);
    lines(table.nodes(), &mut file, |node, out| {
        put(out, ["{\"data\":{\"id\":\"", &node.id, "\""]);
        table.node(node, &mut Members::new(out, true));
        put(out, ["},\"classes\":\"", node.kind.as_str(), "\"}"]);
    })?;
    put(&mut file.bytes, ["],\n\"edges\":["]);
    lines(table.edges(), &mut file, |edge, out| {
        let (source, target) = (&edge.source.id, &edge.target.id);
        put(out, ["{\"data\":{\"id\":\"", &edge.id, "\",\"source\":\"", source, "\",\"target\":\"", target, "\""]);
        table.edge(&edge, &mut Members::new(out, true));
        put(out, ["},\"classes\":\"", &edge.kind, "\"}"]);
    })?;
    put(&mut file.bytes, ["]}}\n"]);
    file.finish()?;
    Ok(0)
}
