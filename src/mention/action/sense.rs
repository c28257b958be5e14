//! Which of the types a predicate may have is meant, and what its roles are called there.

use std::sync::Arc;

use super::party::Parties;
use super::scene::Scene;
use crate::ontology::ActionType;
use crate::ontology::Relation;

/// Categories whose doer stands before the noun of their subject: what "Danish strikes" hit, Denmark hit.
pub(super) const FORCE: &[&str] = &["assault", "coerce", "sanction", "protest", "threaten"];

/// Of the types a predicate may have, the one its parties fit best; ties go to the first by name.
pub(super) fn choose<'t>(scene: &Scene<'_>, types: &'t [Arc<ActionType>], parties: &Parties) -> Option<&'t ActionType> {
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
pub(super) fn settle_roles(scene: &Scene<'_>, kind: Option<&ActionType>, parties: &mut Parties) {
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
