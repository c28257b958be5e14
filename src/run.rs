//! The whole way, articles to files: the only place that knows every folder.

mod disputes;
mod documents;
mod explain;
mod export;
mod finished;
mod knowledge;
mod layers;
mod output;
mod report;
mod review;

use std::any::Any;
use std::collections::BTreeMap;
use std::fs::File;
use std::io;
use std::io::BufWriter;
use std::io::Read as _;
use std::io::Write as _;
use std::panic;
use std::panic::AssertUnwindSafe;
use std::path::Path;
use std::path::PathBuf;

use rayon::iter::IntoParallelIterator as _;
use rayon::iter::ParallelIterator as _;
use sha2::Digest as _;
use sha2::Sha256;

pub use disputes::{Dispute, Side, disputes};
pub use explain::{Answer, Called, Link, Named, explain};
pub use export::{Export, export};
pub use finished::Sentence;
pub use knowledge::{Converted, knowledge};
pub use report::{Counts, Entry, LeftOut, Note, Status};
pub use review::{Reviewed, review};

use crate::annotate::conllu;
use crate::document::Document;
use crate::error::Error;
use crate::export::Exporter;
use crate::export::Input;
use crate::export::Options as FormatOptions;
use crate::graph;
use crate::graph::Contribution;
use crate::graph::DocumentRecord;
use crate::graph::knowledge::Knowledge;
use crate::input::Articles;
use crate::input::Item;
use crate::input::Limits;
use crate::input::Options;
use crate::input::Place;
use crate::input::Problem;
use crate::input::Warning;
use crate::input::article;
use crate::input::clean;
use crate::input::decode;
use crate::lang;
use crate::lang::Language;
use crate::lang::Speed;
use crate::ontology::NodeType;

/// Bytes of text that are in work at one time, for each thread.
const BATCH_BYTES: usize = 4_000_000;

/// Articles that are in work at one time, for each thread.
const BATCH_ARTICLES: usize = 32;

/// What [`build`] is to do.
pub struct Build {
    /// Where the articles are.
    pub inputs: Vec<Place>,
    /// The folder of results.
    pub out: PathBuf,
    /// The formats to write beside `documents.jsonl` and `report.jsonl`.
    pub formats: Vec<&'static dyn Exporter>,
    /// How many threads work. The results do not depend on it.
    pub jobs: usize,
    /// How to read.
    pub options: Options,
    /// With how much care.
    pub speed: Speed,
    /// What to use beside the articles to tell who is who.
    pub who: Who,
}

/// What tells who is who beside the articles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Who {
    /// Files of entries; the first that knows a name is believed.
    pub knowledge: Vec<PathBuf>,
    /// Whether the built-in gazetteer is used, after the files.
    pub gazetteer: bool,
    /// What the user has decided.
    pub review: Option<PathBuf>,
}

impl Default for Who {
    fn default() -> Self {
        Self { knowledge: Vec::new(), gazetteer: true, review: None }
    }
}

/// The same, read.
struct Known {
    knowledge: Vec<Knowledge>,
    decisions: review::Decisions,
}

impl Who {
    fn read(&self) -> Result<Known, Error> {
        let knowledge = self.knowledge.iter().map(|path| Knowledge::open(path)).collect::<Result<_, _>>()?;
        let decisions = match &self.review {
            Some(path) => review::decisions(path)?,
            None => review::Decisions { decisions: Vec::new(), lines: Vec::new() },
        };
        Ok(Known { knowledge, decisions })
    }
}

/// What [`build`] says while it works.
pub enum Event<'a> {
    /// An input was left out or failed.
    LeftOut(&'a Entry),
    /// So many inputs are done and so many files are still to be opened.
    Progress {
        /// Inputs that are done.
        done: usize,
        /// Files that are still to be opened.
        files_left: usize,
    },
}

/// What [`build`] did: `ok + skipped + failed` is what was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Summary {
    /// Articles in the graph.
    pub ok: usize,
    /// Inputs left out on purpose.
    pub skipped: usize,
    /// Inputs that could not be read or processed.
    pub failed: usize,
    /// Persons, organizations, places, groups, things.
    pub entities: usize,
    /// Actions.
    pub actions: usize,
    /// Statements.
    pub statements: usize,
    /// Edges.
    pub edges: usize,
}

/// What one article yields.
struct Yield {
    tokens: usize,
    sentences: usize,
    contribution: Contribution,
}

/// An article that is in the graph, without its text.
struct Kept {
    record: DocumentRecord,
    entry: Entry,
    named: bool,
    /// SHA-256 of its line in `documents.jsonl`.
    hash: [u8; 32],
    at: documents::At,
    /// Until the graph is built.
    contribution: Option<Contribution>,
}

/// Reads articles, builds one graph from all of them, writes it to the folder of results.
///
/// The files appear together at the end; until then, and when anything fails, those of an earlier run stay. The same
/// articles give the same bytes for any order and any number of threads: of two articles with one id, the one whose
/// line in `documents.jsonl` has the lower hash is kept.
///
/// # Errors
///
/// [`Error`] when the results cannot be written or another run writes to the folder; a bad article is none.
///
/// # Cost
///
/// Linear in the texts; texts are in memory for one batch only.
///
/// # Example
///
/// ```
/// use newsloom::input::{Options, Place};
/// use newsloom::run::{self, Build};
///
/// let folder = tempfile::tempdir()?;
/// let file = folder.path().join("rain.txt");
/// std::fs::write(&file, "Rain closes road\n\nRain closed the road on Monday.\n")?;
/// let out = folder.path().join("out");
/// let formats = newsloom::export::USUAL.to_vec();
/// let options = Options::default();
/// let (speed, who) = (newsloom::lang::Speed::Careful, run::Who::default());
/// let build = Build { inputs: vec![Place::Path(file)], out, formats, jobs: 1, options, speed, who };
/// assert_eq!(run::build(&build, &mut |_| {})?.ok, 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn build(build: &Build, watch: &mut dyn FnMut(Event<'_>)) -> Result<Summary, Error> {
    let threads = rayon::ThreadPoolBuilder::new()
        .num_threads(build.jobs)
        .stack_size(8 << 20)
        .build()
        .map_err(|source| Error::Threads { jobs: build.jobs, source })?;
    let known = threads.install(|| build.who.read())?;
    let output = output::Output::open(&build.out)?;
    let spool_path = output.unfinished().join("spool");
    let spool = documents::Spool::new(spool_path.clone()).map_err(Error::output("write", &spool_path))?;
    let mut gathered = Gathered { kept: BTreeMap::new(), entries: Vec::new(), spool, watch };
    let options = Options { without: Some(build.out.clone()), ..build.options.clone() };
    let mut articles = Articles::new(&build.inputs, options);
    loop {
        let batch = gathered.next_batch(&mut articles, build.jobs);
        if batch.is_empty() {
            break;
        }
        let extracted =
            threads.install(|| batch.into_par_iter().map(|read| extract(read, build.speed)).collect::<Vec<_>>());
        for article in extracted {
            gathered.add(article)?;
        }
        let done = gathered.kept.len() + gathered.entries.len();
        (gathered.watch)(Event::Progress { done, files_left: articles.files_left() });
    }
    finish(gathered, build, &known, output)
}

/// An article that was read.
struct Read {
    document: Box<Document>,
    language: &'static Language,
    warnings: Vec<Warning>,
    named: bool,
}

/// An article that was worked on.
struct Extracted {
    record: DocumentRecord,
    entry: Entry,
    named: bool,
    line: io::Result<Vec<u8>>,
    found: Result<Yield, String>,
}

/// Everything that is done to one article alone. A fault in the program is a failed article, not the end of the run.
fn extract(read: Read, speed: Speed) -> Extracted {
    let Read { document, language, warnings, named } = read;
    let record = DocumentRecord::of(&document);
    let line = documents::line(&document, &record);
    let entry = Entry::ok(&document, warnings);
    let found = guarded(|| {
        let annotated = language.annotate_at(speed, *document);
        let contribution = Contribution::new(&annotated, &language.extract(&annotated));
        Yield { tokens: annotated.tokens.len(), sentences: annotated.sentences.len(), contribution }
    });
    Extracted { record, entry, named, line, found }
}

/// Runs `work`; what it panics with is an error.
fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    let message = |panic: Box<dyn Any + Send>| {
        let text = panic.downcast_ref::<String>().map(String::as_str);
        text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("a fault in the program").to_owned()
    };
    panic::catch_unwind(AssertUnwindSafe(work)).map_err(message)
}

/// What is known after some of the articles.
struct Gathered<'w> {
    /// By id.
    kept: BTreeMap<String, Kept>,
    /// Of what is not kept.
    entries: Vec<Entry>,
    spool: documents::Spool,
    watch: &'w mut dyn FnMut(Event<'_>),
}

impl Gathered<'_> {
    fn leave_out(&mut self, entry: Entry) {
        (self.watch)(Event::LeftOut(&entry));
        self.entries.push(entry);
    }

    /// Reads as many articles as may be in memory at one time.
    fn next_batch(&mut self, articles: &mut Articles, jobs: usize) -> Vec<Read> {
        let mut batch = Vec::new();
        let mut bytes = 0;
        while bytes < BATCH_BYTES * jobs && batch.len() < BATCH_ARTICLES * jobs {
            match articles.next() {
                None => break,
                Some(Item::Refused(refusal)) => self.leave_out(Entry::refused(&refusal)),
                Some(Item::Article { document, warnings, named }) => {
                    let Some(language) = lang::of(&document.language) else {
                        let known: Vec<&str> = lang::ALL.iter().map(|language| language.code).collect();
                        let message =
                            format!("is in the language `{}`; newsloom reads {}", document.language, known.join(", "));
                        let (source, id) = (&document.source, &document.id);
                        self.leave_out(Entry::without(source, id, Status::Skipped, "read", "language", message));
                        continue;
                    };
                    bytes += document.text.len();
                    batch.push(Read { document, language, warnings, named });
                }
            }
        }
        batch
    }

    fn add(&mut self, article: Extracted) -> Result<(), Error> {
        let Extracted { record, mut entry, named, line, found } = article;
        let found = match found {
            Ok(found) => found,
            Err(message) => {
                let message = format!("a fault in the program, please report it: {message}");
                let (source, id) = (&record.source, &record.id);
                self.leave_out(Entry::without(source, id, Status::Failed, "extract", "fault", message));
                return Ok(());
            }
        };
        let line = line.map_err(Error::output("write", self.spool.path()))?;
        let hash = Sha256::digest(&line).into();
        let duplicate = |record: &DocumentRecord| {
            let message = "the same text, address and date were given more than once".to_owned();
            Entry::without(&record.source, &record.id, Status::Skipped, "read", "duplicate", message)
        };
        if self.kept.get(&record.id).is_some_and(|other| other.hash <= hash) {
            self.leave_out(duplicate(&record));
            return Ok(());
        }
        entry.counts = Some(Counts { tokens: found.tokens, sentences: found.sentences, ..Counts::default() });
        let at = self.spool.push(&line).map_err(Error::output("write", self.spool.path()))?;
        let kept = Kept { entry, named, hash, at, contribution: Some(found.contribution), record: record.clone() };
        if let Some(other) = self.kept.insert(record.id, kept) {
            self.leave_out(duplicate(&other.record));
        }
        Ok(())
    }
}

/// Builds the graph of what was gathered and writes everything.
fn finish(gathered: Gathered<'_>, build: &Build, known: &Known, output: output::Output) -> Result<Summary, Error> {
    let Gathered { mut kept, mut entries, spool, watch } = gathered;
    mark_conflicts(&mut kept);
    let contributions = kept.values_mut().filter_map(|kept| kept.contribution.take()).collect();
    let mut knowledge: Vec<&Knowledge> = known.knowledge.iter().collect();
    knowledge.extend(build.who.gazetteer.then(Knowledge::world));
    let decisions = &known.decisions.decisions;
    let options = graph::identity::Options { knowledge: &knowledge, decisions };
    let (graph, unmatched) = graph::build_with(contributions, &options);
    report::count(&graph, |document, field| {
        if let Some(counts) = kept.get_mut(document).and_then(|kept| kept.entry.counts.as_mut()) {
            *field(counts) += 1;
        }
    });
    let nodes = |wanted: fn(NodeType) -> bool| graph.nodes().filter(|node| wanted(node.kind)).count();
    let mut summary = Summary {
        ok: kept.len(),
        entities: nodes(NodeType::is_entity),
        actions: nodes(|kind| kind == NodeType::Action),
        statements: nodes(|kind| kind == NodeType::Statement),
        edges: graph.edges().len(),
        ..Summary::default()
    };
    for entry in &entries {
        match entry.status {
            Status::Ok => summary.ok += 1,
            Status::Skipped => summary.skipped += 1,
            Status::Failed => summary.failed += 1,
        }
    }
    // A decision is no input: it is reported, but not counted among them.
    for at in unmatched {
        let path = build.who.review.as_deref().unwrap_or(Path::new("review.jsonl"));
        let entry = Entry::unmatched(path, known.decisions.lines.get(at).copied().unwrap_or_default());
        watch(Event::LeftOut(&entry));
        entries.push(entry);
    }
    let folder = output.unfinished().to_path_buf();
    let mut names = vec!["documents.jsonl".to_owned(), "report.jsonl".to_owned()];

    let spool_path = spool.path().to_path_buf();
    let lines = spool.finish().map_err(Error::output("write", &spool_path))?;
    let mut order: Vec<&Kept> = kept.values().collect();
    order.sort_by_key(|kept| (&kept.record.source, &kept.record.id));
    let path = folder.join("documents.jsonl");
    lines.copy(order.iter().map(|kept| kept.at), &path).map_err(Error::output("write", &path))?;

    let texts = |id: &str| kept.get(id).and_then(|kept| lines.text(kept.at));
    let input = Input { options: FormatOptions::NONE, ..Input::new(&graph, &texts) };
    names.extend(export::write(&build.formats, &input, &folder, &build.out)?);

    entries.extend(kept.into_values().map(|kept| kept.entry));
    let path = folder.join("report.jsonl");
    write_report(&mut entries, &path).map_err(Error::output("write", &path))?;
    output.publish(&names)?;
    Ok(summary)
}

/// What [`annotate`] writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layers {
    /// CoNLL-U with names in MISC.
    Conllu,
    /// One JSON object with every layer.
    Json,
}

/// Writes what was seen in one text: words, tags, trees, names, times, quantities.
///
/// `place` is a `.txt`, `.md` or `.conllu` file; on standard input the text itself tells which. The sentences and words
/// of CoNLL-U are kept, the rest is filled in.
///
/// # Errors
///
/// [`Error::Input`] when there is no text, [`Error::Stdout`] when `out` cannot be written.
pub fn annotate(
    place: &Place,
    layers: Layers,
    options: &Options,
    speed: Speed,
    out: &mut dyn io::Write,
) -> Result<(), Error> {
    let (source, text) = match place {
        Place::Stdin => ("-".to_owned(), text_of(io::stdin().lock(), &options.limits)),
        Place::Path(path) => {
            let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
            let opened = File::open(path).map_err(Problem::from);
            (name, opened.and_then(|file| text_of(file, &options.limits)))
        }
    };
    let failed =
        |problem: &dyn std::fmt::Display| Error::Input { name: clean::line(&source), problem: problem.to_string() };
    let text = text.map_err(|problem| failed(&problem))?;
    let rows = match place {
        Place::Path(path) => path.extension().is_some_and(|ending| ending == "conllu"),
        Place::Stdin => looks_like_conllu(&text),
    };
    let language = lang::of("en").unwrap_or(&lang::ALL[0]);
    let annotated = if rows {
        language.annotate_words(speed, conllu::read(&text).map_err(|problem| failed(&problem))?)
    } else {
        let known = article::Known {
            source: source.clone(),
            published: options.published.clone(),
            ..article::Known::default()
        };
        let document = article::document(&text, known, &options.limits, &mut Vec::new());
        language.annotate_at(speed, document.map_err(|problem| failed(&problem))?)
    };
    let mut out = BufWriter::new(out);
    match layers {
        Layers::Conllu => conllu::write(&annotated, &mut out),
        Layers::Json => layers::write(&annotated, &mut out),
    }
    .and_then(|()| out.flush())
    .map_err(Error::Stdout)
}

/// Whether the first line that is no comment has the ten columns of CoNLL-U.
fn looks_like_conllu(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    lines.next().is_some_and(|line| line.matches('\t').count() == 9)
}

/// Reads a whole text.
fn text_of(input: impl io::Read, limits: &Limits) -> Result<String, Problem> {
    let limit = limits.document_bytes;
    let mut bytes = Vec::new();
    input.take(limit as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > limit {
        return Err(Problem::Bytes { limit });
    }
    decode::text(&bytes).map(|decoded| decoded.text).ok_or(Problem::Undecodable)
}

/// Warns of articles that share the name they were given but not the text.
fn mark_conflicts(kept: &mut BTreeMap<String, Kept>) {
    let mut ids: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (id, article) in kept.iter().filter(|(_, article)| article.named) {
        ids.entry(article.record.source.clone()).or_default().push(id.clone());
    }
    for same in ids.values().filter(|same| same.len() > 1) {
        for id in same {
            let others: Vec<&str> = same.iter().filter(|other| *other != id).map(String::as_str).collect();
            let detail = format!("the same name stands for other articles: {}", others.join(", "));
            if let Some(article) = kept.get_mut(id) {
                article.entry.warnings.push(Warning::about("id_conflict", detail).into());
            }
        }
    }
}

/// Writes the report, sorted by source, id and the rest of the line.
fn write_report(entries: &mut [Entry], path: &Path) -> io::Result<()> {
    let mut file = BufWriter::new(File::create(path)?);
    let line = |entry: &Entry| serde_json::to_vec(entry).unwrap_or_default();
    entries.sort_by(|a, b| {
        (&a.source, &a.id, a.status).cmp(&(&b.source, &b.id, b.status)).then_with(|| line(a).cmp(&line(b)))
    });
    for entry in entries {
        serde_json::to_writer(&mut file, entry)?;
        file.write_all(b"\n")?;
    }
    file.flush()
}

#[cfg(test)]
mod tests {
    use super::guarded;

    #[test]
    fn a_fault_in_one_article_is_an_error_of_that_article() {
        assert_eq!(guarded(|| 5), Ok(5));
        assert_eq!(guarded(|| -> u8 { panic!("at {}", 7) }), Err("at 7".to_owned()));
    }
}
