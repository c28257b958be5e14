//! What somebody wants, promises, refuses, blames, praises or feels: statements whose content is a phrase.
//!
//! `PolNeAR`'s guidelines (Newell, Margolin and Ruths 2018,
//! <https://aclanthology.org/L18-1524/>) count attitudes as attributions, said
//! or thought. Words and frames are data, `schema/lang/<code>/attitudes.tsv`.

use super::action::Scene;
use super::clause;
use super::content::trim;
use super::lexicon::Attitude;
use super::lexicon::AttitudeWord;
use super::quotation;
use super::quotation::Quoted;
use super::quotation::quotation_of;
use super::quote::Parties;
use super::quote::Said;
use super::speaker::can_speak;
use super::speaker::speaker_of;
use super::status;
use super::tree::Tree;
use crate::annotate::Deprel;
use crate::annotate::Upos;
use crate::annotate::Xpos;
use crate::ontology::Modality;
use crate::ontology::Polarity;
use crate::ontology::Relation;
use crate::ontology::Stance;
use crate::text::Span;

/// What stands behind "object+" for an object of which something is said.
const IS: &str = "is";

/// The quotation that says what something is called begins at most so many words behind the verb.
const WIDEST_NAME: usize = 12;

/// A word of attitude in its sentence.
struct Word<'s> {
    attitude: &'s Attitude,
    lemma: String,
    cue: Vec<usize>,
    /// The phrase behind the preposition that belongs to the word, as "call for" has it; it counts as object.
    own: Option<usize>,
}

/// The attitude that a verb, noun or adjective tells of, when it is told as such: not planned, not only possible.
pub(super) fn of(scene: &Scene<'_>, quotes: &[Quoted], at: usize) -> Option<Said> {
    let tree = scene.tree;
    let (word, mut pieces, speakers, negated) = match tree.upos(at) {
        Upos::Verb => by_verb(scene, quotes, at)?,
        Upos::Noun => by_noun(scene, at)?,
        Upos::Adj => by_adjective(scene, at)?,
        _ => return None,
    };
    pieces.sort_unstable();
    if word.attitude.stance == Stance::Demand {
        close_gaps(tree, &mut pieces);
    }
    let content = joined(tree, &pieces);
    // "cited it" and "knew exactly what" state nothing one could read.
    let bare = |&(first, end): &(usize, usize)| (first..end).all(|at| matches!(tree.upos(at), Upos::Pron | Upos::Adv));
    if content.iter().all(bare) {
        return None;
    }
    let confidence = if speakers.is_empty() { 55 } else { 70 };
    let parties: Parties = speakers.into_iter().map(|(draft, span)| (Relation::Speaker, draft, span)).collect();
    Some(Said {
        quotation: quotation_of(quotes, &content),
        content,
        cue: word.cue,
        cue_lemma: Some(word.lemma),
        stance: if negated { Stance::Deny } else { word.attitude.stance },
        parties,
        felt: true,
        confidence,
    })
}

/// "asked anyone with a video to call": what describes the one asked may hang on the verb; a time between stays out.
fn close_gaps(tree: &Tree<'_>, pieces: &mut [(usize, usize)]) {
    for at in 1..pieces.len() {
        let (from, to) = (pieces[at - 1].1 + 1, pieces[at].0);
        let inside = |word: usize| tree.lower(word) != "," && !tree.is_time(word) && tree.upos(word) != Upos::Verb;
        if from < to && to - from <= WIDEST_NAME && tree.upos(from) == Upos::Adp && (from..to).all(inside) {
            pieces[at - 1].1 = to - 1;
        }
    }
}

/// Whether somebody is told not to have an attitude; none when it is only planned or possible, or nothing to be denied.
///
/// Not to support is to refuse. Not to mention, not to blame or not to regret states nothing.
fn denied(scene: &Scene<'_>, stance: Stance, at: usize) -> Option<bool> {
    let status = status::of(scene.tree, scene.lexicon, at);
    let negated = status.polarity == Polarity::Negated;
    // "did not regret pardoning him": that he was pardoned is not denied.
    if negated && scene.lexicon.is_factive(scene.tree.lemma(at)) {
        return None;
    }
    let open = matches!(stance, Stance::Praise | Stance::Demand | Stance::Promise | Stance::Believe | Stance::Admit);
    (status.modality == Modality::Actual && (!negated || open)).then_some(negated)
}

/// A verb with the longest entry of the list that fits: with its particle, with a preposition behind it, alone.
fn verb_word<'s>(scene: &Scene<'s>, verb: usize) -> Option<Word<'s>> {
    let tree = scene.tree;
    let lemma = tree.lemma(verb);
    if let Some(particle) = tree.one(verb, &[Deprel::CompoundPrt]) {
        let both = format!("{lemma} {}", tree.lower(particle));
        if let Some(attitude) = scene.lexicon.attitude(AttitudeWord::Verb, &both) {
            return Some(Word { attitude, lemma: both, cue: vec![verb, particle], own: None });
        }
    }
    for &child in tree.children(verb) {
        if let Some((word, token)) = opener(tree, child) {
            let both = format!("{lemma} {word}");
            if let Some(attitude) = scene.lexicon.attitude(AttitudeWord::Verb, &both) {
                return Some(Word { attitude, lemma: both, cue: vec![verb, token], own: Some(child) });
            }
        }
    }
    let attitude = scene.lexicon.attitude(AttitudeWord::Verb, lemma)?;
    Some(Word { attitude, lemma: lemma.to_owned(), cue: vec![verb], own: None })
}

/// The preposition that opens a phrase or clause, and where it stands.
fn opener<'t>(tree: &'t Tree<'_>, at: usize) -> Option<(&'t str, usize)> {
    let token = match tree.deprel(at) {
        Deprel::Obl | Deprel::Nmod | Deprel::OblUnmarked => tree.one(at, &[Deprel::Case]),
        Deprel::Advcl | Deprel::Acl | Deprel::Ccomp | Deprel::Xcomp => tree.one(at, &[Deprel::Mark, Deprel::Case]),
        _ => None,
    }?;
    Some((tree.lower(token), token))
}

/// The word, the pieces of what is stated, who states it, and whether the attitude is denied.
type Found<'s> = (Word<'s>, Vec<(usize, usize)>, Vec<(usize, Span)>, bool);

fn by_verb<'s>(scene: &Scene<'s>, quotes: &[Quoted], verb: usize) -> Option<Found<'s>> {
    let tree = scene.tree;
    if matches!(tree.deprel(verb), Deprel::Amod | Deprel::Aux | Deprel::Compound | Deprel::Case | Deprel::Mark) {
        return None;
    }
    let word = verb_word(scene, verb)?;
    // "voiced fears that …": the noun says which attitude it is.
    let voices = scene.lexicon.gives_voice(tree.lemma(verb));
    if voices && clause::objects(tree, verb).into_iter().any(|object| by_noun(scene, object).is_some()) {
        return None;
    }
    let negated = denied(scene, word.attitude.stance, verb)?;
    // "Asked about the price, she smiled": somebody else asked.
    let asked = matches!(tree.token(verb).xpos, Xpos::Vbn | Xpos::Vbd)
        && tree.deprel(verb) == Deprel::Advcl
        && tree.one(verb, &[Deprel::Nsubj, Deprel::Aux, Deprel::Mark, Deprel::Obj]).is_none();
    if asked {
        return None;
    }
    let passive = clause::is_passive(tree, verb);
    // "a stream called Trout Run" only names it.
    if passive && matches!(tree.deprel(verb), Deprel::Acl) && tree.one(verb, &[Deprel::OblAgent]).is_none() {
        return None;
    }
    let speakers = speaker_of(scene, verb);
    let speaks = speakers.iter().any(|&(draft, _)| can_speak(scene, draft));
    let open = !speaks && clause::by_somebody(tree, verb);
    let mute = if passive { !speakers.is_empty() } else { !open };
    if mute && !speaks {
        return None;
    }
    let attitude = word.attitude;
    let mut pieces = complements(scene, attitude, verb);
    // "was accused by two builders of taking bribes": the parse hangs the charge on who makes it.
    if let Some(agent) = tree.one(verb, &[Deprel::OblAgent]).filter(|_| passive) {
        let charge = tree.with(agent, &[Deprel::Acl, Deprel::Nmod]).filter(|&child| {
            child > agent
                && opener(tree, child).is_some_and(|(word, _)| word != "of" || tree.deprel(child) == Deprel::Acl)
                && opener(tree, child).is_some_and(|(word, _)| attitude.behind.iter().any(|one| one == word))
        });
        pieces.extend(charge.map(|child| tree.reach(child)));
    }
    // What the object takes with it: "called the plan reckless", "urged voters to stay".
    let with = |preposition: &String| {
        preposition == IS && is_said_of(tree, quotes, verb)
            || tree.children(verb).iter().any(|&child| opener(tree, child).is_some_and(|(word, _)| word == preposition))
    };
    let shown =
        || speakers.iter().any(|&(draft, _)| scene.lexicon.is_source(tree.lemma(scene.cast.drafts[draft].head)));
    if attitude.object || attitude.finding && shown() || attitude.object_with.iter().any(with) {
        let objects = match word.own {
            Some(own) => vec![own],
            None if passive => clause::subject(tree, verb).tokens,
            // "called the claim groundless" may come as one phrase that is said of nothing.
            None => match clause::objects(tree, verb) {
                none if none.is_empty() => tree
                    .with(verb, &[Deprel::Xcomp])
                    .filter(|&child| tree.one(child, &[Deprel::Det]).is_some())
                    .collect(),
                objects => objects,
            },
        };
        let many = pieces.len();
        pieces
            .extend(objects.iter().filter(|&&object| !tree.is_time(object)).map(|&object| phrase(tree, object, verb)));
        if let Some(more) = objects.iter().find_map(|&object| infinitive_behind(scene, object)) {
            pieces.push(tree.reach(more));
        }
        // "wants more money for the army": what it is for may hang on the verb.
        if matches!(attitude.stance, Stance::Demand | Stance::Promise)
            && let Some(last) = pieces.get_mut(many..).and_then(<[_]>::last_mut)
        {
            let use_of = tree.with(verb, &[Deprel::Obl]).find(|&child| {
                tree.reach(child).0 == last.1 + 1 && tree.case(child).as_deref() == Some("for") && !tree.is_time(child)
            });
            last.1 = use_of.map_or(last.1, |child| tree.reach(child).1);
        }
        if pieces.len() > many {
            let more = tree.with(verb, &[Deprel::Xcomp, Deprel::Ccomp, Deprel::Advcl, Deprel::Obl]);
            let said_of = more.filter(|&child| match tree.deprel(child) {
                Deprel::Xcomp | Deprel::Ccomp => !clause::is_infinitive(tree, child),
                _ => opener(tree, child).is_some_and(|(word, _)| attitude.object_with.iter().any(|one| one == word)),
            });
            pieces.extend(said_of.map(|child| tree.reach(child)));
            // "100 euros a day".
            if let Some(last) = pieces.iter_mut().max_by_key(|piece| piece.1) {
                let rate = tree
                    .with(verb, &[Deprel::OblUnmarked])
                    .map(|child| tree.reach(child))
                    .find(|rate| rate.0 == last.1 + 1 && matches!(tree.lower(rate.0), "a" | "an" | "each" | "every"));
                last.1 = rate.map_or(last.1, |rate| rate.1);
            }
        }
    }
    // "called the defeat “a lesson”": what is quoted right behind belongs to it.
    let takes = attitude.object || attitude.object_with.iter().any(|one| one == IS);
    if let Some(&(_, last)) = pieces.iter().max_by_key(|piece| piece.1).filter(|_| takes) {
        let behind = |quoted: &&Quoted| {
            quoted.first > last
                && quoted.first <= last + 3
                && (last + 1..quoted.first).all(|at| {
                    matches!(tree.upos(at), Upos::Punct | Upos::Det | Upos::Adp | Upos::Adv) && tree.lower(at) != ","
                })
        };
        let quoted = quotation::next(quotes, last + 1)
            .filter(behind)
            .filter(|quoted| tree.sentence(quoted.first) == tree.sentence(verb));
        pieces.extend(quoted.map(|quoted| (quoted.first, quoted.end - 1)));
    }
    // In the passive, whom it is about alone says nothing when nobody is known to have said it.
    let least = if passive && speakers.is_empty() { 2 } else { 1 };
    (pieces.len() >= least).then_some((word, pieces, speakers, negated))
}

/// Whether something is said of a verb's object: "called the plan reckless", "called it “a gift”", but "called the police".
fn is_said_of(tree: &Tree<'_>, quotes: &[Quoted], verb: usize) -> bool {
    let said = tree.with(verb, &[Deprel::Xcomp, Deprel::Ccomp]).any(|child| !clause::is_infinitive(tree, child));
    let quoted = quotation::next(quotes, verb)
        .is_some_and(|quoted| quoted.first <= verb + WIDEST_NAME && tree.sentence(quoted.first) == tree.sentence(verb));
    said || quoted
}

/// The first and last token of a phrase without what a comma adds to it; of one that stands outside the verb's clause, its core.
fn phrase(tree: &Tree<'_>, object: usize, verb: usize) -> (usize, usize) {
    // "accused each other on Saturday of lying": nothing describes who does what to whom.
    let mutual = matches!(tree.lower(object), "other" | "another") && object > 0;
    if mutual && matches!(tree.lower(object - 1), "each" | "one") {
        return (object - 1, object);
    }
    let (left, right) = tree.reach(object);
    if left <= verb && verb <= right {
        let (left, end) = tree.core(object);
        return (left, end - 1);
    }
    let added = tree.with(object, &[Deprel::AclRelcl, Deprel::Appos]).map(|child| tree.reach(child).0);
    let comma = |&first: &usize| first > object && (tree.lower(first) == "," || tree.lower(first - 1) == ",");
    match added.filter(comma).min() {
        Some(first) if tree.reach(object).1 == right => (left, first - 1),
        _ => (left, right),
    }
}

/// "rejected an offer by the firm to pay": what is offered may hang on the verb of attitude that governs the noun.
fn infinitive_behind(scene: &Scene<'_>, noun: usize) -> Option<usize> {
    let tree = scene.tree;
    let takes = scene.lexicon.attitude(AttitudeWord::Noun, tree.lemma(noun)).is_some_and(|attitude| attitude.to);
    let verb = tree.head(noun).filter(|_| takes && tree.deprel(noun) == Deprel::Obj)?;
    scene.lexicon.attitude(AttitudeWord::Verb, tree.lemma(verb))?;
    let right = tree.reach(noun).1;
    tree.with(verb, &[Deprel::Advcl, Deprel::Xcomp])
        .find(|&child| clause::is_infinitive(tree, child) && tree.reach(child).0 == right + 1)
}

/// Infinitives, clauses and phrases behind prepositions that a word takes.
fn complements(scene: &Scene<'_>, attitude: &Attitude, at: usize) -> Vec<(usize, usize)> {
    let tree = scene.tree;
    let gerund =
        |child: usize| tree.token(child).xpos == Xpos::Vbg && tree.one(child, &[Deprel::Aux, Deprel::Cop]).is_none();
    let takes = |&child: &usize| {
        let behind = || opener(tree, child).is_some_and(|(word, _)| attitude.behind.iter().any(|one| one == word));
        let infinitive = clause::is_infinitive(tree, child);
        match tree.deprel(child) {
            // "proposed dropping the tax" has its object in a gerund.
            Deprel::Xcomp => infinitive && attitude.to || gerund(child) && attitude.object || !infinitive && behind(),
            Deprel::Ccomp => {
                infinitive && attitude.to
                    || attitude.that && !infinitive
                    || attitude.object && asks(tree, child)
                    || behind()
            }
            Deprel::Advcl => infinitive && attitude.to || behind(),
            Deprel::Acl => {
                infinitive && attitude.to || behind() || attitude.that && !infinitive && is_clause(tree, child)
            }
            Deprel::Obl | Deprel::Nmod => {
                let apart = |child: usize| (at..tree.reach(child).0).any(|between| tree.lower(between) == ",");
                child > at && !tree.is_time(child) && behind() && !apart(child)
            }
            _ => false,
        }
    };
    tree.children(at).iter().copied().filter(takes).map(|child| tree.reach(child)).collect()
}

/// Whether a clause is an indirect question.
fn asks(tree: &Tree<'_>, clause: usize) -> bool {
    let first = tree.reach(clause).0;
    matches!(tree.lower(first), "what" | "who" | "how" | "why" | "whether" | "when" | "where" | "which" | "if")
}

/// Whether a clause has a verb form of its own and a subject.
fn is_clause(tree: &Tree<'_>, at: usize) -> bool {
    tree.one(at, &[Deprel::Nsubj, Deprel::NsubjPass]).is_some()
}

fn by_noun<'s>(scene: &Scene<'s>, noun: usize) -> Option<Found<'s>> {
    let tree = scene.tree;
    let lemma = tree.lemma(noun);
    let attitude = scene.lexicon.attitude(AttitudeWord::Noun, lemma)?;
    let mut pieces = complements(scene, attitude, noun);
    pieces.extend(infinitive_behind(scene, noun).map(|child| tree.reach(child)));
    if pieces.is_empty()
        || !matches!(
            tree.deprel(noun),
            Deprel::Obj
                | Deprel::Root
                | Deprel::Nsubj
                | Deprel::NsubjPass
                | Deprel::Obl
                | Deprel::Conj
                | Deprel::Nmod
                | Deprel::Parataxis
                | Deprel::Ccomp
        )
    {
        return None;
    }
    let owner = tree.with(noun, &[Deprel::NmodPoss]).next();
    let by = || {
        tree.with(noun, &[Deprel::Nmod]).find(|&by| matches!(tree.case(by).as_deref(), Some("by" | "from" | "among")))
    };
    let mut speakers = owner.or_else(by).map(|one| scene.fillers(one)).unwrap_or_default();
    if owner.is_none() && speakers.is_empty() {
        let verb = tree.head(noun).filter(|_| tree.deprel(noun) == Deprel::Obj)?;
        if !scene.lexicon.gives_voice(tree.lemma(verb)) || denied(scene, attitude.stance, verb) != Some(false) {
            return None;
        }
        speakers = speaker_of(scene, verb);
    }
    speakers.retain(|&(draft, _)| can_speak(scene, draft));
    let none = tree.with(noun, &[Deprel::Det]).any(|det| tree.lower(det) == "no");
    (!speakers.is_empty() && !none)
        .then(|| (Word { attitude, lemma: lemma.to_owned(), cue: vec![noun], own: None }, pieces, speakers, false))
}

fn by_adjective<'s>(scene: &Scene<'s>, adjective: usize) -> Option<Found<'s>> {
    let tree = scene.tree;
    let lemma = tree.lemma(adjective);
    let attitude = [lemma, tree.lower(adjective)]
        .into_iter()
        .find_map(|word| scene.lexicon.attitude(AttitudeWord::Adjective, word))?;
    let pieces = complements(scene, attitude, adjective);
    if pieces.is_empty() {
        return None;
    }
    let negated = denied(scene, attitude.stance, adjective)?;
    let subject = clause::subject(tree, adjective);
    let mut speakers: Vec<(usize, Span)> = subject.tokens.iter().flat_map(|&token| scene.fillers(token)).collect();
    speakers.retain(|&(draft, _)| can_speak(scene, draft));
    (!speakers.is_empty() || clause::by_somebody(tree, adjective)).then(|| {
        (Word { attitude, lemma: lemma.to_owned(), cue: vec![adjective], own: None }, pieces, speakers, negated)
    })
}

/// Token ranges without what opens the first of them; ranges that touch, or are parted by a preposition only, are one.
fn joined(tree: &Tree<'_>, pieces: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut all: Vec<(usize, usize)> = Vec::new();
    for &(left, right) in pieces {
        match all.last_mut() {
            Some(last) if left <= last.1 + 1 => last.1 = last.1.max(right + 1),
            _ => all.push((left, right + 1)),
        }
    }
    if let Some(first) = all.first_mut() {
        let opens = |at: usize| {
            matches!(tree.deprel(at), Deprel::Case | Deprel::Mark)
                && (tree.lower(at) != "to" || tree.upos(at) != Upos::Part)
        };
        while first.0 < first.1 && opens(first.0) {
            first.0 += 1;
        }
    }
    all.into_iter().filter_map(|piece| trim(tree, piece)).collect()
}
