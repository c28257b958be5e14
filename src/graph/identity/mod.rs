//! Who is who across documents.
//!
//! What one document says of one name is a [`Profile`]. Resolution goes from sure to less sure, in this order:
//!
//! 1. a name that is a person here and a body there gets one type (`types`);
//! 2. profiles of one name are told apart by place, field, employer and the company they keep (`sense`): homonyms;
//! 3. names of one place, body or person are joined (`variant`): entries of the user's knowledge, then spellings,
//!    initials, short forms, acronyms; each join names what agrees, and no join goes against what is known of *any* name
//!    on its two sides, so chains of half-likenesses cannot form.
//!
//! Places come first, then bodies, then persons, because who somebody is shows in where and for whom they work. What may
//! be one but is not sure stays apart, and is a [`Doubt`] with its reason.
//!
//! Everything is a function of the *set* of profiles: neither their order nor that of decisions shows.

mod lists;
mod name;
mod profile;
mod sense;
mod types;
mod variant;

use rustc_hash::FxHashMap;
use rustc_hash::FxHashSet;

pub use profile::{Post, Profile, Source, World};

pub(crate) use name::fold;

use super::joined;
use super::knowledge::Entry;
use super::knowledge::Knowledge;
use super::model::Merged;
use super::review::Decision;
use crate::ontology::NodeType;

/// What resolution may use beside the documents.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options<'o> {
    /// Entries that names are linked to; of two with one id the earlier list is believed.
    pub knowledge: &'o [&'o Knowledge],
    /// What the user has decided.
    pub decisions: &'o [Decision],
}

/// One entity of many documents.
#[derive(Debug, Clone, PartialEq)]
pub struct Resolved {
    /// That of the member which was published first: documents of later days do not change it.
    pub id: String,
    /// What it is.
    pub node_type: NodeType,
    /// What to call it, where the user or the knowledge says so.
    pub label: Option<String>,
    /// A name of `schema/ontology/kind`, where the knowledge says so.
    pub kind: Option<String>,
    /// ISO 3166-1 alpha-2 of a place, where what it lies in says so.
    pub country: Option<String>,
    /// Ids of entries it is linked to.
    pub ids: Vec<String>,
    /// The other members, by id: each a node that stood alone before.
    pub merged: Vec<Merged>,
}

/// Two entities that may be one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Doubt {
    /// Index in [`Identity::entities`].
    pub one: usize,
    /// Index in [`Identity::entities`], another.
    pub other: usize,
    /// Why they may be one, and why they were not joined.
    pub reason: String,
    /// How likely they are one, in hundredths.
    pub confidence: u8,
}

/// Who is who.
#[derive(Debug, Clone, Default)]
pub struct Identity {
    /// Index in `entities` of each profile.
    pub entity_of: Vec<usize>,
    /// The entities, by id.
    pub entities: Vec<Resolved>,
    /// Sorted.
    pub doubts: Vec<Doubt>,
    /// Indices in [`Options::decisions`] of those that met nothing, sorted.
    pub unmatched: Vec<usize>,
}

/// All profiles of one name that are taken for one entity.
#[derive(Debug, Clone)]
struct Sense<'a> {
    id: String,
    node_type: NodeType,
    label: &'a str,
    profiles: Vec<u32>,
    traits: sense::Traits<'a>,
    /// Day and id of its first document: undated ones come last.
    first: (&'a str, &'a str),
}

/// Two senses of one name that may be one.
struct Near {
    one: usize,
    other: usize,
    reason: String,
    confidence: u8,
}

/// Finds out who is who.
///
/// # Cost
///
/// O(n log n) in the profiles: names are compared within blocks of bounded size only.
pub fn resolve(world: &World<'_>, options: &Options<'_>) -> Identity {
    let mut context = profile::Context::new(world, options);
    types::settle(&mut context);
    let mut senses: Vec<Sense<'_>> = Vec::new();
    let mut near: Vec<Near> = Vec::new();
    let mut clusters: Vec<variant::Cluster> = Vec::new();
    for node_type in [NodeType::Place, NodeType::Organization, NodeType::Person, NodeType::Group, NodeType::Thing] {
        let from = senses.len();
        sense::collect(&context, node_type, &mut senses, &mut near);
        let found = variant::join(&context, &senses, from, &mut near);
        for cluster in &found {
            for &member in &cluster.members {
                for &profile in &senses[member].profiles {
                    context.cluster[profile as usize] = clusters.len() as u32;
                }
            }
            // The number is its place among all clusters.
            context.cluster_labels.push(cluster.members.first().map_or("", |&at| senses[at].label));
            clusters.push(cluster.clone());
        }
    }
    finish(&context, &senses, &clusters, near)
}

fn finish(
    context: &profile::Context<'_>,
    senses: &[Sense<'_>],
    clusters: &[variant::Cluster],
    near: Vec<Near>,
) -> Identity {
    let mut home = vec![0; senses.len()];
    let mut entities: Vec<(usize, Resolved)> = Vec::with_capacity(clusters.len());
    for (number, cluster) in clusters.iter().enumerate() {
        for &member in &cluster.members {
            home[member] = number;
        }
        entities.push((number, resolved(context, senses, cluster)));
    }
    entities.sort_by(|a, b| a.1.id.cmp(&b.1.id));
    let mut place = vec![0; clusters.len()];
    for (at, (number, _)) in entities.iter().enumerate() {
        place[*number] = at;
    }
    let mut best: FxHashMap<(usize, usize), (u8, String)> = FxHashMap::default();
    let apart = decided_apart(context.options.decisions);
    for Near { one, other, reason, confidence } in near {
        let (a, b) = (senses[one].id.as_str(), senses[other].id.as_str());
        if apart.contains(&(a.min(b), a.max(b))) {
            continue;
        }
        let (one, other) = (place[home[one]], place[home[other]]);
        if one == other {
            continue;
        }
        let entry = best.entry((one.min(other), one.max(other))).or_insert_with(|| (confidence, reason.clone()));
        if (confidence, &reason) > (entry.0, &entry.1) {
            *entry = (confidence, reason);
        }
    }
    let mut doubts: Vec<Doubt> =
        best.into_iter().map(|((one, other), (confidence, reason))| Doubt { one, other, reason, confidence }).collect();
    doubts.sort();
    let mut unmatched: Vec<usize> = Vec::new();
    if !context.options.decisions.is_empty() {
        let by_id: FxHashMap<&str, usize> =
            senses.iter().enumerate().map(|(at, it)| (it.id.as_str(), home[at])).collect();
        let by_number: FxHashMap<u32, usize> =
            (0..context.cluster.len()).rev().map(|at| (context.numbers[at], context.cluster[at] as usize)).collect();
        let cluster_of = |id: &str| by_id.get(id).copied().or_else(|| by_number.get(&context.number_of(id)?).copied());
        for (at, decision) in context.options.decisions.iter().enumerate() {
            let met = match decision {
                // What was to be one and is not was refused: another decision, or another type.
                Decision::Same { one, other } => cluster_of(one).is_some() && cluster_of(one) == cluster_of(other),
                _ => decision.nodes().all(|id| cluster_of(id).is_some() || context.number_of(id).is_some()),
            };
            if !met {
                unmatched.push(at);
            }
        }
    }
    let entity_of = context.cluster.iter().map(|&cluster| place[cluster as usize]).collect();
    let mut entities: Vec<Resolved> = entities.into_iter().map(|(_, entity)| entity).collect();
    for decision in context.options.decisions {
        if let Decision::Rename { node, label } = decision
            && let Some(at) =
                (0..senses.len()).find(|&at| senses[at].id == *node || node_has(context, &senses[at], node))
        {
            // Of two labels for one node the first in the alphabet counts, whatever the order they are given in.
            let entity = &mut entities[place[home[at]]];
            let given = context.options.decisions.iter().filter_map(|other| match other {
                Decision::Rename { node: same, label } if same == node => Some(label),
                _ => None,
            });
            entity.label = given.min().or(Some(label)).cloned();
        }
    }
    Identity { entity_of, entities, doubts, unmatched }
}

/// Whether an id is that of a name of a sense.
fn node_has(context: &profile::Context<'_>, sense: &Sense<'_>, node: &str) -> bool {
    sense.profiles.iter().any(|&at| context.profile(at).id == node)
}

/// Pairs of ids that the user keeps apart.
fn decided_apart(decisions: &[Decision]) -> FxHashSet<(&str, &str)> {
    let pairs = decisions.iter().filter_map(|decision| match decision {
        Decision::Apart { one, other } => Some((one.as_str(), other.as_str())),
        _ => None,
    });
    pairs.map(|(one, other)| (one.min(other), one.max(other))).collect()
}

/// What a cluster is to the outside.
fn resolved(context: &profile::Context<'_>, senses: &[Sense<'_>], cluster: &variant::Cluster) -> Resolved {
    let lead = cluster.members.iter().copied().min_by_key(|&at| (senses[at].first, &senses[at].id));
    let lead = lead.unwrap_or_default();
    let ends = cluster.joins.iter().map(|join| (join.one, join.other));
    // Each join tells of the member at its far end.
    let mut merged: Vec<Merged> = joined::outwards(lead, ends)
        .into_iter()
        .filter_map(|step| {
            let join = cluster.joins.get(step.join)?;
            Some(Merged {
                id: senses[step.at].id.clone(),
                kind: senses[step.at].node_type,
                label: senses[step.at].label.to_owned(),
                with: senses[step.with].label.to_owned(),
                with_id: senses[step.with].id.clone(),
                reason: join.reason.clone(),
                agrees: join.agrees.clone(),
                confidence: super::model::Confidence::new(join.confidence),
                documents: senses[step.at].traits.documents,
            })
        })
        .collect();
    // A name that had another type in some documents.
    for &member in &cluster.members {
        for (id, reason) in types::changed(context, &senses[member]) {
            if id != senses[lead].id && !merged.iter().any(|one| one.id == id) {
                merged.push(Merged {
                    id,
                    kind: reason.0,
                    label: senses[member].label.to_owned(),
                    with: senses[member].label.to_owned(),
                    with_id: senses[member].id.clone(),
                    reason: reason.1,
                    agrees: Vec::new(),
                    confidence: super::model::Confidence::new(80),
                    documents: reason.2,
                });
            }
        }
    }
    merged.sort_by(|a, b| (&a.id, &a.with, &a.reason).cmp(&(&b.id, &b.with, &b.reason)));
    merged.dedup_by(|a, b| a.id == b.id);
    let entry = cluster.entry.map(|at| context.entry(at));
    let mut countries = cluster.members.iter().flat_map(|&at| senses[at].traits.countries.iter());
    let country = countries.next().filter(|_| senses[lead].node_type == NodeType::Place).map(|code| (*code).to_owned());
    Resolved {
        id: senses[lead].id.clone(),
        node_type: senses[lead].node_type,
        label: entry.filter(Entry::is_linked).map(|entry| entry.label().to_owned()),
        kind: entry.and_then(|entry| entry.kind().map(str::to_owned)),
        country: country.or_else(|| {
            entry.filter(|_| senses[lead].node_type == NodeType::Place).and_then(|e| e.country().map(str::to_owned))
        }),
        ids: entry.filter(Entry::is_linked).map(|entry| entry.id().to_owned()).into_iter().collect(),
        merged,
    }
}
