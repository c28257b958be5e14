//! Names and the words around names that are known beforehand.

use rustc_hash::FxHashMap;
use thiserror::Error;

use crate::annotate::model;
use crate::text::letters;

/// What a known word or name is; a set of bits, for one name may be many things.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Class(pub u16);

impl Class {
    /// A state or dependent country, under any of its names.
    pub const COUNTRY: Self = Self(1);
    /// "Mexican", "Danes".
    pub const DEMONYM: Self = Self(1 << 1);
    /// A part of a country, a water, a mountain, a building.
    pub const REGION: Self = Self(1 << 2);
    /// A city.
    pub const CITY: Self = Self(1 << 3);
    /// An organization.
    pub const ORGANIZATION: Self = Self(1 << 4);
    /// A given name.
    pub const GIVEN: Self = Self(1 << 5);
    /// A surname.
    pub const SURNAME: Self = Self(1 << 6);
    /// Ends the name of a company.
    pub const SUFFIX: Self = Self(1 << 7);
    /// Stands before the name of a person.
    pub const TITLE: Self = Self(1 << 8);
    /// Part of the names of organizations: "Ministry".
    pub const BODY: Self = Self(1 << 9);
    /// Part of the names of places: "River".
    pub const SITE: Self = Self(1 << 10);
    /// A day, month or feast: never a name.
    pub const TIME: Self = Self(1 << 11);
    /// Joins the parts of a name: "of", "al".
    pub const CONNECTOR: Self = Self(1 << 12);

    /// Whether one of the bits of `other` is set.
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The bits of both.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Only the bits that `other` has too.
    #[must_use]
    pub const fn only(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}

/// A known name in a text: tokens `first..end` of the slice looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// Its first token.
    pub first: usize,
    /// After its last token.
    pub end: usize,
    /// What it may be.
    pub class: Class,
}

/// A line of a gazetteer that cannot be read.
#[derive(Debug, Error, Clone, PartialEq, Eq)]
#[error("{file} line {line}: {wrong}; write {wanted}, separated by tabs")]
pub struct GazetteerError {
    file: &'static str,
    line: usize,
    wrong: String,
    wanted: &'static str,
}

/// The gazetteers of one language as their files hold them; empty ones are fine.
#[derive(Debug, Clone, Copy, Default)]
pub struct Lists<'t> {
    /// `iso2, name, demonyms |, aliases |, capital`.
    pub countries: &'t str,
    /// `name, iso2, kind`.
    pub regions: &'t str,
    /// `name, iso2`.
    pub cities: &'t str,
    /// `name, f|m|u`.
    pub given_names: &'t str,
    /// One in a line.
    pub surnames: &'t str,
    /// `name, kind, aliases |, iso2`.
    pub organizations: &'t str,
    /// One in a line.
    pub company_suffixes: &'t str,
    /// `word, class`.
    pub cues: &'t str,
    /// `word, what it says of the name beside it`.
    pub frames: &'t str,
}

/// What a word says of the name beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Frame {
    /// What follows is the name of an organization: "the newspaper".
    Body,
    /// What follows "of" is the name of a place: "the village of".
    Place,
    /// Stands between an organization and a person who works for it: "analyst".
    Post,
    /// Ends the name of a company, which its first word means, too: "Airlines".
    Company,
    /// Ends the name of what is neither person nor organization nor place: "Prize".
    Thing,
    /// Every state has one; the adjective of the state before it is no part of its name: "Ministry".
    State,
}

/// Known names, found in a text in one pass.
///
/// A name is a sequence of *pieces*, runs of letters and digits, so that it is
/// found however the words were cut: "Ivano-Frankivsk" in one token or three.
/// Capital letters must stand where the entry has them; a text in capitals
/// fits too. Accents do not count. Entries in capitals ("WHO") fit only capitals.
///
/// # Cost
///
/// [`Gazetteer::find`] takes O(pieces · longest entry), about ten at most.
#[derive(Debug, Clone, Default)]
pub struct Gazetteer {
    /// From a state by a piece to the next state.
    next: FxHashMap<(u32, u64), u32>,
    /// What ends in a state.
    ends: Vec<Class>,
    /// What words in lower case say of the names beside them.
    frames: FxHashMap<u64, Frame>,
}

/// The forms in which a piece of text may stand in an entry; unused ones are 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Piece {
    keys: [u64; 3],
}

/// How an entry spells a piece.
#[derive(Clone, Copy)]
enum Spelling {
    Small = 1,
    Capital = 2,
    Capitals = 3,
}

fn key(lower: u64, spelling: Spelling) -> u64 {
    model::join(spelling as u64, &[lower])
}

/// Cuts a token into pieces and hands each to `take`: letters and digits in
/// runs, other signs alone; what joins or shortens words (`- . ' &`) is no piece.
pub(crate) fn pieces(token: &str, mut take: impl FnMut(Piece)) {
    let mut rest = token;
    while let Some(sign) = rest.chars().next() {
        let end = if sign.is_alphanumeric() {
            rest.find(|sign: char| !sign.is_alphanumeric()).unwrap_or(rest.len())
        } else {
            sign.len_utf8()
        };
        let (piece, after) = rest.split_at(end);
        rest = after;
        if !matches!(sign, '-' | '.' | '\'' | '’' | '&' | '‐' | '–') {
            take(spell(piece));
        }
    }
}

fn spell(piece: &str) -> Piece {
    let mut letters = piece.chars();
    let capital = letters.next().is_some_and(char::is_uppercase);
    let more = letters.clone().next().is_some();
    let capitals = capital && more && !letters.any(char::is_lowercase);
    let lower = if piece.is_ascii() {
        model::text(&piece.to_ascii_lowercase())
    } else {
        model::text(&letters::plain(piece).collect::<String>())
    };
    if capitals {
        Piece { keys: [key(lower, Spelling::Capitals), key(lower, Spelling::Capital), key(lower, Spelling::Small)] }
    } else if capital {
        Piece { keys: [key(lower, Spelling::Capital), key(lower, Spelling::Small), 0] }
    } else {
        Piece { keys: [key(lower, Spelling::Small), 0, 0] }
    }
}

impl Gazetteer {
    /// Reads the gazetteers of a language.
    ///
    /// Lines beginning with `# ` and empty lines are skipped.
    ///
    /// # Errors
    ///
    /// [`GazetteerError`] names the first line that has too few columns or an unknown class.
    ///
    /// # Example
    ///
    /// ```
    /// use newsloom::annotate::name::{Class, Gazetteer, Lists};
    ///
    /// let lists = Lists { cities: "Buenos Aires\tAR\n", ..Lists::default() };
    /// let gazetteer = Gazetteer::parse(&lists)?;
    /// let found = gazetteer.find(["to", "Buenos", "Aires"].into_iter());
    /// assert_eq!((found[0].first, found[0].end, found[0].class), (1, 3, Class::CITY));
    /// # Ok::<(), newsloom::annotate::name::GazetteerError>(())
    /// ```
    pub fn parse(lists: &Lists<'_>) -> Result<Self, GazetteerError> {
        let mut out = Self { next: FxHashMap::default(), ends: vec![Class::default()], frames: FxHashMap::default() };
        for line in lines("countries.tsv", lists.countries, 5, "iso2, name, demonyms, aliases, capital") {
            let [_, name, demonyms, aliases, capital] = columns(&line?);
            out.add(name, Class::COUNTRY);
            out.add(capital, Class::CITY);
            aliases.split('|').for_each(|alias| out.add(alias, Class::COUNTRY));
            demonyms.split('|').for_each(|demonym| out.add(demonym, Class::DEMONYM));
        }
        for line in lines("regions.tsv", lists.regions, 3, "name, iso2, kind") {
            out.add(columns::<3>(&line?)[0], Class::REGION);
        }
        for line in lines("cities.tsv", lists.cities, 2, "name, iso2") {
            out.add(columns::<2>(&line?)[0], Class::CITY);
        }
        for line in lines("organizations.tsv", lists.organizations, 4, "name, kind, aliases, iso2") {
            let [name, _, aliases, _] = columns(&line?);
            out.add(name, Class::ORGANIZATION);
            aliases.split('|').for_each(|alias| out.add(alias, Class::ORGANIZATION));
        }
        for line in lines("given_names.tsv", lists.given_names, 2, "name, f, m or u") {
            out.add(columns::<2>(&line?)[0], Class::GIVEN);
        }
        for line in lines("surnames.txt", lists.surnames, 1, "one name") {
            out.add(columns::<1>(&line?)[0], Class::SURNAME);
        }
        for line in lines("company_suffixes.txt", lists.company_suffixes, 1, "one word") {
            out.add(columns::<1>(&line?)[0], Class::SUFFIX);
        }
        for line in lines("name_cues.tsv", lists.cues, 2, "word, class") {
            let line = line?;
            let [word, class] = columns(&line);
            let class = match class {
                "title" => Class::TITLE,
                "org" => Class::BODY,
                "place" => Class::SITE,
                "time" => Class::TIME,
                "connector" => Class::CONNECTOR,
                _ => return Err(line.wrong(format!("`{class}` is no class"))),
            };
            out.add(word, class);
        }
        for line in lines("name_frames.tsv", lists.frames, 2, "word, class") {
            let line = line?;
            let [word, class] = columns(&line);
            let frame = match class {
                "body" => Frame::Body,
                "place" => Frame::Place,
                "post" => Frame::Post,
                "company" => Frame::Company,
                "thing" => Frame::Thing,
                "state" => Frame::State,
                _ => return Err(line.wrong(format!("`{class}` is no class"))),
            };
            out.frames.insert(model::text(&word.to_lowercase()), frame);
        }
        Ok(out)
    }

    /// What the word with this hash, in lower case, says of the name beside it.
    pub(crate) fn frame(&self, lower: u64) -> Option<Frame> {
        self.frames.get(&lower).copied()
    }

    /// Adds one name; one without letters is left out.
    fn add(&mut self, name: &str, class: Class) {
        let mut state = 0;
        for token in name.split_whitespace() {
            pieces(token, |piece| {
                let fresh = self.ends.len() as u32;
                state = *self.next.entry((state, piece.keys[0])).or_insert(fresh);
                if state == fresh {
                    self.ends.push(Class::default());
                }
            });
        }
        if state != 0 {
            self.ends[state as usize] = self.ends[state as usize].with(class);
        }
    }

    /// The known names in a sentence, longest first at each token; names inside
    /// longer ones are left out, single words with their classes are kept.
    pub fn find<'t>(&self, tokens: impl Iterator<Item = &'t str>) -> Vec<Found> {
        let mut cut = Vec::new();
        let mut starts = Vec::new();
        for token in tokens {
            starts.push(cut.len());
            pieces(token, |piece| cut.push(piece));
        }
        starts.push(cut.len());
        let mut out = Vec::new();
        self.search(&cut, &starts, &mut out);
        out
    }

    /// As [`Gazetteer::find`] over pieces already cut; `starts` holds the first
    /// piece of each token and, last, the number of pieces.
    pub(crate) fn search(&self, cut: &[Piece], starts: &[usize], out: &mut Vec<Found>) {
        let mut states: Vec<u32> = Vec::new();
        let mut after: Vec<u32> = Vec::new();
        for first in 0..starts.len().saturating_sub(1) {
            states.clear();
            states.push(0);
            let mut longest = None;
            for end in first..starts.len() - 1 {
                for piece in &cut[starts[end]..starts[end + 1]] {
                    // A small first letter in the entry may be a capital in a headline, but not at the start of a name.
                    let small = usize::from(end > first);
                    let keys = match piece.keys {
                        [a, 0, _] => [a, 0, 0],
                        [a, b, 0] => [a, b * small as u64, 0],
                        [a, b, c] => [a, b, c * small as u64],
                    };
                    after.clear();
                    for state in &states {
                        for key in keys.into_iter().filter(|key| *key != 0) {
                            if let Some(next) = self.next.get(&(*state, key)) {
                                after.push(*next);
                            }
                        }
                    }
                    std::mem::swap(&mut states, &mut after);
                    if states.is_empty() {
                        break;
                    }
                }
                if states.is_empty() {
                    break;
                }
                let class = states.iter().fold(Class::default(), |class, state| class.with(self.ends[*state as usize]));
                if class != Class::default() && starts[end + 1] > starts[end] {
                    longest = Some(Found { first, end: end + 1, class });
                }
            }
            out.extend(longest);
        }
    }
}

/// One line of a gazetteer.
struct Line<'t> {
    file: &'static str,
    number: usize,
    wanted: &'static str,
    text: &'t str,
}

impl Line<'_> {
    fn wrong(&self, wrong: String) -> GazetteerError {
        GazetteerError { file: self.file, line: self.number, wrong, wanted: self.wanted }
    }
}

/// The lines that hold something, each checked to have `count` columns.
fn lines<'t>(
    file: &'static str,
    text: &'t str,
    count: usize,
    wanted: &'static str,
) -> impl Iterator<Item = Result<Line<'t>, GazetteerError>> {
    text.lines().enumerate().filter(|(_, text)| !text.is_empty() && !text.starts_with("# ")).map(move |(at, text)| {
        let line = Line { file, number: at + 1, wanted, text };
        match text.split('\t').count() {
            found if found == count => Ok(line),
            found => Err(line.wrong(format!("{found} columns"))),
        }
    })
}

/// The columns of a checked line.
fn columns<'t, const N: usize>(line: &Line<'t>) -> [&'t str; N] {
    let mut columns = line.text.split('\t');
    std::array::from_fn(|_| columns.next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::{Class, Gazetteer, Lists};

    fn gazetteer() -> Gazetteer {
        Gazetteer::parse(&Lists {
            countries: "# iso2\tname\nUS\tUnited States\tAmerican|Americans\tU.S.|US\tWashington\n",
            organizations: "World Health Organization\tinternational\tWHO\t\nThe New York Times\tmedia\tNew York Times\tUS\nBank of America\tcompany\t\tUS\n",
            cities: "New York\tUS\nIvano-Frankivsk\tUA\n",
            ..Lists::default()
        })
        .unwrap()
    }

    fn found(text: &str) -> Vec<(usize, usize, Class)> {
        gazetteer().find(text.split(' ')).into_iter().map(|found| (found.first, found.end, found.class)).collect()
    }

    #[test]
    fn a_name_is_found_however_the_words_are_cut() {
        assert_eq!(found("in Ivano-Frankivsk"), [(1, 2, Class::CITY)]);
        assert_eq!(found("in Ivano - Frankivsk"), [(1, 4, Class::CITY)]);
        assert_eq!(found("the U.S."), [(1, 2, Class::COUNTRY)]);
    }

    #[test]
    fn capitals_matter_but_headlines_fit() {
        assert_eq!(found("asked us who"), []);
        assert_eq!(found("WHO asked US"), [(0, 1, Class::ORGANIZATION), (2, 3, Class::COUNTRY)]);
        assert_eq!(found("BANK OF AMERICA"), [(0, 3, Class::ORGANIZATION)]);
        assert_eq!(found("Bank Of America"), [(0, 3, Class::ORGANIZATION)]);
    }

    #[test]
    fn the_longest_name_at_a_word_is_taken() {
        assert_eq!(found("the New York Times")[0], (1, 4, Class::ORGANIZATION));
    }

    #[test]
    fn a_line_that_cannot_be_read_is_named() {
        let lists = Lists { cities: "# name\tiso2\nOslo\n", ..Lists::default() };
        let message = Gazetteer::parse(&lists).unwrap_err().to_string();
        assert_eq!(message, "cities.tsv line 2: 1 columns; write name, iso2, separated by tabs");
    }
}
