//! The graph as a table: nodes and edges with flat values under names that every tool takes. One definition for all
//! formats that have columns; names that some tool takes for itself (`kind`, `size`, `source`) are spelt out.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io;

use serde::Serialize;

use crate::export::Input;
use crate::export::Sink;
use crate::export::View;
use crate::export::Written;
use crate::export::check;
use crate::export::label;
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
use crate::graph::view::Actors;
use crate::graph::view::upper;
use crate::ontology;
use crate::ontology::Relation;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    /// A floating-point number.
    Number,
    /// A whole number, which may not fit 32 bits.
    Count,
    /// `true`, or nothing.
    Flag,
    /// Several texts.
    Texts,
    /// Several values with parts of their own.
    Parts,
}

/// A column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Column {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
}

const fn column(name: &'static str, kind: Kind) -> Column {
    Column { name, kind }
}

/// A value of a column.
#[derive(Debug)]
pub(super) enum Value<'v> {
    Text(Cow<'v, str>),
    Number(f64),
    Count(usize),
    Flag,
    Texts(Vec<&'v str>),
    /// As JSON text.
    Parts(Vec<u8>),
}

impl Value<'_> {
    /// As JSON.
    pub(super) fn json(&self, out: &mut dyn io::Write) -> io::Result<()> {
        match self {
            Self::Text(text) => serde_json::to_writer(out, text)?,
            Self::Number(number) => serde_json::to_writer(out, number)?,
            Self::Count(count) => write!(out, "{count}")?,
            Self::Flag => out.write_all(b"true")?,
            Self::Texts(texts) => serde_json::to_writer(out, texts)?,
            Self::Parts(json) => out.write_all(json)?,
        }
        Ok(())
    }

    /// As one text: lists as JSON.
    pub(super) fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) => Cow::Borrowed(text),
            Self::Number(number) => Cow::Owned(format!("{number:?}")),
            Self::Count(count) => Cow::Owned(count.to_string()),
            Self::Flag => Cow::Borrowed("true"),
            Self::Texts(texts) => Cow::Owned(serde_json::to_string(texts).unwrap_or_default()),
            Self::Parts(json) => String::from_utf8_lossy(json),
        }
    }
}

/// Columns of any node.
const NODE: &[Column] = &[
    column("label", Kind::Text),
    column("type", Kind::Text),
    column("confidence", Kind::Number),
    column("mentions", Kind::Parts),
    column("mention_count", Kind::Count),
    column("evidence", Kind::Parts),
    column("evidence_count", Kind::Count),
    column("documents", Kind::Count),
];

/// Columns of persons, organizations, places, groups and things.
const ENTITY: &[Column] = &[
    column("entity_kind", Kind::Text),
    column("aliases", Kind::Texts),
    column("gender", Kind::Text),
    column("country", Kind::Text),
    column("actor", Kind::Flag),
    column("ids", Kind::Texts),
    column("merged", Kind::Parts),
    column("group_size", Kind::Number),
    column("group_size_unit", Kind::Text),
    column("group_size_comparator", Kind::Text),
    column("group_size_text", Kind::Text),
];

/// Columns of actions, statements and documents.
const CLAIM: &[Column] = &[
    column("predicate", Kind::Text),
    column("action", Kind::Text),
    column("category", Kind::Text),
    column("polarity", Kind::Text),
    column("modality", Kind::Text),
    column("claimed", Kind::Flag),
    column("tense", Kind::Text),
    column("time_text", Kind::Text),
    column("time_value", Kind::Text),
    column("time_earliest", Kind::Text),
    column("time_latest", Kind::Text),
    column("reports", Kind::Count),
    column("content", Kind::Text),
    column("quotation", Kind::Text),
    column("cue", Kind::Text),
    column("stance", Kind::Text),
    column("document_source", Kind::Text),
    column("title", Kind::Text),
    column("published", Kind::Text),
    column("publisher", Kind::Text),
    column("authors", Kind::Texts),
    column("language", Kind::Text),
    column("url", Kind::Text),
    column("sha256", Kind::Text),
    column("length", Kind::Count),
];

/// Columns of any edge.
const EDGE: &[Column] = &[
    column("label", Kind::Text),
    column("type", Kind::Text),
    column("uid", Kind::Text),
    column("weight", Kind::Number),
    column("confidence", Kind::Number),
    column("documents", Kind::Count),
    column("evidence", Kind::Parts),
    column("evidence_count", Kind::Count),
];

/// Columns of the edges of the whole graph.
const RELATION: &[Column] = &[
    column("symmetric", Kind::Flag),
    column("role", Kind::Text),
    column("status", Kind::Text),
    column("reason", Kind::Text),
    column("quantity_value", Kind::Number),
    column("quantity_unit", Kind::Text),
    column("quantity_comparator", Kind::Text),
    column("quantity_text", Kind::Text),
];

/// Columns of the edges between actors.
const ACTION: &[Column] = &[
    column("action", Kind::Text),
    column("category", Kind::Text),
    column("predicates", Kind::Texts),
    column("role", Kind::Text),
    column("polarity", Kind::Text),
    column("modality", Kind::Text),
    column("claimed_by", Kind::Text),
    column("first", Kind::Text),
    column("last", Kind::Text),
    column("example", Kind::Text),
    column("actions", Kind::Texts),
];

/// A graph, or its view of actors, to be written row by row.
pub(super) struct Table<'g> {
    pub(super) graph: &'g Graph,
    actors: Option<Actors<'g>>,
}

/// An edge of either.
#[derive(Clone, Copy)]
pub(super) struct Row<'g, 'a> {
    pub(super) id: &'a str,
    pub(super) source: &'g Node,
    pub(super) target: &'g Node,
    body: Body<'g, 'a>,
}

#[derive(Clone, Copy)]
enum Body<'g, 'a> {
    Relation(&'g Edge),
    Actor(&'a ActorEdge<'g>),
}

impl Row<'_, '_> {
    /// Its type in capitals, and in small letters.
    pub(super) fn kind(&self) -> (Cow<'static, str>, Cow<'static, str>) {
        match self.body {
            Body::Relation(edge) => (Cow::Owned(upper(edge.kind.as_str())), Cow::Borrowed(edge.kind.as_str())),
            Body::Actor(edge) => {
                let kind = edge.sense.kind();
                let small = kind.to_ascii_lowercase();
                (Cow::Owned(kind), Cow::Owned(small))
            }
        }
    }

    /// What it rests on in the whole graph.
    pub(super) fn evidence(&self) -> &[Evidence] {
        match self.body {
            Body::Relation(edge) => &edge.evidence,
            Body::Actor(_) => &[],
        }
    }

    /// The actions behind it, in the view of actors.
    pub(super) fn actions(&self) -> Option<&[&Node]> {
        match self.body {
            Body::Relation(_) => None,
            Body::Actor(edge) => Some(&edge.actions),
        }
    }

    /// Its type in the whole graph; none in the view of actors.
    pub(super) const fn relation(&self) -> Option<Relation> {
        match self.body {
            Body::Relation(edge) => Some(edge.kind),
            Body::Actor(_) => None,
        }
    }

    /// How much it weighs: documents that tell of it, or actions behind it. Never 0, for Gephi drops such edges.
    pub(super) fn weight(&self) -> f64 {
        match self.body {
            Body::Relation(edge) => documents(&edge.evidence).max(1) as f64,
            Body::Actor(edge) => edge.actions.len() as f64,
        }
    }
}

/// Writes each view that is asked for into a file of its own, the whole graph first. `write` gives the number of characters
/// it had to leave out.
pub(super) fn views(
    input: &Input<'_>,
    out: &mut dyn Sink,
    [full, actors]: [&str; 2],
    write: impl Fn(&Table<'_>, Box<dyn io::Write + '_>) -> io::Result<usize>,
) -> io::Result<Written> {
    check(input.graph)?;
    let mut removed_characters = 0;
    if input.options.wants(View::Full) {
        removed_characters += write(&Table::full(input.graph), out.file(full)?)?;
    }
    if input.options.wants(View::Actors) {
        removed_characters += write(&Table::actors(input), out.file(actors)?)?;
    }
    Ok(Written { removed_characters })
}

/// What takes the values of a row, in the order of the columns; those that are empty are left out.
pub(super) trait Put {
    fn put(&mut self, name: &'static str, value: Value<'_>) -> io::Result<()>;
}

impl<F: FnMut(&'static str, Value<'_>) -> io::Result<()>> Put for F {
    fn put(&mut self, name: &'static str, value: Value<'_>) -> io::Result<()> {
        self(name, value)
    }
}

impl<'g> Table<'g> {
    /// The whole graph.
    pub(super) const fn full(graph: &'g Graph) -> Self {
        Self { graph, actors: None }
    }

    /// Who does what to whom.
    pub(super) fn actors(input: &Input<'g>) -> Self {
        Self { graph: input.graph, actors: Some(view::actors(input.graph, input.texts)) }
    }

    /// Columns of the nodes.
    pub(super) fn node_columns(&self) -> Vec<Column> {
        let claims = if self.actors.is_some() { &[] } else { CLAIM };
        [NODE, ENTITY, claims].concat()
    }

    /// Columns of the edges.
    pub(super) fn edge_columns(&self) -> Vec<Column> {
        [EDGE, if self.actors.is_some() { ACTION } else { RELATION }].concat()
    }

    /// The nodes, by id.
    pub(super) fn nodes(&self) -> Box<dyn Iterator<Item = &'g Node> + '_> {
        match &self.actors {
            Some(actors) => Box::new(actors.nodes.iter().copied()),
            None => Box::new(self.graph.nodes()),
        }
    }

    /// The edges, in their order.
    pub(super) fn edges(&self) -> Box<dyn Iterator<Item = Row<'g, '_>> + '_> {
        match &self.actors {
            Some(actors) => Box::new(actors.edges.iter().map(|edge| Row {
                id: &edge.id,
                source: edge.source,
                target: edge.target,
                body: Body::Actor(edge),
            })),
            None => Box::new(self.graph.edges().map(|(source, edge, target)| Row {
                id: &edge.id,
                source,
                target,
                body: Body::Relation(edge),
            })),
        }
    }

    /// The ends of each edge: which nodes they are, counted in the order of [`Table::nodes`].
    pub(super) fn ends(&self) -> Vec<(u32, u32)> {
        let Some(actors) = &self.actors else {
            let edges = self.graph.petgraph().raw_edges().iter();
            return edges.map(|edge| (edge.source().index() as u32, edge.target().index() as u32)).collect();
        };
        // Each of them is among the nodes, which are sorted.
        let place =
            |node: &Node| actors.nodes.binary_search_by(|known| known.id.cmp(&node.id)).unwrap_or_default() as u32;
        actors.edges.iter().map(|edge| (place(edge.source), place(edge.target))).collect()
    }

    /// The values of a node.
    pub(super) fn node(&self, node: &Node, out: &mut dyn Put) -> io::Result<()> {
        put_text(out, "label", label(node))?;
        put_text(out, "type", node.kind.as_str())?;
        out.put("confidence", Value::Number(node.confidence.value()))?;
        if !node.mentions.is_empty() {
            put_parts(out, "mentions", &node.mentions)?;
            out.put("mention_count", Value::Count(node.mentions.len()))?;
        }
        if !node.evidence.is_empty() {
            put_parts(out, "evidence", &node.evidence)?;
            out.put("evidence_count", Value::Count(node.evidence.len()))?;
        }
        let mentioned = node.mentions.iter().map(|at| &at.span.document);
        let all: BTreeSet<_> = mentioned.chain(node.evidence.iter().map(|at| &at.span.document)).collect();
        out.put("documents", Value::Count(all.len()))?;
        match &node.body {
            NodeBody::Entity(entity) => {
                maybe(out, "entity_kind", entity.kind.as_deref())?;
                put_texts(out, "aliases", &entity.aliases)?;
                maybe(out, "gender", entity.gender.as_deref())?;
                maybe(out, "country", entity.country.as_deref())?;
                if entity.actor {
                    out.put("actor", Value::Flag)?;
                }
                put_texts(out, "ids", &entity.ids)?;
                if !entity.merged.is_empty() {
                    put_parts(out, "merged", &entity.merged)?;
                }
                let names = ["group_size", "group_size_unit", "group_size_comparator", "group_size_text"];
                quantity(out, names, entity.size.as_ref())
            }
            NodeBody::Action(action) => {
                put_text(out, "predicate", &action.predicate)?;
                put_text(out, "action", &action.action)?;
                put_text(out, "category", &action.category)?;
                put_text(out, "polarity", action.polarity.as_str())?;
                put_text(out, "modality", action.modality.as_str())?;
                if self.graph.index_of(&node.id).is_some_and(|index| self.graph.is_claimed(index)) {
                    out.put("claimed", Value::Flag)?;
                }
                maybe(out, "tense", action.tense.map(crate::graph::Tense::as_str))?;
                time(out, action.time.as_ref())?;
                out.put("reports", Value::Count(action.reports))
            }
            NodeBody::Statement(statement) => {
                time(out, statement.time.as_ref())?;
                put_text(out, "content", &statement.content)?;
                put_text(out, "quotation", statement.quotation.as_str())?;
                maybe(out, "cue", statement.cue.as_deref())?;
                put_text(out, "stance", statement.stance.as_str())
            }
            NodeBody::Document(document) => {
                let record = record(self.graph, &node.id);
                put_text(out, "document_source", &document.source)?;
                maybe(out, "title", record.and_then(|record| record.title.as_deref()))?;
                maybe(out, "published", document.published.as_deref())?;
                maybe(out, "publisher", document.publisher.as_deref())?;
                if let Some(record) = record {
                    put_texts(out, "authors", &record.authors)?;
                    put_text(out, "language", &record.language)?;
                }
                maybe(out, "url", document.url.as_deref())?;
                if let Some(record) = record {
                    put_text(out, "sha256", &record.sha256)?;
                    out.put("length", Value::Count(record.length))?;
                }
                Ok(())
            }
        }
    }

    /// The values of an edge.
    #[allow(clippy::unused_self, reason = "beside `node`, which needs the graph")]
    pub(super) fn edge(&self, row: Row<'_, '_>, out: &mut dyn Put) -> io::Result<()> {
        let (kind, small) = row.kind();
        put_text(out, "label", &small)?;
        put_text(out, "type", &kind)?;
        put_text(out, "uid", row.id)?;
        out.put("weight", Value::Number(row.weight()))?;
        match row.body {
            Body::Relation(edge) => {
                out.put("confidence", Value::Number(edge.confidence.value()))?;
                out.put("documents", Value::Count(documents(&edge.evidence)))?;
                put_parts(out, "evidence", &edge.evidence)?;
                out.put("evidence_count", Value::Count(edge.evidence.len()))?;
                if ontology::get().relation(edge.kind).is_some_and(|rule| rule.symmetric) {
                    out.put("symmetric", Value::Flag)?;
                }
                maybe(out, "role", edge.role.as_deref())?;
                maybe(out, "status", edge.status.map(crate::graph::RoleStatus::as_str))?;
                maybe(out, "reason", edge.reason.as_deref())?;
                let names = ["quantity_value", "quantity_unit", "quantity_comparator", "quantity_text"];
                quantity(out, names, edge.quantity.as_ref())
            }
            Body::Actor(edge) => {
                out.put("confidence", Value::Number(edge.confidence.value()))?;
                out.put("documents", Value::Count(edge.documents))?;
                let evidence: Vec<&Evidence> = edge.actions.iter().flat_map(|action| &action.evidence).collect();
                put_parts(out, "evidence", &evidence)?;
                out.put("evidence_count", Value::Count(evidence.len()))?;
                put_text(out, "action", edge.sense.action)?;
                put_text(out, "category", edge.category)?;
                let predicates: BTreeSet<&str> = edge.actions.iter().filter_map(|action| predicate(action)).collect();
                out.put("predicates", Value::Texts(predicates.into_iter().collect()))?;
                put_text(out, "role", edge.sense.role.as_str())?;
                put_text(out, "polarity", edge.sense.polarity.as_str())?;
                put_text(out, "modality", edge.sense.modality.as_str())?;
                if !edge.sense.claimed_by.is_empty() {
                    put_text(out, "claimed_by", &edge.sense.claimed_by.join("; "))?;
                }
                maybe(out, "first", edge.first)?;
                maybe(out, "last", edge.last)?;
                maybe(out, "example", edge.example.as_deref())?;
                out.put("actions", Value::Texts(edge.actions.iter().map(|action| action.id.as_str()).collect()))
            }
        }
    }
}

/// How many documents tell of it.
fn documents(evidence: &[Evidence]) -> usize {
    match evidence {
        [] => 0,
        [_] => 1,
        many => many.iter().map(|at| &at.span.document).collect::<BTreeSet<_>>().len(),
    }
}

fn put_text(out: &mut dyn Put, name: &'static str, text: &str) -> io::Result<()> {
    out.put(name, Value::Text(Cow::Borrowed(text)))
}

fn maybe(out: &mut dyn Put, name: &'static str, text: Option<&str>) -> io::Result<()> {
    text.map_or(Ok(()), |text| put_text(out, name, text))
}

fn put_texts(out: &mut dyn Put, name: &'static str, texts: &[String]) -> io::Result<()> {
    if texts.is_empty() { Ok(()) } else { out.put(name, Value::Texts(texts.iter().map(String::as_str).collect())) }
}

fn put_parts<T: Serialize>(out: &mut dyn Put, name: &'static str, parts: &[T]) -> io::Result<()> {
    out.put(name, Value::Parts(serde_json::to_vec(parts)?))
}

fn time(out: &mut dyn Put, time: Option<&Time>) -> io::Result<()> {
    let Some(time) = time else { return Ok(()) };
    put_text(out, "time_text", &time.text)?;
    maybe(out, "time_value", time.value.as_deref())?;
    maybe(out, "time_earliest", time.earliest.as_deref())?;
    maybe(out, "time_latest", time.latest.as_deref())
}

fn quantity(out: &mut dyn Put, names: [&'static str; 4], quantity: Option<&QuantityValue>) -> io::Result<()> {
    let Some(quantity) = quantity else { return Ok(()) };
    let [value, unit, comparator, text] = names;
    out.put(value, Value::Number(quantity.value))?;
    maybe(out, unit, quantity.unit.as_deref())?;
    maybe(out, comparator, quantity.comparator.as_deref())?;
    put_text(out, text, &quantity.text)
}

fn predicate(node: &Node) -> Option<&str> {
    match &node.body {
        NodeBody::Action(action) => Some(&action.predicate),
        _ => None,
    }
}

/// The record of a document.
pub(super) fn record<'g>(graph: &'g Graph, id: &str) -> Option<&'g DocumentRecord> {
    let documents = graph.documents();
    let at = documents.binary_search_by(|document| document.id.as_str().cmp(id)).ok()?;
    documents.get(at)
}
