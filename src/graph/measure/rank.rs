//! `PageRank`: how central a node is.

use crate::graph::measure::Network;

/// How likely one goes on along a tie rather than starting anew anywhere.
const GO_ON: f64 = 0.85;

/// When the ranks have settled: all of them together change by less.
const SETTLED: f64 = 1e-7;

/// How often at most ranks are passed on.
const TURNS: usize = 100;

/// How likely somebody is at a node who goes from node to node along ties, stronger ones more often. The sum is 1.
///
/// Ties count both ways, so that who acts matters as much as whom it is done to. O(ties) a turn, at most 100 turns.
///
/// ```
/// use newsloom::graph::measure::{Network, rank};
///
/// let star = Network::new(4, [(0, 1, 1.0), (0, 2, 1.0), (0, 3, 1.0)].into_iter());
/// let ranks = rank::ranks(&star);
/// assert!(ranks[0] > ranks[1] && ranks[1] == ranks[2]);
/// ```
pub fn ranks(network: &Network) -> Vec<f64> {
    let nodes = network.len();
    let even = 1.0 / nodes as f64;
    let strengths: Vec<f64> = (0..nodes).map(|node| network.ties(node).map(|(_, weight)| weight).sum()).collect();
    let mut ranks = vec![even; nodes];
    let mut passed = vec![0.0; nodes];
    for _ in 0..TURNS {
        let mut stuck = 0.0;
        for node in 0..nodes {
            passed[node] = if strengths[node] > 0.0 { ranks[node] / strengths[node] } else { 0.0 };
            stuck += if strengths[node] > 0.0 { 0.0 } else { ranks[node] };
        }
        let anywhere = (1.0 - GO_ON + GO_ON * stuck) * even;
        let mut changed = 0.0;
        for node in 0..nodes {
            let given: f64 = network.ties(node).map(|(other, weight)| passed[other] * weight).sum();
            let rank = anywhere + GO_ON * given;
            changed += (rank - ranks[node]).abs();
            ranks[node] = rank;
        }
        if changed < SETTLED {
            break;
        }
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::measure::tests::edges;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn ranks_are_shares_of_one((nodes, edges) in edges()) {
            let ranks = ranks(&Network::new(nodes, edges.into_iter()));
            prop_assert!((ranks.iter().sum::<f64>() - 1.0).abs() < 1e-6);
            prop_assert!(ranks.iter().all(|rank| *rank > 0.0));
        }
    }
}
