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
///
/// Edges are made when they are asked for: what is kept of one is 16 bytes for each action behind it and its example.
#[derive(Debug, Clone)]
pub struct Actors<'g> {
    graph: &'g Graph,
    /// All of them, by id; also those nobody does anything to.
    pub nodes: Vec<&'g Node>,
    /// What makes the edges, by the ids of their ends, then by what they say, then by the ids of actions.
    deeds: Vec<Deed>,
    /// Where the deeds of each edge begin.
    starts: Vec<u32>,
    /// Of each edge; empty when no text is at hand.
    examples: Vec<Option<Box<str>>>,
}

/// Somebody does one action to somebody.
#[derive(Debug, Clone, Copy)]
struct Deed {
    source: NodeIndex,
    target: NodeIndex,
    action: NodeIndex,
    role: Relation,
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
    pub example: Option<&'g str>,
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
/// assert!(actors.nodes.is_empty() && actors.edges().len() == 0);
/// ```
pub fn actors<'g>(graph: &'g Graph, texts: &dyn Fn(&str) -> Option<String>) -> Actors<'g> {
    let (deeds, starts) = deeds(graph);
    let nodes = graph.nodes().filter(|node| is_actor(node)).collect();
    let mut actors = Actors { graph, nodes, deeds, starts, examples: Vec::new() };
    actors.examples = examples(&actors, texts);
    actors
}

impl<'g> Actors<'g> {
    /// By the ids of their ends, then by what they say.
    pub fn edges(&self) -> impl ExactSizeIterator<Item = ActorEdge<'_>> {
        (0..self.starts.len()).map(|at| self.edge(at))
    }

    /// The ends of each edge in [`Graph::petgraph`], and how many actions are behind it, in the order of [`Actors::edges`].
    pub fn ends(&self) -> impl ExactSizeIterator<Item = (NodeIndex, NodeIndex, usize)> {
        (0..self.starts.len()).map(|at| {
            let deeds = self.deeds(at);
            (deeds[0].source, deeds[0].target, deeds.len())
        })
    }

    /// Never empty.
    fn deeds(&self, edge: usize) -> &[Deed] {
        let end = self.starts.get(edge + 1).map_or(self.deeds.len(), |end| *end as usize);
        &self.deeds[self.starts[edge] as usize..end]
    }

    fn edge(&self, at: usize) -> ActorEdge<'_> {
        let deeds = self.deeds(at);
        let inner = self.graph.petgraph();
        let (source, target) = (&inner[deeds[0].source], &inner[deeds[0].target]);
        // The deeds of an edge are the same in sense.
        let sense = sense(self.graph, deeds[0]);
        let actions: Vec<&Node> = deeds.iter().map(|deed| &inner[deed.action]).collect();
        let (mut first, mut last, mut category) = (None::<&str>, None::<&str>, "other");
        for node in &actions {
            if let NodeBody::Action(Action { time, category: of_type, .. }) = &node.body {
                category = of_type;
                let earliest = time.as_ref().and_then(|time| time.earliest.as_deref());
                let latest = time.as_ref().and_then(|time| time.latest.as_deref());
                first = [first, earliest].into_iter().flatten().min();
                last = [last, latest].into_iter().flatten().max();
            }
        }
        let mut documents: Vec<&str> =
            actions.iter().flat_map(|node| &node.evidence).map(|at| at.span.document.as_str()).collect();
        documents.sort_unstable();
        documents.dedup();
        ActorEdge {
            id: id(source, target, &sense),
            source,
            target,
            sense,
            category,
            documents: documents.len(),
            first,
            last,
            confidence: deeds.iter().map(|deed| confidence(self.graph, *deed)).max().unwrap_or(Confidence::new(0)),
            actions,
            example: self.examples.get(at).and_then(Option::as_deref),
        }
    }

    /// Where the example sentence of an edge stands: in the surest of its actions that has one.
    fn example(&self, edge: usize) -> Option<(&'g str, Chars)> {
        let (mut confidence, mut example) = (Confidence::new(0), None);
        for deed in self.deeds(edge) {
            let sure = self::confidence(self.graph, *deed);
            if example.is_none() || sure > confidence {
                let node = &self.graph.petgraph()[deed.action];
                let sentence = node.evidence.iter().find_map(|at| Some((at.span.document.as_str(), at.sentence?)));
                example = sentence.or(example);
            }
            confidence = confidence.max(sure);
        }
        example
    }
}

/// All deeds that make edges, in the order of edges, and where those of each edge begin.
fn deeds(graph: &Graph) -> (Vec<Deed>, Vec<u32>) {
    let mut deeds = Vec::new();
    for action in graph.petgraph().node_indices() {
        if !matches!(graph.petgraph()[action].body, NodeBody::Action(_)) {
            continue;
        }
        let (agents, others) = parties(graph, action, is_actor);
        // What is only denied nobody claims: it stays in the full graph, beside its denial.
        if agents.is_empty() || others.is_empty() || claims(graph, action).is_none() {
            continue;
        }
        for &(source, _) in &agents {
            deeds.extend(others.iter().map(|&(target, role)| Deed { source, target, action, role }));
        }
    }
    let ends = |deed: &Deed| (deed.source, deed.target);
    deeds.sort_unstable_by_key(|deed| (deed.source, deed.target, deed.action, deed.role));
    let mut starts = Vec::new();
    let mut at = 0;
    while let Some(first) = deeds.get(at) {
        let end = at + deeds[at..].iter().take_while(|deed| ends(deed) == ends(first)).count();
        starts.push(at as u32);
        if end > at + 1 {
            let mut senses: Vec<(Sense<'_>, Deed)> =
                deeds[at..end].iter().map(|deed| (sense(graph, *deed), *deed)).collect();
            senses.sort_by(|a, b| a.0.cmp(&b.0));
            starts.extend((1..senses.len()).filter(|&of| senses[of].0 != senses[of - 1].0).map(|of| (at + of) as u32));
            for (deed, (_, sorted)) in deeds[at..end].iter_mut().zip(senses) {
                *deed = sorted;
            }
        }
        at = end;
    }
    (deeds, starts)
}

/// In what sense somebody does an action.
fn sense(graph: &Graph, deed: Deed) -> Sense<'_> {
    let (claimed, claimed_by) = claims(graph, deed.action).unwrap_or_default();
    let (action, polarity, modality) = match &graph.petgraph()[deed.action].body {
        NodeBody::Action(action) => (action.action.as_str(), action.polarity, action.modality),
        _ => ("other", Polarity::Affirmed, Modality::Actual),
    };
    Sense { action, role: deed.role, polarity, modality, claimed, claimed_by }
}

/// How sure a deed is: no surer than its action, and than that both take part in it.
fn confidence(graph: &Graph, deed: Deed) -> Confidence {
    let inner = graph.petgraph();
    let (mut by, mut to) = (Confidence::new(0), Confidence::new(0));
    for edge in inner.edges_directed(deed.action, Direction::Outgoing) {
        if edge.target() == deed.source && edge.weight().kind == Relation::Agent {
            by = by.max(edge.weight().confidence);
        }
        if edge.target() == deed.target && edge.weight().kind == deed.role {
            to = to.max(edge.weight().confidence);
        }
    }
    inner[deed.action].confidence.min(by).min(to)
}

/// Whether a node is in the actors view.
const fn is_actor(node: &Node) -> bool {
    matches!(node.kind, NodeType::Person | NodeType::Organization | NodeType::Place | NodeType::Group)
}

/// Who takes part in an action, and its role.
type Party = (NodeIndex, Relation);

/// Who does an action, and to whom: its targets or, where none of these is `wanted`, its recipients and partners.
pub(crate) fn parties(graph: &Graph, action: NodeIndex, wanted: impl Fn(&Node) -> bool) -> (Vec<Party>, Vec<Party>) {
    let in_roles = |roles: &[Relation]| parties_in(graph, action, roles, &wanted);
    let mut others = in_roles(&[Relation::Target]);
    if others.is_empty() {
        others = in_roles(&[Relation::Recipient, Relation::Partner]);
    }
    (in_roles(&[Relation::Agent]), others)
}

/// Those that take part in an action in one of `roles`, by id and role.
fn parties_in(graph: &Graph, action: NodeIndex, roles: &[Relation], wanted: impl Fn(&Node) -> bool) -> Vec<Party> {
    let inner = graph.petgraph();
    let edges = inner.edges_directed(action, Direction::Outgoing);
    let mut found: Vec<Party> = edges
        .filter(|edge| roles.contains(&edge.weight().kind) && wanted(&inner[edge.target()]))
        .map(|edge| (edge.target(), edge.weight().kind))
        .collect();
    found.sort_unstable();
    found.dedup();
    found
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

/// The example sentences of all edges, looked up one document after the other; none when no text is at hand.
fn examples(actors: &Actors<'_>, texts: &dyn Fn(&str) -> Option<String>) -> Vec<Option<Box<str>>> {
    let documents = actors.graph.documents();
    let of = |edge| {
        let (document, _) = actors.example(edge)?;
        documents.binary_search_by(|record| record.id.as_str().cmp(document)).ok()
    };
    let edges = actors.starts.len();
    let mut wanted: Vec<(u32, u32)> = (0..edges).filter_map(|edge| Some((of(edge)? as u32, edge as u32))).collect();
    wanted.sort_unstable();
    let mut examples = Vec::new();
    for of_one in wanted.chunk_by(|one, two| one.0 == two.0) {
        let Some(text) = documents.get(of_one[0].0 as usize).and_then(|record| texts(&record.id)) else { continue };
        let text = CodePoints::new(&text);
        examples.resize(edges, None);
        for &(_, edge) in of_one {
            let place = actors.example(edge as usize);
            examples[edge as usize] = place.and_then(|(_, at)| text.slice(at.start, at.end)).map(Box::from);
        }
    }
    examples
}
