//! Which descriptions with the same noun mean the same: "a strike … the strike".
//!
//! Each earlier phrase that can be meant is weighed by features: how both are introduced, which words they have in common,
//! how far apart they stand, what else the text says of the noun. Weights are data, `schema/lang/<code>/descriptions.toml`.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::Lexicon;
use super::Words;
use super::coref::Groups;
use super::coref::Sieve;
use super::entity::Cast;
use super::entity::Draft;
use super::tree::Tree;
use super::weight;
use crate::annotate::Deprel;
use crate::annotate::Upos;
use crate::ontology::Form;
use crate::ontology::NodeType;

/// How many earlier phrases of one noun are looked at: keeps the cost linear.
const NEAR: usize = 8;

/// What can speak for an earlier phrase, in the order of the weights.
const FEATURES: [&str; 52] = [
    "always",
    "the",
    "this",
    "owner",
    "counted",
    "bare",
    "earlier_a",
    "earlier_the",
    "earlier_this",
    "earlier_owner",
    "earlier_counted",
    "earlier_bare",
    "no_words",
    "same_words",
    "fewer_words",
    "more_words",
    "other",
    "the_alone",
    "bare_plural",
    "bare_alone",
    "both_bare",
    "both_bare_plural",
    "proper",
    "bare_object",
    "both_the",
    "the_after_a",
    "same_sentence",
    "sentence_before",
    "two_or_three_before",
    "up_to_eight_before",
    "farther",
    "nearest",
    "second",
    "third",
    "once",
    "twice",
    "more_often",
    "plural",
    "person",
    "body",
    "complement",
    "clause",
    "earlier_complement",
    "earlier_clause",
    "same_complement",
    "other_complement",
    "same_owner",
    "other_owner",
    "subject",
    "earlier_subject",
    "within_noun",
    "named_before",
];

/// Weights for things, and for people and bodies.
static WEIGHTS: LazyLock<[[i32; FEATURES.len()]; 2]> = LazyLock::new(|| {
    let file = include_str!("../../schema/lang/en/descriptions.toml");
    ["things", "groups"].map(|table| weight::of(file, table, &FEATURES))
});

/// How a description is introduced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Start {
    A,
    The,
    This,
    Owner,
    Counted,
    Bare,
}

fn start(tree: &Tree<'_>, draft: &Draft) -> Start {
    if tree.one(draft.head, &[Deprel::NmodPoss]).is_some() {
        return Start::Owner;
    }
    match tree.with(draft.head, &[Deprel::Det]).map(|det| tree.lower(det)).next() {
        Some("the") => Start::The,
        Some("this" | "that" | "these" | "those") => Start::This,
        Some(_) => Start::A,
        None if tree.one(draft.head, &[Deprel::Nummod]).is_some() => Start::Counted,
        None => Start::Bare,
    }
}

/// Whether a description brings up something new.
pub(super) fn is_indefinite(tree: &Tree<'_>, draft: &Draft) -> bool {
    tree.with(draft.head, &[Deprel::Det])
        .any(|det| matches!(tree.lower(det), "a" | "an" | "another" | "some" | "any" | "no" | "each" | "every"))
}

/// Whether one description says no more than the other. Whose it is ("Mexican") is told by the country, not by the word.
fn has_all(lexicon: &Lexicon, small: &Draft, large: &Draft) -> bool {
    let whose = |word: &str| small.country.is_some() && (lexicon.demonym(word).or(lexicon.country(word))).is_some();
    small.words.iter().all(|word| large.words.contains(word) || whose(word))
}

/// Whether two descriptions with the same head can mean the same: one says no more than the other.
fn compatible(lexicon: &Lexicon, one: &Draft, other: &Draft) -> bool {
    let countries = one.country.is_some() && other.country.is_some() && one.country != other.country;
    one.plural == other.plural && !countries && (has_all(lexicon, one, other) || has_all(lexicon, other, one))
}

/// The noun that "of" and the like lead to.
fn complement<'t>(tree: &'t Tree<'_>, draft: &Draft) -> Option<&'t str> {
    tree.one(draft.head, &[Deprel::Nmod]).filter(|&noun| noun > draft.head).map(|noun| tree.lemma(noun))
}

fn owner<'t>(tree: &'t Tree<'_>, draft: &Draft) -> Option<&'t str> {
    tree.one(draft.head, &[Deprel::NmodPoss]).map(|owner| tree.lower(owner))
}

/// Whether the noun is one for bodies, not for people.
fn is_body(tree: &Tree<'_>, words: &Words, draft: &Draft) -> bool {
    words.kind(tree.lemma(draft.head)).iter().any(|kind| kind.node_type == NodeType::Organization)
}

/// A description beside an earlier one.
#[derive(Clone, Copy)]
struct Look<'c> {
    draft: &'c Draft,
    earlier: &'c Draft,
    /// How many groups of this noun stand nearer.
    rank: usize,
    /// How many phrases of this noun the group of the earlier one has.
    size: usize,
    named: bool,
}

fn features(tree: &Tree<'_>, lexicon: &Lexicon, look: Look<'_>) -> [bool; FEATURES.len()] {
    let Look { draft, earlier, rank, size, named } = look;
    let [now, then] = [start(tree, draft), start(tree, earlier)];
    let distance = tree.sentence(draft.head) - tree.sentence(earlier.head).min(tree.sentence(draft.head));
    let [fewer, more] = [has_all(lexicon, draft, earlier), has_all(lexicon, earlier, draft)];
    let [of, of_earlier] = [complement(tree, draft), complement(tree, earlier)];
    let [whose, whose_earlier] = [owner(tree, draft), owner(tree, earlier)];
    let alone = draft.words.is_empty();
    let else_words =
        draft.words.iter().any(|word| matches!(word.as_str(), "other" | "different" | "new" | "more" | "next"));
    let clause = |draft: &Draft| tree.one(draft.head, &[Deprel::Acl, Deprel::AclRelcl]).is_some();
    let role = |draft: &Draft| tree.deprel(draft.head).base();
    let person = draft.kind.as_deref() == Some("person") || draft.kind.as_deref() == Some("people");
    [
        true,
        now == Start::The,
        now == Start::This,
        now == Start::Owner,
        now == Start::Counted,
        now == Start::Bare,
        then == Start::A,
        then == Start::The,
        then == Start::This,
        then == Start::Owner,
        then == Start::Counted,
        then == Start::Bare,
        alone && earlier.words.is_empty(),
        !alone && fewer && more,
        fewer && !more,
        more && !fewer,
        else_words,
        now == Start::The && alone && of.is_none() && !clause(draft),
        now == Start::Bare && draft.plural,
        now == Start::Bare && !draft.plural && alone,
        now == Start::Bare && then == Start::Bare && !draft.plural,
        now == Start::Bare && then == Start::Bare && draft.plural,
        tree.upos(draft.head) == Upos::Propn,
        now == Start::Bare && role(draft) == "obj",
        now == Start::The && then == Start::The,
        now == Start::The && then == Start::A,
        distance == 0,
        distance == 1,
        matches!(distance, 2 | 3),
        matches!(distance, 4..=8),
        distance > 8,
        rank == 0,
        rank == 1,
        rank > 1,
        size <= 1,
        size == 2,
        size > 2,
        draft.plural,
        person,
        !person && draft.node_type == NodeType::Group,
        of.is_some(),
        clause(draft),
        of_earlier.is_some(),
        clause(earlier),
        of.is_some() && of == of_earlier,
        of.is_some() && of_earlier.is_some() && of != of_earlier,
        whose.is_some() && whose == whose_earlier,
        whose.is_some() && whose_earlier.is_some() && whose != whose_earlier,
        role(draft) == "nsubj",
        role(earlier) == "nsubj",
        role(draft) == "nmod",
        named,
    ]
}

/// Phrases of one noun in one number, and how many the group of each has.
#[derive(Debug, Default)]
struct Seen {
    phrases: Vec<usize>,
    size: FxHashMap<usize, usize>,
}

/// Joins each description with the earlier one of its noun that it most likely means.
pub(super) fn resolve(tree: &Tree<'_>, lexicon: &Lexicon, words: &Words, cast: &Cast, groups: &mut Groups) {
    let mut seen: FxHashMap<(String, bool), Seen> = FxHashMap::default();
    for at in 0..cast.drafts.len() {
        let draft = &cast.drafts[at];
        if draft.form != Form::Nominal || draft.demonym || !draft.running {
            continue;
        }
        // A sum of money is the same only when it is as much.
        let sum = tree.upos(draft.head) == Upos::Sym;
        let word = if sum { draft.label.as_str() } else { tree.lemma(draft.head) };
        let known = seen.entry((word.to_lowercase(), draft.plural)).or_default();
        let found = if is_indefinite(tree, draft) { None } else { best(tree, lexicon, words, cast, groups, known, at) };
        if let Some(other) = found {
            let size = known.size.remove(&groups.root(other)).unwrap_or(1);
            groups.join_unnamed(at, other, Sieve::SameNoun);
            known.size.insert(groups.root(at), size + 1);
        } else {
            known.size.insert(at, 1);
        }
        known.phrases.push(at);
    }
    // A headline only takes up what the text tells of.
    for at in 0..cast.drafts.len() {
        let draft = &cast.drafts[at];
        if draft.form != Form::Nominal || draft.demonym || draft.running {
            continue;
        }
        let known = seen.get(&(tree.lemma(draft.head).to_lowercase(), draft.plural));
        let first = known.and_then(|known| known.phrases.first()).copied();
        let new = is_indefinite(tree, draft);
        match first.filter(|&first| !new && compatible(lexicon, &cast.drafts[first], draft)) {
            Some(other) => groups.join_unnamed(at, other, Sieve::SameNoun),
            None => groups.dropped[at] = true,
        }
    }
}

fn best(
    tree: &Tree<'_>,
    lexicon: &Lexicon,
    words: &Words,
    cast: &Cast,
    groups: &Groups,
    known: &Seen,
    at: usize,
) -> Option<usize> {
    let draft = &cast.drafts[at];
    let mut roots: Vec<usize> = Vec::new();
    let mut best: Option<(i32, usize)> = None;
    for &other in known.phrases.iter().rev().take(NEAR) {
        let root = groups.root(other);
        let rank = roots.iter().position(|&one| one == root).unwrap_or_else(|| {
            roots.push(root);
            roots.len() - 1
        });
        if !compatible(lexicon, &cast.drafts[other], draft) {
            continue;
        }
        let size = known.size.get(&root).copied().unwrap_or(1);
        let look = Look { draft, earlier: &cast.drafts[other], rank, size, named: groups.is_named(root) };
        let group = draft.node_type == NodeType::Group;
        let mut weight = weight::sum(features(tree, lexicon, look), &WEIGHTS[usize::from(group)]);
        // Bodies in the plural are those the article speaks of: "cartels … drug cartels"; so is who is called alike, "U.S.
        // troops", and what is called by a name.
        let alike = draft.words == cast.drafts[other].words;
        let troops = group && draft.plural && (alike && !draft.words.is_empty() || is_body(tree, words, draft));
        if troops || alike && tree.upos(draft.head) == Upos::Propn {
            weight = weight.max(1);
        }
        if best.is_none_or(|(known, _)| weight > known) {
            best = Some((weight, other));
        }
    }
    best.filter(|&(weight, _)| weight > 0).map(|(_, other)| other)
}
