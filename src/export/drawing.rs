//! How a graph is drawn: sizes by importance, places with room for labels, and what is measured on the way.

use rustc_hash::FxHashMap;

use crate::export::columns::Table;
use crate::export::columns::Tie;
use crate::export::label;
use crate::graph::Node;
use crate::graph::measure::Network;
use crate::graph::measure::community;
use crate::graph::measure::core;
use crate::graph::measure::layout;
use crate::graph::measure::layout::Point;
use crate::graph::measure::packed;
use crate::graph::measure::rank;

/// Radius of the least important node, and how much larger that of the most important is.
const RADIUS: (f64, f64) = (6.0, 9.0);

/// As many letters of a name find room, and of what an action or statement is called.
const LETTERS: (usize, usize) = (30, 14);

/// A letter is so wide and a line so high, in units of the diameter of the node: Gephi writes labels in 12 points at a
/// diameter of 10, larger for larger nodes.
const LETTER: f64 = 0.6;
const LINE: f64 = 1.5;

/// How strongly edges to articles pull: what happens in one article is near, but not all of it around its node.
const REPORTS: f64 = 0.02;

/// What is measured of the nodes of a table, each in their order.
pub(super) struct Drawing {
    pub(super) degrees: Vec<u32>,
    pub(super) cores: Vec<u32>,
    pub(super) ranks: Vec<f64>,
    pub(super) communities: Vec<u32>,
    pub(super) radii: Vec<f64>,
    pub(super) places: Vec<Point>,
}

impl Drawing {
    /// Measures all there is. O((nodes + edges) · log nodes), as [`layout::positions`] says; about 100 bytes a node and 20
    /// an edge while it goes on.
    pub(super) fn of(table: &Table<'_>) -> Self {
        let nodes = table.nodes().count();
        let weighted = |reports: f64| {
            Network::of(nodes, || {
                table.ties().map(move |Tie { ends: (source, target), weight, report }| {
                    (source as usize, target as usize, if report { weight * reports } else { weight })
                })
            })
        };
        let network = weighted(1.0);
        let ranks = rank::ranks(&network);
        let communities = community::communities(&network);
        let most = ranks.iter().copied().fold(0.0, f64::max);
        // Areas, not radii, are what people compare.
        let radii: Vec<f64> = ranks.iter().map(|rank| tenths(RADIUS.0 + RADIUS.1 * (rank / most).sqrt())).collect();
        let places = if nodes > layout::READABLE {
            packed::positions(&network, &radii, &ranks, &communities)
        } else {
            layout::positions(&weighted(REPORTS), &boxes(table, &radii), &communities)
        };
        Self {
            degrees: (0..nodes).map(|node| network.degree(node)).collect(),
            cores: core::numbers(&network),
            ranks,
            communities,
            radii,
            places,
        }
    }
}

/// How wide and high each node is with its label.
fn boxes(table: &Table<'_>, radii: &[f64]) -> Vec<Point> {
    let of = |(node, radius): (&Node, &f64)| {
        let most = if node.evidence.is_empty() { LETTERS.0 } else { LETTERS.1 };
        let letters = label(node).chars().take(most).count() as f64;
        [2.0 * radius * (letters * LETTER).max(1.0) + 4.0, 2.0 * radius * LINE]
    };
    table.nodes().zip(radii).map(of).collect()
}

fn tenths(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

/// Of edges with the same ends and the same type, the number of each but the first: 2, 3, … by their place, in their order.
///
/// Gephi makes one of them and forgets all but the first, so they need names that differ.
pub(super) fn numbers(table: &Table<'_>) -> FxHashMap<u32, u32> {
    let mut edges: Vec<((u32, u32), u32)> = table.ties().map(|tie| tie.ends).zip(0..).collect();
    edges.sort_unstable();
    // Which edges have others beside them, and which group of these they are of.
    let same = edges.chunk_by(|one, two| one.0 == two.0).filter(|same| same.len() > 1).zip(0_u32..);
    let parallel: FxHashMap<u32, u32> =
        same.flat_map(|(same, group)| same.iter().map(move |&(_, at)| (at, group))).collect();
    drop(edges);
    let mut seen: FxHashMap<(u32, String), u32> = FxHashMap::default();
    let mut numbers = FxHashMap::default();
    if parallel.is_empty() {
        return numbers;
    }
    for (edge, at) in table.edges().zip(0..) {
        let Some(group) = parallel.get(&at) else { continue };
        let count = seen.entry((*group, edge.kind.into_owned())).or_default();
        *count += 1;
        if *count > 1 {
            numbers.insert(at, *count);
        }
    }
    numbers
}
