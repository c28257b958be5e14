//! GEXF as Gephi reads it, checked by a reader that shares nothing with the writer.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use newsloom::export::Input;
use newsloom::export::MemorySink;
use newsloom::export::Options;
use newsloom::graph::Graph;
use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::Event;

use crate::story::Story;

/// Where an element may stand, and the attributes it must have. All others are refused.
const ELEMENTS: &[(&str, &str, &[&str])] = &[
    ("gexf", "", &["xmlns", "xmlns:viz", "version"]),
    ("meta", "gexf", &[]),
    ("creator", "meta", &[]),
    ("graph", "gexf", &["defaultedgetype", "mode"]),
    ("attributes", "graph", &["class", "mode"]),
    ("attribute", "attributes", &["id", "title", "type"]),
    ("nodes", "graph", &[]),
    ("node", "nodes", &["id", "label"]),
    ("edges", "graph", &[]),
    ("edge", "edges", &["id", "source", "target", "label", "kind", "weight"]),
    ("attvalues", "node edge", &[]),
    ("attvalue", "attvalues", &["for", "value"]),
    ("spells", "node edge", &[]),
    ("spell", "spells", &["start", "end"]),
    ("viz:color", "node", &["r", "g", "b", "a"]),
    ("viz:position", "node", &["x", "y", "z"]),
    ("viz:size", "node", &["value"]),
];

/// Of the dialect for the timeline.
const DYNAMIC: &[&str] = &["defaultedgetype", "mode", "timeformat", "timerepresentation"];

type Values = BTreeMap<String, String>;

/// Nodes and edges by id, with their attributes, values and the start and end of their spell.
#[derive(Default)]
pub(crate) struct Seen {
    pub(crate) nodes: BTreeMap<String, Values>,
    pub(crate) edges: BTreeMap<String, Values>,
}

pub(crate) fn read(file: &[u8]) -> Seen {
    let mut seen = Seen::default();
    let mut columns: BTreeMap<(String, String), String> = BTreeMap::new();
    let (mut path, mut class, mut open): (Vec<String>, String, Values) = (Vec::new(), String::new(), Values::new());
    let mut reader = Reader::from_str(std::str::from_utf8(file).unwrap());
    reader.config_mut().expand_empty_elements = true;
    loop {
        match reader.read_event().unwrap() {
            Event::Start(element) => {
                let name = element.name().as_ref().to_owned();
                let attributes: Vec<(String, String)> = element
                    .attributes()
                    .map(|attribute| {
                        let attribute = attribute.unwrap();
                        let key = attribute.key.as_ref().to_owned();
                        (key, attribute.normalized_value(XmlVersion::Explicit1_0).unwrap().into_owned())
                    })
                    .collect();
                let &(_, parents, wanted) = ELEMENTS.iter().find(|(known, ..)| *known == name).expect(&name);
                let parent = path.last().map_or("", String::as_str);
                assert!(parents.split(' ').any(|known| known == parent), "{name} in {parent}");
                let names: Vec<&str> = attributes.iter().map(|(key, _)| key.as_str()).collect();
                assert!(names == wanted || (name == "graph" && names == DYNAMIC), "{name} has {names:?}");
                let of = |key: &str| attributes.iter().find(|(known, _)| known == key).unwrap().1.clone();
                match name.as_str() {
                    "attributes" => class = of("class"),
                    "attribute" => {
                        let known = columns.insert((class.clone(), of("id").to_lowercase()), of("type"));
                        assert_eq!(known, None, "a column twice");
                        assert_eq!(of("id"), of("title"));
                    }
                    "node" | "edge" => {
                        class.clone_from(&name);
                        open = attributes.iter().cloned().collect();
                    }
                    "attvalue" => {
                        let (key, value) = (of("for"), of("value"));
                        let fits = match columns[&(class.clone(), key.clone())].as_str() {
                            "long" => value.parse::<i64>().is_ok(),
                            "integer" => value.parse::<i32>().is_ok(),
                            "double" => value.parse::<f64>().is_ok_and(f64::is_finite),
                            "boolean" => value == "true",
                            "liststring" => value.starts_with("[\"") && value.ends_with("\"]"),
                            other => other == "string" && !value.is_empty(),
                        };
                        assert!(fits, "{key} is {value}");
                        assert_eq!(open.insert(format!("={key}"), value), None, "{key} twice");
                    }
                    "spell" => open.extend([("start".to_owned(), of("start")), ("end".to_owned(), of("end"))]),
                    "viz:color" => assert!(["r", "g", "b"].iter().all(|key| of(key).parse::<u8>().is_ok())),
                    "viz:position" => {
                        open.extend([("x".to_owned(), of("x")), ("y".to_owned(), of("y"))]);
                    }
                    "viz:size" => assert!(of("value").parse::<f64>().is_ok_and(|size| size > 0.0)),
                    _ => {}
                }
                path.push(name);
            }
            Event::End(_) => {
                let name = path.pop().unwrap();
                if name == "node" || name == "edge" {
                    let all = if name == "node" { &mut seen.nodes } else { &mut seen.edges };
                    let id = open["id"].clone();
                    assert!(all.insert(id, std::mem::take(&mut open)).is_none(), "an id twice");
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(path.is_empty());
    let mut kinds = BTreeSet::new();
    for edge in seen.edges.values() {
        assert!(seen.nodes.contains_key(&edge["source"]) && seen.nodes.contains_key(&edge["target"]));
        assert!(edge["weight"].parse::<f64>().unwrap() > 0.0);
        assert!(
            kinds.insert((&edge["source"], &edge["target"], &edge["kind"])),
            "Gephi makes one edge of two: {edge:?}"
        );
    }
    let placed = seen.nodes.values().filter_map(|node| Some((node.get("x")?, node.get("y")?)));
    let places: BTreeSet<(&String, &String)> = placed.collect();
    assert!(places.is_empty() || places.len() == seen.nodes.len(), "a node is drawn on another or not at all");
    seen
}

fn exported(story: &Story, dynamic: bool) -> (Seen, Seen) {
    let graph = story.graph();
    let options = Options { dynamic, ..Options::default() };
    let mut sink = MemorySink::default();
    let gexf = newsloom::export::of("gexf").unwrap();
    gexf.export(&Input { options: &options, ..Input::new(&graph, &|_| None) }, &mut sink).unwrap();
    (read(&sink.files["graph.gexf"]), read(&sink.files["actors.gexf"]))
}

fn told() -> Story {
    let cast = ["Anna Berg", "foreign ministry", "Oslo", "10,000 troops"];
    Story::tell(&[cast, cast, ["Ole Dahl", "foreign ministry", "Bergen", "a \"few\" \\ people"]])
}

#[test]
fn gephi_sees_the_whole_graph_drawn() {
    let story = told();
    let (full, actors) = exported(&story, false);
    let graph: Graph = story.graph();
    assert_eq!((full.nodes.len(), full.edges.len()), (graph.nodes().len(), graph.edges().len()));
    assert!(actors.nodes.len() < full.nodes.len() && !actors.edges.is_empty());
    for node in full.nodes.values() {
        assert!(["=degree", "=core", "=pagerank", "=community"].iter().all(|key| node.contains_key(*key)), "{node:?}");
        assert!(!node.contains_key("start"), "no timeline unless asked for");
    }
    let degrees: usize = full.nodes.values().map(|node| node["=degree"].parse::<usize>().unwrap()).sum();
    assert_eq!(degrees, 2 * full.edges.len());
}

#[test]
fn the_timeline_shows_when_things_happen() {
    let story = told();
    let (full, actors) = exported(&story, true);
    for seen in [&full, &actors] {
        for edge in seen.edges.values() {
            let (source, target) = (&seen.nodes[&edge["source"]], &seen.nodes[&edge["target"]]);
            let Some(start) = edge.get("start") else { continue };
            assert!(source["start"] <= *start && target["start"] <= *start, "an edge before its ends");
            assert!(source["end"] >= edge["end"] && target["end"] >= edge["end"], "an edge after its ends");
        }
    }
    assert!(actors.edges.values().any(|edge| edge["start"] == "2024-01-05" && edge["end"] == "2024-01-05"));
}

/// Two people claim the same: Gephi would add the second claim to the first and forget who made it.
#[test]
fn claims_of_different_people_stay_apart() {
    let cast = ["Anna Berg", "foreign ministry", "Oslo", "10,000 troops"];
    let story = Story::tell(&[cast, ["Anna Berg", "foreign ministry", "Oslo", "Some sailors"]]);
    let (_, actors) = exported(&story, false);
    let kinds: Vec<&String> = actors.edges.values().map(|edge| &edge["kind"]).collect();
    let claimers: BTreeSet<&String> = actors.edges.values().filter_map(|edge| edge.get("=claimed_by")).collect();
    assert_eq!(claimers.len(), 2, "{:?}", actors.edges);
    assert!(
        kinds.iter().any(|kind| kind.ends_with("_CLAIMED")) && kinds.iter().any(|kind| kind.ends_with("_CLAIMED_2"))
    );
}
