//! What was seen in one text, as JSON.

use std::io;
use std::io::Write;

use serde::Serialize;

use crate::annotate::Annotated;
use crate::text::CodePoints;
use crate::text::Span;

#[derive(Serialize)]
struct Chars {
    start: usize,
    end: usize,
}

#[derive(Serialize)]
struct Seen<'a> {
    #[serde(skip_serializing_if = "str::is_empty")]
    id: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    source: &'a str,
    text: &'a str,
    sentences: Vec<Sentence<'a>>,
    names: Vec<Name<'a>>,
    times: Vec<Time<'a>>,
    quantities: Vec<Quantity<'a>>,
}

#[derive(Serialize)]
struct Sentence<'a> {
    #[serde(flatten)]
    span: Chars,
    tokens: Vec<Token<'a>>,
}

#[derive(Serialize)]
struct Token<'a> {
    #[serde(flatten)]
    span: Chars,
    form: &'a str,
    lemma: &'a str,
    upos: &'static str,
    xpos: &'static str,
    /// Its number in the sentence, from 1; 0 for the root.
    head: usize,
    deprel: &'static str,
}

#[derive(Serialize)]
struct Name<'a> {
    #[serde(flatten)]
    span: Chars,
    text: &'a str,
    kind: &'static str,
}

#[derive(Serialize)]
struct Time<'a> {
    #[serde(flatten)]
    span: Chars,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    earliest: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    latest: Option<&'a str>,
}

#[derive(Serialize)]
struct Quantity<'a> {
    #[serde(flatten)]
    span: Chars,
    text: &'a str,
    value: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    comparator: Option<&'static str>,
}

/// Writes the layers of a text as one JSON object and a line feed. Spans are code points; `head` counts the words of
/// the sentence from 1 and is 0 for its root.
///
/// # Errors
///
/// Those of `out`.
pub(super) fn write(annotated: &Annotated, out: &mut dyn Write) -> io::Result<()> {
    let document = &annotated.document;
    let text = document.text.as_str();
    let points = CodePoints::new(text);
    let chars = |span: Span| Chars { start: points.at(span.start), end: points.at(span.end) };
    let sentences = annotated.sentences.iter().map(|sentence| {
        let tokens = annotated.tokens.get(sentence.first..sentence.end).unwrap_or_default();
        let tokens = tokens.iter().map(|token| Token {
            span: chars(token.span),
            form: token.span.of(text),
            lemma: &token.lemma,
            upos: token.upos.as_str(),
            xpos: token.xpos.as_str(),
            head: token.head.map_or(0, |head| head + 1 - sentence.first.min(head + 1)),
            deprel: token.deprel.as_str(),
        });
        Sentence { span: chars(sentence.span), tokens: tokens.collect() }
    });
    let names = annotated.names.iter().map(|name| {
        let span = annotated.span(name.first, name.end);
        Name { span: chars(span), text: span.of(text), kind: name.kind.as_str() }
    });
    let times = annotated.times.iter().map(|time| Time {
        span: chars(time.span),
        text: time.span.of(text),
        value: time.value.as_deref(),
        earliest: time.earliest.as_deref(),
        latest: time.latest.as_deref(),
    });
    let quantities = annotated.quantities.iter().map(|quantity| Quantity {
        span: chars(quantity.span),
        text: quantity.span.of(text),
        value: quantity.value,
        unit: quantity.unit.as_deref(),
        comparator: quantity.comparator,
    });
    let object = Seen {
        id: &document.id,
        source: &document.source,
        text,
        sentences: sentences.collect(),
        names: names.collect(),
        times: times.collect(),
        quantities: quantities.collect(),
    };
    serde_json::to_writer(&mut *out, &object)?;
    out.write_all(b"\n")
}
