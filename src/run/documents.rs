//! `documents.jsonl`: the articles with their texts, sorted, without holding them in memory.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs::File;
use std::io;
use std::io::BufReader;
use std::io::BufWriter;
use std::io::Read as _;
use std::io::Seek as _;
use std::io::SeekFrom;
use std::io::Write as _;
use std::path::Path;
use std::path::PathBuf;

use serde::Deserialize;
use serde::Serialize;

use crate::document::Document;
use crate::graph::DocumentRecord;
use crate::text::CodePoints;

/// One line of `documents.jsonl`.
#[derive(Serialize)]
struct Line<'d> {
    #[serde(flatten)]
    record: &'d DocumentRecord,
    text: &'d str,
    blocks: Vec<BlockLine>,
    #[serde(flatten)]
    extra: &'d BTreeMap<String, serde_json::Value>,
}

#[derive(Serialize)]
struct BlockLine {
    start: usize,
    end: usize,
    kind: &'static str,
}

/// The line of an article, without its LF.
pub(super) fn line(document: &Document, record: &DocumentRecord) -> io::Result<Vec<u8>> {
    let points = CodePoints::new(&document.text);
    let blocks = document.blocks.iter().map(|block| BlockLine {
        start: points.at(block.span.start),
        end: points.at(block.span.end),
        kind: block.kind.as_str(),
    });
    let line = Line { record, text: &document.text, blocks: blocks.collect(), extra: &document.extra };
    Ok(serde_json::to_vec(&line)?)
}

/// Where a line stands in the spool.
#[derive(Debug, Clone, Copy)]
pub(super) struct At {
    offset: u64,
    bytes: usize,
}

/// Lines in the order of arrival, on the disk.
pub(super) struct Spool {
    path: PathBuf,
    file: BufWriter<File>,
    offset: u64,
}

impl Spool {
    pub(super) fn new(path: PathBuf) -> io::Result<Self> {
        Ok(Self { file: BufWriter::new(File::create_new(&path)?), path, offset: 0 })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn push(&mut self, line: &[u8]) -> io::Result<At> {
        self.file.write_all(line)?;
        let at = At { offset: self.offset, bytes: line.len() };
        self.offset += line.len() as u64;
        Ok(at)
    }

    /// Ends writing.
    pub(super) fn finish(mut self) -> io::Result<Lines> {
        self.file.flush()?;
        Ok(Lines { file: RefCell::new(File::open(&self.path)?) })
    }
}

/// The finished spool.
pub(super) struct Lines {
    file: RefCell<File>,
}

impl Lines {
    fn read(&self, at: At) -> io::Result<Vec<u8>> {
        let mut file = self.file.borrow_mut();
        file.seek(SeekFrom::Start(at.offset))?;
        let mut line = vec![0; at.bytes];
        file.read_exact(&mut line)?;
        Ok(line)
    }

    /// The text of an article.
    pub(super) fn text(&self, at: At) -> Option<String> {
        #[derive(Deserialize)]
        struct Text {
            text: String,
        }
        let line = self.read(at).ok()?;
        serde_json::from_slice::<Text>(&line).ok().map(|line| line.text)
    }

    /// Writes these lines in this order to a new file.
    pub(super) fn copy(&self, order: impl IntoIterator<Item = At>, path: &Path) -> io::Result<()> {
        let mut out = BufWriter::new(File::create(path)?);
        let file = self.file.borrow();
        let mut input = BufReader::new(&*file);
        for at in order {
            input.seek(SeekFrom::Start(at.offset))?;
            let copied = io::copy(&mut input.by_ref().take(at.bytes as u64), &mut out)?;
            if copied < at.bytes as u64 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            out.write_all(b"\n")?;
        }
        out.flush()
    }
}
