//! Invented articles with the graph they tell, for tests that need no language processing.

use std::collections::BTreeMap;
use std::path::Path;

use newsloom::export::FolderSink;
use newsloom::export::Input;
use newsloom::export::USUAL;
use newsloom::export::Written;
use newsloom::graph::Action;
use newsloom::graph::Chars;
use newsloom::graph::Confidence;
use newsloom::graph::DocumentFields;
use newsloom::graph::DocumentRecord;
use newsloom::graph::Edge;
use newsloom::graph::Entity;
use newsloom::graph::Evidence;
use newsloom::graph::Form;
use newsloom::graph::Graph;
use newsloom::graph::Mention;
use newsloom::graph::Modality;
use newsloom::graph::Node;
use newsloom::graph::NodeBody;
use newsloom::graph::Polarity;
use newsloom::graph::QuantityValue;
use newsloom::graph::Quotation;
use newsloom::graph::RoleStatus;
use newsloom::graph::SpanRef;
use newsloom::graph::Stance;
use newsloom::graph::Statement;
use newsloom::graph::Tense;
use newsloom::graph::Time;
use newsloom::ontology::NodeType;
use newsloom::ontology::Relation;
use serde_json::json;
use sha2::Digest;
use sha2::Sha256;

/// A finished graph with the texts it speaks of, in parts, so that tests can shuffle or spoil them.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Story {
    pub(crate) documents: Vec<DocumentRecord>,
    pub(crate) nodes: Vec<Node>,
    pub(crate) edges: Vec<(String, String, Edge)>,
    pub(crate) texts: BTreeMap<String, String>,
}

/// Four names that meet in one article.
pub(crate) type Cast<'a> = [&'a str; 4];

impl Story {
    /// One article per cast: "{person} met {organization} in {place} on Friday, {group} said. …"
    pub(crate) fn tell(casts: &[Cast<'_>]) -> Self {
        let mut story = Self::default();
        for (number, cast) in casts.iter().enumerate() {
            story.article(number, cast);
        }
        story
    }

    fn article(&mut self, number: usize, [person, organization, place, group]: &Cast<'_>) {
        let id = format!("d{number:026}");
        let mut text = Text { document: id.clone(), words: String::new(), length: 0 };
        let quoted = text.length;
        let a = text.add(person);
        text.add(" ");
        let met = text.add("met");
        text.add(" ");
        let b = text.add(organization);
        text.add(" in ");
        let c = text.add(place);
        text.add(" on Friday");
        let clause = text.since(quoted);
        text.add(", ");
        let d = text.add(group);
        text.add(" ");
        let said = text.add("said");
        text.add(".");
        let sentence = text.since(quoted);
        text.add("\n\n");
        let second = text.length;
        let b2 = text.add(organization);
        text.add(" ");
        let will_not = text.add("will not");
        text.add(" ");
        let send = text.add("send");
        text.add(" ");
        let troops = text.add("over 3,000,000,000 troops");
        text.add(" against ");
        let a2 = text.add(person);
        text.add(" to ");
        let c2 = text.add(place);
        let clause2 = text.since(second);
        text.add(".");
        let sentence2 = text.since(second);

        let evidence =
            |span: &SpanRef, sentence: &SpanRef, trigger: &[Chars], cue: &[Chars], content: &[Chars]| Evidence {
                span: span.clone(),
                sentence: Some(chars(sentence)),
                trigger: trigger.to_vec(),
                cue: cue.to_vec(),
                content: content.to_vec(),
            };
        let whole = |span: &SpanRef| vec![evidence(span, &sentence, &[], &[], &[])];
        let whole2 = |span: &SpanRef| vec![evidence(span, &sentence2, &[], &[], &[])];

        let entity = |kind, name: &str, spans: &[&SpanRef], entity| Node {
            id: id_of('e', &[NodeType::as_str(kind), name]),
            kind,
            label: name.to_owned(),
            confidence: Confidence::new(91),
            mentions: spans
                .iter()
                .map(|span| Mention { span: (*span).clone(), text: name.to_owned(), form: Form::Name })
                .collect(),
            evidence: Vec::new(),
            body: NodeBody::Entity(entity),
        };
        let size =
            QuantityValue { value: 2.5, unit: Some("x".to_owned()), comparator: None, text: (*group).to_owned() };
        let aliases = vec![format!("The {person}"), "second \u{7}name".to_owned()];
        let people = entity(
            NodeType::Person,
            person,
            &[&a, &a2],
            Entity { aliases, gender: Some("female".to_owned()), ..Entity::default() },
        );
        let ids = vec![
            "wikidata:Q42".to_owned(),
            format!("https://names.example/{organization}"),
            format!("other {organization}"),
        ];
        let body = entity(
            NodeType::Organization,
            organization,
            &[&b, &b2],
            Entity { kind: Some("ministry".to_owned()), ids, ..Entity::default() },
        );
        let location = entity(
            NodeType::Place,
            place,
            &[&c, &c2],
            Entity { country: Some("NO".to_owned()), actor: true, ..Entity::default() },
        );
        let crowd = entity(NodeType::Group, group, &[&d], Entity { size: Some(size), ..Entity::default() });

        let time = |value: &str| Time {
            text: "on Friday".to_owned(),
            value: Some(value.to_owned()),
            earliest: Some("2024-01-05".to_owned()),
            latest: Some("2024-01-05".to_owned()),
        };
        let meeting = Node {
            id: id_of('a', &["meet", &id]),
            kind: NodeType::Action,
            label: format!("{person} met {organization}"),
            confidence: Confidence::new(88),
            mentions: Vec::new(),
            evidence: vec![evidence(&clause, &sentence, &[chars(&met)], &[], &[])],
            body: NodeBody::Action(Action {
                predicate: "meet".to_owned(),
                action: "meet".to_owned(),
                category: "consult".to_owned(),
                polarity: Polarity::Affirmed,
                modality: Modality::Actual,
                tense: Some(Tense::Past),
                time: Some(time("2024-01-05")),
                reports: 1,
                merged: Vec::new(),
            }),
        };
        let deploy = Node {
            id: id_of('a', &["deploy", &id]),
            kind: NodeType::Action,
            label: format!("{organization} will not send troops"),
            confidence: Confidence::new(100),
            mentions: Vec::new(),
            evidence: vec![evidence(&clause2, &sentence2, &[chars(&send)], &[chars(&will_not)], &[])],
            body: NodeBody::Action(Action {
                predicate: "send".to_owned(),
                action: "deploy".to_owned(),
                category: "mobilize".to_owned(),
                polarity: Polarity::Negated,
                modality: Modality::Planned,
                tense: Some(Tense::Future),
                time: None,
                reports: 1,
                merged: Vec::new(),
            }),
        };
        let content: String = text.words.chars().skip(clause.start).take(clause.end - clause.start).collect();
        let stated = text.span(clause.start, said.end);
        let statement = Node {
            id: id_of('s', &[&id]),
            kind: NodeType::Statement,
            label: content.clone(),
            confidence: Confidence::new(0),
            mentions: Vec::new(),
            evidence: vec![evidence(&stated, &sentence, &[], &[chars(&said)], &[chars(&clause)])],
            body: NodeBody::Statement(Statement {
                content,
                quotation: Quotation::Indirect,
                cue: Some("say".to_owned()),
                stance: Stance::Neutral,
                time: None,
                merged: Vec::new(),
            }),
        };
        let article = Node {
            id: id.clone(),
            kind: NodeType::Document,
            label: format!("{person} in {place}"),
            confidence: Confidence::new(100),
            mentions: Vec::new(),
            evidence: Vec::new(),
            body: NodeBody::Document(DocumentFields {
                source: format!("{number}.txt"),
                published: Some("2024-01-06".to_owned()),
                publisher: None,
                url: Some(format!("https://news.example/{number}?q={place}")),
            }),
        };

        let amount = QuantityValue {
            value: 3_000_000_000.0,
            unit: Some("troops".to_owned()),
            comparator: Some(">".to_owned()),
            text: "over 3,000,000,000 troops".to_owned(),
        };
        let clause_of = |from: &SpanRef, to: &SpanRef| text.span(from.start, to.end);
        let mut add = |source: &Node, kind: Relation, target: &Node, evidence: Vec<Evidence>| {
            self.edges.push((
                source.id.clone(),
                target.id.clone(),
                Edge {
                    id: id_of('r', &[&source.id, kind.as_str(), &target.id]),
                    kind,
                    confidence: Confidence::new(77),
                    evidence,
                    role: (kind == Relation::HoldsRole).then(|| format!("head of {organization}")),
                    status: (kind == Relation::HoldsRole).then_some(RoleStatus::Former),
                    quantity: (kind == Relation::Instrument || kind == Relation::Destination).then(|| amount.clone()),
                    reason: (kind == Relation::PossiblySame).then(|| format!("same {place}")),
                },
            ));
        };
        add(&meeting, Relation::Agent, &people, whole(&clause_of(&a, &met)));
        add(&meeting, Relation::Partner, &body, whole(&clause_of(&met, &b)));
        add(&meeting, Relation::Place, &location, whole(&clause_of(&met, &c)));
        add(&deploy, Relation::Agent, &body, whole2(&clause_of(&b2, &send)));
        add(&deploy, Relation::Target, &people, whole2(&clause_of(&send, &a2)));
        add(&deploy, Relation::Destination, &location, whole2(&clause_of(&troops, &c2)));
        add(&statement, Relation::Speaker, &crowd, whole(&clause_of(&d, &said)));
        add(&statement, Relation::Asserts, &meeting, whole(&stated));
        add(&statement, Relation::About, &people, whole(&stated));
        add(&people, Relation::HoldsRole, &body, whole(&clause_of(&a, &b)));
        add(&crowd, Relation::PossiblySame, &body, whole(&clause_of(&b, &d)));
        for node in [&people, &body, &location, &crowd] {
            add(node, Relation::MentionedIn, &article, whole(&node.mentions[0].span));
        }
        for node in [&meeting, &deploy, &statement] {
            add(node, Relation::ReportedIn, &article, node.evidence.clone());
        }
        // Who is in two articles is one node with the mentions of both.
        for node in [people, body, location, crowd, meeting, deploy, statement, article] {
            match self.nodes.iter_mut().find(|known| known.id == node.id) {
                Some(known) => known.mentions.extend(node.mentions),
                None => self.nodes.push(node),
            }
        }
        self.documents.push(DocumentRecord {
            id: id.clone(),
            source: format!("{number}.txt"),
            title: Some(format!("{person} in {place}")),
            published: Some("2024-01-06".to_owned()),
            publisher: Some((*organization).to_owned()),
            authors: vec![(*person).to_owned()],
            language: "en".to_owned(),
            url: Some(format!("https://news.example/{number}?q={place}")),
            sha256: hexadecimal(text.words.as_bytes()),
            length: text.length,
        });
        self.texts.insert(id, text.words);
    }

    pub(crate) fn graph(&self) -> Graph {
        Graph::from_parts(self.documents.clone(), self.nodes.clone(), self.edges.clone())
    }

    /// Writes the usual exports and `documents.jsonl` into `folder`.
    pub(crate) fn write(&self, folder: &Path) -> Written {
        let graph = self.graph();
        let texts = |id: &str| self.texts.get(id).cloned();
        let mut removed_characters = 0;
        for exporter in USUAL {
            let written = exporter.export(&Input::new(&graph, &texts), &mut FolderSink::new(folder)).unwrap();
            removed_characters += written.removed_characters;
        }
        let mut lines = String::new();
        for document in &self.documents {
            let text = &self.texts[&document.id];
            let mut line = serde_json::to_value(document).unwrap();
            line["text"] = json!(text);
            line["blocks"] = json!([{"start": 0, "end": text.chars().count(), "kind": "paragraph"}]);
            lines.push_str(&line.to_string());
            lines.push('\n');
        }
        std::fs::write(folder.join("documents.jsonl"), lines).unwrap();
        Written { removed_characters }
    }
}

/// A text that grows, and where its pieces stand.
struct Text {
    document: String,
    words: String,
    length: usize,
}

impl Text {
    fn add(&mut self, words: &str) -> SpanRef {
        let start = self.length;
        self.words.push_str(words);
        self.length += words.chars().count();
        self.since(start)
    }

    fn since(&self, start: usize) -> SpanRef {
        self.span(start, self.length)
    }

    fn span(&self, start: usize, end: usize) -> SpanRef {
        SpanRef { document: self.document.clone(), start, end }
    }
}

fn chars(span: &SpanRef) -> Chars {
    Chars { start: span.start, end: span.end }
}

fn hexadecimal(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

fn id_of(letter: char, parts: &[&str]) -> String {
    format!("{letter}{}", &hexadecimal(parts.join("\0").as_bytes())[..26])
}
