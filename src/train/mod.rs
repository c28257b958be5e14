//! How the weights under `schema/lang` are made: `newsloom-train`.
//!
//! ```text
//! newsloom-train --data DIR --out schema/lang/en/model
//! ```
//!
//! reads every `DIR/ud/*-train.conllu` in the order of their names, and for names
//! the corpora of `DIR/ner` listed in [`name::CORPORA`], and writes one file per stage. The same data gives the same bytes on any machine:
//! weights are whole numbers, sentences are mixed by a fixed generator, and one
//! thread does the work (minutes for some 300,000 words). `--only tags,parse` trains
//! some stages and leaves the files of the others.
//!
//! For other data in English, put it in `DIR/ud`. For another language, give
//! its treebanks and its folder; stages are independent of the language, word
//! lists lie in `schema/lang/<code>`.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use sha2::Digest as _;
use sha2::Sha256;
use thiserror::Error;

use crate::annotate::Annotated;
use crate::annotate::conllu;
use crate::annotate::conllu::ConlluError;

pub mod lemma;
pub mod moves;
pub mod name;
pub mod parse;
pub mod sentence;
pub mod tag;

/// Trains the weights of a language from treebanks.
#[derive(Debug, Parser)]
#[command(name = "newsloom-train", version)]
struct Arguments {
    /// Folder with `ud/*-train.conllu` and, for names, `ner/*.iob2`.
    #[arg(long)]
    data: PathBuf,
    /// Folder for the weights.
    #[arg(long)]
    out: PathBuf,
    /// Stages to train, parted by commas: sentences, tags, lemmas, parse, names. All when not given.
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
}

/// Why training did not come to its end.
#[derive(Debug, Error)]
pub enum TrainError {
    /// A file cannot be read or written.
    #[error("cannot use {path}: {source}")]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A treebank is not CoNLL-U.
    #[error("{path}: {source}")]
    Treebank {
        /// Which.
        path: PathBuf,
        /// Where and why.
        source: ConlluError,
    },
    /// No treebank lies in the folder.
    #[error("no file {path}/*-train.conllu: give the folder that holds `ud` with --data")]
    NoTreebank {
        /// The folder looked in.
        path: PathBuf,
    },
}

fn file_error(path: &Path) -> impl FnOnce(io::Error) -> TrainError {
    let path = path.to_owned();
    move |source| TrainError::File { path, source }
}

/// The treebanks `folder/*-train.conllu`, sorted by name.
///
/// # Errors
///
/// [`TrainError`] names the file or folder.
pub fn treebanks(folder: &Path) -> Result<Vec<Annotated>, TrainError> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(file_error(folder))? {
        let path = entry.map_err(file_error(folder))?.path();
        if path.file_name().is_some_and(|name| name.to_string_lossy().ends_with("-train.conllu")) {
            paths.push(path);
        }
    }
    paths.sort();
    if paths.is_empty() {
        return Err(TrainError::NoTreebank { path: folder.to_owned() });
    }
    let read = |path: &PathBuf| {
        let text = fs::read_to_string(path).map_err(file_error(path))?;
        conllu::read(&text).map_err(|source| TrainError::Treebank { path: path.clone(), source })
    };
    paths.iter().map(read).collect()
}

/// Numbers that look random, the same in every run (xorshift64*, Vigna 2016,
/// <https://doi.org/10.1145/2845077>).
#[derive(Debug, Clone)]
pub struct Mixer(u64);

impl Mixer {
    /// Starts a row of numbers; each seed gives another.
    pub const fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(2).wrapping_add(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// The next number, below `limit` (0 when `limit` is 0).
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let number = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 32;
        ((number * limit as u64) >> 32) as usize
    }

    /// Mixes a list.
    pub fn mix<T>(&mut self, list: &mut [T]) {
        for last in (1..list.len()).rev() {
            list.swap(last, self.below(last + 1));
        }
    }
}

/// The files of a model: name, stage, what it is trained on.
const FILES: &[(&str, &str, &str)] = &[
    ("sentences.bin", "sentences", "ud"),
    ("tags.txt", "tags", "ud"),
    ("tags-seen.txt", "tags", "ud"),
    ("tags-known.txt", "tags", "ud"),
    ("tags.bin", "tags", "ud"),
    ("lemmas.txt", "lemmas", "ud"),
    ("moves-1.bin", "trees", "ud"),
    ("moves-2.bin", "trees", "ud"),
    ("hints.bin", "trees", "ud"),
    ("relations.bin", "trees", "ud"),
    ("names.bin", "names", "ner"),
];

/// The table of contents of a model: each file that is there, its size and
/// SHA-256, and what it was trained on (a folder of the data, told apart in `ATTRIBUTION.md`).
fn contents(folder: &Path) -> Result<String, TrainError> {
    let mut out = String::from("# Written by newsloom-train. Sources and their licences: ATTRIBUTION.md\n");
    for (name, stage, data) in FILES {
        let path = folder.join(name);
        if !path.is_file() {
            continue;
        }
        let bytes = fs::read(&path).map_err(file_error(&path))?;
        let digest = Sha256::digest(&bytes).iter().fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        });
        let _ = write!(
            out,
            "\n[[file]]\nname = \"{name}\"\nstage = \"{stage}\"\nbytes = {}\ntrained_on = \"{data}\"\n\
             licence = \"CC-BY-SA-4.0\"\nsha256 = \"{digest}\"\n",
            bytes.len()
        );
    }
    Ok(out)
}

fn run(arguments: &Arguments) -> Result<(), TrainError> {
    let wanted = |stage: &str| arguments.only.is_empty() || arguments.only.iter().any(|name| name == stage);
    let treebanks = treebanks(&arguments.data.join("ud"))?;
    fs::create_dir_all(&arguments.out).map_err(file_error(&arguments.out))?;
    let write = |name: &str, bytes: &[u8]| {
        let path = arguments.out.join(name);
        eprintln!("{name}: {} bytes", bytes.len());
        fs::write(&path, bytes).map_err(file_error(&path))
    };
    if wanted("sentences") {
        write("sentences.bin", &sentence::train(&treebanks))?;
    }
    if wanted("lemmas") {
        write("lemmas.txt", lemma::train(&treebanks).as_bytes())?;
    }
    if wanted("tags") {
        let model = tag::train(&treebanks);
        write("tags.txt", model.labels.as_bytes())?;
        write("tags-seen.txt", model.lexicon.as_bytes())?;
        write("tags-known.txt", model.known.as_bytes())?;
        write("tags.bin", &model.weights.to_bytes())?;
    }
    if !wanted("parse") && !wanted("names") {
        return Ok(());
    }
    let mut treebanks = treebanks;
    tag::retag(&mut treebanks);
    if wanted("names") {
        let read = |path: PathBuf| fs::read_to_string(&path).map_err(file_error(&path));
        let entities = read(arguments.data.join("ud/gum-train.conllu"))?;
        let corpora = name::CORPORA
            .iter()
            .map(|file| read(arguments.data.join("ner").join(file)))
            .collect::<Result<Vec<String>, TrainError>>()?;
        write("names.bin", &name::make(&entities, &corpora, &treebanks).to_bytes())?;
    }
    if wanted("parse") {
        let model = parse::train(&treebanks);
        let moves = model.moves.to_bytes();
        let (first, second) = moves.split_at(moves.len() / 2);
        write("moves-1.bin", first)?;
        write("moves-2.bin", second)?;
        write("hints.bin", &model.hints.to_bytes())?;
        write("relations.bin", &model.relations.to_bytes())?;
    }
    write("model.toml", contents(&arguments.out)?.as_bytes())
}

/// Parses the arguments, trains, and returns the exit code.
pub fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
