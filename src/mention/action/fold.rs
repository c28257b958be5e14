//! A noun beside its verb that tells of the same: "went on hunger strike in protest", "insisted on its demands".

use super::Found;
use super::party::Party;
use super::places;
use super::scene::Scene;
use crate::annotate::Deprel;
use crate::annotate::Upos;
use crate::ontology::Relation;

/// Gives verbs the parties of nouns of their category that hang on them and have no other doer, and drops the nouns.
pub(super) fn fold(scene: &Scene<'_>, found: &mut Vec<Found>) {
    let place = places(found);
    let mut folded = vec![false; found.len()];
    for at in 0..found.len() {
        let noun = found[at].mention.head;
        let hangs = scene.tree.upos(noun) == Upos::Noun
            && matches!(scene.tree.deprel(noun), Deprel::Obj | Deprel::Obl)
            && scene.tree.one(noun, &[Deprel::Conj]).is_none();
        let verb = scene.tree.head(noun).filter(|_| hangs).and_then(|verb| place.get(&verb).copied());
        let Some(verb) = verb.filter(|&verb| verb != at) else { continue };
        let (one, other) = (&found[at], &found[verb]);
        // "in retaliation for the raid" says why; "left in protest" tells of a protest.
        let manner = scene.tree.deprel(noun) == Deprel::Obl
            && scene.tree.case(noun).as_deref() == Some("in")
            && scene.tree.one(noun, &[Deprel::Det, Deprel::NmodPoss, Deprel::Amod]).is_none()
            && one.mention.category != "protest";
        let alike = manner
            || one.mention.category == other.mention.category
                && one.mention.category != "other"
                && one.mention.polarity == other.mention.polarity;
        if !alike || !own(scene, &one.parties, &other.parties) {
            continue;
        }
        folded[at] = true;
        let known =
            |draft: usize| other.parties.iter().any(|own| own.draft.is_some_and(|own| scene.groups.same(own, draft)));
        let more: Vec<Party> = one
            .parties
            .iter()
            .filter(|party| party.relation != Relation::Agent && party.draft.is_none_or(|draft| !known(draft)))
            .cloned()
            .collect();
        found[verb].parties.extend(more);
    }
    let mut at = 0;
    found.retain(|_| {
        at += 1;
        !folded[at - 1]
    });
}

/// Whether the doers of the noun are those of the verb.
fn own(scene: &Scene<'_>, noun: &[Party], verb: &[Party]) -> bool {
    let agents = |parties: &[Party]| -> Vec<usize> {
        parties.iter().filter(|party| party.relation == Relation::Agent).filter_map(|party| party.draft).collect()
    };
    let doers = agents(verb);
    let theirs = agents(noun);
    !theirs.is_empty() && theirs.iter().all(|&draft| doers.iter().any(|&own| scene.groups.same(own, draft)))
}
