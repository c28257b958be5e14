//! What kinds of things, relations and actions there are: `schema/ontology`, read and checked.

mod error;
mod read;
#[cfg(test)]
mod tests;
mod value;

pub(crate) use error::distance;
pub use error::{SchemaError, SchemaFault};
pub use value::{Form, Modality, Polarity, Quotation, RoleStatus, Sieve, Stance, Tense};

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

mod files {
    include!(concat!(env!("OUT_DIR"), "/ontology_files.rs"));
}

/// What an action may belong to: the classes of PLOVER, then those outside politics.
///
/// <https://github.com/openeventdata/PLOVER>
pub const CATEGORIES: [&str; 24] = [
    "agree",
    "consult",
    "support",
    "concede",
    "cooperate",
    "aid",
    "retreat",
    "request",
    "accuse",
    "reject",
    "threaten",
    "protest",
    "sanction",
    "mobilize",
    "coerce",
    "assault",
    "life",
    "justice",
    "business",
    "personnel",
    "movement",
    "transaction",
    "disaster",
    "other",
];

/// Roles that say who was involved and where it was: in one event each has one filler, or fillers that may be one.
pub const PARTICIPANTS: [Relation; 7] = [
    Relation::Agent,
    Relation::Target,
    Relation::Recipient,
    Relation::Partner,
    Relation::Place,
    Relation::Origin,
    Relation::Destination,
];

/// Whether a category is a class of PLOVER: what political actors do to each other.
pub fn is_political(category: &str) -> bool {
    CATEGORIES.iter().take_while(|&&class| class != "life").any(|&class| class == category)
}

/// A finer kind of a person, organization, place, group or thing: a file of `schema/ontology/kind`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kind {
    /// `ministry`.
    pub name: String,
    /// What nodes of this kind are.
    pub node_type: NodeType,
    /// What it is, one sentence.
    pub says: String,
}

/// What a relation means and joins: a file of `schema/ontology/relation`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RelationRule {
    /// The relation.
    pub relation: Relation,
    /// What it means, one sentence.
    pub says: String,
    /// What it may start from.
    pub from: Vec<NodeType>,
    /// What it may lead to.
    pub to: Vec<NodeType>,
    /// Whether it means the same both ways.
    pub symmetric: bool,
    /// How to read it backwards.
    pub inverse: Option<String>,
}

/// What may fill one role of an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleRule {
    /// The role.
    pub relation: Relation,
    /// What may fill it.
    pub types: Vec<NodeType>,
    /// Whether the type applies only when it is filled.
    pub required: bool,
}

/// The words of one language that denote an action, as lemmas.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ActionWords {
    /// Verbs, with particle or preposition where they need one: `turn down`.
    pub verbs: Vec<String>,
    /// Nouns of events: `rejection`.
    pub nouns: Vec<String>,
    /// A verb of little meaning and its object: `make offer`.
    pub phrases: Vec<String>,
}

/// A sentence that shows what an action type is, or is not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// The sentence.
    pub text: String,
    /// What the graph must show: role or field → label or value. Empty for a counter-example.
    pub expect: BTreeMap<String, String>,
}

/// A type of action: a file of `schema/ontology/action`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionType {
    /// `reject`.
    pub name: String,
    /// One of [`CATEGORIES`].
    pub category: String,
    /// What it is, one sentence.
    pub says: String,
    /// The action type it is a case of.
    pub parent: Option<String>,
    /// What cannot be so at the same time and of the same parties: who is convicted is not acquitted.
    pub opposite: Vec<String>,
    /// Whether it seldom happens twice to the same: somebody dies, resigns, is sentenced.
    pub once: bool,
    /// What its target does by it: who is killed dies.
    pub leads_to: Option<String>,
    /// Code of the CAMEO event scheme.
    pub cameo: Option<String>,
    /// Class of <https://schema.org/Action>.
    pub schema_org: Option<String>,
    /// What may fill its roles, in the order of [`Relation::ALL`]. A role that is not here may be filled by anything.
    pub roles: Vec<RoleRule>,
    /// What it is when it is about an action of a category: to promise an assault is to threaten. Category → action type.
    pub inside: BTreeMap<String, String>,
    /// Its words, by language code.
    pub words: BTreeMap<String, ActionWords>,
    /// Sentences that hold it.
    pub yes: Vec<Example>,
    /// Sentences that do not.
    pub no: Vec<Example>,
}

impl ActionType {
    /// What may fill `relation`; absent when the file says nothing about it.
    pub fn role(&self, relation: Relation) -> Option<&RoleRule> {
        self.roles.iter().find(|rule| rule.relation == relation)
    }
}

/// Which words of one language mark which actions and kinds.
///
/// Keys are lemmas in lower case. Where one word marks several, they come sorted by name.
#[derive(Debug, Clone, Default)]
pub struct Words {
    verbs: BTreeMap<String, Vec<Arc<ActionType>>>,
    nouns: BTreeMap<String, Vec<Arc<ActionType>>>,
    phrases: BTreeMap<String, Vec<Arc<ActionType>>>,
    kinds: BTreeMap<String, Vec<Arc<Kind>>>,
}

impl Words {
    /// The actions a verb may denote: `reject`, `turn down`.
    pub fn verb(&self, lemmas: &str) -> &[Arc<ActionType>] {
        self.verbs.get(lemmas).map_or(&[], Vec::as_slice)
    }

    /// The actions a noun may denote: `rejection`.
    pub fn noun(&self, lemma: &str) -> &[Arc<ActionType>] {
        self.nouns.get(lemma).map_or(&[], Vec::as_slice)
    }

    /// The actions a verb with its object may denote: `make offer`.
    pub fn phrase(&self, lemmas: &str) -> &[Arc<ActionType>] {
        self.phrases.get(lemmas).map_or(&[], Vec::as_slice)
    }

    /// The kinds a head noun may mark: `ministry`, `bridge`. Things first, then places, bodies and persons: as a common
    /// noun, "the fund" is more often money than a body; a name such as "Delta Fund" takes the body or place among them.
    pub fn kind(&self, lemma: &str) -> &[Arc<Kind>] {
        self.kinds.get(lemma).map_or(&[], Vec::as_slice)
    }
}

/// What kinds of things, relations and actions there are.
///
/// ```
/// use newsloom::ontology::{self, NodeType, Relation};
///
/// let ontology = ontology::get();
/// assert_eq!(ontology.words("en").verb("turn down")[0].name, "reject");
/// assert_eq!(ontology.words("en").kind("ministry")[0].node_type, NodeType::Organization);
/// assert!(ontology.allows(Relation::Agent, NodeType::Action, NodeType::Person));
/// assert!(!ontology.allows(Relation::Agent, NodeType::Person, NodeType::Action));
/// ```
#[derive(Debug, Clone, Default)]
pub struct Ontology {
    kinds: BTreeMap<String, Arc<Kind>>,
    relations: BTreeMap<Relation, RelationRule>,
    actions: BTreeMap<String, Arc<ActionType>>,
    words: BTreeMap<String, Words>,
    none: Words,
}

/// The ontology of `schema/ontology` as it was when newsloom was built; read once.
pub fn get() -> &'static Ontology {
    static BUILT_IN: OnceLock<Ontology> = OnceLock::new();
    // That these files have no fault is a test, so nothing is lost here.
    BUILT_IN.get_or_init(|| Ontology::read(files::KIND, files::RELATION, files::ACTION).unwrap_or_default())
}

impl Ontology {
    /// Reads the files of the three folders, each as its file name and text.
    ///
    /// # Errors
    ///
    /// The first file, in the order given, that is no TOML, has unknown keys or words (with the nearest known one),
    /// a name that is taken or differs from its file name, or a role type its relation does not allow.
    ///
    /// ```
    /// use newsloom::ontology::Ontology;
    ///
    /// let kind = ("port.toml", "name = 'port'\ntype = 'Plase'\nsays = 'where ships land'");
    /// let error = Ontology::read(&[kind], &[], &[]).unwrap_err();
    /// assert_eq!(error.to_string(), "schema/ontology/kind/port.toml: type `Plase` is not known; did you mean `Place`?");
    /// ```
    pub fn read(
        kinds: &[(&str, &str)],
        relations: &[(&str, &str)],
        actions: &[(&str, &str)],
    ) -> Result<Self, SchemaError> {
        read::ontology(kinds, relations, actions)
    }

    /// All action types, sorted by name.
    pub fn actions(&self) -> impl Iterator<Item = &ActionType> {
        self.actions.values().map(AsRef::as_ref)
    }

    /// All kinds, sorted by name.
    pub fn kinds(&self) -> impl Iterator<Item = &Kind> {
        self.kinds.values().map(AsRef::as_ref)
    }

    /// All relations, in the order of [`Relation::ALL`].
    pub fn relations(&self) -> impl Iterator<Item = &RelationRule> {
        self.relations.values()
    }

    /// The action type of a name.
    pub fn action(&self, name: &str) -> Option<&ActionType> {
        self.actions.get(name).map(AsRef::as_ref)
    }

    /// The kind of a name.
    pub fn kind(&self, name: &str) -> Option<&Kind> {
        self.kinds.get(name).map(AsRef::as_ref)
    }

    /// What a relation means and joins.
    pub fn relation(&self, relation: Relation) -> Option<&RelationRule> {
        self.relations.get(&relation)
    }

    /// The words of a language, by its code; none for a language without words.
    pub fn words(&self, language: &str) -> &Words {
        self.words.get(language).unwrap_or(&self.none)
    }

    /// Whether `relation` may lead from a node of one type to a node of the other.
    pub fn allows(&self, relation: Relation, from: NodeType, to: NodeType) -> bool {
        self.relation(relation).is_some_and(|rule| rule.from.contains(&from) && rule.to.contains(&to))
    }
}

/// What a node is. The contract of the graph fixes these eight; finer kinds are data in `schema/ontology/kind`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum NodeType {
    /// A named human being.
    Person,
    /// A named body: government, company, court, team …
    Organization,
    /// A named location.
    Place,
    /// People or bodies without a name.
    Group,
    /// What actions concern and is none of the above.
    Thing,
    /// Something somebody did, does, will or might do.
    Action,
    /// Somebody says, writes, thinks something.
    Statement,
    /// An article.
    Document,
}

impl NodeType {
    /// All types, in the order of the contract.
    pub const ALL: [Self; 8] = [
        Self::Person,
        Self::Organization,
        Self::Place,
        Self::Group,
        Self::Thing,
        Self::Action,
        Self::Statement,
        Self::Document,
    ];

    /// Its name in every export.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Person => "Person",
            Self::Organization => "Organization",
            Self::Place => "Place",
            Self::Group => "Group",
            Self::Thing => "Thing",
            Self::Action => "Action",
            Self::Statement => "Statement",
            Self::Document => "Document",
        }
    }

    /// Whether it is a person, organization, place, group or thing.
    pub const fn is_entity(self) -> bool {
        matches!(self, Self::Person | Self::Organization | Self::Place | Self::Group | Self::Thing)
    }
}

/// The type of an edge; its ends and meaning are data in `schema/ontology/relation`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "each variant is described by its file in schema/ontology/relation")]
pub enum Relation {
    Agent,
    Target,
    Recipient,
    Partner,
    Instrument,
    Topic,
    Place,
    Origin,
    Destination,
    Purpose,
    Cause,
    Part,
    Speaker,
    Addressee,
    Via,
    Asserts,
    About,
    HoldsRole,
    MemberOf,
    PartOf,
    LocatedIn,
    Owns,
    Family,
    Affiliated,
    MentionedIn,
    ReportedIn,
    SameEvent,
    PossiblySame,
    Contradicts,
    Supports,
    Updates,
}

impl Relation {
    /// All relations, in the order of the contract.
    pub const ALL: [Self; 31] = [
        Self::Agent,
        Self::Target,
        Self::Recipient,
        Self::Partner,
        Self::Instrument,
        Self::Topic,
        Self::Place,
        Self::Origin,
        Self::Destination,
        Self::Purpose,
        Self::Cause,
        Self::Part,
        Self::Speaker,
        Self::Addressee,
        Self::Via,
        Self::Asserts,
        Self::About,
        Self::HoldsRole,
        Self::MemberOf,
        Self::PartOf,
        Self::LocatedIn,
        Self::Owns,
        Self::Family,
        Self::Affiliated,
        Self::MentionedIn,
        Self::ReportedIn,
        Self::SameEvent,
        Self::PossiblySame,
        Self::Contradicts,
        Self::Supports,
        Self::Updates,
    ];

    /// Its name in every export.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Agent => "agent",
            Self::Target => "target",
            Self::Recipient => "recipient",
            Self::Partner => "partner",
            Self::Instrument => "instrument",
            Self::Topic => "topic",
            Self::Place => "place",
            Self::Origin => "origin",
            Self::Destination => "destination",
            Self::Purpose => "purpose",
            Self::Cause => "cause",
            Self::Part => "part",
            Self::Speaker => "speaker",
            Self::Addressee => "addressee",
            Self::Via => "via",
            Self::Asserts => "asserts",
            Self::About => "about",
            Self::HoldsRole => "holds_role",
            Self::MemberOf => "member_of",
            Self::PartOf => "part_of",
            Self::LocatedIn => "located_in",
            Self::Owns => "owns",
            Self::Family => "family",
            Self::Affiliated => "affiliated",
            Self::MentionedIn => "mentioned_in",
            Self::ReportedIn => "reported_in",
            Self::SameEvent => "same_event",
            Self::PossiblySame => "possibly_same",
            Self::Contradicts => "contradicts",
            Self::Supports => "supports",
            Self::Updates => "updates",
        }
    }
}
