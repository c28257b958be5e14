//! Standing relations: roles people hold, family, where bodies belong.

use super::Fact;
use super::Lexicon;
use super::coref::Groups;
use super::entity::Cast;
use super::entity::Draft;
use super::tree::Tree;
use crate::annotate::Deprel;
use crate::annotate::Upos;
use crate::ontology::Form;
use crate::ontology::NodeType;
use crate::ontology::Relation;
use crate::ontology::RoleStatus;
use crate::text::Span;

/// "Danish Prime Minister Anna Berg": a person, a role and of what, as phrases.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct RoleHint {
    pub(super) person: usize,
    pub(super) role: String,
    pub(super) of: Option<usize>,
    pub(super) status: RoleStatus,
    pub(super) span: Span,
}

/// The longest role that ends before `end`, not reaching before `start`: its first token.
fn role_before(tree: &Tree<'_>, lexicon: &Lexicon, start: usize, end: usize) -> Option<(usize, String)> {
    (end.saturating_sub(4).max(start)..end).find_map(|first| {
        let words = phrase(tree, first, end);
        lexicon.is_role(&words).then_some((first, words))
    })
}

/// Lower-case words of the tokens, hyphens closed up.
fn phrase(tree: &Tree<'_>, first: usize, end: usize) -> String {
    let mut words = String::new();
    for at in first..end {
        if !words.is_empty() && !matches!(tree.lower(at), "-" | "–") && !words.ends_with('-') {
            words.push(' ');
        }
        words.push_str(if tree.lower(at) == "–" { "-" } else { tree.lower(at) });
    }
    words
}

fn status_of<'t>(words: impl Iterator<Item = &'t str>) -> RoleStatus {
    for word in words {
        match word {
            "former" | "ex" | "ex-" | "then" | "late" | "onetime" | "previous" | "outgoing" => {
                return RoleStatus::Former;
            }
            "elect" | "designate" | "incoming" => return RoleStatus::Designate,
            "acting" | "interim" | "caretaker" => return RoleStatus::Acting,
            _ => {}
        }
    }
    RoleStatus::Current
}

/// Bodies and places can be what a role is of; of descriptions and pronouns it is known only when all is resolved.
fn can_be_of(draft: &Draft) -> bool {
    match draft.form {
        Form::Name => matches!(draft.node_type, NodeType::Organization | NodeType::Place),
        Form::Nominal => draft.kind.as_deref() != Some("person") && (draft.demonym || !draft.plural),
        Form::Pronoun => draft.gender.is_none(),
    }
}

/// All roles the text gives to named people.
pub(super) fn hints(tree: &Tree<'_>, lexicon: &Lexicon, cast: &Cast) -> Vec<RoleHint> {
    let mut all = Vec::new();
    for (person, draft) in cast.drafts.iter().enumerate() {
        if draft.form != Form::Name || draft.node_type != NodeType::Person || !draft.running {
            continue;
        }
        before(tree, lexicon, cast, person, draft, &mut all);
        after(tree, lexicon, cast, person, draft, &mut all);
        beside(tree, lexicon, cast, person, draft, &mut all);
    }
    all
}

/// "Danish Prime Minister Anna Berg", "former finance minister Ann Lee".
fn before(tree: &Tree<'_>, lexicon: &Lexicon, cast: &Cast, person: usize, draft: &Draft, all: &mut Vec<RoleHint>) {
    let sentence = tree.sentence(draft.first);
    let mut start = draft.first;
    while start > 0 && draft.first - start < 9 && tree.sentence(start - 1) == sentence {
        let word = start - 1;
        let joins = matches!(tree.upos(word), Upos::Noun | Upos::Propn | Upos::Adj)
            || matches!(tree.lower(word), "'s" | "-" | "former" | "then" | "of" | "the" | "for" | "and")
            || cast.at(word).is_some_and(|near| cast.drafts[near].form == Form::Name);
        if !joins {
            break;
        }
        start = word;
    }
    let Some((first, role)) = role_before(tree, lexicon, start, draft.first) else {
        apart(tree, lexicon, cast, person, draft, all);
        return;
    };
    // What stands right before the role, possessors included, says of what.
    let near = (start..first).rev().take_while(|&word| !matches!(tree.lower(word), "and" | "of" | "for"));
    let of = near.filter_map(|word| cast.at(word)).find(|&near| can_be_of(&cast.drafts[near]));
    let left = of.map_or(first, |of| cast.drafts[of].first.min(first));
    let of = of.or_else(|| within(cast, first, draft.first)).or_else(|| body_behind(tree, cast, draft));
    let right = of.map_or(draft.end, |of| cast.drafts[of].end.max(draft.end));
    let words = (start..first).filter(|&word| word + 4 >= left).map(|word| tree.lower(word));
    let status = status_of(words);
    all.push(RoleHint { person, role, of, status, span: tree.doc.span(left, right) });
}

/// "White House spokesman": the name that a role begins with.
fn within(cast: &Cast, first: usize, end: usize) -> Option<usize> {
    let named = |near: &usize| cast.drafts[*near].form == Form::Name && can_be_of(&cast.drafts[*near]);
    (first..end).filter_map(|word| cast.at(word)).find(named)
}

/// The body right behind a person: "Anna Berg for the Port Office", "Omar Diaz, of the University of X".
fn body_behind(tree: &Tree<'_>, cast: &Cast, draft: &Draft) -> Option<usize> {
    let inside = |at: usize| at < tree.len() && tree.sentence(at) == tree.sentence(draft.first);
    let mut at = draft.end;
    if inside(at) && tree.lower(at) == "," {
        at += 1;
    }
    if !inside(at) || !matches!(tree.lower(at), "of" | "for" | "from" | "at" | "with") {
        return None;
    }
    at += 1;
    while inside(at) && tree.lower(at) == "the" {
        at += 1;
    }
    cast.at(at).filter(|&other| {
        inside(at) && cast.drafts[other].node_type == NodeType::Organization && cast.drafts[other].form == Form::Name
    })
}

/// "its personnel manager, Anna Berg", "the mayor of X, Ann Lee": the description first, then a comma.
fn apart(tree: &Tree<'_>, lexicon: &Lexicon, cast: &Cast, person: usize, draft: &Draft, all: &mut Vec<RoleHint>) {
    let sentence = tree.sentence(draft.first);
    let inside = |at: usize| tree.sentence(at) == sentence;
    let Some(comma) = draft.first.checked_sub(1).filter(|&comma| tree.lower(comma) == "," && inside(comma)) else {
        return;
    };
    // Walk left over one noun phrase with its "of" to the role and on to what begins the phrase.
    let mut start = comma;
    while start > 0 && comma - start < 14 && inside(start - 1) {
        let word = start - 1;
        let joins = matches!(tree.upos(word), Upos::Noun | Upos::Propn | Upos::Adj | Upos::Det | Upos::Num)
            || matches!(
                tree.lower(word),
                "'s" | "'" | "-" | "of" | "for" | "at" | "in" | "its" | "their" | "his" | "her" | "our"
            )
            || cast.at(word).is_some_and(|near| cast.drafts[near].form == Form::Name);
        if !joins {
            break;
        }
        start = word;
    }
    for end in (start + 1..=comma).rev() {
        // The role ends the phrase, or "of" and the like follow it.
        if end < comma && !matches!(tree.lower(end), "of" | "for" | "at" | "in") {
            continue;
        }
        let Some((first, role)) = role_before(tree, lexicon, start, end) else { continue };
        let opened = (start..first).any(|word| {
            matches!(tree.upos(word), Upos::Det | Upos::Pron | Upos::Part)
                || cast.at(word).is_some_and(|near| cast.drafts[near].demonym)
        });
        if !opened || cast.at(first).is_some_and(|near| cast.drafts[near].form == Form::Name) {
            continue;
        }
        let behind = (end..comma).filter_map(|word| cast.at(word)).filter(|&near| can_be_of(&cast.drafts[near]));
        // Of "the town of X" the name is meant.
        let named = behind.clone().find(|&near| cast.drafts[near].form == Form::Name);
        let before = (start..first).rev().filter_map(|word| cast.at(word)).find(|&near| can_be_of(&cast.drafts[near]));
        let of = named.or_else(|| behind.clone().next()).or(before).or_else(|| within(cast, first, end));
        let status = status_of((start..first).map(|word| tree.lower(word)));
        all.push(RoleHint { person, role, of, status, span: tree.doc.span(start, draft.end) });
        return;
    }
}

/// "Omar Diaz, director of the museum, and chairman of the trust".
fn after(tree: &Tree<'_>, lexicon: &Lexicon, cast: &Cast, person: usize, draft: &Draft, all: &mut Vec<RoleHint>) {
    let sentence = tree.sentence(draft.first);
    let inside = |at: usize| at < tree.len() && tree.sentence(at) == sentence;
    let mut at = draft.end;
    // An age may stand between: "Ann Lee, 42, mayor of X".
    if inside(at + 1) && tree.lower(at) == "," && tree.upos(at + 1) == Upos::Num {
        at += 2;
    }
    if !inside(at) || !matches!(tree.lower(at), "," | "(" | "–" | "—") {
        return;
    }
    for _ in 0..4 {
        while inside(at) && matches!(tree.lower(at), "," | "and" | "the" | "a" | "an" | "(" | "who" | "is" | "–" | "—")
        {
            at += 1;
        }
        let start = at;
        let mut found = None;
        while inside(at) && at - start < 9 {
            let longest = (at + 1..=(at + 4).min(tree.len()))
                .rev()
                .find(|&end| inside(end - 1) && lexicon.is_role(&phrase(tree, at, end)));
            // Among "vice president" and "president" the longer one is meant, and a name is no role.
            if let Some(end) = longest.filter(|_| cast.at(at).is_none_or(|near| cast.drafts[near].form != Form::Name)) {
                found = Some((at, end));
                break;
            }
            let modifies = matches!(tree.upos(at), Upos::Adj | Upos::Noun | Upos::Propn)
                || matches!(tree.lower(at), "'s" | "-" | "former" | "then" | "of" | "the");
            if !modifies {
                return;
            }
            at += 1;
        }
        let Some((first, mut end)) = found else { return };
        // "According to Lee, Mayor Ann Berg resigned": the role is that of the name behind it.
        let other = cast.at(end).filter(|_| inside(end)).map(|near| &cast.drafts[near]);
        if other.is_some_and(|other| other.form == Form::Name && other.node_type == NodeType::Person) {
            return;
        }
        let role = phrase(tree, first, end);
        let status = status_of((start..first).map(|word| tree.lower(word)));
        let mut of = (start..first).rev().filter_map(|word| cast.at(word)).find(|&near| can_be_of(&cast.drafts[near]));
        if inside(end) && matches!(tree.lower(end), "of" | "for" | "at" | "in" | "with") {
            let mut next = end + 1;
            while inside(next) && matches!(tree.lower(next), "the" | "a" | "an") {
                next += 1;
            }
            let nominal = |at: &usize| {
                inside(*at)
                    && (cast.at(*at).is_some()
                        || matches!(tree.upos(*at), Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num))
            };
            // "director of the National Nutrition study": without a name at once, the noun that ends the phrase.
            let run = || (next..next + 8).take_while(nominal).filter_map(|at| cast.at(at));
            let near = if inside(next) { cast.at(next) } else { None };
            if let Some(near) = near.or_else(|| run().last()).filter(|&near| can_be_of(&cast.drafts[near])) {
                of = of.or(Some(near));
                end = cast.drafts[near].end;
            } else {
                // "director of the harbour study, and chairman of the trust": the next role stands behind the phrase.
                let far = (next..next + 8).find(|&far| !inside(far) || matches!(tree.lower(far), "," | "and" | ";"));
                end = far.filter(|&far| inside(far)).unwrap_or(end);
            }
        }
        all.push(RoleHint { person, role, of, status, span: tree.doc.span(draft.first, end) });
        at = end;
        if !(inside(at) && matches!(tree.lower(at), "," | "and")) {
            return;
        }
    }
}

/// "the mayor of X, Ann Lee", "Ann Lee is the mayor of X".
fn beside(tree: &Tree<'_>, lexicon: &Lexicon, cast: &Cast, person: usize, draft: &Draft, all: &mut Vec<RoleHint>) {
    let Some(noun) = tree.head(draft.head).filter(|&noun| tree.upos(noun) == Upos::Noun) else { return };
    let appositive = tree.deprel(draft.head) == Deprel::Appos;
    let equation = tree.deprel(draft.head) == Deprel::Nsubj
        && tree.one(noun, &[Deprel::Cop]).is_some()
        && tree.one(noun, &[Deprel::Aux]).is_none()
        && !tree.with(noun, &[Deprel::Advmod]).any(|adverb| lexicon.is_negator(tree.lower(adverb)));
    if !appositive && !equation {
        return;
    }
    let (left, _) = tree.core(noun);
    let Some((_, role)) = role_before(tree, lexicon, left, noun + 1) else { return };
    let of = tree
        .with(noun, &[Deprel::NmodPoss, Deprel::Nmod, Deprel::Compound, Deprel::Amod])
        .filter(|&child| {
            tree.deprel(child) != Deprel::Nmod
                || matches!(tree.case(child).as_deref(), Some("of" | "for" | "at" | "in"))
        })
        .filter_map(|child| cast.at(child))
        .find(|&near| can_be_of(&cast.drafts[near]));
    let mut status = status_of((left..noun).map(|word| tree.lower(word)));
    if equation && tree.one(noun, &[Deprel::Cop]).is_some_and(|cop| matches!(tree.lower(cop), "was" | "were")) {
        status = RoleStatus::Former;
    }
    let span = tree.subtree(if appositive { noun } else { draft.head }).join(tree.doc.span(left, noun + 1));
    all.push(RoleHint { person, role, of, status, span });
}

/// All standing relations, between chains. `chain` gives the chain of a phrase, if it is kept.
pub(super) fn collect(
    tree: &Tree<'_>,
    lexicon: &Lexicon,
    cast: &Cast,
    groups: &Groups,
    hints: &[RoleHint],
) -> Vec<(usize, usize, Fact)> {
    let mut all: Vec<(usize, usize, Fact)> = Vec::new();
    let mut add = |source: usize, target: usize, fact: Fact| {
        if !groups.same(source, target) && !groups.dropped[source] && !groups.dropped[target] {
            all.push((source, target, fact));
        }
    };
    let fact = |relation, span: Span, at: usize, confidence| Fact {
        source: 0,
        relation,
        target: 0,
        span,
        sentence: tree.sentence(at),
        role: None,
        status: None,
        confidence,
    };
    for hint in hints {
        let Some(of) = hint.of else { continue };
        let body = matches!(groups.node_type(of), Some(NodeType::Organization | NodeType::Place));
        let relation = if body { Relation::HoldsRole } else { Relation::Affiliated };
        let mut fact = fact(relation, hint.span, cast.drafts[hint.person].first, if body { 90 } else { 75 });
        fact.role = Some(hint.role.clone());
        fact.status = Some(hint.status);
        add(hint.person, of, fact);
    }
    for (at, draft) in cast.drafts.iter().enumerate() {
        if !draft.running || draft.form != Form::Name {
            continue;
        }
        let near =
            |from: usize| (from < tree.len() && tree.sentence(from) == tree.sentence(draft.first)).then_some(from);
        match draft.node_type {
            NodeType::Place => {
                // "Paris, Texas": a place in the place named after it.
                let Some(next) =
                    near(draft.end).filter(|&comma| tree.lower(comma) == ",").and_then(|comma| near(comma + 1))
                else {
                    continue;
                };
                let Some(other) = cast.at(next).filter(|&other| cast.drafts[other].form == Form::Name) else {
                    continue;
                };
                let larger = &cast.drafts[other];
                let contains = larger.node_type == NodeType::Place
                    && matches!(larger.kind.as_deref(), Some("country" | "region"))
                    && draft.kind.as_deref() != Some("country")
                    && !(draft.kind.as_deref() == Some("region") && larger.kind.as_deref() == Some("region"));
                if contains {
                    add(at, other, fact(Relation::LocatedIn, draft.span.join(larger.span), draft.first, 85));
                }
            }
            NodeType::Person => {
                let known = |of: usize| hints.iter().any(|hint| hint.person == at && hint.of == Some(of));
                if let Some(other) = body_behind(tree, cast, draft).filter(|&other| !known(other)) {
                    let span = draft.span.join(cast.drafts[other].span);
                    add(at, other, fact(Relation::Affiliated, span, draft.first, 80));
                }
                // "his wife Anna Berg".
                if draft.first > 0 && near(draft.first - 1).is_some() {
                    let noun = draft.first - 1;
                    let family = lexicon.person_noun(tree.lemma(noun)).is_some_and(|(_, family)| family);
                    let owner = (noun.saturating_sub(3)..noun).rev().find_map(|word| cast.at(word));
                    if let Some(owner) = owner.filter(|_| family) {
                        let mut fact =
                            fact(Relation::Family, draft.span.join(cast.drafts[owner].span), draft.first, 80);
                        fact.role = Some(tree.lemma(noun).to_lowercase());
                        add(at, owner, fact);
                    }
                }
            }
            NodeType::Organization => {
                if let Some(country) =
                    (draft.first.saturating_sub(2)..draft.head).filter_map(|word| cast.at(word)).find(|&other| {
                        let country = &cast.drafts[other];
                        other != at
                            && country.node_type == NodeType::Place
                            && draft.span.contains(country.span)
                            && country.country == draft.country
                            && draft.country.is_some()
                    })
                {
                    add(at, country, fact(Relation::PartOf, draft.span, draft.first, 85));
                }
            }
            _ => {}
        }
    }
    all
}
