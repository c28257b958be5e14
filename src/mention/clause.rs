//! Who is the subject and what the object of a verb, said or understood.

use super::tree::Tree;
use crate::annotate::Deprel;
use crate::annotate::Upos;
use crate::annotate::Xpos;
use crate::document::BlockKind;

/// How many verbs up a missing subject is looked for.
const DEPTH: usize = 6;

/// Whether a verb is in the passive: its subject undergoes it.
pub(super) fn is_passive(tree: &Tree<'_>, verb: usize) -> bool {
    // "she's rejected the plan" has rejected it.
    let contracted = tree.one(verb, &[Deprel::AuxPass]).is_some_and(|aux| matches!(tree.lower(aux), "'s" | "'d"));
    if contracted && tree.one(verb, &[Deprel::Obj]).is_some() {
        return false;
    }
    // "“Now is the time to go,” said Lee": a past form before its subject is active, whatever hangs on it.
    if tree.token(verb).xpos == Xpos::Vbd && tree.with(verb, &[Deprel::Nsubj]).any(|subject| subject > verb) {
        return false;
    }
    if tree.one(verb, &[Deprel::AuxPass, Deprel::NsubjPass, Deprel::CsubjPass]).is_some() {
        // "Norway called up reservists": without auxiliary a past form is none, but in a headline.
        let past = tree.token(verb).xpos == Xpos::Vbd
            && tree.block(verb) != BlockKind::Title
            && tree.one(verb, &[Deprel::AuxPass, Deprel::Aux]).is_none();
        return !past;
    }
    let participle = tree.token(verb).xpos == Xpos::Vbn && tree.one(verb, &[Deprel::Aux]).is_none();
    match tree.deprel(verb) {
        // A past form behind its noun is a participle, whatever the tagger took it for: "the man arrested on Monday".
        Deprel::Acl => participle || tree.token(verb).xpos == Xpos::Vbd && tree.one(verb, &[Deprel::Aux]).is_none(),
        Deprel::Advcl => participle && tree.one(verb, &[Deprel::Nsubj, Deprel::Obj]).is_none(),
        // "was seized and sold": the passive is shared.
        Deprel::Conj => {
            participle
                && tree.one(verb, &[Deprel::Nsubj, Deprel::Obj]).is_none()
                && tree
                    .head(verb)
                    .is_some_and(|head| tree.upos(head) == Upos::Verb && tree.one(head, &[Deprel::AuxPass]).is_some())
        }
        _ => false,
    }
}

/// Whether a verb is one that somebody does in the active: finite, or with an auxiliary, and no mere modifier.
pub(super) fn is_told(tree: &Tree<'_>, verb: usize) -> bool {
    let helped = tree.one(verb, &[Deprel::Aux]).is_some();
    !is_passive(tree, verb)
        && !matches!(tree.deprel(verb), Deprel::Amod | Deprel::Aux | Deprel::Compound | Deprel::Case | Deprel::Mark)
        && (helped || matches!(tree.token(verb).xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp))
}

/// Whether a word stands for its clause's antecedent: "who", "which", "that". "WHO" in capitals is a body.
pub(super) fn is_relative(tree: &Tree<'_>, at: usize) -> bool {
    if tree.doc.form(at) == "WHO" {
        return false;
    }
    matches!(tree.token(at).xpos, Xpos::Wp | Xpos::Wdt) || (tree.lower(at) == "that" && tree.upos(at) == Upos::Pron)
}

/// Whether a verb stands in the infinitive with "to": "to hold", "to be held".
pub(super) fn is_infinitive(tree: &Tree<'_>, verb: usize) -> bool {
    let passive = || tree.with(verb, &[Deprel::AuxPass]).any(|aux| tree.lower(aux) == "be");
    tree.with(verb, &[Deprel::Mark]).any(|mark| tree.lower(mark) == "to" || tree.lower(mark) == "in")
        && (tree.token(verb).xpos == Xpos::Vb || tree.token(verb).xpos == Xpos::Vbn && passive())
}

/// The noun a relative clause belongs to.
pub(super) fn antecedent(tree: &Tree<'_>, verb: usize) -> Option<usize> {
    (tree.deprel(verb) == Deprel::AclRelcl).then(|| tree.head(verb)).flatten()
}

/// The subjects of a verb as written, relative pronouns replaced by what they stand for.
fn written(tree: &Tree<'_>, verb: usize) -> Vec<usize> {
    let mut all = Vec::new();
    for subject in tree.with(verb, &[Deprel::Nsubj, Deprel::NsubjPass]) {
        match antecedent(tree, verb).filter(|_| is_relative(tree, subject)) {
            Some(noun) => all.push(noun),
            None => all.push(subject),
        }
    }
    all
}

/// A subject and whether it was taken over from another verb.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Subject {
    pub(super) tokens: Vec<usize>,
    pub(super) understood: bool,
}

/// The subject of a verb, said or understood: of "to send" in "he offered to send", of "saying" in "she left, saying".
pub(super) fn subject(tree: &Tree<'_>, verb: usize) -> Subject {
    let mut here = verb;
    for depth in 0..DEPTH {
        let own = written(tree, here);
        if !own.is_empty() {
            return Subject { tokens: own, understood: depth > 0 };
        }
        let Some(head) = tree.head(here) else { break };
        match tree.deprel(here) {
            Deprel::Conj if matches!(tree.upos(head), Upos::Verb | Upos::Adj | Upos::Noun) => here = head,
            Deprel::Xcomp => {
                // "urged X to go": X goes; "promised X to go": the promiser goes.
                // A "that" only opens the clause: "revealed that he offered to go".
                let object = tree.with(head, &[Deprel::Obj, Deprel::Iobj]).find(|&object| tree.lower(object) != "that");
                if let Some(object) = object.filter(|_| !matches!(tree.lemma(head), "promise" | "vow" | "threaten")) {
                    return Subject { tokens: vec![object], understood: true };
                }
                if is_passive(tree, head) || matches!(tree.upos(head), Upos::Verb | Upos::Adj) {
                    here = head;
                } else {
                    break;
                }
            }
            Deprel::Advcl if matches!(tree.upos(head), Upos::Verb | Upos::Adj) => {
                // The doer of "troops were sent to fight" is the troops; of "was closed to save money" is unknown.
                if is_infinitive(tree, here) && is_passive(tree, head) {
                    break;
                }
                // "accused him of lying", "kept her from leaving": the object does it.
                let of =
                    tree.with(here, &[Deprel::Mark]).any(|mark| matches!(tree.lower(mark), "of" | "from" | "into"));
                if let Some(object) = tree.one(head, &[Deprel::Obj]).filter(|&object| of && object < here) {
                    return Subject { tokens: vec![object], understood: true };
                }
                here = head;
            }
            Deprel::Acl => {
                // "a formula for ending the dispute": whose the formula is ends it; whom a call is for is left open.
                let marked = tree.with(here, &[Deprel::Mark]).any(|mark| matches!(tree.lower(mark), "for" | "in"));
                if tree.token(here).xpos == Xpos::Vbg && tree.upos(head) != Upos::Adj && !marked {
                    return Subject { tokens: vec![head], understood: true };
                }
                if marked && matches!(tree.lemma(head), "appeal" | "call" | "demand" | "plea" | "request") {
                    break;
                }
                if is_passive(tree, here) {
                    return Subject { tokens: vec![head], understood: true };
                }
                // "Senate to vote": a headline leaves out what is scheduled.
                let headline = tree.block(here) == BlockKind::Title && tree.head(head).is_none();
                if headline && tree.upos(head) == Upos::Propn && is_infinitive(tree, here) {
                    return Subject { tokens: vec![head], understood: false };
                }
                // "his offer to send": the owner of the noun, else who makes it.
                if let Some(owner) = tree.one(head, &[Deprel::NmodPoss]) {
                    return Subject { tokens: vec![owner], understood: true };
                }
                match tree.head(head).filter(|_| matches!(tree.deprel(head), Deprel::Obj | Deprel::Obl | Deprel::Xcomp))
                {
                    Some(verb) if tree.upos(verb) == Upos::Verb => here = verb,
                    _ => break,
                }
            }
            Deprel::AclRelcl => {
                // "the man arrested on Monday" without a pronoun.
                let object = tree.one(here, &[Deprel::Obj]).is_some();
                if is_passive(tree, here) || object {
                    return Subject { tokens: vec![head], understood: true };
                }
                break;
            }
            Deprel::Ccomp | Deprel::Parataxis if tree.token(here).xpos == Xpos::Vbg => here = head,
            _ => break,
        }
    }
    Subject::default()
}

/// Whether a verb or adjective has a subject that the text leaves unknown: "she", "all", "others".
pub(super) fn by_somebody(tree: &Tree<'_>, at: usize) -> bool {
    let tokens = subject(tree, at).tokens;
    let open = |token: usize| {
        matches!(
            tree.lower(token),
            "he" | "she"
                | "they"
                | "we"
                | "i"
                | "you"
                | "all"
                | "some"
                | "many"
                | "others"
                | "most"
                | "both"
                | "each"
                | "everyone"
                | "everybody"
                | "someone"
                | "somebody"
                | "none"
                | "no-one"
                | "nobody"
                | "those"
                | "who"
        )
    };
    !tokens.is_empty() && tokens.into_iter().all(open)
}

/// The direct objects of a verb, the antecedent of a relative clause included: "the plan she rejected".
pub(super) fn objects(tree: &Tree<'_>, verb: usize) -> Vec<usize> {
    let mut all = Vec::new();
    for object in tree.with(verb, &[Deprel::Obj]) {
        match antecedent(tree, verb).filter(|_| is_relative(tree, object)) {
            Some(noun) => all.push(noun),
            // A "that" outside a relative clause only opens its clause.
            None if tree.lower(object) == "that" && object < verb => {}
            None => all.push(object),
        }
    }
    if all.is_empty() && !is_passive(tree, verb) {
        let relative = antecedent(tree, verb).filter(|_| {
            let own = tree.one(verb, &[Deprel::Nsubj]).is_some_and(|subject| !is_relative(tree, subject));
            let elsewhere = tree
                .with(verb, &[Deprel::Obl, Deprel::Advmod])
                .any(|child| is_relative(tree, child) || tree.lower(child) == "where" || tree.lower(child) == "when");
            own && !elsewhere && tree.one(verb, &[Deprel::Ccomp, Deprel::Xcomp]).is_none()
        });
        all.extend(relative);
    }
    // "urged both sides to stop": a person who is told to do something is the object where there is no other.
    if all.is_empty() && !is_passive(tree, verb) && tree.one(verb, &[Deprel::Ccomp]).is_none() {
        all.extend(tree.one(verb, &[Deprel::Iobj]));
    }
    // "shoot down the plane": behind a particle, a noun without preposition that is no time is the object.
    if all.is_empty()
        && !is_passive(tree, verb)
        && let Some(particle) = tree.one(verb, &[Deprel::CompoundPrt])
    {
        let bare = |&noun: &usize| noun > particle && tree.case(noun).is_none() && !tree.is_time(noun);
        all.extend(tree.with(verb, &[Deprel::Obl, Deprel::OblUnmarked]).find(bare));
    }
    // "killed at least eight soldiers": a noun without preposition right behind its verb, whatever it was taken for.
    if all.is_empty() && !is_passive(tree, verb) && tree.one(verb, &[Deprel::Ccomp, Deprel::Xcomp]).is_none() {
        let bare = |&noun: &usize| {
            noun > verb
                && tree.upos(noun) == Upos::Noun
                && tree.case(noun).is_none()
                && !tree.is_time(noun)
                && tree.reach(noun).0 == verb + 1
        };
        all.extend(tree.with(verb, &[Deprel::Obl]).find(bare));
    }
    // "bought and sold shares": a shared object stands with the last verb.
    if all.is_empty() && !is_passive(tree, verb) {
        let shared = tree.with(verb, &[Deprel::Conj]).find(|&other| {
            tree.upos(other) == Upos::Verb
                && tree.one(other, &[Deprel::Nsubj]).is_none()
                && other == verb + 2
                && tree.one(verb, &[Deprel::Obl, Deprel::Xcomp, Deprel::Ccomp]).is_none()
        });
        all.extend(shared.and_then(|other| tree.one(other, &[Deprel::Obj])));
    }
    all
}
