//! Dictionary forms.
//!
//! Irregular forms come from a table. A regular form of a verb, noun or
//! adjective loses its ending by the rules of [spelling](crate::annotate::spelling),
//! where known dictionary forms decide between several. All other words follow
//! a list of endings learned from treebanks: the longest that fits decides;
//! whole words are endings too.

use rustc_hash::FxHashMap;
use rustc_hash::FxHashSet;

use crate::annotate::Annotated;
use crate::annotate::Upos;
use crate::annotate::Xpos;
use crate::annotate::model::join;
use crate::annotate::model::text;
use crate::annotate::spelling::Ending;
use crate::annotate::spelling::bases;
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

/// Learned endings, irregular forms and known dictionary forms.
#[derive(Debug, Default)]
pub struct Lemmatizer {
    edits: Vec<Edit>,
    endings: FxHashMap<u64, u32>,
    irregular: FxHashMap<u64, Box<str>>,
    known: FxHashSet<u64>,
}

/// Words with the same endings, by the letter they have in the word lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Verb = b'V' as isize,
    Noun = b'N' as isize,
    Adjective = b'A' as isize,
    Adverb = b'R' as isize,
}

impl Class {
    /// The class and the ending of a tag; none when the word has no ending. A
    /// verb in its plain form has none either, but may be a past form that was misread.
    fn of(upos: Upos, xpos: Xpos) -> Option<(Self, Ending)> {
        match (upos, xpos) {
            (Upos::Verb | Upos::Aux, Xpos::Vbd | Xpos::Vbn | Xpos::Vb | Xpos::Vbp) => Some((Self::Verb, Ending::Past)),
            (Upos::Verb | Upos::Aux, Xpos::Vbg) => Some((Self::Verb, Ending::Ing)),
            (Upos::Verb | Upos::Aux, Xpos::Vbz) => Some((Self::Verb, Ending::S)),
            (Upos::Noun, Xpos::Nns) => Some((Self::Noun, Ending::S)),
            (Upos::Adj, Xpos::Jjr | Xpos::Jjs) => Some((Self::Adjective, Ending::Degree)),
            (Upos::Adv, Xpos::Rbr | Xpos::Rbs) => Some((Self::Adverb, Ending::Degree)),
            _ => None,
        }
    }
}

/// Syllables that go before many verbs and nouns.
const PREFIXES: &[&str] =
    &["re", "un", "over", "out", "mis", "under", "de", "dis", "pre", "co", "inter", "counter", "anti", "super", "sub"];

/// The key of an irregular form (4) or a known dictionary form (3).
fn listed(kind: u64, class: u8, word: &str) -> u64 {
    join(kind, &[u64::from(class), text(word)])
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
    /// ending, the letters, letters to cut (`+` before: capitals stay), letters
    /// to add; `~` in place of `=` tells that the letters are a dictionary form.
    ///
    /// `irregular` has lines of form, class (`V` verb, `N` noun, `A`
    /// adjective, `R` adverb) and dictionary form, parted by tabs; `known` of a dictionary
    /// form and the letters of its classes. Lines of another form are skipped.
    pub fn read(list: &str, irregular: &str, known: &str) -> Self {
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
            if kind == "~" {
                out.known.insert(listed(3, if upos == Upos::Verb { b'V' } else { b'N' }, letters));
                continue;
            }
            let group = group(upos, xpos, if case == "^" { "AA" } else { "a" });
            let key = if kind == "=" { whole(group, letters) } else { ending(group, letters) };
            let edit = Edit { keeps_case: cut.starts_with('+'), cut: count, add: add.into() };
            let place = *places.entry(edit.clone()).or_insert_with(|| {
                out.edits.push(edit);
                out.edits.len() as u32 - 1
            });
            out.endings.insert(key, place);
        }
        for line in irregular.lines().filter(|line| !line.starts_with('#')) {
            let mut columns = line.split('\t');
            if let (Some(form), Some(&[class]), Some(lemma)) =
                (columns.next(), columns.next().map(str::as_bytes), columns.next())
            {
                out.irregular.insert(listed(4, class, form), lemma.into());
                out.known.insert(listed(3, class, lemma));
            }
        }
        for (word, classes) in known.lines().filter_map(|line| line.split_once('\t')) {
            out.known.extend(classes.bytes().map(|class| listed(3, class, word)));
        }
        out
    }

    /// The dictionary form of a word in lower case by the table or the rules
    /// of spelling, and whether it is sure: in the table or a known word.
    fn regular(&self, lower: &str, class: Class, ending: Ending, inflected: bool) -> Option<(Box<str>, bool)> {
        // Of "re-elected" and "policy-makers" the last part changes.
        if let Some((head, tail)) = lower.rsplit_once('-').filter(|(head, _)| !head.is_empty())
            && !self.irregular.contains_key(&listed(4, class as u8, lower))
        {
            let (lemma, sure) = self.regular(tail, class, ending, inflected)?;
            return Some((format!("{head}-{lemma}").into(), sure));
        }
        let known = |word: &str| {
            let is = |class: Class| self.known.contains(&listed(3, class as u8, word));
            is(class) || class == Class::Adverb && is(Class::Adjective)
        };
        if !inflected && known(lower) {
            return Some((lower.into(), true));
        }
        if let Some(lemma) = self.irregular.get(&listed(4, class as u8, lower)) {
            return Some((lemma.clone(), true));
        }
        let mut candidates = bases(lower, ending);
        let prefixed = |word: &String| PREFIXES.iter().any(|prefix| word.strip_prefix(prefix).is_some_and(known));
        if let Some(place) = candidates.iter().position(|word| known(word)) {
            return Some((candidates.swap_remove(place).into(), true));
        }
        // "Put" and "proceed" are no past forms of other words.
        if known(lower) {
            return Some((lower.into(), false));
        }
        if !inflected || ending == Ending::Degree || candidates.is_empty() {
            return None;
        }
        let place = candidates.iter().position(prefixed).unwrap_or(0);
        Some((candidates.swap_remove(place).into(), false))
    }

    /// The dictionary form of a word with these tags. Costs a few lookups, at
    /// most one for each of the last [`LONGEST`] letters.
    pub fn lemma(&self, form: &str, upos: Upos, xpos: Xpos) -> Box<str> {
        let group = group(upos, xpos, form);
        let edit = |key| self.endings.get(&key).and_then(|place| self.edits.get(*place as usize));
        let mut learned = edit(whole(group, form)).map(|edit| edit.apply(form));
        // Beyond this no word has an ending; looking would cost its length.
        if form.len() < 100 {
            let lower = form.to_lowercase();
            if learned.is_none() && xpos == Xpos::Nns && lower != form {
                learned = edit(whole(group, &lower)).map(|edit| edit.apply(&lower));
            }
            // Capitals inside a word are those of an abbreviation: "NGOs".
            let plain = group & 1 == 1 || !form.chars().skip(1).any(char::is_uppercase);
            let inflected = !matches!(xpos, Xpos::Vb | Xpos::Vbp);
            let class = Class::of(upos, xpos).filter(|_| plain);
            let regular = class.and_then(|(class, ending)| self.regular(&lower, class, ending, inflected));
            // What the treebanks say of a whole word stands above a guess; for verbs they
            // hold too many slips of the pen to stand above what is sure.
            let sure = regular.filter(|(_, sure)| *sure && upos != Upos::Noun || learned.is_none());
            if let Some((lemma, _)) = sure {
                return lemma;
            }
            if let Some(lemma) = learned {
                return lemma;
            }
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
    use super::Lemmatizer;
    use crate::annotate::Upos;
    use crate::annotate::Xpos;

    fn english() -> Lemmatizer {
        Lemmatizer::read(
            include_str!("../../schema/lang/en/model/lemmas.txt"),
            include_str!("../../schema/lang/en/irregular_forms.tsv"),
            include_str!("../../schema/lang/en/base_forms.txt"),
        )
    }

    fn check(upos: Upos, words: &[(&str, Xpos, &str)]) {
        let english = english();
        let wrong: Vec<_> = words
            .iter()
            .map(|&(form, xpos, lemma)| (form, english.lemma(form, upos, xpos), lemma))
            .filter(|(_, got, lemma)| **got != **lemma)
            .collect();
        assert!(wrong.is_empty(), "{wrong:?}");
    }

    #[test]
    fn an_edit_leads_from_form_to_lemma() {
        for (form, lemma) in [("Accused", "accuse"), ("mice", "mouse"), ("Americans", "American"), ("is", "be")] {
            assert_eq!(&*Edit::between(form, lemma).apply(form), lemma);
        }
    }

    #[test]
    fn regular_verbs_get_back_what_the_ending_took() {
        use Xpos::{Vbd, Vbg, Vbn, Vbz};
        check(
            Upos::Verb,
            &[
                ("bribed", Vbd, "bribe"),
                ("raided", Vbd, "raid"),
                ("postponed", Vbn, "postpone"),
                ("blamed", Vbn, "blame"),
                ("shouted", Vbd, "shout"),
                ("combating", Vbg, "combat"),
                ("Flooding", Vbg, "flood"),
                ("SEIZED", Vbn, "seize"),
                ("kidnapped", Vbn, "kidnap"),
                ("controlling", Vbg, "control"),
                ("passed", Vbd, "pass"),
                ("agreed", Vbd, "agree"),
                ("fleeing", Vbg, "flee"),
                ("denied", Vbd, "deny"),
                ("denies", Vbz, "deny"),
                ("dies", Vbz, "die"),
                ("lying", Vbg, "lie"),
                ("clashes", Vbz, "clash"),
                ("closes", Vbz, "close"),
                ("hoped", Vbd, "hope"),
                ("hopping", Vbg, "hop"),
                ("persuaded", Vbd, "persuade"),
                ("re-elected", Vbn, "re-elect"),
                ("redeployed", Vbn, "redeploy"),
            ],
        );
    }

    #[test]
    fn unknown_words_follow_the_spelling() {
        use Xpos::{Vbd, Vbg};
        check(
            Upos::Verb,
            &[
                ("frobbed", Vbd, "frob"),
                ("drozing", Vbg, "droze"),
                ("trangled", Vbd, "trangle"),
                ("quimated", Vbd, "quimate"),
                ("blorted", Vbd, "blort"),
            ],
        );
    }

    #[test]
    fn irregular_verbs_are_known_even_when_misread_as_present() {
        use Xpos::{Vb, Vbd, Vbn, Vbp};
        check(
            Upos::Verb,
            &[
                ("fought", Vbd, "fight"),
                ("fled", Vbn, "flee"),
                ("stole", Vbp, "steal"),
                ("overthrew", Vbd, "overthrow"),
                ("withheld", Vbn, "withhold"),
                ("STRUCK", Vbd, "strike"),
                ("quit", Vbd, "quit"),
                ("found", Vbd, "find"),
                ("found", Vb, "found"),
                ("founded", Vbn, "found"),
            ],
        );
        check(Upos::Aux, &[("been", Vbn, "be"), ("are", Vbp, "be")]);
    }

    #[test]
    fn plurals_become_singular() {
        use Xpos::Nns;
        check(
            Upos::Noun,
            &[
                ("crises", Nns, "crisis"),
                ("Wives", Nns, "wife"),
                ("spokeswomen", Nns, "spokeswoman"),
                ("movies", Nns, "movie"),
                ("policies", Nns, "policy"),
                ("churches", Nns, "church"),
                ("houses", Nns, "house"),
                ("heroes", Nns, "hero"),
                ("aircraft", Nns, "aircraft"),
                ("earnings", Nns, "earnings"),
                ("policy-makers", Nns, "policy-maker"),
            ],
        );
    }

    #[test]
    fn degrees_lead_to_the_plain_word() {
        use Xpos::{Jjr, Jjs, Rbr};
        check(
            Upos::Adj,
            &[("biggest", Jjs, "big"), ("larger", Jjr, "large"), ("deadlier", Jjr, "deadly"), ("worse", Jjr, "bad")],
        );
        check(Upos::Adv, &[("earlier", Rbr, "early"), ("better", Rbr, "well")]);
    }
}
