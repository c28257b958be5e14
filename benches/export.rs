//! How fast each format is written, and with how much memory beside the graph: 200,000 nodes and 1,000,000 edges, each with
//! six attributes or more.
//!
//! `cargo bench --bench export` writes every format to nowhere, three times; `-- --quick` once, `-- --only NAME` those whose
//! name begins so. `-- --rivals PYTHON` has other libraries write the same graph in the same run, with a Python that has
//! networkx, igraph, rdflib and pyoxigraph, such as the one that `tests/run.sh` sets up. Only Linux tells time and memory.
#![allow(clippy::print_stdout, reason = "a table for people")]

use std::fs;
use std::hint::black_box;
use std::io::{self, Write};
use std::path::Path;
use std::process::Command;

use newsloom::export::ALL;
use newsloom::export::Exporter;
use newsloom::export::FolderSink;
use newsloom::export::Input;
use newsloom::export::Options;
use newsloom::export::Profile;
use newsloom::export::Sink;
use newsloom::export::View;
use newsloom::graph::Action;
use newsloom::graph::Chars;
use newsloom::graph::Confidence;
use newsloom::graph::DocumentRecord;
use newsloom::graph::Edge;
use newsloom::graph::Entity;
use newsloom::graph::Evidence;
use newsloom::graph::Form;
use newsloom::graph::Graph;
use newsloom::graph::Mention;
use newsloom::graph::Modality;
use newsloom::graph::Node;
use newsloom::graph::NodeBody;
use newsloom::graph::Polarity;
use newsloom::graph::SpanRef;
use newsloom::graph::Tense;
use newsloom::ontology::NodeType;
use newsloom::ontology::Relation;

/// Every article has four actors, three of whom others speak of too, and four actions.
const ARTICLES: usize = 25_000;

fn evidence(article: usize, start: usize) -> Evidence {
    let sentence = Chars { start: start / 100 * 100, end: start / 100 * 100 + 100 };
    Evidence {
        span: SpanRef { document: format!("d{article:026}"), start, end: start + 40 },
        sentence: Some(sentence),
        trigger: vec![Chars { start: start + 10, end: start + 16 }],
        cue: Vec::new(),
        content: Vec::new(),
    }
}

fn node(letter: char, number: usize, kind: NodeType, article: usize, body: NodeBody) -> Node {
    let claim = kind == NodeType::Action;
    let span = SpanRef { document: format!("d{article:026}"), start: number % 400, end: number % 400 + 9 };
    Node {
        id: format!("{letter}{number:026}"),
        kind,
        label: format!("Anna Berg & sons {number}"),
        confidence: Confidence::new((number % 101) as u8),
        mentions: if claim {
            Vec::new()
        } else {
            vec![Mention { span, text: "Anna Berg".to_owned(), form: Form::Name }]
        },
        evidence: if claim { vec![evidence(article, number % 400)] } else { Vec::new() },
        body,
    }
}

fn graph() -> Graph {
    let (mut nodes, mut edges) = (Vec::new(), Vec::new());
    for number in 0..4 * ARTICLES {
        let article = number / 4;
        let entity = Entity { aliases: vec!["Berg".to_owned()], kind: Some("company".to_owned()), ..Entity::default() };
        let kind = [NodeType::Person, NodeType::Organization, NodeType::Place, NodeType::Group][number % 4];
        nodes.push(node('e', number, kind, article, NodeBody::Entity(entity)));
        let action = Action {
            predicate: "turn down".to_owned(),
            action: "reject".to_owned(),
            category: "reject".to_owned(),
            polarity: Polarity::Affirmed,
            modality: if number % 3 == 0 { Modality::Planned } else { Modality::Actual },
            tense: Some(Tense::Past),
            time: None,
            reports: 1,
            merged: Vec::new(),
        };
        nodes.push(node('a', number, NodeType::Action, article, NodeBody::Action(action)));
        let roles = [Relation::Agent, Relation::Target, Relation::Recipient, Relation::Partner, Relation::Place];
        for (place, kind) in roles.iter().chain(&roles).enumerate() {
            let edge = Edge {
                id: format!("r{:026}", 10 * number + place),
                kind: *kind,
                confidence: Confidence::new(80),
                evidence: vec![evidence(article, number % 400)],
                role: None,
                status: None,
                quantity: None,
                reason: None,
            };
            let other = (number + place * place * 7) % (4 * ARTICLES);
            edges.push((format!("a{number:026}"), format!("e{other:026}"), edge));
        }
    }
    let documents = (0..ARTICLES).map(|number| DocumentRecord {
        id: format!("d{number:026}"),
        source: format!("{number}.txt"),
        title: None,
        published: Some("2024-01-05".to_owned()),
        publisher: None,
        authors: Vec::new(),
        language: "en".to_owned(),
        url: None,
        sha256: "0".repeat(64),
        length: 500,
    });
    Graph::from_parts(documents.collect(), nodes, edges)
}

/// Counts the bytes and keeps none.
#[derive(Default)]
struct Nowhere {
    bytes: usize,
}

impl Sink for Nowhere {
    fn file(&mut self, _: &str) -> io::Result<Box<dyn Write + '_>> {
        Ok(Box::new(self))
    }
}

impl Write for &mut Nowhere {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A number of `/proc/self/status`, in kilobytes; 0 where there is none.
fn kilobytes(name: &str) -> usize {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
    line.split_whitespace().find_map(|word| word.parse().ok()).unwrap_or_default()
}

/// Seconds of the processor for this program so far, in hundredths; 0 where the system does not say.
fn processor() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    let ticks: Vec<f64> = after.split_whitespace().skip(11).take(2).filter_map(|it| it.parse().ok()).collect();
    ticks.iter().sum::<f64>() / 100.0
}

/// What is measured: how it is called, the format, and what is asked of it.
fn jobs() -> Vec<(String, &'static dyn Exporter, Options)> {
    let full = || Options { view: Some(View::Full), ..Options::default() };
    let mut jobs: Vec<(String, &dyn Exporter, Options)> =
        ALL.iter().map(|format| (format.name().to_owned(), *format, full())).collect();
    for (name, format, options) in [
        ("gexf --no-layout", "gexf", Options { no_layout: true, ..full() }),
        ("graphml --view actors", "graphml", Options { view: Some(View::Actors), ..Options::default() }),
        ("turtle, all profiles", "turtle", Options { profiles: Profile::ALL.iter().copied().collect(), ..full() }),
    ] {
        jobs.extend(newsloom::export::of(format).map(|format| (name.to_owned(), format, options)));
    }
    jobs
}

fn main() -> io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let value = |name: &str| arguments.iter().position(|it| it == name).and_then(|at| arguments.get(at + 1));
    let runs = if arguments.iter().any(|argument| argument == "--quick") { 1 } else { 3 };
    if let Some(only) = value("--one") {
        return jobs().iter().filter(|(name, ..)| name == only).try_for_each(|job| measure(job, runs));
    }
    println!("200,000 nodes, 1,000,000 edges, the least of {runs} runs");
    println!("| format | CPU s | MB | extra memory MB |\n|---|---|---|---|");
    for (name, ..) in jobs() {
        if value("--only").is_none_or(|only| name.starts_with(only.as_str())) {
            // In a program of its own, so that none uses the memory that another has left.
            Command::new(std::env::current_exe()?).args(&arguments).args(["--one", &name]).status()?;
        }
    }
    value("--rivals").map_or(Ok(()), |python| rivals(&graph(), python))
}

/// Prints how long a job takes and how much memory it needs beside the graph.
fn measure((name, format, options): &(String, &dyn Exporter, Options), runs: usize) -> io::Result<()> {
    let graph = graph();
    let texts = |_: &str| None;
    let input = Input { options, ..Input::new(&graph, &texts) };
    let (mut least, mut megabytes, mut memory) = (f64::MAX, 0, 0);
    for _ in 0..runs {
        // From here on the system counts the most memory anew.
        let _ = fs::write("/proc/self/clear_refs", "5");
        let (before, began, mut nowhere) = (kilobytes("VmRSS:"), processor(), Nowhere::default());
        format.export(black_box(&input), &mut nowhere)?;
        least = least.min(processor() - began);
        memory = memory.max(kilobytes("VmHWM:").saturating_sub(before).div_ceil(1000));
        megabytes = nowhere.bytes / 1_000_000;
    }
    println!("| {name} | {least:.2} | {megabytes} | {memory} |");
    Ok(())
}

/// The same graph as other libraries write it, measured by themselves: `benches/rivals.py`.
fn rivals(graph: &Graph, python: &str) -> io::Result<()> {
    let folder = tempfile::tempdir()?;
    let options = Options { view: Some(View::Full), ..Options::default() };
    let input = Input { options: &options, ..Input::new(graph, &|_| None) };
    for name in ["nodelink", "ntriples"] {
        if let Some(format) = newsloom::export::of(name) {
            format.export(&input, &mut FolderSink::new(folder.path()))?;
        }
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/rivals.py");
    let status = Command::new(python).arg(script).arg(folder.path()).status()?;
    if status.success() { Ok(()) } else { Err(io::Error::other(format!("{python}: {status}"))) }
}
