//! Communities: nodes that have more to do with each other than with the rest.

use std::collections::VecDeque;

use crate::graph::measure::Network;

/// How often at most the whole is gone through again from what was found before.
const PASSES: usize = 4;

/// Above so many ties one pass is enough: later ones change little and cost as much.
const FEW_TIES: usize = 200_000;

/// A gain of modularity smaller than this is none, but a matter of rounding.
const NO_GAIN: f64 = 1e-9;

/// The number of the community of each node; 0 is that of most nodes, and of two as large the one of the first node.
///
/// Every community hangs together. The method is that of V. Traag, L. Waltman and N. J. van Eck, *From Louvain to Leiden:
/// guaranteeing well-connected communities*, 2019, for modularity with resolution 1. Where it draws lots, this takes
/// the best, and of equals the first, so that equal graphs give equal communities. About O(ties) for each of a few
/// levels and at most 4 passes, with memory for two copies of the network.
///
/// ```
/// use newsloom::graph::measure::{Network, community};
///
/// // Two triangles and a tie between them.
/// let edges = [(0, 1), (1, 2), (2, 0), (3, 4), (4, 5), (5, 3), (2, 3)];
/// let network = Network::new(6, edges.iter().map(|&(a, b)| (a, b, 1.0)));
/// assert_eq!(community::communities(&network), [0, 0, 0, 1, 1, 1]);
/// ```
pub fn communities(network: &Network) -> Vec<u32> {
    let mut found: Vec<u32> = (0..network.len() as u32).collect();
    let mut value = modularity(network, &found);
    let passes = if network.ties.len() / 2 > FEW_TIES { 1 } else { PASSES };
    for _ in 0..passes {
        let better = connected(network, &pass(network, &found));
        let gained = modularity(network, &better);
        if gained <= value + NO_GAIN {
            break;
        }
        (found, value) = (better, gained);
    }
    by_size(&found)
}

/// How much more weight lies inside communities than would by chance: from -0.5 to 1, higher is better.
///
/// M. E. J. Newman and M. Girvan, 2004.
pub fn modularity(network: &Network, community: &[u32]) -> f64 {
    let groups = community.iter().max().map_or(0, |most| *most as usize + 1);
    let (mut inside, mut total) = (vec![0.0; groups], vec![0.0; groups]);
    for node in 0..network.len() {
        let mine = community[node];
        total[mine as usize] += network.strength(node);
        let own: f64 =
            network.ties(node).filter(|(other, _)| community[*other] == mine).map(|(_, weight)| weight).sum();
        inside[mine as usize] += own + 2.0 * f64::from(network.loops[node]);
    }
    let all: f64 = total.iter().sum();
    if all <= 0.0 {
        return 0.0;
    }
    inside.iter().zip(&total).map(|(inside, total)| inside / all - (total / all) * (total / all)).sum()
}

/// One run of all levels, from `start`.
fn pass(network: &Network, start: &[u32]) -> Vec<u32> {
    // What each node of the graph is part of at the level at hand.
    let mut part: Vec<u32> = (0..network.len() as u32).collect();
    let mut joined = None;
    let mut community = start.to_vec();
    loop {
        let level: &Network = joined.as_ref().unwrap_or(network);
        let tally = Tally::new(level);
        tally.move_nodes(&mut community);
        let groups = renumber(&mut community);
        let mut refined = tally.refine(&community);
        let parts = renumber(&mut refined);
        if groups == level.len() || parts == level.len() {
            return part.iter().map(|&at| community[at as usize]).collect();
        }
        let mut above = vec![0; parts];
        for node in 0..level.len() {
            above[refined[node] as usize] = community[node];
        }
        for at in &mut part {
            *at = refined[*at as usize];
        }
        let next = level.joined(&refined, parts);
        joined = Some(next);
        community = above;
    }
}

/// One level: a network, how strong each node is, and all together.
struct Tally<'n> {
    network: &'n Network,
    strengths: Vec<f64>,
    all: f64,
}

impl<'n> Tally<'n> {
    fn new(network: &'n Network) -> Self {
        let strengths: Vec<f64> = (0..network.len()).map(|node| network.strength(node)).collect();
        let all = strengths.iter().sum();
        Self { network, strengths, all }
    }

    /// Moves single nodes to where they add most to modularity, until none wants to move.
    fn move_nodes(&self, community: &mut [u32]) {
        let nodes = self.network.len();
        let mut total = vec![0.0; nodes];
        let mut size = vec![0_u32; nodes];
        for node in 0..nodes {
            total[community[node] as usize] += self.strengths[node];
            size[community[node] as usize] += 1;
        }
        let mut empty: Vec<u32> = (0..nodes as u32).rev().filter(|&group| size[group as usize] == 0).collect();
        let mut to = Weights::new(nodes);
        let mut waiting: VecDeque<usize> = (0..nodes).collect();
        let mut waits = vec![true; nodes];
        while let Some(node) = waiting.pop_front() {
            waits[node] = false;
            let (mine, strength) = (community[node], self.strengths[node]);
            if self.network.ties(node).len() == 0 {
                continue;
            }
            self.network.ties(node).for_each(|(other, weight)| to.add(community[other], weight));
            total[mine as usize] -= strength;
            size[mine as usize] -= 1;
            let gain = |group: u32, weight: f64| weight - strength * total[group as usize] / self.all;
            let stay = gain(mine, to.of(mine));
            let mut best = (stay.max(0.0), if stay >= 0.0 { Some(mine) } else { None });
            for &group in &to.touched {
                let value = gain(group, to.of(group));
                if value > best.0 + NO_GAIN {
                    best = (value, Some(group));
                }
            }
            to.clear();
            // On its own where every community would lose by it.
            let chosen =
                best.1.unwrap_or_else(|| if size[mine as usize] == 0 { mine } else { empty.pop().unwrap_or(mine) });
            total[chosen as usize] += strength;
            size[chosen as usize] += 1;
            if chosen == mine {
                continue;
            }
            if size[mine as usize] == 0 {
                empty.push(mine);
            }
            community[node] = chosen;
            for (other, _) in self.network.ties(node) {
                if community[other] != chosen && !waits[other] {
                    waits[other] = true;
                    waiting.push_back(other);
                }
            }
        }
    }

    /// Splits communities into parts that hold together well: every node starts alone, and one that is still alone and
    /// well tied to its community joins the part of it where it adds most.
    fn refine(&self, community: &[u32]) -> Vec<u32> {
        let nodes = self.network.len();
        let mut within = vec![0.0; nodes];
        for node in 0..nodes {
            within[community[node] as usize] += self.strengths[node];
        }
        let ties_inside =
            |node: usize| self.network.ties(node).filter(move |(other, _)| community[*other] == community[node]);
        let mut part: Vec<u32> = (0..nodes as u32).collect();
        let mut total = self.strengths.clone();
        let mut size = vec![1_u32; nodes];
        // Of each part: the weight of ties to the rest of its community.
        let mut outward: Vec<f64> = (0..nodes).map(|node| ties_inside(node).map(|(_, weight)| weight).sum()).collect();
        let well_tied = |outward: f64, total: f64, within: f64| outward >= total * (within - total) / self.all;
        let mut to = Weights::new(nodes);
        for node in 0..nodes {
            let (strength, within) = (self.strengths[node], within[community[node] as usize]);
            if part[node] != node as u32 || size[node] != 1 || !well_tied(outward[node], strength, within) {
                continue;
            }
            ties_inside(node).for_each(|(other, weight)| to.add(part[other], weight));
            let mut best = (0.0, None);
            for &group in &to.touched {
                let (weight, there) = (to.of(group), total[group as usize]);
                let value = weight - strength * there / self.all;
                if value > best.0 + NO_GAIN && well_tied(outward[group as usize], there, within) {
                    best = (value, Some((group, weight)));
                }
            }
            to.clear();
            if let Some((group, weight)) = best.1 {
                part[node] = group;
                size[node] = 0;
                size[group as usize] += 1;
                total[group as usize] += strength;
                outward[group as usize] += outward[node] - 2.0 * weight;
            }
        }
        part
    }
}

/// Weights of ties to groups, emptied at no more cost than they were filled.
struct Weights {
    of: Vec<f64>,
    touched: Vec<u32>,
}

impl Weights {
    fn new(groups: usize) -> Self {
        Self { of: vec![0.0; groups], touched: Vec::new() }
    }

    fn add(&mut self, group: u32, weight: f64) {
        let of = &mut self.of[group as usize];
        if *of <= 0.0 {
            self.touched.push(group);
        }
        *of += weight;
    }

    fn of(&self, group: u32) -> f64 {
        self.of[group as usize]
    }

    fn clear(&mut self) {
        for group in self.touched.drain(..) {
            self.of[group as usize] = 0.0;
        }
    }
}

/// Makes the numbers of groups follow each other from 0, in the order of their first nodes; returns how many there are.
pub(super) fn renumber(group: &mut [u32]) -> usize {
    let most = group.iter().max().map_or(0, |most| *most as usize + 1);
    let mut number = vec![u32::MAX; most];
    let mut count = 0;
    for of in group {
        let new = &mut number[*of as usize];
        if *new == u32::MAX {
            *new = count;
            count += 1;
        }
        *of = *new;
    }
    count as usize
}

/// Communities without those that do not hang together: each such is as many as it has pieces.
fn connected(network: &Network, community: &[u32]) -> Vec<u32> {
    let inside = (0..network.len()).flat_map(|node| {
        let same = network.ties(node).filter(move |(other, _)| *other > node && community[*other] == community[node]);
        same.map(move |(other, weight)| (node, other, weight))
    });
    Network::new(network.len(), inside).parts()
}

/// Numbers groups by how large they are, then by their first node.
fn by_size(group: &[u32]) -> Vec<u32> {
    let mut group = group.to_vec();
    let count = renumber(&mut group);
    let mut sizes = vec![0_usize; count];
    for &of in &group {
        sizes[of as usize] += 1;
    }
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by_key(|&of| (usize::MAX - sizes[of], of));
    let mut number = vec![0; count];
    for (new, old) in order.into_iter().enumerate() {
        number[old] = new as u32;
    }
    group.iter().map(|&of| number[of as usize]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::measure::tests::edges;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn communities_hang_together_and_are_better_than_none((nodes, edges) in edges()) {
            let network = Network::new(nodes, edges.into_iter());
            let found = communities(&network);
            let alone: Vec<u32> = (0..nodes as u32).collect();
            prop_assert!(modularity(&network, &found) >= modularity(&network, &alone));
            let mut pieces = connected(&network, &found);
            prop_assert_eq!(renumber(&mut pieces), renumber(&mut found.clone()));
            prop_assert_eq!(by_size(&found), found);
        }
    }

    /// Ten rings of six, tied to each other in a ring: every ring is a community.
    #[test]
    fn what_was_planted_is_found() {
        let ring = |at: usize| (0..6).flat_map(move |a| (a + 1..6).map(move |b| (6 * at + a, 6 * at + b, 1.0)));
        let between = (0..10).map(|at| (6 * at, 6 * ((at + 1) % 10) + 1, 1.0));
        let network = Network::new(60, (0..10).flat_map(ring).chain(between));
        let found = communities(&network);
        assert_eq!(found, (0..60).map(|node| node / 6).collect::<Vec<u32>>());
        assert!((modularity(&network, &found) - 0.8375).abs() < 1e-9);
    }
}
