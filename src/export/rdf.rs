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
//! The spans of all documents are sorted before they are written: 40 bytes each, beside constant memory for the rest.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io;

use oxrdf::Literal;
use oxrdf::LiteralRef;
use oxrdf::NamedNode;
use oxrdf::NamedNodeRef;
use oxrdf::TermRef;
use oxrdf::Triple;
use oxrdf::TripleRef;
use oxrdf::vocab::rdf;
use oxrdf::vocab::rdfs;
use oxrdf::vocab::xsd;
use petgraph::Direction;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;
use sha2::Digest;
use sha2::Sha256;

use crate::export::Input;
use crate::export::label;
use crate::export::vocabulary::Names;
use crate::export::vocabulary::PREFIXES;
use crate::export::vocabulary::action_class;
use crate::graph::Chars;
use crate::graph::Confidence;
use crate::graph::DocumentRecord;
use crate::graph::Edge;
use crate::graph::Evidence;
use crate::graph::Graph;
use crate::graph::Mention;
use crate::graph::Node;
use crate::graph::NodeBody;
use crate::graph::QuantityValue;
use crate::graph::SpanRef;
use crate::graph::Time;
use crate::ontology::NodeType;
use crate::ontology::Relation;
use crate::text::CodePoints;

/// The kinds of things under the base, with a prefix each: a name may not hold a `/`.
const SEGMENTS: &[(&str, &str)] = &[
    ("a", "action"),
    ("d", "document"),
    ("e", "entity"),
    ("ed", "edge"),
    ("ev", "evidence"),
    ("g", "graph"),
    ("r", "run"),
    ("s", "statement"),
];

/// Where triples go. `graph` is the named graph, for syntaxes that have some.
pub(super) trait Triples {
    /// Whether graphs have names; without, each triple comes once.
    const NAMED: bool;
    /// Writes one triple.
    fn triple(&mut self, triple: TripleRef<'_>, graph: Option<&NamedNode>) -> io::Result<()>;
}

/// The prefixes of a file and what they stand for.
pub(super) fn prefixes(base: &str) -> impl Iterator<Item = (&'static str, String)> + '_ {
    let of_base = SEGMENTS.iter().map(move |(prefix, segment)| (*prefix, format!("{base}{segment}/")));
    PREFIXES.iter().map(|(prefix, iri)| (*prefix, (*iri).to_owned())).chain(of_base)
}

/// Writes the whole graph, by subject.
pub(super) fn write<W: Triples>(input: &Input<'_>, out: &mut W) -> io::Result<()> {
    let names = Names::new().map_err(bad)?;
    let mut out = Out { sink: out, names: &names, input: *input, graphs: Vec::new(), waiting: Vec::new() };
    out.everything()?;
    out.flush()
}

/// A name that is no name: only the base can be at fault.
pub(super) fn bad(error: impl std::error::Error + Send + Sync + 'static) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, error)
}

/// One use of a span, to be described after its document. Equal spans come together when sorted.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Use {
    document: u32,
    start: usize,
    end: usize,
    /// The node and which of its mentions; absent for evidence.
    mention: Option<(u32, u32)>,
}

/// A triple that waits until its whole block is known: which of the graphs of the block it is for, all when not said.
struct Waiting {
    graph: Option<NamedNode>,
    triple: Triple,
}

struct Out<'n, 'g, W: Triples> {
    sink: &'n mut W,
    names: &'n Names,
    input: Input<'g>,
    /// The named graphs of the block that is being written.
    graphs: Vec<NamedNode>,
    waiting: Vec<Waiting>,
}

impl<'n, 'g, W: Triples> Out<'n, 'g, W> {
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

    fn node(&mut self, node: &Node, index: NodeIndex) -> io::Result<()> {
        let names = self.names;
        match node.kind {
            NodeType::Document => self.block(std::iter::once(node.id.as_str()))?,
            _ => self.block(node.evidence.iter().map(|at| at.span.document.as_str()))?,
        }
        let it = self.iri(node)?;
        let language = self.language(node);
        self.classes(&it, node, index)?;
        self.words(&it, rdfs::LABEL, label(node), language)?;
        match &node.body {
            NodeBody::Entity(entity) => {
                self.words(&it, &names.schema_name, label(node), language)?;
                for alias in &entity.aliases {
                    self.words(&it, &names.alt_label, alias, language)?;
                }
                self.maybe(&it, &names.kind, entity.kind.as_deref())?;
                self.maybe(&it, &names.gender, entity.gender.as_deref())?;
                self.maybe(&it, &names.country, entity.country.as_deref())?;
                if entity.actor {
                    self.typed(&it, &names.actor, "true", xsd::BOOLEAN)?;
                }
                self.quantity(&it, entity.size.as_ref())?;
                for id in &entity.ids {
                    self.identifier(&it, id)?;
                }
                for merged in &entity.merged {
                    self.plain(&it, &names.merged, &serde_json::to_string(merged)?)?;
                }
            }
            NodeBody::Action(action) => {
                self.plain(&it, &names.predicate, &action.predicate)?;
                self.plain(&it, &names.action, &action.action)?;
                self.plain(&it, &names.category, &action.category)?;
                self.plain(&it, &names.polarity, action.polarity.as_str())?;
                self.plain(&it, &names.modality, action.modality.as_str())?;
                self.maybe(&it, &names.tense, action.tense.map(crate::graph::Tense::as_str))?;
                self.time(&it, action.time.as_ref())?;
                self.typed(&it, &names.reports, &action.reports.to_string(), xsd::INTEGER)?;
            }
            NodeBody::Statement(statement) => {
                self.words(&it, &names.text, &statement.content, language)?;
                self.plain(&it, &names.quotation, statement.quotation.as_str())?;
                self.maybe(&it, &names.cue, statement.cue.as_deref())?;
                self.plain(&it, &names.stance, statement.stance.as_str())?;
                self.time(&it, statement.time.as_ref())?;
            }
            // The document's own section holds them.
            NodeBody::Document(_) => {}
        }
        self.confidence(&it, node.confidence)?;
        self.relations(&it, node, index)?;
        let spans: BTreeSet<&SpanRef> =
            node.mentions.iter().map(|at| &at.span).chain(node.evidence.iter().map(|at| &at.span)).collect();
        self.denoted(&it, &spans)?;
        if is_claim(node) {
            for at in &node.evidence {
                let evidence = self.evidence_iri(node, at)?;
                self.add(&it, &names.evidence, &evidence)?;
            }
            self.derived(&it, &spans)?;
            let run = self.named("run", self.input.run)?;
            self.add(&it, &names.was_generated_by, &run)?;
        }
        Ok(())
    }

    fn classes(&mut self, it: &NamedNode, node: &Node, index: NodeIndex) -> io::Result<()> {
        let names = self.names;
        let class = match node.kind {
            NodeType::Person => &names.person,
            NodeType::Organization => &names.organization,
            NodeType::Place => &names.place,
            NodeType::Group => &names.group_class,
            NodeType::Thing => &names.thing,
            NodeType::Action => &names.action_class,
            NodeType::Statement => &names.statement_class,
            NodeType::Document => &names.news_article,
        };
        self.add(it, rdf::TYPE, class)?;
        match &node.body {
            NodeBody::Action(action) => {
                self.add(it, rdf::TYPE, &names.event)?;
                let class = NamedNode::new(action_class(&action.action)).map_err(bad)?;
                self.add(it, rdf::TYPE, &class)
            }
            NodeBody::Statement(_) => self.add(it, rdf::TYPE, &names.prov_entity),
            NodeBody::Document(_) => self.add(it, rdf::TYPE, &names.context),
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
                    self.add(it, rdf::TYPE, &names.sem_actor)?;
                }
                if is_where {
                    self.add(it, rdf::TYPE, &names.sem_place)?;
                }
                Ok(())
            }
        }
    }

    /// The plain triples of a node's edges, and what other vocabularies call them.
    fn relations(&mut self, it: &NamedNode, node: &Node, index: NodeIndex) -> io::Result<()> {
        let inner = self.input.graph.petgraph();
        let mut found: Vec<(Relation, u8, &'g Node)> = Vec::new();
        for edge in inner.edges_directed(index, Direction::Outgoing) {
            let (kind, target) = (edge.weight().kind, &inner[edge.target()]);
            found.push((kind, 0, target));
            if self.elsewhere(kind, node.kind, target.kind).is_some() {
                found.push((kind, 1, target));
            }
        }
        // By name; what others call it after all of ours.
        let order = |it: &(Relation, u8, &'g Node)| (it.1, it.0, &it.2.id);
        found.sort_by(|a, b| order(a).cmp(&order(b)));
        found.dedup_by(|a, b| order(a) == order(b));
        let mut actors: BTreeSet<&str> = BTreeSet::new();
        for (kind, elsewhere, target) in found {
            let names = self.names;
            let object = self.iri(target)?;
            let predicate = match elsewhere {
                0 => names.relation(kind),
                // One thing may have several roles, but is an actor once.
                _ => match self.elsewhere(kind, node.kind, target.kind) {
                    Some(name) if *name != names.has_actor || actors.insert(&target.id) => name,
                    _ => continue,
                },
            };
            if matches!(kind, Relation::MentionedIn | Relation::ReportedIn) {
                self.add_in(&target.id, it, predicate, &object)?;
            } else {
                self.add(it, predicate, &object)?;
            }
        }
        Ok(())
    }

    /// What another vocabulary calls a relation between two types of nodes.
    fn elsewhere(&self, relation: Relation, source: NodeType, target: NodeType) -> Option<&'n NamedNode> {
        use NodeType::{Organization, Person, Place};
        let names = self.names;
        match (relation, source, target) {
            (Relation::Agent | Relation::Target | Relation::Recipient | Relation::Partner, NodeType::Action, _) => {
                Some(&names.has_actor)
            }
            (Relation::Place, ..) => Some(&names.has_place),
            (Relation::Part, ..) => Some(&names.has_sub_event),
            (Relation::Speaker, ..) => Some(&names.was_attributed_to),
            (Relation::About, ..) => Some(&names.about),
            (Relation::HoldsRole | Relation::MemberOf, Person | Organization, Organization) => Some(&names.member_of),
            (Relation::PartOf, Organization, Organization) => Some(&names.parent_organization),
            (Relation::PartOf | Relation::LocatedIn, Place, Place) => Some(&names.contained_in_place),
            (Relation::LocatedIn, Organization, Place) => Some(&names.location),
            (Relation::Owns, Person | Organization, _) => Some(&names.owns),
            (Relation::Family, Person, Person) => Some(&names.related_to),
            (Relation::Affiliated, Person, Organization) => Some(&names.affiliation),
            _ => None,
        }
    }

    fn edge(&mut self, source: &Node, edge: &Edge, target: &Node) -> io::Result<()> {
        let names = self.names;
        self.block(edge.evidence.iter().map(|at| at.span.document.as_str()))?;
        let it = self.named("edge", &edge.id)?;
        let (from, to) = (self.iri(source)?, self.iri(target)?);
        self.add(&it, rdf::TYPE, &names.edge_class)?;
        self.add(&it, rdf::SUBJECT, &from)?;
        self.add(&it, rdf::PREDICATE, names.relation(edge.kind))?;
        self.add(&it, rdf::OBJECT, &to)?;
        self.confidence(&it, edge.confidence)?;
        self.maybe(&it, &names.role, edge.role.as_deref())?;
        self.maybe(&it, &names.status, edge.status.map(crate::graph::RoleStatus::as_str))?;
        self.quantity(&it, edge.quantity.as_ref())?;
        self.maybe(&it, &names.reason, edge.reason.as_deref())?;
        let spans = edge.evidence.iter().map(|at| &at.span).collect();
        self.denoted(&it, &spans)?;
        self.derived(&it, &spans)
    }

    /// The evidence of an action or a statement, one resource each: two of them may share a span.
    fn evidence(&mut self, node: &Node) -> io::Result<()> {
        let names = self.names;
        let mut all = Vec::with_capacity(node.evidence.len());
        for at in &node.evidence {
            all.push((self.evidence_iri(node, at)?, at));
        }
        all.sort_by(|a, b| a.0.as_str().cmp(b.0.as_str()));
        all.dedup_by(|a, b| a.0 == b.0);
        for (it, at) in all {
            self.block(std::iter::once(at.span.document.as_str()))?;
            let span = self.span(&at.span.document, at.span.start, at.span.end)?;
            self.add(&it, rdf::TYPE, &names.evidence_class)?;
            self.add(&it, &names.span, &span)?;
            let sentence = at.sentence.as_slice();
            for (name, parts) in [
                (&names.sentence, sentence),
                (&names.trigger, &at.trigger),
                (&names.cue_span, &at.cue),
                (&names.content_span, &at.content),
            ] {
                for part in parts {
                    let span = self.span(&at.span.document, part.start, part.end)?;
                    self.add(&it, name, &span)?;
                }
            }
        }
        Ok(())
    }

    /// Named by what it says, so that it keeps its name when other evidence is added.
    fn evidence_iri(&self, node: &Node, at: &Evidence) -> io::Result<NamedNode> {
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
        let mut name = format!("{}.", node.id);
        for byte in &hash.finalize()[..8] {
            // Writing to a string cannot fail.
            let _ = write!(name, "{byte:02x}");
        }
        self.named("evidence", &name)
    }

    /// Every document, each followed by the spans of its text that anything speaks of.
    fn documents(&mut self) -> io::Result<()> {
        let graph = self.input.graph;
        let inner = graph.petgraph();
        let mut ids: BTreeSet<&str> = graph.documents().iter().map(|document| document.id.as_str()).collect();
        ids.extend(graph.nodes().filter(|node| node.kind == NodeType::Document).map(|node| node.id.as_str()));
        for node in graph.nodes() {
            ids.extend(node.mentions.iter().map(|at| at.span.document.as_str()));
            ids.extend(node.evidence.iter().map(|at| at.span.document.as_str()));
        }
        for (_, edge, _) in graph.edges() {
            ids.extend(edge.evidence.iter().map(|at| at.span.document.as_str()));
        }
        let ids: Vec<&str> = ids.into_iter().collect();
        let uses = uses(graph, &ids);
        let mut left = uses.as_slice();
        for (number, id) in ids.iter().enumerate() {
            let it = self.named("document", id)?;
            let at = graph.documents().binary_search_by(|document| document.id.as_str().cmp(id)).ok();
            let index = graph.index_of(id).filter(|index| inner[*index].kind == NodeType::Document);
            self.document(&it, at.and_then(|at| graph.documents().get(at)), index)?;
            let count = left.partition_point(|at| at.document as usize == number);
            let (own, rest) = left.split_at(count);
            left = rest;
            let text = if own.is_empty() { None } else { (self.input.texts)(id) };
            let text = text.as_deref().map(CodePoints::new);
            for same in own.chunk_by(|a, b| (a.start, a.end) == (b.start, b.end)) {
                self.string(&it, id, text.as_ref(), same)?;
            }
        }
        Ok(())
    }

    fn document(
        &mut self,
        it: &NamedNode,
        record: Option<&DocumentRecord>,
        index: Option<NodeIndex>,
    ) -> io::Result<()> {
        let names = self.names;
        let graph = self.input.graph;
        if let Some(index) = index {
            self.node(&graph.petgraph()[index], index)?;
            let mentioned = graph.petgraph().edges_directed(index, Direction::Incoming);
            let mentioned: BTreeSet<NodeIndex> = mentioned
                .filter(|edge| edge.weight().kind == Relation::MentionedIn)
                .map(|edge| edge.source())
                .collect();
            for entity in mentioned {
                let entity = self.iri(&graph.petgraph()[entity])?;
                self.add(it, &names.mentions, &entity)?;
            }
        } else {
            self.block(record.iter().map(|record| record.id.as_str()))?;
            self.add(it, rdf::TYPE, &names.news_article)?;
            self.add(it, rdf::TYPE, &names.context)?;
        }
        let Some(record) = record else { return Ok(()) };
        if let Some(title) = &record.title {
            self.words(it, &names.headline, title, Some(&record.language))?;
        }
        if let Some(published) = &record.published {
            self.date(it, &names.date_published, published)?;
        }
        self.maybe(it, &names.publisher, record.publisher.as_deref())?;
        for author in &record.authors {
            self.plain(it, &names.author, author)?;
        }
        self.plain(it, &names.in_language, &record.language)?;
        if let Some(url) = &record.url {
            match web_address(url) {
                Some(url) => self.add(it, &names.url, &url)?,
                None => self.plain(it, &names.url, url)?,
            }
        }
        self.plain(it, &names.source, &record.source)?;
        self.plain(it, &names.sha256, &record.sha256)?;
        self.typed(it, &names.length, &record.length.to_string(), xsd::NON_NEGATIVE_INTEGER)
    }

    /// Words in a text: where they stand, and which they are as far as that is known.
    fn string(
        &mut self,
        document: &NamedNode,
        id: &str,
        text: Option<&CodePoints<'_>>,
        same: &[Use],
    ) -> io::Result<()> {
        let names = self.names;
        let Some(&Use { start, end, .. }) = same.first() else { return Ok(()) };
        self.block(std::iter::once(id))?;
        let it = self.span(id, start, end)?;
        let mut texts = BTreeSet::new();
        let mut forms = BTreeSet::new();
        for (node, mention) in same.iter().filter_map(|at| at.mention) {
            let node = self.input.graph.petgraph().node_weight(NodeIndex::new(node as usize));
            if let Some(mention) = node.and_then(|node| node.mentions.get(mention as usize)) {
                texts.insert(mention.text.as_str());
                forms.insert(mention.form);
            }
        }
        self.add(&it, rdf::TYPE, &names.offset_based_string)?;
        if texts.is_empty() {
            texts.extend(text.and_then(|text| text.slice(start, end)));
        } else {
            self.add(&it, rdf::TYPE, &names.phrase)?;
        }
        self.typed(&it, &names.begin_index, &start.to_string(), xsd::NON_NEGATIVE_INTEGER)?;
        self.typed(&it, &names.end_index, &end.to_string(), xsd::NON_NEGATIVE_INTEGER)?;
        self.add(&it, &names.reference_context, document)?;
        for text in texts {
            self.plain(&it, &names.anchor_of, text)?;
        }
        for form in forms {
            self.plain(&it, &names.form, form.as_str())?;
        }
        Ok(())
    }

    /// What made the graph.
    fn made_by(&mut self) -> io::Result<()> {
        let names = self.names;
        self.block(std::iter::empty())?;
        let it = self.named("run", self.input.run)?;
        let agent = NamedNode::new(format!("{}#software", it.as_str())).map_err(bad)?;
        self.add(&it, rdf::TYPE, &names.prov_activity)?;
        self.add(&it, &names.was_associated_with, &agent)?;
        self.add(&agent, rdf::TYPE, &names.software_agent)?;
        self.plain(&agent, &names.schema_name, "newsloom")?;
        self.plain(&agent, &names.software_version, env!("CARGO_PKG_VERSION"))
    }

    fn denoted(&mut self, it: &NamedNode, spans: &BTreeSet<&SpanRef>) -> io::Result<()> {
        for at in spans {
            let span = self.span(&at.document, at.start, at.end)?;
            self.add_in(&at.document, it, &self.names.denoted_by, &span)?;
        }
        Ok(())
    }

    fn derived(&mut self, it: &NamedNode, spans: &BTreeSet<&SpanRef>) -> io::Result<()> {
        let documents: BTreeSet<&str> = spans.iter().map(|span| span.document.as_str()).collect();
        for id in documents {
            let document = self.named("document", id)?;
            self.add_in(id, it, &self.names.was_derived_from, &document)?;
        }
        Ok(())
    }

    fn time(&mut self, it: &NamedNode, time: Option<&Time>) -> io::Result<()> {
        let names = self.names;
        let Some(time) = time else { return Ok(()) };
        self.plain(it, &names.time_text, &time.text)?;
        if let Some(value) = &time.value {
            self.plain(it, &names.time_value, value)?;
            if let Some((begin, end)) = value.split_once('/') {
                self.stamp(it, &names.has_begin_time_stamp, begin)?;
                self.stamp(it, &names.has_end_time_stamp, end)?;
            } else {
                self.stamp(it, &names.has_time_stamp, value)?;
            }
        }
        for (name, day) in
            [(&names.has_earliest_begin_time_stamp, &time.earliest), (&names.has_latest_end_time_stamp, &time.latest)]
        {
            if let Some(day) = day {
                self.stamp(it, name, day)?;
            }
        }
        Ok(())
    }

    /// A time stamp, if the value fits a type of XML Schema: an EDTF value may say more than one can.
    fn stamp(&mut self, it: &NamedNode, name: &NamedNode, value: &str) -> io::Result<()> {
        date_type(value).map_or(Ok(()), |of| self.typed(it, name, value, of))
    }

    /// A date with its type, or as it stands when it is none.
    fn date(&mut self, it: &NamedNode, name: &NamedNode, value: &str) -> io::Result<()> {
        match date_type(value) {
            Some(of) => self.typed(it, name, value, of),
            None => self.plain(it, name, value),
        }
    }

    fn quantity(&mut self, it: &NamedNode, quantity: Option<&QuantityValue>) -> io::Result<()> {
        let names = self.names;
        let Some(quantity) = quantity else { return Ok(()) };
        let mut value = quantity.value.to_string();
        if !value.contains('.') {
            value.push_str(".0");
        }
        self.typed(it, &names.quantity_value, &value, xsd::DECIMAL)?;
        self.maybe(it, &names.quantity_unit, quantity.unit.as_deref())?;
        self.maybe(it, &names.quantity_comparator, quantity.comparator.as_deref())?;
        self.plain(it, &names.quantity_text, &quantity.text)
    }

    fn confidence(&mut self, it: &NamedNode, confidence: Confidence) -> io::Result<()> {
        let percent = confidence.percent();
        let value = format!("{}.{:02}", percent / 100, percent % 100);
        self.typed(it, &self.names.confidence, &value, xsd::DECIMAL)
    }

    /// An identifier elsewhere: an address where it is one. Not `owl:sameAs`, because a link may be wrong.
    fn identifier(&mut self, it: &NamedNode, id: &str) -> io::Result<()> {
        let wikidata = id.strip_prefix("wikidata:").unwrap_or(id);
        let number = wikidata.strip_prefix('Q').unwrap_or("");
        let address = if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) {
            NamedNode::new(format!("http://www.wikidata.org/entity/{wikidata}")).ok()
        } else {
            web_address(id)
        };
        match address {
            Some(address) => self.add(it, &self.names.same_as, &address),
            None => self.plain(it, &self.names.identifier, id),
        }
    }

    fn plain<'p>(&mut self, it: &NamedNode, name: impl Into<NamedNodeRef<'p>>, value: &str) -> io::Result<()> {
        self.add(it, name, LiteralRef::new_simple_literal(value))
    }

    fn maybe(&mut self, it: &NamedNode, name: &NamedNode, value: Option<&str>) -> io::Result<()> {
        value.map_or(Ok(()), |value| self.plain(it, name, value))
    }

    fn typed(&mut self, it: &NamedNode, name: &NamedNode, value: &str, of: NamedNodeRef<'_>) -> io::Result<()> {
        self.add(it, name, LiteralRef::new_typed_literal(value, of))
    }

    /// Words of a language, where it is known and has a proper tag.
    fn words<'p>(
        &mut self,
        it: &NamedNode,
        name: impl Into<NamedNodeRef<'p>>,
        value: &str,
        language: Option<&str>,
    ) -> io::Result<()> {
        let tag = language.map(|language| language.replace('_', "-"));
        match tag.and_then(|tag| Literal::new_language_tagged_literal(value, tag).ok()) {
            Some(words) => self.add(it, name, &words),
            None => self.plain(it, name, value),
        }
    }

    fn add<'p, 'o>(
        &mut self,
        it: &NamedNode,
        name: impl Into<NamedNodeRef<'p>>,
        object: impl Into<TermRef<'o>>,
    ) -> io::Result<()> {
        let triple = TripleRef { subject: it.into(), predicate: name.into(), object: object.into() };
        if W::NAMED {
            self.waiting.push(Waiting { graph: None, triple: triple.into_owned() });
            return Ok(());
        }
        self.sink.triple(triple, None)
    }

    /// As [`Out::add`], for the graph of one document.
    fn add_in(&mut self, document: &str, it: &NamedNode, name: &NamedNode, object: &NamedNode) -> io::Result<()> {
        self.add(it, name, object)?;
        if W::NAMED {
            let graph = self.named("graph", document)?;
            if let Some(waiting) = self.waiting.last_mut() {
                waiting.graph = Some(graph);
            }
        }
        Ok(())
    }

    /// Begins a block that stands in the graphs of some documents, or else in that of entities.
    fn block<'d>(&mut self, documents: impl Iterator<Item = &'d str>) -> io::Result<()> {
        if !W::NAMED {
            return Ok(());
        }
        self.flush()?;
        let documents: BTreeSet<&str> = documents.collect();
        for document in documents {
            let graph = self.named("graph", document)?;
            self.graphs.push(graph);
        }
        if self.graphs.is_empty() {
            let graph = self.named("graph", "entities")?;
            self.graphs.push(graph);
        }
        Ok(())
    }

    /// Writes what waits, graph by graph.
    fn flush(&mut self) -> io::Result<()> {
        let waiting = std::mem::take(&mut self.waiting);
        let mut graphs: BTreeSet<NamedNode> = std::mem::take(&mut self.graphs).into_iter().collect();
        let common = graphs.clone();
        graphs.extend(waiting.iter().filter_map(|it| it.graph.clone()));
        for graph in &graphs {
            let fits = |it: &&Waiting| it.graph.as_ref().map_or_else(|| common.contains(graph), |own| own == graph);
            for it in waiting.iter().filter(fits) {
                self.sink.triple(it.triple.as_ref(), Some(graph))?;
            }
        }
        Ok(())
    }

    /// The language of the first document that speaks of a node.
    fn language(&self, node: &Node) -> Option<&'g str> {
        let documents = self.input.graph.documents();
        let first = node.mentions.first().map(|at| &at.span).or_else(|| node.evidence.first().map(|at| &at.span));
        let id = first.map_or(&node.id, |span| &span.document);
        let at = documents.binary_search_by(|document| document.id.cmp(id)).ok()?;
        documents.get(at).map(|document| document.language.as_str())
    }

    fn iri(&self, node: &Node) -> io::Result<NamedNode> {
        let segment = match node.kind {
            NodeType::Action => "action",
            NodeType::Statement => "statement",
            NodeType::Document => "document",
            _ => "entity",
        };
        self.named(segment, &node.id)
    }

    fn named(&self, segment: &str, id: &str) -> io::Result<NamedNode> {
        NamedNode::new([self.input.base, segment, "/", id].concat()).map_err(bad)
    }

    fn span(&self, document: &str, start: usize, end: usize) -> io::Result<NamedNode> {
        NamedNode::new(format!("{}document/{document}#char={start},{end}", self.input.base)).map_err(bad)
    }
}

/// Whether a node is an action or a statement: what evidence and a run stand behind.
const fn is_claim(node: &Node) -> bool {
    matches!(node.kind, NodeType::Action | NodeType::Statement)
}

/// The pieces of an evidence that the file speaks of: all where it is that of an action or a statement.
fn pieces(at: &Evidence, of_claim: bool) -> impl Iterator<Item = Chars> {
    let parts = at.sentence.iter().chain(&at.trigger).chain(&at.cue).chain(&at.content).copied();
    let whole = Chars { start: at.span.start, end: at.span.end };
    std::iter::once(whole).chain(parts.filter(move |_| of_claim))
}

/// Every span of the graph, by document (its place in `ids`), then by place.
fn uses(graph: &Graph, ids: &[&str]) -> Vec<Use> {
    let mut uses = Vec::new();
    let mut add = |document: &str, Chars { start, end }, mention| {
        if let Ok(document) = ids.binary_search(&document) {
            uses.push(Use { document: document as u32, start, end, mention });
        }
    };
    for (number, node) in graph.nodes().enumerate() {
        for (which, Mention { span, .. }) in node.mentions.iter().enumerate() {
            let words = Chars { start: span.start, end: span.end };
            add(&span.document, words, Some((number as u32, which as u32)));
        }
        for at in &node.evidence {
            pieces(at, is_claim(node)).for_each(|part| add(&at.span.document, part, None));
        }
    }
    for at in graph.edges().flat_map(|(_, edge, _)| &edge.evidence) {
        pieces(at, false).for_each(|part| add(&at.span.document, part, None));
    }
    uses.sort_unstable();
    uses
}

/// An address of the web as RDF allows it: what no address may hold is percent-encoded.
fn web_address(text: &str) -> Option<NamedNode> {
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
    NamedNode::new(repaired).ok()
}

/// The type of XML Schema that fits a date of ISO 8601 as precisely as it is written.
fn date_type(value: &str) -> Option<NamedNodeRef<'static>> {
    let shape: String = value.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    match shape.as_str() {
        "0000" => (value != "0000").then_some(xsd::G_YEAR),
        "0000-00" => format!("{value}-01").parse::<jiff::civil::Date>().ok().map(|_| xsd::G_YEAR_MONTH),
        "0000-00-00" => value.parse::<jiff::civil::Date>().ok().map(|_| xsd::DATE),
        _ => {
            let time = shape.strip_prefix("0000-00-00T00:00:00")?;
            let time = time.strip_prefix('.').map_or(time, |fraction| fraction.trim_start_matches('0'));
            let zoned = matches!(time, "Z" | "+00:00" | "-00:00");
            let proper = if zoned {
                value.parse::<jiff::Timestamp>().is_ok()
            } else {
                time.is_empty() && value.parse::<jiff::civil::DateTime>().is_ok()
            };
            (proper && !value.ends_with('.') && !value.contains(".Z")).then_some(xsd::DATE_TIME)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_have_the_type_of_their_precision() {
        let name = |value| date_type(value).map(|of| of.as_str().rsplit('#').next().unwrap().to_owned());
        assert_eq!(name("2025").as_deref(), Some("gYear"));
        assert_eq!(name("2025-04").as_deref(), Some("gYearMonth"));
        assert_eq!(name("2025-04-16").as_deref(), Some("date"));
        assert_eq!(name("2025-04-16T10:00:00").as_deref(), Some("dateTime"));
        assert_eq!(name("2025-04-16T10:00:00.25Z").as_deref(), Some("dateTime"));
        assert_eq!(name("2025-04-16T10:00:00+02:00").as_deref(), Some("dateTime"));
        for none in
            ["", "2025-13", "2025-02-30", "XXXX-04-16", "2025-04-16T25:00:00Z", "20250416", "2025-04-16T10:00:00.Z"]
        {
            assert_eq!(name(none), None, "{none}");
        }
    }

    #[test]
    fn addresses_are_repaired_not_trusted() {
        let text = |url| web_address(url).map(NamedNode::into_string);
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
