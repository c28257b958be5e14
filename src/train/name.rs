//! Training of the name tagger: a structured averaged perceptron (Collins
//! 2002, <https://aclanthology.org/W02-1001>) over whole sentences.

pub mod corpus;

use crate::annotate::Annotated;
use crate::annotate::model::Trainer;
use crate::annotate::model::Weights;
use crate::annotate::name::Decoder;
use crate::annotate::name::Gazetteer;
use crate::annotate::name::LABELS;
use crate::annotate::name::Part;
use crate::annotate::name::View;
use crate::annotate::name::label;
use crate::annotate::name::move_features;
use crate::annotate::name::move_table;

/// How to train.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// Times through all sentences.
    pub rounds: usize,
    /// By how much the right path must win, per wrong word.
    pub margin: i32,
    /// Share of the weights that are kept.
    pub keep: f64,
}

impl Default for Settings {
    fn default() -> Self {
        Self { rounds: 12, margin: 8, keep: 0.35 }
    }
}

/// The weights that find the names the documents already hold.
///
/// The order of the sentences is shuffled in the same way each time, so equal
/// documents give equal weights.
pub fn train(documents: &[Annotated], gazetteer: &Gazetteer, settings: Settings) -> Weights {
    let views: Vec<View> = documents.iter().map(|doc| View::new(doc, gazetteer)).collect();
    let mut order: Vec<(usize, usize)> =
        documents.iter().enumerate().flat_map(|(at, doc)| (0..doc.sentences.len()).map(move |s| (at, s))).collect();
    let right: Vec<Vec<u8>> = documents.iter().map(labels).collect();
    let mut trainer = Trainer::new(LABELS);
    let mut decoder = Decoder::new();
    let mut random = 1u64;
    let mut features: Vec<Vec<u64>> = Vec::new();
    for _ in 0..settings.rounds {
        shuffle(&mut order, &mut random);
        for (at, sentence) in &order {
            let (doc, view) = (&documents[*at], &views[*at]);
            let (first, end) = (doc.sentences[*sentence].first, doc.sentences[*sentence].end);
            let right = &right[*at][first..end];
            features.clear();
            for place in first..end {
                features.push(all_features(doc, view, place, *sentence));
            }
            let scores: Vec<[i32; LABELS]> = features
                .iter()
                .zip(right)
                .map(|(features, right)| {
                    let mut row = [settings.margin; LABELS];
                    row[usize::from(*right)] = 0;
                    trainer.score(features, &mut row);
                    row
                })
                .collect();
            let table = move_table(|features, scores| trainer.score(features, scores));
            let look = |place: usize| view.word(first + place).look;
            let guess = decoder.best(&scores, look, &table);
            let (mut was, mut took) = (0, 0);
            for (place, features) in features.iter().enumerate() {
                let (should, does) = (usize::from(right[place]), usize::from(guess[place]));
                if should != does {
                    for feature in features {
                        trainer.add(*feature, should, 1);
                        trainer.add(*feature, does, -1);
                    }
                }
                if (was, should) != (took, does) {
                    move_features(was, look(place)).iter().for_each(|feature| trainer.add(*feature, should, 1));
                    move_features(took, look(place)).iter().for_each(|feature| trainer.add(*feature, does, -1));
                }
                (was, took) = (should, does);
            }
            trainer.tick();
        }
    }
    trainer.freeze(settings.keep)
}

/// Every feature of one token.
fn all_features(doc: &Annotated, view: &View, at: usize, sentence: usize) -> Vec<u64> {
    let (first, end) = (doc.sentences[sentence].first, doc.sentences[sentence].end);
    let mut out = Vec::new();
    for offset in 0..5 {
        if at + offset >= first + 2 && at + offset < end + 2 {
            view.word_features(view.kinds[at + offset - 2], offset, &mut out);
        }
    }
    view.place_features(doc, at, (first, end), view.casing[sentence], &mut out);
    out
}

/// The right label of each token.
fn labels(doc: &Annotated) -> Vec<u8> {
    let mut out = vec![0; doc.tokens.len()];
    for name in &doc.names {
        for at in name.first..name.end {
            let part = match (at == name.first, at + 1 == name.end) {
                (true, true) => Part::Whole,
                (true, false) => Part::First,
                (false, false) => Part::Middle,
                (false, true) => Part::Last,
            };
            out[at] = label(name.kind, part) as u8;
        }
    }
    out
}

/// Fisher-Yates with a linear congruential generator (Knuth's MMIX constants).
fn shuffle<T>(items: &mut [T], state: &mut u64) {
    for at in (1..items.len()).rev() {
        *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        items.swap(at, ((*state >> 33) % (at as u64 + 1)) as usize);
    }
}
