//! The class of what somebody only means to do.
//!
//! PLOVER counts the intent, not the deed: who will give aid agrees, who will not refuses, who will attack threatens. The
//! type stays what it is. Table: CAMEO codes 03, 12 and 13 of the Open Event Data Alliance,
//! <https://github.com/openeventdata/PLOVER>.

use rustc_hash::FxHashMap;
use rustc_hash::FxHashSet;

use super::Found;
use super::places;
use super::scene::Scene;
use crate::annotate::Deprel;
use crate::annotate::Upos;
use crate::ontology::Modality;
use crate::ontology::NodeType;
use crate::ontology::Polarity;
use crate::ontology::Relation;

/// What one agrees to by saying that one will do it. A meeting that is planned is one all the same.
const GOOD: &[&str] = &["support", "cooperate", "aid", "concede", "retreat"];

/// What one refuses by saying that one will not do it.
const WANTED: &[&str] = &["support", "cooperate", "aid", "concede", "retreat", "consult", "agree"];

/// What one threatens by saying that one will do it.
const HARM: &[&str] = &["assault", "coerce", "sanction", "protest"];

/// Nouns whose infinitive is meant to be done.
const INTENTIONS: &[&str] =
    &["commitment", "decision", "desire", "determination", "intent", "intention", "plan", "readiness", "willingness"];

/// Gives plans that have a doer the class of the intent, where no other action tells of it: "will send food", not
/// "promised to send food".
pub(super) fn classify(scene: &Scene<'_>, found: &mut [Found]) {
    let place = places(found);
    let told: FxHashSet<usize> = found
        .iter()
        .filter(|one| one.mention.category != "other" || one.mention.action == "decide")
        .flat_map(|one| one.parties.iter().filter_map(|party| party.event))
        .collect();
    let classes: Vec<Option<&str>> = found
        .iter()
        .map(|one| {
            let mention = &one.mention;
            let somebody = || {
                scene.tree.upos(mention.head) == Upos::Verb
                    && !is_told(scene, found, &place, &told, mention.head)
                    && one.parties.iter().any(|party| {
                        party.relation == Relation::Agent
                            && party.draft.is_some_and(|draft| scene.node_type(draft) != NodeType::Thing)
                    })
            };
            // "will strike unless they are paid".
            let will = |&aux: &usize| matches!(scene.tree.lower(aux), "will" | "'ll" | "wo");
            let meant = mention.modality == Modality::Planned
                || mention.modality == Modality::Hypothetical
                    && scene.tree.with(mention.head, &[Deprel::Aux]).any(|aux| will(&aux));
            // "said it could not accept the plan".
            let unable = mention.modality == Modality::Possible
                && mention.polarity == Polarity::Negated
                && matches!(mention.category.as_str(), "agree" | "support" | "concede")
                && scene
                    .tree
                    .with(mention.head, &[Deprel::Aux])
                    .any(|aux| matches!(scene.tree.lower(aux), "can" | "ca" | "could"));
            let is = |list: &[&str]| list.contains(&mention.category.as_str());
            match mention.polarity {
                _ if !(meant || unable) || !somebody() => None,
                Polarity::Affirmed if is(GOOD) => Some("agree"),
                Polarity::Affirmed if is(HARM) => Some("threaten"),
                Polarity::Negated if is(WANTED) => Some("reject"),
                _ => None,
            }
        })
        .collect();
    for (one, class) in found.iter_mut().zip(classes) {
        if let Some(class) = class {
            class.clone_into(&mut one.mention.category);
        }
    }
}

/// Whether another action is about this one, or its coordinated first one: "agreed to meet and sign".
fn is_told(
    scene: &Scene<'_>,
    found: &[Found],
    place: &FxHashMap<usize, usize>,
    told: &FxHashSet<usize>,
    head: usize,
) -> bool {
    let tree = scene.tree;
    let mut here = head;
    for _ in 0..8 {
        let Some(above) = tree.head(here) else { return false };
        if told.contains(&here) {
            return true;
        }
        match tree.deprel(here) {
            Deprel::Conj => here = above,
            // "announced plans to arm", not "efforts to arm".
            Deprel::Acl => return !INTENTIONS.contains(&tree.lemma(above)),
            Deprel::Ccomp | Deprel::Xcomp => {
                return place.get(&above).is_some_and(|&at| found[at].mention.category != "other");
            }
            _ => return false,
        }
    }
    false
}
