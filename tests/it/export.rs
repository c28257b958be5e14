//! What people who open the exports rely on.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

use newsloom::export::ALL;
use newsloom::export::Choice;
use newsloom::export::Input;
use newsloom::export::MemorySink;
use newsloom::export::Options;
use newsloom::export::Sink;
use newsloom::export::View;
use newsloom::export::json;
use newsloom::export::verify::verify;
use newsloom::graph::filter;
use newsloom::graph::filter::Condition;
use newsloom::graph::view;
use newsloom::graph::*;
use newsloom::ontology;
use newsloom::ontology::NodeType;
use newsloom::ontology::Relation;
use oxrdf::Literal;
use oxttl::NQuadsParser;
use oxttl::NTriplesParser;
use oxttl::TriGParser;
use oxttl::TurtleParser;
use proptest::prelude::*;

use crate::story::Cast;
use crate::story::Story;

/// Names that try to break out of every format.
const HOSTILE: &[Cast<'_>] = &[
    ["<>&\"' ]]> <!-- -->", "\\ \\u0022 \\N trailing \\", "line\nbreak\ttab\rreturn", "\"\"\""],
    ["'; DROP TABLE x;--", "}) DETACH DELETE n //", "=HYPERLINK(\"http://evil.example\")", "@SUM +1 -1"],
    ["محمد بن سلمان", "משרד החוץ \u{202e}abc", "北京市 東京", "👩‍🚒 Zalgo\u{301}\u{302}\u{303} ñ"],
    ["> <p> <o> .", "urn:x> . <a> <b> \"c\"", "${x} `) MATCH (n) DETACH DELETE n`", "\u{85}\u{a0}\u{2028}\u{feff} end"],
    ["Anna Berg", "foreign ministry", "Oslo", "10,000 troops"],
    ["Anna Berg", "foreign ministry", "Oslo", "10,000 troops"],
];

pub(crate) fn hostile() -> Story {
    let long = "Long words ".repeat(95_500);
    let mut casts = HOSTILE.to_vec();
    casts.push([long.trim(), "ministry of length", "Farplace", "many"]);
    let mut story = Story::tell(&casts);
    // A text holds no characters that XML forbids, but a program that builds its own graph may hand some over.
    story.nodes[0].label.push_str("\u{7}\u{0}\u{FFFF}");
    story
}

/// Every export of a story, by file name.
fn export_all(story: &Story) -> BTreeMap<String, Vec<u8>> {
    let graph = story.graph();
    let texts = |id: &str| story.texts.get(id).cloned();
    let mut sink = MemorySink::default();
    for exporter in ALL {
        exporter.export(&Input::new(&graph, &texts), &mut sink).unwrap();
    }
    sink.files
}

/// The clients of `tests/run.sh` read what this test writes.
#[test]
fn hostile_words_are_written_and_verified() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("hostile");
    fs::create_dir_all(&folder).unwrap();
    let story = hostile();
    let written = story.write(&folder);
    assert_eq!(written.removed_characters, 6, "three in the label, in two files");
    let summary = verify(&folder).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(summary.documents, 7);
    for file in &summary.files[..3] {
        assert_eq!(
            (file.nodes, file.edges),
            (story.graph().nodes().len(), story.graph().edges().len()),
            "{}",
            file.file
        );
    }
}

#[test]
fn files_are_those_the_exporters_name() {
    let mut written: BTreeSet<String> = export_all(&Story::tell(&HOSTILE[4..5])).into_keys().collect();
    for pattern in ALL.iter().flat_map(|exporter| exporter.files()) {
        let parts: Vec<&str> = pattern.split('*').collect();
        let fits = |name: &str| {
            let rest = parts.iter().try_fold(name, |rest, part| rest.find(part).map(|at| &rest[at + part.len()..]));
            name.starts_with(parts[0]) && rest.is_some_and(|rest| rest.is_empty() || parts.len() > 1)
        };
        let found: Vec<String> = written.iter().filter(|name| fits(name)).cloned().collect();
        assert!(!found.is_empty(), "{pattern} is not written");
        written.retain(|name| !found.contains(name));
    }
    assert!(written.is_empty(), "written but not named: {written:?}");
}

#[test]
fn every_syntax_of_rdf_says_the_same() {
    let files = export_all(&hostile());
    let read = |name: &str| files[name].as_slice();
    let turtle: BTreeSet<String> =
        TurtleParser::new().for_slice(read("graph.ttl")).map(|it| it.unwrap().to_string()).collect();
    let lines: BTreeSet<String> =
        NTriplesParser::new().for_slice(read("graph.nt")).map(|it| it.unwrap().to_string()).collect();
    assert!(turtle == lines, "{} triples in Turtle, {} in N-Triples", turtle.len(), lines.len());
    let mut graphs: BTreeMap<String, usize> = BTreeMap::new();
    let mut quads = BTreeSet::new();
    for quad in NQuadsParser::new().for_slice(read("graph.nq")).map(Result::unwrap) {
        *graphs.entry(quad.graph_name.to_string()).or_default() += 1;
        quads.insert(quad.to_string());
    }
    let grouped: BTreeSet<String> =
        TriGParser::new().for_slice(read("graph.trig")).map(|it| it.unwrap().to_string()).collect();
    assert!(grouped == quads, "{} quads in TriG, {} in N-Quads", grouped.len(), quads.len());
    let without: BTreeSet<String> = NQuadsParser::new()
        .for_slice(read("graph.nq"))
        .map(|quad| oxrdf::Triple::from(quad.unwrap()).to_string())
        .collect();
    assert!(without == turtle, "named graphs change what is said");
    // Seven articles and what is of none.
    assert_eq!(graphs.len(), 8, "{:?}", graphs.keys());
    assert!(graphs.contains_key("<urn:newsloom:graph/entities>"));
}

#[test]
fn what_asks_for_one_view_gets_one() {
    let story = Story::tell(&HOSTILE[4..5]);
    let (graph, options) = (story.graph(), Options { view: Some(View::Actors), ..Options::default() });
    for exporter in ALL.iter().filter(|exporter| exporter.takes().contains(&Choice::View)) {
        let mut sink = MemorySink::default();
        exporter.export(&Input { options: &options, ..Input::new(&graph, &|_| None) }, &mut sink).unwrap();
        let names: Vec<&String> = sink.files.keys().collect();
        assert!(names.len() == 1 && names[0].starts_with("actors"), "{names:?}");
    }
}

fn part(conditions: &[&str]) -> Graph {
    let conditions: Vec<Condition> = conditions.iter().map(|it| it.parse().unwrap()).collect();
    filter::apply(&Story::tell(&HOSTILE[4..6]).graph(), &conditions).unwrap()
}

#[test]
fn filters_keep_what_fits() {
    let all = part(&[]);
    let people = part(&["type=person"]);
    assert!(people.nodes().len() > 0 && people.nodes().all(|node| node.kind == NodeType::Person));
    assert!(people.edges().all(|(source, _, target)| source.kind == target.kind));
    let sure = part(&["confidence>=0.9"]);
    assert!(sure.nodes().all(|node| node.confidence.value() >= 0.9) && sure.nodes().len() < all.nodes().len());
    let none = part(&["time=1999"]);
    assert!(none.nodes().all(|node| !matches!(node.kind, NodeType::Action | NodeType::Statement)));
    let near = part(&["near=Oslo:1"]);
    assert!(near.nodes().len() > 1 && near.nodes().len() < all.nodes().len());
    assert!(near.edges().any(|(_, edge, target)| edge.kind == Relation::Place && target.label == "Oslo"));
    for (wrong, says) in [
        ("type=Persons", "Persons"),
        ("time=soon", "soon"),
        ("confidence>=2", "between 0 and 1"),
        ("hue=red", "none of"),
        ("red", "KEY=VALUE"),
    ] {
        let error = wrong.parse::<Condition>().unwrap_err().to_string();
        assert!(error.contains(says), "{error}");
    }
    let nobody = "near=Nobody".parse().unwrap();
    assert!(filter::apply(&all, &[nobody]).is_err());
}

/// Replaces the first `from` in a file of a good folder; what `verify` says of it must hold all of `says`.
#[track_caller]
fn spoiled(file: &str, from: &str, to: &str, says: &[&str]) {
    let folder = tempfile::tempdir().unwrap();
    Story::tell(&HOSTILE[4..5]).write(folder.path());
    let path = folder.path().join(file);
    let good = fs::read_to_string(&path).unwrap();
    assert!(good.contains(from), "{from} is not in {file}");
    fs::write(&path, good.replacen(from, to, 1)).unwrap();
    let error = verify(folder.path()).expect_err(file).to_string();
    for words in says {
        assert!(error.contains(words), "{error} does not say {words}");
    }
}

#[test]
fn verify_finds_what_does_not_follow_from_the_text() {
    spoiled("documents.jsonl", "Anna Berg met", "Anna Borg met", &["documents.jsonl", "sha256"]);
    spoiled("documents.jsonl", "\"length\":", "\"length\":1", &["length", "expected"]);
    spoiled("documents.jsonl", "\"end\":", "\"end\":9", &["blocks"]);
    spoiled("documents.jsonl", "\"id\":\"d0", "\"id\":\"d1", &["graph.json", "a document of documents.jsonl"]);
    spoiled(
        "graph.json",
        "\"text\":\"Oslo\"",
        "\"text\":\"Bergen\"",
        &["graph.json", "mentions.text", "`Oslo`", "`Bergen`"],
    );
    spoiled("graph.json", "\"start\":0,", "\"start\":1,", &["graph.json", "whole words"]);
    spoiled("graph.json", "\"end\":9,", "\"end\":9000,", &["graph.json", "a piece of 0.."]);
    spoiled("graph.json", "\"text\":\"on Friday\"", "\"text\":\"on Monday\"", &["time.text", "on Monday"]);
    spoiled("graph.json", "\"content\":\"Anna", "\"content\":\"Emma", &["content", "Emma"]);
    spoiled("graph.json", "\"source\":\"a", "\"source\":\"x", &["the source", "is not among the nodes"]);
    spoiled("graph.json", "over 3,000,000,000 troops", "over 9 troops", &["quantity.text", "over 9 troops"]);
    spoiled("graph.json", "newsloom.graph/1", "newsloom.graph/0", &["newsloom.graph/0"]);
    spoiled(
        "graph.ttl",
        "nif:anchorOf \"Oslo\"",
        "nif:anchorOf \"Bergen\"",
        &["graph.ttl", "nif:anchorOf", "`Bergen`"],
    );
    spoiled("graph.ttl", "nif:beginIndex \"0\"", "nif:beginIndex \"1\"", &["graph.ttl", "nif:beginIndex"]);
    spoiled("graph.ttl", "nl:agent e:", "nl:agent e:x", &["graph.ttl", "a description"]);
    spoiled("graph.ttl", " .\n", "\n", &["graph.ttl"]);
    spoiled(
        "graph.graphml",
        "\"text\":\"Oslo\"",
        "\"text\":\"Bergen\"",
        &["graph.graphml", "mentions.text", "`Bergen`"],
    );
    spoiled("graph.graphml", "\"content\">Anna", "\"content\">Emma", &["graph.graphml", "content", "Emma"]);
    spoiled("graph.graphml", "source=\"a", "source=\"x", &["graph.graphml", "source", "a node"]);
    spoiled("graph.graphml", "</node>", "", &["graph.graphml"]);
    spoiled("actors.graphml", "\"e_example\">", "\"e_example\">Never ", &["actors.graphml", "example", "Never"]);
    spoiled("actors.graphml", "id=\"v", "id=\"x", &["actors.graphml", "uid"]);
}

#[test]
fn the_actors_view_keeps_claims_and_plans_apart_from_facts() {
    let story = Story::tell(&HOSTILE[4..6]);
    let graph = story.graph();
    let actors = view::actors(&graph, &|id| story.texts.get(id).cloned());
    let mut lines: Vec<String> = actors
        .edges()
        .map(|edge| {
            let by = edge.sense.claimed_by.join("; ");
            let (from, to) = (&edge.source.label, &edge.target.label);
            format!("{from} -{}-> {to} x{} in {} by [{by}]", edge.sense.kind(), edge.actions.len(), edge.documents)
        })
        .collect();
    lines.sort();
    assert_eq!(
        lines,
        [
            "Anna Berg -MEET_PARTNER_CLAIMED-> foreign ministry x2 in 2 by [10,000 troops]",
            "foreign ministry -DEPLOY_NEGATED_PLANNED-> Anna Berg x2 in 2 by []",
        ]
    );
    let meeting = actors.edges().find(|edge| edge.sense.action == "meet").unwrap();
    assert_eq!((meeting.first, meeting.last), (Some("2024-01-05"), Some("2024-01-05")));
    let sentence = "Anna Berg met foreign ministry in Oslo on Friday, 10,000 troops said.";
    assert_eq!(meeting.example, Some(sentence));
}

/// What one article tells as a fact is not a claim because another one quotes somebody.
#[test]
fn an_action_told_outside_of_statements_is_not_only_claimed() {
    let mut story = Story::tell(&HOSTILE[4..5]);
    let elsewhere = story.nodes.iter().find(|node| node.label.contains("will not")).unwrap().evidence[0].clone();
    let meet = story.nodes.iter_mut().find(|node| node.label == "Anna Berg met foreign ministry").unwrap();
    meet.evidence.push(elsewhere);
    let graph = story.graph();
    let actors = view::actors(&graph, &|_| None);
    let meeting = actors.edges().find(|edge| edge.sense.action == "meet").unwrap();
    assert_eq!(meeting.sense.kind(), "MEET_PARTNER");
    assert!(meeting.sense.claimed_by.is_empty());
    assert_eq!(meeting.example, None, "no text, no example");
}

/// Takes so many bytes, then fails, as a full disk does.
struct Full {
    left: usize,
}

impl Write for Full {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.left == 0 {
            return Err(io::Error::new(io::ErrorKind::StorageFull, "full"));
        }
        let taken = bytes.len().min(self.left);
        self.left -= taken;
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Sink for Full {
    fn file(&mut self, _: &str) -> io::Result<Box<dyn Write + '_>> {
        Ok(Box::new(&mut *self))
    }
}

#[test]
fn a_full_disk_is_an_error_wherever_it_fills_up() {
    let story = Story::tell(&HOSTILE[4..5]);
    let graph = story.graph();
    let texts = |_: &str| None;
    for exporter in ALL {
        let mut all = MemorySink::default();
        exporter.export(&Input::new(&graph, &texts), &mut all).unwrap();
        let size: usize = all.files.values().map(Vec::len).sum();
        for left in [0, 1, size / 2, size - 1] {
            let error = exporter.export(&Input::new(&graph, &texts), &mut Full { left }).unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::StorageFull, "{} after {left} of {size}", exporter.name());
        }
        exporter.export(&Input::new(&graph, &texts), &mut Full { left: size }).unwrap();
    }
}

#[test]
fn a_graph_that_no_format_can_carry_is_refused() {
    let texts = |_: &str| None;
    let mut with_id = Story::tell(&HOSTILE[4..5]);
    with_id.nodes.push(Node { id: "e<1>".to_owned(), ..with_id.nodes[0].clone() });
    let mut with_number = Story::tell(&HOSTILE[4..5]);
    for (_, _, edge) in &mut with_number.edges {
        if let Some(quantity) = &mut edge.quantity {
            quantity.value = f64::NAN;
        }
    }
    for (story, says) in [(with_id, "`e<1>`"), (with_number, "NaN")] {
        let graph = story.graph();
        for exporter in ALL {
            let error = exporter.export(&Input::new(&graph, &texts), &mut MemorySink::default()).unwrap_err();
            assert!(error.to_string().contains(says), "{}: {error}", exporter.name());
        }
    }
}

/// Memgraph takes the statements that Neo4j runs, but for how a constraint is made.
#[test]
fn memgraph_gets_the_statements_of_neo4j() {
    let graph = hostile().graph();
    let script = |dialect: &str| {
        let options = Options { dialect: Some(dialect.to_owned()), ..Options::default() };
        let mut sink = MemorySink::default();
        let cypher = newsloom::export::of("cypher").unwrap();
        cypher.export(&Input { options: &options, ..Input::new(&graph, &|_| None) }, &mut sink).unwrap();
        String::from_utf8(sink.files.remove("graph.cypher").unwrap()).unwrap()
    };
    let (neo4j, memgraph) = (script("neo4j"), script("memgraph"));
    let rows = |script: &str| script.split_once("UNWIND").unwrap().1.to_owned();
    assert!(rows(&neo4j) == rows(&memgraph));
    let first = memgraph.split("UNWIND").next().unwrap();
    assert_eq!(first, "CREATE CONSTRAINT ON (n:Node) ASSERT n.uid IS UNIQUE;\nCREATE INDEX ON :Node(uid);\n");
}

/// <https://docs.aws.amazon.com/neptune/latest/userguide/bulk-load-tutorial-format-opencypher.html> and the page on Gremlin.
#[test]
fn tables_for_neptune_have_the_columns_its_loader_knows() {
    let files = export_all(&hostile());
    for (file, system) in [
        ("neptune/opencypher-nodes.csv", &[":ID", ":LABEL"][..]),
        ("neptune/opencypher-edges.csv", &[":ID", ":START_ID", ":END_ID", ":TYPE"]),
        ("neptune/gremlin-nodes.csv", &["~id", "~label"]),
        ("neptune/gremlin-edges.csv", &["~id", "~from", "~to", "~label"]),
    ] {
        let mut reader = csv::Reader::from_reader(files[file].as_slice());
        let header: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
        assert_eq!(header[..system.len()], *system, "{file}");
        assert_eq!(header.iter().collect::<BTreeSet<_>>().len(), header.len(), "a column of {file} comes twice");
        for column in &header[system.len()..] {
            let (name, kind) = column.split_once(':').unwrap();
            let is_list = kind.ends_with("[]");
            assert!(["Bool", "Long", "Double", "String"].contains(&kind.trim_end_matches("[]")), "{column} of {file}");
            assert!(!name.is_empty(), "{column} of {file}");
            assert!(!is_list || !file.ends_with("edges.csv"), "{column} of {file}");
        }
        let ids: BTreeSet<String> = reader.records().map(|row| row.unwrap()[0].to_owned()).collect();
        assert!(ids.len() > 20 && !ids.contains(""), "{file}");
    }
}

#[test]
fn another_base_is_used_throughout() {
    let story = Story::tell(&HOSTILE[4..5]);
    let graph = story.graph();
    let texts = |_: &str| None;
    let mut sink = MemorySink::default();
    let input = Input { base: "https://graph.example/", ..Input::new(&graph, &texts) };
    ALL[1].export(&input, &mut sink).unwrap();
    let turtle = String::from_utf8(sink.files.remove("graph.ttl").unwrap()).unwrap();
    assert!(turtle.contains("@prefix e: <https://graph.example/entity/>"));
    assert!(!turtle.replace("urn:newsloom:ns#", "").contains("urn:newsloom:"));
    let input = Input { base: "not an address ", ..input };
    assert!(ALL[1].export(&input, &mut sink).is_err());
}

/// The line after which `vocab.ttl` follows from `schema/ontology`.
const FOLLOWS: &str = "# The rest follows from schema/ontology: run `NEWSLOOM_WRITE=1 cargo test --test it vocabulary` after a change there.";

/// The terms of relations and action types.
fn terms() -> String {
    let quoted = |words: &str| Literal::new_simple_literal(words).to_string();
    let class = |action: &str| action.split('_').map(|word| word[..1].to_uppercase() + &word[1..]).collect::<String>();
    let of = |node: &NodeType| match node {
        NodeType::Group | NodeType::Action | NodeType::Statement => format!("nl:{}", node.as_str()),
        NodeType::Document => "schema:NewsArticle".to_owned(),
        _ => format!("schema:{}", node.as_str()),
    };
    let mut text = String::new();
    for rule in ontology::get().relations() {
        let name = rule.relation.as_str();
        let list = |all: &[NodeType]| all.iter().map(of).collect::<Vec<_>>().join(" , ");
        let symmetric = if rule.symmetric { " , owl:SymmetricProperty" } else { "" };
        writeln!(text, "\nnl:{name} a rdf:Property{symmetric} ;").unwrap();
        writeln!(text, "    schema:domainIncludes {} ;", list(&rule.from)).unwrap();
        writeln!(text, "    schema:rangeIncludes {} ;", list(&rule.to)).unwrap();
        let label = name.replace('_', " ");
        writeln!(text, "    rdfs:label \"{label}\"@en ; rdfs:comment {}@en .", quoted(&rule.says)).unwrap();
    }
    let actions = ontology::get().actions().map(|of| (of.name.as_str(), of.parent.as_deref(), of.says.as_str()));
    for (name, parent, says) in actions.chain([("other", None, "an action that no type fits")]) {
        let above = class(parent.unwrap_or("action"));
        writeln!(text, "\nnl:{} a rdfs:Class ; rdfs:subClassOf nl:{above} ;", class(name)).unwrap();
        let label = name.replace('_', " ");
        writeln!(text, "    rdfs:label \"{label}\"@en ; rdfs:comment {}@en .", quoted(says)).unwrap();
    }
    for rule in ontology::get().actions() {
        let (name, label) = (&rule.name, rule.name.replace('_', " "));
        let says = format!("Somebody does this to somebody: {}.", rule.says);
        writeln!(text, "\nact:{name} a rdf:Property ;").unwrap();
        writeln!(text, "    rdfs:label \"{label}\"@en ; rdfs:comment {}@en .", quoted(&says)).unwrap();
    }
    text
}

#[test]
fn the_vocabulary_describes_every_name() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema/export/vocab.ttl");
    let vocabulary = fs::read_to_string(&path).unwrap();
    let (ours, follows) = vocabulary.split_once(FOLLOWS).unwrap();
    if std::env::var_os("NEWSLOOM_WRITE").is_some() {
        fs::write(&path, format!("{ours}{FOLLOWS}\n{}", terms())).unwrap();
    } else {
        assert!(follows == format!("\n{}", terms()), "schema/export/vocab.ttl is not up to date; see its comment");
    }
    let mut described: BTreeMap<String, usize> = BTreeMap::new();
    for triple in TurtleParser::new().for_slice(&fs::read_to_string(&path).unwrap()) {
        let triple = triple.unwrap();
        if ["http://www.w3.org/2000/01/rdf-schema#label", "http://www.w3.org/2000/01/rdf-schema#comment"]
            .contains(&triple.predicate.as_str())
        {
            *described.entry(triple.subject.to_string()).or_default() += 1;
        }
    }
    assert!(described.values().all(|count| *count == 2), "a name has two meanings: {described:?}");
    for triple in TurtleParser::new().for_slice(&export_all(&hostile())["graph.ttl"]) {
        let triple = triple.unwrap();
        for name in [triple.predicate.to_string(), triple.object.to_string()] {
            let undescribed = name.starts_with("<urn:newsloom:ns#") && !described.contains_key(&name);
            assert!(!undescribed, "{name} is not in vocab.ttl");
        }
    }
}

/// Texts that readers stumble over.
const AWKWARD: &[&str] = &[
    "\"",
    "'",
    "\\",
    "\\\"",
    "\\u0022",
    "]]>",
    "<!-- -->",
    "&amp;",
    "a\r\nb",
    "\t",
    " ",
    "\0",
    "\u{1}\u{1f}\u{7f}",
    "\u{85}\u{2028}",
    "\u{FFFE}\u{FFFF}",
    "\u{FEFF}x",
    "👩‍🚒",
    "\u{202e}אב",
    "Zalgo\u{301}\u{302}",
    "=1+1",
    "'; DROP TABLE x;--",
    "}) DETACH DELETE n //",
    "a;b,c|d",
    "null",
    "true",
    "1e5",
    "[\"a\"]",
    "2024-02-30",
    "2024-05-04T10:00:00Z",
    "Q42",
    "http://a.example/ \"<>&x",
    "en_GB",
];

fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-z]{1,8}",
        4 => "\\PC{1,12}",
        4 => any::<String>().prop_filter("empty", |text| !text.is_empty()),
        4 => pick(AWKWARD).prop_map(str::to_owned),
        1 => (pick(AWKWARD), 1..3000_usize).prop_map(|(text, times)| text.repeat(times)),
    ]
}

fn maybe<T: std::fmt::Debug + Clone>(value: impl Strategy<Value = T>) -> impl Strategy<Value = Option<T>> {
    proptest::option::of(value)
}

fn pick<T: Copy + std::fmt::Debug + 'static>(all: &'static [T]) -> impl Strategy<Value = T> {
    proptest::sample::select(all)
}

prop_compose! {
    fn quantity()(value in -1e300..1e300_f64, unit in maybe(words()), comparator in maybe(words()), text in words()) -> QuantityValue {
        QuantityValue { value, unit, comparator, text }
    }
}

prop_compose! {
    fn chars()(start in 0..1000_usize, length in 0..1000_usize) -> Chars {
        Chars { start, end: start + length }
    }
}

prop_compose! {
    fn evidence()(
        at in chars(), document in "d[a-c]", sentence in maybe(chars()), trigger in prop::collection::vec(chars(), 0..3),
        cue in prop::collection::vec(chars(), 0..3), content in prop::collection::vec(chars(), 0..3),
    ) -> Evidence {
        Evidence { span: SpanRef { document, start: at.start, end: at.end }, sentence, trigger, cue, content }
    }
}

prop_compose! {
    fn time()(text in words(), value in maybe(words()), earliest in maybe(words()), latest in maybe(words())) -> Time {
        Time { text, value, earliest, latest }
    }
}

fn body() -> impl Strategy<Value = (NodeType, NodeBody)> {
    let names = || prop::collection::vec(words(), 0..3);
    let entities = &[NodeType::Person, NodeType::Organization, NodeType::Place, NodeType::Group, NodeType::Thing];
    let entity = (
        pick(entities),
        names(),
        maybe(words()),
        maybe(words()),
        maybe(words()),
        any::<bool>(),
        maybe(quantity()),
        names(),
    );
    let entity = entity.prop_map(|(kind, aliases, of, gender, country, actor, size, ids)| {
        (kind, NodeBody::Entity(Entity { aliases, kind: of, gender, country, actor, size, ids, merged: Vec::new() }))
    });
    let action = (
        words(),
        words(),
        words(),
        pick(Polarity::ALL),
        pick(Modality::ALL),
        maybe(pick(Tense::ALL)),
        maybe(time()),
        any::<u32>(),
    );
    let action = action.prop_map(|(predicate, action, category, polarity, modality, tense, time, reports)| {
        let reports = reports as usize;
        (
            NodeType::Action,
            NodeBody::Action(Action {
                predicate,
                action,
                category,
                polarity,
                modality,
                tense,
                time,
                reports,
                merged: Vec::new(),
            }),
        )
    });
    let statement = (words(), pick(Quotation::ALL), maybe(words()), pick(Stance::ALL), maybe(time()));
    let statement = statement.prop_map(|(content, quotation, cue, stance, time)| {
        (
            NodeType::Statement,
            NodeBody::Statement(Statement { content, quotation, cue, stance, time, merged: Vec::new() }),
        )
    });
    let document = (words(), maybe(words()), maybe(words()), maybe(words()));
    let document = document.prop_map(|(source, published, publisher, url)| {
        (NodeType::Document, NodeBody::Document(DocumentFields { source, published, publisher, url }))
    });
    prop_oneof![entity, action, statement, document]
}

prop_compose! {
    fn mention()(at in chars(), document in "d[a-c]", text in words(), form in pick(&[Form::Name, Form::Nominal, Form::Pronoun])) -> Mention {
        Mention { span: SpanRef { document, start: at.start, end: at.end }, text, form }
    }
}

prop_compose! {
    fn node()(
        id in "[a-d]{1,3}", (kind, body) in body(), label in words(), percent in 0..=100_u8,
        mentions in prop::collection::vec(mention(), 0..3), evidence in prop::collection::vec(evidence(), 0..3),
    ) -> Node {
        Node { id, kind, label, confidence: Confidence::new(percent), mentions, evidence, body }
    }
}

prop_compose! {
    fn edge()(
        id in "r[a-d]{1,3}", kind in pick(&Relation::ALL), percent in 0..=100_u8, evidence in prop::collection::vec(evidence(), 1..3),
        role in maybe(words()), status in maybe(pick(RoleStatus::ALL)), quantity in maybe(quantity()), reason in maybe(words()),
    ) -> Edge {
        Edge { id, kind, confidence: Confidence::new(percent), evidence, role, status, quantity, reason }
    }
}

prop_compose! {
    fn document()(
        id in "d[a-c]", source in words(), title in maybe(words()), published in maybe(words()), publisher in maybe(words()),
        authors in prop::collection::vec(words(), 0..3), language in words(), url in maybe(words()), length in any::<u32>(),
    ) -> DocumentRecord {
        let sha256 = "0".repeat(64);
        DocumentRecord { id, source, title, published, publisher, authors, language, url, sha256, length: length as usize }
    }
}

prop_compose! {
    pub(crate) fn any_story()(
        documents in prop::collection::vec(document(), 0..3),
        nodes in prop::collection::btree_map("[a-d]{1,3}", node(), 1..12),
        edges in prop::collection::btree_map("r[a-d]{1,3}", (edge(), any::<(prop::sample::Index, prop::sample::Index)>()), 0..12),
    ) -> Story {
        let ids: Vec<String> = nodes.keys().cloned().collect();
        let nodes = nodes.into_iter().map(|(id, node)| Node { id, ..node }).collect();
        let edges = edges.into_iter().map(|(id, (edge, (from, to)))| {
            (from.get(&ids).clone(), to.get(&ids).clone(), Edge { id, ..edge })
        }).collect();
        let mut documents = documents;
        documents.sort();
        documents.dedup_by(|a, b| a.id == b.id);
        Story { documents, nodes, edges, texts: BTreeMap::new() }
    }
}

/// A graph as values that can be compared.
pub(crate) fn parts(graph: &Graph) -> Story {
    let edges = graph.edges().map(|(source, edge, target)| (source.id.clone(), target.id.clone(), edge.clone()));
    let nodes = graph.nodes().cloned().collect();
    Story { documents: graph.documents().to_vec(), nodes, edges: edges.collect(), texts: BTreeMap::new() }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn json_gives_back_the_same_graph(story in any_story()) {
        let graph = story.graph();
        let mut bytes = Vec::new();
        json::write(&graph, &mut bytes).unwrap();
        let read = json::read(&bytes).unwrap();
        prop_assert_eq!(parts(&read), parts(&graph));
    }

    #[test]
    fn arrival_order_does_not_show(story in any_story()) {
        let mut turned = story.clone();
        turned.documents.reverse();
        turned.nodes.reverse();
        turned.edges.reverse();
        prop_assert_eq!(export_all(&turned), export_all(&story));
    }

    /// Read by parsers that share nothing with the writers.
    #[test]
    fn any_words_come_through_every_format(casts in prop::collection::vec(prop::array::uniform4("\\PC{1,12}"), 1..4)) {
        let casts: Vec<Cast<'_>> = casts.iter().map(|cast| std::array::from_fn(|at| cast[at].as_str())).collect();
        let story = Story::tell(&casts);
        let folder = tempfile::tempdir().unwrap();
        story.write(folder.path());
        if let Err(error) = verify(folder.path()) {
            return Err(TestCaseError::fail(error.to_string()));
        }
    }

    #[test]
    fn reading_never_panics(mut bytes in prop::collection::vec(any::<u8>(), 0..40), at in any::<prop::sample::Index>()) {
        let mut good = Vec::new();
        json::write(&Story::tell(&HOSTILE[4..5]).graph(), &mut good).unwrap();
        let at = at.index(good.len());
        bytes.extend_from_slice(&good[at..]);
        good.truncate(at);
        good.extend(bytes);
        let _ = json::read(&good);
    }
}
