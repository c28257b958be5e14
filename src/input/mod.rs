//! Files and streams to documents.
//!
//! [`Articles`] walks files and folders and reads one article after the other, so that no more than one is in memory.
//! What cannot be read becomes a [`Refusal`]; nothing stops the rest.

use std::collections::VecDeque;
use std::fs;
use std::fs::File;
use std::io;
use std::io::BufRead;
use std::io::BufReader;
use std::io::Read as _;
use std::path::Path;
use std::path::PathBuf;

use crate::document::Document;

pub mod article;
pub mod clean;
pub mod decode;
pub mod jsonl;
pub mod lines;
mod problem;

pub use problem::{Problem, Refusal, Warning};

/// How much is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one article.
    pub document_bytes: usize,
    /// Characters of one article.
    pub text_chars: usize,
    /// Bytes of one JSON line.
    pub line_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { document_bytes: 20_000_000, text_chars: 2_000_000, line_bytes: 32_000_000 }
    }
}

/// Where articles are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A file or a folder.
    Path(PathBuf),
    /// JSON lines on standard input.
    Stdin,
}

/// How to read.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Publication date of plain files, ISO 8601.
    pub published: Option<String>,
    /// A folder that is not looked into: the results.
    pub without: Option<PathBuf>,
    /// How much is read.
    pub limits: Limits,
}

/// One article or the reason why there is none.
#[derive(Debug)]
pub enum Item {
    /// An article.
    Article {
        /// The article.
        document: Box<Document>,
        /// What was changed in it.
        warnings: Vec<Warning>,
        /// Whether its source names it alone; a file of JSON lines does not name its lines.
        named: bool,
    },
    /// No article.
    Refused(Refusal),
}

/// A format of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Plain,
    JsonLines,
}

impl Format {
    fn of(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        match ending.as_str() {
            "txt" | "md" => Some(Self::Plain),
            "jsonl" => Some(Self::JsonLines),
            _ => None,
        }
    }
}

/// What is still to be read.
enum Pending {
    File { path: PathBuf, source: String, format: Format },
    Stdin,
    Refused(Refusal),
}

/// Lines that are being read.
struct Open {
    input: Box<dyn BufRead>,
    source: String,
    line: usize,
    offset: u64,
}

/// Reads articles one after the other. Folders are walked in the order of their names.
///
/// ```no_run
/// use newsloom::input::{Articles, Item, Options, Place};
///
/// for item in Articles::new(&[Place::Path("articles".into())], Options::default()) {
///     match item {
///         Item::Article { document, .. } => eprintln!("{}: {:?}", document.source, document.title),
///         Item::Refused(refusal) => eprintln!("{}: {}", refusal.source, refusal.problem),
///     }
/// }
/// ```
pub struct Articles {
    options: Options,
    pending: VecDeque<Pending>,
    open: Option<Open>,
}

impl Articles {
    /// Finds the files of `places`; reads none of them yet.
    ///
    /// A file is named by its file name, a file in a folder by its path from there on.
    pub fn new(places: &[Place], options: Options) -> Self {
        let mut articles = Self { options, pending: VecDeque::new(), open: None };
        for place in places {
            match place {
                Place::Stdin => articles.pending.push_back(Pending::Stdin),
                Place::Path(path) => articles.find(path),
            }
        }
        articles
    }

    /// How many files are still to be opened.
    pub fn files_left(&self) -> usize {
        self.pending.len()
    }

    fn find(&mut self, path: &Path) {
        let name = path.file_name().map_or_else(|| path.to_string_lossy(), |name| name.to_string_lossy()).into_owned();
        // A link that is named on the command line is followed.
        match fs::metadata(path) {
            Ok(found) if found.is_dir() => self.find_in(path, ""),
            Ok(found) if found.is_file() => match Format::of(path) {
                Some(format) => self.pending.push_back(Pending::File { path: path.into(), source: name, format }),
                None => self.refuse(&name, false, Problem::Ending),
            },
            Ok(_) => self.refuse(&name, false, Problem::NotAFile),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                self.refuse(&path.to_string_lossy(), false, Problem::Missing);
            }
            Err(error) => self.refuse(&name, false, Problem::Unreadable(error)),
        }
    }

    /// Finds the files under `folder`, whose path from the given folder on is `prefix`. Hidden ones stay hidden.
    fn find_in(&mut self, folder: &Path, prefix: &str) {
        if let Some(without) = &self.options.without
            && let (Ok(without), Ok(folder)) = (without.canonicalize(), folder.canonicalize())
            && without == folder
        {
            return;
        }
        let named = |name: &str| if prefix.is_empty() { name.to_owned() } else { format!("{prefix}/{name}") };
        let shown = || if prefix.is_empty() { folder.to_string_lossy().into_owned() } else { prefix.to_owned() };
        let entries = fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>);
        let mut entries = match entries {
            Ok(entries) => entries,
            Err(error) => return self.refuse(&shown(), false, Problem::Unreadable(error)),
        };
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.starts_with('.') {
                continue;
            }
            let path = entry.path();
            let source = named(&name);
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => self.find_in(&path, &source),
                Ok(kind) if kind.is_symlink() => self.refuse(&source, true, Problem::Link),
                Ok(kind) if kind.is_file() => match Format::of(&path) {
                    Some(format) => self.pending.push_back(Pending::File { path, source, format }),
                    None => self.refuse(&source, true, Problem::Ending),
                },
                Ok(_) => self.refuse(&source, true, Problem::NotAFile),
                Err(error) => self.refuse(&source, false, Problem::Unreadable(error)),
            }
        }
    }

    fn refuse(&mut self, source: &str, skipped: bool, problem: Problem) {
        self.pending.push_back(Pending::Refused(refusal(source, skipped, problem)));
    }

    /// The next line that is not blank of the lines that are open.
    fn next_line(&mut self) -> Option<Item> {
        let open = self.open.as_mut()?;
        let limits = &self.options.limits;
        loop {
            let offset = open.offset;
            let mut counted = Counted { input: open.input.as_mut(), bytes: 0 };
            let line = lines::next(&mut counted, limits.line_bytes);
            open.offset += counted.bytes;
            let here = |source: &str, line: usize, problem| {
                let source = clean::line(&format!("{source}:{line}"));
                Item::Refused(Refusal { source, line: Some(line), offset: Some(offset), skipped: false, problem })
            };
            open.line += 1;
            match line {
                Ok(None) => {
                    self.open = None;
                    return None;
                }
                Ok(Some(lines::Line::TooLong)) => {
                    return Some(here(&open.source, open.line, Problem::LongLine { limit: limits.line_bytes }));
                }
                Ok(Some(lines::Line::Bytes(bytes))) => {
                    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").filter(|_| offset == 0).unwrap_or(&bytes);
                    if bytes.trim_ascii().is_empty() {
                        continue;
                    }
                    let mut warnings = Vec::new();
                    return Some(match jsonl::article(bytes, &open.source, limits, &mut warnings) {
                        Ok((document, named)) => Item::Article { document: Box::new(document), warnings, named },
                        Err(problem) => here(&open.source, open.line, problem),
                    });
                }
                Err(error) => {
                    let item = here(&open.source, open.line, Problem::Unreadable(error));
                    self.open = None;
                    return Some(item);
                }
            }
        }
    }
}

impl Iterator for Articles {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        loop {
            if self.open.is_some() {
                match self.next_line() {
                    Some(item) => return Some(item),
                    None => continue,
                }
            }
            match self.pending.pop_front()? {
                Pending::Refused(refusal) => return Some(Item::Refused(refusal)),
                Pending::Stdin => {
                    let input = Box::new(BufReader::new(io::stdin()));
                    self.open = Some(Open { input, source: "-".to_owned(), line: 0, offset: 0 });
                }
                Pending::File { path, source, format: Format::JsonLines } => match File::open(&path) {
                    Ok(file) => {
                        let input = Box::new(BufReader::with_capacity(1 << 16, file));
                        self.open = Some(Open { input, source, line: 0, offset: 0 });
                    }
                    Err(error) => return Some(Item::Refused(refusal(&source, false, error.into()))),
                },
                Pending::File { path, source, format: Format::Plain } => {
                    let mut warnings = Vec::new();
                    return Some(match plain(&path, &source, &self.options, &mut warnings) {
                        Ok(document) => Item::Article { document: Box::new(document), warnings, named: true },
                        Err(problem) => Item::Refused(refusal(&source, false, problem)),
                    });
                }
            }
        }
    }
}

fn refusal(source: &str, skipped: bool, problem: Problem) -> Refusal {
    Refusal { source: clean::line(source), line: None, offset: None, skipped, problem }
}

/// The article of a plain file.
///
/// # Errors
///
/// [`Problem`] when it cannot be read, is no text, or is too large.
pub fn plain(path: &Path, source: &str, options: &Options, warnings: &mut Vec<Warning>) -> Result<Document, Problem> {
    let limit = options.limits.document_bytes;
    let mut bytes = Vec::new();
    // The file may grow while it is read, so its size is not asked for.
    File::open(path)?.take(limit as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > limit {
        return Err(Problem::Bytes { limit });
    }
    let decoded = decode::text(&bytes).ok_or(Problem::Undecodable)?;
    if let Some(encoding) = decoded.encoding {
        warnings.push(Warning::about("encoding", encoding.to_owned()));
    }
    if decoded.replaced > 0 {
        warnings.push(Warning::counted("had_errors", decoded.replaced));
    }
    let known =
        article::Known { source: source.to_owned(), published: options.published.clone(), ..article::Known::default() };
    article::document(&decoded.text, known, &options.limits, warnings)
}

/// Counts the bytes that are read.
struct Counted<'i> {
    input: &'i mut dyn BufRead,
    bytes: u64,
}

impl io::Read for Counted<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        self.bytes += read as u64;
        Ok(read)
    }
}

impl BufRead for Counted<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.input.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.bytes += amount as u64;
        self.input.consume(amount);
    }
}
