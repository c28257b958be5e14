//! What kinds of things, relations and actions there are: `schema/ontology`, read and checked.

use serde::{Deserialize, Serialize};

mod value;

pub use value::{Form, Modality, Polarity, Quotation, RoleStatus, Stance, Tense};

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
