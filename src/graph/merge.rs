//! From the contributions of many documents to one graph.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use super::Contribution;
use super::Graph;
use super::assign;
use super::dispute;
use super::event;
use super::event::Copies;
use super::identity;
use super::identity::Options;
use super::knowledge::Knowledge;
use super::model::Action;
use super::model::Edge;
use super::model::Entity;
use super::model::Node;
use super::model::NodeBody;
use super::model::Time;
use super::when;
use crate::ontology::NodeType;
use crate::ontology::Relation;

/// The graph of a set of contributions.
///
/// Order and repetition of `contributions` do not show: a document counts
/// once, and everything that is counted is counted from the set.
///
/// # Ties
///
/// A node is called what most of its documents call it; then the longer name,
/// then the first in the alphabet. A person goes by a full name before a short one.
///
/// # Cost
///
/// O(n log n) in nodes and edges.
///
/// # Example
///
/// ```
/// let graph = newsloom::graph::build(Vec::new());
/// assert_eq!(graph.nodes().len(), 0);
/// ```
pub fn build(contributions: Vec<Contribution>) -> Graph {
    build_with(contributions, &Options { knowledge: &[Knowledge::world()], decisions: &[] }).0
}

/// As [`build`], with the knowledge and the decisions of the user. Also gives the indices of decisions that met nothing.
///
/// Of two documents with one id the first is kept.
pub fn build_with(contributions: Vec<Contribution>, options: &Options<'_>) -> (Graph, Vec<usize>) {
    let mut set: BTreeMap<String, Contribution> = BTreeMap::new();
    for one in contributions {
        set.entry(one.document.id.clone()).or_insert(one);
    }
    let texts: BTreeMap<String, String> =
        set.iter().map(|(id, one)| (id.clone(), one.document.sha256.clone())).collect();
    let mut set: Vec<Contribution> = set.into_values().collect();
    let world = assign::world(&set);
    let identity = identity::resolve(&world, options);
    let ids = assign::ids(&world, &identity);
    drop(world);
    let mut documents = Vec::with_capacity(set.len());
    let mut nodes: BTreeMap<String, Vec<Node>> = BTreeMap::new();
    let mut edges: BTreeMap<String, Vec<(String, String, Edge)>> = BTreeMap::new();
    for (at, one) in set.iter_mut().enumerate() {
        assign::rename(one, &ids[at], &identity);
    }
    let nested = nested(&set);
    let mut events = event::resolve(&set, &nested);
    let mut accounts = Vec::new();
    for mut one in set {
        events.rename(&mut one);
        accounts.append(&mut one.accounts);
        documents.push(one.document);
        for node in one.nodes {
            nodes.entry(node.id.clone()).or_default().push(node);
        }
        for edge in one.edges {
            edges.entry(edge.2.id.clone()).or_default().push(edge);
        }
    }
    let copies = event::copies(&accounts);
    let mut nodes: Vec<Node> = nodes.into_values().filter_map(|same| merge_nodes(same, &texts, &copies)).collect();
    assign::finish(&mut nodes, &identity);
    events.finish(&mut nodes);
    let mut edges: Vec<_> = edges.into_values().filter_map(merge_edges).collect();
    edges.extend(assign::doubts(&nodes, &identity));
    edges.extend(events.edges(&nodes));
    edges.extend(dispute::edges(&accounts, &nested));
    (Graph::from_parts(documents, nodes, edges), identity.unmatched)
}

/// What lies in, or belongs to, what: both ways.
fn nested(set: &[Contribution]) -> dispute::Nested {
    let edges = set.iter().flat_map(|one| &one.edges);
    let within = edges.filter(|edge| matches!(edge.2.kind, Relation::LocatedIn | Relation::PartOf));
    within.flat_map(|(a, b, _)| [(a.clone(), b.clone()), (b.clone(), a.clone())]).collect()
}

/// The value most have; ties go to the longer, then the first in the alphabet.
fn most<'v>(values: impl Iterator<Item = &'v str>) -> Vec<String> {
    let mut votes: BTreeMap<&str, usize> = BTreeMap::new();
    for value in values {
        *votes.entry(value).or_default() += 1;
    }
    let mut order: Vec<(&str, usize)> = votes.into_iter().collect();
    order.sort_by_key(|&(value, votes)| (std::cmp::Reverse(votes), std::cmp::Reverse(value.chars().count()), value));
    order.into_iter().map(|(value, _)| value.to_owned()).collect()
}

fn merge_nodes(same: Vec<Node>, texts: &BTreeMap<String, String>, copies: &Copies) -> Option<Node> {
    let mut labels = most(same.iter().map(|node| node.label.as_str()));
    if same.first().is_some_and(|node| node.kind == NodeType::Person) {
        // A person goes by a full name, whatever short form most documents use.
        let is_short = |label: &String| {
            let mut words = label.split(' ');
            let first = words.next().unwrap_or_default();
            words.next().is_none() || first.trim_end_matches('.').chars().count() == 1
        };
        labels.sort_by_key(is_short);
    }
    let bodies: Vec<&Entity> = same
        .iter()
        .filter_map(|node| if let NodeBody::Entity(body) = &node.body { Some(body) } else { None })
        .collect();
    let entity = (!bodies.is_empty()).then(|| merge_entities(&labels, &bodies));
    let action = merge_actions(&same);
    let mut all = same.into_iter();
    let mut node = all.next()?;
    for other in all {
        node.mentions.extend(other.mentions);
        node.evidence.extend(other.evidence);
        node.confidence = node.confidence.max(other.confidence);
    }
    node.mentions.sort();
    node.mentions.dedup();
    node.evidence.sort();
    node.evidence.dedup();
    if let Some(label) = labels.into_iter().next() {
        node.label = label;
    }
    if let Some(entity) = entity {
        node.body = NodeBody::Entity(entity);
    }
    if let Some(action) = action {
        node.body = NodeBody::Action(action);
    }
    if let NodeBody::Action(action) = &mut node.body {
        let texts = node.evidence.iter().filter_map(|evidence| texts.get(&evidence.span.document));
        let reports: BTreeSet<&String> =
            texts.map(|text| copies.get(&(node.id.clone(), text.clone())).unwrap_or(text)).collect();
        action.reports = reports.len();
    }
    Some(node)
}

/// What most tell of an action; a type is told by more than `other`, and of times the shortest says most.
fn merge_actions(same: &[Node]) -> Option<Action> {
    let bodies =
        || same.iter().filter_map(|node| if let NodeBody::Action(body) = &node.body { Some(body) } else { None });
    let first = bodies().next()?;
    if same.len() == 1 {
        return None;
    }
    let kinds = most(bodies().map(|body| body.action.as_str()));
    let kind = kinds.iter().find(|kind| *kind != "other").or(kinds.first())?;
    let typed = || bodies().filter(|body| body.action == *kind);
    let predicate = most(typed().map(|body| body.predicate.as_str())).into_iter().next()?;
    let timed = bodies().filter_map(|body| body.time.as_ref());
    let length = |time: &&Time| {
        (
            time.earliest.is_none(),
            time.latest.as_deref().zip(time.earliest.as_deref()).map(|(last, first)| when::apart(last, first)),
            (*time).clone(),
        )
    };
    Some(Action {
        predicate,
        category: typed().next()?.category.clone(),
        action: kind.clone(),
        tense: bodies().find_map(|body| body.tense),
        time: timed.min_by_key(length).cloned(),
        ..first.clone()
    })
}

fn merge_entities(labels: &[String], bodies: &[&Entity]) -> Entity {
    let mut aliases: Vec<String> = labels.iter().skip(1).cloned().collect();
    for alias in most(bodies.iter().flat_map(|body| body.aliases.iter().map(String::as_str))) {
        if !aliases.contains(&alias) && labels.first() != Some(&alias) {
            aliases.push(alias);
        }
    }
    let genders: BTreeSet<&String> = bodies.iter().filter_map(|body| body.gender.as_ref()).collect();
    Entity {
        aliases,
        kind: most(bodies.iter().filter_map(|body| body.kind.as_deref())).into_iter().next(),
        // Two documents that disagree show nothing.
        gender: if genders.len() == 1 { genders.first().map(|gender| (*gender).clone()) } else { None },
        country: most(bodies.iter().filter_map(|body| body.country.as_deref())).into_iter().next(),
        actor: bodies.iter().any(|body| body.actor),
        size: bodies.iter().find_map(|body| body.size.clone()),
        merged: Vec::new(),
        ids: bodies.iter().flat_map(|body| body.ids.iter().cloned()).collect::<BTreeSet<_>>().into_iter().collect(),
    }
}

fn merge_edges(same: Vec<(String, String, Edge)>) -> Option<(String, String, Edge)> {
    let mut all = same.into_iter();
    let (source, target, mut edge) = all.next()?;
    for (_, _, other) in all {
        edge.evidence.extend(other.evidence);
        edge.confidence = edge.confidence.max(other.confidence);
        edge.quantity = edge.quantity.or(other.quantity);
    }
    edge.evidence.sort();
    edge.evidence.dedup();
    Some((source, target, edge))
}
