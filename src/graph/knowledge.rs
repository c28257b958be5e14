//! What is known of the world beside the articles: entries with ids, types, names, countries and times.

pub mod wikidata;

use std::io;
use std::io::BufRead;
use std::path::Path;
use std::path::PathBuf;
use std::sync::OnceLock;

use rayon::iter::IntoParallelRefIterator as _;
use rayon::iter::ParallelIterator as _;
use rayon::slice::ParallelSliceMut as _;
use serde::Deserialize;
use serde::Serialize;

use super::identity::fold;
use crate::ontology::NodeType;

/// Lines that are parsed at one time.
const BATCH: usize = 65_536;

/// One entry, as a line of JSON has it; in CSV the same columns, names separated by `|`.
///
/// ```
/// use newsloom::graph::knowledge::EntryLine;
///
/// let line = r#"{"id":"Q183","type":"Place","names":["Germany","Deutschland"],"kind":"country","country":"DE"}"#;
/// let entry: EntryLine = serde_json::from_str(line)?;
/// assert_eq!(entry.names[0], "Germany");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct EntryLine {
    /// `Q183`, or any other id or web address.
    pub id: String,
    /// `Person`, `Organization`, `Place`, `Group` or `Thing`.
    #[serde(rename = "type")]
    pub node_type: String,
    /// The name to show first, then others.
    pub names: Vec<String>,
    /// A name of `schema/ontology/kind`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// ISO 3166-1 alpha-2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// First day, month or year it holds: `2019-01`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
}

/// A row of CSV.
#[derive(Debug, Deserialize)]
struct Row {
    #[serde(default)]
    id: String,
    #[serde(rename = "type")]
    node_type: String,
    names: String,
    kind: Option<String>,
    country: Option<String>,
    from: Option<String>,
    to: Option<String>,
}

impl From<Row> for EntryLine {
    fn from(row: Row) -> Self {
        let some = |text: Option<String>| text.filter(|text| !text.is_empty());
        Self {
            id: row.id,
            node_type: row.node_type,
            names: row.names.split('|').map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect(),
            kind: some(row.kind),
            country: some(row.country),
            from: some(row.from),
            to: some(row.to),
        }
    }
}

/// Why a file is no knowledge.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum KnowledgeError {
    /// It cannot be read.
    #[error("cannot read {}: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A line is no entry.
    #[error("{}, line {line}: {message}", path.display())]
    Line {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong with it.
        message: String,
    },
}

/// A piece of the pool.
type Piece = (u32, u32);

/// One entry, packed: a million take some hundred megabytes at most.
#[derive(Debug, Clone, Copy)]
struct Record {
    id: Piece,
    names: Piece,
    kind: Piece,
    country: Piece,
    /// Days as numbers, 20190131; 0 for none.
    from: u32,
    to: u32,
    node_type: NodeType,
}

/// Entries that names are looked up in.
#[derive(Debug, Clone, Default)]
pub struct Knowledge {
    pool: String,
    records: Vec<Record>,
    /// Hash of a folded name and its entry, sorted.
    names: Vec<(u64, u32)>,
}

/// One entry of a [`Knowledge`].
#[derive(Debug, Clone, Copy)]
pub struct Entry<'k> {
    knowledge: &'k Knowledge,
    record: &'k Record,
}

/// Where an entry is: which list, which entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct EntryAt {
    pub(super) list: usize,
    pub(super) at: u32,
}

impl<'k> Entry<'k> {
    fn piece(&self, (start, end): Piece) -> &'k str {
        self.knowledge.pool.get(start as usize..end as usize).unwrap_or_default()
    }

    /// Its id; empty for entries of the built-in gazetteer that have none.
    pub fn id(&self) -> &'k str {
        self.piece(self.record.id)
    }

    /// Whether it has an id that others know.
    pub fn is_linked(&self) -> bool {
        !self.id().is_empty()
    }

    /// What it is.
    pub fn node_type(&self) -> NodeType {
        self.record.node_type
    }

    /// Its names, the one to show first.
    pub fn names(&self) -> impl Iterator<Item = &'k str> {
        self.piece(self.record.names).split('\n')
    }

    /// The name to show.
    pub fn label(&self) -> &'k str {
        self.names().next().unwrap_or_default()
    }

    /// A name of `schema/ontology/kind`.
    pub fn kind(&self) -> Option<&'k str> {
        Some(self.piece(self.record.kind)).filter(|kind| !kind.is_empty())
    }

    /// ISO 3166-1 alpha-2.
    pub fn country(&self) -> Option<&'k str> {
        Some(self.piece(self.record.country)).filter(|country| !country.is_empty())
    }

    /// Whether it holds on an ISO day; an unknown day fits always.
    pub fn is_valid(&self, day: &str) -> bool {
        let day = number(day, false);
        day == 0 || day >= 99_990_000 || (day >= self.record.from && (self.record.to == 0 || day <= self.record.to))
    }
}

/// `2019-01-31` as 20190131; a missing month or day is the first or the last. 0 when it is no date.
fn number(date: &str, last: bool) -> u32 {
    let mut parts = date.get(..10).unwrap_or(date).split('-');
    let Some(year) = parts.next().and_then(|year| year.parse::<u32>().ok()).filter(|year| *year < 10_000) else {
        return 0;
    };
    let missing = if last { 99 } else { 0 };
    let mut next = || parts.next().and_then(|part| part.parse::<u32>().ok()).unwrap_or(missing).min(99);
    let month = next();
    let day = next();
    year * 10_000 + month * 100 + day
}

fn hash(folded: &str) -> u64 {
    use std::hash::BuildHasher as _;
    rustc_hash::FxBuildHasher.hash_one(folded)
}

/// The type of a word in a file: as the graph says it, or as taggers do.
fn node_type(word: &str) -> Option<NodeType> {
    let lower = word.to_lowercase();
    NodeType::ALL.into_iter().filter(|one| one.is_entity()).find(|one| one.as_str().to_lowercase() == lower).or(
        match lower.as_str() {
            "per" => Some(NodeType::Person),
            "org" => Some(NodeType::Organization),
            "loc" | "gpe" => Some(NodeType::Place),
            _ => None,
        },
    )
}

impl Knowledge {
    /// Reads JSON lines, or CSV when the file is called `.csv`.
    ///
    /// # Errors
    ///
    /// [`KnowledgeError`] for a file that cannot be read or a line that is no entry.
    ///
    /// # Cost
    ///
    /// O(n log n) in the names; lines are parsed on all threads.
    pub fn open(path: &Path) -> Result<Self, KnowledgeError> {
        let read = |source| KnowledgeError::Read { path: path.to_path_buf(), source };
        let file = std::fs::File::open(path).map_err(read)?;
        let reader = io::BufReader::with_capacity(1 << 20, file);
        let bad = |(line, message)| KnowledgeError::Line { path: path.to_path_buf(), line, message };
        if path.extension().is_some_and(|end| end.eq_ignore_ascii_case("csv")) {
            let mut lines = Vec::new();
            for row in csv::Reader::from_reader(reader).into_deserialize::<Row>() {
                let at = lines.len() + 2;
                lines.push((at, EntryLine::from(row.map_err(|error| bad((at, error.to_string())))?)));
            }
            let mut knowledge = Self::default();
            let checked = lines.par_iter().map(|(at, line)| check(*at, line, true)).collect::<Vec<_>>();
            for found in checked {
                knowledge.push(found.map_err(bad)?);
            }
            knowledge.sort();
            return Ok(knowledge);
        }
        Self::read_lines(reader, read, bad)
    }

    fn read_lines(
        mut reader: impl BufRead,
        read: impl Fn(io::Error) -> KnowledgeError,
        bad: impl Fn((usize, String)) -> KnowledgeError,
    ) -> Result<Self, KnowledgeError> {
        let mut knowledge = Self::default();
        let mut number = 0;
        loop {
            let mut batch: Vec<(usize, String)> = Vec::new();
            while batch.len() < BATCH {
                let mut line = String::new();
                if reader.read_line(&mut line).map_err(&read)? == 0 {
                    break;
                }
                number += 1;
                if !line.trim().is_empty() {
                    batch.push((number, line));
                }
            }
            if batch.is_empty() {
                break;
            }
            let parsed: Vec<Result<Checked, (usize, String)>> = batch
                .par_iter()
                .map(|(at, line)| {
                    let entry: EntryLine = serde_json::from_str(line.trim_start_matches('\u{feff}'))
                        .map_err(|error| (*at, error.to_string()))?;
                    check(*at, &entry, true)
                })
                .collect();
            for one in parsed {
                knowledge.push(one.map_err(&bad)?);
            }
        }
        knowledge.sort();
        Ok(knowledge)
    }

    /// The entries of a list in memory; those that are none are left out.
    pub fn from_entries(entries: impl IntoIterator<Item = EntryLine>) -> Self {
        let mut knowledge = Self::default();
        for (at, entry) in entries.into_iter().enumerate() {
            if let Ok(found) = check(at, &entry, false) {
                knowledge.push(found);
            }
        }
        knowledge.sort();
        knowledge
    }

    /// The built-in gazetteer: leaders by office, organizations, agencies, media, other names of places.
    pub fn world() -> &'static Self {
        static WORLD: OnceLock<Knowledge> = OnceLock::new();
        WORLD.get_or_init(|| {
            let text = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/schema/lang/en/world.csv"));
            let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(text.as_bytes());
            let mut entries: Vec<EntryLine> =
                reader.deserialize::<Row>().filter_map(Result::ok).map(EntryLine::from).collect();
            let known: std::collections::BTreeSet<String> =
                entries.iter().flat_map(|entry| entry.names.iter().map(|name| fold(name))).collect();
            let lists = [
                (include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/schema/lang/en/organizations.tsv")), false),
                (include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/schema/lang/en/countries.tsv")), true),
            ];
            for (text, countries) in lists {
                for line in text.lines().filter(|line| !line.starts_with('#')) {
                    let row: Vec<&str> = line.split('\t').map(str::trim).collect();
                    entries.extend(listed(&row, countries).filter(|entry| !known.contains(&fold(&entry.names[0]))));
                }
            }
            Self::from_entries(entries)
        })
    }

    fn put(&mut self, text: &str) -> Option<Piece> {
        let start = u32::try_from(self.pool.len()).ok()?;
        self.pool.push_str(text);
        Some((start, u32::try_from(self.pool.len()).ok()?))
    }

    fn push(&mut self, found: Checked) {
        let Checked { entry, node_type, hashes } = found;
        let Ok(at) = u32::try_from(self.records.len()) else { return };
        let pieces = (|| {
            Some((
                self.put(&entry.id)?,
                self.put(&entry.names.join("\n"))?,
                self.put(entry.kind.as_deref().unwrap_or_default())?,
                self.put(entry.country.as_deref().unwrap_or_default())?,
            ))
        })();
        let Some((id, names, kind, country)) = pieces else { return };
        self.records.push(Record {
            id,
            names,
            kind,
            country,
            from: entry.from.as_deref().map_or(0, |date| number(date, false)),
            to: entry.to.as_deref().map_or(0, |date| number(date, true)),
            node_type,
        });
        self.names.extend(hashes.into_iter().map(|hash| (hash, at)));
    }

    fn sort(&mut self) {
        self.names.par_sort_unstable();
        self.names.dedup();
        self.names.shrink_to_fit();
    }

    /// How many entries there are.
    pub const fn len(&self) -> usize {
        self.records.len()
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    pub(super) fn entry(&self, at: u32) -> Entry<'_> {
        Entry { knowledge: self, record: &self.records[at as usize] }
    }

    /// The entries of a folded name, in the order of the file. O(log n).
    pub(super) fn find(&self, folded: &str) -> impl Iterator<Item = u32> {
        let wanted = hash(folded);
        let start = self.names.partition_point(|(hash, _)| *hash < wanted);
        self.names[start..]
            .iter()
            .take_while(move |(hash, _)| *hash == wanted)
            .map(|(_, at)| *at)
            .filter(move |&at| self.entry(at).names().any(|name| fold(name) == folded))
    }

    /// The entries a name may mean, whatever accents and case.
    pub fn named(&self, name: &str) -> Vec<Entry<'_>> {
        self.find(&fold(name)).map(|at| self.entry(at)).collect()
    }
}

/// An entry that can be used.
struct Checked {
    entry: EntryLine,
    node_type: NodeType,
    hashes: Vec<u64>,
}

fn check(line: usize, entry: &EntryLine, strict: bool) -> Result<Checked, (usize, String)> {
    let kinds = "write Person, Organization, Place, Group or Thing";
    let node_type =
        node_type(&entry.node_type).ok_or_else(|| (line, format!("`{}` is no type; {kinds}", entry.node_type)))?;
    if strict && entry.id.trim().is_empty() {
        return Err((line, "the id is empty".to_owned()));
    }
    let mut entry = entry.clone();
    entry.names.iter_mut().for_each(|name| *name = name.split_whitespace().collect::<Vec<_>>().join(" "));
    entry.names.retain(|name| !name.is_empty());
    if entry.names.is_empty() {
        return Err((line, "there is no name".to_owned()));
    }
    for date in [&entry.from, &entry.to].into_iter().flatten() {
        if number(date, false) == 0 {
            return Err((line, format!("`{date}` is no date; write it like 2019, 2019-01 or 2019-01-31")));
        }
    }
    entry.country = entry.country.map(|code| code.trim().to_uppercase());
    if let Some(code) =
        entry.country.as_ref().filter(|code| !(code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase())))
    {
        return Err((line, format!("`{code}` is no country code; write two letters of ISO 3166-1")));
    }
    // A kind that the ontology does not have says nothing.
    let known = |kind: &String| crate::ontology::get().kind(kind).is_some_and(|kind| kind.node_type == node_type);
    entry.kind = entry.kind.filter(known);
    let hashes =
        entry.names.iter().map(|name| fold(name)).filter(|name| !name.is_empty()).map(|name| hash(&name)).collect();
    Ok(Checked { entry, node_type, hashes })
}

/// An entry from the columns of `organizations.tsv` or `countries.tsv`.
fn listed(row: &[&str], country: bool) -> impl Iterator<Item = EntryLine> {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let entry = match *row {
        [code, name, _, aliases, ..] if country && !name.is_empty() => Some(EntryLine {
            node_type: "Place".to_owned(),
            names: std::iter::once(name)
                .chain(aliases.split('|'))
                .map(str::to_owned)
                .filter(|it| !it.is_empty())
                .collect(),
            kind: Some("country".to_owned()),
            country: some(code),
            ..EntryLine::default()
        }),
        [name, kind, aliases, ref rest @ ..] if !country && !name.is_empty() => Some(EntryLine {
            node_type: "Organization".to_owned(),
            names: std::iter::once(name)
                .chain(aliases.split('|'))
                .map(str::to_owned)
                .filter(|it| !it.is_empty())
                .collect(),
            kind: some(kind),
            country: rest.first().and_then(|code| some(code)),
            ..EntryLine::default()
        }),
        _ => None,
    };
    entry.into_iter()
}
