//! `graph.graphml` and `actors.graphml`: for Gephi, NetworkX, igraph, Cytoscape, Neo4j (APOC) and `TinkerPop`.
//!
//! One profile that all of them read without a warning: keys for nodes or for edges with plain types, every edge
//! directed, lists as JSON text, no defaults, no empty values. Names that a tool takes for itself (`kind`, `size`,
//! `source`) are spelt out: `entity_kind`, `group_size`, `document_source`.
//! <http://graphml.graphdrawing.org/specification.html>

use std::collections::BTreeSet;
use std::io::{self, BufWriter, Write};

use serde::Serialize;

use crate::export::Exporter;
use crate::export::Input;
use crate::export::Sink;
use crate::export::Written;
use crate::export::check;
use crate::export::label;
use crate::export::xml;
use crate::graph::DocumentRecord;
use crate::graph::Edge;
use crate::graph::Evidence;
use crate::graph::Graph;
use crate::graph::Node;
use crate::graph::NodeBody;
use crate::graph::QuantityValue;
use crate::graph::Time;
use crate::graph::view;
use crate::graph::view::ActorEdge;
use crate::graph::view::upper;
use crate::ontology;

/// The whole graph: actions and statements are nodes.
pub const FULL: &str = "graph.graphml";

/// Who does what to whom.
pub const ACTORS: &str = "actors.graphml";

/// Writes `graph.graphml` and `actors.graphml`.
#[derive(Debug, Clone, Copy)]
pub struct GraphMl;

impl Exporter for GraphMl {
    fn name(&self) -> &'static str {
        "graphml"
    }

    fn files(&self) -> &'static [&'static str] {
        &[FULL, ACTORS]
    }

    fn loses(&self) -> &'static str {
        "lists, mentions and evidence are JSON text; control characters are removed"
    }

    fn export(&self, input: &Input<'_>, out: &mut dyn Sink) -> io::Result<Written> {
        check(input.graph)?;
        let in_full = full(input.graph, out.file(FULL)?)?;
        let in_actors = actors(input, out.file(ACTORS)?)?;
        Ok(Written { removed_characters: in_full + in_actors })
    }
}

/// Columns of any node: name, type.
const NODE: &[(&str, &str)] = &[
    ("label", "string"),
    ("labels", "string"),
    ("type", "string"),
    ("confidence", "double"),
    ("mentions", "string"),
    ("mention_count", "long"),
    ("evidence", "string"),
    ("evidence_count", "long"),
    ("documents", "long"),
];

/// Columns of persons, organizations, places, groups and things.
const ENTITY: &[(&str, &str)] = &[
    ("entity_kind", "string"),
    ("aliases", "string"),
    ("gender", "string"),
    ("country", "string"),
    ("actor", "boolean"),
    ("ids", "string"),
    ("merged", "string"),
    ("group_size", "double"),
    ("group_size_unit", "string"),
    ("group_size_comparator", "string"),
    ("group_size_text", "string"),
];

/// Columns of actions, statements and documents.
const CLAIM: &[(&str, &str)] = &[
    ("predicate", "string"),
    ("action", "string"),
    ("category", "string"),
    ("polarity", "string"),
    ("modality", "string"),
    ("tense", "string"),
    ("time_text", "string"),
    ("time_value", "string"),
    ("time_earliest", "string"),
    ("time_latest", "string"),
    ("reports", "long"),
    ("content", "string"),
    ("quotation", "string"),
    ("cue", "string"),
    ("stance", "string"),
    ("document_source", "string"),
    ("title", "string"),
    ("published", "string"),
    ("publisher", "string"),
    ("authors", "string"),
    ("language", "string"),
    ("url", "string"),
    ("sha256", "string"),
    ("length", "long"),
];

/// Columns of any edge. Their key ids begin with `e_`, so that none is also the id of a node's key.
const EDGE: &[(&str, &str)] = &[
    ("label", "string"),
    ("type", "string"),
    ("uid", "string"),
    ("weight", "double"),
    ("confidence", "double"),
    ("documents", "long"),
    ("evidence", "string"),
    ("evidence_count", "long"),
];

/// Columns of the edges of the whole graph.
const RELATION: &[(&str, &str)] = &[
    ("symmetric", "boolean"),
    ("role", "string"),
    ("status", "string"),
    ("reason", "string"),
    ("quantity_value", "double"),
    ("quantity_unit", "string"),
    ("quantity_comparator", "string"),
    ("quantity_text", "string"),
];

/// Columns of the edges between actors.
const ACTION: &[(&str, &str)] = &[
    ("action", "string"),
    ("category", "string"),
    ("predicates", "string"),
    ("role", "string"),
    ("polarity", "string"),
    ("modality", "string"),
    ("claimed_by", "string"),
    ("first", "string"),
    ("last", "string"),
    ("example", "string"),
    ("actions", "string"),
];

fn full(graph: &Graph, file: Box<dyn Write + '_>) -> io::Result<usize> {
    let mut out = Out::open(file, &[NODE, ENTITY, CLAIM], &[EDGE, RELATION])?;
    for node in graph.nodes() {
        out.node(node, graph)?;
    }
    for (source, edge, target) in graph.edges() {
        out.relation(source, edge, target)?;
    }
    out.close()
}

fn actors(input: &Input<'_>, file: Box<dyn Write + '_>) -> io::Result<usize> {
    let actors = view::actors(input.graph, input.texts);
    let mut out = Out::open(file, &[NODE, ENTITY], &[EDGE, ACTION])?;
    for node in &actors.nodes {
        out.node(node, input.graph)?;
    }
    for edge in &actors.edges {
        out.actor_edge(edge)?;
    }
    out.close()
}

/// A file being written.
struct Out<'w> {
    file: BufWriter<Box<dyn Write + 'w>>,
    /// One JSON text at a time.
    json: Vec<u8>,
    removed: usize,
}

impl<'w> Out<'w> {
    fn open(file: Box<dyn Write + 'w>, nodes: &[&[(&str, &str)]], edges: &[&[(&str, &str)]]) -> io::Result<Self> {
        let mut file = BufWriter::with_capacity(1 << 16, file);
        file.write_all(
            b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\" \
              xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
              xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns \
              http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd\">\n",
        )?;
        for (name, of) in nodes.iter().copied().flatten() {
            writeln!(file, "  <key id=\"{name}\" for=\"node\" attr.name=\"{name}\" attr.type=\"{of}\"/>")?;
        }
        for (name, of) in edges.iter().copied().flatten() {
            writeln!(file, "  <key id=\"e_{name}\" for=\"edge\" attr.name=\"{name}\" attr.type=\"{of}\"/>")?;
        }
        file.write_all(b"  <graph id=\"G\" edgedefault=\"directed\">\n")?;
        Ok(Self { file, json: Vec::new(), removed: 0 })
    }

    fn close(mut self) -> io::Result<usize> {
        self.file.write_all(b"  </graph>\n</graphml>\n")?;
        self.file.flush()?;
        Ok(self.removed)
    }

    fn node(&mut self, node: &Node, graph: &Graph) -> io::Result<()> {
        let of = node.kind.as_str();
        write!(self.file, "    <node id=\"{}\" labels=\":{of}:Node\"><data key=\"labels\">:{of}:Node</data>", node.id)?;
        self.text("label", label(node))?;
        self.text("type", of)?;
        self.number("confidence", node.confidence.value())?;
        if !node.mentions.is_empty() {
            self.list("mentions", &node.mentions)?;
            self.count("mention_count", node.mentions.len())?;
        }
        if !node.evidence.is_empty() {
            self.list("evidence", &node.evidence)?;
            self.count("evidence_count", node.evidence.len())?;
        }
        let mentioned = node.mentions.iter().map(|at| &at.span.document);
        self.count(
            "documents",
            mentioned.chain(node.evidence.iter().map(|at| &at.span.document)).collect::<BTreeSet<_>>().len(),
        )?;
        match &node.body {
            NodeBody::Entity(entity) => {
                self.maybe("entity_kind", entity.kind.as_deref())?;
                self.strings("aliases", &entity.aliases)?;
                self.maybe("gender", entity.gender.as_deref())?;
                self.maybe("country", entity.country.as_deref())?;
                if entity.actor {
                    self.text("actor", "true")?;
                }
                self.strings("ids", &entity.ids)?;
                if !entity.merged.is_empty() {
                    self.list("merged", &entity.merged)?;
                }
                self.quantity(
                    ["group_size", "group_size_unit", "group_size_comparator", "group_size_text"],
                    entity.size.as_ref(),
                )?;
            }
            NodeBody::Action(action) => {
                self.text("predicate", &action.predicate)?;
                self.text("action", &action.action)?;
                self.text("category", &action.category)?;
                self.text("polarity", action.polarity.as_str())?;
                self.text("modality", action.modality.as_str())?;
                self.maybe("tense", action.tense.map(crate::graph::Tense::as_str))?;
                self.time(action.time.as_ref())?;
                self.count("reports", action.reports)?;
            }
            NodeBody::Statement(statement) => {
                self.text("content", &statement.content)?;
                self.text("quotation", statement.quotation.as_str())?;
                self.maybe("cue", statement.cue.as_deref())?;
                self.text("stance", statement.stance.as_str())?;
                self.time(statement.time.as_ref())?;
            }
            NodeBody::Document(document) => {
                self.text("document_source", &document.source)?;
                self.maybe("published", document.published.as_deref())?;
                self.maybe("publisher", document.publisher.as_deref())?;
                self.maybe("url", document.url.as_deref())?;
                if let Some(record) = record(graph, &node.id) {
                    self.maybe("title", record.title.as_deref())?;
                    self.strings("authors", &record.authors)?;
                    self.text("language", &record.language)?;
                    self.text("sha256", &record.sha256)?;
                    self.count("length", record.length)?;
                }
            }
        }
        self.file.write_all(b"</node>\n")
    }

    fn relation(&mut self, source: &Node, edge: &Edge, target: &Node) -> io::Result<()> {
        let name = edge.kind.as_str();
        self.edge(&edge.id, source, target, &upper(name), name)?;
        let documents = edge.evidence.iter().map(|at| &at.span.document).collect::<BTreeSet<_>>().len();
        // Gephi drops an edge of weight 0.
        self.number("e_weight", documents.max(1) as f64)?;
        self.number("e_confidence", edge.confidence.value())?;
        self.count("e_documents", documents)?;
        self.list("e_evidence", &edge.evidence)?;
        self.count("e_evidence_count", edge.evidence.len())?;
        if ontology::get().relation(edge.kind).is_some_and(|rule| rule.symmetric) {
            self.text("e_symmetric", "true")?;
        }
        self.maybe("e_role", edge.role.as_deref())?;
        self.maybe("e_status", edge.status.map(crate::graph::RoleStatus::as_str))?;
        self.maybe("e_reason", edge.reason.as_deref())?;
        self.quantity(
            ["e_quantity_value", "e_quantity_unit", "e_quantity_comparator", "e_quantity_text"],
            edge.quantity.as_ref(),
        )?;
        self.file.write_all(b"</edge>\n")
    }

    fn actor_edge(&mut self, edge: &ActorEdge<'_>) -> io::Result<()> {
        let kind = edge.sense.kind();
        self.edge(&edge.id, edge.source, edge.target, &kind, &kind.to_ascii_lowercase())?;
        self.number("e_weight", edge.actions.len() as f64)?;
        self.number("e_confidence", edge.confidence.value())?;
        self.count("e_documents", edge.documents)?;
        let evidence: Vec<&Evidence> = edge.actions.iter().flat_map(|action| &action.evidence).collect();
        self.list("e_evidence", &evidence)?;
        self.count("e_evidence_count", evidence.len())?;
        self.text("e_action", edge.sense.action)?;
        self.text("e_category", edge.category)?;
        let predicates: BTreeSet<&str> = edge.actions.iter().filter_map(|action| predicate(action)).collect();
        self.list("e_predicates", &predicates.into_iter().collect::<Vec<_>>())?;
        self.text("e_role", edge.sense.role.as_str())?;
        self.text("e_polarity", edge.sense.polarity.as_str())?;
        self.text("e_modality", edge.sense.modality.as_str())?;
        if !edge.sense.claimed_by.is_empty() {
            self.text("e_claimed_by", &edge.sense.claimed_by.join("; "))?;
        }
        self.maybe("e_first", edge.first)?;
        self.maybe("e_last", edge.last)?;
        self.maybe("e_example", edge.example.as_deref())?;
        self.list("e_actions", &edge.actions.iter().map(|action| &action.id).collect::<Vec<_>>())?;
        self.file.write_all(b"</edge>\n")
    }

    /// The beginning of an edge. `kind` stands in `label`, where Gephi and APOC look for it, and in the data, where the
    /// others do; the id too, because igraph loses the other one.
    fn edge(&mut self, id: &str, source: &Node, target: &Node, kind: &str, name: &str) -> io::Result<()> {
        write!(self.file, "    <edge id=\"{id}\" source=\"{}\" target=\"{}\" label=\"", source.id, target.id)?;
        self.removed += xml::attribute(kind, &mut self.file)?;
        self.file.write_all(b"\">")?;
        self.text("e_label", name)?;
        self.text("e_type", kind)?;
        self.text("e_uid", id)
    }

    /// One value; none when nothing is left of it.
    fn text(&mut self, key: &str, value: &str) -> io::Result<()> {
        if !xml::remains(value) {
            self.removed += value.chars().count();
            return Ok(());
        }
        write!(self.file, "<data key=\"{key}\">")?;
        self.removed += xml::text(value, &mut self.file)?;
        self.file.write_all(b"</data>")
    }

    fn maybe(&mut self, key: &str, value: Option<&str>) -> io::Result<()> {
        value.map_or(Ok(()), |value| self.text(key, value))
    }

    fn count(&mut self, key: &str, value: usize) -> io::Result<()> {
        write!(self.file, "<data key=\"{key}\">{value}</data>")
    }

    /// With a point or an exponent, as a `double` is written.
    fn number(&mut self, key: &str, value: f64) -> io::Result<()> {
        write!(self.file, "<data key=\"{key}\">{value:?}</data>")
    }

    /// A list, as JSON text.
    fn list<T: Serialize>(&mut self, key: &str, values: &[T]) -> io::Result<()> {
        let mut json = std::mem::take(&mut self.json);
        json.clear();
        serde_json::to_writer(&mut json, values)?;
        let text = std::str::from_utf8(&json).map_err(io::Error::other)?;
        let written = self.text(key, text);
        self.json = json;
        written
    }

    fn strings(&mut self, key: &str, values: &[String]) -> io::Result<()> {
        if values.is_empty() { Ok(()) } else { self.list(key, values) }
    }

    fn time(&mut self, time: Option<&Time>) -> io::Result<()> {
        let Some(time) = time else { return Ok(()) };
        self.text("time_text", &time.text)?;
        self.maybe("time_value", time.value.as_deref())?;
        self.maybe("time_earliest", time.earliest.as_deref())?;
        self.maybe("time_latest", time.latest.as_deref())
    }

    fn quantity(&mut self, keys: [&str; 4], quantity: Option<&QuantityValue>) -> io::Result<()> {
        let Some(quantity) = quantity else { return Ok(()) };
        let [value, unit, comparator, text] = keys;
        self.number(value, quantity.value)?;
        self.maybe(unit, quantity.unit.as_deref())?;
        self.maybe(comparator, quantity.comparator.as_deref())?;
        self.text(text, &quantity.text)
    }
}

fn predicate(node: &Node) -> Option<&str> {
    match &node.body {
        NodeBody::Action(action) => Some(&action.predicate),
        _ => None,
    }
}

fn record<'g>(graph: &'g Graph, id: &str) -> Option<&'g DocumentRecord> {
    let documents = graph.documents();
    let at = documents.binary_search_by(|document| document.id.as_str().cmp(id)).ok()?;
    documents.get(at)
}
