//! What somebody only claims is a fact in no file, whatever is asked for.

use std::collections::BTreeMap;

use newsloom::export::ALL;
use newsloom::export::Exporter;
use newsloom::export::Input;
use newsloom::export::MemorySink;
use newsloom::export::Options;
use newsloom::graph::Graph;
use newsloom::graph::filter;
use newsloom::graph::filter::Condition;
use newsloom::ontology::NodeType;
use newsloom::ontology::Relation;

use crate::story::Story;

const PARTS: &[&[&str]] = &[
    &[],
    &["type=Action"],
    &["type=Action,Person,Organization"],
    &["type=Action,Document"],
    &["confidence>=0.5"],
    &["confidence>=0.99"],
    &["action=meet"],
    &["category=consult"],
    &["modality=actual"],
    &["polarity=affirmed"],
    &["claimed=yes"],
    &["claimed=no"],
    &["time=2024-01-05"],
    &["time=2030.."],
    &["source=0.txt"],
    &["near=Oslo:1"],
    &["near=Anna Berg:1", "confidence>=0.8", "type=Action,Person"],
];

/// In each article somebody claims a meeting, and the article itself tells that no troops will be sent.
fn told() -> Graph {
    Story::tell(&[
        ["Anna Berg", "foreign ministry", "Oslo", "10,000 troops"],
        ["Ole Dahl", "coast guard", "Oslo", "Critics"],
    ])
    .graph()
}

fn part(graph: &Graph, conditions: &[&str]) -> Graph {
    let conditions: Vec<Condition> = conditions.iter().map(|it| it.parse().unwrap()).collect();
    filter::apply(graph, &conditions).unwrap()
}

/// The ids of the actions that somebody claims, each with that of the statement.
fn claims(graph: &Graph) -> BTreeMap<String, String> {
    let asserts = graph.edges().filter(|(_, edge, _)| edge.kind == Relation::Asserts);
    asserts.map(|(statement, _, action)| (action.id.clone(), statement.id.clone())).collect()
}

#[test]
fn a_part_keeps_who_claims_what_is_claimed() {
    let all = told();
    let claims = claims(&all);
    assert_eq!(claims.len(), 2);
    for conditions in PARTS {
        let part = part(&all, conditions);
        for (action, statement) in claims.iter().filter(|(action, _)| part.node(action).is_some()) {
            let from = |kind, source: &str| part.edges().any(|(from, edge, _)| edge.kind == kind && from.id == source);
            assert!(from(Relation::Asserts, statement), "{conditions:?} leaves {action} without its statement");
            assert!(from(Relation::Speaker, statement), "{conditions:?} leaves {statement} without its speaker");
        }
    }
    let actions =
        |conditions: &[&str]| part(&all, conditions).nodes().filter(|node| node.kind == NodeType::Action).count();
    assert_eq!([actions(&["type=Action"]), actions(&["confidence>=0.5"]), actions(&["claimed=no"])], [4, 4, 2]);
}

/// Every way a format can be asked for.
fn ways(exporter: &dyn Exporter) -> Vec<Options> {
    let mut ways = vec![Options::default()];
    ways.extend(
        exporter.dialects().iter().map(|name| Options { dialect: Some((*name).to_owned()), ..Options::default() }),
    );
    ways.push(Options { profiles: exporter.profiles().iter().copied().collect(), ..Options::default() });
    ways.push(Options { dynamic: true, no_layout: true, spreadsheet_safe: true, ..Options::default() });
    ways
}

#[test]
fn no_claim_is_a_fact_in_any_file() {
    let all = told();
    let mut seen = 0;
    for conditions in PARTS {
        let part = part(&all, conditions);
        let claims: BTreeMap<String, String> =
            claims(&all).into_iter().filter(|(action, _)| part.node(action).is_some()).collect();
        for exporter in ALL {
            for options in ways(*exporter) {
                let mut sink = MemorySink::default();
                exporter.export(&Input { options: &options, ..Input::new(&part, &|_| None) }, &mut sink).unwrap();
                let files: BTreeMap<String, String> =
                    sink.files.into_iter().map(|(name, bytes)| (name, String::from_utf8(bytes).unwrap())).collect();
                for (action, statement) in &claims {
                    let shown = |wrong: &str| format!("{wrong}: {action} in {} of {conditions:?}", exporter.name());
                    seen += usize::from(check(exporter.name(), &files, action, statement, &shown));
                }
            }
        }
    }
    assert!(seen > 500, "{seen} claims were looked at");
}

/// Fails when a file of a format shows a claimed action as a fact. Whether it shows it at all.
fn check(
    format: &str,
    files: &BTreeMap<String, String>,
    action: &str,
    statement: &str,
    shown: &dyn Fn(&str) -> String,
) -> bool {
    let mut found = false;
    for (name, text) in files {
        let of_actors = name.starts_with("actors");
        for line in text.lines().filter(|line| line.contains(action)) {
            found = true;
            // In the view of actors an action is part of an edge.
            assert!(!of_actors || line.contains("_CLAIMED"), "{}", shown(line));
            let is_row = match name.as_str() {
                "actions.csv" => Some((line.starts_with(action), ",yes,")),
                "graph.graphml" => Some((line.contains("<node "), "\"claimed\">true")),
                "graph.gexf" => Some((line.contains("<node "), "for=\"claimed\" value=\"true\"")),
                "graph.cypher" => Some((line.starts_with("{uid:"), "`claimed`:true")),
                "nodelink.json" | "d3.json" | "cytoscape.json" => {
                    Some((!line.contains("\"source\""), "\"claimed\":true"))
                }
                _ => None,
            };
            if let Some((true, flag)) = is_row {
                assert!(line.contains(flag), "{}", shown(line));
            }
        }
    }
    match format {
        "turtle" | "trig" | "ntriples" | "nquads" | "rdfxml" | "jsonld" => {
            // Between `<<(` and `)>>` a triple is spoken of, and of a type are classes; nobody met but who claims it.
            let told =
                files.values().flat_map(|text| text.split(['\n', ';', ','])).filter(|part| !part.contains("<<("));
            let met = |part: &str| ["act:meet", "act#meet"].iter().any(|name| part.contains(name));
            assert!(!told.into_iter().any(met), "{}", shown("a shortcut"));
        }
        "ftm" => assert!(!found, "{}", shown("there are no claims in the model")),
        // Between actors there is nothing but labels.
        "dot" => {
            let edges = files["actors.dot"].lines().filter(|line| line.contains("-> \"") && line.contains("meet"));
            edges.for_each(|line| assert!(line.contains("claimed"), "{}", shown(line)));
        }
        _ => {}
    }
    let tells = |id: &str| files.iter().any(|(name, text)| !name.starts_with("actors") && text.contains(id));
    assert!(!tells(action) || tells(statement), "{}", shown("the statement is missing"));
    found
}
