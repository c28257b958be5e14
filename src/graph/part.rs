//! Who or what has no name, in several documents, by the part played in one event.
//!
//! "Pirates" of two articles are one when both articles tell of one event, and the pirates did it in both. What has no
//! name is never joined within a document, where coreference has told it apart, nor when its numbers differ.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use super::Contribution;
use super::assign::is_shared;
use super::cluster;
use super::cluster::Known;
use super::cluster::Pair;
use super::joined::Joined;
use super::joined::Member;
use super::model::Node;
use super::model::NodeBody;
use crate::ontology::NodeType;
use crate::ontology::Relation;

/// So many that play one part are compared with each.
const NEIGHBOURS: usize = 24;

/// Somebody or something without a name.
#[derive(Clone)]
struct Unnamed<'a> {
    member: Member<'a>,
    documents: BTreeSet<usize>,
    /// How many, as the bits of the number.
    size: Option<u64>,
}

impl Known for Unnamed<'_> {
    fn clashes(&self, other: &Self) -> bool {
        let sizes = matches!((self.size, other.size), (Some(one), Some(other)) if one != other);
        sizes
            || !self.documents.is_disjoint(&other.documents)
            || !alike(self.member.node().kind, other.member.node().kind)
    }

    fn absorb(&mut self, other: Self) {
        self.documents.extend(other.documents);
        self.size = self.size.or(other.size);
    }
}

/// Whether a description read as the one type may be of the other.
fn alike(one: NodeType, other: NodeType) -> bool {
    let loose = |kind: NodeType| matches!(kind, NodeType::Person | NodeType::Group | NodeType::Thing);
    one == other || (loose(one) && loose(other))
}

/// Finds who plays one part in an event; `event` gives the event of an action, by their ids.
///
/// # Cost
///
/// O(n log n) in the parts.
pub(super) fn resolve<'a>(set: &'a [Contribution], event: impl Fn(&'a str) -> &'a str) -> Vec<Joined> {
    let mut all: Vec<Unnamed<'a>> = Vec::new();
    let mut parts: BTreeMap<(&str, String), BTreeSet<usize>> = BTreeMap::new();
    for (document, one) in set.iter().enumerate() {
        let nodes: BTreeMap<&str, &Node> = one.nodes.iter().map(|node| (node.id.as_str(), node)).collect();
        let mut known: BTreeMap<&str, usize> = BTreeMap::new();
        for (told, noun, id) in players(one, &nodes) {
            let Some(&node) = nodes.get(id) else { continue };
            let at = *known.entry(id).or_insert(all.len());
            if at == all.len() {
                all.push(Unnamed {
                    member: Member::new(node, &one.document),
                    documents: BTreeSet::from([document]),
                    size: match &node.body {
                        NodeBody::Entity(body) => body.size.as_ref().map(|size| size.value.to_bits()),
                        _ => None,
                    },
                });
            }
            parts.entry((event(told), noun)).or_default().insert(at);
        }
    }
    let mut agreed: BTreeMap<(usize, usize), (i32, &str)> = BTreeMap::new();
    for ((_, noun), players) in &parts {
        let players: Vec<usize> = players.iter().copied().collect();
        for (place, &one) in players.iter().enumerate() {
            for &other in players.iter().skip(place + 1).take(NEIGHBOURS) {
                agreed.entry((one, other)).or_insert((0, noun)).0 += 1;
            }
        }
    }
    let pairs = agreed.iter().map(|(&(one, other), &(points, _))| Pair { one, other, points }).collect();
    let members: Vec<Member<'_>> = all.iter().map(|one| one.member).collect();
    let agrees = |one: usize, other: usize| {
        let why = agreed.get(&(one.min(other), one.max(other)));
        why.map(|(_, noun)| (*noun).to_owned()).into_iter().collect()
    };
    let sure = |points: i32| (65 + 5 * points).clamp(0, 90) as u8;
    let clusters = cluster::join(all.clone(), pairs);
    clusters.iter().filter_map(|one| one.joined(&members, "one part in one event", agrees, sure)).collect()
}

/// Who has no name in the actions and statements of a document: the action or statement, the noun, the node.
fn players<'a>(one: &'a Contribution, nodes: &BTreeMap<&str, &Node>) -> Vec<(&'a str, String, &'a str)> {
    let mut found = Vec::new();
    for account in &one.accounts {
        let objects = account.objects.iter();
        found.extend(objects.map(|object| (account.action.as_str(), object.noun.clone(), object.id.as_str())));
    }
    for (source, target, _) in one.edges.iter().filter(|edge| edge.2.kind == Relation::Speaker) {
        let unnamed = nodes.get(target.as_str()).filter(|node| !is_shared(node));
        let noun = unnamed.and_then(|node| node.label.split_whitespace().last());
        found.extend(noun.map(|noun| (source.as_str(), noun.to_lowercase(), target.as_str())));
    }
    found
}
