//! Any graph, in any format, read by a strict reader that shares nothing with the writers: the same values come back.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use newsloom::export::ALL;
use newsloom::export::Exporter;
use newsloom::export::Input;
use newsloom::export::MemorySink;
use newsloom::export::Options;
use newsloom::export::Profile;
use newsloom::export::json;
use newsloom::graph::Graph;
use newsloom::ontology::NodeType;
use oxrdf::Literal;
use oxrdf::NamedNode;
use oxrdf::Term;
use oxrdf::Triple;
use oxttl::NQuadsParser;
use oxttl::NTriplesParser;
use oxttl::TriGParser;
use oxttl::TurtleParser;
use proptest::prelude::*;
use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::BytesStart;
use quick_xml::events::Event;
use quick_xml::events::attributes::Attribute;
use serde_json::Value;
use serde_json::json;

use crate::export::any_story;
use crate::gexf;
use crate::story::Story;

type Values = BTreeMap<String, Value>;

/// The attributes of an element of XML 1.0, by name.
fn attributes_of(tag: &BytesStart<'_>) -> BTreeMap<String, String> {
    let value = |it: &Attribute<'_>| it.normalized_value(XmlVersion::Explicit1_0).unwrap().into_owned();
    tag.attributes().map(Result::unwrap).map(|it| (it.key.as_ref().to_owned(), value(&it))).collect()
}

/// Nodes and edges by id.
#[derive(Debug, Default)]
struct Seen {
    nodes: BTreeMap<String, Values>,
    edges: BTreeMap<String, Values>,
}

/// What every reader should see, from `graph.json`.
fn expected(graph: &Graph) -> Seen {
    let mut bytes = Vec::new();
    json::write(graph, &mut bytes).unwrap();
    let file: Value = serde_json::from_slice(&bytes).unwrap();
    let list = |name: &str| file[name].as_array().unwrap().clone();
    let documents: BTreeMap<String, Value> = list("documents").into_iter().map(|it| (text(&it["id"]), it)).collect();
    let claimed: BTreeSet<String> =
        list("edges").iter().filter(|edge| edge["type"] == "asserts").map(|edge| text(&edge["target"])).collect();
    let mut seen = Seen::default();
    for node in list("nodes") {
        let id = text(&node["id"]);
        let mut values = flat(&node);
        let count = |name: &str| node[name].as_array().map_or(0, Vec::len);
        let spans = ["mentions", "evidence"].iter().filter_map(|name| node[*name].as_array()).flatten();
        let of: BTreeSet<String> = spans.map(|span| text(&span["document"])).collect();
        values.insert("documents".to_owned(), json!(of.len()));
        for (name, number) in [("mention_count", count("mentions")), ("evidence_count", count("evidence"))] {
            if number > 0 {
                values.insert(name.to_owned(), json!(number));
            }
        }
        if node["type"] == "Action" && claimed.contains(&id) {
            values.insert("claimed".to_owned(), json!(true));
        }
        if let Some(record) = documents.get(&id).filter(|_| node["type"] == "Document") {
            let own = ["title", "authors", "language", "sha256", "length"].iter();
            values.extend(own.filter_map(|name| Some(((*name).to_owned(), record.get(name)?.clone()))));
        }
        seen.nodes.insert(id, values);
    }
    for edge in list("edges") {
        let mut values = flat(&edge);
        values.insert("label".to_owned(), edge["type"].clone());
        values.insert("type".to_owned(), json!(text(&edge["type"]).to_uppercase()));
        values.insert("uid".to_owned(), edge["id"].clone());
        values.insert("evidence_count".to_owned(), json!(edge["evidence"].as_array().unwrap().len()));
        seen.edges.insert(text(&edge["id"]), values);
    }
    seen
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

/// The fields of a node or edge under the names of the columns.
fn flat(thing: &Value) -> Values {
    let mut values = Values::new();
    for (name, value) in thing.as_object().unwrap() {
        let parts = match name.as_str() {
            "id" => continue,
            "time" => "time_",
            "quantity" => "quantity_",
            "size" => "group_size_",
            _ => "",
        };
        let renamed = match name.as_str() {
            "kind" => "entity_kind",
            "source" if thing["type"] == "Document" => "document_source",
            name => name,
        };
        match value.as_object().filter(|_| !parts.is_empty()) {
            Some(fields) => values.extend(fields.iter().map(|(part, value)| {
                let name =
                    if name == "size" && part == "value" { "group_size".to_owned() } else { format!("{parts}{part}") };
                (name, value.clone())
            })),
            None => {
                values.insert(renamed.to_owned(), value.clone());
            }
        }
    }
    values
}

/// What a format cannot carry of a value; nothing when nothing is left of it.
type Repair = fn(&Value) -> Option<Value>;

#[allow(clippy::unnecessary_wraps, reason = "it is a `Repair`")]
fn exact(value: &Value) -> Option<Value> {
    Some(value.clone())
}

const fn in_xml(c: char) -> bool {
    !matches!(c, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}')
}

fn stripped(text: &str) -> String {
    text.chars().filter(|c| in_xml(*c)).collect()
}

/// Lists are JSON text, in which control characters have escapes.
fn xml(value: &Value) -> Option<Value> {
    match value {
        Value::String(text) => Some(stripped(text)).filter(|text| !text.is_empty()).map(Value::String),
        Value::Array(_) => serde_json::from_str(&stripped(&value.to_string())).ok(),
        other => Some(other.clone()),
    }
}

/// Lists of texts are lists, and lose what texts lose.
fn gexf_list(value: &Value) -> Option<Value> {
    match value {
        Value::Array(items) if items.iter().all(Value::is_string) => {
            Some(items.iter().map(|item| json!(stripped(item.as_str().unwrap()))).collect())
        }
        other => xml(other),
    }
}

/// As [`exact`], without the character that parts the items of lists.
fn neo4j_list(value: &Value) -> Option<Value> {
    match value {
        Value::Array(items) if items.iter().all(Value::is_string) => {
            Some(items.iter().map(|item| json!(item.as_str().unwrap().replace('\u{1f}', ""))).collect())
        }
        other => exact(other),
    }
}

fn neptune_list(value: &Value) -> Option<Value> {
    match value {
        Value::Array(items) if items.iter().all(Value::is_string) => {
            let joined: Vec<String> = items.iter().map(|item| item.as_str().unwrap().replace(';', ",")).collect();
            Some(json!(joined.join(";")))
        }
        other => exact(other),
    }
}

/// Whether a reader has the value, typed or as text.
fn is(expected: &Value, found: &Value) -> bool {
    match (expected, found) {
        (Value::Number(a), Value::Number(b)) => a.as_f64() == b.as_f64(),
        (Value::Number(number), Value::String(text)) => text.parse().ok() == number.as_f64(),
        (Value::Bool(true), Value::String(text)) => text == "true",
        (Value::Array(_), Value::String(text)) => serde_json::from_str::<Value>(text).is_ok_and(|it| it == *expected),
        (expected, found) => expected == found,
    }
}

/// Names that formats have beside those of the graph.
const BESIDE: &[&str] =
    &["id", "key", "symmetric", "weight", "documents", "labels", "degree", "core", "pagerank", "community"];

fn agree(format: &str, expected: &Seen, found: &Seen, repair: Repair) -> Result<(), TestCaseError> {
    for (what, wanted, seen) in [("node", &expected.nodes, &found.nodes), ("edge", &expected.edges, &found.edges)] {
        let ids = |all: &BTreeMap<String, Values>| all.keys().cloned().collect::<Vec<_>>();
        prop_assert_eq!(ids(wanted), ids(seen), "{}s of {}", what, format);
        for (id, values) in wanted {
            let seen = &seen[id];
            for (name, value) in values {
                // A label that nobody could see is replaced.
                let blank = |text: &str| text.chars().all(|c| !in_xml(c) || c.is_whitespace());
                if name == "label" && value.as_str().is_some_and(blank) {
                    continue;
                }
                let (value, seen) = (repair(value), seen.get(name));
                let fits = match (&value, seen) {
                    (Some(value), Some(seen)) => is(value, seen),
                    (None, None) => true,
                    _ => false,
                };
                prop_assert!(fits, "{} of {} in {}: {:?} became {:?}", name, id, format, value, seen);
            }
            let known = |name: &String| values.contains_key(name) || BESIDE.contains(&name.as_str());
            let strange = seen.keys().find(|name| !known(name));
            prop_assert!(strange.is_none(), "{} of {} in {} comes from nowhere", strange.unwrap(), id, format);
        }
    }
    Ok(())
}

/// GraphML: nothing but what its schema and Gephi, APOC and yEd know.
fn graphml(file: &str) -> Seen {
    let mut reader = Reader::from_str(file);
    let (mut seen, mut names) = (Seen::default(), BTreeMap::new());
    let (mut open, mut id, mut key, mut content, mut drawn) = (Values::new(), String::new(), None, String::new(), 0);
    loop {
        let event = reader.read_event().unwrap();
        match event {
            Event::Start(ref tag) | Event::Empty(ref tag) => {
                let name = tag.name().as_ref().to_owned();
                let attributes = attributes_of(tag);
                match name.as_str() {
                    "key" if attributes.contains_key("yfiles.type") => {}
                    "key" => {
                        let of = attributes["for"].clone();
                        assert!(["node", "edge"].contains(&of.as_str()));
                        assert!(
                            ["string", "long", "double", "boolean", "liststring"]
                                .contains(&attributes["attr.type"].as_str())
                        );
                        assert!(
                            names.insert(attributes["id"].clone(), (of, attributes["attr.name"].clone())).is_none()
                        );
                    }
                    "node" | "edge" => {
                        id.clone_from(&attributes["id"]);
                        let ends = ["source", "target"].iter().filter_map(|end| attributes.get_key_value(*end));
                        open = ends.map(|(name, value)| (name.clone(), json!(value))).collect();
                    }
                    "data" => (key, content) = (Some(attributes["key"].clone()), String::new()),
                    "graphml" | "graph" => {}
                    other => {
                        assert!(other.starts_with("y:"), "{other}");
                        drawn += 1;
                    }
                }
            }
            Event::Text(text) => content.push_str(&text.xml_content(XmlVersion::Explicit1_0)),
            Event::GeneralRef(reference) => match reference.resolve_char_ref().unwrap() {
                Some(c) => content.push(c),
                None => content.push_str(quick_xml::escape::resolve_xml_entity(&reference).unwrap()),
            },
            Event::End(tag) => match tag.name().as_ref() {
                "data" => {
                    if let Some((_, name)) = key.take().and_then(|key| names.get(&key)) {
                        assert!(open.insert(name.clone(), json!(content)).is_none(), "{name} twice");
                    }
                }
                of @ ("node" | "edge") => {
                    let all = if of == "node" { &mut seen.nodes } else { &mut seen.edges };
                    assert!(all.insert(std::mem::take(&mut id), std::mem::take(&mut open)).is_none());
                }
                _ => {}
            },
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(drawn == 0 || drawn >= seen.nodes.len(), "all or nothing is drawn");
    seen
}

/// GEXF as Gephi takes it, and lists as it reads them.
fn gexf_values(file: &[u8]) -> Seen {
    let read = gexf::read(file);
    let values = |values: BTreeMap<String, String>| {
        let mut out = Values::new();
        for (name, value) in values {
            match name.strip_prefix('=') {
                Some(name) if ["aliases", "ids", "authors", "predicates", "actions"].contains(&name) => {
                    out.insert(name.to_owned(), gexf_items(&value));
                }
                Some(name) => {
                    out.insert(name.to_owned(), json!(value));
                }
                None if ["label", "source", "target"].contains(&name.as_str()) => {
                    out.insert(name, json!(value));
                }
                None => {}
            }
        }
        out
    };
    let all =
        |of: BTreeMap<String, BTreeMap<String, String>>| of.into_iter().map(|(id, it)| (id, values(it))).collect();
    Seen { nodes: all(read.nodes), edges: all(read.edges) }
}

fn gexf_items(list: &str) -> Value {
    let mut items: Vec<String> = Vec::new();
    let mut letters = list.strip_prefix('[').unwrap().strip_suffix(']').unwrap().chars();
    let mut inside = false;
    while let Some(c) = letters.next() {
        match (inside, c) {
            (false, '"') => items.push(String::new()),
            (false, _) => assert!(c == ',' || c == ' '),
            (true, '\\') => items.last_mut().unwrap().push(letters.next().unwrap()),
            (true, '"') => {}
            (true, _) => items.last_mut().unwrap().push(c),
        }
        inside ^= c == '"';
    }
    json!(items)
}

fn object(value: &Value) -> Values {
    value.as_object().unwrap().iter().map(|(name, value)| (name.clone(), value.clone())).collect()
}

/// The five forms of JSON for other programs.
fn json_forms(format: &str, file: &[u8]) -> Seen {
    let file: Value = serde_json::from_slice(file).unwrap();
    let mut seen = Seen::default();
    let list = |value: &Value| value.as_array().unwrap().clone();
    let (nodes, edges): (Vec<Value>, Vec<Value>) = match format {
        "nodelink" => (list(&file["nodes"]), list(&file["edges"])),
        "d3" => (list(&file["nodes"]), list(&file["links"])),
        "cytoscape" => {
            let data = |name: &str| list(&file["elements"][name]).iter().map(|it| it["data"].clone()).collect();
            (data("nodes"), data("edges"))
        }
        "jgf" => {
            let graph = &file["graph"];
            let nodes = graph["nodes"].as_object().unwrap().iter();
            let node = |(id, node): (&String, &Value)| {
                let mut values = object(&node["metadata"]);
                values.insert("id".to_owned(), json!(id));
                json!(values)
            };
            let edge = |edge: &Value| {
                let ends = ["source", "target"].iter().map(|end| ((*end).to_owned(), edge[*end].clone()));
                json!(object(&edge["metadata"]).into_iter().chain(ends).collect::<Values>())
            };
            (nodes.map(node).collect(), list(&graph["edges"]).iter().map(edge).collect())
        }
        _ => {
            let of = |name: &str, kind: &str| {
                let renamed = |thing: &Value| {
                    let mut values = object(&thing["attributes"]);
                    let own = values.remove(kind).unwrap();
                    values.insert("type".to_owned(), own);
                    values.insert("id".to_owned(), thing["key"].clone());
                    values.extend(
                        ["source", "target"]
                            .iter()
                            .filter_map(|end| Some(((*end).to_owned(), thing.get(end)?.clone()))),
                    );
                    json!(values)
                };
                list(&file[name]).iter().map(renamed).collect()
            };
            (of("nodes", "node_type"), of("edges", "edge_type"))
        }
    };
    for node in nodes {
        assert!(seen.nodes.insert(text(&node["id"]), object(&node)).is_none());
    }
    for edge in edges {
        assert!(seen.edges.insert(text(&edge["uid"]), object(&edge)).is_none());
    }
    seen
}

/// Cypher: rows of maps between `UNWIND [` and `] AS row`.
fn cypher(file: &str) -> Seen {
    let mut seen = Seen::default();
    let mut inside = false;
    for line in file.lines() {
        if line == "UNWIND [" || line.starts_with("] AS row MATCH") || line.starts_with("] AS row MERGE") {
            inside = line == "UNWIND [";
            continue;
        }
        if !inside {
            assert!(line.starts_with("CREATE "), "{line}");
            continue;
        }
        let mut letters = line.chars().peekable();
        let row = cypher_value(&mut letters);
        let rest: String = letters.collect();
        assert!(rest.is_empty() || rest == ",", "{rest}");
        let mut values = object(&row["props"]);
        let id = text(&row["uid"]);
        if let (Some(source), Some(target)) = (row.get("s"), row.get("t")) {
            values.insert("source".to_owned(), source.clone());
            values.insert("target".to_owned(), target.clone());
            assert!(seen.edges.insert(id, values).is_none());
        } else {
            assert!(seen.nodes.insert(id, values).is_none());
        }
    }
    seen
}

fn cypher_value(letters: &mut std::iter::Peekable<std::str::Chars<'_>>) -> Value {
    match letters.peek().copied().unwrap() {
        '\'' => {
            letters.next();
            let mut text = String::new();
            loop {
                match letters.next().unwrap() {
                    '\'' => return json!(text),
                    '\\' => match letters.next().unwrap() {
                        'n' => text.push('\n'),
                        'r' => text.push('\r'),
                        't' => text.push('\t'),
                        'u' => {
                            let digits: String = letters.by_ref().take(4).collect();
                            text.push(char::from_u32(u32::from_str_radix(&digits, 16).unwrap()).unwrap());
                        }
                        c => {
                            assert!(c == '\\' || c == '\'');
                            text.push(c);
                        }
                    },
                    c => {
                        assert!(!c.is_ascii_control());
                        text.push(c);
                    }
                }
            }
        }
        open @ ('[' | '{') => {
            letters.next();
            let close = if open == '[' { ']' } else { '}' };
            let (mut list, mut map) = (Vec::new(), serde_json::Map::new());
            while letters.next_if_eq(&close).is_none() {
                if open == '{' {
                    let key: String = std::iter::from_fn(|| letters.next_if(|c| *c != ':')).collect();
                    letters.next();
                    assert!(map.insert(key.trim_matches('`').to_owned(), cypher_value(letters)).is_none());
                } else {
                    list.push(cypher_value(letters));
                }
                letters.next_if_eq(&',');
            }
            if open == '[' { Value::Array(list) } else { Value::Object(map) }
        }
        _ => {
            let word: String = std::iter::from_fn(|| letters.next_if(|c| !matches!(c, ',' | '}' | ']'))).collect();
            serde_json::from_str(&word).unwrap()
        }
    }
}

/// The rows of a table by its header; empty cells are left out.
fn rows(file: &[u8]) -> Vec<Values> {
    let mut reader = csv::Reader::from_reader(file);
    let header: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let rows = reader.records().map(|record| {
        let cells: Vec<String> = record.unwrap().iter().map(str::to_owned).collect();
        header
            .iter()
            .cloned()
            .zip(cells)
            .filter(|(_, cell)| !cell.is_empty())
            .map(|(name, cell)| (name, json!(cell)))
            .collect()
    });
    rows.collect()
}

/// Rows of bulk loaders: which column is the id, and which are the ends.
fn tables(files: &BTreeMap<String, Vec<u8>>, nodes: &str, edges: &str, id: &str, ends: [&str; 2], split: bool) -> Seen {
    let mut seen = Seen::default();
    let tables =
        files.iter().filter(|(name, _)| std::path::Path::new(name).extension().is_some_and(|end| end == "csv"));
    for (name, bytes) in tables {
        let of_nodes = name.starts_with(nodes);
        if !of_nodes && !name.starts_with(edges) {
            continue;
        }
        for mut row in rows(bytes) {
            let key = row.remove(id).or_else(|| row.get("uid").cloned());
            let from = ends.map(|end| row.remove(end));
            row.retain(|name, _| !name.starts_with([':', '~']));
            let mut values: Values = row
                .into_iter()
                .map(|(name, value)| {
                    let (name, kind) = name.split_once(':').unwrap_or((&name, ""));
                    let is_list = split && kind == "string[]";
                    let items = || text(&value).split('\u{1f}').map(str::to_owned).collect::<Vec<_>>();
                    (name.to_owned(), if is_list { json!(items()) } else { value })
                })
                .collect();
            let id = text(&key.unwrap());
            if of_nodes {
                assert!(seen.nodes.insert(id, values).is_none());
            } else {
                for (name, end) in ["source", "target"].iter().zip(from) {
                    values.insert((*name).to_owned(), end.unwrap());
                }
                assert!(seen.edges.insert(id, values).is_none());
            }
        }
    }
    seen
}

/// Both tables, read as rows.
#[cfg(feature = "parquet")]
fn parquet(files: &BTreeMap<String, Vec<u8>>) -> Seen {
    use parquet::file::reader::FileReader;
    use parquet::file::serialized_reader::SerializedFileReader;
    use parquet::record::Field;
    fn value(field: &Field) -> Value {
        match field {
            Field::Str(text) => json!(text),
            Field::Double(number) => json!(number),
            Field::Long(number) => json!(number),
            Field::Bool(flag) => json!(flag),
            Field::ListInternal(list) => list.elements().iter().map(value).collect(),
            _ => Value::Null,
        }
    }
    let table = |name: &str, id: &str| {
        let bytes = files[name].clone();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("table");
        std::fs::write(&path, bytes).unwrap();
        let reader = SerializedFileReader::new(std::fs::File::open(&path).unwrap()).unwrap();
        let mut table = BTreeMap::new();
        for row in reader.get_row_iter(None).unwrap() {
            let row = row.unwrap();
            let mut values: Values = row.get_column_iter().map(|(name, field)| (name.clone(), value(field))).collect();
            values.retain(|_, value| !value.is_null());
            let key = text(&values[id]);
            assert!(table.insert(key, values).is_none());
        }
        table
    };
    Seen { nodes: table("parquet/nodes.parquet", "id"), edges: table("parquet/edges.parquet", "uid") }
}

/// The ids and labels of a drawing.
fn dot(file: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut strings: Vec<String> = Vec::new();
    let mut letters = file.chars();
    while let Some(c) = letters.next() {
        match c {
            '"' => {
                let mut string = String::new();
                loop {
                    match letters.next().unwrap() {
                        '"' => break,
                        '\\' => {
                            string.push(if let 'n' = letters.next().unwrap_or_default() { '\n' } else { '\u{E000}' });
                        }
                        c => string.push(c),
                    }
                }
                strings.push(string);
            }
            ';' => {
                // An edge has its own id where a node has its colour.
                if let [id, label, fill, _] = strings.as_slice()
                    && fill.starts_with('#')
                {
                    found.insert(id.clone(), label.replace("&amp;", "&"));
                }
                strings.clear();
            }
            _ => {}
        }
    }
    found
}

/// A literal as a syntax of XML can carry it.
fn rdf_in_xml(triple: &Triple) -> Triple {
    let Term::Literal(literal) = &triple.object else { return triple.clone() };
    let value = stripped(literal.value());
    let literal = match literal.language() {
        Some(tag) => Literal::new_language_tagged_literal(value, tag).unwrap(),
        None => Literal::new_typed_literal(value, literal.datatype()),
    };
    Triple::new(triple.subject.clone(), triple.predicate.clone(), literal)
}

fn rdfxml(file: &str) -> BTreeSet<String> {
    let mut reader = Reader::from_str(file);
    reader.config_mut().expand_empty_elements = true;
    let (mut triples, mut spaces) = (BTreeSet::new(), BTreeMap::new());
    let mut subject: Option<NamedNode> = None;
    let mut property: Option<(NamedNode, BTreeMap<String, String>, String)> = None;
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) => {
                let attributes = attributes_of(&tag);
                match tag.name().as_ref() {
                    "rdf:RDF" => spaces = attributes,
                    "rdf:Description" => subject = Some(NamedNode::new(&attributes["rdf:about"]).unwrap()),
                    name => {
                        let (prefix, local) = name.split_once(':').unwrap();
                        let predicate = format!("{}{local}", spaces[&format!("xmlns:{prefix}")]);
                        property = Some((NamedNode::new(predicate).unwrap(), attributes, String::new()));
                    }
                }
            }
            Event::Text(text) => {
                if let Some((.., content)) = &mut property {
                    content.push_str(&text.xml_content(XmlVersion::Explicit1_0));
                }
            }
            Event::GeneralRef(reference) => {
                let (.., content) = property.as_mut().unwrap();
                match reference.resolve_char_ref().unwrap() {
                    Some(c) => content.push(c),
                    None => content.push_str(quick_xml::escape::resolve_xml_entity(&reference).unwrap()),
                }
            }
            Event::End(_) => match property.take() {
                Some((predicate, attributes, content)) => {
                    let object: Term = if let Some(resource) = attributes.get("rdf:resource") {
                        NamedNode::new(resource).unwrap().into()
                    } else if let Some(tag) = attributes.get("xml:lang") {
                        Literal::new_language_tagged_literal(content, tag).unwrap().into()
                    } else if let Some(of) = attributes.get("rdf:datatype") {
                        Literal::new_typed_literal(content, NamedNode::new(of).unwrap()).into()
                    } else {
                        Literal::new_simple_literal(content).into()
                    };
                    triples.insert(Triple::new(subject.clone().unwrap(), predicate, object).to_string());
                }
                None => subject = None,
            },
            Event::Eof => return triples,
            _ => {}
        }
    }
}

fn jsonld(file: &[u8]) -> BTreeSet<String> {
    let file: Value = serde_json::from_slice(file).unwrap();
    let context = object(&file["@context"]);
    let full = |name: &str| {
        let known = name.split_once(':').and_then(|(prefix, rest)| Some((context.get(prefix)?.as_str()?, rest)));
        NamedNode::new(known.map_or_else(|| name.to_owned(), |(space, rest)| format!("{space}{rest}"))).unwrap()
    };
    let kind = full("rdf:type");
    let mut triples = BTreeSet::new();
    for thing in file["@graph"].as_array().unwrap() {
        let subject = full(thing["id"].as_str().unwrap());
        for (key, value) in thing.as_object().unwrap().iter().filter(|(key, _)| *key != "id") {
            let term = context.get(key).filter(|term| term.is_object());
            let predicate = match term {
                _ if key == "type" => kind.clone(),
                Some(term) => full(term["@id"].as_str().unwrap()),
                None => full(key),
            };
            let of = term.and_then(|term| term.get("@type")).and_then(Value::as_str);
            let one = std::slice::from_ref(value);
            for value in value.as_array().map_or(one, Vec::as_slice) {
                let object: Term = match value {
                    Value::String(text) if key == "type" || of == Some("@id") => full(text).into(),
                    Value::String(text) => match of {
                        Some(of) => Literal::new_typed_literal(text, full(of)).into(),
                        None => Literal::new_simple_literal(text).into(),
                    },
                    value if value.get("id").is_some() => full(value["id"].as_str().unwrap()).into(),
                    value => {
                        let text = value["@value"].as_str().unwrap();
                        match (value.get("@language"), value.get("@type")) {
                            (Some(tag), _) => {
                                Literal::new_language_tagged_literal(text, tag.as_str().unwrap()).unwrap().into()
                            }
                            (None, Some(of)) => Literal::new_typed_literal(text, full(of.as_str().unwrap())).into(),
                            (None, None) => Literal::new_simple_literal(text).into(),
                        }
                    }
                };
                triples.insert(Triple::new(subject.clone(), predicate.clone(), object).to_string());
            }
        }
    }
    triples
}

fn files(story: &Story, exporter: &dyn Exporter, options: &Options) -> BTreeMap<String, Vec<u8>> {
    let graph = story.graph();
    let mut sink = MemorySink::default();
    let texts = |id: &str| story.texts.get(id).cloned();
    exporter.export(&Input { options, ..Input::new(&graph, &texts) }, &mut sink).unwrap();
    sink.files
}

/// Each file of a format, read and compared.
fn check(story: &Story, exporter: &dyn Exporter, options: &Options) -> Result<(), TestCaseError> {
    let expected = expected(&story.graph());
    let format = exporter.name();
    let files = files(story, exporter, options);
    let utf8 = |name: &str| String::from_utf8(files[name].clone()).unwrap();
    match format {
        "json" => {
            let read = json::read(&files["graph.json"]).unwrap();
            prop_assert_eq!(&crate::export::parts(&read), &crate::export::parts(&story.graph()));
        }
        "graphml" => {
            agree(format, &expected, &graphml(&utf8("graph.graphml")), xml)?;
            check_actors(&expected, &graphml(&utf8("actors.graphml")), xml)?;
        }
        "gexf" => {
            agree(format, &expected, &gexf_values(&files["graph.gexf"]), gexf_list)?;
            check_actors(&expected, &gexf_values(&files["actors.gexf"]), gexf_list)?;
        }
        "nodelink" | "d3" | "cytoscape" | "jgf" | "graphology" => {
            agree(format, &expected, &json_forms(format, &files[&format!("{format}.json")]), exact)?;
            check_actors(&expected, &json_forms(format, &files[&format!("actors-{format}.json")]), exact)?;
        }
        "cypher" => agree(format, &expected, &cypher(&utf8("graph.cypher")), exact)?,
        "neo4j" => {
            let seen = tables(
                &files,
                "neo4j/nodes-",
                "neo4j/relationships-",
                "uid:ID(node)",
                [":START_ID(node)", ":END_ID(node)"],
                true,
            );
            agree(format, &expected, &seen, neo4j_list)?;
        }
        "kuzu" => {
            let nodes = "kuzu/nodes-";
            let (of_nodes, of_edges): (BTreeMap<_, _>, BTreeMap<_, _>) =
                files.into_iter().partition(|(name, _)| name.starts_with(nodes));
            let mut seen = tables(&of_nodes, nodes, "none", "uid", ["from", "to"], false);
            seen.edges = tables(&of_edges, "none", "kuzu/", "none", ["from", "to"], false).edges;
            agree(format, &expected, &seen, exact)?;
        }
        "neptune" => {
            let open = tables(
                &files,
                "neptune/opencypher-nodes",
                "neptune/opencypher-edges",
                ":ID",
                [":START_ID", ":END_ID"],
                false,
            );
            agree(format, &expected, &open, neptune_list)?;
            let gremlin =
                tables(&files, "neptune/gremlin-nodes", "neptune/gremlin-edges", "~id", ["~from", "~to"], false);
            agree(format, &expected, &gremlin, neptune_list)?;
        }
        #[cfg(feature = "parquet")]
        "parquet" => agree(format, &expected, &parquet(&files), exact)?,
        "csv" => check_tables(&expected, &files)?,
        "dot" => {
            let labels = dot(&utf8("graph.dot"));
            prop_assert_eq!(labels.keys().collect::<Vec<_>>(), expected.nodes.keys().collect::<Vec<_>>());
            for (id, label) in labels {
                let wanted = text(&expected.nodes[&id]["label"]);
                let wanted = wanted.replace('\0', "").replace(['"', '\\'], "\u{E000}");
                prop_assert!(
                    wanted == label || !wanted.chars().any(|c| in_xml(c) && !c.is_whitespace()),
                    "{wanted:?} is {label:?}"
                );
            }
        }
        "ftm" => {
            for line in utf8("entities.ftm.json").lines() {
                let entity: Value = serde_json::from_str(line).unwrap();
                let id = text(&entity["id"]);
                prop_assert!(expected.nodes.contains_key(&id) || expected.edges.contains_key(&id));
                for value in entity["properties"].as_object().unwrap().values().flat_map(|it| it.as_array().unwrap()) {
                    let value = value.as_str().unwrap();
                    prop_assert!(
                        !value.is_empty() && value.chars().count() <= 250 && !value.contains(char::is_control)
                    );
                }
            }
        }
        _ => check_rdf(story, &expected, format, options)?,
    }
    Ok(())
}

/// The view of actors has those of the graph as they are there.
fn check_actors(expected: &Seen, found: &Seen, repair: Repair) -> Result<(), TestCaseError> {
    let kinds = ["Person", "Organization", "Place", "Group"];
    let nodes = expected.nodes.iter().filter(|(_, node)| kinds.contains(&node["type"].as_str().unwrap()));
    let wanted = Seen { nodes: nodes.map(|(id, node)| (id.clone(), node.clone())).collect(), edges: BTreeMap::new() };
    for edge in found.edges.values() {
        prop_assert!(
            wanted.nodes.contains_key(&text(&edge["source"])) && wanted.nodes.contains_key(&text(&edge["target"]))
        );
    }
    let nodes = found.nodes.clone();
    agree("actors", &wanted, &Seen { nodes, edges: BTreeMap::new() }, repair)
}

fn check_tables(expected: &Seen, files: &BTreeMap<String, Vec<u8>>) -> Result<(), TestCaseError> {
    let mut ids = BTreeSet::new();
    for (name, columns) in [
        ("entities.csv", &["label", "gender", "country"][..]),
        ("actions.csv", &["action", "category", "predicate", "polarity", "modality", "tense"]),
        ("statements.csv", &["content", "stance", "quotation", "cue"]),
    ] {
        for row in rows(&files[name]) {
            let id = text(&row["id"]);
            let node = &expected.nodes[&id];
            for column in columns {
                let hidden = *column == "label" && row["label"] != node["label"];
                prop_assert!(hidden || row.get(*column) == node.get(*column), "{} of {} in {}", column, id, name);
                prop_assert!(!hidden || !text(&node["label"]).chars().any(|c| in_xml(c) && !c.is_whitespace()));
            }
            ids.insert(id);
        }
    }
    let nodes = expected.nodes.iter().filter(|(_, node)| node["type"] != NodeType::Document.as_str());
    prop_assert_eq!(ids, nodes.map(|(id, _)| id.clone()).collect::<BTreeSet<_>>());
    let edges: BTreeSet<String> = rows(&files["relations.csv"]).iter().map(|row| text(&row["id"])).collect();
    prop_assert_eq!(edges, expected.edges.keys().cloned().collect::<BTreeSet<_>>());
    Ok(())
}

/// Every syntax says the same as N-Triples, and that has every text of the graph.
fn check_rdf(story: &Story, expected: &Seen, format: &str, options: &Options) -> Result<(), TestCaseError> {
    let exporter = newsloom::export::of("ntriples").unwrap();
    let lines = files(story, exporter, options).remove("graph.nt").unwrap();
    let triples: Vec<Triple> = NTriplesParser::new().for_slice(&lines).map(Result::unwrap).collect();
    let all: BTreeSet<String> = triples.iter().map(Triple::to_string).collect();
    let file = files(story, newsloom::export::of(format).unwrap(), options).into_values().next().unwrap();
    let found: BTreeSet<String> = match format {
        "turtle" => TurtleParser::new().for_slice(&file).map(|it| it.unwrap().to_string()).collect(),
        "trig" => TriGParser::new().for_slice(&file).map(|it| Triple::from(it.unwrap()).to_string()).collect(),
        "nquads" => NQuadsParser::new().for_slice(&file).map(|it| Triple::from(it.unwrap()).to_string()).collect(),
        "rdfxml" => rdfxml(std::str::from_utf8(&file).unwrap()),
        "jsonld" => jsonld(&file),
        _ => all.clone(),
    };
    let wanted = if format == "rdfxml" { triples.iter().map(|it| rdf_in_xml(it).to_string()).collect() } else { all };
    let different = wanted.symmetric_difference(&found).next();
    prop_assert!(different.is_none(), "{}: {:?}", format, different);
    let texts: BTreeSet<&str> = triples
        .iter()
        .filter_map(|it| if let Term::Literal(literal) = &it.object { Some(literal.value()) } else { None })
        .collect();
    for (id, values) in expected.nodes.iter().chain(&expected.edges) {
        let names = [
            "gender",
            "country",
            "predicate",
            "content",
            "cue",
            "role",
            "reason",
            "quantity_text",
            "time_text",
            "time_value",
        ];
        for name in names {
            let value = values.get(name).and_then(Value::as_str);
            prop_assert!(value.is_none_or(|value| texts.contains(value)), "{} of {} is lost", name, id);
        }
    }
    Ok(())
}

/// Every way a format can be asked for.
fn ways(exporter: &dyn Exporter) -> Vec<Options> {
    let mut ways = vec![Options::default()];
    ways.extend(
        exporter.dialects().iter().map(|name| Options { dialect: Some((*name).to_owned()), ..Options::default() }),
    );
    if exporter.name() == "gexf" {
        ways.push(Options { dynamic: true, no_layout: true, ..Options::default() });
    }
    let profiles: BTreeSet<Profile> = exporter.profiles().iter().copied().collect();
    if !profiles.is_empty() {
        ways.push(Options { profiles, ..Options::default() });
    }
    ways
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_graph_comes_back_from_every_format(story in any_story()) {
        for exporter in ALL {
            for options in ways(*exporter) {
                check(&story, *exporter, &options)?;
            }
        }
    }
}

#[test]
fn hostile_names_come_back_from_every_format() {
    let story = crate::export::hostile();
    for exporter in ALL {
        for options in ways(*exporter) {
            // Of texts longer than Gephi reads GEXF has a part.
            if exporter.name() != "gexf" {
                check(&story, *exporter, &options).unwrap();
            }
        }
    }
}
