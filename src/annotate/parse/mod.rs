//! Dependencies: a transition parser finds the heads, then a classifier that
//! sees the whole tree names the relations.

use crate::annotate::Annotated;
use crate::annotate::Deprel;
use crate::annotate::model::Weights;
use crate::annotate::stage::Layers;
use crate::annotate::stage::Stage;

pub mod arcs;
pub mod hint;
pub mod moves;
pub mod relation;
pub mod sentence;

pub use moves::Moves;
pub use sentence::Words;

/// A trained parser.
#[derive(Debug)]
pub struct Parser {
    /// Weights of the three moves.
    pub moves: Moves,
    /// Weights of the first guesses at relations, in the order of [`Deprel::ALL`].
    pub hints: Weights,
    /// Weights of the relations, in the order of [`Deprel::ALL`].
    pub relations: Weights,
}

impl arcs::Judge for Parser {
    fn score(&self, features: &[u64; arcs::FEATURES], scores: &mut [i32; 3]) {
        self.moves.score(features, scores);
    }

    fn relation(&self, words: &Words, state: &arcs::State, head: u32, word: u32) -> u8 {
        hint::guess(words, state, head, word, &self.hints)
    }
}

/// The stage that parses.
#[derive(Debug)]
pub struct Trees {
    /// The parser of the language.
    pub parser: &'static Parser,
    /// Its dotted name.
    pub name: &'static str,
}

impl Stage for Trees {
    fn name(&self) -> &'static str {
        self.name
    }

    fn needs(&self) -> Layers {
        Layers::TOKENS | Layers::SENTENCES | Layers::TAGS
    }

    fn gives(&self) -> Layers {
        Layers::TREES
    }

    fn run(&self, annotated: &mut Annotated) {
        let mut words = Words::default();
        let mut search = arcs::Search::new(arcs::BEAM);
        for index in 0..annotated.sentences.len() {
            let (first, end) = (annotated.sentences[index].first, annotated.sentences[index].end);
            words.fill(annotated, first, end);
            arcs::parse(&words, self.parser, &mut search);
            let heads = search.heads();
            let relations = relation::label(&words, heads, &self.parser.relations);
            for (token, (head, relation)) in annotated.tokens[first..end].iter_mut().zip(heads.iter().zip(relations)) {
                let root = *head as usize >= end - first;
                token.head = if root { None } else { Some(first + *head as usize) };
                token.deprel = if root { Deprel::Root } else { Deprel::ALL[usize::from(relation)] };
            }
        }
    }
}
