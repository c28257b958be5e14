//! The action a verb tells of.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::Found;
use super::argument::faced;
use super::argument::nested;
use super::argument::obliques;
use super::argument::undergone;
use super::mention;
use super::noun::carried;
use super::noun::event_types;
use super::noun::noun_parties;
use super::owner::SPOKEN;
use super::owner::doer_of;
use super::party::Parties;
use super::party::Party;
use super::scene::Scene;
use super::sense::FORCE;
use super::sense::choose;
use super::sense::settle_roles;
use crate::annotate::Deprel;
use crate::annotate::Upos;
use crate::annotate::Xpos;
use crate::document::BlockKind;
use crate::mention::clause;
use crate::mention::status;
use crate::ontology::ActionType;
use crate::ontology::Form;
use crate::ontology::NodeType;
use crate::ontology::Relation;

/// The action a verb tells of.
pub(super) fn of_verb(
    scene: &Scene<'_>,
    verb: usize,
    said: &FxHashSet<usize>,
    consumed: &mut FxHashSet<usize>,
) -> Option<Found> {
    let tree = scene.tree;
    let lemma = tree.lemma(verb);
    let particle = tree.one(verb, &[Deprel::CompoundPrt]).or_else(|| {
        // "pulled back its forces": an adverb right behind the verb that makes another verb of it.
        let behind = |&adverb: &usize| {
            adverb == verb + 1 && !scene.words.verb(&format!("{lemma} {}", tree.lower(adverb))).is_empty()
        };
        tree.with(verb, &[Deprel::Advmod]).find(behind)
    });
    let mut predicate = match particle {
        Some(particle) => format!("{lemma} {}", tree.lower(particle)),
        None => lemma.to_owned(),
    };
    let mut trigger = vec![verb];
    trigger.extend(particle);
    let passive = clause::is_passive(tree, verb);
    let subject = clause::subject(tree, verb);
    let mut objects = clause::objects(tree, verb);
    let mut parties = Parties::default();

    // A light verb stands for its noun.
    let under: Vec<usize> = if passive {
        subject.tokens.first().filter(|_| !subject.understood).copied().into_iter().collect()
    } else {
        // "gave 5 million euros in aid" is giving aid too.
        let amount = objects.iter().any(|&object| scene.lexicon.is_part(tree.lemma(object)));
        let near = tree.with(verb, &[Deprel::Obl]).chain(objects.iter().flat_map(|&of| tree.with(of, &[Deprel::Nmod])));
        let aid = near.filter(|&noun| amount && tree.case(noun).as_deref() == Some("in") && !tree.is_time(noun));
        objects.iter().copied().chain(aid).collect()
    };
    // "gave 20 tons of aid" is giving aid.
    let mut nouns = under.into_iter().map(|noun| scene.partitive(noun)).filter(|&noun| tree.upos(noun) == Upos::Noun);
    // "send warships" is one sense of "send".
    let mut sense: Vec<Arc<ActionType>> = Vec::new();
    let mut light = nouns.find_map(|noun| {
        let phrase = format!("{predicate} {}", tree.lemma(noun));
        let compound = tree.with(noun, &[Deprel::Compound, Deprel::Amod]).last();
        let whole = scene
            .hyphened(noun)
            .map(|joined| format!("{predicate} {joined}"))
            .or(compound.map(|part| format!("{predicate} {} {}", tree.lower(part), tree.lemma(noun))));
        let longer = whole.map_or(&[][..], |whole| scene.words.phrase(&whole));
        let by_phrase = if longer.is_empty() { scene.words.phrase(&phrase) } else { longer };
        // "completed its inquiry" is the inquiry too.
        let by_noun = if scene.lexicon.is_light(&predicate) || scene.lexicon.is_phase(&predicate) {
            event_types(scene, noun)
        } else {
            &[]
        };
        let types = if by_phrase.is_empty() { by_noun } else { by_phrase };
        // "reject an offer" is a rejecting, said with its object.
        let verbs = scene.words.verb(&predicate);
        let verbal = |kind: &&Arc<ActionType>| verbs.iter().any(|verb| verb.name == kind.name);
        let plain = types.iter().any(|kind| verbal(&kind));
        if sense.is_empty() {
            sense = by_phrase.iter().filter(verbal).cloned().collect();
        }
        (!types.is_empty() && !plain).then_some((noun, types))
    });
    // "engage in talks", "embark on a visit".
    if light.is_none() && objects.is_empty() && !passive {
        light = tree.with(verb, &[Deprel::Obl]).filter(|&noun| tree.upos(noun) == Upos::Noun).find_map(|noun| {
            let both = format!("{predicate} {}", tree.case(noun)?);
            let types = if scene.lexicon.is_light(&both) { event_types(scene, noun) } else { &[] };
            (!types.is_empty()).then_some((noun, types))
        });
        if let Some((noun, _)) = light {
            let case = tree.one(noun, &[Deprel::Case]);
            predicate = [Some(predicate), tree.case(noun)].into_iter().flatten().collect::<Vec<_>>().join(" ");
            trigger.extend(case);
        }
    }
    // "look at", "go on strike": the preposition, with or without its noun, is part of the predicate.
    let timed = |at: usize| tree.is_time(at);
    let preposition = tree.with(verb, &[Deprel::Obl]).filter(|&oblique| !timed(oblique)).find_map(|oblique| {
        let case = tree.case(oblique)?;
        let whole = format!("{predicate} {case} {}", tree.lemma(oblique));
        let both = format!("{predicate} {case}");
        let types = [scene.words.phrase(&whole), scene.words.verb(&whole)].into_iter().find(|types| !types.is_empty());
        if let Some(types) = types {
            return Some((whole, oblique, true, types));
        }
        // "gave 5 million euros in aid" is no giving in.
        let particle = matches!(case.as_str(), "in" | "up" | "down" | "off" | "over" | "out" | "away");
        let types = if particle && !objects.is_empty() { &[] } else { scene.words.verb(&both) };
        (!types.is_empty()).then_some((both, oblique, false, types))
    });
    let types: &[Arc<ActionType>] = match (&light, &preposition) {
        (Some((_, types)), _) | (None, Some((_, _, true, types))) => types,
        _ if !sense.is_empty() => &sense,
        (None, Some((_, _, _, types))) => types,
        (None, None) => scene.words.verb(&predicate),
    };
    // A verb that reports is an action only where saying is one: "accused", "promised", not "claimed" lives.
    let spoken: Vec<Arc<ActionType>>;
    let types = if said.contains(&verb) && light.is_none() {
        spoken = types.iter().filter(|kind| SPOKEN.contains(&kind.category.as_str())).cloned().collect();
        &spoken
    } else {
        types
    };
    // What is put on the calendar is told of, whoever does it.
    let mut timed: Vec<usize> = objects.iter().copied().chain(light.map(|(noun, _)| noun)).collect();
    if tree.deprel(verb) == Deprel::Xcomp {
        timed.extend(tree.head(verb));
    }
    timed.push(verb);
    timed.extend(tree.with(verb, &[Deprel::Advmod, Deprel::CompoundPrt]));
    // "died in Paris Tuesday", "the Senate on Monday passed": a name has no day of its own; "there is a vote on Friday".
    let named = |noun: usize| {
        let form = scene.cast.at(noun).map(|draft| (scene.cast.drafts[draft].form, scene.node_type(draft)));
        form.is_some_and(|(form, kind)| form == Form::Name && kind != NodeType::Thing) && !tree.is_time(noun)
    };
    timed.extend(tree.with(verb, &[Deprel::Obl, Deprel::Nsubj, Deprel::NsubjPass]).filter(|&noun| named(noun)));
    if tree.one(verb, &[Deprel::Expl]).is_some() {
        timed.extend(&subject.tokens);
    }
    let time = tree.time_of(tree.sentence(verb), &timed);
    if types.is_empty()
        && (said.contains(&verb) || scene.lexicon.is_weak(lemma) && time.is_none() && objects.is_empty())
    {
        return None;
    }
    // Steps such as "began to" only say how far the action inside is.
    if scene.lexicon.is_step(&predicate) && tree.one(verb, &[Deprel::Xcomp]).is_some() {
        return None;
    }
    // "deals reached with Norway", "attacks occurring daily": the noun tells of it.
    let noun = tree.head(verb).filter(|noun| tree.deprel(verb) == Deprel::Acl && !consumed.contains(noun));
    let happens = matches!(lemma, "happen" | "occur");
    let told = |&noun: &usize| tree.upos(noun) == Upos::Noun && !event_types(scene, noun).is_empty();
    if noun.is_some_and(|noun| carried(scene, noun) == Some(verb)) || happens && subject.tokens.iter().any(told) {
        return None;
    }
    // What the predicate has taken in is no party of its own.
    let mut taken = None;
    if let Some((noun, _)) = light {
        consumed.insert(noun);
        // "cut jobs": what is acted upon is a party, no part of the predicate.
        if !(is_thing(scene, noun) && types.iter().any(|kind| kind.role(Relation::Target).is_some())) {
            trigger.push(noun);
        }
        let compound = tree.with(noun, &[Deprel::Compound]).filter(|&part| scene.cast.at(part).is_none());
        let parts: Vec<&str> = compound.map(|part| tree.lemma(part)).collect();
        predicate =
            std::iter::once(predicate.as_str()).chain(parts).chain([tree.lemma(noun)]).collect::<Vec<_>>().join(" ");
        objects.retain(|&object| object != noun && scene.partitive(object) != noun);
        taken = Some(noun);
    } else if let Some((words, oblique, whole, _)) = &preposition {
        predicate.clone_from(words);
        trigger.extend(tree.one(*oblique, &[Deprel::Case]));
        if *whole {
            trigger.push(*oblique);
            consumed.insert(*oblique);
            taken = Some(*oblique);
            noun_parties(scene, &mut parties, *oblique, types, false);
            // "clashed with police": a part of the predicate that is somebody is whom it is done to.
            for (draft, span) in scene.fillers(*oblique) {
                if scene.node_type(draft) != NodeType::Thing {
                    parties.add_draft(scene, Relation::Target, draft, span, 75);
                }
            }
        } else if objects.is_empty()
            && types.iter().any(|kind| kind.role(Relation::Target).is_some())
            && !named_role(scene, *oblique, types)
        {
            undergone(scene, &mut parties, *oblique, 80);
            taken = Some(*oblique);
        }
    }

    // Who does it, and whom it is done to.
    let doubt = if subject.understood { 10 } else { 0 };
    if passive {
        for by in tree.with(verb, &[Deprel::OblAgent]) {
            parties.add(scene, Relation::Agent, by, 90);
        }
        if light.is_none() {
            for &token in &subject.tokens {
                undergone(scene, &mut parties, token, 90 - doubt);
            }
        }
        for &object in &objects {
            undergone(scene, &mut parties, object, 75);
        }
    } else {
        for &token in subject.tokens.iter().filter(|&&token| !tree.is_time(token)) {
            parties.add(scene, Relation::Agent, token, 90 - doubt);
        }
        for &object in &objects {
            undergone(scene, &mut parties, object, 90);
        }
    }
    for recipient in tree.with(verb, &[Deprel::Iobj]).filter(|recipient| !objects.contains(recipient)) {
        parties.add(scene, Relation::Recipient, recipient, 85);
    }
    obliques(scene, &mut parties, verb, passive, &objects, taken);
    // "imposed sanctions on Fiji": what such a noun is on is no mere place.
    if light.is_some() && types.iter().any(|kind| kind.role(Relation::Target).is_some()) {
        for on in tree.with(verb, &[Deprel::Obl]).filter(|&on| tree.case(on).as_deref() == Some("on")) {
            for (draft, span) in scene.fillers(on) {
                let place = scene.node_type(draft) == NodeType::Place;
                if place && !tree.is_time(on) && !parties.is(scene, Relation::Target, draft) {
                    parties.all.retain(|party| party.draft != Some(draft));
                    parties.add_draft(scene, Relation::Target, draft, span, 75);
                }
            }
        }
    }
    if let Some((noun, _)) = light {
        // "sent food": what is no event by itself is what is sent.
        let somebody = scene.fillers(noun).iter().any(|&(draft, _)| scene.node_type(draft) != NodeType::Thing);
        if (is_thing(scene, noun) || somebody) && types.iter().any(|kind| kind.role(Relation::Target).is_some()) {
            parties.add(scene, Relation::Target, noun, 80);
        }
        noun_parties(scene, &mut parties, noun, types, false);
    } else if let Some(&object) = objects.first().filter(|_| !passive) {
        // "hit targets in Syria": a place behind the object is where it happens.
        for place in tree
            .with(object, &[Deprel::Nmod])
            .filter(|&place| matches!(tree.case(place).as_deref(), Some("in" | "at" | "near")))
        {
            if let Some(draft) = scene.cast.at(place).filter(|&draft| scene.node_type(draft) == NodeType::Place) {
                parties.add_draft(scene, Relation::Place, draft, scene.cast.drafts[draft].span, 65);
            }
        }
        // "use troops against gangs".
        for target in
            tree.with(object, &[Deprel::Nmod]).filter(|&target| tree.case(target).as_deref() == Some("against"))
        {
            parties.add(scene, Relation::Target, target, 75);
        }
    }
    // "demanded an apology from Rome", "called for freedom from Rome".
    if types.iter().any(|kind| kind.category == "request") && !passive {
        let asked = objects.first().copied().or(taken.filter(|_| light.is_none()));
        let from = asked.into_iter().flat_map(|thing| tree.with(thing, &[Deprel::Nmod]));
        for whom in from.filter(|&by| tree.case(by).as_deref() == Some("from")) {
            for (draft, span) in scene.fillers(whom) {
                if scene.node_type(draft) != NodeType::Thing {
                    parties.add_draft(scene, Relation::Target, draft, span, 65);
                }
            }
        }
    }
    nested(scene, &mut parties, verb, types);
    if types.iter().any(|kind| kind.category == "mobilize") {
        faced(scene, &mut parties, verb);
    }
    clauses(scene, &mut parties, verb);

    let kind = choose(scene, types, &parties);
    let typed = kind.is_some();
    let involved =
        parties.all.iter().any(|party| party.draft.is_some_and(|draft| scene.node_type(draft) != NodeType::Thing));
    let complete = passive && !parties.all.is_empty();
    let empty = parties.all.iter().all(|party| party.draft.is_none());
    if kind.is_some_and(|kind| FORCE.contains(&kind.category.as_str())) {
        let by = tree.with(verb, &[Deprel::OblAgent]).filter(|_| passive);
        let told = subject.tokens.iter().copied().filter(|_| !passive);
        for (draft, span) in told.chain(by).filter_map(|noun| doer_of(scene, noun)) {
            parties.add_draft(scene, Relation::Agent, draft, span, 65);
        }
    }
    let whole = parties.has(Relation::Agent) && parties.has(Relation::Target);
    let bare = empty
        || !typed && !involved && !complete && !whole
        || scene.lexicon.is_weak(lemma) && !typed && !(whole && involved);
    if bare && time.is_none() {
        return None;
    }
    // "continued efforts to overthrow him", "is prepared to sign": the infinitive tells what is done.
    let step = scene.lexicon.is_phase(&predicate) || scene.lexicon.is_step(&predicate);
    let effort = |&noun: &usize| tree.with(noun, &[Deprel::Acl]).any(|clause| clause::is_infinitive(tree, clause));
    let ready = passive && lemma == "prepare" && tree.one(verb, &[Deprel::Xcomp]).is_some();
    if kind.is_none_or(|kind| kind.category == "other") && (step && objects.iter().any(effort) || ready) {
        return None;
    }
    // "his office said on Tuesday" belongs to what it said.
    let speaks = kind.is_none() && scene.lexicon.is_weak(lemma) && scene.lexicon.say_verb(lemma).is_some();
    let beside = |party: &Party| matches!(party.relation, Relation::Agent | Relation::Target | Relation::Topic);
    if speaks && parties.all.iter().all(beside) {
        return None;
    }
    // "describing it as a challenge": a plain pronoun is not who does it, and the rest says nothing.
    let others = || parties.all.iter().filter(|party| party.relation != Relation::Agent);
    let own = |party: &Party| party.draft.is_some_and(|draft| parties.is(scene, Relation::Agent, draft));
    if !typed && others().next().is_some() && others().all(own) {
        return None;
    }
    // "50 percent compared with last year" compares nothing.
    if !typed && !involved && scene.lexicon.is_weak(lemma) && tree.deprel(verb) == Deprel::Acl {
        return None;
    }
    // "announced that …" is the statement itself, unless somebody is concerned by the saying.
    let only_says = said.contains(&verb) && kind.is_some_and(|kind| kind.category == "other");
    if only_says && parties.all.iter().all(|party| party.relation == Relation::Agent || party.draft.is_none()) {
        return None;
    }
    let time = time.or_else(|| {
        let nouns = tree.with(verb, &[Deprel::Obl, Deprel::Iobj]).filter(|&noun| event_types(scene, noun).is_empty());
        tree.time_behind(tree.sentence(verb), &nouns.collect::<Vec<_>>())
    });
    settle_roles(scene, kind, &mut parties);
    let status = status::of(tree, scene.lexicon, verb);
    let mut confidence: u8 = if typed { 85 } else { 70 };
    confidence -= doubt;
    if tree.block(verb) == BlockKind::Title {
        confidence -= 15;
    }
    trigger.sort_unstable();
    let mention = mention(scene, predicate, kind, status, time, verb, &trigger, confidence);
    Some(Found { mention, parties: parties.all, loose: false })
}

/// Whether the noun of a phrase names something by itself: "send food parcels", not "take part", "put an end".
fn is_thing(scene: &Scene<'_>, noun: usize) -> bool {
    let tree = scene.tree;
    let bare = tree.token(noun).xpos == Xpos::Nn && tree.core(noun).0 == noun && tree.deprel(noun) == Deprel::Obj;
    !bare && event_types(scene, noun).is_empty() && !scene.words.kind(tree.lemma(noun)).is_empty()
}

/// Whether a preposition gives its noun a role that the type knows: a partner is "with" whom one cooperates.
fn named_role(scene: &Scene<'_>, oblique: usize, types: &[Arc<ActionType>]) -> bool {
    let roles = scene.tree.case(oblique).and_then(|case| scene.lexicon.preposition(&case));
    let [of_place, of_people, of_thing] = roles.unwrap_or_default();
    let fillers = scene.fillers(oblique);
    let any = |node_type| fillers.iter().any(|&(draft, _)| scene.node_type(draft) == node_type);
    // "responded to a demand": a thing is no recipient.
    let thing = !fillers.is_empty() && fillers.iter().all(|&(draft, _)| scene.node_type(draft) == NodeType::Thing);
    if thing && of_thing.is_none() {
        return false;
    }
    let relation = if any(NodeType::Place) { of_place } else { of_people };
    let known = |relation| types.iter().any(|kind| kind.role(relation).is_some());
    relation.is_some_and(|relation| relation != Relation::Target && known(relation))
}

/// Other actions that say what for, why and about what.
fn clauses(scene: &Scene<'_>, parties: &mut Parties, verb: usize) {
    let tree = scene.tree;
    for &child in tree.children(verb) {
        if tree.upos(child) != Upos::Verb {
            continue;
        }
        match tree.deprel(child) {
            Deprel::Xcomp => parties.add_event(scene, Relation::Topic, child, 80),
            Deprel::Ccomp if scene.lexicon.say_verb(tree.lemma(verb)).is_none() => {
                parties.add_event(scene, Relation::Topic, child, 75);
            }
            Deprel::Advcl if clause::is_infinitive(tree, child) => {
                parties.add_event(scene, Relation::Purpose, child, 75);
            }
            Deprel::Advcl
                if tree
                    .with(child, &[Deprel::Mark])
                    .any(|mark| matches!(tree.lower(mark), "because" | "since" | "as")) =>
            {
                let because = tree.with(child, &[Deprel::Mark]).any(|mark| tree.lower(mark) == "because");
                if because {
                    parties.add_event(scene, Relation::Cause, child, 75);
                }
            }
            Deprel::Advcl if tree.with(child, &[Deprel::Mark]).any(|mark| matches!(tree.lower(mark), "of" | "for")) => {
                parties.add_event(scene, Relation::Topic, child, 70);
            }
            _ => {}
        }
    }
}
