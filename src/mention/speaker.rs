//! Who states something: the subject of a cue, or whoever stands where a speaker can stand.

use super::action::Scene;
use super::clause;
use crate::annotate::Deprel;
use crate::ontology::Form;
use crate::ontology::NodeType;
use crate::ontology::Relation;
use crate::text::Span;

/// The speaker phrases of a cue verb.
pub(super) fn speaker_of(scene: &Scene<'_>, verb: usize) -> Vec<(usize, Span)> {
    let tree = scene.tree;
    if clause::is_passive(tree, verb) {
        let by = tree.with(verb, &[Deprel::OblAgent, Deprel::Obl]).find(|&by| tree.case(by).as_deref() == Some("by"));
        return by.map(|by| scene.fillers(by)).unwrap_or_default();
    }
    let mut tokens = clause::subject(tree, verb).tokens;
    // Of several subjects one that can speak; a parser may hang the end of a quotation on the cue, too.
    let speaks = |token: &usize| scene.fillers(*token).iter().any(|&(draft, _)| can_speak(scene, draft));
    if tokens.len() > 1 && tokens.iter().any(speaks) {
        tokens.retain(speaks);
    }
    // The nearest of them: a parser may hang the stated clause's subject on the cue.
    if let Some(near) = tokens.iter().copied().filter(|&token| token < verb).max() {
        tokens = vec![described(scene, &tokens, near).unwrap_or(near)];
    }
    // "…, noted Ann Lee": behind a cue set off by a comma the speaker may be read as an object.
    if tokens.is_empty() && tree.deprel(verb) == Deprel::Parataxis {
        let inverted = tree.with(verb, &[Deprel::Obj, Deprel::Iobj]).filter(|&object| object > verb);
        tokens = inverted.filter(speaks).take(1).collect();
    }
    let mut all: Vec<(usize, Span)> = tokens.iter().flat_map(|&token| named_at(scene, verb, token)).collect();
    if all.is_empty() {
        // "Its chief executive, Ann Lee, said": the name, where the office was not understood.
        let name = tokens.iter().find_map(|&token| tree.one(token, &[Deprel::Appos]));
        all = name.map(|name| scene.fillers(name)).unwrap_or_default();
    }
    if all.is_empty() {
        // A subject that is only a thing of somebody speaks for them: "her letter said".
        all = tokens
            .iter()
            .filter_map(|&token| tree.one(token, &[Deprel::NmodPoss]))
            .flat_map(|owner| scene.fillers(owner))
            .collect();
    }
    all
}

/// Whom a subject stands for, with the words that stand there: "who", "many of the members".
fn named_at(scene: &Scene<'_>, verb: usize, subject: usize) -> Vec<(usize, Span)> {
    let tree = scene.tree;
    let found = scene.fillers(subject);
    let pronoun = tree
        .with(verb, &[Deprel::Nsubj])
        .find(|&child| child != subject && clause::is_relative(tree, child) && tree.deprel(verb) == Deprel::AclRelcl);
    let whole = scene.partitive(subject) != subject;
    let Some((draft, span)) = found.first().copied().filter(|_| found.len() == 1) else { return found };
    let words = match pronoun {
        Some(pronoun) => tree.doc.span(pronoun, pronoun + 1),
        None if whole && subject < scene.cast.drafts[draft].end => {
            tree.doc.span(tree.core(subject).0, scene.cast.drafts[draft].end)
        }
        None => span,
    };
    vec![(draft, words)]
}

/// "Norway, the host of the talks, said": who is described between commas, when both came as subjects.
fn described(scene: &Scene<'_>, subjects: &[usize], near: usize) -> Option<usize> {
    let tree = scene.tree;
    let (left, right) = tree.reach(near);
    let comma = |at: usize| at < tree.len() && tree.lower(at) == ",";
    let named = left.checked_sub(2).filter(|_| comma(left - 1) && comma(right + 1))?;
    let name = scene.cast.at(named)?;
    subjects.iter().copied().find(|&one| one < left && scene.cast.at(one) == Some(name))
}

/// Whether a phrase is somebody, or something written or shown.
pub(super) fn can_speak(scene: &Scene<'_>, draft: usize) -> bool {
    let source = |one: usize| scene.lexicon.is_source(scene.tree.lemma(scene.cast.drafts[one].head));
    scene.node_type(draft) != NodeType::Thing || source(draft) || source(scene.groups.root(draft))
}

/// The person or body that stands closest to a cue verb whose subject the parse does not show: ", said Ann Lee".
pub(super) fn nearest_speaker(scene: &Scene<'_>, verb: usize) -> Option<(usize, Span)> {
    let tree = scene.tree;
    let sentence = tree.sentence(verb);
    let can = |at: usize| {
        let draft = scene.cast.at(at)?;
        let found = &scene.cast.drafts[draft];
        let speaks = matches!(found.node_type, NodeType::Person | NodeType::Organization | NodeType::Group)
            || found.form == Form::Pronoun;
        (speaks && !scene.groups.dropped[draft] && !found.demonym).then_some((draft, found.span))
    };
    let after = (verb + 1..(verb + 4).min(tree.len())).filter(|&at| tree.sentence(at) == sentence).find_map(can);
    let before = (verb.saturating_sub(4)..verb).rev().filter(|&at| tree.sentence(at) == sentence).find_map(can);
    before.or(after)
}

/// Who is told: a medium passes it on, others just hear it.
pub(super) fn listener_role(scene: &Scene<'_>, draft: usize) -> Relation {
    let root = scene.groups.root(draft);
    let medium = [draft, root].iter().any(|&one| scene.cast.drafts[one].kind.as_deref() == Some("media"));
    // A named body of no known kind that is told something is nearly always a medium.
    let body = scene.node_type(draft) == NodeType::Organization
        && [draft, root].iter().all(|&one| scene.cast.drafts[one].kind.is_none());
    if medium || body { Relation::Via } else { Relation::Addressee }
}
