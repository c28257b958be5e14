//! Which mentions of actions tell of one event: "the army raided the club … the raid", told in the lead and again below.
//!
//! Precision goes first. Two mentions are one event when they are of one type, polarity and modality, nothing about
//! them contradicts (parties, times), and they share enough: for two verbs two parties, or the one there is; a noun with
//! "the" or "this" needs none. A mention is compared with all that is known of an event, so that errors do not chain.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use rustc_hash::FxHashMap;
use rustc_hash::FxHashSet;

use super::action::Found;
use super::action::Scene;
use crate::annotate::Deprel;
use crate::annotate::Upos;
use crate::annotate::Xpos;
use crate::document::BlockKind;
use crate::ontology::Form;
use crate::ontology::NodeType;
use crate::ontology::PARTICIPANTS;
use crate::ontology::Polarity;
use crate::ontology::Relation;
use crate::ontology::is_political;

/// So many events of one type are looked at, the last first.
const LOOK_BACK: usize = 12;

/// So many sentences may lie between an event and a noun that only points back to it.
const NOUN_REACH: usize = 12;

/// Roles that say who was involved.
const CORE: [Relation; 4] = [Relation::Agent, Relation::Target, Relation::Recipient, Relation::Partner];

/// What is known of a mention, or of all mentions of an event.
#[derive(Debug, Default)]
struct Known {
    /// First phrases of the chains in each role.
    parties: BTreeMap<Relation, BTreeSet<usize>>,
    /// Values of its time.
    times: BTreeSet<String>,
    /// How many or how much its parties are.
    amounts: BTreeSet<String>,
}

/// One event.
struct Event {
    /// The mention that stands for it.
    lead: usize,
    members: Vec<usize>,
    /// Whether a plural noun tells of it.
    several: bool,
    known: Known,
    /// Sentence of its last mention.
    last: usize,
}

/// Whether a noun without a party is of politics, or only says what an act of politics is about: "demand reforms".
fn points(scene: &Scene<'_>, acts: &FxHashSet<usize>, noun: &Found) -> bool {
    let mut above = scene.tree.head(noun.mention.head);
    for _ in 0..4 {
        match above {
            Some(head) if acts.contains(&head) => return true,
            Some(head) => above = scene.tree.head(head),
            None => break,
        }
    }
    is_political(&noun.mention.category)
}

/// Marks each mention with the one that stands for its event, and drops the nouns of politics that point to none.
///
/// # Cost
///
/// Linear: each mention is compared with at most [`LOOK_BACK`] events.
pub(super) fn resolve(scene: &Scene<'_>, found: &mut Vec<Found>) {
    let mut events: Vec<Event> = Vec::new();
    let mut by_type: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    let acts: FxHashSet<usize> =
        found.iter().filter(|one| is_political(&one.mention.category)).map(|one| one.mention.head).collect();
    for at in 0..found.len() {
        let key = key(&found[at]);
        let known = known(scene, &found[at]);
        let list = by_type.entry(key).or_default();
        let same = list
            .iter()
            .rev()
            .take(LOOK_BACK)
            .copied()
            .find(|&event| is_same(scene, found, &events[event], &found[at], &known));
        let sentence = found[at].mention.sentence;
        match same {
            Some(event) => {
                let event = &mut events[event];
                event.members.push(at);
                event.several |= is_several(scene, found[at].mention.head);
                event.last = sentence;
                for (relation, drafts) in known.parties {
                    event.known.parties.entry(relation).or_default().extend(drafts);
                }
                event.known.times.extend(known.times);
                event.known.amounts.extend(known.amounts);
            }
            // A noun alone tells of nothing new in politics, where an act needs an actor; elsewhere things happen: "the accident".
            None if found[at].loose && points(scene, &acts, &found[at]) => {}
            None => {
                list.push(events.len());
                let several = is_several(scene, found[at].mention.head);
                events.push(Event { lead: at, members: vec![at], several, known, last: sentence });
            }
        }
    }
    let mut lead: Vec<Option<usize>> = vec![None; found.len()];
    for event in &events {
        for &member in &event.members {
            lead[member] = Some(event.lead);
        }
        // What the first mention leaves open, a later one may tell.
        let time = event.members.iter().find_map(|&member| found[member].mention.time);
        let tense = event.members.iter().find_map(|&member| found[member].mention.tense);
        let mention = &mut found[event.lead].mention;
        mention.time = mention.time.or(time);
        mention.tense = mention.tense.or(tense);
    }
    let mut number = 0;
    let numbers: Vec<usize> = lead
        .iter()
        .map(|lead| {
            let here = number;
            number += usize::from(lead.is_some());
            here
        })
        .collect();
    let mut at = 0;
    found.retain_mut(|one| {
        let lead = lead[at];
        at += 1;
        one.mention.event = lead.map_or(0, |lead| numbers[lead]);
        lead.is_some()
    });
}

/// What two mentions of one event have in common: the type, else the predicate.
fn key(one: &Found) -> String {
    if one.mention.action == "other" { format!("other {}", one.mention.predicate) } else { one.mention.action.clone() }
}

fn known(scene: &Scene<'_>, one: &Found) -> Known {
    let mut known = Known::default();
    for party in &one.parties {
        let Some(draft) = party.draft.filter(|_| PARTICIPANTS.contains(&party.relation)) else { continue };
        known.parties.entry(party.relation).or_default().insert(scene.groups.root(draft));
        let amount = scene.quantity(party).and_then(|at| scene.tree.doc.quantities.get(at));
        known.amounts.extend(amount.map(|amount| format!("{} {:?}", party.relation.as_str(), amount.value)));
    }
    let time = one.mention.time.and_then(|at| scene.tree.doc.times.get(at));
    known.times.extend(time.and_then(|time| time.value.clone()));
    known
}

fn is_same(scene: &Scene<'_>, found: &[Found], event: &Event, one: &Found, own: &Known) -> bool {
    let first = &found[event.lead].mention;
    let tree = scene.tree;
    let noun = tree.upos(one.mention.head) == Upos::Noun;
    let points_back = noun && is_definite(scene, one.mention.head);
    if first.polarity != one.mention.polarity || (one.loose && first.polarity == Polarity::Negated) {
        return false;
    }
    if first.modality != one.mention.modality {
        return false;
    }
    // "Raids" are not the raid told before.
    if noun && is_several(scene, one.mention.head) != event.several {
        return false;
    }
    if !event.known.times.is_empty() && !own.times.is_empty() && event.known.times.is_disjoint(&own.times) {
        return false;
    }
    if !event.known.amounts.is_empty() && !own.amounts.is_empty() && event.known.amounts.is_disjoint(&own.amounts) {
        return false;
    }
    let pair = |relation: &Relation| Some((event.known.parties.get(relation)?, own.parties.get(relation)?));
    if PARTICIPANTS.iter().filter_map(pair).any(|(one, other)| one.is_disjoint(other)) {
        return false;
    }
    if one.loose {
        return points_back && one.mention.sentence <= event.last + NOUN_REACH;
    }
    // Other words for it may mean another event of the type: "turned it down … rejected it" stay two.
    let word = |predicate: &str| predicate.rsplit(' ').next().unwrap_or_default().to_owned();
    if word(&first.predicate) != word(&one.mention.predicate) {
        return false;
    }
    let shared = CORE.iter().filter_map(pair).count();
    let core = |known: &Known| CORE.iter().filter(|relation| known.parties.contains_key(relation)).count();
    if shared >= 2 {
        return true;
    }
    if one.mention.action == "other" {
        return false;
    }
    if noun {
        return points_back && one.mention.sentence <= event.last + NOUN_REACH && (shared == 1 || core(own) == 0);
    }
    // A headline, and an action that has but one party: "Lee resigned".
    let headline = tree.block(first.head) == BlockKind::Title && event.members.len() == 1;
    let alone = core(own) == 1 && core(&event.known) == 1;
    let named = || {
        CORE.iter()
            .filter_map(pair)
            .flat_map(|(one, other)| one.intersection(other))
            .any(|&draft| scene.cast.drafts[draft].form == Form::Name && scene.node_type(draft) != NodeType::Thing)
    };
    let topics = |one: &Found| one.parties.iter().any(|party| party.relation == Relation::Topic);
    shared == 1 && (headline || alone && named() && !topics(one) && !topics(&found[event.lead]))
}

/// Whether a plural noun tells of several at once.
fn is_several(scene: &Scene<'_>, at: usize) -> bool {
    scene.tree.upos(at) == Upos::Noun && scene.tree.token(at).xpos == Xpos::Nns
}

/// "the raid", "this raid", "its raid": a noun that points to something known.
fn is_definite(scene: &Scene<'_>, noun: usize) -> bool {
    let tree = scene.tree;
    let pointing = |&det: &usize| matches!(tree.lower(det), "the" | "this" | "that" | "these" | "those");
    tree.with(noun, &[Deprel::Det]).any(|det| pointing(&det)) || tree.one(noun, &[Deprel::NmodPoss]).is_some()
}
