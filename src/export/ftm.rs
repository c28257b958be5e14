//! `entities.ftm.json`: entities of `FollowTheMoney`, one JSON object per line, for Aleph, `OpenAleph` and yente.
//!
//! Actions become `Event`s that involve their parties, relations the links that the model has for them, other relations
//! `UnknownLink`s. What is negated, not actual or only claimed is no event there, for it would read as a fact.
//! <https://followthemoney.tech/explorer/>

use std::collections::BTreeMap;
use std::io;
use std::io::BufWriter;
use std::io::Write;

use petgraph::Direction;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;
use serde::Serialize;

use crate::export::Exporter;
use crate::export::Input;
use crate::export::Sink;
use crate::export::Written;
use crate::export::check;
use crate::export::columns::record;
use crate::export::label;
use crate::graph::Edge;
use crate::graph::Graph;
use crate::graph::Modality;
use crate::graph::Node;
use crate::graph::NodeBody;
use crate::graph::Polarity;
use crate::ontology::NodeType;
use crate::ontology::Relation;

/// The name of the file.
pub const FILE: &str = "entities.ftm.json";

/// Writes `entities.ftm.json`.
#[derive(Debug, Clone, Copy)]
pub struct Ftm;

impl Exporter for Ftm {
    fn name(&self) -> &'static str {
        "ftm"
    }

    fn files(&self) -> &'static [&'static str] {
        &[FILE]
    }

    fn purpose(&self) -> &'static str {
        "FollowTheMoney: Aleph, OpenAleph, yente"
    }

    fn loses(&self) -> &'static str {
        "statements; actions that are negated, not actual or only claimed; things; spans; confidence; what is longer than 250 characters; control characters"
    }

    fn import(&self) -> &'static str {
        include_str!("../../schema/export/import/ftm.md")
    }

    fn export(&self, input: &Input<'_>, out: &mut dyn Sink) -> io::Result<Written> {
        check(input.graph)?;
        let graph = input.graph;
        let mut out = BufWriter::with_capacity(1 << 16, out.file(FILE)?);
        for at in graph.petgraph().node_indices() {
            if let Some(entity) = node(graph, at) {
                serde_json::to_writer(&mut out, &entity)?;
                out.write_all(b"\n")?;
            }
        }
        for (source, edge, target) in graph.edges() {
            if let Some(entity) = link(source, edge, target) {
                serde_json::to_writer(&mut out, &entity)?;
                out.write_all(b"\n")?;
            }
        }
        out.flush()?;
        Ok(Written::default())
    }
}

/// An entity of the model.
#[derive(Serialize)]
struct Entity<'g> {
    id: &'g str,
    schema: &'static str,
    properties: BTreeMap<&'static str, Vec<String>>,
}

impl<'g> Entity<'g> {
    const fn new(id: &'g str, schema: &'static str) -> Self {
        Self { id, schema, properties: BTreeMap::new() }
    }

    /// Adds a value, cut to the length the model takes; it knows no empty ones.
    fn add(&mut self, property: &'static str, value: Option<&str>) {
        if let Some(value) = value.map(cut).filter(|value| !value.is_empty()) {
            let values = self.properties.entry(property).or_default();
            if !values.contains(&value) {
                values.push(value);
            }
        }
    }
}

/// Most characters of a value: what the model takes of addresses, the shortest of its limits.
const LONGEST: usize = 250;

/// A value as the model keeps it: white space as single spaces, no characters that control or are none, at most
/// [`LONGEST`] characters.
fn cut(value: &str) -> String {
    let kept = |c: &char| c.is_whitespace() || !(c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}' | '\u{feff}'));
    let value: String = value.chars().filter(kept).collect();
    let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
    value.chars().take(LONGEST).collect::<String>().trim_end().to_owned()
}

/// The schema of a type; none for what the model has no place for.
const fn schema(kind: NodeType) -> Option<&'static str> {
    match kind {
        NodeType::Person => Some("Person"),
        NodeType::Organization => Some("Organization"),
        NodeType::Group => Some("LegalEntity"),
        NodeType::Place => Some("Address"),
        NodeType::Document => Some("Article"),
        NodeType::Action | NodeType::Statement | NodeType::Thing => None,
    }
}

fn node(graph: &Graph, at: NodeIndex) -> Option<Entity<'_>> {
    let node = &graph.petgraph()[at];
    match &node.body {
        NodeBody::Entity(entity) => {
            let mut out = Entity::new(&node.id, schema(node.kind)?);
            if node.kind == NodeType::Place {
                out.add("full", Some(label(node)));
            }
            out.add("name", Some(label(node)));
            for alias in &entity.aliases {
                out.add("alias", Some(alias));
            }
            let country = entity.country.as_deref().map(str::to_ascii_lowercase);
            out.add("country", country.as_deref());
            if node.kind == NodeType::Person {
                out.add("gender", entity.gender.as_deref());
            }
            for id in &entity.ids {
                let is_wikidata =
                    id.strip_prefix('Q').is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()));
                out.add("wikidataId", is_wikidata.then_some(id));
            }
            Some(out)
        }
        NodeBody::Action(action) => {
            if action.polarity != Polarity::Affirmed || action.modality != Modality::Actual || graph.is_claimed(at) {
                return None;
            }
            let mut out = Entity::new(&node.id, "Event");
            out.add("name", Some(label(node)));
            out.add("keywords", Some(&action.action));
            out.add("keywords", Some(&action.category));
            let time = action.time.as_ref();
            out.add("startDate", time.and_then(|time| time.earliest.as_deref()));
            out.add("endDate", time.and_then(|time| time.latest.as_deref()));
            let inner = graph.petgraph();
            for edge in inner.edges_directed(at, Direction::Outgoing) {
                let target = &inner[edge.target()];
                match (edge.weight().kind, schema(target.kind)) {
                    (Relation::Place | Relation::Origin | Relation::Destination, _) => {
                        out.add("location", Some(label(target)));
                    }
                    (Relation::ReportedIn, Some(_)) => out.add("proof", Some(&target.id)),
                    (_, Some("Person" | "Organization" | "LegalEntity")) => {
                        out.add("involved", Some(&target.id));
                    }
                    _ => {}
                }
            }
            Some(out)
        }
        NodeBody::Document(document) => {
            let mut out = Entity::new(&node.id, "Article");
            let record = record(graph, &node.id);
            out.add("title", Some(record.and_then(|record| record.title.as_deref()).unwrap_or_else(|| label(node))));
            out.add("fileName", Some(&document.source));
            // The model knows no zones.
            let published = document.published.as_deref();
            out.add("publishedAt", published.map(|day| day.get(..19).unwrap_or(day)));
            out.add("publisher", document.publisher.as_deref());
            // The model drops what no address has.
            out.add(
                "sourceUrl",
                document.url.as_deref().filter(|url| !url.contains(|c: char| c.is_whitespace() || c.is_control())),
            );
            for author in record.map(|record| record.authors.as_slice()).unwrap_or_default() {
                out.add("author", Some(author));
            }
            Some(out)
        }
        NodeBody::Statement(_) => None,
    }
}

/// What the model has for a relation between two entities.
fn link<'g>(source: &'g Node, edge: &'g Edge, target: &'g Node) -> Option<Entity<'g>> {
    use NodeType::{Group, Organization, Person};
    let (Some(_), Some(_)) = (schema(source.kind), schema(target.kind)) else { return None };
    let body = |kind| matches!(kind, Organization | Group);
    let holder = |kind| matches!(kind, Person | Organization | Group);
    let (schema, from, to) = match (edge.kind, source.kind, target.kind) {
        (Relation::HoldsRole, Person, kind) if body(kind) => ("Employment", "employee", "employer"),
        (Relation::MemberOf, of, Organization) if holder(of) => ("Membership", "member", "organization"),
        (Relation::Family, Person, Person) => ("Family", "person", "relative"),
        (Relation::Affiliated, Person, Person) => ("Associate", "person", "associate"),
        (
            Relation::HoldsRole
            | Relation::MemberOf
            | Relation::PartOf
            | Relation::LocatedIn
            | Relation::Owns
            | Relation::Family
            | Relation::Affiliated,
            ..,
        ) if source.kind != NodeType::Document && target.kind != NodeType::Document => {
            ("UnknownLink", "subject", "object")
        }
        _ => return None,
    };
    let mut out = Entity::new(&edge.id, schema);
    out.add(from, Some(&source.id));
    out.add(to, Some(&target.id));
    let role = edge.role.as_deref().unwrap_or(edge.kind.as_str());
    out.add(if schema == "Family" || schema == "Associate" { "relationship" } else { "role" }, Some(role));
    Some(out)
}
