//! The nodes, edges and fields of the graph, as the contract names them.
//!
//! Offsets here are Unicode code points, not bytes: they are converted once,
//! when a contribution is made, so that no exporter has to.

use serde::{Deserialize, Serialize};

use crate::document::Document;
use crate::ontology::{Form, Modality, NodeType, Polarity, Quotation, Relation, RoleStatus, Sieve, Stance, Tense};
use crate::text::CodePoints;

/// A piece of one document, in code points, `end` excluded. The document is inherited from what it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Chars {
    /// The first code point.
    pub start: usize,
    /// After the last code point.
    pub end: usize,
}

/// A piece of a named document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SpanRef {
    /// Id of the document.
    pub document: String,
    /// The first code point.
    pub start: usize,
    /// After the last code point.
    pub end: usize,
}

/// How sure newsloom is: hundredths, 0 to 100, written as `0.91`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Confidence(u8);

impl Confidence {
    /// `percent` hundredths, at most 100.
    pub const fn new(percent: u8) -> Self {
        Self(if percent > 100 { 100 } else { percent })
    }

    /// In hundredths.
    pub const fn percent(self) -> u8 {
        self.0
    }

    /// Between 0 and 1.
    pub fn value(self) -> f64 {
        f64::from(self.0) / 100.0
    }
}

impl NodeBody {
    /// What was joined into the node.
    pub fn merged(&self) -> &[Merged] {
        match self {
            Self::Entity(entity) => &entity.merged,
            Self::Action(action) => &action.merged,
            Self::Statement(statement) => &statement.merged,
            Self::Document(_) => &[],
        }
    }
}

impl Serialize for Confidence {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.value())
    }
}

impl<'de> Deserialize<'de> for Confidence {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = f64::deserialize(deserializer)?;
        if (0.0..=1.0).contains(&value) {
            Ok(Self((value * 100.0).round() as u8))
        } else {
            Err(serde::de::Error::custom("a confidence lies between 0 and 1"))
        }
    }
}

/// One place where an entity is spoken of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Mention {
    /// Where.
    #[serde(flatten)]
    pub span: SpanRef,
    /// The words.
    pub text: String,
    /// How.
    pub form: Form,
    /// Why it is this entity: what makes it one with the mention that names it; none for that mention itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sieve: Option<Sieve>,
}

/// One place that says what an action, statement or edge says. `span` holds all the other parts but `sentence`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Evidence {
    /// Where: the clause, or the two ends of an edge and what is between them.
    #[serde(flatten)]
    pub span: SpanRef,
    /// The sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sentence: Option<Chars>,
    /// The words of the predicate.
    #[serde(default, skip_serializing_if = "Vec::is_empty", with = "one_or_many")]
    pub trigger: Vec<Chars>,
    /// The words that negate, weaken or report: "not", "may", "said".
    #[serde(default, skip_serializing_if = "Vec::is_empty", with = "one_or_many")]
    pub cue: Vec<Chars>,
    /// The words stated.
    #[serde(default, skip_serializing_if = "Vec::is_empty", with = "one_or_many")]
    pub content: Vec<Chars>,
}

/// One span is an object, several are a list.
mod one_or_many {
    use super::Chars;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Either {
        One(Chars),
        Many(Vec<Chars>),
    }

    pub(super) fn serialize<S: Serializer>(spans: &[Chars], serializer: S) -> Result<S::Ok, S::Error> {
        match spans {
            [one] => one.serialize(serializer),
            many => many.serialize(serializer),
        }
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Chars>, D::Error> {
        Ok(match Either::deserialize(deserializer)? {
            Either::One(one) => vec![one],
            Either::Many(many) => many,
        })
    }
}

/// A time spoken of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Time {
    /// The words.
    pub text: String,
    /// EDTF.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// First day it may mean.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub earliest: Option<String>,
    /// Last day it may mean.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub latest: Option<String>,
}

/// A number with its unit. Finite.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct QuantityValue {
    /// The number.
    pub value: f64,
    /// What is counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// `>`, `>=`, `<`, `<=`, `~`; absent for exactly.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comparator: Option<String>,
    /// The words.
    pub text: String,
}

/// The size of a group.
pub type GroupSize = QuantityValue;

/// What persons, organizations, places, groups and things have of their own.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Entity {
    /// Other names seen, best first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// A name of `schema/ontology/kind`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// `female` or `male`, only if the text shows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gender: Option<String>,
    /// ISO 3166-1 alpha-2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Whether a place acts as a country does.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub actor: bool,
    /// How many a group is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<GroupSize>,
    /// Identifiers elsewhere.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ids: Vec<String>,
    /// Names of other documents that were found to mean the same; whoever knows one of their ids finds it here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub merged: Vec<Merged>,
}

/// A node that would stand alone, had it not been found to mean the same as another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Merged {
    /// The id it would have.
    pub id: String,
    /// The type its documents give it.
    #[serde(rename = "type")]
    pub kind: NodeType,
    /// What its documents call it.
    pub label: String,
    /// The name it was joined to.
    pub with: String,
    /// The id that name would have alone.
    pub with_id: String,
    /// What the names have to do with each other.
    pub reason: String,
    /// What agrees beside the names: "both belong to Acme".
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub agrees: Vec<String>,
    /// How sure.
    pub confidence: Confidence,
    /// How many documents call it so.
    pub documents: usize,
}

/// What an action has of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Action {
    /// Lemmas as in the text: `turn down`.
    pub predicate: String,
    /// A name of `schema/ontology/action`, or `other`.
    pub action: String,
    /// The PLOVER class of that type, or of the intent where it is only meant to be done.
    pub category: String,
    /// Affirmed or negated.
    pub polarity: Polarity,
    /// How real.
    pub modality: Modality,
    /// When, seen from the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tense: Option<Tense>,
    /// When, if the text says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<Time>,
    /// How many independent documents report it; copies of one text count once.
    pub reports: usize,
    /// What other documents tell that was found to be the same; whoever knows one of their ids finds it here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub merged: Vec<Merged>,
}

/// What a statement has of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// The words stated, as in the text; pieces joined by " … ".
    pub content: String,
    /// How they are quoted.
    pub quotation: Quotation,
    /// Lemma: `say`, `according to`; absent when nothing marks the statement but its quotation marks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cue: Option<String>,
    /// How the speaker stands to it.
    pub stance: Stance,
    /// When it was stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<Time>,
    /// What other documents tell that was found to be the same; whoever knows one of their ids finds it here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub merged: Vec<Merged>,
}

/// An article as the graph knows it. `documents.jsonl` adds `text`, `blocks` and unknown keys.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct DocumentRecord {
    /// Stable id.
    pub id: String,
    /// File name or address as given; for a JSON line its `id`.
    pub source: String,
    /// The headline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Publication date, ISO 8601.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// Name of the paper or site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// Names of the authors.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<String>,
    /// Language code.
    pub language: String,
    /// Address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Hexadecimal SHA-256 of the text.
    pub sha256: String,
    /// Code points of the text.
    pub length: usize,
}

impl DocumentRecord {
    /// What the graph knows of an article. O(n) in its text, which is counted.
    pub fn of(document: &Document) -> Self {
        Self {
            id: document.id.clone(),
            source: document.source.clone(),
            title: document.title.clone(),
            published: document.published.clone(),
            publisher: document.publisher.clone(),
            authors: document.authors.clone(),
            language: document.language.clone(),
            url: document.url.clone(),
            sha256: document.sha256.clone(),
            length: CodePoints::new(&document.text).len(),
        }
    }
}

/// What a node has beside the common fields.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum NodeBody {
    /// Of an action.
    Action(Action),
    /// Of a statement.
    Statement(Statement),
    /// Of an article: everything but its id, which is the node's.
    Document(DocumentFields),
    /// Of a person, organization, place, group or thing.
    Entity(Entity),
}

/// The fields of a document node.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentFields {
    /// File name or address as given.
    pub source: String,
    /// Publication date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// Name of the paper or site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// Address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// A node of the graph.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Node {
    /// Stable, made from what the node is: `e`, `a`, `s` or `d` and 26 characters.
    pub id: String,
    /// What it is.
    #[serde(rename = "type")]
    pub kind: NodeType,
    /// What to call it; never empty.
    pub label: String,
    /// How sure newsloom is.
    pub confidence: Confidence,
    /// Where an entity is spoken of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<Mention>,
    /// What says that an action, statement or document is so.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
    /// The fields of its type.
    #[serde(flatten)]
    pub body: NodeBody,
}

/// An edge of the graph. Its ends are known by the graph.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Edge {
    /// Stable, made from its ends, type and role: `r` and 26 characters.
    pub id: String,
    /// What it says.
    #[serde(rename = "type")]
    pub kind: Relation,
    /// How sure newsloom is.
    pub confidence: Confidence,
    /// What says so; never empty.
    pub evidence: Vec<Evidence>,
    /// Of `holds_role`: "president".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// Of `holds_role`: whether it is held now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<RoleStatus>,
    /// "10,000 troops", "$40 million".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<QuantityValue>,
    /// Of `contradicts`, `updates`, `possibly_same`: why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}
