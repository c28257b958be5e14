//! Whether the words around a time look back or ahead.

use super::lexicon::Lexicon;
use super::shape::Tense;
use crate::annotate::Annotated;
use crate::annotate::Upos;
use crate::annotate::Xpos;

/// Words before a bare verb that make it lie ahead.
const AHEAD: &[&str] = &["will", "'ll", "’ll", "wo", "shall", "would", "should", "may", "might", "must", "can"];

/// Whether a word is a verb, and where it looks.
fn verb(annotated: &Annotated, lexicon: &Lexicon, at: usize, first: usize) -> Option<Tense> {
    let token = annotated.tokens.get(at)?;
    let lower = annotated.form(at).trim_matches(|sign: char| !sign.is_alphanumeric()).to_lowercase();
    let auxiliary = |words: &[&str], reach: usize| {
        (first..at).rev().take(reach).any(|index| words.contains(&annotated.form(index).to_lowercase().as_str()))
    };
    // "had intended to come", "had been set for": what was to be may be before or after, so the nearest is best.
    let had = auxiliary(&["had"], 6);
    if lexicon.future.contains(lower.as_str())
        && (token.upos == Upos::X || token.xpos != Xpos::Nn && token.xpos != Xpos::Nns && token.xpos != Xpos::Vbd)
    {
        return Some(if had { Tense::Unknown } else { Tense::Future });
    }
    match token.xpos {
        Xpos::Md => (lower != "could").then_some(Tense::Future),
        Xpos::Vb if auxiliary(&["did", "could"], 4) => Some(Tense::Past),
        Xpos::Vb | Xpos::Vbn if auxiliary(AHEAD, 4) => Some(Tense::Future),
        // "threatened to leave in March": likely ahead, but not sure.
        Xpos::Vb => auxiliary(&["to"], 4).then_some(if had { Tense::Unknown } else { Tense::Present }),
        Xpos::Vbn if auxiliary(&["is", "are", "be"], 3) && !auxiliary(&["has", "have"], 4) => Some(Tense::Present),
        Xpos::Vbd | Xpos::Vbn => Some(Tense::Past),
        Xpos::Vbg => auxiliary(&["is", "are", "'s", "’s", "'re"], 4).then_some(Tense::Present),
        Xpos::Vbp | Xpos::Vbz => Some(if lower == "has" || lower == "have" { Tense::Past } else { Tense::Present }),
        // No tags: the words themselves.
        Xpos::Fw if token.upos == Upos::X => {
            let past = lexicon.past.contains(lower.as_str()) || (lower.len() > 4 && lower.ends_with("ed"));
            past.then_some(Tense::Past)
        }
        _ => None,
    }
}

/// The tense of the verb that the time in tokens `first..end` belongs to, as far as it shows: the nearest verb before it in
/// the sentence `from..to`, else the nearest after.
///
/// # Cost
///
/// O(1): at most 40 words on each side.
pub(super) fn tense(
    annotated: &Annotated,
    lexicon: &Lexicon,
    from: usize,
    to: usize,
    first: usize,
    end: usize,
) -> Tense {
    let before = (from..first).rev().take(40).find_map(|at| Some((at, verb(annotated, lexicon, at, from)?)));
    if let Some((at, found)) = before {
        // "will be held", "plans to meet": the word that looks ahead stands before the verb.
        let ahead = (from..at).rev().take(3).any(|index| verb(annotated, lexicon, index, from) == Some(Tense::Future));
        return if ahead { Tense::Future } else { found };
    }
    (end..to).take(40).find_map(|at| verb(annotated, lexicon, at, from)).unwrap_or(Tense::Unknown)
}
