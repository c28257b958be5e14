//! `report.jsonl`: one line for every document that was given, with what became of it.

use std::path::Path;

use serde::Serialize;

use crate::document::Block;
use crate::document::BlockKind;
use crate::document::Document;
use crate::graph::Graph;
use crate::input::Refusal;
use crate::input::Warning;
use crate::ontology::NodeType;
use crate::text::CodePoints;

/// What became of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// It is in the graph.
    Ok,
    /// It was left out on purpose.
    Skipped,
    /// It could not be read or processed.
    Failed,
}

/// How much was found in a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Counts {
    /// Words.
    pub tokens: usize,
    /// Sentences.
    pub sentences: usize,
    /// Nodes that are persons, organizations, places, groups, things with a mention in it.
    pub entities: usize,
    /// Action nodes with evidence in it.
    pub actions: usize,
    /// Statement nodes with evidence in it.
    pub statements: usize,
    /// Edges with evidence in it.
    pub edges: usize,
}

/// A change or a doubt.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Note {
    /// A stable name.
    pub code: &'static str,
    /// How often.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<usize>,
    /// What it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}

impl From<Warning> for Note {
    fn from(warning: Warning) -> Self {
        Self { code: warning.code, count: warning.count, detail: warning.detail }
    }
}

/// A block that was not read as running text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// What it is.
    pub kind: &'static str,
    /// The first code point.
    pub start: usize,
    /// After the last code point.
    pub end: usize,
}

/// One line of the report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// File name or address; for a line that failed, with its number.
    pub source: String,
    /// Id of the document, once it had one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// What became of it.
    pub status: Status,
    /// At which step it was left out: `read`, `extract` or `resolve`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage: Option<&'static str>,
    /// A stable name of the reason.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<&'static str>,
    /// The reason.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// The number of the line, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// Where the line begins, in bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offset: Option<u64>,
    /// What was found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counts: Option<Counts>,
    /// What was changed, what is doubtful.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<Note>,
    /// Blocks that are no running text.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<LeftOut>,
}

impl Entry {
    /// Of an input that gave no article.
    pub(super) fn refused(refusal: &Refusal) -> Self {
        Self {
            status: if refusal.skipped && refusal.problem.is_harmless() { Status::Skipped } else { Status::Failed },
            stage: Some("read"),
            code: Some(refusal.problem.code()),
            message: Some(crate::input::clean::line(&refusal.problem.to_string())),
            line: refusal.line,
            offset: refusal.offset,
            ..Self::of(refusal.source.clone(), None)
        }
    }

    /// Of an article that is in the graph.
    pub(super) fn ok(document: &Document, warnings: Vec<Warning>) -> Self {
        let points = CodePoints::new(&document.text);
        let left_out = |block: &Block| {
            let kept = block.kind.is_running() || block.kind == BlockKind::Title;
            let (start, end) = (points.at(block.span.start), points.at(block.span.end));
            (!kept).then_some(LeftOut { kind: block.kind.as_str(), start, end })
        };
        Self {
            warnings: warnings.into_iter().map(Note::from).collect(),
            left_out: document.blocks.iter().filter_map(left_out).collect(),
            ..Self::of(document.source.clone(), Some(document.id.clone()))
        }
    }

    /// Of an article that was left out after reading.
    pub(super) fn without(
        source: &str,
        id: &str,
        status: Status,
        stage: &'static str,
        code: &'static str,
        message: String,
    ) -> Self {
        Self {
            status,
            stage: Some(stage),
            code: Some(code),
            message: Some(message),
            ..Self::of(source.to_owned(), Some(id.to_owned()))
        }
    }

    /// Of a decision of the user that met nothing in the articles, or that another decision speaks against.
    pub(super) fn unmatched(path: &Path, line: usize) -> Self {
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
        Self {
            status: Status::Skipped,
            stage: Some("resolve"),
            code: Some("unmatched_decision"),
            message: Some("the decision meets nothing in these articles, or another speaks against it".to_owned()),
            line: Some(line),
            ..Self::of(format!("{}:{line}", crate::input::clean::line(&name)), None)
        }
    }

    fn of(source: String, id: Option<String>) -> Self {
        Self {
            source,
            id,
            status: Status::Ok,
            stage: None,
            code: None,
            message: None,
            line: None,
            offset: None,
            counts: None,
            warnings: Vec::new(),
            left_out: Vec::new(),
        }
    }
}

/// Adds to `count(document)` what the graph holds from each document. A node counts once per document.
pub(super) fn count<'g>(graph: &'g Graph, mut count: impl FnMut(&'g str, fn(&mut Counts) -> &mut usize)) {
    let mut once = |documents: &mut Vec<&'g str>, field: fn(&mut Counts) -> &mut usize| {
        documents.sort_unstable();
        documents.dedup();
        for document in documents.drain(..) {
            count(document, field);
        }
    };
    let mut documents: Vec<&str> = Vec::new();
    for node in graph.nodes() {
        let mentions = node.mentions.iter().map(|mention| mention.span.document.as_str());
        documents.extend(mentions.chain(node.evidence.iter().map(|evidence| evidence.span.document.as_str())));
        match node.kind {
            NodeType::Action => once(&mut documents, |counts| &mut counts.actions),
            NodeType::Statement => once(&mut documents, |counts| &mut counts.statements),
            NodeType::Document => documents.clear(),
            _ => once(&mut documents, |counts| &mut counts.entities),
        }
    }
    for (_, edge, _) in graph.edges() {
        documents.extend(edge.evidence.iter().map(|evidence| evidence.span.document.as_str()));
        once(&mut documents, |counts| &mut counts.edges);
    }
}
