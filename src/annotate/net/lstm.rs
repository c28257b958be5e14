//! Long short-term memory over sentences, in both directions, many sentences at a time.

use crate::annotate::net::curve;
use crate::annotate::net::matrix::Matrix;
use crate::annotate::net::matrix::Packed;

/// A stretch of words that are read together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unit {
    /// Its first word.
    pub first: usize,
    /// How many words it has.
    pub length: usize,
}

impl Unit {
    /// The word at step `time` when read forwards (0) or backwards (1).
    pub const fn word(self, direction: usize, time: usize) -> usize {
        if direction == 0 { self.first + time } else { self.first + self.length - 1 - time }
    }
}

/// What happened inside, for learning: per direction a row per word.
#[derive(Debug, Clone, Default)]
pub struct Trace {
    /// Gates and candidates after their curves.
    pub gates: [Matrix; 2],
    /// States.
    pub cells: [Matrix; 2],
}

/// Reads units, the longest first. `input` gives for a word what it adds to the gates: those of the forward direction,
/// then those of the other. `out` gets a row per word: outputs forwards, then backwards.
///
/// # Cost
///
/// O(words · hidden²).
pub fn run<'i>(
    units: &[Unit],
    input: impl Fn(usize) -> &'i [f32],
    recurrent: &[Packed; 2],
    out: &mut Matrix,
    mut trace: Option<&mut Trace>,
) {
    let hidden = recurrent[0].inner;
    let words = units.iter().map(|unit| unit.first + unit.length).max().unwrap_or(0);
    out.reset(words, 2 * hidden);
    if let Some(trace) = trace.as_deref_mut() {
        trace.gates.iter_mut().for_each(|gates| gates.reset(words, 4 * hidden));
        trace.cells.iter_mut().for_each(|cells| cells.reset(words, hidden));
    }
    let mut gates = vec![0.0; units.len() * 4 * hidden];
    for (direction, recurrent) in recurrent.iter().enumerate() {
        let mut cells = vec![0.0; units.len() * hidden];
        let mut states = vec![0.0; units.len() * hidden];
        for time in 0..units.first().map_or(0, |unit| unit.length) {
            let active = units.partition_point(|unit| unit.length > time);
            let gates = &mut gates[..active * 4 * hidden];
            for (gates, unit) in gates.chunks_exact_mut(4 * hidden).zip(units) {
                let from = &input(unit.word(direction, time))[direction * 4 * hidden..];
                gates.copy_from_slice(&from[..4 * hidden]);
            }
            let (cells, states) = (&mut cells[..active * hidden], &mut states[..active * hidden]);
            if time > 0 {
                recurrent.multiply(states, gates);
            }
            curve::step(gates, cells, states, hidden);
            for (state, unit) in states.chunks_exact(hidden).zip(units) {
                let row = out.row_mut(unit.word(direction, time));
                row[direction * hidden..(direction + 1) * hidden].copy_from_slice(state);
            }
            if let Some(trace) = trace.as_deref_mut() {
                for (index, unit) in units[..active].iter().enumerate() {
                    let word = unit.word(direction, time);
                    let gates = &gates[index * 4 * hidden..(index + 1) * 4 * hidden];
                    trace.gates[direction].row_mut(word).copy_from_slice(gates);
                    let cell = &cells[index * hidden..(index + 1) * hidden];
                    trace.cells[direction].row_mut(word).copy_from_slice(cell);
                }
            }
        }
    }
}
