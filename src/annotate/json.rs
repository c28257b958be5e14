//! Annotations as JSON: one object with the text and its layers. Positions
//! are Unicode code points, end excluded; words refer to each other by index.

use std::io;
use std::io::Write;

use serde::Serialize;

use crate::annotate::Annotated;
use crate::text::CodePoints;
use crate::text::Span;

#[derive(Serialize)]
struct Root<'t> {
    #[serde(skip_serializing_if = "str::is_empty")]
    document: &'t str,
    text: &'t str,
    sentences: Vec<Sentence<'t>>,
    names: Vec<Name>,
    times: Vec<Time<'t>>,
    quantities: Vec<Quantity<'t>>,
}

#[derive(Serialize)]
struct Sentence<'t> {
    start: usize,
    end: usize,
    /// Index of its first word in the document.
    first: usize,
    words: Vec<Word<'t>>,
}

#[derive(Serialize)]
struct Word<'t> {
    start: usize,
    end: usize,
    form: &'t str,
    lemma: &'t str,
    upos: &'static str,
    xpos: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    head: Option<usize>,
    deprel: &'static str,
}

#[derive(Serialize)]
struct Name {
    start: usize,
    end: usize,
    first: usize,
    after: usize,
    kind: &'static str,
}

#[derive(Serialize)]
struct Time<'t> {
    start: usize,
    end: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<&'t str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    earliest: Option<&'t str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    latest: Option<&'t str>,
}

#[derive(Serialize)]
struct Quantity<'t> {
    start: usize,
    end: usize,
    value: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'t str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    comparator: Option<&'static str>,
}

/// Writes all layers as one line of JSON.
///
/// # Errors
///
/// Those of `out`.
///
/// # Cost
///
/// O(n) time; the whole object is built in memory first.
pub fn write(annotated: &Annotated, out: &mut dyn Write) -> io::Result<()> {
    let points = CodePoints::new(&annotated.document.text);
    let place = |span: Span| (points.at(span.start), points.at(span.end));
    let sentences = annotated.sentences.iter().map(|sentence| {
        let words = (sentence.first..sentence.end).map(|index| {
            let token = &annotated.tokens[index];
            let (start, end) = place(token.span);
            Word {
                start,
                end,
                form: annotated.form(index),
                lemma: &token.lemma,
                upos: token.upos.as_str(),
                xpos: token.xpos.as_str(),
                head: token.head,
                deprel: token.deprel.as_str(),
            }
        });
        let (start, end) = place(sentence.span);
        Sentence { start, end, first: sentence.first, words: words.collect() }
    });
    let names = annotated.names.iter().map(|name| {
        let (start, end) = place(annotated.span(name.first, name.end));
        Name { start, end, first: name.first, after: name.end, kind: name.kind.as_str() }
    });
    let times = annotated.times.iter().map(|time| {
        let (start, end) = place(time.span);
        let (value, earliest, latest) = (time.value.as_deref(), time.earliest.as_deref(), time.latest.as_deref());
        Time { start, end, value, earliest, latest }
    });
    let quantities = annotated.quantities.iter().map(|quantity| {
        let (start, end) = place(quantity.span);
        let unit = quantity.unit.as_deref();
        Quantity { start, end, value: quantity.value, unit, comparator: quantity.comparator }
    });
    let root = Root {
        document: &annotated.document.id,
        text: &annotated.document.text,
        sentences: sentences.collect(),
        names: names.collect(),
        times: times.collect(),
        quantities: quantities.collect(),
    };
    serde_json::to_writer(&mut *out, &root)?;
    writeln!(out)
}
