//! Reads an output folder back and checks every claim in it against the texts.
//!
//! Each file is checked by itself, with a reader that did not write it: what stands there must follow from
//! `documents.jsonl` alone. Spans are sliced again; the words, ids and numbers beside them must agree.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fmt;
use std::fmt::Write as _;
use std::fs;
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

use oxrdf::NamedOrBlankNode;
use oxrdf::Term;
use oxrdf::vocab::rdf;
use oxttl::TurtleParser;
use quick_xml::XmlVersion;
use quick_xml::events::BytesStart;
use quick_xml::events::Event;
use serde::Deserialize;
use serde_json::Value;
use sha2::Digest;
use sha2::Sha256;

use crate::export::graphml;
use crate::export::json;
use crate::export::turtle;
use crate::export::vocabulary::NIF;
use crate::export::vocabulary::NL;
use crate::graph::Chars;
use crate::graph::Evidence;
use crate::graph::Graph;
use crate::graph::Mention;
use crate::graph::Node;
use crate::graph::NodeBody;
use crate::graph::SpanRef;
use crate::ontology::NodeType;
use crate::text::CodePoints;

/// The file all spans point into: one document per line, with its text.
pub const DOCUMENTS: &str = "documents.jsonl";

/// What was found to be in order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Summary {
    /// Documents in `documents.jsonl`.
    pub documents: usize,
    /// The exports, in the order they were read.
    pub files: Vec<Checked>,
    /// What else lies in the folder, by name: nothing is said of it.
    pub unread: Vec<String>,
}

/// One export that is in order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Checked {
    /// Its name.
    pub file: &'static str,
    /// Nodes in it.
    pub nodes: usize,
    /// Edges in it.
    pub edges: usize,
    /// Spans sliced again.
    pub spans: usize,
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{DOCUMENTS}: {} documents", self.documents)?;
        for Checked { file, nodes, edges, spans } in &self.files {
            write!(f, "\n{file}: {nodes} nodes, {edges} edges, {spans} spans")?;
        }
        if !self.unread.is_empty() {
            write!(f, "\nnot read: {}", self.unread.join(", "))?;
        }
        Ok(())
    }
}

/// What is wrong with an output folder.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum VerifyError {
    /// A file cannot be read.
    #[error("cannot read {}", path.display())]
    Io {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Nothing but documents, or not even these.
    #[error("there is no graph in {}; expected graph.json, graph.ttl, graph.graphml or actors.graphml", folder.display())]
    Nothing {
        /// Where.
        folder: PathBuf,
    },
    /// A line of `documents.jsonl` is no document.
    #[error("{DOCUMENTS}, line {line}: {source}")]
    Line {
        /// Counted from 1.
        line: usize,
        /// Why.
        source: serde_json::Error,
    },
    /// `graph.json` is no graph.
    #[error("{file}: {source}")]
    Json {
        /// Which file.
        file: &'static str,
        /// Why.
        source: json::ReadError,
    },
    /// `graph.ttl` is not Turtle.
    #[error("{file}: {source}")]
    Turtle {
        /// Which file.
        file: &'static str,
        /// Why.
        source: oxttl::TurtleParseError,
    },
    /// A GraphML file is not XML.
    #[error("{file}: {source}")]
    Xml {
        /// Which file.
        file: &'static str,
        /// Why.
        source: quick_xml::Error,
    },
    /// A claim that does not follow from the text.
    #[error(transparent)]
    Mismatch(#[from] Box<Mismatch>),
}

/// A claim that does not follow from the text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {field} of `{id}`: expected {expected}, found {found}")]
pub struct Mismatch {
    /// The file that claims it.
    pub file: &'static str,
    /// The node, edge, span or document that claims it.
    pub id: String,
    /// Which of its fields.
    pub field: String,
    /// What should stand there.
    pub expected: String,
    /// What stands there.
    pub found: String,
}

type Result<T, E = VerifyError> = std::result::Result<T, E>;

/// Checks every export in `folder` against `documents.jsonl` there.
///
/// # Errors
///
/// The first thing that is wrong: see [`VerifyError`].
///
/// # Cost
///
/// One pass over each file. The texts and the ids are kept in memory, and all of `graph.json`.
///
/// # Example
///
/// ```
/// use newsloom::export::verify::verify;
/// use newsloom::export::verify::VerifyError;
///
/// let nowhere = std::path::Path::new("no-such-folder");
/// assert!(matches!(verify(nowhere), Err(VerifyError::Io { .. })));
/// ```
pub fn verify(folder: &Path) -> Result<Summary> {
    let path = folder.join(DOCUMENTS);
    let file = File::open(&path).map_err(|source| VerifyError::Io { path: path.clone(), source })?;
    let lines = read_documents(BufReader::new(file)).map_err(|error| at(&path, error))?;
    let texts = Texts::new(&lines)?;
    let mut files = Vec::new();
    for name in READ {
        let path = folder.join(name);
        let file = match File::open(&path) {
            Ok(file) => BufReader::with_capacity(1 << 16, file),
            Err(source) if source.kind() == io::ErrorKind::NotFound => continue,
            Err(source) => return Err(VerifyError::Io { path, source }),
        };
        let checked = match name {
            json::FILE => check_json(file, &texts),
            turtle::FILE => check_turtle(file, &texts),
            _ => check_graphml(name, file, &texts),
        };
        files.push(checked.map_err(|error| at(&path, error))?);
    }
    if files.is_empty() {
        return Err(VerifyError::Nothing { folder: folder.to_owned() });
    }
    let unread = unread_in(folder).map_err(|source| VerifyError::Io { path: folder.to_owned(), source })?;
    Ok(Summary { documents: lines.len(), files, unread })
}

/// The exports that are read.
const READ: [&str; 4] = [json::FILE, turtle::FILE, graphml::FULL, graphml::ACTORS];

/// What lies in a folder and is not read, by name; hidden files are no results.
fn unread_in(folder: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') || name == DOCUMENTS || READ.contains(&name.as_str()) {
            continue;
        }
        names.push(if entry.file_type()?.is_dir() { format!("{name}/") } else { name });
    }
    names.sort_unstable();
    Ok(names)
}

/// Names the file that could not be read to its end.
fn at(path: &Path, error: VerifyError) -> VerifyError {
    match error {
        VerifyError::Io { source, .. } => VerifyError::Io { path: path.to_owned(), source },
        other => other,
    }
}

fn unread(source: io::Error) -> VerifyError {
    VerifyError::Io { path: PathBuf::new(), source }
}

/// A line of `documents.jsonl`, as far as it is checked.
#[derive(Deserialize)]
struct DocumentLine {
    id: String,
    text: String,
    sha256: String,
    length: usize,
    blocks: Vec<Chars>,
}

fn read_documents(mut file: impl BufRead) -> Result<Vec<DocumentLine>> {
    let mut lines = Vec::new();
    let mut bytes = Vec::new();
    let mut number = 0;
    loop {
        bytes.clear();
        if file.read_until(b'\n', &mut bytes).map_err(unread)? == 0 {
            return Ok(lines);
        }
        number += 1;
        lines.push(serde_json::from_slice(&bytes).map_err(|source| VerifyError::Line { line: number, source })?);
    }
}

/// The texts, ready to be sliced.
struct Texts<'t> {
    by_id: BTreeMap<&'t str, (CodePoints<'t>, &'t DocumentLine)>,
}

impl<'t> Texts<'t> {
    /// Checks what each document says of itself.
    fn new(lines: &'t [DocumentLine]) -> Result<Self> {
        let mut by_id = BTreeMap::new();
        for line in lines {
            let text = CodePoints::new(&line.text);
            let claim = Claim { file: DOCUMENTS, id: &line.id };
            claim.equal("sha256", &hexadecimal(&Sha256::digest(&line.text)), &line.sha256)?;
            claim.equal("length", &text.len().to_string(), &line.length.to_string())?;
            let mut after = 0;
            for block in &line.blocks {
                if block.start < after || block.end <= block.start || block.end > text.len() {
                    let expected = format!("a piece of {after}..{}", text.len());
                    return claim.wrong("blocks", expected, format!("{}..{}", block.start, block.end));
                }
                after = block.end;
            }
            if by_id.insert(line.id.as_str(), (text, line)).is_some() {
                return claim.wrong("id", "an id of its own".to_owned(), quoted(&line.id));
            }
        }
        Ok(Self { by_id })
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// Words for a message: in quotes, control characters visible, not too long.
fn quoted(words: &str) -> String {
    let mut shown: String = words.chars().take(120).flat_map(char::escape_debug).collect();
    if words.chars().nth(120).is_some() {
        shown.push('…');
    }
    format!("`{shown}`")
}

/// Who claims something, for the message when it is wrong.
#[derive(Clone, Copy)]
struct Claim<'c> {
    file: &'static str,
    id: &'c str,
}

impl Claim<'_> {
    fn wrong<T>(&self, field: &str, expected: String, found: String) -> Result<T> {
        let mismatch = Mismatch { file: self.file, id: self.id.to_owned(), field: field.to_owned(), expected, found };
        Err(Box::new(mismatch).into())
    }

    fn equal(&self, field: &str, expected: &str, found: &str) -> Result<()> {
        if expected == found { Ok(()) } else { self.wrong(field, quoted(expected), quoted(found)) }
    }

    /// The words of a span, which must lie in the text and cut no word.
    fn slice<'t>(&self, field: &str, texts: &Texts<'t>, document: &str, span: Chars) -> Result<&'t str> {
        let Some((text, _)) = texts.by_id.get(document) else {
            return self.wrong(field, format!("a document of {DOCUMENTS}"), quoted(document));
        };
        let found = || format!("{}..{}", span.start, span.end);
        let inside = (span.start < span.end).then(|| text.byte(span.start).zip(text.byte(span.end))).flatten();
        let Some((start, end)) = inside else {
            return self.wrong(field, format!("a piece of 0..{}", text.len()), found());
        };
        let whole = text.text();
        if cuts_a_word(whole, start) || cuts_a_word(whole, end) {
            let words = whole.get(start..end).unwrap_or("");
            return self.wrong(field, "whole words".to_owned(), format!("{} at {}", quoted(words), found()));
        }
        Ok(whole.get(start..end).unwrap_or(""))
    }

    fn mention(&self, texts: &Texts<'_>, mention: &Mention) -> Result<()> {
        let SpanRef { document, start, end } = &mention.span;
        let words = self.slice("mentions", texts, document, Chars { start: *start, end: *end })?;
        self.equal("mentions.text", words, &mention.text)
    }

    /// Slices every part of an evidence; returns how many there are.
    fn evidence(&self, texts: &Texts<'_>, at: &Evidence) -> Result<usize> {
        let document = &at.span.document;
        let whole = Chars { start: at.span.start, end: at.span.end };
        self.slice("evidence", texts, document, whole)?;
        let mut spans = 1;
        if let Some(sentence) = at.sentence {
            self.slice("evidence.sentence", texts, document, sentence)?;
            spans += 1;
        }
        for (field, parts, around, name) in [
            ("evidence.trigger", &at.trigger, at.sentence, "the sentence"),
            ("evidence.cue", &at.cue, Some(whole), "the evidence"),
            ("evidence.content", &at.content, Some(whole), "the evidence"),
        ] {
            for part in parts {
                self.slice(field, texts, document, *part)?;
                spans += 1;
                if let Some(around) = around.filter(|around| part.start < around.start || around.end < part.end) {
                    let expected = format!("a piece of {name}, {}..{}", around.start, around.end);
                    return self.wrong(field, expected, format!("{}..{}", part.start, part.end));
                }
            }
        }
        Ok(spans)
    }

    /// The words stated must be those of the evidence: of one of them, where several tell the same in other words.
    fn content(&self, texts: &Texts<'_>, content: &str, evidence: &[Evidence]) -> Result<()> {
        let mut nearest = None;
        for at in evidence {
            let pieces: Result<Vec<&str>> =
                at.content.iter().map(|part| self.slice("content", texts, &at.span.document, *part)).collect();
            let words = pieces?.join(" … ");
            if words == content {
                return Ok(());
            }
            nearest.get_or_insert(words);
        }
        self.equal("content", &nearest.unwrap_or_default(), content)
    }

    /// Words that must stand near one of `places`: in the sentence, the evidence, or at least the document.
    fn occurs<'s>(
        &self,
        field: &str,
        texts: &Texts<'_>,
        words: &str,
        places: impl Iterator<Item = (&'s SpanRef, Option<Chars>)> + Clone,
    ) -> Result<()> {
        for (span, sentence) in places.clone() {
            let around = sentence.unwrap_or(Chars { start: span.start, end: span.end });
            if self.slice(field, texts, &span.document, around)?.contains(words) {
                return Ok(());
            }
        }
        let documents: BTreeSet<&str> = places.map(|(span, _)| span.document.as_str()).collect();
        for document in &documents {
            if texts.by_id.get(document).is_some_and(|(text, _)| text.text().contains(words)) {
                return Ok(());
            }
        }
        let documents: Vec<&str> = documents.into_iter().collect();
        self.wrong(field, format!("words of the text of {}", documents.join(", ")), quoted(words))
    }
}

/// Words that are written as one and read as two: the second begins at the third letter.
const JOINED: [&str; 6] = ["cannot", "gonna", "gotta", "wanna", "gimme", "lemme"];

/// Whether a boundary at byte `at` of `text` stands inside a word.
///
/// A word is a run of letters or a run of digits; scripts that write no spaces are let be. `do|n't` and `can|not`
/// are two words.
fn cuts_a_word(text: &str, at: usize) -> bool {
    let (Some(before), Some(after)) = (text.get(..at), text.get(at..)) else { return true };
    let (Some(last), Some(first)) = (before.chars().next_back(), after.chars().next()) else { return false };
    let letter =
        |c: char| c.is_alphabetic() && !matches!(c, '\u{E00}'..='\u{FFF}' | '\u{1780}'..='\u{17FF}' | '\u{2E80}'..);
    if last.is_numeric() && first.is_numeric() {
        return true;
    }
    if !letter(last) || !letter(first) {
        return false;
    }
    let mut next = after.chars();
    let clitic = matches!(next.next(), Some('n' | 'N'))
        && matches!(next.next(), Some('\'' | '’'))
        && matches!(next.next(), Some('t' | 'T'));
    // Longer than any of them is enough to know.
    let start: String = before.chars().rev().take_while(|c| letter(*c)).take(4).collect();
    let rest: String = after.chars().take_while(|c| letter(*c)).take(7).collect();
    let word: String = start.chars().rev().chain(rest.chars()).flat_map(char::to_lowercase).collect();
    let joined = start.chars().count() == 3 && JOINED.contains(&word.as_str());
    !clitic && !joined
}

fn check_json(file: impl BufRead, texts: &Texts<'_>) -> Result<Checked> {
    let name = json::FILE;
    let graph = json::read_from(file).map_err(|source| match source {
        json::ReadError::Json(error) if error.is_io() => unread(error.into()),
        source => VerifyError::Json { file: name, source },
    })?;
    for document in graph.documents() {
        let claim = Claim { file: name, id: &document.id };
        let Some((_, line)) = texts.by_id.get(document.id.as_str()) else {
            return claim.wrong("documents", format!("a document of {DOCUMENTS}"), quoted(&document.id));
        };
        claim.equal("documents.sha256", &line.sha256, &document.sha256)?;
        claim.equal("documents.length", &line.length.to_string(), &document.length.to_string())?;
    }
    let mut spans = 0;
    for node in graph.nodes() {
        spans += check_node(node, texts)?;
    }
    spans += check_edges(&graph, texts)?;
    Ok(Checked { file: name, nodes: graph.nodes().len(), edges: graph.edges().len(), spans })
}

fn check_node(node: &Node, texts: &Texts<'_>) -> Result<usize> {
    let claim = Claim { file: json::FILE, id: &node.id };
    let mut fields = Fields { mentions: &node.mentions, evidence: &node.evidence, ..Fields::default() };
    match &node.body {
        NodeBody::Entity(entity) => fields.quantity = entity.size.as_ref().map(|size| size.text.as_str()),
        NodeBody::Action(action) => fields.time = action.time.as_ref().map(|time| time.text.as_str()),
        NodeBody::Statement(statement) => {
            fields.time = statement.time.as_ref().map(|time| time.text.as_str());
            fields.content = Some(&statement.content);
        }
        NodeBody::Document(_) => claim_document(claim, texts)?,
    }
    if node.label.is_empty() {
        return claim.wrong("label", "a label".to_owned(), quoted(""));
    }
    fields.rests(claim, node.kind)?;
    fields.check(claim, texts)
}

/// A document node is one of the documents.
fn claim_document(claim: Claim<'_>, texts: &Texts<'_>) -> Result<()> {
    if texts.by_id.contains_key(claim.id) {
        return Ok(());
    }
    claim.wrong("id", format!("a document of {DOCUMENTS}"), quoted(claim.id))
}

fn check_edges(graph: &Graph, texts: &Texts<'_>) -> Result<usize> {
    let mut spans = 0;
    for (_, edge, _) in graph.edges() {
        let claim = Claim { file: json::FILE, id: &edge.id };
        if edge.evidence.is_empty() {
            return claim.wrong("evidence", "at least one".to_owned(), "none".to_owned());
        }
        let quantity = edge.quantity.as_ref().map(|quantity| quantity.text.as_str());
        spans += Fields { evidence: &edge.evidence, quantity, ..Fields::default() }.check(claim, texts)?;
    }
    Ok(spans)
}

/// What a node or an edge claims of the texts, whatever file it is read from.
#[derive(Default)]
struct Fields<'f> {
    mentions: &'f [Mention],
    evidence: &'f [Evidence],
    content: Option<&'f str>,
    time: Option<&'f str>,
    quantity: Option<&'f str>,
    example: Option<&'f str>,
}

impl Fields<'_> {
    /// Whether a node of a type has what every such node rests on.
    fn rests(&self, claim: Claim<'_>, kind: NodeType) -> Result<()> {
        let (field, empty) = match kind {
            NodeType::Action | NodeType::Statement => ("evidence", self.evidence.is_empty()),
            NodeType::Document => ("evidence", false),
            _ => ("mentions", self.mentions.is_empty()),
        };
        if empty { claim.wrong(field, "at least one".to_owned(), "none".to_owned()) } else { Ok(()) }
    }

    fn check(&self, claim: Claim<'_>, texts: &Texts<'_>) -> Result<usize> {
        let mut spans = self.mentions.len();
        for mention in self.mentions {
            claim.mention(texts, mention)?;
        }
        for at in self.evidence {
            spans += claim.evidence(texts, at)?;
        }
        if let Some(content) = self.content {
            claim.content(texts, content, self.evidence)?;
        }
        let evidence = self.evidence.iter().map(|at| (&at.span, at.sentence));
        let places = evidence.chain(self.mentions.iter().map(|at| (&at.span, None)));
        for (field, words) in [("time.text", self.time), ("quantity.text", self.quantity), ("example", self.example)] {
            if let Some(words) = words {
                claim.occurs(field, texts, words, places.clone())?;
            }
        }
        Ok(spans)
    }
}

/// Where a span of a Turtle file stands: `…document/{id}#char={start},{end}`.
fn span_of(iri: &str) -> Option<(&str, Chars)> {
    let (document, place) = iri.rsplit_once("#char=")?;
    let (start, end) = place.split_once(',')?;
    let (_, id) = document.rsplit_once("document/")?;
    Some((id, Chars { start: start.parse().ok()?, end: end.parse().ok()? }))
}

fn check_turtle(file: impl BufRead, texts: &Texts<'_>) -> Result<Checked> {
    let name = turtle::FILE;
    let mut checked = Checked { file: name, ..Checked::default() };
    let mut described: BTreeSet<String> = BTreeSet::new();
    let mut named: BTreeSet<String> = BTreeSet::new();
    for triple in TurtleParser::new().for_reader(file) {
        let triple = triple.map_err(|source| match source {
            oxttl::TurtleParseError::Io(source) => unread(source),
            source @ oxttl::TurtleParseError::Syntax(_) => VerifyError::Turtle { file: name, source },
        })?;
        let NamedOrBlankNode::NamedNode(subject) = &triple.subject else {
            let blank = triple.subject.to_string();
            return Claim { file: name, id: &blank }.wrong("subject", "an address".to_owned(), quoted(&blank));
        };
        let subject = subject.as_str();
        let claim = Claim { file: name, id: subject };
        let predicate = triple.predicate.as_ref();
        let new = !described.contains(subject) && described.insert(subject.to_owned());
        if let Some((document, span)) = span_of(subject).filter(|_| new) {
            claim.slice("subject", texts, document, span)?;
            checked.spans += 1;
        }
        let field = predicate.as_str().strip_prefix(NIF.1).or_else(|| predicate.as_str().strip_prefix(NL.1));
        match &triple.object {
            Term::NamedNode(object) if predicate == rdf::TYPE => {
                let class = object.as_str();
                let of_ours = ["Action", "Statement", "Group"];
                let of_schema = ["Person", "Organization", "Place", "Thing", "NewsArticle"];
                if class.strip_prefix(NL.1) == Some("Edge") {
                    checked.edges += 1;
                } else if class.strip_prefix(NL.1).is_some_and(|class| of_ours.contains(&class))
                    || class.strip_prefix("https://schema.org/").is_some_and(|class| of_schema.contains(&class))
                {
                    checked.nodes += 1;
                }
            }
            Term::NamedNode(object) => {
                let elsewhere = predicate == rdf::PREDICATE
                    || predicate.as_str() == "https://schema.org/sameAs"
                    || predicate.as_str() == "http://www.w3.org/ns/oa#motivatedBy"
                    || predicate.as_str() == "https://schema.org/url";
                if !elsewhere && !named.contains(object.as_str()) {
                    named.insert(object.as_str().to_owned());
                }
            }
            Term::Literal(literal) => {
                if let Some((document, span)) = span_of(subject) {
                    match field {
                        Some("anchorOf") => {
                            let words = claim.slice("anchorOf", texts, document, span)?;
                            claim.equal("nif:anchorOf", words, literal.value())?;
                        }
                        Some("beginIndex") => {
                            claim.equal("nif:beginIndex", &span.start.to_string(), literal.value())?;
                        }
                        Some("endIndex") => claim.equal("nif:endIndex", &span.end.to_string(), literal.value())?,
                        _ => {}
                    }
                } else if field == Some("sha256") {
                    let id = subject.rsplit_once("document/").map_or(subject, |(_, id)| id);
                    let line = texts.by_id.get(id).map(|(_, line)| line.sha256.as_str());
                    claim.equal("nl:sha256", line.unwrap_or("a document"), literal.value())?;
                }
            }
            // Spoken of, not told.
            Term::Triple(_) => {}
            Term::BlankNode(object) => {
                return claim.wrong(predicate.as_str(), "an address or a value".to_owned(), quoted(object.as_str()));
            }
        }
    }
    if let Some(lost) = named.difference(&described).next() {
        return Claim { file: name, id: lost }.wrong("subject", "a description".to_owned(), "none".to_owned());
    }
    Ok(checked)
}

/// An element of a GraphML file being read: its attributes and data.
#[derive(Default)]
struct Element {
    attributes: BTreeMap<String, String>,
    data: BTreeMap<String, String>,
}

fn attributes(tag: &BytesStart<'_>) -> Result<BTreeMap<String, String>, quick_xml::Error> {
    let mut found = BTreeMap::new();
    for attribute in tag.attributes() {
        let attribute = attribute?;
        let value = attribute.normalized_value(XmlVersion::Explicit1_0)?;
        found.insert(AsRef::<str>::as_ref(&attribute.key).to_owned(), value.into_owned());
    }
    Ok(found)
}

fn check_graphml(name: &'static str, file: impl BufRead, texts: &Texts<'_>) -> Result<Checked> {
    let mut checked = Checked { file: name, ..Checked::default() };
    let xml = |source| match source {
        quick_xml::Error::Io(error) => unread(io::Error::new(error.kind(), error.to_string())),
        source => VerifyError::Xml { file: name, source },
    };
    let mut reader = quick_xml::Reader::from_reader(file);
    let mut buffer = Vec::new();
    let mut keys: BTreeSet<String> = BTreeSet::new();
    let mut nodes: BTreeSet<String> = BTreeSet::new();
    let mut edges: BTreeSet<String> = BTreeSet::new();
    let mut element = Element::default();
    let mut data: Option<(String, String)> = None;
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(xml)? {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "node" | "edge" => {
                    element = Element { attributes: attributes(&tag).map_err(xml)?, ..Element::default() };
                }
                "data" => {
                    let key = attributes(&tag).map_err(xml)?.remove("key").unwrap_or_default();
                    if !keys.contains(&key) {
                        return Claim { file: name, id: &key }.wrong("key", "a key".to_owned(), "none".to_owned());
                    }
                    data = Some((key, String::new()));
                }
                _ => {}
            },
            Event::Empty(tag) if tag.local_name().as_ref() == "key" => {
                keys.extend(attributes(&tag).map_err(xml)?.remove("id"));
            }
            Event::Text(text) => {
                if let Some((_, value)) = &mut data {
                    value.push_str(&text.xml_content(XmlVersion::Explicit1_0));
                }
            }
            Event::GeneralRef(reference) => {
                if let Some((_, value)) = &mut data {
                    match reference.resolve_char_ref().map_err(xml)? {
                        Some(c) => value.push(c),
                        None => value.push_str(quick_xml::escape::resolve_xml_entity(&reference).unwrap_or("\u{FFFD}")),
                    }
                }
            }
            Event::End(tag) => match tag.local_name().as_ref() {
                "data" => element.data.extend(data.take()),
                "node" => {
                    checked.spans += check_element(name, "", &element, texts)?;
                    let id = element.attributes.remove("id").unwrap_or_default();
                    unique(name, id, &mut nodes)?;
                    checked.nodes += 1;
                }
                "edge" => {
                    checked.spans += check_element(name, "e_", &element, texts)?;
                    let id = element.attributes.remove("id").unwrap_or_default();
                    for end in ["source", "target"] {
                        let node = element.attributes.get(end).map_or("", String::as_str);
                        if !nodes.contains(node) {
                            return Claim { file: name, id: &id }.wrong(end, "a node".to_owned(), quoted(node));
                        }
                    }
                    unique(name, id, &mut edges)?;
                    checked.edges += 1;
                }
                _ => {}
            },
            Event::Eof => return Ok(checked),
            _ => {}
        }
    }
}

fn unique(file: &'static str, id: String, ids: &mut BTreeSet<String>) -> Result<()> {
    if id.is_empty() || ids.contains(&id) {
        return Claim { file, id: &id }.wrong("id", "an id of its own".to_owned(), quoted(&id));
    }
    ids.insert(id);
    Ok(())
}

/// Checks a node or an edge of GraphML; the keys of edges begin with `e_`.
fn check_element(file: &'static str, prefix: &str, element: &Element, texts: &Texts<'_>) -> Result<usize> {
    let id = element.attributes.get("id").map_or("", String::as_str);
    let claim = Claim { file, id };
    let value = |key: &str| element.data.get(&format!("{prefix}{key}")).map(String::as_str);
    if value("label").is_none_or(str::is_empty) {
        return claim.wrong("label", "a label".to_owned(), "none".to_owned());
    }
    let mentions: Vec<Mention> = parsed(claim, "mentions", value("mentions"))?;
    let evidence: Vec<Evidence> = parsed(claim, "evidence", value("evidence"))?;
    let fields = Fields {
        mentions: &mentions,
        evidence: &evidence,
        content: value("content"),
        time: value("time_text"),
        quantity: value("group_size_text").or_else(|| value("quantity_text")),
        example: value("example"),
    };
    for (key, length) in [("mention_count", fields.mentions.len()), ("evidence_count", fields.evidence.len())] {
        claim.equal(key, &length.to_string(), value(key).unwrap_or("0"))?;
    }
    if !prefix.is_empty() {
        claim.equal("uid", id, value("uid").unwrap_or(""))?;
    }
    if prefix.is_empty() {
        let kind = value("type").map_or(Value::Null, Value::from);
        match NodeType::deserialize(&kind) {
            Ok(kind) => {
                fields.rests(claim, kind)?;
                if kind == NodeType::Document {
                    claim_document(claim, texts)?;
                }
            }
            Err(_) => return claim.wrong("type", "a type of node".to_owned(), kind.to_string()),
        }
    } else if fields.evidence.is_empty() {
        return claim.wrong("evidence", "at least one".to_owned(), "none".to_owned());
    }
    fields.check(claim, texts)
}

/// A list written as JSON text.
fn parsed<T: for<'de> Deserialize<'de>>(claim: Claim<'_>, field: &str, text: Option<&str>) -> Result<Vec<T>> {
    let Some(text) = text else { return Ok(Vec::new()) };
    match serde_json::from_str(text) {
        Ok(list) => Ok(list),
        Err(error) => claim.wrong(field, format!("a JSON list ({error})"), quoted(text)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_whole() {
        let whole = |text: &str, at: &str| !cuts_a_word(text, text.find(at).unwrap());
        assert!(whole("US-led talks", "-led"));
        assert!(whole("Berg's plan", "'s"));
        assert!(whole("They don't know", "n't"));
        assert!(whole("They don’t know", "n’t"));
        assert!(whole("He cannot go", "not"));
        assert!(whole("worth $40million", "million"));
        assert!(whole("安倍晋三首相", "首相"));
        assert!(!whole("Berghain", "hain"));
        assert!(!whole("in 2025", "25"));
        assert!(!whole("a knot tied", "not"));
        assert!(!whole("Ñandú", "andú"));
    }

    #[test]
    fn spans_are_read_from_their_address() {
        assert_eq!(span_of("urn:newsloom:document/d1#char=2,9"), Some(("d1", Chars { start: 2, end: 9 })));
        assert_eq!(span_of("urn:newsloom:document/d1"), None);
        assert_eq!(span_of("urn:newsloom:document/d1#char=-2,9"), None);
    }
}
