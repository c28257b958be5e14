//! What accounts of one matter may disagree on: reasons, counts, and the words and names around an action.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::ActionMention;
use super::Filler;
use super::Lexicon;
use super::Mentions;
use super::StatementMention;
use super::tree::Tree;
use crate::annotate::Deprel;
use crate::annotate::Upos;
use crate::ontology::Form;
use crate::ontology::Modality;
use crate::ontology::Relation;
use crate::ontology::Words;
use crate::text::Span;

/// Actions on the way from a reason up the tree, and steps of it, that are looked at.
const ABOVE: usize = 12;

/// How far back, in actions, a decision may have been told that is spoken of again.
const BACK: usize = 120;

/// Words on each side of an action that may be about it: sentences may be as long as a text.
const AROUND: usize = 60;

/// A reason somebody gives.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reason {
    /// Whether it is said not to be one: "not out of fear".
    pub negated: bool,
    /// Its words of content, as lemmas, sorted.
    pub words: Vec<String>,
}

/// A number that is told of an action.
#[derive(Debug, Clone, PartialEq)]
pub struct Count {
    /// The number.
    pub value: f64,
    /// `USD`, `percent` …; `None` for a plain count.
    pub unit: Option<String>,
    /// `>`, `>=`, `<`, `<=`, `~`; `None` for exactly.
    pub comparator: Option<&'static str>,
    /// Lemma of what is counted; empty when the text leaves it to the reader.
    pub noun: String,
}

/// A description that fills a role: "the water bill".
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Object {
    /// The role.
    pub relation: Relation,
    /// Lemma of the noun.
    pub noun: String,
    /// Lemmas of what tells it from others, sorted.
    pub modifiers: Vec<String>,
    /// Index in [`Mentions::chains`].
    pub chain: usize,
}

/// One account of an action: what one voice says of it at one place.
#[derive(Debug, Clone, PartialEq)]
pub struct Matter {
    /// Index of the action in [`Mentions::actions`].
    pub action: usize,
    /// What happened or was counted, where that is not the action's own type: a death toll rises, people die.
    pub counted: Option<String>,
    /// Index of the statement in [`Mentions::statements`]; `None` for the article's own voice.
    pub statement: Option<usize>,
    /// Chains named around it, sorted.
    pub names: Vec<usize>,
    /// Words of content around it, as lemmas, sorted; without names, numbers, times and reasons.
    pub words: Vec<String>,
    /// Descriptions that fill its roles.
    pub objects: Vec<Object>,
    /// What is given as its reason.
    pub reasons: Vec<Reason>,
    /// Numbers.
    pub counts: Vec<Count>,
    /// Whether it is told as a change of what was known.
    pub changed: bool,
    /// When: index in `Annotated::times`. The time of the action, else the only one around it.
    pub time: Option<usize>,
    /// Whether nothing is told but why: "her decision is about money".
    pub only_reason: bool,
}

/// The lists of `matters.toml`, as written.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Lists {
    reasons: Vec<String>,
    reasons_behind: Vec<String>,
    links: Vec<String>,
    decisions: Vec<String>,
    not: Vec<String>,
    tolls: std::collections::BTreeMap<String, String>,
    people: Nouns,
    change: ChangeWords,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Nouns {
    nouns: Vec<String>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct ChangeWords {
    words: Vec<String>,
}

/// A stretch of tokens.
type Stretch = (usize, usize);

struct Finder<'a> {
    tree: &'a Tree<'a>,
    lists: &'a Lists,
    words: &'a Words,
    mentions: &'a Mentions,
    /// Action of each token that is the head of one.
    action_at: Vec<Option<usize>>,
    /// Chain of each token that is inside a name.
    chain_at: Vec<Option<usize>>,
    /// Noun of the first description of each chain.
    noun_of: Vec<Option<usize>>,
    /// Tokens of times.
    timed: Vec<bool>,
}

/// All accounts, by action; what a statement says of an earlier decision follows them.
///
/// # Cost
///
/// Linear in tokens, but for the words of a sentence, which are looked at once per action in it.
pub(super) fn collect(tree: &Tree<'_>, lexicon: &Lexicon, words: &Words, mentions: &Mentions) -> Vec<Matter> {
    let mut finder = Finder {
        tree,
        lists: lexicon.matters(),
        words,
        mentions,
        action_at: vec![None; tree.len()],
        chain_at: vec![None; tree.len()],
        noun_of: vec![None; mentions.chains.len()],
        timed: vec![false; tree.len()],
    };
    for (index, action) in mentions.actions.iter().enumerate() {
        if let Some(slot) = finder.action_at.get_mut(action.head) {
            *slot = Some(index);
        }
    }
    for mention in &mentions.entities {
        if let Some(noun) = finder.noun_of.get_mut(mention.chain).filter(|_| mention.form == Form::Nominal) {
            *noun = noun.or(Some(mention.head));
        }
        let keyed = mentions.chains.get(mention.chain).is_some_and(|chain| chain.key.is_some());
        if keyed {
            for at in finder.tokens(mention.span) {
                finder.chain_at[at] = Some(mention.chain);
            }
        }
    }
    for time in &tree.doc.times {
        for slot in finder.timed.get_mut(time.first..time.end).into_iter().flatten() {
            *slot = true;
        }
    }
    let mut voice = vec![None; mentions.actions.len()];
    for (at, statement) in mentions.statements.iter().enumerate() {
        for &action in &statement.asserts {
            if let Some(slot) = voice.get_mut(action) {
                *slot = Some(at);
            }
        }
    }
    let mut found = Vec::new();
    for (index, action) in mentions.actions.iter().enumerate() {
        found.push(finder.account(index, action, voice[index]));
    }
    for (at, statement) in mentions.statements.iter().enumerate() {
        finder.decision(at, statement, &mut found);
    }
    found
}

impl Finder<'_> {
    /// The tokens within a span of the text.
    fn tokens(&self, span: Span) -> std::ops::Range<usize> {
        let tokens = &self.tree.doc.tokens;
        let first = tokens.partition_point(|token| token.span.end <= span.start);
        first..tokens.partition_point(|token| token.span.start < span.end).max(first)
    }

    /// Where the words that tell of an action stand: the stated words of its sentence, or the sentence but what somebody states.
    fn region(&self, action: &ActionMention, statement: Option<usize>) -> Vec<usize> {
        let Some(sentence) = self.tree.doc.sentences.get(action.sentence) else { return Vec::new() };
        let whole = sentence.first..sentence.end;
        let near = |at: usize| at.abs_diff(action.head) <= AROUND;
        if let Some(said) = statement.and_then(|at| self.mentions.statements.get(at)) {
            let inside = said.content.iter().flat_map(|&span| self.tokens(span));
            return inside.filter(|at| whole.contains(at) && near(*at)).collect();
        }
        whole.filter(|at| near(*at)).collect()
    }

    /// Nouns, verbs and adjectives that are no names, times or numbers.
    fn is_content(&self, at: usize) -> bool {
        let known = self.chain_at[at].is_some() || self.timed[at];
        let class = matches!(self.tree.upos(at), Upos::Noun | Upos::Verb | Upos::Adj | Upos::Propn);
        class && !known && !matches!(self.tree.deprel(at), Deprel::Aux | Deprel::Cop)
    }

    fn lemmas(&self, tokens: impl Iterator<Item = usize>) -> Vec<String> {
        let set: BTreeSet<String> =
            tokens.filter(|&at| self.is_content(at)).map(|at| self.tree.lemma(at).to_lowercase()).collect();
        set.into_iter().collect()
    }

    fn account(&self, index: usize, action: &ActionMention, statement: Option<usize>) -> Matter {
        let region = self.region(action, statement);
        let (reasons, why) = self.reasons(index, action, &region);
        let outside = |at: &usize| !why.iter().any(|&(first, end)| first <= *at && *at < end);
        let names: BTreeSet<usize> =
            region.iter().copied().filter(outside).filter_map(|at| self.chain_at[at]).collect();
        let toll = self.toll(action);
        // The words of the predicate and of the count are what is compared first, not what is around it.
        let own: BTreeSet<usize> = action.trigger.iter().flat_map(|&span| self.tokens(span)).collect();
        let of_toll = |at: usize| toll.is_some_and(|(name, _)| name.split(' ').any(|word| word == self.tree.lemma(at)));
        let around = region.iter().copied().filter(outside).filter(|at| !own.contains(at) && !of_toll(*at));
        let words = self.lemmas(around);
        let counted = toll.map(|(_, kind)| kind.to_owned());
        let changed = region.iter().any(|&at| self.lists.change.words.iter().any(|word| word == self.tree.lemma(at)));
        Matter {
            action: index,
            statement,
            names: names.into_iter().collect(),
            words,
            objects: if counted.is_some() { Vec::new() } else { self.objects(action, &why) },
            reasons,
            counts: self.counts(index, counted.is_some(), &region),
            counted,
            changed,
            time: action.time.or_else(|| self.only_time(&region)),
            only_reason: false,
        }
    }

    /// The time in a region, where there is just one.
    fn only_time(&self, region: &[usize]) -> Option<usize> {
        let (first, last) = (*region.first()?, *region.last()?);
        let times = &self.tree.doc.times;
        let from = times.partition_point(|time| time.first < first);
        let mut inside = (from..times.len()).take_while(|&at| times.get(at).is_some_and(|time| time.first <= last));
        let one = inside.next();
        one.filter(|&at| inside.next().is_none() && times.get(at).is_some_and(|time| region.contains(&time.first)))
    }

    /// Descriptions in the roles of an action.
    fn objects(&self, action: &ActionMention, why: &[Stretch]) -> Vec<Object> {
        let mut found = BTreeSet::new();
        for role in &action.roles {
            let Filler::Chain(chain) = role.filler else { continue };
            if matches!(role.relation, Relation::Cause | Relation::Purpose) {
                continue;
            }
            if self.mentions.chains.get(chain).is_none_or(|chain| chain.key.is_some()) {
                continue;
            }
            let tokens = self.tokens(role.span);
            let inside = |at: usize| self.tree.head(at).is_some_and(|head| tokens.contains(&head));
            let Some(head) = tokens.clone().find(|&at| !inside(at)) else { continue };
            // Who is meant by a pronoun has been described before.
            let described = || self.noun_of.get(chain).copied().flatten();
            let pronoun = self.tree.upos(head) == Upos::Pron;
            let Some(head) = (if pronoun { described() } else { Some(head) }) else { continue };
            let reason = why.iter().any(|&(first, end)| first <= head && head <= end);
            if reason || !matches!(self.tree.upos(head), Upos::Noun | Upos::Propn) {
                continue;
            }
            let of = self.tree.with(head, &[Deprel::Compound, Deprel::Amod, Deprel::Nmod, Deprel::NmodPoss]);
            let modifiers = self.lemmas(of);
            let noun = self.tree.lemma(head).to_lowercase();
            found.insert(Object { relation: role.relation, noun, modifiers, chain });
        }
        found.into_iter().collect()
    }

    /// Whether the words from `at` on are those of a list entry; how many they are.
    fn starts(&self, at: usize, entry: &str, by_lemma: bool) -> Option<usize> {
        let mut count = 0;
        for word in entry.split(' ') {
            let here = at + count;
            let same = here < self.tree.len()
                && (self.tree.lower(here) == word || (by_lemma && self.tree.lemma(here) == word));
            if !same {
                return None;
            }
            count += 1;
        }
        Some(count)
    }

    fn longest(&self, at: usize, list: &[String], by_lemma: bool) -> Option<usize> {
        list.iter().filter_map(|entry| self.starts(at, entry, by_lemma)).max()
    }

    /// From a token to the end of its clause: the next full stop, semicolon or dash, or the end of the region.
    fn clause_end(&self, from: usize, region: &[usize]) -> usize {
        let last = region.last().map_or(from, |last| last + 1);
        (from..last).find(|&at| matches!(self.tree.lower(at), "." | ";" | "—" | "–" | "\"" | "”")).unwrap_or(last)
    }

    /// Reasons in a stretch of words: "protecting jobs, not money" holds one and the denial of one.
    fn split(&self, (first, end): Stretch) -> Vec<Reason> {
        let mut parts: Vec<(bool, Vec<usize>)> = vec![(false, Vec::new())];
        let mut at = first;
        while at < end {
            if let Some(count) = self.longest(at, &self.lists.not, false) {
                parts.push((true, Vec::new()));
                at += count;
                continue;
            }
            if matches!(self.tree.lower(at), "but" | ",") && parts.last().is_some_and(|part| part.0) {
                parts.push((false, Vec::new()));
            }
            if let Some(part) = parts.last_mut() {
                part.1.push(at);
            }
            at += 1;
        }
        let mut found = Vec::new();
        for (negated, tokens) in parts {
            let mut words: BTreeSet<String> = self.lemmas(tokens.iter().copied()).into_iter().collect();
            words.extend(
                tokens.iter().filter(|&&at| self.chain_at[at].is_some()).map(|&at| self.tree.lower(at).to_owned()),
            );
            if !words.is_empty() {
                found.push(Reason { negated, words: words.into_iter().collect() });
            }
        }
        found
    }

    /// The actions a reason at `at` may belong to: those above it in the tree, else the last before it.
    fn belongs(&self, at: usize, marker: usize, index: usize, region: &[usize]) -> bool {
        let mut here = at;
        let mut met = false;
        for _ in 0..ABOVE {
            let Some(head) = self.tree.head(here) else { break };
            if let Some(action) = self.action_at[head].filter(|_| head < marker) {
                met = true;
                if action == index {
                    return true;
                }
            }
            here = head;
        }
        let last = region.iter().rev().filter(|&&at| at < marker).find_map(|&at| self.action_at[at]);
        !met && last == Some(index)
    }

    /// The reasons of an action in its region, and where they stand.
    fn reasons(&self, index: usize, action: &ActionMention, region: &[usize]) -> (Vec<Reason>, Vec<Stretch>) {
        let (mut found, mut places) = (Vec::new(), Vec::new());
        let mut next = 0;
        for &at in region.iter().filter(|&&at| at > action.head) {
            if at < next {
                continue;
            }
            let stretch = if let Some(count) = self.longest(at, &self.lists.reasons, false) {
                Some((at + count, self.clause_end(at + count, region)))
            } else if self.lists.reasons_behind.iter().any(|noun| noun == self.tree.lemma(at)) {
                let left = self.tree.reach(at).0;
                (self.tree.case(at).as_deref() == Some("for") && left + 1 < at).then_some((left + 1, at))
            } else if self.is_purpose(at, action) {
                Some((at, self.clause_end(at, region)))
            } else {
                None
            };
            let Some((first, end)) = stretch.filter(|(first, end)| first < end) else { continue };
            let head = (first..end).find(|&at| self.is_content(at) || self.chain_at[at].is_some());
            if head.is_some_and(|head| self.belongs(head, at, index, region)) {
                let before = at.checked_sub(1).is_some_and(|at| self.longest(at, &self.lists.not, false).is_some());
                found.extend(self.split((first, end)).into_iter().map(|mut one| {
                    one.negated ^= before;
                    one
                }));
                places.push((at, end));
            }
            next = end;
        }
        (found, places)
    }

    /// Whether "to" at a token begins what an action was done for.
    fn is_purpose(&self, at: usize, action: &ActionMention) -> bool {
        self.tree.lower(at) == "to"
            && self.tree.deprel(at) == Deprel::Mark
            && self.tree.head(at).is_some_and(|verb| {
                self.tree.deprel(verb) == Deprel::Advcl && self.tree.head(verb) == Some(action.head)
            })
    }

    /// What a count stands for when the subject of an action is one: "the death toll rose".
    fn toll(&self, action: &ActionMention) -> Option<(&str, &str)> {
        let subject = self.tree.one(action.head, &[Deprel::Nsubj, Deprel::NsubjPass])?;
        let (first, last) = self.tree.reach(subject);
        let skip = ["the", "a", "of", "who"];
        let words: Vec<&str> = (first..=last)
            .filter(|&at| !skip.contains(&self.tree.lower(at)) || self.tree.lower(at) == "of")
            .map(|at| if self.tree.lower(at) == "people" { "people" } else { self.tree.lemma(at) })
            .collect();
        let text = format!(" {} ", words.join(" ").to_lowercase());
        let best = self.lists.tolls.iter().filter(|(name, _)| text.contains(&format!(" {name} ")));
        best.max_by_key(|(name, _)| name.len()).map(|(name, kind)| (name.as_str(), kind.as_str()))
    }

    /// Numbers of an action: those below it in the tree without another action between.
    fn counts(&self, index: usize, toll: bool, region: &[usize]) -> Vec<Count> {
        let (Some(&first), Some(&last)) = (region.first(), region.last()) else { return Vec::new() };
        let quantities = &self.tree.doc.quantities;
        let from = quantities.partition_point(|quantity| quantity.first < first);
        let mut found = Vec::new();
        for quantity in quantities.iter().skip(from).take_while(|quantity| quantity.first <= last) {
            let number = quantity.end.saturating_sub(1);
            if !region.contains(&number) || self.timed[number] || !quantity.value.is_finite() {
                continue;
            }
            let mut here = number;
            let mut mine = self.action_at[here] == Some(index);
            for _ in 0..ABOVE {
                if mine || (self.action_at[here].is_some() && here != number) {
                    break;
                }
                let Some(head) = self.tree.head(here) else { break };
                mine = self.action_at[head] == Some(index);
                here = head;
            }
            if !mine {
                continue;
            }
            let head = self.tree.head(number).filter(|_| self.tree.deprel(number) == Deprel::Nummod);
            let noun = head.filter(|&head| self.tree.upos(head) == Upos::Noun).map_or("", |head| self.tree.lemma(head));
            let noun = if self.lists.people.nouns.iter().any(|known| known == noun) { "people" } else { noun };
            if toll && !noun.is_empty() && noun != "people" {
                continue;
            }
            found.push(Count {
                value: quantity.value,
                unit: quantity.unit.clone(),
                comparator: quantity.comparator,
                noun: noun.to_owned(),
            });
        }
        found
    }

    /// "Her decision is about X", "the veto was due to X": an account of the action that was decided.
    fn decision(&self, at: usize, statement: &StatementMention, found: &mut Vec<Matter>) {
        let region: Vec<usize> = statement.content.iter().flat_map(|&span| self.tokens(span)).collect();
        for (place, &noun) in region.iter().enumerate() {
            let lemma = self.tree.lemma(noun);
            let types = self.words.noun(lemma);
            let general = self.lists.decisions.iter().any(|known| known == lemma);
            if self.tree.upos(noun) != Upos::Noun || (types.is_empty() && !general) {
                continue;
            }
            // The link stands within a few words: "her decision last week was clearly about".
            let near = region.iter().copied().skip(place + 1).take(6);
            let Some(first) = near.filter_map(|link| Some(link + self.longest(link, &self.lists.links, true)?)).min()
            else {
                continue;
            };
            let here: Vec<usize> = region.iter().copied().skip(place).take(AROUND).collect();
            let end = self.clause_end(first, &here);
            let reasons = self.split((first, end));
            if reasons.is_empty() {
                continue;
            }
            let owner = self.tree.one(noun, &[Deprel::NmodPoss]).and_then(|owner| self.chain_of(owner));
            let speaker = statement.parties.iter().find(|party| party.0 == Relation::Speaker).map(|party| party.1);
            let Some(who) = owner.or(speaker) else { continue };
            let earlier = self.mentions.actions.partition_point(|action| action.head < noun);
            let told = self.mentions.actions.iter().enumerate().take(earlier).rev().take(BACK).find(|(_, action)| {
                let fits = types.iter().any(|kind| kind.name == action.action)
                    || (general
                        && action.action != "other"
                        && !matches!(action.category.as_str(), "consult" | "accuse"));
                fits && action.modality == Modality::Actual && action.head != noun && acts(action, who)
            });
            let Some((told, _)) = told else { continue };
            // The first accounts are those of the actions, in their order.
            let Some(known) = found.get(told) else { continue };
            let mut matter = known.clone();
            matter.statement = Some(at);
            matter.counts.clear();
            matter.changed = false;
            matter.only_reason = true;
            matter.reasons = reasons;
            found.push(matter);
        }
    }

    /// The chain of a word, also of a pronoun.
    fn chain_of(&self, at: usize) -> Option<usize> {
        let place = self.mentions.entities.partition_point(|mention| mention.head < at);
        let near = self.mentions.entities.iter().skip(place.saturating_sub(8)).take(16);
        near.filter(|mention| mention.head == at).map(|mention| mention.chain).next().or(self.chain_at[at])
    }
}

/// Whether a chain is an agent of an action.
fn acts(action: &ActionMention, chain: usize) -> bool {
    action.roles.iter().any(|role| role.relation == Relation::Agent && role.filler == Filler::Chain(chain))
}
