//! Cores: how deep in the graph a node is.

use crate::graph::measure::Network;

/// The core number of each node: the largest `k` such that it is in a part of the graph where everybody has at least `k`
/// neighbours. O(nodes + ties).
///
/// V. Batagelj and M. Zaveršnik, *An O(m) Algorithm for Cores Decomposition of Networks*, 2003.
///
/// ```
/// use newsloom::graph::measure::{Network, core};
///
/// // A triangle and a tail.
/// let network = Network::new(4, [(0, 1, 1.0), (1, 2, 1.0), (2, 0, 1.0), (2, 3, 1.0)].into_iter());
/// assert_eq!(core::numbers(&network), [2, 2, 2, 1]);
/// ```
pub fn numbers(network: &Network) -> Vec<u32> {
    let nodes = network.len();
    let mut left: Vec<u32> = (0..nodes).map(|node| network.ties(node).len() as u32).collect();
    let most = left.iter().copied().max().unwrap_or(0) as usize;
    // Nodes sorted by how many neighbours they have left; `first[k]` is where those with `k` begin.
    let mut first = vec![0_usize; most + 2];
    for &count in &left {
        first[count as usize + 1] += 1;
    }
    for count in 1..first.len() {
        first[count] += first[count - 1];
    }
    let (mut order, mut place) = (vec![0_u32; nodes], vec![0_u32; nodes]);
    let mut next = first.clone();
    for node in 0..nodes {
        let at = &mut next[left[node] as usize];
        order[*at] = node as u32;
        place[node] = *at as u32;
        *at += 1;
    }
    for at in 0..nodes {
        let node = order[at] as usize;
        for (other, _) in network.ties(node) {
            if left[other] <= left[node] {
                continue;
            }
            // The other moves to the front of those with as many neighbours, and then is one of those with one fewer.
            let front = first[left[other] as usize].max(at + 1);
            let (moved, was) = (order[front], place[other] as usize);
            order.swap(front, was);
            place[moved as usize] = was as u32;
            place[other] = front as u32;
            first[left[other] as usize] = front + 1;
            left[other] -= 1;
        }
    }
    left
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::measure::tests::edges;
    use proptest::prelude::*;

    /// By the definition: take away whoever has too few neighbours until nobody has.
    fn slowly(network: &Network) -> Vec<u32> {
        let mut numbers = vec![0; network.len()];
        let mut inside = vec![true; network.len()];
        for k in 1..=network.len() as u32 {
            while let Some(out) = (0..network.len()).find(|&node| {
                inside[node] && (network.ties(node).filter(|(other, _)| inside[*other]).count() as u32) < k
            }) {
                inside[out] = false;
            }
            (0..network.len()).filter(|&node| inside[node]).for_each(|node| numbers[node] = k);
        }
        numbers
    }

    proptest! {
        #[test]
        fn cores_are_what_their_definition_says((nodes, edges) in edges()) {
            let network = Network::new(nodes, edges.into_iter());
            prop_assert_eq!(numbers(&network), slowly(&network));
        }
    }
}
