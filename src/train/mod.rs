//! How the weights under `schema/lang` are made: `newsloom-train`.
//!
//! ```text
//! newsloom-train --data DIR --out schema/lang/en/model
//! ```
//!
//! reads every `DIR/ud/*-train.conllu` in the order of their names, `DIR/vectors/glove.txt` and corpora of names in
//! `DIR/ner`, and writes one file or more per stage. The same data gives the same bytes on any machine: sums are made in a
//! fixed order, sentences are mixed by a fixed generator, and one thread does the work (some 20 minutes for some
//! 300,000 words). `--only sentences,lemmas` trains some stages and leaves the files of the others.
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
use crate::annotate::name::Clusters;
use crate::annotate::name::cluster::ClusterError;
use crate::annotate::name::cluster::to_bytes;
use crate::annotate::net::file::vectors_to_bytes;
use crate::lang::en;

pub mod lemma;
pub mod name;
pub mod net;
pub mod sentence;

/// Trains the weights of a language from treebanks.
#[derive(Debug, Parser)]
#[command(name = "newsloom-train", version)]
struct Arguments {
    /// Folder with `ud/*-train.conllu`, `vectors/glove.txt` and `ner`.
    #[arg(long)]
    data: PathBuf,
    /// Folder for the weights.
    #[arg(long)]
    out: PathBuf,
    /// Stages to train, parted by commas: sentences, lemmas, trees, fast, names. All when not given. Names are learned with the
    /// trees that are part of this program, so build it again before.
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
    /// Passes over the data for the trees.
    #[arg(long)]
    epochs: Option<usize>,
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
    /// The program has other vectors than words for them.
    #[error(transparent)]
    Clusters(#[from] ClusterError),
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
    ("lemmas.txt", "lemmas", "ud"),
    ("tags.txt", "trees", "ud"),
    ("words.txt", "trees", "ud"),
    ("frequent.txt", "trees", "ud"),
    ("net.bin", "trees", "ud"),
    ("net-fast.bin", "fast", "ud"),
    ("vectors.txt", "trees", "vectors"),
    ("vectors.bin", "trees", "vectors"),
    ("clusters.bin", "names", "vectors"),
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
        let mut digest = String::new();
        for byte in Sha256::digest(&bytes) {
            let _ = write!(digest, "{byte:02x}");
        }
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
    if wanted("trees") || wanted("fast") {
        let path = arguments.data.join("vectors").join("glove.txt");
        let (list, vectors) = net::vectors::read(&path).map_err(file_error(&path))?;
        write("vectors.txt", list.as_bytes())?;
        write("vectors.bin", &vectors_to_bytes(&vectors))?;
        for (stage, file, plan) in [("trees", "net.bin", net::FULL), ("fast", "net-fast.bin", net::FAST)] {
            let plan = net::Plan { epochs: arguments.epochs.unwrap_or(plan.epochs), ..plan };
            if wanted(stage)
                && let Some(model) = net::train(&treebanks, &list, &vectors, plan)
            {
                write("tags.txt", model.labels.as_bytes())?;
                write("words.txt", model.words.as_bytes())?;
                write("frequent.txt", model.frequent.as_bytes())?;
                write(file, &model.tensors.to_bytes())?;
            }
        }
    }
    if wanted("names") {
        let read = |path: PathBuf| fs::read_to_string(&path).map_err(file_error(&path));
        let entities = read(arguments.data.join("ud").join("gum-train.conllu"))?;
        let corpora = name::CORPORA.iter().map(|corpus| read(arguments.data.join("ner").join(corpus)));
        let corpora: Vec<String> = corpora.collect::<Result<_, _>>()?;
        let groups = to_bytes(&name::cluster::make(&en::vectors()));
        write("clusters.bin", &groups)?;
        let clusters = Clusters::read(en::VECTOR_WORDS, &groups)?;
        write("names.bin", &name::make(&entities, &corpora, &treebanks, &clusters).to_bytes())?;
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
