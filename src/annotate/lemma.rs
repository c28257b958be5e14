//! Dictionary forms: a list of endings learned from treebanks, the longest
//! that fits decides; whole words are endings too.

use rustc_hash::FxHashMap;

use crate::annotate::Annotated;
use crate::annotate::Upos;
use crate::annotate::Xpos;
use crate::annotate::model::join;
use crate::annotate::model::text;
use crate::annotate::stage::Layers;
use crate::annotate::stage::Stage;

/// Longest ending that is looked up, in letters.
pub const LONGEST: usize = 6;

/// How a dictionary form follows from a word.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Edit {
    /// Whether capitals stay.
    pub keeps_case: bool,
    /// Letters to take off the end.
    pub cut: usize,
    /// What to put on then.
    pub add: Box<str>,
}

impl Edit {
    /// The shortest edit from `form` to `lemma`.
    pub fn between(form: &str, lemma: &str) -> Self {
        let lower = form.to_lowercase();
        let common = |a: &str, b: &str| a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
        let (kept, lowered) = (common(form, lemma), common(&lower, lemma));
        let keeps_case = kept > lowered;
        let (base, shared) = if keeps_case { (form, kept) } else { (lower.as_str(), lowered) };
        Self {
            keeps_case,
            cut: base.chars().count() - shared,
            add: lemma.chars().skip(shared).collect::<String>().into(),
        }
    }

    /// The dictionary form of `form`.
    pub fn apply(&self, form: &str) -> Box<str> {
        let mut out = if self.keeps_case { form.to_owned() } else { form.to_lowercase() };
        for _ in 0..self.cut {
            out.pop();
        }
        out.push_str(&self.add);
        out.into()
    }
}

/// The group of words that share endings: the tag, and whether the word is all capitals.
pub fn group(upos: Upos, xpos: Xpos, form: &str) -> u64 {
    let shouted = form.len() > 1 && !form.chars().any(char::is_lowercase) && form.chars().any(char::is_uppercase);
    (upos as u64) << 16 | (xpos as u64) << 8 | u64::from(shouted)
}

/// The endings of `form` in lower case, the longest first: the whole word,
/// then at most [`LONGEST`] letters, last the empty one.
pub fn endings(lower: &str) -> impl Iterator<Item = &str> {
    let tails = lower.char_indices().rev().map(|(at, _)| at).take(LONGEST).collect::<Vec<_>>();
    tails.into_iter().rev().map(|at| &lower[at..]).chain(std::iter::once(""))
}

/// Learned endings.
#[derive(Debug, Default)]
pub struct Lemmatizer {
    edits: Vec<Edit>,
    endings: FxHashMap<u64, u32>,
}

/// The key of a whole word.
pub fn whole(group: u64, form: &str) -> u64 {
    join(1, &[group, text(form)])
}

/// The key of an ending.
pub fn ending(group: u64, tail: &str) -> u64 {
    join(2, &[group, text(tail)])
}

impl Lemmatizer {
    /// Reads lines of seven columns parted by tabs: universal tag, Penn tag,
    /// `^` for words in capitals or `.`, `=` for a whole word or `-` for an
    /// ending, the letters, letters to cut (`+` before: capitals stay), letters to add.
    /// Lines of another form are skipped.
    pub fn read(list: &str) -> Self {
        let mut out = Self::default();
        let mut places = FxHashMap::default();
        for line in list.lines() {
            let columns: Vec<&str> = line.split('\t').collect();
            let &[upos, xpos, case, kind, letters, cut, add] = columns.as_slice() else { continue };
            let (Some(upos), Some(xpos), Ok(count)) =
                (Upos::parse(upos), Xpos::parse(xpos), cut.trim_start_matches('+').parse())
            else {
                continue;
            };
            let group = group(upos, xpos, if case == "^" { "AA" } else { "a" });
            let key = if kind == "=" { whole(group, letters) } else { ending(group, letters) };
            let edit = Edit { keeps_case: cut.starts_with('+'), cut: count, add: add.into() };
            let place = *places.entry(edit.clone()).or_insert_with(|| {
                out.edits.push(edit);
                out.edits.len() as u32 - 1
            });
            out.endings.insert(key, place);
        }
        out
    }

    /// The dictionary form of a word with these tags.
    pub fn lemma(&self, form: &str, upos: Upos, xpos: Xpos) -> Box<str> {
        let group = group(upos, xpos, form);
        let edit = |key| self.endings.get(&key).and_then(|place| self.edits.get(*place as usize));
        if let Some(edit) = edit(whole(group, form)) {
            return edit.apply(form);
        }
        // Beyond this no word has an ending; looking would cost its length.
        if form.len() < 100 {
            let lower = form.to_lowercase();
            if let Some(edit) = endings(&lower).find_map(|tail| edit(ending(group, tail))) {
                return edit.apply(form);
            }
        }
        if upos == Upos::Propn { form.into() } else { form.to_lowercase().into() }
    }
}

/// The stage that looks up dictionary forms.
#[derive(Debug)]
pub struct Lemmas {
    /// The endings of the language.
    pub lemmatizer: &'static Lemmatizer,
    /// Its dotted name.
    pub name: &'static str,
}

impl Stage for Lemmas {
    fn name(&self) -> &'static str {
        self.name
    }

    fn needs(&self) -> Layers {
        Layers::TOKENS | Layers::TAGS
    }

    fn gives(&self) -> Layers {
        Layers::LEMMAS
    }

    fn run(&self, annotated: &mut Annotated) {
        for token in &mut annotated.tokens {
            let form = token.span.of(&annotated.document.text);
            token.lemma = self.lemmatizer.lemma(form, token.upos, token.xpos);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Edit;

    #[test]
    fn an_edit_leads_from_form_to_lemma() {
        for (form, lemma) in [("Accused", "accuse"), ("mice", "mouse"), ("Americans", "American"), ("is", "be")] {
            assert_eq!(&*Edit::between(form, lemma).apply(form), lemma);
        }
    }
}
