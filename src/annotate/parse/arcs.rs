//! Heads of words by the arc-hybrid transition system (Kuhlmann, Gómez-Rodríguez
//! and Satta 2011, <https://aclanthology.org/P11-1068>), the root standing behind
//! the last word, so that every sentence gets exactly one root.

use crate::annotate::model::join;
use crate::annotate::model::spread;
use crate::annotate::parse::sentence::Words;

/// A move of the parser.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Move {
    /// Takes the next word onto the stack.
    Shift,
    /// Makes the next word the head of the top of the stack, which goes.
    Left,
    /// Makes the second of the stack the head of the top, which goes.
    Right,
}

impl Move {
    /// All, in the order of their scores.
    pub const ALL: [Self; 3] = [Self::Shift, Self::Left, Self::Right];
}

/// Where the parser stands. Places are word numbers; [`Words::len`] is the
/// root, one more is no word.
#[derive(Debug, Clone, Default)]
pub struct State {
    none: u32,
    /// Words waiting for a head, the top last.
    stack: Vec<u32>,
    /// The next word.
    next: u32,
    /// Head of each word; `none` while unknown.
    pub heads: Vec<u32>,
    /// The outermost and second outermost dependent to the left and the right.
    kids: Vec<[u32; 4]>,
    /// Number of dependents to the left and right.
    valency: Vec<[u8; 2]>,
    /// First guess at the relation of each word to its head.
    labels: Vec<u8>,
    /// The relations of the dependents to the left and right, as sets.
    sets: Vec<[u64; 2]>,
}

impl State {
    /// Before the first word of `length`.
    pub fn start(length: usize) -> Self {
        let none = length as u32 + 1;
        Self {
            none,
            stack: Vec::with_capacity(length),
            next: 0,
            heads: vec![none; length],
            kids: vec![[none; 4]; length + 2],
            valency: vec![[0; 2]; length + 2],
            labels: vec![UNKNOWN; length + 2],
            sets: vec![[0; 2]; length + 2],
        }
    }

    /// Becomes a copy of `from`, reusing memory.
    fn copy(&mut self, from: &Self) {
        self.none = from.none;
        self.next = from.next;
        self.stack.clone_from(&from.stack);
        self.heads.clone_from(&from.heads);
        self.kids.clone_from(&from.kids);
        self.valency.clone_from(&from.valency);
        self.labels.clone_from(&from.labels);
        self.sets.clone_from(&from.sets);
    }

    const fn root(&self) -> u32 {
        self.none - 1
    }

    /// Whether every word has its head.
    pub fn done(&self) -> bool {
        self.stack.is_empty() && self.next >= self.root()
    }

    /// Whether a move is possible.
    pub fn allows(&self, step: Move) -> bool {
        match step {
            Move::Shift => self.next < self.root(),
            // Only the last word on the stack may depend on the root.
            Move::Left => !self.stack.is_empty() && (self.next < self.root() || self.stack.len() == 1),
            Move::Right => self.stack.len() > 1,
        }
    }

    fn stacked(&self, depth: usize) -> u32 {
        self.stack.len().checked_sub(depth + 1).map_or(self.none, |place| self.stack[place])
    }

    /// The outermost (0, 2) or second outermost (1, 3) dependent to the left (0, 1) or right.
    pub fn kid(&self, word: u32, which: usize) -> u32 {
        self.kids[word as usize][which]
    }

    /// The first guess at the relation of a word to its head.
    pub fn label(&self, word: u32) -> u8 {
        self.labels[word as usize]
    }

    /// The relations of the dependents to the left (0) or right (1), as a set.
    pub fn labels_of(&self, word: u32, side: usize) -> u64 {
        self.sets[word as usize][side]
    }

    /// The arc a move makes: head and dependent.
    pub fn arc(&self, step: Move) -> Option<(u32, u32)> {
        match step {
            Move::Shift => None,
            Move::Left => Some((self.next, self.stacked(0))),
            Move::Right => Some((self.stacked(1), self.stacked(0))),
        }
    }

    fn attach(&mut self, head: u32, word: u32, label: u8) {
        self.heads[word as usize] = head;
        let right = usize::from(word > head);
        let kids = &mut self.kids[head as usize];
        kids[2 * right + 1] = kids[2 * right];
        kids[2 * right] = word;
        let valency = &mut self.valency[head as usize][right];
        *valency = valency.saturating_add(1);
        self.labels[word as usize] = label;
        self.sets[head as usize][right] |= 1 << (label % 64);
    }

    /// Makes a move; one that is not allowed changes nothing.
    /// `label` is the relation of the new arc, if one is made.
    pub fn step(&mut self, step: Move, label: u8) {
        if !self.allows(step) {
            return;
        }
        match step {
            Move::Shift => {
                self.stack.push(self.next);
                self.next += 1;
            }
            Move::Left => {
                if let Some(word) = self.stack.pop() {
                    self.attach(self.next, word, label);
                }
            }
            Move::Right => {
                if let Some(word) = self.stack.pop() {
                    self.attach(self.stacked(0), word, label);
                }
            }
        }
    }

    /// How many arcs of the tree `gold` each move makes unreachable (dynamic
    /// oracle, Goldberg and Nivre 2013, <https://aclanthology.org/Q13-1033>);
    /// `None` for a move that is not allowed.
    pub fn costs(&self, gold: &[u32]) -> [Option<u32>; 3] {
        let head = |word: u32| gold.get(word as usize).copied().unwrap_or(self.none);
        let (top, second, next) = (self.stacked(0), self.stacked(1), self.next);
        let waiting = (next..self.root()).filter(|word| head(*word) == top).count() as u32;
        Move::ALL.map(|step| {
            self.allows(step).then(|| match step {
                Move::Shift => {
                    let lost = self.stack.iter().filter(|word| head(**word) == next).count() as u32;
                    let below = self.stack.len().saturating_sub(1);
                    lost + u32::from(self.stack[..below].contains(&head(next)))
                }
                Move::Left => {
                    let to = head(top);
                    waiting + u32::from(to == second || to > next && to <= self.root())
                }
                Move::Right => {
                    let to = head(top);
                    waiting + u32::from(to >= next && to <= self.root())
                }
            })
        })
    }
}

/// The relation of a word without head.
pub const UNKNOWN: u8 = 63;

/// Number of features of a state.
pub const FEATURES: usize = 112;

/// Distance in few steps.
fn distance(left: u32, right: u32) -> u64 {
    match right.saturating_sub(left) {
        few @ 0..=5 => u64::from(few),
        6..=10 => 6,
        11..=20 => 7,
        _ => 8,
    }
}

/// The features of a state.
#[allow(
    clippy::many_single_char_names,
    clippy::similar_names,
    reason = "the usual names: s stack, b buffer, l left, r right"
)]
pub fn features(words: &Words, state: &State, out: &mut [u64; FEATURES]) {
    let none = state.none;
    let (s0, s1, s2) = (state.stacked(0), state.stacked(1), state.stacked(2));
    let ahead = |offset: u32| if state.next + offset <= state.root() { state.next + offset } else { none };
    let (b0, b1, b2) = (ahead(0), ahead(1), ahead(2));
    let w = |place: u32| words.word[place as usize];
    let t = |place: u32| words.tag[place as usize];
    let wt = |place: u32| words.word[place as usize] ^ words.tag[place as usize].wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let kid = |place: u32, which: usize| state.kids[place as usize][which];
    let (s0l, s0l2, s0r, s0r2) = (kid(s0, 0), kid(s0, 1), kid(s0, 2), kid(s0, 3));
    let (s1l, s1r, s1r2) = (kid(s1, 0), kid(s1, 2), kid(s1, 3));
    let (b0l, b0l2) = (kid(b0, 0), kid(b0, 1));
    let valency = |place: u32, side: usize| u64::from(state.valency[place as usize][side].min(4));
    let (d0, d1) = (distance(s0, b0), distance(s1, s0));
    let (m0, m1) = (words.between(s0, b0), words.between(s1, s0));
    let (s0v, s1v, b0v) = (valency(s0, 0) << 4 | valency(s0, 1), valency(s1, 0) << 4 | valency(s1, 1), valency(b0, 0));
    let l = |place: u32| u64::from(state.labels[place as usize]);
    let set = |place: u32, side: usize| state.sets[place as usize][side];
    let f = |place: u32| words.suffix[place as usize];
    *out = [
        join(0, &[w(s0)]),
        join(1, &[t(s0)]),
        join(2, &[wt(s0)]),
        join(3, &[w(s1)]),
        join(4, &[t(s1)]),
        join(5, &[wt(s1)]),
        join(6, &[t(s2)]),
        join(7, &[wt(s2)]),
        join(8, &[w(b0)]),
        join(9, &[t(b0)]),
        join(10, &[wt(b0)]),
        join(11, &[w(b1)]),
        join(12, &[t(b1)]),
        join(13, &[wt(b1)]),
        join(14, &[t(b2)]),
        join(15, &[wt(b2)]),
        join(16, &[wt(s0), wt(b0)]),
        join(17, &[w(s0), w(b0)]),
        join(18, &[wt(s0), t(b0)]),
        join(19, &[t(s0), wt(b0)]),
        join(20, &[t(s0), t(b0)]),
        join(21, &[wt(s1), wt(s0)]),
        join(22, &[w(s1), w(s0)]),
        join(23, &[wt(s1), t(s0)]),
        join(24, &[t(s1), wt(s0)]),
        join(25, &[t(s1), t(s0)]),
        join(26, &[t(b0), t(b1)]),
        join(27, &[wt(b0), t(b1)]),
        join(28, &[t(b0), wt(b1)]),
        join(29, &[t(s1), t(b0)]),
        join(30, &[w(s1), w(b0)]),
        join(31, &[t(s0), t(b0), t(b1)]),
        join(32, &[t(b0), t(b1), t(b2)]),
        join(33, &[t(s1), t(s0), t(b0)]),
        join(34, &[t(s2), t(s1), t(s0)]),
        join(35, &[w(s1), t(s0), t(b0)]),
        join(36, &[t(s1), w(s0), t(b0)]),
        join(37, &[t(s1), t(s0), w(b0)]),
        join(38, &[w(s0), t(b0), t(b1)]),
        join(39, &[t(s0), w(b0), t(b1)]),
        join(40, &[t(s0), t(b0), w(b1)]),
        join(41, &[t(s0), t(s0l), t(b0)]),
        join(42, &[t(s0), t(s0r), t(b0)]),
        join(43, &[t(s0), t(b0), t(b0l)]),
        join(44, &[t(s1), t(s1r), t(s0)]),
        join(45, &[t(s1), t(s1l), t(s0)]),
        join(46, &[t(s1), t(s0), t(s0l)]),
        join(47, &[t(s1), t(s0), t(s0r)]),
        join(48, &[w(s0), t(s0l)]),
        join(49, &[w(s0), t(s0r)]),
        join(50, &[w(b0), t(b0l)]),
        join(51, &[t(s0), t(s0l), t(s0l2)]),
        join(52, &[t(s0), t(s0r), t(s0r2)]),
        join(53, &[t(b0), t(b0l), t(b0l2)]),
        join(54, &[t(s0), t(b0), w(s0r)]),
        join(55, &[t(s0), t(b0), w(s0l)]),
        join(56, &[t(s0), t(b0), w(b0l)]),
        join(57, &[t(s1), t(s0), w(s0l)]),
        join(58, &[t(s1), t(s0), w(s1r)]),
        join(59, &[w(s0), d0]),
        join(60, &[t(s0), d0]),
        join(61, &[w(b0), d0]),
        join(62, &[t(b0), d0]),
        join(63, &[t(s0), t(b0), d0]),
        join(64, &[wt(s0), wt(b0), d0]),
        join(65, &[t(s1), t(s0), d1]),
        join(66, &[w(s0), s0v]),
        join(67, &[t(s0), s0v, t(b0)]),
        join(68, &[w(b0), b0v]),
        join(69, &[t(b0), b0v, t(s0)]),
        join(70, &[w(s1), s1v, t(s0)]),
        join(71, &[t(s1), s1v, t(s0)]),
        join(72, &[t(s0), t(b0), m0]),
        join(73, &[t(s1), t(s0), m1]),
        join(74, &[w(s0), t(b0), m0]),
        join(75, &[t(s0), w(b0), m0]),
        join(76, &[w(s1), t(s0), m1]),
        join(77, &[w(s0), s0v, t(s1), t(b0)]),
        join(78, &[t(s1), t(s1r), t(s1r2), t(s0)]),
        join(79, &[t(s1), t(s0), t(s0l), w(s0l), t(b0)]),
        join(80, &[w(s1), w(s0l), t(s0)]),
        join(81, &[t(s2), t(s1), t(s0), t(b0)]),
        join(82, &[t(s1), t(s0), t(b0), t(b1)]),
        join(83, &[w(s1), w(s0), w(b0)]),
        join(84, &[words.suffix[s0 as usize], words.suffix[b0 as usize], t(s1)]),
        join(85, &[words.suffix[s1 as usize], words.suffix[s0 as usize], t(b0)]),
        join(86, &[w(s0), l(s0l)]),
        join(87, &[w(s0), l(s0r)]),
        join(88, &[w(b0), l(b0l)]),
        join(89, &[w(s1), l(s1r), t(s0)]),
        join(90, &[t(s0), l(s0l), t(b0)]),
        join(91, &[t(s0), l(s0r), t(b0)]),
        join(92, &[t(b0), l(b0l), t(s0)]),
        join(93, &[t(s1), l(s1r), t(s0)]),
        join(94, &[t(s1), l(s1l), t(s0)]),
        join(95, &[t(s1), t(s0), l(s0l)]),
        join(96, &[t(s1), t(s0), l(s0r)]),
        join(97, &[w(s0), set(s0, 0)]),
        join(98, &[t(s0), set(s0, 0), t(b0)]),
        join(99, &[w(s0), set(s0, 1), t(b0)]),
        join(100, &[t(s0), set(s0, 1), t(b0)]),
        join(101, &[w(b0), set(b0, 0)]),
        join(102, &[t(b0), set(b0, 0), t(s0)]),
        join(103, &[w(s1), set(s1, 1), t(s0)]),
        join(104, &[t(s1), set(s1, 0), set(s1, 1), t(s0)]),
        join(105, &[t(s1), set(s1, 1), t(s0), set(s0, 0), t(b0)]),
        join(106, &[t(s0), set(s0, 0), set(s0, 1), t(b0), set(b0, 0)]),
        join(107, &[f(s0), t(b0)]),
        join(108, &[t(s0), f(b0)]),
        join(109, &[f(s1), t(s0)]),
        join(110, &[t(s1), f(s0)]),
        join(111, &[w(s0), l(s0r), w(s0r), t(b0)]),
    ];
}

impl State {
    /// A hash of all that [`features`] looks at, for one sentence.
    fn sight(&self) -> u64 {
        let (s0, s1, s2) = (self.stacked(0), self.stacked(1), self.stacked(2));
        let pair = |a: u32, b: u32| u64::from(a) << 32 | u64::from(b);
        let near = |place: u32| {
            let place = place as usize;
            let [a, b, c, d] = self.kids[place];
            let labels = [self.labels[a as usize], self.labels[c as usize]];
            let [left, right] = self.valency[place].map(|count| u64::from(count.min(4)));
            let small = u64::from(labels[0]) << 24 | u64::from(labels[1]) << 16 | left << 8 | right;
            join(small, &[pair(a, b), pair(c, d), self.sets[place][0], self.sets[place][1]])
        };
        join(pair(s2, self.next), &[pair(s0, s1), near(s0), near(s1), near(self.next)])
    }

    /// A hash of all that the guess at the relation of an arc looks at, for one sentence.
    fn arc_sight(&self, head: u32, word: u32) -> u64 {
        let (h, d) = (head as usize, word as usize);
        let side = usize::from(word > head);
        let (left, right) = (self.kids[d][0], self.kids[d][2]);
        let near = self.kids[h][2 * side];
        let pair = |a: u32, b: u32| u64::from(a) << 32 | u64::from(b);
        let labels = [left, right, near].iter().fold(0, |sum, kid| sum << 8 | u64::from(self.labels[*kid as usize]));
        let sets = [self.sets[h][0], self.sets[h][1], self.sets[d][0], self.sets[d][1]];
        join(labels, &[pair(head, word), pair(left, right), u64::from(near), sets[0], sets[1], sets[2], sets[3]])
    }
}

/// What scores moves and names new arcs, trained or in training.
pub trait Judge {
    /// Adds the weights of `features` to the scores of the moves.
    fn score(&self, features: &[u64; FEATURES], scores: &mut [i32; 3]);
    /// A first guess at the relation of the arc from `head` to `word`.
    fn relation(&self, words: &Words, state: &State, head: u32, word: u32) -> u8;
}

/// Readings of a sentence kept at a time.
pub const BEAM: usize = 8;

/// How far the score of a reading may lie below the best, outside learning; the
/// largest weight is 127². Half of it costs 0.7 points of attachment, twice as much gains nothing.
const MARGIN: i64 = 60_000;

/// One reading: a state, its score, and whether it took the right moves only.
#[derive(Debug, Clone, Default)]
struct Reading {
    state: State,
    score: i64,
    right: bool,
}

/// Beam search: keeps the best readings after each move.
#[derive(Debug)]
pub struct Search {
    width: usize,
    readings: Vec<Reading>,
    spare: Vec<Reading>,
    /// Scores of the moves considered: score, reading, move.
    moves: Vec<(i64, u8, Move)>,
    /// For each move made, reading by reading: the reading it came from and the move. Kept while learning.
    trail: Vec<(u8, Move)>,
    /// Where each step of the trail begins.
    steps: Vec<usize>,
    /// Readings differ mostly in what lies far from the place of the next
    /// move, so scores and guesses are kept by the hash of what they look at.
    scored: Vec<(u64, [i32; 3])>,
    guessed: Vec<(u64, u8)>,
    /// Tells the sentences apart in what is kept.
    sentence: u64,
}

/// Scores and guesses kept at a time, a power of two.
const KEPT: usize = 512;

impl Search {
    /// A search that keeps at most `width` readings (1 to 64).
    pub fn new(width: usize) -> Self {
        Self {
            width: width.clamp(1, 64),
            readings: Vec::new(),
            spare: Vec::new(),
            moves: Vec::new(),
            trail: Vec::new(),
            steps: Vec::new(),
            scored: vec![(0, [0; 3]); KEPT],
            guessed: vec![(0, 0); KEPT],
            sentence: 0,
        }
    }

    /// Begins a sentence of `length` words.
    pub fn start(&mut self, length: usize) {
        self.spare.append(&mut self.readings);
        let mut first = self.spare.pop().unwrap_or_default();
        first.state.copy(&State::start(length));
        first.score = 0;
        first.right = true;
        self.readings.push(first);
        self.trail.clear();
        self.steps.clear();
        self.sentence = spread(self.sentence + 1);
    }

    /// Makes one move in every reading, in all ways, and keeps the best.
    /// `gold` is the right move, when learning.
    pub fn advance(&mut self, words: &Words, judge: &impl Judge, gold: Option<Move>) {
        let mut active = [0; FEATURES];
        self.moves.clear();
        for (number, reading) in self.readings.iter().enumerate() {
            let allowed = Move::ALL.map(|step| reading.state.allows(step));
            let key = reading.state.sight() ^ self.sentence;
            let kept = &mut self.scored[key as usize % KEPT];
            if kept.0 != key {
                *kept = (key, [0; 3]);
                features(words, &reading.state, &mut active);
                judge.score(&active, &mut kept.1);
            }
            let scores = kept.1;
            for step in Move::ALL.into_iter().filter(|step| allowed[*step as usize]) {
                self.moves.push((reading.score + i64::from(scores[step as usize]), number as u8, step));
            }
        }
        self.moves.sort_unstable_by_key(|(score, number, step)| (-*score, *number, *step));
        self.moves.truncate(self.width);
        if gold.is_none() {
            let least = self.moves.first().map_or(0, |(most, ..)| most - MARGIN);
            self.moves.retain(|(score, ..)| *score >= least);
        }
        let mut next = Vec::with_capacity(self.width);
        if gold.is_some() {
            self.steps.push(self.trail.len());
        }
        for (score, number, step) in &self.moves {
            let parent = &self.readings[usize::from(*number)];
            let mut child = self.spare.pop().unwrap_or_default();
            child.state.copy(&parent.state);
            let label = parent.state.arc(*step).map_or(UNKNOWN, |(head, word)| {
                let key = parent.state.arc_sight(head, word) ^ self.sentence;
                let kept = &mut self.guessed[key as usize % KEPT];
                if kept.0 != key {
                    *kept = (key, judge.relation(words, &parent.state, head, word));
                }
                kept.1
            });
            child.state.step(*step, label);
            child.score = *score;
            child.right = parent.right && gold == Some(*step);
            if gold.is_some() {
                self.trail.push((*number, *step));
            }
            next.push(child);
        }
        self.spare.append(&mut self.readings);
        self.readings = next;
    }

    /// The score of the best reading, and whether it took the right moves only.
    pub fn best(&self) -> Option<(i64, bool)> {
        self.readings.first().map(|reading| (reading.score, reading.right))
    }

    /// The moves of the best reading, when learning.
    pub fn path(&self) -> Vec<Move> {
        let mut number = 0;
        let mut out: Vec<Move> = Vec::with_capacity(self.steps.len());
        for start in self.steps.iter().rev() {
            let (parent, step) = self.trail[start + number];
            number = usize::from(parent);
            out.push(step);
        }
        out.reverse();
        out
    }

    /// The heads found by the best reading.
    pub fn heads(&self) -> &[u32] {
        self.readings.first().map_or(&[], |reading| &reading.state.heads)
    }
}

/// The head of each word into `search`; the number of words stands for the root.
///
/// # Cost
///
/// Two moves per word and reading, each in constant time, and a copy of the
/// readings per move, whose size the longest sentence bounds.
pub fn parse(words: &Words, judge: &impl Judge, search: &mut Search) {
    search.start(words.len());
    for _ in 0..2 * words.len() {
        search.advance(words, judge, None);
    }
}
