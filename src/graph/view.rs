//! The graph as people look at it: who does what to whom, without the nodes in between.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fmt::Write as _;

use petgraph::Direction;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;
use sha2::Digest;
use sha2::Sha256;

use crate::graph::Action;
use crate::graph::Chars;
use crate::graph::Confidence;
use crate::graph::Evidence;
use crate::graph::Graph;
use crate::graph::Modality;
use crate::graph::Node;
use crate::graph::NodeBody;
use crate::graph::Polarity;
use crate::ontology::NodeType;
use crate::ontology::Relation;
use crate::ontology::Stance;
use crate::text::CodePoints;

/// The actors view: persons, organizations, places and groups, and what they do to each other.
#[derive(Debug, Clone, Default)]
pub struct Actors<'g> {
    /// All of them, by id; also those nobody does anything to.
    pub nodes: Vec<&'g Node>,
    /// By the ids of their ends, then by what they say.
    pub edges: Vec<ActorEdge<'g>>,
}

/// Somebody does one type of action to somebody, in one sense of it.
#[derive(Debug, Clone)]
pub struct ActorEdge<'g> {
    /// Stable, made from everything that tells it from other edges: `v` and 26 characters.
    pub id: String,
    /// Who acts.
    pub source: &'g Node,
    /// To whom; or for whom, or with whom, as `role` says.
    pub target: &'g Node,
    /// The action type, its category, and the sense.
    pub sense: Sense<'g>,
    /// The category of the action type.
    pub category: &'g str,
    /// The actions behind it, by id; never empty.
    pub actions: Vec<&'g Node>,
    /// How many documents report them.
    pub documents: usize,
    /// First day on which one of them may have happened, where the text says when.
    pub first: Option<&'g str>,
    /// Last such day.
    pub last: Option<&'g str>,
    /// Of the surest action.
    pub confidence: Confidence,
    /// A sentence that says so, of the surest action.
    pub example: Option<String>,
}

/// What is done, and how far it is a fact. Actions that differ in any of this are different edges.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sense<'g> {
    /// The action type.
    pub action: &'g str,
    /// What the target is to the action: `target`, `recipient` or `partner`.
    pub role: Relation,
    /// Whether it is said to be so.
    pub polarity: Polarity,
    /// How real it is.
    pub modality: Modality,
    /// Whether it is only claimed, not told by an article itself.
    pub claimed: bool,
    /// The labels of those who claim it, sorted; may be empty when nobody is named.
    pub claimed_by: Vec<&'g str>,
}

impl Sense<'_> {
    /// The action type and every value that is not the default, in letters every tool takes as an edge type.
    ///
    /// Tools that add up parallel edges of one kind thus never add a plan to a deed.
    ///
    /// ```
    /// use newsloom::graph::Modality;
    /// use newsloom::graph::Polarity;
    /// use newsloom::graph::view::Sense;
    /// use newsloom::ontology::Relation;
    ///
    /// let sense = Sense {
    ///     action: "deploy",
    ///     role: Relation::Target,
    ///     polarity: Polarity::Negated,
    ///     modality: Modality::Planned,
    ///     claimed: true,
    ///     claimed_by: vec!["Anna Berg"],
    /// };
    /// assert_eq!(sense.kind(), "DEPLOY_NEGATED_PLANNED_CLAIMED");
    /// ```
    pub fn kind(&self) -> String {
        let mut kind = self.action.to_owned();
        let role = (self.role != Relation::Target).then(|| self.role.as_str());
        let polarity = (self.polarity != Polarity::Affirmed).then(|| self.polarity.as_str());
        let modality = (self.modality != Modality::Actual).then(|| self.modality.as_str());
        let claimed = self.claimed.then_some("claimed");
        for word in [role, polarity, modality, claimed].into_iter().flatten() {
            kind.push('_');
            kind.push_str(word);
        }
        upper(&kind)
    }
}

/// A name in the letters `A`–`Z`, `0`–`9` and `_`.
pub fn upper(name: &str) -> String {
    name.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' }).collect()
}

/// What is gathered for one edge.
#[derive(Default)]
struct Gathered<'g> {
    actions: BTreeMap<&'g str, (Confidence, &'g Node)>,
}

/// Makes the actors view of `graph`.
///
/// An edge runs from each agent of an action to each of its targets that is an actor; where no target is one, to its
/// recipients and partners. `texts` gives the text of a document for the example sentences; it is asked at most once
/// per document, in the order of ids.
///
/// # Cost
///
/// O(edges · log edges) and one pass over the text of each document that an example comes from.
///
/// # Example
///
/// ```
/// use newsloom::graph::Graph;
/// use newsloom::graph::view;
///
/// let graph = Graph::default();
/// let actors = view::actors(&graph, &|_| None);
/// assert!(actors.nodes.is_empty() && actors.edges.is_empty());
/// ```
pub fn actors<'g>(graph: &'g Graph, texts: &dyn Fn(&str) -> Option<String>) -> Actors<'g> {
    let inner = graph.petgraph();
    let mut gathered: BTreeMap<(&str, &str, Sense<'g>), Gathered<'g>> = BTreeMap::new();
    for index in inner.node_indices() {
        let node = &inner[index];
        let NodeBody::Action(action) = &node.body else { continue };
        let (agents, others) = parties(graph, index, is_actor);
        if agents.is_empty() || others.is_empty() {
            continue;
        }
        // What is only denied nobody claims: it stays in the full graph, beside its denial.
        let Some((claimed, claimed_by)) = claims(graph, index) else { continue };
        for (agent, _, by) in &agents {
            for (other, role, to) in &others {
                let sense = Sense {
                    action: &action.action,
                    role: *role,
                    polarity: action.polarity,
                    modality: action.modality,
                    claimed,
                    claimed_by: claimed_by.clone(),
                };
                let confidence = node.confidence.min(*by).min(*to);
                let edge = gathered.entry((&agent.id, &other.id, sense)).or_default();
                let kept = edge.actions.entry(&node.id).or_insert((confidence, node));
                kept.0 = kept.0.max(confidence);
            }
        }
    }
    let mut wanted = Vec::with_capacity(gathered.len());
    let mut edges = Vec::with_capacity(gathered.len());
    for ((source, target, sense), found) in gathered {
        let (Some(source), Some(target)) = (graph.node(source), graph.node(target)) else { continue };
        let (edge, example) = finish(source, target, sense, &found);
        wanted.push(example);
        edges.push(edge);
    }
    add_examples(&mut edges, &wanted, texts);
    Actors { nodes: graph.nodes().filter(|node| is_actor(node)).collect(), edges }
}

/// Whether a node is in the actors view.
const fn is_actor(node: &Node) -> bool {
    matches!(node.kind, NodeType::Person | NodeType::Organization | NodeType::Place | NodeType::Group)
}

/// Who takes part in an action, its role, and how sure that is.
type Party<'g> = (&'g Node, Relation, Confidence);

/// Who does an action, and to whom: its targets or, where none of these is `wanted`, its recipients and partners.
pub(crate) fn parties(
    graph: &Graph,
    action: NodeIndex,
    wanted: impl Fn(&Node) -> bool,
) -> (Vec<Party<'_>>, Vec<Party<'_>>) {
    let in_roles = |roles: &[Relation]| parties_in(graph, action, roles, &wanted);
    let mut others = in_roles(&[Relation::Target]);
    if others.is_empty() {
        others = in_roles(&[Relation::Recipient, Relation::Partner]);
    }
    (in_roles(&[Relation::Agent]), others)
}

/// Those that take part in an action in one of `roles`, by id and role.
fn parties_in<'g>(
    graph: &'g Graph,
    action: NodeIndex,
    roles: &[Relation],
    wanted: impl Fn(&Node) -> bool,
) -> Vec<Party<'g>> {
    let inner = graph.petgraph();
    let mut found: BTreeMap<(&str, Relation), (&Node, Confidence)> = BTreeMap::new();
    for edge in inner.edges_directed(action, Direction::Outgoing) {
        let node = &inner[edge.target()];
        let (kind, confidence) = (edge.weight().kind, edge.weight().confidence);
        if roles.contains(&kind) && wanted(node) {
            let kept = found.entry((&node.id, kind)).or_insert((node, confidence));
            kept.1 = kept.1.max(confidence);
        }
    }
    found.into_iter().map(|((_, role), (node, confidence))| (node, role, confidence)).collect()
}

/// Whether every place that tells of an action is inside a statement that asserts it, and who states;
/// `None` when all these statements deny it.
fn claims(graph: &Graph, action: NodeIndex) -> Option<(bool, Vec<&str>)> {
    let inner = graph.petgraph();
    let mut affirmed = false;
    let mut speakers = BTreeSet::new();
    let mut stated: BTreeMap<&str, Vec<Chars>> = BTreeMap::new();
    for edge in inner.edges_directed(action, Direction::Incoming) {
        let statement = &inner[edge.source()];
        if edge.weight().kind != Relation::Asserts || statement.kind != NodeType::Statement {
            continue;
        }
        let denied = matches!(&statement.body, NodeBody::Statement(said) if said.stance == Stance::Deny);
        affirmed |= !denied;
        for at in &statement.evidence {
            stated.entry(&at.span.document).or_default().push(hull(&at.content, at));
        }
        for edge in inner.edges_directed(edge.source(), Direction::Outgoing) {
            if edge.weight().kind == Relation::Speaker && !denied {
                speakers.insert(inner[edge.target()].label.as_str());
            }
        }
    }
    for spans in stated.values_mut() {
        spans.sort_unstable();
        // Joined where they overlap, so that one look-up answers.
        spans.dedup_by(|next, kept| {
            let joined = next.start <= kept.end;
            if joined {
                kept.end = kept.end.max(next.end);
            }
            joined
        });
    }
    let inside = |at: &Evidence| {
        let words = hull(&at.trigger, at);
        stated.get(at.span.document.as_str()).is_some_and(|spans| {
            let after = spans.partition_point(|span| span.end <= words.start);
            spans.get(after).is_some_and(|span| span.start < words.end)
        })
    };
    if !stated.is_empty() && inner[action].evidence.iter().all(inside) {
        affirmed.then(|| (true, speakers.into_iter().collect()))
    } else {
        Some((false, Vec::new()))
    }
}

/// The smallest span around `parts`, or around all of the evidence when there are none.
fn hull(parts: &[Chars], evidence: &Evidence) -> Chars {
    let start = parts.iter().map(|part| part.start).min().unwrap_or(evidence.span.start);
    let end = parts.iter().map(|part| part.end).max().unwrap_or(evidence.span.end);
    Chars { start, end }
}

/// Where an example sentence stands.
type Example<'g> = Option<(&'g str, Chars)>;

fn finish<'g>(
    source: &'g Node,
    target: &'g Node,
    sense: Sense<'g>,
    found: &Gathered<'g>,
) -> (ActorEdge<'g>, Example<'g>) {
    let mut documents = BTreeSet::new();
    let (mut first, mut last, mut category) = (None::<&str>, None::<&str>, "other");
    let mut confidence = Confidence::new(0);
    let mut example = None;
    for (sure, node) in found.actions.values() {
        documents.extend(node.evidence.iter().map(|at| at.span.document.as_str()));
        if let NodeBody::Action(Action { time, category: of_type, .. }) = &node.body {
            category = of_type;
            let earliest = time.as_ref().and_then(|time| time.earliest.as_deref());
            let latest = time.as_ref().and_then(|time| time.latest.as_deref());
            first = [first, earliest].into_iter().flatten().min();
            last = [last, latest].into_iter().flatten().max();
        }
        if example.is_none() || *sure > confidence {
            let sentence = node.evidence.iter().find_map(|at| Some((at.span.document.as_str(), at.sentence?)));
            example = sentence.or(example);
        }
        confidence = confidence.max(*sure);
    }
    let edge = ActorEdge {
        id: id(source, target, &sense),
        source,
        target,
        sense,
        category,
        actions: found.actions.values().map(|(_, node)| *node).collect(),
        documents: documents.len(),
        first,
        last,
        confidence,
        example: None,
    };
    (edge, example)
}

/// The id of an edge: a hash of everything that tells it from others.
fn id(source: &Node, target: &Node, sense: &Sense<'_>) -> String {
    let mut hash = Sha256::new();
    let fixed = [
        source.id.as_str(),
        &target.id,
        sense.action,
        sense.role.as_str(),
        sense.polarity.as_str(),
        sense.modality.as_str(),
        if sense.claimed { "claimed" } else { "told" },
    ];
    for part in fixed.iter().chain(&sense.claimed_by) {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    let mut id = String::from("v");
    for byte in &hash.finalize()[..13] {
        // Writing to a string cannot fail.
        let _ = write!(id, "{byte:02x}");
    }
    id
}

/// Looks the example sentences up, one document after the other.
fn add_examples(edges: &mut [ActorEdge<'_>], wanted: &[Example<'_>], texts: &dyn Fn(&str) -> Option<String>) {
    let mut by_document: BTreeMap<&str, Vec<(usize, Chars)>> = BTreeMap::new();
    for (edge, example) in wanted.iter().enumerate() {
        if let Some((document, sentence)) = *example {
            by_document.entry(document).or_default().push((edge, sentence));
        }
    }
    for (document, examples) in by_document {
        let Some(text) = texts(document) else { continue };
        let text = CodePoints::new(&text);
        for (edge, sentence) in examples {
            edges[edge].example = text.slice(sentence.start, sentence.end).map(str::to_owned);
        }
    }
}
