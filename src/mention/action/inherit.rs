//! What one action tells of another: whom a threat to attack threatens, where the watching is done that monitors were
//! sent for.

use super::Found;
use super::party::Party;
use super::places;
use super::scene::Scene;
use crate::annotate::Deprel;
use crate::annotate::Upos;
use crate::ontology;
use crate::ontology::NodeType;
use crate::ontology::Polarity;
use crate::ontology::Relation;

/// Categories that take over from the action inside them whom they concern: whom one threatens to attack, one threatens.
const ABOUT_ACTIONS: &[&str] =
    &["accuse", "agree", "concede", "protest", "reject", "request", "retreat", "support", "threaten"];

/// Those whose clause's doer is whom they concern: who is to do what is demanded, who did what is complained of.
const OF_THE_DOER: &[&str] = &["accuse", "request"];

/// Gives what is done for a purpose what the action that serves it tells of it: "sent monitors to Mali to watch the vote"
/// is watching in Mali, "phoned Lee to complain" is complaining to Lee.
pub(super) fn serve(scene: &Scene<'_>, found: &mut [Found]) {
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
pub(super) fn take_over(scene: &Scene<'_>, found: &mut [Found]) {
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
