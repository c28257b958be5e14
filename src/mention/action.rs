//! Who did what to whom: predicates and their parties.
//!
//! Roots and arguments follow `PredPatt`'s reading of Universal Dependencies
//! (White et al. 2016, <https://aclanthology.org/D16-1177/>): verbs in any
//! position but auxiliaries and adjectives, light verbs with their noun, and
//! event nouns that have a party of their own.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use rustc_hash::FxHashSet;

use super::ActionMention;
use super::Filler;
use super::Lexicon;
use super::Role;
use super::clause;
use super::coref::Groups;
use super::entity::Cast;
use super::event;
use super::lexicon::Governs;
use super::status;
use super::tree::Tree;
use crate::annotate::Deprel;
use crate::annotate::Upos;
use crate::annotate::Xpos;
use crate::document::BlockKind;
use crate::ontology;
use crate::ontology::ActionType;
use crate::ontology::Form;
use crate::ontology::Modality;
use crate::ontology::NodeType;
use crate::ontology::Polarity;
use crate::ontology::Relation;
use crate::ontology::Words;
use crate::text::Span;

/// Everything one document offers to look at.
pub(super) struct Scene<'a> {
    pub(super) tree: &'a Tree<'a>,
    pub(super) lexicon: &'a Lexicon,
    pub(super) words: &'a Words,
    pub(super) cast: &'a Cast,
    pub(super) groups: &'a Groups,
}

/// One party before chains are numbered: the filler is a phrase or the head of another action.
#[derive(Debug, Clone)]
pub(super) struct Party {
    pub(super) relation: Relation,
    pub(super) draft: Option<usize>,
    pub(super) event: Option<usize>,
    span: Span,
    confidence: u8,
}

/// An action before its parties are numbered.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) mention: ActionMention,
    pub(super) parties: Vec<Party>,
    /// A noun without a party: it counts only as another mention of an event told elsewhere.
    pub(super) loose: bool,
}

/// Categories that take over from the action inside them whom they concern: whom one threatens to attack, one threatens.
const ABOUT_ACTIONS: &[&str] =
    &["accuse", "agree", "concede", "protest", "reject", "request", "retreat", "support", "threaten"];

/// Those whose clause's doer is whom they concern: who is to do what is demanded, who did what is complained of.
const OF_THE_DOER: &[&str] = &["accuse", "request"];

/// Categories whose doer stands before the noun of their subject: what "Danish strikes" hit, Denmark hit.
const FORCE: &[&str] = &["assault", "coerce", "sanction", "protest", "threaten"];

/// Categories whose actions can be done by saying something.
const SPOKEN: &[&str] =
    &["accuse", "request", "reject", "threaten", "support", "agree", "concede", "consult", "protest", "other"];

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

/// Whether the noun of a phrase names something by itself: "send food parcels", not "take part", "put an end".
fn is_thing(scene: &Scene<'_>, noun: usize) -> bool {
    let tree = scene.tree;
    let bare = tree.token(noun).xpos == Xpos::Nn && tree.core(noun).0 == noun && tree.deprel(noun) == Deprel::Obj;
    !bare && event_types(scene, noun).is_empty() && !scene.words.kind(tree.lemma(noun)).is_empty()
}

/// Gives what is done for a purpose what the action that serves it tells of it: "sent monitors to Mali to watch the vote"
/// is watching in Mali, "phoned Lee to complain" is complaining to Lee.
fn serve(scene: &Scene<'_>, found: &mut [Found]) {
    let place = places(found);
    for at in 0..found.len() {
        let purposes = found[at].parties.iter().filter(|party| party.relation == Relation::Purpose);
        let Some(inner) = purposes.filter_map(|party| place.get(&party.event?).copied()).find(|&inner| inner != at)
        else {
            continue;
        };
        let has = |relation| found[inner].parties.iter().any(|party| party.relation == relation);
        let open = !has(Relation::Target) && !has(Relation::Recipient) && !has(Relation::Partner);
        let speaks = open && matches!(found[inner].mention.category.as_str(), "accuse" | "request" | "consult");
        let placed = has(Relation::Place) || has(Relation::Destination);
        let does = |party: &Party| {
            found[inner].parties.iter().any(|own| {
                own.relation == Relation::Agent
                    && own.draft.zip(party.draft).is_some_and(|(own, other)| scene.groups.same(own, other))
            })
        };
        let given = found[at].parties.iter().filter_map(|party| {
            let relation = match (party.relation, scene.node_type(party.draft?)) {
                (Relation::Destination, NodeType::Place) if !placed => Relation::Place,
                (Relation::Target | Relation::Partner, NodeType::Person | NodeType::Organization)
                    if speaks && !does(party) =>
                {
                    Relation::Recipient
                }
                _ => return None,
            };
            Some(Party { relation, confidence: party.confidence.min(60), ..party.clone() })
        });
        let given: Vec<Party> = given.collect();
        found[inner].parties.extend(given);
    }
}

/// Gives actions about actions whom these concern, and the type that what is inside makes of them: to vow to attack is to
/// threaten. One pass over the actions, from the end, so that "agreed to help rebuild" hands on twice.
fn take_over(scene: &Scene<'_>, found: &mut [Found]) {
    let place = places(found);
    for at in (0..found.len()).rev() {
        let Some(mut kind) = ontology::get().action(&found[at].mention.action) else { continue };
        let outer = &found[at].parties;
        let inside = outer.iter().find_map(|party| {
            let clause = party.event.filter(|&event| scene.tree.upos(event) == Upos::Verb)?;
            matches!(party.relation, Relation::Topic | Relation::Purpose)
                .then(|| place.get(&clause).copied())
                .flatten()
                .filter(|&inner| inner != at)
        });
        // "demanded that Rome pay": the clause is a statement's content, and its subject is who is asked.
        let asked = || scene.tree.one(found[at].mention.head, &[Deprel::Ccomp]).and_then(|clause| place.get(&clause));
        let inside = inside.or_else(|| asked().copied().filter(|_| OF_THE_DOER.contains(&kind.category.as_str())));
        let Some(inside) = inside.map(|inner| &found[inner]) else { continue };
        if inside.mention.polarity == Polarity::Affirmed
            && let Some(other) = kind.inside.get(&inside.mention.category).and_then(|name| ontology::get().action(name))
        {
            kind = other;
        }
        let concerned = |party: &Party| {
            let whom = matches!(party.relation, Relation::Target | Relation::Recipient | Relation::Partner);
            let thing = |draft| scene.node_type(draft) == NodeType::Thing;
            whom && party.draft.is_some_and(|draft| kind.category == "threaten" || !thing(draft))
        };
        let mut taken = Vec::new();
        if ABOUT_ACTIONS.contains(&kind.category.as_str()) && !outer.iter().any(concerned) {
            let does = |draft: usize| {
                outer.iter().any(|own| {
                    own.relation == Relation::Agent && own.draft.is_some_and(|own| scene.groups.same(own, draft))
                })
            };
            // Who is to do what is demanded is of whom it is demanded.
            let doer =
                |party: &&Party| OF_THE_DOER.contains(&kind.category.as_str()) && party.relation == Relation::Agent;
            let others: Vec<&Party> =
                inside.parties.iter().filter(|party| party.draft.is_some_and(|draft| !does(draft))).collect();
            let mut whom: Vec<&Party> = others.iter().copied().filter(doer).collect();
            if whom.is_empty() {
                whom = others.into_iter().filter(|party| concerned(party)).collect();
            }
            for party in whom {
                let Some(draft) = party.draft else { continue };
                // Harm and refusal aim at whom they concern; what one agrees or asks to do to somebody is about him.
                let aimed = matches!(kind.category.as_str(), "threaten" | "reject" | "accuse" | "protest");
                let relation = match party.relation {
                    Relation::Agent => Relation::Target,
                    Relation::Target if !aimed => Relation::Topic,
                    other => other,
                };
                let fits = kind.role(relation).is_some_and(|rule| rule.types.contains(&scene.node_type(draft)));
                let relation = if fits { relation } else { Relation::Topic };
                taken.push(Party { relation, confidence: party.confidence.min(65), ..party.clone() });
            }
        }
        let (action, category) = (kind.name.clone(), kind.category.clone());
        let found = &mut found[at];
        found.parties.extend(taken);
        (found.mention.action, found.mention.category) = (action, category);
    }
}

/// Whether actions are looked for at a token: in running text, and in headlines that are sentences.
fn runs(tree: &Tree<'_>, at: usize) -> bool {
    match tree.block(at) {
        kind if kind.is_running() => true,
        BlockKind::Title => {
            let sentence = &tree.doc.sentences[tree.sentence(at)];
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

impl Scene<'_> {
    /// What a phrase stands for.
    pub(super) fn node_type(&self, draft: usize) -> NodeType {
        let own = &self.cast.drafts[draft];
        // A pronoun or description takes the type of what it stands for.
        if own.form == Form::Name { own.node_type } else { self.groups.node_type(draft).unwrap_or(own.node_type) }
    }

    fn is_known(&self, draft: usize) -> bool {
        let draft_ref = &self.cast.drafts[draft];
        draft_ref.form != Form::Pronoun || self.groups.root(draft) != draft || self.groups.sets.contains_key(&draft)
    }

    /// The phrases a noun or pronoun stands for: its conjuncts, the antecedent of a pronoun, what "some of" is of.
    pub(super) fn fillers(&self, token: usize) -> Vec<(usize, Span)> {
        let mut all = Vec::new();
        for one in self.tree.conjuncts(token) {
            if one != token && matches!(self.tree.upos(one), Upos::Verb | Upos::Adv | Upos::Adp) {
                continue;
            }
            let one =
                if one != token && self.tree.upos(one) == Upos::Adj { self.named_in(one).unwrap_or(one) } else { one };
            let one = self.partitive(one);
            let one = if clause::is_relative(self.tree, one) { self.antecedent_of(one).unwrap_or(one) } else { one };
            let Some(draft) = self.cast.at(one) else { continue };
            if self.groups.dropped[draft] || !self.is_known(draft) {
                continue;
            }
            let span = self.cast.drafts[draft].span;
            match self.groups.sets.get(&draft) {
                Some(set) => all.extend(set.iter().map(|&other| (other, span))),
                None => all.push((draft, span)),
            }
        }
        all
    }

    /// A conjunct that is no noun may hold a name: "Lee and Danish premier Ann Berg".
    fn named_in(&self, token: usize) -> Option<usize> {
        let named = |at: &usize| self.cast.at(*at).is_some_and(|draft| self.cast.drafts[draft].form == Form::Name);
        (token..=self.tree.reach(token).1).find(named)
    }

    fn antecedent_of(&self, pronoun: usize) -> Option<usize> {
        let mut here = pronoun;
        for _ in 0..4 {
            here = self.tree.head(here)?;
            if self.tree.deprel(here) == Deprel::AclRelcl {
                return self.tree.head(here);
            }
        }
        None
    }

    /// "thousands of people", "some of the members": the noun that counts.
    fn partitive(&self, token: usize) -> usize {
        if self.lexicon.is_part(self.tree.lemma(token)) {
            let of = self.tree.with(token, &[Deprel::Nmod]).find(|&of| self.tree.case(of).as_deref() == Some("of"));
            if let Some(of) = of {
                return of;
            }
        }
        token
    }

    pub(super) fn quantity(&self, party: &Party) -> Option<usize> {
        let draft = &self.cast.drafts[party.draft?];
        if draft.form != Form::Nominal {
            return None;
        }
        // "25,000 tons of grain": what counts stands before the "of".
        let counting = || self.tree.head(draft.head).filter(|&part| self.partitive(part) == draft.head);
        self.tree.quantity(draft.head).or_else(|| self.tree.quantity(counting()?))
    }
}

/// Adds parties without saying one thing twice.
#[derive(Default)]
struct Parties {
    all: Vec<Party>,
}

impl Parties {
    fn add(&mut self, scene: &Scene<'_>, relation: Relation, token: usize, confidence: u8) -> bool {
        let mut any = false;
        for (draft, span) in scene.fillers(token) {
            any |= self.add_draft(scene, relation, draft, span, confidence);
        }
        any
    }

    fn add_draft(&mut self, scene: &Scene<'_>, relation: Relation, draft: usize, span: Span, confidence: u8) -> bool {
        let known = self.all.iter().any(|party| {
            party.draft.is_some_and(|other| scene.groups.same(other, draft))
                && (party.relation == relation || relation == Relation::Topic)
        });
        if !known {
            self.all.push(Party { relation, draft: Some(draft), event: None, span, confidence });
        }
        !known
    }

    fn add_event(&mut self, scene: &Scene<'_>, relation: Relation, token: usize, confidence: u8) {
        self.all.push(Party {
            relation,
            draft: None,
            event: Some(token),
            span: scene.tree.token(token).span,
            confidence,
        });
    }

    fn has(&self, relation: Relation) -> bool {
        self.all.iter().any(|party| party.relation == relation && party.draft.is_some())
    }

    fn is(&self, scene: &Scene<'_>, relation: Relation, draft: usize) -> bool {
        self.all
            .iter()
            .any(|party| party.relation == relation && party.draft.is_some_and(|other| scene.groups.same(other, draft)))
    }
}

/// The action a verb tells of.
fn of_verb(scene: &Scene<'_>, verb: usize, said: &FxHashSet<usize>, consumed: &mut FxHashSet<usize>) -> Option<Found> {
    let tree = scene.tree;
    let lemma = tree.lemma(verb);
    let particle = tree.one(verb, &[Deprel::CompoundPrt]);
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
    let mut light = None;
    let under = if passive {
        subject.tokens.first().filter(|_| !subject.understood).copied()
    } else {
        objects.first().copied()
    };
    // "gave 20 tons of aid" is giving aid.
    let under = under.map(|noun| scene.partitive(noun));
    if let Some(noun) = under.filter(|&noun| tree.upos(noun) == Upos::Noun) {
        let phrase = format!("{predicate} {}", tree.lemma(noun));
        let compound = tree.with(noun, &[Deprel::Compound, Deprel::Amod]).last();
        let whole = compound.map(|part| format!("{predicate} {} {}", tree.lower(part), tree.lemma(noun)));
        let longer = whole.map_or(&[][..], |whole| scene.words.phrase(&whole));
        let by_phrase = if longer.is_empty() { scene.words.phrase(&phrase) } else { longer };
        let by_noun = if scene.lexicon.is_light(&predicate) { event_types(scene, noun) } else { &[] };
        let types = if by_phrase.is_empty() { by_noun } else { by_phrase };
        // "reject an offer" is a rejecting, said with its object.
        let plain = scene.words.verb(&predicate).iter().any(|verb| types.iter().any(|kind| kind.name == verb.name));
        if !types.is_empty() && !plain {
            light = Some((noun, types));
        }
    }
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
        let types = scene.words.verb(&both);
        (!types.is_empty()).then_some((both, oblique, false, types))
    });
    let types: &[Arc<ActionType>] = match (&light, &preposition) {
        (Some((_, types)), _) | (None, Some((_, _, _, types))) => types,
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
    // "died in Paris Tuesday": a place has no day of its own; "there is a vote on Friday".
    let named_place = |place: usize| {
        scene.cast.at(place).is_some_and(|draft| scene.node_type(draft) == NodeType::Place) && !tree.is_time(place)
    };
    timed.extend(tree.with(verb, &[Deprel::Obl]).filter(|&place| named_place(place)));
    if tree.one(verb, &[Deprel::Expl]).is_some() {
        timed.extend(&subject.tokens);
    }
    let time = tree.time_of(tree.sentence(verb), &timed);
    if types.is_empty() && (said.contains(&verb) || scene.lexicon.is_weak(lemma) && time.is_none()) {
        return None;
    }
    // Steps such as "began to" only say how far the action inside is.
    if scene.lexicon.is_step(&predicate) && tree.one(verb, &[Deprel::Xcomp]).is_some() {
        return None;
    }
    // What the predicate has taken in is no party of its own.
    let mut taken = None;
    if let Some((noun, _)) = light {
        consumed.insert(noun);
        trigger.push(noun);
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
        for &token in &subject.tokens {
            parties.add(scene, Relation::Agent, token, 90 - doubt);
        }
        for &object in &objects {
            undergone(scene, &mut parties, object, 90);
        }
    }
    for recipient in tree.with(verb, &[Deprel::Iobj]) {
        parties.add(scene, Relation::Recipient, recipient, 85);
    }
    obliques(scene, &mut parties, verb, passive, &objects, taken);
    if let Some((noun, _)) = light {
        // "sent food": what is no event by itself is what is sent.
        if is_thing(scene, noun) && types.iter().any(|kind| kind.role(Relation::Target).is_some()) {
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
    let bare = empty || !typed && !involved && !complete || scene.lexicon.is_weak(lemma) && !typed;
    if bare && time.is_none() {
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

/// A state with its time: "the shops are closed today", "the vote is on Friday", "we will be away in May".
fn of_state(scene: &Scene<'_>, at: usize) -> Option<Found> {
    let tree = scene.tree;
    let be = tree.one(at, &[Deprel::Cop])?;
    let dated = tree.is_time(at);
    let subject = clause::subject(tree, at);
    // "Friday was a day of mourning", "the ship is in quarantine this week".
    let of_day = subject.tokens.iter().any(|&token| tree.is_time(token));
    let described = matches!(tree.upos(at), Upos::Adj | Upos::Adv | Upos::Adp);
    let placed = tree.upos(at) == Upos::Noun && tree.one(at, &[Deprel::Case]).is_some();
    if !(dated || of_day || described || placed) {
        return None;
    }
    // "was about to leave", "is likely to": the action is the verb inside.
    if tree.children(at).iter().any(|&child| child > at && tree.upos(child) == Upos::Verb) {
        return None;
    }
    let own = |tokens: &[usize]| tokens.iter().find_map(|&token| tree.time_at(token));
    let time = if dated {
        tree.time_at(at)
    } else {
        own(&subject.tokens).or_else(|| {
            let all: Vec<usize> = subject.tokens.iter().copied().chain([at]).collect();
            tree.time_of(tree.sentence(at), &all)
        })
    }?;
    let mut parties = Parties::default();
    for &token in &subject.tokens {
        parties.add(scene, Relation::Agent, token, 70);
    }
    let status = status::of(tree, scene.lexicon, at);
    let lemma = tree.lemma(be);
    let (predicate, trigger) =
        if dated { (lemma.to_owned(), vec![be]) } else { (format!("{lemma} {}", tree.lemma(at)), vec![be, at]) };
    let mention = mention(scene, predicate, None, status, Some(time), at, &trigger, 60);
    Some(Found { mention, parties: parties.all, loose: false })
}

#[allow(clippy::too_many_arguments, reason = "one call gathers what was found")]
fn mention(
    scene: &Scene<'_>,
    predicate: String,
    kind: Option<&ActionType>,
    status: status::Status,
    time: Option<usize>,
    head: usize,
    trigger: &[usize],
    confidence: u8,
) -> ActionMention {
    let tree = scene.tree;
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

/// Whom an object makes the target: itself, or the owner of the thing it names ("Norway's plan" → Norway; the plan is the topic).
fn undergone(scene: &Scene<'_>, parties: &mut Parties, token: usize, confidence: u8) {
    let tree = scene.tree;
    for one in tree.conjuncts(token) {
        if one != token && tree.upos(one) == Upos::Verb {
            continue;
        }
        let fillers = if one == token || tree.deprel(one) == Deprel::Conj { single(scene, one) } else { Vec::new() };
        let thing = fillers.iter().all(|&(draft, _)| scene.node_type(draft) == NodeType::Thing);
        let event = tree.upos(one) == Upos::Noun && !scene.words.noun(tree.lemma(one)).is_empty();
        if thing {
            let done = event || scene.lexicon.noun_governs(tree.lemma(one)).is_some();
            let owner = owner_of(scene, one)
                .or_else(|| earlier_owner(scene, one).filter(|_| done))
                .filter(|&(draft, _)| !parties.is(scene, Relation::Agent, draft));
            if let Some((draft, span)) = owner {
                parties.add_draft(scene, Relation::Target, draft, span, confidence.saturating_sub(5));
                for (draft, span) in &fillers {
                    parties.add_draft(scene, Relation::Topic, *draft, *span, confidence);
                }
                if event {
                    parties.add_event(scene, Relation::Topic, one, confidence);
                }
                continue;
            }
        }
        for (draft, span) in fillers {
            parties.add_draft(scene, Relation::Target, draft, span, confidence);
        }
        if event && thing {
            parties.add_event(scene, Relation::Topic, one, confidence);
        }
    }
}

/// The phrases of one noun, without those coordinated with it.
fn single(scene: &Scene<'_>, token: usize) -> Vec<(usize, Span)> {
    let one = scene.partitive(token);
    scene
        .fillers(one)
        .into_iter()
        .take_while(|(draft, _)| {
            let draft = &scene.cast.drafts[*draft];
            scene.tree.deprel(draft.head) != Deprel::Conj
                || draft.head == one
                || draft.form == Form::Pronoun
                || one != token
        })
        .collect()
}

/// Whose a thing was when it was last spoken of with its owner: "his offer … the offer".
fn earlier_owner(scene: &Scene<'_>, noun: usize) -> Option<(usize, Span)> {
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
fn owner_of(scene: &Scene<'_>, noun: usize) -> Option<(usize, Span)> {
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
            let by = tree.with(noun, &[Deprel::Nmod]).find(|&by| match tree.case(by).as_deref() {
                Some("of" | "by") => true,
                Some("from") => spoken,
                _ => false,
            });
            by.and_then(|by| scene.fillers(by).into_iter().find_map(entity))
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
fn doer_of(scene: &Scene<'_>, noun: usize) -> Option<(usize, Span)> {
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

/// Whether a preposition gives its noun a role that the type knows: a partner is "with" whom one cooperates.
fn named_role(scene: &Scene<'_>, oblique: usize, types: &[Arc<ActionType>]) -> bool {
    let roles = scene.tree.case(oblique).and_then(|case| scene.lexicon.preposition(&case));
    let [of_place, of_people, _] = roles.unwrap_or_default();
    let place = scene.fillers(oblique).iter().any(|&(draft, _)| scene.node_type(draft) == NodeType::Place);
    let relation = if place { of_place } else { of_people };
    let known = |relation| types.iter().any(|kind| kind.role(relation).is_some());
    relation.is_some_and(|relation| relation != Relation::Target && known(relation))
}

/// What stands behind prepositions.
fn obliques(
    scene: &Scene<'_>,
    parties: &mut Parties,
    verb: usize,
    passive: bool,
    objects: &[usize],
    taken: Option<usize>,
) {
    let tree = scene.tree;
    for oblique in tree.with(verb, &[Deprel::Obl]).filter(|&oblique| Some(oblique) != taken) {
        let Some(case) = tree.case(oblique) else { continue };
        if passive && case == "by" {
            parties.add(scene, Relation::Agent, oblique, 85);
            continue;
        }
        prepositional(scene, parties, oblique, &case, 75);
    }
    if objects.is_empty() {
        return;
    }
    // "send troops into Mexico" is often read as troops into Mexico.
    for &object in objects {
        for part in tree.with(object, &[Deprel::Nmod]) {
            if matches!(tree.case(part).as_deref(), Some("to" | "into" | "with" | "from")) {
                let case = tree.case(part).unwrap_or_default();
                prepositional(scene, parties, part, &case, 60);
            }
        }
    }
}

fn prepositional(scene: &Scene<'_>, parties: &mut Parties, oblique: usize, case: &str, confidence: u8) {
    let tree = scene.tree;
    if tree.is_time(oblique) {
        return;
    }
    let Some([of_place, of_people, of_thing]) = scene.lexicon.preposition(case) else { return };
    let event = tree.upos(oblique) == Upos::Noun && !scene.words.noun(tree.lemma(oblique)).is_empty();
    for (draft, span) in scene.fillers(oblique) {
        let relation = match scene.node_type(draft) {
            NodeType::Place => of_place,
            NodeType::Person | NodeType::Organization | NodeType::Group => of_people,
            _ => of_thing,
        };
        if let Some(relation) = relation.filter(|_| !(event && scene.node_type(draft) == NodeType::Thing)) {
            parties.add_draft(scene, relation, draft, span, confidence);
        }
    }
    if event {
        let relation = match of_thing {
            Some(Relation::Cause) => Some(Relation::Cause),
            Some(Relation::Topic | Relation::Target) => Some(Relation::Topic),
            _ => None,
        };
        if let Some(relation) = relation {
            parties.add_event(scene, relation, oblique, confidence);
        }
    }
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

/// Of the types a predicate may have, the one its parties fit best; ties go to the first by name.
fn choose<'t>(scene: &Scene<'_>, types: &'t [Arc<ActionType>], parties: &Parties) -> Option<&'t ActionType> {
    let mut best: Option<(i32, &ActionType)> = None;
    for kind in types {
        let mut score = 0;
        let mut possible = true;
        for rule in &kind.roles {
            let fillers: Vec<usize> = parties
                .all
                .iter()
                .filter(|party| party.relation == rule.relation)
                .filter_map(|party| party.draft)
                .collect();
            if fillers.is_empty() {
                possible &= !rule.required;
                continue;
            }
            let fit = fillers.iter().any(|&draft| rule.types.contains(&scene.node_type(draft)));
            score += if fit { 2 } else { -3 };
            possible &= fit || !rule.required;
        }
        if possible && best.is_none_or(|(most, _)| score > most) {
            best = Some((score, kind));
        }
    }
    best.map(|(_, kind)| kind)
}

/// Lets the type say which of two close roles is meant.
fn settle_roles(scene: &Scene<'_>, kind: Option<&ActionType>, parties: &mut Parties) {
    let Some(kind) = kind else { return };
    let _ = scene;
    let has = |relation| kind.role(relation).is_some();
    for party in &mut parties.all {
        if party.draft.is_none() {
            continue;
        }
        // "told Y", "met Y", "left X": an object that the type knows under another name.
        if party.relation == Relation::Target && !has(Relation::Target) {
            if has(Relation::Partner) {
                party.relation = Relation::Partner;
            } else if has(Relation::Recipient) {
                party.relation = Relation::Recipient;
            }
        } else if party.relation == Relation::Instrument && !has(Relation::Instrument) && has(Relation::Partner) {
            party.relation = Relation::Partner;
        } else if party.relation == Relation::Destination && !has(Relation::Destination) && has(Relation::Recipient) {
            party.relation = Relation::Recipient;
        } else if party.relation == Relation::Recipient && !has(Relation::Recipient) && has(Relation::Target) {
            party.relation = Relation::Target;
        }
    }
}

/// The parties of an event noun: "the US raid on X in Y", "Norway's offer of ships to Denmark".
fn noun_parties(scene: &Scene<'_>, parties: &mut Parties, noun: usize, types: &[Arc<ActionType>], alone: bool) {
    let tree = scene.tree;
    let takes_target = types.iter().any(|kind| kind.role(Relation::Target).is_some());
    let needs_agent = types.iter().any(|kind| kind.role(Relation::Agent).is_some());
    for &child in tree.children(noun) {
        match tree.deprel(child) {
            Deprel::NmodPoss if alone => {
                parties.add(scene, Relation::Agent, child, 75);
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
                    "by" => {
                        parties.add(scene, Relation::Agent, child, 80);
                    }
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
                            let relation = if place_of { Relation::Place } else { Relation::Target };
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
fn event_types<'s>(scene: &'s Scene<'_>, noun: usize) -> &'s [Arc<ActionType>] {
    let tree = scene.tree;
    let compound = tree
        .with(noun, &[Deprel::Compound, Deprel::Amod])
        .last()
        .map(|part| format!("{} {}", tree.lower(part), tree.lemma(noun)));
    let both = compound.map_or(&[][..], |both| scene.words.noun(&both));
    if both.is_empty() { scene.words.noun(tree.lemma(noun)) } else { both }
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

/// The action an event noun tells of, when it has a party of its own.
fn of_noun(scene: &Scene<'_>, noun: usize) -> Option<Found> {
    let tree = scene.tree;
    let types = event_types(scene, noun);
    if types.is_empty() || matches!(tree.deprel(noun), Deprel::Compound | Deprel::Flat | Deprel::NmodDesc) {
        return None;
    }
    if scene.cast.at(noun).is_some_and(|draft| scene.cast.drafts[draft].form == Form::Name) {
        return None;
    }
    let mut parties = Parties::default();
    noun_parties(scene, &mut parties, noun, types, true);
    // Said to have happened, or not: "no strikes have happened".
    let occurs = matches!(tree.deprel(noun), Deprel::Nsubj | Deprel::NsubjPass)
        && tree.head(noun).is_some_and(|verb| {
            matches!(tree.lemma(verb), "happen" | "occur")
                || tree.lemma(verb) == "take" && !clause::is_passive(tree, verb)
        });
    // "left in protest at the ruling": who does the one does the other.
    let along = tree.deprel(noun) == Deprel::Obl
        && tree.case(noun).as_deref() == Some("in")
        && tree.one(noun, &[Deprel::Det, Deprel::NmodPoss]).is_none();
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
    let leads = parties.all.iter().any(|party| party.event.is_some());
    let loose = !occurs && !involved && !leads;
    if loose && !parties.all.iter().all(|party| party.draft.is_none()) {
        return None;
    }
    let kind = choose(scene, types, &parties)?;
    settle_roles(scene, Some(kind), &mut parties);
    let status = status::of(tree, scene.lexicon, noun);
    let time = tree.time_of(tree.sentence(noun), &[noun]);
    let compound = tree.with(noun, &[Deprel::Compound]).filter(|&part| scene.cast.at(part).is_none());
    let mut trigger: Vec<usize> = compound.collect();
    trigger.push(noun);
    let predicate = trigger.iter().map(|&part| tree.lemma(part)).collect::<Vec<_>>().join(" ");
    trigger.sort_unstable();
    let mention = mention(scene, predicate, Some(kind), status, time, noun, &trigger, 70);
    Some(Found { mention, parties: parties.all, loose })
}
