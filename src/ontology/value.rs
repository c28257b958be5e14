//! The closed sets of values that fields of the graph take, as the contract names them.

use serde::{Deserialize, Serialize};

/// Declares a lower-case enum of the contract.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident: $($(#[$vdoc:meta])* $variant:ident $text:literal)*) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $text)] $variant,)* }

        impl $name {
            /// Every value, in the order of the contract.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// Its name in every export.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }
        }
    };
}

words! {
    /// How an entity is mentioned.
    Form:
    /// By name.
    Name "name"
    /// By a description: "the president".
    Nominal "nominal"
    /// By a pronoun.
    Pronoun "pronoun"
}

words! {
    /// Why two mentions in one document are one entity, from sure to less sure.
    Sieve:
    /// The same name, or two names of one country or known body.
    SameName "same_name"
    /// A slip of the pen, an initial, another given name that begins alike.
    NameVariant "name_variant"
    /// A part of the full name: "Lee" of "Ann Lee".
    PartOfName "part_of_name"
    /// The first letters of the full name.
    Acronym "acronym"
    /// The same noun, introduced as known: "a strike … the strike".
    SameNoun "same_noun"
    /// The noun that the name ends in: "the union" of the "Harbour Workers' Union".
    NounOfName "noun_of_name"
    /// "Ann Lee, the mayor", "mayor Ann Lee".
    Apposition "apposition"
    /// "Ann Lee is the mayor".
    Predicate "predicate"
    /// The only one of its kind that was named shortly before: "the company".
    OnlyOfKind "only_of_kind"
    /// Who holds the role: "the mayor".
    Role "role"
    /// A pronoun for the phrase that fits best.
    Pronoun "pronoun"
    /// "I" or "we" in words whose speaker is told.
    Speaker "speaker"
    /// "you" in words whose listener is told.
    Listener "listener"
    /// The same voice: "I … my", "we … us", "you … your".
    Voice "voice"
}

words! {
    /// Whether the text affirms or negates an action.
    Polarity:
    /// It is said to be so.
    Affirmed "affirmed"
    /// It is said not to be so.
    Negated "negated"
}

words! {
    /// How real an action is.
    Modality:
    /// Happened, is happening, is so.
    Actual "actual"
    /// Intended, promised, threatened, scheduled.
    Planned "planned"
    /// Asked, urged, ordered, proposed.
    Requested "requested"
    /// May, could, considering, reportedly.
    Possible "possible"
    /// If, would have, counterfactual.
    Hypothetical "hypothetical"
}

words! {
    /// When, seen from the text.
    Tense:
    /// Before.
    Past "past"
    /// Now.
    Present "present"
    /// Later.
    Future "future"
}

words! {
    /// How words are quoted.
    Quotation:
    /// Word by word, in quotation marks.
    Direct "direct"
    /// In the reporter's words.
    Indirect "indirect"
    /// In the reporter's words with quoted pieces.
    Mixed "mixed"
}

words! {
    /// How a speaker stands to what is stated.
    Stance:
    /// Says, tells, adds.
    Neutral "neutral"
    /// Claims, alleges.
    Claim "claim"
    /// Denies.
    Deny "deny"
    /// Admits, reveals, acknowledges.
    Admit "admit"
    /// Promises, vows.
    Promise "promise"
    /// Warns, threatens.
    Warn "warn"
    /// Demands, urges, calls for.
    Demand "demand"
    /// Accuses.
    Accuse "accuse"
    /// Praises.
    Praise "praise"
    /// Thinks, fears, hopes.
    Believe "believe"
}

words! {
    /// Whether a role is held now.
    RoleStatus:
    /// Holds it.
    Current "current"
    /// Held it.
    Former "former"
    /// Will hold it.
    Designate "designate"
    /// Holds it for the time being.
    Acting "acting"
}
