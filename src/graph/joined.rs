//! What was joined to what, and why, as the node that stands for all of it shows it.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::collections::VecDeque;

use super::model::DocumentRecord;
use super::model::Merged;
use super::model::Node;
use crate::ontology::NodeType;

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

/// A node of one document that may be joined to those of others.
#[derive(Debug, Clone, Copy)]
pub(super) struct Member<'a> {
    node: &'a Node,
    /// Whether its document has no day, the day, and its id: the least was published first, undated ones come last.
    first: (bool, Option<&'a str>, &'a str),
}

impl<'a> Member<'a> {
    pub(super) fn new(node: &'a Node, document: &'a DocumentRecord) -> Self {
        let day = document.published.as_deref();
        Self { node, first: (day.is_none(), day, &document.id) }
    }

    pub(super) fn node(&self) -> &'a Node {
        self.node
    }

    /// What orders members: the first leads.
    pub(super) fn order(&self) -> ((bool, Option<&'a str>, &'a str), &'a str) {
        (self.first, &self.node.id)
    }
}

/// Nodes that became one.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Joined {
    /// The id of the member published first: documents of later days do not change it.
    pub(super) id: String,
    /// Its type.
    pub(super) kind: NodeType,
    /// The other members, by id.
    pub(super) merged: Vec<Merged>,
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
