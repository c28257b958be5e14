//! Who is who across documents: variants that are one, homonyms that are not, and what never shows in it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use newsloom::document::Document;
use newsloom::graph;
use newsloom::graph::Chars;
use newsloom::graph::Contribution;
use newsloom::graph::Evidence;
use newsloom::graph::Graph;
use newsloom::graph::Node;
use newsloom::graph::NodeBody;
use newsloom::graph::identity::Options;
use newsloom::graph::identity::Profile;
use newsloom::graph::identity::Source;
use newsloom::graph::identity::World;
use newsloom::graph::identity::resolve;
use newsloom::graph::knowledge::EntryLine;
use newsloom::graph::knowledge::Knowledge;
use newsloom::graph::review;
use newsloom::graph::review::Decision;
use newsloom::graph::review::name_id;
use newsloom::input::Limits;
use newsloom::input::article;
use newsloom::lang;
use newsloom::ontology::NodeType;
use newsloom::ontology::Relation;
use proptest::prelude::*;
use serde::Deserialize;

/// A document by its place and words that name somebody in it.
type Name = (usize, String);

#[derive(Deserialize)]
struct Case {
    name: String,
    reason: String,
    documents: Vec<Article>,
    #[serde(default)]
    same: Vec<(Name, Name)>,
    #[serde(default)]
    apart: Vec<(Name, Name)>,
    #[serde(default)]
    possibly_same: Vec<(Name, Name)>,
}

#[derive(Deserialize)]
struct Article {
    published: String,
    text: String,
}

fn document(text: &str, source: &str, published: &str) -> Document {
    let known = article::Known {
        source: source.to_owned(),
        published: Some(published.to_owned()),
        ..article::Known::default()
    };
    article::document(text, known, &Limits::default(), &mut Vec::new()).expect("a text of our own can be read")
}

fn contribution(document: Document) -> Contribution {
    let english = lang::of("en").expect("English is built in");
    let annotated = english.annotate(document);
    Contribution::new(&annotated, &english.extract(&annotated))
}

fn contributions(articles: &[Article]) -> Vec<Contribution> {
    articles
        .iter()
        .enumerate()
        .map(|(at, article)| contribution(document(&article.text, &at.to_string(), &article.published)))
        .collect()
}

/// The node that a document names so, or the action that it tells with this word.
fn named<'g>(graph: &'g Graph, articles: &[Article], (document, words): &Name) -> Option<&'g Node> {
    let source = document.to_string();
    let id = graph.documents().iter().find(|one| one.source == source).map(|one| one.id.clone())?;
    let article = articles.get(*document)?;
    let text: Vec<char> = self::document(&article.text, &source, &article.published).text.chars().collect();
    let entity = graph.nodes().find(|node| node.mentions.iter().any(|it| it.span.document == id && it.text == *words));
    let told = |at: &Chars| text.get(at.start..at.end).is_some_and(|told| told.iter().collect::<String>() == *words);
    entity.or_else(|| {
        let tells = |it: &Evidence| it.span.document == id && it.trigger.iter().any(told);
        graph.nodes().find(|node| node.evidence.iter().any(tells))
    })
}

fn may_be_one(graph: &Graph, one: &Node, other: &Node) -> bool {
    graph.edges().any(|(source, edge, target)| {
        matches!(edge.kind, Relation::PossiblySame | Relation::SameEvent)
            && edge.reason.as_ref().is_some_and(|reason| !reason.is_empty())
            && ((source.id == one.id && target.id == other.id) || (source.id == other.id && target.id == one.id))
    })
}

#[test]
fn names_of_many_documents_are_told_apart_and_together() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold/identity");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let mut count = 0;
    let mut wrong = String::new();
    for path in paths {
        for line in fs::read_to_string(&path).unwrap().lines() {
            let case: Case = serde_json::from_str(line).expect("a case is one JSON object");
            count += 1;
            let graph = graph::build(contributions(&case.documents));
            let asked = [("same", &case.same), ("apart", &case.apart), ("possibly same", &case.possibly_same)];
            for (question, pairs) in asked {
                for (one, other) in pairs {
                    let right = match (named(&graph, &case.documents, one), named(&graph, &case.documents, other)) {
                        (Some(a), Some(b)) => match question {
                            "same" => a.id == b.id,
                            "apart" => a.id != b.id,
                            _ => may_be_one(&graph, a, b),
                        },
                        _ => false,
                    };
                    if !right {
                        let Case { name, reason, .. } = &case;
                        wrong.extend([format!("\n{name}: {one:?} and {other:?} should be {question}: {reason}")]);
                    }
                }
            }
        }
    }
    assert!(count >= 60, "{count} cases");
    assert!(wrong.is_empty(), "{wrong}");
}

/// What all the documents of the cases yield, read once.
fn pool() -> &'static [Contribution] {
    static POOL: OnceLock<Vec<Contribution>> = OnceLock::new();
    POOL.get_or_init(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold/identity");
        let mut all = BTreeMap::new();
        for name in ["events", "homonyms", "organizations", "persons", "places"] {
            for line in fs::read_to_string(folder.join(name).with_extension("jsonl")).unwrap().lines() {
                let case: Case = serde_json::from_str(line).unwrap();
                for one in contributions(&case.documents) {
                    all.insert(one.document.id.clone(), one);
                }
            }
        }
        all.into_values().collect()
    })
}

fn bytes(contributions: Vec<Contribution>, decisions: &[Decision]) -> Vec<u8> {
    let options = Options { knowledge: &[Knowledge::world()], decisions };
    let mut bytes = Vec::new();
    newsloom::export::json::write(&graph::build_with(contributions, &options).0, &mut bytes).unwrap();
    bytes
}

/// Decisions of every kind on names of the cases.
fn decisions() -> Vec<Decision> {
    let person = |name: &str| name_id(NodeType::Person, name);
    let body = |name: &str| name_id(NodeType::Organization, name);
    vec![
        Decision::Same { one: person("J. Calloway"), other: person("Jonas Calloway") },
        Decision::Apart { one: person("J. Calloway"), other: person("Jonas Calloway") },
        Decision::Same { one: person("Bill Harrowgate"), other: person("William Harrowgate") },
        Decision::Apart { one: person("Harold Brandt"), other: person("Harold T. Brandt") },
        Decision::Same { one: body("Halden Motors"), other: body("Halden Foods") },
        Decision::Rename { node: person("Ines Maddern"), label: "Inés Maddern".to_owned() },
        Decision::Rename { node: person("Ines Maddern"), label: "Ines Maddern-Roe".to_owned() },
        Decision::Retype { node: body("BFC"), node_type: NodeType::Place },
        Decision::Split { node: body("Acmeron"), members: vec![body("Acmeron Inc.")], documents: Vec::new() },
        Decision::Same { one: person("Nobody Atall"), other: person("Ines Maddern") },
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn neither_order_nor_repetition_shows(
        order in Just((0..pool().len()).collect::<Vec<_>>()).prop_shuffle(),
        some in 2..40_usize,
        decided in Just(decisions()).prop_shuffle(),
    ) {
        let chosen: Vec<Contribution> = order.iter().take(some).map(|&at| pool()[at].clone()).collect();
        let mut sorted = chosen.clone();
        sorted.sort_by(|a, b| a.document.id.cmp(&b.document.id));
        let once = bytes(sorted, &decisions());
        let mut twice = chosen.clone();
        twice.extend(chosen);
        // The same documents in another order, each given twice; the same decisions likewise.
        let again: Vec<Decision> = decided.iter().chain(&decided).cloned().collect();
        prop_assert!(once == bytes(twice, &again), "the order of documents or decisions, or repetition, shows");
    }

    #[test]
    fn a_document_leaves_nothing_behind(
        order in Just((0..pool().len()).collect::<Vec<_>>()).prop_shuffle(),
        some in 2..30_usize,
    ) {
        // Whatever a document joins or tells apart, without it the graph speaks of the others alone. It is the latest: of
        // two people of one name, who was first written of keeps the plain id.
        let mut chosen: Vec<Contribution> = order.iter().take(some).map(|&at| pool()[at].clone()).collect();
        let day = |it: &Contribution| (it.document.published.clone(), it.document.id.clone());
        chosen.sort_by_key(|it| std::cmp::Reverse(day(it)));
        let gone = &chosen[0].document.id;
        let with = bytes(chosen.clone(), &[]);
        let without = bytes(chosen[1..].to_vec(), &[]);
        let with = String::from_utf8(with).unwrap();
        let without = String::from_utf8(without).unwrap();
        prop_assert!(with.contains(gone.as_str()) && !without.contains(gone.as_str()));
        // Every id of the smaller graph leads somewhere in the larger one.
        let graph = newsloom::export::json::read(with.as_bytes()).unwrap();
        let smaller = newsloom::export::json::read(without.as_bytes()).unwrap();
        let shared = |node: &&Node| {
            matches!(node.kind, NodeType::Person | NodeType::Organization | NodeType::Place | NodeType::Action)
        };
        for node in smaller.nodes().filter(shared) {
            prop_assert!(find(&graph, &node.id).is_some(), "{} was {} and leads nowhere", node.label, node.id);
        }
    }
}

/// The node of an id, or the one it was joined to.
fn find<'g>(graph: &'g Graph, id: &str) -> Option<&'g Node> {
    graph.node(id).or_else(|| graph.nodes().find(|node| node.body.merged().iter().any(|merged| merged.id == id)))
}

fn small(texts: &[&str]) -> Vec<Contribution> {
    let document = |(at, text): (usize, &&str)| document(text, &at.to_string(), &format!("2025-03-0{}", at + 1));
    texts.iter().enumerate().map(document).map(contribution).collect()
}

fn decided(texts: &[&str], lines: &str) -> (Graph, Vec<usize>) {
    let items = review::read(lines).expect("the lines can be read");
    let decisions: Vec<Decision> =
        items.iter().flat_map(|(_, item)| item.decided().expect("the decisions can be read")).collect();
    let options = Options { knowledge: &[Knowledge::world()], decisions: &decisions };
    graph::build_with(small(texts), &options)
}

const STRIKE: &str = "Strike\n\nWilliam Harrowgate met Ines Maddern on Monday. The dockers went home in the evening.";
const CLINIC: &str = "Clinic\n\nHarold T. Brandt joined the clinic on Monday. The nurses went home in the evening.";
const CLINIC_AGAIN: &str = "Clinic\n\nHarold Brandt left the clinic on Friday. The nurses stayed all night.";

#[test]
fn a_merge_says_why_and_keeps_the_old_id() {
    let graph = graph::build(small(&[CLINIC, CLINIC_AGAIN]));
    let old = name_id(NodeType::Person, "Harold Brandt");
    assert!(graph.node(&old).is_none());
    let node = find(&graph, &old).expect("the old id leads to the node");
    assert_eq!(node.id, name_id(NodeType::Person, "Harold T. Brandt"));
    let NodeBody::Entity(entity) = &node.body else { panic!("a person is an entity") };
    assert_eq!(entity.merged[0].label, "Harold Brandt");
    assert!(entity.merged[0].reason.contains("middle name"), "{}", entity.merged[0].reason);
}

#[test]
fn decisions_are_obeyed() {
    let line = |decision: &str, one: &str, other: &str, more: &str| {
        let side = |name: &str| format!(r#"{{"type":"Person","label":"{name}"}}"#);
        let other = if other.is_empty() { String::new() } else { format!(r#","other":{}"#, side(other)) };
        format!(r#"{{"decision":"{decision}","one":{}{other}{more}}}"#, side(one))
    };
    let texts = [CLINIC, CLINIC_AGAIN, STRIKE];
    let person = |name: &str| name_id(NodeType::Person, name);

    let (graph, unmatched) = decided(&texts, &line("reject", "Harold T. Brandt", "Harold Brandt", ""));
    assert!(graph.node(&person("Harold Brandt")).is_some() && graph.node(&person("Harold T. Brandt")).is_some());
    assert!(graph.edges().all(|(_, edge, _)| edge.kind != Relation::PossiblySame), "what is decided is no doubt");
    assert!(unmatched.is_empty());

    let (graph, _) = decided(&texts, &line("merge", "William Harrowgate", "Harold Brandt", ""));
    assert_eq!(
        find(&graph, &person("William Harrowgate")).map(|node| &node.id),
        find(&graph, &person("Harold Brandt")).map(|node| &node.id),
    );

    let (graph, _) = decided(&texts, &line("rename", "Ines Maddern", "", r#","to":"Inés Maddern""#));
    let node = graph.node(&person("Ines Maddern")).expect("the id does not change");
    assert_eq!(node.label, "Inés Maddern");
    assert!(matches!(&node.body, NodeBody::Entity(entity) if entity.aliases == ["Ines Maddern"]));

    let (graph, _) = decided(&texts, &line("retype", "Ines Maddern", "", r#","to":"Organization""#));
    assert_eq!(find(&graph, &person("Ines Maddern")).map(|node| node.kind), Some(NodeType::Organization));

    let id = small(&[STRIKE])[0].document.id.clone();
    let second = "Court\n\nInes Maddern sued the harbour on Tuesday. The judge heard her for an hour.";
    let documents = format!(r#","documents":["{id}"]"#);
    let (graph, _) = decided(&[STRIKE, second], &line("split", "Ines Maddern", "", &documents));
    assert_eq!(graph.nodes().filter(|node| node.label == "Ines Maddern").count(), 2);

    let lines =
        [line("reject", "Nobody Atall", "Harold Brandt", ""), line("merge", "Harold Brandt", "Ines Maddern", "")];
    assert_eq!(decided(&texts, &lines.join("\n")).1, [0], "only the first meets nothing");
}

#[test]
fn bad_decisions_say_what_is_wrong() {
    for (line, message) in [
        (r#"{"decision":"delete","one":{"id":"e1"}}"#, "`delete` is no decision"),
        (r#"{"decision":"reject","one":{"id":"e1"}}"#, "needs `other`"),
        (r#"{"decision":"rename","one":{"id":"e1"}}"#, "needs `to`"),
        (r#"{"decision":"retype","one":{"id":"e1"},"to":"Robot"}"#, "`Robot` is no type"),
        (r#"{"decision":"reject","one":{"label":"Anna"},"other":{"id":"e1"}}"#, "needs an `id`"),
    ] {
        let error = review::read(line).unwrap()[0].1.decided().unwrap_err();
        assert!(error.contains(message), "{error}");
    }
}

#[test]
fn knowledge_links_names_and_settles_them() {
    let entry = |id: &str, node_type: &str, names: &[&str]| EntryLine {
        id: id.to_owned(),
        node_type: node_type.to_owned(),
        names: names.iter().map(|&name| name.to_owned()).collect(),
        ..EntryLine::default()
    };
    let knowledge = Knowledge::from_entries([
        EntryLine {
            kind: Some("office_holder".to_owned()),
            ..entry("Q1", "Person", &["Wilhelm Harrowgate", "William Harrowgate"])
        },
        entry("Q2", "Person", &["Harold T. Brandt"]),
        entry("Q3", "Person", &["Harold Brandt"]),
    ]);
    let options = Options { knowledge: &[&knowledge], decisions: &[] };
    let graph = graph::build_with(small(&[STRIKE, CLINIC, CLINIC_AGAIN]), &options).0;
    let node = graph.node(&name_id(NodeType::Person, "William Harrowgate")).expect("the id is that of the text");
    assert_eq!(node.label, "Wilhelm Harrowgate");
    let NodeBody::Entity(entity) = &node.body else { panic!("a person is an entity") };
    assert_eq!((entity.ids.as_slice(), entity.kind.as_deref()), (["Q1".to_owned()].as_slice(), Some("office_holder")));
    // Two entries are two persons, however much their names agree.
    assert!(graph.node(&name_id(NodeType::Person, "Harold Brandt")).is_some());
    assert!(graph.node(&name_id(NodeType::Person, "Harold T. Brandt")).is_some());
}

#[test]
fn a_name_in_many_documents_stays_one() {
    let parts = ["bal", "dor", "fen", "gis", "hul", "kem", "lim", "mor", "nav", "pus"];
    let family =
        |at: usize| [at / 100 % 10, at / 10 % 10, at % 10, (at / 7 + at) % 10].map(|part| parts[part]).concat();
    let names: Vec<String> =
        (0..3000).map(|at| format!("{} V{}", ["Ada", "Bruno", "Karl"][at / 1000], family(at))).collect();
    let ids: Vec<String> = names.iter().map(|name| name_id(NodeType::Person, name)).collect();
    let documents: Vec<String> = (0..6000).map(|at| format!("d{at}")).collect();
    let mut world = World::default();
    for (at, id) in documents.iter().enumerate() {
        world.documents.push(Source { id, published: None });
        let hub = at % 3 == 0;
        for name in [at % names.len(), (at * 7 + 1) % names.len()].into_iter().chain(hub.then_some(0)) {
            if world.profiles.iter().rev().take(3).all(|one| one.document != at as u32 || one.id != ids[name]) {
                world.profiles.push(Profile::new(at as u32, &ids[name], NodeType::Person, &names[name]));
            }
        }
    }
    let identity = resolve(&world, &Options::default());
    assert_eq!(identity.entities.len(), names.len());
    let hub: Vec<usize> =
        world.profiles.iter().zip(&identity.entity_of).filter(|(one, _)| one.id == ids[0]).map(|(_, at)| *at).collect();
    assert!(
        hub.len() >= 2000 && hub.iter().all(|at| *at == hub[0]),
        "one name in a third of the documents is one person"
    );
}

fn newsloom(arguments: &[&str], folder: &Path) -> (bool, String) {
    let done = std::process::Command::new(env!("CARGO_BIN_EXE_newsloom"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("the program runs");
    (done.status.success(), String::from_utf8_lossy(&done.stderr).into_owned())
}

#[test]
fn a_review_is_written_answered_and_replayed() {
    let folder = tempfile::tempdir().unwrap();
    let lines: Vec<String> = [CLINIC, CLINIC_AGAIN]
        .iter()
        .map(|text| serde_json::json!({"text": text, "published": "2025-03-01"}).to_string())
        .collect();
    fs::write(folder.path().join("in.jsonl"), lines.join("\n")).unwrap();
    let graph = || newsloom::export::json::read(&fs::read(folder.path().join("out/graph.json")).unwrap()).unwrap();
    let brandts = || graph().nodes().filter(|node| node.kind == NodeType::Person).count();
    assert!(newsloom(&["build", "in.jsonl", "-q"], folder.path()).0);
    assert_eq!(brandts(), 1);
    assert!(newsloom(&["review", "out"], folder.path()).0);
    let path = folder.path().join("out/review.jsonl");
    let review = fs::read_to_string(&path).unwrap();
    let first: serde_json::Value = serde_json::from_str(review.lines().next().unwrap()).unwrap();
    assert_eq!((&first["what"], &first["decision"]), (&"merge".into(), &serde_json::Value::Null));
    let words = [&first["one"], &first["other"]].map(|side| side["evidence"][0]["text"].to_string());
    assert!(words.iter().any(|words| words.contains("joined the clinic")), "{first}");
    assert!(words.iter().any(|words| words.contains("left the clinic")), "{first}");

    fs::write(&path, review.replacen("\"decision\":null", "\"decision\":\"reject\"", 1)).unwrap();
    assert!(newsloom(&["build", "in.jsonl", "-q", "--review", "out/review.jsonl"], folder.path()).0);
    assert_eq!(brandts(), 2);
    // Asked again, the answer is still there, and the same build gives the same bytes.
    assert!(newsloom(&["review", "out"], folder.path()).0);
    assert!(fs::read_to_string(&path).unwrap().contains("\"decision\":\"reject\""));
    let before = fs::read(folder.path().join("out/graph.json")).unwrap();
    assert!(newsloom(&["build", "in.jsonl", "-q", "--review", "out/review.jsonl"], folder.path()).0);
    assert!(before == fs::read(folder.path().join("out/graph.json")).unwrap(), "a decision is idempotent");

    // Other articles: the decision meets nothing, and is reported.
    fs::write(folder.path().join("other.txt"), STRIKE).unwrap();
    let (done, said) = newsloom(&["build", "other.txt", "-o", "other", "--review", "out/review.jsonl"], folder.path());
    assert!(done && said.contains("review.jsonl:1"), "{said}");
    assert!(fs::read_to_string(folder.path().join("other/report.jsonl")).unwrap().contains("unmatched_decision"));

    fs::write(&path, "{\"decision\":\"delete\",\"one\":{\"id\":\"e1\"}}\n").unwrap();
    let (done, said) = newsloom(&["build", "in.jsonl", "--review", "out/review.jsonl"], folder.path());
    assert!(!done && said.contains("line 1"), "{said}");
}

/// A dump in the format of Wikidata, of things that are not in it.
const DUMP: &str = r#"[
{"type":"item","id":"Q900001","labels":{"en":{"language":"en","value":"Nordland"}},"aliases":[],"claims":{"P31":[{"mainsnak":{"snaktype":"value","property":"P31","datavalue":{"value":{"entity-type":"item","numeric-id":6256,"id":"Q6256"},"type":"wikibase-entityid"}},"type":"statement","rank":"normal"}],"P297":[{"mainsnak":{"snaktype":"value","property":"P297","datavalue":{"value":"XN","type":"string"}},"type":"statement","rank":"normal"}]},"sitelinks":{}},
{"type":"item","id":"Q900002","labels":{"en":{"language":"en","value":"Wilhelmina Harrowgate"},"de":{"language":"de","value":"W. Harrowgate"}},"aliases":{"en":[{"language":"en","value":"William Harrowgate"},{"language":"en","value":"Harrowgate"}]},"claims":{"P31":[{"mainsnak":{"snaktype":"value","property":"P31","datavalue":{"value":{"entity-type":"item","numeric-id":5,"id":"Q5"},"type":"wikibase-entityid"}},"type":"statement","rank":"normal"}],"P27":[{"mainsnak":{"snaktype":"value","property":"P27","datavalue":{"value":{"entity-type":"item","numeric-id":900001,"id":"Q900001"},"type":"wikibase-entityid"}},"type":"statement","rank":"normal"}],"P569":[{"mainsnak":{"snaktype":"value","property":"P569","datavalue":{"value":{"time":"+1961-02-00T00:00:00Z","timezone":0,"before":0,"after":0,"precision":10,"calendarmodel":"http://www.wikidata.org/entity/Q1985727"},"type":"time"}},"type":"statement","rank":"normal"}]}},
{"type":"item","id":"Q900003","labels":{"en":{"language":"en","value":"a colour"}},"aliases":{},"claims":{}},
{"type":"property","id":"P900","labels":{}},
{"type":"item","id":"Q900004","labels":
]
"#;

#[test]
fn a_dump_becomes_knowledge_that_a_build_uses() {
    use std::io::Write as _;
    let folder = tempfile::tempdir().unwrap();
    let file = fs::File::create(folder.path().join("dump.json.gz")).unwrap();
    let mut zip = flate2::write::GzEncoder::new(file, flate2::Compression::fast());
    zip.write_all(DUMP.as_bytes()).unwrap();
    zip.finish().unwrap();
    let (done, said) = newsloom(&["knowledge", "dump.json.gz", "-o", "kb.jsonl"], folder.path());
    assert!(!done && said.contains("2 entries written, 2 items passed over, 1 lines not understood"), "{said}");
    let lines = fs::read_to_string(folder.path().join("kb.jsonl")).unwrap();
    let entries: Vec<EntryLine> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(entries[0].country.as_deref(), Some("XN"));
    assert_eq!(entries[1].names, ["Wilhelmina Harrowgate", "William Harrowgate"], "a family name alone is no name");
    assert_eq!((entries[1].country.as_deref(), entries[1].from.as_deref()), (Some("XN"), Some("1961-02")));
    fs::write(folder.path().join("strike.txt"), STRIKE).unwrap();
    assert!(newsloom(&["build", "strike.txt", "-q", "--knowledge", "kb.jsonl", "--no-gazetteer"], folder.path()).0);
    let graph = fs::read_to_string(folder.path().join("out/graph.json")).unwrap();
    assert!(graph.contains(r#""ids":["Q900002"]"#) && graph.contains("Wilhelmina Harrowgate"));
    assert!(newsloom(&["verify", "out"], folder.path()).0);

    fs::write(folder.path().join("kb.csv"), "id,type,names,kind\nQ7,Person,Ines Maddern|I. Maddern,\nQ8,Robot,R2,\n")
        .unwrap();
    let (done, said) = newsloom(&["build", "strike.txt", "--knowledge", "kb.csv"], folder.path());
    assert!(!done && said.contains("kb.csv, line 3: `Robot` is no type"), "{said}");
}
