//! Trains the tagger.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::annotate::Annotated;
use crate::annotate::Upos;
use crate::annotate::Xpos;
use crate::annotate::model::Trainer;
use crate::annotate::model::Weights;
use crate::annotate::tag::FEATURES;
use crate::annotate::tag::Labels;
use crate::annotate::tag::features;
use crate::annotate::word::Letters;
use crate::train::Mixer;

/// Passes over the data.
const EPOCHS: usize = 8;
/// Share of the weights that are kept.
const KEEP: f64 = 0.6;
/// A word seen as often with one label only is not scored.
const CERTAIN: usize = 12;

/// A trained tagger, as its files.
#[derive(Debug)]
pub struct Model {
    /// Pairs of tags, one per line.
    pub labels: String,
    /// Words that are always tagged alike.
    pub known: String,
    /// Weights.
    pub weights: Weights,
}

/// One sentence: letters and labels.
type Example = (Vec<Letters>, Vec<u8>);

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

/// The words that always bear the same label, with its number.
fn known(treebanks: &[Annotated], labels: &Labels) -> String {
    let mut seen: BTreeMap<&str, BTreeMap<u8, usize>> = BTreeMap::new();
    for bank in treebanks {
        for (index, token) in bank.tokens.iter().enumerate() {
            let label = labels.label((token.upos, token.xpos)).unwrap_or(255);
            *seen.entry(bank.form(index)).or_default().entry(label).or_default() += 1;
        }
    }
    let mut out = String::new();
    for (word, counts) in seen {
        if let (1, Some((label, count))) = (counts.len(), counts.first_key_value()) {
            if *count >= CERTAIN && *label != 255 {
                let _ = writeln!(out, "{word}\t{label}");
            }
        }
    }
    out
}

/// Trains on every sentence of the treebanks.
pub fn train(treebanks: &[Annotated]) -> Model {
    let list = labels(treebanks);
    let labels = Labels::read(&list);
    let mut examples: Vec<Example> = Vec::new();
    for bank in treebanks {
        for sentence in &bank.sentences {
            let range = sentence.first..sentence.end;
            let words = range.clone().map(|index| Letters::new(bank.form(index))).collect();
            let gold = bank.tokens[range].iter().map(|token| labels.label((token.upos, token.xpos)).unwrap_or(0));
            examples.push((words, gold.collect()));
        }
    }
    let mut mixer = Mixer::new(1);
    let mut table = Trainer::new(labels.len());
    let mut active = [0; FEATURES];
    for epoch in 0..EPOCHS {
        mixer.mix(&mut examples);
        let (mut wrong, mut all) = (0, 0);
        for (words, gold) in &examples {
            let mut guessed: Vec<u8> = Vec::with_capacity(words.len());
            for at in 0..words.len() {
                features(words, &guessed, at, &mut active);
                let guess = table.best(&active);
                table.learn(&active, usize::from(gold[at]), guess);
                wrong += usize::from(guess != usize::from(gold[at]));
                all += 1;
                guessed.push(guess as u8);
            }
        }
        eprintln!("tags: epoch {}, {:.2} % wrong", epoch + 1, 100.0 * wrong as f64 / all as f64);
    }
    Model { known: known(treebanks, &labels), labels: list, weights: table.freeze(KEEP) }
}
