//! Where the accounts in a graph disagree: the matter, both sides, the reason.

use std::collections::BTreeSet;
use std::path::Path;

use petgraph::Direction;
use petgraph::visit::EdgeRef as _;
use serde::Serialize;

use super::explain::ends;
use super::explain::other_names;
use super::explain::speakers;
use super::finished::Finished;
use crate::error::Error;
use crate::graph::Confidence;
use crate::graph::Edge;
use crate::graph::Graph;
use crate::graph::Node;
use crate::graph::NodeBody;
use crate::ontology::NodeType;
use crate::ontology::Relation;

/// One of two accounts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Side {
    /// Id of the statement or action.
    pub id: String,
    /// Who says so; empty for the article itself.
    pub speakers: Vec<String>,
    /// What they say; of an article itself, its sentence.
    pub quote: String,
    /// File name or address of the article.
    pub source: String,
    /// Its day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
}

/// Two accounts that have to do with each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Dispute {
    /// Id of the edge.
    pub id: String,
    /// `contradicts`, `updates` or `supports`.
    #[serde(rename = "type")]
    pub kind: Relation,
    /// What both speak of.
    pub matter: String,
    /// What they differ in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// How sure.
    pub confidence: Confidence,
    /// Where the edge begins: of `updates` the later account.
    pub a: Side,
    /// Where it leads.
    pub b: Side,
}

/// The edges of these types with their sides, surest first, then by matter.
///
/// `about` keeps those in which a party, a speaker or somebody spoken of has a name that holds it, upper and lower case
/// being one.
///
/// # Errors
///
/// [`Error::Input`] when there is no graph.
///
/// # Cost
///
/// Linear in the graph, which is read whole.
pub fn disputes(folder: &Path, kinds: &[Relation], about: Option<&str>) -> Result<Vec<Dispute>, Error> {
    let finished = Finished::open(folder)?;
    let graph = &finished.graph;
    let wanted = about.map(|name| name.trim().to_lowercase());
    let mut found = Vec::new();
    for (a, edge, b) in graph.edges().filter(|(_, edge, _)| kinds.contains(&edge.kind)) {
        let asked = wanted.as_ref().is_none_or(|name| is_about(graph, a, name) || is_about(graph, b, name));
        if asked {
            found.push(Dispute {
                id: edge.id.clone(),
                kind: edge.kind,
                matter: matter(graph, a, b),
                reason: edge.reason.clone(),
                confidence: edge.confidence,
                a: side(&finished, a, edge),
                b: side(&finished, b, edge),
            });
        }
    }
    found.sort_by(|x, y| {
        let key = |one: &Dispute| (one.kind, std::cmp::Reverse(one.confidence), one.matter.clone(), one.id.clone());
        key(x).cmp(&key(y))
    });
    Ok(found)
}

/// Whether a party, a speaker or somebody spoken of has a name that holds `name`.
fn is_about(graph: &Graph, node: &Node, name: &str) -> bool {
    let holds = |other: &Node| {
        std::iter::once(other.label.as_str()).chain(other_names(other)).any(|known| known.to_lowercase().contains(name))
    };
    let around = |node: &Node| {
        let inner = graph.petgraph();
        let edges = graph.index_of(&node.id).into_iter().flat_map(|at| inner.edges_directed(at, Direction::Outgoing));
        let others = edges.filter_map(|edge| inner.node_weight(edge.target()));
        others.filter(|other| other.kind.is_entity()).any(holds)
    };
    around(node) || ends(graph, node, Relation::Asserts, Direction::Outgoing).into_iter().any(around)
}

/// What two accounts are of: an action of a type that both tell of, else what the first tells of.
fn matter(graph: &Graph, a: &Node, b: &Node) -> String {
    let told = |node: &Node| -> Vec<&Node> {
        match node.kind {
            NodeType::Action => graph.node(&node.id).into_iter().collect(),
            _ => ends(graph, node, Relation::Asserts, Direction::Outgoing),
        }
    };
    let kind = |node: &Node| match &node.body {
        NodeBody::Action(action) => Some((action.action.clone(), action.category.clone())),
        _ => None,
    };
    let (one, other) = (told(a), told(b));
    let kinds: BTreeSet<_> = other.iter().filter_map(|node| kind(node)).collect();
    let both = one.iter().find(|node| kind(node).is_some_and(|kind| kinds.contains(&kind)));
    let first = both.or(one.first()).or(other.first());
    first.map_or_else(|| a.label.clone(), |node| node.label.clone())
}

fn side(finished: &Finished, node: &Node, edge: &Edge) -> Side {
    let own = edge.evidence.iter().find(|one| node.evidence.contains(one)).or(node.evidence.first());
    let document = own.map(|one| one.span.document.as_str()).unwrap_or_default();
    let quote = match &node.body {
        NodeBody::Statement(statement) => statement.content.clone(),
        _ => own.and_then(|one| finished.sentence(one, &[])).map_or_else(|| node.label.clone(), |one| one.text),
    };
    Side {
        id: node.id.clone(),
        // What an article tells is its own word here, whoever else says so too.
        speakers: if node.kind == NodeType::Statement { speakers(&finished.graph, node) } else { Vec::new() },
        quote,
        source: finished.source(document).to_owned(),
        published: finished.published(document).map(str::to_owned),
    }
}
