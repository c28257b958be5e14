//! Which actions of many documents are one event.
//!
//! Two actions are compared when they are akin (of one type, of a type and its parent, or told with one word) and share
//! a name or a noun. What agrees gives points: parties above all, then numbers, the day, names around, and the names the
//! two articles share beside. Polarity, modality, numbers, time or parties that clash keep them two; then, if much else
//! agrees, `same_event` says so.
//!
//! Everything is a function of the *set* of contributions. The node keeps the id of the member published first.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::hash::Hash;
use std::hash::Hasher as _;

use rustc_hash::FxHashMap;
use rustc_hash::FxHashSet;
use rustc_hash::FxHasher;

use super::Contribution;
use super::account::Account;
use super::assign::rename_ends;
use super::assign::retype;
use super::cluster;
use super::cluster::Pair;
use super::contribution::edge_id;
use super::dispute::Nested;
use super::joined::Joined;
use super::joined::Member;
use super::model::Confidence;
use super::model::Edge;
use super::model::Merged;
use super::model::Node;
use super::model::NodeBody;
use super::part;
use super::saying;
use super::telling;
use super::telling::Names;
use super::telling::Telling;
use crate::ontology;
use crate::ontology::NodeType;
use crate::ontology::Relation;

/// So many tellings of one kind and party that follow one another in time are compared with each.
const NEIGHBOURS: usize = 24;

/// With so many points two actions are one event.
const SAME: i32 = 9;

/// With so many points they may be.
const PERHAPS: i32 = 6;

/// With so many points they may be although something clashes.
const DESPITE: i32 = 20;

/// Hundredths by which two that were not joined are less sure to be one.
const DOUBTED: u8 = 30;

/// An action is said to be perhaps the same as at most so many others.
const DOUBTS: usize = 3;

/// A name is told by so many documents at most to show that two articles are about one thing.
const RARE: usize = 200;

/// So many names and words around an action that are all alike are copied.
const COPIED: usize = 4;

/// Roles that say to whom or with whom something is done.
const WHOM: [Relation; 3] = [Relation::Target, Relation::Partner, Relation::Recipient];

const AGENT: Relation = Relation::Agent;

/// What was found out about events.
#[derive(Debug, Default)]
pub(super) struct Events {
    /// Of each node that was joined to another, the id and type it has now.
    ids: BTreeMap<String, (String, NodeType)>,
    /// What was joined into each node, by its id.
    merged: BTreeMap<String, Vec<Merged>>,
    /// Pairs of ids that may be one, why they are two, and how sure, in hundredths.
    doubts: Vec<(String, String, &'static str, u8)>,
}

/// The names that tell what each document is about.
struct Stories {
    /// Sorted.
    names: Vec<Vec<u32>>,
    shared: FxHashMap<(usize, usize), i32>,
}

impl Stories {
    fn of(set: &[Contribution], numbers: &BTreeMap<String, u32>) -> Self {
        let mut names: Vec<Vec<u32>> = Vec::with_capacity(set.len());
        for one in set {
            // A country is in the news for many things.
            let telling =
                |node: &&Node| !matches!(&node.body, NodeBody::Entity(body) if body.kind.as_deref() == Some("country"));
            let here = one.nodes.iter().filter(telling).filter_map(|node| numbers.get(&node.id));
            let here: BTreeSet<u32> = here.copied().collect();
            names.push(here.into_iter().collect());
        }
        let mut documents: FxHashMap<u32, usize> = FxHashMap::default();
        for &name in names.iter().flatten() {
            *documents.entry(name).or_default() += 1;
        }
        let limit = RARE.min(set.len() * 2 / 3).max(2);
        for list in &mut names {
            list.retain(|name| documents.get(name).is_some_and(|count| *count <= limit));
        }
        Self { names, shared: FxHashMap::default() }
    }

    /// How many rare names two documents share.
    fn shared(&mut self, one: usize, other: usize) -> i32 {
        let names = &self.names;
        *self.shared.entry((one.min(other), one.max(other))).or_insert_with(|| {
            let (Some(one), Some(other)) = (names.get(one), names.get(other)) else { return 0 };
            one.iter().filter(|name| other.binary_search(name).is_ok()).count() as i32
        })
    }
}

/// Finds the events that are told of in several actions. `set` in the order of the documents' ids.
///
/// # Cost
///
/// O(n log n) in the actions and their parties: each is compared with its neighbours in time only.
pub(super) fn resolve(set: &[Contribution], nested: &Nested) -> Events {
    let (names, numbers) = Names::of(set, nested);
    let tellings = telling::collect(set, &names, &numbers);
    let mut stories = Stories::of(set, &numbers);
    let mut pairs: Vec<Pair> = Vec::new();
    let mut despite: Vec<(Pair, &'static str)> = Vec::new();
    for (one, other) in candidates(&tellings) {
        let (Some(a), Some(b)) = (tellings.get(one), tellings.get(other)) else { continue };
        if !akin(a, b) || a.polarity() != b.polarity() || !a.may_be_then(b) || a.other_word(b) {
            continue;
        }
        let points = points(a, b, &mut stories);
        let pair = Pair { one, other, points };
        match clash(a, b) {
            None if points >= PERHAPS => pairs.push(pair),
            Some(reason) if points >= DESPITE => despite.push((pair, reason)),
            _ => {}
        }
    }
    let sure = pairs.iter().copied().filter(|pair| pair.points >= SAME).collect();
    let clusters = cluster::join(tellings.clone(), sure);
    let members: Vec<Member<'_>> = tellings.iter().map(|telling| telling.member).collect();
    let agrees = |one: usize, other: usize| match (tellings.get(one), tellings.get(other)) {
        (Some(one), Some(other)) => agrees(one, other),
        _ => Vec::new(),
    };
    let mut events = Events::default();
    for joined in clusters.iter().filter_map(|one| one.joined(&members, "one event", agrees, confidence)) {
        events.add(joined);
    }
    despite.extend(pairs.into_iter().map(|pair| (pair, "what agrees is too little to join them")));
    events.doubt(&tellings, despite);
    for joined in saying::resolve(set) {
        events.add(joined);
    }
    let parts = part::resolve(set, |id| events.id(id));
    for joined in parts {
        events.add(joined);
    }
    events
}

/// Pairs that share what they are and a name or noun in or around them.
fn candidates(tellings: &[Telling<'_>]) -> Vec<(usize, usize)> {
    let mut keys: Vec<(u64, &str, u32)> = Vec::new();
    for (at, telling) in tellings.iter().enumerate() {
        let day = telling.time.or(telling.published).map_or("", |(first, _)| first);
        for kind in kinds(telling) {
            let mut add = |part: &dyn Fn(&mut FxHasher)| {
                let mut hasher = FxHasher::default();
                kind.hash(&mut hasher);
                part(&mut hasher);
                keys.push((hasher.finish(), day, at as u32));
            };
            for name in &telling.names {
                add(&|hasher| name.hash(hasher));
            }
            for noun in telling.nouns.values().flat_map(BTreeMap::keys) {
                add(&|hasher| noun.hash(hasher));
            }
        }
    }
    keys.sort_unstable();
    keys.dedup();
    let mut seen: FxHashSet<(u32, u32)> = FxHashSet::default();
    let mut found = Vec::new();
    for block in keys.chunk_by(|a, b| a.0 == b.0) {
        for (place, (_, _, one)) in block.iter().enumerate() {
            for (_, _, other) in block.iter().skip(place + 1).take(NEIGHBOURS) {
                if one != other && seen.insert((*one.min(other), *one.max(other))) {
                    found.push((*one.min(other) as usize, *one.max(other) as usize));
                }
            }
        }
    }
    found
}

/// What an action is compared under: its type, the parent of that, and the first word of its predicate.
fn kinds<'a>(telling: &Telling<'a>) -> Vec<(&'static str, &'a str)> {
    let mut kinds = vec![("word", first_word(&telling.body.predicate))];
    if let Some(kind) = ontology::get().action(&telling.body.action) {
        kinds.push(("type", &telling.body.action));
        kinds.extend(kind.parent.as_deref().map(|parent| ("type", parent)));
    }
    kinds
}

fn first_word(predicate: &str) -> &str {
    predicate.split(' ').next().unwrap_or(predicate)
}

/// Whether two actions are of one type, of a type and its parent, or told with one word.
fn akin(a: &Telling<'_>, b: &Telling<'_>) -> bool {
    let (one, other) = (a.body, b.body);
    let parent = |of: &str, is: &str| ontology::get().action(of).is_some_and(|kind| kind.parent.as_deref() == Some(is));
    let typed = one.action != "other"
        && (one.action == other.action || parent(&one.action, &other.action) || parent(&other.action, &one.action));
    // "check" and "check in" are one word; "make a plan" and "make peace" are two.
    let longer = |long: &str, short: &str| long.strip_prefix(short).is_some_and(|rest| rest.starts_with(' '));
    let (p, q) = (one.predicate.as_str(), other.predicate.as_str());
    typed || p == q || longer(p, q) || longer(q, p)
}

/// What keeps two actions of one polarity and time apart.
fn clash(a: &Telling<'_>, b: &Telling<'_>) -> Option<&'static str> {
    if a.modality() != b.modality() {
        Some("one is not as real as the other")
    } else if a.other_count(b) {
        Some("another number")
    } else {
        match a.unlike(b).as_slice() {
            [] => None,
            [Relation::Place | Relation::Origin | Relation::Destination] => Some("another place"),
            [_] => Some("another party"),
            _ => Some("other parties"),
        }
    }
}

/// How much speaks for one event.
fn points(a: &Telling<'_>, b: &Telling<'_>, stories: &mut Stories) -> i32 {
    let mut sum = 0;
    let mut same: BTreeSet<u32> = BTreeSet::new();
    // Whether more agrees than who did it.
    let mut more = false;
    for (relation, one) in &a.parties {
        let Some(other) = b.parties.get(relation) else { continue };
        if one.is_disjoint(other) {
            continue;
        }
        same.extend(one.intersection(other));
        more |= *relation != Relation::Agent;
        // To whom it is done tells more than who does it: who is in the news does much.
        sum += match relation {
            relation if WHOM.contains(relation) => 16,
            Relation::Agent | Relation::Topic => 8,
            _ => 4,
        };
    }
    for (relation, one) in &a.nouns {
        let Some(other) = b.nouns.get(relation) else { continue };
        let whom = WHOM.contains(relation);
        if one.keys().any(|noun| other.contains_key(noun)) {
            more |= *relation != Relation::Agent;
            sum += if whom { 8 } else { 4 };
        } else if whom {
            sum -= 16;
        } else if *relation == Relation::Agent {
            // Who did it has more names than whom it was done to.
            sum -= 4;
        }
    }
    let counted = a.counts.iter().filter_map(|(counted, one)| Some((one, b.counts.get(counted)?)));
    let counted = counted.filter(|(one, other)| !one.is_disjoint(other)).count();
    more |= counted > 0;
    sum += 8 * counted.min(2) as i32;
    sum += if a.body.predicate == b.body.predicate { 4 } else { 0 };
    let day = |time: Option<(&str, &str)>| time.is_some_and(|(first, last)| first == last);
    let one_day = day(a.time) && a.time == b.time;
    more |= one_day;
    sum += if one_day { 8 } else { 0 };
    // One agent does much: to whom, where that is told, is not known to be the same.
    let done_to =
        |one: &Telling<'_>| WHOM.iter().any(|role| one.parties.contains_key(role) || one.nouns.contains_key(role));
    let (to_a, to_b) = (done_to(a), done_to(b));
    if !more {
        sum -= 3 * (i32::from(to_a) + i32::from(to_b));
    }
    // Who is named on one side and described on the other need not be the same.
    let crossed = |one: &Telling<'_>, other: &Telling<'_>| {
        let told = |telling: &Telling<'_>| (telling.parties.contains_key(&AGENT), telling.nouns.contains_key(&AGENT));
        told(one) == (true, false) && told(other) == (false, true)
    };
    if crossed(a, b) || crossed(b, a) {
        sum -= 8;
    }
    match (a.documents.first(), b.documents.first()) {
        // What else an article names says nothing of two actions in it; that it tells of them twice says they are two.
        (Some(one), Some(other)) if one == other => sum - 4,
        (Some(&one), Some(&other)) => {
            let near = a.names.intersection(&b.names).filter(|name| !same.contains(name)).count() as i32;
            let beside = stories.shared(one, other) - near - same.len() as i32;
            // It is one only in one story.
            let sum = if more || near > 0 || beside > 0 || !(to_a || to_b) { sum } else { sum.min(SAME - 1) };
            sum + 4 * near.min(3) + 3 * beside.clamp(0, 4)
        }
        _ => sum,
    }
}

/// What agrees, for people.
fn agrees(a: &Telling<'_>, b: &Telling<'_>) -> Vec<String> {
    let names = |number: u32| a.name(number);
    let mut found = Vec::new();
    for (relation, one) in &a.parties {
        let both = b.parties.get(relation).into_iter().flat_map(|other| one.intersection(other));
        found.extend(both.filter_map(|&name| Some(format!("{} {}", relation.as_str(), names(name)?))));
    }
    for (relation, one) in &a.nouns {
        let other = b.nouns.get(relation);
        let both = one.keys().filter(|noun| other.is_some_and(|other| other.contains_key(*noun)));
        found.extend(both.map(|noun| format!("{} {noun}", relation.as_str())));
    }
    for ((noun, _), values) in &a.counts {
        let other = b.counts.iter().filter(|((known, _), _)| known == noun).flat_map(|(_, values)| values);
        let both = other.filter(|value| values.contains(value));
        found.extend(both.map(|value| format!("{} {noun}", f64::from_bits(*value)).trim().to_owned()));
    }
    if let (Some(one), Some(other)) = (a.time, b.time)
        && one == other
    {
        found.push(if one.0 == one.1 { one.0.to_owned() } else { format!("{} to {}", one.0, one.1) });
    }
    let around = a.names.intersection(&b.names).filter_map(|&name| names(name));
    let around: Vec<String> = around.filter(|name| !found.iter().any(|known| known.ends_with(name))).take(3).collect();
    found.extend(around.into_iter().map(|name| format!("near {name}")));
    found.dedup();
    found
}

/// Hundredths for points.
fn confidence(points: i32) -> u8 {
    (50 + 2 * points).clamp(30, 95) as u8
}

impl Events {
    fn add(&mut self, joined: Joined) {
        for merged in &joined.merged {
            self.ids.insert(merged.id.clone(), (joined.id.clone(), joined.kind));
        }
        self.merged.insert(joined.id, joined.merged);
    }

    /// The id a node has now.
    fn id<'i>(&'i self, id: &'i str) -> &'i str {
        self.ids.get(id).map_or(id, |(id, _)| id)
    }

    /// Keeps the surest doubts between what stayed two, a few of each.
    fn doubt(&mut self, tellings: &[Telling<'_>], mut pairs: Vec<(Pair, &'static str)>) {
        pairs.sort_by_key(|(pair, reason)| (std::cmp::Reverse(pair.points), pair.one, pair.other, *reason));
        let mut count: BTreeMap<&str, usize> = BTreeMap::new();
        let mut found: BTreeMap<(&str, &str), (&'static str, u8)> = BTreeMap::new();
        for (pair, reason) in pairs {
            let id = |at: usize| Some(self.id(tellings.get(at)?.id()));
            let (Some(one), Some(other)) = (id(pair.one), id(pair.other)) else { continue };
            let ends = (one.min(other), one.max(other));
            let full = |id: &str| count.get(id).is_some_and(|count| *count >= DOUBTS);
            if one == other || found.contains_key(&ends) || full(one) || full(other) {
                continue;
            }
            *count.entry(one).or_default() += 1;
            *count.entry(other).or_default() += 1;
            found.insert(ends, (reason, confidence(pair.points).saturating_sub(DOUBTED)));
        }
        let owned =
            |((one, other), (reason, sure)): ((&str, &str), _)| (one.to_owned(), other.to_owned(), reason, sure);
        self.doubts = found.into_iter().map(owned).collect();
    }

    /// Gives nodes of a document the ids they have among all.
    pub(super) fn rename(&self, one: &mut Contribution) {
        let mut types: BTreeMap<String, NodeType> = BTreeMap::new();
        for node in &mut one.nodes {
            if let Some((id, node_type)) = self.ids.get(&node.id) {
                node.id.clone_from(id);
                if node.kind != *node_type {
                    retype(node, *node_type);
                }
            }
            types.insert(node.id.clone(), node.kind);
        }
        let now = |id: &str| self.ids.get(id).map(|(id, _)| id);
        rename_ends(&mut one.edges, now, |from, relation, to| match (types.get(from), types.get(to)) {
            (Some(&from), Some(&to)) => ontology::get().allows(relation, from, to),
            _ => true,
        });
        for account in &mut one.accounts {
            for id in [&mut account.node, &mut account.action] {
                if let Some((now, _)) = self.ids.get(id) {
                    id.clone_from(now);
                }
            }
        }
    }

    /// Writes into finished nodes what was joined into them.
    pub(super) fn finish(&mut self, nodes: &mut [Node]) {
        for node in nodes {
            let Some(merged) = self.merged.remove(&node.id) else { continue };
            match &mut node.body {
                NodeBody::Action(body) => body.merged = merged,
                NodeBody::Statement(body) => body.merged = merged,
                NodeBody::Entity(body) => body.merged.extend(merged),
                NodeBody::Document(_) => {}
            }
        }
    }

    /// The edges between actions that may be one. Nodes are sorted by id.
    pub(super) fn edges(&self, nodes: &[Node]) -> Vec<(String, String, Edge)> {
        let node = |id: &String| nodes.binary_search_by(|node| node.id.cmp(id)).ok().and_then(|at| nodes.get(at));
        let mut edges = Vec::new();
        for (one, other, reason, sure) in &self.doubts {
            let (Some(a), Some(b)) = (node(one), node(other)) else { continue };
            let mut evidence: Vec<_> = a.evidence.iter().take(1).chain(b.evidence.iter().take(1)).cloned().collect();
            evidence.sort();
            evidence.dedup();
            let edge = Edge {
                id: edge_id(one, Relation::SameEvent, other, ""),
                kind: Relation::SameEvent,
                confidence: Confidence::new(*sure),
                evidence,
                role: None,
                status: None,
                quantity: None,
                reason: Some((*reason).to_owned()),
            };
            edges.push((one.clone(), other.clone(), edge));
        }
        edges
    }
}

/// Texts of which another tells an action in the same sentence, word for word: by action and text, the text that counts.
pub(super) type Copies = BTreeMap<(String, String), String>;

/// Finds copies among what articles tell of one action.
///
/// # Cost
///
/// O(n log n) in the accounts.
pub(super) fn copies(accounts: &[Account]) -> Copies {
    let mut first: BTreeMap<(&str, &[String], Vec<&str>), &str> = BTreeMap::new();
    let mut found = Copies::new();
    for account in accounts.iter().filter(|account| account.words.len() + account.names.len() >= COPIED) {
        let names = account.names.iter().map(|named| named.id.as_str()).collect();
        let text = *first.entry((&account.action, &account.words, names)).or_insert(&account.text);
        if text != account.text {
            found.entry((account.action.clone(), account.text.clone())).or_insert_with(|| text.to_owned());
        }
    }
    found
}
