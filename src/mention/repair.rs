//! Mends what a greedy parser often gets wrong in reported speech.
//!
//! "He says makers could mend it": read left to right, "makers" looks like the
//! object of "says" until "could" comes. A verb that has both an object and,
//! right behind it, a finite clause without a subject, has neither object: the
//! noun is the subject of the clause.

use crate::annotate::Annotated;
use crate::annotate::Deprel;
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

#[cfg(test)]
mod tests {
    use super::clauses;
    use crate::annotate::Annotated;
    use crate::annotate::Deprel;
    use crate::annotate::Sentence;
    use crate::annotate::Token;
    use crate::annotate::Upos;
    use crate::annotate::Xpos;
    use crate::document::Document;
    use crate::text::Span;

    #[test]
    fn an_object_before_a_finite_clause_is_its_subject() {
        let words = [
            ("He", Upos::Pron, Xpos::Prp, Some(1), Deprel::Nsubj),
            ("says", Upos::Verb, Xpos::Vbz, None, Deprel::Root),
            ("makers", Upos::Noun, Xpos::Nns, Some(1), Deprel::Obj),
            ("could", Upos::Aux, Xpos::Md, Some(4), Deprel::Aux),
            ("mend", Upos::Verb, Xpos::Vb, Some(1), Deprel::Ccomp),
        ];
        let mut text = String::new();
        let mut doc = Annotated::default();
        for (form, upos, xpos, head, deprel) in words {
            let start = text.len();
            text.push_str(form);
            let span = Span::new(start, text.len());
            text.push(' ');
            doc.tokens.push(Token { span, upos, xpos, lemma: form.into(), head, deprel, glued: false });
        }
        doc.sentences.push(Sentence { span: Span::new(0, text.len()), first: 0, end: 5, block: 0 });
        doc.document = Document { text, ..Document::default() };
        let mut heads: Vec<_> = doc.tokens.iter().map(|token| token.head).collect();
        let mut deprels: Vec<_> = doc.tokens.iter().map(|token| token.deprel).collect();
        clauses(&doc, &mut heads, &mut deprels);
        assert_eq!((heads[2], deprels[2]), (Some(4), Deprel::Nsubj));
    }
}
