//! `neptune/`: tables for the bulk loader of Amazon Neptune, in its openCypher and its Gremlin form.
//! <https://docs.aws.amazon.com/neptune/latest/userguide/bulk-load-tutorial-format.html>

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
use crate::export::delimited::semicolons;

/// Writes the files of `neptune/`.
#[derive(Debug, Clone, Copy)]
pub struct Neptune;

impl Exporter for Neptune {
    fn name(&self) -> &'static str {
        "neptune"
    }

    fn files(&self) -> &'static [&'static str] {
        &[
            "neptune/opencypher-nodes.csv",
            "neptune/opencypher-edges.csv",
            "neptune/gremlin-nodes.csv",
            "neptune/gremlin-edges.csv",
        ]
    }

    fn purpose(&self) -> &'static str {
        "the bulk loader of Amazon Neptune"
    }

    fn loses(&self) -> &'static str {
        "mentions, evidence and merged are JSON text, lists of edges too; `;` within items of lists becomes `,`"
    }

    fn import(&self) -> &'static str {
        include_str!("../../schema/export/import/neptune.md")
    }

    fn export(&self, input: &Input<'_>, out: &mut dyn Sink) -> io::Result<Written> {
        check(input.graph)?;
        let table = Table::full(input.graph);
        let forms: [(&str, &[&str], &[&str]); 2] = [
            ("opencypher", &[":ID", ":LABEL"], &[":ID", ":START_ID", ":END_ID", ":TYPE"]),
            ("gremlin", &["~id", "~label"], &["~id", "~from", "~to", "~label"]),
        ];
        for (form, of_nodes, of_edges) in forms {
            let columns = table.node_columns();
            let mut rows = Rows::open(out, &format!("neptune/{form}-nodes.csv"), &columns, semicolons)?;
            rows.row(of_nodes.iter().map(|&name| name.to_owned()).chain(columns.iter().map(|it| typed(it, true))))?;
            for node in table.nodes() {
                rows.cell(&node.id);
                rows.cell(&[node.kind.as_str(), ";Node"].concat());
                table.node(node, &mut rows);
                rows.end()?;
            }
            rows.finish()?;
            let columns = table.edge_columns();
            let mut rows = Rows::open(out, &format!("neptune/{form}-edges.csv"), &columns, json)?;
            rows.row(of_edges.iter().map(|&name| name.to_owned()).chain(columns.iter().map(|it| typed(it, false))))?;
            for edge in table.edges() {
                for cell in [&*edge.id, &edge.source.id, &edge.target.id, &edge.kind] {
                    rows.cell(cell);
                }
                table.edge(&edge, &mut rows);
                rows.end()?;
            }
            rows.finish()?;
        }
        Ok(Written::default())
    }
}

/// A column as the header declares it. Only nodes have lists.
fn typed(column: &Column, of_node: bool) -> String {
    let kind = match column.kind {
        Kind::Texts if of_node => "String[]",
        Kind::Text | Kind::Parts | Kind::Texts => "String",
        Kind::Number => "Double",
        Kind::Count => "Long",
        Kind::Flag => "Bool",
    };
    format!("{}:{kind}", column.name)
}
