//! What one document adds to the graph: a pure function of the document.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use super::account::Account;
use super::account::Described;
use super::account::Named;
use super::model::Action;
use super::model::Chars;
use super::model::Confidence;
use super::model::DocumentFields;
use super::model::DocumentRecord;
use super::model::Edge;
use super::model::Entity;
use super::model::Evidence;
use super::model::Mention;
use super::model::Node;
use super::model::NodeBody;
use super::model::QuantityValue;
use super::model::SpanRef;
use super::model::Statement;
use super::model::Time;
use crate::annotate::Annotated;
use crate::document::BlockKind;
use crate::mention::ActionMention;
use crate::mention::Chain;
use crate::mention::Filler;
use crate::mention::Matter;
use crate::mention::Mentions;
use crate::mention::Object;
use crate::mention::StatementMention;
use crate::ontology;
use crate::ontology::Form;
use crate::ontology::Modality;
use crate::ontology::NodeType;
use crate::ontology::Polarity;
use crate::ontology::Relation;
use crate::ontology::Stance;
use crate::text::CodePoints;
use crate::text::Span;
use crate::text::id;

/// One document's nodes and edges, with ids that other documents can share.
#[derive(Debug, Clone, PartialEq)]
pub struct Contribution {
    /// The article.
    pub document: DocumentRecord,
    /// Its nodes, the article itself included.
    pub nodes: Vec<Node>,
    /// Its edges with the ids of their ends.
    pub edges: Vec<(String, String, Edge)>,
    /// What each voice says of each action, in the order of the text.
    pub(super) accounts: Vec<Account>,
}

/// Turns byte offsets of one document into the graph's spans.
struct Places<'a> {
    doc: &'a Annotated,
    points: CodePoints<'a>,
}

impl Places<'_> {
    fn chars(&self, span: Span) -> Chars {
        Chars { start: self.points.at(span.start), end: self.points.at(span.end) }
    }

    fn span(&self, span: Span) -> SpanRef {
        let chars = self.chars(span);
        SpanRef { document: self.doc.document.id.clone(), start: chars.start, end: chars.end }
    }

    fn text(&self, span: Span) -> String {
        span.of(&self.doc.document.text).to_owned()
    }

    fn sentence(&self, at: usize) -> Option<Chars> {
        self.doc.sentences.get(at).map(|sentence| self.chars(sentence.span))
    }

    fn all(&self, spans: &[Span]) -> Vec<Chars> {
        spans.iter().map(|&span| self.chars(span)).collect()
    }

    fn time(&self, at: Option<usize>) -> Option<Time> {
        let time = self.doc.times.get(at?)?;
        Some(Time {
            text: self.text(time.span),
            value: time.value.clone(),
            earliest: time.earliest.clone(),
            latest: time.latest.clone(),
        })
    }

    fn quantity(&self, at: Option<usize>) -> Option<QuantityValue> {
        let quantity = self.doc.quantities.get(at?)?;
        quantity.value.is_finite().then(|| QuantityValue {
            value: quantity.value,
            unit: quantity.unit.clone(),
            comparator: quantity.comparator.map(str::to_owned),
            text: self.text(quantity.span),
        })
    }

    /// Evidence for an edge: the words between its ends, within their sentence.
    fn edge(&self, span: Span, sentence: usize) -> Vec<Evidence> {
        vec![Evidence {
            span: self.span(span),
            sentence: self.sentence(sentence),
            trigger: Vec::new(),
            cue: Vec::new(),
            content: Vec::new(),
        }]
    }
}

/// Words on one line, single spaces, at most `limit` characters.
fn short(text: &str, limit: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= limit {
        return line;
    }
    let mut cut: String = line.chars().take(limit.saturating_sub(1)).collect();
    cut.truncate(cut.trim_end().len());
    cut.push('…');
    cut
}

/// The id of an edge.
pub(super) fn edge_id(source: &str, kind: Relation, target: &str, role: &str) -> String {
    id::make('r', &[source, kind.as_str(), target, role])
}

impl Contribution {
    /// What a document and its mentions add to the graph.
    ///
    /// # Cost
    ///
    /// O(n log n) in the mentions.
    pub fn new(doc: &Annotated, mentions: &Mentions) -> Self {
        let places = Places { doc, points: CodePoints::new(&doc.document.text) };
        let mut build = Build {
            places,
            mentions,
            nodes: Vec::new(),
            edges: BTreeMap::new(),
            chains: Vec::new(),
            actions: Vec::new(),
            statements: Vec::new(),
        };
        build.document();
        build.entities();
        build.actions();
        build.statements();
        build.facts();
        let document = DocumentRecord::of(&doc.document);
        // Once at the end: an edge said ten thousand times is sorted once.
        let sorted = |(source, target, mut edge): (String, String, Edge)| {
            edge.evidence.sort();
            edge.evidence.dedup();
            (source, target, edge)
        };
        let accounts = build.accounts(&document);
        let edges = build.edges.into_values().map(sorted).collect();
        Self { document, nodes: build.nodes, edges, accounts }
    }
}

struct Build<'a> {
    places: Places<'a>,
    mentions: &'a Mentions,
    nodes: Vec<Node>,
    /// By id, so that one edge said twice has two evidences.
    edges: BTreeMap<String, (String, String, Edge)>,
    /// Id of each chain.
    chains: Vec<String>,
    /// Id of each action.
    actions: Vec<String>,
    /// Id of each statement.
    statements: Vec<String>,
}

impl Build<'_> {
    fn id(&self) -> &str {
        &self.places.doc.document.id
    }

    /// The article itself rests on its title, else on its first block.
    fn document(&mut self) {
        let document = &self.places.doc.document;
        let title = document.blocks.iter().find(|block| block.kind == BlockKind::Title).or(document.blocks.first());
        let span = title.map_or(Span::new(0, document.text.len()), |block| block.span);
        let label = document.title.clone().unwrap_or_else(|| short(span.of(&document.text), 120));
        let label = if label.trim().is_empty() { document.source.clone() } else { label };
        let evidence = Evidence {
            span: self.places.span(span),
            sentence: None,
            trigger: Vec::new(),
            cue: Vec::new(),
            content: Vec::new(),
        };
        self.nodes.push(Node {
            id: document.id.clone(),
            kind: NodeType::Document,
            label: if label.trim().is_empty() { document.id.clone() } else { label },
            confidence: Confidence::new(100),
            mentions: Vec::new(),
            evidence: vec![evidence],
            body: NodeBody::Document(DocumentFields {
                source: document.source.clone(),
                published: document.published.clone(),
                publisher: document.publisher.clone(),
                url: document.url.clone(),
            }),
        });
    }

    fn add_edge(&mut self, source: &str, target: &str, edge: Edge) {
        if source == target {
            return;
        }
        match self.edges.get_mut(&edge.id) {
            Some((_, _, known)) => {
                known.evidence.extend(edge.evidence);
                known.confidence = known.confidence.max(edge.confidence);
            }
            None => {
                self.edges.insert(edge.id.clone(), (source.to_owned(), target.to_owned(), edge));
            }
        }
    }

    fn plain_edge(&mut self, source: &str, kind: Relation, target: &str, evidence: Vec<Evidence>, confidence: u8) {
        let edge = Edge {
            id: edge_id(source, kind, target, ""),
            kind,
            confidence: Confidence::new(confidence),
            evidence,
            role: None,
            status: None,
            quantity: None,
            reason: None,
        };
        self.add_edge(source, target, edge);
    }

    fn entities(&mut self) {
        let actors = self.acting();
        let mut here: Vec<Vec<Mention>> = vec![Vec::new(); self.mentions.chains.len()];
        // The first description of each chain, without what belongs to it.
        let mut first: Vec<Option<Span>> = vec![None; self.mentions.chains.len()];
        for mention in &self.mentions.entities {
            if let Some(slot) = first.get_mut(mention.chain).filter(|_| mention.form == Form::Nominal) {
                slot.get_or_insert(mention.span);
            }
            let one = Mention {
                span: self.places.span(mention.phrase),
                text: self.places.text(mention.phrase),
                form: mention.form,
                sieve: mention.sieve,
            };
            if let Some(list) = here.get_mut(mention.chain) {
                list.push(one);
            }
        }
        let mut used: BTreeSet<String> = BTreeSet::new();
        for (at, ((chain, mentions), first)) in self.mentions.chains.iter().zip(here).zip(first).enumerate() {
            let mut id = self.entity_id(chain, first);
            if chain.key.is_none() && !used.insert(id.clone()) {
                // Two that are called alike but are not the same: the place of the first mention tells them apart.
                let place = mentions.first().map_or(0, |mention| mention.span.start).to_string();
                id = id::make('e', &[&id, &place]);
            }
            let evidence: Vec<Evidence> = mentions
                .iter()
                .map(|mention| Evidence {
                    span: mention.span.clone(),
                    sentence: None,
                    trigger: Vec::new(),
                    cue: Vec::new(),
                    content: Vec::new(),
                })
                .collect();
            let body = NodeBody::Entity(Entity {
                aliases: chain.aliases.clone(),
                kind: chain.kind.clone(),
                // A group may have a country and a gender too, but the contract gives them to none but these.
                gender: chain.gender.filter(|_| chain.node_type == NodeType::Person).map(str::to_owned),
                country: chain.country.clone().filter(|_| chain.node_type == NodeType::Place),
                actor: chain.node_type == NodeType::Place && actors.contains(&at),
                size: self.places.quantity(chain.size).filter(|_| chain.node_type == NodeType::Group),
                ids: Vec::new(),
                merged: Vec::new(),
            });
            self.nodes.push(Node {
                id: id.clone(),
                kind: chain.node_type,
                label: chain.label.clone(),
                confidence: Confidence::new(chain.confidence),
                mentions,
                evidence: Vec::new(),
                body,
            });
            let document = self.id().to_owned();
            self.plain_edge(&id, Relation::MentionedIn, &document, evidence, chain.confidence);
            self.chains.push(id);
        }
    }

    /// Chains that do something or say something.
    fn acting(&self) -> Vec<usize> {
        let agents =
            self.mentions.actions.iter().flat_map(|action| &action.roles).filter_map(|role| match role.filler {
                Filler::Chain(chain) if role.relation == Relation::Agent => Some(chain),
                _ => None,
            });
        let speakers = self.mentions.statements.iter().flat_map(|said| &said.parties);
        agents.chain(speakers.filter(|party| party.0 == Relation::Speaker).map(|party| party.1)).collect()
    }

    /// Names are shared by all documents, descriptions belong to theirs.
    fn entity_id(&self, chain: &Chain, first: Option<Span>) -> String {
        let kind = chain.node_type.as_str();
        if let Some(key) = &chain.key {
            id::make('e', &[kind, &key.to_lowercase()])
        } else {
            let first = first.map(|span| self.places.text(span)).unwrap_or_default();
            let label = chain.label.to_lowercase();
            id::make('e', &[kind, self.id(), &label, &first.to_lowercase()])
        }
    }

    fn actions(&mut self) {
        let all = &self.mentions.actions;
        let own: Vec<String> = all.iter().map(|action| self.action_id(action)).collect();
        // Mentions of one event are one node, named after the one that stands for it.
        let ids: Vec<String> =
            all.iter().zip(&own).map(|(action, id)| own.get(action.event).unwrap_or(id).clone()).collect();
        let mut nodes: BTreeMap<String, Node> = BTreeMap::new();
        for (action, id) in self.mentions.actions.iter().zip(&ids) {
            let evidence = self.action_evidence(action);
            if let Some(node) = nodes.get_mut(id) {
                node.evidence.push(evidence);
                node.confidence = node.confidence.max(Confidence::new(action.confidence));
            } else {
                let node = self.action_node(all.get(action.event).unwrap_or(action), id, evidence);
                nodes.insert(id.clone(), node);
            }
        }
        for (id, mut node) in nodes {
            node.evidence.sort();
            node.evidence.dedup();
            let document = self.id().to_owned();
            self.plain_edge(&id, Relation::ReportedIn, &document, node.evidence.clone(), node.confidence.percent());
            self.nodes.push(node);
        }
        for (action, id) in self.mentions.actions.iter().zip(&ids) {
            for role in &action.roles {
                let target = match role.filler {
                    Filler::Chain(chain) => self.chains.get(chain),
                    Filler::Action(other) => ids.get(other),
                };
                let Some(target) = target.cloned() else { continue };
                let trigger = action.trigger.iter().copied().fold(role.span, Span::join);
                let edge = Edge {
                    id: edge_id(id, role.relation, &target, ""),
                    kind: role.relation,
                    confidence: Confidence::new(role.confidence),
                    evidence: self.places.edge(trigger, action.sentence),
                    role: None,
                    status: None,
                    quantity: self.places.quantity(role.quantity),
                    reason: None,
                };
                self.add_edge(id, &target, edge);
            }
        }
        self.actions = ids;
    }

    fn action_evidence(&self, action: &ActionMention) -> Evidence {
        Evidence {
            span: self.places.span(action.span),
            sentence: self.places.sentence(action.sentence),
            trigger: self.places.all(&action.trigger),
            cue: self.places.all(&action.cue),
            content: Vec::new(),
        }
    }

    fn action_node(&self, action: &ActionMention, id: &str, evidence: Evidence) -> Node {
        Node {
            id: id.to_owned(),
            kind: NodeType::Action,
            label: self.action_label(action),
            confidence: Confidence::new(action.confidence),
            mentions: Vec::new(),
            evidence: vec![evidence],
            body: NodeBody::Action(Action {
                predicate: action.predicate.clone(),
                action: action.action.clone(),
                category: action.category.clone(),
                polarity: action.polarity,
                modality: action.modality,
                tense: action.tense,
                time: self.places.time(action.time),
                reports: 1,
                merged: Vec::new(),
            }),
        }
    }

    /// What an action is: its type, status, day and parties. Without parties that other documents know,
    /// or without a day, it stays in its document.
    fn action_id(&self, action: &ActionMention) -> String {
        let mut parties: Vec<String> = Vec::new();
        let mut named = 0;
        for role in &action.roles {
            if let Filler::Chain(chain) = role.filler
                && let Some(id) = self.chains.get(chain)
            {
                parties.push(format!("{}:{id}", role.relation.as_str()));
                let both = matches!(
                    role.relation,
                    Relation::Agent | Relation::Target | Relation::Partner | Relation::Recipient
                );
                named += usize::from(both && self.mentions.chains[chain].key.is_some());
            }
        }
        parties.sort();
        parties.dedup();
        let time = action.time.and_then(|at| self.places.doc.times.get(at));
        let day = time
            .filter(|time| time.earliest.is_some() && time.earliest == time.latest)
            .and_then(|time| time.value.as_deref());
        let shared = named >= 2 && day.is_some() && action.action != "other" && action.modality == Modality::Actual;
        let home = if shared { "" } else { self.id() };
        let kind = if action.action == "other" { action.predicate.as_str() } else { action.action.as_str() };
        let when = time.and_then(|time| time.value.as_deref()).unwrap_or_default();
        let sentence = if parties.is_empty() {
            self.places.doc.sentences.get(action.sentence).map_or(Span::default(), |one| one.span)
        } else {
            Span::default()
        };
        let sentence = self.places.text(sentence);
        let parties = parties.join(" ");
        id::make('a', &[home, kind, action.polarity.as_str(), action.modality.as_str(), when, &parties, &sentence])
    }

    /// "Mexico rejects Norway": who, the words of the predicate with what weakens it, whom.
    fn action_label(&self, action: &ActionMention) -> String {
        let name = |relation: Relation| {
            let all: Vec<&str> = action
                .roles
                .iter()
                .filter(|role| role.relation == relation)
                .filter_map(|role| match role.filler {
                    Filler::Chain(chain) => self.mentions.chains.get(chain).map(|chain| chain.label.as_str()),
                    Filler::Action(_) => None,
                })
                .collect();
            let mut unique: Vec<&str> = Vec::new();
            for one in all {
                if !unique.contains(&one) {
                    unique.push(one);
                }
            }
            (!unique.is_empty())
                .then(|| unique.into_iter().take(2).map(|one| short(one, 40)).collect::<Vec<_>>().join(" and "))
        };
        let mut words: Vec<Span> = action.trigger.iter().chain(action.cue.iter()).copied().collect();
        words.sort();
        let start = action.trigger.iter().map(|span| span.start).min().unwrap_or(0);
        words.retain(|span| span.start + 40 >= start && span.end <= start + 60);
        let verb = words.iter().map(|&span| self.places.text(span)).collect::<Vec<_>>().join(" ");
        let object = name(Relation::Target)
            .or_else(|| name(Relation::Partner))
            .or_else(|| name(Relation::Recipient))
            .or_else(|| name(Relation::Topic));
        let parts: Vec<String> = [name(Relation::Agent), Some(verb), object].into_iter().flatten().collect();
        let label = short(&parts.join(" "), 120);
        if label.is_empty() { action.predicate.clone() } else { label }
    }

    fn statements(&mut self) {
        let doc_id = self.id().to_owned();
        for said in &self.mentions.statements {
            let content = said.content.iter().map(|&span| self.places.text(span)).collect::<Vec<_>>().join(" … ");
            let speakers: Vec<&String> = said
                .parties
                .iter()
                .filter(|party| party.0 == Relation::Speaker)
                .filter_map(|party| self.chains.get(party.1))
                .collect();
            let speaker_ids = speakers.iter().map(|id| id.as_str()).collect::<Vec<_>>().join(" ");
            let cue = said.cue_lemma.as_deref().unwrap_or_default();
            let id = id::make('s', &[&doc_id, &content, cue, &speaker_ids]);
            self.statements.push(id.clone());
            let node = self.statement_node(said, &id, content);
            let (evidence, confidence) = (node.evidence.clone(), node.confidence.percent());
            self.plain_edge(&id, Relation::ReportedIn, &doc_id, evidence, confidence);
            self.nodes.push(node);
            for (relation, chain, span) in &said.parties {
                let Some(target) = self.chains.get(*chain).cloned() else { continue };
                let around =
                    if *relation == Relation::About { *span } else { said.cue.iter().copied().fold(*span, Span::join) };
                let evidence = self.places.edge(around, said.sentence);
                self.plain_edge(&id, *relation, &target, evidence, said.confidence);
            }
            for &action in &said.asserts {
                let (Some(target), Some(mention)) =
                    (self.actions.get(action).cloned(), self.mentions.actions.get(action))
                else {
                    continue;
                };
                let evidence = self.places.edge(mention.span, mention.sentence);
                self.plain_edge(&id, Relation::Asserts, &target, evidence, said.confidence);
            }
        }
    }

    fn statement_evidence(&self, said: &StatementMention) -> Evidence {
        Evidence {
            span: self.places.span(said.content.iter().copied().fold(said.span, Span::join)),
            sentence: self.places.sentence(said.sentence),
            trigger: Vec::new(),
            cue: self.places.all(&said.cue),
            content: self.places.all(&said.content),
        }
    }

    fn statement_node(&self, said: &StatementMention, id: &str, content: String) -> Node {
        let speaker = said
            .parties
            .iter()
            .find(|party| party.0 == Relation::Speaker)
            .and_then(|party| self.mentions.chains.get(party.1));
        let who = speaker.map_or_else(|| "unknown".to_owned(), |chain| short(&chain.label, 40));
        let evidence = self.statement_evidence(said);
        Node {
            id: id.to_owned(),
            kind: NodeType::Statement,
            label: format!("{who}: {}", short(&content, 80)),
            confidence: Confidence::new(said.confidence),
            mentions: Vec::new(),
            evidence: vec![evidence],
            body: NodeBody::Statement(Statement {
                content,
                quotation: said.quotation,
                cue: said.cue_lemma.clone(),
                stance: said.stance,
                time: self.places.time(said.time),
                merged: Vec::new(),
            }),
        }
    }

    /// What is compared with what other documents, or other voices in this one, tell.
    fn accounts(&self, document: &DocumentRecord) -> Vec<Account> {
        let account = |matter: &Matter| self.account(matter, document);
        self.mentions.matters.iter().filter_map(account).collect()
    }

    fn account(&self, matter: &Matter, document: &DocumentRecord) -> Option<Account> {
        let action = self.mentions.actions.get(matter.action)?;
        let action_id = self.actions.get(matter.action)?;
        let said = matter.statement.and_then(|at| self.mentions.statements.get(at));
        let node = matter.statement.and_then(|at| self.statements.get(at)).unwrap_or(action_id);
        let kind = if action.action == "other" { &action.predicate } else { &action.action };
        let leads_to = ontology::get().action(kind).and_then(|kind| kind.leads_to.as_ref());
        let time = matter.time.and_then(|at| self.places.doc.times.get(at));
        let speakers = said.into_iter().flat_map(|said| &said.parties).filter(|party| party.0 == Relation::Speaker);
        let speakers = speakers.filter_map(|party| {
            let chain = self.mentions.chains.get(party.1)?;
            // Who has no name is known by what they are called.
            let named = chain.key.as_ref().and_then(|_| self.chains.get(party.1));
            Some(named.cloned().unwrap_or_else(|| chain.label.to_lowercase()))
        });
        let named = |chain: usize| {
            let known = self.mentions.chains.get(chain).filter(|chain| chain.key.is_some())?;
            let (id, label) = (self.chains.get(chain)?.clone(), known.label.to_lowercase());
            Some(Named { id, label, kind: known.node_type })
        };
        let described = |object: &Object| {
            let Object { chain, relation, noun, modifiers } = object.clone();
            Some(Described { id: self.chains.get(chain)?.clone(), relation, noun, modifiers })
        };
        let roles = action.roles.iter().filter_map(|role| match role.filler {
            Filler::Chain(chain) => Some((role.relation, named(chain)?)),
            Filler::Action(_) => None,
        });
        let mut speakers: Vec<String> = speakers.collect();
        if said.is_some() && speakers.is_empty() {
            speakers.push(String::new());
        }
        let denied = said.is_some_and(|said| said.stance == Stance::Deny);
        // Who refuses a plan does not say that there is none.
        if denied && action.modality != Modality::Actual {
            return None;
        }
        Some(Account {
            document: document.id.clone(),
            text: document.sha256.clone(),
            published: document.published.clone(),
            at: self.places.points.at(action.span.start),
            node: node.clone(),
            action: action_id.clone(),
            kind: kind.clone(),
            counted: matter.counted.clone().or_else(|| leads_to.cloned()).unwrap_or_else(|| kind.clone()),
            only_count: matter.counted.is_some(),
            only_reason: matter.only_reason,
            affirmed: (action.polarity == Polarity::Affirmed) != denied,
            modality: action.modality,
            time: time.and_then(|time| Some((time.earliest.clone()?, time.latest.clone()?))),
            speakers,
            roles: roles.collect(),
            names: matter.names.iter().filter_map(|&chain| named(chain)).collect(),
            objects: matter.objects.iter().filter_map(described).collect(),
            words: matter.words.clone(),
            reasons: matter.reasons.clone(),
            counts: matter.counts.clone(),
            changed: matter.changed,
            confidence: said.map_or(action.confidence, |said| said.confidence.min(action.confidence)),
            evidence: said.map_or_else(|| self.action_evidence(action), |said| self.statement_evidence(said)),
        })
    }

    fn facts(&mut self) {
        for fact in &self.mentions.facts {
            let (Some(source), Some(target)) =
                (self.chains.get(fact.source).cloned(), self.chains.get(fact.target).cloned())
            else {
                continue;
            };
            let role = fact.role.clone();
            let edge = Edge {
                id: edge_id(&source, fact.relation, &target, role.as_deref().unwrap_or_default()),
                kind: fact.relation,
                confidence: Confidence::new(fact.confidence),
                evidence: self.places.edge(fact.span, fact.sentence),
                status: fact.status,
                role,
                quantity: None,
                reason: None,
            };
            self.add_edge(&source, &target, edge);
        }
    }
}
