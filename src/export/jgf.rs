//! `jgf.json`: JSON Graph Format 2; all that is not an end, a label or a relation is metadata.
//! <https://jsongraphformat.info/>

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

fn write(table: &Table<'_>, file: Box<dyn Write + '_>) -> io::Result<usize> {
    let mut out = BufWriter::with_capacity(1 << 16, file);
    out.write_all(b"{\"graph\":{\"directed\":true,\"type\":\"newsloom\",\n\"nodes\":{")?;
    lines(table.nodes(), &mut out, |node, out| {
        write!(out, "\"{}\":{{\"label\":", node.id)?;
        string(label(node), out)?;
        out.write_all(b",\"metadata\":{")?;
        table.node(node, &mut Members::new(out, false))?;
        out.write_all(b"}}")
    })?;
    out.write_all(b"},\n\"edges\":[")?;
    lines(table.edges(), &mut out, |edge, out| {
        let (source, target) = (&edge.source.id, &edge.target.id);
        write!(out, "{{\"id\":\"{}\",\"source\":\"{source}\",\"target\":\"{target}\"", edge.id)?;
        write!(out, ",\"relation\":\"{}\",\"metadata\":{{", edge.kind().0)?;
        table.edge(edge, &mut Members::new(out, false))?;
        out.write_all(b"}}")
    })?;
    out.write_all(b"]}}\n")?;
    out.flush()?;
    Ok(0)
}
