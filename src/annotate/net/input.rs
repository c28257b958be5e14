//! What the network sees of a word, which depends on its letters alone: the vector of the word learned from much text, one
//! of its own, those of its beginning, endings and shape, and what filters find along its letters.

use rustc_hash::FxHashMap;

use crate::annotate::model::bytes;
use crate::annotate::net::curve;
use crate::annotate::net::matrix::Matrix;
use crate::annotate::net::matrix::PANEL;
use crate::annotate::net::matrix::Packed;
use crate::annotate::word::Letters;

/// Letters looked at; of a longer word the first and last half of so many.
const LETTERS: usize = 24;
/// Letters a filter spans.
pub const SPAN: usize = 3;
/// Known letters: ASCII, then classes of others.
pub const ALPHABET: usize = 136;
/// Rows of the tables of beginnings, short endings, endings and shapes, which are found by their hash.
pub const PIECES: [usize; 4] = [4096, 1024, 4096, 1024];

/// Which rows of the tables a word has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// Its learned vector, from 1; 0 for none.
    pub vector: u32,
    /// Its own vector, from 1; 0 for any other word.
    pub own: u32,
    /// Beginning, short ending, ending, shape.
    pub pieces: [u32; 4],
    /// Its letters with an edge (0) at both ends.
    pub letters: Vec<u8>,
}

/// Which words have vectors.
#[derive(Debug, Clone, Default)]
pub struct Words {
    vectors: FxHashMap<u64, u32>,
    own: FxHashMap<u64, u32>,
}

/// A list of words, one per line, by hash; rows begin with 1.
fn rows(list: &str) -> FxHashMap<u64, u32> {
    let mut out = FxHashMap::default();
    for (row, word) in (1..).zip(list.lines()) {
        out.entry(bytes(word.as_bytes())).or_insert(row);
    }
    out
}

impl Words {
    /// From the lists of words with learned vectors and with vectors of their own: in lower case, digits as 0.
    pub fn new(vectors: &str, own: &str) -> Self {
        Self { vectors: rows(vectors), own: rows(own) }
    }

    /// What there is of a word.
    ///
    /// # Cost
    ///
    /// O(length), at most that of 64 letters.
    pub fn look(&self, form: &str) -> Look {
        let letters = Letters::new(form);
        let row = |map: &FxHashMap<u64, u32>| map.get(&letters.lower).copied().unwrap_or(0);
        let hashes = [letters.prefix[2], letters.suffix[1], letters.suffix[2], letters.shape];
        let mut pieces = [0; 4];
        for ((piece, hash), size) in pieces.iter_mut().zip(hashes).zip(PIECES) {
            *piece = (hash % size as u64) as u32;
        }
        let count = form.chars().count();
        let half = LETTERS / 2;
        let mut codes = vec![0];
        let shown = |at: &usize| count <= LETTERS || *at < half || *at + half >= count;
        codes.extend(form.chars().enumerate().filter(|(at, _)| shown(at)).map(|(_, letter)| code(letter)));
        codes.push(0);
        Look { vector: row(&self.vectors), own: row(&self.own), pieces, letters: codes }
    }
}

/// The row of a letter.
fn code(letter: char) -> u8 {
    match letter {
        '\u{1}'..='\u{7f}' => letter as u8,
        '’' | '‘' | 'ʼ' => b'\'',
        '“' | '”' | '«' | '»' => b'"',
        '–' | '—' => b'-',
        _ if letter.is_lowercase() => 128,
        _ if letter.is_uppercase() => 129,
        _ if letter.is_numeric() => 130,
        _ if letter.is_alphabetic() => 131,
        _ => 132,
    }
}

/// Vectors of many words in eight bits per number, with a scale per word.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Bytes {
    /// Numbers per word.
    pub width: usize,
    /// One per word.
    pub scales: Vec<f32>,
    /// Row after row.
    pub values: Vec<i8>,
}

impl Bytes {
    /// Writes row `index` to `out`; zeros where there is none.
    pub fn row(&self, index: usize, out: &mut [f32]) {
        let values = self.values.get(index * self.width..(index + 1) * self.width).unwrap_or_default();
        let scale = self.scales.get(index).copied().unwrap_or(0.0);
        for (out, value) in out.iter_mut().zip(values) {
            *out = f32::from(*value) * scale;
        }
    }
}

/// The tables that are learned with the network.
#[derive(Debug, Clone, Default)]
pub struct Tables {
    /// Own vectors of words.
    pub own: Matrix,
    /// Vectors of beginnings, short endings, endings, shapes.
    pub pieces: [Matrix; 4],
    /// Vectors of letters.
    pub letters: Matrix,
    /// The filters over [`SPAN`] letters.
    pub filters: Packed,
    /// What is added to each filter.
    pub filter_bias: Vec<f32>,
}

impl Tables {
    /// Numbers per word, those of the learned vectors included.
    pub fn width(&self, vectors: &Bytes) -> usize {
        let pieces: usize = self.pieces.iter().map(|piece| piece.width).sum();
        vectors.width + self.own.width + pieces + self.filters.outer
    }

    /// A row per word.
    pub fn rows(&self, looks: &[Look], vectors: &Bytes, out: &mut Matrix) {
        out.reset(looks.len(), self.width(vectors));
        let windows = self.windows(looks);
        let found = self.filter(&windows);
        let mut place = 0;
        for (index, look) in looks.iter().enumerate() {
            let (vector, rest) = out.row_mut(index).split_at_mut(vectors.width);
            if let Some(row) = look.vector.checked_sub(1) {
                vectors.row(row as usize, vector);
            }
            let (own, mut rest) = rest.split_at_mut(self.own.width);
            own.copy_from_slice(self.own.row(look.own as usize));
            for (table, piece) in self.pieces.iter().zip(look.pieces) {
                let (part, after) = rest.split_at_mut(table.width);
                part.copy_from_slice(table.row(piece as usize));
                rest = after;
            }
            for _ in 1..look.letters.len().saturating_sub(1) {
                for (most, value) in rest.iter_mut().zip(found.row(place)) {
                    *most = most.max(*value);
                }
                place += 1;
            }
        }
    }

    /// A row per letter of each word: its vector between those of its neighbours.
    pub fn windows(&self, looks: &[Look]) -> Matrix {
        let width = self.letters.width;
        let mut out = Matrix { width: SPAN * width, data: Vec::new() };
        for window in looks.iter().flat_map(|look| look.letters.windows(SPAN)) {
            for letter in window {
                out.data.extend_from_slice(self.letters.row(usize::from(*letter)));
            }
        }
        out
    }

    /// What the filters find in each window, nothing below zero.
    pub fn filter(&self, windows: &Matrix) -> Matrix {
        let mut out = Matrix::default();
        out.repeat(windows.rows(), &self.filter_bias);
        self.filters.multiply(&windows.data, &mut out.data);
        curve::cut(&mut out.data);
        out
    }
}

/// Filters fill whole panels.
const _: () = assert!(FILTERS.is_multiple_of(PANEL));

/// Number of filters.
pub const FILTERS: usize = 64;

#[cfg(test)]
mod tests {
    use super::Words;

    #[test]
    fn a_word_looks_the_same_with_any_apostrophe_and_any_digits() {
        let words = Words::new("the\n's\n0000\n", "0000\n");
        assert_eq!(words.look("’s"), words.look("'s"));
        assert_eq!((words.look("1945").vector, words.look("1945").own), (3, 1));
        assert_eq!(words.look("The").vector, 1);
        assert_ne!(words.look("The").letters, words.look("the").letters);
        assert_eq!(words.look(&"x".repeat(5000)).letters.len(), 26);
    }
}
