//! Who did what to whom in the classes of PLOVER: `tests/gold/classes.tsv`.

use newsloom::graph::Graph;
use newsloom::graph::Node;
use newsloom::graph::NodeBody;
use newsloom::ontology::Relation;

use crate::support;

/// Roles of whom or what an action concerns.
const CONCERNED: [Relation; 7] = [
    Relation::Target,
    Relation::Recipient,
    Relation::Partner,
    Relation::Place,
    Relation::Origin,
    Relation::Destination,
    Relation::Topic,
];

/// Whether one of the roles leads to something of that name, or to a phrase that ends in its last word.
fn leads(graph: &Graph, node: &Node, roles: &[Relation], name: &str) -> bool {
    let last = |text: &str| text.rsplit(' ').next().unwrap_or_default().trim_end_matches("'s").to_lowercase();
    roles
        .iter()
        .flat_map(|&role| support::names(graph, node, role))
        .any(|label| last(label) == last(name) || label.to_lowercase().contains(&name.to_lowercase()))
}

/// Whether one action has the class, all agents and the target.
fn is_right(class: &str, agents: &str, target: &str, text: &str) -> bool {
    let graph = support::read(text);
    graph.nodes().any(|node| {
        let NodeBody::Action(action) = &node.body else { return false };
        action.category == class
            && agents.split(';').all(|agent| leads(&graph, node, &[Relation::Agent], agent))
            && (target.is_empty() || leads(&graph, node, &CONCERNED, target))
    })
}

#[test]
fn class_agent_and_target_are_right_in_one_action() {
    let rows: Vec<Vec<&str>> = include_str!("../gold/classes.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split('\t').collect())
        .collect();
    let right = |row: &&Vec<&str>| {
        let [class, agents, target, text] = row[..] else { panic!("four columns: {row:?}") };
        let right = is_right(class, agents, target, text);
        if !right && std::env::var_os("SHOW").is_some() {
            eprintln!("{class}: {text}");
        }
        right
    };
    let (right, all) = (rows.iter().filter(right).count(), rows.len());
    assert!(right * 100 >= all * FLOOR, "{right} of {all} are right");
}

/// So many in a hundred are right.
const FLOOR: usize = 70;
