//! Trains the network that tags and parses.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::annotate::Annotated;
use crate::annotate::Deprel;
use crate::annotate::Upos;
use crate::annotate::Xpos;
use crate::annotate::net::LONGEST;
use crate::annotate::net::file::Part;
use crate::annotate::net::file::Tensors;
use crate::annotate::net::input::ALPHABET;
use crate::annotate::net::input::Bytes;
use crate::annotate::net::input::FILTERS;
use crate::annotate::net::input::Look;
use crate::annotate::net::input::PIECES;
use crate::annotate::net::input::SPAN;
use crate::annotate::net::input::Words;
use crate::annotate::net::lstm::Unit;
use crate::annotate::net::matrix::Matrix;
use crate::annotate::net::matrix::padded;
use crate::annotate::tag::Labels;
use crate::annotate::word::lower;
use crate::train::Mixer;

pub mod adam;
pub mod back;
pub mod vectors;

use adam::Adam;
use back::Batch;
use back::Drops;
use back::Loss;

/// Widths of a network.
#[derive(Debug, Clone, Copy)]
pub struct Sizes {
    /// Of a layer in one direction; a multiple of 16.
    pub hidden: usize,
    /// Of a word as an end of an arc.
    pub arc: usize,
    /// Of a word as an end of a relation.
    pub relation: usize,
    /// Of the own vector of a word.
    pub own: usize,
}

/// How to train a network.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// Its widths.
    pub sizes: Sizes,
    /// What is left out while it learns.
    pub drops: Drops,
    /// Passes over the data.
    pub epochs: usize,
}

/// The network for use.
pub const FULL: Plan = Plan {
    sizes: Sizes { hidden: 192, arc: 160, relation: 128, own: 48 },
    drops: Drops { input: 0.3, layers: 0.4, ends: 0.33 },
    epochs: 44,
};
/// A smaller and faster one.
pub const FAST: Plan = Plan {
    sizes: Sizes { hidden: 64, arc: 64, relation: 64, own: 16 },
    drops: Drops { input: 0.2, layers: 0.25, ends: 0.2 },
    epochs: 24,
};

/// Width of vectors of beginnings, short endings, endings and shapes; of letters.
const PIECE_WIDTHS: [usize; 4] = [24, 16, 24, 12];
const LETTER: usize = 32;

/// Words of a batch, about.
const BATCH: usize = 500;
/// Sentences from which batches of like lengths are made.
const POOL: usize = 800;
/// The longest step of a number at first; it falls to nothing.
const RATE: f32 = 0.002;
const DECAY: f32 = 0.0;
/// Shares of words that are read as unknown: times 1 / (1 + count), and of those without learned vector.
const UNKNOWN: f32 = 0.6;
const NO_VECTOR: f32 = 0.03;
/// How often a word must occur to have a vector of its own.
const SEEN: usize = 2;
/// How many of the most frequent forms are listed.
const FREQUENT: usize = 1500;

/// A trained network, as its files.
#[derive(Debug)]
pub struct Model {
    /// Pairs of tags, one per line.
    pub labels: String,
    /// Words with a vector of their own.
    pub words: String,
    /// The most frequent forms.
    pub frequent: String,
    /// The numbers.
    pub tensors: Tensors,
}

/// The pairs of tags that occur, the most frequent first.
fn labels(treebanks: &[Annotated]) -> String {
    let mut counts: BTreeMap<(Upos, Xpos), usize> = BTreeMap::new();
    for token in treebanks.iter().flat_map(|bank| &bank.tokens) {
        *counts.entry((token.upos, token.xpos)).or_default() += 1;
    }
    let mut sorted: Vec<_> = counts.into_iter().filter(|(_, count)| *count > 1).collect();
    sorted.sort_by_key(|(pair, count)| (usize::MAX - count, *pair));
    let mut out = String::new();
    for ((upos, xpos), _) in sorted {
        let _ = writeln!(out, "{} {}", upos.as_str(), xpos.as_str());
    }
    out
}

/// Words with their counts, the most frequent first.
fn counted(treebanks: &[Annotated], key: impl Fn(&str) -> String) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for bank in treebanks {
        for index in 0..bank.tokens.len() {
            *counts.entry(key(bank.form(index))).or_default() += 1;
        }
    }
    let mut sorted: Vec<_> = counts.into_iter().filter(|(word, _)| !word.contains(char::is_whitespace)).collect();
    sorted.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    sorted
}

fn list<'w>(words: impl Iterator<Item = &'w (String, usize)>) -> String {
    let mut out = String::new();
    for (word, _) in words {
        out.push_str(word);
        out.push('\n');
    }
    out
}

/// A sentence with what is right of it.
struct Example {
    looks: Vec<Look>,
    labels: Vec<usize>,
    heads: Vec<usize>,
    relations: Vec<usize>,
}

fn examples(treebanks: &[Annotated], labels: &Labels, words: &Words) -> Vec<Example> {
    let mut out = Vec::new();
    for bank in treebanks {
        for sentence in bank.sentences.iter().filter(|sentence| sentence.end - sentence.first <= LONGEST) {
            let tokens = &bank.tokens[sentence.first..sentence.end];
            let label = |pair| usize::from(labels.label(pair).unwrap_or(0));
            out.push(Example {
                looks: (sentence.first..sentence.end).map(|index| words.look(bank.form(index))).collect(),
                labels: tokens.iter().map(|token| label((token.upos, token.xpos))).collect(),
                heads: tokens.iter().map(|token| token.head.map_or(0, |head| head + 1 - sentence.first)).collect(),
                relations: tokens.iter().map(|token| token.deprel as usize).collect(),
            });
        }
    }
    out
}

/// Numbers to begin with: even, within ±√(3 / rows), so that sums are neither large nor small.
fn begin(rows: usize, width: usize, size: f32, mixer: &mut Mixer) -> Matrix {
    let data = (0..rows * width).map(|_| (mixer.below(20_001) as f32 / 10_000.0 - 1.0) * size).collect();
    Matrix { width, data }
}

/// A network before the first lesson.
pub fn start(sizes: Sizes, labels: usize, words: usize, vectors: usize, mixer: &mut Mixer) -> Option<Tensors> {
    let Sizes { hidden, arc, relation, own } = sizes;
    let inputs = vectors + own + PIECE_WIDTHS.iter().sum::<usize>() + FILTERS;
    let ends = 2 * arc + 2 * relation;
    let mut matrices = Vec::new();
    for part in Part::ALL {
        let mut fan = |rows: usize, width: usize| begin(rows, width, (3.0 / rows as f32).sqrt(), mixer);
        matrices.push(match part {
            Part::Own => Matrix::new(words + 1, own),
            Part::Prefix => begin(PIECES[0], PIECE_WIDTHS[0], 0.1, mixer),
            Part::Ending => begin(PIECES[1], PIECE_WIDTHS[1], 0.1, mixer),
            Part::Suffix => begin(PIECES[2], PIECE_WIDTHS[2], 0.1, mixer),
            Part::Shape => begin(PIECES[3], PIECE_WIDTHS[3], 0.1, mixer),
            Part::Letters => begin(ALPHABET, LETTER, 0.3, mixer),
            Part::Filters => fan(SPAN * LETTER, FILTERS),
            Part::FilterBias => Matrix::new(1, FILTERS),
            Part::Input1 => fan(inputs, 8 * hidden),
            Part::Forward1 | Part::Backward1 | Part::Forward2 | Part::Backward2 => fan(hidden, 4 * hidden),
            Part::Input2 => fan(2 * hidden, 8 * hidden),
            Part::Bias1 | Part::Bias2 => {
                // Cells remember at first.
                let mut bias = Matrix::new(1, 8 * hidden);
                for direction in bias.data.chunks_exact_mut(4 * hidden) {
                    direction[hidden..2 * hidden].fill(1.0);
                }
                bias
            }
            Part::Tags1 | Part::Tags2 => fan(2 * hidden, padded(labels)),
            Part::TagBias => Matrix::new(1, labels),
            Part::Ends => fan(2 * hidden, ends),
            Part::EndsBias => Matrix::new(1, ends),
            Part::Arcs => begin(arc, arc, 0.05, mixer),
            Part::ArcBias => Matrix::new(1, arc),
            Part::Root => begin(1, arc, 0.1, mixer),
            Part::Relations => fan(3 * relation, padded(Deprel::ALL.len())),
            Part::RelationBias => Matrix::new(1, Deprel::ALL.len()),
        });
    }
    Tensors::new(matrices)
}

/// Batches of some [`BATCH`] words from sentences of like length, all in a mixed order.
fn batches(order: &mut [usize], examples: &[Example], mixer: &mut Mixer) -> Vec<Vec<usize>> {
    mixer.mix(order);
    let mut out = Vec::new();
    for pool in order.chunks_mut(POOL) {
        pool.sort_by_key(|index| usize::MAX - examples[*index].looks.len());
        let mut batch: Vec<usize> = Vec::new();
        let mut words = 0;
        for index in pool.iter() {
            words += examples[*index].looks.len();
            batch.push(*index);
            if words >= BATCH {
                out.push(std::mem::take(&mut batch));
                words = 0;
            }
        }
        if !batch.is_empty() {
            out.push(batch);
        }
    }
    mixer.mix(&mut out);
    out
}

/// The sentences of a batch as they are read this time, with some words unknown.
fn batch(indices: &[usize], examples: &[Example], counts: &[usize], mixer: &mut Mixer) -> Batch {
    let mut out = Batch::default();
    for example in indices.iter().map(|index| &examples[*index]) {
        out.units.push(Unit { first: out.looks.len(), length: example.looks.len() });
        for look in &example.looks {
            let mut look = look.clone();
            let mut chance = |share: f32| (mixer.below(1 << 20) as f32) < share * (1 << 20) as f32;
            if look.own > 0 && chance(UNKNOWN / (1.0 + counts[look.own as usize - 1] as f32)) {
                look.own = 0;
            }
            if chance(NO_VECTOR) {
                look.vector = 0;
            }
            out.looks.push(look);
        }
        out.labels.extend(&example.labels);
        out.heads.extend(&example.heads);
        out.relations.extend(&example.relations);
    }
    out
}

/// Trains on every sentence of the treebanks.
pub fn train(treebanks: &[Annotated], list_of_vectors: &str, vectors: &Bytes, plan: Plan) -> Option<Model> {
    let Plan { sizes, drops, epochs } = plan;
    let label_list = labels(treebanks);
    let labels = Labels::read(&label_list);
    let counted_words = counted(treebanks, lower);
    let seen: Vec<&(String, usize)> = counted_words.iter().filter(|(_, count)| *count >= SEEN).collect();
    let words = list(seen.iter().copied());
    let counts: Vec<usize> = seen.iter().map(|(_, count)| *count).collect();
    let frequent = list(counted(treebanks, str::to_owned).iter().take(FREQUENT));
    let examples = examples(treebanks, &labels, &Words::new(list_of_vectors, &words));
    let mut mixer = Mixer::new(7);
    let mut tensors = start(sizes, labels.len(), counts.len(), vectors.width, &mut mixer)?;
    let mut changes = tensors.clone();
    for part in Part::ALL {
        changes.matrix_mut(*part).data.fill(0.0);
    }
    let mut adam = Adam::new(&tensors);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    for epoch in 0..epochs {
        let batches = batches(&mut order, &examples, &mut mixer);
        let mut total = Loss::default();
        let count = batches.len();
        for (at, indices) in batches.iter().enumerate() {
            let batch = batch(indices, &examples, &counts, &mut mixer);
            let done = (epoch * count + at) as f32 / (epochs * count) as f32;
            let rate = RATE * (1.0 - done).min(done * 50.0 + 0.02);
            let loss = back::learn(&tensors, vectors, &batch, drops, &mut mixer, &mut changes);
            adam.step(&mut tensors, &mut changes, rate, DECAY);
            total.labels += loss.labels;
            total.heads += loss.heads;
            total.relations += loss.relations;
        }
        let mean = |sum: f32| sum / count as f32;
        eprintln!(
            "trees: epoch {}, loss of tags {:.4}, heads {:.4}, relations {:.4}",
            epoch + 1,
            mean(total.labels),
            mean(total.heads),
            mean(total.relations)
        );
    }
    Some(Model { labels: label_list, words, frequent, tensors })
}

#[cfg(test)]
mod tests {
    use super::Sizes;
    use super::back;
    use super::back::Batch;
    use super::back::Drops;
    use super::start;
    use crate::annotate::net::file::Part;
    use crate::annotate::net::file::Tensors;
    use crate::annotate::net::input::Bytes;
    use crate::annotate::net::input::Words;
    use crate::annotate::net::lstm::Unit;
    use crate::train::Mixer;

    const NONE: Drops = Drops { input: 0.0, layers: 0.0, ends: 0.0 };

    fn zeros(tensors: &Tensors) -> Tensors {
        let mut out = tensors.clone();
        for part in Part::ALL {
            out.matrix_mut(*part).data.fill(0.0);
        }
        out
    }

    /// What the way back says each number adds is what the loss does when the number changes.
    #[test]
    fn changes_are_those_of_the_loss() {
        let words = Words::new("the\ncat\n", "the\ncat\nslept\n");
        let vectors = Bytes { width: 4, scales: vec![0.01, 0.02], values: vec![50, -20, 3, 90, 7, 80, -70, 12] };
        let forms = ["The", "cat", "slept", "well", ".", "Yes", "!"];
        let batch = Batch {
            units: vec![Unit { first: 0, length: 5 }, Unit { first: 5, length: 2 }],
            looks: forms.iter().map(|form| words.look(form)).collect(),
            labels: vec![0, 1, 2, 3, 4, 0, 4],
            heads: vec![2, 3, 0, 3, 3, 0, 1],
            relations: vec![5, 1, 0, 7, 9, 0, 9],
        };
        let mut mixer = Mixer::new(3);
        let sizes = Sizes { hidden: 16, arc: 32, relation: 32, own: 12 };
        let mut tensors = start(sizes, 5, 3, 4, &mut mixer).expect("all parts");
        // Vectors of their own begin as zeros, where nothing is to be seen.
        for part in [Part::Own, Part::FilterBias, Part::EndsBias, Part::ArcBias] {
            for value in &mut tensors.matrix_mut(part).data {
                *value = (mixer.below(2001) as f32 / 1000.0 - 1.0) * 0.3;
            }
        }
        let mut changes = zeros(&tensors);
        back::learn(&tensors, &vectors, &batch, NONE, &mut mixer, &mut changes);
        let loss = |tensors: &Tensors| {
            let mut unused = zeros(tensors);
            back::learn(tensors, &vectors, &batch, NONE, &mut Mixer::new(1), &mut unused).sum()
        };
        for part in Part::ALL {
            let told = &changes.matrix(*part).data;
            let mut order: Vec<usize> = (0..told.len()).collect();
            order.sort_by(|a, b| told[*b].abs().total_cmp(&told[*a].abs()));
            for at in order.into_iter().take(6) {
                let moved = |by: f32| {
                    let mut other = tensors.clone();
                    other.matrix_mut(*part).data[at] += by;
                    loss(&other)
                };
                let seen = (moved(0.002) - moved(-0.002)) / 0.004;
                let close = (seen - told[at]).abs() < 0.1 * told[at].abs() + 1e-3;
                assert!(close && told[at] != 0.0, "{part:?} {at}: {} told, {seen} seen", told[at]);
            }
        }
    }
}
