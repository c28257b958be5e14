//! Names and descriptions: every phrase that may stand for a person, body, place or thing.

use rustc_hash::FxHashMap;

use super::Lexicon;
use super::opinion;
use super::tree::Tree;
use super::turn;
use super::voice;
use crate::annotate::Deprel;
use crate::annotate::NameKind;
use crate::annotate::Upos;
use crate::annotate::Xpos;
use crate::document::BlockKind;
use crate::ontology::Form;
use crate::ontology::NodeType;
use crate::ontology::Words;
use crate::text::Span;

/// One phrase, before it is known what else means the same.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Draft {
    pub(super) span: Span,
    pub(super) first: usize,
    pub(super) end: usize,
    pub(super) head: usize,
    pub(super) form: Form,
    pub(super) node_type: NodeType,
    pub(super) kind: Option<String>,
    /// What to call it.
    pub(super) label: String,
    /// Words of a name, lower case, without titles and small words.
    pub(super) words: Vec<String>,
    /// Canonical name of something known.
    pub(super) known: Option<String>,
    pub(super) country: Option<String>,
    pub(super) gender: Option<&'static str>,
    pub(super) plural: bool,
    /// Stands in running text.
    pub(super) running: bool,
    /// "Mexican": means its country only where it fills a role.
    pub(super) demonym: bool,
    /// Title right before a name: "Mr", "president".
    pub(super) title: Option<String>,
}

/// Every phrase of a document, and which token each stands at.
#[derive(Debug, Default)]
pub(super) struct Cast {
    pub(super) drafts: Vec<Draft>,
    /// Draft at a token: any token of a name, the head of a description.
    at: FxHashMap<usize, usize>,
}

impl Cast {
    /// The phrase at a token.
    pub(super) fn at(&self, token: usize) -> Option<usize> {
        self.at.get(&token).copied()
    }

    fn push(&mut self, draft: Draft, tokens: std::ops::Range<usize>) {
        let index = self.drafts.len();
        for token in tokens {
            self.at.entry(token).or_insert(index);
        }
        self.drafts.push(draft);
    }
}

/// Words that carry nothing in a name of an organization.
const SMALL: &[&str] = &["the", "of", "and", "for", "&", "in", "at", "on", "de", "'s", "’s", "a", "an"];

/// Kinds of bodies a state has one of.
const STATE: &[&str] = &["government", "military", "legislature", "ministry"];

/// Kinds of bodies that a description with "the" and a modifier singles out.
const UNIQUE: &[&str] = &[
    "ministry",
    "agency",
    "court",
    "commission",
    "fire_service",
    "government",
    "military",
    "legislature",
    "police",
    "council",
];

/// Finds them all, in the order of the text.
pub(super) fn collect(tree: &Tree<'_>, lexicon: &Lexicon, words: &Words) -> Cast {
    let mut cast = Cast::default();
    for name in &tree.doc.names {
        if name.first < name.end && name.end <= tree.len() {
            named(tree, lexicon, words, name.first, name.end, name.kind, &mut cast);
        }
    }
    speakers(tree, lexicon, words, &mut cast);
    unseen(tree, lexicon, words, &mut cast);
    for at in 0..tree.len() {
        if cast.at(at).is_some() {
            continue;
        }
        if !(tree.block(at).is_running() || tree.block(at) == BlockKind::Title) {
            continue;
        }
        if let Some(draft) = described(tree, lexicon, words, &cast, at) {
            cast.push(draft, at..at + 1);
        }
    }
    let mut order: Vec<usize> = (0..cast.drafts.len()).collect();
    order.sort_by_key(|&draft| (cast.drafts[draft].first, cast.drafts[draft].end));
    let mut place = vec![0; order.len()];
    for (new, &old) in order.iter().enumerate() {
        place[old] = new;
    }
    let drafts = order.iter().map(|&old| cast.drafts[old].clone()).collect();
    let at = cast.at.into_iter().map(|(token, old)| (token, place[old])).collect();
    Cast { drafts, at }
}

/// Adds the name at tokens `first..end`.
fn named(
    tree: &Tree<'_>,
    lexicon: &Lexicon,
    words: &Words,
    mut first: usize,
    mut end: usize,
    kind: NameKind,
    cast: &mut Cast,
) {
    let block = tree.block(first);
    let byline = || block == BlockKind::Boilerplate && kind == NameKind::Per && opinion::is_byline(tree, first);
    if block == BlockKind::Comment || block == BlockKind::Boilerplate && !byline() {
        return;
    }
    while end > first + 1 && matches!(tree.lower(end - 1), "'s" | "'" | "," | "." | "-") {
        end -= 1;
    }
    let mut title = None;
    let begin = first;
    // "Don Fowler" is no nobleman: a given name before one word is no title.
    let given = |first: usize| end == first + 2 && lexicon.given_name(tree.lower(first)).is_some();
    while first + 1 < end && (tree.lower(first) == "the" || is_title(tree, lexicon, first, kind) && !given(first)) {
        if tree.lower(first) != "the" {
            title = Some(tree.lower(first).trim_end_matches('.').to_owned());
        }
        first += 1;
    }
    // "State Secretary Anna Berg": a role is no part of the name.
    if kind == NameKind::Per {
        let role = ((first + 1)..=end.saturating_sub(1).min(first + 3)).rev().find(|&cut| {
            cut < end && lexicon.is_role(&(first..cut).map(|at| tree.lower(at)).collect::<Vec<_>>().join(" "))
        });
        if let Some(cut) = role.filter(|_| lexicon.given_name(tree.lower(first)).is_none()) {
            first = cut;
        }
    }
    if title.is_none() && kind == NameKind::Per && first > 0 && tree.sentence(first - 1) == tree.sentence(first) {
        let before = tree.lower(first - 1).trim_end_matches('.');
        title = lexicon.title(before).is_some().then(|| before.to_owned());
    }
    let span = tree.doc.span(first, end);
    let text = span.of(&tree.doc.document.text);
    if !text.chars().any(char::is_alphabetic) || is_honour(tree, cast, first, end) || is_currency(tree, end) {
        return;
    }
    // A title alone is a description: "the President".
    if kind == NameKind::Per
        && end == first + 1
        && (lexicon.title(tree.lower(first)).is_some() || lexicon.is_role(tree.lower(first)))
    {
        return;
    }
    let head = (first..end).find(|&at| tree.head(at).is_none_or(|head| head < first || head >= end)).unwrap_or(first);
    let mut draft = Draft {
        span,
        first,
        end,
        head,
        form: Form::Name,
        node_type: match kind {
            NameKind::Per => NodeType::Person,
            NameKind::Org => NodeType::Organization,
            NameKind::Loc => NodeType::Place,
        },
        kind: None,
        label: one_line(text),
        words: (first..end)
            .map(|at| tree.lower(at).trim_end_matches('.').to_owned())
            .filter(|word| !SMALL.contains(&word.as_str()) && word.chars().any(char::is_alphanumeric))
            .collect(),
        known: None,
        country: None,
        gender: None,
        plural: false,
        running: block.is_running(),
        demonym: false,
        title,
    };
    settle(&mut draft, kind, lexicon, words);
    // "Helen", "Helen Foss": what is called like a person and not known to be anything else.
    let unknown = kind != NameKind::Per && draft.kind.is_none() && draft.known.is_none() && draft.country.is_none();
    let given = |word: &String| lexicon.given_name(word).is_some();
    let person = match &draft.words[..] {
        [one] => given(one),
        [one, other] => given(one) && lexicon.is_surname(other),
        _ => false,
    };
    if unknown && person && end - first == draft.words.len() && !tree.is_time(first) {
        draft.node_type = NodeType::Person;
    }
    // "the Bergs": a family, not one person.
    if draft.node_type == NodeType::Person
        && end == first + 1
        && tree.token(first).xpos == Xpos::Nnps
        && first > 0
        && tree.lower(first - 1) == "the"
    {
        draft.node_type = NodeType::Group;
        draft.plural = true;
        draft.form = Form::Nominal;
    }
    if draft.words.is_empty() {
        return;
    }
    // The title may be what the verb hangs on.
    cast.push(draft, if kind == NameKind::Per { begin } else { first }..end);
}

/// Labels of turns in a transcript are persons, seen as names or not: "KELLERMAN: We will see."
fn speakers(tree: &Tree<'_>, lexicon: &Lexicon, words: &Words, cast: &mut Cast) {
    let turns = turn::all(tree);
    if !turn::is_transcript(&turns) {
        return;
    }
    for turn in turns.iter().filter(|turn| turn.is_named() && !turn::is_part(tree, lexicon, turn)) {
        if (turn.first..turn.colon).all(|at| cast.at(at).is_none()) {
            named(tree, lexicon, words, turn.first, turn.colon, NameKind::Per, cast);
        }
        // Capitals look like the letters of a body; only a known one speaks as such.
        for at in turn.first..turn.colon {
            if let Some(draft) = cast.at(at).map(|draft| &mut cast.drafts[draft]).filter(|draft| draft.known.is_none())
            {
                (draft.node_type, draft.kind) = (NodeType::Person, None);
            }
        }
    }
}

/// "Mark Lee, QC,": letters behind a person's name are no body.
fn is_honour(tree: &Tree<'_>, cast: &Cast, first: usize, end: usize) -> bool {
    let letters = tree.doc.form(first);
    let short = end == first + 1 && letters.chars().count() <= 4 && !letters.chars().any(char::is_lowercase);
    let behind = first > 1
        && tree.lower(first - 1) == ","
        && cast.at(first - 2).is_some_and(|name| cast.drafts[name].node_type == NodeType::Person);
    let closed = end >= tree.len() || matches!(tree.lower(end), "," | "." | ")" | ";");
    short && behind && closed
}

/// "US$ 3 million": letters right before a currency sign name no country.
fn is_currency(tree: &Tree<'_>, end: usize) -> bool {
    end > 0
        && end < tree.len()
        && tree.doc.form(end).starts_with(['$', '£', '€', '¥'])
        && tree.token(end - 1).span.end == tree.token(end).span.start
}

/// "archaeologist Fintan Moyle", "Alice's friend", "the town of Moyle": capitalised words right behind a role or title, or that
/// begin with a given name, are a person, and those behind a noun of places a place, seen as a name or not.
fn unseen(tree: &Tree<'_>, lexicon: &Lexicon, words: &Words, cast: &mut Cast) {
    let mut at = 1;
    while at < tree.len() {
        let running = tree.block(at).is_running();
        let name = |at: usize| {
            let form = tree.doc.form(at);
            tree.upos(at) == Upos::Propn
                && cast.at(at).is_none()
                && !tree.is_time(at)
                && form.chars().next().is_some_and(char::is_uppercase)
                && form.chars().any(char::is_lowercase)
        };
        let before = tree.lower(at - 1);
        let inside = |at: usize| at < tree.len() && tree.sentence(at) == tree.sentence(at.saturating_sub(1));
        let role = running
            && inside(at)
            && name(at)
            && tree.upos(at - 1) != Upos::Propn
            && lexicon.is_role(before)
            && tree.upos(at - 1) == Upos::Noun
            && tree.doc.form(at - 1) == before;
        let given = running && name(at) && lexicon.given_name(tree.lower(at)).is_some() && !tree.is_time(at);
        let place = running && at > 1 && before == "of" && name(at) && lexicon.is_place(tree.lower(at - 2));
        let mut end = at;
        if role || given || place {
            end += 1;
            while end < at + 3 && inside(end) && name(end) {
                end += 1;
            }
        }
        if place {
            named(tree, lexicon, words, at, end, NameKind::Loc, cast);
        } else if end >= at + 2 || given {
            named(tree, lexicon, words, at, end, NameKind::Per, cast);
        }
        at = end.max(at + 1);
    }
}

/// Whether a name begins with a title rather than with a part of the name.
fn is_title(tree: &Tree<'_>, lexicon: &Lexicon, at: usize, kind: NameKind) -> bool {
    kind == NameKind::Per && lexicon.title(tree.lower(at)).is_some()
}

/// Words on one line, single spaces.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Uses what is known of a name to settle its type, kind and country.
fn settle(draft: &mut Draft, kind: NameKind, lexicon: &Lexicon, words: &Words) {
    let text = draft.label.replace('’', "'");
    if let Some(country) = lexicon.country(&text) {
        draft.node_type = NodeType::Place;
        draft.kind = Some("country".to_owned());
        draft.country = Some(country.code.clone());
        draft.known = Some(country.name.clone());
        return;
    }
    if kind != NameKind::Per
        && let Some((name, kind)) = lexicon.organization(&text)
    {
        draft.node_type = NodeType::Organization;
        draft.kind = (!kind.is_empty()).then(|| kind.to_owned());
        draft.known = Some(name.to_owned());
        return;
    }
    if kind != NameKind::Per
        && let Some((kind, country)) = lexicon.place(&text)
    {
        draft.node_type = NodeType::Place;
        draft.kind = Some(kind.to_owned());
        draft.country = (country.len() == 2).then(|| country.to_owned());
        return;
    }
    let lower = text.to_lowercase();
    let parts: Vec<&str> = lower.split_whitespace().collect();
    // "Hurricane Nora", "Tropical Storm Nora", but the Fire Service is a body.
    let storm = |word: &str| words.kind(word).iter().any(|kind| kind.name == "hazard");
    let named = parts.iter().take(parts.len().saturating_sub(1).min(2)).any(|word| storm(word));
    if named && kind != NameKind::Org && !storm(parts[parts.len() - 1]) {
        draft.node_type = NodeType::Thing;
        draft.kind = Some("hazard".to_owned());
        return;
    }
    let head = parts.iter().position(|word| matches!(*word, "of" | "for")).unwrap_or(parts.len());
    let noun = head.checked_sub(1).map(|at| parts[at]);
    if let Some(found) = noun.filter(|_| parts.len() > 1).and_then(|noun| words.kind(noun).first()) {
        let fits = match draft.node_type {
            NodeType::Person => found.node_type == NodeType::Organization,
            NodeType::Organization | NodeType::Place => {
                matches!(found.node_type, NodeType::Organization | NodeType::Place)
            }
            _ => false,
        };
        if fits {
            draft.node_type = found.node_type;
            draft.kind = Some(found.name.clone());
        }
    }
}

/// The description, demonym or pronoun whose head is token `at`.
fn described(tree: &Tree<'_>, lexicon: &Lexicon, words: &Words, cast: &Cast, at: usize) -> Option<Draft> {
    let token = tree.token(at);
    if token.upos == Upos::Pron || (token.upos == Upos::Det && token.xpos == Xpos::PrpS) {
        return pronoun(tree, at);
    }
    let capital = tree.doc.form(at).chars().next().is_some_and(char::is_uppercase);
    if capital
        && matches!(token.upos, Upos::Adj | Upos::Propn | Upos::Noun)
        && let Some(country) = lexicon.demonym(tree.lower(at))
    {
        let people = token.xpos == Xpos::Nnps || (token.xpos == Xpos::Nns && token.upos != Upos::Adj);
        let mut draft = plain(tree, at, at, at + 1);
        draft.country = Some(country.code.clone());
        if people {
            draft.node_type = NodeType::Group;
            draft.kind = Some("people".to_owned());
            draft.plural = true;
        } else {
            draft.node_type = NodeType::Place;
            draft.kind = Some("country".to_owned());
            draft.known = Some(country.name.clone());
            draft.label.clone_from(&country.name);
            draft.demonym = true;
        }
        return Some(draft);
    }
    if token.upos == Upos::Sym && !matches!(tree.deprel(at), Deprel::Compound | Deprel::Nummod | Deprel::NmodDesc) {
        return sum(tree, at);
    }
    if !matches!(token.upos, Upos::Noun | Upos::Propn) || matches!(tree.deprel(at), Deprel::Flat | Deprel::Goeswith) {
        return None;
    }
    // A title inside a name phrase is told by the name.
    if matches!(tree.deprel(at), Deprel::Compound | Deprel::NmodDesc) {
        return None;
    }
    if tree.is_time(at) {
        return None;
    }
    let (left, end) = tree.core(at);
    let mut first = left;
    while first < at
        && (matches!(tree.upos(first), Upos::Det | Upos::Punct | Upos::Cconj | Upos::Adv | Upos::Part | Upos::Adp)
            || (tree.upos(first) == Upos::Pron && tree.deprel(first) == Deprel::NmodPoss)
            || matches!(tree.lower(first), "such" | "'s"))
    {
        first += 1;
    }
    let mut draft = plain(tree, at, first, end.max(at + 1));
    draft.plural = matches!(token.xpos, Xpos::Nns | Xpos::Nnps) || token.lemma.as_ref() == "police";
    draft.words = (first..end)
        .filter(|&word| word != at && matches!(tree.upos(word), Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num))
        .map(|word| tree.lower(word).to_owned())
        .collect();
    let lemma = token.lemma.to_lowercase();
    let lemma = lemma.as_str();
    let lower = tree.lower(at);
    let singular = lower.strip_suffix('s').unwrap_or(lower);
    let nouns = [lemma, lower, singular];
    let person = [lemma, singular].into_iter().find_map(|noun| lexicon.person_noun(noun));
    let role = lexicon.is_role(lemma) || lexicon.is_role(&draft.label.to_lowercase());
    let kind = nouns.into_iter().find_map(|noun| words.kind(noun).first());
    draft.gender = person.and_then(|(gender, _)| gender);
    if !draft.plural && (role || person.is_some()) {
        draft.node_type = NodeType::Group;
        draft.kind = Some("person".to_owned());
    } else if let Some(kind) = nouns.into_iter().find_map(|noun| lexicon.group_noun(noun)) {
        draft.node_type = NodeType::Group;
        draft.kind = Some(kind.to_owned());
    } else if role || person.is_some() {
        draft.node_type = NodeType::Group;
        draft.kind = Some("people".to_owned());
    } else if let Some(kind) = kind {
        draft.kind = Some(kind.name.clone());
        draft.node_type = match kind.node_type {
            NodeType::Organization | NodeType::Group | NodeType::Person => NodeType::Group,
            _ => NodeType::Thing,
        };
    }
    // "the interior ministry" is one body by its description alone.
    let definite = tree.with(at, &[Deprel::Det]).any(|det| tree.lower(det) == "the");
    let modified = tree.with(at, &[Deprel::Compound, Deprel::Amod]).any(|part| tree.reach(part).1 < at);
    let unique = nouns
        .into_iter()
        .flat_map(|noun| words.kind(noun))
        .find(|kind| kind.node_type == NodeType::Organization && UNIQUE.contains(&kind.name.as_str()));
    if let Some(kind) =
        unique.filter(|_| definite && modified && !draft.plural && draft.kind.as_deref() != Some("person"))
    {
        draft.node_type = NodeType::Organization;
        draft.kind = Some(kind.name.clone());
    }
    let country = (left..at).filter_map(|word| cast.at(word)).find(|&near| cast.drafts[near].country.is_some());
    if let Some(country) = country.map(|near| &cast.drafts[near]) {
        draft.country.clone_from(&country.country);
        // "the Mexican government" is a body with a name, not just any government.
        let body = words
            .kind(lemma)
            .iter()
            .any(|kind| kind.node_type == NodeType::Organization && STATE.contains(&kind.name.as_str()));
        if body && !draft.plural && country.kind.as_deref() == Some("country") {
            draft.node_type = NodeType::Organization;
            draft.form = Form::Name;
            draft.known = Some(format!("{} {lemma}", country.known.as_deref().unwrap_or(&country.label)));
        }
    }
    Some(draft)
}

fn plain(tree: &Tree<'_>, head: usize, first: usize, end: usize) -> Draft {
    let span = tree.doc.span(first, end);
    Draft {
        span,
        first,
        end,
        head,
        form: Form::Nominal,
        node_type: NodeType::Thing,
        kind: None,
        label: one_line(span.of(&tree.doc.document.text)),
        words: Vec::new(),
        known: None,
        country: None,
        gender: None,
        plural: false,
        running: tree.block(head).is_running(),
        demonym: false,
        title: None,
    }
}

/// "$40 million": a sum of money whose head is the sign of its currency.
fn sum(tree: &Tree<'_>, at: usize) -> Option<Draft> {
    let next = tree.doc.quantities.partition_point(|quantity| quantity.first <= at);
    let quantity = tree.doc.quantities.get(next.checked_sub(1)?).filter(|quantity| at < quantity.end)?;
    if !tree.doc.form(at).ends_with(['$', '£', '€', '¥']) {
        return None;
    }
    let mut draft = plain(tree, at, quantity.first.min(at), quantity.end);
    draft.kind = Some("money".to_owned());
    Some(draft)
}

/// A pronoun that stands for somebody or something.
fn pronoun(tree: &Tree<'_>, at: usize) -> Option<Draft> {
    let (gender, plural) = match tree.lower(at) {
        "he" | "him" | "his" | "himself" => (Some("male"), false),
        "she" | "her" | "hers" | "herself" => (Some("female"), false),
        "it" | "its" | "itself" | "i" | "me" | "my" | "myself" | "mine" => (None, false),
        "they" | "them" | "their" | "theirs" | "themselves" | "we" | "us" | "our" | "ours" | "ourselves" => {
            (None, true)
        }
        word if voice::is_listener(word) => (None, false),
        _ => return None,
    };
    if tree.deprel(at) == Deprel::Expl {
        return None;
    }
    let mut draft = plain(tree, at, at, at + 1);
    draft.form = Form::Pronoun;
    draft.gender = gender;
    draft.plural = plural;
    if voice::is_own(tree.lower(at)) {
        draft.node_type = NodeType::Group;
        draft.kind = (!plural).then(|| "person".to_owned());
        if plural { "we" } else { "I" }.clone_into(&mut draft.label);
    } else if voice::is_listener(tree.lower(at)) {
        draft.node_type = NodeType::Group;
        "you".clone_into(&mut draft.label);
    }
    Some(draft)
}
