//! Who says what stands in quotation marks when no clause told it.
//!
//! The order of sieves is that of Muzny et al. 2017, *A Two-stage Sieve Approach for Quote Attribution*,
//! <https://aclanthology.org/E17-1044/>: the cue beside the quotation, then what goes on, then who stands near.

use rustc_hash::FxHashMap;
use rustc_hash::FxHashSet;

use super::action::Scene;
use super::content::trim;
use super::quotation::Quoted;
use super::quotation::inside;
use super::quotation::is_name;
use super::quotation::starts_block;
use super::quotation::whole;
use super::quote::Parties;
use super::quote::Said;
use super::quote::cue_of;
use super::speaker::can_speak;
use super::speaker::listener_role;
use super::speaker::nearest_speaker;
use super::speaker::speaker_of;
use crate::annotate::Deprel;
use crate::annotate::Upos;
use crate::ontology::NodeType;
use crate::ontology::Quotation;
use crate::ontology::Relation;
use crate::ontology::Stance;
use crate::text::Span;

/// What somebody quoted quotes: "“He said, ‘You will pay,’” she testified."
pub(super) fn within(scene: &Scene<'_>, quotes: &[Quoted], inner: &Quoted) -> Option<Said> {
    let tree = scene.tree;
    let outer = &quotes[inside(quotes, inner.first)?];
    let verb = (outer.first.max(inner.first.saturating_sub(6))..inner.first)
        .rev()
        .find(|&at| tree.upos(at) == Upos::Verb && cue_of(scene, at).is_some_and(|(_, _, how)| how.quote))?;
    let (lemma, cue, how) = cue_of(scene, verb)?;
    let content = vec![trim(tree, (inner.first, inner.end))?];
    let parties = speaker_of(scene, verb).into_iter().map(|(draft, span)| (Relation::Speaker, draft, span)).collect();
    let (quotation, stance) = (Quotation::Direct, how.stance);
    Some(Said { content, cue, cue_lemma: Some(lemma), quotation, stance, parties, felt: false, confidence: 80 })
}

/// The name behind a quotation and a dash: "“We stay.” — Ann Lee".
fn signed(scene: &Scene<'_>, quoted: &Quoted) -> Option<(usize, Span)> {
    let tree = scene.tree;
    let dash = (quoted.end..(quoted.end + 3).min(tree.len()))
        .find(|&at| matches!(tree.doc.form(at), "―" | "—" | "–" | "--" | "-"))?;
    let here = tree.sentence(dash);
    let mut sentence = tree.doc.sentences[here];
    // The splitter may have cut behind the dash.
    if dash + 1 == sentence.end {
        sentence = *tree.doc.sentences.get(here + 1).filter(|next| next.block == sentence.block)?;
    }
    let alone = (dash + 1..sentence.end).all(|at| !matches!(tree.upos(at), Upos::Verb | Upos::Aux));
    let named = || (dash + 1..sentence.end.min(dash + 6)).find_map(|at| scene.cast.at(at));
    let draft = named().filter(|&draft| alone && can_speak(scene, draft) && !scene.groups.dropped[draft])?;
    Some((draft, scene.cast.drafts[draft].span))
}

/// Quotations that no clause has claimed yet.
pub(super) fn quotations(scene: &Scene<'_>, quotes: &[Quoted], all: &mut Vec<Said>, verbs: &mut FxHashSet<usize>) {
    let tree = scene.tree;
    // The block of the last quotation and its statement.
    let mut last: Option<(usize, usize)> = None;
    // The statement of each cue.
    let mut by_cue: FxHashMap<usize, usize> =
        all.iter().enumerate().filter_map(|(said, one)| Some((*one.cue.first()?, said))).collect();
    // Which statement holds each quotation already.
    let mut claimed: FxHashMap<usize, usize> = FxHashMap::default();
    for (said, one) in all.iter().enumerate() {
        for &(first, end) in &one.content {
            let from = quotes.partition_point(|quoted| quoted.end <= first);
            for (index, quoted) in quotes.iter().enumerate().skip(from).take_while(|(_, quoted)| quoted.first < end) {
                // What is told inside a quotation does not say who is quoted; the label of a turn does.
                let turn = one.cue_lemma.is_none();
                if turn || !one.cue.first().is_some_and(|&cue| quoted.contains(cue)) {
                    claimed.entry(index).or_insert(said);
                }
            }
        }
    }
    for (index, quoted) in quotes.iter().enumerate() {
        let Some(piece) = trim(tree, (quoted.first, quoted.end)) else { continue };
        if !tree.block(quoted.first).is_running() {
            continue;
        }
        if let Some(&said) = claimed.get(&index) {
            last = Some((quoted.block, said));
            continue;
        }
        if is_name(tree, quoted, |at| cue_of(scene, at).is_some()) {
            continue;
        }
        let words = (quoted.first..quoted.end).filter(|&at| tree.upos(at) != Upos::Punct).count();
        let verb = beside(scene, quotes, quoted);
        let before = last
            .as_ref()
            .filter(|(block, _)| *block == quoted.block || (*block + 1 == quoted.block && starts_block(tree, quoted)));
        let (cue, lemma, stance, mut parties, confidence) = match verb {
            Some(verb) if words > 1 => {
                let Some((lemma, cue, how)) = cue_of(scene, verb) else { continue };
                let mut parties: Parties =
                    speaker_of(scene, verb).into_iter().map(|(draft, span)| (Relation::Speaker, draft, span)).collect();
                if parties.is_empty() {
                    parties.extend(nearest_speaker(scene, verb).map(|(draft, span)| (Relation::Speaker, draft, span)));
                }
                if how.addressee {
                    for listener in tree.with(verb, &[Deprel::Iobj, Deprel::Obj]) {
                        for (draft, span) in scene.fillers(listener) {
                            parties.push((listener_role(scene, draft), draft, span));
                        }
                    }
                }
                verbs.insert(verb);
                (cue, Some(lemma), how.stance, parties, 90)
            }
            None if words > 1 && signed(scene, quoted).is_some() => {
                let signed = signed(scene, quoted).map(|(draft, span)| (Relation::Speaker, draft, span));
                (Vec::new(), None, Stance::Neutral, signed.into_iter().collect(), 85)
            }
            // Whole sentences in quotation marks without a cue are said by who spoke last, else by who was spoken of last.
            _ if words > if before.is_some() { 1 } else { 5 } && whole(tree, quoted) => {
                if let Some(&(block, said)) = before {
                    // In one paragraph it is one statement that goes on.
                    if block == quoted.block && all[said].quotation != Quotation::Indirect {
                        all[said].content.push(piece);
                        continue;
                    }
                    (Vec::new(), None, Stance::Neutral, all[said].parties.clone(), 75)
                } else {
                    let near = person_before(scene, quoted).map(|(draft, span)| (Relation::Speaker, draft, span));
                    (Vec::new(), None, Stance::Neutral, near.into_iter().collect(), 60)
                }
            }
            _ => continue,
        };
        parties.retain(|(relation, draft, _)| {
            *relation != Relation::Speaker || !quoted.contains(scene.cast.drafts[*draft].first) || verb.is_none()
        });
        // Pieces of one quotation around its cue are one statement.
        let same = cue.first().and_then(|cue| by_cue.get(cue)).copied();
        if let Some(said) = same.filter(|&said| all[said].quotation == Quotation::Direct) {
            all[said].content.push(piece);
            last = Some((quoted.block, said));
            continue;
        }
        let piece = verb.and_then(|verb| lead(scene, quoted, verb)).map_or(piece, |first| (first, piece.1));
        let quotation = if piece.0 < quoted.first { Quotation::Mixed } else { Quotation::Direct };
        last = Some((quoted.block, all.len()));
        by_cue.extend(cue.first().map(|&cue| (cue, all.len())));
        all.push(Said {
            content: vec![piece],
            cue,
            cue_lemma: lemma,
            quotation,
            stance,
            parties,
            felt: false,
            confidence,
        });
    }
}

/// Where the clause begins whose end is quoted: "says his temper is “a danger to us”" states all of it.
fn lead(scene: &Scene<'_>, quoted: &Quoted, verb: usize) -> Option<usize> {
    let tree = scene.tree;
    let (_, _, how) = cue_of(scene, verb)?;
    let close = verb < quoted.first && quoted.first - verb < 25 && tree.sentence(verb) == tree.sentence(quoted.first);
    let lower = tree.doc.form(quoted.first).chars().next().is_some_and(char::is_lowercase);
    if !close || !lower || !how.that {
        return None;
    }
    let told = tree.with(verb, &[Deprel::Iobj, Deprel::Obj]).filter(|_| how.addressee);
    let mut first =
        told.map(|listener| tree.reach(listener).1).filter(|&end| end < quoted.first).max().unwrap_or(verb) + 1;
    while first + 1 < quoted.first && (matches!(tree.lower(first), "that" | ",") || tree.is_time(first)) {
        first += 1;
    }
    // Only a subject and a verb of its own make it a clause.
    let subject = (first..quoted.first).any(|at| matches!(tree.deprel(at), Deprel::Nsubj | Deprel::NsubjPass));
    let finite = (first..quoted.first).any(|at| matches!(tree.upos(at), Upos::Verb | Upos::Aux));
    let parted = (first..quoted.first.saturating_sub(1)).any(|at| matches!(tree.doc.form(at), ":" | ";" | "—"));
    (subject && finite && !parted).then_some(first)
}

/// The reporting verb that stands beside a quotation: behind it, else before it, in the sentences it touches.
fn beside(scene: &Scene<'_>, quotes: &[Quoted], quoted: &Quoted) -> Option<usize> {
    let tree = scene.tree;
    let is_cue = |at: usize| {
        tree.upos(at) == Upos::Verb
            && inside(quotes, at).is_none()
            && cue_of(scene, at).is_some_and(|(_, _, how)| how.quote || how.that)
            && !matches!(tree.deprel(at), Deprel::Amod | Deprel::Compound)
    };
    let last = &tree.doc.sentences[tree.sentence(quoted.end.saturating_sub(1))];
    // After the closing mark the sentence may go on, or the splitter may have cut before the cue.
    let mut stop = last.end.max(quoted.end);
    let next = tree
        .doc
        .sentences
        .get(tree.sentence(quoted.end.saturating_sub(1)) + 1)
        .filter(|next| next.block == quoted.block);
    if let Some(next) = next.filter(|next| {
        quoted.end + 1 >= next.first || tree.doc.form(next.first).chars().next().is_some_and(char::is_lowercase)
    }) {
        stop = stop.max(next.end);
    }
    // Behind a full stop and the closing mark the next sentence speaks of somebody else.
    let closed = quoted.end > quoted.first
        && tree.doc.form(quoted.end - 1) == "."
        && quoted.end + 1 < tree.len()
        && tree.doc.form(quoted.end + 1).chars().next().is_some_and(char::is_uppercase);
    if closed {
        stop = quoted.end;
    }
    let after = (quoted.end..stop.min(quoted.end + 14).min(tree.len()))
        .take_while(|&at| !matches!(tree.doc.form(at), "“"))
        .find(|&at| is_cue(at));
    if after.is_some() {
        return after;
    }
    // "…,” Lee, whose firm had bid for the bridge, said": far behind, but of who stands right behind the mark.
    let far = (quoted.end..stop.min(quoted.end + 3).min(tree.len())).find_map(|at| {
        let verb = tree.head(at).filter(|_| tree.deprel(at) == Deprel::Nsubj)?;
        (verb > at && verb < stop && is_cue(verb)).then_some(verb)
    });
    if far.is_some() {
        return far;
    }
    let first = &tree.doc.sentences[tree.sentence(quoted.first)];
    let before = (first.first..quoted.first).rev().take(25).find(|&at| is_cue(at));
    before.or_else(|| {
        // "X put it this way." or "X said:" in the sentence before.
        let previous = tree.sentence(quoted.first).checked_sub(1).and_then(|at| tree.doc.sentences.get(at))?;
        let colon =
            previous.block == first.block && previous.end > previous.first && tree.doc.form(previous.end - 1) == ":";
        colon.then(|| (previous.first..previous.end).rev().find(|&at| is_cue(at))).flatten()
    })
}

/// The last person a subject named before a quotation.
pub(super) fn person_before(scene: &Scene<'_>, quoted: &Quoted) -> Option<(usize, Span)> {
    let tree = scene.tree;
    let here = tree.sentence(quoted.first);
    let people = (0..quoted.first).rev().take(90).take_while(|&at| here - tree.sentence(at) <= 2);
    let mut any = None;
    for at in people {
        let Some(draft) = scene.cast.at(at) else { continue };
        let root = scene.groups.root(draft);
        if scene.cast.drafts[root].node_type != NodeType::Person || scene.groups.dropped[draft] {
            continue;
        }
        if tree.deprel(scene.cast.drafts[draft].head) == Deprel::Nsubj {
            return Some((draft, scene.cast.drafts[draft].span));
        }
        any = any.or(Some((draft, scene.cast.drafts[draft].span)));
    }
    any
}
