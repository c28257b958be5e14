//! Whom a pronoun means: each earlier phrase that can be it is weighed by features, and the best wins.
//!
//! The features are those of the literature on salience (Lappin and Leass 1994, *An Algorithm for Pronominal Anaphora
//! Resolution*, <https://aclanthology.org/J94-4002/>): how near, which role, how often named, whether the roles are alike,
//! whether the phrase governs the clause of the pronoun. Weights are data, `schema/lang/<code>/pronouns.toml`, learned as
//! a log-linear ranking from the development part of GAP and from `OntoGUM`.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use rustc_hash::FxHashSet;

use super::Lexicon;
use super::coref::Groups;
use super::coref::REACH;
use super::coref::Sieve;
use super::coref::WINDOW;
use super::entity::Cast;
use super::entity::Draft;
use super::tree::Tree;
use super::voice;
use super::weight;
use crate::annotate::Deprel;
use crate::annotate::Upos;
use crate::ontology::Form;
use crate::ontology::NodeType;

/// What can speak for a phrase, in the order of the weights.
pub(super) const FEATURES: [&str; 40] = [
    "same_sentence",
    "sentence_before",
    "two_before",
    "three_before",
    "nearest",
    "second",
    "third",
    "farther",
    "subject",
    "object",
    "oblique",
    "owner",
    "within_noun",
    "conjunct",
    "apposition",
    "other_role",
    "same_role",
    "name",
    "description",
    "pronoun",
    "gender_known",
    "once",
    "twice",
    "three_times",
    "more_often",
    "subject_of_clause",
    "subject_above",
    "subject_of_main",
    "first_of_sentence",
    "first_of_text",
    "plural",
    "body",
    "thing",
    "unsure",
    "ahead",
    "said_of_clause",
    "of_adjective",
    "of_noun",
    "own_subject",
    "own_object",
];

/// Weights by feature for "he" and "she", for "they", and for "it".
static WEIGHTS: LazyLock<[[i32; FEATURES.len()]; 3]> = LazyLock::new(|| {
    let file = include_str!("../../schema/lang/en/pronouns.toml");
    ["he", "they", "it"].map(|class| weight::of(file, class, &FEATURES))
});

/// What is known of a group so far, for pronouns.
#[derive(Debug, Clone, Copy, Default)]
#[allow(clippy::struct_excessive_bools, reason = "what a group may be is not exclusive")]
struct Profile {
    gender: Option<&'static str>,
    /// What a lone given name suggests.
    leaning: Option<&'static str>,
    person: bool,
    body: bool,
    thing: bool,
    /// A bare name that nothing tells to be a body or a place; it may be somebody.
    unsure: bool,
    plural: bool,
    mentions: usize,
}

fn profiles(lexicon: &Lexicon, cast: &Cast, groups: &Groups) -> FxHashMap<usize, Profile> {
    let mut all: FxHashMap<usize, Profile> = FxHashMap::default();
    for (at, draft) in cast.drafts.iter().enumerate() {
        if draft.form == Form::Pronoun || groups.dropped[at] {
            continue;
        }
        let profile = all.entry(groups.root(at)).or_default();
        profile.mentions += 1;
        let title = draft.title.as_deref().and_then(|title| lexicon.title(title)).and_then(|title| title.0);
        let person = draft.node_type == NodeType::Person || draft.kind.as_deref() == Some("person");
        let name = if draft.node_type == NodeType::Person && draft.words.len() > 1 {
            draft.words.first().and_then(|word| lexicon.given_name(word))
        } else {
            None
        };
        profile.gender = profile.gender.or(draft.gender).or(title).or(name);
        if draft.form == Form::Name && draft.node_type == NodeType::Person && draft.words.len() == 1 {
            profile.leaning = profile.leaning.or_else(|| {
                draft.words.first().filter(|word| !lexicon.is_surname(word)).and_then(|word| lexicon.given_name(word))
            });
        }
        profile.person |= person;
        profile.body |= matches!(draft.node_type, NodeType::Organization | NodeType::Place)
            || (draft.node_type == NodeType::Group && !person && !draft.plural);
        profile.thing |= draft.node_type == NodeType::Thing;
        profile.plural |= draft.plural;
        profile.unsure |= is_bare(draft);
    }
    all
}

/// Whether a name says only itself: "Magee" may be anybody.
fn is_bare(draft: &Draft) -> bool {
    let name = draft.form == Form::Name && matches!(draft.node_type, NodeType::Organization | NodeType::Place);
    name && draft.kind.is_none()
        && draft.known.is_none()
        && draft.country.is_none()
        && draft.words.len() <= 2
        && draft.label.chars().any(char::is_lowercase)
}

/// Joins each pronoun with the phrase it most likely means.
pub(super) fn resolve(tree: &Tree<'_>, lexicon: &Lexicon, cast: &mut Cast, groups: &mut Groups) {
    let mut people: Vec<usize> = Vec::new();
    let mut profile = profiles(lexicon, cast, groups);
    for at in 0..cast.drafts.len() {
        let draft = &cast.drafts[at];
        if draft.form != Form::Pronoun {
            continue;
        }
        if voice::is_of_talk(tree.lower(draft.head)) || !draft.running {
            continue;
        }
        if draft.plural
            && let Some(pair) = coordinated(tree, cast, groups, at, &profile)
        {
            groups.sets.insert(at, pair);
            continue;
        }
        if let Some(other) = best(tree, cast, groups, &profile, at) {
            groups.join_unnamed(at, other, Sieve::Pronoun);
            let root = groups.root(other);
            let entry = profile.entry(root).or_default();
            entry.mentions += 1;
            entry.gender = entry.gender.or(draft.gender);
            // Whom "she" means is somebody.
            if draft.gender.is_some() && !entry.person {
                entry.person = true;
                entry.body = false;
                people.push(root);
            }
        }
    }
    if people.is_empty() {
        return;
    }
    let roots: FxHashSet<usize> = people.into_iter().map(|root| groups.root(root)).collect();
    for at in (0..cast.drafts.len()).filter(|&at| roots.contains(&groups.root(at))) {
        let draft = &mut cast.drafts[at];
        if draft.form == Form::Name {
            draft.node_type = NodeType::Person;
        }
    }
}

/// The phrase of the highest weight; ties go to the nearer one.
fn best(
    tree: &Tree<'_>,
    cast: &Cast,
    groups: &Groups,
    profile: &FxHashMap<usize, Profile>,
    at: usize,
) -> Option<usize> {
    let class = class(&cast.drafts[at]);
    let weights = &WEIGHTS[class];
    let above = Above::of(tree, cast.drafts[at].head);
    let mut seen: Vec<usize> = Vec::new();
    let mut best: Option<(i32, usize)> = None;
    let ahead = subject_ahead(tree, cast, groups, &above, at);
    for other in ahead.into_iter().chain(candidates(tree, cast, groups, at)) {
        let root = groups.root(other);
        let known = profile.get(&root).copied().unwrap_or_default();
        if !can_mean(tree, cast, at, other, known) {
            continue;
        }
        let rank = seen.iter().position(|&one| one == root).unwrap_or_else(|| {
            seen.push(root);
            seen.len() - 1
        });
        let look = Look { at, other, root, rank, known };
        let weight = weight::sum(features(tree, cast, &above, look), weights);
        if best.is_none_or(|(known, _)| weight > known) {
            best = Some((weight, other));
        }
    }
    best.filter(|&(weight, _)| weight > 0).map(|(_, other)| other)
}

/// "In her letter, Ann Lee wrote": the subject of the main clause, when the pronoun stands in what opens the sentence.
fn subject_ahead(tree: &Tree<'_>, cast: &Cast, groups: &Groups, above: &Above, at: usize) -> Option<usize> {
    let draft = &cast.drafts[at];
    let verb = above.0.iter().copied().find(|&verb| {
        tree.one(verb, &[Deprel::Nsubj, Deprel::NsubjPass]).is_some_and(|subject| subject > draft.head)
    })?;
    let subject = tree.one(verb, &[Deprel::Nsubj, Deprel::NsubjPass])?;
    let opens = (draft.head + 1..subject).any(|at| tree.lower(at) == ",");
    let other = cast.at(subject)?;
    let name = cast.drafts[other].form == Form::Name && !groups.dropped[other] && !cast.drafts[other].demonym;
    (opens && name && draft.gender.is_some()).then_some(other)
}

/// Which of the three tables of weights a pronoun has.
fn class(draft: &Draft) -> usize {
    match (draft.gender.is_some(), draft.plural) {
        (true, _) => 0,
        (false, true) => 1,
        (false, false) => 2,
    }
}

/// Phrases before a pronoun that it may point to.
fn candidates<'c>(
    tree: &'c Tree<'_>,
    cast: &'c Cast,
    groups: &'c Groups,
    at: usize,
) -> impl Iterator<Item = usize> + 'c {
    let here = tree.sentence(cast.drafts[at].head);
    (0..at)
        .rev()
        .take(WINDOW)
        .take_while(move |&other| here - tree.sentence(cast.drafts[other].head).min(here) <= REACH)
        .filter(move |&other| {
            let draft = &cast.drafts[other];
            let loose = draft.form == Form::Pronoun && groups.root(other) == other;
            draft.running && !groups.dropped[other] && !draft.demonym && !loose
        })
}

/// Whether number, gender, kind and place allow a pronoun to mean an earlier phrase.
fn can_mean(tree: &Tree<'_>, cast: &Cast, at: usize, other: usize, known: Profile) -> bool {
    let (draft, earlier) = (&cast.drafts[at], &cast.drafts[other]);
    let word = tree.lower(draft.head);
    let agrees = if draft.gender.is_some() {
        (known.person || known.unsure)
            && !known.plural
            && known.gender.or(known.leaning).is_none_or(|gender| Some(gender) == draft.gender)
    } else if draft.plural {
        known.plural || known.body && !known.person
    } else {
        let near = tree.sentence(draft.head) - tree.sentence(earlier.head).min(tree.sentence(draft.head)) <= 1;
        !known.person && !known.plural && (known.body || known.thing) && near
    };
    // A phrase does not hold its own pronoun, and the two parties of one verb differ unless the pronoun is reflexive.
    let inside =
        earlier.span.contains(draft.span) || tree.is_under(draft.head, earlier.head) && earlier.form != Form::Name;
    let reflexive = word.ends_with("self") || word.ends_with("selves");
    let possessive = tree.deprel(draft.head) == Deprel::NmodPoss;
    let parties = !possessive
        && !reflexive
        && tree.head(draft.head).is_some()
        && tree.head(draft.head) == tree.head(earlier.head);
    agrees && !inside && !parties
}

/// The predicates a pronoun stands under, from its own clause to the main one.
struct Above(Vec<usize>);

impl Above {
    fn of(tree: &Tree<'_>, pronoun: usize) -> Self {
        let mut all = Vec::new();
        let mut here = tree.head(pronoun);
        for _ in 0..20 {
            let Some(at) = here else { break };
            let subject = || tree.one(at, &[Deprel::Nsubj, Deprel::NsubjPass]).is_some();
            if tree.upos(at) == Upos::Verb || subject() {
                all.push(at);
            }
            here = tree.head(at);
        }
        Self(all)
    }
}

/// A pronoun beside a phrase it may mean.
#[derive(Clone, Copy)]
struct Look {
    at: usize,
    other: usize,
    root: usize,
    /// How many groups with a phrase that fits stand nearer.
    rank: usize,
    known: Profile,
}

/// What speaks for a phrase, in the order of [`FEATURES`].
fn features(tree: &Tree<'_>, cast: &Cast, above: &Above, look: Look) -> [bool; FEATURES.len()] {
    let (draft, earlier) = (&cast.drafts[look.at], &cast.drafts[look.other]);
    let known = look.known;
    let here = tree.sentence(draft.head);
    let there = tree.sentence(earlier.head).min(here);
    let distance = here - there;
    let role = tree.deprel(earlier.head).base();
    let [subject, object, oblique] = [role == "nsubj", matches!(role, "obj" | "iobj"), role == "obl"];
    let owner = tree.deprel(earlier.head) == Deprel::NmodPoss;
    let noun = !owner && matches!(role, "nmod" | "compound");
    let [conjunct, apposition] = [role == "conj", role == "appos"];
    let verb = tree.head(earlier.head);
    let governs = |level: usize| {
        subject
            && verb.is_some_and(|verb| {
                above.0.iter().position(|&one| one == verb).is_some_and(|at| (at == 0) == (level == 0))
            })
    };
    let own = tree.deprel(draft.head).base();
    let own_subject = own == "nsubj";
    let predicate = tree.head(draft.head);
    let main = subject && verb.is_some_and(|verb| tree.head(verb).is_none());
    let opens = tree.doc.sentences.get(tree.sentence(earlier.head)).is_some_and(|one| earlier.first <= one.first + 1);
    [
        distance == 0,
        distance == 1,
        distance == 2,
        distance >= 3,
        look.rank == 0,
        look.rank == 1,
        look.rank == 2,
        look.rank > 2,
        subject,
        object,
        oblique,
        owner,
        noun,
        conjunct,
        apposition,
        !(subject || object || oblique || owner || noun || conjunct || apposition),
        role == tree.deprel(draft.head).base(),
        earlier.form == Form::Name,
        earlier.form == Form::Nominal,
        earlier.form == Form::Pronoun,
        draft.gender.is_some() && known.gender.or(known.leaning) == draft.gender,
        known.mentions <= 1,
        known.mentions == 2,
        known.mentions == 3,
        known.mentions > 3,
        governs(0),
        governs(1),
        main,
        opens,
        tree.sentence(cast.drafts[look.root].head) <= 1,
        known.plural,
        known.body,
        known.thing,
        !known.person && known.unsure,
        look.other > look.at,
        own_subject
            && predicate.is_some_and(|at| tree.one(at, &[Deprel::Ccomp, Deprel::Csubj, Deprel::Xcomp]).is_some()),
        own_subject && predicate.is_some_and(|at| tree.upos(at) == Upos::Adj),
        own_subject && predicate.is_some_and(|at| matches!(tree.upos(at), Upos::Noun | Upos::Propn)),
        own_subject,
        matches!(own, "obj" | "iobj" | "obl"),
    ]
}

/// "Anna Berg and Omar Diaz … they": the pair a plural pronoun means when both are persons and stand close before.
fn coordinated(
    tree: &Tree<'_>,
    cast: &Cast,
    groups: &Groups,
    at: usize,
    profile: &FxHashMap<usize, Profile>,
) -> Option<Vec<usize>> {
    for other in candidates(tree, cast, groups, at) {
        let draft = &cast.drafts[other];
        let known = profile.get(&groups.root(other)).copied().unwrap_or_default();
        if draft.form != Form::Pronoun && known.plural && !known.thing {
            return None;
        }
        if tree.deprel(draft.head) != Deprel::Conj || !(known.person || known.body) {
            continue;
        }
        let head = tree.head(draft.head)?;
        if tree.upos(head) == Upos::Verb {
            continue;
        }
        let all: Vec<usize> = tree.conjuncts(head).into_iter().filter_map(|token| cast.at(token)).collect();
        let inside = all.iter().any(|&one| cast.drafts[one].span.contains(cast.drafts[at].span));
        if all.len() > 1
            && !inside
            && all.iter().all(|&one| profile.get(&groups.root(one)).is_some_and(|one| one.person || one.body))
        {
            return Some(all);
        }
    }
    None
}
