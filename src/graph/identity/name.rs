//! Names as they are compared: without accents, case, titles and particles.

use super::lists;
use crate::text::letters;

/// A name in plain lower-case letters and digits, single spaces: "José Peña-Díaz" is `jose pena diaz`.
///
/// Marks fall away, letters that have no decomposition are spelled as their neighbours spell them (ø is o), an
/// apostrophe joins, every other sign divides. Letters of other scripts stay.
pub(crate) fn fold(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut gap = false;
    let mut push = |c: char, out: &mut String| {
        if c.is_alphanumeric() {
            if gap && !out.is_empty() {
                out.push(' ');
            }
            gap = false;
            out.push(c);
        } else if !matches!(c, '\'' | '’' | '.' | 'ʼ' | '`') {
            gap = true;
        }
    };
    if name.is_ascii() {
        for c in name.chars() {
            // "J.K." is two initials.
            if c == '.' {
                push(' ', &mut out);
            } else {
                push(c.to_ascii_lowercase(), &mut out);
            }
        }
        return out;
    }
    for c in letters::plain(name) {
        push(if c == '.' { ' ' } else { c }, &mut out);
    }
    out
}

/// How a word sounds, roughly, over the ways of spelling it in Latin letters: "Qaddafi" and "Gadhafi" agree.
pub(super) fn sound(word: &str) -> String {
    let letters: Vec<char> = word.chars().collect();
    let mut out: Vec<char> = Vec::with_capacity(letters.len());
    let mut at = 0;
    while at < letters.len() {
        let next = letters.get(at + 1).copied();
        let (sounds, width): (&[char], usize) = match (letters[at], next) {
            ('p', Some('h')) => (&['f'], 2),
            ('k' | 'g' | 'c', Some('h' | 'k')) => (&['k'], 2),
            ('o', Some('u' | 'o')) => (&['o'], 2),
            ('e', Some('e')) => (&['i'], 2),
            ('i' | 'y', Some('y' | 'i' | 'e')) if at + 2 >= letters.len() => (&['i'], 2),
            ('a' | 'e', _) => (&['a'], 1),
            ('o' | 'u', _) => (&['o'], 1),
            ('i' | 'y' | 'j', _) => (&['i'], 1),
            ('k' | 'q' | 'c' | 'g', _) => (&['k'], 1),
            ('w' | 'v', _) => (&['v'], 1),
            ('x', _) => (&['k', 's'], 1),
            ('h', _) if at > 0 => (&[], 1),
            (other, _) => (&[other][..], 1),
        };
        for &c in sounds {
            if out.last() != Some(&c) {
                out.push(c);
            }
        }
        at += width;
    }
    out.into_iter().collect()
}

/// A person's name in its parts, folded.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct PersonName {
    /// Given names and initials; empty when the family name stands alone.
    pub(super) given: Vec<String>,
    /// The last word.
    pub(super) family: String,
    /// `jr`, `iii`.
    pub(super) suffix: Option<String>,
}

impl PersonName {
    pub(super) fn new(name: &str) -> Self {
        let folded = fold(name);
        let mut words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
        let mut suffix = None;
        while words.len() > 1
            && let Some(last) = words.last().and_then(|word| lists::person_suffix(word))
        {
            suffix = Some(last.to_owned());
            words.pop();
        }
        while words.len() > 1 && lists::is_title(words[0]) {
            words.remove(0);
        }
        let family = words.pop().unwrap_or_default().to_owned();
        let given = words.into_iter().filter(|word| !lists::is_particle(word)).map(str::to_owned).collect();
        Self { given, family, suffix }
    }

    pub(super) fn first(&self) -> Option<&str> {
        self.given.first().map(String::as_str)
    }
}

/// How two names of persons can be those of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    /// The same letters, accents and particles aside.
    Same,
    /// One leaves out a middle name or abbreviates it.
    Middle,
    /// Another spelling of the same sounds.
    Spelling,
    /// "Bill" for "William".
    Nickname,
    /// Family and given name change places.
    Swapped,
    /// One leaves out the first of several given names.
    Dropped,
    /// "J." for "John".
    Initial,
    /// One letter differs.
    Slip,
    /// The family name alone.
    Surname,
}

impl Fit {
    /// How sure the names alone make it, in hundredths.
    pub(super) const fn confidence(self) -> u8 {
        match self {
            Self::Same => 92,
            Self::Middle => 85,
            Self::Spelling => 75,
            Self::Nickname => 72,
            Self::Swapped => 70,
            Self::Dropped => 68,
            Self::Initial => 66,
            Self::Slip => 60,
            Self::Surname => 55,
        }
    }

    pub(super) const fn reason(self) -> &'static str {
        match self {
            Self::Same => "the same name, but for accents, case or particles",
            Self::Middle => "the same given and family name, one with a middle name",
            Self::Spelling => "another spelling of the same name",
            Self::Nickname => "short form of the given name, same family name",
            Self::Swapped => "given and family name in the other order",
            Self::Dropped => "a given name left out, same family name",
            Self::Initial => "initial of the given name, same family name",
            Self::Slip => "one letter of the name differs",
            Self::Surname => "the family name alone",
        }
    }
}

/// How two names can be one person's; `None` when they cannot.
pub(super) fn fit(one: &PersonName, other: &PersonName) -> Option<Fit> {
    if let (Some(a), Some(b)) = (&one.suffix, &other.suffix)
        && a != b
    {
        return None;
    }
    let (Some(a), Some(b)) = (one.first(), other.first()) else {
        return (one.family == other.family).then_some(if one.given.is_empty() && other.given.is_empty() {
            Fit::Same
        } else {
            Fit::Surname
        });
    };
    if one.family == other.family {
        if one.given == other.given {
            return Some(if one.suffix == other.suffix { Fit::Same } else { Fit::Middle });
        }
        if a == b {
            return middles(&one.given, &other.given).then_some(Fit::Middle);
        }
        let (short, long) =
            if one.given.len() < other.given.len() { (&one.given, &other.given) } else { (&other.given, &one.given) };
        if short.len() < long.len() && short[0].chars().count() > 1 && long.ends_with(short) {
            return Some(Fit::Dropped);
        }
        // "T.J." is not short for one name.
        let letters = |given: &[String]| given.len() > 1 && given.iter().all(|name| name.chars().count() == 1);
        if short.len() == 1 && short[0].chars().count() > 1 && letters(long) {
            return None;
        }
        if !middles(&one.given, &other.given) {
            return None;
        }
        let initial = |short: &str, long: &str| short.chars().count() == 1 && long.starts_with(short);
        if initial(a, b) || initial(b, a) {
            return Some(Fit::Initial);
        }
        if lists::is_nickname(a, b) || lists::is_nickname(b, a) {
            return Some(Fit::Nickname);
        }
        if a.len() > 2 && b.len() > 2 && sound(a) == sound(b) {
            return Some(Fit::Spelling);
        }
        return slip(a, b).then_some(Fit::Slip);
    }
    if one.given.len() == 1 && other.given.len() == 1 && *a == other.family && *b == one.family {
        return Some(Fit::Swapped);
    }
    if !middles(&one.given, &other.given) {
        return None;
    }
    if a == b || sound(a) == sound(b) {
        if sound(&one.family) == sound(&other.family) {
            return Some(Fit::Spelling);
        }
        if a == b && slip(&one.family, &other.family) {
            return Some(Fit::Slip);
        }
    }
    None
}

/// Whether middle names do not speak against each other.
fn middles(one: &[String], other: &[String]) -> bool {
    one.iter().skip(1).zip(other.iter().skip(1)).all(|(a, b)| {
        let one_letter = a.chars().count() == 1 || b.chars().count() == 1;
        a == b || (one_letter && a.chars().next() == b.chars().next())
    })
}

/// Whether two words of at least five letters that begin alike differ by one letter put in, left out or exchanged.
pub(super) fn slip(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let (short, long): (Vec<char>, Vec<char>) = (short.chars().collect(), long.chars().collect());
    if short.len() < 5 || long.len() - short.len() > 1 || short[0] != long[0] || short == long {
        return false;
    }
    let head = short.iter().zip(&long).take_while(|(a, b)| a == b).count();
    let skip = usize::from(long.len() == short.len());
    short[(head + skip).min(short.len())..] == long[head + 1..]
}

/// The words of a body or place that tell it from others, spelled one way.
pub(super) fn words(folded: &str) -> Vec<&str> {
    folded.split(' ').filter(|word| !word.is_empty() && !lists::is_small(word)).map(lists::spelled).collect()
}

/// The legal form at the end of a company's name and the words before it: `acme`, `inc`.
pub(super) fn legal_form<'w>(words: &[&'w str]) -> (Vec<&'w str>, Option<&'w str>) {
    let mut rest = words.to_vec();
    let mut form = None;
    while rest.len() > 1 && rest.last().is_some_and(|word| lists::is_company_suffix(word)) {
        form = rest.pop();
    }
    (rest, form)
}

/// The initials of the telling words: `who` of "World Health Organization"; `None` for fewer than two.
pub(super) fn initials(words: &[&str]) -> Option<String> {
    (words.len() >= 2).then(|| words.iter().filter_map(|word| word.chars().next()).collect())
}

/// Whether a folded acronym has the initials of a folded name: `w h o` or `who` of "world health organization".
pub(super) fn abbreviates(short: &str, long: &str) -> bool {
    initials(&words(long)).is_some_and(|initials| initials == short.replace(' ', ""))
}

/// Whether a name is written as an acronym is: two to six capitals.
pub(super) fn is_acronym(name: &str) -> bool {
    let letters: Vec<char> = name.chars().filter(|c| *c != '.').collect();
    (2..=6).contains(&letters.len()) && letters.iter().all(|c| c.is_uppercase() || c.is_numeric() || *c == '&')
}

#[cfg(test)]
mod tests {
    use super::Fit;
    use super::PersonName;
    use super::fit;
    use super::fold;
    use super::slip;
    use super::sound;

    #[test]
    fn folding_keeps_the_letters() {
        for (name, folded) in [
            ("José Peña-Díaz", "jose pena diaz"),
            ("J.K. Rowling", "j k rowling"),
            ("O’Neill", "oneill"),
            ("Łódź", "lodz"),
            ("  Søren   Kjær ", "soren kjaer"),
            ("Владимир", "владимир"),
            ("…", ""),
        ] {
            assert_eq!(fold(name), folded);
        }
    }

    #[test]
    fn names_fit_or_do_not() {
        for (one, other, how) in [
            ("Jose Pena", "José Peña", Some(Fit::Same)),
            ("J. Smith", "John Smith", Some(Fit::Initial)),
            ("John F. Kerr", "John Kerr", Some(Fit::Middle)),
            ("John A. Kerr", "John B. Kerr", None),
            ("Bill Hart", "William Hart", Some(Fit::Nickname)),
            ("Volodymyr Zelensky", "Volodymyr Zelenskyy", Some(Fit::Spelling)),
            ("Claudi Reinbaum", "Claudia Reinbaum", Some(Fit::Slip)),
            ("Kerr", "John Kerr", Some(Fit::Surname)),
            ("Joseph Kerr", "Arnold Joseph Kerr", Some(Fit::Dropped)),
            ("T.J. Kerr", "Tony Kerr", None),
            ("John Kerr Jr.", "John Kerr Sr.", None),
            ("John Kerr", "Jane Kerr", None),
            ("Anna Berg", "Anna Lund", None),
        ] {
            assert_eq!(fit(&PersonName::new(one), &PersonName::new(other)), how, "{one} and {other}");
            assert_eq!(fit(&PersonName::new(other), &PersonName::new(one)), how, "{other} and {one}");
        }
    }

    #[test]
    fn spellings_sound_alike() {
        for (one, other) in [("qaddafi", "gadhafi"), ("mohammed", "muhammad"), ("zelensky", "zelenskiy")] {
            assert_eq!(sound(one), sound(other));
        }
        assert_ne!(sound("berg"), sound("bird"));
        assert!(slip("claudi", "claudia") && !slip("claudia", "klaudia") && !slip("anna", "anne"));
    }
}
