//! Why an input gave no article, and what was changed in one that did.

use std::io;

/// Why an input gave no article.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Problem {
    /// Nothing is there.
    #[error("no such file or folder; check the path")]
    Missing,
    /// It could not be opened, listed or read.
    #[error("cannot be read: {0}")]
    Unreadable(#[from] io::Error),
    /// A pipe, a device, a socket.
    #[error("is not a regular file; give `-` to read JSON lines from standard input")]
    NotAFile,
    /// A symbolic link inside a folder.
    #[error("is a symbolic link; name it on the command line to read it")]
    Link,
    /// Neither plain text nor JSON lines, by its name.
    #[error("has an ending that is none of .txt, .md, .jsonl")]
    Ending,
    /// Bytes that make no characters.
    #[error("is no text: too many bytes are no characters in UTF-8")]
    Undecodable,
    /// Nothing but white space.
    #[error("holds no text")]
    Empty,
    /// More bytes than one article may have.
    #[error("has more than {limit} bytes; raise --max-doc-bytes to read it")]
    Bytes {
        /// The limit.
        limit: usize,
    },
    /// More characters than one article may have.
    #[error("has more than {limit} characters; raise --max-text-chars to read it")]
    Characters {
        /// The limit.
        limit: usize,
    },
    /// More bytes than one JSON line may have.
    #[error("the line has more than {limit} bytes and was passed over; raise --max-line-bytes to read it")]
    LongLine {
        /// The limit.
        limit: usize,
    },
    /// A line that is no JSON object.
    #[error("the line is no JSON object: {0}")]
    Json(serde_json::Error),
    /// A key with a value of the wrong type.
    #[error("`{key}` is {found}; it must be {wanted}")]
    Field {
        /// The key.
        key: &'static str,
        /// The type of its value.
        found: &'static str,
        /// What it must be.
        wanted: &'static str,
    },
    /// A JSON line without a text.
    #[error("the line has no `text`")]
    NoText,
}

impl Problem {
    /// A stable name for `report.jsonl`.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Unreadable(_) => "unreadable",
            Self::NotAFile => "not_a_file",
            Self::Link => "link",
            Self::Ending => "ending",
            Self::Undecodable => "undecodable",
            Self::Empty => "empty",
            Self::Bytes { .. } => "too_many_bytes",
            Self::Characters { .. } => "too_many_characters",
            Self::LongLine { .. } => "line_too_long",
            Self::Json(_) => "bad_json",
            Self::Field { .. } => "bad_field",
            Self::NoText => "no_text",
        }
    }

    /// Whether it is no fault: other files of a folder, links in it.
    pub const fn is_harmless(&self) -> bool {
        matches!(self, Self::Link | Self::Ending)
    }
}

/// An input that gave no article.
#[derive(Debug)]
pub struct Refusal {
    /// File name or address, with the number of the line: `news.jsonl:17`.
    pub source: String,
    /// The number of the line, from 1.
    pub line: Option<usize>,
    /// Where the line begins, in bytes.
    pub offset: Option<u64>,
    /// Whether it counts as passed over, not as failed.
    pub skipped: bool,
    /// Why.
    pub problem: Problem,
}

/// Something in an article was changed or is doubtful.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Warning {
    /// A stable name for `report.jsonl`.
    pub code: &'static str,
    /// How often, if it can be counted.
    pub count: Option<usize>,
    /// What it is about.
    pub detail: Option<String>,
}

impl Warning {
    /// Characters or bytes that were changed.
    pub const fn counted(code: &'static str, count: usize) -> Self {
        Self { code, count: Some(count), detail: None }
    }

    /// A doubt with its reason.
    pub const fn about(code: &'static str, detail: String) -> Self {
        Self { code, count: None, detail: Some(detail) }
    }
}
