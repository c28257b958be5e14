//! `graph.graphml` and `actors.graphml`: for Gephi, NetworkX, igraph, Cytoscape, Neo4j (APOC) and `TinkerPop`.
//!
//! One profile that all of them read without a warning: keys for nodes or for edges with plain types, every edge
//! directed, lists as JSON text, no defaults, no empty values.
//! <http://graphml.graphdrawing.org/specification.html>
//!
//! Dialects say more to some readers and less to others: `gephi` declares lists as lists, `neo4j` does so for APOC,
//! `yed` has shapes with labels for yEd, `strict` has no attributes beside those of the schema of GraphML.

use std::io::{self, BufWriter, Write};

use crate::export::Choice;
use crate::export::Exporter;
use crate::export::Input;
use crate::export::Sink;
use crate::export::Written;
use crate::export::columns;
use crate::export::columns::Column;
use crate::export::columns::Kind;
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

fn write(table: &Table<'_>, dialect: Dialect, file: Box<dyn Write + '_>) -> io::Result<usize> {
    let mut out = Out { file: BufWriter::with_capacity(1 << 16, file), prefix: "", dialect, removed: 0 };
    out.open(&table.node_columns(), &table.edge_columns())?;
    for node in table.nodes() {
        out.node(table, node)?;
    }
    out.prefix = "e_";
    for edge in table.edges() {
        out.edge(table, edge)?;
    }
    out.file.write_all(b"  </graph>\n</graphml>\n")?;
    out.file.flush()?;
    Ok(out.removed)
}

/// A file being written.
struct Out<'w> {
    file: BufWriter<Box<dyn Write + 'w>>,
    /// What the key ids of the values begin with: none of an edge's is also the id of a node's.
    prefix: &'static str,
    dialect: Dialect,
    removed: usize,
}

impl Out<'_> {
    fn open(&mut self, nodes: &[Column], edges: &[Column]) -> io::Result<()> {
        let yed = if self.dialect == Dialect::Yed { " xmlns:y=\"http://www.yworks.com/xml/graphml\"" } else { "" };
        write!(
            self.file,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\" \
             xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"{yed} \
             xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns \
             http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd\">\n"
        )?;
        if self.dialect == Dialect::Yed {
            self.file.write_all(
                b"  <key id=\"shape\" for=\"node\" yfiles.type=\"nodegraphics\"/>\n  \
                  <key id=\"line\" for=\"edge\" yfiles.type=\"edgegraphics\"/>\n",
            )?;
        }
        let labels = Column { name: "labels", kind: Kind::Text };
        let (first, rest) = nodes.split_at(1);
        let nodes = first.iter().chain(std::iter::once(&labels)).chain(rest);
        for (column, of, prefix) in nodes.map(|it| (it, "node", "")).chain(edges.iter().map(|it| (it, "edge", "e_"))) {
            let (name, declared) = (column.name, self.dialect.declares(column.kind));
            writeln!(self.file, "  <key id=\"{prefix}{name}\" for=\"{of}\" attr.name=\"{name}\" {declared}/>")?;
        }
        self.file.write_all(b"  <graph id=\"G\" edgedefault=\"directed\">\n")
    }

    fn node(&mut self, table: &Table<'_>, node: &Node) -> io::Result<()> {
        let of = node.kind.as_str();
        write!(self.file, "    <node id=\"{}\"", node.id)?;
        if self.dialect != Dialect::Strict {
            write!(self.file, " labels=\":{of}:Node\"")?;
        }
        write!(self.file, "><data key=\"labels\">:{of}:Node</data>")?;
        self.prefix = "";
        if self.dialect == Dialect::Yed {
            self.file.write_all(b"<data key=\"shape\"><y:ShapeNode><y:NodeLabel>")?;
            self.removed += xml::text(label(node), &mut self.file)?;
            self.file.write_all(b"</y:NodeLabel><y:Shape type=\"roundrectangle\"/></y:ShapeNode></data>")?;
        }
        table.node(node, self)?;
        self.file.write_all(b"</node>\n")
    }

    /// The type stands in `label`, where Gephi and APOC look for it, and in the data, where the others do; the id too,
    /// because igraph loses the other one.
    fn edge(&mut self, table: &Table<'_>, edge: Row<'_, '_>) -> io::Result<()> {
        let (source, target) = (&edge.source.id, &edge.target.id);
        write!(self.file, "    <edge id=\"{}\" source=\"{source}\" target=\"{target}\"", edge.id)?;
        if self.dialect != Dialect::Strict {
            self.file.write_all(b" label=\"")?;
            self.removed += xml::attribute(&edge.kind().0, &mut self.file)?;
            self.file.write_all(b"\"")?;
        }
        self.file.write_all(b">")?;
        if self.dialect == Dialect::Yed {
            self.file.write_all(
                b"<data key=\"line\"><y:PolyLineEdge><y:Arrows source=\"none\" target=\"standard\"/><y:EdgeLabel>",
            )?;
            self.removed += xml::text(&edge.kind().1, &mut self.file)?;
            self.file.write_all(b"</y:EdgeLabel></y:PolyLineEdge></data>")?;
        }
        table.edge(edge, self)?;
        self.file.write_all(b"</edge>\n")
    }
}

impl Put for Out<'_> {
    /// One value; none when nothing is left of it.
    fn put(&mut self, name: &'static str, value: Value<'_>) -> io::Result<()> {
        let prefix = self.prefix;
        match value {
            Value::Count(count) => write!(self.file, "<data key=\"{prefix}{name}\">{count}</data>"),
            // With a point or an exponent, as a `double` is written.
            Value::Number(number) => write!(self.file, "<data key=\"{prefix}{name}\">{number:?}</data>"),
            value => {
                let text = value.text();
                if !xml::remains(&text) {
                    self.removed += text.chars().count();
                    return Ok(());
                }
                write!(self.file, "<data key=\"{prefix}{name}\">")?;
                self.removed += xml::text(&text, &mut self.file)?;
                self.file.write_all(b"</data>")
            }
        }
    }
}
