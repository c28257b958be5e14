//! Trains the moves of the parser: beam search with max-violation updates
//! (Huang, Fayong and Guo 2012, <https://aclanthology.org/N12-1015>).

use crate::annotate::model::Weights;
use crate::annotate::parse::Words;
use crate::annotate::parse::arcs::BEAM;
use crate::annotate::parse::arcs::FEATURES;
use crate::annotate::parse::arcs::Judge;
use crate::annotate::parse::arcs::Move;
use crate::annotate::parse::arcs::Search;
use crate::annotate::parse::arcs::State;
use crate::annotate::parse::arcs::UNKNOWN;
use crate::annotate::parse::arcs::features;
use crate::annotate::parse::hint;
use crate::annotate::parse::moves::BUCKET_BITS;
use crate::annotate::parse::moves::Moves;
use crate::train::Mixer;

/// Passes over the data.
const EPOCHS: usize = 9;
/// Features that are kept.
const KEPT: usize = 1_000_000;
/// Buckets of the learning table, of four places each.
const BUCKETS: usize = 1 << BUCKET_BITS;

/// Four features with their weights for each move.
#[derive(Debug, Clone, Copy, Default)]
struct Bucket {
    keys: [u32; 4],
    weights: [[i32; 4]; 3],
}

/// A table that learns. A feature whose bucket is full is left out.
struct Table {
    buckets: Vec<Bucket>,
    /// Sums of `time × change`, from which the averages follow.
    spent: Vec<[[i64; 4]; 3]>,
    clock: i64,
}

impl Table {
    fn new() -> Self {
        Self { buckets: vec![Bucket::default(); BUCKETS], spent: vec![[[0; 4]; 3]; BUCKETS], clock: 1 }
    }

    const fn place(feature: u64) -> (usize, u32) {
        ((feature >> (64 - BUCKET_BITS)) as usize, feature as u32 | 1)
    }

    fn score(&self, features: &[u64], scores: &mut [i32; 3]) {
        let mut sums = [[0i32; 4]; 3];
        for feature in features {
            let (bucket, key) = Self::place(*feature);
            let bucket = &self.buckets[bucket];
            for place in 0..4 {
                let mask = -i32::from(bucket.keys[place] == key);
                for (sum, weights) in sums.iter_mut().zip(&bucket.weights) {
                    sum[place] += weights[place] & mask;
                }
            }
        }
        for (score, sum) in scores.iter_mut().zip(&sums) {
            *score += sum.iter().sum::<i32>();
        }
    }

    fn add(&mut self, features: &[u64], step: Move, change: i32) {
        for feature in features {
            let (bucket, key) = Self::place(*feature);
            let keys = &mut self.buckets[bucket].keys;
            let Some(place) = keys.iter().position(|there| *there == key || *there == 0) else { continue };
            keys[place] = key;
            self.buckets[bucket].weights[step as usize][place] += change;
            self.spent[bucket][step as usize][place] += self.clock * i64::from(change);
        }
    }

    /// The averaged weights. The bits of a feature that count follow from its bucket and key.
    fn freeze(&self) -> Moves {
        let mut rows = Vec::new();
        for (number, (bucket, spent)) in self.buckets.iter().zip(&self.spent).enumerate() {
            for place in (0..4).filter(|place| bucket.keys[*place] != 0) {
                let average = |step: usize| i64::from(bucket.weights[step][place]) * self.clock - spent[step][place];
                let feature = (number as u64) << (64 - BUCKET_BITS) | u64::from(bucket.keys[place]);
                rows.push((feature, [average(0), average(1), average(2)]));
            }
        }
        Moves::build(rows, KEPT)
    }
}

/// The moves that lead to the tree `gold`, reducing as early as possible; for a
/// tree with crossing arcs those that lose least.
pub fn moves_to(gold: &[u32]) -> Vec<Move> {
    let mut state = State::start(gold.len());
    let mut out = Vec::with_capacity(2 * gold.len());
    while !state.done() {
        let costs = state.costs(gold);
        let order = [Move::Left, Move::Right, Move::Shift];
        let least = order.into_iter().filter_map(|step| Some((costs[step as usize]?, step))).min_by_key(|pair| pair.0);
        let Some((_, step)) = least else { break };
        out.push(step);
        state.step(step, UNKNOWN);
    }
    out
}

/// A sentence to learn from.
#[derive(Debug, Clone, Copy)]
pub struct Lesson<'t> {
    /// Its words.
    pub words: &'t Words,
    /// The moves that lead to its tree.
    pub moves: &'t [Move],
    /// First guesses at relations by a table that has not seen the sentence.
    pub hints: &'t Weights,
}

/// The table as the parser asks it.
struct Learner<'t> {
    table: &'t Table,
    hints: &'t Weights,
}

impl Judge for Learner<'_> {
    fn score(&self, features: &[u64; FEATURES], scores: &mut [i32; 3]) {
        self.table.score(features, scores);
    }

    fn relation(&self, words: &Words, state: &State, head: u32, word: u32) -> u8 {
        hint::guess(words, state, head, word, self.hints)
    }
}

impl Lesson<'_> {
    /// Makes a move as the parser would.
    fn step(&self, state: &mut State, step: Move) {
        let guess = |(head, word)| hint::guess(self.words, state, head, word, self.hints);
        let label = state.arc(step).map_or(UNKNOWN, guess);
        state.step(step, label);
    }

    /// Rewards (or punishes) the features of a path from step `from` on.
    fn update(&self, table: &mut Table, path: &[Move], from: usize, change: i32) {
        let mut state = State::start(self.words.len());
        let mut active = [0; FEATURES];
        for (index, step) in path.iter().enumerate() {
            if index >= from {
                features(self.words, &state, &mut active);
                table.add(&active, *step, change);
            }
            self.step(&mut state, *step);
        }
    }
}

/// Trains on sentences, in a fixed order of their own.
pub fn train(lessons: &[Lesson]) -> Moves {
    let mut table = Table::new();
    let mut mixer = Mixer::new(3);
    let mut order: Vec<usize> = (0..lessons.len()).collect();
    let mut search = Search::new(BEAM);
    let mut active = [0; FEATURES];
    for epoch in 0..EPOCHS {
        mixer.mix(&mut order);
        let mut wrong = 0;
        for lesson in order.iter().map(|index| lessons[*index]) {
            let (words, gold) = (lesson.words, lesson.moves);
            search.start(words.len());
            let mut state = State::start(words.len());
            let mut gold_score = 0;
            let mut worst: Option<(i64, Vec<Move>)> = None;
            for step in gold {
                features(words, &state, &mut active);
                let mut scores = [0; 3];
                table.score(&active, &mut scores);
                gold_score += i64::from(scores[*step as usize]);
                lesson.step(&mut state, *step);
                search.advance(words, &Learner { table: &table, hints: lesson.hints }, Some(*step));
                let Some((score, right)) = search.best() else { break };
                if !right && worst.as_ref().is_none_or(|(most, _)| score - gold_score >= *most) {
                    worst = Some((score - gold_score, search.path()));
                }
            }
            if let (Some((_, path)), Some((_, false))) = (worst, search.best()) {
                let same = path.iter().zip(gold).take_while(|(a, b)| a == b).count();
                lesson.update(&mut table, &gold[..path.len()], same, 1);
                lesson.update(&mut table, &path, same, -1);
                wrong += 1;
            }
            table.clock += 1;
        }
        eprintln!(
            "moves: epoch {}, {:.2} % of sentences wrong",
            epoch + 1,
            100.0 * f64::from(wrong) / order.len() as f64
        );
    }
    table.freeze()
}
