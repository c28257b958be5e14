//! What the user decides about who is who, and what is worth deciding.
//!
//! `review.jsonl` has one line for each doubtful or large merge and for each pair that may be one. The user fills in
//! `decision`; a build replays it by the ids of names, so that it holds for later articles as well.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use serde::Deserialize;
use serde::Serialize;
use serde_json::Map;
use serde_json::Value;

use super::Graph;
use super::Node;
use super::NodeBody;
use super::identity::fold;
use super::model::Confidence;
use super::model::SpanRef;
use crate::ontology::Form;
use crate::ontology::NodeType;
use crate::ontology::Relation;
use crate::text::id;

/// Merges at least this sure are listed only when they are large.
const SURE: u8 = 90;

/// So many of the largest merges are listed, however sure.
const LARGEST: usize = 50;

/// What the user decided. Nodes are meant by the id a name has alone; see [`name_id`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Decision {
    /// The two are one.
    Same {
        /// The one.
        one: String,
        /// The other.
        other: String,
    },
    /// The two are not one. Weighs more than [`Decision::Same`].
    Apart {
        /// The one.
        one: String,
        /// The other.
        other: String,
    },
    /// The node is several: the named documents speak of another; without documents, each of its names is another.
    Split {
        /// The node.
        node: String,
        /// Ids of the other names that were joined to it.
        members: Vec<String>,
        /// Ids of documents.
        documents: Vec<String>,
    },
    /// The node is called so.
    Rename {
        /// The node.
        node: String,
        /// The new name.
        label: String,
    },
    /// The node is of this type.
    Retype {
        /// The node.
        node: String,
        /// The type.
        node_type: NodeType,
    },
}

impl Decision {
    /// The ids it is about. Members of a split may be gone: it is met when its node is.
    pub fn nodes(&self) -> impl Iterator<Item = &str> {
        let (one, other) = match self {
            Self::Same { one, other } | Self::Apart { one, other } => (one, Some(other)),
            Self::Split { node, .. } | Self::Rename { node, .. } | Self::Retype { node, .. } => (node, None),
        };
        std::iter::once(one.as_str()).chain(other.map(String::as_str))
    }
}

/// The id that a name of a type has in every document.
///
/// ```
/// use newsloom::graph::review::name_id;
/// use newsloom::ontology::NodeType;
///
/// assert_eq!(name_id(NodeType::Person, "Ada Vekemans"), name_id(NodeType::Person, "ada  vekemans"));
/// ```
pub fn name_id(node_type: NodeType, name: &str) -> String {
    id::make('e', &[node_type.as_str(), &id::name_key(name)])
}

/// One side of a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Side {
    /// The id the name has alone.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// Its type.
    #[serde(rename = "type", default, skip_serializing_if = "Option::is_none")]
    pub node_type: Option<NodeType>,
    /// Its name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub label: String,
    /// How many documents call it so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub documents: Option<usize>,
    /// What is said of it somewhere.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Example>,
}

/// Words of a document around a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Example {
    /// Id of the document.
    pub document: String,
    /// The first code point of the name.
    pub start: usize,
    /// After its last code point.
    pub end: usize,
    /// The words around it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
}

/// A line of `review.jsonl`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Stable: made from what it asks.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// `merge`: the two are one node now; `possibly_same`: they are two.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub what: String,
    /// To be filled in: `accept`, `reject`, `merge`, `split`, `rename` or `retype`.
    #[serde(default)]
    pub decision: Option<String>,
    /// The new name of `rename`, the type of `retype`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// Of `split`: ids of the documents that speak of another. Without any, every name is another.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<String>,
    /// The node, or the one of two.
    pub one: Side,
    /// The other of two.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other: Option<Side>,
    /// Why they are, or may be, one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// What agrees beside the names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub agrees: Vec<String>,
    /// How sure newsloom is that they are one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<Confidence>,
    /// Ids of the other names of the node.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<String>,
    /// Whatever else stands in the line is kept.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

impl Side {
    fn meant(&self) -> Result<String, String> {
        match (&self.id, self.node_type, &self.label) {
            (id, _, _) if !id.is_empty() => Ok(id.clone()),
            (_, Some(node_type), label) if !label.is_empty() => Ok(name_id(node_type, label)),
            _ => Err("a side needs an `id`, or a `type` and a `label`".to_owned()),
        }
    }
}

impl Item {
    /// What is decided; nothing while `decision` is not filled in. To accept a node with several names is to accept each.
    ///
    /// # Errors
    ///
    /// What is wrong with the line.
    pub fn decided(&self) -> Result<Vec<Decision>, String> {
        let Some(word) = self.decision.as_deref().map(str::trim).filter(|word| !word.is_empty()) else {
            return Ok(Vec::new());
        };
        let one = self.one.meant()?;
        let other = || self.other.as_ref().ok_or_else(|| format!("`{word}` needs `other`")).and_then(Side::meant);
        let to = || self.to.clone().filter(|to| !to.trim().is_empty()).ok_or_else(|| format!("`{word}` needs `to`"));
        let whole = self.other.is_none() && !self.members.is_empty();
        let decision = match word {
            "accept" | "merge" if whole => {
                let same = |member: &String| Decision::Same { one: one.clone(), other: member.clone() };
                return Ok(self.members.iter().filter(|member| **member != one).map(same).collect());
            }
            "accept" | "merge" => Decision::Same { one, other: other()? },
            "reject" if whole => Decision::Split { node: one, members: self.members.clone(), documents: Vec::new() },
            "reject" => Decision::Apart { one, other: other()? },
            "split" => {
                let mut members = self.members.clone();
                members.extend(self.other.as_ref().map(Side::meant).transpose()?);
                Decision::Split { node: one, members, documents: self.documents.clone() }
            }
            "rename" => Decision::Rename { node: one, label: to()? },
            "retype" => {
                let to = to()?;
                let node_type = NodeType::ALL
                    .into_iter()
                    .find(|node_type| node_type.is_entity() && node_type.as_str() == to)
                    .ok_or_else(|| format!("`{to}` is no type; write Person, Organization, Place, Group or Thing"))?;
                Decision::Retype { node: one, node_type }
            }
            other => {
                return Err(format!("`{other}` is no decision; write accept, reject, merge, split, rename or retype"));
            }
        };
        if let Decision::Same { one, other } | Decision::Apart { one, other } = &decision
            && one == other
        {
            return Err("`one` and `other` are the same".to_owned());
        }
        Ok(vec![decision])
    }
}

/// Reads the lines of a review, each with its number from 1; empty lines are none.
///
/// # Errors
///
/// The number of the first line that cannot be read, and why.
pub fn read(text: &str) -> Result<Vec<(usize, Item)>, (usize, String)> {
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(at, line)| match serde_json::from_str(line.trim_start_matches('\u{feff}')) {
            Ok(item) => Ok((at + 1, item)),
            Err(error) => Err((at + 1, error.to_string())),
        })
        .collect()
}

/// What is worth deciding in a graph, worst first: pairs that may be one and merges by how doubtful they are, then the
/// largest merges that are not among them. The words of the examples are left to fill in.
pub fn items(graph: &Graph) -> Vec<Item> {
    let documents =
        |node: &Node| node.mentions.iter().map(|mention| mention.span.document.as_str()).collect::<BTreeSet<_>>().len();
    // The last column orders those that are equally doubtful: what more documents speak of first.
    let mut found: Vec<(u8, std::cmp::Reverse<usize>, Item)> = Vec::new();
    for (one, edge, other) in graph.edges().filter(|(_, edge, _)| edge.kind == Relation::PossiblySame) {
        // 50 is as doubtful as can be.
        let doubt = edge.confidence.percent().abs_diff(50);
        let mut item = item("possibly_same", side(one, &one.id, &one.label), side(other, &other.id, &other.label));
        item.reason = edge.reason.clone().unwrap_or_default();
        item.confidence = Some(edge.confidence);
        found.push((doubt, std::cmp::Reverse(documents(one) + documents(other)), item));
    }
    let mut large: Vec<(usize, &Node)> = Vec::new();
    for node in graph.nodes() {
        let NodeBody::Entity(entity) = &node.body else { continue };
        // Decisions are about names.
        if node.mentions.iter().all(|mention| mention.form != Form::Name) {
            continue;
        }
        // A single doubtful join is listed by itself.
        if entity.merged.len() > 1 || entity.merged.iter().any(|merged| merged.confidence.percent() >= SURE) {
            large.push((documents(node), node));
        }
        for merged in entity.merged.iter().filter(|merged| merged.confidence.percent() < SURE) {
            let mut left = side(node, &merged.with_id, &merged.with);
            left.node_type = Some(node.kind);
            let mut right = side(node, &merged.id, &merged.label);
            right.documents = Some(merged.documents);
            let mut item = item("merge", left, right);
            item.reason.clone_from(&merged.reason);
            item.agrees.clone_from(&merged.agrees);
            item.confidence = Some(merged.confidence);
            let doubt = merged.confidence.percent().abs_diff(50);
            found.push((doubt, std::cmp::Reverse(documents(node)), item));
        }
    }
    found.sort_by(|a, b| (a.0, a.1, &a.2.id).cmp(&(b.0, b.1, &b.2.id)));
    let mut items: Vec<Item> = found.into_iter().map(|(_, _, item)| item).collect();
    large.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.id.cmp(&b.1.id)));
    for (_, node) in large.into_iter().take(LARGEST) {
        let NodeBody::Entity(entity) = &node.body else { continue };
        let names: BTreeSet<&str> = entity.merged.iter().map(|merged| merged.label.as_str()).collect();
        let mut one = side(node, &node.id, &node.label);
        one.documents = Some(documents(node));
        items.push(Item {
            id: id::make('v', &["node", &node.id]),
            what: "merge".to_owned(),
            reason: format!("one node for: {}", names.into_iter().collect::<Vec<_>>().join(", ")),
            members: entity.merged.iter().map(|merged| merged.id.clone()).collect(),
            confidence: entity.merged.iter().map(|merged| merged.confidence).min(),
            ..blank(one)
        });
    }
    items
}

fn blank(one: Side) -> Item {
    Item {
        id: String::new(),
        what: String::new(),
        decision: None,
        to: None,
        documents: Vec::new(),
        one,
        other: None,
        reason: String::new(),
        agrees: Vec::new(),
        confidence: None,
        members: Vec::new(),
        rest: Map::new(),
    }
}

fn item(what: &str, one: Side, other: Side) -> Item {
    let (low, high) = if one.id <= other.id { (&one.id, &other.id) } else { (&other.id, &one.id) };
    let id = id::make('v', &[low, high]);
    Item { id, what: what.to_owned(), other: Some(other), ..blank(one) }
}

/// One side, with the first places in two documents that call it so.
fn side(node: &Node, id: &str, label: &str) -> Side {
    let wanted = fold(label);
    let named = node.mentions.iter().filter(|mention| mention.form == Form::Name && fold(&mention.text) == wanted);
    let mut first: BTreeMap<&str, &SpanRef> = BTreeMap::new();
    for mention in named.take(64) {
        first.entry(&mention.span.document).or_insert(&mention.span);
    }
    if first.is_empty() {
        first.extend(node.mentions.first().map(|mention| (mention.span.document.as_str(), &mention.span)));
    }
    let evidence = first
        .into_values()
        .take(2)
        .map(|span| Example { document: span.document.clone(), start: span.start, end: span.end, text: String::new() })
        .collect();
    Side { id: id.to_owned(), node_type: Some(node.kind), label: label.to_owned(), documents: None, evidence }
}

/// Puts earlier decisions into new items; those whose question is no longer asked stay, at the end.
pub fn keep(mut items: Vec<Item>, earlier: Vec<Item>) -> Vec<Item> {
    let mut decided: BTreeMap<String, Item> = BTreeMap::new();
    let mut own: Vec<Item> = Vec::new();
    for item in earlier {
        if item.decision.as_deref().is_none_or(|word| word.trim().is_empty()) {
            continue;
        }
        if item.id.is_empty() {
            own.push(item);
        } else {
            decided.insert(item.id.clone(), item);
        }
    }
    for item in &mut items {
        if let Some(old) = decided.remove(&item.id) {
            item.decision = old.decision;
            item.to = old.to;
            item.documents = old.documents;
        }
    }
    items.extend(decided.into_values());
    items.extend(own);
    items
}
