//! Where to draw the nodes of a large graph: each community a disc, its most central nodes in the middle.

use std::cmp::Ordering;

use crate::graph::measure::Network;
use crate::graph::measure::layout;
use crate::graph::measure::layout::Point;

/// The area of a disc is so many times that of the squares around its nodes.
const ROOM: f64 = 4.0;

/// How many moves of single discs by forces there are at most.
const MOVES: usize = 40_000;

/// As many nodes make up the innermost ring of a disc; each ring outside of it has twice as many.
const RING: usize = 8;

/// The middle of each node, whose radius is in `radii` and importance in `ranks`. `community` is the number of the group of
/// each node, as [`communities`](super::community::communities) gives it.
///
/// The discs are laid out by forces as nodes of a small graph are; in each, nodes lie on a spiral by importance, and those
/// of like importance on the side where the communities are that they are tied to.
///
/// # Cost
///
/// O(ties + nodes · log nodes) and what [`layout::positions`] takes for the communities, with a bounded number of moves.
pub fn positions(network: &Network, radii: &[f64], ranks: &[f64], community: &[u32]) -> Vec<Point> {
    let nodes = network.len();
    let groups = community.iter().max().map_or(0, |most| *most as usize + 1);
    let mut members: Vec<Vec<u32>> = vec![Vec::new(); groups];
    let mut area = vec![0.0; groups];
    for node in 0..nodes {
        members[community[node] as usize].push(node as u32);
        area[community[node] as usize] += ROOM * 4.0 * radii[node] * radii[node];
    }
    let sides: Vec<Point> = area.iter().map(|area| [2.0 * disc(*area); 2]).collect();
    let alone: Vec<u32> = (0..groups as u32).collect();
    let middles = layout::positions_within(&network.joined(community, groups), &sides, &alone, MOVES);
    let mut places = vec![[0.0; 2]; nodes];
    for (group, nodes) in members.iter_mut().enumerate() {
        nodes.sort_by(|&a, &b| ranks[b as usize].total_cmp(&ranks[a as usize]).then(a.cmp(&b)));
        let middle = middles[group];
        // As far from each other as fills the disc evenly.
        let far = disc(area[group]) / (nodes.len() as f64).sqrt();
        let mut points: Vec<Point> =
            layout::spiral().take(nodes.len()).map(|[x, y]| [middle[0] + far * x, middle[1] + far * y]).collect();
        let (mut at, mut size) = (0, RING);
        while at < nodes.len() {
            let end = (at + size).min(nodes.len());
            let mut ring: Vec<(Point, u32)> =
                nodes[at..end].iter().map(|&node| (pull(network, node as usize, community, &middles), node)).collect();
            ring.sort_by(|a, b| by_direction(a.0, b.0).then(a.1.cmp(&b.1)));
            let from_middle = |point: &Point| [point[0] - middle[0], point[1] - middle[1]];
            points[at..end].sort_by(|a, b| by_direction(from_middle(a), from_middle(b)));
            for (point, (_, node)) in points[at..end].iter().zip(ring) {
                places[node as usize] = [layout::tenths(point[0]), layout::tenths(point[1])];
            }
            (at, size) = (end, 2 * size);
        }
    }
    places
}

/// The radius of a disc.
fn disc(area: f64) -> f64 {
    (area / std::f64::consts::PI).sqrt()
}

/// Where the neighbours in other communities are, seen from the own one.
fn pull(network: &Network, node: usize, community: &[u32], middles: &[Point]) -> Point {
    let mine = community[node];
    let middle = middles[mine as usize];
    network.ties(node).filter(|(other, _)| community[*other] != mine).fold([0.0; 2], |sum, (other, weight)| {
        let there = middles[community[other] as usize];
        [sum[0] + (there[0] - middle[0]) * weight, sum[1] + (there[1] - middle[1]) * weight]
    })
}

/// Directions in the order of their angles. Those of no length are of one angle.
fn by_direction(a: Point, b: Point) -> Ordering {
    angle(a).total_cmp(&angle(b))
}

/// What grows with the angle, from 0 to 4, without what a library might round differently.
fn angle([x, y]: Point) -> f64 {
    let length = x.abs() + y.abs();
    match (length > 0.0, y >= 0.0) {
        (false, _) => 0.0,
        (true, true) => 1.0 - x / length,
        (true, false) => 3.0 + x / length,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::measure::community::communities;
    use crate::graph::measure::rank::ranks;
    use crate::graph::measure::tests::edges;
    use proptest::prelude::*;

    fn drawn(network: &Network) -> Vec<Point> {
        let radii: Vec<f64> = (0..network.len()).map(|node| 6.0 + (node % 3) as f64).collect();
        positions(network, &radii, &ranks(network), &communities(network))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn every_node_has_a_place_of_its_own((nodes, edges) in edges()) {
            let places = drawn(&Network::new(nodes, edges.iter().copied()));
            for one in 0..nodes {
                for two in 0..one {
                    let way = [places[one][0] - places[two][0], places[one][1] - places[two][1]];
                    prop_assert!(way[0] * way[0] + way[1] * way[1] > 100.0, "{one} on {two}");
                }
            }
            let turned = Network::new(nodes, edges.iter().rev().copied());
            prop_assert_eq!(places, drawn(&turned));
        }
    }

    /// Rings of ten in a ring: nodes are nearer to their own than to others, and the most central is in the middle.
    #[test]
    fn communities_lie_together() {
        let star = |at: usize| (1..10).map(move |a| (10 * at, 10 * at + a, 1.0));
        let between = (0..6).map(|at| (10 * at + 1, 10 * ((at + 1) % 6) + 2, 1.0));
        let network = Network::new(60, (0..6).flat_map(star).chain(between));
        let places = drawn(&network);
        let far = |a: usize, b: usize| (places[a][0] - places[b][0]).hypot(places[a][1] - places[b][1]);
        for node in (0..60).filter(|node| node % 10 != 0) {
            let hub = node / 10 * 10;
            assert!((0..6).all(|at| 10 * at == hub || far(node, hub) < far(node, 10 * at)), "{node}");
        }
    }
}
