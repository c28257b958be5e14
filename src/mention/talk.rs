//! Interviews whose turns nothing marks: paragraphs that ask and paragraphs that answer.

use rustc_hash::FxHashMap;

use super::coref::Groups;
use super::entity::Cast;
use super::quotation;
use super::quotation::Quoted;
use super::tree::Tree;
use super::voice;
use crate::document::BlockKind;
use crate::ontology::Form;
use crate::ontology::NodeType;

/// So many paragraphs must ask "you", and so many tell of "I" or "we".
const TURNS: usize = 3;
/// A paragraph that asks has at most so many sentences.
const SHORT: usize = 6;

/// Which side of an interview a paragraph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Asks,
    Answers,
}

/// The sides of an interview, and who is asked.
#[derive(Debug, Default)]
pub(super) struct Interview {
    sides: FxHashMap<usize, Side>,
    /// The phrase that names who answers.
    pub(super) guest: Option<usize>,
}

impl Interview {
    /// The side of the paragraph that a token stands in.
    pub(super) fn side(&self, tree: &Tree<'_>, at: usize) -> Option<Side> {
        let block = tree.doc.sentences.get(tree.sentence(at))?.block;
        self.sides.get(&block).copied()
    }
}

/// What a paragraph shows outside its quotations.
struct Paragraph {
    block: usize,
    first: usize,
    sentences: usize,
    /// Ends in a question mark.
    question: bool,
    listener: bool,
    own: bool,
}

impl Paragraph {
    fn asks(&self) -> bool {
        self.question && self.sentences <= SHORT || self.listener && !self.own && self.sentences <= 2
    }
}

fn paragraphs(tree: &Tree<'_>, quotes: &[Quoted]) -> Vec<Paragraph> {
    let mut all: Vec<Paragraph> = Vec::new();
    for sentence in &tree.doc.sentences {
        if sentence.first >= sentence.end
            || !matches!(tree.block(sentence.first), BlockKind::Paragraph | BlockKind::List | BlockKind::Opinion)
        {
            continue;
        }
        if all.last().is_none_or(|last| last.block != sentence.block) {
            let (block, first) = (sentence.block, sentence.first);
            all.push(Paragraph { block, first, sentences: 0, question: false, listener: false, own: false });
        }
        let Some(paragraph) = all.last_mut() else { continue };
        paragraph.sentences += 1;
        let last =
            (sentence.first..sentence.end).rev().find(|&at| !matches!(tree.doc.form(at), "\"" | "”" | ")" | "]"));
        paragraph.question = last.is_some_and(|at| tree.doc.form(at) == "?");
        for at in (sentence.first..sentence.end).filter(|&at| quotation::inside(quotes, at).is_none()) {
            paragraph.listener |= voice::is_listener(tree.lower(at));
            paragraph.own |= voice::is_own(tree.lower(at));
        }
    }
    all
}

/// The interview that a text is, if it is one.
pub(super) fn interview(tree: &Tree<'_>, cast: &Cast, groups: &Groups, quotes: &[Quoted]) -> Interview {
    let all = paragraphs(tree, quotes);
    let asked = |paragraph: &&Paragraph| paragraph.listener && paragraph.question && paragraph.asks();
    let told = all.iter().filter(|paragraph| paragraph.own && !paragraph.asks()).count();
    let Some(start) = all.iter().find(asked).map(|paragraph| paragraph.first) else { return Interview::default() };
    if all.iter().filter(asked).count() < TURNS || told < TURNS {
        return Interview::default();
    }
    let sides = all
        .iter()
        .filter(|paragraph| paragraph.first >= start)
        .map(|paragraph| (paragraph.block, if paragraph.asks() { Side::Asks } else { Side::Answers }))
        .collect();
    Interview { sides, guest: guest(tree, cast, groups, start) }
}

/// The one person named behind "interview" before the first question, else the only one named there.
fn guest(tree: &Tree<'_>, cast: &Cast, groups: &Groups, start: usize) -> Option<usize> {
    let people: Vec<usize> = cast
        .drafts
        .iter()
        .enumerate()
        .take_while(|(_, draft)| draft.first < start)
        .filter(|(_, draft)| draft.form == Form::Name && draft.node_type == NodeType::Person)
        .map(|(at, _)| at)
        .collect();
    let behind = |&at: &usize| {
        let draft = &cast.drafts[at];
        let first = tree.doc.sentences.get(tree.sentence(draft.first)).map_or(draft.first, |sentence| sentence.first);
        (first..draft.first).any(|word| tree.lower(word).starts_with("interview"))
    };
    let only = |people: Vec<usize>| {
        let first = people.first().copied()?;
        people.iter().all(|&other| groups.same(first, other)).then_some(first)
    };
    let named: Vec<usize> = people.iter().copied().filter(behind).collect();
    if named.is_empty() { only(people) } else { only(named) }
}
