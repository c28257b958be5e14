//! From a dump of Wikidata to a file that `build --knowledge` reads.

use std::fs::File;
use std::io;
use std::io::BufRead;
use std::io::BufReader;
use std::io::Read;
use std::io::Write as _;
use std::path::Path;

use flate2::read::MultiGzDecoder;
use rayon::iter::IntoParallelRefIterator as _;
use rayon::iter::ParallelIterator as _;

use crate::error::Error;
use crate::graph::knowledge::wikidata;
use crate::graph::knowledge::wikidata::Countries;
use crate::graph::knowledge::wikidata::Found;
use crate::run::output::whole_file;

/// Lines that are parsed at one time; a line is some kilobytes, few are megabytes.
const BATCH: usize = 4096;

/// What [`knowledge()`] read and wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Converted {
    /// Entries written.
    pub written: usize,
    /// Items that are no person, organization or place, or have no name in the languages wanted.
    pub passed: usize,
    /// Lines that are no item.
    pub bad: usize,
}

/// Reads a dump, `.json` or `.json.gz`, and writes one entry a line to `out`, which appears when all is done.
///
/// `watch` is told how many items are done.
///
/// # Errors
///
/// [`Error`] when the dump cannot be read or the entries cannot be written. A line that is no item is counted.
///
/// # Source
///
/// <https://doc.wikimedia.org/Wikibase/master/php/docs_topics_json.html>
///
/// # Cost
///
/// Linear in the dump; a few thousand lines are in memory at one time.
pub fn knowledge(
    dump: &Path,
    out: &Path,
    languages: &[String],
    watch: &mut dyn FnMut(usize),
) -> Result<Converted, Error> {
    let unread = |source: io::Error| Error::Input { name: dump.display().to_string(), problem: source.to_string() };
    let mut file = BufReader::with_capacity(1 << 20, File::open(dump).map_err(unread)?);
    let zipped = file.fill_buf().map_err(unread)?.starts_with(&[0x1f, 0x8b]);
    let inside: Box<dyn Read> = if zipped { Box::new(MultiGzDecoder::new(file)) } else { Box::new(file) };
    let mut lines = BufReader::with_capacity(1 << 20, inside);
    whole_file(out, |to| {
        let mut done = Converted::default();
        let mut countries = Countries::default();
        loop {
            let mut batch: Vec<Vec<u8>> = Vec::new();
            while batch.len() < BATCH {
                let mut line = Vec::new();
                if lines.read_until(b'\n', &mut line).map_err(unread)? == 0 {
                    break;
                }
                batch.push(line);
            }
            if batch.is_empty() {
                break;
            }
            let found: Vec<Found> = batch.par_iter().map(|line| wikidata::item(line, languages)).collect();
            for one in &found {
                if let Found::Entry(item) = one {
                    countries.learn(item);
                }
            }
            for one in found {
                match one {
                    Found::Entry(item) => {
                        let entry = countries.entry(item);
                        serde_json::to_writer(&mut *to, &entry)
                            .map_err(|error| Error::output("write", out)(error.into()))?;
                        to.write_all(b"\n").map_err(Error::output("write", out))?;
                        done.written += 1;
                    }
                    Found::Other => done.passed += 1,
                    Found::Bad => done.bad += 1,
                    Found::Nothing => {}
                }
            }
            watch(done.written + done.passed + done.bad);
        }
        if done.written == 0 && done.bad > 0 {
            let problem = "no line of it is an item of Wikidata; give a dump such as latest-all.json.gz".to_owned();
            return Err(Error::Input { name: dump.display().to_string(), problem });
        }
        Ok(done)
    })
}
