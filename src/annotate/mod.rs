//! What a reader sees in a text: sentences, words, tags, dependencies, names,
//! times and quantities.

use crate::document::Document;
use crate::text::Span;

pub mod conllu;
pub mod json;
pub mod label;
pub mod lemma;
pub mod model;
pub mod name;
pub mod net;
pub mod quantity;
pub mod sentence;
pub mod spelling;
pub mod stage;
pub mod tag;
pub mod time;
pub mod token;
pub mod word;

pub use label::{Deprel, NameKind, Upos, Xpos};

/// One syntactic word.
#[derive(Debug, Clone, PartialEq)]
pub struct Token {
    /// Where it stands in the document's text.
    pub span: Span,
    /// Universal part of speech.
    pub upos: Upos,
    /// Penn tag.
    pub xpos: Xpos,
    /// Dictionary form.
    pub lemma: Box<str>,
    /// Index (in [`Annotated::tokens`]) of the word it depends on; `None` for the root of a sentence.
    pub head: Option<usize>,
    /// How it depends on its head.
    pub deprel: Deprel,
    /// Whether it is written together with the next word (`SpaceAfter=No`).
    pub glued: bool,
}

/// One sentence: `first..end` are indices of [`Annotated::tokens`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands in the document's text.
    pub span: Span,
    /// Its first token.
    pub first: usize,
    /// After its last token.
    pub end: usize,
    /// Index of its block in [`Document::blocks`].
    pub block: usize,
}

/// A named entity: the tokens `first..end`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Name {
    /// Its first token.
    pub first: usize,
    /// After its last token.
    pub end: usize,
    /// What is named.
    pub kind: NameKind,
}

/// A point or stretch of time spoken of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeExpression {
    /// Its first token.
    pub first: usize,
    /// After its last token.
    pub end: usize,
    /// The words.
    pub span: Span,
    /// EDTF: `2025-04-16`, `2011`, `XXXX-04-16` when the year is unknown; lengths and repeated times in ISO 8601: `P3Y`, `R/P1W`.
    pub value: Option<String>,
    /// First day it may mean, `YYYY-MM-DD`.
    pub earliest: Option<String>,
    /// Last day it may mean, `YYYY-MM-DD`.
    pub latest: Option<String>,
}

/// A number with what it counts: "over 5 tons", "$40 million", "10,000 troops" (the number and its unit only).
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    /// Its first token.
    pub first: usize,
    /// After its last token.
    pub end: usize,
    /// The words.
    pub span: Span,
    /// The number.
    pub value: f64,
    /// `USD`, `percent`, `ton` …; `None` for a plain count.
    pub unit: Option<String>,
    /// `>`, `>=`, `<`, `<=`, `~`; `None` for exactly.
    pub comparator: Option<&'static str>,
}

/// A document with what was seen in it. Layers are filled by the engine of its language.
#[derive(Debug, Clone, Default)]
pub struct Annotated {
    /// The article.
    pub document: Document,
    /// All words, in the order of the text.
    pub tokens: Vec<Token>,
    /// The sentences, in order; none spans two blocks.
    pub sentences: Vec<Sentence>,
    /// Names, in order, without overlap, none spans two sentences.
    pub names: Vec<Name>,
    /// Times, in order, without overlap.
    pub times: Vec<TimeExpression>,
    /// Quantities, in order, without overlap.
    pub quantities: Vec<Quantity>,
}

impl Annotated {
    /// The words of token `index` as they stand in the text.
    pub fn form(&self, index: usize) -> &str {
        self.tokens.get(index).map_or("", |token| token.span.of(&self.document.text))
    }

    /// The span of the tokens `first..end`; empty when there are none.
    pub fn span(&self, first: usize, end: usize) -> Span {
        match self.tokens.get(first..end) {
            Some([head, .., last]) => head.span.join(last.span),
            Some([only]) => only.span,
            _ => Span::default(),
        }
    }
}
