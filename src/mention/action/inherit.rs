//! What one action tells of another: whom a threat to attack threatens, where the watching is done that monitors were
//! sent for.

use super::Found;
use super::party::Party;
use super::places;
use super::scene::Scene;
use crate::annotate::Deprel;
use crate::annotate::Upos;
use crate::mention::clause;
use crate::ontology;
use crate::ontology::Modality;
use crate::ontology::NodeType;
use crate::ontology::Polarity;
use crate::ontology::Relation;

/// Categories that take over from the action inside them whom they concern: whom one threatens to attack, one threatens.
const ABOUT_ACTIONS: &[&str] =
    &["accuse", "agree", "concede", "protest", "reject", "request", "retreat", "support", "threaten"];

/// Those whose clause's doer is whom they concern: who is to do what is demanded, who did what is complained of.
const OF_THE_DOER: &[&str] = &["accuse", "request"];

/// Categories of what is done to somebody by force.
const FORCE: &[&str] = &["assault", "coerce", "mobilize", "sanction", "protest"];

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
            // "vowed attacks on Rome" is told with a noun.
            let threat = kind.category == "threaten" || kind.inside.values().any(|other| other == "threaten");
            let clause = party.event.filter(|&event| scene.tree.upos(event) == Upos::Verb || threat)?;
            matches!(party.relation, Relation::Topic | Relation::Purpose)
                .then(|| place.get(&clause).copied())
                .flatten()
                .filter(|&inner| inner != at)
        });
        // "demanded that Rome pay", "Rome does not pay, the union protested": the clause is a statement's content, and its
        // subject is who is asked.
        let asked = || said_clause(scene, found[at].mention.head).and_then(|clause| place.get(&clause));
        // "warned that it would strike" and "that police will not tolerate it" threaten, "warned that it may rain" does not.
        let own = |inner: usize| {
            let mut doers = found[inner].parties.iter().filter(|party| party.relation == Relation::Agent);
            doers.any(|doer| {
                outer.iter().any(|own| {
                    own.relation == Relation::Agent
                        && own.draft.zip(doer.draft).is_some_and(|(own, doer)| scene.groups.same(own, doer))
                })
            })
        };
        let refused = |inner: usize| {
            let inner = &found[inner].mention;
            inner.modality == Modality::Planned && inner.polarity == Polarity::Negated
        };
        let about = |inner: usize| {
            OF_THE_DOER.contains(&kind.category.as_str())
                || kind.category == "threaten" && (own(inner) || refused(inner))
        };
        let inside = inside.or_else(|| asked().copied().filter(|&inner| inner != at && about(inner)));
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
                let there = |party: &&Party| {
                    kind.category == "threaten"
                        && FORCE.contains(&inside.mention.category.as_str())
                        && matches!(party.relation, Relation::Place | Relation::Destination)
                };
                // Whom one threatens by sending troops are not the troops.
                let own = inside.mention.category == "mobilize" && kind.category == "threaten";
                let moved = |party: &&Party| own && party.relation == Relation::Target;
                whom = others.iter().copied().filter(|party| concerned(party) && !moved(party)).collect();
                // "threatened to send troops into Mali": where force goes is whom it threatens.
                if whom.is_empty() {
                    whom = others.iter().copied().filter(there).collect();
                }
                // "agreed to rebuild schools in Mali": what is agreed to concerns the country.
                let concerns = |party: &&Party| {
                    kind.category == "agree" && matches!(party.relation, Relation::Place | Relation::Destination)
                };
                if whom.is_empty() {
                    whom = others.into_iter().filter(concerns).collect();
                }
            }
            for party in whom {
                let Some(draft) = party.draft else { continue };
                // Harm and refusal aim at whom they concern; what one agrees or asks to do to somebody is about him.
                let aimed = matches!(kind.category.as_str(), "threaten" | "reject" | "accuse" | "protest");
                let relation = match party.relation {
                    Relation::Agent => Relation::Target,
                    Relation::Place | Relation::Destination if aimed => Relation::Target,
                    Relation::Place | Relation::Destination => Relation::Topic,
                    Relation::Target if !aimed => Relation::Topic,
                    other => other,
                };
                let fits = kind.role(relation).is_some_and(|rule| rule.types.contains(&scene.node_type(draft)));
                let relation = if fits { relation } else { Relation::Topic };
                taken.push(Party { relation, confidence: party.confidence.min(65), ..party.clone() });
            }
        }
        let (action, category) = (kind.name.clone(), kind.category.clone());
        let (threatens, inner) = (kind.category == "threaten", inside.mention.head);
        let found = &mut found[at];
        found.parties.extend(taken);
        if threatens {
            let warned = unless(scene, found, inner);
            found.parties.extend(warned);
        }
        (found.mention.action, found.mention.category) = (action, category);
    }
}

/// The clause a verb states: under it, or before it with the verb beside.
fn said_clause(scene: &Scene<'_>, verb: usize) -> Option<usize> {
    let tree = scene.tree;
    let before = || tree.head(verb).filter(|&clause| tree.deprel(verb) == Deprel::Parataxis && clause < verb);
    tree.one(verb, &[Deprel::Ccomp]).or_else(before)
}

/// Whom a threat to do what stands at `inner` is for, by its condition: "threatened to leave the talks if Norway arms".
fn unless(scene: &Scene<'_>, threat: &Found, inner: usize) -> Vec<Party> {
    let tree = scene.tree;
    let outer = &threat.parties;
    let whom = |party: &Party| {
        matches!(party.relation, Relation::Target | Relation::Recipient | Relation::Partner)
            && party.draft.is_some_and(|draft| scene.node_type(draft) != NodeType::Thing)
    };
    if outer.iter().any(whom) {
        return Vec::new();
    }
    // Read left to right, the condition hangs on the last verb before it.
    let near = [threat.mention.head, inner];
    let deeper = near.into_iter().flat_map(|verb| tree.with(verb, &[Deprel::Advcl, Deprel::Xcomp, Deprel::Conj]));
    let mut clauses = near.into_iter().chain(deeper).flat_map(|verb| tree.with(verb, &[Deprel::Advcl]));
    let condition = clauses
        .find(|&clause| tree.with(clause, &[Deprel::Mark]).any(|mark| matches!(tree.lower(mark), "if" | "unless")));
    let doers = condition.map(|clause| clause::subject(tree, clause).tokens).unwrap_or_default();
    let does = |draft: usize| outer.iter().any(|party| party.draft.is_some_and(|own| scene.groups.same(own, draft)));
    doers
        .into_iter()
        .flat_map(|token| scene.fillers(token))
        .filter(|&(draft, _)| scene.node_type(draft) != NodeType::Thing && !does(draft))
        .map(|(draft, span)| Party {
            relation: Relation::Target,
            draft: Some(draft),
            event: None,
            span,
            confidence: 60,
        })
        .collect()
}

/// Gives a protest whom the demand or complaint beside it concerns: "marched, demanding that Rome pay", "blocked the road to
/// protest against the mayor".
pub(super) fn aim(scene: &Scene<'_>, found: &mut [Found]) {
    let place = places(found);
    for at in 0..found.len() {
        let head = found[at].mention.head;
        if found[at].mention.category != "protest" || scene.tree.upos(head) != Upos::Verb {
            continue;
        }
        let beside = scene.tree.with(head, &[Deprel::Advcl]).filter_map(|clause| place.get(&clause).copied());
        let says = |&inner: &usize| {
            inner != at && matches!(found[inner].mention.category.as_str(), "request" | "accuse" | "reject" | "protest")
        };
        let Some(inner) = beside.into_iter().find(says) else { continue };
        let outer = &found[at].parties;
        let known = |draft: usize| outer.iter().any(|own| own.draft.is_some_and(|own| scene.groups.same(own, draft)));
        let taken: Vec<Party> = found[inner]
            .parties
            .iter()
            .filter(|party| matches!(party.relation, Relation::Target | Relation::Recipient | Relation::Topic))
            .filter(|party| party.draft.is_some_and(|draft| scene.node_type(draft) != NodeType::Thing && !known(draft)))
            .map(|party| Party { relation: Relation::Topic, confidence: party.confidence.min(60), ..party.clone() })
            .collect();
        found[at].parties.extend(taken);
    }
}
