//! What each number of a network adds to the loss of a batch: the way back through [`Net`].

use crate::annotate::net::Net;
use crate::annotate::net::file::Part;
use crate::annotate::net::file::Tensors;
use crate::annotate::net::input::Bytes;
use crate::annotate::net::input::Look;
use crate::annotate::net::input::SPAN;
use crate::annotate::net::lstm;
use crate::annotate::net::lstm::Trace;
use crate::annotate::net::lstm::Unit;
use crate::annotate::net::matrix::Matrix;
use crate::annotate::net::matrix::Packed;
use crate::train::Mixer;

/// Sentences with what is right of them.
#[derive(Debug, Default)]
pub struct Batch {
    /// The sentences, the longest first.
    pub units: Vec<Unit>,
    /// Their words.
    pub looks: Vec<Look>,
    /// Labels of the words.
    pub labels: Vec<usize>,
    /// Heads within the sentence: 0 for the root, `n` for word `n - 1`.
    pub heads: Vec<usize>,
    /// Relations to the heads.
    pub relations: Vec<usize>,
}

/// Shares of numbers that are left out while learning.
#[derive(Debug, Clone, Copy)]
pub struct Drops {
    /// Of the input.
    pub input: f32,
    /// Of the outputs of the layers.
    pub layers: f32,
    /// Of the ends of arcs and relations.
    pub ends: f32,
}

/// What a batch costs: mean negative logarithm of the probability of what is right, over words.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Loss {
    /// Of the labels.
    pub labels: f32,
    /// Of the heads.
    pub heads: f32,
    /// Of the relations.
    pub relations: f32,
}

impl Loss {
    /// All together.
    pub fn sum(self) -> f32 {
        self.labels + self.heads + self.relations
    }
}

/// Factors by which numbers are left out (0) or made up for it.
struct Mask(Vec<f32>);

impl Mask {
    fn new(size: usize, share: f32, mixer: &mut Mixer) -> Self {
        if share <= 0.0 {
            return Self(Vec::new());
        }
        let limit = (share * 65_536.0) as usize;
        let keep = 1.0 / (1.0 - share);
        Self((0..size).map(|_| if mixer.below(65_536) < limit { 0.0 } else { keep }).collect())
    }

    fn apply(&self, values: &mut [f32]) {
        values.iter_mut().zip(&self.0).for_each(|(value, factor)| *value *= factor);
    }
}

/// e to the `x`, the same on every machine: halved until small, then a series, squared back.
fn exp(x: f32) -> f32 {
    let x = f64::from(x.clamp(-80.0, 80.0)) / 256.0;
    let mut sum = 1.0 + x * (1.0 + x / 2.0 * (1.0 + x / 3.0 * (1.0 + x / 4.0 * (1.0 + x / 5.0))));
    for _ in 0..8 {
        sum *= sum;
    }
    sum as f32
}

/// Natural logarithm, the same on every machine, by Newton's method on [`exp`].
fn ln(x: f32) -> f32 {
    let mut y = 0.0;
    for _ in 0..60 {
        let step = 2.0 * (x - exp(y)) / (x + exp(y));
        y += step;
        if step.abs() < 1e-6 {
            break;
        }
    }
    y
}

/// Makes of scores what each adds to the loss, times `share`; returns the loss.
fn softmax(scores: &mut [f32], right: usize, share: f32) -> f32 {
    let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut sum = 0.0;
    for score in scores.iter_mut() {
        *score = exp(*score - most);
        sum += *score;
    }
    let chance = (scores[right] / sum).max(1e-9);
    for score in scores.iter_mut() {
        *score *= share / sum;
    }
    scores[right] -= share;
    -ln(chance) * share
}

/// Adds `a` turned times `changes` to `to`: what weights add that made a product of `a`.
fn outer(a: &Matrix, changes: &Matrix, to: &mut Matrix) {
    let rows = a.rows();
    let mut turned = vec![0.0; a.data.len()];
    for (row, values) in a.data.chunks_exact(a.width).enumerate() {
        for (column, value) in values.iter().enumerate() {
            turned[column * rows + row] = *value;
        }
    }
    let packed = Packed::new(&changes.data, changes.width);
    let mut out = Matrix::new(a.width, packed.outer);
    packed.multiply(&turned, &mut out.data);
    for (to, from) in to.data.chunks_exact_mut(to.width).zip(out.data.chunks_exact(out.width)) {
        to.iter_mut().zip(from).for_each(|(to, from)| *to += from);
    }
}

/// Adds `changes` times `weights` turned to `to`: what the rows add that weights were multiplied by.
fn through(changes: &[f32], weights: &Packed, to: &mut [f32], width: usize) {
    let rows = changes.len() / weights.inner.max(1);
    let mut out = vec![0.0; rows * weights.outer];
    weights.multiply(changes, &mut out);
    for (to, from) in to.chunks_exact_mut(width).zip(out.chunks_exact(weights.outer)) {
        to.iter_mut().zip(from).for_each(|(to, from)| *to += from);
    }
}

fn turned(tensors: &Tensors, part: Part) -> Packed {
    let matrix = tensors.matrix(part);
    Packed::transposed(&matrix.data, matrix.width)
}

/// Adds the sum of the rows to `to`.
fn column_sums(changes: &Matrix, to: &mut Matrix) {
    for row in changes.data.chunks_exact(changes.width) {
        to.data.iter_mut().zip(row).for_each(|(to, from)| *to += from);
    }
}

/// The way back through one layer: what the gates add, given what the outputs add.
fn layer(
    units: &[Unit],
    out: &Matrix,
    out_changes: &Matrix,
    trace: &Trace,
    tensors: &Tensors,
    parts: [Part; 2],
    changes: &mut Tensors,
) -> Matrix {
    let hidden = tensors.matrix(parts[0]).rows();
    let mut gate_changes = Matrix::new(out.rows(), 8 * hidden);
    for (direction, part) in parts.into_iter().enumerate() {
        let weights = turned(tensors, part);
        let mut state = vec![0.0; units.len() * hidden];
        let mut cell = vec![0.0; units.len() * hidden];
        let mut before = Matrix::new(out.rows(), hidden);
        let mut own = Matrix::new(out.rows(), 4 * hidden);
        for time in (0..units.first().map_or(0, |unit| unit.length)).rev() {
            let active = units.partition_point(|unit| unit.length > time);
            let mut gates = vec![0.0; active * 4 * hidden];
            for (index, unit) in units[..active].iter().enumerate() {
                let word = unit.word(direction, time);
                let former = time.checked_sub(1).map(|time| unit.word(direction, time));
                let from = trace.gates[direction].row(word);
                let now = trace.cells[direction].row(word);
                let mut tanh = now.to_vec();
                crate::annotate::net::curve::tanh_all(&mut tanh);
                let state = &state[index * hidden..(index + 1) * hidden];
                let cell = &mut cell[index * hidden..(index + 1) * hidden];
                let to = &mut gates[index * 4 * hidden..(index + 1) * 4 * hidden];
                let above = &out_changes.row(word)[direction * hidden..];
                for at in 0..hidden {
                    let (input, forget) = (from[at], from[hidden + at]);
                    let (output, candidate) = (from[2 * hidden + at], from[3 * hidden + at]);
                    let change = above[at] + state[at];
                    let inner = cell[at] + change * output * (1.0 - tanh[at] * tanh[at]);
                    let old = former.map_or(0.0, |former| trace.cells[direction].row(former)[at]);
                    to[at] = inner * candidate * input * (1.0 - input);
                    to[hidden + at] = inner * old * forget * (1.0 - forget);
                    to[2 * hidden + at] = change * tanh[at] * output * (1.0 - output);
                    to[3 * hidden + at] = inner * input * (1.0 - candidate * candidate);
                    cell[at] = inner * forget;
                }
                own.row_mut(word).copy_from_slice(to);
                if let Some(former) = former {
                    let row = &out.row(former)[direction * hidden..(direction + 1) * hidden];
                    before.row_mut(word).copy_from_slice(row);
                }
            }
            state[..active * hidden].fill(0.0);
            through(&gates, &weights, &mut state[..active * hidden], hidden);
        }
        outer(&before, &own, changes.matrix_mut(part));
        for word in 0..out.rows() {
            let to = &mut gate_changes.row_mut(word)[direction * 4 * hidden..(direction + 1) * 4 * hidden];
            to.copy_from_slice(own.row(word));
        }
    }
    gate_changes
}

/// Reads a batch and adds what each number adds to the loss to `changes`.
pub fn learn(
    tensors: &Tensors,
    vectors: &Bytes,
    batch: &Batch,
    drops: Drops,
    mixer: &mut Mixer,
    changes: &mut Tensors,
) -> Loss {
    let net = Net::new(tensors);
    let words = batch.looks.len();
    let share = 1.0 / words as f32;
    let mut loss = Loss::default();

    let mut rows = Matrix::default();
    net.tables.rows(&batch.looks, vectors, &mut rows);
    let row_mask = Mask::new(rows.data.len(), drops.input, mixer);
    row_mask.apply(&mut rows.data);
    let gates = net.gates(&rows, 0);
    let mut traces = [Trace::default(), Trace::default()];
    let mut first = Matrix::default();
    lstm::run(&batch.units, |word| gates.row(word), &net.recurrent[0], &mut first, Some(&mut traces[0]));
    let mut first_dropped = first.clone();
    let first_mask = Mask::new(first.data.len(), drops.layers, mixer);
    first_mask.apply(&mut first_dropped.data);
    let second = net.second(&batch.units, &first_dropped, Some(&mut traces[1]));
    let mut second_dropped = second.clone();
    let second_mask = Mask::new(second.data.len(), drops.layers, mixer);
    second_mask.apply(&mut second_dropped.data);

    let mut first_changes = Matrix::new(words, first.width);
    let mut second_changes = Matrix::new(words, second.width);

    let mut tags = net.label([&first_dropped, &second_dropped]);
    let count = tensors.matrix(Part::TagBias).width;
    for (word, label) in batch.labels.iter().enumerate() {
        let row = tags.row_mut(word);
        row[count..].fill(0.0);
        loss.labels += softmax(&mut row[..count], *label, share);
    }
    column_sums(&tags, changes.matrix_mut(Part::TagBias));
    for (part, from, to) in
        [(Part::Tags1, &first_dropped, &mut first_changes), (Part::Tags2, &second_dropped, &mut second_changes)]
    {
        outer(from, &tags, changes.matrix_mut(part));
        through(&tags.data, &turned(tensors, part), &mut to.data, from.width);
    }

    let mut ends = net.project(&second_dropped);
    let ends_mask = Mask::new(ends.data.len(), drops.ends, mixer);
    ends_mask.apply(&mut ends.data);
    let mut end_changes = Matrix::new(words, ends.width);
    for unit in &batch.units {
        loss.heads += arcs(&net, tensors, *unit, &ends, batch, share, &mut end_changes, changes);
    }
    loss.relations = relations(&net, tensors, &ends, batch, share, &mut end_changes, changes);
    for (change, end) in end_changes.data.iter_mut().zip(&ends.data) {
        // What was cut off at zero or left out adds nothing.
        if *end <= 0.0 {
            *change = 0.0;
        }
    }
    ends_mask.apply(&mut end_changes.data);
    column_sums(&end_changes, changes.matrix_mut(Part::EndsBias));
    outer(&second_dropped, &end_changes, changes.matrix_mut(Part::Ends));
    through(&end_changes.data, &turned(tensors, Part::Ends), &mut second_changes.data, second.width);

    second_mask.apply(&mut second_changes.data);
    let parts = [Part::Forward2, Part::Backward2];
    let gate_changes = layer(&batch.units, &second, &second_changes, &traces[1], tensors, parts, changes);
    column_sums(&gate_changes, changes.matrix_mut(Part::Bias2));
    outer(&first_dropped, &gate_changes, changes.matrix_mut(Part::Input2));
    through(&gate_changes.data, &turned(tensors, Part::Input2), &mut first_changes.data, first.width);

    first_mask.apply(&mut first_changes.data);
    let parts = [Part::Forward1, Part::Backward1];
    let gate_changes = layer(&batch.units, &first, &first_changes, &traces[0], tensors, parts, changes);
    column_sums(&gate_changes, changes.matrix_mut(Part::Bias1));
    outer(&rows, &gate_changes, changes.matrix_mut(Part::Input1));
    let mut row_changes = Matrix::new(words, rows.width);
    through(&gate_changes.data, &turned(tensors, Part::Input1), &mut row_changes.data, rows.width);
    row_mask.apply(&mut row_changes.data);
    tables(&net, tensors, vectors, batch, &row_changes, changes);
    loss
}

/// The way back through the arcs of a unit.
#[allow(clippy::too_many_arguments, reason = "a step of `learn`, apart to be read on its own")]
fn arcs(
    net: &Net,
    tensors: &Tensors,
    unit: Unit,
    ends: &Matrix,
    batch: &Batch,
    share: f32,
    end_changes: &mut Matrix,
    changes: &mut Tensors,
) -> f32 {
    let width = net.arc_width();
    let mut scores = net.arcs(unit, ends);
    let mut loss = 0.0;
    for at in 0..unit.length {
        let row = scores.row_mut(at);
        row[unit.length + 1..].fill(0.0);
        loss += softmax(&mut row[..=unit.length], batch.heads[unit.first + at], share);
    }
    let mut dependents = Matrix { width, data: Vec::new() };
    let mut heads = Matrix { width, data: net.root.clone() };
    for word in unit.first..unit.first + unit.length {
        dependents.data.extend_from_slice(&ends.row(word)[..width]);
        heads.data.extend_from_slice(&ends.row(word)[width..2 * width]);
    }
    let mut turned_dependents = Matrix::new(unit.length, net.arcs.outer);
    net.arcs.multiply(&dependents.data, &mut turned_dependents.data);
    let mut sums = vec![0.0; unit.length + 1];
    for row in scores.data.chunks_exact(scores.width) {
        sums.iter_mut().zip(row).for_each(|(sum, value)| *sum += value);
    }
    let compact = Matrix {
        width: unit.length + 1,
        data: scores.data.chunks_exact(scores.width).flat_map(|row| &row[..=unit.length]).copied().collect(),
    };
    let mut head_changes = Matrix::new(unit.length + 1, width);
    outer(&compact, &turned_dependents, &mut head_changes);
    for (index, sum) in sums.iter().enumerate() {
        let bias = changes.matrix_mut(Part::ArcBias);
        bias.data.iter_mut().zip(heads.row(index)).for_each(|(to, head)| *to += sum * head);
        head_changes.row_mut(index).iter_mut().zip(&net.arc_bias).for_each(|(to, bias)| *to += sum * bias);
    }
    let mut turned_changes = Matrix::new(unit.length, width);
    through(&compact.data, &Packed::new(&heads.data, width), &mut turned_changes.data, width);
    outer(&dependents, &turned_changes, changes.matrix_mut(Part::Arcs));
    let mut dependent_changes = Matrix::new(unit.length, width);
    through(&turned_changes.data, &turned(tensors, Part::Arcs), &mut dependent_changes.data, width);
    let root = changes.matrix_mut(Part::Root);
    root.data.iter_mut().zip(head_changes.row(0)).for_each(|(to, from)| *to += from);
    for at in 0..unit.length {
        let to = end_changes.row_mut(unit.first + at);
        to[..width].iter_mut().zip(dependent_changes.row(at)).for_each(|(to, from)| *to += from);
        to[width..2 * width].iter_mut().zip(head_changes.row(at + 1)).for_each(|(to, from)| *to += from);
    }
    loss
}

/// The way back through the relations of the right arcs.
fn relations(
    net: &Net,
    tensors: &Tensors,
    ends: &Matrix,
    batch: &Batch,
    share: f32,
    end_changes: &mut Matrix,
    changes: &mut Tensors,
) -> f32 {
    let (arc, width) = (net.arc_width(), net.relation_width());
    let mut pairs = Vec::new();
    for unit in &batch.units {
        for word in unit.first..unit.first + unit.length {
            if let Some(head) = batch.heads[word].checked_sub(1) {
                pairs.push((word, unit.first + head));
            }
        }
    }
    let (rows, mut scores) = net.relate(&pairs, ends);
    let count = tensors.matrix(Part::RelationBias).width;
    let mut loss = 0.0;
    for (index, (word, _)) in pairs.iter().enumerate() {
        let row = scores.row_mut(index);
        row[count..].fill(0.0);
        loss += softmax(&mut row[..count], batch.relations[*word], share);
    }
    column_sums(&scores, changes.matrix_mut(Part::RelationBias));
    outer(&rows, &scores, changes.matrix_mut(Part::Relations));
    let mut row_changes = Matrix::new(pairs.len(), rows.width);
    through(&scores.data, &turned(tensors, Part::Relations), &mut row_changes.data, rows.width);
    for (index, (word, head)) in pairs.iter().enumerate() {
        let (row, change) = (rows.row(index), row_changes.row(index));
        for at in 0..width {
            let (head_value, dependent_value) = (row[width + at], row[2 * width + at]);
            end_changes.row_mut(*word)[2 * arc + at] += change[at] * head_value + change[2 * width + at];
            end_changes.row_mut(*head)[2 * arc + width + at] += change[at] * dependent_value + change[width + at];
        }
    }
    loss
}

/// The way back into the tables.
fn tables(net: &Net, tensors: &Tensors, vectors: &Bytes, batch: &Batch, row_changes: &Matrix, changes: &mut Tensors) {
    let own = tensors.matrix(Part::Own).width;
    let add = |to: &mut [f32], from: &[f32]| to.iter_mut().zip(from).for_each(|(to, from)| *to += from);
    let windows = net.tables.windows(&batch.looks);
    let found = net.tables.filter(&windows);
    let mut found_changes = Matrix::new(found.rows(), found.width);
    let mut place = 0;
    for (look, row) in batch.looks.iter().zip(row_changes.data.chunks_exact(row_changes.width)) {
        let (_, row) = row.split_at(vectors.width);
        let (first, mut row) = row.split_at(own);
        add(changes.matrix_mut(Part::Own).row_mut(look.own as usize), first);
        for (part, piece) in Part::PIECES.into_iter().zip(look.pieces) {
            let to = changes.matrix_mut(part);
            let (own, rest) = row.split_at(to.width);
            add(to.row_mut(piece as usize), own);
            row = rest;
        }
        let count = look.letters.len() + 1 - SPAN;
        for (filter, change) in row.iter().enumerate() {
            // The first of the strongest takes it; nothing does where all are cut off at zero.
            let strongest = (place..place + count)
                .fold(place, |best, at| if found.row(at)[filter] > found.row(best)[filter] { at } else { best });
            if count > 0 && found.row(strongest)[filter] > 0.0 {
                found_changes.row_mut(strongest)[filter] = *change;
            }
        }
        place += count;
    }
    column_sums(&found_changes, changes.matrix_mut(Part::FilterBias));
    outer(&windows, &found_changes, changes.matrix_mut(Part::Filters));
    let mut window_changes = Matrix::new(windows.rows(), windows.width);
    through(&found_changes.data, &turned(tensors, Part::Filters), &mut window_changes.data, windows.width);
    let width = tensors.matrix(Part::Letters).width;
    let letters = batch.looks.iter().flat_map(|look| look.letters.windows(SPAN));
    for (window, change) in letters.zip(window_changes.data.chunks_exact(window_changes.width)) {
        for (letter, change) in window.iter().zip(change.chunks_exact(width)) {
            add(changes.matrix_mut(Part::Letters).row_mut(usize::from(*letter)), change);
        }
    }
}
