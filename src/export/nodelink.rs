//! `nodelink.json`: `NetworkX`' node-link form, with the edges under `edges`, as `networkx.node_link_graph` reads it since 3.4
//! without being told. <https://networkx.org/documentation/stable/reference/readwrite/json_graph.html>

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
pub const FULL: &str = "nodelink.json";
/// Who does what to whom.
pub const ACTORS: &str = "actors-nodelink.json";

/// Writes `nodelink.json` and `actors-nodelink.json`.
#[derive(Debug, Clone, Copy)]
pub struct NodeLink;

impl Exporter for NodeLink {
    fn name(&self) -> &'static str {
        "nodelink"
    }

    fn files(&self) -> &'static [&'static str] {
        &[FULL, ACTORS]
    }

    fn purpose(&self) -> &'static str {
        "NetworkX and what reads its node-link JSON"
    }

    fn loses(&self) -> &'static str {
        "nothing"
    }

    fn takes(&self) -> &'static [Choice] {
        &[Choice::View]
    }

    fn import(&self) -> &'static str {
        include_str!("../../schema/export/import/nodelink.md")
    }

    fn export(&self, input: &Input<'_>, out: &mut dyn Sink) -> io::Result<Written> {
        columns::views(input, out, [FULL, ACTORS], write)
    }
}

fn write(table: &Table<'_>, mut file: Buffer<'_>) -> io::Result<usize> {
    put(&mut file.bytes, ["{\"directed\":true,\"multigraph\":true,\"graph\":{},\n\"nodes\":["]);
    lines(table.nodes(), &mut file, |node, out| {
        put(out, ["{\"id\":\"", &node.id, "\""]);
        table.node(node, &mut Members::new(out, true));
        put(out, ["}"]);
    })?;
    put(&mut file.bytes, ["],\n\"edges\":["]);
    lines(table.edges(), &mut file, |edge, out| {
        put(
            out,
            ["{\"source\":\"", &edge.source.id, "\",\"target\":\"", &edge.target.id, "\",\"key\":\"", &edge.id, "\""],
        );
        table.edge(&edge, &mut Members::new(out, true));
        put(out, ["}"]);
    })?;
    put(&mut file.bytes, ["]}\n"]);
    file.finish()?;
    Ok(0)
}
