//! Several names, one bearer: spellings, initials, short forms, acronyms, and what the user and the knowledge say.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use rustc_hash::FxHashSet;

use super::Near;
use super::Sense;
use super::fold;
use super::name;
use super::name::Fit;
use super::name::PersonName;
use super::profile::Context;
use super::sense::Traits;
use super::sense::conflict;
use crate::graph::knowledge::EntryAt;
use crate::graph::review::Decision;
use crate::ontology::NodeType;

/// Blocks that are larger are divided by the given name.
const BLOCK: usize = 64;

/// Of each name so many candidates are kept in doubt.
const CANDIDATES: usize = 3;

/// An entity has at most so many names; what joins more is a chain.
const NAMES: usize = 48;

/// Names for which a place in common is enough.
const PLACE_COUNTS: &[Fit] = &[Fit::Surname, Fit::Spelling, Fit::Slip, Fit::Dropped];

/// Spellings of full names of so many letters agree by no chance.
const LONG: usize = 13;

/// Members that are one.
#[derive(Debug, Clone, Default)]
pub(super) struct Cluster {
    /// Indices of senses, sorted.
    pub(super) members: Vec<usize>,
    /// What made them one.
    pub(super) joins: Vec<Join>,
    /// The entry all of them are.
    pub(super) entry: Option<EntryAt>,
}

/// Why two senses are one.
#[derive(Debug, Clone)]
pub(super) struct Join {
    pub(super) one: usize,
    pub(super) other: usize,
    pub(super) reason: String,
    pub(super) agrees: Vec<String>,
    pub(super) confidence: u8,
}

/// Two senses that may be one by their names.
#[derive(Debug, Clone)]
struct Candidate {
    one: usize,
    other: usize,
    reason: &'static str,
    confidence: u8,
    /// Whether something beside the names must agree.
    needs: bool,
}

/// Names of a sense in the form that is compared.
struct Names<'s> {
    person: PersonName,
    /// Telling words without the legal form, sorted.
    core: Vec<&'s str>,
    form: Option<&'s str>,
    acronym: bool,
    /// Folded names a document gives it beside its label.
    others: Vec<String>,
}

struct Joiner<'c, 'a> {
    context: &'c Context<'a>,
    senses: &'c [Sense<'a>],
    from: usize,
    names: Vec<Names<'c>>,
    parent: Vec<usize>,
    clusters: Vec<Cluster>,
    traits: Vec<Traits<'a>>,
    forbidden: FxHashSet<(usize, usize)>,
}

/// Joins the senses from index `from`, all of one type. Adds to `near` what stays in doubt.
pub(super) fn join<'a>(context: &Context<'a>, senses: &[Sense<'a>], from: usize, near: &mut Vec<Near>) -> Vec<Cluster> {
    let folded: Vec<String> = senses[from..].iter().map(|sense| fold(sense.label)).collect();
    let names = senses[from..].iter().zip(&folded).map(|(sense, folded)| Names::new(context, sense, folded)).collect();
    let count = senses.len() - from;
    let mut joiner = Joiner {
        context,
        senses,
        from,
        names,
        parent: (0..count).collect(),
        clusters: (from..senses.len()).map(|at| Cluster { members: vec![at], ..Cluster::default() }).collect(),
        traits: senses[from..].iter().map(|sense| sense.traits.clone()).collect(),
        forbidden: FxHashSet::default(),
    };
    joiner.decide();
    joiner.link(&folded);
    let candidates = joiner.candidates(&folded);
    joiner.settle(&candidates, near);
    let mut clusters: Vec<Cluster> = Vec::new();
    for at in 0..count {
        if joiner.root(at) == at {
            let mut cluster = std::mem::take(&mut joiner.clusters[at]);
            cluster.members.sort_unstable();
            cluster.joins.sort_by_key(|join| (join.one, join.other));
            clusters.push(cluster);
        }
    }
    clusters
}

impl<'s> Names<'s> {
    fn new(context: &Context<'_>, sense: &Sense<'_>, folded: &'s str) -> Self {
        let person =
            if sense.node_type == NodeType::Person { PersonName::new(sense.label) } else { PersonName::default() };
        let words = name::words(folded);
        let (mut core, form) =
            if sense.node_type == NodeType::Organization { name::legal_form(&words) } else { (words, None) };
        core.sort_unstable();
        let mut others: Vec<String> = Vec::new();
        let aliases =
            sense.profiles.iter().flat_map(|&at| context.profile(at).aliases.iter().map(move |alias| (at, alias)));
        let labels = sense.profiles.iter().map(|&at| context.profile(at).label).filter(|label| *label != sense.label);
        let mut seen: FxHashSet<&str> = FxHashSet::default();
        for (_, alias) in aliases {
            // A family name alone is no name that leads anywhere.
            if seen.insert(alias) && (sense.node_type != NodeType::Person || alias.contains(' ')) {
                others.push(fold(alias));
            }
        }
        for label in labels {
            if seen.insert(label) {
                others.push(fold(label));
            }
        }
        others.retain(|other| other != folded && !other.is_empty());
        others.sort_unstable();
        others.dedup();
        Self { person, core, form, acronym: name::is_acronym(sense.label), others }
    }
}

impl Joiner<'_, '_> {
    fn root(&mut self, mut at: usize) -> usize {
        while self.parent[at] != at {
            self.parent[at] = self.parent[self.parent[at]];
            at = self.parent[at];
        }
        at
    }

    /// Senses, counted from `from`, that an id of the user means.
    fn meant(&self, id: &str, by_id: &FxHashMap<&str, usize>) -> Option<usize> {
        let number = self.context.number_of(id);
        // A name that was given another type is meant by its old id too.
        by_id.get(id).copied().or_else(|| {
            let number = number?;
            (0..self.names.len()).find(|&at| {
                self.senses[self.from + at].profiles.iter().any(|&profile| {
                    self.context.profile(profile).id == id || self.context.numbers[profile as usize] == number
                })
            })
        })
    }

    /// What the user decided: first what must stay apart, then what is one.
    fn decide(&mut self) {
        let decisions = self.context.options.decisions;
        if decisions.is_empty() {
            return;
        }
        let by_id: FxHashMap<&str, usize> =
            self.senses[self.from..].iter().enumerate().map(|(at, sense)| (sense.id.as_str(), at)).collect();
        let mut joins: Vec<(usize, usize)> = Vec::new();
        for decision in decisions {
            match decision {
                Decision::Apart { one, other } => {
                    if let (Some(one), Some(other)) = (self.meant(one, &by_id), self.meant(other, &by_id)) {
                        self.forbid(one, other);
                    }
                }
                Decision::Same { one, other } => {
                    if let (Some(one), Some(other)) = (self.meant(one, &by_id), self.meant(other, &by_id)) {
                        joins.push((one.min(other), one.max(other)));
                    }
                }
                Decision::Split { node, members, documents } if documents.is_empty() => {
                    let all: Vec<usize> =
                        std::iter::once(node).chain(members).filter_map(|id| self.meant(id, &by_id)).collect();
                    for (at, &one) in all.iter().enumerate() {
                        for &other in &all[at + 1..] {
                            self.forbid(one, other);
                        }
                    }
                }
                Decision::Split { .. } | Decision::Rename { .. } | Decision::Retype { .. } => {}
            }
        }
        joins.sort_unstable();
        joins.dedup();
        for (one, other) in joins {
            self.unite(one, other, "decided by the user".to_owned(), Vec::new(), 100, true);
        }
    }

    fn forbid(&mut self, one: usize, other: usize) {
        if one != other {
            self.forbidden.insert((one.min(other), one.max(other)));
        }
    }

    /// Links senses to entries; those of one entry are one.
    fn link(&mut self, folded: &[String]) {
        if self.context.options.knowledge.is_empty() {
            return;
        }
        let mut of_entry: BTreeMap<(usize, u32), Vec<usize>> = BTreeMap::new();
        for at in 0..self.names.len() {
            if let Some(entry) = self.entry(at, &folded[at]) {
                let root = self.root(at);
                let cluster = &mut self.clusters[root];
                if cluster.entry.is_none_or(|known| known == entry) {
                    cluster.entry = Some(entry);
                    of_entry.entry((entry.list, entry.at)).or_default().push(at);
                }
            }
        }
        for members in of_entry.into_values() {
            let entry = self.clusters[self.parent[members[0]]].entry;
            let id = entry.map_or_else(String::new, |entry| {
                let entry = self.context.entry(entry);
                if entry.is_linked() { entry.id().to_owned() } else { entry.label().to_owned() }
            });
            for &other in &members[1..] {
                let reason = format!("both are names of {id} in the knowledge");
                self.unite(members[0], other, reason, Vec::new(), 95, true);
            }
        }
    }

    /// The one entry a sense can be: of its name, where no country and no date speaks against it.
    fn entry(&self, at: usize, folded: &str) -> Option<EntryAt> {
        let sense = &self.senses[self.from + at];
        let mut found = self.context.entries(folded, sense.node_type);
        if found.is_empty() {
            for other in &self.names[at].others {
                if self.context.number_of(other).is_none() {
                    found.extend(self.context.entries(other, sense.node_type));
                }
            }
            found.sort_unstable();
            found.dedup();
        }
        let (day, _) = sense.first;
        found.retain(|&entry| {
            let entry = self.context.entry(entry);
            let countries = &sense.traits.countries;
            let here = entry.country().is_none_or(|code| countries.is_empty() || countries.contains(code));
            // A family name alone means who holds the office on that day.
            let alone = sense.node_type == NodeType::Person && !folded.contains(' ');
            let then = !alone || entry.is_valid(day);
            here && then
        });
        // Of two namesakes the one whose country the sense shows.
        if found.len() > 1 {
            let shown: Vec<EntryAt> = found
                .iter()
                .copied()
                .filter(|&entry| {
                    self.context.entry(entry).country().is_some_and(|code| sense.traits.countries.contains(code))
                })
                .collect();
            if shown.len() == 1 {
                return shown.first().copied();
            }
        }
        if found.len() == 1 { found.first().copied() } else { None }
    }

    fn candidates(&self, folded: &[String]) -> Vec<Candidate> {
        let mut found: Vec<Candidate> = Vec::new();
        let mut keys: Vec<(u64, u32)> = Vec::new();
        let node_type = self.senses.get(self.from).map(|sense| sense.node_type);
        for at in 0..self.names.len() {
            let mut add = |kind: &str, key: &str| keys.push((hash(kind, key), at as u32));
            let names = &self.names[at];
            match node_type {
                Some(NodeType::Person) => person_keys(&names.person, &mut add),
                Some(NodeType::Organization) => {
                    add("core", &names.core.join(" "));
                    if names.acronym {
                        add("initials", &folded[at].replace(' ', ""));
                    } else if let Some(initials) = name::initials(&name::words(&folded[at])) {
                        add("initials", &initials);
                    }
                }
                _ => add("core", &names.core.join(" ")),
            }
            add("name", &folded[at]);
            for other in &names.others {
                add("name", other);
            }
        }
        keys.sort_unstable();
        keys.dedup();
        let mut start = 0;
        while start < keys.len() {
            let key = keys[start].0;
            let end = start + keys[start..].partition_point(|(other, _)| *other == key);
            let block: Vec<usize> = keys[start..end].iter().map(|(_, at)| *at as usize).collect();
            if block.len() <= BLOCK {
                self.compare(&block, folded, &mut found);
            } else {
                // By the whole given name, which leaves initials of very frequent names apart.
                let mut parts: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
                for at in block {
                    parts.entry(self.names[at].person.first().unwrap_or(&folded[at])).or_default().push(at);
                }
                for part in parts.into_values().filter(|part| part.len() <= BLOCK) {
                    self.compare(&part, folded, &mut found);
                }
            }
            start = end;
        }
        self.surnames(&mut found);
        let order = |it: &Candidate| (it.one, it.other, std::cmp::Reverse(it.confidence), it.reason);
        found.sort_unstable_by(|a, b| order(a).cmp(&order(b)));
        found.dedup_by_key(|candidate| (candidate.one, candidate.other));
        found
    }

    fn compare(&self, block: &[usize], folded: &[String], found: &mut Vec<Candidate>) {
        for (at, &one) in block.iter().enumerate() {
            for &other in &block[at + 1..] {
                if let Some((reason, confidence, needs)) = self.fit(one, other, folded) {
                    found.push(Candidate { one: one.min(other), other: one.max(other), reason, confidence, needs });
                }
            }
        }
    }

    /// How the names of two senses fit: why, how sure, and whether something else must agree.
    fn fit(&self, one: usize, other: usize, folded: &[String]) -> Option<(&'static str, u8, bool)> {
        let (a, b) = (&self.names[one], &self.names[other]);
        // Bearers of one name were told apart before.
        let number = |at: usize| {
            self.senses[self.from + at].profiles.first().map(|&profile| self.context.numbers[profile as usize])
        };
        let other_name = number(one) != number(other);
        let given = a.others.binary_search(&folded[other]).is_ok() || b.others.binary_search(&folded[one]).is_ok();
        let both = "a document gives both names";
        match self.senses[self.from + one].node_type {
            NodeType::Person => {
                if folded[one] == folded[other] {
                    return other_name.then_some((Fit::Same.reason(), Fit::Same.confidence(), false));
                }
                let fit = name::fit(&a.person, &b.person);
                let long = folded[one].len().min(folded[other].len()) >= LONG;
                match fit {
                    _ if given && fit.is_some() => Some((both, 85, false)),
                    Some(fit @ (Fit::Same | Fit::Middle)) => Some((fit.reason(), fit.confidence(), false)),
                    Some(fit @ Fit::Spelling) => Some((fit.reason(), fit.confidence(), !long)),
                    Some(fit) => Some((fit.reason(), fit.confidence(), true)),
                    None => None,
                }
            }
            NodeType::Organization => {
                if a.core == b.core && !a.core.is_empty() {
                    if a.form.is_some() && b.form.is_some() && a.form != b.form {
                        return Some(("the same name with another legal form", 50, true));
                    }
                    if a.form != b.form {
                        return Some(("the same name without its legal form", 80, false));
                    }
                    let same = name::words(&folded[one]) == name::words(&folded[other]);
                    let reason =
                        if same { "the same name, but for spelling" } else { "the same words in another order" };
                    return other_name.then_some((reason, if same { 92 } else { 80 }, false));
                }
                if given {
                    // What a document takes for one name of a body must look like one, and the knowledge must not know better.
                    let known = |at: usize| !self.context.entries(&folded[at], NodeType::Organization).is_empty();
                    let alike =
                        a.core.iter().any(|word| b.core.contains(word)) || self.compatible_letters(one, other, folded);
                    return (alike && known(one) == known(other)).then_some((both, 85, false));
                }
                (a.acronym != b.acronym).then_some(("initials of the full name", 62, true)).filter(|_| {
                    let (short, long) = if a.acronym { (one, other) } else { (other, one) };
                    name::abbreviates(&folded[short], &folded[long])
                })
            }
            _ => {
                if a.core == b.core && !a.core.is_empty() {
                    return other_name.then_some(("the same name, but for spelling", 92, false));
                }
                given.then_some((both, 80, true))
            }
        }
    }

    /// Whether one name is an acronym that begins as the other does.
    fn compatible_letters(&self, one: usize, other: usize, folded: &[String]) -> bool {
        let (short, long) = if self.names[one].acronym { (one, other) } else { (other, one) };
        self.names[short].acronym && folded[short].chars().next() == folded[long].chars().next()
    }

    /// Family names that stand alone, with the full names they can mean; a frequent one means nobody.
    fn surnames(&self, found: &mut Vec<Candidate>) {
        let mut full: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
        for (at, names) in self.names.iter().enumerate() {
            if !names.person.given.is_empty() {
                full.entry(&names.person.family).or_default().push(at);
            }
        }
        for (at, names) in self.names.iter().enumerate() {
            if names.person.family.is_empty() || !names.person.given.is_empty() {
                continue;
            }
            let Some(bearers) = full.get(names.person.family.as_str()) else { continue };
            if bearers.len() > 2 * BLOCK {
                continue;
            }
            for &other in bearers {
                found.push(Candidate {
                    one: at.min(other),
                    other: at.max(other),
                    reason: Fit::Surname.reason(),
                    confidence: Fit::Surname.confidence(),
                    needs: true,
                });
            }
        }
    }

    /// What agrees beside the names, best first.
    fn agrees(&self, one: usize, other: usize) -> Vec<String> {
        let (a, b) = (&self.senses[self.from + one].traits, &self.senses[self.from + other].traits);
        let mut found: Vec<String> = Vec::new();
        if let Some(label) = a.shared_post(b) {
            found.push(format!("both belong to {label}"));
        }
        let country = a.countries.intersection(&b.countries).next();
        if let Some(role) = a.roles.intersection(&b.roles).next()
            && (country.is_some() || role.contains(' '))
        {
            found.push(format!("both are {role}"));
        }
        let (short, long) = if a.company.len() <= b.company.len() { (a, b) } else { (b, a) };
        let shared: Vec<u64> =
            short.company.iter().copied().filter(|token| long.company.binary_search(token).is_ok()).take(8).collect();
        let mut labels: Vec<&str> = shared.iter().filter_map(|&token| self.context.label_of(token)).collect();
        labels.sort_unstable();
        found.extend(labels.first().map(|label| format!("both are named beside {label}")));
        if let Some(country) = country.filter(|_| self.senses[self.from + one].node_type != NodeType::Person) {
            found.push(format!("both in {country}"));
        }
        found
    }

    /// Joins candidates, the surest first; what cannot be told is left apart, in doubt.
    fn settle(&mut self, candidates: &[Candidate], near: &mut Vec<Near>) {
        let mut of_sense: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
        for (at, candidate) in candidates.iter().enumerate() {
            of_sense.entry(candidate.one).or_default().push(at);
            of_sense.entry(candidate.other).or_default().push(at);
        }
        let agrees: Vec<Vec<String>> = candidates
            .iter()
            .map(|it| {
                let mut agrees = self.agrees(it.one, it.other);
                // A place is a weak sign: it counts for a name that is rare by itself.
                if agrees.is_empty() && PLACE_COUNTS.iter().any(|fit| fit.reason() == it.reason) {
                    let (a, b) = (&self.senses[self.from + it.one].traits, &self.senses[self.from + it.other].traits);
                    let place = a.places.iter().find(|token| b.places.contains(token));
                    let label = place.and_then(|token| self.context.label_of(*token));
                    agrees.extend(label.map(|label| format!("both are named in articles on {label}")));
                }
                agrees
            })
            .collect();
        let mut ready: Vec<(u8, usize)> = Vec::new();
        let mut doubtful: Vec<(usize, &'static str)> = Vec::new();
        for (at, candidate) in candidates.iter().enumerate() {
            if candidate.needs && agrees[at].is_empty() {
                doubtful.push((at, "nothing else agrees"));
                continue;
            }
            if self.is_ambiguous(at, candidates, &agrees, &of_sense) {
                doubtful.push((at, "another fits as well"));
                continue;
            }
            let more = (agrees[at].len() as u8).min(3) * 5;
            ready.push(((candidate.confidence + more).min(97), at));
        }
        let senses = self.senses;
        let from = self.from;
        let pair = |at: usize| {
            let (one, other) = (&senses[from + candidates[at].one].id, &senses[from + candidates[at].other].id);
            (one.min(other), one.max(other))
        };
        ready.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| pair(a.1).cmp(&pair(b.1))));
        for (confidence, at) in ready {
            let Candidate { one, other, reason, .. } = candidates[at];
            if let Some(why) = self.unite(one, other, reason.to_owned(), agrees[at].clone(), confidence, false) {
                near.push(Near {
                    one: from + one,
                    other: from + other,
                    reason: format!("{reason}; {why}"),
                    confidence: 35,
                });
            }
        }
        let mut kept: FxHashMap<usize, usize> = FxHashMap::default();
        doubtful.sort_by(|a, b| {
            candidates[b.0].confidence.cmp(&candidates[a.0].confidence).then_with(|| pair(a.0).cmp(&pair(b.0)))
        });
        for (at, why) in doubtful {
            let Candidate { one, other, reason, confidence, .. } = candidates[at];
            let forbidden = self.forbidden.contains(&(one, other));
            let against =
                conflict(senses[from + one].node_type, &senses[from + one].traits, &senses[from + other].traits);
            if forbidden || against.is_some() {
                continue;
            }
            let most = kept.get(&one).max(kept.get(&other)).copied().unwrap_or(0);
            if most < CANDIDATES {
                *kept.entry(one).or_default() += 1;
                *kept.entry(other).or_default() += 1;
                let confidence = confidence.saturating_sub(25).max(20);
                near.push(Near {
                    one: from + one,
                    other: from + other,
                    reason: format!("{reason}; {why}"),
                    confidence,
                });
            }
        }
    }

    /// Whether one of the two could as well be a third that is not the other.
    fn is_ambiguous(
        &self,
        at: usize,
        candidates: &[Candidate],
        agrees: &[Vec<String>],
        of_sense: &FxHashMap<usize, Vec<usize>>,
    ) -> bool {
        let candidate = &candidates[at];
        [(candidate.one, candidate.other), (candidate.other, candidate.one)].into_iter().any(|(hub, end)| {
            of_sense.get(&hub).into_iter().flatten().any(|&rival| {
                let third = if candidates[rival].one == hub { candidates[rival].other } else { candidates[rival].one };
                rival != at
                    && third != end
                    && candidates[rival].confidence + 15 >= candidate.confidence
                    && agrees[rival].len() >= agrees[at].len()
                    && !self.compatible(end, third)
            })
        })
    }

    /// Whether the names of two senses do not exclude each other.
    fn compatible(&self, one: usize, other: usize) -> bool {
        let (a, b) = (&self.names[one], &self.names[other]);
        let (one, other) = (&self.senses[self.from + one], &self.senses[self.from + other]);
        match one.node_type {
            NodeType::Person => {
                name::fit(&a.person, &b.person).is_some()
                    && conflict(one.node_type, &one.traits, &other.traits).is_none()
            }
            NodeType::Organization if a.core == b.core => a.form.is_none() || b.form.is_none() || a.form == b.form,
            NodeType::Organization => {
                let (first, second) = (fold(one.label), fold(other.label));
                let given = a.others.binary_search(&second).is_ok() || b.others.binary_search(&first).is_ok();
                let short = (a.acronym && name::abbreviates(&first, &second))
                    || (b.acronym && name::abbreviates(&second, &first));
                given || short
            }
            _ => a.core == b.core || !a.others.is_empty() || !b.others.is_empty(),
        }
    }

    /// Makes two senses one, unless something known of any name on the two sides speaks against it; then says what.
    fn unite(
        &mut self,
        one: usize,
        other: usize,
        reason: String,
        agrees: Vec<String>,
        confidence: u8,
        told: bool,
    ) -> Option<String> {
        let (a, b) = (self.root(one), self.root(other));
        if a == b {
            return None;
        }
        let (left, right) = (self.clusters[a].members.clone(), self.clusters[b].members.clone());
        let from = self.from;
        let forbidden = !self.forbidden.is_empty()
            && left.iter().any(|&x| {
                right.iter().any(|&y| self.forbidden.contains(&((x - from).min(y - from), (x - from).max(y - from))))
            });
        if forbidden {
            return Some("kept apart by the user".to_owned());
        }
        let (first, second) = (self.clusters[a].entry, self.clusters[b].entry);
        if !told {
            if left.len() + right.len() > NAMES {
                return Some(format!("more than {NAMES} names would be one"));
            }
            if let (Some(x), Some(y)) = (first, second)
                && x != y
            {
                return Some("two entries in the knowledge".to_owned());
            }
            if let Some(why) = conflict(self.senses[from + one].node_type, &self.traits[a], &self.traits[b]) {
                return Some(why);
            }
            let entry = first.or(second).is_some();
            for &x in &left {
                for &y in &right {
                    // Names of one entry need not look alike.
                    if !entry && !self.compatible(x - from, y - from) {
                        let (x, y) = (self.senses[x].label, self.senses[y].label);
                        return Some(format!("{x} and {y} exclude each other"));
                    }
                }
            }
        }
        let (low, high) = (a.min(b), a.max(b));
        self.parent[high] = low;
        let moved = std::mem::take(&mut self.clusters[high]);
        let traits = std::mem::take(&mut self.traits[high]);
        self.traits[low].add(&traits);
        let cluster = &mut self.clusters[low];
        cluster.members.extend(moved.members);
        cluster.joins.extend(moved.joins);
        cluster.joins.push(Join { one: from + one, other: from + other, reason, agrees, confidence });
        cluster.entry = first.or(second);
        None
    }
}

fn hash(kind: &str, key: &str) -> u64 {
    use std::hash::BuildHasher as _;
    rustc_hash::FxBuildHasher.hash_one((kind, key))
}

/// Blocking keys of a full name: its family name by sound with the first letter of the given name, or of what that is
/// short for; both names in either order; the given name with the beginning of the family name, for slips.
fn person_keys(person: &PersonName, add: &mut dyn FnMut(&str, &str)) {
    let Some(first) = person.first() else { return };
    let family = name::sound(&person.family);
    let mut letters: Vec<char> = name::sound(first).chars().take(1).collect();
    letters.extend(person.given.iter().skip(1).filter_map(|name| name::sound(name).chars().next()));
    letters.extend(super::lists::long_forms(first).iter().filter_map(|long| name::sound(long).chars().next()));
    letters.sort_unstable();
    letters.dedup();
    for letter in letters {
        add("family", &format!("{family} {letter}"));
    }
    if person.given.len() == 1 {
        let (a, b) = (first.min(&person.family), first.max(&person.family));
        add("order", &format!("{a} {b}"));
    }
    if first.chars().count() > 1 {
        add("slip", &format!("{first} {}", person.family.chars().take(2).collect::<String>()));
    }
}
