//! One event in several articles: what the node that stands for it knows, and what must never show in it.

use newsloom::document::Document;
use newsloom::graph::Graph;
use newsloom::graph::Node;
use newsloom::graph::NodeBody;
use newsloom::ontology::Modality;
use newsloom::ontology::NodeType;
use newsloom::ontology::Polarity;
use newsloom::ontology::Relation;

use crate::support;

fn graph(articles: &[(&str, &str)]) -> Graph {
    let document = |(day, text): &(&str, &str)| {
        let headline = text.lines().next().unwrap_or_default();
        let mut document: Document = support::document(text, headline);
        document.published = Some((*day).to_owned());
        document
    };
    support::graph_of(articles.iter().map(document).collect())
}

/// The actions of a type, with what is told of each.
fn actions<'g>(graph: &'g Graph, action: &str) -> Vec<(&'g Node, &'g newsloom::graph::Action)> {
    let told = |node: &'g Node| match &node.body {
        NodeBody::Action(body) if body.action == action => Some((node, body)),
        _ => None,
    };
    graph.nodes().filter_map(told).collect()
}

const FIRED: &str = "Works\n\nHalden Motors fired Petra Volkova on Monday after a long row over unsafe brakes and a leaked letter. The shares fell.";
const AGAIN: &str = "Car maker\n\nPetra Volkova was fired by Halden Motors. She had led the works for ten years.";
const COPY: &str = "Late news\n\nHalden Motors fired Petra Volkova on Monday after a long row over unsafe brakes and a leaked letter. The shares fell.";

#[test]
fn a_copied_sentence_is_no_second_report() {
    let two = graph(&[("2025-03-04", FIRED), ("2025-03-04", COPY)]);
    let found = actions(&two, "dismiss");
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].0.evidence.len(), found[0].1.reports), (2, 1));
    let three = graph(&[("2025-03-04", FIRED), ("2025-03-04", COPY), ("2025-03-05", AGAIN)]);
    let found = actions(&three, "dismiss");
    assert_eq!((found.len(), found[0].0.evidence.len(), found[0].1.reports), (1, 3, 2));
}

#[test]
fn a_joined_event_says_why_and_keeps_the_first_id() {
    let first = graph(&[("2025-03-04", FIRED)]);
    let second = graph(&[("2025-03-05", AGAIN)]);
    let both = graph(&[("2025-03-05", AGAIN), ("2025-03-04", FIRED)]);
    let (node, action) = actions(&both, "dismiss")[0];
    assert_eq!(node.id, actions(&first, "dismiss")[0].0.id, "the event keeps the id it had first");
    assert_eq!(action.merged.len(), 1);
    assert_eq!(action.merged[0].id, actions(&second, "dismiss")[0].0.id);
    let why = action.merged[0].agrees.join(", ");
    assert!(why.contains("agent halden motors") && why.contains("target petra volkova"), "{why}");
}

#[test]
fn what_is_claimed_denied_or_planned_is_not_told_by_a_merge() {
    let denied = "Boltix\n\nAcmeron bought Boltix, analysts said. Both companies make screws.";
    let claimed = "Screws\n\nAcmeron bought Boltix, the union said. Nobody lost work.";
    let not = "Denial\n\nAcmeron did not buy Boltix. The papers were wrong.";
    let plan = "Plans\n\nAcmeron will buy Boltix. The papers will be signed soon.";
    let all = graph(&[("2025-03-04", denied), ("2025-03-04", claimed), ("2025-03-05", not), ("2025-03-05", plan)]);
    for (node, action) in actions(&all, "buy") {
        let plain = action.polarity == Polarity::Affirmed && action.modality == Modality::Actual;
        let at = all.index_of(&node.id).expect("a node of the graph");
        assert_eq!(plain, all.is_claimed(at), "{}", node.label);
    }
}

#[test]
fn who_has_no_name_is_one_by_the_part_played_in_one_event() {
    let one = "Sea\n\nThe Danish navy captured 23 pirates near Aden on Monday. A ship was saved.";
    let other = "Aden\n\nThe Danish navy captured 23 pirates. The pirates had ladders.";
    let more = "Gulf\n\nThe Danish navy captured 26 pirates. It was the second time.";
    let count = |graph: &Graph| {
        let pirates = |node: &&Node| node.kind == NodeType::Group && node.label.contains("pirates");
        graph.nodes().filter(pirates).count()
    };
    assert_eq!(count(&graph(&[("2025-03-04", one), ("2025-03-05", other)])), 1);
    assert_eq!(count(&graph(&[("2025-03-04", one), ("2025-03-05", other), ("2025-03-06", more)])), 2);
}

#[test]
fn one_statement_in_two_papers_is_one_node() {
    let one = "Budget\n\nMinister Signe Aalto said the harbour budget will grow by ten million euros next year.";
    let other = "Harbour\n\n\"The harbour budget will grow by ten million euros next year,\" Signe Aalto said.";
    let unlike = "Harbour\n\n\"The harbour budget will shrink by ten million euros,\" Olaf Brandt said.";
    let count = |graph: &Graph| graph.nodes().filter(|node| node.kind == NodeType::Statement).count();
    assert_eq!(count(&graph(&[("2025-03-04", one), ("2025-03-04", other)])), 1);
    assert_eq!(count(&graph(&[("2025-03-04", one), ("2025-03-04", unlike)])), 2);
}

#[test]
fn a_plan_and_the_deed_are_linked_not_joined() {
    let plan = "Visit\n\nAnna Lindgren will visit Bergen Shipyard on Monday. The workers have cleaned up.";
    let deed = "Visit\n\nAnna Lindgren visited Bergen Shipyard on Monday. A band played.";
    let both = graph(&[("2025-03-02", plan), ("2025-03-04", deed)]);
    assert_eq!(actions(&both, "visit").len(), 2);
    assert!(both.edges().any(|(_, edge, _)| edge.kind == Relation::SameEvent && edge.reason.is_some()));
}
