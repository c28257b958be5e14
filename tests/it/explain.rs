//! `newsloom explain`: by id, name and alias, with sentences, marks and speakers.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::process::Output;

use serde_json::Value;
use tempfile::TempDir;

const STRIKE: &str = "Dockers end strike\n\nInes Calder, the president of the Harbour Union, met Tomas Brandl on Monday. \
    Calder said that Brandl had not signed the contract.\n";

fn newsloom(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_newsloom")).args(args).current_dir(folder).output().expect("the program runs")
}

/// A folder with the results of one article.
fn results() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("strike.txt"), STRIKE).expect("a file");
    let run = newsloom(folder.path(), &["build", "strike.txt", "--published", "2025-05-05", "-f", "json", "-q"]);
    assert_eq!(run.status.code(), Some(0), "{}", String::from_utf8_lossy(&run.stderr));
    folder
}

fn explain(folder: &Path, rest: &[&str]) -> (Option<i32>, String, String) {
    let run = newsloom(folder, &[&["explain", "out"], rest].concat());
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (run.status.code(), text(run.stdout), text(run.stderr))
}

fn json(folder: &Path, asked: &str) -> Value {
    serde_json::from_str(&explain(folder, &[asked, "--json"]).1).expect("JSON")
}

#[test]
fn a_name_in_any_case_is_explained_with_marked_sentences_and_speakers() {
    let place = results();
    let (code, page, _) = explain(place.path(), &["tomas brandl"]);
    assert_eq!(code, Some(0));
    assert!(page.starts_with("Tomas Brandl\n  Person"), "{page}");
    assert!(page.contains("»met«"), "{page}");
    assert!(page.contains("»signed«") && page.contains("»not«"), "{page}");
    assert!(page.contains("said by Ines Calder"), "{page}");
    assert!(!page.contains('\u{1b}'), "no colours outside a terminal: {page}");
    let wide: Vec<&str> = page.lines().filter(|line| line.chars().count() > 80).collect();
    assert!(wide.is_empty(), "{wide:?}");
}

#[test]
fn an_alias_finds_its_node_and_an_id_finds_node_or_edge() {
    let place = results();
    let by_name = json(place.path(), "Ines Calder");
    assert_eq!(json(place.path(), "CALDER"), by_name);
    let id = by_name["node"]["id"].as_str().expect("an id");
    assert_eq!(json(place.path(), id), by_name);
    let edge = by_name["edges"][0]["edge"]["id"].as_str().expect("an id");
    let found = json(place.path(), edge);
    assert_eq!(found["found"], "edge");
    assert_eq!(found["edge"]["type"], by_name["edges"][0]["edge"]["type"]);
    assert!(!found["sentences"].as_array().expect("a list").is_empty());
}

#[test]
fn marks_are_places_of_the_sentence() {
    let place = results();
    let found = json(place.path(), "Tomas Brandl");
    let mut marked = Vec::new();
    for sentence in
        found["edges"].as_array().expect("a list").iter().flat_map(|link| link["sentences"].as_array().unwrap())
    {
        let letters: Vec<char> = sentence["text"].as_str().expect("a text").chars().collect();
        for mark in sentence["marks"].as_array().expect("a list") {
            let at = |key: &str| mark[key].as_u64().expect("a number") as usize;
            marked.push(letters[at("start")..at("end")].iter().collect::<String>());
        }
    }
    assert!(marked.contains(&"met".to_owned()) && marked.contains(&"not".to_owned()), "{marked:?}");
}

#[test]
fn a_name_that_nothing_has_is_an_error_with_the_nearest() {
    let place = results();
    let (code, out, error) = explain(place.path(), &["Tomas Brandel"]);
    assert_eq!((code, out.as_str()), (Some(2), ""));
    assert!(error.contains("`Tomas Brandel`") && error.contains("did you mean Tomas Brandl"), "{error}");
    let (code, _, error) = explain(place.path(), &["Zzyzx Quux"]);
    assert_eq!(code, Some(2));
    assert!(error.contains("nothing has the id or the name"), "{error}");
}

#[test]
fn several_of_one_name_are_listed_with_their_ids() {
    let folder = tempfile::tempdir().expect("a folder");
    let lines = "{\"id\":\"1\",\"title\":\"Rain\",\"text\":\"A bridge collapsed in Oslo.\"}\n\
        {\"id\":\"2\",\"title\":\"Rain\",\"text\":\"A flood closed a road in Bergen.\"}\n";
    fs::write(folder.path().join("a.jsonl"), lines).expect("a file");
    newsloom(folder.path(), &["build", "a.jsonl", "-f", "json", "-q"]);
    let found = json(folder.path(), "rain");
    assert_eq!(found["found"], "several");
    let ids: Vec<&str> = found["nodes"].as_array().unwrap().iter().map(|node| node["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), 2);
    let (code, page, _) = explain(folder.path(), &["rain"]);
    assert_eq!(code, Some(0));
    assert!(ids.iter().all(|id| page.contains(id)), "{page}");
}

#[test]
fn without_results_it_says_what_to_run() {
    let folder = tempfile::tempdir().expect("a folder");
    let (code, _, error) = explain(folder.path(), &["x"]);
    assert_eq!(code, Some(1));
    assert!(error.contains("newsloom build"), "{error}");
}
