//! A name that is a person in one document and a body in the next gets one type.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::Sense;
use super::profile::Context;
use crate::graph::review::Decision;
use crate::ontology::NodeType;

/// So many times as many documents must say the one as the other.
const MAJORITY: usize = 2;

/// Gives profiles the type and name that most documents give them, where nothing speaks for the other.
///
/// A type holds its ground where it rests on more than the name: a kind, a country, a post.
pub(super) fn settle(context: &mut Context<'_>) {
    let mut by_name: FxHashMap<String, Vec<u32>> = FxHashMap::default();
    // Names of one type only, the most, are passed over.
    let mut seen: FxHashMap<u64, (NodeType, bool)> = FxHashMap::default();
    let hash = |name: &str| {
        use std::hash::BuildHasher as _;
        rustc_hash::FxBuildHasher.hash_one(name)
    };
    let mut folded: FxHashMap<u32, u64> = FxHashMap::default();
    for at in 0..context.world.profiles.len() as u32 {
        let number = context.numbers[at as usize];
        let key = *folded.entry(number).or_insert_with(|| hash(&context.folded(at)));
        let entry = seen.entry(key).or_insert((context.types[at as usize], false));
        entry.1 |= entry.0 != context.types[at as usize];
    }
    for at in 0..context.world.profiles.len() as u32 {
        let key = folded.get(&context.numbers[at as usize]);
        if key.and_then(|key| seen.get(key)).is_some_and(|(_, mixed)| *mixed) {
            by_name.entry(context.folded(at)).or_default().push(at);
        }
    }
    let mut names: Vec<(String, Vec<u32>)> = by_name.into_iter().collect();
    names.sort();
    for (name, profiles) in names {
        let mut votes: BTreeMap<NodeType, (usize, bool, u32)> = BTreeMap::new();
        for &at in &profiles {
            let number = context.numbers[at as usize];
            let vote = votes.entry(context.types[at as usize]).or_insert((0, false, number));
            vote.0 += 1;
            vote.1 |= is_founded(context, at);
            // The lower id stands for the type when a name has several, which depends on no order.
            vote.2 = vote.2.min(number);
        }
        let Some((&winner, &(most, founded, number))) = votes
            .iter()
            .max_by_key(|(node_type, (count, founded, _))| (*founded, *count, std::cmp::Reverse(**node_type)))
        else {
            continue;
        };
        for &at in &profiles {
            let own = context.types[at as usize];
            let Some(&(count, _, _)) = votes.get(&own) else { continue };
            let outvoted = most >= MAJORITY * count || (founded && most >= count);
            let one_word = !name.contains(' ');
            if own != winner
                && outvoted
                && !is_founded(context, at)
                && (!one_word || shares_company(context, at, &profiles, winner))
            {
                context.types[at as usize] = winner;
                context.numbers[at as usize] = number;
            }
        }
    }
    for decision in context.options.decisions {
        if let Decision::Retype { node, node_type } = decision
            && let Some(number) = context.number_of(node)
        {
            // Of two types for one node the first counts, whatever the order they are given in.
            let given = context.options.decisions.iter().filter_map(|other| match other {
                Decision::Retype { node: same, node_type } if same == node => Some(*node_type),
                _ => None,
            });
            let node_type = given.min().unwrap_or(*node_type);
            for at in 0..context.numbers.len() {
                if context.numbers[at] == number {
                    context.types[at] = node_type;
                }
            }
        }
    }
}

/// Whether the type of a profile rests on more than its name.
fn is_founded(context: &Context<'_>, at: u32) -> bool {
    let profile = context.profile(at);
    profile.kind.is_some() || profile.country.is_some() || profile.gender.is_some() || !profile.posts.is_empty()
}

/// Whether a profile stands beside somebody that the name stands beside in its other type.
fn shares_company(context: &Context<'_>, at: u32, profiles: &[u32], winner: NodeType) -> bool {
    let company = context.company(at);
    profiles
        .iter()
        .filter(|&&other| context.types[other as usize] == winner)
        .take(64)
        .any(|&other| context.company(other).iter().any(|one| company.binary_search(one).is_ok()))
}

/// The names of a sense that had another type in some documents: id, that type, why, in how many documents.
pub(super) fn changed(context: &Context<'_>, sense: &Sense<'_>) -> Vec<(String, (NodeType, String, usize))> {
    let mut found: BTreeMap<&str, (NodeType, usize)> = BTreeMap::new();
    for &at in &sense.profiles {
        let profile = context.profile(at);
        if profile.node_type != sense.node_type && context.ids[context.numbers[at as usize] as usize] != profile.id {
            found.entry(profile.id).or_insert((profile.node_type, 0)).1 += 1;
        }
    }
    let all = sense.profiles.len();
    let reason = |node_type: NodeType, count: usize| {
        let (own, other) = (sense.node_type.as_str().to_lowercase(), node_type.as_str().to_lowercase());
        format!("the same name, a {other} in {count} of {all} documents and a {own} in the others")
    };
    found
        .into_iter()
        .map(|(id, (node_type, count))| (id.to_owned(), (node_type, reason(node_type, count), count)))
        .collect()
}
