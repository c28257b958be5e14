//! Whose words "I" and "we" stand in: a quotation has one voice, and so has the text around the quotations, its writer's.

use super::coref::Groups;
use super::entity::Cast;
use super::opinion;
use super::quotation;
use super::tree::Tree;
use crate::annotate::Deprel;
use crate::document::BlockKind;
use crate::ontology::Form;
use crate::ontology::NodeType;

/// Whether a word in lower case is a pronoun of the first person.
pub(super) fn is_own(word: &str) -> bool {
    matches!(word, "i" | "me" | "my" | "myself" | "mine" | "we" | "us" | "our" | "ours" | "ourselves")
}

/// The last "I" and the last "we" of one voice.
type Voice = [Option<usize>; 2];

/// Joins each "I" and each "we" with the one before it in the same voice. Who says "I'm Anna Berg" outside quotations
/// speaks from there on; in an opinion piece the writer whom the byline names does.
///
/// One pass over the phrases; those whose speaker is known keep it.
pub(super) fn join(tree: &Tree<'_>, cast: &Cast, groups: &mut Groups) {
    let quotes = quotation::all(tree);
    let mut writer: Voice = [None, None];
    let mut quoted: (usize, Voice) = (usize::MAX, [None, None]);
    let byline = opinion::writer(tree, cast, groups);
    let mut members = vec![0_usize; cast.drafts.len()];
    for at in 0..cast.drafts.len() {
        members[groups.root(at)] += 1;
    }
    for (at, draft) in cast.drafts.iter().enumerate() {
        if draft.form != Form::Pronoun || !draft.running || !is_own(tree.lower(draft.head)) {
            continue;
        }
        let number = usize::from(draft.plural);
        let before = if let Some(quote) = quotation::inside(&quotes, draft.head) {
            if quoted.0 != quote {
                quoted = (quote, [None, None]);
            }
            quoted.1[number].replace(at)
        } else if let Some(name) = byline.filter(|_| number == 0 && tree.block(draft.head) == BlockKind::Opinion) {
            groups.join_unnamed(at, name);
            continue;
        } else if members[groups.root(at)] > 1 {
            // A reported clause gave it a speaker.
            continue;
        } else if let Some(name) = introduced(tree, cast, draft.head).filter(|&name| !groups.dropped[name]) {
            groups.join_unnamed(at, name);
            writer[number] = Some(at);
            continue;
        } else {
            writer[number].replace(at)
        };
        if let Some(before) = before {
            groups.join_unnamed(at, before);
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
