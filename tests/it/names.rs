//! Names in news: how many of those a person marks are found, and what must not be one.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use newsloom::annotate::Annotated;
use newsloom::annotate::NameKind;
use newsloom::annotate::name::Gazetteer;
use newsloom::annotate::name::NameTagger;
use newsloom::lang;
use newsloom::lang::en;

use crate::support;

/// A name: its first byte, its words, its kind.
type Marked = (usize, String, NameKind);

fn annotate(text: &str) -> Annotated {
    lang::of("en").expect("English is built in").annotate(support::document(text, "test.txt"))
}

/// The names found in `text`, with places in the document's own text.
fn found(annotated: &Annotated) -> BTreeSet<Marked> {
    let span = |first, end| annotated.span(first, end);
    let mark = |name: &newsloom::annotate::Name| {
        let words = span(name.first, name.end);
        (words.start, words.of(&annotated.document.text).to_owned(), name.kind)
    };
    annotated.names.iter().map(mark).collect()
}

/// "Oslo" of `text`, as `LOC Oslo`.
fn names(text: &str) -> Vec<String> {
    found(&annotate(text)).into_iter().map(|(_, words, kind)| format!("{} {words}", kind.as_str())).collect()
}

/// Where the marked names stand in the document's own text, looked for in order.
fn right(annotated: &Annotated, names: Vec<(String, NameKind)>, marked: &str) -> BTreeSet<Marked> {
    let mut at = 0;
    let place = |(words, kind): (String, NameKind)| {
        // The words between two marks keep one name from being taken for an earlier one.
        let start = at + annotated.document.text[at..].find(&words).expect(marked);
        at = start + words.len();
        (start, words, kind)
    };
    names.into_iter().map(place).collect()
}

#[test]
fn names_in_news_are_found() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold/names");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|end| end == "txt"));
    paths.sort();
    let (mut hits, mut guesses, mut answers) = (0, 0, 0);
    let mut wrong = String::new();
    for path in &paths {
        let (text, names) = support::unmark(&fs::read_to_string(path).unwrap());
        let annotated = annotate(&text);
        let right = right(&annotated, names, &path.display().to_string());
        let found = found(&annotated);
        hits += found.intersection(&right).count();
        guesses += found.len();
        answers += right.len();
        for (_, words, kind) in found.symmetric_difference(&right) {
            wrong.extend([kind.as_str(), " ", words.as_str(), "; "]);
        }
    }
    let score = 200 * hits / (guesses + answers);
    assert!(score >= 88, "strict F1 {score} %, {hits} of {answers} right, {guesses} found; differ: {wrong}");
}

#[test]
fn what_is_no_name_is_left_alone() {
    for text in [
        "Critics said on Monday that the Mexican president was wrong.",
        "Police arrested two American tourists in April.",
        "Key Facts\n\nThe price of bread rose by a third.",
        "Thousands Flee as Wildfire Nears Town",
        "Former Teacher Wins Prize for Best Novel",
    ] {
        assert_eq!(names(text), [""; 0], "{text}");
    }
}

#[test]
fn titles_and_articles_stand_outside() {
    assert_eq!(names("Prime Minister Keir Starmer met Mr. Sunak."), ["PER Keir Starmer", "PER Sunak"]);
    assert_eq!(names("The officials spoke at the White House."), ["ORG White House"]);
}

#[test]
fn a_surname_means_the_person_named_before() {
    let text = "The mayor of Reading, Ada Vekemans, resigned. \"I am tired,\" Vekemans said.";
    assert!(names(text).contains(&"PER Vekemans".to_owned()), "{:?}", names(text));
}

#[test]
fn a_headline_has_the_names_of_its_article() {
    let text =
        "Vekemans Quits After Bridge Row\n\nThe mayor, Ada Vekemans, resigned on Friday. She will move to Ghent.";
    assert_eq!(names(text), ["PER Vekemans", "PER Ada Vekemans", "LOC Ghent"]);
}

#[test]
fn lists_and_weights_of_names_can_be_read() {
    let gazetteer = Gazetteer::parse(&en::NAME_LISTS).expect("the gazetteers can be read");
    let weights = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema/lang/en/model/names.bin");
    let bytes = fs::read(weights).unwrap();
    assert!(bytes.len() <= 3_500_000);
    NameTagger::read(&bytes, gazetteer, en::clusters().clone()).expect("the weights are those of names");
}
