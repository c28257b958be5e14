//! What stops a run. A bad article does not: it becomes an entry of `report.jsonl`.

use std::io;
use std::path::Path;
use std::path::PathBuf;

use crate::export::verify::VerifyError;
use crate::graph::knowledge::KnowledgeError;

/// Anything that stops a run.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Options that cannot be meant.
    #[error("{0}")]
    Usage(String),
    /// Another run writes to the same folder.
    #[error("{} is in use by another run; wait for it or choose another folder with --out", folder.display())]
    InUse {
        /// The folder.
        folder: PathBuf,
    },
    /// A result could not be written.
    #[error("cannot {doing} {}: {source}; nothing was published", path.display())]
    Output {
        /// What was being done: "write", "create".
        doing: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// Why it failed.
        source: io::Error,
    },
    /// The one article that was asked for gave nothing.
    #[error("{name}: {problem}")]
    Input {
        /// The file.
        name: String,
        /// Why.
        problem: String,
    },
    /// Standard output could not be written.
    #[error("cannot write to standard output: {0}")]
    Stdout(io::Error),
    /// Results do not agree with themselves.
    #[error("{0}")]
    Verify(#[from] VerifyError),
    /// A file of knowledge is none.
    #[error("{0}; nothing was written")]
    Knowledge(#[from] KnowledgeError),
    /// A line of a review is no decision.
    #[error("{}, line {line}: {message}; nothing was written", path.display())]
    Review {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong with it.
        message: String,
    },
    /// The threads could not be started.
    #[error("cannot start {jobs} threads: {source}; try fewer with --jobs")]
    Threads {
        /// How many.
        jobs: usize,
        /// Why it failed.
        source: rayon::ThreadPoolBuildError,
    },
}

impl Error {
    /// Says what was being done to which path, for `map_err`.
    pub(crate) fn output(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_path_buf();
        move |source| Self::Output { doing, path, source }
    }

    /// The exit code: 1 input, 2 usage or folder in use, 3 output. Standard output that nobody reads any more is 0.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Stdout(error) if error.kind() == io::ErrorKind::BrokenPipe => 0,
            Self::Input { .. } | Self::Verify(_) => 1,
            Self::Usage(_) | Self::InUse { .. } | Self::Knowledge(_) | Self::Review { .. } | Self::Threads { .. } => 2,
            Self::Output { .. } | Self::Stdout(_) => 3,
        }
    }
}
