//! Trains the parser.

use crate::annotate::Annotated;
use crate::annotate::Deprel;
use crate::annotate::model::Trainer;
use crate::annotate::model::Weights;
use crate::annotate::parse::Words;
use crate::annotate::parse::Moves;
use crate::annotate::parse::relation;
use crate::train::Mixer;
use crate::train::moves;

/// Passes over the data.
const EPOCHS: usize = 8;
/// Share of the weights that are kept.
const KEEP_RELATIONS: f64 = 0.5;

/// A trained parser.
#[derive(Debug)]
pub struct Model {
    /// Weights of the moves.
    pub moves: Moves,
    /// Weights of the relations.
    pub relations: Weights,
}

/// A sentence with its tree.
struct Example {
    words: Words,
    heads: Vec<u32>,
    labels: Vec<u8>,
}

fn examples(treebanks: &[Annotated]) -> Vec<Example> {
    let mut out = Vec::new();
    for bank in treebanks {
        for sentence in &bank.sentences {
            let mut words = Words::default();
            words.fill(bank, sentence.first, sentence.end);
            let root = words.len();
            let tokens = &bank.tokens[sentence.first..sentence.end];
            let heads =
                tokens.iter().map(|token| token.head.map_or(root, |head| head - sentence.first) as u32).collect();
            let labels = tokens.iter().map(|token| token.deprel as u8).collect();
            out.push(Example { words, heads, labels });
        }
    }
    out
}

fn train_relations(examples: &[Example]) -> Weights {
    let mut table = Trainer::new(Deprel::ALL.len());
    let mut mixer = Mixer::new(4);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut active = [0; relation::FEATURES];
    for epoch in 0..EPOCHS {
        mixer.mix(&mut order);
        let (mut wrong, mut all) = (0, 0);
        for example in order.iter().map(|index| &examples[*index]) {
            let tree = relation::Tree::new(&example.words, &example.heads);
            let mut labels = vec![255; example.heads.len()];
            for word in tree.order.iter().map(|word| *word as usize) {
                if example.heads[word] as usize >= example.heads.len() {
                    labels[word] = Deprel::Root as u8;
                    continue;
                }
                tree.features(word as u32, &labels, &mut active);
                let guess = table.best(&active);
                table.learn(&active, usize::from(example.labels[word]), guess);
                wrong += usize::from(guess != usize::from(example.labels[word]));
                all += 1;
                labels[word] = guess as u8;
            }
        }
        eprintln!("relations: epoch {}, {:.2} % wrong", epoch + 1, 100.0 * f64::from(wrong as u32) / f64::from(all));
    }
    table.freeze(KEEP_RELATIONS)
}

/// Trains on every sentence of the treebanks.
pub fn train(treebanks: &[Annotated]) -> Model {
    let examples = examples(treebanks);
    let trees: Vec<(&Words, &[u32])> = examples.iter().map(|example| (&example.words, &*example.heads)).collect();
    Model { moves: moves::train(&trees), relations: train_relations(&examples) }
}
