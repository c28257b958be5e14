//! Learns which endings lead to which dictionary forms.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::annotate::Annotated;
use crate::annotate::Upos;
use crate::annotate::Xpos;
use crate::annotate::lemma::Edit;
use crate::annotate::lemma::endings;
use crate::annotate::lemma::group;
use crate::annotate::spelling::Ending;
use crate::annotate::spelling::bases;

/// How often each edit was seen.
type Counts = BTreeMap<Edit, usize>;

/// The most frequent edit, of equals the first; with its count and the count of all.
fn most(counts: &Counts) -> Option<(&Edit, usize, usize)> {
    let (edit, count) = counts.iter().max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0)))?;
    Some((edit, *count, counts.values().sum()))
}

/// The dictionary forms of verbs and nouns, from which endings are known.
fn seen(treebanks: &[Annotated]) -> BTreeSet<(Upos, &str)> {
    let tokens = treebanks.iter().flat_map(|bank| &bank.tokens);
    let words = tokens.filter(|token| matches!(token.upos, Upos::Verb | Upos::Noun));
    let plain = |lemma: &str| lemma.len() > 1 && lemma.bytes().all(|letter| letter.is_ascii_lowercase());
    words.map(|token| (token.upos, &*token.lemma)).filter(|(_, lemma)| plain(lemma)).collect()
}

/// The list of endings, as [`crate::annotate::lemma::Lemmatizer::read`] takes
/// it: only those that say something else than the next shorter one; and the
/// dictionary forms of verbs and nouns.
pub fn train(treebanks: &[Annotated]) -> String {
    let mut by_group: BTreeMap<(Upos, Xpos, bool), BTreeMap<&str, Counts>> = BTreeMap::new();
    for bank in treebanks {
        for (index, token) in bank.tokens.iter().enumerate() {
            if &*token.lemma != "_" && !token.lemma.contains('\t') {
                let form = bank.form(index);
                let shouted = group(token.upos, token.xpos, form) & 1 == 1;
                let words = by_group.entry((token.upos, token.xpos, shouted)).or_default();
                *words.entry(form).or_default().entry(Edit::between(form, &token.lemma)).or_default() += 1;
            }
        }
    }
    let mut out = String::new();
    for ((upos, xpos, shouted), words) in by_group {
        let mut tails: BTreeMap<String, Counts> = BTreeMap::new();
        for (form, counts) in &words {
            for tail in endings(&form.to_lowercase()) {
                // A kind of word counts once, so that rare words, which the list is for, have their say.
                if let Some((edit, ..)) = most(counts) {
                    *tails.entry(tail.to_owned()).or_default().entry(edit.clone()).or_default() += 1;
                }
            }
        }
        let mut kept: BTreeMap<&str, &Edit> = BTreeMap::new();
        let mut sorted: Vec<(&String, &Counts)> = tails.iter().collect();
        sorted.sort_by_key(|(tail, _)| (tail.chars().count(), *tail));
        let head =
            |kind: &str| format!("{}\t{}\t{}\t{kind}", upos.as_str(), xpos.as_str(), if shouted { '^' } else { '.' });
        let line = |out: &mut String, kind: &str, letters: &str, edit: &Edit| {
            let case = if edit.keeps_case { "+" } else { "" };
            let _ = writeln!(out, "{}\t{letters}\t{case}{}\t{}", head(kind), edit.cut, edit.add);
        };
        for (tail, counts) in sorted {
            let Some((edit, count, all)) = most(counts) else { continue };
            let shorter = tail.char_indices().map(|(at, letter)| &tail[at + letter.len_utf8()..]);
            let inherited = shorter.into_iter().find_map(|shorter| kept.get(shorter));
            let sure = tail.is_empty() || count >= 2 && count * 3 >= all * 2;
            if sure && inherited != Some(&edit) {
                kept.insert(tail, edit);
                line(&mut out, "-", tail, edit);
            }
        }
        for (form, counts) in &words {
            let lower = form.to_lowercase();
            let inherited = endings(&lower).find_map(|tail| kept.get(tail));
            // Plurals follow the rules of spelling before the endings.
            let plural = (upos, xpos) == (Upos::Noun, Xpos::Nns);
            if let Some((edit, count, all)) = most(counts) {
                let regular =
                    !plural || bases(&lower, Ending::S).first().is_some_and(|base| **base == *edit.apply(form));
                if (inherited != Some(&edit) || !regular) && count * 2 > all {
                    line(&mut out, "=", form, edit);
                }
            }
        }
    }
    for (upos, lemma) in seen(treebanks) {
        let xpos = if upos == Upos::Verb { Xpos::Vb } else { Xpos::Nn };
        let _ = writeln!(out, "{}\t{}\t.\t~\t{lemma}\t0\t", upos.as_str(), xpos.as_str());
    }
    out
}
