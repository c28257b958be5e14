//! Who did what to whom, edge by edge: `tests/gold/edges.jsonl`.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use newsloom::graph::Graph;
use newsloom::graph::Node;
use newsloom::graph::NodeBody;
use newsloom::ontology::Relation;
use serde::Deserialize;

use crate::support;

#[derive(Deserialize)]
struct Case {
    text: String,
    predicate: String,
    action: Option<String>,
    edges: BTreeMap<String, Vec<String>>,
}

/// Roles whose every filler stands in the table: any other one is wrong.
const COMPLETE: [Relation; 4] = [Relation::Agent, Relation::Target, Relation::Recipient, Relation::Partner];

/// Expected edges that are there, expected ones that are not, and edges nobody expects.
#[derive(Default, Clone)]
struct Count {
    right: usize,
    missing: usize,
    extra: usize,
}

/// The labels of what fills a role, things that another action is about left out.
fn fillers<'g>(graph: &'g Graph, node: &'g Node, relation: Relation) -> Vec<&'g str> {
    let ends = graph.edges().filter(|(source, edge, _)| source.id == node.id && edge.kind == relation);
    ends.filter(|(_, _, target)| target.kind.is_entity()).map(|(_, _, target)| target.label.as_str()).collect()
}

fn count(graph: &Graph, node: &Node, case: &Case) -> Count {
    let mut count = Count::default();
    for relation in Relation::ALL {
        let expected = case.edges.get(relation.as_str());
        let names = support::names(graph, node, relation);
        let has = |name: &&String| names.iter().any(|other| other.eq_ignore_ascii_case(name));
        let found = expected.into_iter().flatten().filter(has).count();
        count.right += found;
        count.missing += expected.map_or(0, Vec::len) - found;
        if COMPLETE.contains(&relation) {
            count.extra += fillers(graph, node, relation).len().saturating_sub(found);
        }
    }
    count
}

/// The node of a case that shows most of it.
fn outcome(graph: &Graph, case: &Case) -> Count {
    let asked = case.predicate.split(' ').next_back().unwrap_or_default();
    let counts = graph.nodes().filter_map(|node| {
        let NodeBody::Action(action) = &node.body else { return None };
        let typed = case.action.as_ref().is_none_or(|name| action.action == *name);
        (typed && action.predicate.split(' ').any(|word| word == asked)).then(|| count(graph, node, case))
    });
    let none = Count { missing: case.edges.values().map(Vec::len).sum(), ..Count::default() };
    counts.min_by_key(|count| count.missing + count.extra).unwrap_or(none)
}

/// Most edges of a hundred sentences are there, with few that should not be.
#[test]
fn sentences_have_the_edges_a_reader_draws() {
    let (mut sum, mut wrong) = (Count::default(), String::new());
    for line in include_str!("../gold/edges.jsonl").lines() {
        let case: Case = serde_json::from_str(line).expect("a case");
        let one = outcome(&support::read(&case.text), &case);
        if one.missing + one.extra > 0 {
            let _ = writeln!(wrong, "{} missing, {} extra: {} ({})", one.missing, one.extra, case.text, case.predicate);
        }
        sum.right += one.right;
        sum.missing += one.missing;
        sum.extra += one.extra;
    }
    let all = sum.right + sum.missing + sum.extra;
    assert!(all >= 100 && sum.right * 100 >= all * 85, "{} of {all} edges\n{wrong}", sum.right);
}
