//! Which words of one article mean the same, why the graph says so, and how long it takes.

use std::fmt::Write as _;
use std::time::Duration;
use std::time::Instant;

use newsloom::graph::Graph;
use newsloom::graph::Node;
use newsloom::graph::Sieve;
use newsloom::lang;
use newsloom::ontology::NodeType;
use newsloom::ontology::Relation;

use crate::support::document;
use crate::support::read;

fn called<'g>(graph: &'g Graph, label: &str) -> &'g Node {
    let labels = || graph.nodes().map(|node| node.label.as_str()).collect::<Vec<_>>();
    graph.nodes().find(|node| node.label == label).unwrap_or_else(|| panic!("no {label} among {:?}", labels()))
}

/// The words that speak of a node, in the order of the text.
fn words(graph: &Graph, label: &str) -> Vec<String> {
    let mut mentions: Vec<_> = called(graph, label).mentions.iter().collect();
    mentions.sort_by_key(|mention| mention.span.start);
    mentions.into_iter().map(|mention| mention.text.to_lowercase()).collect()
}

#[test]
fn each_mention_but_the_one_that_names_it_says_why_it_is_one_with_it() {
    let graph = read(
        "Harbour talks\n\nInes Calder, the mayor of Torvik, met the dockers on Monday. Calder told them that she had \
         signed the contract. \"I will keep my word,\" the mayor said.",
    );
    let node = called(&graph, "Ines Calder");
    let mut why: Vec<(String, Option<Sieve>)> =
        node.mentions.iter().map(|mention| (mention.text.to_lowercase(), mention.sieve)).collect();
    why.sort();
    let expect = [
        ("calder", Some(Sieve::PartOfName)),
        ("i", Some(Sieve::Speaker)),
        ("ines calder", None),
        ("my", Some(Sieve::Speaker)),
        ("she", Some(Sieve::Pronoun)),
        ("the mayor", Some(Sieve::SameNoun)),
        ("the mayor of torvik", Some(Sieve::Apposition)),
    ];
    assert_eq!(why, expect.map(|(text, sieve)| (text.to_owned(), sieve)));
    for node in graph.nodes().filter(|node| node.kind.is_entity()) {
        assert!(node.mentions.iter().filter(|mention| mention.sieve.is_none()).count() <= 1, "{node:?}");
    }
}

#[test]
fn a_named_storm_is_no_person() {
    let graph = read(
        "Coast prepares\n\nHurricane Nora reached the coast on Friday. It destroyed forty houses. The storm also cut \
         the railway line.",
    );
    assert_eq!(called(&graph, "Hurricane Nora").kind, NodeType::Thing);
    assert_eq!(words(&graph, "Hurricane Nora"), ["hurricane nora", "it", "the storm"]);
}

#[test]
fn whose_people_they_are_keeps_no_group_apart() {
    let graph = read(
        "Border towns\n\nDrug cartels attacked two villages. Mexican cartels have fought the army for years. The \
         cartels burned a school.",
    );
    let groups: Vec<&str> = graph
        .nodes()
        .filter(|node| node.kind.is_entity() && node.label.contains("artels"))
        .map(|node| node.label.as_str())
        .collect();
    assert_eq!(groups.len(), 1, "{groups:?}");
}

#[test]
fn a_body_is_one_whichever_way_its_country_is_called() {
    let graph = read(
        "Exercise\n\nU.S. Special Forces landed on the island. American Special Forces have trained there since May.",
    );
    let bodies: Vec<&str> =
        graph.nodes().filter(|node| node.label.ends_with("Special Forces")).map(|node| node.label.as_str()).collect();
    assert_eq!(bodies.len(), 1, "{bodies:?}");
}

#[test]
fn in_an_interview_you_asked_is_i_who_answers() {
    let graph = read(
        "An interview with Lena Moss\n\nLena Moss bakes bread in Aldhaven. We spoke to her in May.\n\nWhen did you open \
         the bakery?\n\nI opened it in 2011. My father lent me the money.\n\nDo you sell cakes?\n\nI sold cakes for a \
         year. I stopped because nobody bought them.\n\nWhat do you plan next?\n\nI will buy the mill.",
    );
    let said = words(&graph, "Lena Moss");
    assert_eq!(said.iter().filter(|word| *word == "you").count(), 3, "{said:?}");
    assert_eq!(said.iter().filter(|word| *word == "i").count(), 4, "{said:?}");
    let we: Vec<_> = said.iter().filter(|word| *word == "we").collect();
    assert!(we.is_empty(), "who asks is somebody else: {said:?}");
}

#[test]
fn the_listener_of_a_quotation_is_you() {
    let graph = read(
        "At the harbour\n\nInes Calder told Tomas Brandl: \"You have broken your promise.\" Brandl left the room.",
    );
    assert!(words(&graph, "Tomas Brandl").iter().any(|word| word == "you"), "{:?}", words(&graph, "Tomas Brandl"));
}

/// Roles with what they are of: "director of Institute".
fn roles(graph: &Graph, label: &str) -> Vec<String> {
    let mut all: Vec<String> = graph
        .edges()
        .filter(|(source, edge, _)| source.label == label && edge.role.is_some() && edge.kind != Relation::Family)
        .map(|(_, edge, target)| format!("{} of {}", edge.role.as_deref().unwrap_or_default(), target.label))
        .collect();
    all.sort();
    all
}

#[test]
fn a_role_is_of_what_follows_it_and_of_nobody_elses_country() {
    let graph = read(
        "Salt report\n\nRuth Falk, director of the National Water study and chairman of the Torvik Institute, presented \
         it. Senior researcher Omar Diaz, of the University of Aldhaven, agreed.",
    );
    let all = roles(&graph, "Ruth Falk");
    assert!(all.contains(&"chairman of Torvik Institute".to_owned()), "{all:?}");
    assert_eq!(roles(&graph, "Omar Diaz"), ["senior researcher of University of Aldhaven"]);
    let graph = read(
        "Talks fail\n\nAccording to Omar Diaz, Danish Prime Minister Anna Berg refused the offer. He spoke on Monday.",
    );
    assert_eq!(roles(&graph, "Anna Berg"), ["prime minister of Denmark"]);
    assert_eq!(roles(&graph, "Omar Diaz"), [""; 0]);
}

/// Paragraphs with four mentions each: names, descriptions and pronouns.
fn crowd(mentions: usize) -> String {
    const GIVEN: [&str; 6] = ["Ada", "Bruno", "Clara", "David", "Elena", "Hugo"];
    const PARTS: [&str; 8] = ["bal", "dor", "fen", "gar", "hul", "kes", "lim", "mor"];
    let mut text = String::from("A long list\n\n");
    for at in 0..mentions / 4 {
        let family = [PARTS[at % 8], PARTS[at / 8 % 8], PARTS[at / 64 % 8], PARTS[at / 512 % 8]].concat();
        let family = family[..1].to_uppercase() + &family[1..];
        let given = GIVEN[at % GIVEN.len()];
        let _ = write!(text, "{given} {family} praised the mayor because he knew the harbour.\n\n");
    }
    text
}

#[test]
fn time_is_linear_in_the_mentions_of_an_article() {
    let english = lang::of("en").expect("English is built in");
    let read = |mentions: usize| {
        let annotated = english.annotate(document(&crowd(mentions), "crowd.txt"));
        let found = english.extract(&annotated).entities.len();
        assert!(found >= mentions * 3 / 4, "{found} mentions of {mentions}");
        annotated
    };
    let (short, long) = (read(25_000), read(50_000));
    let time = |annotated| {
        let start = Instant::now();
        std::hint::black_box(english.extract(annotated));
        start.elapsed()
    };
    // Twice the mentions; quadratic time would take four times as long, however busy the machine is.
    let linear = || time(&long) < time(&short).mul_f64(2.6) + Duration::from_millis(50);
    assert!((0..10).any(|_| linear()), "not linear: {:?}, then {:?}", time(&short), time(&long));
}

#[test]
fn every_table_of_weights_can_be_read() {
    for (file, tables) in [
        (include_str!("../../schema/lang/en/pronouns.toml"), &["he", "they", "it"][..]),
        (include_str!("../../schema/lang/en/descriptions.toml"), &["things", "groups"][..]),
    ] {
        let all: toml::Table = file.parse().expect("the file is TOML");
        assert_eq!(all.len(), tables.len());
        for table in tables {
            let weights = all[*table].as_table().expect("a table");
            assert!(weights.values().all(toml::Value::is_integer), "{table}");
        }
    }
}
