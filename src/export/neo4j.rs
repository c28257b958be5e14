//! `neo4j/`: tables for `neo4j-admin database import`, the fastest way into an empty database, with the command to run.
//!
//! A file of nodes per type and of relationships per type. Items of lists are parted by U+001F, which no text of an article has.
//! <https://neo4j.com/docs/operations-manual/current/import/>

use std::io;
use std::io::Write;

use crate::export::Exporter;
use crate::export::Input;
use crate::export::Sink;
use crate::export::Written;
use crate::export::buffer::put;
use crate::export::check;
use crate::export::columns::Column;
use crate::export::columns::Kind;
use crate::export::columns::Table;
use crate::export::columns::Texts;
use crate::export::delimited::Rows;
use crate::graph::view::upper;
use crate::ontology::NodeType;

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
        "mentions, evidence and merged are JSON text; empty texts; U+001F in lists"
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
            let mut rows = Rows::open(out, &format!("neo4j/{file}"), &nodes, list)?;
            let header = ["uid:ID(node)".to_owned(), ":LABEL".to_owned()];
            rows.row(header.into_iter().chain(nodes.iter().map(typed)))?;
            let labels = format!("{}\u{1f}Node", kind.as_str());
            for node in table.nodes().filter(|node| node.kind == *kind) {
                rows.cell(&node.id);
                rows.cell(&labels);
                table.node(node, &mut rows);
                rows.end()?;
            }
            rows.finish()?;
            arguments.push(format!("  --nodes={file}"));
        }
        // The id of an edge stands among its columns.
        for (kind, numbers) in table.edges_by(|_, edge, _| edge.kind) {
            let name = upper(kind.as_str());
            let file = format!("relationships-{name}.csv");
            let mut rows = Rows::open(out, &format!("neo4j/{file}"), &edges, list)?;
            let header = [":START_ID(node)".to_owned(), ":END_ID(node)".to_owned(), ":TYPE".to_owned()];
            rows.row(header.into_iter().chain(edges.iter().map(typed)))?;
            for edge in table.numbered(&numbers) {
                rows.cell(&edge.source.id);
                rows.cell(&edge.target.id);
                rows.cell(&name);
                table.edge(&edge, &mut rows);
                rows.end()?;
            }
            rows.finish()?;
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

fn list(texts: Texts<'_>, out: &mut Vec<u8>) {
    for (at, text) in texts.iter().enumerate() {
        put(out, [if at == 0 { "" } else { "\u{1f}" }]);
        out.extend(text.bytes().filter(|byte| *byte != 0x1F));
    }
}
