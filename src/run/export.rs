//! From a finished graph to files of any format.

use std::fs;
use std::fs::File;
use std::io::Write as _;
use std::path::Path;
use std::path::PathBuf;

use crate::error::Error;
use crate::export;
use crate::export::Exporter;
use crate::export::FolderSink;
use crate::export::Input;
use crate::export::Options;
use crate::graph::filter;
use crate::graph::filter::Condition;
use crate::run::finished::Finished;
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
    let mut finished = Finished::open(&export.from)?;
    if !export.conditions.is_empty() {
        finished.graph =
            filter::apply(&finished.graph, &export.conditions).map_err(|error| Error::Usage(error.to_string()))?;
    }
    let texts = |id: &str| finished.text(id);
    let output = Output::open(&export.to)?;
    let input = Input { options: &export.options, base: &export.base, ..Input::new(&finished.graph, &texts) };
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
