//! Which statements of many documents are one: what one speaker said once, and several articles report.
//!
//! The same speaker, and most words in common; unlike numbers, names, times, stances or polarity keep two apart.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use rustc_hash::FxHashSet;

use super::Contribution;
use super::cluster;
use super::cluster::Known;
use super::cluster::Pair;
use super::joined::Member;
use super::model::Node;
use super::model::NodeBody;
use super::model::Statement;
use super::when::When;
use crate::ontology::Form;
use crate::ontology::Relation;

/// So many statements of one speaker with one word that follow one another in time are compared with each.
const NEIGHBOURS: usize = 24;

/// So many words of each statement are looked up, the longest first.
const KEYS: usize = 6;

/// Words of fewer letters tell nothing.
const LETTERS: usize = 4;

/// So many words must agree.
const WORDS: usize = 4;

/// And this share of the shorter statement.
const SHARE: f64 = 0.6;

/// A statement as it is compared.
#[derive(Clone)]
struct Saying<'a> {
    member: Member<'a>,
    body: &'a Statement,
    /// Ids of named speakers, last words of how others are called.
    speakers: BTreeSet<String>,
    words: BTreeSet<String>,
    documents: BTreeSet<usize>,
    published: Option<&'a str>,
    times: BTreeSet<(&'a str, &'a str)>,
    affirmed: BTreeSet<bool>,
    names: BTreeSet<&'a str>,
    counts: BTreeMap<(&'a str, Option<&'a str>), BTreeSet<u64>>,
}

impl Known for Saying<'_> {
    fn clashes(&self, other: &Self) -> bool {
        let mut counts = self.counts.iter().filter_map(|(counted, one)| Some((one, other.counts.get(counted)?)));
        let when = |one: &Self| When { time: one.times.first().copied(), published: one.published };
        let polar = !self.affirmed.is_empty() && !other.affirmed.is_empty() && self.affirmed != other.affirmed;
        // Each names somebody whom the other does not name.
        let named = !self.names.is_subset(&other.names) && !other.names.is_subset(&self.names);
        self.body.stance != other.body.stance
            || !self.documents.is_disjoint(&other.documents)
            || polar
            || named
            || counts.any(|(one, other)| one.is_disjoint(other))
            || !when(self).may_be(when(other))
    }

    fn absorb(&mut self, other: Self) {
        self.documents.extend(other.documents);
        self.times.extend(other.times);
        self.affirmed.extend(other.affirmed);
        self.names.extend(other.names);
        for (counted, values) in other.counts {
            self.counts.entry(counted).or_default().extend(values);
        }
    }
}

/// Finds the statements that several articles report: of each cluster its members, and what agrees between two of them.
///
/// # Cost
///
/// O(n log n) in the statements: each is compared with its neighbours in time only.
pub(super) fn resolve(set: &[Contribution]) -> Vec<super::joined::Joined> {
    let all = collect(set);
    let mut keys: Vec<(&str, &str, &str, usize)> = Vec::new();
    for (at, saying) in all.iter().enumerate() {
        let mut words: Vec<&String> = saying.words.iter().collect();
        words.sort_by_key(|word| (std::cmp::Reverse(word.len()), *word));
        for speaker in &saying.speakers {
            let day = saying.published.unwrap_or_default();
            keys.extend(words.iter().take(KEYS).map(|word| (speaker.as_str(), word.as_str(), day, at)));
        }
    }
    keys.sort_unstable();
    let mut seen: FxHashSet<(usize, usize)> = FxHashSet::default();
    let mut pairs = Vec::new();
    for block in keys.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        for (place, (_, _, _, one)) in block.iter().enumerate() {
            for (_, _, _, other) in block.iter().skip(place + 1).take(NEIGHBOURS) {
                let (one, other) = (*one.min(other), *one.max(other));
                let (Some(a), Some(b)) = (all.get(one), all.get(other)) else { continue };
                if one != other && seen.insert((one, other)) && !a.clashes(b) {
                    let both = a.words.intersection(&b.words).count();
                    let share = both as f64 / a.words.len().min(b.words.len()).max(1) as f64;
                    if both >= WORDS && share >= SHARE {
                        pairs.push(Pair { one, other, points: (share * 100.0) as i32 });
                    }
                }
            }
        }
    }
    let clusters = cluster::join(all.clone(), pairs);
    let members: Vec<Member<'_>> = all.iter().map(|saying| saying.member).collect();
    let agrees = |one: usize, other: usize| {
        let (Some(a), Some(b)) = (all.get(one), all.get(other)) else { return Vec::new() };
        vec![format!("{} of its words", a.words.intersection(&b.words).count())]
    };
    let sure = |points: i32| (points - 10).clamp(50, 90) as u8;
    clusters.iter().filter_map(|one| one.joined(&members, "said once, by one speaker", agrees, sure)).collect()
}

fn collect(set: &[Contribution]) -> Vec<Saying<'_>> {
    let mut all: BTreeMap<&str, Saying<'_>> = BTreeMap::new();
    for (document, one) in set.iter().enumerate() {
        let nodes: BTreeMap<&str, &Node> = one.nodes.iter().map(|node| (node.id.as_str(), node)).collect();
        for node in &one.nodes {
            let NodeBody::Statement(body) = &node.body else { continue };
            let letters = |word: &&str| word.chars().count() >= LETTERS;
            let words = body.content.split(|letter: char| !letter.is_alphanumeric()).filter(letters);
            let saying = Saying {
                member: Member::new(node, &one.document),
                body,
                speakers: BTreeSet::new(),
                words: words.map(str::to_lowercase).collect(),
                documents: BTreeSet::from([document]),
                published: one.document.published.as_deref(),
                times: BTreeSet::new(),
                affirmed: BTreeSet::new(),
                names: BTreeSet::new(),
                counts: BTreeMap::new(),
            };
            all.entry(&node.id).or_insert(saying);
        }
        for (source, target, _) in one.edges.iter().filter(|edge| edge.2.kind == Relation::Speaker) {
            let (Some(saying), Some(speaker)) = (all.get_mut(source.as_str()), nodes.get(target.as_str())) else {
                continue;
            };
            let named = speaker.mentions.iter().any(|mention| mention.form == Form::Name);
            let last = || speaker.label.split_whitespace().last().unwrap_or_default().to_lowercase();
            saying.speakers.insert(if named { target.clone() } else { last() });
        }
        for account in &one.accounts {
            let Some(saying) = all.get_mut(account.node.as_str()) else { continue };
            saying.times.extend(account.time.as_ref().map(|(first, last)| (first.as_str(), last.as_str())));
            saying.affirmed.insert(account.affirmed);
            saying.names.extend(account.names.iter().map(|named| named.id.as_str()));
            for count in &account.counts {
                let counted = (count.noun.as_str(), count.unit.as_deref());
                saying.counts.entry(counted).or_default().insert(count.value.to_bits());
            }
        }
    }
    all.into_values().collect()
}
