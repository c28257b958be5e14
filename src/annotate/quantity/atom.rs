//! Pieces of a text that numbers and dates are read from.
//!
//! Words as a tokeniser cuts them are too coarse ("1990s", "3.2bn", "mid-May") or
//! too fine for figures, and differ between treebanks. Atoms are runs of letters,
//! figures, and single signs; each knows the token it lies in.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use crate::annotate::Annotated;
use crate::text::Span;

/// What an atom is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AtomKind {
    /// A run of letters.
    Word,
    /// Figures: "2019", "1,709", "3.25", "16.04.2025".
    Figures,
    /// Any other character.
    Sign,
}

/// One run of letters, one figure, or one sign.
#[derive(Debug, Clone)]
pub(crate) struct Atom<'t> {
    pub(crate) kind: AtomKind,
    /// Where it stands in the document.
    pub(crate) span: Span,
    /// The text as it stands.
    pub(crate) raw: &'t str,
    /// Lower-case text; apostrophes and dashes in their plain form.
    pub(crate) lower: Cow<'t, str>,
    /// Whether it starts with a capital.
    pub(crate) capital: bool,
    /// Whether it touches the atom before.
    pub(crate) glued: bool,
    /// Index of the token it lies in.
    pub(crate) token: usize,
}

impl Atom<'_> {
    /// Whether its lower-case text is `text`.
    pub(crate) fn is(&self, text: &str) -> bool {
        self.lower == text
    }

    /// The value of plain figures without separators ("2019", not "2,019").
    pub(crate) fn integer(&self) -> Option<u64> {
        if self.kind == AtomKind::Figures && self.lower.len() <= 18 { self.lower.parse().ok() } else { None }
    }

    /// The value of figures with separators: "1,709", "3.25", "40 000"; none for "1.2.3".
    pub(crate) fn number(&self) -> Option<f64> {
        if self.kind != AtomKind::Figures || self.lower.len() > 40 {
            return None;
        }
        let digits: String = self.lower.chars().filter(|sign| *sign != ',' && !sign.is_whitespace()).collect();
        digits.parse().ok().filter(|value: &f64| value.is_finite())
    }
}

/// Cuts `text`, which stands at byte `offset` of the document, into atoms of token 0.
///
/// # Cost
///
/// O(n).
pub(crate) fn atoms_of(text: &str, offset: usize) -> Vec<Atom<'_>> {
    let mut atoms: Vec<Atom<'_>> = Vec::with_capacity(text.len() / 4);
    let mut chars = text.char_indices().peekable();
    let mut touched = 0;
    while let Some((start, first)) = chars.next() {
        if first.is_whitespace() {
            continue;
        }
        let mut end = start + first.len_utf8();
        let kind = if first.is_alphabetic() {
            while let Some((at, next)) = chars.peek().copied().filter(|(_, next)| next.is_alphabetic()) {
                end = at + next.len_utf8();
                chars.next();
            }
            AtomKind::Word
        } else if first.is_ascii_digit() || (first == '.' && opens_decimal(text, start)) {
            end = figures(text, start);
            while chars.peek().is_some_and(|(at, _)| *at < end) {
                chars.next();
            }
            AtomKind::Figures
        } else {
            AtomKind::Sign
        };
        let raw = &text[start..end];
        let lower = match first {
            '’' | '‘' | '`' | 'ʼ' => Cow::Borrowed("'"),
            '–' | '—' | '−' | '‐' | '‑' | '~' => Cow::Borrowed("-"),
            _ if kind == AtomKind::Word && raw.chars().any(char::is_uppercase) => Cow::Owned(raw.to_lowercase()),
            _ => Cow::Borrowed(raw),
        };
        atoms.push(Atom {
            kind,
            span: Span::new(offset + start, offset + end),
            raw,
            lower,
            capital: first.is_uppercase(),
            glued: start > 0 && start == touched,
            token: 0,
        });
        touched = end;
    }
    atoms
}

/// Whether the full stop at `start` begins a decimal: ".25" after a space.
fn opens_decimal(text: &str, start: usize) -> bool {
    let digit = text.as_bytes().get(start + 1).is_some_and(u8::is_ascii_digit);
    digit && text[..start].chars().next_back().is_none_or(char::is_whitespace)
}

/// Where the figures that start at `start` end: "1,709" and "3.25" are one, "22,24" and "5." are not.
fn figures(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let run = |from: usize| bytes[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let mut end = start + run(start);
    if end - start <= 3 {
        while bytes.get(end) == Some(&b',') && run(end + 1) == 3 {
            end += 4;
        }
        // Thousands after a space are sure when the space does not break, or with "000".
        while let Some(space) = text[end..].chars().next().filter(|sign| end > start && sign.is_whitespace()) {
            let group = end + space.len_utf8();
            if run(group) != 3
                || !(matches!(space, '\u{a0}' | '\u{202f}' | '\u{2009}')
                    || (space == ' ' && text[group..].starts_with("000")))
            {
                break;
            }
            end = group + 3;
        }
    }
    while bytes.get(end) == Some(&b'.') && run(end + 1) > 0 {
        end += 1 + run(end + 1);
    }
    end
}

/// The atoms of each sentence, with their tokens; all tokens are one sentence when there are no sentences.
pub(crate) fn sentences(annotated: &Annotated) -> Vec<Vec<Atom<'_>>> {
    let text = &annotated.document.text;
    let whole = [annotated.span(0, annotated.tokens.len())];
    let spans: Vec<Span> = annotated.sentences.iter().map(|sentence| sentence.span).collect();
    let spans: &[Span] = if spans.is_empty() { &whole } else { &spans };
    let mut token = 0;
    let mut result = Vec::with_capacity(spans.len());
    for span in spans {
        let mut atoms = atoms_of(span.of(text), span.start);
        for atom in &mut atoms {
            while annotated.tokens.get(token).is_some_and(|at| at.span.end <= atom.span.start) {
                token += 1;
            }
            atom.token = token;
        }
        // An atom outside all tokens cannot be pointed at.
        atoms.retain(|atom| annotated.tokens.get(atom.token).is_some_and(|at| at.span.overlaps(atom.span)));
        result.push(atoms);
    }
    result
}

/// Phrases of one or more words, each with what it means; the longest match wins.
#[derive(Debug)]
pub(crate) struct Phrases<T> {
    by_first: FxHashMap<String, Vec<(Vec<String>, T)>>,
}

impl<T> Phrases<T> {
    /// Phrases are cut into atoms like any text, so "U.S. dollars" is found as written. Of equal phrases the first stays.
    pub(crate) fn new<'p>(phrases: impl IntoIterator<Item = (&'p str, T)>) -> Self {
        let mut by_first: FxHashMap<String, Vec<(Vec<String>, T)>> = FxHashMap::default();
        for (phrase, meaning) in phrases {
            let mut words = atoms_of(phrase, 0).into_iter().map(|atom| atom.lower.into_owned());
            if let Some(first) = words.next() {
                let rest: Vec<String> = words.collect();
                let entries = by_first.entry(first).or_default();
                let place = entries.partition_point(|(longer, _)| longer.len() >= rest.len());
                entries.insert(place, (rest, meaning));
            }
        }
        Self { by_first }
    }

    /// The longest phrase at `atoms[at..]` and the index after it.
    pub(crate) fn at<'s>(&'s self, atoms: &[Atom<'_>], at: usize) -> Option<(&'s T, usize)> {
        let entries = self.by_first.get(atoms.get(at)?.lower.as_ref())?;
        entries.iter().find_map(|(rest, meaning)| {
            let end = at + 1 + rest.len();
            let same = atoms.get(at + 1..end)?.iter().zip(rest).all(|(atom, word)| atom.is(word));
            same.then_some((meaning, end))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Phrases;
    use super::atoms_of;

    #[test]
    fn figures_keep_their_separators_and_nothing_else() {
        let cut = |text| atoms_of(text, 0).iter().map(|atom| atom.lower.to_string()).collect::<Vec<_>>().join(" ");
        assert_eq!(cut("1,709 tons, 22,24 and 3.25bn."), "1,709 tons , 22 , 24 and 3.25 bn .");
        assert_eq!(cut("mid-1990s’ 16.04.2025"), "mid - 1990 s ' 16.04.2025");
        assert_eq!(cut("40 000 and 40 100, .25 a.5"), "40 000 and 40 100 , .25 a . 5");
        assert_eq!(cut(""), "");
    }

    #[test]
    fn the_longest_phrase_wins() {
        let phrases = Phrases::new([("more", 1), ("more than", 2), ("no more", 3)]);
        let atoms = atoms_of("More than no", 0);
        assert_eq!(phrases.at(&atoms, 0), Some((&2, 2)));
        assert_eq!(phrases.at(&atoms, 2), None);
    }
}
