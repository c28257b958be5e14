//! A first guess at the relation of a new arc, for the parser to look at: it
//! sees what has been built so far. [`relation`](crate::annotate::parse::relation)
//! decides later, when the tree is whole.

use crate::annotate::Deprel;
use crate::annotate::model::Weights;
use crate::annotate::model::first_best;
use crate::annotate::model::join;
use crate::annotate::parse::arcs::State;
use crate::annotate::parse::sentence::Words;

/// Number of features of a new arc.
pub const FEATURES: usize = 26;

/// The features of the arc from `h` to `d` that is about to be made.
#[allow(clippy::similar_names, clippy::many_single_char_names, reason = "h head, d dependent, l left, r right")]
pub fn features(words: &Words, state: &State, h: u32, d: u32, out: &mut [u64; FEATURES]) {
    let none = words.len() as u32 + 1;
    let w = |place: u32| words.word[place as usize];
    let t = |place: u32| words.tag[place as usize];
    let side = u64::from(d > h);
    let far = u64::from(d.abs_diff(h).min(7));
    let (dl, dr) = (state.kid(d, 0), state.kid(d, 2));
    let label = |place: u32| u64::from(state.label(place));
    let (before, after) = (d.checked_sub(1).unwrap_or(none), d + 1);
    let near = state.kid(h, 2 * side as usize);
    let (left, right) = (state.labels_of(h, 0), state.labels_of(h, 1));
    *out = [
        join(0, &[w(d), side]),
        join(1, &[t(d), side]),
        join(2, &[w(h), side]),
        join(3, &[t(h), side]),
        join(4, &[t(h), t(d), side]),
        join(5, &[w(h), t(d), side]),
        join(6, &[t(h), w(d), side]),
        join(7, &[w(h), w(d), side]),
        join(8, &[t(h), t(d), far, side]),
        join(9, &[t(h), t(d), t(dl), side]),
        join(10, &[t(h), t(d), w(dl), side]),
        join(11, &[w(h), w(dl), t(d), side]),
        join(12, &[t(h), t(d), t(dr), side]),
        join(13, &[t(h), t(d), label(dl), label(dr), side]),
        join(14, &[t(h), t(d), left, right, side]),
        join(15, &[w(h), t(d), left, right, side]),
        join(16, &[t(h), t(d), label(near), t(near), side]),
        join(17, &[words.suffix[d as usize], t(h), side]),
        join(18, &[words.suffix[h as usize], t(d), side]),
        join(19, &[t(before), t(d), t(after), side]),
        join(20, &[w(before), t(d), t(h), side]),
        join(21, &[w(after), t(d), t(h), side]),
        join(22, &[t(h), t(d), words.between(d.min(h), d.max(h)), side]),
        join(23, &[t(d), state.labels_of(d, 0), t(h), side]),
        join(24, &[w(d), state.labels_of(d, 0), side]),
        join(25, &[t(h), t(d), state.labels_of(d, 0), state.labels_of(d, 1), side]),
    ];
}

/// The guess, as an index of [`Deprel::ALL`].
pub fn guess(words: &Words, state: &State, head: u32, word: u32, weights: &Weights) -> u8 {
    if head as usize >= words.len() {
        return Deprel::Root as u8;
    }
    let mut active = [0; FEATURES];
    features(words, state, head, word, &mut active);
    let mut scores = [0; Deprel::ALL.len()];
    weights.score(&active, &mut scores);
    first_best(&scores) as u8
}
