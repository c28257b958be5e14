//! Vectors of words learned elsewhere, made small.

use std::fs;
use std::io;
use std::path::Path;

use rustc_hash::FxHashSet;

use crate::annotate::net::input::Bytes;
use crate::annotate::word::lower;

/// How many words keep their vector.
const WORDS: usize = 52_000;

/// Reads lines of a word and its numbers parted by spaces, the most frequent word first, as `GloVe` writes them
/// (Pennington and others 2014, <https://aclanthology.org/D14-1162>). The list of the words kept, one per line, and
/// their vectors. Lines with another count of numbers than the first are passed over.
///
/// # Errors
///
/// When the file cannot be read.
pub fn read(path: &Path) -> io::Result<(String, Bytes)> {
    let text = fs::read_to_string(path)?;
    let mut list = String::new();
    let mut out = Bytes::default();
    let mut seen = FxHashSet::default();
    for line in text.lines() {
        let mut parts = line.split(' ');
        let word = lower(parts.next().unwrap_or_default());
        let numbers: Vec<f32> = parts.filter_map(|number| number.parse().ok()).collect();
        if out.width == 0 {
            out.width = numbers.len();
        }
        if out.scales.len() >= WORDS {
            break;
        }
        if word.is_empty() || numbers.len() != out.width || !seen.insert(word.clone()) {
            continue;
        }
        let most = numbers.iter().fold(0.0f32, |most, number| most.max(number.abs()));
        let scale = most / f32::from(i8::MAX);
        out.scales.push(scale);
        out.values.extend(numbers.iter().map(|number| if scale > 0.0 { (number / scale).round() as i8 } else { 0 }));
        list.push_str(&word);
        list.push('\n');
    }
    Ok((list, out))
}
