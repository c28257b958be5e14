//! Weights of the three moves: a hashed table in which one look finds all
//! three, since the parser looks more often than any other stage.
//!
//! Places lie in buckets of four; what does not fit is left out, the smallest
//! first. Weights are stored in a byte each as signed square roots, so that
//! the many small ones keep their differences beside the few large ones.

use crate::annotate::model::ModelError;

const MAGIC: &str = "newsloom moves 1\n";

/// Places of a bucket.
const WIDTH: usize = 4;

/// Buckets fetched at a time.
const AT_ONCE: usize = 16;

/// Four features with their weights for each move; a free place weighs nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Bucket {
    marks: [u16; WIDTH],
    weights: [[i16; WIDTH]; 3],
}

/// The frozen table.
///
/// # Cost
///
/// One cache miss per feature, many of them at once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Moves {
    buckets: Vec<Bucket>,
}

/// The bits of a feature that tell its bucket.
pub const BUCKET_BITS: u32 = 22;

/// The bucket of a feature, by its highest bits.
#[inline]
const fn bucket(feature: u64, buckets: usize) -> usize {
    (((feature >> (64 - BUCKET_BITS)) * buckets as u64) >> BUCKET_BITS) as usize
}

/// What tells features of a bucket apart.
#[inline]
const fn mark(feature: u64) -> u16 {
    (feature >> 16) as u16
}

impl Moves {
    /// Freezes rows of exact weights, of which the `most` with the largest
    /// weights are kept. The same rows give the same table.
    pub fn build(mut rows: Vec<(u64, [i64; 3])>, most: usize) -> Self {
        let size = |weights: &[i64; 3]| weights.iter().map(|weight| weight.abs()).max().unwrap_or(0);
        rows.sort_unstable_by_key(|(feature, weights)| (-size(weights), *feature));
        rows.truncate(most);
        let largest = rows.first().map_or(1, |(_, weights)| size(weights)).max(1) as f64;
        let mut table = Self { buckets: vec![Bucket::default(); (rows.len() * 2 / (WIDTH + 1)).max(1)] };
        let mut taken = vec![0u8; table.buckets.len()];
        for (feature, weights) in rows {
            let place = bucket(feature, table.buckets.len());
            let roots = weights.map(|weight| {
                let root = ((weight.abs() as f64 / largest).sqrt() * 127.0).round() as i8;
                if weight < 0 { -root } else { root }
            });
            if usize::from(taken[place]) < WIDTH && roots != [0; 3] {
                table.buckets[place].put(usize::from(taken[place]), mark(feature), roots);
                taken[place] += 1;
            }
        }
        table
    }

    /// Adds the weights of `features` to `scores`.
    #[inline]
    pub fn score(&self, features: &[u64], scores: &mut [i32; 3]) {
        let count = self.buckets.len();
        let mut sums = [0i32; 3];
        // Fetching many buckets before looking into the first lets the memory work on all of them at once.
        let mut near = [Bucket::default(); AT_ONCE];
        for features in features.chunks(AT_ONCE) {
            for (near, feature) in near.iter_mut().zip(features) {
                *near = self.buckets.get(bucket(*feature, count)).copied().unwrap_or_default();
            }
            for (near, feature) in near.iter().zip(features) {
                let mark = mark(*feature);
                if let Some(place) = near.marks.iter().position(|there| *there == mark) {
                    for (sum, weights) in sums.iter_mut().zip(&near.weights) {
                        *sum = sum.wrapping_add(i32::from(weights[place]));
                    }
                }
            }
        }
        for (score, sum) in scores.iter_mut().zip(sums) {
            *score = score.wrapping_add(sum);
        }
    }

    /// As bytes: the magic line, then little-endian `buckets: u32`, rows per
    /// bucket (`u8` each), and for each row its mark (`u16`) and three signed roots (`i8`).
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = MAGIC.as_bytes().to_vec();
        out.extend_from_slice(&(self.buckets.len() as u32).to_le_bytes());
        out.extend(self.buckets.iter().map(|bucket| bucket.rows().count() as u8));
        for bucket in &self.buckets {
            for (mark, roots) in bucket.rows() {
                out.extend_from_slice(&mark.to_le_bytes());
                out.extend(roots.map(|root| root.to_le_bytes()[0]));
            }
        }
        out
    }

    /// Reads what [`Moves::to_bytes`] wrote.
    ///
    /// # Errors
    ///
    /// [`ModelError`] when the bytes are no such table; never panics.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ModelError> {
        let rest = bytes.strip_prefix(MAGIC.as_bytes()).ok_or(ModelError::Magic)?;
        let damaged = |rest: &[u8]| ModelError::Damaged { at: bytes.len() - rest.len() };
        let (length, rest) = rest.split_first_chunk::<4>().ok_or_else(|| damaged(rest))?;
        let length = u32::from_le_bytes(*length) as usize;
        let (counts, mut rest) = rest.split_at_checked(length).ok_or_else(|| damaged(rest))?;
        let mut buckets = vec![Bucket::default(); length];
        for (bucket, count) in buckets.iter_mut().zip(counts) {
            for place in 0..usize::from(*count) {
                let (row, tail) = rest.split_first_chunk::<5>().ok_or_else(|| damaged(rest))?;
                if place >= WIDTH {
                    return Err(damaged(rest));
                }
                let roots = [row[2], row[3], row[4]].map(|byte| i8::from_le_bytes([byte]));
                bucket.put(place, u16::from_le_bytes([row[0], row[1]]), roots);
                rest = tail;
            }
        }
        if rest.is_empty() { Ok(Self { buckets }) } else { Err(damaged(rest)) }
    }
}

impl Bucket {
    fn put(&mut self, place: usize, mark: u16, roots: [i8; 3]) {
        self.marks[place] = mark;
        for (weights, root) in self.weights.iter_mut().zip(roots) {
            weights[place] = i16::from(root) * i16::from(root.unsigned_abs().min(127));
        }
    }

    /// The places in use, with the roots of their weights.
    fn rows(&self) -> impl Iterator<Item = (u16, [i8; 3])> + '_ {
        (0..WIDTH).filter(|place| self.weights.iter().any(|weights| weights[*place] != 0)).map(|place| {
            let root = |weight: i16| {
                let root = weight.unsigned_abs().isqrt() as i8;
                if weight < 0 { -root } else { root }
            };
            (self.marks[place], [0, 1, 2].map(|step| root(self.weights[step][place])))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Moves;
    use crate::annotate::model::ModelError;
    use crate::annotate::model::join;

    #[test]
    fn what_is_written_is_read_back() {
        let rows = (0..5000u64).map(|n| (join(1, &[n]), [n as i64, -(n as i64 / 2), 5000 - n as i64])).collect();
        let table = Moves::build(rows, 4000);
        let bytes = table.to_bytes();
        assert_eq!(Moves::from_bytes(&bytes), Ok(table));
        assert!(matches!(Moves::from_bytes(&bytes[..bytes.len() - 1]), Err(ModelError::Damaged { .. })));
        assert_eq!(Moves::from_bytes(b"x"), Err(ModelError::Magic));
    }

    #[test]
    fn larger_weights_score_higher() {
        let table = Moves::build(vec![(join(1, &[1]), [100, -100, 0]), (join(1, &[2]), [25, 0, 0])], 10);
        let mut scores = [0; 3];
        table.score(&[join(1, &[1]), join(1, &[2]), join(1, &[3])], &mut scores);
        assert_eq!(scores, [16129 + 64 * 64, -16129, 0]);
    }
}
