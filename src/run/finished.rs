//! The results of a finished run, read back.

use std::cell::RefCell;
use std::fs::File;
use std::io;
use std::io::BufRead as _;
use std::io::BufReader;
use std::io::Seek as _;
use std::io::SeekFrom;
use std::path::Path;
use std::path::PathBuf;

use rustc_hash::FxHashMap;
use serde::Deserialize;
use serde::Serialize;

use crate::error::Error;
use crate::export::json;
use crate::graph::Chars;
use crate::graph::DocumentRecord;
use crate::graph::Evidence;
use crate::graph::Graph;

/// A graph with the texts it was made from.
pub(super) struct Finished {
    pub(super) graph: Graph,
    documents: PathBuf,
    /// Where the line of each document begins.
    places: FxHashMap<String, u64>,
    /// The text asked for last: evidence is asked for document by document.
    last: RefCell<(String, Vec<char>)>,
}

#[derive(Deserialize)]
struct Line {
    id: String,
}

#[derive(Deserialize)]
struct Text {
    text: String,
}

/// A sentence of an article with the words that matter in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Sentence {
    /// Id of the article.
    pub document: String,
    /// Its file name or address.
    pub source: String,
    /// Where the sentence stands in it, in code points.
    #[serde(flatten)]
    pub place: Chars,
    /// The words.
    pub text: String,
    /// The words of predicates and cues, in code points of `text`, in order, without overlap.
    pub marks: Vec<Chars>,
}

impl Finished {
    /// Reads `graph.json` and finds the texts beside it; without texts everything else is there.
    ///
    /// # Errors
    ///
    /// [`Error::Input`] when there is no graph or it cannot be read.
    pub(super) fn open(folder: &Path) -> Result<Self, Error> {
        let path = folder.join("graph.json");
        let failed = |problem: String| Error::Input { name: path.display().to_string(), problem };
        let hint =
            |error: io::Error| failed(format!("{error}; first run `newsloom build … --out {}`", folder.display()));
        let file = File::open(&path).map_err(hint)?;
        let graph =
            json::read_from(BufReader::with_capacity(1 << 20, file)).map_err(|error| failed(error.to_string()))?;
        let documents = folder.join("documents.jsonl");
        let places = places(&documents);
        Ok(Self { graph, documents, places, last: RefCell::default() })
    }

    /// The text of a document.
    pub(super) fn text(&self, id: &str) -> Option<String> {
        let mut file = BufReader::new(File::open(&self.documents).ok()?);
        file.seek(SeekFrom::Start(*self.places.get(id)?)).ok()?;
        let mut line = Vec::new();
        file.read_until(b'\n', &mut line).ok()?;
        serde_json::from_slice::<Text>(&line).ok().map(|line| line.text)
    }

    /// The sentence of an evidence, its triggers and cues marked, and `more`; `None` without the text.
    pub(super) fn sentence(&self, evidence: &Evidence, more: &[Chars]) -> Option<Sentence> {
        let span = &evidence.span;
        let whole = evidence.sentence.unwrap_or(Chars { start: span.start, end: span.end });
        // A statement may go on behind the sentence of its cue.
        let place = Chars { start: whole.start.min(span.start), end: whole.end.max(span.end) };
        let text = self.piece(&span.document, place)?;
        let mut marks: Vec<Chars> = Vec::new();
        let mut all: Vec<Chars> = evidence.trigger.iter().chain(&evidence.cue).chain(more).copied().collect();
        all.sort();
        for mark in all {
            let free = marks.last().is_none_or(|last| last.end + place.start <= mark.start);
            if free && mark.start >= place.start && mark.end <= place.end && mark.start < mark.end {
                marks.push(Chars { start: mark.start - place.start, end: mark.end - place.start });
            }
        }
        let source = self.source(&span.document).to_owned();
        Some(Sentence { document: span.document.clone(), source, place, text, marks })
    }

    /// The words at a place of a document.
    pub(super) fn piece(&self, document: &str, place: Chars) -> Option<String> {
        let mut last = self.last.borrow_mut();
        if last.0 != document {
            *last = (document.to_owned(), self.text(document)?.chars().collect());
        }
        last.1.get(place.start..place.end).map(|piece| piece.iter().collect())
    }

    /// File name or address of a document.
    pub(super) fn source<'s>(&'s self, document: &'s str) -> &'s str {
        self.record(document).map_or(document, |record| &record.source)
    }

    /// Day of publication of a document.
    pub(super) fn published(&self, document: &str) -> Option<&str> {
        self.record(document)?.published.as_deref()
    }

    fn record(&self, document: &str) -> Option<&DocumentRecord> {
        let all = self.graph.documents();
        all.binary_search_by(|record| record.id.as_str().cmp(document)).ok().and_then(|at| all.get(at))
    }
}

/// Where the line of each document begins; without the file there are no texts, and formats do without.
fn places(path: &Path) -> FxHashMap<String, u64> {
    let mut out = FxHashMap::default();
    let Ok(file) = File::open(path) else { return out };
    let mut file = BufReader::with_capacity(1 << 20, file);
    let (mut line, mut at) = (Vec::new(), 0);
    loop {
        line.clear();
        match file.read_until(b'\n', &mut line) {
            Ok(0) | Err(_) => return out,
            Ok(length) => {
                if let Ok(Line { id }) = serde_json::from_slice(&line) {
                    out.insert(id, at);
                }
                at += length as u64;
            }
        }
    }
}
