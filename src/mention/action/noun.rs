//! The action an event noun tells of.

use std::sync::Arc;

use super::Found;
use super::argument::is_amount;
use super::argument::obliques;
use super::argument::prepositional;
use super::mention;
use super::owner::SPOKEN;
use super::party::Parties;
use super::party::Party;
use super::scene::Scene;
use super::sense::choose;
use super::sense::settle_roles;
use crate::annotate::Deprel;
use crate::annotate::Upos;
use crate::mention::clause;
use crate::mention::lexicon::Governs;
use crate::mention::status;
use crate::ontology::ActionType;
use crate::ontology::Form;
use crate::ontology::Modality;
use crate::ontology::NodeType;
use crate::ontology::Relation;
use crate::text::Span;

/// The parties of an event noun: "the US raid on X in Y", "Norway's offer of ships to Denmark".
pub(super) fn noun_parties(
    scene: &Scene<'_>,
    parties: &mut Parties,
    noun: usize,
    types: &[Arc<ActionType>],
    alone: bool,
) {
    let tree = scene.tree;
    let takes_target = types.iter().any(|kind| kind.role(Relation::Target).is_some());
    let needs_agent = types.iter().any(|kind| kind.role(Relation::Agent).is_some());
    let noun_types = event_types(scene, noun);
    let own =
        alone || noun_types.is_empty() || noun_types.iter().any(|one| types.iter().any(|kind| kind.name == one.name));
    let given =
        alone && noun_types.iter().any(|kind| SPOKEN.contains(&kind.category.as_str()) || kind.category == "aid");
    for &child in tree.children(noun) {
        match tree.deprel(child) {
            Deprel::NmodPoss if alone || !own => {
                parties.add(scene, if own { Relation::Agent } else { Relation::Target }, child, 75);
            }
            Deprel::Amod | Deprel::Compound if scene.cast.at(child).is_some() => {
                let Some(draft) = scene.cast.at(child) else { continue };
                let found = &scene.cast.drafts[draft];
                if scene.groups.dropped[draft] {
                    continue;
                }
                let acts = found.demonym
                    || found.node_type == NodeType::Organization
                    || found.kind.as_deref() == Some("country");
                let relation = match found.node_type {
                    NodeType::Person if takes_target => Relation::Target,
                    _ if acts && alone && needs_agent => Relation::Agent,
                    _ if acts && !own && takes_target => Relation::Target,
                    NodeType::Place => Relation::Place,
                    _ if takes_target => Relation::Target,
                    _ => continue,
                };
                if !(relation == Relation::Agent && parties.has(Relation::Agent)) {
                    parties.add_draft(scene, relation, draft, found.span, 65);
                }
            }
            Deprel::Nmod => {
                let Some(case) = tree.case(child) else { continue };
                match case.as_str() {
                    // "a demand from Norway", "help from Norway".
                    "from" if own && given => {
                        for (draft, span) in scene.fillers(child) {
                            let thing = scene.node_type(draft) == NodeType::Thing;
                            let relation = if thing { Relation::Origin } else { Relation::Agent };
                            parties.add_draft(scene, relation, draft, span, 70);
                        }
                    }
                    // "gave in to demands by miners": who does what the noun tells of undergoes what the verb does.
                    "by" => {
                        let relation = if own { Relation::Agent } else { Relation::Target };
                        parties.add(scene, relation, child, 80);
                    }
                    // "a loss of $3 million".
                    "of" if is_amount(scene, child) => {}
                    "of" | "on" if takes_target => {
                        // "the arrest of Lee by police": read left to right, the police look like Lee's.
                        for by in tree.with(child, &[Deprel::Nmod]) {
                            if tree.case(by).as_deref() == Some("by") {
                                parties.add(scene, Relation::Agent, by, 65);
                            }
                        }
                        let filled: Vec<(usize, Span)> = scene.fillers(child);
                        for (draft, span) in filled {
                            let place_of =
                                scene.node_type(draft) == NodeType::Place && case == "on" && tree.doc.names.is_empty();
                            // "took to the streets of Rome": what is no event is not done to a place.
                            let street = noun_types.is_empty() && scene.node_type(draft) == NodeType::Place;
                            let relation = if place_of || street { Relation::Place } else { Relation::Target };
                            parties.add_draft(scene, relation, draft, span, 75);
                        }
                    }
                    "of" if alone => {
                        parties.add(scene, Relation::Agent, child, 70);
                    }
                    _ => prepositional(scene, parties, child, &case, 70),
                }
            }
            Deprel::Acl if tree.upos(child) == Upos::Verb => {
                parties.add_event(
                    scene,
                    if clause::is_infinitive(tree, child) { Relation::Purpose } else { Relation::Topic },
                    child,
                    70,
                );
                if clause::is_passive(tree, child) {
                    for by in tree
                        .with(child, &[Deprel::OblAgent, Deprel::Obl])
                        .filter(|&by| tree.case(by).as_deref() == Some("by"))
                    {
                        parties.add(scene, Relation::Agent, by, 65);
                    }
                }
            }
            _ => {}
        }
    }
}

/// The actions a noun may denote, "hunger strike" before "strike".
pub(super) fn event_types<'s>(scene: &'s Scene<'_>, noun: usize) -> &'s [Arc<ActionType>] {
    let tree = scene.tree;
    // "joint naval exercise" is a joint exercise: the words between do not matter.
    let parts: Vec<usize> = tree.with(noun, &[Deprel::Compound, Deprel::Amod]).collect();
    let wholes = parts.iter().rev().map(|&part| format!("{} {}", tree.lower(part), tree.lemma(noun)));
    scene
        .hyphened(noun)
        .into_iter()
        .chain(wholes)
        .map(|whole| scene.words.noun(&whole))
        .find(|types| !types.is_empty())
        .unwrap_or_else(|| scene.words.noun(tree.lemma(noun)))
}

/// The light verb behind a noun that only says that it took place: "a deal reached with Norway", "crimes committed by troops".
pub(super) fn carried(scene: &Scene<'_>, noun: usize) -> Option<usize> {
    let tree = scene.tree;
    let light = |&verb: &usize| {
        let particle = tree.one(verb, &[Deprel::CompoundPrt]).map(|particle| tree.lower(particle));
        let words = particle.map_or_else(|| tree.lemma(verb).to_owned(), |word| format!("{} {word}", tree.lemma(verb)));
        tree.upos(verb) == Upos::Verb && clause::is_passive(tree, verb) && scene.lexicon.is_light(&words)
    };
    let tells = tree.upos(noun) == Upos::Noun && !event_types(scene, noun).is_empty() && !is_named(scene, noun);
    tree.with(noun, &[Deprel::Acl]).find(light).filter(|_| tells)
}

/// Whether a noun is the head of a name.
fn is_named(scene: &Scene<'_>, noun: usize) -> bool {
    scene.cast.at(noun).is_some_and(|draft| scene.cast.drafts[draft].form == Form::Name)
}

/// Whether the subject of a verb does what the noun under it names: "announced cuts", "filed for bankruptcy".
///
/// What is planned or tried counts where another party is told: "considered a strike on X".
fn is_done_by_subject(scene: &Scene<'_>, verb: usize, noun: usize, told: bool) -> bool {
    let tree = scene.tree;
    if tree.upos(verb) != Upos::Verb || clause::is_passive(tree, verb) || tree.one(noun, &[Deprel::NmodPoss]).is_some()
    {
        return false;
    }
    let particle = tree.one(verb, &[Deprel::CompoundPrt]).map(|particle| tree.lower(particle).to_owned());
    let words = [Some(tree.lemma(verb).to_owned()), particle, tree.case(noun)];
    let words = words.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let meant = || {
        let governs = scene.lexicon.governs(&words);
        matches!(governs, Some(Governs::Weaker(Modality::Planned | Modality::Possible)))
    };
    scene.lexicon.does_object(&words) || told && meant()
}

/// The action an event noun tells of, loose when it has no party of its own.
pub(super) fn of_noun(scene: &Scene<'_>, noun: usize) -> Option<Found> {
    let tree = scene.tree;
    let types = event_types(scene, noun);
    if types.is_empty() || matches!(tree.deprel(noun), Deprel::Compound | Deprel::Flat | Deprel::NmodDesc) {
        return None;
    }
    if is_named(scene, noun) {
        return None;
    }
    let mut parties = Parties::default();
    noun_parties(scene, &mut parties, noun, types, true);
    let carried = carried(scene, noun);
    if let Some(verb) = carried {
        obliques(scene, &mut parties, verb, true, &[], None);
    }
    // Said to have happened, or not: "no strikes have happened".
    // "clashes between troops and rebels": the first named does it with the others.
    if !parties.has(Relation::Agent) {
        let between = tree.with(noun, &[Deprel::Nmod]).find(|&both| tree.case(both).as_deref() == Some("between"));
        let mut partners =
            parties.all.iter_mut().filter(|party| between.is_some() && party.relation == Relation::Partner);
        if let (Some(first), Some(_)) = (partners.next(), partners.next()) {
            first.relation = Relation::Agent;
        }
    }
    let occurs = carried.is_some()
        || matches!(tree.deprel(noun), Deprel::Nsubj | Deprel::NsubjPass)
            && tree.head(noun).is_some_and(|verb| {
                matches!(tree.lemma(verb), "happen" | "occur")
                    || tree.lemma(verb) == "take" && !clause::is_passive(tree, verb)
            });
    // "left in protest at the ruling": who does the one does the other.
    let along = tree.deprel(noun) == Deprel::Obl
        && tree.case(noun).as_deref() == Some("in")
        && tree.with(noun, &[Deprel::Det, Deprel::NmodPoss]).all(|det| matches!(tree.lower(det), "a" | "an"));
    if along
        && !parties.has(Relation::Agent)
        && let Some(verb) = tree.head(noun).filter(|&verb| tree.upos(verb) == Upos::Verb)
    {
        let doers = if clause::is_passive(tree, verb) {
            tree.with(verb, &[Deprel::OblAgent]).collect()
        } else {
            clause::subject(tree, verb).tokens
        };
        for token in doers {
            parties.add(scene, Relation::Agent, token, 65);
        }
    }
    // The doer of what a noun under a verb tells of may be the subject of the verb: "considered a strike on X".
    let told = parties.all.iter().any(|party| party.draft.is_some());
    if !parties.has(Relation::Agent)
        && matches!(tree.deprel(noun), Deprel::Obj | Deprel::Obl)
        && let Some(verb) = tree.head(noun).filter(|&verb| is_done_by_subject(scene, verb, noun, told))
    {
        for token in clause::subject(tree, verb).tokens {
            parties.add(scene, Relation::Agent, token, 60);
        }
    }
    let involved =
        parties.all.iter().any(|party| party.draft.is_some_and(|draft| scene.node_type(draft) != NodeType::Thing));
    // "a settlement in Gaza", "the tournament in Lagos": where alone tells of no event, but a subject does something.
    let placed = |party: &Party| party.draft.is_some() && matches!(party.relation, Relation::Place | Relation::Topic);
    let told = parties.all.iter().any(|party| party.draft.is_some() && !placed(party));
    let subject = matches!(tree.deprel(noun), Deprel::Nsubj | Deprel::NsubjPass | Deprel::Root);
    if !told && !occurs && !subject && parties.all.iter().any(placed) {
        return None;
    }
    // "during the Danish conflict": an adjective deep in a phrase only names it.
    let adjectives = tree.with(noun, &[Deprel::Amod, Deprel::Compound]);
    let only = parties.all.iter().filter(|party| party.draft.is_some()).count() == 1
        && adjectives.filter_map(|part| scene.cast.at(part)).any(|draft| {
            parties.all.iter().any(|party| party.draft == Some(draft) && scene.cast.drafts[draft].demonym)
        });
    if only && !occurs && tree.deprel(noun) == Deprel::Nmod {
        return None;
    }
    let leads = parties.all.iter().any(|party| party.event.is_some());
    let loose = !occurs && !involved && !leads;
    if loose && !parties.all.iter().all(|party| party.draft.is_none()) {
        return None;
    }
    let kind = choose(scene, types, &parties)?;
    settle_roles(scene, Some(kind), &mut parties);
    let status = status::of(tree, scene.lexicon, noun);
    let time = tree.time_of(tree.sentence(noun), &[Some(noun), carried].into_iter().flatten().collect::<Vec<_>>());
    let compound = tree.with(noun, &[Deprel::Compound]).filter(|&part| scene.cast.at(part).is_none());
    let mut trigger: Vec<usize> = carried.into_iter().chain(compound).collect();
    trigger.push(noun);
    let predicate = trigger.iter().map(|&part| tree.lemma(part)).collect::<Vec<_>>().join(" ");
    trigger.sort_unstable();
    let mention = mention(scene, predicate, Some(kind), status, time, noun, &trigger, 70);
    Some(Found { mention, parties: parties.all, loose })
}
