//! The files of `schema/ontology`, read and checked.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::ActionType;
use super::ActionWords;
use super::CATEGORIES;
use super::Example;
use super::Kind;
use super::Modality;
use super::NodeType;
use super::Ontology;
use super::Polarity;
use super::Relation;
use super::RelationRule;
use super::RoleRule;
use super::SchemaError;
use super::SchemaFault;
use super::Tense;
use super::Words;
use super::error::nearest;

/// Names with a meaning of their own in the graph: an action of that name would be ambiguous in RDF and in CSV headers.
const RESERVED: [&str; 37] = [
    "action",
    "aliases",
    "authors",
    "category",
    "confidence",
    "content",
    "country",
    "cue",
    "date",
    "document",
    "evidence",
    "gender",
    "id",
    "kind",
    "label",
    "language",
    "length",
    "mention",
    "mentions",
    "modality",
    "name",
    "other",
    "polarity",
    "predicate",
    "published",
    "publisher",
    "quantity",
    "quotation",
    "reason",
    "reports",
    "role",
    "size",
    "source",
    "stance",
    "status",
    "tense",
    "time",
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KindFile {
    name: String,
    r#type: String,
    says: String,
    #[serde(default)]
    lang: BTreeMap<String, KindWords>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KindWords {
    nouns: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RelationFile {
    name: String,
    says: String,
    from: Vec<String>,
    to: Vec<String>,
    symmetric: bool,
    inverse: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ActionFile {
    name: String,
    category: String,
    says: String,
    parent: Option<String>,
    #[serde(default)]
    opposite: Vec<String>,
    #[serde(default)]
    once: bool,
    leads_to: Option<String>,
    cameo: Option<String>,
    schema_org: Option<String>,
    #[serde(default)]
    roles: BTreeMap<String, RoleFile>,
    #[serde(default)]
    inside: BTreeMap<String, String>,
    #[serde(default)]
    lang: BTreeMap<String, WordsFile>,
    #[serde(default)]
    yes: Vec<YesFile>,
    #[serde(default)]
    no: Vec<NoFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RoleFile {
    r#type: Vec<String>,
    #[serde(default)]
    required: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WordsFile {
    #[serde(default)]
    verbs: Vec<String>,
    #[serde(default)]
    nouns: Vec<String>,
    #[serde(default)]
    phrases: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct YesFile {
    text: String,
    #[serde(default)]
    expect: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NoFile {
    text: String,
}

/// Reads and checks all files; the first fault in folder and file order is the error.
pub(super) fn ontology(
    kinds: &[(&str, &str)],
    relations: &[(&str, &str)],
    actions: &[(&str, &str)],
) -> Result<Ontology, SchemaError> {
    let mut result = Ontology::default();
    for (file, text) in kinds {
        let at = |fault| SchemaError { folder: "kind", file: (*file).to_owned(), fault };
        let (kind, nouns) = kind(file, text).map_err(at)?;
        if result.kind(&kind.name).is_some() {
            return Err(at(SchemaFault::Duplicate { name: kind.name }));
        }
        let kind = Arc::new(kind);
        for (language, nouns) in nouns {
            let words = result.words.entry(language).or_default();
            for noun in nouns {
                words.kinds.entry(noun).or_default().push(Arc::clone(&kind));
            }
        }
        result.kinds.insert(kind.name.clone(), kind);
    }
    for (file, text) in relations {
        let at = |fault| SchemaError { folder: "relation", file: (*file).to_owned(), fault };
        let rule = relation(file, text).map_err(at)?;
        if result.relation(rule.relation).is_some() {
            return Err(at(SchemaFault::Duplicate { name: rule.relation.as_str().to_owned() }));
        }
        result.relations.insert(rule.relation, rule);
    }
    for relation in Relation::ALL {
        if result.relation(relation).is_none() {
            let fault = SchemaFault::NoRelation { relation: relation.as_str() };
            return Err(SchemaError { folder: "relation", file: format!("{}.toml", relation.as_str()), fault });
        }
    }
    for (file, text) in actions {
        let at = |fault| SchemaError { folder: "action", file: (*file).to_owned(), fault };
        let action = action(file, text, &result).map_err(at)?;
        if result.action(&action.name).is_some() {
            return Err(at(SchemaFault::Duplicate { name: action.name }));
        }
        let action = Arc::new(action);
        for (language, words) in &action.words {
            let index = result.words.entry(language.clone()).or_default();
            index.add(words, &action);
        }
        result.actions.insert(action.name.clone(), action);
    }
    for words in result.words.values_mut() {
        words.sort();
    }
    for (file, _) in actions {
        let at = |fault| SchemaError { folder: "action", file: (*file).to_owned(), fault };
        parents(stem(file), &result).map_err(at)?;
        relatives(stem(file), &result).map_err(at)?;
    }
    Ok(result)
}

impl Words {
    fn add(&mut self, words: &ActionWords, action: &Arc<ActionType>) {
        for (list, index) in
            [(&words.verbs, &mut self.verbs), (&words.nouns, &mut self.nouns), (&words.phrases, &mut self.phrases)]
        {
            for word in list {
                index.entry(word.clone()).or_default().push(Arc::clone(action));
            }
        }
    }

    fn sort(&mut self) {
        let indexes = [&mut self.verbs, &mut self.nouns, &mut self.phrases];
        for list in indexes.into_iter().flat_map(BTreeMap::values_mut) {
            list.sort_by(|a, b| a.name.cmp(&b.name));
        }
        for list in self.kinds.values_mut() {
            list.sort_by(|a, b| (b.node_type, &a.name).cmp(&(a.node_type, &b.name)));
        }
    }
}

fn kind(file: &str, text: &str) -> Result<(Kind, BTreeMap<String, Vec<String>>), SchemaFault> {
    let read: KindFile = parse(text)?;
    check_name(&read.name, file)?;
    let node_type = node_type(&read.r#type)?;
    let mut nouns = BTreeMap::new();
    for (language, words) in read.lang {
        check_words("nouns", &words.nouns, 1)?;
        nouns.insert(language, words.nouns);
    }
    Ok((Kind { name: read.name, node_type, says: read.says }, nouns))
}

fn relation(file: &str, text: &str) -> Result<RelationRule, SchemaFault> {
    let read: RelationFile = parse(text)?;
    check_name(&read.name, file)?;
    Ok(RelationRule {
        relation: role(&read.name, &Relation::ALL, "relation")?,
        says: read.says,
        from: read.from.iter().map(|name| node_type(name)).collect::<Result<_, _>>()?,
        to: read.to.iter().map(|name| node_type(name)).collect::<Result<_, _>>()?,
        symmetric: read.symmetric,
        inverse: read.inverse,
    })
}

fn action(file: &str, text: &str, ontology: &Ontology) -> Result<ActionType, SchemaFault> {
    let read: ActionFile = parse(text)?;
    check_name(&read.name, file)?;
    let taken = RESERVED.contains(&read.name.as_str())
        || ontology.kind(&read.name).is_some()
        || Relation::ALL.iter().any(|relation| relation.as_str() == read.name)
        || NodeType::ALL.iter().any(|node_type| node_type.as_str().eq_ignore_ascii_case(&read.name));
    if taken {
        return Err(SchemaFault::ReservedName { name: read.name });
    }
    if !CATEGORIES.contains(&read.category.as_str()) {
        return Err(unknown("category", &read.category, CATEGORIES));
    }
    if let Some(category) = read.inside.keys().find(|category| !CATEGORIES.contains(&category.as_str())) {
        return Err(unknown("category", category, CATEGORIES));
    }
    // Roles are the relations that lead from an action to something that is no document.
    let known: Vec<Relation> = Relation::ALL
        .into_iter()
        .filter(|relation| {
            NodeType::ALL.iter().any(|to| to.is_entity() && ontology.allows(*relation, NodeType::Action, *to))
        })
        .collect();
    let mut roles = Vec::new();
    for (name, rule) in read.roles {
        let relation = role(&name, &known, "role")?;
        let types: Vec<NodeType> = rule.r#type.iter().map(|name| node_type(name)).collect::<Result<_, _>>()?;
        if let Some(wrong) = types.iter().find(|to| !ontology.allows(relation, NodeType::Action, **to)) {
            return Err(SchemaFault::RoleType { role: relation.as_str(), node_type: wrong.as_str() });
        }
        roles.push(RoleRule { relation, types, required: rule.required });
    }
    roles.sort_by_key(|rule| rule.relation);
    let mut words = BTreeMap::new();
    for (language, lists) in read.lang {
        check_words("verbs", &lists.verbs, 1)?;
        check_words("nouns", &lists.nouns, 1)?;
        check_words("phrases", &lists.phrases, 2)?;
        words.insert(language, ActionWords { verbs: lists.verbs, nouns: lists.nouns, phrases: lists.phrases });
    }
    let mut yes = Vec::new();
    for example in read.yes {
        for (key, value) in &example.expect {
            expectation(key, value, &known)?;
        }
        yes.push(Example { text: example.text, expect: example.expect });
    }
    let no = read.no.into_iter().map(|example| Example { text: example.text, expect: BTreeMap::new() }).collect();
    Ok(ActionType {
        name: read.name,
        category: read.category,
        says: read.says,
        parent: read.parent,
        opposite: read.opposite,
        once: read.once,
        leads_to: read.leads_to,
        cameo: read.cameo,
        schema_org: read.schema_org,
        roles,
        inside: read.inside,
        words,
        yes,
        no,
    })
}

/// Checks what an example says about an action: a value of the contract, a predicate, a time, or who fills a role.
fn expectation(key: &str, value: &str, roles: &[Relation]) -> Result<(), SchemaFault> {
    let values: Vec<&str> = match key {
        "polarity" => Polarity::ALL.iter().map(|value| value.as_str()).collect(),
        "modality" => Modality::ALL.iter().map(|value| value.as_str()).collect(),
        "tense" => Tense::ALL.iter().map(|value| value.as_str()).collect(),
        "predicate" | "time" => return Ok(()),
        name => return role(name, roles, "expected role").map(|_| ()),
    };
    if values.contains(&value) { Ok(()) } else { Err(unknown("expected value", value, values)) }
}

/// Checks that the ancestors of an action, and what it may become, exist, and that the former end.
fn parents(name: &str, ontology: &Ontology) -> Result<(), SchemaFault> {
    let mut seen = BTreeSet::from([name]);
    for other in ontology.action(name).into_iter().flat_map(|action| action.inside.values()) {
        if ontology.action(other).is_none() {
            return Err(unknown("action", other, ontology.actions().map(|action| action.name.as_str())));
        }
    }
    let mut parent = ontology.action(name).and_then(|action| action.parent.as_deref());
    while let Some(name) = parent {
        let Some(action) = ontology.action(name) else {
            return Err(unknown("parent", name, ontology.actions().map(|action| action.name.as_str())));
        };
        if !seen.insert(name) {
            return Err(SchemaFault::Circle { name: name.to_owned() });
        }
        parent = action.parent.as_deref();
    }
    Ok(())
}

/// Checks that what an action leads to exists, and that its opposites do and name it as theirs.
fn relatives(name: &str, ontology: &Ontology) -> Result<(), SchemaFault> {
    let Some(action) = ontology.action(name) else { return Ok(()) };
    let known = || ontology.actions().map(|action| action.name.as_str());
    for opposite in &action.opposite {
        match ontology.action(opposite) {
            None => return Err(unknown("opposite", opposite, known())),
            Some(other) if !other.opposite.iter().any(|back| back == name) => {
                return Err(SchemaFault::OneSided { name: name.to_owned(), opposite: opposite.clone() });
            }
            Some(_) => {}
        }
    }
    match &action.leads_to {
        Some(result) if ontology.action(result).is_none() => Err(unknown("leads_to", result, known())),
        _ => Ok(()),
    }
}

fn parse<T: DeserializeOwned>(text: &str) -> Result<T, SchemaFault> {
    toml::from_str(text).map_err(|error| {
        let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
        SchemaFault::Syntax { line: before.matches('\n').count() + 1, message: error.message().to_owned() }
    })
}

fn stem(file: &str) -> &str {
    Path::new(file).file_stem().and_then(|stem| stem.to_str()).unwrap_or(file)
}

fn check_name(name: &str, file: &str) -> Result<(), SchemaFault> {
    let well_formed =
        name.split('_').all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase()));
    if !well_formed {
        return Err(SchemaFault::BadName { name: name.to_owned() });
    }
    if name != stem(file) {
        return Err(SchemaFault::NameIsNotFile { name: name.to_owned() });
    }
    Ok(())
}

/// Triggers are lemmas with single spaces between; a phrase has a verb and an object, so at least two words.
fn check_words(list: &'static str, words: &[String], least: usize) -> Result<(), SchemaFault> {
    let mut seen = BTreeSet::new();
    for word in words {
        let clean = word.split_whitespace().collect::<Vec<_>>().join(" ");
        if clean.is_empty() || clean != *word || word.chars().any(char::is_uppercase) {
            return Err(SchemaFault::Word { list, word: word.clone(), hint: " with single spaces" });
        }
        if word.split(' ').count() < least {
            return Err(SchemaFault::Word { list, word: word.clone(), hint: ": a verb and its object" });
        }
        if !seen.insert(word) {
            return Err(SchemaFault::WordTwice { list, word: word.clone() });
        }
    }
    Ok(())
}

fn node_type(name: &str) -> Result<NodeType, SchemaFault> {
    let found = NodeType::ALL.into_iter().find(|node_type| node_type.as_str() == name);
    found.ok_or_else(|| unknown("type", name, NodeType::ALL.map(NodeType::as_str)))
}

fn role(name: &str, known: &[Relation], what: &'static str) -> Result<Relation, SchemaFault> {
    let found = known.iter().copied().find(|relation| relation.as_str() == name);
    found.ok_or_else(|| unknown(what, name, known.iter().map(|relation| relation.as_str())))
}

fn unknown<'a>(what: &'static str, word: &str, known: impl IntoIterator<Item = &'a str>) -> SchemaFault {
    SchemaFault::Unknown { what, word: word.to_owned(), near: nearest(word, known).to_owned() }
}
