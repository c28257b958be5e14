//! States that have a time.

use super::Found;
use super::mention;
use super::party::Parties;
use super::scene::Scene;
use crate::annotate::Deprel;
use crate::annotate::Upos;
use crate::mention::clause;
use crate::mention::status;
use crate::ontology::Relation;

/// A state with its time: "the shops are closed today", "the vote is on Friday", "we will be away in May".
pub(super) fn of_state(scene: &Scene<'_>, at: usize) -> Option<Found> {
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
