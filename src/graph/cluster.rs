//! Joins what goes together, surest first, so that nothing is joined against what is known of any member.

use std::collections::BTreeSet;

use super::joined;
use super::joined::Joined;
use super::joined::Member;
use super::model::Confidence;
use super::model::Merged;

/// Two things that go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pair {
    /// The one, the lower index.
    pub(super) one: usize,
    /// The other.
    pub(super) other: usize,
    /// How much speaks for it.
    pub(super) points: i32,
}

/// What is known of something, and of all that was joined to it.
pub(super) trait Known {
    /// Whether the two cannot be one.
    fn clashes(&self, other: &Self) -> bool;
    /// Takes in what is known of another.
    fn absorb(&mut self, other: Self);
}

/// Things that are one.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Cluster {
    /// Sorted.
    pub(super) members: Vec<usize>,
    /// The pairs that made them one, a tree.
    pub(super) joins: Vec<Pair>,
}

impl Cluster {
    /// The members as one node: why each was joined, what `agrees` between two, and how sure so many points are, in
    /// hundredths.
    pub(super) fn joined(
        &self,
        members: &[Member<'_>],
        reason: &str,
        agrees: impl Fn(usize, usize) -> Vec<String>,
        sure: impl Fn(i32) -> u8,
    ) -> Option<Joined> {
        let get = |at: usize| members.get(at);
        let lead = self.members.iter().copied().min_by_key(|&at| get(at).map(Member::order))?;
        let head = get(lead)?.node();
        let steps = joined::outwards(lead, self.joins.iter().map(|join| (join.one, join.other)));
        let merged = steps.into_iter().filter_map(|step| {
            let (a, b) = (get(step.at)?.node(), get(step.with)?.node());
            let documents: BTreeSet<&str> = a.evidence.iter().map(|at| at.span.document.as_str()).collect();
            Some(Merged {
                id: a.id.clone(),
                kind: a.kind,
                label: a.label.clone(),
                with: b.label.clone(),
                with_id: b.id.clone(),
                reason: reason.to_owned(),
                agrees: agrees(step.at, step.with),
                confidence: Confidence::new(sure(self.joins.get(step.join)?.points)),
                documents: documents.len().max(1),
            })
        });
        let mut merged: Vec<Merged> = merged.collect();
        merged.sort_by(|a, b| a.id.cmp(&b.id));
        Some(Joined { id: head.id.clone(), kind: head.kind, merged })
    }
}

/// Clusters of two and more. `pairs` in any order.
///
/// # Ties
///
/// Of pairs with equal points the one with the lower indices comes first.
///
/// # Cost
///
/// O(n log n) in pairs and things.
pub(super) fn join<K: Known>(known: Vec<K>, mut pairs: Vec<Pair>) -> Vec<Cluster> {
    pairs.sort_by_key(|pair| (std::cmp::Reverse(pair.points), pair.one, pair.other));
    let mut home: Vec<usize> = (0..known.len()).collect();
    let mut all: Vec<Option<K>> = known.into_iter().map(Some).collect();
    let mut clusters: Vec<Cluster> =
        (0..all.len()).map(|at| Cluster { members: vec![at], joins: Vec::new() }).collect();
    for pair in pairs {
        let (Some(&one), Some(&other)) = (home.get(pair.one), home.get(pair.other)) else { continue };
        let size = |at: usize| clusters.get(at).map_or(0, |cluster: &Cluster| cluster.members.len());
        // The smaller goes into the larger, so that each moves rarely.
        let (into, from) = if size(one) >= size(other) { (one, other) } else { (other, one) };
        let fits = match (all.get(into), all.get(from)) {
            (Some(Some(a)), Some(Some(b))) => into != from && !a.clashes(b),
            _ => false,
        };
        if !fits {
            continue;
        }
        let (taken, moved) = (all[from].take(), std::mem::take(&mut clusters[from]));
        if let (Some(known), Some(taken)) = (all[into].as_mut(), taken) {
            known.absorb(taken);
        }
        for &member in &moved.members {
            home[member] = into;
        }
        clusters[into].members.extend(moved.members);
        clusters[into].joins.extend(moved.joins);
        clusters[into].joins.push(pair);
    }
    let mut found: Vec<Cluster> = clusters.into_iter().filter(|cluster| cluster.members.len() > 1).collect();
    for cluster in &mut found {
        cluster.members.sort_unstable();
    }
    found.sort_by(|a, b| a.members.cmp(&b.members));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Colours seen: nothing has two.
    struct Colour(Option<char>);

    impl Known for Colour {
        fn clashes(&self, other: &Self) -> bool {
            matches!((self.0, other.0), (Some(one), Some(other)) if one != other)
        }

        fn absorb(&mut self, other: Self) {
            self.0 = self.0.or(other.0);
        }
    }

    #[test]
    fn what_lies_between_two_that_clash_joins_the_surer_one() {
        let known = vec![Colour(Some('r')), Colour(None), Colour(Some('g')), Colour(None)];
        let pair = |one, other, points| Pair { one, other, points };
        let pairs = vec![pair(1, 2, 5), pair(0, 1, 7), pair(1, 3, 6), pair(2, 3, 4)];
        let mut again = pairs.clone();
        again.reverse();
        let members = |found: Vec<Cluster>| found.into_iter().map(|it| it.members).collect::<Vec<_>>();
        let colours = || [Some('r'), None, Some('g'), None].into_iter().map(Colour).collect();
        assert_eq!(members(join(known, pairs)), [[0, 1, 3]]);
        assert_eq!(members(join(colours(), again)), [[0, 1, 3]]);
    }
}
