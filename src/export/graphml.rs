//! `graph.graphml` and `actors.graphml`: for Gephi, NetworkX, igraph, Cytoscape, Neo4j (APOC) and `TinkerPop`.
//!
//! One profile that all of them read without a warning: keys for nodes or for edges with plain types, every edge
//! directed, lists as JSON text, no defaults, no empty values.
//! <http://graphml.graphdrawing.org/specification.html>
//!
//! Dialects say more to some readers and less to others: `gephi` declares lists as lists, `neo4j` does so for APOC,
//! `yed` has shapes with labels for yEd, `strict` has no attributes beside those of the schema of GraphML.

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
use crate::export::columns::Column;
use crate::export::columns::Kind;
use crate::export::columns::Names;
use crate::export::columns::Put;
use crate::export::columns::Row;
use crate::export::columns::Table;
use crate::export::columns::Value;
use crate::export::label;
use crate::export::xml;
use crate::graph::Node;

/// The whole graph: actions and statements are nodes.
pub const FULL: &str = "graph.graphml";

/// Who does what to whom.
pub const ACTORS: &str = "actors.graphml";

/// Writes `graph.graphml` and `actors.graphml`.
#[derive(Debug, Clone, Copy)]
pub struct GraphMl;

impl Exporter for GraphMl {
    fn name(&self) -> &'static str {
        "graphml"
    }

    fn files(&self) -> &'static [&'static str] {
        &[FULL, ACTORS]
    }

    fn purpose(&self) -> &'static str {
        "Gephi, NetworkX, igraph, Cytoscape, Neo4j with APOC, TinkerPop, yEd"
    }

    fn loses(&self) -> &'static str {
        "lists, mentions and evidence are JSON text; control characters are removed"
    }

    fn dialects(&self) -> &'static [&'static str] {
        &["universal", "gephi", "neo4j", "yed", "strict"]
    }

    fn takes(&self) -> &'static [Choice] {
        &[Choice::View]
    }

    fn import(&self) -> &'static str {
        include_str!("../../schema/export/import/graphml.md")
    }

    fn export(&self, input: &Input<'_>, out: &mut dyn Sink) -> io::Result<Written> {
        let dialect = Dialect::of(input.options.dialect.as_deref());
        columns::views(input, out, [FULL, ACTORS], |table, file| write(table, dialect, file))
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Dialect {
    Universal,
    Gephi,
    Neo4j,
    Yed,
    Strict,
}

impl Dialect {
    fn of(name: Option<&str>) -> Self {
        match name {
            Some("gephi") => Self::Gephi,
            Some("neo4j") => Self::Neo4j,
            Some("yed") => Self::Yed,
            Some("strict") => Self::Strict,
            _ => Self::Universal,
        }
    }

    /// How a column is declared.
    fn declares(self, kind: Kind) -> &'static str {
        match (kind, self) {
            (Kind::Number, _) => "attr.type=\"double\"",
            (Kind::Count, _) => "attr.type=\"long\"",
            (Kind::Flag, _) => "attr.type=\"boolean\"",
            (Kind::Texts, Self::Gephi) => "attr.type=\"liststring\"",
            (Kind::Texts, Self::Neo4j) => "attr.type=\"string\" attr.list=\"string\"",
            (Kind::Text | Kind::Texts | Kind::Parts, _) => "attr.type=\"string\"",
        }
    }
}

fn write(table: &Table<'_>, dialect: Dialect, file: Buffer<'_>) -> io::Result<usize> {
    let mut out = Out { file, prefix: "", dialect, scratch: Vec::new(), removed: 0 };
    out.open(&table.node_columns(), &table.edge_columns());
    out.prefix = "<data key=\"";
    for node in table.nodes() {
        out.node(table, node);
        out.file.spill()?;
    }
    out.prefix = "<data key=\"e_";
    for edge in table.edges() {
        out.edge(table, &edge);
        out.file.spill()?;
    }
    put(&mut out.file.bytes, ["  </graph>\n</graphml>\n"]);
    out.file.finish()?;
    Ok(out.removed)
}

/// A file being written.
struct Out<'w> {
    file: Buffer<'w>,
    /// What values begin with: no key of an edge's is also the key of a node's.
    prefix: &'static str,
    dialect: Dialect,
    /// Room for a value before its escapes.
    scratch: Vec<u8>,
    removed: usize,
}

impl Out<'_> {
    fn open(&mut self, nodes: &[Column], edges: &[Column]) {
        let out = &mut self.file.bytes;
        let is_yed = self.dialect == Dialect::Yed;
        let yed = if is_yed { " xmlns:y=\"http://www.yworks.com/xml/graphml\"" } else { "" };
        put(
            out,
            [
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\" \
                 xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"",
                yed,
                " xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns \
                 http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd\">\n",
            ],
        );
        if is_yed {
            put(
                out,
                ["  <key id=\"shape\" for=\"node\" yfiles.type=\"nodegraphics\"/>\n  \
                  <key id=\"line\" for=\"edge\" yfiles.type=\"edgegraphics\"/>\n"],
            );
        }
        let labels = Column { name: "labels", kind: Kind::Text };
        let (first, rest) = nodes.split_at(1);
        let nodes = first.iter().chain(std::iter::once(&labels)).chain(rest);
        for (column, of, prefix) in nodes.map(|it| (it, "node", "")).chain(edges.iter().map(|it| (it, "edge", "e_"))) {
            let (name, declared) = (column.name, self.dialect.declares(column.kind));
            put(out, ["  <key id=\"", prefix, name, "\" for=\"", of, "\" attr.name=\"", name, "\" ", declared, "/>\n"]);
        }
        put(out, ["  <graph id=\"G\" edgedefault=\"directed\">\n"]);
    }

    fn node(&mut self, table: &Table<'_>, node: &Node) {
        let of = node.kind.as_str();
        let out = &mut self.file.bytes;
        put(out, ["    <node id=\"", &node.id, "\""]);
        if self.dialect != Dialect::Strict {
            put(out, [" labels=\":", of, ":Node\""]);
        }
        put(out, ["><data key=\"labels\">:", of, ":Node</data>"]);
        if self.dialect == Dialect::Yed {
            let [red, green, blue] = color(node.kind);
            // As wide as the label, up to where yEd would rather break lines.
            let wide = 20 + 7 * label(node).chars().take(40).count();
            let shape = format!(
                "<data key=\"shape\"><y:ShapeNode><y:Geometry height=\"30.0\" width=\"{wide}.0\"/>\
                 <y:Fill color=\"#{red:02x}{green:02x}{blue:02x}\" transparent=\"false\"/><y:NodeLabel textColor=\"#ffffff\">"
            );
            put(out, [&shape]);
            self.removed += xml::text(label(node), out);
            put(out, ["</y:NodeLabel><y:Shape type=\"roundrectangle\"/></y:ShapeNode></data>"]);
        }
        table.node(node, self);
        put(&mut self.file.bytes, ["</node>\n"]);
    }

    /// The type stands in `label`, where Gephi and APOC look for it, and in the data, where the others do; the id too,
    /// because igraph loses the other one.
    fn edge(&mut self, table: &Table<'_>, edge: &Row<'_>) {
        let out = &mut self.file.bytes;
        put(out, ["    <edge id=\"", &edge.id, "\" source=\"", &edge.source.id, "\" target=\"", &edge.target.id, "\""]);
        // The letters of a type need no escapes.
        if self.dialect != Dialect::Strict {
            put(out, [" label=\"", &edge.kind, "\""]);
        }
        put(out, [">"]);
        if self.dialect == Dialect::Yed {
            put(
                out,
                [
                    "<data key=\"line\"><y:PolyLineEdge><y:Arrows source=\"none\" target=\"standard\"/><y:EdgeLabel>",
                    &edge.small,
                    "</y:EdgeLabel></y:PolyLineEdge></data>",
                ],
            );
        }
        table.edge(edge, self);
        put(&mut self.file.bytes, ["</edge>\n"]);
    }
}

impl Put for Out<'_> {
    /// One value; none when nothing is left of it.
    fn put(&mut self, name: &'static str, value: Value<'_>) {
        let out = &mut self.file.bytes;
        let begin = out.len();
        put(out, [self.prefix, name, "\">"]);
        let inside = out.len();
        self.removed += match value {
            Value::Text(text) => xml::text(text, out),
            Value::Number(_) | Value::Count(_) | Value::Flag => {
                value.plain(out);
                0
            }
            Value::Parts(parts) if parts.evidence(&Names::PLAIN, out) => 0,
            Value::Texts(_) | Value::Parts(_) => {
                self.scratch.clear();
                match value {
                    // It does not know the escapes of JSON.
                    Value::Texts(texts) if self.dialect == Dialect::Gephi => xml::list(texts, &mut self.scratch),
                    value => value.plain(&mut self.scratch),
                }
                xml::escape::<false>(&self.scratch, out)
            }
        };
        if out.len() == inside {
            out.truncate(begin);
        } else {
            put(out, ["</data>"]);
        }
    }
}
