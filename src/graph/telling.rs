//! What documents tell of one action, in the form in which it is compared with what others tell.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use super::Contribution;
use super::account::Account;
use super::account::Named;
use super::assign::is_shared;
use super::cluster::Known;
use super::dispute::Nested;
use super::joined::Member;
use super::model::Action;
use super::model::NodeBody;
use super::when::WINDOW;
use super::when::When;
use super::when::apart;
use crate::ontology::Modality;
use crate::ontology::PARTICIPANTS;
use crate::ontology::Polarity;
use crate::ontology::Relation;

/// What is told of an action. Names are numbers of [`Tellings::names`].
#[derive(Debug, Clone)]
pub(super) struct Telling<'a> {
    /// Its node in the first of its documents.
    pub(super) member: Member<'a>,
    pub(super) body: &'a Action,
    /// Indices of the contributions that tell of it, sorted.
    pub(super) documents: BTreeSet<usize>,
    /// Names in its roles.
    pub(super) parties: BTreeMap<Relation, BTreeSet<u32>>,
    /// Nodes without a name in its roles, of each document.
    pub(super) unnamed: BTreeMap<(Relation, usize), BTreeSet<&'a str>>,
    /// Nouns in its roles, with what tells them from others.
    pub(super) nouns: BTreeMap<Relation, BTreeMap<&'a str, BTreeSet<&'a str>>>,
    /// Numbers told of it, by what is counted; the bits of each, which are equal where the number is.
    pub(super) counts: BTreeMap<(&'a str, Option<&'a str>), BTreeSet<u64>>,
    /// Names around it, those in its roles included.
    pub(super) names: BTreeSet<u32>,
    /// When it was, as far as all documents agree.
    pub(super) time: Option<(&'a str, &'a str)>,
    /// First and last day of publication.
    pub(super) published: Option<(&'a str, &'a str)>,
    /// Which names may be of one.
    names_of: &'a Names,
}

/// The names of all documents.
#[derive(Debug, Default)]
pub(super) struct Names {
    all: Vec<Named>,
    nested: BTreeSet<(u32, u32)>,
}

impl Names {
    fn get(&self, number: u32) -> Option<&Named> {
        self.all.get(number as usize)
    }

    fn may_be(&self, one: u32, other: u32) -> bool {
        let pair = (one.min(other), one.max(other));
        one == other
            || self.nested.contains(&pair)
            || matches!((self.get(one), self.get(other)), (Some(one), Some(other)) if one.may_be(other))
    }

    /// Numbers all named nodes by id, and marks which lie in, or belong to, which.
    pub(super) fn of(set: &[Contribution], nested: &Nested) -> (Self, BTreeMap<String, u32>) {
        let mut known: BTreeMap<&str, Named> = BTreeMap::new();
        for node in set.iter().flat_map(|one| &one.nodes).filter(|node| is_shared(node)) {
            let label = node.label.to_lowercase();
            let named = Named { id: node.id.clone(), label, kind: node.kind };
            let entry = known.entry(&node.id).or_insert_with(|| named.clone());
            // Documents call it differently: the longest label says most, whatever their order.
            if (named.label.len(), &named.label) > (entry.label.len(), &entry.label) {
                *entry = named;
            }
        }
        let numbers: BTreeMap<String, u32> =
            known.keys().enumerate().map(|(at, id)| ((*id).to_owned(), at as u32)).collect();
        let pairs = nested.iter().filter_map(|(one, other)| Some((*numbers.get(one)?, *numbers.get(other)?)));
        let nested = pairs.map(|(one, other)| (one.min(other), one.max(other))).collect();
        (Self { all: known.into_values().collect(), nested }, numbers)
    }
}

/// What all documents tell of each action, by id.
pub(super) fn collect<'a>(
    set: &'a [Contribution],
    names: &'a Names,
    numbers: &BTreeMap<String, u32>,
) -> Vec<Telling<'a>> {
    let mut found: BTreeMap<&str, Telling<'a>> = BTreeMap::new();
    for (document, one) in set.iter().enumerate() {
        let published = one.document.published.as_deref().map(|day| (day, day));
        for node in &one.nodes {
            let member = Member::new(node, &one.document);
            let Some(telling) = Telling::new(member, document, published, names) else { continue };
            match found.get_mut(node.id.as_str()) {
                Some(known) => known.absorb(telling),
                None => {
                    found.insert(&node.id, telling);
                }
            }
        }
        for (source, target, edge) in &one.edges {
            let Some(telling) = found.get_mut(source.as_str()).filter(|_| is_role(edge.kind)) else { continue };
            if let Some(&number) = numbers.get(target) {
                telling.parties.entry(edge.kind).or_default().insert(number);
                telling.names.insert(number);
            } else if target.starts_with('e') {
                telling.unnamed.entry((edge.kind, document)).or_default().insert(target);
            }
        }
        for account in &one.accounts {
            if let Some(telling) = found.get_mut(account.action.as_str()) {
                telling.add(account, numbers);
            }
        }
    }
    found.into_values().collect()
}

/// Whether an edge of an action says who or what took part, or what it was about.
fn is_role(relation: Relation) -> bool {
    PARTICIPANTS.contains(&relation) || matches!(relation, Relation::Topic | Relation::Instrument)
}

impl<'a> Telling<'a> {
    fn new(
        member: Member<'a>,
        document: usize,
        published: Option<(&'a str, &'a str)>,
        names_of: &'a Names,
    ) -> Option<Self> {
        let NodeBody::Action(body) = &member.node().body else { return None };
        let time = body.time.as_ref().and_then(|time| Some((time.earliest.as_deref()?, time.latest.as_deref()?)));
        Some(Self {
            member,
            body,
            documents: BTreeSet::from([document]),
            parties: BTreeMap::new(),
            unnamed: BTreeMap::new(),
            nouns: BTreeMap::new(),
            counts: BTreeMap::new(),
            names: BTreeSet::new(),
            time,
            published,
            names_of,
        })
    }

    fn add(&mut self, account: &'a Account, numbers: &BTreeMap<String, u32>) {
        if account.only_reason {
            return;
        }
        self.names.extend(account.names.iter().filter_map(|named| numbers.get(&named.id)).copied());
        for object in &account.objects {
            let nouns = self.nouns.entry(object.relation).or_default();
            nouns.entry(&object.noun).or_default().extend(object.modifiers.iter().map(String::as_str));
        }
        for count in &account.counts {
            let counted = (count.noun.as_str(), count.unit.as_deref());
            self.counts.entry(counted).or_default().insert(count.value.to_bits());
        }
    }

    /// What to call a name.
    pub(super) fn name(&self, number: u32) -> Option<String> {
        self.names_of.get(number).map(|named| named.label.clone())
    }

    pub(super) fn id(&self) -> &'a str {
        &self.member.node().id
    }

    pub(super) fn polarity(&self) -> Polarity {
        self.body.polarity
    }

    pub(super) fn modality(&self) -> Modality {
        self.body.modality
    }

    /// The roles in which two have fillers of which none can be the same.
    pub(super) fn unlike(&self, other: &Self) -> Vec<Relation> {
        let unlike = |relation: &Relation| {
            let named = match (self.parties.get(relation), other.parties.get(relation)) {
                (Some(one), Some(other)) => {
                    !one.iter().any(|&one| other.iter().any(|&other| self.names_of.may_be(one, other)))
                }
                _ => false,
            };
            // Within a document who has no name is told apart too.
            let inside = |at: usize| match (self.unnamed.get(&(*relation, at)), other.unnamed.get(&(*relation, at))) {
                (Some(one), Some(other)) => one.is_disjoint(other),
                _ => false,
            };
            named || self.documents.intersection(&other.documents).any(|&at| inside(at))
        };
        PARTICIPANTS.into_iter().filter(unlike).collect()
    }

    /// Whether a number is of what takes part, of people, or of money and the like: not of the years somebody is old.
    fn counts_parties(&self, (noun, unit): (&str, Option<&str>)) -> bool {
        unit.is_some() || noun == "people" || self.nouns.values().any(|nouns| nouns.contains_key(noun))
    }

    /// Whether one article tells of the two with two words: what an article tells twice was joined when it was read.
    pub(super) fn other_word(&self, other: &Self) -> bool {
        self.body.predicate != other.body.predicate && !self.documents.is_disjoint(&other.documents)
    }

    /// Whether like things are told in unlike numbers.
    pub(super) fn other_count(&self, other: &Self) -> bool {
        let pairs = self.counts.iter().filter(|(counted, _)| self.counts_parties(**counted));
        let mut pairs = pairs.filter_map(|(counted, one)| Some((one, other.counts.get(counted)?)));
        pairs.any(|(one, other)| one.is_disjoint(other))
    }

    /// Whether the two may be of one time.
    pub(super) fn may_be_then(&self, other: &Self) -> bool {
        let span = |one: &Self| {
            let (first, last) = one.published?;
            apart(first, last).map(|days| (first, last, days))
        };
        if let ((None, None), Some(a), Some(b)) = ((self.time, other.time), span(self), span(other)) {
            // All that was joined lies in one window, so that days do not chain to years.
            return apart(a.0.min(b.0), a.1.max(b.1)).is_none_or(|days| days <= WINDOW.max(a.2).max(b.2));
        }
        let when = |one: &Self| When { time: one.time, published: one.published.map(|(first, _)| first) };
        when(self).may_be(when(other))
    }
}

impl Known for Telling<'_> {
    fn clashes(&self, other: &Self) -> bool {
        self.polarity() != other.polarity()
            || self.modality() != other.modality()
            || self.other_count(other)
            || !self.may_be_then(other)
            || self.other_word(other)
            || !self.unlike(other).is_empty()
    }

    fn absorb(&mut self, other: Self) {
        if other.member.order() < self.member.order() {
            self.member = other.member;
        }
        self.documents.extend(other.documents);
        for (relation, names) in other.parties {
            self.parties.entry(relation).or_default().extend(names);
        }
        for (place, nodes) in other.unnamed {
            self.unnamed.entry(place).or_default().extend(nodes);
        }
        for (relation, nouns) in other.nouns {
            let known = self.nouns.entry(relation).or_default();
            for (noun, modifiers) in nouns {
                known.entry(noun).or_default().extend(modifiers);
            }
        }
        for (counted, values) in other.counts {
            self.counts.entry(counted).or_default().extend(values);
        }
        self.names.extend(other.names);
        self.time = match (self.time, other.time) {
            (Some(one), Some(other)) => Some((one.0.max(other.0), one.1.min(other.1))),
            (one, other) => one.or(other),
        };
        self.published = match (self.published, other.published) {
            (Some(one), Some(other)) => Some((one.0.min(other.0), one.1.max(other.1))),
            (one, other) => one.or(other),
        };
    }
}
