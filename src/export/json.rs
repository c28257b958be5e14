//! `graph.json`: everything the graph holds, one node or edge per line, and the way back.
//!
//! The form is described by `schema/export/graph.schema.json`.

use std::collections::BTreeSet;
use std::io::{self, BufWriter, Read, Write};

use serde::Deserialize;
use serde::Serialize;
use serde_json::Map;
use serde_json::Value;

use crate::export::Exporter;
use crate::export::Input;
use crate::export::Sink;
use crate::export::Written;
use crate::export::check;
use crate::graph::Confidence;
use crate::graph::DocumentRecord;
use crate::graph::Edge;
use crate::graph::Evidence;
use crate::graph::Graph;
use crate::graph::Mention;
use crate::graph::Node;
use crate::graph::NodeBody;
use crate::graph::QuantityValue;
use crate::graph::RoleStatus;
use crate::ontology::NodeType;
use crate::ontology::Relation;

/// The value of `schema` at the top of the file; the number rises when a reader of the old form would misread the new.
pub const SCHEMA: &str = "newsloom.graph/1";

/// The name of the file.
pub const FILE: &str = "graph.json";

/// Writes `graph.json`.
#[derive(Debug, Clone, Copy)]
pub struct Json;

impl Exporter for Json {
    fn name(&self) -> &'static str {
        "json"
    }

    fn files(&self) -> &'static [&'static str] {
        &[FILE]
    }

    fn purpose(&self) -> &'static str {
        "newsloom itself, and programs of your own"
    }

    fn loses(&self) -> &'static str {
        "nothing; the texts are in documents.jsonl"
    }

    fn import(&self) -> &'static str {
        include_str!("../../schema/export/import/json.md")
    }

    fn export(&self, input: &Input<'_>, out: &mut dyn Sink) -> io::Result<Written> {
        check(input.graph)?;
        let mut file = BufWriter::with_capacity(1 << 16, out.file(FILE)?);
        write(input.graph, &mut file)?;
        file.flush()?;
        Ok(Written::default())
    }
}

/// Writes `graph` as JSON.
///
/// # Errors
///
/// What `out` reports.
///
/// # Example
///
/// ```
/// use newsloom::export::json;
/// use newsloom::graph::Graph;
///
/// let mut bytes = Vec::new();
/// json::write(&Graph::default(), &mut bytes)?;
/// assert_eq!(json::read(&bytes).unwrap().nodes().len(), 0);
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn write(graph: &Graph, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "{{\"schema\":\"{SCHEMA}\",\n\"documents\":[")?;
    lines(graph.documents().iter(), out)?;
    out.write_all(b"],\n\"nodes\":[")?;
    lines(graph.nodes(), out)?;
    out.write_all(b"],\n\"edges\":[")?;
    lines(graph.edges().map(EdgeLine::new), out)?;
    out.write_all(b"]}\n")
}

fn lines(items: impl Iterator<Item = impl Serialize>, out: &mut dyn Write) -> io::Result<()> {
    let mut between: &[u8] = b"\n";
    for item in items {
        out.write_all(between)?;
        serde_json::to_writer(&mut *out, &item)?;
        between = b",\n";
    }
    out.write_all(b"\n")
}

/// An edge as it is written: with its ends.
#[derive(Serialize)]
struct EdgeLine<'g> {
    id: &'g str,
    source: &'g str,
    target: &'g str,
    r#type: Relation,
    evidence: &'g [Evidence],
    confidence: Confidence,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<&'g str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<RoleStatus>,
    #[serde(skip_serializing_if = "Option::is_none")]
    quantity: Option<&'g QuantityValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'g str>,
}

impl<'g> EdgeLine<'g> {
    fn new((source, edge, target): (&'g Node, &'g Edge, &'g Node)) -> Self {
        Self {
            id: &edge.id,
            source: &source.id,
            target: &target.id,
            r#type: edge.kind,
            evidence: &edge.evidence,
            confidence: edge.confidence,
            role: edge.role.as_deref(),
            status: edge.status,
            quantity: edge.quantity.as_ref(),
            reason: edge.reason.as_deref(),
        }
    }
}

/// Why bytes are not a graph.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// Not JSON, or not of the form this version writes.
    #[error("not a graph: {0}")]
    Json(#[from] serde_json::Error),
    /// Of another form.
    #[error("the schema is `{found}`, expected `{SCHEMA}`; build the graph again with this version")]
    Schema {
        /// What stands in the file.
        found: String,
    },
    /// The own fields of a node do not fit its type.
    #[error("node `{id}`: {source}")]
    Node {
        /// Of the node.
        id: String,
        /// What does not fit.
        source: serde_json::Error,
    },
    /// Two of a kind have one id.
    #[error("the id `{id}` is given twice")]
    Twice {
        /// The id.
        id: String,
    },
    /// An edge begins or ends nowhere.
    #[error("the {end} `{node}` of edge `{edge}` is not among the nodes")]
    End {
        /// Id of the edge.
        edge: String,
        /// `source` or `target`.
        end: &'static str,
        /// The id that nobody has.
        node: String,
    },
}

#[derive(Deserialize)]
struct GraphFile {
    schema: String,
    documents: Vec<DocumentRecord>,
    nodes: Vec<NodeFile>,
    edges: Vec<EdgeFile>,
}

#[derive(Deserialize)]
struct NodeFile {
    id: String,
    r#type: NodeType,
    label: String,
    confidence: Confidence,
    #[serde(default)]
    mentions: Vec<Mention>,
    #[serde(default)]
    evidence: Vec<Evidence>,
    #[serde(flatten)]
    own: Map<String, Value>,
}

impl NodeFile {
    /// The type says which fields to expect.
    fn node(self) -> Result<Node, ReadError> {
        let own = Value::Object(self.own);
        let body = match self.r#type {
            NodeType::Action => serde_json::from_value(own).map(NodeBody::Action),
            NodeType::Statement => serde_json::from_value(own).map(NodeBody::Statement),
            NodeType::Document => serde_json::from_value(own).map(NodeBody::Document),
            _ => serde_json::from_value(own).map(NodeBody::Entity),
        };
        Ok(Node {
            body: body.map_err(|source| ReadError::Node { id: self.id.clone(), source })?,
            id: self.id,
            kind: self.r#type,
            label: self.label,
            confidence: self.confidence,
            mentions: self.mentions,
            evidence: self.evidence,
        })
    }
}

#[derive(Deserialize)]
struct EdgeFile {
    source: String,
    target: String,
    #[serde(flatten)]
    edge: Edge,
}

/// The graph of the bytes [`write()`] gave.
///
/// # Errors
///
/// [`ReadError`] when the bytes are something else, or name a node that is not there.
pub fn read(bytes: &[u8]) -> Result<Graph, ReadError> {
    finish(serde_json::from_slice(bytes)?)
}

/// As [`read`], from a file that is still to be read. Buffer it.
///
/// # Errors
///
/// As [`read`]; what cannot be read is a [`ReadError::Json`].
pub fn read_from(file: impl Read) -> Result<Graph, ReadError> {
    finish(serde_json::from_reader(file)?)
}

fn finish(file: GraphFile) -> Result<Graph, ReadError> {
    if file.schema != SCHEMA {
        return Err(ReadError::Schema { found: file.schema });
    }
    let mut documents = BTreeSet::new();
    let mut nodes = BTreeSet::new();
    let mut edges = BTreeSet::new();
    let ids = file.documents.iter().map(|it| &it.id).map(|id| (documents.insert(id), id));
    let ids = ids.chain(file.nodes.iter().map(|it| &it.id).map(|id| (nodes.insert(id), id)));
    for (new, id) in ids.chain(file.edges.iter().map(|it| &it.edge.id).map(|id| (edges.insert(id), id))) {
        if !new {
            return Err(ReadError::Twice { id: id.clone() });
        }
    }
    for edge in &file.edges {
        for (end, node) in [("source", &edge.source), ("target", &edge.target)] {
            if !nodes.contains(node) {
                return Err(ReadError::End { edge: edge.edge.id.clone(), end, node: node.clone() });
            }
        }
    }
    let nodes = file.nodes.into_iter().map(NodeFile::node).collect::<Result<_, _>>()?;
    let edges = file.edges.into_iter().map(|it| (it.source, it.target, it.edge)).collect();
    Ok(Graph::from_parts(file.documents, nodes, edges))
}
