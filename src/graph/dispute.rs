//! Where accounts of one matter disagree, agree, or one brings the other up to date.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use rustc_hash::FxHashSet;

use super::account::Account;
use super::account::Named;
use super::contribution::edge_id;
use super::model::Confidence;
use super::model::Edge;
use super::when::WINDOW;
use super::when::apart;
use crate::mention::Count;
use crate::mention::Reason;
use crate::ontology;
use crate::ontology::Modality;
use crate::ontology::NodeType;
use crate::ontology::Relation;

/// So many accounts of the same parties that follow one another in time are compared with each.
const NEIGHBOURS: usize = 24;

/// So many accounts may support one.
const SUPPORTS: usize = 4;

/// Days within which two dates are told of one thing that happened, or is planned.
const APART: i64 = 30;
const PLANNED_APART: i64 = 370;

/// What two accounts are to each other. The later of two equal findings is left out.
struct Finding {
    relation: Relation,
    reason: Option<&'static str>,
    confidence: u8,
}

/// Places that lie in others, bodies that belong to others: pairs of ids, both ways.
pub(super) type Nested = FxHashSet<(String, String)>;

/// The edges between statements and actions that contradict, support or update each other.
///
/// `accounts` in the order of their documents' ids, each document's in the order of its text.
///
/// # Cost
///
/// O(n log n) in accounts and the names in them: accounts are compared with their neighbours in time among those of
/// the same type of action and the same name or thing.
pub(super) fn edges(accounts: &[Account], nested: &Nested) -> Vec<(String, String, Edge)> {
    let mut blocks: Vec<(String, &str, usize)> = Vec::new();
    for (at, account) in accounts.iter().enumerate() {
        if matches!(account.modality, Modality::Actual | Modality::Planned) {
            for kind in kinds(account) {
                let names = account.names.iter().flat_map(|named| [named.id.as_str(), named.last_word()]);
                let things = account.objects.iter().map(|object| object.noun.as_str());
                blocks.extend(names.chain(things).map(|party| (kind.clone(), party, at)));
            }
        }
    }
    blocks.sort_by(|a, b| {
        let when = |at: usize| accounts.get(at).map(day);
        (&a.0, a.1).cmp(&(&b.0, b.1)).then_with(|| when(a.2).cmp(&when(b.2))).then_with(|| a.2.cmp(&b.2))
    });
    blocks.dedup();
    let mut seen: FxHashSet<(usize, usize)> = FxHashSet::default();
    let mut found: BTreeMap<String, (String, String, Edge)> = BTreeMap::new();
    let mut supported: BTreeMap<&str, usize> = BTreeMap::new();
    for block in blocks.chunk_by(|a, b| (&a.0, a.1) == (&b.0, b.1)) {
        for (place, (_, _, first)) in block.iter().enumerate() {
            for (_, _, second) in block.iter().skip(place + 1).take(NEIGHBOURS) {
                let pair = (*first.min(second), *first.max(second));
                let (Some(one), Some(other)) = (accounts.get(pair.0), accounts.get(pair.1)) else { continue };
                if !seen.insert(pair) {
                    continue;
                }
                let (earlier, later) = if order(one) <= order(other) { (one, other) } else { (other, one) };
                let Some(finding) = compare(earlier, later, nested) else { continue };
                if finding.relation == Relation::Supports {
                    let count = supported.entry(earlier.node.as_str()).or_default();
                    *count += 1;
                    if *count > SUPPORTS {
                        continue;
                    }
                }
                add(&mut found, earlier, later, &finding);
            }
        }
    }
    // What is in dispute between two nodes is not news as well, and neither is agreement.
    let between = |relation: Relation| -> BTreeSet<(String, String)> {
        let edges = found.values().filter(|(_, _, edge)| edge.kind == relation);
        edges.flat_map(|(a, b, _)| [(a.clone(), b.clone()), (b.clone(), a.clone())]).collect()
    };
    let (disputed, updated) = (between(Relation::Contradicts), between(Relation::Updates));
    let kept = |edge: &(String, String, Edge)| {
        let ends = (edge.0.clone(), edge.1.clone());
        match edge.2.kind {
            Relation::Supports => !disputed.contains(&ends) && !updated.contains(&ends),
            Relation::Updates => !disputed.contains(&ends),
            _ => true,
        }
    };
    found.into_values().filter(kept).collect()
}

/// Adds an edge: from the later to the earlier account, but what means the same both ways from the lower id.
fn add(found: &mut BTreeMap<String, (String, String, Edge)>, earlier: &Account, later: &Account, finding: &Finding) {
    let turn = finding.relation == Relation::Contradicts && earlier.node < later.node;
    let (source, target) = if turn { (earlier, later) } else { (later, earlier) };
    let mut evidence = vec![earlier.evidence.clone(), later.evidence.clone()];
    evidence.sort();
    evidence.dedup();
    let confidence = finding.confidence.min(earlier.confidence).min(later.confidence);
    let id = edge_id(&source.node, finding.relation, &target.node, "");
    let edge = Edge {
        id: id.clone(),
        kind: finding.relation,
        confidence: Confidence::new(confidence),
        evidence,
        role: None,
        status: None,
        quantity: None,
        reason: finding.reason.map(str::to_owned),
    };
    let known = found.get(&id).is_some_and(|(_, _, known)| known.confidence >= edge.confidence);
    if !known {
        found.insert(id, (source.node.clone(), target.node.clone(), edge));
    }
}

/// What an account is compared under: its type, what it counts, and each pair of opposites it belongs to.
fn kinds(account: &Account) -> Vec<String> {
    let mut kinds = vec![account.counted.clone()];
    if !account.only_count {
        kinds.push(account.kind.clone());
        for opposite in ontology::get().action(&account.kind).into_iter().flat_map(|kind| &kind.opposite) {
            let (one, other) = (account.kind.as_str().min(opposite), account.kind.as_str().max(opposite));
            kinds.push(format!("{one}|{other}"));
        }
    }
    kinds.sort();
    kinds.dedup();
    kinds
}

/// The day an account is of: its own time, else that of its article.
fn day(account: &Account) -> &str {
    let own = account.time.as_ref().map(|(first, _)| first.as_str());
    own.or(account.published.as_deref()).unwrap_or_default()
}

/// Which of two accounts was told first.
fn order(account: &Account) -> (&str, &str, usize, &str) {
    let published = account.published.as_deref().unwrap_or_default();
    (published, &account.document, account.at, &account.node)
}

fn published_apart(a: &Account, b: &Account) -> Option<i64> {
    apart(a.published.as_deref()?, b.published.as_deref()?)
}

/// Whether two accounts may be of the same time.
fn same_time(a: &Account, b: &Account) -> bool {
    a.when().may_be(b.when())
}

/// Whether it is known when an account is of, or when it was told.
fn is_dated(account: &Account) -> bool {
    account.time.is_some() || account.published.is_some()
}

/// Whether both say on which day, and it is the same.
fn same_day(a: &Account, b: &Account) -> bool {
    matches!((&a.time, &b.time), (Some(one), Some(other)) if one == other && one.0 == one.1)
}

/// How the parties of two accounts go together.
#[derive(Default)]
struct Parties {
    /// Roles that the same fill.
    agree: usize,
    /// Roles that others fill.
    conflicts: Vec<Relation>,
    /// Things of one noun.
    things: usize,
    /// Things that differ.
    other_things: bool,
    /// Names in both.
    shared: usize,
    /// Types of which each has names the other has not.
    unlike: Vec<NodeType>,
}

const ROLES: [Relation; 8] = [
    Relation::Agent,
    Relation::Target,
    Relation::Recipient,
    Relation::Partner,
    Relation::Topic,
    Relation::Place,
    Relation::Origin,
    Relation::Destination,
];

fn parties(a: &Account, b: &Account, nested: &Nested) -> Parties {
    let mut all = Parties::default();
    let same = |one: &Named, other: &Named| one.may_be(other) || nested.contains(&(one.id.clone(), other.id.clone()));
    for relation in ROLES {
        let of = |account: &Account| -> Vec<Named> {
            account.roles.iter().filter(|role| role.0 == relation).map(|role| role.1.clone()).collect()
        };
        let (one, other) = (of(a), of(b));
        if one.is_empty() || other.is_empty() {
            continue;
        }
        // Who meets whom is the same both ways.
        let mutual = matches!(relation, Relation::Agent | Relation::Partner);
        let everyone = |account: &Account| -> Vec<Named> {
            let sides = |role: &&(Relation, Named)| matches!(role.0, Relation::Agent | Relation::Partner);
            account.roles.iter().filter(sides).map(|role| role.1.clone()).collect()
        };
        let meets =
            |one: &[Named], other: &[Named]| one.iter().any(|named| other.iter().any(|known| same(named, known)));
        let turned = || {
            let (left, right) = (everyone(a), everyone(b));
            left.len() > 1 && right.len() > 1 && left.iter().all(|named| right.iter().any(|known| same(named, known)))
        };
        if meets(&one, &other) || (mutual && turned()) {
            all.agree += 1;
        } else {
            all.conflicts.push(relation);
        }
    }
    for one in &a.objects {
        for other in b.objects.iter().filter(|other| other.relation == one.relation) {
            let told_apart = !one.modifiers.is_empty()
                && !other.modifiers.is_empty()
                && !one.modifiers.iter().any(|word| other.modifiers.contains(word));
            if one.noun == other.noun && !told_apart {
                all.things += 1;
            } else if a.roles.iter().chain(&b.roles).all(|role| role.0 != one.relation) {
                all.other_things = true;
            }
        }
    }
    all.other_things &= all.things == 0 || a.objects.len().min(b.objects.len()) > all.things;
    let speaks = |named: &Named| a.speakers.contains(&named.id) || b.speakers.contains(&named.id);
    let acts = |named: &Named, account: &Account| account.roles.iter().any(|role| role.1.id == named.id);
    let mut left = Vec::new();
    for named in &a.names {
        if b.names.iter().any(|other| same(named, other)) {
            all.shared += 1;
        } else if !speaks(named) || acts(named, a) {
            left.push(named.kind);
        }
    }
    for named in &b.names {
        let alone = !a.names.iter().any(|other| same(named, other)) && (!speaks(named) || acts(named, b));
        if alone && left.contains(&named.kind) && !all.unlike.contains(&named.kind) {
            all.unlike.push(named.kind);
        }
    }
    all
}

/// Words in both, as a share of the shorter list; 1 where one has none.
fn overlap(a: &[String], b: &[String]) -> f64 {
    let least = a.len().min(b.len());
    if least == 0 {
        return 1.0;
    }
    a.iter().filter(|word| b.binary_search(word).is_ok()).count() as f64 / least as f64
}

fn find(relation: Relation, reason: Option<&'static str>, confidence: u8) -> Finding {
    Finding { relation, reason, confidence }
}

/// What a later account is to an earlier one.
fn compare(a: &Account, b: &Account, nested: &Nested) -> Option<Finding> {
    let here = a.document == b.document;
    if (!here && a.text == b.text) || a.node == b.node || a.modality != b.modality {
        return None;
    }
    let opposite = ontology::get().action(&a.kind).is_some_and(|kind| kind.opposite.contains(&b.kind));
    let same_kind = a.kind == b.kind && !a.only_count && !b.only_count;
    if !(same_kind || opposite || a.counted == b.counted) {
        return None;
    }
    let once = ontology::get().action(&a.kind).is_some_and(|kind| kind.once);
    let parties = parties(a, b, nested);
    let strength = parties.shared + parties.things;
    if strength == 0 {
        return None;
    }
    // One voice does not contradict or support itself within an article.
    let one_voice =
        a.speakers.iter().any(|name| b.speakers.contains(name)) || (a.speakers.is_empty() && b.speakers.is_empty());
    let two_voices = !a.speakers.is_empty() && !b.speakers.is_empty() && !one_voice;
    // Two papers are two voices, also where both quote one speaker.
    let voices = !here || !one_voice;
    let alike = overlap(&a.words, &b.words);
    let settled = parties.conflicts.is_empty() && parties.unlike.is_empty() && !parties.other_things;
    let time = same_time(a, b) && (here || once || (is_dated(a) && is_dated(b)));
    // Two parties in the same roles; of what happens once to somebody, that one.
    let alone = |account: &Account| account.roles.len() + account.objects.len() <= 1;
    let agreed = parties.agree >= 1;
    let core = (agreed && parties.agree + parties.things >= 2) || (once && agreed && (alone(a) || alone(b)));
    let told = Told { core, one_voice, here, same_kind, once, strength, two_voices, voices, alike, settled, time };

    let reason_only = a.only_reason || b.only_reason;
    if !reason_only && time && settled && a.affirmed && b.affirmed && a.counted == b.counted {
        match number_finding(a, b, &told) {
            Counts::Unlike(finding) => return finding,
            Counts::Same | Counts::None => {}
        }
    }
    if same_kind && a.affirmed && b.affirmed {
        if reason_only {
            return cause(a, b, &told);
        }
        let found = cause(a, b, &told).or_else(|| date(a, b, &parties, &told)).or_else(|| place(a, b, &parties, &told));
        if let Some(found) = found.or_else(|| party(a, b, &parties, &told)) {
            return Some(found);
        }
    }
    if !(settled && time && core && voices) || reason_only {
        return None;
    }
    let unlike = if opposite { a.affirmed == b.affirmed } else { a.affirmed != b.affirmed };
    if unlike && (same_kind || opposite) {
        // Denying one of two opposites affirms nothing.
        let both_denied = opposite && !a.affirmed;
        let dated = matches!((&a.time, &b.time), (Some(_), Some(_)));
        let later = published_apart(a, b).is_some_and(|days| days >= 1) && !dated;
        // What had not happened may have happened since; what was approved may be rejected at another time.
        let since = (!opposite && later && !a.affirmed) || (opposite && !once && !dated);
        let told_twice = opposite && here && !two_voices;
        let doubtful = both_denied || since || told_twice || alike < 0.5;
        return if doubtful { None } else { Some(find(Relation::Contradicts, Some("polarity"), 80)) };
    }
    // Whoever gives a reason says more than that it happened; the other may not hold it.
    let plain = a.reasons.is_empty() && b.reasons.is_empty();
    // One party is too little to agree on: two speakers may mean two elections.
    let supports =
        same_kind && !unlike && plain && parties.agree + parties.things >= 2 && alike >= 0.6 && (two_voices || !here);
    if supports { Some(find(Relation::Supports, None, 75)) } else { None }
}

/// What is known of two accounts before their details are compared.
#[allow(clippy::struct_excessive_bools, reason = "what is known of two accounts is not exclusive")]
struct Told {
    core: bool,
    one_voice: bool,
    here: bool,
    same_kind: bool,
    once: bool,
    strength: usize,
    two_voices: bool,
    voices: bool,
    alike: f64,
    settled: bool,
    time: bool,
}

enum Counts {
    None,
    Same,
    /// They differ, and this follows.
    Unlike(Option<Finding>),
}

/// Whether one number can be the other.
fn fits(a: &Count, b: &Count) -> bool {
    let about = |count: &Count| count.comparator == Some("~");
    if about(a) || about(b) {
        return (a.value - b.value).abs() <= 0.1 * a.value.abs().max(b.value.abs());
    }
    let range = |count: &Count| match count.comparator {
        Some(">" | ">=") => (count.value, f64::INFINITY),
        Some("<" | "<=") => (f64::NEG_INFINITY, count.value),
        _ => (count.value, count.value),
    };
    let (one, other) = (range(a), range(b));
    one.0 <= other.1 && other.0 <= one.1
}

fn number_finding(a: &Account, b: &Account, told: &Told) -> Counts {
    let noun = |one: &Count, other: &Count| {
        one.unit == other.unit && (one.noun == other.noun || one.noun.is_empty() || other.noun.is_empty())
    };
    let pairs: Vec<(&Count, &Count)> = a
        .counts
        .iter()
        .flat_map(|one| b.counts.iter().filter(move |other| noun(one, other)).map(move |other| (one, other)))
        .collect();
    if pairs.is_empty() {
        return Counts::None;
    }
    let like = |one: &Count, other: &Count| (one.value - other.value).abs() < 1e-6;
    let Some((one, other)) = pairs.iter().copied().find(|(one, other)| !like(one, other)) else {
        return Counts::Same;
    };
    if pairs.iter().any(|(one, other)| like(one, other)) {
        return Counts::Same;
    }
    // Unlike numbers of like things: whether they are of the same things, the words around must tell.
    let same = told.alike >= 0.5 || (told.strength >= 2 && told.alike >= 0.34);
    if !same {
        return Counts::Unlike(None);
    }
    let later = published_apart(a, b).is_some_and(|days| days >= 1);
    let counts_up = other.value > one.value;
    if (b.changed && (told.here || later)) || (later && counts_up) {
        return Counts::Unlike(Some(find(Relation::Updates, Some("number"), 75)));
    }
    let differ = !fits(one, other) && !later && told.two_voices;
    Counts::Unlike(if differ { Some(find(Relation::Contradicts, Some("number"), 75)) } else { None })
}

fn cause(a: &Account, b: &Account, told: &Told) -> Option<Finding> {
    if a.reasons.is_empty() || b.reasons.is_empty() || told.one_voice || !told.time || !told.settled || !told.core {
        return None;
    }
    if a.speakers.is_empty() && b.speakers.is_empty() {
        return None;
    }
    let shared = |one: &Reason, other: &Reason| one.words.iter().any(|word| other.words.contains(word));
    let denied =
        a.reasons.iter().any(|one| b.reasons.iter().any(|other| one.negated != other.negated && shared(one, other)));
    let given = |account: &Account| account.reasons.iter().filter(|one| !one.negated).cloned().collect::<Vec<_>>();
    let (one, other) = (given(a), given(b));
    let agree = one.iter().any(|one| other.iter().any(|other| shared(one, other)));
    let unlike = !one.is_empty() && !other.is_empty() && !agree;
    if denied {
        Some(find(Relation::Contradicts, Some("cause"), 80))
    } else if unlike {
        Some(find(Relation::Contradicts, Some("cause"), 70))
    } else {
        None
    }
}

fn date(a: &Account, b: &Account, parties: &Parties, told: &Told) -> Option<Finding> {
    let (one, other) = (a.time.as_ref()?, b.time.as_ref()?);
    let overlaps = one.0 <= other.1 && other.0 <= one.1;
    let planned = a.modality == Modality::Planned;
    let days = apart(&one.0, &other.0)?;
    let near = days <= if planned { PLANNED_APART } else { APART };
    let same = parties.agree + parties.things >= 2 && told.alike >= 0.5 && told.settled;
    let fits = !overlaps && near && (told.once || planned) && same && told.two_voices;
    let told_together = published_apart(a, b).is_none_or(|days| days <= WINDOW);
    if fits && told_together { Some(find(Relation::Contradicts, Some("date"), 70)) } else { None }
}

fn place(a: &Account, b: &Account, parties: &Parties, told: &Told) -> Option<Finding> {
    let only = |relation: &Relation| matches!(relation, Relation::Place | Relation::Destination | Relation::Origin);
    let elsewhere = parties.conflicts.iter().any(only) && parties.conflicts.iter().all(only);
    let rest = parties.unlike.iter().all(|kind| *kind == NodeType::Place) && !parties.other_things;
    let same = told.once && parties.agree >= 1 && same_day(a, b) && !told.here;
    let fits = elsewhere && rest && same && told.voices;
    if fits { Some(find(Relation::Contradicts, Some("place"), 70)) } else { None }
}

fn party(a: &Account, b: &Account, parties: &Parties, told: &Told) -> Option<Finding> {
    let only_agent = parties.conflicts == [Relation::Agent];
    let done_to = |account: &Account| {
        account.roles.iter().any(|role| role.0 == Relation::Target && role.1.kind != NodeType::Place)
    };
    let one_target = parties.agree >= 1 && told.once && done_to(a) && done_to(b);
    let one_event = same_day(a, b) && parties.things >= 1 && parties.shared >= 1;
    let fits = only_agent && told.two_voices && told.time && !parties.other_things && (one_target || one_event);
    if fits && told.same_kind { Some(find(Relation::Contradicts, Some("actor"), 65)) } else { None }
}
