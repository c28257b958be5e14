//! Which phrases of a document mean the same: sieves from sure to less sure.
//!
//! Source of the order: Lee et al. 2013, *Deterministic coreference resolution
//! based on entity-centric, precision-ranked rules*, Computational Linguistics
//! 39(4), <https://doi.org/10.1162/COLI_a_00152>. Two distinct full names are
//! never joined.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::Lexicon;
use super::Words;
use super::entity::Cast;
use super::entity::Draft;
use super::fact::RoleHint;
use super::pronoun;
use super::tree::Tree;
use crate::annotate::Deprel;
use crate::annotate::Upos;
use crate::ontology::Form;
use crate::ontology::NodeType;
use crate::ontology::distance;

/// How far back, in sentences, a pronoun may point.
pub(super) const REACH: usize = 3;
/// How many phrases back a pronoun or description looks: keeps the cost linear.
pub(super) const WINDOW: usize = 120;

/// Which group each phrase belongs to.
#[derive(Debug)]
pub(super) struct Groups {
    parent: Vec<usize>,
    /// Whether the group of a first phrase has a name, once the sieves of names are through.
    named: Vec<bool>,
    /// A plural pronoun that means several: phrase, and the phrases it means.
    pub(super) sets: BTreeMap<usize, Vec<usize>>,
    /// Phrases outside running text that name nobody in it.
    pub(super) dropped: Vec<bool>,
    /// What each group is, by its first phrase.
    types: BTreeMap<usize, NodeType>,
}

impl Groups {
    fn new(count: usize) -> Self {
        Self {
            parent: (0..count).collect(),
            named: vec![false; count],
            sets: BTreeMap::new(),
            dropped: vec![false; count],
            types: BTreeMap::new(),
        }
    }

    /// The first phrase of the group.
    pub(super) fn root(&self, mut at: usize) -> usize {
        while self.parent[at] != at {
            at = self.parent[at];
        }
        at
    }

    pub(super) fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        let (low, high) = (one.min(other), one.max(other));
        self.parent[high] = low;
        self.named[low] |= self.named[high];
        // Short paths keep the cost near linear.
        let mut at = high;
        while self.parent[at] != low {
            at = self.parent[at];
        }
    }

    /// Joins two groups unless each has a name of its own: "the lawyer" may be one of two lawyers, never both.
    pub(super) fn join_unnamed(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        if self.named[one] && self.named[other] {
            return;
        }
        self.join(one, other);
    }

    /// What the group of a phrase is: what its first name is, else its first description.
    pub(super) fn node_type(&self, at: usize) -> Option<NodeType> {
        self.types.get(&self.root(at)).copied()
    }

    pub(super) fn settle_types(&mut self, cast: &Cast) {
        let mut types: BTreeMap<usize, (Form, NodeType)> = BTreeMap::new();
        for (at, draft) in cast.drafts.iter().enumerate() {
            let root = self.root(at);
            let entry = types.entry(root).or_insert((draft.form, draft.node_type));
            // Names come before descriptions, and these before pronouns.
            if draft.form < entry.0 {
                *entry = (draft.form, draft.node_type);
            }
        }
        self.types = types.into_iter().map(|(root, (_, kind))| (root, kind)).collect();
    }

    pub(super) fn same(&self, one: usize, other: usize) -> bool {
        self.root(one) == self.root(other)
    }
}

/// Runs all sieves.
pub(super) fn resolve(
    tree: &Tree<'_>,
    lexicon: &Lexicon,
    words: &Words,
    cast: &mut Cast,
    hints: &[RoleHint],
) -> Groups {
    let mut groups = Groups::new(cast.drafts.len());
    lone_words(lexicon, cast, hints);
    agree_on_types(cast);
    people(lexicon, cast, &mut groups);
    bodies_and_places(cast, &mut groups);
    for at in (0..cast.drafts.len()).filter(|&at| cast.drafts[at].form == Form::Name) {
        let root = groups.root(at);
        groups.named[root] = true;
    }
    descriptions(tree, cast, &mut groups);
    heads(tree, lexicon, cast, &mut groups);
    equations(tree, cast, &mut groups);
    kinds(tree, words, cast, &mut groups);
    roles(tree, lexicon, cast, hints, &mut groups);
    pronoun::resolve(tree, lexicon, cast, &mut groups);
    groups.settle_types(cast);
    groups
}

/// The same name has one type in a document: the one most of its mentions have.
fn agree_on_types(cast: &mut Cast) {
    let mut votes: BTreeMap<String, BTreeMap<NodeType, usize>> = BTreeMap::new();
    for draft in cast.drafts.iter().filter(|draft| draft.form == Form::Name) {
        let weight = if draft.running { 2 } else { 1 };
        *votes.entry(draft.words.join(" ")).or_default().entry(draft.node_type).or_default() += weight;
    }
    for draft in cast.drafts.iter_mut().filter(|draft| draft.form == Form::Name && draft.known.is_none()) {
        let best = votes.get(&draft.words.join(" ")).and_then(|types| {
            types.iter().max_by_key(|(kind, votes)| (**votes, std::cmp::Reverse(**kind))).map(|(kind, _)| *kind)
        });
        if let Some(best) = best.filter(|best| *best != draft.node_type) {
            draft.node_type = best;
            draft.kind = None;
        }
    }
}

/// A person is introduced by a full name, a title or a role. One unknown word that is never more than that names a body.
fn lone_words(lexicon: &Lexicon, cast: &mut Cast, hints: &[RoleHint]) {
    let person = |draft: &Draft| draft.form == Form::Name && draft.node_type == NodeType::Person;
    let parts: std::collections::BTreeSet<String> = cast
        .drafts
        .iter()
        .filter(|draft| person(draft) && draft.words.len() > 1)
        .flat_map(|draft| draft.words.clone())
        .collect();
    let known: std::collections::BTreeSet<usize> = hints.iter().map(|hint| hint.person).collect();
    let titled: std::collections::BTreeSet<String> = cast
        .drafts
        .iter()
        .enumerate()
        .filter(|(at, draft)| person(draft) && (draft.title.is_some() || known.contains(at)))
        .flat_map(|(_, draft)| draft.words.clone())
        .collect();
    for draft in &mut cast.drafts {
        let lone = person(draft) && draft.words.len() == 1 && !draft.words[0].contains('.');
        let word = draft.words.first().cloned().unwrap_or_default();
        if lone
            && !parts.contains(&word)
            && !parts.iter().take(WINDOW).any(|part| near(part, &word))
            && !titled.contains(&word)
            && lexicon.given_name(&word).is_none()
            && !lexicon.is_surname(&word)
        {
            draft.node_type = NodeType::Organization;
        }
    }
}

/// Whether two words differ by a slip of the pen.
fn near(one: &str, other: &str) -> bool {
    if one == other {
        return true;
    }
    let (long, short) =
        (one.chars().count().max(other.chars().count()), one.chars().count().min(other.chars().count()));
    // Longer words are no slips; comparing them letter by letter would cost too much.
    if short < 5 || long > 40 || one.chars().next() != other.chars().next() {
        return false;
    }
    let allowed = if long >= 8 { 2 } else { 1 };
    long - short <= allowed && distance(one, other) <= allowed
}

/// Whether two full names can be one person: same family name, first names that agree or abbreviate each other.
fn same_person(one: &[String], other: &[String]) -> bool {
    let (Some(one_first), Some(one_last)) = (one.first(), one.last()) else { return false };
    let (Some(other_first), Some(other_last)) = (other.first(), other.last()) else { return false };
    let initial = |short: &str, long: &str| short.chars().count() == 1 && long.starts_with(short);
    let first = near(one_first, other_first) || initial(one_first, other_first) || initial(other_first, one_first);
    first && one_last == other_last || one_first == other_first && near(one_last, other_last)
}

fn people(lexicon: &Lexicon, cast: &mut Cast, groups: &mut Groups) {
    let is_person = |draft: &Draft| draft.form == Form::Name && draft.node_type == NodeType::Person;
    // Full names by family name and by first name, so that each name looks at few others.
    let mut full: Vec<usize> = Vec::new();
    let mut by_word: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for pass in [true, false] {
        for at in 0..cast.drafts.len() {
            let draft = &cast.drafts[at];
            if !is_person(draft) || draft.running != pass || draft.words.len() < 2 {
                continue;
            }
            let ends = [draft.words.first(), draft.words.last()];
            let found = ends.into_iter().flatten().find_map(|word| {
                let others = by_word.get(word)?;
                others.iter().rev().take(WINDOW).find(|&&other| same_person(&cast.drafts[other].words, &draft.words))
            });
            match found {
                Some(&other) => groups.join(at, other),
                None if pass => {
                    for word in ends.into_iter().flatten() {
                        by_word.entry(word.clone()).or_default().push(at);
                    }
                    full.push(at);
                }
                None => groups.dropped[at] = true,
            }
        }
    }
    let mut alone: FxHashMap<String, usize> = FxHashMap::default();
    for pass in [true, false] {
        for at in 0..cast.drafts.len() {
            let draft = &cast.drafts[at];
            if !is_person(draft) || draft.running != pass || draft.words.len() != 1 {
                continue;
            }
            let word = &draft.words[0];
            let title_gender = draft.title.as_deref().and_then(|title| lexicon.title(title)).and_then(|title| title.0);
            let fits = |other: &&usize| {
                let gender = cast.drafts[**other].words.first().and_then(|name| lexicon.given_name(name));
                title_gender.is_none() || gender.is_none() || gender == title_gender
            };
            let exact: Vec<usize> = by_word.get(word).into_iter().flatten().filter(fits).copied().collect();
            let before = exact.iter().rev().find(|&&other| other < at).or(exact.first()).copied();
            let found = before.or_else(|| alone.get(word).copied()).or_else(|| {
                let last = |other: usize| cast.drafts[other].words.last().is_some_and(|name| near(name, word));
                full.iter().take(WINDOW).filter(fits).copied().find(|&other| last(other))
            });
            match found {
                Some(other) => groups.join(at, other),
                None if pass => {
                    alone.insert(word.clone(), at);
                }
                None => groups.dropped[at] = true,
            }
        }
    }
}

/// The first letters of a name's words.
fn initials(draft: &Draft) -> String {
    draft.words.iter().filter_map(|word| word.chars().next()).collect()
}

fn bodies_and_places(cast: &mut Cast, groups: &mut Groups) {
    let mut by_name: FxHashMap<String, usize> = FxHashMap::default();
    let mut by_initials: FxHashMap<String, usize> = FxHashMap::default();
    let mut by_start: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    let eligible = |draft: &Draft| {
        matches!(draft.node_type, NodeType::Organization | NodeType::Place)
            && (draft.form == Form::Name || (draft.form == Form::Nominal && draft.demonym))
    };
    let key = |draft: &Draft| draft.known.clone().unwrap_or_else(|| draft.words.join(" ")).to_lowercase();
    for pass in [true, false] {
        for at in 0..cast.drafts.len() {
            let draft = &cast.drafts[at];
            if !eligible(draft) || draft.running != pass {
                continue;
            }
            let name = key(draft);
            if let Some(&other) = by_name.get(&name) {
                groups.join(at, other);
                continue;
            }
            if !pass {
                groups.dropped[at] = true;
                continue;
            }
            by_name.insert(name, at);
            if draft.node_type == NodeType::Organization && draft.words.len() > 1 {
                by_initials.entry(initials(draft)).or_insert(at);
                by_start.entry(draft.words[0].clone()).or_default().push(at);
            }
        }
    }
    // Short forms look at the long ones wherever they stand: "WHO", "Goldman".
    for at in 0..cast.drafts.len() {
        let draft = &cast.drafts[at];
        if !eligible(draft) || draft.node_type != NodeType::Organization || draft.known.is_some() || groups.dropped[at]
        {
            continue;
        }
        if let [word] = &draft.words[..] {
            let letters: String = word.chars().filter(|letter| letter.is_alphanumeric()).collect();
            let capital = draft.label.chars().all(|letter| !letter.is_lowercase());
            if let Some(&other) = by_initials.get(&letters).filter(|_| capital && letters.len() > 1) {
                groups.join(at, other);
                continue;
            }
        }
        let longer: Vec<usize> = draft
            .words
            .first()
            .and_then(|word| by_start.get(word))
            .into_iter()
            .flatten()
            .copied()
            .filter(|&other| {
                let words = &cast.drafts[other].words;
                words.len() > draft.words.len() && words.starts_with(&draft.words) && !groups.same(at, other)
            })
            .take(3)
            .collect();
        let one = longer.first().filter(|&&first| longer.iter().all(|&other| groups.same(first, other)));
        if let Some(&other) = one {
            groups.join(at, other);
        }
    }
}

/// Whether two descriptions with the same head can mean the same: one says no more than the other.
fn compatible(one: &Draft, other: &Draft) -> bool {
    if one.plural != other.plural || (one.country.is_some() && other.country.is_some() && one.country != other.country)
    {
        return false;
    }
    let inside = |small: &Draft, large: &Draft| small.words.iter().all(|word| large.words.contains(word));
    inside(one, other) || inside(other, one)
}

/// How a description is introduced.
fn is_indefinite(tree: &Tree<'_>, draft: &Draft) -> bool {
    tree.with(draft.head, &[Deprel::Det])
        .any(|det| matches!(tree.lower(det), "a" | "an" | "another" | "some" | "any" | "no" | "each" | "every"))
}

/// A thing without article or owner is any of its kind: "the storm lost strength … rivers have strength".
fn is_generic(tree: &Tree<'_>, draft: &Draft) -> bool {
    let bare = tree.one(draft.head, &[Deprel::Det, Deprel::NmodPoss, Deprel::Nummod]).is_none();
    bare && (draft.node_type == NodeType::Thing || tree.lemma(draft.head) == "people")
}

fn descriptions(tree: &Tree<'_>, cast: &mut Cast, groups: &mut Groups) {
    let mut seen: FxHashMap<(String, bool), Vec<usize>> = FxHashMap::default();
    // A headline only takes up what the text tells of.
    for pass in [true, false] {
        for at in 0..cast.drafts.len() {
            let draft = &cast.drafts[at];
            if draft.form != Form::Nominal || draft.demonym || draft.running != pass {
                continue;
            }
            // A sum of money is the same only when it is as much.
            let sum = tree.upos(draft.head) == Upos::Sym;
            let word = if sum { draft.label.as_str() } else { tree.lemma(draft.head) };
            let known = seen.entry((word.to_lowercase(), draft.plural)).or_default();
            let fits = |&other: &usize| compatible(&cast.drafts[other], draft);
            let new = is_indefinite(tree, draft) || pass && is_generic(tree, draft);
            let found = match (new, pass) {
                (true, _) => None,
                (false, true) => known.iter().rev().take(8).copied().find(fits),
                (false, false) => known.first().copied().filter(fits),
            };
            match found {
                Some(other) => groups.join_unnamed(at, other),
                None if !pass => groups.dropped[at] = true,
                None => {}
            }
            if pass {
                known.push(at);
            }
        }
    }
}

/// "the union" is the one body whose name says it is a union.
fn heads(tree: &Tree<'_>, lexicon: &Lexicon, cast: &Cast, groups: &mut Groups) {
    let mut named: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for at in 0..cast.drafts.len() {
        let draft = &cast.drafts[at];
        if draft.form == Form::Name
            && draft.running
            && !groups.dropped[at]
            && matches!(draft.node_type, NodeType::Organization | NodeType::Place)
        {
            let lower = draft.label.to_lowercase();
            let parts: Vec<&str> = lower.split_whitespace().collect();
            let end = parts.iter().position(|word| matches!(*word, "of" | "for")).unwrap_or(parts.len());
            if let Some(head) = end.checked_sub(1).map(|at| parts[at]).filter(|_| parts.len() > 1) {
                let known = named.entry(head.to_owned()).or_default();
                if known.len() < 20 && !known.iter().any(|&other| groups.same(other, at)) {
                    known.push(at);
                }
            }
        }
    }
    for at in 0..cast.drafts.len() {
        let draft = &cast.drafts[at];
        let plain =
            draft.form == Form::Nominal && draft.running && !draft.plural && !draft.demonym && draft.words.is_empty();
        let definite =
            tree.with(draft.head, &[Deprel::Det]).any(|det| matches!(tree.lower(det), "the" | "this" | "that"));
        if !plain || !definite || draft.kind.as_deref() == Some("person") || lexicon.is_role(tree.lemma(draft.head)) {
            continue;
        }
        // One such name, already seen.
        if let Some([name]) = named.get(tree.lemma(draft.head)).map(|known| &known[..])
            && *name < at
        {
            groups.join_unnamed(*name, at);
        }
    }
}

/// "the company", "this city": the one body or place of that kind that was named shortly before.
fn kinds(tree: &Tree<'_>, words: &Words, cast: &Cast, groups: &mut Groups) {
    for at in 0..cast.drafts.len() {
        let draft = &cast.drafts[at];
        let plain = draft.form == Form::Nominal && draft.running && !draft.plural && draft.words.is_empty();
        let definite =
            || tree.with(draft.head, &[Deprel::Det]).any(|det| matches!(tree.lower(det), "the" | "this" | "that"));
        // "the city of Rome", "the country that won" say themselves which is meant.
        let more = || tree.one(draft.head, &[Deprel::Nmod, Deprel::AclRelcl, Deprel::Acl, Deprel::Appos]).is_some();
        if !plain || draft.demonym || groups.named[groups.root(at)] || !definite() || more() {
            continue;
        }
        let lemma = tree.lemma(draft.head);
        let of_kind = |name: &Draft| {
            name.kind.as_deref().is_some_and(|kind| {
                let is =
                    |noun: &str| words.kind(noun).iter().any(|one| one.name == kind && one.node_type == name.node_type);
                // "Torvik Port" says what it is: no terminal.
                let last = name.label.rsplit(' ').next().unwrap_or_default().to_lowercase();
                is(lemma) && (last == lemma || name.node_type == NodeType::Organization || !is(&last))
            })
        };
        let sentence = tree.sentence(draft.head);
        let mut found: Option<usize> = None;
        let mut several = false;
        for other in (0..at).rev().take(WINDOW) {
            let name = &cast.drafts[other];
            if tree.sentence(name.head) + REACH < sentence {
                break;
            }
            let named = name.form == Form::Name && name.running && !groups.dropped[other] && !name.demonym;
            if named && matches!(name.node_type, NodeType::Organization | NodeType::Place) && of_kind(name) {
                several |= found.is_some_and(|known| !groups.same(known, other));
                found = found.or(Some(other));
            }
        }
        if let Some(name) = found.filter(|_| !several) {
            groups.join_unnamed(name, at);
        }
    }
}

/// Whether a name and a description can be one.
fn can_be(name: &Draft, description: &Draft) -> bool {
    if description.plural || description.form != Form::Nominal || description.demonym {
        return false;
    }
    let person = matches!(description.kind.as_deref(), Some("person"));
    match name.node_type {
        NodeType::Person => description.node_type == NodeType::Group && person,
        NodeType::Organization => description.node_type == NodeType::Group && !person,
        NodeType::Place => description.node_type == NodeType::Thing && description.kind.is_some(),
        _ => false,
    }
}

/// "X, the mayor", "X is the mayor".
fn equations(tree: &Tree<'_>, cast: &Cast, groups: &mut Groups) {
    // "the state prosecutor, Ann Lee, said": side by side with a comma between.
    for at in 0..cast.drafts.len() {
        let description = &cast.drafts[at];
        // "President Lee": the title is the person.
        if let Some(name) =
            cast.at(description.head + 1).filter(|&name| cast.drafts[name].first == description.head + 1)
        {
            let title = cast.drafts[name].form == Form::Name && cast.drafts[name].node_type == NodeType::Person;
            if title && can_be(&cast.drafts[name], description) && !groups.dropped[name] && !groups.dropped[at] {
                groups.join_unnamed(name, at);
            }
        }
        let comma = description.head + 1;
        if comma + 1 >= tree.len()
            || tree.lower(comma) != ","
            || tree.sentence(comma + 1) != tree.sentence(description.head)
        {
            continue;
        }
        if let Some(name) = cast.at(comma + 1).filter(|&name| cast.drafts[name].first == comma + 1) {
            let whole = cast.drafts[name].form == Form::Name
                && cast.drafts[name].node_type == NodeType::Person
                && !is_indefinite(tree, description);
            if whole && can_be(&cast.drafts[name], description) && !groups.dropped[name] && !groups.dropped[at] {
                groups.join_unnamed(name, at);
            }
        }
    }
    for at in 0..tree.len() {
        let pair = match tree.deprel(at) {
            Deprel::Appos => tree.head(at).map(|head| (head, at)),
            Deprel::Flat | Deprel::NmodDesc => tree.head(at).map(|head| (head, at)),
            Deprel::Nsubj => tree.head(at).filter(|&head| is_equation(tree, head)).map(|head| (head, at)),
            _ => None,
        };
        let Some((one, other)) = pair.and_then(|(one, other)| Some((cast.at(one)?, cast.at(other)?))) else { continue };
        let (one_draft, other_draft) = (&cast.drafts[one], &cast.drafts[other]);
        let fits = match (one_draft.form, other_draft.form) {
            (Form::Name, Form::Nominal) => can_be(one_draft, other_draft),
            (Form::Nominal, Form::Name) => can_be(other_draft, one_draft),
            _ => false,
        };
        if fits && !groups.dropped[one] && !groups.dropped[other] {
            groups.join_unnamed(one, other);
        }
    }
}

/// Whether a nominal is what its subject is said to be, plainly.
fn is_equation(tree: &Tree<'_>, at: usize) -> bool {
    tree.one(at, &[Deprel::Cop]).is_some_and(|cop| matches!(tree.lower(cop), "is" | "are" | "'s" | "was" | "were"))
        && tree.one(at, &[Deprel::Aux, Deprel::Mark]).is_none()
        && !tree.with(at, &[Deprel::Advmod]).any(|adverb| matches!(tree.lower(adverb), "not" | "n't" | "never"))
}

/// "the president" is the one person who holds that role here.
fn roles(tree: &Tree<'_>, lexicon: &Lexicon, cast: &Cast, hints: &[RoleHint], groups: &mut Groups) {
    // Who holds each role, by its last word, and of which country.
    let mut by_role: FxHashMap<&str, Vec<(usize, Option<&String>)>> = FxHashMap::default();
    for hint in hints {
        let country = hint.of.and_then(|of| cast.drafts[of].country.as_ref());
        let known = by_role.entry(hint.role.split(' ').next_back().unwrap_or_default()).or_default();
        if known.len() < WINDOW {
            known.push((hint.person, country));
        }
    }
    for (person, name) in cast.drafts.iter().enumerate().filter(|(_, name)| name.node_type == NodeType::Person) {
        let role = name.title.as_deref().and_then(|title| lexicon.title(title)).and_then(|title| title.1);
        if let Some(last) = role.and_then(|role| role.split(' ').next_back()) {
            let known = by_role.entry(last).or_default();
            if known.len() < WINDOW {
                known.push((person, None));
            }
        }
    }
    for at in 0..cast.drafts.len() {
        let draft = &cast.drafts[at];
        let single =
            draft.form == Form::Nominal && !draft.plural && draft.running && draft.kind.as_deref() == Some("person");
        if !single || is_indefinite(tree, draft) || draft.words.iter().any(|word| word == "former") {
            continue;
        }
        let lemma = tree.lemma(draft.head);
        let mut holders: Vec<usize> = Vec::new();
        for (person, country) in by_role.get(lemma).into_iter().flatten() {
            let root = groups.root(*person);
            let fits = draft.country.is_none() || country.is_none() || draft.country.as_ref() == *country;
            if fits && !holders.contains(&root) {
                holders.push(root);
            }
        }
        if let [holder] = holders[..] {
            groups.join_unnamed(at, holder);
        }
    }
}
