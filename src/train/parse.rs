//! Trains the parser.

use crate::annotate::Annotated;
use crate::annotate::Deprel;
use crate::annotate::model::Trainer;
use crate::annotate::model::Weights;
use crate::annotate::parse::Moves;
use crate::annotate::parse::Words;
use crate::annotate::parse::arcs::Move;
use crate::annotate::parse::arcs::State;
use crate::annotate::parse::arcs::UNKNOWN;
use crate::annotate::parse::hint;
use crate::annotate::parse::relation;
use crate::train::Mixer;
use crate::train::moves;
use crate::train::moves::Lesson;

/// Passes over the data.
const EPOCHS: usize = 6;
/// Share of the weights that are kept.
const KEEP_RELATIONS: f64 = 0.29;
const KEEP_HINTS: f64 = 0.23;
/// Passes for first guesses, and in how many parts the data is cut for them, in stretches of so many sentences.
const HINT_EPOCHS: usize = 4;
const PARTS: usize = 5;
const STRETCH: usize = 40;

/// A trained parser.
#[derive(Debug)]
pub struct Model {
    /// Weights of the moves.
    pub moves: Moves,
    /// Weights of the first guesses at relations.
    pub hints: Weights,
    /// Weights of the relations.
    pub relations: Weights,
}

/// A sentence with its tree.
struct Example {
    words: Words,
    heads: Vec<u32>,
    labels: Vec<u8>,
    moves: Vec<Move>,
}

fn examples(treebanks: &[Annotated]) -> Vec<Example> {
    let mut out = Vec::new();
    for bank in treebanks {
        for sentence in &bank.sentences {
            let mut words = Words::default();
            words.fill(bank, sentence.first, sentence.end);
            let root = words.len();
            let tokens = &bank.tokens[sentence.first..sentence.end];
            let heads: Vec<u32> =
                tokens.iter().map(|token| token.head.map_or(root, |head| head - sentence.first) as u32).collect();
            let labels = tokens.iter().map(|token| token.deprel as u8).collect();
            let moves = moves::moves_to(&heads);
            out.push(Example { words, heads, labels, moves });
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

/// Learns first guesses from the moves that lead to the trees.
fn train_hints(examples: &[&Example], epochs: usize) -> Weights {
    let mut table = Trainer::new(Deprel::ALL.len());
    let mut mixer = Mixer::new(5);
    let mut order = examples.to_vec();
    let mut active = [0; hint::FEATURES];
    for epoch in 0..epochs {
        mixer.mix(&mut order);
        let (mut wrong, mut all) = (0, 0);
        for example in &order {
            let mut state = State::start(example.words.len());
            for step in &example.moves {
                let mut label = UNKNOWN;
                if let Some((head, word)) = state.arc(*step) {
                    label = Deprel::Root as u8;
                    if (head as usize) < example.words.len() {
                        hint::features(&example.words, &state, head, word, &mut active);
                        let guess = table.best(&active);
                        let right = usize::from(example.labels[word as usize]);
                        table.learn(&active, right, guess);
                        wrong += usize::from(guess != right);
                        all += 1;
                        label = guess as u8;
                    }
                }
                state.step(*step, label);
            }
        }
        eprintln!("hints: epoch {}, {:.2} % wrong", epoch + 1, 100.0 * f64::from(wrong as u32) / f64::from(all));
    }
    table.freeze(KEEP_HINTS)
}

/// Trains on every sentence of the treebanks. While the moves are learned, a
/// sentence gets its first guesses from a table that has not seen it.
pub fn train(treebanks: &[Annotated]) -> Model {
    let examples = examples(treebanks);
    let part = |index: usize| index / STRETCH % PARTS;
    let parts: Vec<Weights> = (0..PARTS)
        .map(|held| {
            let seen =
                examples.iter().enumerate().filter(|(index, _)| part(*index) != held).map(|(_, example)| example);
            train_hints(&seen.collect::<Vec<_>>(), HINT_EPOCHS)
        })
        .collect();
    let lessons: Vec<Lesson> = examples
        .iter()
        .enumerate()
        .map(|(index, example)| Lesson { words: &example.words, moves: &example.moves, hints: &parts[part(index)] })
        .collect();
    Model {
        moves: moves::train(&lessons),
        hints: train_hints(&examples.iter().collect::<Vec<_>>(), HINT_EPOCHS),
        relations: train_relations(&examples),
    }
}
