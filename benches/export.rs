//! How fast each format is written: 200,000 nodes and 1,000,000 edges, each with six attributes or more.

use std::hint::black_box;
use std::io::{self, Write};

use criterion::Criterion;
use criterion::Throughput;
use criterion::criterion_group;
use criterion::criterion_main;
use newsloom::export::ALL;
use newsloom::export::Input;
use newsloom::export::MemorySink;
use newsloom::export::Sink;
use newsloom::graph::Action;
use newsloom::graph::Chars;
use newsloom::graph::Confidence;
use newsloom::graph::DocumentRecord;
use newsloom::graph::Edge;
use newsloom::graph::Entity;
use newsloom::graph::Evidence;
use newsloom::graph::Form;
use newsloom::graph::Graph;
use newsloom::graph::Mention;
use newsloom::graph::Modality;
use newsloom::graph::Node;
use newsloom::graph::NodeBody;
use newsloom::graph::Polarity;
use newsloom::graph::SpanRef;
use newsloom::graph::Tense;
use newsloom::ontology::NodeType;
use newsloom::ontology::Relation;

/// Every article has four actors, three of whom others speak of too, and four actions.
const ARTICLES: usize = 25_000;

fn evidence(article: usize, start: usize) -> Evidence {
    let sentence = Chars { start: start / 100 * 100, end: start / 100 * 100 + 100 };
    Evidence {
        span: SpanRef { document: format!("d{article:026}"), start, end: start + 40 },
        sentence: Some(sentence),
        trigger: vec![Chars { start: start + 10, end: start + 16 }],
        cue: Vec::new(),
        content: Vec::new(),
    }
}

fn node(letter: char, number: usize, kind: NodeType, article: usize, body: NodeBody) -> Node {
    let claim = kind == NodeType::Action;
    let span = SpanRef { document: format!("d{article:026}"), start: number % 400, end: number % 400 + 9 };
    Node {
        id: format!("{letter}{number:026}"),
        kind,
        label: format!("Anna Berg & sons {number}"),
        confidence: Confidence::new((number % 101) as u8),
        mentions: if claim {
            Vec::new()
        } else {
            vec![Mention { span, text: "Anna Berg".to_owned(), form: Form::Name }]
        },
        evidence: if claim { vec![evidence(article, number % 400)] } else { Vec::new() },
        body,
    }
}

fn graph() -> Graph {
    let (mut nodes, mut edges) = (Vec::new(), Vec::new());
    for number in 0..4 * ARTICLES {
        let article = number / 4;
        let entity = Entity { aliases: vec!["Berg".to_owned()], kind: Some("company".to_owned()), ..Entity::default() };
        let kind = [NodeType::Person, NodeType::Organization, NodeType::Place, NodeType::Group][number % 4];
        nodes.push(node('e', number, kind, article, NodeBody::Entity(entity)));
        let action = Action {
            predicate: "turn down".to_owned(),
            action: "reject".to_owned(),
            category: "reject".to_owned(),
            polarity: Polarity::Affirmed,
            modality: if number % 3 == 0 { Modality::Planned } else { Modality::Actual },
            tense: Some(Tense::Past),
            time: None,
            reports: 1,
        };
        nodes.push(node('a', number, NodeType::Action, article, NodeBody::Action(action)));
        let roles = [Relation::Agent, Relation::Target, Relation::Recipient, Relation::Partner, Relation::Place];
        for (place, kind) in roles.iter().chain(&roles).enumerate() {
            let edge = Edge {
                id: format!("r{:026}", 10 * number + place),
                kind: *kind,
                confidence: Confidence::new(80),
                evidence: vec![evidence(article, number % 400)],
                role: None,
                status: None,
                quantity: None,
                reason: None,
            };
            let other = (number + place * place * 7) % (4 * ARTICLES);
            edges.push((format!("a{number:026}"), format!("e{other:026}"), edge));
        }
    }
    let documents = (0..ARTICLES).map(|number| DocumentRecord {
        id: format!("d{number:026}"),
        source: format!("{number}.txt"),
        title: None,
        published: Some("2024-01-05".to_owned()),
        publisher: None,
        authors: Vec::new(),
        language: "en".to_owned(),
        url: None,
        sha256: "0".repeat(64),
        length: 500,
    });
    Graph::from_parts(documents.collect(), nodes, edges)
}

/// Takes everything and keeps nothing.
struct Nowhere;

impl Sink for Nowhere {
    fn file(&mut self, _: &str) -> io::Result<Box<dyn Write + '_>> {
        Ok(Box::new(io::sink()))
    }
}

fn exporters(criterion: &mut Criterion) {
    let graph = graph();
    let texts = |_: &str| None;
    let mut group = criterion.benchmark_group("export");
    group.sample_size(10);
    for exporter in ALL {
        let mut sink = MemorySink::default();
        let size: usize = match exporter.export(&Input::new(&graph, &texts), &mut sink) {
            Ok(_) => sink.files.values().map(Vec::len).sum(),
            Err(error) => panic!("{}: {error}", exporter.name()),
        };
        drop(sink);
        group.throughput(Throughput::Bytes(size as u64));
        group.bench_function(exporter.name(), |bench| {
            bench.iter(|| exporter.export(&Input::new(black_box(&graph), &texts), &mut Nowhere));
        });
    }
    group.finish();
}

criterion_group!(benches, exporters);
criterion_main!(benches);
