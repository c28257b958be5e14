//! `neo4j/`: tables for `neo4j-admin database import`, the fastest way into an empty database, with the command to run.
//!
//! A file of nodes per type and of relationships per type. Items of lists are parted by U+001F, which no text has.
//! <https://neo4j.com/docs/operations-manual/current/import/>

use std::io;
use std::io::Write;

use crate::export::Exporter;
use crate::export::Input;
use crate::export::Sink;
use crate::export::Written;
use crate::export::check;
use crate::export::columns::Column;
use crate::export::columns::Kind;
use crate::export::columns::Table;
use crate::export::delimited;
use crate::export::delimited::Cells;
use crate::export::delimited::failed;
use crate::graph::view::upper;
use crate::ontology::NodeType;
use crate::ontology::Relation;

/// Writes the files of `neo4j/`.
#[derive(Debug, Clone, Copy)]
pub struct Neo4j;

impl Exporter for Neo4j {
    fn name(&self) -> &'static str {
        "neo4j"
    }

    fn files(&self) -> &'static [&'static str] {
        &["neo4j/nodes-*.csv", "neo4j/relationships-*.csv", "neo4j/import.sh"]
    }

    fn purpose(&self) -> &'static str {
        "neo4j-admin database import, for large graphs"
    }

    fn loses(&self) -> &'static str {
        "mentions, evidence and merged are JSON text; empty texts"
    }

    fn import(&self) -> &'static str {
        include_str!("../../schema/export/import/neo4j.md")
    }

    fn export(&self, input: &Input<'_>, out: &mut dyn Sink) -> io::Result<Written> {
        check(input.graph)?;
        let table = Table::full(input.graph);
        let (nodes, edges) = (table.node_columns(), table.edge_columns());
        let mut arguments = Vec::new();
        for kind in &NodeType::ALL {
            if table.nodes().all(|node| node.kind != *kind) {
                continue;
            }
            let file = format!("nodes-{}.csv", kind.as_str());
            let mut rows = delimited::open(out, &format!("neo4j/{file}"))?;
            let header = ["uid:ID(node)".to_owned(), ":LABEL".to_owned()];
            rows.write_record(header.into_iter().chain(nodes.iter().map(typed))).map_err(failed)?;
            let mut cells = Cells::new(&nodes, list);
            for node in table.nodes().filter(|node| node.kind == *kind) {
                table.node(node, &mut cells)?;
                let first = [node.id.clone(), format!("{}\u{1f}Node", kind.as_str())];
                rows.write_record(first.into_iter().chain(cells.take())).map_err(failed)?;
            }
            rows.flush()?;
            arguments.push(format!("  --nodes={file}"));
        }
        // The id of an edge stands among its columns.
        for kind in Relation::ALL {
            if table.edges().all(|edge| edge.relation() != Some(kind)) {
                continue;
            }
            let name = upper(kind.as_str());
            let file = format!("relationships-{name}.csv");
            let mut rows = delimited::open(out, &format!("neo4j/{file}"))?;
            let header = [":START_ID(node)".to_owned(), ":END_ID(node)".to_owned(), ":TYPE".to_owned()];
            rows.write_record(header.into_iter().chain(edges.iter().map(typed))).map_err(failed)?;
            let mut cells = Cells::new(&edges, list);
            for edge in table.edges().filter(|edge| edge.relation() == Some(kind)) {
                table.edge(edge, &mut cells)?;
                let first = [edge.source.id.clone(), edge.target.id.clone(), name.clone()];
                rows.write_record(first.into_iter().chain(cells.take())).map_err(failed)?;
            }
            rows.flush()?;
            arguments.push(format!("  --relationships={file}"));
        }
        let mut script = out.file("neo4j/import.sh")?;
        write!(
            script,
            "#!/bin/sh\n# Fills the database named on the command line (neo4j if none is), which must not be running.\n\
             cd \"$(dirname \"$0\")\" || exit 1\n\
             exec neo4j-admin database import full \"${{1:-neo4j}}\" --overwrite-destination --id-type=string \\\n  \
             --multiline-fields=true --array-delimiter='U+001F' \\\n{}\n",
            arguments.join(" \\\n")
        )?;
        script.flush()?;
        Ok(Written::default())
    }
}

/// A column as the header declares it.
fn typed(column: &Column) -> String {
    let kind = match column.kind {
        Kind::Text | Kind::Parts => "",
        Kind::Number => ":double",
        Kind::Count => ":long",
        Kind::Flag => ":boolean",
        Kind::Texts => ":string[]",
    };
    format!("{}{kind}", column.name)
}

fn list(items: &[&str]) -> String {
    items.join("\u{1f}")
}
