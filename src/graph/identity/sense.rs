//! One name, several bearers: profiles of a name are told apart by place, field, employer and company.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::Near;
use super::Sense;
use super::profile::Context;
use crate::graph::review::Decision;
use crate::ontology::NodeType;
use crate::text::id;

/// A bearer that so many times as many documents speak of gets the documents that tell nothing.
const MUCH: usize = 5;

/// Of each doubtful part so many bearers are named as candidates.
const CANDIDATES: usize = 3;

/// So many bearers of one name are told apart.
const MOST: usize = 64;

/// So many parts of one name may stay open.
const MOST_OPEN: usize = 16;

/// What is known of several profiles together.
#[derive(Debug, Clone, Default)]
pub(super) struct Traits<'a> {
    pub(super) genders: BTreeSet<&'a str>,
    /// Of the place, of what a body belongs to, of the office a person holds.
    pub(super) countries: BTreeSet<&'a str>,
    pub(super) kinds: BTreeSet<&'a str>,
    /// Regions a place lies in: label by token.
    pub(super) regions: BTreeMap<u64, &'a str>,
    /// Bodies and places of posts, held or left: label by token.
    pub(super) posts: BTreeMap<u64, &'a str>,
    /// Those of them that are held now and are no part of the state.
    employers: BTreeSet<u64>,
    pub(super) roles: BTreeSet<&'a str>,
    pub(super) fields: BTreeSet<&'static str>,
    /// Sorted.
    pub(super) company: Vec<u64>,
    /// Towns and regions that its documents speak of.
    pub(super) places: BTreeSet<u64>,
    pub(super) documents: usize,
}

impl<'a> Traits<'a> {
    pub(super) fn of(context: &Context<'a>, profiles: &[u32]) -> Self {
        let mut traits = Self { documents: profiles.len(), ..Self::default() };
        for &at in profiles {
            let profile = context.profile(at);
            let node_type = context.types[at as usize];
            traits.genders.extend(profile.gender);
            traits.kinds.extend(profile.kind);
            match node_type {
                NodeType::Place => {
                    traits.countries.extend(context.country(at));
                    for other in profile.within.iter().filter_map(|id| context.beside(at, id)) {
                        let region = context.profile(other);
                        if region.kind != Some("country")
                            && region.country.is_none_or(|code| traits.countries.contains(code))
                        {
                            traits.regions.insert(context.region(other), region.label);
                        }
                    }
                }
                // A company or a club may sit in several countries, a ministry in one.
                NodeType::Organization if is_of_state(profile.kind) => {
                    traits.countries.extend(context.country(at).or_else(|| state_of(context, at)));
                }
                _ => {}
            }
            for post in &profile.posts {
                let Some(other) = context.beside(at, post.target) else { continue };
                let target = context.profile(other);
                let token = context.token(other);
                traits.posts.insert(token, target.label);
                if !post.role.is_empty() {
                    traits.roles.insert(post.role);
                }
                let public = matches!(
                    target.kind,
                    Some(
                        "government"
                            | "ministry"
                            | "legislature"
                            | "military"
                            | "party"
                            | "agency"
                            | "court"
                            | "police"
                    )
                );
                let country = if context.types[other as usize] == NodeType::Place {
                    context.country(other)
                } else {
                    context.country(other).filter(|_| public)
                };
                if node_type == NodeType::Person && !post.former {
                    // An ambassador has an office in two countries.
                    if !post.role.contains("ambassador") && !post.role.contains("envoy") {
                        traits.countries.extend(country);
                    }
                    if !public && context.types[other as usize] == NodeType::Organization {
                        traits.employers.insert(token);
                    }
                }
            }
            if node_type == NodeType::Person {
                traits.fields.extend(context.fields(at));
            }
            traits.company.extend(context.company(at));
            if node_type == NodeType::Person {
                traits.places.extend(context.places(at));
            }
        }
        traits.company.sort_unstable();
        traits.company.dedup();
        traits
    }

    /// Whether profiles with these traits may be more than one bearer at all.
    fn is_mixed(&self, node_type: NodeType) -> bool {
        self.countries.len() > 1
            || self.genders.len() > 1
            || match node_type {
                NodeType::Person => self.employers.len() > 1 || self.fields.len() > 1,
                NodeType::Place => self.regions.len() > 1,
                _ => self.kinds.len() > 1,
            }
    }

    /// Whether anything here can tell one bearer from another.
    fn is_telling(&self) -> bool {
        !(self.countries.is_empty()
            && self.genders.is_empty()
            && self.regions.is_empty()
            && self.employers.is_empty()
            && self.fields.is_empty())
    }

    /// Whether they stand beside the same.
    pub(super) fn shares_company(&self, other: &Self) -> bool {
        let (short, long) = if self.company.len() <= other.company.len() { (self, other) } else { (other, self) };
        short.company.iter().any(|one| long.company.binary_search(one).is_ok())
    }

    /// A post or a body in common.
    pub(super) fn shared_post(&self, other: &Self) -> Option<&'a str> {
        let posts = self.posts.iter().find(|(token, _)| other.posts.contains_key(token)).map(|(_, label)| *label);
        let beside = |one: &Self, other: &Self| {
            one.posts.iter().find(|(token, _)| other.company.binary_search(token).is_ok()).map(|(_, label)| *label)
        };
        posts.or_else(|| beside(self, other)).or_else(|| beside(other, self))
    }

    pub(super) fn add(&mut self, other: &Self) {
        self.genders.extend(&other.genders);
        self.countries.extend(&other.countries);
        self.kinds.extend(&other.kinds);
        self.regions.extend(&other.regions);
        self.posts.extend(&other.posts);
        self.employers.extend(&other.employers);
        self.roles.extend(&other.roles);
        self.fields.extend(&other.fields);
        self.places.extend(&other.places);
        self.company.extend(&other.company);
        self.company.sort_unstable();
        self.company.dedup();
        self.documents += other.documents;
    }
}

/// Whether a body of this kind belongs to one state.
fn is_of_state(kind: Option<&str>) -> bool {
    matches!(
        kind,
        Some("ministry" | "government" | "legislature" | "police" | "military" | "court" | "prosecution" | "party")
    )
}

/// Words of the names that every state has a body of.
const COMMON: &[&str] = &[
    "ministry",
    "department",
    "parliament",
    "senate",
    "congress",
    "court",
    "police",
    "army",
    "navy",
    "government",
    "cabinet",
    "assembly",
    "treasury",
    "minister",
];

/// The state a nameless-sounding body ("Ministry of Defence") belongs to: the one country its document speaks of.
fn state_of<'a>(context: &Context<'a>, at: u32) -> Option<&'a str> {
    let profile = context.profile(at);
    let folded = context.folded(at);
    if profile.country.is_some() || !folded.split(' ').any(|word| COMMON.contains(&word)) {
        return None;
    }
    let list = &context.of_document[profile.document as usize];
    let places = list.iter().filter(|&&other| context.types[other as usize] == NodeType::Place);
    let codes: BTreeSet<&str> = places
        .map(|&other| context.profile(other))
        .filter(|place| place.kind == Some("country"))
        .filter_map(|place| place.country)
        .collect();
    if codes.len() == 1 { codes.into_iter().next() } else { None }
}

fn apart<T: Ord>(one: &BTreeSet<T>, other: &BTreeSet<T>) -> bool {
    !one.is_empty() && !other.is_empty() && one.is_disjoint(other)
}

/// Fields that one person seldom works in both of.
fn fields_differ(one: &BTreeSet<&str>, other: &BTreeSet<&str>) -> bool {
    let far = |a: &str, b: &str| {
        a != b
            && !matches!(
                (a, b),
                ("public", "business" | "media" | "science" | "religion" | "health")
                    | ("business" | "media" | "science" | "religion" | "health", "public")
                    | ("media", "art" | "business" | "science")
                    | ("art" | "business" | "science", "media")
                    | ("health", "science")
                    | ("science", "health")
            )
    };
    apart(one, other) && one.iter().all(|a| other.iter().all(|b| far(a, b)))
}

/// What speaks against one bearer; `None` when nothing does.
pub(super) fn conflict(node_type: NodeType, one: &Traits<'_>, other: &Traits<'_>) -> Option<String> {
    let list = |set: &BTreeSet<&str>| set.iter().copied().take(3).collect::<Vec<_>>().join(", ");
    if apart(&one.genders, &other.genders) {
        return Some("one is a woman, the other a man".to_owned());
    }
    if apart(&one.countries, &other.countries) {
        let what = if node_type == NodeType::Person { "an office in" } else { "in" };
        return Some(format!("one {what} {}, the other in {}", list(&one.countries), list(&other.countries)));
    }
    match node_type {
        NodeType::Place => {
            let both = !one.regions.is_empty() && !other.regions.is_empty();
            if both && !one.regions.keys().any(|token| other.regions.contains_key(token)) {
                let name = |traits: &Traits<'_>| traits.regions.values().next().copied().unwrap_or_default().to_owned();
                return Some(format!("one in {}, the other in {}", name(one), name(other)));
            }
            None
        }
        NodeType::Organization => {
            let team = |traits: &Traits<'_>| traits.kinds.contains("team");
            let other_kind = |traits: &Traits<'_>| !traits.kinds.is_empty() && !team(traits);
            let differ = (team(one) && other_kind(other)) || (team(other) && other_kind(one));
            (differ && !one.shares_company(other)).then(|| "one is a team, the other is none".to_owned())
        }
        NodeType::Person => {
            if one.shares_company(other) || one.shared_post(other).is_some() {
                return None;
            }
            if fields_differ(&one.fields, &other.fields) {
                return Some(format!("one works in {}, the other in {}", list(&one.fields), list(&other.fields)));
            }
            if apart(&one.employers, &other.employers) {
                let name = |traits: &Traits<'_>| {
                    traits
                        .posts
                        .iter()
                        .find(|(token, _)| traits.employers.contains(token))
                        .map_or("", |(_, label)| *label)
                        .to_owned()
                };
                return Some(format!("one of {}, the other of {}", name(one), name(other)));
            }
            None
        }
        _ => None,
    }
}

/// Adds the senses of every name of a type, by id, and the pairs that stay in doubt.
pub(super) fn collect<'a>(
    context: &Context<'a>,
    node_type: NodeType,
    senses: &mut Vec<Sense<'a>>,
    near: &mut Vec<Near>,
) {
    let mut groups: Vec<(u32, u32)> = (0..context.world.profiles.len() as u32)
        .filter(|&at| context.types[at as usize] == node_type)
        .map(|at| (context.numbers[at as usize], at))
        .collect();
    groups.sort_unstable();
    let mut start = 0;
    while start < groups.len() {
        let number = groups[start].0;
        let end = start + groups[start..].partition_point(|(other, _)| *other == number);
        let mut profiles: Vec<u32> = groups[start..end].iter().map(|(_, at)| *at).collect();
        // In the order of the days, which no order of the input shows in.
        profiles.sort_by_key(|&at| (context.first(at), context.profile(at).id));
        let (own, parts) = split_off(context, number, profiles);
        let from = senses.len();
        if !own.is_empty() {
            bearers(context, node_type, number, own, senses, near);
        }
        for (id, profiles) in parts {
            senses.push(sense(context, node_type, id, profiles));
        }
        debug_assert!(senses.len() > from);
        start = end;
    }
}

fn sense<'a>(context: &Context<'a>, node_type: NodeType, id: String, profiles: Vec<u32>) -> Sense<'a> {
    let traits = Traits::of(context, &profiles);
    let mut votes: BTreeMap<&str, usize> = BTreeMap::new();
    for &at in &profiles {
        *votes.entry(context.profile(at).label).or_default() += 1;
    }
    let label = votes
        .into_iter()
        .max_by_key(|(label, count)| (*count, label.chars().count(), std::cmp::Reverse(*label)))
        .map_or("", |(label, _)| label);
    let first = profiles.iter().map(|&at| context.first(at)).min().unwrap_or_default();
    Sense { id, node_type, label, profiles, traits, first }
}

/// Takes out the documents that the user gave a bearer of their own.
fn split_off(context: &Context<'_>, number: u32, profiles: Vec<u32>) -> (Vec<u32>, Vec<(String, Vec<u32>)>) {
    let name = context.ids[number as usize];
    let mut splits: BTreeSet<(&str, &[String])> = BTreeSet::new();
    for decision in context.options.decisions {
        if let Decision::Split { node, members, documents } = decision
            && !documents.is_empty()
            && (node == name || members.iter().any(|member| member == name))
        {
            splits.insert((node.as_str(), documents.as_slice()));
        }
    }
    let mut rest = profiles;
    let mut parts = Vec::new();
    for (node, documents) in splits {
        let wanted = |at: &u32| {
            let document = context.world.documents[context.profile(*at).document as usize].id;
            documents.iter().any(|one| one == document)
        };
        let (part, others): (Vec<u32>, Vec<u32>) = rest.into_iter().partition(wanted);
        rest = others;
        if !part.is_empty() {
            let mut words = vec!["split", node, name];
            words.extend(documents.iter().map(String::as_str));
            parts.push((id::make('e', &words), part));
        }
    }
    if rest.is_empty()
        && let Some((_, first)) = parts.pop()
    {
        rest = first;
    }
    (rest, parts)
}

/// Splits the profiles of one name, in the order of their days, into bearers.
fn bearers<'a>(
    context: &Context<'a>,
    node_type: NodeType,
    number: u32,
    profiles: Vec<u32>,
    senses: &mut Vec<Sense<'a>>,
    near: &mut Vec<Near>,
) {
    let key = context.ids[number as usize];
    let all = Traits::of(context, &profiles);
    let known = matches!(node_type, NodeType::Person | NodeType::Organization) && {
        let folded = profiles.first().map(|&at| context.folded(at)).unwrap_or_default();
        let common = folded.split(' ').any(|word| COMMON.contains(&word));
        let one_word = node_type == NodeType::Person && !folded.contains(' ');
        !common && !one_word && context.entries(&folded, node_type).len() == 1
    };
    if profiles.len() < 2 || known || !all.is_mixed(node_type) {
        senses.push(sense(context, node_type, key.to_owned(), profiles));
        return;
    }
    let mut components = components(context, node_type, &profiles);
    // The best attested first; ties to the one that was first.
    components.sort_by(|a, b| {
        let order = |one: &(Vec<u32>, Traits<'a>)| {
            (!one.1.is_telling(), std::cmp::Reverse(one.0.len()), one.0.first().map(|&at| context.first(at)))
        };
        order(a).cmp(&order(b))
    });
    let mut found: Vec<(Vec<u32>, Traits<'a>)> = Vec::new();
    let mut doubts: Vec<(usize, usize, String)> = Vec::new();
    // Parts that could be several: they are no candidates for others.
    let mut open: BTreeSet<usize> = BTreeSet::new();
    for (members, traits) in components {
        let against: Vec<Option<String>> = found.iter().map(|(_, other)| conflict(node_type, other, &traits)).collect();
        let mut fits: Vec<usize> =
            (0..found.len()).filter(|&at| against[at].is_none() && !open.contains(&at)).collect();
        let total: usize = fits.iter().map(|&at| found[at].0.len()).sum();
        if fits.len() > 1 {
            // Who keeps the same company; else, by far, the one most spoken of.
            let near: Vec<usize> = fits.iter().copied().filter(|&at| found[at].1.shares_company(&traits)).collect();
            let most = fits.iter().copied().max_by_key(|&at| (found[at].0.len(), std::cmp::Reverse(at)));
            let here =
                fits.iter().copied().filter(|&at| stands_in(context, &members, &found[at].1)).collect::<Vec<_>>();
            if near.len() == 1 {
                fits = near;
            } else if here.len() == 1 {
                fits = here;
            } else if let Some(most) = most.filter(|&at| found[at].0.len() >= MUCH * (total - found[at].0.len())) {
                fits = vec![most];
            }
        }
        if let [only] = fits[..] {
            found[only].0.extend(members);
            found[only].1.add(&traits);
            continue;
        }
        if fits.len() > 1 || found.len() >= MOST {
            if open.len() >= MOST_OPEN {
                // Too many to be told apart by anybody: one part for all of them.
                if let Some(&last) = open.last() {
                    found[last].0.extend(members);
                    found[last].1.add(&traits);
                    continue;
                }
            }
            open.insert(found.len());
        }
        let at = found.len();
        for (other, against) in against.into_iter().enumerate().take(CANDIDATES) {
            let why = against.unwrap_or_else(|| "nothing tells which of several it is".to_owned());
            doubts.push((other, at, why));
        }
        found.push((members, traits));
    }
    let mut order: Vec<usize> = (0..found.len()).collect();
    let first = |at: usize| found[at].0.iter().map(|&at| context.first(at)).min();
    order.sort_by_key(|&at| first(at));
    let base = senses.len();
    let mut place = vec![0; found.len()];
    for (new, &old) in order.iter().enumerate() {
        place[old] = base + new;
        let profiles = std::mem::take(&mut found[old].0);
        let id = if new == 0 { key.to_owned() } else { sense_id(context, key, &profiles) };
        senses.push(sense(context, node_type, id, profiles));
    }
    for (one, other, why) in doubts {
        near.push(Near {
            one: place[one],
            other: place[other],
            reason: format!("the same name; {why}"),
            confidence: 40,
        });
    }
}

/// The id of a bearer that is not the first: from what its first document says of it, so that later ones do not show.
fn sense_id(context: &Context<'_>, key: &str, profiles: &[u32]) -> String {
    let Some(&first) = profiles.iter().min_by_key(|&&at| (context.first(at), context.profile(at).id)) else {
        return key.to_owned();
    };
    id::make('e', &["sense", key, context.first(first).1])
}

/// Whether the documents of a part speak of the country of a bearer.
fn stands_in(context: &Context<'_>, members: &[u32], traits: &Traits<'_>) -> bool {
    members.iter().take(16).any(|&at| {
        context.of_document[context.profile(at).document as usize].iter().any(|&other| {
            let place = context.profile(other);
            other != at
                && place.node_type == NodeType::Place
                && place.country.is_some_and(|code| traits.countries.contains(code))
        })
    })
}

/// The first of the set that `at` is in.
fn root(parent: &mut [usize], mut at: usize) -> usize {
    while parent[at] != at {
        parent[at] = parent[parent[at]];
        at = parent[at];
    }
    at
}

/// Profiles that are surely one bearer: they share a post, a region or company, and nothing speaks against it.
fn components<'a>(context: &Context<'a>, node_type: NodeType, profiles: &[u32]) -> Vec<(Vec<u32>, Traits<'a>)> {
    let mut parent: Vec<usize> = (0..profiles.len()).collect();
    let mut at_token: FxHashMap<(u8, u64), usize> = FxHashMap::default();
    for (at, &profile) in profiles.iter().enumerate() {
        let traits = Traits::of(context, &[profile]);
        let mut tokens: Vec<(u8, u64)> = Vec::new();
        match node_type {
            NodeType::Person => {
                tokens.extend(traits.posts.keys().map(|token| (0, *token)));
                tokens.extend(traits.company.iter().map(|token| (0, *token)));
            }
            NodeType::Place | NodeType::Organization => {
                let place = traits.regions.keys().next().copied();
                let country = traits
                    .countries
                    .first()
                    .map(|code| code.bytes().fold(0u64, |sum, byte| sum << 8 | u64::from(byte)));
                match (place, country) {
                    (Some(region), _) => tokens.push((1, region)),
                    (None, Some(country)) => tokens.push((2, country)),
                    // Bodies without a country are told apart by the company they keep.
                    (None, None) if node_type == NodeType::Organization => {
                        tokens.extend(traits.company.iter().map(|token| (4, *token)));
                    }
                    (None, None) => {}
                }
            }
            _ => tokens.push((3, 0)),
        }
        for token in tokens {
            let other = *at_token.entry(token).or_insert(at);
            let (one, other) = (root(&mut parent, at), root(&mut parent, other));
            parent[one.max(other)] = one.min(other);
        }
    }
    let mut groups: BTreeMap<usize, Vec<u32>> = BTreeMap::new();
    for at in 0..profiles.len() {
        let root = root(&mut parent, at);
        groups.entry(root).or_default().push(profiles[at]);
    }
    groups
        .into_values()
        .map(|members| {
            let traits = Traits::of(context, &members);
            (members, traits)
        })
        .collect()
}
