//! The graph as a table: nodes and edges with flat values under names that every tool takes. One definition for all
//! formats that have columns; names that some tool takes for itself (`kind`, `size`, `source`) are spelt out.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::io;
use std::sync::LazyLock;

use petgraph::graph::NodeIndex;
use rustc_hash::FxHashSet;

use crate::export::Input;
use crate::export::Sink;
use crate::export::View;
use crate::export::Written;
use crate::export::buffer::Buffer;
use crate::export::buffer::count;
use crate::export::buffer::float;
use crate::export::buffer::put;
use crate::export::check;
use crate::export::label;
use crate::export::members::string;
use crate::graph::Chars;
use crate::graph::DocumentRecord;
use crate::graph::Edge;
use crate::graph::Evidence;
use crate::graph::Graph;
use crate::graph::Mention;
use crate::graph::Merged;
use crate::graph::Node;
use crate::graph::NodeBody;
use crate::graph::QuantityValue;
use crate::graph::SpanRef;
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
#[derive(Clone, Copy)]
pub(super) enum Value<'v> {
    Text(&'v str),
    Number(f64),
    Count(usize),
    Flag,
    Texts(Texts<'v>),
    Parts(Parts<'v>),
}

/// Several texts.
#[derive(Clone, Copy)]
pub(super) enum Texts<'v> {
    Own(&'v [String]),
    Of(&'v [&'v str]),
}

impl<'v> Texts<'v> {
    /// One after the other.
    pub(super) fn iter(self) -> impl Iterator<Item = &'v str> {
        let (own, of): (&[String], &[&str]) = match self {
            Self::Own(texts) => (texts, &[]),
            Self::Of(texts) => (&[], texts),
        };
        own.iter().map(String::as_str).chain(of.iter().copied())
    }
}

/// Several values with parts of their own.
#[derive(Clone, Copy)]
pub(super) enum Parts<'v> {
    Mentions(&'v [Mention]),
    Evidence(&'v [Evidence]),
    /// The evidence of all of these nodes.
    EvidenceOf(&'v [&'v Node]),
    Merged(&'v [Merged]),
}

impl Parts<'_> {
    /// Appends what is evidence, with its quotes as a format writes them, so that there is nothing to escape: but for them
    /// it has letters and digits, `{}[]:,._-` only. False, and nothing is done, for anything else.
    pub(super) fn evidence(self, names: &Names, out: &mut Vec<u8>) -> bool {
        let write = |at: &Evidence, out: &mut Vec<u8>| evidence_json(at, names, out);
        match self {
            Self::Evidence(evidence) => list(evidence.iter(), out, write),
            Self::EvidenceOf(nodes) => list(nodes.iter().flat_map(|node| &node.evidence), out, write),
            Self::Mentions(_) | Self::Merged(_) => return false,
        }
        true
    }

    fn json(self, out: &mut Vec<u8>) {
        match self {
            Self::Mentions(mentions) => list(mentions.iter(), out, mention_json),
            Self::Evidence(_) | Self::EvidenceOf(_) => {
                self.evidence(&Names::PLAIN, out);
            }
            Self::Merged(merged) => {
                // Writing to memory cannot fail.
                let _ = serde_json::to_writer(out, merged);
            }
        }
    }
}

/// Items in brackets.
fn list<T>(items: impl Iterator<Item = T>, out: &mut Vec<u8>, write: impl Fn(T, &mut Vec<u8>)) {
    let mut between = b'[';
    for item in items {
        out.push(between);
        write(item, out);
        between = b',';
    }
    put(out, [if between == b'[' { "[]" } else { "]" }]);
}

/// As `graph.json` has it.
fn mention_json(mention: &Mention, out: &mut Vec<u8>) {
    span_json(&mention.span, &Names::PLAIN, out);
    put(out, [",\"text\":"]);
    string(&mention.text, out);
    put(out, [",\"form\":\"", mention.form.as_str(), "\"}"]);
}

/// What stands between the values of evidence.
pub(super) struct Names {
    document: &'static str,
    document_start: &'static str,
    start: &'static str,
    end: &'static str,
    sentence: &'static str,
    trigger: &'static str,
    cue: &'static str,
    content: &'static str,
}

macro_rules! names {
    ($quote:literal) => {
        Names {
            document: concat!("{", $quote, "document", $quote, ":", $quote),
            document_start: concat!($quote, ",", $quote, "start", $quote, ":"),
            start: concat!("{", $quote, "start", $quote, ":"),
            end: concat!(",", $quote, "end", $quote, ":"),
            sentence: concat!(",", $quote, "sentence", $quote, ":"),
            trigger: concat!(",", $quote, "trigger", $quote, ":"),
            cue: concat!(",", $quote, "cue", $quote, ":"),
            content: concat!(",", $quote, "content", $quote, ":"),
        }
    };
}

impl Names {
    /// With quotes as they are.
    pub(super) const PLAIN: Self = names!("\"");
    /// Within an attribute of XML.
    pub(super) const IN_XML: Self = names!("&quot;");
    /// Within a quoted cell.
    pub(super) const IN_CELL: Self = names!("\"\"");
}

/// As `graph.json` has it.
fn evidence_json(at: &Evidence, names: &Names, out: &mut Vec<u8>) {
    span_json(&at.span, names, out);
    let sentence = at.sentence.as_slice();
    for (name, spans) in
        [(names.sentence, sentence), (names.trigger, &at.trigger), (names.cue, &at.cue), (names.content, &at.content)]
    {
        if spans.is_empty() {
            continue;
        }
        put(out, [name]);
        match spans {
            [one] => chars_json(*one, names, out),
            many => list(many.iter(), out, |span, out| chars_json(*span, names, out)),
        }
    }
    out.push(b'}');
}

/// Opens an object.
fn span_json(span: &SpanRef, names: &Names, out: &mut Vec<u8>) {
    put(out, [names.document, &span.document, names.document_start]);
    count(span.start, out);
    put(out, [names.end]);
    count(span.end, out);
}

fn chars_json(span: Chars, names: &Names, out: &mut Vec<u8>) {
    put(out, [names.start]);
    count(span.start, out);
    put(out, [names.end]);
    count(span.end, out);
    out.push(b'}');
}

impl Value<'_> {
    /// As one text without escapes: lists as JSON.
    pub(super) fn plain(self, out: &mut Vec<u8>) {
        match self {
            Self::Text(text) => put(out, [text]),
            Self::Number(number) => float(number, out),
            Self::Count(number) => count(number, out),
            Self::Flag => put(out, ["true"]),
            Self::Texts(texts) => list(texts.iter(), out, string),
            Self::Parts(parts) => parts.json(out),
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
    column("merged", Kind::Parts),
];

/// Columns of persons, organizations, places, groups and things.
const ENTITY: &[Column] = &[
    column("entity_kind", Kind::Text),
    column("aliases", Kind::Texts),
    column("gender", Kind::Text),
    column("country", Kind::Text),
    column("actor", Kind::Flag),
    column("ids", Kind::Texts),
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
    /// The actions that somebody claims.
    claimed: FxHashSet<&'g str>,
}

/// An edge of either.
pub(super) struct Row<'a> {
    pub(super) id: Cow<'a, str>,
    pub(super) source: &'a Node,
    pub(super) target: &'a Node,
    /// Its type in capitals.
    pub(super) kind: Cow<'a, str>,
    /// Its type in small letters.
    pub(super) small: Cow<'a, str>,
    body: Body<'a>,
}

enum Body<'a> {
    Relation(&'a Edge),
    Actor(ActorEdge<'a>),
}

impl<'a> Row<'a> {
    /// Of the whole graph.
    fn of(source: &'a Node, edge: &'a Edge, target: &'a Node) -> Self {
        Self {
            id: Cow::Borrowed(&edge.id),
            source,
            target,
            kind: Cow::Borrowed(&of(edge.kind).capitals),
            small: Cow::Borrowed(edge.kind.as_str()),
            body: Body::Relation(edge),
        }
    }
}

impl Row<'_> {
    /// What it rests on in the whole graph.
    pub(super) fn evidence(&self) -> &[Evidence] {
        match &self.body {
            Body::Relation(edge) => &edge.evidence,
            Body::Actor(_) => &[],
        }
    }

    /// The actions behind it, in the view of actors.
    pub(super) fn actions(&self) -> Option<&[&Node]> {
        match &self.body {
            Body::Relation(_) => None,
            Body::Actor(edge) => Some(&edge.actions),
        }
    }

    /// How much it weighs.
    pub(super) fn weight(&self) -> f64 {
        match &self.body {
            Body::Relation(edge) => weight(edge),
            Body::Actor(edge) => edge.actions.len() as f64,
        }
    }
}

/// How much an edge of the whole graph weighs: as much as documents tell of it. Never 0, for Gephi drops such edges.
fn weight(edge: &Edge) -> f64 {
    documents_of(&edge.evidence).max(1) as f64
}

/// An edge as what is measured needs it.
pub(super) struct Tie {
    /// Which nodes it joins, counted in the order of [`Table::nodes`].
    pub(super) ends: (u32, u32),
    pub(super) weight: f64,
    /// Whether it leads to a document.
    pub(super) report: bool,
}

/// Writes each view that is asked for into a file of its own, the whole graph first. `write` gives the number of characters
/// it had to leave out.
pub(super) fn views(
    input: &Input<'_>,
    out: &mut dyn Sink,
    [full, actors]: [&str; 2],
    write: impl Fn(&Table<'_>, Buffer<'_>) -> io::Result<usize>,
) -> io::Result<Written> {
    check(input.graph)?;
    let mut removed_characters = 0;
    if input.options.wants(View::Full) {
        removed_characters += write(&Table::full(input.graph), Buffer::new(out.file(full)?))?;
    }
    if input.options.wants(View::Actors) {
        removed_characters += write(&Table::actors(input), Buffer::new(out.file(actors)?))?;
    }
    Ok(Written { removed_characters })
}

/// What takes the values of a row, in the order of the columns; those that are empty are left out.
pub(super) trait Put {
    fn put(&mut self, name: &'static str, value: Value<'_>);
}

/// What is the same for all edges of a relation.
struct Of {
    capitals: String,
    symmetric: bool,
}

/// Of each relation.
fn of(relation: Relation) -> &'static Of {
    static ALL: LazyLock<Vec<Of>> = LazyLock::new(|| {
        let of = |relation: &Relation| Of {
            capitals: upper(relation.as_str()),
            symmetric: ontology::get().relation(*relation).is_some_and(|rule| rule.symmetric),
        };
        Relation::ALL.iter().map(of).collect()
    });
    // It is as long as the enum, and a number modulo its length is within it.
    &ALL[relation as usize % ALL.len()]
}

impl<'g> Table<'g> {
    /// The whole graph.
    pub(super) fn full(graph: &'g Graph) -> Self {
        let asserts = graph.edges().filter(|(_, edge, _)| edge.kind == Relation::Asserts);
        Self { graph, actors: None, claimed: asserts.map(|(.., action)| action.id.as_str()).collect() }
    }

    /// Who does what to whom.
    pub(super) fn actors(input: &Input<'g>) -> Self {
        let actors = view::actors(input.graph, input.texts);
        Self { graph: input.graph, actors: Some(actors), claimed: FxHashSet::default() }
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
    pub(super) fn edges(&self) -> Box<dyn Iterator<Item = Row<'_>> + '_> {
        match &self.actors {
            Some(actors) => Box::new(actors.edges().map(|mut edge| {
                let kind = edge.sense.kind();
                Row {
                    id: Cow::Owned(std::mem::take(&mut edge.id)),
                    source: edge.source,
                    target: edge.target,
                    small: Cow::Owned(kind.to_ascii_lowercase()),
                    kind: Cow::Owned(kind),
                    body: Body::Actor(edge),
                }
            })),
            None => Box::new(self.graph.edges().map(|(source, edge, target)| Row::of(source, edge, target))),
        }
    }

    /// What there is of each edge to be measured, in their order.
    pub(super) fn ties(&self) -> Box<dyn Iterator<Item = Tie> + '_> {
        let Some(actors) = &self.actors else {
            return Box::new(self.graph.petgraph().raw_edges().iter().map(|edge| Tie {
                ends: (edge.source().index() as u32, edge.target().index() as u32),
                weight: weight(&edge.weight),
                report: matches!(edge.weight.kind, Relation::MentionedIn | Relation::ReportedIn),
            }));
        };
        let inner = self.graph.petgraph();
        // Each of them is among the nodes, which are sorted.
        let place = move |node: NodeIndex| {
            actors.nodes.binary_search_by(|known| known.id.cmp(&inner[node].id)).unwrap_or_default() as u32
        };
        Box::new(actors.ends().map(move |(source, target, actions)| Tie {
            ends: (place(source), place(target)),
            weight: actions as f64,
            report: false,
        }))
    }

    /// The numbers of the edges of the whole graph, sorted by what `key` gives of each: 4 bytes an edge.
    pub(super) fn edges_by<K: Ord>(&self, key: impl Fn(&Node, &Edge, &Node) -> K) -> BTreeMap<K, Vec<u32>> {
        let mut sorted: BTreeMap<K, Vec<u32>> = BTreeMap::new();
        for ((source, edge, target), number) in self.graph.edges().zip(0..) {
            sorted.entry(key(source, edge, target)).or_default().push(number);
        }
        sorted
    }

    /// The edges of these numbers of the whole graph.
    pub(super) fn numbered<'a>(&'a self, numbers: &'a [u32]) -> impl Iterator<Item = Row<'a>> {
        let inner = self.graph.petgraph();
        let edges = numbers.iter().filter_map(|&number| inner.raw_edges().get(number as usize));
        edges.map(|edge| Row::of(&inner[edge.source()], &edge.weight, &inner[edge.target()]))
    }

    /// The values of a node.
    pub(super) fn node(&self, node: &Node, out: &mut impl Put) {
        put_text(out, "label", label(node));
        put_text(out, "type", node.kind.as_str());
        out.put("confidence", Value::Number(node.confidence.value()));
        if !node.mentions.is_empty() {
            out.put("mentions", Value::Parts(Parts::Mentions(&node.mentions)));
            out.put("mention_count", Value::Count(node.mentions.len()));
        }
        if !node.evidence.is_empty() {
            out.put("evidence", Value::Parts(Parts::Evidence(&node.evidence)));
            out.put("evidence_count", Value::Count(node.evidence.len()));
        }
        let mentioned = node.mentions.iter().map(|at| at.span.document.as_str());
        let documents = documents(mentioned.chain(node.evidence.iter().map(|at| at.span.document.as_str())));
        out.put("documents", Value::Count(documents));
        if !node.body.merged().is_empty() {
            out.put("merged", Value::Parts(Parts::Merged(node.body.merged())));
        }
        match &node.body {
            NodeBody::Entity(entity) => {
                maybe(out, "entity_kind", entity.kind.as_deref());
                put_texts(out, "aliases", &entity.aliases);
                maybe(out, "gender", entity.gender.as_deref());
                maybe(out, "country", entity.country.as_deref());
                if entity.actor {
                    out.put("actor", Value::Flag);
                }
                put_texts(out, "ids", &entity.ids);
                let names = ["group_size", "group_size_unit", "group_size_comparator", "group_size_text"];
                quantity(out, names, entity.size.as_ref());
            }
            NodeBody::Action(action) => {
                put_text(out, "predicate", &action.predicate);
                put_text(out, "action", &action.action);
                put_text(out, "category", &action.category);
                put_text(out, "polarity", action.polarity.as_str());
                put_text(out, "modality", action.modality.as_str());
                if self.claimed.contains(node.id.as_str()) {
                    out.put("claimed", Value::Flag);
                }
                maybe(out, "tense", action.tense.map(crate::graph::Tense::as_str));
                time(out, action.time.as_ref());
                out.put("reports", Value::Count(action.reports));
            }
            NodeBody::Statement(statement) => {
                time(out, statement.time.as_ref());
                put_text(out, "content", &statement.content);
                put_text(out, "quotation", statement.quotation.as_str());
                maybe(out, "cue", statement.cue.as_deref());
                put_text(out, "stance", statement.stance.as_str());
            }
            NodeBody::Document(document) => {
                let record = record(self.graph, &node.id);
                put_text(out, "document_source", &document.source);
                maybe(out, "title", record.and_then(|record| record.title.as_deref()));
                maybe(out, "published", document.published.as_deref());
                maybe(out, "publisher", document.publisher.as_deref());
                if let Some(record) = record {
                    put_texts(out, "authors", &record.authors);
                    put_text(out, "language", &record.language);
                }
                maybe(out, "url", document.url.as_deref());
                if let Some(record) = record {
                    put_text(out, "sha256", &record.sha256);
                    out.put("length", Value::Count(record.length));
                }
            }
        }
    }

    /// The values of an edge.
    #[allow(clippy::unused_self, reason = "beside `node`, which needs the graph")]
    pub(super) fn edge(&self, row: &Row<'_>, out: &mut impl Put) {
        put_text(out, "label", &row.small);
        put_text(out, "type", &row.kind);
        put_text(out, "uid", &row.id);
        out.put("weight", Value::Number(row.weight()));
        match &row.body {
            Body::Relation(edge) => {
                out.put("confidence", Value::Number(edge.confidence.value()));
                out.put("documents", Value::Count(documents_of(&edge.evidence)));
                out.put("evidence", Value::Parts(Parts::Evidence(&edge.evidence)));
                out.put("evidence_count", Value::Count(edge.evidence.len()));
                if of(edge.kind).symmetric {
                    out.put("symmetric", Value::Flag);
                }
                maybe(out, "role", edge.role.as_deref());
                maybe(out, "status", edge.status.map(crate::graph::RoleStatus::as_str));
                maybe(out, "reason", edge.reason.as_deref());
                let names = ["quantity_value", "quantity_unit", "quantity_comparator", "quantity_text"];
                quantity(out, names, edge.quantity.as_ref());
            }
            Body::Actor(edge) => {
                out.put("confidence", Value::Number(edge.confidence.value()));
                out.put("documents", Value::Count(edge.documents));
                out.put("evidence", Value::Parts(Parts::EvidenceOf(&edge.actions)));
                let evidence = edge.actions.iter().map(|action| action.evidence.len()).sum();
                out.put("evidence_count", Value::Count(evidence));
                put_text(out, "action", edge.sense.action);
                put_text(out, "category", edge.category);
                let mut predicates: Vec<&str> = edge.actions.iter().filter_map(|action| predicate(action)).collect();
                predicates.sort_unstable();
                predicates.dedup();
                out.put("predicates", Value::Texts(Texts::Of(&predicates)));
                put_text(out, "role", edge.sense.role.as_str());
                put_text(out, "polarity", edge.sense.polarity.as_str());
                put_text(out, "modality", edge.sense.modality.as_str());
                if !edge.sense.claimed_by.is_empty() {
                    put_text(out, "claimed_by", &edge.sense.claimed_by.join("; "));
                }
                maybe(out, "first", edge.first);
                maybe(out, "last", edge.last);
                maybe(out, "example", edge.example);
                let actions: Vec<&str> = edge.actions.iter().map(|action| action.id.as_str()).collect();
                out.put("actions", Value::Texts(Texts::Of(&actions)));
            }
        }
    }
}

/// How many documents tell of it.
fn documents_of(evidence: &[Evidence]) -> usize {
    if evidence.len() < 2 {
        return evidence.len();
    }
    documents(evidence.iter().map(|at| at.span.document.as_str()))
}

/// How many different ones there are.
fn documents<'d>(all: impl Iterator<Item = &'d str> + Clone) -> usize {
    let mut rest = all.clone();
    match rest.next() {
        None => 0,
        Some(first) if rest.all(|document| document == first) => 1,
        Some(_) => all.collect::<BTreeSet<_>>().len(),
    }
}

fn put_text(out: &mut impl Put, name: &'static str, text: &str) {
    out.put(name, Value::Text(text));
}

fn maybe(out: &mut impl Put, name: &'static str, text: Option<&str>) {
    if let Some(text) = text {
        put_text(out, name, text);
    }
}

fn put_texts(out: &mut impl Put, name: &'static str, texts: &[String]) {
    if !texts.is_empty() {
        out.put(name, Value::Texts(Texts::Own(texts)));
    }
}

fn time(out: &mut impl Put, time: Option<&Time>) {
    let Some(time) = time else { return };
    put_text(out, "time_text", &time.text);
    maybe(out, "time_value", time.value.as_deref());
    maybe(out, "time_earliest", time.earliest.as_deref());
    maybe(out, "time_latest", time.latest.as_deref());
}

fn quantity(out: &mut impl Put, names: [&'static str; 4], quantity: Option<&QuantityValue>) {
    let Some(quantity) = quantity else { return };
    let [value, unit, comparator, text] = names;
    out.put(value, Value::Number(quantity.value));
    maybe(out, unit, quantity.unit.as_deref());
    maybe(out, comparator, quantity.comparator.as_deref());
    put_text(out, text, &quantity.text);
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
