//! Mends readings that only the whole sentence shows to be wrong: words of another class, past forms taken for adjectives,
//! an "it" that stands for somebody.

use super::lexicon::Lexicon;
use crate::annotate::Annotated;
use crate::annotate::Deprel;
use crate::annotate::Upos;
use crate::annotate::Xpos;

/// Word classes that the words around show to be wrong: "Norway plans to arm", "promised to free the sailors" have verbs,
/// "rejected a Nordic Council appeal" has a noun, "handed over evidence" a particle. One pass over the tokens.
pub(super) fn classes(doc: &Annotated, heads: &mut [Option<usize>], deprels: &mut [Deprel], upos: &mut [Upos]) {
    for sentence in &doc.sentences {
        for at in sentence.first..sentence.end {
            let near =
                |range: std::ops::Range<usize>, relation: Deprel, heads: &[Option<usize>], deprels: &[Deprel]| {
                    range.into_iter().find(|&child| heads[child] == Some(at) && deprels[child] == relation)
                };
            let before = sentence.first.max(at.saturating_sub(12))..at;
            let behind = at + 1..sentence.end.min(at + 12);
            match doc.tokens[at].upos {
                Upos::Adj if at > sentence.first => {
                    let to = doc.tokens[at - 1].xpos == Xpos::To && heads[at - 1] == Some(at);
                    if to && near(behind, Deprel::Obj, heads, deprels).is_some() {
                        upos[at] = Upos::Verb;
                    }
                }
                Upos::Noun => {
                    let far = sentence.first.max(at.saturating_sub(40))..at;
                    let subject = near(far, Deprel::Nsubj, heads, deprels);
                    let bare = [Deprel::Cop, Deprel::Det, Deprel::Case, Deprel::Amod, Deprel::NmodPoss]
                        .into_iter()
                        .all(|relation| near(before.clone(), relation, heads, deprels).is_none());
                    let to = near(behind, Deprel::Xcomp, heads, deprels)
                        .is_some_and(|clause| clause == at + 2 && doc.tokens[at + 1].xpos == Xpos::To);
                    if subject.is_some() && bare && to {
                        upos[at] = Upos::Verb;
                    }
                }
                Upos::Verb if doc.tokens[at].xpos == Xpos::Vbp && deprels[at] == Deprel::Ccomp => {
                    // A singular subject takes no such form.
                    let subject = near(before, Deprel::Nsubj, heads, deprels).filter(|&subject| subject + 1 == at);
                    let article = subject.and_then(|subject| {
                        (sentence.first..subject)
                            .rev()
                            .take(6)
                            .find(|&word| heads[word] == Some(subject) && matches!(doc.form(word), "a" | "an"))
                    });
                    if let Some((subject, article)) = subject.zip(article) {
                        upos[at] = Upos::Noun;
                        deprels[at] = Deprel::Obj;
                        deprels[subject] = Deprel::Compound;
                        heads[article] = Some(at);
                        for clause in behind {
                            if heads[clause] == Some(at) && deprels[clause] == Deprel::Advcl {
                                deprels[clause] = Deprel::Acl;
                            }
                        }
                    }
                }
                _ if doc.tokens[at].xpos == Xpos::Rp && deprels[at] == Deprel::Case && at > sentence.first => {
                    let verb = at - 1;
                    let object = heads[at].filter(|&noun| noun > at && heads[noun] == Some(verb));
                    // "pulled out of Niger" has no object.
                    let alone = object.is_some_and(|object| {
                        (at + 1..object).all(|near| heads[near] != Some(object) || deprels[near] != Deprel::Case)
                            && doc.tokens[verb].upos == Upos::Verb
                            && (at + 1..object).all(|near| heads[near] != Some(at))
                    });
                    if let Some(object) = object.filter(|_| alone) {
                        (heads[at], deprels[at]) = (Some(verb), Deprel::CompoundPrt);
                        deprels[object] = Deprel::Obj;
                    }
                }
                _ => {}
            }
        }
    }
}

/// Finds the predicate of sentences whose past form was read as an adjective: "Norway suspended aid to Mali", "Ann Lee on
/// Friday hosted Bo Dahl". One pass over the tokens.
pub(super) fn finite(doc: &Annotated, heads: &mut [Option<usize>], deprels: &mut [Deprel]) {
    for sentence in &doc.sentences {
        let (first, end) = (sentence.first, sentence.end);
        for verb in first..end {
            if doc.tokens[verb].xpos != Xpos::Vbd || !matches!(deprels[verb], Deprel::Amod | Deprel::Compound) {
                continue;
            }
            // Nothing further away is looked at, so that long sentences cost no more by the word.
            let (first, end) = (first.max(verb.saturating_sub(80)), end.min(verb + 80));
            let Some(noun) = heads[verb].filter(|&noun| first <= noun && noun < end) else { continue };
            let subject = (first..end).find(|&at| heads[at] == Some(verb) && deprels[at] == Deprel::Nsubj);
            let beside =
                (first..verb).rev().find(|&at| heads[at] == Some(noun) && deprels[at] == Deprel::Nsubj && noun > verb);
            // What stands with the noun behind the verb and is no part of its phrase goes with the verb.
            let loose = |deprel: Deprel| {
                matches!(
                    deprel,
                    Deprel::Obl
                        | Deprel::OblUnmarked
                        | Deprel::Advcl
                        | Deprel::Parataxis
                        | Deprel::Punct
                        | Deprel::Advmod
                        | Deprel::Conj
                )
            };
            let (subject, object) = if noun > verb {
                match subject.filter(|&subject| subject < verb).or(beside) {
                    Some(subject) => (subject, Some(noun)),
                    None => continue,
                }
            } else {
                match subject.filter(|&object| object > verb) {
                    Some(object) => (noun, Some(object)),
                    None => continue,
                }
            };
            (heads[verb], deprels[verb]) = (heads[noun], deprels[noun]);
            for at in first..end {
                let behind = at > verb && (loose(deprels[at]) || noun < verb && deprels[at] == Deprel::Nmod);
                if heads[at] == Some(noun) && at != subject && (behind || deprels[at] == Deprel::Punct) {
                    heads[at] = Some(verb);
                    if deprels[at] == Deprel::Nmod {
                        deprels[at] = Deprel::Obl;
                    }
                }
            }
            (heads[subject], deprels[subject]) = (Some(verb), Deprel::Nsubj);
            if let Some(object) = object {
                (heads[object], deprels[object]) = (Some(verb), Deprel::Obj);
            }
        }
    }
}

/// Small readings that only the whole sentence shows to be wrong: an "it" that stands for somebody, a subject that the
/// last of two verbs took, participles and names read as what they are not. One pass over the tokens.
pub(super) fn readings(doc: &Annotated, lexicon: &Lexicon, heads: &mut [Option<usize>], deprels: &mut [Deprel]) {
    for sentence in &doc.sentences {
        for at in sentence.first..sentence.end {
            match deprels[at] {
                Deprel::Expl if heads[at].is_some_and(|head| lexicon.is_mind(doc.form(head))) => {
                    deprels[at] = Deprel::Nsubj;
                }
                Deprel::Nsubj => fronted(doc, heads, deprels, sentence.first, at),
                Deprel::Obj => {
                    suspected(doc, heads, deprels, at);
                    neighbouring(doc, heads, deprels, at);
                    given(doc, lexicon, heads, deprels, sentence.first, at);
                }
                Deprel::Obl => neighbouring(doc, heads, deprels, at),
                _ => {}
            }
        }
    }
}

/// "Norway freed the sailors, the ministry said": of the two subjects of the last verb the first is that of the clause.
fn fronted(doc: &Annotated, heads: &mut [Option<usize>], deprels: &[Deprel], first: usize, at: usize) {
    let near = |verb: usize| at + 1 < verb && verb - at < 80;
    let Some(verb) = heads[at].filter(|&verb| near(verb) && doc.tokens[verb].upos == Upos::Verb) else { return };
    let second = (at + 1..verb).any(|near| heads[near] == Some(verb) && deprels[near] == Deprel::Nsubj);
    let clause = (at + 1..verb).find(|&near| {
        heads[near] == Some(verb) && deprels[near] == Deprel::Ccomp && doc.tokens[near].upos == Upos::Verb
    });
    let Some(clause) = clause.filter(|_| second) else { return };
    let own = (first.max(clause.saturating_sub(80))..clause).any(|near| {
        heads[near] == Some(clause) && matches!(deprels[near], Deprel::Nsubj | Deprel::NsubjPass | Deprel::Csubj)
    });
    let comma = (clause + 1..verb).any(|near| doc.form(near) == ",");
    if !own && comma {
        heads[at] = Some(clause);
    }
}

/// "freed suspected rebels": a participle between a verb and its object belongs to the object.
fn suspected(doc: &Annotated, heads: &mut [Option<usize>], deprels: &mut [Deprel], object: usize) {
    let Some(part) = heads[object].filter(|&part| part < object && part > 0) else { return };
    let verb = part - 1;
    let participle = doc.tokens[part].xpos == Xpos::Vbn
        && doc.tokens[verb].upos == Upos::Verb
        && matches!(doc.tokens[verb].xpos, Xpos::Vbd | Xpos::Vbn | Xpos::Vbz | Xpos::Vbg)
        && (heads[part] == heads[verb] || heads[part] == Some(verb))
        && matches!(deprels[part], Deprel::Ccomp | Deprel::Xcomp | Deprel::Advcl | Deprel::Conj | Deprel::Parataxis);
    let near =
        object - part <= 6 && !(part + 1..object).any(|at| matches!(doc.tokens[at].upos, Upos::Det | Upos::Punct));
    if !participle || !near {
        return;
    }
    for at in part..(object + 30).min(doc.tokens.len()) {
        if heads[at] == Some(part) {
            heads[at] = Some(verb);
        }
    }
    heads[part] = Some(object);
    deprels[part] = Deprel::Amod;
}

/// "from neighbouring Norway", "to flood-hit Norway": read as a verb with its object.
fn neighbouring(doc: &Annotated, heads: &mut [Option<usize>], deprels: &mut [Deprel], noun: usize) {
    let Some(part) = noun.checked_sub(1).filter(|&part| heads[noun] == Some(part)) else { return };
    let joined = part > 1 && doc.form(part - 1) == "-" && heads[part - 2] == Some(part);
    if !(matches!(doc.form(part), "neighboring" | "neighbouring" | "surrounding") || joined) {
        return;
    }
    let first = if joined { part - 2 } else { part };
    // The preposition hangs on the verb, or on the word joined with it.
    let Some(mark) = first.checked_sub(1).filter(|&mark| {
        matches!(deprels[mark], Deprel::Mark | Deprel::Case)
            && matches!(heads[mark], Some(head) if head == part || head == first)
    }) else {
        return;
    };
    heads[noun] = heads[part];
    deprels[noun] = Deprel::Obl;
    (heads[mark], deprels[mark]) = (Some(noun), Deprel::Case);
    (heads[part], deprels[part]) = (Some(noun), Deprel::Amod);
}

/// "gave the Faroe Islands 5 million euros": a name with an article before an amount is who gets it.
fn given(
    doc: &Annotated,
    lexicon: &Lexicon,
    heads: &mut [Option<usize>],
    deprels: &mut [Deprel],
    first: usize,
    object: usize,
) {
    let gives = |verb: usize| lexicon.gives(&doc.tokens[verb].lemma);
    let Some(verb) = heads[object].filter(|&verb| verb < object && object - verb < 12 && gives(verb)) else { return };
    let start = verb.max(first) + 1;
    let within = |at: usize, heads: &[Option<usize>]| {
        heads[at].is_some_and(|head| head == object || head < object && heads[head] == Some(object))
    };
    let name = (start..object)
        .find(|&at| within(at, heads) && deprels[at] == Deprel::Compound && doc.tokens[at].upos == Upos::Propn);
    let Some(name) = name else { return };
    let amount = doc.tokens.get(name + 1).is_some_and(|next| next.upos == Upos::Num) && name + 1 < object;
    let taken = (start..name).any(|at| heads[at] == Some(verb) && deprels[at] == Deprel::Iobj);
    if !amount || taken {
        return;
    }
    for at in start..name {
        if heads[at] == Some(object) {
            heads[at] = Some(name);
        }
    }
    (heads[name], deprels[name]) = (Some(verb), Deprel::Iobj);
}

#[cfg(test)]
mod tests {
    use super::Lexicon;
    use crate::annotate::Deprel;
    use crate::annotate::Upos;
    use crate::annotate::Xpos;
    use crate::mention::parsed::sentence;

    #[test]
    fn it_is_somebody_when_it_is_willing() {
        let (doc, mut heads, mut deprels) = sentence(&[
            ("It", Upos::Pron, Xpos::Prp, Some(2), Deprel::Expl),
            ("is", Upos::Aux, Xpos::Vbz, Some(2), Deprel::Cop),
            ("willing", Upos::Adj, Xpos::Jj, None, Deprel::Root),
        ]);
        super::readings(&doc, &Lexicon::of_verbs(), &mut heads, &mut deprels);
        assert_eq!(deprels[0], Deprel::Nsubj);
    }

    #[test]
    fn a_past_form_before_a_noun_is_the_predicate_of_its_subject() {
        let (doc, mut heads, mut deprels) = sentence(&[
            ("Norway", Upos::Propn, Xpos::Nnp, Some(1), Deprel::Nsubj),
            ("suspended", Upos::Verb, Xpos::Vbd, Some(2), Deprel::Amod),
            ("aid", Upos::Noun, Xpos::Nn, None, Deprel::Root),
            ("to", Upos::Adp, Xpos::In, Some(4), Deprel::Case),
            ("Mali", Upos::Propn, Xpos::Nnp, Some(2), Deprel::Obl),
        ]);
        super::finite(&doc, &mut heads, &mut deprels);
        assert_eq!((heads[0], heads[1], heads[2], heads[4]), (Some(1), None, Some(1), Some(1)));
        assert_eq!(deprels[2], Deprel::Obj);
    }

    #[test]
    fn what_has_a_subject_and_an_infinitive_is_a_verb() {
        let (doc, mut heads, mut deprels) = sentence(&[
            ("Norway", Upos::Propn, Xpos::Nnp, Some(1), Deprel::Nsubj),
            ("plans", Upos::Noun, Xpos::Nns, None, Deprel::Root),
            ("to", Upos::Part, Xpos::To, Some(3), Deprel::Mark),
            ("arm", Upos::Verb, Xpos::Vb, Some(1), Deprel::Xcomp),
        ]);
        let mut upos: Vec<Upos> = doc.tokens.iter().map(|token| token.upos).collect();
        super::classes(&doc, &mut heads, &mut deprels, &mut upos);
        assert_eq!(upos[1], Upos::Verb);
    }

    #[test]
    fn the_first_of_two_subjects_before_a_cue_is_that_of_the_clause() {
        let (doc, mut heads, mut deprels) = sentence(&[
            ("Norway", Upos::Propn, Xpos::Nnp, Some(6), Deprel::Nsubj),
            ("freed", Upos::Verb, Xpos::Vbn, Some(6), Deprel::Ccomp),
            ("suspected", Upos::Verb, Xpos::Vbn, Some(6), Deprel::Ccomp),
            ("rebels", Upos::Noun, Xpos::Nns, Some(2), Deprel::Obj),
            (",", Upos::Punct, Xpos::Comma, Some(1), Deprel::Punct),
            ("officials", Upos::Noun, Xpos::Nns, Some(6), Deprel::Nsubj),
            ("said", Upos::Verb, Xpos::Vbd, None, Deprel::Root),
        ]);
        super::readings(&doc, &Lexicon::of_verbs(), &mut heads, &mut deprels);
        assert_eq!((heads[0], heads[3], heads[2]), (Some(1), Some(1), Some(3)));
        assert_eq!((deprels[3], deprels[2]), (Deprel::Obj, Deprel::Amod));
    }

    #[test]
    fn a_neighbouring_country_is_a_country() {
        let (doc, mut heads, mut deprels) = sentence(&[
            ("fled", Upos::Verb, Xpos::Vbd, None, Deprel::Root),
            ("from", Upos::Sconj, Xpos::In, Some(2), Deprel::Mark),
            ("neighbouring", Upos::Verb, Xpos::Vbg, Some(0), Deprel::Advcl),
            ("Norway", Upos::Propn, Xpos::Nnp, Some(2), Deprel::Obj),
        ]);
        super::readings(&doc, &Lexicon::of_verbs(), &mut heads, &mut deprels);
        assert_eq!((heads[3], heads[1], heads[2]), (Some(0), Some(3), Some(3)));
        assert_eq!((deprels[3], deprels[1]), (Deprel::Obl, Deprel::Case));
    }

    #[test]
    fn a_name_before_an_amount_gets_it() {
        let (doc, mut heads, mut deprels) = sentence(&[
            ("gave", Upos::Verb, Xpos::Vbd, None, Deprel::Root),
            ("the", Upos::Det, Xpos::Dt, Some(4), Deprel::Det),
            ("Faroes", Upos::Propn, Xpos::Nnps, Some(4), Deprel::Compound),
            ("5", Upos::Num, Xpos::Cd, Some(4), Deprel::Nummod),
            ("euros", Upos::Noun, Xpos::Nns, Some(0), Deprel::Obj),
        ]);
        let mut doc = doc;
        doc.tokens[0].lemma = "give".into();
        super::readings(&doc, &Lexicon::of_verbs(), &mut heads, &mut deprels);
        assert_eq!((heads[2], deprels[2], heads[1]), (Some(0), Deprel::Iobj, Some(2)));
    }
}
