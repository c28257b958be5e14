//! Business news: what happens without an actor, amounts, days to come, and the words that tell of a party.

use newsloom::graph::Node;
use newsloom::graph::NodeBody;
use newsloom::ontology::Modality;
use newsloom::ontology::NodeType;
use newsloom::ontology::Relation;

use crate::support;

/// The words of all mentions of what is called `label`.
fn mentions(text: &str, label: &str) -> Vec<String> {
    let graph = support::read(text);
    let nodes = graph.nodes().filter(|node| node.label == label);
    nodes.flat_map(|node| node.mentions.iter().map(|mention| mention.text.clone())).collect()
}

/// The types of the actions in a text.
fn types(text: &str) -> Vec<String> {
    support::mentions(support::document(text, "test.txt")).actions.into_iter().map(|action| action.action).collect()
}

fn modality(text: &str, predicate: &str) -> Modality {
    let mentions = support::mentions(support::document(text, "test.txt"));
    let found = mentions.actions.iter().find(|action| action.predicate == predicate);
    found.unwrap_or_else(|| panic!("no action `{predicate}` in: {text}")).modality
}

#[test]
fn a_description_is_mentioned_by_its_whole_phrase() {
    let text = "Norrland bought a fleet of small ferries that lay idle in Tromsø.";
    assert_eq!(mentions(text, "fleet"), ["a fleet of small ferries that lay idle in Tromsø"]);
}

#[test]
fn a_description_before_a_name_is_a_mention_of_it() {
    let text = "Norwegian shipping company Kvistrup Line bought two ferries on Monday.";
    let found = mentions(text, "Kvistrup Line");
    assert!(found.contains(&"Norwegian shipping company Kvistrup Line".to_owned()), "{found:?}");
    assert!(found.contains(&"Kvistrup Line".to_owned()), "{found:?}");
}

#[test]
fn what_happens_without_an_actor_is_told_outside_politics() {
    assert!(types("The ferry was late after the accident.").contains(&"crash".to_owned()));
    let politics = types("The square was quiet before the protest.");
    assert!(politics.iter().all(|kind| kind != "protest"), "{politics:?}");
}

#[test]
fn things_do_something_to_things() {
    let graph = support::read("The new engine features a smaller fan.");
    let action = graph.nodes().find(|node| node.kind == NodeType::Action).expect("an action");
    assert_eq!(support::names(&graph, action, Relation::Agent), ["new engine"]);
    assert_eq!(support::names(&graph, action, Relation::Target), ["smaller fan"]);
}

#[test]
fn sums_of_money_are_one_only_when_they_are_as_much() {
    let graph = support::read("Norrland paid $5 million for the mill. Kvistrup paid $7 million for the dock.");
    let is_sum = |node: &&Node| matches!(&node.body, NodeBody::Entity(one) if one.kind.as_deref() == Some("money"));
    let sums: Vec<&str> = graph.nodes().filter(is_sum).map(|node| node.label.as_str()).collect();
    assert_eq!(sums.len(), 2, "{sums:?}");
}

#[test]
fn letters_before_a_currency_sign_are_no_country() {
    let graph = support::read("Norrland paid US$ 5 million for the mill.");
    let places: Vec<&str> =
        graph.nodes().filter(|node| node.kind == NodeType::Place).map(|node| node.label.as_str()).collect();
    assert!(!places.contains(&"United States"), "{places:?}");
}

#[test]
fn the_present_of_a_day_to_come_is_a_plan() {
    assert_eq!(modality("The bank is closing twelve branches in June 2030.", "close"), Modality::Planned);
    assert_eq!(modality("The bank closed twelve branches in June 2020.", "close"), Modality::Actual);
    assert_eq!(modality("The harbour museum shows old ferries until June 2030.", "show"), Modality::Actual);
}

#[test]
fn a_statement_is_not_about_where_something_lies() {
    let graph = support::read("Ann Berg said Kvistrup Line would cut jobs in Norway.");
    let said = graph.nodes().find(|node| node.kind == NodeType::Statement).expect("a statement");
    let about = support::names(&graph, said, Relation::About);
    assert!(about.contains(&"Kvistrup Line") && !about.contains(&"Norway"), "{about:?}");
}

#[test]
fn a_day_behind_a_name_is_that_of_the_action() {
    let mentions = support::mentions(support::document("The Kvistrup Bank on Tuesday sold two mills.", "test.txt"));
    let sold = mentions.actions.iter().find(|action| action.predicate == "sell").expect("a sale");
    assert!(sold.time.is_some());
}
