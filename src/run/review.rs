//! `review.jsonl`: asks the user who is who, and reads what was answered.

use std::collections::BTreeMap;
use std::fs;
use std::fs::File;
use std::io;
use std::io::BufRead as _;
use std::io::BufReader;
use std::io::Write as _;
use std::path::Path;

use serde::Deserialize;

use crate::error::Error;
use crate::export::json;
use crate::graph::SpanRef;
use crate::graph::review;
use crate::graph::review::Decision;
use crate::graph::review::Item;
use crate::run::output::whole_file;

/// Characters shown on each side of a name.
const AROUND: usize = 80;

/// What [`review()`] wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reviewed {
    /// Lines in all.
    pub lines: usize,
    /// Those that are decided.
    pub decided: usize,
}

/// Decisions of a file, each with the number of its line.
pub(super) struct Decisions {
    pub(super) decisions: Vec<Decision>,
    pub(super) lines: Vec<usize>,
}

/// Reads decisions. Lines without one are passed over.
pub(super) fn decisions(path: &Path) -> Result<Decisions, Error> {
    let bad = |(line, message): (usize, String)| Error::Review { path: path.to_path_buf(), line, message };
    let text =
        fs::read_to_string(path).map_err(|source| Error::Usage(format!("cannot read {}: {source}", path.display())))?;
    let mut found = Decisions { decisions: Vec::new(), lines: Vec::new() };
    for (line, item) in review::read(&text).map_err(bad)? {
        for decision in item.decided().map_err(|message| bad((line, message)))? {
            found.decisions.push(decision);
            found.lines.push(line);
        }
    }
    Ok(found)
}

#[derive(Deserialize)]
struct Line {
    id: String,
    text: String,
}

/// Writes `review.jsonl` into a folder of results: what is worth deciding, worst first. Decisions that stand in an
/// earlier one are kept.
///
/// # Errors
///
/// [`Error`] when there are no results in the folder, or they cannot be read or written.
pub fn review(folder: &Path) -> Result<Reviewed, Error> {
    let missing = |name: &str, problem: &dyn std::fmt::Display| Error::Input {
        name: folder.join(name).display().to_string(),
        problem: format!("{problem}; first run `newsloom build … --out {}`", folder.display()),
    };
    let file = File::open(folder.join("graph.json")).map_err(|error| missing("graph.json", &error))?;
    let graph = json::read_from(BufReader::new(file)).map_err(|error| missing("graph.json", &error))?;
    let mut items = review::items(&graph);
    let path = folder.join("review.jsonl");
    if let Ok(text) = fs::read_to_string(&path) {
        let bad = |(line, message)| Error::Review { path: path.clone(), line, message };
        let earlier = review::read(&text).map_err(bad)?.into_iter().map(|(_, item)| item).collect();
        items = review::keep(items, earlier);
    }
    show(folder, &mut items).map_err(|error| missing("documents.jsonl", &error))?;
    whole_file(&path, |file| {
        for item in &items {
            serde_json::to_writer(&mut *file, item).map_err(|error| Error::output("write", &path)(error.into()))?;
            file.write_all(b"\n").map_err(Error::output("write", &path))?;
        }
        Ok(())
    })?;
    let decided = items.iter().filter(|item| item.decision.as_ref().is_some_and(|word| !word.trim().is_empty()));
    Ok(Reviewed { decided: decided.count(), lines: items.len() })
}

/// Fills in the words around each example, reading one document at a time.
fn show(folder: &Path, items: &mut [Item]) -> io::Result<()> {
    let mut wanted: BTreeMap<String, BTreeMap<(usize, usize), String>> = BTreeMap::new();
    let sides = |item: &Item| {
        let sides = std::iter::once(&item.one).chain(&item.other);
        sides.flat_map(|side| side.evidence.clone()).collect::<Vec<_>>()
    };
    for example in items.iter().flat_map(sides) {
        wanted.entry(example.document).or_default().insert((example.start, example.end), String::new());
    }
    if wanted.is_empty() {
        return Ok(());
    }
    for line in BufReader::new(File::open(folder.join("documents.jsonl"))?).lines() {
        let line: Line = serde_json::from_str(&line?)?;
        if let Some(spans) = wanted.get_mut(&line.id) {
            for ((start, end), words) in spans {
                *words = around(&line.text, &SpanRef { document: line.id.clone(), start: *start, end: *end });
            }
        }
    }
    for item in items {
        for example in std::iter::once(&mut item.one).chain(&mut item.other).flat_map(|side| &mut side.evidence) {
            let words = wanted.get(&example.document).and_then(|spans| spans.get(&(example.start, example.end)));
            example.text = words.cloned().unwrap_or_default();
        }
    }
    Ok(())
}

/// The words around a span on one line, whole words only.
fn around(text: &str, span: &SpanRef) -> String {
    let from = span.start.saturating_sub(AROUND);
    let piece: String = text.chars().skip(from).take(span.end - span.start + 2 * AROUND).collect();
    let mut words: Vec<&str> = piece.split_whitespace().collect();
    let cut = words.len() > 2;
    if cut && from > 0 {
        words.remove(0);
    }
    if cut && piece.chars().count() == span.end - span.start + 2 * AROUND {
        words.pop();
    }
    words.join(" ")
}
