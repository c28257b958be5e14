//! A claim is never shown as a fact, and a denial never as a claim.

use newsloom::graph::view;

use crate::support;

/// `speaker: agent action target` for each edge between actors.
fn edges(text: &str) -> Vec<String> {
    let graph = support::read(text);
    let actors = view::actors(&graph, &|_| None);
    let line = |edge: view::ActorEdge<'_>| {
        format!(
            "{}: {} {} {}",
            edge.sense.claimed_by.join(", "),
            edge.source.label,
            edge.sense.action,
            edge.target.label
        )
    };
    actors.edges().map(line).collect()
}

#[test]
fn what_somebody_says_is_an_edge_with_its_speaker() {
    assert_eq!(edges("Anna Berg said that Norway attacked Denmark."), ["Anna Berg: Norway attack Denmark"]);
}

#[test]
fn what_is_only_denied_is_no_edge_between_actors() {
    assert_eq!(edges("Anna Berg denied that Norway attacked Denmark."), Vec::<String>::new());
}

#[test]
fn what_the_article_tells_is_an_edge_without_a_speaker() {
    assert_eq!(edges("Norway attacked Denmark."), [": Norway attack Denmark"]);
}
