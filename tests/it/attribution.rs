//! Who states what, sentence by sentence: `tests/gold/attribution.jsonl`.

use std::fmt::Write as _;

use newsloom::graph::Graph;
use newsloom::graph::Node;
use newsloom::graph::NodeBody;
use newsloom::graph::Statement;
use newsloom::ontology::Relation;
use serde::Deserialize;

use crate::support;

#[derive(Deserialize)]
struct Case {
    text: String,
    covers: String,
    statements: Vec<Expected>,
}

#[derive(Deserialize)]
struct Expected {
    content: String,
    /// A name of who states it; none where the text leaves it open.
    speaker: Option<String>,
    via: Option<String>,
    addressee: Option<String>,
    stance: Option<String>,
    quotation: Option<String>,
}

/// The letters and digits of a text, in lower case: marks and white space do not count.
fn bare(text: &str) -> String {
    text.chars().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn holds(graph: &Graph, node: &Node, statement: &Statement, expected: &Expected) -> bool {
    let said = |kind: Relation, name: &Option<String>| {
        let names = support::names(graph, node, kind);
        match name {
            Some(name) => names.iter().any(|known| bare(known).contains(&bare(name))),
            None => kind != Relation::Speaker || names.is_empty(),
        }
    };
    bare(&statement.content) == bare(&expected.content)
        && said(Relation::Speaker, &expected.speaker)
        && said(Relation::Via, &expected.via)
        && said(Relation::Addressee, &expected.addressee)
        && expected.stance.as_deref().is_none_or(|stance| stance == statement.stance.as_str())
        && expected.quotation.as_deref().is_none_or(|quotation| quotation == statement.quotation.as_str())
}

/// The statements of a graph with their nodes.
fn statements(graph: &Graph) -> Vec<(&Node, &Statement)> {
    graph
        .nodes()
        .filter_map(|node| match &node.body {
            NodeBody::Statement(statement) => Some((node, statement)),
            _ => None,
        })
        .collect()
}

/// A statement as a line to read.
fn line(graph: &Graph, node: &Node, one: &Statement) -> String {
    let speaker = support::names(graph, node, Relation::Speaker).join(", ");
    let via = support::names(graph, node, Relation::Via).join(", ");
    format!("[{speaker}] via [{via}] {} {}: {}", one.stance.as_str(), one.quotation.as_str(), one.content)
}

/// What comes out of a case, a line each statement, when it is not what a reader takes from it.
fn fault(case: &Case) -> Option<String> {
    let graph = support::read(&case.text);
    let statements = statements(&graph);
    let met = |expected: &Expected| statements.iter().any(|(node, one)| holds(&graph, node, one, expected));
    if statements.len() == case.statements.len() && case.statements.iter().all(met) {
        return None;
    }
    let mut lines = format!("{}: {}", case.covers, case.text);
    for (node, one) in &statements {
        let _ = write!(lines, "\n    {}", line(&graph, node, one));
    }
    Some(lines)
}

/// Who states what, to whom, through whom, how and how far: nineteen of twenty as a reader takes it.
#[test]
fn statements_are_those_a_reader_finds() {
    let text = include_str!("../gold/attribution.jsonl");
    let cases: Vec<Case> = text.lines().map(|line| serde_json::from_str(line).expect("a case")).collect();
    let faults: Vec<String> = cases.iter().filter_map(fault).collect();
    let right = cases.len() - faults.len();
    let figures = format!("{right} of {} right", cases.len());
    if std::env::var_os("SHOW").is_some() {
        eprintln!("{}\n{figures}", faults.join("\n"));
    }
    assert!(right * 100 >= cases.len() * 95, "{}\n{figures}", faults.join("\n"));
}

/// The statements of one of the articles in which names are marked.
#[derive(Deserialize)]
struct Reading {
    article: String,
    statements: Vec<Expected>,
    /// Contents that may be found as well.
    #[serde(default)]
    optional: Vec<String>,
}

/// Whole articles: nine of ten statements as a reader takes them, those that are too many counted as wrong.
#[test]
fn statements_of_articles_are_those_a_reader_finds() {
    let (mut right, mut asked, mut too_many) = (0, 0, 0);
    let mut faults = String::new();
    for text in include_str!("../gold/statements.jsonl").lines() {
        let case: Reading = serde_json::from_str(text).expect("an article");
        let path = format!("{}/tests/gold/names/{}.txt", env!("CARGO_MANIFEST_DIR"), case.article);
        let graph = support::read(&support::unmark(&std::fs::read_to_string(path).expect("an article")).0);
        let found = statements(&graph);
        for expected in &case.statements {
            let met = found.iter().any(|(node, one)| holds(&graph, node, one, expected));
            asked += 1;
            right += usize::from(met);
            if !met {
                let speaker = expected.speaker.as_deref().unwrap_or_default();
                let _ = write!(faults, "\n{} missed [{speaker}] {}", case.article, expected.content);
            }
        }
        let known: Vec<&String> = case.statements.iter().map(|one| &one.content).chain(&case.optional).collect();
        for (node, one) in found {
            if !known.iter().any(|content| bare(content) == bare(&one.content)) {
                too_many += 1;
                let _ = write!(faults, "\n{} too many {}", case.article, line(&graph, node, one));
            }
        }
    }
    let figures = format!("{right} of {asked} right, {too_many} too many");
    if std::env::var_os("SHOW").is_some() {
        eprintln!("{faults}\n{figures}");
    }
    assert!(right * 100 >= (asked + too_many) * 90, "{faults}\n{figures}");
}
