//! `graph.cypher`: a script for Neo4j 5 and later, or Memgraph. Running it twice changes nothing.
//!
//! Every node has the label `Node` beside that of its type and is found by `uid`; nodes come in batches by type,
//! relationships in batches by type. <https://neo4j.com/docs/cypher-manual/current/clauses/merge/>

use std::io;

use crate::export::Exporter;
use crate::export::Input;
use crate::export::Sink;
use crate::export::Written;
use crate::export::buffer::Buffer;
use crate::export::buffer::plain;
use crate::export::buffer::put;
use crate::export::check;
use crate::export::columns::Names;
use crate::export::columns::Parts;
use crate::export::columns::Put;
use crate::export::columns::Table;
use crate::export::columns::Value;
use crate::graph::view::upper;
use crate::ontology::NodeType;

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
        let mut scratch = Vec::new();
        let mut file = Buffer::new(out.file(FILE)?);
        let constraint = match input.options.dialect.as_deref() {
            Some("memgraph") => "CREATE CONSTRAINT ON (n:Node) ASSERT n.uid IS UNIQUE;\nCREATE INDEX ON :Node(uid);\n",
            _ => "CREATE CONSTRAINT node_uid IF NOT EXISTS FOR (n:Node) REQUIRE n.uid IS UNIQUE;\n",
        };
        put(&mut file.bytes, [constraint]);
        for kind in &NodeType::ALL {
            let rows = table.nodes().filter(|node| node.kind == *kind);
            let end = format!("MERGE (n:Node {{uid: row.uid}}) SET n += row.props SET n:`{}`;\n", kind.as_str());
            batches(rows, &end, &mut file, |node, out| {
                put(out, ["{uid:'", &node.id, "',props:{"]);
                table.node(node, &mut Properties { out, comma: false, scratch: &mut scratch });
                put(out, ["}}"]);
            })?;
        }
        for (kind, numbers) in table.edges_by(|_, edge, _| edge.kind) {
            let name = upper(kind.as_str());
            let end = format!(
                "MATCH (a:Node {{uid: row.s}}) MATCH (b:Node {{uid: row.t}}) \
                 MERGE (a)-[r:`{name}` {{uid: row.uid}}]->(b) SET r += row.props;\n"
            );
            batches(table.numbered(&numbers), &end, &mut file, |edge, out| {
                let (source, target) = (&edge.source.id, &edge.target.id);
                put(out, ["{s:'", source, "',t:'", target, "',uid:'", &edge.id, "',props:{"]);
                table.edge(&edge, &mut Properties { out, comma: false, scratch: &mut scratch });
                put(out, ["}}"]);
            })?;
        }
        file.finish()?;
        Ok(Written::default())
    }
}

/// Writes rows in statements of [`BATCH`] rows each.
fn batches<T>(
    rows: impl Iterator<Item = T>,
    end: &str,
    file: &mut Buffer<'_>,
    mut write: impl FnMut(T, &mut Vec<u8>),
) -> io::Result<()> {
    let mut count = 0;
    for row in rows {
        put(&mut file.bytes, [if count == 0 { "UNWIND [\n" } else { ",\n" }]);
        write(row, &mut file.bytes);
        count += 1;
        if count == BATCH {
            put(&mut file.bytes, ["\n] AS row ", end]);
            count = 0;
        }
        file.spill()?;
    }
    if count > 0 {
        put(&mut file.bytes, ["\n] AS row ", end]);
    }
    Ok(())
}

/// Values as properties of a map.
struct Properties<'w> {
    out: &'w mut Vec<u8>,
    comma: bool,
    /// Room for a value before its escapes.
    scratch: &'w mut Vec<u8>,
}

impl Put for Properties<'_> {
    fn put(&mut self, name: &'static str, value: Value<'_>) {
        put(self.out, [if self.comma { ",`" } else { "`" }, name, "`:"]);
        self.comma = true;
        match value {
            Value::Texts(texts) => {
                let mut between = "[";
                for text in texts.iter() {
                    put(self.out, [between]);
                    string(text.as_bytes(), self.out);
                    between = ",";
                }
                put(self.out, ["]"]);
            }
            Value::Text(text) => string(text.as_bytes(), self.out),
            Value::Parts(parts @ Parts::Evidence(_)) => {
                self.out.push(b'\'');
                parts.evidence(&Names::PLAIN, self.out);
                self.out.push(b'\'');
            }
            Value::Parts(_) => {
                self.scratch.clear();
                value.plain(self.scratch);
                string(self.scratch, self.out);
            }
            Value::Number(_) | Value::Count(_) | Value::Flag => value.plain(self.out),
        }
    }
}

/// A text in single quotes. The escapes of Unicode are read before all else, so a `\` before a `u` is never left alone.
/// The last two characters are escaped because the parser of openCypher takes them for the end of the script.
#[allow(clippy::needless_bitwise_bool, reason = "sixteen bytes are compared at once")]
fn string(bytes: &[u8], out: &mut Vec<u8>) {
    let is_plain = |byte: u8| (byte >= b' ') & (byte != b'\\') & (byte != b'\'') & (byte != 0x7F) & (byte != 0xEF);
    let (mut done, mut at) = (0, plain(bytes, is_plain));
    out.push(b'\'');
    while let Some(&byte) = bytes.get(at) {
        let (length, escaped): (usize, &[u8]) = match (byte, bytes.get(at + 1..at + 3)) {
            (b'\\', _) => (1, b"\\\\"),
            (b'\'', _) => (1, b"\\'"),
            (b'\n', _) => (1, b"\\n"),
            (b'\r', _) => (1, b"\\r"),
            (b'\t', _) => (1, b"\\t"),
            (0..=0x1F | 0x7F, _) => (1, b""),
            (0xEF, Some([0xBF, 0xBE])) => (3, b"\\uFFFE"),
            (0xEF, Some([0xBF, 0xBF])) => (3, b"\\uFFFF"),
            _ => {
                at += 1;
                continue;
            }
        };
        out.extend_from_slice(&bytes[done..at]);
        if escaped.is_empty() {
            put(out, [&format!("\\u{byte:04X}")]);
        } else {
            out.extend_from_slice(escaped);
        }
        at += length;
        done = at;
        at += plain(&bytes[at..], is_plain);
    }
    out.extend_from_slice(&bytes[done..]);
    out.push(b'\'');
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
            ("sixteen letters and \u{FFFF}\u{FFFE}\u{FFFD}", "'sixteen letters and \\uFFFF\\uFFFE\u{FFFD}'"),
        ] {
            let mut out = Vec::new();
            string(text.as_bytes(), &mut out);
            assert_eq!(String::from_utf8(out).unwrap(), written);
        }
    }
}
