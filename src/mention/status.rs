//! How real an action is: polarity, modality and tense, never stronger than the text.
//!
//! The order of tests follows the factuality literature: own negation, own
//! modal, then what governs the clause, from the inside out; the weakest wins.

use super::Lexicon;
use super::clause;
use super::lexicon::Governs;
use super::tree::Tree;
use crate::annotate::Deprel;
use crate::annotate::Upos;
use crate::annotate::Xpos;
use crate::document::BlockKind;
use crate::ontology::Modality;
use crate::ontology::Polarity;
use crate::ontology::Stance;
use crate::ontology::Tense;

/// The status of one predicate, and the words that give it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Status {
    pub(super) polarity: Polarity,
    pub(super) modality: Modality,
    pub(super) tense: Option<Tense>,
    pub(super) cue: Vec<usize>,
}

impl Default for Status {
    fn default() -> Self {
        Self { polarity: Polarity::Affirmed, modality: Modality::Actual, tense: None, cue: Vec::new() }
    }
}

impl Status {
    fn negate(&mut self, cue: usize) {
        self.polarity = match self.polarity {
            Polarity::Affirmed => Polarity::Negated,
            Polarity::Negated => Polarity::Affirmed,
        };
        self.cue.push(cue);
    }

    /// Told not to.
    fn forbid(&mut self, cue: usize) {
        self.weaken(Modality::Requested, cue);
        self.negate(cue);
    }

    fn weaken(&mut self, modality: Modality, cue: usize) {
        if modality > self.modality {
            self.modality = modality;
        }
        if modality != Modality::Actual {
            self.cue.push(cue);
        }
    }
}

/// How many clauses up a governor counts.
const DEPTH: usize = 5;

/// The status of the verb or event noun at a token.
pub(super) fn of(tree: &Tree<'_>, lexicon: &Lexicon, at: usize) -> Status {
    let mut status = at_depth(tree, lexicon, at, 0);
    status.cue.sort_unstable();
    status.cue.dedup();
    status
}

/// What is told in the present of a day that is still to come is planned: "the mill closes on Friday".
///
/// `time` is an index in the document's times.
pub(super) fn put_ahead(tree: &Tree<'_>, at: usize, time: Option<usize>, status: &mut Status) {
    let Some(time) = time.and_then(|time| tree.doc.times.get(time)) else { return };
    let today = tree.doc.document.published.as_deref().and_then(|day| day.get(..10));
    let later = today.zip(time.earliest.as_deref()).is_some_and(|(today, first)| today < first);
    // "has a plan for June" has it now.
    let own = (time.first..time.end).any(|token| token == at || tree.head(token) == Some(at));
    // "runs until June" runs now.
    let ends = |token: usize| matches!(tree.lower(token), "until" | "till" | "through" | "to" | "before");
    let lasts = ends(time.first) || time.first.checked_sub(1).is_some_and(ends);
    // "Bank closing 12 branches by 2030": a headline leaves out the "is".
    let headline = status.tense.is_none() && tree.token(at).xpos == Xpos::Vbg && tree.head(at).is_none();
    if later
        && own
        && !lasts
        && status.modality == Modality::Actual
        && (status.tense == Some(Tense::Present) || headline)
    {
        status.modality = Modality::Planned;
        status.tense = Some(Tense::Future);
        status.cue.extend(time.first..time.end);
    }
}

fn at_depth(tree: &Tree<'_>, lexicon: &Lexicon, at: usize, depth: usize) -> Status {
    let mut status = Status::default();
    own(tree, lexicon, at, &mut status);
    status.tense = tense(tree, at);
    if depth < DEPTH {
        governed(tree, lexicon, at, depth, &mut status);
    }
    if depth == 0 {
        question(tree, at, &mut status);
    }
    status
}

/// Negators, modals and adverbs of the predicate itself.
fn own(tree: &Tree<'_>, lexicon: &Lexicon, at: usize, status: &mut Status) {
    let mut negated = None;
    for &child in tree.children(at) {
        let word = tree.lower(child);
        match tree.deprel(child) {
            Deprel::Advmod | Deprel::CcPreconj | Deprel::Det | Deprel::Cc if lexicon.is_negator(word) => {
                // "not only … but also" denies nothing.
                let only = child + 1 < tree.len() && matches!(tree.lower(child + 1), "only" | "just" | "least");
                let joins = tree.deprel(child) == Deprel::Cc && word != "nor";
                // "doubled nearly everything": only before the verb is it the verb that did not come about.
                let behind = child > at && lexicon.is_near(word);
                if !only && !joins && !behind {
                    negated = Some(child);
                }
            }
            // "rather than sell", "instead of selling".
            Deprel::Advmod | Deprel::Cc | Deprel::Mark | Deprel::Case
                if tree.one(child, &[Deprel::Fixed]).is_some() && lexicon.is_negator(&fixed(tree, child)) =>
            {
                negated = Some(child);
            }
            Deprel::Advmod if child > 0 && lexicon.is_negator(&format!("{} {word}", tree.lower(child - 1))) => {
                negated = Some(child);
            }
            Deprel::Advmod => {
                if let Some(modality) = lexicon.adverb(tree.lemma(child)).or_else(|| lexicon.adverb(word)) {
                    status.weaken(modality, child);
                }
            }
            Deprel::Aux => modal(tree, lexicon, child, status),
            Deprel::Mark | Deprel::Case if word == "without" => negated = Some(child),
            Deprel::Mark if lexicon.is_condition(&fixed(tree, child)) => {
                if let Some(modality) = condition(tree, at, word) {
                    status.weaken(modality, child);
                }
            }
            // "due to speak", where both words only open the infinitive.
            Deprel::Mark if tree.one(child, &[Deprel::Fixed]).is_some_and(|to| tree.lower(to) == "to") => {
                if let Some(Governs::Weaker(modality)) = lexicon.adjective(word) {
                    status.weaken(modality, child);
                }
            }
            Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj => {
                let none = matches!(word, "nobody" | "nothing" | "none" | "neither");
                negated = if none { Some(child) } else { refused(tree, child) }.or(negated);
            }
            // "at no point did he call".
            Deprel::Obl | Deprel::OblUnmarked => {
                negated = tree.with(child, &[Deprel::Det]).find(|&det| tree.lower(det) == "no").or(negated);
            }
            // "if the river rises, they will leave": what hangs on a condition is no plan.
            Deprel::Advcl if is_condition(tree, lexicon, child) => status.weaken(Modality::Hypothetical, child),
            // "a planned attack", "an attack averted on Monday".
            Deprel::Amod | Deprel::Acl if tree.deprel(child) == Deprel::Amod || is_done(tree, child) => {
                match lexicon.modifier(tree.lemma(child)).or_else(|| lexicon.modifier(word)) {
                    Some(Governs::Weaker(modality)) => status.weaken(modality, child),
                    Some(Governs::Negated) => negated = Some(child),
                    _ => {}
                }
            }
            _ => {}
        }
    }
    // "the two sides neither met nor spoke".
    if negated.is_none() && at > 0 && tree.lower(at - 1) == "neither" {
        negated = Some(at - 1);
    }
    // "is to visit": a form of "be" and the infinitive with "to".
    let be = tree
        .with(at, &[Deprel::Aux, Deprel::AuxPass, Deprel::Cop])
        .find(|&aux| matches!(tree.lower(aux), "is" | "are" | "was" | "were"));
    if tree.head(at).is_none()
        && tree.block(at) == BlockKind::Title
        && clause::is_infinitive(tree, at)
        && let Some(to) = tree.one(at, &[Deprel::Mark])
    {
        // "Old bridge to be rebuilt": a headline leaves out the "is".
        status.weaken(Modality::Planned, to);
    }
    if let Some(be) = be {
        if clause::is_infinitive(tree, at) {
            status.weaken(Modality::Planned, be);
        } else if is_perfect(tree, at) && tree.with(at, &[Deprel::Mark]).any(|mark| tree.lower(mark) == "to") {
            // "was to have opened": it was meant to, and did not.
            status.weaken(Modality::Planned, be);
            negated = Some(be);
        }
    }
    if matches!(tree.deprel(at), Deprel::Advcl | Deprel::Root) && is_inverted(tree, at) {
        status.weaken(Modality::Hypothetical, at);
    }
    // "will not come or call": auxiliaries of the first verb hold for the others.
    if tree.deprel(at) == Deprel::Conj
        && tree.one(at, &[Deprel::Aux, Deprel::Nsubj, Deprel::NsubjPass]).is_none()
        && let Some(head) = tree.head(at).filter(|&head| tree.upos(head) == Upos::Verb && shares_form(tree, head, at))
    {
        for aux in tree.with(head, &[Deprel::Aux]) {
            modal(tree, lexicon, aux, status);
        }
        let or = tree.with(at, &[Deprel::Cc]).any(|cc| matches!(tree.lower(cc), "or" | "nor"));
        if or && negated.is_none() {
            negated = tree.with(head, &[Deprel::Advmod]).find(|&adverb| lexicon.is_negator(tree.lower(adverb)));
        }
    }
    if let Some(cue) = negated {
        status.negate(cue);
    }
}

/// The "no" of "no factories" or the "not" of "not a single deputy".
fn refused(tree: &Tree<'_>, noun: usize) -> Option<usize> {
    if let Some(neither) = tree.with(noun, &[Deprel::CcPreconj]).find(|&pair| tree.lower(pair) == "neither") {
        return Some(neither);
    }
    let (left, _) = tree.core(noun);
    let first = [left.checked_sub(1).filter(|&at| tree.sentence(at) == tree.sentence(noun)), Some(left)];
    let says = |at: &usize| {
        let word = tree.lower(*at);
        match word {
            "no" => *at < noun,
            "not" => *at + 1 < noun,
            // "few senators backed it", but "a few did", and "it hired few" is a fact.
            "few" | "neither" => {
                tree.deprel(noun) != Deprel::Obj
                    && *at == left
                    && at.checked_sub(1).is_none_or(|before| tree.upos(before) != Upos::Det)
            }
            _ => false,
        }
    };
    first
        .into_iter()
        .flatten()
        .find(says)
        .filter(|&at| !(at < noun && matches!(tree.lower(at + 1), "fewer" | "less" | "more" | "only")))
}

/// "if …", "unless …", "had he known …".
fn is_condition(tree: &Tree<'_>, lexicon: &Lexicon, clause: usize) -> bool {
    let marked = tree
        .with(clause, &[Deprel::Mark])
        .any(|mark| matches!(tree.lower(mark), "if" | "unless") && lexicon.is_condition(tree.lower(mark)));
    marked || is_inverted(tree, clause)
}

/// What a conjunction of conditions makes of the clause it opens; nothing where it only tells when.
fn condition(tree: &Tree<'_>, clause: usize, word: &str) -> Option<Modality> {
    let told = matches!(tree.deprel(clause), Deprel::Ccomp | Deprel::Csubj | Deprel::CsubjPass | Deprel::Acl);
    match word {
        // "asked whether he had left": an open question.
        "whether" | "if" if told => Some(Modality::Possible),
        // "fought until the town fell".
        "until" | "till" if tree.token(clause).xpos == Xpos::Vbd || tense(tree, clause) == Some(Tense::Past) => None,
        _ => Some(Modality::Hypothetical),
    }
}

/// A word with those that make one conjunction with it: "instead of", "as long as".
fn fixed(tree: &Tree<'_>, at: usize) -> String {
    let rest = tree.with(at, &[Deprel::Fixed]).map(|part| tree.lower(part));
    std::iter::once(tree.lower(at)).chain(rest).collect::<Vec<_>>().join(" ")
}

/// What an adjective over a clause makes of it: "close to bankruptcy", but not "closed to save money".
fn adjective(tree: &Tree<'_>, lexicon: &Lexicon, at: usize) -> Option<Governs> {
    lexicon.adjective(tree.lemma(at)).filter(|_| tree.upos(at) != Upos::Verb)
}

/// "leaving a gap", "followed by police": a clause that shares what the one above it says. What has a subject or an
/// auxiliary of its own, "after it was shown", is as real as it is by itself.
fn is_participle(tree: &Tree<'_>, at: usize) -> bool {
    tree.token(at).xpos == Xpos::Vbg
        || tree.token(at).xpos == Xpos::Vbn && tree.one(at, &[Deprel::Aux, Deprel::AuxPass, Deprel::Nsubj]).is_none()
}

/// "the first", "the only", "the largest": a noun that means one known thing.
fn is_singled_out(tree: &Tree<'_>, noun: usize) -> bool {
    tree.with(noun, &[Deprel::Amod]).any(|part| {
        tree.token(part).xpos == Xpos::Jjs
            || matches!(
                tree.lower(part),
                "first" | "second" | "third" | "fourth" | "fifth" | "last" | "latest" | "only" | "next"
            )
    })
}

/// A bare participle behind a noun: "reached in May".
fn is_done(tree: &Tree<'_>, at: usize) -> bool {
    tree.token(at).xpos == Xpos::Vbn && tree.one(at, &[Deprel::Mark, Deprel::Aux, Deprel::AuxPass]).is_none()
}

/// "have left", "to have left".
fn is_perfect(tree: &Tree<'_>, at: usize) -> bool {
    tree.with(at, &[Deprel::Aux]).any(|aux| tree.lower(aux) == "have")
}

/// "had the pilot checked", "should the talks collapse": the auxiliary opens the clause.
fn is_inverted(tree: &Tree<'_>, clause: usize) -> bool {
    let first = tree.children(clause).iter().copied().find(|&child| tree.upos(child) != Upos::Punct);
    let had = first.filter(|&aux| tree.deprel(aux) == Deprel::Aux && matches!(tree.lower(aux), "had" | "should"));
    let subject = tree.one(clause, &[Deprel::Nsubj, Deprel::NsubjPass]);
    had.zip(subject).is_some_and(|(had, subject)| had < subject)
}

/// Whether two coordinated verbs stand in one form, so that they can share auxiliaries.
fn shares_form(tree: &Tree<'_>, one: usize, other: usize) -> bool {
    let (one, other) = (tree.token(one).xpos, tree.token(other).xpos);
    one == other && matches!(one, Xpos::Vb | Xpos::Vbn | Xpos::Vbg)
}

fn modal(tree: &Tree<'_>, lexicon: &Lexicon, aux: usize, status: &mut Status) {
    let one = |word: &str| lexicon.modal(word);
    // "should have passed" did not; "should pass" is asked for.
    let perfect = tree.head(aux).is_some_and(|verb| is_perfect(tree, verb));
    let past = perfect.then(|| one(&format!("{} have", tree.lower(aux)))).flatten();
    let found = past.or_else(|| one(tree.lemma(aux))).or_else(|| one(tree.lower(aux)));
    if let Some(modality) = found {
        status.weaken(modality, aux);
    }
}

/// What the clause hangs on.
fn governed(tree: &Tree<'_>, lexicon: &Lexicon, at: usize, depth: usize, status: &mut Status) {
    let Some(head) = tree.head(at) else { return };
    let verbal = matches!(tree.upos(head), Upos::Verb | Upos::Aux | Upos::Adj | Upos::Adv);
    match tree.deprel(at) {
        Deprel::Xcomp | Deprel::Ccomp | Deprel::Csubj | Deprel::CsubjPass if verbal => {
            let above = at_depth(tree, lexicon, head, depth + 1);
            let said =
                tree.deprel(at) == Deprel::Ccomp && lexicon.say_verb(tree.lemma(head)).is_some_and(|verb| verb.that);
            let governs = phrasal(tree, lexicon, head).or_else(|| adjective(tree, lexicon, head));
            // "did not regret selling", "forgot that she had sold": taken for a fact either way.
            if lexicon.is_factive(tree.lemma(head)) && !clause::is_infinitive(tree, at) && !is_asked(tree, at) {
                status.tense = status.tense.or(above.tense);
                return;
            }
            // "takes effect provided that they approve it".
            if tree.deprel(at) == Deprel::Ccomp && lexicon.is_condition(tree.lower(head)) && clause_is_loose(tree, head)
            {
                status.weaken(Modality::Hypothetical, head);
                return;
            }
            // "has yet to answer" has not; "is said to have left" may have.
            let yet = tree.lemma(head) == "have"
                && tree.with(head, &[Deprel::Advmod]).any(|adverb| tree.lower(adverb) == "yet");
            if yet {
                status.negate(head);
                return;
            }
            let rumour = tree.deprel(at) == Deprel::Xcomp
                && lexicon.say_verb(tree.lemma(head)).is_some_and(|verb| {
                    // A headline leaves out the "is" of "is said to have paid".
                    let cut = tree.block(head) == BlockKind::Title
                        && matches!(verb.stance, Stance::Neutral | Stance::Believe);
                    verb.that && !verb.addressee && (cut || clause::is_passive(tree, head))
                });
            if rumour && !matches!(governs, Some(Governs::Weaker(Modality::Planned))) {
                status.weaken(Modality::Possible, head);
            }
            match governs {
                _ if said => {
                    // "said it would leave": the future seen from then.
                    let would = tree
                        .with(at, &[Deprel::Aux])
                        .find(|&aux| tree.lemma(aux) == "would" || tree.lower(aux) == "would");
                    let perfect = tree.with(at, &[Deprel::Aux]).any(|aux| tree.lower(aux) == "have");
                    if would.is_some()
                        && !perfect
                        && status.modality == Modality::Hypothetical
                        && above.tense == Some(Tense::Past)
                    {
                        status.modality = Modality::Planned;
                        status.tense = Some(Tense::Future);
                    }
                    if let Some(Governs::Weaker(modality)) = governs.filter(|_| colours(lexicon, tree.lemma(head))) {
                        status.weaken(modality, head);
                    }
                }
                Some(reading) => hang(reading, head, &above, status),
                None => hang(Governs::Nothing, head, &above, status),
            }
        }
        Deprel::Advcl if verbal => {
            let above = at_depth(tree, lexicon, head, depth + 1);
            if let Some((reading, governor)) = through(tree, lexicon, at, head) {
                let above = if governor == head { above } else { at_depth(tree, lexicon, governor, depth + 1) };
                hang(reading, governor, &above, status);
                return;
            }
            // "far from paying", "incapable of paying".
            let behind = tree.with(at, &[Deprel::Mark]).any(|mark| matches!(tree.lower(mark), "from" | "of"));
            if let Some(reading) = lexicon.adjective(tree.lemma(head)).filter(|_| behind) {
                hang(reading, head, &above, status);
                return;
            }
            if clause::is_infinitive(tree, at) {
                // "too weak to speak" did not.
                if let Some(too) = tree.with(head, &[Deprel::Advmod]).find(|&adverb| tree.lower(adverb) == "too") {
                    hang(Governs::Negated, too, &above, status);
                    return;
                }
                // "forced the pilot to land", "called on the minister to resign".
                if let Some(reading) = told(tree, lexicon, head) {
                    hang(reading, head, &above, status);
                    return;
                }
                let adjective = phrasal(tree, lexicon, head).or_else(|| adjective(tree, lexicon, head));
                let modality = match adjective {
                    Some(Governs::Weaker(modality)) => modality,
                    _ => Modality::Planned,
                };
                status.weaken(modality, at);
                status.cue.retain(|&cue| cue != at);
                inherit(&above, status);
                if adjective.is_some() {
                    flip(&above, status);
                }
            } else if tree.upos(head) == Upos::Adj {
                match lexicon.governs(tree.lemma(head)).or_else(|| lexicon.adjective(tree.lemma(head))) {
                    Some(reading) => hang(reading, head, &above, status),
                    None => inherit(&above, status),
                }
            } else if is_participle(tree, at) {
                inherit(&above, status);
                status.tense = status.tense.or(above.tense);
            }
        }
        // "the first woman to lead a bank": as real as what is said of her.
        Deprel::Acl if clause::is_infinitive(tree, at) && is_singled_out(tree, head) => {
            let said = tree.head(head).filter(|_| tree.one(head, &[Deprel::Cop]).is_none()).unwrap_or(head);
            let above = at_depth(tree, lexicon, said, depth + 1);
            inherit(&above, status);
            status.tense = above.tense;
        }
        Deprel::Acl => {
            // "called on the minister to resign": the verb over the noun says what is asked.
            let over = tree.head(head).filter(|&verb| {
                tree.upos(verb) == Upos::Verb && matches!(tree.deprel(head), Deprel::Obj | Deprel::Obl)
            });
            let asked = over.and_then(|verb| {
                let case = tree.case(head).map(|case| format!("{} {case}", tree.lemma(verb)));
                case.and_then(|both| lexicon.governs(&both)).or_else(|| lexicon.governs(tree.lemma(verb)))
            });
            // "allowed the witness to leave": a person has no power over the clause, the verb does.
            let asked = asked.filter(|reading| match reading {
                Governs::Weaker(Modality::Requested | Modality::Possible) | Governs::Forbidden => true,
                Governs::Nothing => over.is_some_and(|verb| lexicon.is_causative(tree.lemma(verb))),
                _ => false,
            });
            // "an agreement reached in May" was reached.
            let noun = lexicon.noun_governs(tree.lemma(head)).filter(|_| !is_done(tree, at));
            if clause::is_infinitive(tree, at) || noun.is_some() {
                match noun.or(asked).unwrap_or(Governs::Weaker(Modality::Planned)) {
                    Governs::Weaker(modality) => status.weaken(modality, head),
                    Governs::Negated => status.negate(head),
                    Governs::Forbidden => status.forbid(head),
                    Governs::Nothing => {}
                }
                status.tense = Some(Tense::Future);
                noun_negation(tree, lexicon, head, status);
                if let Some(verb) = tree.head(head).filter(|_| tree.deprel(head) == Deprel::Obj) {
                    inherit(&at_depth(tree, lexicon, verb, depth + 1), status);
                    // "abandoned plans to visit".
                    if noun.is_some() && phrasal(tree, lexicon, verb) == Some(Governs::Negated) {
                        status.negate(verb);
                    }
                }
            }
        }
        Deprel::Conj
            if tree.upos(head) == tree.upos(at) && tree.one(at, &[Deprel::Nsubj, Deprel::NsubjPass]).is_none() =>
        {
            // What governs the first of coordinated verbs governs all; its own words were looked at already.
            let mut first = Status { tense: status.tense, ..Status::default() };
            governed(tree, lexicon, head, depth + 1, &mut first);
            status.weaken(first.modality, head);
            status.cue.retain(|&cue| cue != head);
            status.cue.extend(first.cue.iter());
            flip(&first, status);
        }
        Deprel::Obj | Deprel::Nsubj | Deprel::NsubjPass | Deprel::Nmod | Deprel::Obl if tree.upos(at) == Upos::Noun => {
            noun_governed(tree, lexicon, at, head, depth, status);
        }
        _ => {}
    }
}

/// What a governor makes of what hangs on it, given its own status.
fn hang(reading: Governs, cue: usize, above: &Status, status: &mut Status) {
    match reading {
        Governs::Negated => status.negate(cue),
        Governs::Forbidden => status.forbid(cue),
        Governs::Weaker(modality) => {
            status.weaken(modality, cue);
            status.tense = Some(Tense::Future).filter(|_| modality != Modality::Actual).or(status.tense);
        }
        Governs::Nothing => status.tense = status.tense.or(above.tense),
    }
    inherit(above, status);
    flip(above, status);
}

/// What a verb with a preposition does to an -ing form, and which verb: "kept her from leaving", "stopped short of leaving".
fn through(tree: &Tree<'_>, lexicon: &Lexicon, at: usize, head: usize) -> Option<(Governs, usize)> {
    let mark = tree.one(at, &[Deprel::Mark])?;
    if tree.token(at).xpos != Xpos::Vbg {
        return None;
    }
    // The word between verb and preposition hangs on the verb, and the clause on either.
    let between = mark.checked_sub(1).filter(|&word| matches!(tree.deprel(word), Deprel::Xcomp | Deprel::Advmod));
    let whole = between.and_then(|word| {
        let verb = if word == head { tree.head(head)? } else { head };
        let reading = lexicon.governs(&format!("{} {}", tree.lemma(verb), tree.lower(word)))?;
        Some((reading, verb))
    });
    let word = tree.lower(mark);
    let plain = || match word {
        "from" => lexicon.governs(tree.lemma(head)).filter(|reading| *reading == Governs::Negated),
        // "plans on reviving", "succeeded in stopping".
        "on" | "in" | "of" | "at" | "about" if at > head => lexicon.governs(tree.lemma(head)),
        _ => None,
    };
    whole.or_else(|| {
        let reading = lexicon.governs(&format!("{} {word}", tree.lemma(head))).or_else(plain)?;
        Some((reading, head))
    })
}

/// What a verb does to what it has somebody do: "forced the pilot to land", "called on the minister to resign".
fn told(tree: &Tree<'_>, lexicon: &Lexicon, head: usize) -> Option<Governs> {
    let whom = tree.with(head, &[Deprel::Obl]).filter_map(|whom| tree.case(whom));
    let on = whom.into_iter().find_map(|case| lexicon.governs(&format!("{} {case}", tree.lemma(head))));
    on.or_else(|| lexicon.is_causative(tree.lemma(head)).then_some(Governs::Nothing))
        .or_else(|| lexicon.governs(tree.lemma(head)).filter(|reading| *reading == Governs::Forbidden))
}

/// "asked whether …", "do not know if …", "forgot what …".
fn is_asked(tree: &Tree<'_>, clause: usize) -> bool {
    tree.with(clause, &[Deprel::Mark]).any(|mark| matches!(tree.lower(mark), "whether" | "if"))
}

/// Whether a participle only stands beside a clause, as "provided" before "that".
fn clause_is_loose(tree: &Tree<'_>, head: usize) -> bool {
    matches!(tree.deprel(head), Deprel::Advcl | Deprel::Xcomp)
        && tree.one(head, &[Deprel::Nsubj, Deprel::NsubjPass, Deprel::Aux, Deprel::AuxPass]).is_none()
}

/// An event noun under a verb or noun: "considered a strike", "the threat of a strike".
fn noun_governed(tree: &Tree<'_>, lexicon: &Lexicon, at: usize, head: usize, depth: usize, status: &mut Status) {
    match tree.deprel(at) {
        Deprel::Nmod => {
            if matches!(tree.case(at).as_deref(), Some("of" | "for" | "on" | "to")) {
                match lexicon.noun_governs(tree.lemma(head)) {
                    Some(Governs::Weaker(modality)) => status.weaken(modality, head),
                    Some(Governs::Negated) => status.negate(head),
                    Some(Governs::Forbidden) => status.forbid(head),
                    _ => {}
                }
            }
        }
        // "a deal is imminent", "no strike is likely".
        Deprel::Nsubj if tree.upos(head) == Upos::Adj => {
            let above = at_depth(tree, lexicon, head, depth + 1);
            let reading = lexicon.modifier(tree.lemma(head)).or_else(|| lexicon.adjective(tree.lemma(head)));
            if let Some(reading) = reading {
                let own = status.polarity;
                hang(reading, head, &above, status);
                // The "no" of the noun is seen from the adjective too.
                if own == Polarity::Negated && status.polarity == Polarity::Affirmed && reading != Governs::Negated {
                    status.polarity = Polarity::Negated;
                }
            }
        }
        Deprel::Obl => {
            let case = tree.one(at, &[Deprel::Case]);
            let word = case.map_or("", |case| tree.lower(case));
            // "renewed their calls for an arrest", where the parse takes the verb for the noun.
            let noun = case
                .and_then(|case| case.checked_sub(1))
                .filter(|&noun| tree.head(noun) == Some(head) && matches!(word, "for" | "of"))
                .and_then(|noun| lexicon.noun_governs(tree.lemma(noun)));
            let verb = lexicon.governs(&format!("{} {word}", tree.lemma(head)));
            match noun.or(verb).or_else(|| phrasal(tree, lexicon, head).filter(|_| word == "for")) {
                Some(Governs::Weaker(modality)) => status.weaken(modality, head),
                Some(Governs::Forbidden) => status.forbid(head),
                _ => {}
            }
        }
        _ if matches!(tree.upos(head), Upos::Verb) => {
            let above = at_depth(tree, lexicon, head, depth + 1);
            // "attack averted": in a headline the subject of such a verb undergoes it.
            let headline =
                tree.block(at) == BlockKind::Title && tree.one(head, &[Deprel::Obj, Deprel::Xcomp]).is_none();
            if tree.deprel(at) != Deprel::Nsubj || headline {
                match phrasal(tree, lexicon, head) {
                    // "failed to prevent the attack".
                    Some(Governs::Negated) => {
                        status.negate(head);
                        flip(&above, status);
                    }
                    Some(Governs::Forbidden) => status.forbid(head),
                    Some(Governs::Weaker(modality)) => status.weaken(modality, head),
                    _ => {}
                }
            }
            if !matches!(tree.deprel(at), Deprel::Nsubj) {
                inherit(&above, status);
            }
            if matches!(tree.lemma(head), "happen" | "occur" | "take") {
                inherit(&above, status);
                // "no strikes happened": the "no" is the noun's own and counts once.
                if status.polarity == Polarity::Affirmed {
                    flip(&above, status);
                }
            }
        }
        _ => {}
    }
}

/// What a verb with its particle does to what it governs.
fn phrasal(tree: &Tree<'_>, lexicon: &Lexicon, head: usize) -> Option<Governs> {
    if let Some(particle) = tree.one(head, &[Deprel::CompoundPrt]) {
        let both = format!("{} {}", tree.lemma(head), tree.lower(particle));
        if let Some(found) = lexicon.governs(&both) {
            return Some(found);
        }
    }
    // "is going to", "is set to", "is due to": only so, not in every use of the word.
    if tree.lemma(head) == "go" {
        let going = tree.lower(head) == "going" && tree.one(head, &[Deprel::Aux]).is_some();
        return going.then_some(Governs::Weaker(Modality::Planned));
    }
    lexicon.governs(tree.lemma(head)).or_else(|| lexicon.governs(tree.lower(head)))
}

/// Whether what is said is weaker for how it is said: promised, demanded, believed. Claims and denials leave it as it is.
fn colours(lexicon: &Lexicon, lemma: &str) -> bool {
    lexicon
        .say_verb(lemma)
        .is_some_and(|verb| matches!(verb.stance, Stance::Promise | Stance::Demand | Stance::Believe))
}

fn inherit(above: &Status, status: &mut Status) {
    if above.modality > status.modality {
        status.modality = above.modality;
    }
    if above.modality != Modality::Actual {
        status.cue.extend(above.cue.iter());
    }
}

fn flip(above: &Status, status: &mut Status) {
    if above.polarity == Polarity::Negated {
        let cue = above.cue.first().copied();
        if let Some(cue) = cue {
            status.negate(cue);
        }
        status.cue.extend(above.cue.iter());
    }
}

/// "no plan to", "did not announce a plan to".
fn noun_negation(tree: &Tree<'_>, lexicon: &Lexicon, noun: usize, status: &mut Status) {
    if let Some(no) = tree.with(noun, &[Deprel::Det]).find(|&det| tree.lower(det) == "no") {
        status.negate(no);
    } else if let Some(verb) = tree.head(noun).filter(|_| tree.deprel(noun) == Deprel::Obj)
        && let Some(not) = tree.with(verb, &[Deprel::Advmod]).find(|&adverb| lexicon.is_negator(tree.lower(adverb)))
    {
        status.negate(not);
    }
}

/// Questions and commands do not tell what is.
fn question(tree: &Tree<'_>, at: usize, status: &mut Status) {
    let Some(sentence) = tree.doc.sentences.get(tree.sentence(at)) else { return };
    let last =
        (sentence.first..sentence.end).rev().find(|&end| !matches!(tree.doc.form(end), "\"" | "”" | "’" | "'" | ")"));
    if last.is_some_and(|last| tree.doc.form(last).starts_with('?')) {
        status.modality = status.modality.max(Modality::Possible);
        status.cue.extend(last);
        return;
    }
    let command = tree.head(at).is_none()
        && tree.token(at).xpos == Xpos::Vb
        && tree.one(at, &[Deprel::Nsubj, Deprel::NsubjPass, Deprel::AuxPass, Deprel::Mark]).is_none()
        && tree.with(at, &[Deprel::Aux]).all(|aux| tree.lower(aux) == "do");
    if command {
        status.modality = status.modality.max(Modality::Requested);
    }
}

/// Seen from the text: by auxiliary and verb form.
fn tense(tree: &Tree<'_>, at: usize) -> Option<Tense> {
    let present = |aux| matches!(tree.lower(aux), "is" | "are" | "am" | "'s" | "'re");
    // "is to be held".
    if clause::is_infinitive(tree, at) && tree.with(at, &[Deprel::Aux, Deprel::AuxPass, Deprel::Cop]).any(present) {
        return Some(Tense::Future);
    }
    for aux in tree.with(at, &[Deprel::Aux, Deprel::AuxPass, Deprel::Cop]) {
        match tree.lower(aux) {
            "will" | "'ll" | "wo" | "shall" => return Some(Tense::Future),
            // "may be signed", "would give": still to come, unless "have" follows.
            "may" | "might" | "could" | "would" | "'d" | "should" | "must" if !is_perfect(tree, at) => {
                return Some(Tense::Future);
            }
            "can" | "ca" => return Some(Tense::Present),
            "had" | "was" | "were" | "did" | "have" | "has" | "'ve" => return Some(Tense::Past),
            "is" | "are" | "am" | "'s" | "'re" | "'m" | "do" | "does" => return Some(Tense::Present),
            _ => {}
        }
    }
    match tree.token(at).xpos {
        // "to be held".
        Xpos::Vbn if clause::is_infinitive(tree, at) => None,
        Xpos::Vbd | Xpos::Vbn => Some(Tense::Past),
        Xpos::Vbz | Xpos::Vbp => Some(Tense::Present),
        _ => None,
    }
}
