//! `graphology.json`: a serialized graph for graphology, sigma.js and Gephi Lite. The types of nodes and edges stand in
//! `node_type` and `edge_type`, because sigma.js chooses by `type` how to draw.
//! <https://graphology.github.io/serialization.html>

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
pub const FULL: &str = "graphology.json";
/// Who does what to whom.
pub const ACTORS: &str = "actors-graphology.json";

/// Writes `graphology.json` and `actors-graphology.json`.
#[derive(Debug, Clone, Copy)]
pub struct Graphology;

impl Exporter for Graphology {
    fn name(&self) -> &'static str {
        "graphology"
    }

    fn files(&self) -> &'static [&'static str] {
        &[FULL, ACTORS]
    }

    fn purpose(&self) -> &'static str {
        "graphology, sigma.js, Gephi Lite"
    }

    fn loses(&self) -> &'static str {
        "nothing"
    }

    fn takes(&self) -> &'static [Choice] {
        &[Choice::View]
    }

    fn import(&self) -> &'static str {
        include_str!("../../schema/export/import/graphology.md")
    }

    fn export(&self, input: &Input<'_>, out: &mut dyn Sink) -> io::Result<Written> {
        columns::views(input, out, [FULL, ACTORS], write)
    }
}

fn write(table: &Table<'_>, mut file: Buffer<'_>) -> io::Result<usize> {
    put(
        &mut file.bytes,
        ["{\"options\":{\"type\":\"directed\",\"multi\":true,\"allowSelfLoops\":true},\"attributes\":{},\n\"nodes\":["],
    );
    lines(table.nodes(), &mut file, |node, out| {
        put(out, ["{\"key\":\"", &node.id, "\",\"attributes\":{"]);
        table.node(node, &mut Members::new(out, false).renamed(&[("type", "node_type")]));
        put(out, ["}}"]);
    })?;
    put(&mut file.bytes, ["],\n\"edges\":["]);
    lines(table.edges(), &mut file, |edge, out| {
        let (source, target) = (&edge.source.id, &edge.target.id);
        put(
            out,
            ["{\"key\":\"", &edge.id, "\",\"source\":\"", source, "\",\"target\":\"", target, "\",\"attributes\":{"],
        );
        table.edge(&edge, &mut Members::new(out, false).renamed(&[("type", "edge_type")]));
        put(out, ["}}"]);
    })?;
    put(&mut file.bytes, ["]}\n"]);
    file.finish()?;
    Ok(0)
}
