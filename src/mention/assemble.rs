//! Puts the parts together: keeps the chains that matter, names them, and numbers everything.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use super::ActionMention;
use super::Chain;
use super::EntityMention;
use super::Fact;
use super::Filler;
use super::Lexicon;
use super::Mentions;
use super::StatementMention;
use super::coref::Groups;
use super::entity::Cast;
use super::entity::Draft;
use super::quote;
use super::quote::Said;
use super::tree::Tree;
use super::voice;
use crate::annotate::Deprel;
use crate::annotate::Upos;
use crate::ontology::Form;
use crate::ontology::NodeType;
use crate::ontology::Relation;
use crate::ontology::Sieve;
use crate::text::Span;
use crate::text::id::name_key;

/// Numbers chains and drops what nothing speaks of.
pub(super) fn mentions(
    tree: &Tree<'_>,
    lexicon: &Lexicon,
    cast: &Cast,
    groups: &Groups,
    said: Vec<Said>,
    mut actions: Vec<ActionMention>,
    facts: Vec<(usize, usize, Fact)>,
) -> Mentions {
    // Phrases that something speaks of; names in running text count by themselves.
    let mut used: BTreeSet<usize> = BTreeSet::new();
    for action in &actions {
        used.extend(
            action
                .roles
                .iter()
                .filter_map(|role| if let Filler::Chain(draft) = role.filler { Some(draft) } else { None }),
        );
    }
    used.extend(said.iter().flat_map(|said| said.parties.iter().map(|party| party.1)));
    used.extend(facts.iter().flat_map(|(source, target, _)| [*source, *target]));
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for at in 0..cast.drafts.len() {
        if !groups.dropped[at] {
            members.entry(groups.root(at)).or_default().push(at);
        }
    }
    let mut chains = Vec::new();
    let mut entities = Vec::new();
    let mut number: BTreeMap<usize, usize> = BTreeMap::new();
    let reasons = groups.reasons(cast);
    for (root, drafts) in &members {
        let named = drafts.iter().any(|&at| cast.drafts[at].form == Form::Name && cast.drafts[at].running);
        let spoken = drafts.iter().any(|at| used.contains(at));
        let only_pronouns = drafts.iter().all(|&at| cast.drafts[at].form == Form::Pronoun);
        // Who says "we" or is told "you" more than once is somebody; "it" and "they" alone are nobody known.
        let voice = drafts.len() > 1 && drafts.iter().all(|&at| voice::is_of_talk(tree.lower(cast.drafts[at].head)));
        if only_pronouns && !voice || !(named || spoken) {
            continue;
        }
        let chain = chain(tree, lexicon, cast, drafts);
        number.insert(*root, chains.len());
        for &at in drafts {
            let draft = &cast.drafts[at];
            // "Mexican" is a mention where nothing names the country.
            if draft.demonym && (named || !used.contains(&at)) {
                continue;
            }
            entities.push(mention(tree, draft, chains.len(), reasons[at]));
            entities.extend(described(tree, draft, chains.len()));
        }
        chains.push(chain);
    }
    for (&at, set) in &groups.sets {
        let draft = &cast.drafts[at];
        for chain in set.iter().filter_map(|&other| number.get(&groups.root(other))) {
            entities.push(mention(tree, draft, *chain, Some(Sieve::Pronoun)));
        }
    }
    entities.sort_by_key(|mention| (mention.span, mention.chain));
    let chain_of = |draft: usize| number.get(&groups.root(draft)).copied();
    for action in &mut actions {
        action.roles.retain_mut(|role| match &mut role.filler {
            Filler::Chain(draft) => match chain_of(*draft) {
                Some(chain) => {
                    *draft = chain;
                    true
                }
                None => false,
            },
            Filler::Action(_) => true,
        });
    }
    let facts = facts
        .into_iter()
        .filter_map(|(source, target, fact)| {
            Some(Fact { source: chain_of(source)?, target: chain_of(target)?, ..fact })
        })
        .collect();
    let statements = statements(tree, cast, &actions, said, &chain_of);
    Mentions { entities, chains, actions, statements, facts, matters: Vec::new() }
}

/// Where a chain is spoken of.
fn mention(tree: &Tree<'_>, draft: &Draft, chain: usize, sieve: Option<Sieve>) -> EntityMention {
    let described = draft.form == Form::Nominal && !draft.demonym;
    let phrase = if described { tree.phrase(draft.head).join(draft.span) } else { draft.span };
    EntityMention { span: draft.span, phrase, head: draft.head, form: draft.form, chain, sieve }
}

/// The description that a name ends: "the Danish shipping company Maersk" tells what Maersk is.
fn described(tree: &Tree<'_>, draft: &Draft, chain: usize) -> Option<EntityMention> {
    if draft.form != Form::Name || draft.demonym {
        return None;
    }
    let noun = tree
        .with(draft.head, &[Deprel::Compound, Deprel::NmodDesc])
        .find(|&part| part < draft.first && tree.upos(part) == Upos::Noun)?;
    let mut first = tree.core(draft.head).0.min(noun);
    while first < noun && matches!(tree.upos(first), Upos::Punct | Upos::Cconj | Upos::Adp | Upos::Part) {
        first += 1;
    }
    let phrase = tree.doc.span(first, draft.end);
    let sieve = Some(Sieve::Apposition);
    Some(EntityMention { span: draft.span, phrase, head: draft.head, form: Form::Nominal, chain, sieve })
}

/// The name to call a chain by, and what is known of it.
fn chain(tree: &Tree<'_>, lexicon: &Lexicon, cast: &Cast, drafts: &[usize]) -> Chain {
    // A headline's words are cut short: the text's come first.
    let mut all: Vec<&Draft> = drafts.iter().map(|&at| &cast.drafts[at]).collect();
    all.sort_by_key(|draft| !draft.running);
    let names: Vec<&&Draft> = all.iter().filter(|draft| draft.form == Form::Name && !draft.demonym).collect();
    let best = |drafts: &[&&Draft], person: bool| {
        let mut count: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for (at, draft) in drafts.iter().enumerate() {
            let entry = count.entry(draft.label.as_str()).or_insert((0, at));
            entry.0 += 1;
        }
        // People go by their fullest name, others by the one used most; ties go to the first.
        let words = |name: &str| if person { name.split(' ').count().min(4) } else { 0 };
        let mut order: Vec<(&str, (usize, usize))> = count.into_iter().collect();
        order.sort_by_key(|(name, (count, first))| (std::cmp::Reverse(words(name)), std::cmp::Reverse(*count), *first));
        order.into_iter().map(|(name, _)| name.to_owned()).collect::<Vec<_>>()
    };
    let lead = names
        .first()
        .map(|draft| **draft)
        .or_else(|| all.iter().find(|draft| draft.form == Form::Nominal).copied())
        .unwrap_or(all[0]);
    let named = !names.is_empty() || lead.demonym;
    let node_type = lead.node_type;
    let mut labels = if named {
        best(&names, node_type == NodeType::Person)
    } else {
        let nominal: Vec<&&Draft> = all.iter().filter(|draft| draft.form == Form::Nominal).collect();
        let mut labels = best(&nominal, false);
        if node_type == NodeType::Group {
            // The first description that says whose people they are goes before the bare ones.
            labels.splice(0..0, nominal.iter().find_map(|draft| whose(tree, cast, draft)));
        }
        labels
    };
    let known = all.iter().find_map(|draft| draft.known.clone());
    // A country goes by its usual name, "U.S." is what else it is called.
    if let Some(known) = known.as_ref().filter(|_| node_type == NodeType::Place) {
        labels.insert(0, known.clone());
    }
    let long = labels.iter().map(String::len).max().unwrap_or(0);
    if node_type == NodeType::Organization && long <= 80 {
        // The full name stands before its acronym.
        labels.sort_by_key(|name| usize::from(name.chars().all(|letter| !letter.is_lowercase())));
    }
    let label = labels.first().cloned().filter(|label| !label.is_empty()).unwrap_or_else(|| lead.label.clone());
    let mut aliases: Vec<String> = Vec::new();
    for name in labels.into_iter().skip(1).chain(lead.demonym.then(|| lead.label.clone())) {
        let other = if named { name != label } else { name.to_lowercase() != label.to_lowercase() };
        if other && !aliases.contains(&name) && !name.is_empty() {
            aliases.push(name);
        }
    }
    aliases.truncate(20);
    let key = named.then(|| known.unwrap_or_else(|| name_key(&label)));
    let title = all
        .iter()
        .find_map(|draft| draft.title.as_deref().and_then(|title| lexicon.title(title)).and_then(|title| title.0));
    let votes =
        |gender: &str| all.iter().filter(|draft| draft.form == Form::Pronoun && draft.gender == Some(gender)).count();
    let person = node_type == NodeType::Person || lead.kind.as_deref() == Some("person");
    let nominal = all.iter().find_map(|draft| draft.gender.filter(|_| draft.form == Form::Nominal));
    let by_name = lead.words.first().filter(|_| lead.words.len() > 1).and_then(|name| lexicon.given_name(name));
    // A pronoun alone is a weak sign: it counts with a given name that agrees, or by a clear majority.
    let by_vote = match (votes("female"), votes("male")) {
        (female, 0) if female >= 2 || (female == 1 && by_name == Some("female")) => Some("female"),
        (0, male) if male >= 2 || (male == 1 && by_name == Some("male")) => Some("male"),
        _ => None,
    };
    let gender = title.or(nominal).or(by_vote).filter(|_| person);
    let size =
        all.iter().filter(|draft| draft.form == Form::Nominal && node_type == NodeType::Group).find_map(|draft| {
            let (first, end) = tree.core(draft.head);
            tree.doc.quantities.iter().position(|quantity| {
                quantity.first >= first.saturating_sub(3) && quantity.first < end && quantity.end > first
            })
        });
    Chain {
        node_type,
        kind: all.iter().filter(|draft| draft.node_type == node_type).find_map(|draft| draft.kind.clone()),
        label,
        key,
        aliases,
        gender,
        country: all.iter().filter(|draft| draft.node_type == node_type).find_map(|draft| draft.country.clone()),
        size,
        confidence: if named { 90 } else { 75 },
    }
}

/// "officials of the harbour office": a description with whose people it means, of at most 60 characters.
fn whose(tree: &Tree<'_>, cast: &Cast, draft: &Draft) -> Option<String> {
    let named = |&of: &usize| matches!(tree.case(of).as_deref(), Some("of" | "from"));
    let of = tree.with(draft.head, &[Deprel::Nmod]).find(named)?;
    let whose = cast.at(of).map(|at| &cast.drafts[at])?;
    if whose.form == Form::Pronoun || whose.demonym || whose.node_type == NodeType::Thing {
        return None;
    }
    let behind = Span::new(tree.token(draft.head).span.end, whose.span.end);
    let behind = tree.doc.document.text.get(behind.start..behind.end)?;
    let label = format!("{} {}", draft.label, behind.split_whitespace().collect::<Vec<_>>().join(" "));
    (label.chars().count() <= 60).then_some(label)
}

fn statements(
    tree: &Tree<'_>,
    cast: &Cast,
    actions: &[ActionMention],
    said: Vec<Said>,
    chain_of: &dyn Fn(usize) -> Option<usize>,
) -> Vec<StatementMention> {
    // An action belongs to the innermost statement around it.
    let size = |said: &Said| said.content.iter().map(|(first, end)| end - first).sum::<usize>();
    let holds = |said: &Said, at: usize| said.content.iter().any(|&(first, end)| first <= at && at < end);
    let mut asserts: Vec<Vec<usize>> = vec![Vec::new(); said.len()];
    for (index, action) in actions.iter().enumerate() {
        // "Lee said the raid was wrong": a noun that points back to what is told elsewhere claims nothing.
        if action.event != index && tree.upos(action.head) == Upos::Noun {
            continue;
        }
        // Contents are sorted by start: those that begin after the action cannot hold it.
        let until = said.partition_point(|one| one.content.first().is_none_or(|(first, _)| *first <= action.head));
        let inner = (0..until)
            .rev()
            .take(40)
            .filter(|&one| holds(&said[one], action.head) && !said[one].cue.contains(&action.head))
            .min_by_key(|&one| size(&said[one]));
        if let Some(inner) = inner {
            asserts[inner].push(index);
        }
    }
    let mut all = Vec::new();
    for (one, asserts) in said.into_iter().zip(asserts) {
        let content = quote::spans(tree, &one.content);
        let cue = quote::cue_spans(tree, &one.cue);
        let Some(&first) = content.first() else { continue };
        let mut parties: Vec<(Relation, usize, Span)> = Vec::new();
        for (relation, draft, span) in &one.parties {
            if let Some(chain) = chain_of(*draft)
                && !parties.iter().any(|(known, other, _)| known == relation && *other == chain)
            {
                parties.push((*relation, chain, *span));
            }
        }
        let mut about: BTreeSet<usize> = BTreeSet::new();
        for &(from, end) in &one.content {
            for at in from..end {
                let Some(draft) = cast.at(at) else { continue };
                let found = &cast.drafts[draft];
                // "a U.S. retailer", "shops in Rome" speak of the retailer and the shops.
                let located = || {
                    matches!(tree.deprel(found.head), Deprel::Compound | Deprel::Amod | Deprel::NmodDesc)
                        || tree.case(found.head).is_some_and(|case| matches!(case.as_str(), "in" | "at" | "near"))
                };
                let where_from = found.node_type == NodeType::Place && located();
                if found.form == Form::Name
                    && !found.demonym
                    && !where_from
                    && let Some(chain) = chain_of(draft).filter(|chain| about.insert(*chain))
                {
                    parties.push((Relation::About, chain, found.span));
                }
            }
        }
        let anchor = one.cue.first().copied().unwrap_or(one.content[0].0);
        // What stands in another paragraph is not drawn into the span.
        let home = tree.block_of(first.start);
        let near = |span: &Span| tree.block_of(span.start) == home;
        let around =
            content.iter().chain(&cue).copied().chain(
                parties.iter().filter(|(relation, _, _)| *relation == Relation::Speaker).map(|(_, _, span)| *span),
            );
        let span = around.filter(near).fold(first, Span::join);
        // "the minister on Monday said": a name has no day of its own.
        let speakers =
            one.parties.iter().filter(|party| party.0 == Relation::Speaker).map(|party| &cast.drafts[party.1]);
        let named = speakers.filter(|draft| draft.form == Form::Name).map(|draft| draft.head);
        let timed: Vec<usize> = one.cue.iter().copied().chain(named).collect();
        let time = tree.time_of(tree.sentence(anchor), &timed);
        all.push(StatementMention {
            content,
            cue,
            cue_lemma: one.cue_lemma,
            quotation: one.quotation,
            stance: one.stance,
            parties,
            asserts,
            time,
            span,
            sentence: tree.sentence(anchor),
            confidence: one.confidence,
        });
    }
    all
}
