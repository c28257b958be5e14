//! What is stated: the words that hang on a cue, wherever the parse put them.

use super::action::Scene;
use super::clause;
use super::lexicon::AttitudeWord;
use super::quotation::Quoted;
use super::quotation::inside;
use super::quotation::mark;
use super::quote::Parties;
use super::speaker::can_speak;
use super::speaker::speaker_of;
use super::tree::Tree;
use crate::annotate::Deprel;
use crate::annotate::Upos;
use crate::annotate::Xpos;
use crate::ontology::Form;
use crate::ontology::NodeType;
use crate::text::Span;

/// The clause of a cue among those that hang on it: the first behind it, else the longest.
pub(super) fn stated(scene: &Scene<'_>, verb: usize) -> Option<usize> {
    let tree = scene.tree;
    let size = |child: usize| tree.reach(child).1 - tree.reach(child).0;
    let longest = tree.with(verb, &[Deprel::Ccomp]).max_by_key(|&child| size(child))?;
    // "said fathers would pay, and a spokesman replied": what has a cue and a subject of its own is told apart.
    let apart = longest > verb
        && scene.lexicon.say_verb(tree.lemma(longest)).is_some()
        && tree.one(longest, &[Deprel::Nsubj]).is_some()
        && matches!(tree.doc.form(tree.reach(longest).0), "," | ";" | "and" | "but" | "while");
    let relative = longest < verb
        && (tree.reach(longest).0..longest).any(|at| matches!(tree.lower(at), "who" | "which" | "whose"));
    if apart || relative {
        return tree.with(verb, &[Deprel::Ccomp]).find(|&child| child > verb && child != longest).or(Some(longest));
    }
    Some(longest)
}

/// Tokens of a clause without the marks, commas and subordinators at its ends, and without the parts cut out of it.
pub(super) fn content_of(tree: &Tree<'_>, clause: usize, cut: &[usize]) -> Vec<(usize, usize)> {
    let (left, right) = tree.reach(clause);
    let gone: Vec<(usize, usize)> = cut.iter().map(|&part| tree.reach(part)).collect();
    let mut pieces: Vec<(usize, usize)> = Vec::new();
    for at in left..=right {
        if gone.iter().any(|&(first, last)| first <= at && at <= last) {
            continue;
        }
        match pieces.last_mut() {
            Some(last) if last.1 == at => last.1 = at + 1,
            _ => pieces.push((at, at + 1)),
        }
    }
    pieces.into_iter().filter_map(|piece| trim(tree, piece)).collect()
}

/// What stands in a stated clause but goes on beside it: a sentence behind a semicolon, what the speaker does while
/// saying so, "…, claiming that it was true", and what he says next, "said he was ready and urged others to follow".
pub(super) fn afterthoughts(scene: &Scene<'_>, cue: usize, clause: usize) -> Vec<usize> {
    let tree = scene.tree;
    let behind = |child: usize| (tree.reach(child).0..=child).find(|&at| tree.upos(at) != Upos::Punct);
    let mark = |child: usize| {
        let first = behind(child)?;
        let before = first.checked_sub(1)?;
        (tree.upos(before) == Upos::Punct).then(|| tree.doc.form(before))
    };
    let speakers = speaker_of(scene, cue);
    let goes_on = |child: usize| {
        let finite = tree.token(child).xpos == tree.token(cue).xpos && tree.token(cue).xpos != Xpos::Vb;
        let same = |one: &(usize, Span)| speakers.iter().any(|speaker| scene.groups.same(one.0, speaker.0));
        finite
            && tree.one(child, &[Deprel::Aux, Deprel::AuxPass]).is_none()
            && tree.one(child, &[Deprel::Mark]).is_none_or(|mark| tree.lower(mark) != "that")
            && says(scene, child)
            && speaker_of(scene, child).iter().any(same)
    };
    // "…, though she noted that": the reporter sets one remark against the other.
    let against = |child: usize| {
        tree.one(child, &[Deprel::Mark]).is_some_and(|mark| matches!(tree.lower(mark), "though" | "although" | "while"))
    };
    let cut = |&child: &usize| match tree.deprel(child) {
        Deprel::Parataxis | Deprel::Conj => child > clause && (mark(child) == Some(";") || goes_on(child)),
        Deprel::Advcl => {
            child > clause
                && mark(child) == Some(",")
                && (tree.token(child).xpos == Xpos::Vbg && behind(child) == Some(child) && says(scene, child)
                    || against(child) && goes_on(child))
        }
        _ => false,
    };
    tree.children(clause).iter().copied().filter(cut).collect()
}

pub(super) fn trim(tree: &Tree<'_>, (mut first, mut end): (usize, usize)) -> Option<(usize, usize)> {
    let edge = |at: usize| tree.upos(at) == Upos::Punct;
    while first < end && (edge(first) || opens(tree, first)) {
        first += 1;
    }
    while first < end && edge(end - 1) {
        end -= 1;
    }
    (first < end).then_some((first, end))
}

/// Words that open a reported clause and are no part of what is said.
fn opens(tree: &Tree<'_>, at: usize) -> bool {
    let mark = tree.deprel(at) == Deprel::Mark && matches!(tree.lower(at), "that" | "of" | "for");
    mark || tree.lower(at) == "that" && matches!(tree.token(at).xpos, Xpos::Wdt | Xpos::In)
}

/// "As the mayor pointed out, the road is closed": the clause that "as" hangs on.
pub(super) fn as_told(scene: &Scene<'_>, verb: usize) -> Vec<(usize, usize)> {
    let tree = scene.tree;
    let (left, right) = tree.reach(verb);
    let first = (left..verb).find(|&at| tree.upos(at) != Upos::Punct);
    let as_clause = tree.deprel(verb) == Deprel::Advcl
        && first.is_some_and(|at| tree.lower(at) == "as" && tree.head(at) == Some(verb))
        && tree.one(verb, &[Deprel::Obj, Deprel::Xcomp, Deprel::Ccomp, Deprel::Iobj]).is_none();
    let sentence = tree.doc.sentences[tree.sentence(verb)];
    let comma = |at: usize| at < sentence.end && matches!(tree.doc.form(at), "," | "—" | "–" | "--");
    let opens = first == Some(sentence.first) && (comma(right) || comma(right + 1));
    let apart = opens || first.is_some_and(|at| at > sentence.first && comma(at - 1));
    match tree.head(verb).filter(|_| as_clause && apart) {
        Some(head)
            if clause::by_somebody(tree, verb)
                || speaker_of(scene, verb).iter().any(|&(draft, _)| can_speak(scene, draft)) =>
        {
            content_of(tree, head, &[verb])
        }
        _ => Vec::new(),
    }
}

/// The clause behind a cue when the parse took it for something else: what follows "that", or, where nothing hangs right
/// of the cue, a nominal with a finite verb behind it.
pub(super) fn behind(scene: &Scene<'_>, verb: usize, addressee: bool) -> Vec<(usize, usize)> {
    let tree = scene.tree;
    let sentence = tree.doc.sentences[tree.sentence(verb)];
    let finite = |at: usize| {
        matches!(tree.upos(at), Upos::Verb | Upos::Aux)
            && matches!(tree.token(at).xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md)
    };
    let stops = |at: usize| matches!(tree.doc.form(at), ";" | ":" | "." | "?" | "!");
    let end = sentence.end.min(verb + 150);
    let end = (verb + 1..end).find(|&at| stops(at)).unwrap_or(end);
    let mut start = verb + 1;
    while start < end && (tree.upos(start) == Upos::Adv || tree.is_time(start)) {
        start += 1;
    }
    // "cautioned, as did others, that …": what commas part off may stand between.
    if start < end && tree.lower(start) == "," {
        let close = (start + 1..end.min(start + 14)).find(|&at| tree.lower(at) == ",");
        start = close.map_or(end, |close| close + 1);
        if start >= end || tree.lower(start) != "that" {
            return Vec::new();
        }
    }
    if start >= end || !clause::is_told(tree, verb) {
        return Vec::new();
    }
    // "says in a letter to the board that …": phrases of the cue may stand between, but no other verb.
    let mut that = tree.lower(start) == "that" && tree.token(start).xpos == Xpos::In;
    let far = (start..end.min(start + 14)).find(|&at| tree.lower(at) == "that" || tree.upos(at) == Upos::Verb);
    if let Some(far) = far.filter(|&at| !that && tree.lower(at) == "that" && tree.token(at).xpos == Xpos::In) {
        let subject = |at: usize| {
            at > far && matches!(tree.deprel(at), Deprel::Nsubj | Deprel::NsubjPass) && tree.head(at) == tree.head(far)
        };
        if (far + 1..end.min(far + 20)).any(subject) {
            (start, that) = (far, true);
        }
    }
    let nominal = || {
        let nouns =
            matches!(tree.upos(start), Upos::Det | Upos::Propn | Upos::Pron | Upos::Num | Upos::Noun | Upos::Adj);
        let comma = (start..end).find(|&at| tree.lower(at) == ",").unwrap_or(end);
        !addressee
            && tree.reach(verb).1 < start
            && nouns
            && (start + 1..comma.min(start + 20)).any(finite)
            && !matches!(tree.lower(start), "that" | "what" | "who" | "which")
    };
    if that && (start + 1..end).any(finite) {
        trim(tree, (start + 1, end)).into_iter().collect()
    } else if nominal() {
        trim(tree, (start, end)).into_iter().collect()
    } else {
        Vec::new()
    }
}

/// What a listener is told, where the parse hangs it on the listener: "told the leaders of the club that few understood".
pub(super) fn told(tree: &Tree<'_>, verb: usize) -> Option<usize> {
    // "was told by her lawyer that …": in the passive it hangs on who told.
    let beside: &'static [Deprel] =
        if clause::is_passive(tree, verb) { &[Deprel::OblAgent, Deprel::Obl] } else { &[Deprel::Iobj, Deprel::Obj] };
    let listener = tree.with(verb, beside).find(|&listener| listener > verb)?;
    let (left, right) = tree.reach(listener);
    let that = (left.max(verb + 1)..=right).find(|&at| tree.lower(at) == "that" && tree.token(at).xpos != Xpos::Dt)?;
    let clause = (that + 1..=right).find(|&at| {
        matches!(tree.deprel(at), Deprel::Acl | Deprel::AclRelcl) && tree.head(at).is_some_and(|head| head < that)
    })?;
    // A relative "that" leaves its clause without a subject or object of its own.
    let whole = tree.with(clause, &[Deprel::Nsubj, Deprel::NsubjPass, Deprel::Csubj]).any(|one| one > that);
    (whole && tree.reach(clause).0 == that).then_some(clause)
}

/// An indirect question that the parse takes for a clause of time: "have not said when they will vote".
pub(super) fn asked(tree: &Tree<'_>, verb: usize) -> Option<usize> {
    tree.with(verb, &[Deprel::Advcl]).find(|&child| {
        let first = tree.reach(child).0;
        first == verb + 1 && matches!(tree.lower(first), "when" | "where" | "why" | "how" | "whether" | "what" | "who")
    })
}

/// The comma before a cue verb when nothing but a speaker stands between them.
pub(super) fn speaker_between(scene: &Scene<'_>, verb: usize) -> Option<usize> {
    let tree = scene.tree;
    let first = tree.doc.sentences[tree.sentence(verb)].first;
    let comma = (verb.saturating_sub(12).max(first)..verb)
        .rev()
        .find(|&at| matches!(tree.doc.form(at), "," | "”" | "\"" | "''"))
        .filter(|&comma| comma > first && comma + 1 < verb)?;
    let only = (comma + 1..verb).all(|at| {
        matches!(
            tree.upos(at),
            Upos::Noun
                | Upos::Propn
                | Upos::Pron
                | Upos::Det
                | Upos::Adj
                | Upos::Num
                | Upos::Adp
                | Upos::Part
                | Upos::Adv
        )
    });
    let speaks = (comma + 1..verb).rev().find_map(|at| scene.cast.at(at)).is_some_and(|draft| can_speak(scene, draft));
    (only && speaks).then_some(comma)
}

/// Speaker and content of a sentence that a cue cuts in two: "The bridge, Ann Lee said, would open in May."
pub(super) fn parenthetical(scene: &Scene<'_>, quotes: &[Quoted], verb: usize) -> Option<(usize, Vec<(usize, usize)>)> {
    let tree = scene.tree;
    let sentence = tree.doc.sentences[tree.sentence(verb)];
    let closes = verb + 2 < sentence.end && tree.lower(verb + 1) == ",";
    let comma = speaker_between(scene, verb).filter(|&comma| closes && tree.lower(comma) == ",")?;
    let quoted = [comma, verb + 2].iter().any(|&at| inside(quotes, at).is_some())
        || mark(tree, comma - 1).is_some()
        || mark(tree, verb + 2).is_some();
    // A relative clause goes on about its noun: "the firm, whose owner said, …".
    let relative = (comma + 1..verb).any(|at| matches!(tree.lower(at), "who" | "which" | "whose" | "that"));
    // What stands around is one clause: its verb is behind, its subject before.
    let begun = (sentence.first..comma).all(|at| tree.upos(at) != Upos::Verb || tree.deprel(at) != Deprel::Root);
    if quoted || relative || !begun {
        return None;
    }
    let speaker = (comma + 1..verb).rev().find(|&at| scene.cast.at(at).is_some())?;
    let speaker = scene.cast.drafts[scene.cast.at(speaker)?].head;
    let pieces = [trim(tree, (sentence.first, comma)), trim(tree, (verb + 2, sentence.end))];
    Some((speaker, pieces.into_iter().flatten().collect()))
}

/// Token ranges without those of `first..end`.
pub(super) fn outside(content: &[(usize, usize)], first: usize, end: usize) -> Vec<(usize, usize)> {
    let parts = content.iter().flat_map(|&(from, to)| [(from, to.min(first)), (from.max(end), to)]);
    parts.filter(|(from, to)| from < to).collect()
}

/// "Half of all children are ill, researchers say.": what stands before the comma, when the cue clause ends the sentence.
pub(super) fn before_tail(scene: &Scene<'_>, verb: usize) -> Vec<(usize, usize)> {
    let tree = scene.tree;
    let sentence = tree.doc.sentences[tree.sentence(verb)];
    let words = (verb + 1..sentence.end).take_while(|&at| tree.doc.form(at) != ",");
    let tail = words.filter(|&at| tree.upos(at) != Upos::Punct).count();
    if tree.one(verb, &[Deprel::Obj, Deprel::Xcomp, Deprel::Ccomp]).is_some() {
        return Vec::new();
    }
    let comma = speaker_between(scene, verb).filter(|&comma| tail <= 6 && comma > sentence.first + 2);
    comma.and_then(|comma| trim(tree, (sentence.first, comma))).into_iter().collect()
}

/// Cuts the reporting clause out of content that stands around it.
pub(super) fn without(
    tree: &Tree<'_>,
    content: &[(usize, usize)],
    verb: usize,
    clause_head: usize,
) -> Vec<(usize, usize)> {
    let (left, right) = tree.reach(clause_head);
    if !(left < verb && verb < right) {
        return content.to_vec();
    }
    // The verb's own dependents but the clause.
    let own: Vec<(usize, usize)> =
        tree.children(verb).iter().filter(|&&child| child != clause_head).map(|&child| tree.reach(child)).collect();
    let mut pieces: Vec<(usize, usize)> = Vec::new();
    for &(first, end) in content {
        for at in first..end {
            if at == verb || own.iter().any(|&(from, to)| from <= at && at <= to) {
                continue;
            }
            match pieces.last_mut() {
                Some(last) if last.1 == at => last.1 = at + 1,
                _ => pieces.push((at, at + 1)),
            }
        }
    }
    pieces.into_iter().filter_map(|piece| trim(tree, piece)).collect()
}

/// Content that enters a quotation takes the whole of it, but never the cue.
pub(super) fn widen(
    tree: &Tree<'_>,
    quotes: &[Quoted],
    content: &[(usize, usize)],
    verb: usize,
) -> Vec<(usize, usize)> {
    let mut all: Vec<(usize, usize)> = Vec::new();
    for &(mut first, mut end) in content {
        for at in [first, end - 1] {
            if let Some(quoted) =
                inside(quotes, at).map(|quoted| quotes[quoted]).filter(|quoted| !quoted.contains(verb))
            {
                first = first.min(quoted.first);
                end = end.max(quoted.end);
            }
        }
        if let Some(piece) = trim(tree, (first, end)) {
            match all.last_mut() {
                Some(last) if last.1 >= piece.0 => last.1 = last.1.max(piece.1),
                _ => all.push(piece),
            }
        }
    }
    all
}

/// Ends a content at the mark that closes its quotation when who speaks comes next: "“…,” Lee, whose firm lost, said".
pub(super) fn closed(tree: &Tree<'_>, quotes: &[Quoted], content: &mut [(usize, usize)], verb: usize) {
    for piece in content.iter_mut().filter(|piece| piece.1 <= verb) {
        let Some(quoted) = inside(quotes, piece.0).map(|quoted| quotes[quoted]) else { continue };
        let ends = |at: usize| matches!(tree.doc.form(at), "," | "?" | "!");
        if quoted.first == piece.0 && quoted.end < piece.1 && quoted.end > piece.0 && ends(quoted.end - 1) {
            piece.1 = quoted.end - 1;
        }
    }
}

/// "They will merge, the firms said, creating the largest bank": a body does not create while it speaks.
pub(super) fn result(
    scene: &Scene<'_>,
    verb: usize,
    content: &[(usize, usize)],
    parties: &Parties,
) -> Option<(usize, usize)> {
    let tree = scene.tree;
    let root = tree.head(verb).filter(|_| tree.deprel(verb) == Deprel::Parataxis)?;
    let before = content.last().is_some_and(|piece| piece.1 <= verb);
    let person = parties.iter().any(|&(_, draft, _)| {
        scene.node_type(draft) == NodeType::Person || scene.cast.drafts[draft].form == Form::Pronoun
    });
    if !before || person || parties.is_empty() {
        return None;
    }
    let child = [verb, root].into_iter().find_map(|head| {
        tree.with(head, &[Deprel::Advcl]).find(|&child| {
            child > verb && tree.token(child).xpos == Xpos::Vbg && tree.lower(child - 1) == "," && !says(scene, child)
        })
    })?;
    trim(tree, (child, tree.reach(child).1 + 1))
}

/// Whether a verb tells of words or feelings.
fn says(scene: &Scene<'_>, verb: usize) -> bool {
    let lemma = scene.tree.lemma(verb);
    scene.lexicon.say_verb(lemma).is_some() || scene.lexicon.attitude(AttitudeWord::Verb, lemma).is_some()
}
