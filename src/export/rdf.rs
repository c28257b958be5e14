//! The graph as RDF: one walk for all syntaxes.
//!
//! Actions are `sem:Event`s with roles as plain triples; every edge is also an `nl:Edge` resource with its confidence
//! and evidence; words in a text are NIF strings `{base}document/{id}#char={start},{end}` (RFC 5147, code points) that
//! things are `gaf:denotedBy`. `schema/export/vocab.ttl` describes the `nl:` names, `schema/export/shapes.ttl` checks
//! a file. There are no blank nodes, so two files can be compared and merged line by line.
//!
//! In syntaxes with named graphs, what an article tells stands in `{base}graph/{id of the document}`, once for each article
//! that tells it; entities without the words that mention them, and the run, stand in `{base}graph/entities`.
//!
//! Terms are put together where they are written. Beside a piece of the file this takes 8 bytes for each mention and
//! evidence, to find the spans of each document, and about 60 for each document.

pub(super) mod grouped;
pub(super) mod lines;

mod profile;
mod spans;
mod term;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io;

use oxrdf::Literal as Checked;
use oxrdf::NamedNode;
use petgraph::Direction;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;
use sha2::Digest;
use sha2::Sha256;

pub(super) use self::term::Addresses;
pub(super) use self::term::Iri;
pub(super) use self::term::Literal;
pub(super) use self::term::Object;
pub(super) use self::term::Triple;

pub(super) use self::term::Segment;

use self::spans::Spans;
use self::spans::Use;
use self::term::Place;
use crate::export::Input;
use crate::export::Profile;
use crate::export::columns::record;
use crate::export::label;
use crate::export::vocabulary as v;
use crate::export::vocabulary::Name;
use crate::graph::Chars;
use crate::graph::Confidence;
use crate::graph::DocumentRecord;
use crate::graph::Edge;
use crate::graph::Evidence;
use crate::graph::Node;
use crate::graph::NodeBody;
use crate::graph::QuantityValue;
use crate::graph::SpanRef;
use crate::graph::Time;
use crate::ontology::NodeType;
use crate::ontology::Relation;
use crate::text::CodePoints;

/// Where triples go.
pub(super) trait Syntax {
    /// Whether graphs have names; without, each triple comes once.
    const NAMED: bool;
    /// Takes one triple, of the graph of a document or of `entities`.
    fn triple(&mut self, triple: &Triple<'_>, graph: &str);
    /// Nothing of what was taken need be waited with. Called between things.
    fn spill(&mut self) -> io::Result<()>;
}

/// Writes the whole graph, by subject.
pub(super) fn write<S: Syntax>(input: &Input<'_>, out: &mut S) -> io::Result<()> {
    let profiles = &input.options.profiles;
    let mut walk = Walk {
        sink: out,
        input: *input,
        graphs: Vec::new(),
        spans: Vec::new(),
        rdf12: profiles.contains(&Profile::Rdf12),
        annotations: profiles.contains(&Profile::WebAnnotation),
        times: profiles.contains(&Profile::OwlTime),
        shortcuts: profiles.contains(&Profile::Shortcuts),
    };
    walk.everything()
}

/// A name that is no name: only the base or the run can be at fault.
pub(super) fn bad(error: impl std::error::Error + Send + Sync + 'static) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, error)
}

/// The graph of what is of no article.
const ENTITIES: &str = "entities";

#[allow(clippy::struct_excessive_bools, reason = "one for each profile")]
struct Walk<'n, 'g, S: Syntax> {
    sink: &'n mut S,
    input: Input<'g>,
    /// The named graphs of what is being written.
    graphs: Vec<&'g str>,
    /// Room for the spans of one thing.
    spans: Vec<&'g SpanRef>,
    rdf12: bool,
    annotations: bool,
    times: bool,
    shortcuts: bool,
}

impl<'g, S: Syntax> Walk<'_, 'g, S> {
    /// Writes everything, by subject.
    fn everything(&mut self) -> io::Result<()> {
        let graph = self.input.graph;
        self.nodes(|kind| kind == NodeType::Action)?;
        self.documents()?;
        for (source, edge, target) in graph.edges() {
            self.edge(source, edge, target)?;
        }
        self.nodes(NodeType::is_entity)?;
        for node in graph.nodes().filter(|node| is_claim(node)) {
            self.evidence(node)?;
        }
        self.made_by()?;
        self.nodes(|kind| kind == NodeType::Statement)
    }

    fn nodes(&mut self, wanted: impl Fn(NodeType) -> bool) -> io::Result<()> {
        let inner = self.input.graph.petgraph();
        for index in inner.node_indices().filter(|index| wanted(inner[*index].kind)) {
            self.node(&inner[index], index)?;
        }
        Ok(())
    }

    fn node(&mut self, node: &'g Node, index: NodeIndex) -> io::Result<()> {
        match node.kind {
            NodeType::Document => self.block(std::iter::once(node.id.as_str()))?,
            _ => self.block(node.evidence.iter().map(|at| at.span.document.as_str()))?,
        }
        let it = iri(node);
        let language = self.language(node);
        let language = language.as_deref();
        self.classes(it, node, index);
        self.words(it, v::LABEL, label(node), language);
        match &node.body {
            NodeBody::Entity(entity) => {
                self.words(it, v::SCHEMA_NAME, label(node), language);
                for alias in &entity.aliases {
                    self.words(it, v::ALT_LABEL, alias, language);
                }
                self.maybe(it, v::KIND, entity.kind.as_deref());
                self.maybe(it, v::GENDER, entity.gender.as_deref());
                self.maybe(it, v::COUNTRY, entity.country.as_deref());
                if entity.actor {
                    self.add(it, v::ACTOR, Literal::Typed("true", v::XSD_BOOLEAN));
                }
                self.quantity(it, entity.size.as_ref());
                for id in &entity.ids {
                    self.identifier(it, id);
                }
            }
            NodeBody::Action(action) => {
                self.plain(it, v::NL_PREDICATE, &action.predicate);
                self.plain(it, v::ACTION, &action.action);
                self.plain(it, v::CATEGORY, &action.category);
                self.plain(it, v::POLARITY, action.polarity.as_str());
                self.plain(it, v::MODALITY, action.modality.as_str());
                self.maybe(it, v::TENSE, action.tense.map(crate::graph::Tense::as_str));
                self.time(it, action.time.as_ref());
                self.add(it, v::REPORTS, Literal::Count(action.reports, v::XSD_INTEGER));
            }
            NodeBody::Statement(statement) => {
                self.words(it, v::TEXT, &statement.content, language);
                self.plain(it, v::QUOTATION, statement.quotation.as_str());
                self.maybe(it, v::CUE, statement.cue.as_deref());
                self.plain(it, v::STANCE, statement.stance.as_str());
                self.time(it, statement.time.as_ref());
            }
            // The document's own section holds them.
            NodeBody::Document(_) => {}
        }
        for merged in node.body.merged() {
            self.plain(it, v::MERGED, &serde_json::to_string(merged)?);
        }
        self.confidence(it, node.confidence);
        self.relations(it, node, index);
        let mut spans = std::mem::take(&mut self.spans);
        spans.extend(node.mentions.iter().map(|at| &at.span).chain(node.evidence.iter().map(|at| &at.span)));
        spans.sort_unstable();
        spans.dedup();
        self.denoted(it, &spans);
        if is_claim(node) {
            for at in &node.evidence {
                self.add(it, v::EVIDENCE, evidence_iri(node, at));
            }
            self.derived(it, &spans);
            self.add(it, v::WAS_GENERATED_BY, Iri::Own(Segment::Run, self.input.run));
        }
        self.of_profiles(node, index, &spans);
        spans.clear();
        self.spans = spans;
        Ok(())
    }

    fn classes(&mut self, it: Iri<'_>, node: &Node, index: NodeIndex) {
        let class = match node.kind {
            NodeType::Person => v::PERSON,
            NodeType::Organization => v::ORGANIZATION,
            NodeType::Place => v::PLACE,
            NodeType::Group => v::GROUP_CLASS,
            NodeType::Thing => v::THING,
            NodeType::Action => v::ACTION_CLASS,
            NodeType::Statement => v::STATEMENT_CLASS,
            NodeType::Document => v::NEWS_ARTICLE,
        };
        self.add(it, v::TYPE, class);
        match &node.body {
            NodeBody::Action(action) => {
                self.add(it, v::TYPE, v::EVENT);
                self.add(it, v::TYPE, Iri::Class(&action.action));
            }
            NodeBody::Statement(_) => self.add(it, v::TYPE, v::PROV_ENTITY),
            NodeBody::Document(_) => self.add(it, v::TYPE, v::CONTEXT),
            NodeBody::Entity(entity) => {
                let roles = self.input.graph.petgraph().edges_directed(index, Direction::Incoming);
                let (mut acts, mut is_where) = (entity.actor, false);
                for role in roles {
                    match role.weight().kind {
                        Relation::Agent
                        | Relation::Target
                        | Relation::Recipient
                        | Relation::Partner
                        | Relation::Speaker => acts = true,
                        Relation::Place | Relation::Origin | Relation::Destination => is_where = true,
                        _ => {}
                    }
                }
                if acts {
                    self.add(it, v::TYPE, v::SEM_ACTOR);
                }
                if is_where {
                    self.add(it, v::TYPE, v::SEM_PLACE);
                }
            }
        }
    }

    /// The plain triples of a node's edges, and what other vocabularies call them.
    fn relations(&mut self, it: Iri<'_>, node: &Node, index: NodeIndex) {
        let inner = self.input.graph.petgraph();
        let mut found: Vec<(bool, Relation, &'g Node)> = Vec::new();
        for edge in inner.edges_directed(index, Direction::Outgoing) {
            let (kind, target) = (edge.weight().kind, &inner[edge.target()]);
            found.push((false, kind, target));
            if elsewhere(kind, node.kind, target.kind).is_some() {
                found.push((true, kind, target));
            }
        }
        found.sort_unstable_by(|a, b| order(a).cmp(&order(b)));
        found.dedup_by(|a, b| order(a) == order(b));
        let mut actors: BTreeSet<&str> = BTreeSet::new();
        for (is_elsewhere, kind, target) in found {
            let predicate = if is_elsewhere {
                // One thing may have several roles, but is an actor once.
                match elsewhere(kind, node.kind, target.kind) {
                    Some(name) if name != v::HAS_ACTOR || actors.insert(&target.id) => name,
                    _ => continue,
                }
            } else {
                v::relation(kind)
            };
            if matches!(kind, Relation::MentionedIn | Relation::ReportedIn) {
                self.add_in(&target.id, it, predicate, iri(target));
            } else {
                self.add(it, predicate, iri(target));
            }
        }
    }

    fn edge(&mut self, source: &Node, edge: &'g Edge, target: &Node) -> io::Result<()> {
        self.block(edge.evidence.iter().map(|at| at.span.document.as_str()))?;
        let it = Iri::Own(Segment::Edge, &edge.id);
        self.add(it, v::TYPE, v::EDGE_CLASS);
        self.add(it, v::SUBJECT, iri(source));
        self.add(it, v::PREDICATE, v::relation(edge.kind));
        self.add(it, v::OBJECT, iri(target));
        if self.rdf12 {
            self.add(it, v::REIFIES, Object::Triple(iri(source), Iri::Name(v::relation(edge.kind)), iri(target)));
        }
        self.confidence(it, edge.confidence);
        self.maybe(it, v::ROLE, edge.role.as_deref());
        self.maybe(it, v::STATUS, edge.status.map(crate::graph::RoleStatus::as_str));
        self.quantity(it, edge.quantity.as_ref());
        self.maybe(it, v::REASON, edge.reason.as_deref());
        let mut spans = std::mem::take(&mut self.spans);
        spans.extend(edge.evidence.iter().map(|at| &at.span));
        if spans.len() > 1 {
            spans.sort_unstable();
            spans.dedup();
        }
        self.denoted(it, &spans);
        self.derived(it, &spans);
        if self.annotations {
            self.annotate(&edge.id, it, v::OA_DESCRIBING, &spans);
        }
        spans.clear();
        self.spans = spans;
        Ok(())
    }

    /// The evidence of an action or a statement, one resource each: two of them may share a span.
    fn evidence(&mut self, node: &'g Node) -> io::Result<()> {
        let mut all: Vec<(u64, &'g Evidence)> = node.evidence.iter().map(|at| (evidence_hash(at), at)).collect();
        all.sort_by_key(|(hash, _)| *hash);
        all.dedup_by_key(|(hash, _)| *hash);
        for (hash, at) in all {
            self.block(std::iter::once(at.span.document.as_str()))?;
            let it = Iri::Evidence(&node.id, hash);
            self.add(it, v::TYPE, v::EVIDENCE_CLASS);
            self.add(it, v::SPAN, span(&at.span));
            for (name, parts) in [
                (v::SENTENCE, at.sentence.as_slice()),
                (v::TRIGGER, &at.trigger),
                (v::CUE_SPAN, &at.cue),
                (v::CONTENT_SPAN, &at.content),
            ] {
                for &Chars { start, end } in parts {
                    self.add(it, name, Iri::Span(Place { document: &at.span.document, start, end }));
                }
            }
        }
        Ok(())
    }

    /// Every document, each followed by the spans of its text that anything speaks of.
    fn documents(&mut self) -> io::Result<()> {
        let graph = self.input.graph;
        let inner = graph.petgraph();
        let spans = Spans::of(graph);
        let mut uses = Vec::new();
        for (number, id) in spans.documents().iter().enumerate() {
            let it = Iri::Own(Segment::Document, id);
            let index = graph.index_of(id).filter(|index| inner[*index].kind == NodeType::Document);
            self.document(it, record(graph, id), index)?;
            spans.uses(graph, number, &mut uses);
            let text = if uses.is_empty() { None } else { (self.input.texts)(id) };
            let text = text.as_deref().map(CodePoints::new);
            for same in uses.chunk_by(|a, b| (a.start, a.end) == (b.start, b.end)) {
                self.string(it, id, text.as_ref(), same)?;
            }
        }
        Ok(())
    }

    fn document(
        &mut self,
        it: Iri<'_>,
        record: Option<&'g DocumentRecord>,
        index: Option<NodeIndex>,
    ) -> io::Result<()> {
        let graph = self.input.graph;
        if let Some(index) = index {
            self.node(&graph.petgraph()[index], index)?;
            let mentioned = graph.petgraph().edges_directed(index, Direction::Incoming);
            let mentioned: BTreeSet<NodeIndex> = mentioned
                .filter(|edge| edge.weight().kind == Relation::MentionedIn)
                .map(|edge| edge.source())
                .collect();
            for entity in mentioned {
                self.add(it, v::MENTIONS, iri(&graph.petgraph()[entity]));
            }
        } else {
            self.block(record.iter().map(|record| record.id.as_str()))?;
            self.add(it, v::TYPE, v::NEWS_ARTICLE);
            self.add(it, v::TYPE, v::CONTEXT);
        }
        let Some(record) = record else { return Ok(()) };
        if let Some(title) = &record.title {
            self.words(it, v::HEADLINE, title, tag(&record.language).as_deref());
        }
        if let Some(published) = &record.published {
            match date_type(published) {
                Some(of) => self.add(it, v::DATE_PUBLISHED, Literal::Typed(published, of)),
                None => self.plain(it, v::DATE_PUBLISHED, published),
            }
        }
        self.maybe(it, v::PUBLISHER, record.publisher.as_deref());
        for author in &record.authors {
            self.plain(it, v::AUTHOR, author);
        }
        self.plain(it, v::IN_LANGUAGE, &record.language);
        if let Some(url) = &record.url {
            match web_address(url) {
                Some(url) => self.add(it, v::URL, Iri::Web(&url)),
                None => self.plain(it, v::URL, url),
            }
        }
        self.plain(it, v::SOURCE, &record.source);
        self.plain(it, v::SHA256, &record.sha256);
        self.add(it, v::LENGTH, Literal::Count(record.length, v::XSD_NON_NEGATIVE_INTEGER));
        Ok(())
    }

    /// Words in a text: where they stand, and which they are as far as that is known.
    fn string(
        &mut self,
        document: Iri<'_>,
        id: &'g str,
        text: Option<&CodePoints<'_>>,
        same: &[Use],
    ) -> io::Result<()> {
        let Some(&Use { start, end, .. }) = same.first() else { return Ok(()) };
        self.block(std::iter::once(id))?;
        let place = Place { document: id, start, end };
        let it = Iri::Span(place);
        let (mut texts, mut forms) = (Vec::new(), Vec::new());
        for (node, mention) in same.iter().filter_map(|at| at.mention) {
            let node = self.input.graph.petgraph().node_weight(NodeIndex::new(node as usize));
            if let Some(mention) = node.and_then(|node| node.mentions.get(mention as usize)) {
                texts.push(mention.text.as_str());
                forms.push(mention.form);
            }
        }
        texts.sort_unstable();
        texts.dedup();
        forms.sort_unstable();
        forms.dedup();
        self.add(it, v::TYPE, v::OFFSET_BASED_STRING);
        if texts.is_empty() {
            texts.extend(text.and_then(|text| text.slice(start, end)));
        } else {
            self.add(it, v::TYPE, v::PHRASE);
        }
        self.add(it, v::BEGIN_INDEX, Literal::Count(start, v::XSD_NON_NEGATIVE_INTEGER));
        self.add(it, v::END_INDEX, Literal::Count(end, v::XSD_NON_NEGATIVE_INTEGER));
        self.add(it, v::REFERENCE_CONTEXT, document);
        for text in &texts {
            self.plain(it, v::ANCHOR_OF, text);
        }
        for form in forms {
            self.plain(it, v::FORM, form.as_str());
        }
        if self.annotations {
            self.selectors(document, place, text, texts.first().copied());
        }
        Ok(())
    }

    /// What made the graph.
    fn made_by(&mut self) -> io::Result<()> {
        self.block(std::iter::empty())?;
        let (it, agent) = (Iri::Own(Segment::Run, self.input.run), Iri::Software(self.input.run));
        self.add(it, v::TYPE, v::PROV_ACTIVITY);
        self.add(it, v::WAS_ASSOCIATED_WITH, agent);
        self.add(agent, v::TYPE, v::SOFTWARE_AGENT);
        self.plain(agent, v::SCHEMA_NAME, "newsloom");
        self.plain(agent, v::SOFTWARE_VERSION, env!("CARGO_PKG_VERSION"));
        Ok(())
    }

    fn denoted(&mut self, it: Iri<'_>, spans: &[&SpanRef]) {
        for at in spans {
            self.add_in(&at.document, it, v::DENOTED_BY, span(at));
        }
    }

    /// `spans` are sorted.
    fn derived(&mut self, it: Iri<'_>, spans: &[&SpanRef]) {
        for same in spans.chunk_by(|a, b| a.document == b.document) {
            if let Some(SpanRef { document, .. }) = same.first() {
                self.add_in(document, it, v::WAS_DERIVED_FROM, Iri::Own(Segment::Document, document));
            }
        }
    }

    fn time(&mut self, it: Iri<'_>, time: Option<&Time>) {
        let Some(time) = time else { return };
        self.plain(it, v::TIME_TEXT, &time.text);
        if let Some(value) = &time.value {
            self.plain(it, v::TIME_VALUE, value);
            if let Some((begin, end)) = value.split_once('/') {
                self.stamp(it, v::HAS_BEGIN_TIME_STAMP, begin);
                self.stamp(it, v::HAS_END_TIME_STAMP, end);
            } else {
                self.stamp(it, v::HAS_TIME_STAMP, value);
            }
        }
        for (name, day) in
            [(v::HAS_EARLIEST_BEGIN_TIME_STAMP, &time.earliest), (v::HAS_LATEST_END_TIME_STAMP, &time.latest)]
        {
            if let Some(day) = day {
                self.stamp(it, name, day);
            }
        }
    }

    /// A time stamp, if the value fits a type of XML Schema: an EDTF value may say more than one can.
    fn stamp(&mut self, it: Iri<'_>, name: Name, value: &str) {
        if let Some(of) = date_type(value) {
            self.add(it, name, Literal::Typed(value, of));
        }
    }

    fn quantity(&mut self, it: Iri<'_>, quantity: Option<&QuantityValue>) {
        let Some(quantity) = quantity else { return };
        let mut value = quantity.value.to_string();
        if !value.contains('.') {
            value.push_str(".0");
        }
        self.add(it, v::QUANTITY_VALUE, Literal::Typed(&value, v::XSD_DECIMAL));
        self.maybe(it, v::QUANTITY_UNIT, quantity.unit.as_deref());
        self.maybe(it, v::QUANTITY_COMPARATOR, quantity.comparator.as_deref());
        self.plain(it, v::QUANTITY_TEXT, &quantity.text);
    }

    fn confidence(&mut self, it: Iri<'_>, confidence: Confidence) {
        self.add(it, v::CONFIDENCE, Literal::Hundredths(confidence.percent()));
    }

    /// An identifier elsewhere: an address where it is one. Not `owl:sameAs`, because a link may be wrong.
    fn identifier(&mut self, it: Iri<'_>, id: &str) {
        let wikidata = id.strip_prefix("wikidata:").unwrap_or(id);
        let number = wikidata.strip_prefix('Q').unwrap_or("");
        let address = if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) {
            Some(format!("http://www.wikidata.org/entity/{wikidata}"))
        } else {
            web_address(id)
        };
        match address {
            Some(address) => self.add(it, v::SAME_AS, Iri::Web(&address)),
            None => self.plain(it, v::IDENTIFIER, id),
        }
    }

    fn plain(&mut self, it: Iri<'_>, name: Name, value: &str) {
        self.add(it, name, Literal::Plain(value));
    }

    fn maybe(&mut self, it: Iri<'_>, name: Name, value: Option<&str>) {
        if let Some(value) = value {
            self.plain(it, name, value);
        }
    }

    /// Words of a language, where it is known and has a proper tag.
    fn words(&mut self, it: Iri<'_>, name: Name, value: &str, tag: Option<&str>) {
        self.add(it, name, tag.map_or(Literal::Plain(value), |tag| Literal::Words(value, tag)));
    }

    fn add<'t>(&mut self, it: Iri<'t>, name: Name, object: impl Into<Object<'t>>) {
        self.tell(&Triple { subject: it, predicate: Iri::Name(name), object: object.into() });
    }

    /// A triple of all the graphs of what is being written.
    fn tell(&mut self, triple: &Triple<'_>) {
        if S::NAMED {
            for graph in &self.graphs {
                self.sink.triple(triple, graph);
            }
        } else {
            self.sink.triple(triple, ENTITIES);
        }
    }

    /// As [`Walk::add`], for the graph of one document.
    fn add_in<'t>(&mut self, document: &str, it: Iri<'t>, name: Name, object: impl Into<Object<'t>>) {
        self.sink.triple(&Triple { subject: it, predicate: Iri::Name(name), object: object.into() }, document);
    }

    /// Begins a block that stands in the graphs of some documents, or else in that of entities.
    fn block(&mut self, documents: impl Iterator<Item = &'g str>) -> io::Result<()> {
        self.sink.spill()?;
        if S::NAMED {
            self.graphs.clear();
            self.graphs.extend(documents);
            self.graphs.sort_unstable();
            self.graphs.dedup();
            if self.graphs.is_empty() {
                self.graphs.push(ENTITIES);
            }
        }
        Ok(())
    }

    /// The tag of the language of the first document that speaks of a node.
    fn language(&self, node: &Node) -> Option<Cow<'g, str>> {
        let first = node.mentions.first().map(|at| &at.span).or_else(|| node.evidence.first().map(|at| &at.span));
        let id = first.map_or(&node.id, |span| &span.document);
        record(self.input.graph, id).and_then(|record| tag(&record.language))
    }
}

/// The tag of a language, if it has a proper one.
fn tag(language: &str) -> Option<Cow<'_, str>> {
    if language.len() == 2 && language.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return Some(Cow::Borrowed(language));
    }
    let words = Checked::new_language_tagged_literal("", language.replace('_', "-")).ok()?;
    words.language().map(|tag| Cow::Owned(tag.to_owned()))
}

/// The address of a node.
fn iri(node: &Node) -> Iri<'_> {
    let segment = match node.kind {
        NodeType::Action => Segment::Action,
        NodeType::Statement => Segment::Statement,
        NodeType::Document => Segment::Document,
        _ => Segment::Entity,
    };
    Iri::Own(segment, &node.id)
}

fn span(at: &SpanRef) -> Iri<'_> {
    Iri::Span(Place { document: &at.document, start: at.start, end: at.end })
}

fn evidence_iri<'e>(node: &'e Node, at: &Evidence) -> Iri<'e> {
    Iri::Evidence(&node.id, evidence_hash(at))
}

/// Of what it says, so that evidence keeps its name when other evidence is added.
fn evidence_hash(at: &Evidence) -> u64 {
    let mut hash = Sha256::new();
    hash.update(at.span.document.as_bytes());
    let whole = [Chars { start: at.span.start, end: at.span.end }];
    for parts in [whole.as_slice(), at.sentence.as_slice(), &at.trigger, &at.cue, &at.content] {
        hash.update([0]);
        for part in parts {
            hash.update((part.start as u64).to_le_bytes());
            hash.update((part.end as u64).to_le_bytes());
        }
    }
    hash.finalize().iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// Whether a node is an action or a statement: what evidence and a run stand behind.
const fn is_claim(node: &Node) -> bool {
    matches!(node.kind, NodeType::Action | NodeType::Statement)
}

/// The triples of a node's edges are in the order of their names; what others call it comes after all of ours.
fn order<'f>(it: &'f (bool, Relation, &Node)) -> (bool, Relation, &'f str) {
    (it.0, it.1, &it.2.id)
}

/// What another vocabulary calls a relation between two types of nodes.
const fn elsewhere(relation: Relation, source: NodeType, target: NodeType) -> Option<Name> {
    use NodeType::{Organization, Person, Place};
    match (relation, source, target) {
        (Relation::Agent | Relation::Target | Relation::Recipient | Relation::Partner, NodeType::Action, _) => {
            Some(v::HAS_ACTOR)
        }
        (Relation::Place, ..) => Some(v::HAS_PLACE),
        (Relation::Part, ..) => Some(v::HAS_SUB_EVENT),
        (Relation::Speaker, ..) => Some(v::WAS_ATTRIBUTED_TO),
        (Relation::About, ..) => Some(v::ABOUT),
        (Relation::HoldsRole | Relation::MemberOf, Person | Organization, Organization) => Some(v::MEMBER_OF),
        (Relation::PartOf, Organization, Organization) => Some(v::PARENT_ORGANIZATION),
        (Relation::PartOf | Relation::LocatedIn, Place, Place) => Some(v::CONTAINED_IN_PLACE),
        (Relation::LocatedIn, Organization, Place) => Some(v::LOCATION),
        (Relation::Owns, Person | Organization, _) => Some(v::OWNS),
        (Relation::Family, Person, Person) => Some(v::RELATED_TO),
        (Relation::Affiliated, Person, Organization) => Some(v::AFFILIATION),
        _ => None,
    }
}

/// An address of the web as RDF allows it: what no address may hold is percent-encoded.
fn web_address(text: &str) -> Option<String> {
    if !text.starts_with("http://") && !text.starts_with("https://") {
        return None;
    }
    let mut repaired = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let broken_percent = || {
            let digits = text.as_bytes().get(at + 1..at + 3);
            !digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
        };
        if matches!(c, ' ' | '<' | '>' | '"' | '{' | '}' | '|' | '\\' | '^' | '`')
            || c.is_control()
            || (c == '%' && broken_percent())
        {
            let mut buffer = [0; 4];
            for byte in c.encode_utf8(&mut buffer).bytes() {
                // Writing to a string cannot fail.
                let _ = write!(repaired, "%{byte:02X}");
            }
        } else {
            repaired.push(c);
        }
    }
    NamedNode::new(repaired).ok().map(NamedNode::into_string)
}

/// The type of XML Schema that fits a date of ISO 8601 as precisely as it is written.
fn date_type(value: &str) -> Option<Name> {
    let shape: String = value.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    match shape.as_str() {
        "0000" => (value != "0000").then_some(v::XSD_G_YEAR),
        "0000-00" => format!("{value}-01").parse::<jiff::civil::Date>().ok().map(|_| v::XSD_G_YEAR_MONTH),
        "0000-00-00" => value.parse::<jiff::civil::Date>().ok().map(|_| v::XSD_DATE),
        _ => {
            let time = shape.strip_prefix("0000-00-00T00:00:00")?;
            let time = time.strip_prefix('.').map_or(time, |fraction| fraction.trim_start_matches('0'));
            let zoned = matches!(time, "Z" | "+00:00" | "-00:00");
            let proper = if zoned {
                value.parse::<jiff::Timestamp>().is_ok()
            } else {
                time.is_empty() && value.parse::<jiff::civil::DateTime>().is_ok()
            };
            (proper && !value.ends_with('.') && !value.contains(".Z")).then_some(v::XSD_DATE_TIME)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_have_the_type_of_their_precision() {
        let name = |value| date_type(value).map(|of| of.local);
        assert_eq!(name("2025"), Some("gYear"));
        assert_eq!(name("2025-04"), Some("gYearMonth"));
        assert_eq!(name("2025-04-16"), Some("date"));
        assert_eq!(name("2025-04-16T10:00:00"), Some("dateTime"));
        assert_eq!(name("2025-04-16T10:00:00.25Z"), Some("dateTime"));
        assert_eq!(name("2025-04-16T10:00:00+02:00"), Some("dateTime"));
        for none in
            ["", "2025-13", "2025-02-30", "XXXX-04-16", "2025-04-16T25:00:00Z", "20250416", "2025-04-16T10:00:00.Z"]
        {
            assert_eq!(name(none), None, "{none}");
        }
    }

    #[test]
    fn addresses_are_repaired_not_trusted() {
        let text = web_address;
        assert_eq!(text("https://news.example/a b?q=100%&r=%41").unwrap(), "https://news.example/a%20b?q=100%25&r=%41");
        assert_eq!(
            text("http://news.example/>.<x> <y> <z> .").unwrap(),
            "http://news.example/%3E.%3Cx%3E%20%3Cy%3E%20%3Cz%3E%20."
        );
        assert_eq!(text("http://news.example/ñ\n").unwrap(), "http://news.example/ñ%0A");
        assert_eq!(text("javascript:alert(1)"), None);
        assert_eq!(text("../a"), None);
    }
}
