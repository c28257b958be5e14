//! From a finished graph to files of any format.

use std::fs;
use std::fs::File;
use std::io;
use std::io::BufRead as _;
use std::io::BufReader;
use std::io::Seek as _;
use std::io::SeekFrom;
use std::io::Write as _;
use std::path::Path;
use std::path::PathBuf;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::error::Error;
use crate::export;
use crate::export::Exporter;
use crate::export::FolderSink;
use crate::export::Input;
use crate::export::Options;
use crate::export::json;
use crate::graph::filter;
use crate::graph::filter::Condition;
use crate::run::output::Output;

/// How to read each format, beside the files.
pub(super) const IMPORT: &str = "IMPORT.md";

/// What [`export()`] is to do.
pub struct Export {
    /// A folder of results, with `graph.json`.
    pub from: PathBuf,
    /// Where the files go.
    pub to: PathBuf,
    /// The formats.
    pub formats: Vec<&'static dyn Exporter>,
    /// What is asked of them.
    pub options: Options,
    /// What every address in RDF begins with.
    pub base: String,
    /// Which part of the graph.
    pub conditions: Vec<Condition>,
}

/// Writes a finished graph, or a part of it, in other formats. The names of the files written.
///
/// # Errors
///
/// [`Error`] when there is no graph, a condition names a node that is not there, or files cannot be written.
pub fn export(export: &Export) -> Result<Vec<String>, Error> {
    let path = export.from.join("graph.json");
    let failed = |problem: String| Error::Input { name: path.display().to_string(), problem };
    let hint =
        |error: io::Error| failed(format!("{error}; first run `newsloom build … --out {}`", export.from.display()));
    let file = File::open(&path).map_err(hint)?;
    let mut graph =
        json::read_from(BufReader::with_capacity(1 << 20, file)).map_err(|error| failed(error.to_string()))?;
    if !export.conditions.is_empty() {
        graph = filter::apply(&graph, &export.conditions).map_err(|error| Error::Usage(error.to_string()))?;
    }
    let documents = export.from.join("documents.jsonl");
    let places = places(&documents);
    let texts = |id: &str| text(&documents, *places.get(id)?);
    let output = Output::open(&export.to)?;
    let input = Input { options: &export.options, base: &export.base, ..Input::new(&graph, &texts) };
    let folder = output.unfinished().to_path_buf();
    let names = write(&export.formats, &input, &folder, &export.to)?;
    output.publish(&names)?;
    Ok(names)
}

/// Writes formats into a folder and [`IMPORT`] beside them; `shown` is how errors call the folder. The names of the files.
pub(super) fn write(
    formats: &[&'static dyn Exporter],
    input: &Input<'_>,
    folder: &Path,
    shown: &Path,
) -> Result<Vec<String>, Error> {
    let mut sink = FolderSink::new(folder);
    for format in formats {
        let known = sink.names().len();
        format.export(input, &mut sink).map_err(|error| {
            let name = sink.names().get(known..).and_then(<[String]>::last).map_or("", String::as_str);
            Error::output("write", &shown.join(name))(error)
        })?;
    }
    let mut names = sink.names().to_vec();
    if !formats.is_empty() {
        let known = fs::read_to_string(shown.join(IMPORT)).unwrap_or_default();
        let import = import(formats, &known);
        let path = folder.join(IMPORT);
        let written = File::create(&path).and_then(|mut file| file.write_all(import.as_bytes()));
        written.map_err(Error::output("write", &shown.join(IMPORT)))?;
        names.push(IMPORT.to_owned());
    }
    Ok(names)
}

/// How to read files of `formats`, and those that [`IMPORT`] told of before (`known`), which lie in the same folder.
fn import(formats: &[&'static dyn Exporter], known: &str) -> String {
    let mut out = String::from("# How to read these files\n");
    for format in export::ALL {
        let heading = format.import().lines().next().unwrap_or_default();
        let written = formats.iter().any(|other| other.name() == format.name());
        if written || known.lines().any(|line| line == heading) {
            out.push('\n');
            out.push_str(format.import());
        }
    }
    out
}

#[derive(Deserialize)]
struct Line {
    id: String,
}

#[derive(Deserialize)]
struct Text {
    text: String,
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

/// The text of the document whose line begins at `at`.
fn text(path: &Path, at: u64) -> Option<String> {
    let mut file = BufReader::new(File::open(path).ok()?);
    file.seek(SeekFrom::Start(at)).ok()?;
    let mut line = Vec::new();
    file.read_until(b'\n', &mut line).ok()?;
    serde_json::from_slice::<Text>(&line).ok().map(|line| line.text)
}
