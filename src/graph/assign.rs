//! Carries who is who back into contributions and the finished graph.

use std::collections::BTreeMap;

use super::Contribution;
use super::contribution::edge_id;
use super::identity::Identity;
use super::identity::Post;
use super::identity::Profile;
use super::identity::Source;
use super::identity::World;
use super::model::Edge;
use super::model::Evidence;
use super::model::Node;
use super::model::NodeBody;
use crate::ontology;
use crate::ontology::Form;
use crate::ontology::NodeType;
use crate::ontology::Relation;
use crate::ontology::RoleStatus;

/// So many descriptions of one name are looked at.
const DESCRIPTIONS: usize = 8;

/// Whether a node is one that documents share: by a name, or as a country that "Mexican" means.
pub(super) fn is_shared(node: &Node) -> bool {
    let NodeBody::Entity(entity) = &node.body else { return false };
    let named = node.mentions.iter().any(|mention| mention.form == Form::Name);
    node.kind.is_entity() && (named || (node.kind == NodeType::Place && entity.country.is_some()))
}

/// What the documents say of names. Of each contribution the nodes keep their order.
pub(super) fn world(set: &[Contribution]) -> World<'_> {
    let mut world = World::default();
    for one in set {
        let document = world.documents.len() as u32;
        world.documents.push(Source { id: &one.document.id, published: one.document.published.as_deref() });
        let start = world.profiles.len();
        let mut at: BTreeMap<&str, usize> = BTreeMap::new();
        for node in one.nodes.iter().filter(|node| is_shared(node)) {
            let NodeBody::Entity(entity) = &node.body else { continue };
            // Two chains of one name in a document are one profile.
            if at.insert(&node.id, world.profiles.len()).is_some() {
                at.insert(
                    &node.id,
                    start + world.profiles[start..].iter().position(|it| it.id == node.id).unwrap_or(0),
                );
                continue;
            }
            let descriptions = node
                .mentions
                .iter()
                .filter(|mention| mention.form == Form::Nominal)
                .map(|mention| mention.text.as_str())
                .take(DESCRIPTIONS)
                .collect();
            world.profiles.push(Profile {
                aliases: &entity.aliases,
                kind: entity.kind.as_deref(),
                gender: entity.gender.as_deref(),
                country: entity.country.as_deref(),
                descriptions,
                ..Profile::new(document, &node.id, node.kind, &node.label)
            });
        }
        for (source, target, edge) in &one.edges {
            let Some(&profile) = at.get(source.as_str()) else { continue };
            let profile = &mut world.profiles[profile];
            match edge.kind {
                Relation::LocatedIn | Relation::PartOf => profile.within.push(target),
                Relation::HoldsRole => profile.posts.push(Post {
                    role: edge.role.as_deref().unwrap_or_default(),
                    target,
                    former: edge.status == Some(RoleStatus::Former),
                }),
                Relation::MemberOf | Relation::Affiliated if profile.node_type == NodeType::Person => {
                    profile.posts.push(Post { role: "", target, former: false });
                }
                _ => {}
            }
        }
    }
    world
}

/// Of each document the entity of each id, as an index of [`Identity::entities`].
pub(super) fn ids(world: &World<'_>, identity: &Identity) -> Vec<BTreeMap<String, usize>> {
    let mut ids = vec![BTreeMap::new(); world.documents.len()];
    for (profile, &entity) in world.profiles.iter().zip(&identity.entity_of) {
        ids[profile.document as usize].insert(profile.id.to_owned(), entity);
    }
    ids
}

/// Gives the nodes of a document, and the ends of its edges, the ids and types they have among all.
pub(super) fn rename(one: &mut Contribution, ids: &BTreeMap<String, usize>, identity: &Identity) {
    let mut types: BTreeMap<&str, NodeType> = BTreeMap::new();
    let mut changed = false;
    for node in &mut one.nodes {
        if let Some(&entity) = ids.get(&node.id) {
            let entity = &identity.entities[entity];
            if entity.node_type != node.kind {
                changed = true;
                retype(node, entity.node_type);
            }
            node.id.clone_from(&entity.id);
        }
    }
    for node in one.nodes.iter().filter(|_| changed) {
        types.insert(&node.id, node.kind);
    }
    let allowed = |from: &str, relation: Relation, to: &str| match (types.get(from), types.get(to)) {
        (Some(&from), Some(&to)) => ontology::get().allows(relation, from, to),
        _ => true,
    };
    let now = |id: &str| ids.get(id).and_then(|&at| identity.entities.get(at)).map(|entity| &entity.id);
    rename_ends(&mut one.edges, now, allowed);
    for account in &mut one.accounts {
        account.rename(ids, identity);
    }
}

/// Gives the ends of edges other ids; edges that become one are joined, and those from a node to itself or not
/// `allowed` are dropped.
pub(super) fn rename_ends<'i>(
    edges: &mut Vec<(String, String, Edge)>,
    now: impl Fn(&str) -> Option<&'i String>,
    allowed: impl Fn(&str, Relation, &str) -> bool,
) {
    let mut kept: BTreeMap<String, (String, String, Edge)> = BTreeMap::new();
    for (mut source, mut target, mut edge) in std::mem::take(edges) {
        let ends = [&mut source, &mut target].map(|end| match now(end) {
            Some(id) if id != end => {
                end.clone_from(id);
                true
            }
            _ => false,
        });
        if source == target {
            continue;
        }
        if ends != [false, false] {
            edge.id = edge_id(&source, edge.kind, &target, edge.role.as_deref().unwrap_or_default());
        }
        if !allowed(&source, edge.kind, &target) {
            continue;
        }
        match kept.get_mut(&edge.id) {
            Some((_, _, known)) => {
                known.evidence.extend(edge.evidence);
                known.evidence.sort();
                known.evidence.dedup();
                known.confidence = known.confidence.max(edge.confidence);
            }
            None => {
                kept.insert(edge.id.clone(), (source, target, edge));
            }
        }
    }
    *edges = kept.into_values().collect();
}

/// Gives a node another type, and takes from it what that type does not have.
pub(super) fn retype(node: &mut Node, node_type: NodeType) {
    node.kind = node_type;
    if let NodeBody::Entity(entity) = &mut node.body {
        let fits = |kind: &String| ontology::get().kind(kind).is_some_and(|kind| kind.node_type == node_type);
        entity.kind = entity.kind.take().filter(fits);
        entity.gender = entity.gender.take().filter(|_| node_type == NodeType::Person);
        entity.country = entity.country.take().filter(|_| node_type == NodeType::Place);
        entity.actor &= node_type == NodeType::Place;
        entity.size = entity.size.take().filter(|_| node_type == NodeType::Group);
    }
}

/// Writes into finished nodes what resolution knows of them.
pub(super) fn finish(nodes: &mut [Node], identity: &Identity) {
    for node in nodes {
        let Ok(at) = identity.entities.binary_search_by(|entity| entity.id.as_str().cmp(&node.id)) else { continue };
        let entity = &identity.entities[at];
        let NodeBody::Entity(body) = &mut node.body else { continue };
        if let Some(label) = entity.label.as_ref().filter(|label| **label != node.label) {
            let old = std::mem::replace(&mut node.label, label.clone());
            body.aliases.retain(|alias| alias != label);
            body.aliases.insert(0, old);
        }
        let kind = entity
            .kind
            .as_ref()
            .filter(|kind| ontology::get().kind(kind).is_some_and(|kind| kind.node_type == node.kind));
        body.kind = body.kind.take().or_else(|| kind.cloned());
        if node.kind == NodeType::Place {
            body.country = entity.country.clone().or_else(|| body.country.take());
        }
        body.ids.extend(entity.ids.iter().cloned());
        body.ids.sort();
        body.ids.dedup();
        body.merged.clone_from(&entity.merged);
    }
}

/// The edges between entities that may be one. Nodes are sorted by id.
pub(super) fn doubts(nodes: &[Node], identity: &Identity) -> Vec<(String, String, Edge)> {
    let node = |entity: usize| {
        let id = &identity.entities[entity].id;
        nodes.binary_search_by(|node| node.id.cmp(id)).ok().map(|at| &nodes[at])
    };
    let place = |node: &Node| {
        let named = node.mentions.iter().find(|mention| mention.form == Form::Name).or(node.mentions.first());
        named.map(|mention| Evidence {
            span: mention.span.clone(),
            sentence: None,
            trigger: Vec::new(),
            cue: Vec::new(),
            content: Vec::new(),
        })
    };
    let mut edges = Vec::new();
    for doubt in &identity.doubts {
        let (Some(one), Some(other)) = (node(doubt.one), node(doubt.other)) else { continue };
        let mut evidence: Vec<Evidence> = [place(one), place(other)].into_iter().flatten().collect();
        evidence.sort();
        evidence.dedup();
        let (one, other) = if one.id <= other.id { (one, other) } else { (other, one) };
        let edge = Edge {
            id: edge_id(&one.id, Relation::PossiblySame, &other.id, ""),
            kind: Relation::PossiblySame,
            confidence: super::model::Confidence::new(doubt.confidence),
            evidence,
            role: None,
            status: None,
            quantity: None,
            reason: Some(doubt.reason.clone()),
        };
        edges.push((one.id.clone(), other.id.clone(), edge));
    }
    edges
}
