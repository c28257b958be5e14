//! Polarity and modality, sentence by sentence: `tests/gold/status.jsonl`.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use newsloom::ontology::Modality;
use newsloom::ontology::Polarity;
use newsloom::ontology::Stance;
use serde::Deserialize;

use crate::support;

#[derive(Deserialize)]
struct Case {
    text: String,
    body: Option<String>,
    predicate: String,
    polarity: String,
    modality: String,
    pair: Option<u32>,
}

/// How the action of a case comes out, as a reader of the graph takes it: what everybody who states it denies is negated.
fn outcome(case: &Case) -> Option<(Polarity, Modality)> {
    let text = case.body.iter().fold(case.text.clone(), |text, body| format!("{text}\n\n{body}"));
    let mentions = support::mentions(support::document(&text, "case.txt"));
    let asked = case.predicate.split(' ').next_back().unwrap_or_default();
    let at = mentions.actions.iter().position(|action| action.predicate.split(' ').any(|word| word == asked))?;
    let action = &mentions.actions[at];
    let mut stances = mentions.statements.iter().filter(|said| said.asserts.contains(&at)).map(|said| said.stance);
    let denied = stances.next().is_some_and(|first| first == Stance::Deny && stances.all(|next| next == Stance::Deny));
    Some((if denied { Polarity::Negated } else { action.polarity }, action.modality))
}

/// Sentences come out as a reader takes them, and nothing unreal comes out as a fact.
#[test]
fn sentences_have_the_status_a_reader_gives_them() {
    let text = include_str!("../gold/status.jsonl");
    let cases: Vec<Case> = text.lines().map(|line| serde_json::from_str(line).expect("a case")).collect();
    let (mut right, mut found, mut too_strong) = (0, 0, Vec::new());
    let mut pairs: BTreeMap<u32, Vec<(&str, bool)>> = BTreeMap::new();
    let mut wrong = String::new();
    for case in &cases {
        let outcome = outcome(case).map(|(polarity, modality)| (polarity.as_str(), modality.as_str()));
        let (polarity, modality) = outcome.unwrap_or(("no", "action"));
        let is_right = polarity == case.polarity && modality == case.modality;
        found += usize::from(outcome.is_some());
        right += usize::from(is_right);
        if let Some(pair) = case.pair {
            pairs.entry(pair).or_default().push((&case.text, is_right));
        }
        if !is_right {
            let (predicate, text) = (&case.predicate, &case.text);
            let _ =
                writeln!(wrong, "{predicate}: {polarity} {modality}, not {} {}: {text}", case.polarity, case.modality);
        }
        if (polarity, modality) == ("affirmed", "actual") && (case.polarity == "negated" || case.modality != "actual") {
            too_strong.push(case.text.as_str());
        }
    }
    let apart = pairs.values().filter(|pair| pair.len() == 2 && pair.iter().all(|&(_, right)| right)).count();
    let figures = format!("found {found}, right {right} of {}, pairs right {apart} of {}", cases.len(), pairs.len());
    eprintln!("{wrong}{figures}, shown as facts {too_strong:?}");
    assert!(cases.len() >= 200 && pairs.len() >= 40, "{figures}");
    assert!(right * 100 >= cases.len() * 98, "{wrong}{figures}");
    assert!(apart >= 40, "{wrong}{figures}");
    assert!(too_strong.is_empty(), "shown as facts: {too_strong:#?}");
}
