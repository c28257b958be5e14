//! What documents say of names, in the form resolution reads.

use rustc_hash::FxHashMap;

use super::Options;
use super::fold;
use super::lists;
use crate::graph::knowledge::Entry;
use crate::graph::knowledge::EntryAt;
use crate::ontology::NodeType;

/// Who is named in one of so many documents is no company that tells anything; few documents tell nothing of that.
const EVERYWHERE: (usize, usize) = (20, 60);

/// Of each document so many neighbours of a name count as its company: keeps the cost linear.
const COMPANY: usize = 24;

/// A document, as far as identity needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Source<'a> {
    /// Its id.
    pub id: &'a str,
    /// ISO 8601.
    pub published: Option<&'a str>,
}

/// A post or membership: "chief executive" of a body or place.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Post<'a> {
    /// Empty for a plain member.
    pub role: &'a str,
    /// Id of the body or place in the document.
    pub target: &'a str,
    /// Held before.
    pub former: bool,
}

/// What one document says of one name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile<'a> {
    /// Index in [`World::documents`].
    pub document: u32,
    /// What the document alone calls it: made from type and name.
    pub id: &'a str,
    /// What the document takes it for.
    pub node_type: NodeType,
    /// The fullest name in the document.
    pub label: &'a str,
    /// Other names in the document.
    pub aliases: &'a [String],
    /// A name of `schema/ontology/kind`.
    pub kind: Option<&'a str>,
    /// `female` or `male`.
    pub gender: Option<&'a str>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<&'a str>,
    /// Ids, in the document, of what it lies in or is a part of.
    pub within: Vec<&'a str>,
    /// Posts and memberships.
    pub posts: Vec<Post<'a>>,
    /// Descriptions: "the head coach".
    pub descriptions: Vec<&'a str>,
}

impl<'a> Profile<'a> {
    /// A name of which nothing else is known.
    pub const fn new(document: u32, id: &'a str, node_type: NodeType, label: &'a str) -> Self {
        Self {
            document,
            id,
            node_type,
            label,
            aliases: &[],
            kind: None,
            gender: None,
            country: None,
            within: Vec::new(),
            posts: Vec::new(),
            descriptions: Vec::new(),
        }
    }
}

/// All that is to be resolved.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct World<'a> {
    /// The documents.
    pub documents: Vec<Source<'a>>,
    /// Of each name in each document one.
    pub profiles: Vec<Profile<'a>>,
}

/// Profiles with everything that is looked up again and again.
pub(super) struct Context<'a> {
    pub(super) world: &'a World<'a>,
    pub(super) options: &'a Options<'a>,
    /// Type of each profile, as settled.
    pub(super) types: Vec<NodeType>,
    /// Number of the name of each profile, as settled.
    pub(super) numbers: Vec<u32>,
    /// Id of each number.
    pub(super) ids: Vec<&'a str>,
    by_id: FxHashMap<&'a str, u32>,
    /// Profiles of each document, by id.
    pub(super) of_document: Vec<Vec<u32>>,
    /// Cluster of each profile, once its type is resolved.
    pub(super) cluster: Vec<u32>,
    /// What to call each cluster.
    pub(super) cluster_labels: Vec<&'a str>,
    /// What to call each number.
    labels: Vec<&'a str>,
    /// In how many documents each number is.
    counts: Vec<u32>,
}

/// Not yet resolved.
pub(super) const NONE: u32 = u32::MAX;

impl<'a> Context<'a> {
    pub(super) fn new(world: &'a World<'a>, options: &'a Options<'a>) -> Self {
        let mut ids: Vec<&str> = world.profiles.iter().map(|profile| profile.id).collect();
        ids.sort_unstable();
        ids.dedup();
        let by_id: FxHashMap<&str, u32> = ids.iter().enumerate().map(|(at, id)| (*id, at as u32)).collect();
        let mut of_document = vec![Vec::new(); world.documents.len()];
        for (at, profile) in world.profiles.iter().enumerate() {
            if let Some(list) = of_document.get_mut(profile.document as usize) {
                list.push(at as u32);
            }
        }
        for list in &mut of_document {
            list.sort_by_key(|&at| world.profiles[at as usize].id);
        }
        let mut labels = vec![""; ids.len()];
        let mut counts = vec![0; ids.len()];
        for profile in &world.profiles {
            if let Some(&number) = by_id.get(profile.id) {
                counts[number as usize] += 1;
                let label = &mut labels[number as usize];
                // The longest, then the first in the alphabet, whatever the order.
                if (profile.label.len(), std::cmp::Reverse(profile.label)) > (label.len(), std::cmp::Reverse(*label)) {
                    *label = profile.label;
                }
            }
        }
        Self {
            world,
            options,
            types: world.profiles.iter().map(|profile| profile.node_type).collect(),
            numbers: world.profiles.iter().map(|profile| by_id.get(profile.id).copied().unwrap_or(NONE)).collect(),
            ids,
            by_id,
            of_document,
            cluster: vec![NONE; world.profiles.len()],
            cluster_labels: Vec::new(),
            labels,
            counts,
        }
    }

    pub(super) fn profile(&self, at: u32) -> &'a Profile<'a> {
        &self.world.profiles[at as usize]
    }

    pub(super) fn number_of(&self, id: &str) -> Option<u32> {
        self.by_id.get(id).copied()
    }

    /// Day and id of the document; undated ones come last.
    pub(super) fn first(&self, at: u32) -> (&'a str, &'a str) {
        let source = self.world.documents.get(self.profile(at).document as usize).copied().unwrap_or_default();
        (source.published.unwrap_or("9999"), source.id)
    }

    /// The profile of an id in the same document.
    pub(super) fn beside(&self, at: u32, id: &str) -> Option<u32> {
        let list = &self.of_document[self.profile(at).document as usize];
        let found = list.binary_search_by_key(&id, |&other| self.profile(other).id).ok()?;
        Some(list[found])
    }

    /// What stands for a profile: its cluster, or its name while that is open. The two never meet: names have odd numbers.
    pub(super) fn token(&self, at: u32) -> u64 {
        match self.cluster[at as usize] {
            NONE => u64::from(self.numbers[at as usize]) * 2 + 1,
            cluster => u64::from(cluster) * 2,
        }
    }

    /// What a token stands for, in words.
    pub(super) fn label_of(&self, token: u64) -> Option<&'a str> {
        let list = if token % 2 == 1 { &self.labels } else { &self.cluster_labels };
        list.get((token / 2) as usize).copied()
    }

    /// The country a profile lies in or belongs to: that of what it lies in before its own.
    pub(super) fn country(&self, at: u32) -> Option<&'a str> {
        let profile = self.profile(at);
        let around = profile.within.iter().filter_map(|id| self.beside(at, id));
        // "Paris, Texas": the narrowest container that has a country speaks against what is usual.
        let mut codes: Vec<(bool, &str)> = around
            .filter_map(|other| {
                let container = self.profile(other);
                Some((container.kind == Some("country"), container.country?))
            })
            .collect();
        codes.sort_unstable();
        let usual = profile.country;
        // Two containers that differ say nothing, unless one is not the usual one.
        codes.iter().map(|(_, code)| *code).find(|code| usual.is_none_or(|usual| usual != *code)).or(usual)
    }

    /// Named persons and telling bodies of the same document.
    pub(super) fn company(&self, at: u32) -> Vec<u64> {
        let list = &self.of_document[self.profile(at).document as usize];
        let mut company: Vec<u64> = list
            .iter()
            .filter(|&&other| other != at && self.is_telling(other))
            .take(COMPANY)
            .map(|&other| self.token(other))
            .collect();
        company.sort_unstable();
        company.dedup();
        company
    }

    /// What stands for a region, however it is written: its entry, else its name.
    pub(super) fn region(&self, at: u32) -> u64 {
        match self.entries(&self.folded(at), NodeType::Place)[..] {
            [entry] => 1 << 48 | (entry.list as u64) << 40 | u64::from(entry.at),
            _ => self.token(at),
        }
    }

    /// Towns and regions of the same document, without those that are everywhere.
    pub(super) fn places(&self, at: u32) -> Vec<u64> {
        let list = &self.of_document[self.profile(at).document as usize];
        list.iter()
            .filter(|&&other| self.types[other as usize] == NodeType::Place && !self.is_everywhere(other))
            .filter(|&&other| !matches!(self.profile(other).kind, Some("country" | "continent")))
            .take(COMPANY)
            .map(|&other| self.token(other))
            .collect()
    }

    /// Whether a name stands in so many documents that to stand beside it says nothing.
    fn is_everywhere(&self, at: u32) -> bool {
        let count = self.counts.get(self.numbers[at as usize] as usize).map_or(0, |count| *count as usize);
        let documents = self.world.documents.len();
        documents >= EVERYWHERE.1 && count * EVERYWHERE.0 > documents
    }

    /// Whether to stand beside it says something: not so of countries, governments, media.
    fn is_telling(&self, at: u32) -> bool {
        let profile = self.profile(at);
        if self.is_everywhere(at) {
            return false;
        }
        match self.types[at as usize] {
            NodeType::Person => profile.label.contains(' '),
            NodeType::Organization => !matches!(
                profile.kind,
                Some(
                    "media"
                        | "government"
                        | "international"
                        | "legislature"
                        | "party"
                        | "police"
                        | "military"
                        | "alliance"
                )
            ),
            _ => false,
        }
    }

    /// The entries of a name and type.
    pub(super) fn entries(&self, folded: &str, node_type: NodeType) -> Vec<EntryAt> {
        let mut found: Vec<EntryAt> = Vec::new();
        for (list, knowledge) in self.options.knowledge.iter().enumerate() {
            for at in knowledge.find(folded) {
                let entry = knowledge.entry(at);
                if entry.node_type() == node_type {
                    found.push(EntryAt { list, at });
                }
            }
            // The first list that knows a name is believed.
            if !found.is_empty() {
                break;
            }
        }
        found
    }

    pub(super) fn entry(&self, at: EntryAt) -> Entry<'a> {
        self.options.knowledge[at.list].entry(at.at)
    }

    /// Fields of work that posts and descriptions tell.
    pub(super) fn fields(&self, at: u32) -> Vec<&'static str> {
        let profile = self.profile(at);
        let mut fields: Vec<&'static str> = Vec::new();
        for post in &profile.posts {
            let target = self.beside(at, post.target).map(|at| self.profile(at));
            let kind = target.and_then(|target| target.kind);
            let by_body = match kind {
                Some("team" | "league") => Some("sport"),
                Some("university" | "school" | "research") => Some("science"),
                Some("hospital") => Some("health"),
                Some("church") => Some("religion"),
                Some("media") => Some("media"),
                Some("company" | "bank" | "airline" | "shop" | "hotel" | "fund") => Some("business"),
                _ => None,
            };
            fields.extend(lists::field(post.role).or(by_body));
        }
        fields.extend(profile.descriptions.iter().filter_map(|words| lists::field(words)));
        fields.sort_unstable();
        fields.dedup();
        fields
    }

    /// The folded label.
    pub(super) fn folded(&self, at: u32) -> String {
        fold(self.profile(at).label)
    }
}
