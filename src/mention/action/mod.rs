//! Who did what to whom: predicates and their parties.
//!
//! Roots and arguments follow `PredPatt`'s reading of Universal Dependencies
//! (White et al. 2016, <https://aclanthology.org/D16-1177/>): verbs in any
//! position but auxiliaries and adjectives, light verbs with their noun, and
//! event nouns that have a party of their own or, outside politics, tell what
//! happens without one.

use rustc_hash::FxHashMap;
use rustc_hash::FxHashSet;

use crate::annotate::Deprel;
use crate::annotate::Upos;
use crate::document::BlockKind;
use crate::mention::ActionMention;
use crate::mention::Filler;
use crate::mention::Role;
use crate::mention::event;
use crate::mention::status;
use crate::mention::tree::Tree;
use crate::ontology::ActionType;
use crate::text::Span;
use inherit::aim;
use inherit::serve;
use inherit::take_over;
use noun::of_noun;
use party::Party;
use state::of_state;
use verb::of_verb;

mod argument;
mod fold;
mod inherit;
mod intent;
mod noun;
mod owner;
mod party;
mod scene;
mod sense;
mod state;
mod verb;

pub(super) use scene::Scene;

/// An action before its parties are numbered.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) mention: ActionMention,
    pub(super) parties: Vec<Party>,
    /// A noun without a party: in politics it counts only as another mention of an event told elsewhere.
    pub(super) loose: bool,
}

/// Finds them all. `said` holds the verbs that report a statement.
pub(super) fn collect(scene: &Scene<'_>, said: &FxHashSet<usize>) -> Vec<ActionMention> {
    let tree = scene.tree;
    let mut consumed: FxHashSet<usize> = FxHashSet::default();
    let mut found: Vec<Found> = Vec::new();
    for at in 0..tree.len() {
        if !runs(tree, at) {
            continue;
        }
        if tree.upos(at) == Upos::Verb
            && is_predicate(tree, at)
            && let Some(action) = of_verb(scene, at, said, &mut consumed)
        {
            found.push(action);
        } else if runs(tree, at)
            && let Some(action) = of_state(scene, at)
        {
            found.push(action);
        }
    }
    for at in 0..tree.len() {
        if runs(tree, at)
            && tree.upos(at) == Upos::Noun
            && !consumed.contains(&at)
            && let Some(action) = of_noun(scene, at)
        {
            found.push(action);
        }
    }
    found.sort_by_key(|one| one.mention.head);
    take_over(scene, &mut found);
    serve(scene, &mut found);
    aim(scene, &mut found);
    fold::fold(scene, &mut found);
    intent::classify(scene, &mut found);
    // A noun that only led to what has turned out to be no action tells of nothing.
    let place = places(&found);
    found.retain(|one| {
        let told = |party: &Party| party.draft.is_some() || party.event.is_some_and(|event| place.contains_key(&event));
        let noun = scene.tree.upos(one.mention.head) == Upos::Noun;
        one.loose || !noun || one.mention.time.is_some() || one.parties.iter().any(told) || one.parties.is_empty()
    });
    event::resolve(scene, &mut found);
    let place = places(&found);
    found
        .into_iter()
        .enumerate()
        .map(|(at, one)| {
            let mut action = one.mention;
            for party in &one.parties {
                let filler = match (party.draft, party.event) {
                    (_, Some(event)) => match place.get(&event) {
                        Some(&other) if other != at => Filler::Action(other),
                        _ => continue,
                    },
                    (Some(draft), None) => Filler::Chain(draft),
                    (None, None) => continue,
                };
                let quantity = scene.quantity(party);
                action.roles.push(Role {
                    relation: party.relation,
                    filler,
                    span: party.span,
                    quantity,
                    confidence: party.confidence,
                });
            }
            let around =
                action.roles.iter().filter(|role| matches!(role.filler, Filler::Chain(_))).map(|role| role.span);
            action.span = around.fold(action.span, Span::join);
            action
        })
        .collect()
}

/// The action at each predicate's token.
fn places(found: &[Found]) -> FxHashMap<usize, usize> {
    found.iter().enumerate().map(|(at, one)| (one.mention.head, at)).collect()
}

/// Whether actions are looked for at a token: in running text, and in headlines that are sentences.
fn runs(tree: &Tree<'_>, at: usize) -> bool {
    match tree.block(at) {
        kind if kind.is_running() => true,
        BlockKind::Title => {
            let sentence = &tree.doc.sentences[tree.sentence(at)];
            // Where every word has a capital, a verb has one too.
            if at > sentence.first && tree.doc.form(at).chars().next().is_some_and(char::is_lowercase) {
                return true;
            }
            let words = (sentence.first..sentence.end).skip(1).filter(|&at| tree.doc.form(at).chars().count() > 3);
            let (capital, all) = words.fold((0, 0), |(capital, all), at| {
                let name = tree.doc.names.iter().any(|name| name.first <= at && at < name.end);
                let upper = tree.doc.form(at).chars().next().is_some_and(char::is_uppercase);
                if name { (capital, all) } else { (capital + usize::from(upper), all + 1) }
            });
            capital * 3 < all
        }
        _ => false,
    }
}

fn is_predicate(tree: &Tree<'_>, at: usize) -> bool {
    !matches!(
        tree.deprel(at),
        Deprel::Aux
            | Deprel::AuxPass
            | Deprel::Cop
            | Deprel::Amod
            | Deprel::Compound
            | Deprel::Case
            | Deprel::Mark
            | Deprel::Fixed
            | Deprel::Discourse
            | Deprel::Flat
            | Deprel::Goeswith
            | Deprel::Reparandum
            | Deprel::CompoundPrt
    )
}

#[allow(clippy::too_many_arguments, reason = "one call gathers what was found")]
fn mention(
    scene: &Scene<'_>,
    predicate: String,
    kind: Option<&ActionType>,
    mut status: status::Status,
    time: Option<usize>,
    head: usize,
    trigger: &[usize],
    confidence: u8,
) -> ActionMention {
    let tree = scene.tree;
    status::put_ahead(tree, head, time, &mut status);
    let cue: Vec<usize> = status.cue.into_iter().filter(|cue| !trigger.contains(cue)).collect();
    let spans = |tokens: &[usize]| runs_of(tree, tokens);
    let around = trigger.iter().chain(&cue).map(|&at| tree.token(at).span);
    let sentence = tree.sentence(head);
    let home = tree.doc.sentences[sentence].span;
    let span = around.filter(|span| home.contains(*span)).fold(tree.token(head).span, Span::join);
    ActionMention {
        predicate,
        action: kind.map_or_else(|| "other".to_owned(), |kind| kind.name.clone()),
        category: kind.map_or_else(|| "other".to_owned(), |kind| kind.category.clone()),
        polarity: status.polarity,
        modality: status.modality,
        tense: status.tense,
        time,
        head,
        trigger: spans(trigger),
        cue: spans(&cue),
        span,
        sentence,
        event: 0,
        roles: Vec::new(),
        confidence,
    }
}

/// Neighbouring tokens as one span each.
pub(super) fn runs_of(tree: &Tree<'_>, tokens: &[usize]) -> Vec<Span> {
    let mut all: Vec<(usize, Span)> = Vec::new();
    for &token in tokens {
        let span = tree.token(token).span;
        match all.last_mut() {
            Some((last, run)) if token == *last + 1 => {
                *run = run.join(span);
                *last = token;
            }
            _ => all.push((token, span)),
        }
    }
    all.into_iter().map(|(_, span)| span).collect()
}
