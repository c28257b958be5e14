//! Which words are parties of a verb or an event noun: objects, and what stands behind prepositions.

use std::sync::Arc;

use super::owner::earlier_owner;
use super::owner::owner_of;
use super::party::Parties;
use super::scene::Scene;
use crate::annotate::Deprel;
use crate::annotate::Upos;
use crate::ontology::ActionType;
use crate::ontology::Form;
use crate::ontology::NodeType;
use crate::ontology::Relation;
use crate::text::Span;

/// Whom an object makes the target: itself, or the owner of the thing it names ("Norway's plan" → Norway; the plan is the topic).
pub(super) fn undergone(scene: &Scene<'_>, parties: &mut Parties, token: usize, confidence: u8) {
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

/// What stands behind prepositions.
pub(super) fn obliques(
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

/// "by 4 percent", "to $3 million": how much, not whom or what.
pub(super) fn is_amount(scene: &Scene<'_>, at: usize) -> bool {
    scene.tree.upos(at) == Upos::Sym || matches!(scene.tree.lemma(at), "percent" | "pct")
}

pub(super) fn prepositional(scene: &Scene<'_>, parties: &mut Parties, oblique: usize, case: &str, confidence: u8) {
    let tree = scene.tree;
    if tree.is_time(oblique) || matches!(case, "to" | "by" | "from" | "of" | "than") && is_amount(scene, oblique) {
        return;
    }
    let Some([of_place, of_people, of_thing]) = scene.lexicon.preposition(case) else { return };
    let event = tree.upos(oblique) == Upos::Noun && !scene.words.noun(tree.lemma(oblique)).is_empty();
    // "out of the town": where one comes from and goes to may have no name.
    let moves = matches!(of_place, Some(Relation::Origin | Relation::Destination))
        && scene.lexicon.is_place(tree.lemma(oblique));
    for (draft, span) in scene.fillers(oblique) {
        let relation = match scene.node_type(draft) {
            NodeType::Place => of_place,
            NodeType::Thing if moves => of_place,
            NodeType::Person | NodeType::Organization | NodeType::Group => of_people,
            _ => of_thing,
        };
        if let Some(relation) = relation.filter(|_| !(event && scene.node_type(draft) == NodeType::Thing)) {
            parties.add_draft(scene, relation, draft, span, confidence);
        }
    }
    // "blocked the road in defiance of the mayor": what the act is an answer to.
    if event && case == "in" && tree.one(oblique, &[Deprel::Det, Deprel::NmodPoss]).is_none() {
        for whom in tree.with(oblique, &[Deprel::Nmod]) {
            if matches!(tree.case(whom).as_deref(), Some("of" | "for" | "to" | "with" | "against" | "at")) {
                parties.add(scene, Relation::Topic, whom, confidence.min(65));
            }
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

/// Gives the verb a party that was hung on a noun between: "shared reports about smugglers with Norway", "handed evidence
/// on the ring to police".
pub(super) fn nested(scene: &Scene<'_>, parties: &mut Parties, verb: usize, types: &[Arc<ActionType>]) {
    let tree = scene.tree;
    let roles = [
        ("with", Relation::Partner),
        ("to", Relation::Recipient),
        ("for", Relation::Recipient),
        ("in", Relation::Place),
    ];
    for (preposition, relation) in roles {
        let known = relation == Relation::Place || types.iter().any(|kind| kind.role(relation).is_some());
        if !known || parties.has(relation) {
            continue;
        }
        let nouns = tree.with(verb, &[Deprel::Obj, Deprel::Obl]);
        let near = nouns
            .flat_map(|noun| tree.with(noun, &[Deprel::Nmod]))
            .flat_map(|first| std::iter::once(first).chain(tree.with(first, &[Deprel::Nmod])));
        for whom in near.filter(|&whom| tree.case(whom).as_deref() == Some(preposition)) {
            for (draft, span) in scene.fillers(whom) {
                let place = scene.node_type(draft) == NodeType::Place;
                let relation = if relation == Relation::Recipient && place && preposition == "to" {
                    Relation::Destination
                } else {
                    relation
                };
                let fits = match relation {
                    Relation::Place => scene.node_type(draft) == NodeType::Place && !tree.is_time(whom),
                    _ => scene.node_type(draft) != NodeType::Thing,
                };
                if fits {
                    parties.add_draft(scene, relation, draft, span, 55);
                }
            }
        }
    }
}

/// Whom forces stand before: "massed troops on its border with Mali", "along the Malian frontier".
pub(super) fn faced(scene: &Scene<'_>, parties: &mut Parties, verb: usize) {
    let tree = scene.tree;
    let borders = tree
        .with(verb, &[Deprel::Obl])
        .chain(tree.with(verb, &[Deprel::Obj]).flat_map(|object| tree.with(object, &[Deprel::Nmod])))
        .filter(|&border| matches!(tree.lemma(border), "border" | "frontier" | "boundary"));
    for border in borders {
        for beyond in tree.with(border, &[Deprel::Nmod, Deprel::Amod, Deprel::Compound]) {
            let fits =
                tree.deprel(beyond) != Deprel::Nmod || matches!(tree.case(beyond).as_deref(), Some("with" | "to"));
            for (draft, span) in scene.fillers(beyond).into_iter().filter(|_| fits) {
                if scene.node_type(draft) == NodeType::Place && !parties.is(scene, Relation::Agent, draft) {
                    parties.add_draft(scene, Relation::Topic, draft, span, 60);
                }
            }
        }
    }
}
