//! Who, what and who says so, in one document.
//!
//! [`extract`] is a pure function of an annotated document, the ontology and
//! the language's word lists. Its parts, in the order they run:
//!
//! * `tree`: walking dependencies. * `lexicon`: the word lists.
//! * `entity`: names and descriptions. * `coref`, `description`: which of them are one.
//! * `status`: polarity and modality. * `action`: predicates and their parties.
//! * `event`: which of these tell of one event.
//! * `quotation`: marks. * `speaker`, `content`: who states what. * `quote`, `direct`, `turn`, `attitude`: statements.
//! * `pronoun`, `voice`, `talk`: whom pronouns mean.
//! * `weight`: learned weights.
//! * `fact`: roles and other standing relations. * `matter`: what accounts may disagree on.

use crate::annotate::Annotated;
use crate::ontology::Form;
use crate::ontology::Modality;
use crate::ontology::NodeType;
use crate::ontology::Polarity;
use crate::ontology::Quotation;
use crate::ontology::Relation;
use crate::ontology::RoleStatus;
use crate::ontology::Sieve;
use crate::ontology::Stance;
use crate::ontology::Tense;
use crate::ontology::Words;
use crate::text::Span;

mod action;
mod assemble;
mod attitude;
mod clause;
mod content;
mod coref;
mod description;
mod direct;
mod entity;
mod event;
mod fact;
mod lexicon;
mod matter;
mod opinion;
#[cfg(test)]
mod parsed;
mod pronoun;
mod quotation;
mod quote;
mod reading;
mod repair;
mod speaker;
mod status;
mod talk;
mod tree;
mod turn;
mod voice;
mod weight;

pub use lexicon::{Lexicon, LexiconError, LexiconFiles};
pub use matter::{Count, Matter, Object, Reason};

/// One place where an entity is spoken of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntityMention {
    /// The words.
    pub span: Span,
    /// The whole phrase of a description, with what stands before and behind its words: "the sale of the mill". A name or
    /// pronoun has no more than its words.
    pub phrase: Span,
    /// Token the others depend on.
    pub head: usize,
    /// How.
    pub form: Form,
    /// Index in [`Mentions::chains`].
    pub chain: usize,
    /// Why it is one with the mention that gives the chain its name; `None` for that one.
    pub sieve: Option<Sieve>,
}

/// All mentions of one entity in the document.
#[derive(Debug, Clone, PartialEq)]
pub struct Chain {
    /// What it is.
    pub node_type: NodeType,
    /// A name of `schema/ontology/kind`.
    pub kind: Option<String>,
    /// What to call it.
    pub label: String,
    /// What identifies it across documents; `None` for descriptions, which stay in their document.
    pub key: Option<String>,
    /// Other names seen, best first.
    pub aliases: Vec<String>,
    /// `female` or `male`, if the text shows it.
    pub gender: Option<&'static str>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// How many a group is: index in [`Annotated::quantities`].
    pub size: Option<usize>,
    /// How sure, in hundredths.
    pub confidence: u8,
}

/// What fills a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Filler {
    /// A chain of entity mentions, here mentioned by this span.
    Chain(usize),
    /// Another action of the document.
    Action(usize),
}

/// One party of an action.
#[derive(Debug, Clone, PartialEq)]
pub struct Role {
    /// Which.
    pub relation: Relation,
    /// Who or what.
    pub filler: Filler,
    /// The words that fill it.
    pub span: Span,
    /// How many or how much: index in [`Annotated::quantities`].
    pub quantity: Option<usize>,
    /// How sure, in hundredths.
    pub confidence: u8,
}

/// One predicate with its parties.
#[derive(Debug, Clone, PartialEq)]
pub struct ActionMention {
    /// Lemmas as in the text.
    pub predicate: String,
    /// A name of `schema/ontology/action`, or `other`.
    pub action: String,
    /// Its category; of what is only meant to be done that of the intent.
    pub category: String,
    /// Affirmed or negated.
    pub polarity: Polarity,
    /// How real.
    pub modality: Modality,
    /// When, seen from the text.
    pub tense: Option<Tense>,
    /// Index in [`Annotated::times`].
    pub time: Option<usize>,
    /// Token of the predicate.
    pub head: usize,
    /// The words of the predicate.
    pub trigger: Vec<Span>,
    /// The words that negate or weaken.
    pub cue: Vec<Span>,
    /// The clause.
    pub span: Span,
    /// Index in [`Annotated::sentences`].
    pub sentence: usize,
    /// The mention that stands for the event, as index in [`Mentions::actions`]: its own, or that of another one that
    /// tells of the same.
    pub event: usize,
    /// The parties.
    pub roles: Vec<Role>,
    /// How sure, in hundredths.
    pub confidence: u8,
}

/// One statement.
#[derive(Debug, Clone, PartialEq)]
pub struct StatementMention {
    /// The words stated, one span or several in order.
    pub content: Vec<Span>,
    /// The words that report it.
    pub cue: Vec<Span>,
    /// Their lemma.
    pub cue_lemma: Option<String>,
    /// How the words are quoted.
    pub quotation: Quotation,
    /// How the speaker stands to it.
    pub stance: Stance,
    /// Who states, to whom, through whom, about whom: chains and the words that name them.
    pub parties: Vec<(Relation, usize, Span)>,
    /// Actions inside the content, as indices of [`Mentions::actions`].
    pub asserts: Vec<usize>,
    /// Index in [`Annotated::times`].
    pub time: Option<usize>,
    /// Cue, speaker and content together.
    pub span: Span,
    /// Index in [`Annotated::sentences`] of the cue, else of the content.
    pub sentence: usize,
    /// How sure, in hundredths.
    pub confidence: u8,
}

/// A standing relation between two entities: "Danish Prime Minister Anna Berg".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// Chain it starts from.
    pub source: usize,
    /// Which.
    pub relation: Relation,
    /// Chain it goes to.
    pub target: usize,
    /// The words that say so.
    pub span: Span,
    /// Index in [`Annotated::sentences`].
    pub sentence: usize,
    /// "president".
    pub role: Option<String>,
    /// Whether the role is held now.
    pub status: Option<RoleStatus>,
    /// How sure, in hundredths.
    pub confidence: u8,
}

/// All that was found in one document.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Mentions {
    /// Where entities are spoken of, in the order of the text.
    pub entities: Vec<EntityMention>,
    /// The entities.
    pub chains: Vec<Chain>,
    /// What happened, in the order of the text.
    pub actions: Vec<ActionMention>,
    /// Who says so, in the order of the text.
    pub statements: Vec<StatementMention>,
    /// Standing relations.
    pub facts: Vec<Fact>,
    /// What each account of an action says that another may deny.
    pub matters: Vec<Matter>,
}

/// Finds entities, actions, statements and standing relations.
///
/// A pure function of its arguments: the same document gives the same mentions.
///
/// # Cost
///
/// Linear in the tokens: every search looks at a bounded window.
pub fn extract(doc: &Annotated, lexicon: &Lexicon, words: &Words) -> Mentions {
    let tree = tree::Tree::new(doc, lexicon);
    let mut cast = entity::collect(&tree, lexicon, words);
    let hints = fact::hints(&tree, lexicon, &cast);
    let mut groups = coref::resolve(&tree, lexicon, words, &mut cast, &hints);
    let scene = action::Scene { tree: &tree, lexicon, words, cast: &cast, groups: &groups };
    let (said, verbs) = quote::collect(&scene);
    quote::speakers(&tree, &cast, &mut groups, &said);
    voice::join(&tree, &cast, &mut groups);
    groups.settle_types(&cast);
    let scene = action::Scene { tree: &tree, lexicon, words, cast: &cast, groups: &groups };
    let actions = action::collect(&scene, &verbs);
    let facts = fact::collect(&tree, lexicon, &cast, &groups, &hints);
    let mut mentions = assemble::mentions(&tree, lexicon, &cast, &groups, said, actions, facts);
    mentions.matters = matter::collect(&tree, lexicon, words, &mentions);
    mentions
}
