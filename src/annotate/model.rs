//! Weights of linear models over hashed features: a table that learns
//! ([`Trainer`]) and the small frozen one it becomes ([`Weights`]).
//!
//! A feature is a 64-bit hash, made with [`text`] and [`join`]; it has one
//! weight per class. Both tables add up integers, so a sum is the same on
//! every machine. Learning is the averaged perceptron (Collins 2002,
//! <https://aclanthology.org/W02-1001>) with lazily kept averages.
//!
//! ```
//! use newsloom::annotate::model::{Trainer, join, text};
//!
//! let (bark, meow) = (join(1, &[text("bark")]), join(1, &[text("meow")]));
//! let mut table = Trainer::new(2);
//! for _ in 0..3 {
//!     for (features, right) in [([bark], 0), ([meow], 1)] {
//!         let guess = table.best(&features);
//!         table.learn(&features, right, guess);
//!     }
//! }
//! let frozen = table.freeze(1.0);
//! assert_eq!((frozen.best(&[bark]), frozen.best(&[meow])), (0, 1));
//! ```

use rustc_hash::FxHashMap;
use thiserror::Error;

/// Spreads every bit of `x` over the whole word (the finaliser of
/// `MurmurHash3`, <https://github.com/aappleby/smhasher>).
#[inline]
pub const fn spread(mut x: u64) -> u64 {
    x ^= x >> 33;
    x = x.wrapping_mul(0xff51_afd7_ed55_8ccd);
    x ^= x >> 33;
    x = x.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    x ^ (x >> 33)
}

/// Hash of a text: FNV-1a, spread.
#[inline]
pub fn text(text: &str) -> u64 {
    bytes(text.as_bytes())
}

/// Hash of bytes: FNV-1a, spread.
#[inline]
pub fn bytes(bytes: &[u8]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in bytes {
        hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    }
    spread(hash)
}

/// The feature of template number `template` with these values (hashes or
/// small numbers), in this order.
#[inline]
pub fn join(template: u64, parts: &[u64]) -> u64 {
    let mut hash = template.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    for part in parts {
        hash = (hash.rotate_left(23) ^ part).wrapping_mul(0x9fb2_1c65_1e98_df25);
    }
    spread(hash)
}

/// One weight while learning.
#[derive(Debug, Clone, Copy)]
struct Cell {
    class: u8,
    weight: i32,
    /// Sum of `time × change`, from which the average follows.
    spent: i64,
}

/// A table that learns. Exact: features never share a row.
///
/// # Cost
///
/// O(features · classes seen with each) per call; 16 bytes per weight and
/// about 50 per feature.
#[derive(Debug, Clone)]
pub struct Trainer {
    classes: usize,
    clock: i64,
    index: FxHashMap<u64, u32>,
    keys: Vec<u64>,
    rows: Vec<Vec<Cell>>,
}

impl Trainer {
    /// An empty table for at most 256 classes (more are cut off).
    pub fn new(classes: usize) -> Self {
        let classes = classes.clamp(1, 256);
        Self { classes, clock: 1, index: FxHashMap::default(), keys: Vec::new(), rows: Vec::new() }
    }

    /// Number of classes.
    pub const fn classes(&self) -> usize {
        self.classes
    }

    /// Adds the weights of `features` to `scores` (one place per class).
    pub fn score(&self, features: &[u64], scores: &mut [i32]) {
        for feature in features {
            if let Some(row) = self.index.get(feature) {
                for cell in &self.rows[*row as usize] {
                    if let Some(score) = scores.get_mut(usize::from(cell.class)) {
                        *score += cell.weight;
                    }
                }
            }
        }
    }

    /// The class with the highest score; of equals the first.
    pub fn best(&self, features: &[u64]) -> usize {
        let mut scores = vec![0; self.classes];
        self.score(features, &mut scores);
        first_best(&scores)
    }

    /// One step of the perceptron: rewards class `right` and punishes `guess`
    /// where they differ, and moves the clock on.
    pub fn learn(&mut self, features: &[u64], right: usize, guess: usize) {
        if right != guess {
            for feature in features {
                self.add(*feature, right, 1);
                self.add(*feature, guess, -1);
            }
        }
        self.tick();
    }

    /// Adds `change` to one weight at the present time.
    pub fn add(&mut self, feature: u64, class: usize, change: i32) {
        if class >= self.classes {
            return;
        }
        let row = *self.index.entry(feature).or_insert_with(|| {
            self.keys.push(feature);
            self.rows.push(Vec::new());
            self.rows.len() as u32 - 1
        });
        let row = &mut self.rows[row as usize];
        let class = class as u8;
        let spent = self.clock * i64::from(change);
        match row.iter_mut().find(|cell| cell.class == class) {
            Some(cell) => {
                cell.weight += change;
                cell.spent += spent;
            }
            None => row.push(Cell { class, weight: change, spent }),
        }
    }

    /// Moves the clock on by one example.
    pub fn tick(&mut self) {
        self.clock += 1;
    }

    /// The averaged weights, rounded to whole numbers in −127..=127 so that
    /// the largest becomes ±127, without the smallest.
    ///
    /// `keep` (0 to 1) is the share of the weights other than zero that stay.
    /// The same table gives the same result.
    pub fn freeze(&self, keep: f64) -> Weights {
        let averaged = |cell: &Cell| i64::from(cell.weight) * self.clock - cell.spent;
        let mut sizes: Vec<i64> =
            self.rows.iter().flatten().map(|cell| averaged(cell).abs()).filter(|size| *size > 0).collect();
        let largest = sizes.iter().copied().max().unwrap_or(1);
        let dropped = ((1.0 - keep.clamp(0.0, 1.0)) * sizes.len() as f64) as usize;
        let least = if dropped >= sizes.len() { largest } else { *sizes.select_nth_unstable(dropped).1 };
        let mut rows: Vec<(u64, Vec<(u8, i8)>)> = Vec::new();
        for (key, row) in self.keys.iter().zip(&self.rows) {
            let mut cells: Vec<(u8, i8)> = row
                .iter()
                .map(|cell| (cell.class, averaged(cell)))
                .filter(|(_, size)| size.abs() >= least)
                .map(|(class, size)| (class, (size as f64 * 127.0 / largest as f64).round() as i8))
                .filter(|(_, weight)| *weight != 0)
                .collect();
            if !cells.is_empty() {
                cells.sort_unstable();
                rows.push((*key, cells));
            }
        }
        Weights::build(self.classes, rows)
    }
}

/// Why bytes are not a weight table.
#[derive(Debug, Error, Clone, PartialEq, Eq)]
pub enum ModelError {
    /// The first bytes are not those of a table of this version.
    #[error("the weights do not begin with `{MAGIC}`: train them again with newsloom-train")]
    Magic,
    /// The bytes end too early or hold numbers that do not fit together.
    #[error("the weights are damaged near byte {at}: train them again with newsloom-train")]
    Damaged {
        /// Where.
        at: usize,
    },
}

const MAGIC: &str = "newsloom weights 1\n";

/// Where a feature's weights lie; `count == 0` marks a free place.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Slot {
    mark: u16,
    count: u16,
    start: u32,
}

/// A frozen table: read only, small, fast. Features are recognised by 16 bits
/// of their hash within a bucket, so an unknown feature is taken for a known
/// one about once in 30,000 times.
///
/// # Cost
///
/// About two cache misses per known feature, one per unknown one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weights {
    classes: usize,
    /// Rows per bucket.
    counts: Vec<u8>,
    slots: Vec<Slot>,
    cells: Vec<(u8, i8)>,
}

/// Free places kept behind the last bucket, so that no search runs off the end.
const TAIL: usize = 64;

impl Weights {
    /// The bucket of a feature, out of `buckets`.
    #[inline]
    const fn bucket(feature: u64, buckets: u64) -> u64 {
        ((feature >> 32) * buckets) >> 32
    }

    fn build(classes: usize, mut rows: Vec<(u64, Vec<(u8, i8)>)>) -> Self {
        let buckets = rows.len().max(1) as u64;
        rows.sort_unstable_by_key(|(key, _)| (Self::bucket(*key, buckets), *key as u16, *key));
        let mut table = Self::empty(classes, buckets);
        for (key, cells) in rows {
            table.insert(Self::bucket(key, buckets) as usize, key as u16, &cells);
        }
        table
    }

    fn empty(classes: usize, buckets: u64) -> Self {
        let buckets = buckets as usize;
        Self { classes, counts: vec![0; buckets], slots: vec![Slot::default(); buckets * 2 + TAIL], cells: Vec::new() }
    }

    /// Puts a row at the first free place at or after twice its bucket; without one left it is dropped.
    fn insert(&mut self, bucket: usize, mark: u16, cells: &[(u8, i8)]) {
        let start = self.cells.len() as u32;
        let free = self.slots.iter_mut().skip(bucket * 2).find(|slot| slot.count == 0);
        if let (Some(slot), Some(count)) = (free, self.counts.get_mut(bucket).filter(|count| **count < u8::MAX)) {
            *slot = Slot { mark, count: cells.len() as u16, start };
            *count += 1;
            self.cells.extend_from_slice(cells);
        }
    }

    /// Number of classes.
    pub const fn classes(&self) -> usize {
        self.classes
    }

    /// Number of weights.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Whether it knows nothing.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// Only the weights of this size or more, and features with one.
    #[must_use]
    pub fn from_size(&self, least: u8) -> Self {
        let mut out = Self::empty(self.classes, self.counts.len() as u64);
        // Rows lie in the order of their buckets.
        let mut slots = self.slots.iter().filter(|slot| slot.count > 0);
        let mut cells = Vec::new();
        for (bucket, count) in self.counts.iter().enumerate() {
            for slot in slots.by_ref().take(usize::from(*count)) {
                let start = slot.start as usize;
                let row = self.cells.get(start..start + usize::from(slot.count)).unwrap_or_default();
                cells.clear();
                cells.extend(row.iter().copied().filter(|(_, weight)| weight.unsigned_abs() >= least));
                if !cells.is_empty() {
                    out.insert(bucket, slot.mark, &cells);
                }
            }
        }
        out
    }

    /// The weights of one feature: class and weight, sorted by class.
    #[inline]
    pub fn row(&self, feature: u64) -> &[(u8, i8)] {
        let mark = feature as u16;
        let home = Self::bucket(feature, self.counts.len() as u64) as usize * 2;
        for slot in self.slots.get(home..).unwrap_or_default() {
            if slot.count == 0 {
                break;
            }
            if slot.mark == mark {
                let start = slot.start as usize;
                return self.cells.get(start..start + usize::from(slot.count)).unwrap_or_default();
            }
        }
        &[]
    }

    /// Adds the weights of `features` to `scores` (one place per class).
    #[inline]
    pub fn score(&self, features: &[u64], scores: &mut [i32]) {
        for feature in features {
            for (class, weight) in self.row(*feature) {
                if let Some(score) = scores.get_mut(usize::from(*class)) {
                    *score += i32::from(*weight);
                }
            }
        }
    }

    /// The class with the highest score; of equals the first.
    pub fn best(&self, features: &[u64]) -> usize {
        let mut scores = vec![0; self.classes];
        self.score(features, &mut scores);
        first_best(&scores)
    }

    /// As bytes: the magic line, then little-endian `classes: u16`,
    /// `buckets: u32`, rows per bucket (`u8` each), and for each row its mark
    /// (`u16`), number of weights less one (`u8`) and weights (class `u8`, weight `i8`).
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = MAGIC.as_bytes().to_vec();
        out.extend_from_slice(&(self.classes as u16).to_le_bytes());
        out.extend_from_slice(&(self.counts.len() as u32).to_le_bytes());
        out.extend_from_slice(&self.counts);
        // Rows were put in by bucket, each at the first free place, so places are in the order of buckets too.
        for slot in self.slots.iter().filter(|slot| slot.count > 0) {
            out.extend_from_slice(&slot.mark.to_le_bytes());
            out.push((slot.count - 1) as u8);
            let start = slot.start as usize;
            for (class, weight) in &self.cells[start..start + usize::from(slot.count)] {
                out.extend_from_slice(&[*class, weight.to_le_bytes()[0]]);
            }
        }
        out
    }

    /// Reads what [`Weights::to_bytes`] wrote.
    ///
    /// # Errors
    ///
    /// [`ModelError`] when the bytes are no table; never panics.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ModelError> {
        let mut rest = bytes.strip_prefix(MAGIC.as_bytes()).ok_or(ModelError::Magic)?;
        let total = bytes.len();
        let damaged = |rest: &[u8]| ModelError::Damaged { at: total - rest.len() };
        let mut take = |count: usize| -> Result<&[u8], ModelError> {
            let (head, tail) = rest.split_at_checked(count).ok_or_else(|| damaged(rest))?;
            rest = tail;
            Ok(head)
        };
        let number = |bytes: &[u8]| bytes.iter().rev().fold(0usize, |sum, byte| sum << 8 | usize::from(*byte));
        let classes = number(take(2)?);
        let buckets = number(take(4)?);
        let counts = take(buckets)?.to_vec();
        if buckets == 0 || classes == 0 {
            return Err(ModelError::Damaged { at: MAGIC.len() });
        }
        let mut table = Self::empty(classes, buckets as u64);
        let mut cells = Vec::new();
        for (bucket, count) in counts.iter().enumerate() {
            for _ in 0..*count {
                let mark = number(take(2)?) as u16;
                let length = number(take(1)?) + 1;
                cells.clear();
                cells.extend(take(2 * length)?.chunks_exact(2).map(|cell| (cell[0], i8::from_le_bytes([cell[1]]))));
                table.insert(bucket, mark, &cells);
            }
        }
        if rest.is_empty() { Ok(table) } else { Err(damaged(rest)) }
    }
}

/// The place of the highest score; of equals the first; 0 when there is none.
#[inline]
pub fn first_best(scores: &[i32]) -> usize {
    let mut best = 0;
    for (class, score) in scores.iter().enumerate() {
        if *score > scores[best] {
            best = class;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::{ModelError, Trainer, Weights, join};

    fn table(features: u64) -> Weights {
        let mut table = Trainer::new(40);
        for feature in 0..features {
            table.learn(
                &[join(1, &[feature]), join(2, &[feature / 7])],
                (feature % 40) as usize,
                (feature % 3) as usize,
            );
        }
        table.freeze(0.9)
    }

    #[test]
    fn what_is_written_is_read_back() {
        for features in [0, 1, 1000, 20_000] {
            let before = table(features);
            let bytes = before.to_bytes();
            assert_eq!(Weights::from_bytes(&bytes), Ok(before));
        }
    }

    #[test]
    fn small_weights_can_be_left_out() {
        let (all, large) = (table(20_000), table(20_000).from_size(60));
        assert!(!large.is_empty() && large.len() < all.len());
        for feature in (0..20_000u64).map(|number| join(2, &[number / 7])) {
            let kept: Vec<_> = all.row(feature).iter().copied().filter(|(_, weight)| weight.abs() >= 60).collect();
            assert_eq!(large.row(feature), kept);
        }
        assert_eq!(Weights::from_bytes(&large.to_bytes()), Ok(large));
    }

    #[test]
    fn damaged_bytes_are_refused() {
        let bytes = table(100).to_bytes();
        assert_eq!(Weights::from_bytes(b"not weights"), Err(ModelError::Magic));
        for end in (20..bytes.len()).step_by(7) {
            assert!(matches!(Weights::from_bytes(&bytes[..end]), Err(ModelError::Damaged { .. })));
        }
    }

    #[test]
    fn unknown_features_score_next_to_nothing() {
        let table = table(5000);
        let known = (0..100_000u64).filter(|feature| !table.row(join(9, &[*feature])).is_empty()).count();
        assert!(known < 20, "{known} of 100,000 unknown features were taken for known ones");
    }
}
