//! `graph.cypher`: a script for Neo4j 5 and later, or Memgraph. Running it twice changes nothing.
//!
//! Every node has the label `Node` beside that of its type and is found by `uid`; nodes come in batches by type,
//! relationships in batches by type. <https://neo4j.com/docs/cypher-manual/current/clauses/merge/>

use std::io;
use std::io::BufWriter;
use std::io::Write;

use crate::export::Exporter;
use crate::export::Input;
use crate::export::Sink;
use crate::export::Written;
use crate::export::check;
use crate::export::columns::Put;
use crate::export::columns::Table;
use crate::export::columns::Value;
use crate::graph::view::upper;
use crate::ontology::NodeType;
use crate::ontology::Relation;

/// The name of the file.
pub const FILE: &str = "graph.cypher";

/// Rows that are written in one statement.
const BATCH: usize = 500;

/// Writes `graph.cypher`.
#[derive(Debug, Clone, Copy)]
pub struct Cypher;

impl Exporter for Cypher {
    fn name(&self) -> &'static str {
        "cypher"
    }

    fn files(&self) -> &'static [&'static str] {
        &[FILE]
    }

    fn purpose(&self) -> &'static str {
        "Neo4j, Memgraph and others, as a script"
    }

    fn loses(&self) -> &'static str {
        "mentions, evidence and merged are JSON text"
    }

    fn dialects(&self) -> &'static [&'static str] {
        &["neo4j", "memgraph"]
    }

    fn import(&self) -> &'static str {
        include_str!("../../schema/export/import/cypher.md")
    }

    fn export(&self, input: &Input<'_>, out: &mut dyn Sink) -> io::Result<Written> {
        check(input.graph)?;
        let table = Table::full(input.graph);
        let mut out = BufWriter::with_capacity(1 << 16, out.file(FILE)?);
        out.write_all(match input.options.dialect.as_deref() {
            Some("memgraph") => b"CREATE CONSTRAINT ON (n:Node) ASSERT n.uid IS UNIQUE;\nCREATE INDEX ON :Node(uid);\n",
            _ => b"CREATE CONSTRAINT node_uid IF NOT EXISTS FOR (n:Node) REQUIRE n.uid IS UNIQUE;\n".as_slice(),
        })?;
        for kind in &NodeType::ALL {
            let rows = table.nodes().filter(|node| node.kind == *kind);
            let end = format!("MERGE (n:Node {{uid: row.uid}}) SET n += row.props SET n:`{}`;\n", kind.as_str());
            batches(rows, &end, &mut out, |node, out| {
                write!(out, "{{uid:'{}',props:{{", node.id)?;
                table.node(node, &mut Properties { out, comma: false })?;
                out.write_all(b"}}")
            })?;
        }
        for kind in Relation::ALL {
            let name = upper(kind.as_str());
            let rows = table.edges().filter(|edge| edge.relation() == Some(kind));
            let end = format!(
                "MATCH (a:Node {{uid: row.s}}) MATCH (b:Node {{uid: row.t}}) \
                 MERGE (a)-[r:`{name}` {{uid: row.uid}}]->(b) SET r += row.props;\n"
            );
            batches(rows, &end, &mut out, |edge, out| {
                let (source, target) = (&edge.source.id, &edge.target.id);
                write!(out, "{{s:'{source}',t:'{target}',uid:'{}',props:{{", edge.id)?;
                table.edge(edge, &mut Properties { out, comma: false })?;
                out.write_all(b"}}")
            })?;
        }
        out.flush()?;
        Ok(Written::default())
    }
}

/// Writes rows in statements of [`BATCH`] rows each.
fn batches<T>(
    rows: impl Iterator<Item = T>,
    end: &str,
    out: &mut dyn Write,
    mut write: impl FnMut(T, &mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let mut count = 0;
    for row in rows {
        out.write_all(if count == 0 { b"UNWIND [\n".as_slice() } else { b",\n" })?;
        write(row, out)?;
        count += 1;
        if count == BATCH {
            write!(out, "\n] AS row {end}")?;
            count = 0;
        }
    }
    if count > 0 { write!(out, "\n] AS row {end}") } else { Ok(()) }
}

/// Values as properties of a map.
struct Properties<'w> {
    out: &'w mut dyn Write,
    comma: bool,
}

impl Put for Properties<'_> {
    fn put(&mut self, name: &'static str, value: Value<'_>) -> io::Result<()> {
        write!(self.out, "{}`{name}`:", if self.comma { "," } else { "" })?;
        self.comma = true;
        match value {
            Value::Texts(texts) => {
                self.out.write_all(b"[")?;
                for (at, text) in texts.iter().enumerate() {
                    self.out.write_all(if at == 0 { b"" } else { b"," })?;
                    string(text, self.out)?;
                }
                self.out.write_all(b"]")
            }
            Value::Text(text) => string(&text, self.out),
            Value::Parts(json) => string(&String::from_utf8_lossy(&json), self.out),
            Value::Number(_) | Value::Count(_) | Value::Flag => self.out.write_all(value.text().as_bytes()),
        }
    }
}

/// A text in single quotes. The escapes of Unicode are read before all else, so a `\` before a `u` is never left alone.
fn string(text: &str, out: &mut dyn Write) -> io::Result<()> {
    let bytes = text.as_bytes();
    let mut done = 0;
    out.write_all(b"'")?;
    for (at, byte) in bytes.iter().enumerate() {
        let escaped: &[u8] = match byte {
            b'\\' => b"\\\\",
            b'\'' => b"\\'",
            b'\n' => b"\\n",
            b'\r' => b"\\r",
            b'\t' => b"\\t",
            0..=0x1F | 0x7F => b"",
            _ => continue,
        };
        out.write_all(&bytes[done..at])?;
        if escaped.is_empty() {
            write!(out, "\\u{byte:04X}")?;
        } else {
            out.write_all(escaped)?;
        }
        done = at + 1;
    }
    out.write_all(&bytes[done..])?;
    out.write_all(b"'")
}

#[cfg(test)]
mod tests {
    use super::string;

    #[test]
    fn no_text_gets_out_of_its_quotes() {
        for (text, written) in [
            ("it's", "'it\\'s'"),
            ("a\\", "'a\\\\'"),
            ("'}) DETACH DELETE n //", "'\\'}) DETACH DELETE n //'"),
            ("\u{0}\n\u{7}é", "'\\u0000\\n\\u0007é'"),
        ] {
            let mut out = Vec::new();
            string(text, &mut out).unwrap();
            assert_eq!(String::from_utf8(out).unwrap(), written);
        }
    }
}
