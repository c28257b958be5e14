//! Groups of words by the direction of their vectors: spherical k-means (Dhillon and Modha 2001,
//! <https://doi.org/10.1023/A:1007612920971>).

use crate::annotate::name::cluster::Groups;
use crate::annotate::name::cluster::LEVELS;
use crate::annotate::net::input::Bytes;
use crate::annotate::net::matrix::Packed;
use crate::train::Mixer;

/// How many groups each level has.
const COUNTS: [usize; LEVELS] = [128, 1000];
/// Times all words are put into the group that is nearest.
const ROUNDS: usize = 12;
/// Words that are compared at a time.
const CHUNK: usize = 512;

/// The groups of each word. The same vectors give the same groups.
pub fn make(vectors: &Bytes) -> Vec<Groups> {
    let width = vectors.width;
    let words = vectors.scales.len();
    let mut rows = vec![0.0; words * width];
    for (index, row) in rows.chunks_exact_mut(width.max(1)).enumerate() {
        vectors.row(index, row);
        make_unit(row);
    }
    let mut out = vec![Groups::default(); words];
    for (level, count) in COUNTS.into_iter().enumerate() {
        for (groups, group) in out.iter_mut().zip(level_of(&rows, width, count.min(words))) {
            groups[level] = group as u16 + 1;
        }
    }
    out
}

/// Stretches a row to length 1.
fn make_unit(row: &mut [f32]) {
    let length = row.iter().map(|value| value * value).sum::<f32>().sqrt();
    if length > 0.0 {
        for value in row {
            *value /= length;
        }
    }
}

/// Which of `count` groups each row is in.
fn level_of(rows: &[f32], width: usize, count: usize) -> Vec<usize> {
    let words = rows.len().checked_div(width).unwrap_or(0);
    let mut order: Vec<usize> = (0..words).collect();
    Mixer::new(5).mix(&mut order);
    let mut middles: Vec<f32> =
        order.iter().take(count).flat_map(|word| &rows[word * width..(word + 1) * width]).copied().collect();
    let mut own = vec![0; words];
    for _ in 0..ROUNDS {
        nearest(rows, width, &middles, &mut own);
        middles.fill(0.0);
        for (row, group) in rows.chunks_exact(width).zip(&own) {
            let middle = &mut middles[group * width..(group + 1) * width];
            middle.iter_mut().zip(row).for_each(|(sum, value)| *sum += value);
        }
        middles.chunks_exact_mut(width).for_each(make_unit);
    }
    own
}

/// Finds for each row the middle that points most nearly where it does; of equals the first.
fn nearest(rows: &[f32], width: usize, middles: &[f32], own: &mut [usize]) {
    let count = middles.len() / width;
    let packed = Packed::transposed(middles, width);
    let mut scores = vec![0.0; CHUNK * packed.outer];
    for (rows, own) in rows.chunks(CHUNK * width).zip(own.chunks_mut(CHUNK)) {
        let scores = &mut scores[..own.len() * packed.outer];
        scores.fill(0.0);
        packed.multiply(rows, scores);
        for (row, own) in scores.chunks_exact(packed.outer).zip(own) {
            let better = |best: usize, at: usize| if row[at] > row[best] { at } else { best };
            *own = (1..count).fold(0, better);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::level_of;

    #[test]
    fn rows_of_one_direction_are_together() {
        let rows = [1.0, 0.0, 0.0, 1.0, 0.99, 0.1, 0.1, 0.99];
        let own = level_of(&rows, 2, 2);
        assert_eq!((own[0] == own[2], own[1] == own[3], own[0] == own[1]), (true, true, false));
    }
}
