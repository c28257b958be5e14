//! What the profiles of RDF add, read by the parsers of oxttl.

use std::collections::BTreeSet;

use newsloom::export;
use newsloom::export::Input;
use newsloom::export::MemorySink;
use newsloom::export::Options;
use newsloom::export::Profile;
use newsloom::graph::Graph;
use newsloom::graph::Modality;
use newsloom::graph::NodeBody;
use newsloom::graph::Polarity;
use newsloom::ontology::Relation;
use oxttl::NQuadsParser;
use oxttl::NTriplesParser;
use oxttl::TriGParser;
use oxttl::TurtleParser;

use crate::story::Story;

const OA: &str = "<http://www.w3.org/ns/oa#";
const TIME: &str = "<http://www.w3.org/2006/time#";
const REIFIES: &str = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies>";

fn story() -> Story {
    Story::tell(&[
        ["Anna Berg", "foreign ministry", "Oslo", "10,000 troops"],
        ["Ole \"Dahl\"", "coast guard", "Oslo", "Critics"],
    ])
}

/// A file of a format with some profiles.
fn written(graph: &Graph, story: &Story, format: &str, profiles: &[Profile]) -> String {
    let options = Options { profiles: profiles.iter().copied().collect(), ..Options::default() };
    let texts = |id: &str| story.texts.get(id).cloned();
    let mut sink = MemorySink::default();
    let exporter = export::of(format).unwrap();
    exporter.export(&Input { options: &options, ..Input::new(graph, &texts) }, &mut sink).unwrap();
    String::from_utf8(sink.files.into_values().next().unwrap()).unwrap()
}

/// Subject, predicate and object of each triple of a file of N-Triples, as they are written there.
fn triples(lines: &str) -> BTreeSet<[String; 3]> {
    let parsed = NTriplesParser::new().for_slice(lines).map(|it| it.unwrap());
    parsed.map(|it| [it.subject.to_string(), it.predicate.to_string(), it.object.to_string()]).collect()
}

fn added(profile: Profile) -> BTreeSet<[String; 3]> {
    let story = story();
    let graph = story.graph();
    let all = triples(&written(&graph, &story, "ntriples", &[profile]));
    let plain = triples(&written(&graph, &story, "ntriples", &[]));
    assert!(plain.is_subset(&all), "a profile takes nothing away");
    all.difference(&plain).cloned().collect()
}

fn count(triples: &BTreeSet<[String; 3]>, predicate: &str) -> usize {
    triples.iter().filter(|[_, known, _]| known == predicate).count()
}

#[test]
fn every_syntax_says_the_same_with_all_profiles() {
    let story = story();
    let graph = story.graph();
    let file = |format: &str| written(&graph, &story, format, Profile::ALL);
    let lines = triples(&file("ntriples"));
    let turtle: BTreeSet<[String; 3]> = TurtleParser::new()
        .for_slice(&file("turtle"))
        .map(|it| it.unwrap())
        .map(|it| [it.subject.to_string(), it.predicate.to_string(), it.object.to_string()])
        .collect();
    assert!(turtle == lines, "{} triples in Turtle, {} in N-Triples", turtle.len(), lines.len());
    let quads: BTreeSet<String> =
        NQuadsParser::new().for_slice(&file("nquads")).map(|it| it.unwrap().to_string()).collect();
    let grouped: BTreeSet<String> =
        TriGParser::new().for_slice(&file("trig")).map(|it| it.unwrap().to_string()).collect();
    assert!(grouped == quads, "{} quads in TriG, {} in N-Quads", grouped.len(), quads.len());
}

#[test]
fn edges_and_actions_reify_what_they_say() {
    let story = story();
    let found = added(Profile::Rdf12);
    assert!(found.iter().all(|[_, predicate, _]| predicate == REIFIES));
    let edges = found.iter().filter(|[subject, ..]| subject.starts_with("<urn:newsloom:edge/")).count();
    assert_eq!(edges, story.graph().edges().len());
    let of_actions: Vec<&String> = found
        .iter()
        .filter(|[subject, ..]| subject.starts_with("<urn:newsloom:action/"))
        .map(|[.., object]| object)
        .collect();
    // A claimed meeting and a deployment that will not be, in each article.
    assert_eq!(of_actions.len(), 4);
    assert!(of_actions.iter().any(|triple| triple.contains("<urn:newsloom:act#meet>")), "{of_actions:?}");
    // What is spoken of is told by nobody.
    let told = triples(&written(&story.graph(), &story, "ntriples", &[Profile::Rdf12]));
    assert!(told.iter().all(|[_, predicate, _]| !predicate.starts_with("<urn:newsloom:act#")));
}

#[test]
fn only_facts_have_shortcuts() {
    assert_eq!(added(Profile::Shortcuts), BTreeSet::new(), "a claim, and a plan that is denied");
    let mut story = story();
    let mut expected = 0;
    for node in &mut story.nodes {
        if let NodeBody::Action(action) = &mut node.body
            && action.action == "deploy"
        {
            (action.polarity, action.modality) = (Polarity::Affirmed, Modality::Actual);
            expected += 1;
        }
    }
    let graph = story.graph();
    let found: Vec<[String; 3]> = triples(&written(&graph, &story, "ntriples", &[Profile::Shortcuts]))
        .into_iter()
        .filter(|[_, predicate, _]| predicate.starts_with("<urn:newsloom:act#"))
        .collect();
    assert_eq!((found.len(), expected), (2, 2));
    for [agent, predicate, target] in &found {
        assert_eq!(predicate, "<urn:newsloom:act#deploy>");
        let roles = |kind, end: &String| {
            graph.edges().any(|(_, edge, to)| edge.kind == kind && format!("<urn:newsloom:entity/{}>", to.id) == *end)
        };
        assert!(roles(Relation::Agent, agent) && roles(Relation::Target, target));
    }
}

#[test]
fn words_are_found_by_place_and_by_quote() {
    let story = story();
    let found = added(Profile::WebAnnotation);
    let of = |subject: &String, predicate: &str| -> Vec<String> {
        let wanted = format!("{OA}{predicate}>");
        found
            .iter()
            .filter(|[it, known, _]| it == subject && *known == wanted)
            .map(|[.., object]| object.clone())
            .collect()
    };
    let annotations: Vec<&String> = found
        .iter()
        .filter(|[.., object]| *object == format!("{OA}Annotation>"))
        .map(|[subject, ..]| subject)
        .collect();
    let spans: usize = story.nodes.iter().map(|node| node.mentions.len() + node.evidence.len()).sum::<usize>()
        + story.edges.iter().map(|(.., edge)| edge.evidence.len()).sum::<usize>();
    assert_eq!(annotations.len(), spans);
    let mut quotes = 0;
    for annotation in annotations {
        let (body, target) = (of(annotation, "hasBody"), of(annotation, "hasTarget"));
        assert_eq!((body.len(), target.len()), (1, 1));
        let source = of(&target[0], "hasSource");
        let text = &story.texts[source[0].rsplit('/').next().unwrap().trim_end_matches('>')];
        let selectors = of(&target[0], "hasSelector");
        assert_eq!(selectors.len(), 2);
        let number = |name: &str| -> usize { of(&selectors[0], name)[0].split('"').nth(1).unwrap().parse().unwrap() };
        let (start, end) = (number("start"), number("end"));
        let part = |from: usize, to: usize| -> String { text.chars().skip(from).take(to - from).collect() };
        let value = |name: &str| {
            oxrdf::Literal::to_string(&oxrdf::Literal::new_simple_literal(match name {
                "exact" => part(start, end),
                "prefix" => part(start.saturating_sub(32), start),
                _ => part(end, (end + 32).min(text.chars().count())),
            }))
        };
        for name in ["exact", "prefix", "suffix"] {
            assert_eq!(of(&selectors[1], name), [value(name)], "{name} of {annotation}");
            quotes += 1;
        }
    }
    assert!(quotes > 50);
}

#[test]
fn times_are_intervals() {
    let found = added(Profile::OwlTime);
    let intervals: Vec<&String> = found
        .iter()
        .filter(|[.., object]| *object == format!("{TIME}Interval>"))
        .map(|[subject, ..]| subject)
        .collect();
    assert_eq!(intervals.len(), 2, "one meeting in each article has a time");
    for (predicate, least) in [("hasTime", 2), ("hasBeginning", 2), ("hasEnd", 2), ("inXSDDate", 4)] {
        assert_eq!(count(&found, &format!("{TIME}{predicate}>")), least, "{predicate}");
    }
    let day = "\"2024-01-05\"^^<http://www.w3.org/2001/XMLSchema#date>";
    assert!(found.iter().any(|[_, predicate, object]| *predicate == format!("{TIME}inXSDDate>") && object == day));
}
