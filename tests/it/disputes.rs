//! Where papers and voices disagree: pairs of two invented papers, and what `disputes` says of them.

use std::collections::BTreeMap;

use newsloom::graph::Graph;
use newsloom::ontology::Relation;
use serde::Deserialize;

use crate::support;

#[derive(Deserialize)]
struct Pair {
    is: String,
    reason: Option<String>,
    #[serde(default)]
    days: Option<[String; 2]>,
    one: String,
    other: String,
}

fn pairs() -> Vec<Pair> {
    let text = include_str!("../gold/disputes/pairs.jsonl");
    text.lines().map(|line| serde_json::from_str(line).expect("a pair")).collect()
}

/// The graph of two articles, each with its day.
fn graph(pair: &Pair) -> Graph {
    let days = pair.days.clone().unwrap_or_else(|| ["2025-03-10".to_owned(), "2025-03-10".to_owned()]);
    let article = |text: &str, name: &str, day: &str| {
        let mut document = support::document(text, name);
        document.published = Some(day.to_owned());
        document
    };
    support::graph_of(vec![article(&pair.one, "Courier", &days[0]), article(&pair.other, "Ledger", &days[1])])
}

/// The edges between accounts, by type with reason.
fn found(graph: &Graph) -> Vec<(&'static str, Option<&str>)> {
    let accounts = [Relation::Contradicts, Relation::Supports, Relation::Updates];
    let edges = graph.edges().filter(|(_, edge, _)| accounts.contains(&edge.kind));
    edges.map(|(_, edge, _)| (edge.kind.as_str(), edge.reason.as_deref())).collect()
}

#[test]
fn pairs_of_two_papers_are_told_apart() {
    let mut right: BTreeMap<&str, usize> = BTreeMap::new();
    let mut claimed: BTreeMap<&str, usize> = BTreeMap::new();
    let mut wanted: BTreeMap<String, usize> = BTreeMap::new();
    for pair in pairs() {
        let graph = graph(&pair);
        let edges = found(&graph);
        *wanted.entry(pair.is.clone()).or_default() += 1;
        let mut kinds: Vec<&'static str> = edges.iter().map(|edge| edge.0).collect();
        kinds.sort_unstable();
        kinds.dedup();
        for kind in &kinds {
            *claimed.entry(kind).or_default() += 1;
            *right.entry(kind).or_default() += usize::from(*kind == pair.is);
        }
        let expected: Vec<&str> = if pair.is == "unrelated" { Vec::new() } else { vec![&pair.is] };
        if std::env::var_os("SHOW").is_some() && kinds != expected {
            eprintln!("{} {:?}: {edges:?}\n  {}\n  {}", pair.is, pair.reason, pair.one, pair.other);
        }
    }
    let share = |of: usize, all: usize| of as f64 / all.max(1) as f64;
    let count = |map: &BTreeMap<&str, usize>, kind: &str| map.get(kind).copied().unwrap_or_default();
    for (kind, precision, recall) in [("contradicts", 0.9, 0.6), ("updates", 0.85, 0.0), ("supports", 0.85, 0.0)] {
        let (right, claimed) = (count(&right, kind), count(&claimed, kind));
        let all = wanted.get(kind).copied().unwrap_or_default();
        eprintln!("{kind}: {right} right of {claimed} found, {all} wanted");
        assert!(right > 0, "no {kind} found at all");
        assert!(share(right, claimed) >= precision, "{kind}: {right} right of {claimed}");
        assert!(share(right, all) >= recall, "{kind}: {right} found of {all}");
    }
}

/// A folder with the results of two papers that disagree.
fn results() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let line =
        |id: &str, text: &str| serde_json::json!({"id": id, "text": text, "published": "2025-03-10"}).to_string();
    let lines = [
        line("courier", "Police said three people were killed when a bus overturned near Torvik on Sunday."),
        line("ledger", "Witnesses said nine people were killed when the bus overturned near Torvik on Sunday."),
        line("post", "Mayor Lidia Marek visited a school in Harwick on Friday."),
    ];
    std::fs::write(folder.path().join("papers.jsonl"), lines.join("\n")).expect("a file");
    let run = newsloom(folder.path(), &["build", "papers.jsonl", "-q"]);
    assert_eq!(run.status.code(), Some(0), "{}", String::from_utf8_lossy(&run.stderr));
    folder
}

fn newsloom(folder: &std::path::Path, args: &[&str]) -> std::process::Output {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_newsloom"));
    command.args(args).current_dir(folder).output().expect("the program runs")
}

fn printed(folder: &std::path::Path, args: &[&str]) -> String {
    let run = newsloom(folder, args);
    assert_eq!(run.status.code(), Some(0), "{}", String::from_utf8_lossy(&run.stderr));
    String::from_utf8(run.stdout).expect("UTF-8")
}

#[test]
fn both_sides_stand_beside_each_other_in_80_columns() {
    let place = results();
    let table = printed(place.path(), &["disputes", "out"]);
    let title = table.lines().next().expect("a title");
    assert!(title.ends_with("contradicts · number"), "{table}");
    for words in
        ["Police", "Witnesses", "“three people were killed", "“nine people were killed", "(courier,", "(ledger,"]
    {
        assert!(table.contains(words), "{words}: {table}");
    }
    assert!(table.lines().all(|line| line.chars().count() <= 80), "{table}");
}

#[test]
fn disputes_are_chosen_by_name_and_read_by_programs() {
    let place = results();
    let json = |args: &[&str]| -> Vec<serde_json::Value> {
        let text = printed(place.path(), &[&["disputes", "out", "--json"], args].concat());
        serde_json::from_str(&text).expect("JSON")
    };
    let about = json(&["--about", "torvik"]);
    assert_eq!(about.len(), 1);
    assert_eq!((&about[0]["type"], &about[0]["reason"]), (&"contradicts".into(), &"number".into()));
    assert_ne!(about[0]["a"]["source"], about[0]["b"]["source"]);
    assert!(json(&["--about", "marek"]).is_empty());
    assert_eq!(printed(place.path(), &["disputes", "out", "--about", "marek"]), "no disputes found\n");
}

#[test]
fn results_with_disputes_agree_with_their_texts_in_every_format() {
    let place = results();
    let formats = ["json", "turtle", "graphml", "csv", "cypher", "gexf", "jsonld"];
    let wanted: Vec<&str> = formats.iter().flat_map(|format| ["--format", format]).collect();
    printed(place.path(), &[&["export", "out"], wanted.as_slice()].concat());
    printed(place.path(), &["verify", "out"]);
    for file in ["graph.ttl", "graph.graphml", "graph.json"] {
        let text = std::fs::read_to_string(place.path().join("out").join(file)).expect("a file");
        assert!(text.contains("contradicts"), "{file}");
    }
}

#[test]
fn neither_threads_nor_the_order_of_articles_show_in_disputes() {
    let (one, other) = (results(), results());
    let path = other.path().join("papers.jsonl");
    let text = std::fs::read_to_string(&path).expect("a file");
    let lines: Vec<&str> = text.lines().rev().collect();
    std::fs::write(&path, lines.join("\n")).expect("a file");
    printed(other.path(), &["build", "papers.jsonl", "-q", "-j", "3"]);
    assert_eq!(
        printed(one.path(), &["disputes", "out", "--all"]),
        printed(other.path(), &["disputes", "out", "--all"])
    );
}

#[test]
fn two_voices_on_why_something_was_done_contradict_each_other() {
    let text = "Minister Anna Berg turned down the offer out of fear of the unions, Jonas Vik said. \
        Berg said her decision was about protecting jobs, not fear.";
    let graph = support::read(text);
    assert_eq!(found(&graph), [("contradicts", Some("cause"))]);
}

#[test]
fn who_refuses_a_plan_does_not_deny_that_there_is_one() {
    let text = "Anna Berg said she would send troops to Norway. Norway rejected Berg's plan to send troops to Norway.";
    assert_eq!(found(&support::read(text)), []);
}
