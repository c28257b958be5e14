//! `newsloom explain`: what the graph knows of something, and which sentences say so.

use std::fmt::Write as _;
use std::io;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::paper::Ink;
use super::paper::marked;
use crate::error::Error;
use crate::graph::Node;
use crate::graph::NodeBody;
use crate::run;
use crate::run::Answer;
use crate::run::Link;
use crate::run::Sentence;

pub(super) const HELP: &str = "\
Reads FOLDER/graph.json and documents.jsonl. What is asked for is the id of a node or edge, or a name or alias, upper \
and lower case being one; of articles also the file name. Several nodes of one name are listed with their ids.

The words of predicates and cues are in colour on a terminal, else between » and «. What no line says somebody says, \
the articles tell themselves.

Examples:
  newsloom explain out 'Anna Berg'
  newsloom explain out a0d4qx10hqfw2awd5cb48vrc0vf
  newsloom explain out 'anna berg' --json | jq '.edges[].other.label'";

/// Edges of one type, and sentences of one edge, shown without `--all`.
const EDGES: usize = 10;
const SENTENCES: usize = 2;

#[derive(Debug, Args)]
pub(super) struct ExplainArgs {
    /// Folder of results of `newsloom build`
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,

    /// Id, name or alias
    #[arg(value_name = "ID|NAME")]
    asked: String,

    /// Every edge and every sentence
    #[arg(long)]
    all: bool,

    /// As one JSON object; always everything
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &ExplainArgs) -> Result<ExitCode, Error> {
    let answer = run::explain(&args.folder, &args.asked)?;
    let out = if args.json {
        let text = serde_json::to_string_pretty(&answer).map_err(|error| Error::Stdout(error.into()))?;
        format!("{text}\n")
    } else {
        Page { ink: Ink::of_output(), all: args.all }.print(&answer)
    };
    io::stdout().write_all(out.as_bytes()).map_err(Error::Stdout)?;
    Ok(ExitCode::SUCCESS)
}

/// How an answer is printed.
struct Page {
    ink: Ink,
    all: bool,
}

impl Page {
    fn print(&self, answer: &Answer) -> String {
        match answer {
            Answer::Several { nodes } => {
                let mut out = format!("{} nodes are called so; ask for one by its id:\n", nodes.len());
                for node in nodes {
                    let words = format!("{}  {}  {}", node.id, node.kind.as_str(), node.label);
                    out.push_str(&self.ink.paragraph("  ", &words));
                }
                out
            }
            Answer::Edge { from, to, edge, said_by, sentences } => {
                let title = format!("{} —{}→ {}", from.label, edge.kind.as_str(), to.label);
                let mut out = self.title(&title);
                out.push_str(
                    &self.ink.paragraph("  ", &format!("confidence {} · {}", edge.confidence.value(), edge.id)),
                );
                let link = Link {
                    outgoing: true,
                    edge: (**edge).clone(),
                    other: to.clone(),
                    said_by: said_by.clone(),
                    sentences: sentences.clone(),
                };
                let more = more(&link);
                if !more.is_empty() {
                    out.push_str(&self.ink.paragraph("  ", &more));
                }
                out.push_str(&self.sentences(sentences, "  ", sentences.len()));
                out
            }
            Answer::Node { node, said_by, sentences, articles, edges } => {
                let mut out = self.title(&node.label);
                for line in facts(node) {
                    out.push_str(&self.ink.paragraph("  ", &line));
                }
                if !said_by.is_empty() {
                    out.push_str(&self.ink.paragraph("  ", &format!("said by {}", said_by.join(", "))));
                }
                let shown = if self.all { sentences.len() } else { EDGES };
                out.push_str(&self.sentences(sentences, "  ", shown));
                let articles: Vec<String> = articles
                    .iter()
                    .map(|(source, times)| match times {
                        1 => source.clone(),
                        times => format!("{source} ({times} times)"),
                    })
                    .collect();
                if !articles.is_empty() {
                    out.push_str(&self.ink.paragraph("in ", &articles.join(", ")));
                }
                for group in edges.chunk_by(|a, b| (a.outgoing, a.edge.kind) == (b.outgoing, b.edge.kind)) {
                    out.push_str(&self.group(group));
                }
                out
            }
        }
    }

    fn title(&self, words: &str) -> String {
        self.ink.heading(words, super::paper::WIDTH)
    }

    /// The edges of one direction and type.
    fn group(&self, links: &[Link]) -> String {
        let Some(first) = links.first() else { return String::new() };
        let kind = first.edge.kind.as_str();
        let title = if first.outgoing { kind.to_owned() } else { format!("is {kind} of") };
        let mut out = format!("\n{} ({})\n", self.ink.title(&title), links.len());
        let shown = if self.all { links.len() } else { EDGES };
        for link in links.iter().take(shown) {
            let more = more(link);
            let more = if more.is_empty() { more } else { format!(" · {more}") };
            let words = format!("{}{more}", link.other.label);
            out.push_str(&self.ink.paragraph("  - ", &words));
            let most = if self.all { link.sentences.len() } else { SENTENCES };
            out.push_str(&self.sentences(&link.sentences, "    ", most));
        }
        if links.len() > shown {
            let _ = writeln!(out, "  … and {} more; --all shows them", links.len() - shown);
        }
        out
    }

    fn sentences(&self, sentences: &[Sentence], indent: &str, most: usize) -> String {
        let mut out = String::new();
        for sentence in sentences.iter().take(most) {
            let words = format!("“{}” ({})", marked(sentence), sentence.source);
            out.push_str(&self.ink.paragraph(indent, &words));
        }
        if sentences.len() > most {
            let _ = writeln!(out, "{indent}… and {} more sentences; --all shows them", sentences.len() - most);
        }
        out
    }
}

/// What an edge says beside its type and ends.
fn more(link: &Link) -> String {
    let edge = &link.edge;
    let mut parts: Vec<String> = [&edge.role, &edge.reason].into_iter().flatten().cloned().collect();
    parts.extend(edge.status.map(|status| status.as_str().to_owned()));
    parts.extend(edge.quantity.as_ref().map(|quantity| quantity.text.clone()));
    if !link.said_by.is_empty() {
        parts.push(format!("said by {}", link.said_by.join(", ")));
    }
    parts.join(" · ")
}

/// What a node is, line by line.
fn facts(node: &Node) -> Vec<String> {
    let mut first = vec![node.kind.as_str().to_owned()];
    let mut lines = Vec::new();
    match &node.body {
        NodeBody::Entity(entity) => {
            first.extend(entity.kind.iter().chain(&entity.gender).chain(&entity.country).cloned());
            first.extend(entity.size.as_ref().map(|size| size.text.clone()));
            if !entity.aliases.is_empty() {
                lines.push(format!("also {}", entity.aliases.join(", ")));
            }
            if !entity.ids.is_empty() {
                lines.push(format!("known as {}", entity.ids.join(", ")));
            }
        }
        NodeBody::Action(action) => {
            let sense = [&action.action, action.polarity.as_str(), action.modality.as_str()];
            first.extend(sense.into_iter().map(str::to_owned));
            first.extend(action.tense.map(|tense| tense.as_str().to_owned()));
            first.extend(action.time.as_ref().map(|time| time.value.clone().unwrap_or_else(|| time.text.clone())));
        }
        NodeBody::Statement(statement) => {
            first.extend([statement.quotation.as_str(), statement.stance.as_str()].map(str::to_owned));
            first.extend(statement.cue.clone());
        }
        NodeBody::Document(document) => {
            first.extend(document.published.iter().chain(&document.publisher).chain([&document.source]).cloned());
        }
    }
    for merged in node.body.merged() {
        let why: Vec<&str> = std::iter::once(&merged.reason).chain(&merged.agrees).map(String::as_str).collect();
        lines.push(format!("joined: {} and {}, {}", merged.label, merged.with, why.join(", ")));
    }
    first.push(format!("confidence {}", node.confidence.value()));
    first.push(node.id.clone());
    lines.insert(0, first.join(" · "));
    lines
}
