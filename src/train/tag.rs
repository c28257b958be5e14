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
use crate::annotate::tag::Sight;
use crate::annotate::tag::Tagger;
use crate::annotate::tag::WordClasses;
use crate::annotate::tag::features;
use crate::train::Mixer;

/// Passes over the data.
const EPOCHS: usize = 8;
/// Share of the weights that are kept.
const KEEP: f64 = 0.6;
/// A word seen as often with one label only is not scored.
const CERTAIN: usize = 12;
/// How often a word must occur for its labels to count as known.
const SEEN: usize = 3;
/// In how many parts the data is cut to tag it afresh, in stretches of so many sentences, and the passes for that.
const PARTS: usize = 5;
const STRETCH: usize = 40;
const RETAG_EPOCHS: usize = 5;

/// A trained tagger, as its files.
#[derive(Debug)]
pub struct Model {
    /// Pairs of tags, one per line.
    pub labels: String,
    /// Words that are always tagged alike.
    pub known: String,
    /// Words and the labels they may bear.
    pub lexicon: String,
    /// Weights.
    pub weights: Weights,
}

/// One sentence with its labels.
type Example = (Sight, Vec<u8>);

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
        if let (1, Some((label, count))) = (counts.len(), counts.first_key_value())
            && *count >= CERTAIN
            && *label != 255
        {
            let _ = writeln!(out, "{word}\t{label}");
        }
    }
    out
}

/// The words seen at least [`SEEN`] times, in lower case with digits as 0, with
/// the labels that make up a twentieth of their uses, the most frequent first, at most three.
fn lexicon(treebanks: &[Annotated], labels: &Labels) -> String {
    let mut seen: BTreeMap<String, BTreeMap<u8, usize>> = BTreeMap::new();
    for bank in treebanks {
        for (index, token) in bank.tokens.iter().enumerate() {
            let plain = |letter: char| match letter {
                '0'..='9' => '0',
                '’' | '‘' | 'ʼ' => '\'',
                _ => letter,
            };
            let word = bank.form(index).to_lowercase().chars().map(plain).collect();
            let label = labels.label((token.upos, token.xpos)).unwrap_or(0);
            *seen.entry(word).or_default().entry(label).or_default() += 1;
        }
    }
    let mut out = String::new();
    for (word, counts) in seen {
        let all: usize = counts.values().sum();
        if all < SEEN || word.contains(char::is_whitespace) {
            continue;
        }
        let mut sorted: Vec<(u8, usize)> = counts.into_iter().filter(|(_, count)| count * 20 >= all).collect();
        sorted.sort_by_key(|(label, count)| (usize::MAX - count, *label));
        let names: Vec<String> = sorted.iter().take(3).map(|(label, _)| label.to_string()).collect();
        let _ = writeln!(out, "{word}\t{}", names.join(" "));
    }
    out
}

/// The sentences of the treebanks as examples.
fn examples(treebanks: &[Annotated], labels: &Labels, lexicon: &WordClasses) -> Vec<Example> {
    let mut out: Vec<Example> = Vec::new();
    for bank in treebanks {
        for sentence in &bank.sentences {
            let range = sentence.first..sentence.end;
            let mut sight = Sight::default();
            range.clone().for_each(|index| sight.push(bank.form(index), lexicon));
            let gold = bank.tokens[range].iter().map(|token| labels.label((token.upos, token.xpos)).unwrap_or(0));
            out.push((sight, gold.collect()));
        }
    }
    out
}

/// Learns from the examples, `epochs` times.
fn learn(examples: &[&Example], labels: &Labels, epochs: usize) -> Weights {
    let mut mixer = Mixer::new(1);
    let mut order = examples.to_vec();
    let mut table = Trainer::new(labels.len());
    let mut active = [0; FEATURES];
    for epoch in 0..epochs {
        mixer.mix(&mut order);
        let (mut wrong, mut all) = (0, 0);
        for (sight, gold) in &order {
            let mut guessed: Vec<u8> = Vec::with_capacity(gold.len());
            for at in 0..gold.len() {
                features(sight, &guessed, at, &mut active);
                let guess = table.best(&active);
                table.learn(&active, usize::from(gold[at]), guess);
                wrong += usize::from(guess != usize::from(gold[at]));
                all += 1;
                guessed.push(guess as u8);
            }
        }
        eprintln!("tags: epoch {}, {:.2} % wrong", epoch + 1, 100.0 * f64::from(wrong as u32) / f64::from(all));
    }
    table.freeze(KEEP)
}

/// Trains on every sentence of the treebanks.
pub fn train(treebanks: &[Annotated]) -> Model {
    let list = labels(treebanks);
    let labels = Labels::read(&list);
    let lexicon = lexicon(treebanks, &labels);
    let examples = examples(treebanks, &labels, &WordClasses::read(&lexicon));
    let weights = learn(&examples.iter().collect::<Vec<_>>(), &labels, EPOCHS);
    Model { known: known(treebanks, &labels), lexicon, labels: list, weights }
}

/// Replaces the tags by those of a tagger that has not seen the sentence, so
/// that the parser learns from tags as good as it will get: each part of the
/// sentences is tagged by what the others teach.
pub fn retag(treebanks: &mut [Annotated]) {
    let labels = Labels::read(&labels(treebanks));
    let lexicon = WordClasses::read(&lexicon(treebanks, &labels));
    let examples = examples(treebanks, &labels, &lexicon);
    let part = |index: usize| index / STRETCH % PARTS;
    let mut tags = vec![Vec::new(); examples.len()];
    for held in 0..PARTS {
        let seen: Vec<&Example> =
            examples.iter().enumerate().filter(|(index, _)| part(*index) != held).map(|(_, example)| example).collect();
        let tagger = Tagger::new(labels.clone(), learn(&seen, &labels, RETAG_EPOCHS), lexicon.clone(), "");
        for (index, (sight, _)) in examples.iter().enumerate().filter(|(index, _)| part(*index) == held) {
            tags[index] = tagger.label(sight).into_iter().map(|label| tagger.tags(label)).collect();
        }
    }
    let mut tags = tags.into_iter().flatten();
    for token in treebanks.iter_mut().flat_map(|bank| &mut bank.tokens) {
        if let Some(pair) = tags.next() {
            (token.upos, token.xpos) = pair;
        }
    }
}
