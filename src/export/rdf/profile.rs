//! What is said only when a profile asks for it.

use petgraph::graph::NodeIndex;

use crate::export::rdf::Syntax;
use crate::export::rdf::Walk;
use crate::export::rdf::date_type;
use crate::export::rdf::iri;
use crate::export::rdf::is_claim;
use crate::export::rdf::span;
use crate::export::rdf::term::Iri;
use crate::export::rdf::term::Literal;
use crate::export::rdf::term::Object;
use crate::export::rdf::term::Place;
use crate::export::rdf::term::Triple;
use crate::export::vocabulary as v;
use crate::export::vocabulary::Name;
use crate::graph::Action;
use crate::graph::Modality;
use crate::graph::Node;
use crate::graph::NodeBody;
use crate::graph::Polarity;
use crate::graph::SpanRef;
use crate::graph::Time;
use crate::graph::view;
use crate::ontology;
use crate::text::CodePoints;

/// So many characters before and after quoted words are kept, to find them in a text that has changed.
const AROUND: usize = 32;

impl<'g, S: Syntax> Walk<'_, 'g, S> {
    /// What profiles say of a node, after all else. `spans` are those of its mentions and evidence.
    pub(super) fn of_profiles(&mut self, node: &'g Node, index: NodeIndex, spans: &[&SpanRef]) {
        let it = iri(node);
        match &node.body {
            NodeBody::Action(action) => {
                if self.rdf12 || self.shortcuts {
                    self.parties(it, action, index);
                }
                self.when(node, true, action.time.as_ref());
            }
            NodeBody::Statement(statement) => self.when(node, false, statement.time.as_ref()),
            NodeBody::Entity(_) | NodeBody::Document(_) => {}
        }
        if self.annotations {
            let motivation = if is_claim(node) { v::OA_DESCRIBING } else { v::OA_IDENTIFYING };
            self.annotate(&node.id, it, motivation, spans);
        }
    }

    /// Who does it to whom in one triple: spoken of by the action, and told where it is a fact.
    fn parties(&mut self, it: Iri<'_>, action: &Action, index: NodeIndex) {
        let graph = self.input.graph;
        if ontology::get().action(&action.action).is_none() {
            return;
        }
        let fact =
            action.polarity == Polarity::Affirmed && action.modality == Modality::Actual && !graph.is_claimed(index);
        let (agents, others) = view::parties(graph, index, |node| node.kind.is_entity());
        let act = Iri::Act(&action.action);
        let of = |node: &NodeIndex| iri(&graph.petgraph()[*node]);
        let pairs = || agents.iter().flat_map(|(agent, _)| others.iter().map(|(other, _)| (of(agent), of(other))));
        if self.rdf12 {
            for (agent, other) in pairs() {
                self.add(it, v::REIFIES, Object::Triple(agent, act, other));
            }
        }
        if self.shortcuts && fact {
            for (agent, other) in pairs() {
                self.tell(&Triple { subject: agent, predicate: act, object: other.into() });
            }
        }
    }

    /// Annotations that words denote a thing.
    pub(super) fn annotate(&mut self, id: &str, thing: Iri<'_>, motivation: Name, spans: &[&SpanRef]) {
        for at in spans {
            let it = Iri::Annotation(id, Place { document: &at.document, start: at.start, end: at.end });
            self.add_in(&at.document, it, v::TYPE, v::OA_ANNOTATION);
            self.add_in(&at.document, it, v::OA_MOTIVATION, motivation);
            self.add_in(&at.document, it, v::OA_BODY, thing);
            self.add_in(&at.document, it, v::OA_TARGET, span(at));
        }
    }

    /// How words are found: by their place, and by what they are with what stands around them.
    pub(super) fn selectors(
        &mut self,
        document: Iri<'_>,
        at: Place<'_>,
        text: Option<&CodePoints<'_>>,
        words: Option<&str>,
    ) {
        let it = Iri::Span(at);
        let (position, quote) = (Iri::Selector(at, "position"), Iri::Selector(at, "quote"));
        let exact = text.and_then(|text| text.slice(at.start, at.end)).or(words);
        self.add(it, v::TYPE, v::OA_RESOURCE);
        self.add(it, v::OA_SOURCE, document);
        self.add(it, v::OA_SELECTOR, position);
        if exact.is_some() {
            self.add(it, v::OA_SELECTOR, quote);
        }
        self.add(position, v::TYPE, v::OA_POSITION);
        self.add(position, v::OA_START, Literal::Count(at.start, v::XSD_NON_NEGATIVE_INTEGER));
        self.add(position, v::OA_END, Literal::Count(at.end, v::XSD_NON_NEGATIVE_INTEGER));
        let Some(exact) = exact else { return };
        self.add(quote, v::TYPE, v::OA_QUOTE);
        self.plain(quote, v::OA_EXACT, exact);
        let before = text.and_then(|text| text.slice(at.start.saturating_sub(AROUND), at.start));
        let after = text.and_then(|text| text.slice(at.end, at.end.saturating_add(AROUND).min(text.len())));
        self.maybe(quote, v::OA_PREFIX, before);
        self.maybe(quote, v::OA_SUFFIX, after);
    }

    /// When a node happens, as OWL-Time has it: a moment, or from the first day to the last.
    fn when(&mut self, node: &'g Node, is_event: bool, time: Option<&Time>) {
        let Some(time) = time.filter(|_| self.times) else { return };
        let it = Iri::Time(&node.id, "");
        let whole = time.value.as_deref().unwrap_or_default();
        let (first, last) = whole.split_once('/').unwrap_or((whole, whole));
        let first = time.earliest.as_deref().into_iter().chain([first]).find_map(moment);
        let last = time.latest.as_deref().into_iter().chain([last]).find_map(moment);
        let instant = moment(whole).filter(|(name, _)| *name == v::TIME_STAMP);
        self.add(iri(node), v::TIME_HAS, it);
        if is_event {
            self.add(iri(node), v::HAS_TIME, it);
            self.add(it, v::TYPE, v::SEM_TIME);
        }
        let class = match (instant, first, last) {
            (Some(_), ..) => v::TIME_INSTANT,
            (None, None, None) => v::TIME_ENTITY,
            _ => v::TIME_INTERVAL,
        };
        self.add(it, v::TYPE, class);
        self.plain(it, v::LABEL, &time.text);
        if let Some((name, literal)) = instant {
            self.add(it, name, literal);
            return;
        }
        for (name, part, end) in [(v::TIME_BEGINNING, ".begin", first), (v::TIME_END, ".end", last)] {
            let Some((stamp, literal)) = end else { continue };
            let end = Iri::Time(&node.id, part);
            self.add(it, name, end);
            self.add(end, v::TYPE, v::TIME_INSTANT);
            self.add(end, stamp, literal);
        }
    }
}

/// How OWL-Time says when a moment is, as precisely as a date is written; a time of day without a zone is no moment.
fn moment(value: &str) -> Option<(Name, Literal<'_>)> {
    let of = date_type(value)?;
    if of == v::XSD_DATE_TIME {
        return if value.parse::<jiff::Timestamp>().is_ok() {
            Some((v::TIME_STAMP, Literal::Typed(value, v::XSD_DATE_TIME_STAMP)))
        } else {
            value.get(..10).map(|day| (v::TIME_DATE, Literal::Typed(day, v::XSD_DATE)))
        };
    }
    let name = match of {
        v::XSD_G_YEAR => v::TIME_YEAR,
        v::XSD_G_YEAR_MONTH => v::TIME_MONTH,
        _ => v::TIME_DATE,
    };
    Some((name, Literal::Typed(value, of)))
}
