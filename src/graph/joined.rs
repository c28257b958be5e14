//! What was joined to what, and why, as the node that stands for all of it shows it.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::collections::VecDeque;

/// One member as it was reached from the lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Step {
    /// The member.
    pub(super) at: usize,
    /// The member it was joined to, nearer to the lead.
    pub(super) with: usize,
    /// Index of the join.
    pub(super) join: usize,
}

/// From the lead outwards, each other member once. The joins are the edges of a tree.
///
/// # Cost
///
/// O(n log n) in the joins.
pub(super) fn outwards(lead: usize, joins: impl Iterator<Item = (usize, usize)>) -> Vec<Step> {
    let mut around: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
    for (join, (one, other)) in joins.enumerate() {
        around.entry(one).or_default().push((other, join));
        around.entry(other).or_default().push((one, join));
    }
    let mut steps = Vec::new();
    let mut reached = BTreeSet::from([lead]);
    let mut next = VecDeque::from([lead]);
    while let Some(with) = next.pop_front() {
        for (at, join) in around.remove(&with).unwrap_or_default() {
            if reached.insert(at) {
                steps.push(Step { at, with, join });
                next.push_back(at);
            }
        }
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_member_is_reached_once_from_the_lead() {
        let steps = outwards(2, [(0, 1), (1, 2), (3, 2)].into_iter());
        let reached: Vec<_> = steps.iter().map(|step| (step.at, step.with, step.join)).collect();
        assert_eq!(reached, [(1, 2, 1), (3, 2, 2), (0, 1, 0)]);
    }
}
