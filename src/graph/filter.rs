//! A part of a graph: the nodes and edges that fit some conditions.

use std::collections::BTreeSet;
use std::str::FromStr;

use petgraph::Direction;
use petgraph::graph::EdgeIndex;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;
use rustc_hash::FxHashSet;

use crate::graph::DocumentRecord;
use crate::graph::Evidence;
use crate::graph::Graph;
use crate::graph::Modality;
use crate::graph::Node;
use crate::graph::NodeBody;
use crate::graph::Polarity;
use crate::graph::Time;
use crate::ontology::CATEGORIES;
use crate::ontology::NodeType;
use crate::ontology::Relation;

/// One condition.
#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    /// Nodes of these types only.
    Types(BTreeSet<NodeType>),
    /// Actions of these types only.
    Actions(BTreeSet<String>),
    /// Actions of these categories only.
    Categories(BTreeSet<String>),
    /// Actions of these modalities only.
    Modalities(BTreeSet<Modality>),
    /// Actions of this polarity only.
    Polarity(Polarity),
    /// Actions that an article tells itself (`false`), or that somebody only claims.
    Claimed(bool),
    /// Actions and statements of these days, both included; of those without a time, the day of publication counts.
    Time {
        /// First day.
        from: String,
        /// Last day.
        to: String,
    },
    /// Nodes and edges at least so sure.
    Confidence(f64),
    /// What documents of this publisher, address, file name or id tell.
    Source(String),
    /// What is at most so many edges away from a node of this id or label.
    Near {
        /// Id or label.
        node: String,
        /// Edges; an action lies one edge from each of its parties.
        hops: usize,
    },
}

/// Why a condition cannot be read or met.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FilterError {
    /// It is no condition.
    #[error("`{given}` is no condition: {reason}")]
    Unreadable {
        /// What was given.
        given: String,
        /// What is wrong.
        reason: String,
    },
    /// No node is called so.
    #[error("no node has the id or the label `{name}`")]
    NoNode {
        /// The id or label.
        name: String,
    },
}

const KEYS: &str = "type, action, category, modality, polarity, claimed, time, confidence, source, near";

impl FromStr for Condition {
    type Err = FilterError;

    /// Reads `type=Person,Action`, `time=2025-01..2025-06`, `confidence>=0.7`, `near=Anna Berg:2` and the like.
    ///
    /// ```
    /// use newsloom::graph::filter::Condition;
    ///
    /// assert_eq!("confidence>=0.7".parse(), Ok(Condition::Confidence(0.7)));
    /// let february = Condition::Time { from: "2024-02-01".to_owned(), to: "2024-02-29".to_owned() };
    /// assert_eq!("time=2024-02".parse(), Ok(february));
    /// assert!("colour=red".parse::<Condition>().is_err());
    /// assert!("category=diplomacy".parse::<Condition>().is_err());
    /// ```
    fn from_str(given: &str) -> Result<Self, Self::Err> {
        let wrong = |reason: String| FilterError::Unreadable { given: given.to_owned(), reason };
        let Some((key, value)) = given.split_once('=') else {
            return Err(wrong(format!("write KEY=VALUE, where KEY is one of {KEYS}")));
        };
        let (key, value) = (key.trim().trim_end_matches('>'), value.trim());
        let several = || value.split(',').map(|part| part.trim().to_owned()).collect::<BTreeSet<String>>();
        let one_of = |word: &str, words: &[&str]| wrong(format!("`{word}` is none of {}", words.join(", ")));
        match key {
            "type" => {
                let names = NodeType::ALL.map(NodeType::as_str);
                let read = |word: String| {
                    let found = NodeType::ALL.into_iter().find(|kind| kind.as_str().eq_ignore_ascii_case(&word));
                    found.ok_or_else(|| one_of(&word, &names))
                };
                Ok(Self::Types(several().into_iter().map(read).collect::<Result<_, _>>()?))
            }
            "action" => Ok(Self::Actions(several())),
            "category" => match several().into_iter().find(|word| !CATEGORIES.contains(&word.as_str())) {
                Some(word) => Err(one_of(&word, &CATEGORIES)),
                None => Ok(Self::Categories(several())),
            },
            "modality" => {
                let names: Vec<&str> = Modality::ALL.iter().map(|it| it.as_str()).collect();
                let read = |word: String| {
                    let found = Modality::ALL.iter().find(|it| it.as_str() == word);
                    found.copied().ok_or_else(|| one_of(&word, &names))
                };
                Ok(Self::Modalities(several().into_iter().map(read).collect::<Result<_, _>>()?))
            }
            "polarity" => {
                let names: Vec<&str> = Polarity::ALL.iter().map(|it| it.as_str()).collect();
                let found = Polarity::ALL.iter().find(|it| it.as_str() == value);
                found.copied().map(Self::Polarity).ok_or_else(|| one_of(value, &names))
            }
            "claimed" => match value {
                "yes" | "true" => Ok(Self::Claimed(true)),
                "no" | "false" => Ok(Self::Claimed(false)),
                _ => Err(one_of(value, &["yes", "no"])),
            },
            "time" => {
                let (from, to) = value.split_once("..").unwrap_or((value, value));
                let day = |text: &str, last| {
                    bound(text, last)
                        .ok_or_else(|| wrong(format!("`{text}` is no year, month or day, such as 2025-05-04")))
                };
                Ok(Self::Time { from: day(from.trim(), false)?, to: day(to.trim(), true)? })
            }
            "confidence" => match value.parse() {
                Ok(least) if (0.0..=1.0).contains(&least) => Ok(Self::Confidence(least)),
                _ => Err(wrong(format!("`{value}` is no number between 0 and 1"))),
            },
            "source" => Ok(Self::Source(value.to_owned())),
            "near" => {
                let hops = value.rsplit_once(':').and_then(|(node, hops)| Some((node, hops.trim().parse().ok()?)));
                let (node, hops) = hops.unwrap_or((value, 2));
                Ok(Self::Near { node: node.trim().to_owned(), hops })
            }
            _ => Err(wrong(format!("`{key}` is none of {KEYS}"))),
        }
    }
}

/// The first or last day of a year, month or day; an open end is the first or last of all.
fn bound(text: &str, last: bool) -> Option<String> {
    let parts: Vec<&str> = text.split('-').collect();
    let number = |part: &str| part.parse::<u32>().ok().filter(|_| part.bytes().all(|byte| byte.is_ascii_digit()));
    match parts.as_slice() {
        [""] => Some(if last { "9999-12-31" } else { "0000-01-01" }.to_owned()),
        [year] if year.len() == 4 && number(year).is_some() => {
            Some(format!("{year}-{}", if last { "12-31" } else { "01-01" }))
        }
        [year, month] if year.len() == 4 && month.len() == 2 => {
            let (of, month_number) = (number(year)?, number(month).filter(|month| (1..=12).contains(month))?);
            let leap = of % 4 == 0 && (of % 100 != 0 || of % 400 == 0);
            let days = match month_number {
                2 if leap => 29,
                2 => 28,
                4 | 6 | 9 | 11 => 30,
                _ => 31,
            };
            Some(format!("{year}-{month}-{:02}", if last { days } else { 1 }))
        }
        [year, month, day] if year.len() == 4 && month.len() == 2 && day.len() == 2 => {
            number(year)?;
            let fits = (1..=12).contains(&number(month)?) && (1..=31).contains(&number(day)?);
            fits.then(|| text.to_owned())
        }
        _ => None,
    }
}

/// The part of `graph` that fits all conditions.
///
/// An edge stays when both its ends do. Where conditions are about actions, statements or sources, an entity stays when an
/// edge to another node than a document is left to it, a document when anything is. What somebody claims stays with the
/// statement and with who states it, whether they fit or not, so that no claim looks like a fact.
///
/// # Errors
///
/// [`FilterError::NoNode`] when there is no node to be near to.
///
/// # Cost
///
/// O(nodes + edges) per condition.
pub fn apply(graph: &Graph, conditions: &[Condition]) -> Result<Graph, FilterError> {
    let inner = graph.petgraph();
    let mut kept = vec![true; inner.node_count()];
    let mut least = 0.0;
    let mut sources: Option<FxHashSet<&str>> = None;
    let mut narrowed = false;
    for condition in conditions {
        let near = match condition {
            Condition::Near { node, hops } => Some(around(graph, node, *hops)?),
            _ => None,
        };
        if let Condition::Confidence(confidence) = condition {
            least = f64::max(least, *confidence);
        }
        if let Condition::Source(source) = condition {
            let ids = graph.documents().iter().filter(|record| is_from(record, source)).map(|it| it.id.as_str());
            sources = Some(ids.collect());
        }
        narrowed |= !matches!(condition, Condition::Types(_) | Condition::Confidence(_) | Condition::Near { .. });
        for index in inner.node_indices() {
            let fits = near.as_ref().is_none_or(|near| near.contains(&index))
                && fits(graph, index, condition, sources.as_ref());
            kept[index.index()] &= fits;
        }
    }
    let claims = keep_claims(graph, &mut kept);
    let stays = |evidence: &[Evidence]| {
        sources.as_ref().is_none_or(|sources| evidence.iter().any(|at| sources.contains(at.span.document.as_str())))
    };
    let edges: Vec<_> = inner
        .edge_references()
        .filter(|edge| {
            let ends = kept[edge.source().index()] && kept[edge.target().index()];
            let fits = || edge.weight().confidence.value() >= least && stays(&edge.weight().evidence);
            ends && (claims.contains(&edge.id()) || fits())
        })
        .collect();
    if narrowed {
        let mut touched = vec![false; inner.node_count()];
        for edge in &edges {
            let to_document = matches!(edge.weight().kind, Relation::MentionedIn | Relation::ReportedIn);
            touched[edge.target().index()] = true;
            touched[edge.source().index()] |= !to_document;
        }
        for index in inner.node_indices() {
            let kind = inner[index].kind;
            let may_stand_alone = matches!(kind, NodeType::Action | NodeType::Statement);
            kept[index.index()] &= may_stand_alone || touched[index.index()];
        }
        // What is mentioned by what stays only through entities that go.
        let mut told = vec![false; inner.node_count()];
        for edge in &edges {
            told[edge.target().index()] |= kept[edge.source().index()];
        }
        for index in inner.node_indices() {
            kept[index.index()] &= inner[index].kind != NodeType::Document || told[index.index()];
        }
    }
    let nodes: Vec<Node> =
        inner.node_indices().filter(|index| kept[index.index()]).map(|index| inner[index].clone()).collect();
    let edges = edges
        .into_iter()
        .filter(|edge| kept[edge.source().index()] && kept[edge.target().index()])
        .map(|edge| (inner[edge.source()].id.clone(), inner[edge.target()].id.clone(), edge.weight().clone()))
        .collect();
    Ok(Graph::from_parts(graph.documents().to_vec(), nodes, edges))
}

/// Keeps the statements that assert what is kept, and who states them. The edges that say so.
fn keep_claims(graph: &Graph, kept: &mut [bool]) -> FxHashSet<EdgeIndex> {
    let inner = graph.petgraph();
    let mut claims = FxHashSet::default();
    let mut left: Vec<NodeIndex> = inner.node_indices().filter(|index| kept[index.index()]).collect();
    while let Some(index) = left.pop() {
        for asserts in inner.edges_directed(index, Direction::Incoming) {
            if asserts.weight().kind != Relation::Asserts || !claims.insert(asserts.id()) {
                continue;
            }
            let statement = asserts.source();
            left.push(statement);
            kept[statement.index()] = true;
            for speaker in inner.edges(statement).filter(|edge| edge.weight().kind == Relation::Speaker) {
                kept[speaker.target().index()] = true;
                claims.insert(speaker.id());
            }
        }
    }
    claims
}

/// Whether a document is from `source`.
fn is_from(record: &DocumentRecord, source: &str) -> bool {
    let same = |field: Option<&str>| field.is_some_and(|field| field.eq_ignore_ascii_case(source));
    same(record.publisher.as_deref())
        || same(record.url.as_deref())
        || same(Some(&record.source))
        || record.id == source
}

fn fits(graph: &Graph, index: NodeIndex, condition: &Condition, sources: Option<&FxHashSet<&str>>) -> bool {
    let node = &graph.petgraph()[index];
    let action = match &node.body {
        NodeBody::Action(action) => Some(action),
        _ => None,
    };
    match condition {
        Condition::Types(kinds) => kinds.contains(&node.kind),
        Condition::Actions(names) => action.is_none_or(|action| names.contains(&action.action)),
        Condition::Categories(names) => action.is_none_or(|action| names.contains(&action.category)),
        Condition::Modalities(kinds) => action.is_none_or(|action| kinds.contains(&action.modality)),
        Condition::Polarity(polarity) => action.is_none_or(|action| action.polarity == *polarity),
        Condition::Claimed(wanted) => action.is_none() || graph.is_claimed(index) == *wanted,
        Condition::Time { from, to } => match &node.body {
            NodeBody::Action(action) => within(graph, node, action.time.as_ref(), from, to),
            NodeBody::Statement(statement) => within(graph, node, statement.time.as_ref(), from, to),
            _ => true,
        },
        Condition::Confidence(least) => node.confidence.value() >= *least,
        Condition::Source(_) => sources.is_none_or(|sources| {
            node.kind == NodeType::Document && sources.contains(node.id.as_str())
                || node.evidence.iter().any(|at| sources.contains(at.span.document.as_str()))
                || node.mentions.iter().any(|at| sources.contains(at.span.document.as_str()))
        }),
        Condition::Near { .. } => true,
    }
}

/// Whether a time, or else a day of publication, lies within days. ISO days are in the order of their letters.
fn within(graph: &Graph, node: &Node, time: Option<&Time>, from: &str, to: &str) -> bool {
    let known = time.and_then(|time| Some((time.earliest.as_deref()?, time.latest.as_deref()?)));
    if let Some((earliest, latest)) = known {
        return earliest <= to && latest >= from;
    }
    node.evidence.iter().any(|at| {
        let documents = graph.documents();
        let place = documents.binary_search_by(|record| record.id.cmp(&at.span.document));
        let day = place.ok().and_then(|place| documents[place].published.as_deref());
        day.and_then(|day| day.get(..10)).is_some_and(|day| from <= day && day <= to)
    })
}

/// The nodes at most `hops` edges from those of an id or label. Edges to documents lead nowhere, for a document is near to all.
fn around(graph: &Graph, name: &str, hops: usize) -> Result<FxHashSet<NodeIndex>, FilterError> {
    let inner = graph.petgraph();
    let called = |node: &Node| node.id == name || node.label.eq_ignore_ascii_case(name);
    let mut border: Vec<NodeIndex> = inner.node_indices().filter(|index| called(&inner[*index])).collect();
    if border.is_empty() {
        return Err(FilterError::NoNode { name: name.to_owned() });
    }
    let mut found: FxHashSet<NodeIndex> = border.iter().copied().collect();
    for _ in 0..hops {
        let mut next = Vec::new();
        for index in border {
            if inner[index].kind == NodeType::Document {
                continue;
            }
            for neighbour in inner.neighbors_undirected(index) {
                if found.insert(neighbour) {
                    next.push(neighbour);
                }
            }
        }
        border = next;
    }
    Ok(found)
}
