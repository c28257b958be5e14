//! Each of our own articles as a page a person can read: who is there, what happens, who says so.

use std::fmt::Write as _;

use newsloom::graph::Graph;
use newsloom::graph::Node;
use newsloom::graph::NodeBody;
use newsloom::ontology::NodeType;
use newsloom::ontology::Relation;

use crate::support;

/// The parties of a node, as `role label`, in the order of the contract.
fn parties(graph: &Graph, node: &Node) -> String {
    let mut all: Vec<(Relation, &str)> = graph
        .edges()
        .filter(|(source, edge, _)| {
            source.id == node.id
                && !matches!(edge.kind, Relation::ReportedIn | Relation::MentionedIn | Relation::Asserts)
        })
        .map(|(_, edge, target)| (edge.kind, target.label.as_str()))
        .collect();
    all.sort_unstable();
    all.iter().fold(String::new(), |mut line, (relation, label)| {
        let _ = write!(line, "; {} {label}", relation.as_str());
        line
    })
}

/// Where a node first stands in the text.
fn place(node: &Node) -> usize {
    let evidence = node
        .evidence
        .first()
        .and_then(|evidence| evidence.trigger.first().map(|trigger| trigger.start).or(Some(evidence.span.start)));
    evidence.or(node.mentions.first().map(|mention| mention.span.start)).unwrap_or(0)
}

/// The graph of one document as lines.
fn page(graph: &Graph) -> String {
    let mut page = String::new();
    let mut nodes: Vec<&Node> = graph.nodes().collect();
    nodes.sort_by_key(|node| (place(node), node.id.as_str()));
    for kind in [NodeType::Person, NodeType::Organization, NodeType::Place, NodeType::Group, NodeType::Thing] {
        for node in nodes.iter().filter(|node| node.kind == kind) {
            let NodeBody::Entity(entity) = &node.body else { continue };
            let also =
                if entity.aliases.is_empty() { String::new() } else { format!(" = {}", entity.aliases.join(" = ")) };
            let what = entity.kind.as_deref().map_or(String::new(), |kind| format!(" ({kind})"));
            let _ = writeln!(page, "{} {}{what}{also}", kind.as_str(), node.label);
            for (_, edge, target) in
                graph.edges().filter(|(source, edge, _)| source.id == node.id && edge.kind != Relation::MentionedIn)
            {
                let role = edge.role.as_deref().map_or(String::new(), |role| format!(" {role}"));
                let _ = writeln!(page, "    {}{role} {}", edge.kind.as_str(), target.label);
            }
        }
    }
    for node in &nodes {
        if let NodeBody::Action(action) = &node.body {
            let claimed = graph.edges().any(|(_, edge, target)| edge.kind == Relation::Asserts && target.id == node.id);
            let mut status = vec![action.action.as_str()];
            if action.polarity.as_str() != "affirmed" {
                status.push(action.polarity.as_str());
            }
            if action.modality.as_str() != "actual" {
                status.push(action.modality.as_str());
            }
            if claimed {
                status.push("claimed");
            }
            let time = action
                .time
                .as_ref()
                .map_or(String::new(), |time| format!("; time {}", time.value.as_deref().unwrap_or(&time.text)));
            let _ = writeln!(page, "- {} [{}]{}{time}", action.predicate, status.join(" "), parties(graph, node));
        }
    }
    for node in &nodes {
        if let NodeBody::Statement(said) = &node.body {
            let cue = said.cue.as_deref().unwrap_or("-");
            let _ = writeln!(
                page,
                "\" {cue} [{} {}]{}: {}",
                said.quotation.as_str(),
                said.stance.as_str(),
                parties(graph, node),
                said.content
            );
        }
    }
    page
}

#[test]
fn articles_read_as_expected() {
    insta::glob!("..", "articles/*.txt", |path| {
        let text = std::fs::read_to_string(path).expect("an article of our own");
        insta::assert_snapshot!(page(&support::read(&text)));
    });
}
