//! Whose words "I", "we" and "you" stand in: a quotation has one voice, and so has the text around the quotations, its writer's.

use super::coref::Groups;
use super::coref::Sieve;
use super::entity::Cast;
use super::opinion;
use super::quotation;
use super::talk;
use super::talk::Side;
use super::tree::Tree;
use crate::annotate::Deprel;
use crate::document::BlockKind;
use crate::ontology::Form;
use crate::ontology::NodeType;

/// Whether a word in lower case is a pronoun of the first person.
pub(super) fn is_own(word: &str) -> bool {
    matches!(word, "i" | "me" | "my" | "myself" | "mine" | "we" | "us" | "our" | "ours" | "ourselves")
}

/// Whether a word in lower case is a pronoun of the second person.
pub(super) fn is_listener(word: &str) -> bool {
    matches!(word, "you" | "your" | "yours" | "yourself" | "yourselves")
}

/// Whether whom a pronoun means depends on who speaks.
pub(super) fn is_of_talk(word: &str) -> bool {
    is_own(word) || is_listener(word)
}

/// The last "I", the last "we" and the last "you" of one voice.
type Voice = [Option<usize>; 3];

/// Joins each "I", each "we" and each "you" with the one before it in the same voice. Who says "I'm Anna Berg" outside
/// quotations speaks from there on; in an opinion piece the writer whom the byline
/// names does; in an interview "you" asked is "I" who answers.
///
/// One pass over the phrases; those whose speaker or listener is known keep it.
pub(super) fn join(tree: &Tree<'_>, cast: &Cast, groups: &mut Groups) {
    let quotes = quotation::all(tree);
    let interview = talk::interview(tree, cast, groups, &quotes);
    let mut writer: Voice = [None; 3];
    let mut asks: Voice = [None, None, interview.guest];
    let mut answers: Voice = [interview.guest, None, None];
    let mut quoted: (usize, Voice) = (usize::MAX, [None; 3]);
    let byline = opinion::writer(tree, cast, groups);
    let mut members = vec![0_usize; cast.drafts.len()];
    for at in 0..cast.drafts.len() {
        members[groups.root(at)] += 1;
    }
    for (at, draft) in cast.drafts.iter().enumerate() {
        let word = tree.lower(draft.head);
        if draft.form != Form::Pronoun || !draft.running || !is_of_talk(word) {
            continue;
        }
        let number = if is_listener(word) { 2 } else { usize::from(draft.plural) };
        let voice = if let Some(quote) = quotation::inside(&quotes, draft.head) {
            if quoted.0 != quote {
                quoted = (quote, [None; 3]);
            }
            &mut quoted.1
        } else if let Some(name) = byline.filter(|_| number == 0 && tree.block(draft.head) == BlockKind::Opinion) {
            groups.join_unnamed(at, name, Sieve::Speaker);
            continue;
        } else if members[groups.root(at)] > 1 {
            // A reported clause gave it a speaker.
            continue;
        } else {
            let voice = match interview.side(tree, draft.head) {
                Some(Side::Asks) => &mut asks,
                Some(Side::Answers) => &mut answers,
                None => &mut writer,
            };
            if let Some(name) = introduced(tree, cast, draft.head).filter(|&name| !groups.dropped[name]) {
                voice[number] = Some(name);
            }
            voice
        };
        if let Some(before) = voice[number].replace(at) {
            let named = cast.drafts[before].form == Form::Name;
            let sieve = match (named, number) {
                (false, _) => Sieve::Voice,
                (true, 2) => Sieve::Listener,
                (true, _) => Sieve::Speaker,
            };
            groups.join_unnamed(at, before, sieve);
            // A headline that names who answers names somebody in the text.
            groups.dropped[before] = false;
        }
    }
}

/// The person that "I" is said to be: "I'm Anna Berg", "I, Anna Berg, …".
fn introduced(tree: &Tree<'_>, cast: &Cast, pronoun: usize) -> Option<usize> {
    let named = |at: usize| {
        cast.at(at)
            .filter(|&name| cast.drafts[name].form == Form::Name && cast.drafts[name].node_type == NodeType::Person)
    };
    let is = |at: usize| tree.one(at, &[Deprel::Cop]).is_some_and(|cop| matches!(tree.lower(cop), "am" | "'m" | "’m"));
    if tree.lower(pronoun) != "i" {
        return None;
    }
    let said = tree.head(pronoun).filter(|&head| tree.deprel(pronoun) == Deprel::Nsubj && is(head));
    said.or_else(|| tree.one(pronoun, &[Deprel::Appos])).and_then(named)
}
