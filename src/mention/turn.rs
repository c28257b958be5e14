//! Turns of talk and headlines that name their source: "SMITH: We will see.", "Q: … A: …", "Mayor: no new taxes".

use super::action::Scene;
use super::content::trim;
use super::lexicon::Lexicon;
use super::quotation;
use super::quotation::Quoted;
use super::quotation::quotation_of;
use super::quote::Said;
use super::speaker::can_speak;
use super::tree::Tree;
use crate::document::BlockKind;
use crate::ontology::Form;
use crate::ontology::NodeType;
use crate::ontology::Quotation;
use crate::ontology::Relation;
use crate::ontology::Stance;
use crate::text::Span;

/// How many words a label has at most.
const WORDS: usize = 6;

/// A paragraph or headline that begins with a label and a colon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Turn {
    /// First token of the label.
    pub(super) first: usize,
    pub(super) colon: usize,
    sentence: usize,
    label: Label,
}

/// What a label is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Label {
    /// "Q", "Answer".
    Asks,
    /// In capitals: who speaks in a transcript.
    Capitals,
    /// Of a headline.
    Title,
}

impl Turn {
    /// Whether the label is a name in capitals, as transcripts have it.
    pub(super) fn is_named(&self) -> bool {
        self.label == Label::Capitals
    }
}

/// All of them, in the order of the text. One pass over the sentences.
///
/// In a transcript, which has two labels in capitals, any such label opens a turn; elsewhere "UPDATE:" is a note.
pub(super) fn all(tree: &Tree<'_>) -> Vec<Turn> {
    let mut turns = Vec::new();
    let mut block = usize::MAX;
    for (sentence, one) in tree.doc.sentences.iter().enumerate() {
        if one.block != block {
            block = one.block;
            turns.extend(turn(tree, sentence));
        }
    }
    turns
}

fn turn(tree: &Tree<'_>, sentence: usize) -> Option<Turn> {
    let one = &tree.doc.sentences[sentence];
    let title = tree.block(one.first) == BlockKind::Title;
    if !title && !matches!(tree.block(one.first), BlockKind::Paragraph | BlockKind::Opinion) {
        return None;
    }
    let opened = one.first + 1 < one.end && quotation::mark(tree, one.first).is_some();
    let first = one.first + usize::from(opened);
    let colon = (first + 1..one.end.min(first + 1 + WORDS)).find(|&at| tree.doc.form(at) == ":")?;
    // In running text only a label in capitals opens a turn.
    let capitals = |at: usize| {
        let form = tree.doc.form(at);
        !form.chars().any(char::is_lowercase) || matches!(form, "Mr." | "Mrs." | "Ms." | "Dr.")
    };
    let letters = || (first..colon).any(|at| tree.doc.form(at).chars().filter(|sign| sign.is_alphabetic()).count() > 2);
    let label = if colon == first + 1 && matches!(tree.lower(first), "q" | "a" | "question" | "answer") {
        Label::Asks
    } else if title {
        Label::Title
    } else if letters() && (first..colon).all(capitals) {
        Label::Capitals
    } else {
        return None;
    };
    Some(Turn { first, colon, sentence, label })
}

/// Whether a document is a transcript: more than one paragraph opens with a label in capitals.
pub(super) fn is_transcript(turns: &[Turn]) -> bool {
    turns.iter().filter(|turn| turn.is_named()).count() > 1
}

/// Whether a label says what part somebody has in the talk, not who it is: "MODERATOR".
pub(super) fn is_part(tree: &Tree<'_>, lexicon: &Lexicon, turn: &Turn) -> bool {
    (turn.first..turn.colon).any(|at| {
        let word = tree.lower(at);
        lexicon.is_role(word) || lexicon.person_noun(word).is_some() || lexicon.group_noun(word).is_some()
    })
}

/// Who is interviewed: the one person whom the text names before the first question.
fn interviewed(scene: &Scene<'_>, turns: &[Turn]) -> Option<(usize, Span)> {
    let question = turns.iter().find(|turn| turn.label == Label::Asks)?;
    let mut people = scene.cast.drafts.iter().enumerate().filter(|(draft, one)| {
        one.first < question.first
            && one.form == Form::Name
            && one.node_type == NodeType::Person
            && scene.tree.block(one.first) != BlockKind::Boilerplate
            && !scene.groups.dropped[*draft]
    });
    let (first, one) = people.next()?;
    people.all(|(other, _)| scene.groups.same(first, other)).then_some((first, one.span))
}

/// The one named behind the colon of a headline whose words before it are quoted: "“I will not go”: Ann Lee on her plans".
fn named_behind(scene: &Scene<'_>, quotes: &[Quoted], turn: &Turn) -> Option<((usize, Span), (usize, usize))> {
    let tree = scene.tree;
    let quoted = quotation::inside(quotes, turn.first).map(|at| quotes[at])?;
    let whole = turn.label == Label::Title && quoted.first == turn.first && quoted.end + 1 == turn.colon;
    let end = tree.doc.sentences[turn.sentence].end;
    let speaker = (turn.colon + 1..end).filter(|_| whole).find_map(|at| {
        let draft = scene.cast.at(at)?;
        let person = scene.cast.drafts[draft].node_type == NodeType::Person && !scene.groups.dropped[draft];
        person.then_some((draft, scene.cast.drafts[draft].span))
    })?;
    Some((speaker, trim(tree, (quoted.first, quoted.end))?))
}

/// What each turn states. "Q: … A: …" leaves open who asks; whom the text above names alone answers. Open is, too, what a part like "MODERATOR" says in a transcript.
pub(super) fn said(scene: &Scene<'_>, quotes: &[Quoted]) -> Vec<Said> {
    let tree = scene.tree;
    let sentences = &tree.doc.sentences;
    let turns = all(tree);
    let transcript = is_transcript(&turns);
    let answered = interviewed(scene, &turns);
    let mut all = Vec::new();
    for turn in turns {
        let asks = turn.label == Label::Asks;
        let answers = asks && matches!(tree.lower(turn.first), "a" | "answer");
        let named = (turn.first..turn.colon).rev().find_map(|at| scene.fillers(at).into_iter().next());
        let headline = named_behind(scene, quotes, &turn);
        let speaker = named
            .filter(|&(draft, _)| !asks && can_speak(scene, draft))
            .or(answered.filter(|_| answers))
            .or(headline.map(|(speaker, _)| speaker));
        if speaker.is_none() && !asks && !(transcript && turn.is_named()) {
            continue;
        }
        let block = sentences[turn.sentence].block;
        let end = sentences[turn.sentence..]
            .iter()
            .take_while(|one| one.block == block)
            .last()
            .map_or(turn.colon, |last| last.end);
        let piece = headline.map(|(_, piece)| piece).or_else(|| trim(tree, (turn.colon + 1, end)));
        let Some(piece) = piece.filter(|piece| piece.1 - piece.0 > 1) else { continue };
        let quotation = if turn.label == Label::Title { quotation_of(quotes, &[piece]) } else { Quotation::Direct };
        all.push(Said {
            content: vec![piece],
            cue: vec![turn.colon],
            cue_lemma: None,
            quotation,
            stance: Stance::Neutral,
            parties: speaker.into_iter().map(|(draft, span)| (Relation::Speaker, draft, span)).collect(),
            felt: false,
            confidence: 80,
        });
    }
    all
}
