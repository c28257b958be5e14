//! `jgf.json`: JSON Graph Format 2; all that is not an end, a label or a relation is metadata.
//! <https://jsongraphformat.info/>

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
use crate::export::label;
use crate::export::members::Members;
use crate::export::members::lines;
use crate::export::members::string;

/// The whole graph.
pub const FULL: &str = "jgf.json";
/// Who does what to whom.
pub const ACTORS: &str = "actors-jgf.json";

/// Writes `jgf.json` and `actors-jgf.json`.
#[derive(Debug, Clone, Copy)]
pub struct Jgf;

impl Exporter for Jgf {
    fn name(&self) -> &'static str {
        "jgf"
    }

    fn files(&self) -> &'static [&'static str] {
        &[FULL, ACTORS]
    }

    fn purpose(&self) -> &'static str {
        "readers of JSON Graph Format 2"
    }

    fn loses(&self) -> &'static str {
        "nothing"
    }

    fn takes(&self) -> &'static [Choice] {
        &[Choice::View]
    }

    fn import(&self) -> &'static str {
        include_str!("../../schema/export/import/jgf.md")
    }

    fn export(&self, input: &Input<'_>, out: &mut dyn Sink) -> io::Result<Written> {
        columns::views(input, out, [FULL, ACTORS], write)
    }
}

fn write(table: &Table<'_>, mut file: Buffer<'_>) -> io::Result<usize> {
    put(&mut file.bytes, ["{\"graph\":{\"directed\":true,\"type\":\"newsloom\",\n\"nodes\":{"]);
    lines(table.nodes(), &mut file, |node, out| {
        put(out, ["\"", &node.id, "\":{\"label\":"]);
        string(label(node), out);
        put(out, [",\"metadata\":{"]);
        table.node(node, &mut Members::new(out, false));
        put(out, ["}}"]);
    })?;
    put(&mut file.bytes, ["},\n\"edges\":["]);
    lines(table.edges(), &mut file, |edge, out| {
        let (source, target) = (&edge.source.id, &edge.target.id);
        put(out, ["{\"id\":\"", &edge.id, "\",\"source\":\"", source, "\",\"target\":\"", target, "\""]);
        put(out, [",\"relation\":\"", &edge.kind, "\",\"metadata\":{"]);
        table.edge(&edge, &mut Members::new(out, false));
        put(out, ["}}"]);
    })?;
    put(&mut file.bytes, ["]}}\n"]);
    file.finish()?;
    Ok(0)
}
