//! What one voice says of one action, in the form accounts are compared in.

use std::collections::BTreeMap;

use super::identity::Identity;
use super::model::Evidence;
use super::when::When;
use crate::mention::Count;
use crate::mention::Reason;
use crate::ontology::Modality;
use crate::ontology::NodeType;
use crate::ontology::Relation;

/// A name that stands in an account.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Named {
    pub(super) id: String,
    /// In lower case.
    pub(super) label: String,
    pub(super) kind: NodeType,
}

/// A description that fills a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Described {
    /// The node.
    pub(super) id: String,
    pub(super) relation: Relation,
    /// Lemma.
    pub(super) noun: String,
    /// Lemmas of what tells it from others, sorted.
    pub(super) modifiers: Vec<String>,
}

/// One account: an action as one voice tells it at one place.
#[derive(Debug, Clone, PartialEq)]
#[allow(clippy::struct_excessive_bools, reason = "what an account tells is not exclusive")]
pub(super) struct Account {
    pub(super) document: String,
    /// SHA-256 of its text: a copy of an article is no second voice.
    pub(super) text: String,
    /// Day of publication.
    pub(super) published: Option<String>,
    /// Where it stands in the document, in code points.
    pub(super) at: usize,
    /// The statement, or the action where the article itself tells.
    pub(super) node: String,
    /// The action.
    pub(super) action: String,
    /// Action type, or the predicate where that is `other`.
    pub(super) kind: String,
    /// What is counted.
    pub(super) counted: String,
    /// Whether a count is all that is told: "the toll rose".
    pub(super) only_count: bool,
    /// Whether nothing is told but why.
    pub(super) only_reason: bool,
    /// Whether the voice holds it to be so.
    pub(super) affirmed: bool,
    pub(super) modality: Modality,
    /// First and last day, where the text says when.
    pub(super) time: Option<(String, String)>,
    /// Ids of named speakers, descriptions of others; empty for the article's own voice.
    pub(super) speakers: Vec<String>,
    pub(super) roles: Vec<(Relation, Named)>,
    pub(super) names: Vec<Named>,
    pub(super) objects: Vec<Described>,
    pub(super) words: Vec<String>,
    pub(super) reasons: Vec<Reason>,
    pub(super) counts: Vec<Count>,
    pub(super) changed: bool,
    pub(super) confidence: u8,
    pub(super) evidence: Evidence,
}

impl Named {
    /// The last word of the name, by which persons and bodies are often called alone.
    pub(super) fn last_word(&self) -> &str {
        self.label.rsplit(' ').next().unwrap_or_default()
    }

    /// Whether two names may be of one: a name read as of two types, a person's full name and the last word of it.
    pub(super) fn may_be(&self, other: &Self) -> bool {
        let short = self.label == other.last_word() || other.label == self.last_word();
        let person = self.kind == NodeType::Person && other.kind == NodeType::Person;
        self.id == other.id || (self.kind != other.kind && (self.label == other.label || short)) || (person && short)
    }
}

impl Account {
    /// When what it tells was.
    pub(super) fn when(&self) -> When<'_> {
        let time = self.time.as_ref().map(|(first, last)| (first.as_str(), last.as_str()));
        When { time, published: self.published.as_deref() }
    }

    /// Gives names the ids and types they have among all documents.
    pub(super) fn rename(&mut self, ids: &BTreeMap<String, usize>, identity: &Identity) {
        let found = |id: &str| ids.get(id).and_then(|&at| identity.entities.get(at));
        for named in self.names.iter_mut().chain(self.roles.iter_mut().map(|role| &mut role.1)) {
            if let Some(entity) = found(&named.id) {
                named.id.clone_from(&entity.id);
                named.kind = entity.node_type;
            }
        }
        for speaker in &mut self.speakers {
            if let Some(entity) = found(speaker) {
                speaker.clone_from(&entity.id);
            }
        }
        self.names.sort();
        self.names.dedup();
    }
}
