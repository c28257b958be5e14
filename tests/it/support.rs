//! From a text to a graph, for every test that reads.

use newsloom::annotate::NameKind;
use newsloom::document::Document;
use newsloom::graph;
use newsloom::graph::Contribution;
use newsloom::graph::Graph;
use newsloom::graph::Node;
use newsloom::graph::NodeBody;
use newsloom::input::Limits;
use newsloom::input::article;
use newsloom::lang;
use newsloom::mention::Mentions;
use newsloom::ontology::Relation;

/// The document of a text.
pub(crate) fn document(text: &str, source: &str) -> Document {
    let known = article::Known {
        source: source.to_owned(),
        published: Some("2025-05-09".to_owned()),
        ..article::Known::default()
    };
    article::document(text, known, &Limits::default(), &mut Vec::new()).expect("a text of our own can be read")
}

/// What is found in a document.
pub(crate) fn mentions(document: Document) -> Mentions {
    let language = lang::of("en").expect("English is built in");
    language.extract(&language.annotate(document))
}

/// The graph of several documents.
pub(crate) fn graph_of(documents: Vec<Document>) -> Graph {
    let language = lang::of("en").expect("English is built in");
    let contributions = documents.into_iter().map(|document| {
        let annotated = language.annotate(document);
        Contribution::new(&annotated, &language.extract(&annotated))
    });
    graph::build(contributions.collect())
}

/// The graph of one text.
pub(crate) fn read(text: &str) -> Graph {
    graph_of(vec![document(text, "test.txt")])
}

/// Labels and aliases of what fills a role of a node.
pub(crate) fn names<'g>(graph: &'g Graph, node: &'g Node, relation: Relation) -> Vec<&'g str> {
    let ends = graph.edges().filter(|(source, edge, _)| source.id == node.id && edge.kind == relation);
    ends.flat_map(|(_, _, target)| {
        let aliases: &[String] = if let NodeBody::Entity(entity) = &target.body { &entity.aliases } else { &[] };
        std::iter::once(target.label.as_str()).chain(aliases.iter().map(String::as_str))
    })
    .collect()
}

/// Takes the marks `[Oslo|LOC]` out of a text.
pub(crate) fn unmark(marked: &str) -> (String, Vec<(String, NameKind)>) {
    let mut text = String::new();
    let mut names = Vec::new();
    for piece in marked.split('[') {
        match piece.split_once(']') {
            Some((mark, rest)) => {
                let (words, kind) = mark.split_once('|').expect("a mark is [words|KIND]");
                names.push((words.to_owned(), NameKind::parse(kind).expect("a kind is PER, ORG or LOC")));
                text += words;
                text += rest;
            }
            None => text += piece,
        }
    }
    (text, names)
}
