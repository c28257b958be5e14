//! Whose a thing is and who does what a noun tells of, by what stands around the noun.

use super::noun::event_types;
use super::scene::Scene;
use crate::annotate::Deprel;
use crate::annotate::Upos;
use crate::mention::clause;
use crate::ontology::Form;
use crate::ontology::NodeType;
use crate::text::Span;

/// Categories whose actions can be done by saying something.
pub(super) const SPOKEN: &[&str] =
    &["accuse", "request", "reject", "threaten", "support", "agree", "concede", "consult", "protest", "other"];

/// Whose a thing was when it was last spoken of with its owner: "his offer … the offer".
pub(super) fn earlier_owner(scene: &Scene<'_>, noun: usize) -> Option<(usize, Span)> {
    let draft = scene.cast.at(noun)?;
    let earlier = (0..draft).rev().take(80).filter(|&other| {
        scene.groups.same(other, draft)
            && scene.cast.drafts[other].form == Form::Nominal
            && scene.cast.drafts[other].head != noun
    });
    earlier
        .filter_map(|other| scene.tree.one(scene.cast.drafts[other].head, &[Deprel::NmodPoss]))
        .find_map(|owner| {
            scene.fillers(owner).into_iter().find(|&(draft, _)| scene.node_type(draft) != NodeType::Thing)
        })
        .map(|(draft, _)| (draft, scene.tree.token(noun).span))
}

/// Whose a thing is: "Norway's plan", "his offer", "the plan of the ministry", "Danish raids".
pub(super) fn owner_of(scene: &Scene<'_>, noun: usize) -> Option<(usize, Span)> {
    let tree = scene.tree;
    let entity = |(draft, span): (usize, Span)| (scene.node_type(draft) != NodeType::Thing).then_some((draft, span));
    let owner = tree.with(noun, &[Deprel::NmodPoss]).next().and_then(|owner| {
        let found = scene.fillers(owner).into_iter().find_map(entity);
        // "her country's sovereignty": what belongs to a thing of somebody is somebody's.
        found.or_else(|| {
            tree.one(owner, &[Deprel::NmodPoss]).and_then(|next| scene.fillers(next).into_iter().find_map(entity))
        })
    });
    // Only what is done or said belongs to somebody by "of" or an adjective: "the plan of the ministry", "Danish raids".
    let done = !scene.words.noun(tree.lemma(noun)).is_empty() || scene.lexicon.noun_governs(tree.lemma(noun)).is_some();
    if !done {
        return owner;
    }
    owner
        .or_else(|| {
            // What is said comes from somebody too: "a demand from Norway".
            let spoken = scene.words.noun(tree.lemma(noun)).iter().any(|kind| SPOKEN.contains(&kind.category.as_str()));
            // "an offer of talks from Norway": read left to right, the talks come from Norway.
            let parts = tree.with(noun, &[Deprel::Nmod]);
            let inner = tree.with(noun, &[Deprel::Nmod]).flat_map(|part| tree.with(part, &[Deprel::Nmod]));
            let mut parts = parts.chain(inner.filter(|&by| matches!(tree.case(by).as_deref(), Some("by" | "from"))));
            let by = parts.find(|&by| match tree.case(by).as_deref() {
                Some("of" | "by") => true,
                Some("from") => spoken,
                _ => false,
            });
            by.and_then(|by| scene.fillers(by).into_iter().find_map(entity))
        })
        .or_else(|| {
            // "a plan put forward by Norway".
            let made = tree.with(noun, &[Deprel::Acl]).filter(|&made| clause::is_passive(tree, made));
            let by = |made| {
                tree.with(made, &[Deprel::OblAgent, Deprel::Obl]).find(|&by| tree.case(by).as_deref() == Some("by"))
            };
            made.filter_map(by).find_map(|by| scene.fillers(by).into_iter().find_map(entity))
        })
        .or_else(|| acting_adjective(scene, noun))
}

/// Who stands before a noun as its doer: "Danish raids", "a police search".
fn acting_adjective(scene: &Scene<'_>, noun: usize) -> Option<(usize, Span)> {
    scene.tree.with(noun, &[Deprel::Amod, Deprel::Compound]).find_map(|part| {
        let draft = scene.cast.at(part)?;
        let found = &scene.cast.drafts[draft];
        let acts = found.demonym
            || matches!(found.node_type, NodeType::Organization | NodeType::Person)
            || found.kind.as_deref() == Some("country");
        (acts && !scene.groups.dropped[draft]).then_some((draft, found.span))
    })
}

/// Who does what an event noun tells of: "Danish raids", "the army's shelling", "strikes by Norway".
pub(super) fn doer_of(scene: &Scene<'_>, noun: usize) -> Option<(usize, Span)> {
    let tree = scene.tree;
    if tree.upos(noun) != Upos::Noun || event_types(scene, noun).is_empty() {
        return None;
    }
    let by = tree.with(noun, &[Deprel::Nmod]).find(|&by| tree.case(by).as_deref() == Some("by"));
    let named = tree.one(noun, &[Deprel::NmodPoss]).or(by).and_then(|owner| {
        scene.fillers(owner).into_iter().find(|&(draft, _)| scene.node_type(draft) != NodeType::Thing)
    });
    named.or_else(|| acting_adjective(scene, noun))
}
