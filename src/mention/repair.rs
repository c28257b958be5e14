//! Mends what a greedy parser often gets wrong in reported speech.
//!
//! "He says makers could mend it": read left to right, "makers" looks like the
//! object of "says" until "could" comes. A verb that has both an object and,
//! right behind it, a finite clause without a subject, has neither object: the
//! noun is the subject of the clause.

use super::lexicon::Lexicon;
use crate::annotate::Annotated;
use crate::annotate::Deprel;
use crate::annotate::NameKind;
use crate::annotate::Upos;
use crate::annotate::Xpos;

/// Whether the clause at `at` is finite: it has a modal or a form of "be" or "have" of its own, or is a past or present form.
fn is_finite(doc: &Annotated, heads: &[Option<usize>], deprels: &[Deprel], at: usize, end: usize) -> bool {
    let helped = (at.saturating_sub(8)..at.min(end)).any(|near| {
        heads[near] == Some(at)
            && matches!(deprels[near], Deprel::Aux | Deprel::AuxPass | Deprel::Cop)
            && matches!(doc.tokens[near].xpos, Xpos::Md | Xpos::Vbz | Xpos::Vbp | Xpos::Vbd)
    });
    helped || doc.tokens[at].upos == Upos::Verb && matches!(doc.tokens[at].xpos, Xpos::Vbz | Xpos::Vbd | Xpos::Vbp)
}

/// Makes the noun the subject of the clause behind it. One pass over the tokens; each looks at its own dependents.
pub(super) fn clauses(doc: &Annotated, heads: &mut [Option<usize>], deprels: &mut [Deprel]) {
    for sentence in &doc.sentences {
        for clause in sentence.first..sentence.end {
            let Some(verb) = heads[clause].filter(|&verb| verb < clause && doc.tokens[verb].upos == Upos::Verb) else {
                continue;
            };
            if !matches!(deprels[clause], Deprel::Ccomp | Deprel::Xcomp | Deprel::Advcl | Deprel::Parataxis) {
                continue;
            }
            let subject = (sentence.first..clause).any(|near| {
                heads[near] == Some(clause)
                    && matches!(deprels[near], Deprel::Nsubj | Deprel::NsubjPass | Deprel::Csubj | Deprel::Expl)
            });
            if subject || clause - verb > 40 || !is_finite(doc, heads, deprels, clause, sentence.end) {
                continue;
            }
            // The object stands between the verb and the clause, and no comma or conjunction parts them.
            let Some(object) =
                (verb + 1..clause).rev().find(|&near| heads[near] == Some(verb) && deprels[near] == Deprel::Obj)
            else {
                continue;
            };
            let parted = (object + 1..clause).any(|near| {
                matches!(deprels[near], Deprel::Cc) && heads[near] == Some(clause)
                    || matches!(doc.form(near), "," | ";" | ":" | "—" | "–")
            });
            let marked = (object + 1..clause).any(|near| {
                heads[near] == Some(clause) && deprels[near] == Deprel::Mark && doc.tokens[near].upos == Upos::Sconj
            });
            let helper = (object + 1..=clause).find(|&near| {
                near == clause
                    || heads[near] == Some(clause)
                        && matches!(deprels[near], Deprel::Aux | Deprel::AuxPass | Deprel::Cop)
            });
            // The mark of "is about protecting" stands behind the verb form, that of "because" before it.
            let early = marked
                && (object + 1..helper.unwrap_or(clause))
                    .any(|near| heads[near] == Some(clause) && deprels[near] == Deprel::Mark);
            if parted || early {
                continue;
            }
            heads[object] = Some(clause);
            deprels[object] = Deprel::Nsubj;
            deprels[clause] = Deprel::Ccomp;
        }
    }
}

/// Finds the predicate of sentences read as a bare noun: "Ann Lee, the minister, called on Rome to act" is no Ann Lee who was called.
///
/// A participle in a full sentence without any other predicate that has an object, clause or infinitive of its own is its
/// verb. One pass over the tokens.
pub(super) fn predicates(doc: &Annotated, heads: &mut [Option<usize>], deprels: &mut [Deprel]) {
    for sentence in &doc.sentences {
        let (first, end) = (sentence.first, sentence.end);
        let Some(root) = (first..end).find(|&at| heads[at].is_none() && deprels[at] == Deprel::Root) else { continue };
        let nominal = matches!(doc.tokens[root].upos, Upos::Noun | Upos::Propn | Upos::Num | Upos::Pron)
            && !(first..end).any(|at| {
                heads[at] == Some(root)
                    && matches!(deprels[at], Deprel::Cop | Deprel::Nsubj | Deprel::Parataxis | Deprel::Ccomp)
            });
        if !nominal || !matches!(doc.form(end - 1), "." | "\"" | "”" | "''" | "!" | "?") {
            continue;
        }
        let belongs = |at: usize, heads: &[Option<usize>]| {
            let mut here = at;
            for _ in 0..6 {
                match heads[here] {
                    Some(head) if head == root => return true,
                    Some(head) if doc.tokens[head].upos != Upos::Verb => here = head,
                    _ => return false,
                }
            }
            false
        };
        let complement = |at: usize, near: usize, heads: &[Option<usize>], deprels: &[Deprel]| {
            heads[near] == Some(at)
                && match deprels[near] {
                    Deprel::Obj | Deprel::Ccomp | Deprel::Xcomp => true,
                    // "called for talks", not "based in Rome".
                    Deprel::Obl => (at + 1..near).any(|case| {
                        heads[case] == Some(near)
                            && deprels[case] == Deprel::Case
                            && matches!(doc.form(case), "for" | "on" | "to" | "against" | "with" | "about" | "from")
                    }),
                    _ => false,
                }
        };
        let verb = (root + 1..end).rev().find(|&at| {
            doc.tokens[at].upos == Upos::Verb
                && deprels[at] == Deprel::Acl
                && matches!(doc.tokens[at].xpos, Xpos::Vbd | Xpos::Vbn)
                && belongs(at, heads)
                && (at + 1..end).any(|near| complement(at, near, heads, deprels))
        });
        if let Some(verb) = verb {
            heads[verb] = None;
            deprels[verb] = Deprel::Root;
            heads[root] = Some(verb);
            deprels[root] = Deprel::Nsubj;
        }
    }
}

/// Gives a cue back the subject that was hung on the clause behind it: "the experts said her plans were better".
pub(super) fn subjects(doc: &Annotated, heads: &mut [Option<usize>], deprels: &mut [Deprel]) {
    for at in 0..doc.tokens.len() {
        if !matches!(deprels[at], Deprel::Nsubj | Deprel::NsubjPass) {
            continue;
        }
        let Some(clause) = heads[at].filter(|&clause| clause > at && deprels[clause] == Deprel::Ccomp) else {
            continue;
        };
        let Some(verb) = heads[clause].filter(|&verb| at < verb && verb < clause && clause - at < 60) else { continue };
        let is_subject = |near: usize, of: usize| {
            heads[near] == Some(of) && matches!(deprels[near], Deprel::Nsubj | Deprel::NsubjPass)
        };
        let other = (verb + 1..clause).any(|near| is_subject(near, clause));
        let own = (at..verb).any(|near| is_subject(near, verb));
        if other && !own {
            heads[at] = Some(verb);
            deprels[at] = Deprel::Nsubj;
        }
    }
}

/// Makes the cue the head of a clause that took both subjects: "the experts we asked said her plans were better", where
/// the experts hang on "better" and "said" beside it. A progressive read as an adjective, "Lee is warning voters", becomes
/// the verb. One pass over the tokens.
pub(super) fn heads(doc: &Annotated, heads: &mut [Option<usize>], deprels: &mut [Deprel]) {
    let is_subject = |deprel: Deprel| matches!(deprel, Deprel::Nsubj | Deprel::NsubjPass);
    for sentence in &doc.sentences {
        for verb in sentence.first..sentence.end {
            let token = &doc.tokens[verb];
            let Some(head) = heads[verb].filter(|&head| verb < head && head < sentence.end) else { continue };
            if deprels[verb] == Deprel::Parataxis && matches!(token.xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp) {
                let subjects: Vec<usize> =
                    (sentence.first..head).filter(|&at| heads[at] == Some(head) && is_subject(deprels[at])).collect();
                let own = (sentence.first..verb).any(|at| heads[at] == Some(verb) && is_subject(deprels[at]));
                let parted = |second: usize| {
                    (verb + 1..second).any(|at| matches!(doc.form(at), "," | "\"" | "“" | "''" | "``" | ":" | "—"))
                };
                if let [first, second] = subjects[..]
                    && first < verb
                    && verb < second
                    && !own
                    && !parted(second)
                {
                    (heads[verb], deprels[verb]) = (heads[head], deprels[head]);
                    (heads[head], deprels[head]) = (Some(verb), Deprel::Ccomp);
                    for at in (sentence.first..verb).filter(|&at| at != verb) {
                        if heads[at] == Some(head) {
                            heads[at] = Some(verb);
                        }
                    }
                    if let Some(last) = (head + 1..sentence.end).rev().find(|&at| heads[at] == Some(head))
                        && doc.tokens[last].upos == Upos::Punct
                    {
                        heads[last] = Some(verb);
                    }
                }
            } else if matches!(deprels[verb], Deprel::Amod | Deprel::Compound)
                && token.xpos == Xpos::Vbg
                && verb > sentence.first
            {
                let be = verb - 1;
                let cop = heads[be] == Some(head) && deprels[be] == Deprel::Cop;
                let named = (sentence.first..be).any(|at| {
                    heads[at] == Some(head)
                        && deprels[at] == Deprel::Nsubj
                        && (doc.tokens[at].upos == Upos::Propn
                            || matches!(doc.form(at), "He" | "She" | "They" | "he" | "she" | "they"))
                });
                if cop && named && doc.tokens[head].xpos == Xpos::Nns {
                    (heads[verb], deprels[verb]) = (heads[head], deprels[head]);
                    (heads[head], deprels[head]) = (Some(verb), Deprel::Obj);
                    for at in sentence.first..sentence.end {
                        let outer = at < verb || doc.tokens[at].upos == Upos::Punct && at > head;
                        if heads[at] == Some(head)
                            && (outer || matches!(deprels[at], Deprel::Acl | Deprel::Advcl | Deprel::Obl))
                        {
                            heads[at] = Some(verb);
                            if deprels[at] == Deprel::Acl && doc.tokens[at].xpos != Xpos::Vbg {
                                deprels[at] = Deprel::Ccomp;
                            }
                        }
                    }
                    deprels[be] = Deprel::Aux;
                }
            }
        }
    }
}

/// Joins a finite verb with the finite verb before it: in "accused Rome of trying to hide it and asserted that …",
/// "asserted" goes on from "accused", not from "hide".
pub(super) fn coordinations(doc: &Annotated, heads: &mut [Option<usize>], deprels: &[Deprel]) {
    let finite = |at: usize| doc.tokens[at].upos == Upos::Verb && matches!(doc.tokens[at].xpos, Xpos::Vbd | Xpos::Vbz);
    for at in 0..doc.tokens.len() {
        let Some(head) = heads[at].filter(|&head| deprels[at] == Deprel::Conj && head < at && finite(at)) else {
            continue;
        };
        if !matches!(doc.tokens[head].xpos, Xpos::Vb | Xpos::Vbg) {
            continue;
        }
        // An auxiliary of its own makes the head finite: "did rise and fell".
        let helped = (head.saturating_sub(8)..head)
            .any(|near| heads[near] == Some(head) && matches!(deprels[near], Deprel::Aux | Deprel::AuxPass));
        let mut above = heads[head].filter(|_| !helped);
        for _ in 0..6 {
            above = above.filter(|&one| !finite(one)).map_or(above, |one| heads[one]);
        }
        if let Some(above) = above.filter(|&above| above < head && finite(above)) {
            heads[at] = Some(above);
        }
    }
}

/// Makes a person's name the head of what stands before it: of "moderator Ann Lauer" the name does what is told.
///
/// The parser takes the name for a part of the noun, or both for subjects. One pass over the names.
pub(super) fn titles(doc: &Annotated, lexicon: &Lexicon, heads: &mut [Option<usize>], deprels: &mut [Deprel]) {
    for name in doc.names.iter().filter(|name| name.kind == NameKind::Per && name.first > 0) {
        let (first, noun) = (name.first, name.first - 1);
        // "House Speaker Ann Lee": a role in capitals is a noun, too.
        let word = doc.form(noun).to_lowercase();
        let role = || lexicon.is_role(&word) || lexicon.title(word.trim_end_matches('.')).is_some();
        let fits = doc.tokens[noun].xpos == Xpos::Nn || doc.tokens[noun].xpos == Xpos::Nnp && role();
        let Some(token) = doc.tokens.get(first).filter(|_| fits) else { continue };
        let within = |head: usize| name.first <= head && head < name.end;
        let part = heads[first] == Some(noun) && deprels[first] == Deprel::Flat;
        let beside = heads[first].is_some() && heads[first] == heads[noun] && deprels[first] == deprels[noun];
        if token.upos != Upos::Propn || !(part || beside) || heads[noun].is_some_and(within) {
            continue;
        }
        if part {
            (heads[first], deprels[first]) = (heads[noun], deprels[noun]);
            // What follows the name belongs to it, what precedes the noun to the noun.
            let end = doc.tokens.len().min(name.end + 40);
            for at in (first + 1..end).filter(|&at| heads[at] == Some(noun)).collect::<Vec<_>>() {
                heads[at] = Some(first);
            }
        }
        (heads[noun], deprels[noun]) = (Some(first), Deprel::NmodDesc);
    }
}

/// Gives a verb of saying its own subject back: in "a ferry sank, officials said" the ferry hangs on "said", and the
/// officials, who stand right before it, are taken for a part of it. One pass over the tokens.
pub(super) fn speakers(doc: &Annotated, heads: &mut [Option<usize>], deprels: &mut [Deprel]) {
    for noun in 0..doc.tokens.len().saturating_sub(1) {
        let verb = noun + 1;
        let odd = heads[noun] == Some(verb)
            && deprels[noun] == Deprel::Compound
            && doc.tokens[verb].upos == Upos::Verb
            && matches!(doc.tokens[verb].xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp)
            && matches!(doc.tokens[noun].upos, Upos::Noun | Upos::Propn);
        if !odd {
            continue;
        }
        let before = noun.saturating_sub(60)..noun;
        let child = |at: usize, deprel: Deprel| heads[at] == Some(verb) && deprels[at] == deprel;
        let clause = before.clone().rev().find(|&at| child(at, Deprel::Ccomp));
        let subject = before.clone().find(|&at| child(at, Deprel::Nsubj));
        deprels[noun] = Deprel::Nsubj;
        if let Some((subject, clause)) = subject.zip(clause).filter(|(subject, clause)| subject < clause) {
            heads[subject] = Some(clause);
        }
    }
}

/// Gives the object of "urge", "ask", "order" the infinitive behind it, which reads like a purpose: "urged the council to
/// meet" has the council meet. One pass over the tokens; the words are data.
pub(super) fn controls(doc: &Annotated, lexicon: &Lexicon, heads: &[Option<usize>], deprels: &mut [Deprel]) {
    for at in 0..doc.tokens.len() {
        if deprels[at] != Deprel::Advcl || doc.tokens[at].xpos != Xpos::Vb {
            continue;
        }
        let Some(verb) = heads[at].filter(|&verb| verb < at && at - verb < 30) else { continue };
        let to = (verb + 1..at)
            .rev()
            .take(4)
            .any(|near| heads[near] == Some(at) && deprels[near] == Deprel::Mark && doc.form(near) == "to");
        let object =
            (verb + 1..at).any(|near| heads[near] == Some(verb) && matches!(deprels[near], Deprel::Obj | Deprel::Iobj));
        if to && object && lexicon.directs(&doc.tokens[verb].lemma) {
            deprels[at] = Deprel::Xcomp;
        }
    }
}

/// Hangs a clause on the participle before it: in "mocked the plan, saying it had failed", what had failed is said.
///
/// Read as a clause of the first verb, which has an object already. One pass over the tokens.
pub(super) fn participles(doc: &Annotated, heads: &mut [Option<usize>], deprels: &mut [Deprel]) {
    for saying in 1..doc.tokens.len() {
        if deprels[saying] != Deprel::Advcl || doc.tokens[saying].xpos != Xpos::Vbg || doc.form(saying - 1) != "," {
            continue;
        }
        let Some(clause) = heads[saying].filter(|&clause| clause > saying && clause - saying < 60) else { continue };
        let Some(verb) = heads[clause].filter(|&verb| verb < saying && deprels[clause] == Deprel::Ccomp) else {
            continue;
        };
        let object = (verb + 1..saying)
            .any(|near| heads[near] == Some(verb) && matches!(deprels[near], Deprel::Obj | Deprel::Obl));
        if object {
            heads[saying] = Some(verb);
            heads[clause] = Some(saying);
            // Its subject may hang on the participle as an object.
            let subject = (saying + 1..clause).find(|&near| {
                heads[near] == Some(saying) && matches!(deprels[near], Deprel::Obj | Deprel::Iobj | Deprel::Nsubj)
            });
            if let Some(subject) = subject {
                (heads[subject], deprels[subject]) = (Some(clause), Deprel::Nsubj);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Lexicon;
    use crate::annotate::Deprel;
    use crate::annotate::Name;
    use crate::annotate::NameKind;
    use crate::annotate::Upos;
    use crate::annotate::Xpos;
    use crate::mention::parsed::sentence;

    #[test]
    fn an_object_before_a_finite_clause_is_its_subject() {
        let (doc, mut heads, mut deprels) = sentence(&[
            ("He", Upos::Pron, Xpos::Prp, Some(1), Deprel::Nsubj),
            ("says", Upos::Verb, Xpos::Vbz, None, Deprel::Root),
            ("makers", Upos::Noun, Xpos::Nns, Some(1), Deprel::Obj),
            ("could", Upos::Aux, Xpos::Md, Some(4), Deprel::Aux),
            ("mend", Upos::Verb, Xpos::Vb, Some(1), Deprel::Ccomp),
        ]);
        super::clauses(&doc, &mut heads, &mut deprels);
        assert_eq!((heads[2], deprels[2]), (Some(4), Deprel::Nsubj));
    }

    #[test]
    fn a_finite_verb_goes_on_from_a_finite_verb() {
        let (doc, mut heads, deprels) = sentence(&[
            ("Lee", Upos::Propn, Xpos::Nnp, Some(1), Deprel::Nsubj),
            ("tried", Upos::Verb, Xpos::Vbd, None, Deprel::Root),
            ("to", Upos::Part, Xpos::To, Some(3), Deprel::Mark),
            ("leave", Upos::Verb, Xpos::Vb, Some(1), Deprel::Xcomp),
            ("and", Upos::Cconj, Xpos::Cc, Some(5), Deprel::Cc),
            ("fell", Upos::Verb, Xpos::Vbd, Some(3), Deprel::Conj),
        ]);
        super::coordinations(&doc, &mut heads, &deprels);
        assert_eq!(heads[5], Some(1));
    }

    #[test]
    fn a_named_subject_warns_voters_and_is_none() {
        let (doc, mut heads, mut deprels) = sentence(&[
            ("Lee", Upos::Propn, Xpos::Nnp, Some(3), Deprel::Nsubj),
            ("is", Upos::Aux, Xpos::Vbz, Some(3), Deprel::Cop),
            ("warning", Upos::Verb, Xpos::Vbg, Some(3), Deprel::Compound),
            ("voters", Upos::Noun, Xpos::Nns, None, Deprel::Root),
        ]);
        super::heads(&doc, &mut heads, &mut deprels);
        assert_eq!((heads[2], heads[0], heads[3]), (None, Some(2), Some(2)));
        assert_eq!((deprels[3], deprels[1]), (Deprel::Obj, Deprel::Aux));
    }

    #[test]
    fn of_two_subjects_the_first_is_the_cue_s() {
        let (doc, mut heads, mut deprels) = sentence(&[
            ("experts", Upos::Noun, Xpos::Nns, Some(4), Deprel::Nsubj),
            ("said", Upos::Verb, Xpos::Vbd, Some(4), Deprel::Parataxis),
            ("plans", Upos::Noun, Xpos::Nns, Some(4), Deprel::Nsubj),
            ("were", Upos::Aux, Xpos::Vbd, Some(4), Deprel::Cop),
            ("better", Upos::Adj, Xpos::Jjr, None, Deprel::Root),
        ]);
        super::heads(&doc, &mut heads, &mut deprels);
        assert_eq!((heads[0], heads[1], heads[4]), (Some(1), None, Some(1)));
        assert_eq!((heads[2], deprels[4]), (Some(4), Deprel::Ccomp));
    }

    #[test]
    fn a_name_behind_a_title_is_the_subject() {
        let (mut doc, mut heads, mut deprels) = sentence(&[
            ("Moderator", Upos::Noun, Xpos::Nn, Some(3), Deprel::Nsubj),
            ("Ann", Upos::Propn, Xpos::Nnp, Some(0), Deprel::Flat),
            ("Lauer", Upos::Propn, Xpos::Nnp, Some(1), Deprel::Flat),
            ("left", Upos::Verb, Xpos::Vbd, None, Deprel::Root),
        ]);
        doc.names.push(Name { first: 1, end: 3, kind: NameKind::Per });
        super::titles(&doc, &Lexicon::default(), &mut heads, &mut deprels);
        assert_eq!((heads[1], deprels[1]), (Some(3), Deprel::Nsubj));
        assert_eq!((heads[0], deprels[0]), (Some(1), Deprel::NmodDesc));
    }

    #[test]
    fn what_follows_a_participle_of_saying_is_said() {
        let (doc, mut heads, mut deprels) = sentence(&[
            ("She", Upos::Pron, Xpos::Prp, Some(1), Deprel::Nsubj),
            ("mocked", Upos::Verb, Xpos::Vbd, None, Deprel::Root),
            ("it", Upos::Pron, Xpos::Prp, Some(1), Deprel::Obj),
            (",", Upos::Punct, Xpos::Comma, Some(4), Deprel::Punct),
            ("saying", Upos::Verb, Xpos::Vbg, Some(6), Deprel::Advcl),
            ("nobody", Upos::Pron, Xpos::Nn, Some(4), Deprel::Iobj),
            ("came", Upos::Verb, Xpos::Vbd, Some(1), Deprel::Ccomp),
        ]);
        super::participles(&doc, &mut heads, &mut deprels);
        assert_eq!((heads[4], heads[6]), (Some(1), Some(4)));
        assert_eq!((heads[5], deprels[5]), (Some(6), Deprel::Nsubj));
    }

    #[test]
    fn who_stands_before_a_verb_of_saying_says_it() {
        let (doc, mut heads, mut deprels) = sentence(&[
            ("ferry", Upos::Noun, Xpos::Nn, Some(4), Deprel::Nsubj),
            ("sank", Upos::Verb, Xpos::Vbd, Some(4), Deprel::Ccomp),
            (",", Upos::Punct, Xpos::Comma, Some(1), Deprel::Punct),
            ("officials", Upos::Noun, Xpos::Nns, Some(4), Deprel::Compound),
            ("said", Upos::Verb, Xpos::Vbd, None, Deprel::Root),
        ]);
        super::speakers(&doc, &mut heads, &mut deprels);
        assert_eq!((heads[0], deprels[3]), (Some(1), Deprel::Nsubj));
    }
}
