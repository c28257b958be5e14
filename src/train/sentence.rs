//! Trains the sentence splitter.

use crate::annotate::Annotated;
use crate::annotate::model::Trainer;
use crate::annotate::sentence::FEATURES;
use crate::annotate::sentence::Quotes;
use crate::annotate::sentence::features;
use crate::annotate::sentence::may_end;
use crate::annotate::sentence::places;
use crate::lang;
use crate::train::Mixer;

/// Passes over the data.
const EPOCHS: usize = 10;
/// Share of the weights that are kept.
const KEEP: f64 = 0.7;

/// Trains on the ends of sentences inside the blocks of the treebanks.
pub fn train(treebanks: &[Annotated]) -> Vec<u8> {
    let rules = lang::en::rules();
    let mut examples: Vec<([u64; FEATURES], usize)> = Vec::new();
    for bank in treebanks {
        for block in bank.sentences.chunk_by(|a, b| a.block == b.block) {
            let (Some(head), Some(last)) = (block.first(), block.last()) else { continue };
            let places = places(bank, head.first, last.end);
            let mut quotes = Quotes::default();
            for sentence in block {
                for index in sentence.first..sentence.end {
                    let at = index - head.first;
                    quotes.pass(places[at].form);
                    if may_end(places[at].form) && index + 1 < last.end {
                        let mut active = [0; FEATURES];
                        features(&places, at, index - sentence.first, quotes.open(), rules, &mut active);
                        examples.push((active, usize::from(index + 1 == sentence.end)));
                    }
                }
            }
        }
    }
    let mut mixer = Mixer::new(2);
    let mut table = Trainer::new(2);
    for epoch in 0..EPOCHS {
        mixer.mix(&mut examples);
        let mut wrong = 0;
        for (active, right) in &examples {
            let guess = table.best(active);
            wrong += usize::from(guess != *right);
            table.learn(active, *right, guess);
        }
        eprintln!(
            "sentences: epoch {}, {:.2} % wrong",
            epoch + 1,
            100.0 * f64::from(wrong as u32) / examples.len() as f64
        );
    }
    table.freeze(KEEP).to_bytes()
}
