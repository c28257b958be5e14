//! Parsed sentences for tests.

use crate::annotate::Annotated;
use crate::annotate::Deprel;
use crate::annotate::Sentence;
use crate::annotate::Token;
use crate::annotate::Upos;
use crate::annotate::Xpos;
use crate::document::Document;
use crate::text::Span;

/// Form, classes, head and relation of a word; its lemma is its form.
pub(super) type Word = (&'static str, Upos, Xpos, Option<usize>, Deprel);

/// A document of one sentence, with its heads and relations as a repair takes them.
pub(super) fn sentence(words: &[Word]) -> (Annotated, Vec<Option<usize>>, Vec<Deprel>) {
    let mut text = String::new();
    let mut doc = Annotated::default();
    for &(form, upos, xpos, head, deprel) in words {
        let start = text.len();
        text.push_str(form);
        let span = Span::new(start, text.len());
        text.push(' ');
        doc.tokens.push(Token { span, upos, xpos, lemma: form.into(), head, deprel, glued: false });
    }
    doc.sentences.push(Sentence { span: Span::new(0, text.len()), first: 0, end: words.len(), block: 0 });
    doc.document = Document { text, ..Document::default() };
    let heads = doc.tokens.iter().map(|token| token.head).collect();
    let deprels = doc.tokens.iter().map(|token| token.deprel).collect();
    (doc, heads, deprels)
}
