//! Where to draw nodes: near those they have to do with, none on another or on its label.

use crate::graph::measure::Network;

/// How often forces act, at most.
const TURNS: usize = 600;

/// How many moves of single nodes there are at most, so that a large graph takes seconds. Above, forces act less often.
const MOVES: usize = 1_500_000;

/// In a part with more nodes than this, the communities are laid out first and nodes begin around their middles.
const MANY: usize = 1_500;

/// Above so many nodes labels may touch: nobody reads them all.
pub const READABLE: usize = 20_000;

/// A cell of nodes acts as one on whoever is farther away than this many times its size, inverted.
const COARSE: f64 = 1.2;

/// How strongly nodes keep apart, beside the strength 1 of a tie.
const APART: f64 = 10.0;

/// How strongly nodes are drawn to the middle of their part.
const TO_MIDDLE: f64 = 0.05;

/// How much larger the area of a part is than that of all its boxes.
const ROOM: f64 = 2.0;

/// How much wider than high the drawing is.
const WIDE: f64 = 1.5;

/// Cosine and sine of the golden angle: points turned by it again and again are spread evenly.
const TURN: (f64, f64) = (-0.737_368_878_078_319_9, 0.675_490_294_261_523_7);

/// A point.
pub type Point = [f64; 2];

/// The middle of each node. `boxes` is how wide and high each is with its label; `community` tells of groups of nodes,
/// as [`communities`](super::community::communities) does.
///
/// Parts that are not tied to each other are laid out apart, by the forces of M. Jacomy et al., *`ForceAtlas2`*, 2014, with
/// those of far nodes taken together (J. Barnes and P. Hut, 1986), then pushed so that no box covers another (up to
/// 20,000 nodes) and set beside each other in rows, the largest first.
///
/// # Cost
///
/// O(nodes · log nodes + ties) for each of at most 600 turns; nodes times turns stay below 1,500,000, so that large
/// graphs take seconds and are placed by their communities mostly. Memory O(nodes + ties).
pub fn positions(network: &Network, boxes: &[Point], community: &[u32]) -> Vec<Point> {
    positions_within(network, boxes, community, MOVES)
}

/// [`positions`] with so many moves of single nodes.
pub(super) fn positions_within(network: &Network, boxes: &[Point], community: &[u32], moves: usize) -> Vec<Point> {
    let part = network.parts();
    let count = part.iter().max().map_or(0, |most| *most as usize + 1);
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); count];
    for (node, &part) in part.iter().enumerate() {
        members[part as usize].push(node);
    }
    let mut inside = vec![0; network.len()];
    for nodes in &members {
        for (at, &node) in nodes.iter().enumerate() {
            inside[node] = at;
        }
    }
    let mut places = vec![[0.0; 2]; network.len()];
    let mut areas = Vec::with_capacity(count);
    for nodes in &members {
        let own: Vec<Point> = nodes.iter().map(|&node| boxes[node]).collect();
        let points = if nodes.len() == 1 {
            vec![[0.0; 2]]
        } else if nodes.len() == 2 {
            // One above the other, with room for an arrow.
            vec![[0.0; 2], [0.0, own[0][1] + own[1][1] + 20.0]]
        } else {
            let edges = nodes.iter().enumerate().flat_map(|(at, &node)| {
                let once = network.ties(node).filter(move |(other, _)| *other > node);
                let inside = &inside;
                once.map(move |(other, weight)| (at, inside[other], weight))
            });
            let groups: Vec<u32> = nodes.iter().map(|&node| community[node]).collect();
            part_positions(&Network::new(nodes.len(), edges), &own, &groups, moves)
        };
        let (low, high) = bounds(&points, &own);
        for (&node, point) in nodes.iter().zip(points) {
            places[node] = [point[0] - low[0], point[1] - low[1]];
        }
        areas.push([high[0] - low[0], high[1] - low[1]]);
    }
    let corners = in_rows(&areas);
    for (nodes, corner) in members.iter().zip(&corners) {
        for &node in nodes {
            places[node][0] += corner[0];
            // Up is positive where graphs are drawn.
            places[node][1] = -(places[node][1] + corner[1]);
        }
    }
    let (low, high) = bounds(&places, boxes);
    for place in &mut places {
        for axis in 0..2 {
            place[axis] = tenths(place[axis] - f64::midpoint(low[axis], high[axis]));
        }
    }
    places
}

/// A tenth of a unit is finer than anybody sees.
pub(super) fn tenths(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

/// Nodes that are all tied to each other in some way.
fn part_positions(network: &Network, boxes: &[Point], community: &[u32], moves: usize) -> Vec<Point> {
    let nodes = network.len();
    let mut places = begin(network, community, moves);
    let turns = TURNS.min(moves / nodes);
    if turns > 1 {
        forces(network, &mut places, turns);
    }
    spread(&mut places, boxes);
    if nodes <= READABLE {
        push_apart(&mut places, boxes);
    }
    places
}

/// Where nodes begin: on a spiral, near ones in the graph after each other; in large parts on one around the middle of
/// each community.
fn begin(network: &Network, community: &[u32], moves: usize) -> Vec<Point> {
    let nodes = network.len();
    let mut group = community.to_vec();
    let groups = super::community::renumber(&mut group);
    if nodes > MANY && groups > 1 && groups < nodes / 2 {
        let mut size = vec![0_usize; groups];
        for &of in &group {
            size[of as usize] += 1;
        }
        let sides: Vec<Point> = size.iter().map(|&size| [4.0 * (size as f64).sqrt(); 2]).collect();
        let alone: Vec<u32> = (0..groups as u32).collect();
        let middles = part_positions(&network.joined(&group, groups), &sides, &alone, moves);
        let mut members = vec![Vec::new(); groups];
        for (node, &of) in group.iter().enumerate() {
            members[of as usize].push(node);
        }
        let mut places = vec![[0.0; 2]; nodes];
        for (nodes, middle) in members.iter().zip(middles) {
            for (&node, point) in nodes.iter().zip(spiral()) {
                places[node] = [middle[0] + point[0], middle[1] + point[1]];
            }
        }
        return places;
    }
    let first = (0..nodes).max_by_key(|&node| (network.degree(node), nodes - node)).unwrap_or(0);
    let mut order = vec![first];
    let mut seen = vec![false; nodes];
    seen[first] = true;
    let mut at = 0;
    while at < order.len() {
        for (other, _) in network.ties(order[at]) {
            if !seen[other] {
                seen[other] = true;
                order.push(other);
            }
        }
        at += 1;
    }
    let mut places = vec![[0.0; 2]; nodes];
    for (node, point) in order.into_iter().zip(spiral()) {
        places[node] = [10.0 * point[0], 10.0 * point[1]];
    }
    places
}

/// Points that fill a disc evenly from the middle, about 1.8 from each other.
pub(super) fn spiral() -> impl Iterator<Item = Point> {
    let mut way: Point = [1.0, 0.0];
    (0_u32..).map(move |number| {
        let far = (f64::from(number) + 0.5).sqrt();
        let point = [far * way[0], far * way[1]];
        way = [way[0] * TURN.0 - way[1] * TURN.1, way[0] * TURN.1 + way[1] * TURN.0];
        point
    })
}

/// Lets forces act: ties pull, all nodes push each other away, and all are drawn to the middle a little.
fn forces(network: &Network, places: &mut [Point], turns: usize) {
    let nodes = network.len();
    let mass: Vec<f64> = (0..nodes).map(|node| network.ties(node).len() as f64 + 1.0).collect();
    let (mut force, mut before) = (vec![[0.0; 2]; nodes], vec![[0.0; 2]; nodes]);
    let (mut speed, mut efficiency) = (1.0_f64, 1.0_f64);
    let mut tree = Tree::default();
    for _ in 0..turns {
        tree.build(places, &mass);
        std::mem::swap(&mut force, &mut before);
        for node in 0..nodes {
            let at = places[node];
            let mut sum = tree.push(at, mass[node]);
            let far = (at[0] * at[0] + at[1] * at[1]).sqrt();
            if far > 0.0 {
                let pull = TO_MIDDLE * mass[node];
                sum = [sum[0] - at[0] * pull, sum[1] - at[1] * pull];
            }
            for (other, weight) in network.ties(node) {
                // Three meetings do not tie three times as close.
                let weight = weight.sqrt();
                sum[0] += (places[other][0] - at[0]) * weight;
                sum[1] += (places[other][1] - at[1]) * weight;
            }
            force[node] = sum;
        }
        let (mut swinging, mut pulling) = (0.0, 0.0);
        for node in 0..nodes {
            let (now, then) = (force[node], before[node]);
            swinging += mass[node] * length([now[0] - then[0], now[1] - then[1]]);
            pulling += mass[node] * length([now[0] + then[0], now[1] + then[1]]) / 2.0;
        }
        if swinging <= 0.0 {
            break;
        }
        // How much swinging is borne depends on the size of the graph and on how it is going.
        let tolerance = 0.05 * (nodes as f64).sqrt();
        let mut jitter = tolerance.sqrt().max((tolerance * pulling / (nodes as f64 * nodes as f64)).min(10.0));
        if swinging > 2.0 * pulling {
            if efficiency > 0.05 {
                efficiency *= 0.5;
            }
            jitter = jitter.max(1.0);
        }
        let wanted = jitter * efficiency * pulling / swinging;
        if swinging > jitter * pulling {
            if efficiency > 0.05 {
                efficiency *= 0.7;
            }
        } else if speed < 1000.0 {
            efficiency *= 1.3;
        }
        speed += (wanted - speed).min(0.5 * speed);
        for node in 0..nodes {
            let (now, then) = (force[node], before[node]);
            let swing = mass[node] * length([now[0] - then[0], now[1] - then[1]]);
            let factor = speed / (1.0 + (speed * swing).sqrt());
            places[node][0] += now[0] * factor;
            places[node][1] += now[1] * factor;
        }
    }
}

fn length(way: Point) -> f64 {
    (way[0] * way[0] + way[1] * way[1]).sqrt()
}

/// A square of the plane.
#[derive(Debug, Clone, Copy)]
struct Cell {
    low: Point,
    side: f64,
    mass: f64,
    /// Where the mass is, times the mass.
    moment: Point,
    /// The first of four cells that make this one up; 0 when it is not divided.
    inner: u32,
}

/// Cells in cells, down to single nodes.
#[derive(Debug, Default)]
struct Tree {
    cells: Vec<Cell>,
    stack: Vec<u32>,
}

impl Tree {
    /// Cells are divided at most so often, for nodes in one place.
    const DEEPEST: usize = 48;

    fn build(&mut self, places: &[Point], mass: &[f64]) {
        let (low, high) = bounds(places, &[]);
        let side = (high[0] - low[0]).max(high[1] - low[1]).max(1e-9);
        self.cells.clear();
        self.cells.push(Cell { low, side, mass: 0.0, moment: [0.0; 2], inner: 0 });
        for (place, &mass) in places.iter().zip(mass) {
            self.add(*place, mass);
        }
    }

    fn add(&mut self, place: Point, mass: f64) {
        let mut at = 0;
        for depth in 0.. {
            let cell = self.cells[at];
            let there = cell.mass > 0.0;
            self.cells[at].mass += mass;
            self.cells[at].moment[0] += place[0] * mass;
            self.cells[at].moment[1] += place[1] * mass;
            if cell.inner == 0 {
                if !there || depth >= Self::DEEPEST {
                    return;
                }
                self.divide(at, cell);
            }
            at = self.inner_of(at, place);
        }
    }

    /// Makes four cells of one that holds one node.
    fn divide(&mut self, at: usize, cell: Cell) {
        let side = cell.side / 2.0;
        self.cells[at].inner = self.cells.len() as u32;
        for number in 0..4 {
            let right = if number % 2 == 1 { side } else { 0.0 };
            let up = if number >= 2 { side } else { 0.0 };
            let low = [cell.low[0] + right, cell.low[1] + up];
            self.cells.push(Cell { low, side, mass: 0.0, moment: [0.0; 2], inner: 0 });
        }
        let inner = self.inner_of(at, [cell.moment[0] / cell.mass, cell.moment[1] / cell.mass]);
        self.cells[inner].mass = cell.mass;
        self.cells[inner].moment = cell.moment;
    }

    fn inner_of(&self, at: usize, place: Point) -> usize {
        let cell = &self.cells[at];
        let right = usize::from(place[0] >= cell.low[0] + cell.side / 2.0);
        let up = usize::from(place[1] >= cell.low[1] + cell.side / 2.0);
        cell.inner as usize + right + 2 * up
    }

    /// The push on a node at `place` from all others.
    fn push(&mut self, place: Point, mass: f64) -> Point {
        let mut sum = [0.0; 2];
        self.stack.clear();
        self.stack.push(0);
        while let Some(at) = self.stack.pop() {
            let cell = &self.cells[at as usize];
            if cell.mass <= 0.0 {
                continue;
            }
            let away = [place[0] - cell.moment[0] / cell.mass, place[1] - cell.moment[1] / cell.mass];
            let squared = away[0] * away[0] + away[1] * away[1];
            if cell.inner != 0 && cell.side * cell.side * COARSE * COARSE > squared {
                self.stack.extend(cell.inner..cell.inner + 4);
            } else if squared > 1e-18 {
                let factor = APART * mass * cell.mass / squared;
                sum[0] += away[0] * factor;
                sum[1] += away[1] * factor;
            }
        }
        sum
    }
}

/// The corners of the smallest rectangle around all boxes; around all points where there are no boxes.
fn bounds(places: &[Point], boxes: &[Point]) -> (Point, Point) {
    let (mut low, mut high) = ([f64::MAX; 2], [f64::MIN; 2]);
    for (node, place) in places.iter().enumerate() {
        for axis in 0..2 {
            let half = boxes.get(node).map_or(0.0, |size| size[axis] / 2.0);
            low[axis] = low[axis].min(place[axis] - half);
            high[axis] = high[axis].max(place[axis] + half);
        }
    }
    if places.is_empty() { ([0.0; 2], [0.0; 2]) } else { (low, high) }
}

/// Makes room: the area is twice that of all boxes, and as much flatter than the forces made it as boxes are flat.
fn spread(places: &mut [Point], boxes: &[Point]) {
    let (low, high) = bounds(places, &[]);
    let (wide, tall) = ((high[0] - low[0]).max(1e-6), (high[1] - low[1]).max(1e-6));
    let area: f64 = boxes.iter().map(|size| size[0] * size[1]).sum();
    let sides = boxes.iter().fold([0.0; 2], |sum, size| [sum[0] + size[0], sum[1] + size[1]]);
    let flat = (sides[1] / sides[0]).clamp(0.25, 1.0).sqrt();
    // A row of nodes has no area, but is as long as it is.
    let factor =
        (ROOM * area / (wide * tall * flat).max(wide * wide / 3.0).max(tall * flat * tall * flat / 3.0)).sqrt();
    for place in places {
        *place = [(place[0] - low[0]) * factor, (place[1] - low[1]) * factor * flat];
    }
}

/// Moves boxes that cover each other, along the shorter way out, until none does or it has been tried often enough.
fn push_apart(places: &mut [Point], boxes: &[Point]) {
    let widest = boxes.iter().map(|size| size[0]).fold(0.0, f64::max);
    let mut order: Vec<usize> = (0..places.len()).collect();
    for _ in 0..200 {
        order.sort_by(|&a, &b| places[a][0].total_cmp(&places[b][0]).then(a.cmp(&b)));
        let mut moved = false;
        for at in 0..order.len() {
            let one = order[at];
            for &two in &order[at + 1..] {
                let (a, b) = (places[one], places[two]);
                if b[0] - a[0] > widest {
                    break;
                }
                let over: [f64; 2] = std::array::from_fn(|axis| {
                    f64::midpoint(boxes[one][axis], boxes[two][axis]) - (b[axis] - a[axis]).abs()
                });
                if over[0] <= 1e-6 || over[1] <= 1e-6 {
                    continue;
                }
                moved = true;
                // Labels are wide and low, so up and down is mostly the way.
                let axis = usize::from(over[1] <= over[0]);
                let way = if b[axis] > a[axis] || (b[axis] >= a[axis] && two > one) { 0.5 } else { -0.5 };
                places[one][axis] -= over[axis] * way;
                places[two][axis] += over[axis] * way;
            }
        }
        if !moved {
            break;
        }
    }
}

/// The lower corners of rectangles set in rows, the highest first; the whole is about [`WIDE`] times as wide as high.
fn in_rows(areas: &[Point]) -> Vec<Point> {
    let mut order: Vec<usize> = (0..areas.len()).collect();
    order.sort_by(|&a, &b| {
        areas[b][1].total_cmp(&areas[a][1]).then(areas[b][0].total_cmp(&areas[a][0])).then(a.cmp(&b))
    });
    let total: f64 = areas.iter().map(|area| area[0] * area[1]).sum();
    let gap = 12.0;
    let wide = areas.iter().map(|area| area[0]).fold((total * WIDE * 1.15).sqrt(), f64::max);
    let mut corners = vec![[0.0; 2]; areas.len()];
    let (mut x, mut y, mut high) = (0.0_f64, 0.0, 0.0_f64);
    for at in order {
        if x > 0.0 && x + areas[at][0] > wide {
            (x, y, high) = (0.0, y + high + gap, 0.0);
        }
        corners[at] = [x, y];
        x += areas[at][0] + gap;
        high = high.max(areas[at][1]);
    }
    corners
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::measure::community::communities;
    use crate::graph::measure::tests::edges;
    use proptest::prelude::*;

    fn drawn(network: &Network) -> Vec<Point> {
        let boxes: Vec<Point> = (0..network.len()).map(|node| [20.0 + (node % 5) as f64 * 15.0, 14.0]).collect();
        positions(network, &boxes, &communities(network))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn every_node_has_a_place_of_its_own((nodes, edges) in edges()) {
            let places = drawn(&Network::new(nodes, edges.iter().copied()));
            prop_assert!(places.iter().flatten().all(|value| value.is_finite()));
            for one in 0..nodes {
                for two in 0..one {
                    let gap = |axis: usize| (places[one][axis] - places[two][axis]).abs();
                    let wide = 20.0 + 7.5 * (one % 5 + two % 5) as f64;
                    prop_assert!(gap(0) > wide - 1.0 || gap(1) > 13.0, "{} on {}", one, two);
                }
            }
            let turned = Network::new(nodes, edges.iter().rev().copied());
            prop_assert_eq!(places, drawn(&turned));
        }
    }

    /// Two cliques and a tie between them: those of a clique are nearer to each other than to the other clique.
    #[test]
    fn near_in_the_graph_is_near_in_the_drawing() {
        let clique = |from: usize| (0..8).flat_map(move |a| (0..a).map(move |b| (from + a, from + b, 1.0)));
        let network = Network::new(16, clique(0).chain(clique(8)).chain([(0, 8, 1.0)]));
        let places = drawn(&network);
        let middle = |from: usize| {
            let sum = (from..from + 8).fold([0.0; 2], |sum, at| [sum[0] + places[at][0], sum[1] + places[at][1]]);
            [sum[0] / 8.0, sum[1] / 8.0]
        };
        let far = |a: Point, b: Point| length([a[0] - b[0], a[1] - b[1]]);
        let (one, two) = (middle(0), middle(8));
        for node in 1..8 {
            assert!(far(places[node], one) < far(places[node], two), "{node}");
        }
    }

    /// A large part is laid out by its communities first.
    #[test]
    fn a_large_graph_is_drawn_too() {
        let ring = |at: usize| (0..10).map(move |a| (10 * at + a, 10 * at + (a + 1) % 10, 1.0));
        let between = (0..200).map(|at| (10 * at, 10 * ((at + 1) % 200) + 5, 1.0));
        let network = Network::new(2000, (0..200).flat_map(ring).chain(between));
        let places = drawn(&network);
        assert!(places.iter().flatten().all(|value| value.is_finite()));
        assert_eq!(places, drawn(&network));
    }
}
