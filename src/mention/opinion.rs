//! Opinion pieces and sections of commentary: what they say in their own voice is what their writer thinks.

use rustc_hash::FxHashSet;

use super::action::Scene;
use super::content::trim;
use super::coref::Groups;
use super::entity::Cast;
use super::quotation::Quoted;
use super::quotation::inside;
use super::quote::Parties;
use super::quote::Said;
use super::quote::cue_of;
use super::tree::Tree;
use crate::annotate::Upos;
use crate::document::BlockKind;
use crate::ontology::Form;
use crate::ontology::NodeType;
use crate::ontology::Quotation;
use crate::ontology::Relation;
use crate::ontology::Stance;

/// Shorter sentences state nothing one could read: "Fine words."
const LEAST: usize = 4;

/// Whether a token stands in the byline of a text that gives opinions.
pub(super) fn is_byline(tree: &Tree<'_>, at: usize) -> bool {
    let first = tree.doc.sentences[tree.sentence(at)].first;
    tree.lower(first) == "by" && tree.doc.document.blocks.iter().any(|block| block.kind == BlockKind::Opinion)
}

/// Who wrote a text that gives opinions, as the byline says.
pub(super) fn writer(tree: &Tree<'_>, cast: &Cast, groups: &Groups) -> Option<usize> {
    cast.drafts.iter().enumerate().position(|(draft, one)| {
        let person = one.form == Form::Name && one.node_type == NodeType::Person && !groups.dropped[draft];
        person && tree.block(one.first) == BlockKind::Boilerplate
    })
}

/// A statement for each sentence of opinion that reports nobody's words; `told` are those found already.
pub(super) fn of_writer(scene: &Scene<'_>, quotes: &[Quoted], told: &[Said]) -> Vec<Said> {
    let tree = scene.tree;
    let reported: FxHashSet<usize> =
        told.iter().filter(|said| !said.felt).flat_map(|said| &said.cue).map(|&cue| tree.sentence(cue)).collect();
    let writer = writer(tree, scene.cast, scene.groups);
    let speaker = writer.map(|draft| (Relation::Speaker, draft, scene.cast.drafts[draft].span));
    let parties: Parties = speaker.into_iter().collect();
    let mut all = Vec::new();
    for (index, sentence) in tree.doc.sentences.iter().enumerate() {
        if tree.block(sentence.first) != BlockKind::Opinion || reported.contains(&index) {
            continue;
        }
        let words = (sentence.first..sentence.end).filter(|&at| tree.upos(at) != Upos::Punct);
        let own = words.clone().filter(|&at| inside(quotes, at).is_none()).count();
        let asks = tree.doc.form(sentence.end - 1) == "?";
        let states = words.clone().any(|at| matches!(tree.upos(at), Upos::Verb | Upos::Aux));
        // "Ann Lee teaches history" tells who wrote it.
        let about = words.clone().find_map(|at| scene.cast.at(at)).is_some_and(|first| {
            scene.cast.drafts[first].form == Form::Name && writer.is_some_and(|writer| scene.groups.same(first, writer))
        });
        // "I think that …": what follows is what the writer thinks.
        let thinks = tree.lower(sentence.first) == "i"
            && sentence.first + 1 < sentence.end
            && cue_of(scene, sentence.first + 1).is_some_and(|(_, _, how)| how.stance == Stance::Believe);
        let first = sentence.first + if thinks { 2 } else { 0 };
        let Some(piece) = trim(tree, (first, sentence.end)).filter(|_| !about) else { continue };
        if own >= LEAST && own * 2 > words.count() && states && !asks {
            all.push(Said {
                content: vec![piece],
                cue: Vec::new(),
                cue_lemma: None,
                quotation: Quotation::Direct,
                stance: Stance::Believe,
                parties: parties.clone(),
                felt: false,
                confidence: 60,
            });
        }
    }
    all
}
