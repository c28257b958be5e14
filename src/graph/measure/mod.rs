//! What the shape of a graph tells of its nodes: how connected, how central, which belong together, where to draw them.
//!
//! All of it is the same on every machine and for every order of input: nodes are numbers in the order of their ids, and
//! the arithmetic is that of IEEE 754 without anything a library might round differently.

pub mod community;
pub mod core;
pub mod layout;
pub mod packed;
pub mod rank;

/// The ties of a graph: nodes are numbers, direction does not matter, parallel ties are one with the sum of weights.
///
/// ```
/// use newsloom::graph::measure::Network;
///
/// let network = Network::new(3, [(0, 1, 1.0), (1, 0, 2.0), (2, 2, 1.0)].into_iter());
/// assert_eq!(network.ties(0).collect::<Vec<_>>(), [(1, 3.0)]);
/// assert_eq!(network.degree(2), 2);
/// ```
#[derive(Debug, Clone, Default)]
pub struct Network {
    /// Where the ties of a node begin in `ties`; one more than there are nodes.
    starts: Vec<u32>,
    /// The other end and the weight, by the number of the other end; no loops.
    ties: Vec<(u32, f32)>,
    /// The weight of ties of a node to itself.
    loops: Vec<f32>,
    /// Ends of edges at each node.
    degrees: Vec<u32>,
}

impl Network {
    /// A network of `nodes` nodes. An end that is no node, or a weight that is not above 0, is left out.
    ///
    /// # Cost
    ///
    /// O(edges · log of the highest degree); `edges` is gone through twice. 16 bytes a tie, 12 a node.
    pub fn new(nodes: usize, edges: impl Iterator<Item = (usize, usize, f64)> + Clone) -> Self {
        Self::of(nodes, move || edges.clone())
    }

    /// [`Network::new`] of edges that can be gone through anew.
    pub fn of<E: Iterator<Item = (usize, usize, f64)>>(nodes: usize, edges: impl Fn() -> E) -> Self {
        let edges = || edges().filter(|&(a, b, weight)| a < nodes && b < nodes && weight > 0.0);
        let mut degrees = vec![0_u32; nodes];
        let mut starts = vec![0_u32; nodes + 1];
        let mut loops = vec![0.0; nodes];
        for (a, b, _) in edges() {
            degrees[a] += 1;
            degrees[b] += 1;
            if a != b {
                starts[a + 1] += 1;
                starts[b + 1] += 1;
            }
        }
        for node in 0..nodes {
            starts[node + 1] += starts[node];
        }
        let mut ties = vec![(0_u32, 0_f32); starts[nodes] as usize];
        let mut next = starts.clone();
        for (a, b, weight) in edges() {
            let weight = weight as f32;
            if a == b {
                loops[a] += weight;
                continue;
            }
            for (from, to) in [(a, b), (b, a)] {
                ties[next[from] as usize] = (to as u32, weight);
                next[from] += 1;
            }
        }
        // Parallel ties become one, and all move up to where there is room.
        let mut kept = 0;
        for node in 0..nodes {
            let (from, to) = (starts[node] as usize, starts[node + 1] as usize);
            ties[from..to].sort_unstable_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
            let begin = kept;
            for at in from..to {
                let (other, weight) = ties[at];
                if kept > begin && ties[kept - 1].0 == other {
                    ties[kept - 1].1 += weight;
                } else {
                    ties[kept] = (other, weight);
                    kept += 1;
                }
            }
            starts[node] = begin as u32;
        }
        starts[nodes] = kept as u32;
        ties.truncate(kept);
        Self { starts, ties, loops, degrees }
    }

    /// How many nodes there are.
    pub fn len(&self) -> usize {
        self.degrees.len()
    }

    /// Whether there are no nodes.
    pub fn is_empty(&self) -> bool {
        self.degrees.is_empty()
    }

    /// The neighbours of a node and how strong the tie to each is, by number. A node is not its own neighbour.
    pub fn ties(&self, node: usize) -> impl ExactSizeIterator<Item = (usize, f64)> + Clone + '_ {
        let (from, to) = (self.starts[node] as usize, self.starts[node + 1] as usize);
        self.ties[from..to].iter().map(|&(other, weight)| (other as usize, f64::from(weight)))
    }

    /// How many edges end at a node, as tools count it: parallel ones each, and one from a node to itself twice.
    pub fn degree(&self, node: usize) -> u32 {
        self.degrees[node]
    }

    /// The weight of all ends of edges at a node.
    fn strength(&self, node: usize) -> f64 {
        self.ties(node).map(|(_, weight)| weight).sum::<f64>() + 2.0 * f64::from(self.loops[node])
    }

    /// The number of the part each node is in, where parts are not tied to each other; counted in the order of nodes.
    pub fn parts(&self) -> Vec<u32> {
        let mut part = vec![u32::MAX; self.len()];
        let mut count = 0;
        let mut stack = Vec::new();
        for node in 0..self.len() {
            if part[node] != u32::MAX {
                continue;
            }
            part[node] = count;
            stack.push(node);
            while let Some(at) = stack.pop() {
                for (other, _) in self.ties(at) {
                    if part[other] == u32::MAX {
                        part[other] = count;
                        stack.push(other);
                    }
                }
            }
            count += 1;
        }
        part
    }

    /// The network whose nodes are groups of nodes: `group` gives the number of the group of each, below `groups`.
    fn joined(&self, group: &[u32], groups: usize) -> Self {
        let inner = (0..self.len()).flat_map(|node| {
            let mine = group[node] as usize;
            let once = self.ties(node).filter(move |(other, _)| *other > node);
            let loops = std::iter::once((node, f64::from(self.loops[node])));
            once.chain(loops).map(move |(other, weight)| (mine, group[other] as usize, weight))
        });
        Self::new(groups, inner)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Edges as people give them: any ends, any weight.
    pub(crate) fn edges() -> impl Strategy<Value = (usize, Vec<(usize, usize, f64)>)> {
        (1..40_usize).prop_flat_map(|nodes| {
            let edge = (0..nodes, 0..nodes, (1..9_u8).prop_map(f64::from));
            (Just(nodes), prop::collection::vec(edge, 0..90))
        })
    }

    proptest! {
        #[test]
        fn the_order_and_direction_of_edges_do_not_show((nodes, edges) in edges()) {
            let one = Network::new(nodes, edges.iter().copied());
            let two = Network::new(nodes, edges.iter().rev().map(|&(a, b, weight)| (b, a, weight)));
            for node in 0..nodes {
                prop_assert!(one.ties(node).eq(two.ties(node)));
                prop_assert_eq!(one.degree(node), two.degree(node));
            }
            prop_assert_eq!((0..nodes).map(|node| one.degree(node) as usize).sum::<usize>(), 2 * edges.len());
        }
    }
}
