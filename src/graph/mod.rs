//! The typed graph of many documents.
//!
//! What extraction yields for one document is a [`Contribution`]; the
//! [`Graph`] is a view computed from the *set* of contributions, so order,
//! repetition and sharding cannot show in it.

pub mod filter;
pub mod identity;
pub mod knowledge;
pub mod measure;
pub mod review;
pub mod view;

mod account;
mod assign;
mod cluster;
mod contribution;
mod dispute;
mod event;
mod joined;
mod merge;
mod model;
mod part;
mod saying;
mod telling;
mod when;

pub use crate::ontology::{Form, Modality, Polarity, Quotation, RoleStatus, Stance, Tense};
pub use contribution::Contribution;
pub use merge::{build, build_with};
pub use model::{
    Action, Chars, Confidence, DocumentFields, DocumentRecord, Edge, Entity, Evidence, GroupSize, Mention, Merged,
    Node, NodeBody, QuantityValue, SpanRef, Statement, Time,
};

use std::collections::BTreeMap;

use petgraph::Direction;
use petgraph::graph::{DiGraph, NodeIndex};

use crate::ontology::Relation;

/// The typed graph: petgraph inside, own stable ids outside.
///
/// Nodes are added in the order of their ids and edges in the order of
/// theirs, so indices follow ids and iteration is the same in every run.
#[derive(Debug, Clone, Default)]
pub struct Graph {
    inner: DiGraph<Node, Edge>,
    index: BTreeMap<String, NodeIndex>,
    documents: Vec<DocumentRecord>,
}

impl Graph {
    /// A graph of finished parts, in any order. Edges name their ends by id.
    ///
    /// Of nodes or edges with equal ids the first is kept; an edge whose end is not among `nodes` is dropped.
    pub fn from_parts(
        mut documents: Vec<DocumentRecord>,
        mut nodes: Vec<Node>,
        mut edges: Vec<(String, String, Edge)>,
    ) -> Self {
        documents.sort();
        documents.dedup_by(|a, b| a.id == b.id);
        nodes.sort_by(|a, b| a.id.cmp(&b.id));
        edges.sort_by(|a, b| a.2.id.cmp(&b.2.id));
        edges.dedup_by(|a, b| a.2.id == b.2.id);
        let mut graph = Self { inner: DiGraph::with_capacity(nodes.len(), edges.len()), documents, ..Self::default() };
        for node in nodes {
            if !graph.index.contains_key(&node.id) {
                let id = node.id.clone();
                let at = graph.inner.add_node(node);
                graph.index.insert(id, at);
            }
        }
        for (source, target, edge) in edges {
            if let (Some(&source), Some(&target)) = (graph.index.get(&source), graph.index.get(&target)) {
                graph.inner.add_edge(source, target, edge);
            }
        }
        graph
    }

    /// The petgraph inside, to run any of its algorithms on.
    pub const fn petgraph(&self) -> &DiGraph<Node, Edge> {
        &self.inner
    }

    /// The node of an id.
    pub fn node(&self, id: &str) -> Option<&Node> {
        self.index.get(id).map(|&at| &self.inner[at])
    }

    /// Where the node of an id stands in [`Graph::petgraph`].
    pub fn index_of(&self, id: &str) -> Option<NodeIndex> {
        self.index.get(id).copied()
    }

    /// Whether a statement asserts the action at `index`: then somebody claims it, whoever else tells it.
    pub fn is_claimed(&self, index: NodeIndex) -> bool {
        let mut incoming = self.inner.edges_directed(index, Direction::Incoming);
        incoming.any(|edge| edge.weight().kind == Relation::Asserts)
    }

    /// All nodes, by id.
    pub fn nodes(&self) -> impl ExactSizeIterator<Item = &Node> {
        self.inner.raw_nodes().iter().map(|node| &node.weight)
    }

    /// All edges with their ends, by edge id.
    pub fn edges(&self) -> impl ExactSizeIterator<Item = (&Node, &Edge, &Node)> {
        self.inner.raw_edges().iter().map(|edge| (&self.inner[edge.source()], &edge.weight, &self.inner[edge.target()]))
    }

    /// The articles, by id.
    pub fn documents(&self) -> &[DocumentRecord] {
        &self.documents
    }
}
