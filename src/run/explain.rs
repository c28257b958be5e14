//! What a graph knows of one node or edge, with the sentences that say so.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::path::Path;

use petgraph::Direction;
use petgraph::visit::EdgeRef as _;
use serde::Serialize;

use super::finished::Finished;
use super::finished::Sentence;
use crate::error::Error;
use crate::graph::Edge;
use crate::graph::Evidence;
use crate::graph::Graph;
use crate::graph::Node;
use crate::graph::NodeBody;
use crate::ontology;
use crate::ontology::NodeType;
use crate::ontology::Relation;

/// Names offered where nothing is called as asked.
const NEAREST: usize = 5;

/// A node as a line of a list.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Named {
    /// What to call it.
    pub label: String,
    /// What it is.
    #[serde(rename = "type")]
    pub kind: NodeType,
    /// Its id.
    pub id: String,
}

/// An edge with the node at its other end.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Link {
    /// Whether it leads from the node asked for.
    pub outgoing: bool,
    /// The edge, without its evidence.
    pub edge: Edge,
    /// The other end.
    pub other: Named,
    /// Who says so; empty for what the articles tell themselves.
    pub said_by: Vec<String>,
    /// The sentences that say so.
    pub sentences: Vec<Sentence>,
}

/// What is known of what was asked for.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "found", rename_all = "lowercase")]
pub enum Answer {
    /// A node.
    Node {
        /// The node, without its places in the texts.
        node: Box<Node>,
        /// Who says so, of an action; empty for what the articles tell themselves.
        said_by: Vec<String>,
        /// The sentences that tell of an action or statement.
        sentences: Vec<Sentence>,
        /// The articles that speak of it, and how often.
        articles: Vec<(String, usize)>,
        /// Its edges, but those to articles; by direction, type, then the other end.
        edges: Vec<Link>,
    },
    /// An edge.
    Edge {
        /// Where it begins.
        from: Named,
        /// Where it leads.
        to: Named,
        /// The edge, without its evidence.
        edge: Box<Edge>,
        /// Who says so.
        said_by: Vec<String>,
        /// The sentences that say so.
        sentences: Vec<Sentence>,
    },
    /// Several nodes are called so.
    Several {
        /// All of them, by label.
        nodes: Vec<Named>,
    },
}

/// Finds a node or edge by id, label, alias, or source of an article, upper and lower case being one.
///
/// Aliases count where no label fits.
///
/// # Errors
///
/// [`Error`] when there is no graph, or nothing is called so.
///
/// # Cost
///
/// Linear in the graph, which is read whole.
pub fn explain(folder: &Path, asked: &str) -> Result<Answer, Error> {
    let finished = Finished::open(folder)?;
    let graph = &finished.graph;
    if let Some((from, edge, to)) = graph.edges().find(|(_, edge, _)| edge.id == asked) {
        return Ok(of_edge(&finished, from, edge, to));
    }
    // An id that was joined into another node still leads to it.
    let joined = || graph.nodes().find(|node| node.body.merged().iter().any(|merged| merged.id == asked));
    if let Some(node) = graph.node(asked).or_else(joined) {
        return Ok(of_node(&finished, node));
    }
    let wanted = asked.trim().to_lowercase();
    let mut found: Vec<&Node> = graph.nodes().filter(|node| node.label.to_lowercase() == wanted).collect();
    if found.is_empty() {
        found = graph.nodes().filter(|node| other_names(node).any(|name| name.to_lowercase() == wanted)).collect();
    }
    match found.as_slice() {
        [] => Err(Error::Usage(unknown(graph, asked, &wanted))),
        [one] => Ok(of_node(&finished, one)),
        several => {
            let mut nodes: Vec<Named> = several.iter().map(|node| named(node)).collect();
            nodes.sort();
            Ok(Answer::Several { nodes })
        }
    }
}

/// Aliases of an entity; the source of an article.
pub(super) fn other_names(node: &Node) -> impl Iterator<Item = &str> {
    let (aliases, source) = match &node.body {
        NodeBody::Entity(entity) => (entity.aliases.as_slice(), None),
        NodeBody::Document(document) => (&[][..], Some(document.source.as_str())),
        NodeBody::Action(_) | NodeBody::Statement(_) => (&[][..], None),
    };
    aliases.iter().map(String::as_str).chain(source)
}

/// Says that nothing is called so, and what is called nearly so.
fn unknown(graph: &Graph, asked: &str, wanted: &str) -> String {
    let limit = wanted.chars().count().div_ceil(3);
    let mut near: BTreeSet<(usize, &str)> = BTreeSet::new();
    for node in graph.nodes().filter(|node| node.kind.is_entity()) {
        for name in std::iter::once(node.label.as_str()).chain(other_names(node)) {
            let lower = name.to_lowercase();
            let words = lower.split_whitespace().map(|word| ontology::distance(wanted, word) + 1).min();
            let distance = ontology::distance(wanted, &lower).min(words.unwrap_or(usize::MAX));
            if distance <= limit || (wanted.chars().count() > 2 && lower.contains(wanted)) {
                near.insert((distance, &node.label));
            }
        }
        while near.len() > 4 * NEAREST {
            near.pop_last();
        }
    }
    let mut names: Vec<&str> = Vec::new();
    for (_, name) in near {
        if !names.contains(&name) && names.len() < NEAREST {
            names.push(name);
        }
    }
    match names.as_slice() {
        [] => format!("nothing has the id or the name `{asked}`; `newsloom export … --format csv` lists all names"),
        names => format!("nothing has the id or the name `{asked}`; did you mean {}?", names.join(", ")),
    }
}

fn named(node: &Node) -> Named {
    Named { label: node.label.clone(), kind: node.kind, id: node.id.clone() }
}

/// The labels of the speakers of a statement, or of the statements that assert an action.
pub(super) fn speakers(graph: &Graph, node: &Node) -> Vec<String> {
    let mut names = BTreeSet::new();
    let statements: Vec<&Node> = match node.kind {
        NodeType::Statement => vec![node],
        NodeType::Action => ends(graph, node, Relation::Asserts, Direction::Incoming),
        _ => Vec::new(),
    };
    for statement in statements {
        let speakers = ends(graph, statement, Relation::Speaker, Direction::Outgoing);
        if speakers.is_empty() {
            names.insert("unnamed".to_owned());
        }
        names.extend(speakers.into_iter().map(|speaker| speaker.label.clone()));
    }
    names.into_iter().collect()
}

/// The other ends of the edges of one type, by id.
pub(super) fn ends<'g>(graph: &'g Graph, node: &Node, relation: Relation, direction: Direction) -> Vec<&'g Node> {
    let Some(at) = graph.index_of(&node.id) else { return Vec::new() };
    let inner = graph.petgraph();
    let edges = inner.edges_directed(at, direction).filter(|edge| edge.weight().kind == relation);
    let mut ends: Vec<&Node> = edges
        .filter_map(|edge| {
            inner.node_weight(if direction == Direction::Incoming { edge.source() } else { edge.target() })
        })
        .collect();
    ends.sort_by(|a, b| a.id.cmp(&b.id));
    ends
}

/// The sentences of evidences, in the order of the articles, each sentence once with all that is marked in it.
pub(super) fn sentences(finished: &Finished, evidence: &[Evidence], nodes: &[&Node]) -> Vec<Sentence> {
    let mut found: BTreeSet<Sentence> = BTreeSet::new();
    for one in evidence {
        // The evidence of an edge has no marks of its own: its ends know the words of their predicate.
        let same = |other: &&Evidence| other.span.document == one.span.document && other.sentence == one.sentence;
        let ends = nodes.iter().flat_map(|node| &node.evidence).filter(same);
        let marks: Vec<_> = ends.flat_map(|other| other.trigger.iter().chain(&other.cue)).copied().collect();
        found.extend(finished.sentence(one, &marks));
    }
    found.into_iter().collect()
}

fn of_edge(finished: &Finished, from: &Node, edge: &Edge, to: &Node) -> Answer {
    let mut said_by = speakers(&finished.graph, from);
    said_by.extend(speakers(&finished.graph, to));
    said_by.sort();
    said_by.dedup();
    Answer::Edge {
        from: named(from),
        to: named(to),
        said_by,
        sentences: sentences(finished, &edge.evidence, &[from, to]),
        edge: Box::new(Edge { evidence: Vec::new(), ..edge.clone() }),
    }
}

fn of_node(finished: &Finished, node: &Node) -> Answer {
    let graph = &finished.graph;
    let inner = graph.petgraph();
    let mut edges = Vec::new();
    let mut articles: BTreeMap<String, usize> = BTreeMap::new();
    if let Some(at) = graph.index_of(&node.id) {
        for direction in [Direction::Outgoing, Direction::Incoming] {
            for found in inner.edges_directed(at, direction) {
                let outgoing = direction == Direction::Outgoing;
                let other = inner.node_weight(if outgoing { found.target() } else { found.source() });
                let (edge, Some(other)) = (found.weight(), other) else { continue };
                if outgoing && matches!(edge.kind, Relation::MentionedIn | Relation::ReportedIn) {
                    *articles.entry(finished.source(&other.id).to_owned()).or_default() += edge.evidence.len();
                    continue;
                }
                edges.push(Link {
                    outgoing,
                    other: named(other),
                    said_by: speakers(graph, other),
                    sentences: sentences(finished, &edge.evidence, &[other]),
                    edge: Edge { evidence: Vec::new(), ..edge.clone() },
                });
            }
        }
    }
    edges.sort_by(|a, b| {
        let key = |link: &Link| (!link.outgoing, link.edge.kind, link.other.clone(), link.edge.id.clone());
        key(a).cmp(&key(b))
    });
    Answer::Node {
        said_by: if node.kind == NodeType::Action { speakers(graph, node) } else { Vec::new() },
        sentences: if node.kind.is_entity() { Vec::new() } else { sentences(finished, &node.evidence, &[]) },
        articles: articles.into_iter().collect(),
        edges,
        node: Box::new(Node { mentions: Vec::new(), evidence: Vec::new(), ..node.clone() }),
    }
}
