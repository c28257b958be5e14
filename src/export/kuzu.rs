//! `kuzu/`: tables for Kuzu and its successor Ladybug, with the statements that make and fill them.
//!
//! A table of nodes per type and of relationships per type and pair of types of its ends. Lists are JSON text, because
//! their CSV cannot hold commas within items. <https://docs.ladybugdb.com/import/csv/>

use std::fmt::Write as _;
use std::io;

use crate::export::Exporter;
use crate::export::Input;
use crate::export::Sink;
use crate::export::Written;
use crate::export::check;
use crate::export::columns::Column;
use crate::export::columns::Kind;
use crate::export::columns::Table;
use crate::export::delimited::Rows;
use crate::export::delimited::json;
use crate::graph::view::upper;
use crate::ontology::NodeType;
use crate::ontology::Relation;

/// Writes the files of `kuzu/`.
#[derive(Debug, Clone, Copy)]
pub struct Kuzu;

impl Exporter for Kuzu {
    fn name(&self) -> &'static str {
        "kuzu"
    }

    fn files(&self) -> &'static [&'static str] {
        &["kuzu/schema.cypher", "kuzu/copy.cypher", "kuzu/nodes-*.csv", "kuzu/*-*-*.csv"]
    }

    fn purpose(&self) -> &'static str {
        "Kuzu and Ladybug"
    }

    fn loses(&self) -> &'static str {
        "lists, mentions, evidence and merged are JSON text; empty texts"
    }

    fn import(&self) -> &'static str {
        include_str!("../../schema/export/import/kuzu.md")
    }

    fn export(&self, input: &Input<'_>, out: &mut dyn Sink) -> io::Result<Written> {
        check(input.graph)?;
        let table = Table::full(input.graph);
        let (nodes, edges) = (table.node_columns(), table.edge_columns());
        let (mut schema, mut copy) = (String::new(), String::new());
        for kind in &NodeType::ALL {
            let name = kind.as_str();
            let _ = writeln!(schema, "CREATE NODE TABLE `{name}`(`uid` STRING PRIMARY KEY{});", declared(&nodes));
            if table.nodes().all(|node| node.kind != *kind) {
                continue;
            }
            let mut rows = Rows::open(out, &format!("kuzu/nodes-{name}.csv"), &nodes, json)?;
            rows.row(std::iter::once("uid").chain(nodes.iter().map(|column| column.name)))?;
            for node in table.nodes().filter(|node| node.kind == *kind) {
                rows.cell(&node.id);
                table.node(node, &mut rows);
                rows.end()?;
            }
            rows.finish()?;
            // Quoted line ends need a reader that does not part the file.
            let _ = writeln!(copy, "COPY `{name}` FROM \"nodes-{name}.csv\" (HEADER=true, PARALLEL=false);");
        }
        let kinds = table.edges_by(|from, edge, to| (edge.kind, from.kind, to.kind));
        let mut last = None;
        for ((kind, from, to), numbers) in &kinds {
            let name = table_of(*kind);
            if last != Some(kind) {
                last = Some(kind);
                let pairs: Vec<String> = kinds
                    .keys()
                    .filter(|(other, ..)| other == kind)
                    .map(|(_, from, to)| format!("FROM `{}` TO `{}`", from.as_str(), to.as_str()))
                    .collect();
                let _ = writeln!(schema, "CREATE REL TABLE `{name}`({}{});", pairs.join(", "), declared(&edges));
            }
            let file = format!("{name}-{}-{}.csv", from.as_str(), to.as_str());
            let mut rows = Rows::open(out, &format!("kuzu/{file}"), &edges, json)?;
            rows.row(["from", "to"].into_iter().chain(edges.iter().map(|column| column.name)))?;
            for edge in table.numbered(numbers) {
                rows.cell(&edge.source.id);
                rows.cell(&edge.target.id);
                table.edge(&edge, &mut rows);
                rows.end()?;
            }
            rows.finish()?;
            let (from, to) = (from.as_str(), to.as_str());
            let _ = writeln!(
                copy,
                "COPY `{name}` FROM \"{file}\" (HEADER=true, PARALLEL=false, FROM=\"{from}\", TO=\"{to}\");"
            );
        }
        out.file("kuzu/schema.cypher")?.write_all(schema.as_bytes())?;
        out.file("kuzu/copy.cypher")?.write_all(copy.as_bytes())?;
        Ok(Written::default())
    }
}

/// The table of a relation. None may be called as one of nodes, in capitals or small letters: `PLACE` is `HAS_PLACE`.
fn table_of(relation: Relation) -> String {
    let name = upper(relation.as_str());
    let taken = NodeType::ALL.iter().any(|kind| kind.as_str().eq_ignore_ascii_case(&name));
    if taken { format!("HAS_{name}") } else { name }
}

/// Columns as a table declares them.
fn declared(columns: &[Column]) -> String {
    let mut out = String::new();
    for column in columns {
        let kind = match column.kind {
            Kind::Text | Kind::Texts | Kind::Parts => "STRING",
            Kind::Number => "DOUBLE",
            Kind::Count => "INT64",
            Kind::Flag => "BOOLEAN",
        };
        let _ = write!(out, ", `{}` {kind}", column.name);
    }
    out
}
