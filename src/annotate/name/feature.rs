//! What the name tagger looks at: words, their neighbours, the run of capitals
//! they stand in, gazetteers, and what the rest of the document shows.

use rustc_hash::FxHashMap;

use crate::annotate::Annotated;
use crate::annotate::model::join;
use crate::annotate::model::text;
use crate::annotate::name::cluster::Clusters;
use crate::annotate::name::cluster::Groups;
use crate::annotate::name::gazetteer::Class;
use crate::annotate::name::gazetteer::Found;
use crate::annotate::name::gazetteer::Gazetteer;
use crate::annotate::name::gazetteer::Piece;
use crate::annotate::name::gazetteer::pieces;

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Look {
    /// No letter or digit.
    Sign,
    /// Digits, perhaps with letters.
    Number,
    /// Begins small.
    Small,
    /// Begins with a capital, then small letters.
    Title,
    /// Capitals only, two or more.
    Capitals,
    /// One capital, perhaps with a dot.
    Initial,
}

impl Look {
    /// Number of looks.
    pub(crate) const COUNT: usize = 6;

    fn of(word: &str) -> Self {
        let first = word.chars().find(|sign| sign.is_alphanumeric());
        match first {
            None => Self::Sign,
            Some(first) if first.is_numeric() => Self::Number,
            Some(first) if !first.is_uppercase() => Self::Small,
            Some(_) => {
                let letters = word.chars().filter(|sign| sign.is_alphabetic()).count();
                if word.chars().any(char::is_lowercase) {
                    Self::Title
                } else if letters > 1 {
                    Self::Capitals
                } else {
                    Self::Initial
                }
            }
        }
    }

    /// Whether it begins with a capital.
    pub(crate) const fn capital(self) -> bool {
        matches!(self, Self::Title | Self::Capitals | Self::Initial)
    }
}

/// How the words of a sentence are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Casing {
    /// Small words with some capitals.
    Normal,
    /// Most words begin with a capital and no full stop ends them, as in headlines.
    Title,
    /// All in capitals.
    Capitals,
    /// Without any capital.
    Small,
}

/// One distinct word of a document.
#[derive(Debug, Clone)]
pub(crate) struct Word {
    pub(crate) lower: u64,
    shape: u64,
    pub(crate) look: Look,
    starts: [u64; 3],
    ends: [u64; 4],
    /// What it is by itself.
    class: Class,
    cut: (usize, usize),
    letters: usize,
    groups: Groups,
    /// What the document shows about it.
    seen: Seen,
}

impl Word {
    /// What it is by itself.
    pub(crate) const fn class(&self) -> Class {
        self.class
    }

    /// Whether it is two to six capitals.
    pub(crate) fn is_acronym(&self) -> bool {
        self.look == Look::Capitals && self.letters <= 6
    }
}

/// Bits: how else a word stands in its document.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Seen(u8);

impl Seen {
    /// Also without capitals.
    const SMALL: u8 = 1;
    /// With a capital inside a sentence of normal casing.
    const INSIDE: u8 = 2;
    /// After a title or given name.
    const PERSON: u8 = 4;
    /// Before the verb of saying or after "in", "from" and the like.
    const PLACE: u8 = 8;
    /// Before a company suffix or in brackets.
    const BODY: u8 = 16;
}

/// A document as the tagger sees it.
#[derive(Debug)]
pub(crate) struct View {
    pub(crate) words: Vec<Word>,
    /// The word of each token.
    pub(crate) kinds: Vec<u32>,
    /// Known names each token stands in: class bits, and whether it begins there (`1 << 14`) or goes on there (`1 << 15`).
    known: Vec<u32>,
    /// A number for the word of each token that is the same however its letters are capitalised.
    pub(crate) folded: Vec<u32>,
    /// The sentences, cut at line ends that are meant; no name goes beyond one.
    pub(crate) units: Vec<Unit>,
    /// Known names, in order.
    pub(crate) found: Vec<Found>,
}

/// The tokens `first..end`: a sentence or a line of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Unit {
    pub(crate) first: usize,
    pub(crate) end: usize,
    pub(crate) casing: Casing,
}

/// Lines longer than this are not the work of an editor that wraps text.
const WRAP: usize = 100;

/// Cuts sentences at line ends that are meant, not made by wrapping: those
/// after which the next word would still have fitted into the line.
fn cut_lines(doc: &Annotated) -> Vec<(usize, usize)> {
    let text = &doc.document.text;
    let width = text.lines().map(str::len).max().unwrap_or(0);
    let meant = |before: usize, after: usize| {
        let Some(gap) = text.get(before..after) else { return false };
        let Some(at) = gap.find('\n') else { return false };
        let line = before + at;
        let length = line - text[..line].rfind('\n').map_or(0, |start| start + 1);
        let next = text[after..].find(char::is_whitespace).unwrap_or(text.len() - after);
        width > WRAP || length + 1 + next < width
    };
    let mut out = Vec::with_capacity(doc.sentences.len());
    for sentence in &doc.sentences {
        let mut first = sentence.first;
        for at in sentence.first + 1..sentence.end {
            if meant(doc.tokens[at - 1].span.end, doc.tokens[at].span.start) {
                out.push((first, at));
                first = at;
            }
        }
        if first < sentence.end {
            out.push((first, sentence.end));
        }
    }
    out
}

/// Stands for the group of a word that is not there.
const NOWHERE: u64 = 1 << 20;

const BEGINS: u32 = 1 << 14;
const GOES_ON: u32 = 1 << 15;
const NAMES: Class =
    Class(Class::COUNTRY.0 | Class::REGION.0 | Class::CITY.0 | Class::ORGANIZATION.0 | Class::DEMONYM.0);

fn shape(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for sign in word.chars() {
        let class = match sign {
            _ if sign.is_uppercase() => 'A',
            _ if sign.is_alphabetic() => 'a',
            _ if sign.is_numeric() => '0',
            _ => sign,
        };
        let again = out.chars().rev().take_while(|before| *before == class).count();
        if again < 2 {
            out.push(class);
        }
    }
    out
}

/// Hash of the first `count` characters; 0 when the word is not longer.
fn start(word: &str, count: usize) -> u64 {
    word.char_indices().nth(count).map_or(0, |(at, _)| text(&word[..at]))
}

/// Hash of the last `count` characters; 0 when the word is not longer.
fn end(word: &str, count: usize) -> u64 {
    let at = word.char_indices().rev().nth(count - 1).map_or(0, |(at, _)| at);
    if at == 0 { 0 } else { text(&word[at..]) }
}

impl View {
    pub(crate) fn new(doc: &Annotated, gazetteer: &Gazetteer, clusters: &Clusters) -> Self {
        let mut index: FxHashMap<&str, u32> = FxHashMap::default();
        let mut lowers: FxHashMap<u64, u8> = FxHashMap::default();
        let mut words: Vec<Word> = Vec::new();
        let mut cuts: Vec<Piece> = Vec::new();
        let mut found = Vec::new();
        let mut kinds = Vec::with_capacity(doc.tokens.len());
        for token in &doc.tokens {
            let form = token.span.of(&doc.document.text);
            let kind = *index.entry(form).or_insert_with(|| {
                let lower = form.to_lowercase();
                let first = cuts.len();
                pieces(form, |piece| cuts.push(piece));
                found.clear();
                gazetteer.search(&cuts[first..], &[0, cuts.len() - first], &mut found);
                words.push(Word {
                    lower: text(&lower),
                    shape: text(&shape(form)),
                    look: Look::of(form),
                    starts: [2, 3, 4].map(|count| start(&lower, count)),
                    ends: [1, 2, 3, 4].map(|count| end(&lower, count)),
                    class: found.first().map_or(Class::default(), |found| found.class),
                    cut: (first, cuts.len()),
                    letters: form.chars().filter(|sign| sign.is_alphabetic()).count(),
                    groups: clusters.of(form),
                    seen: Seen::default(),
                });
                words.len() as u32 - 1
            });
            kinds.push(kind);
        }
        let mut view = Self {
            words,
            known: vec![0; kinds.len()],
            folded: Vec::new(),
            units: Vec::with_capacity(doc.sentences.len()),
            kinds,
            found: Vec::new(),
        };
        let mut cut = Vec::new();
        let mut starts = Vec::new();
        for (first, end) in cut_lines(doc) {
            cut.clear();
            starts.clear();
            found.clear();
            for kind in &view.kinds[first..end] {
                let (left, right) = view.words[*kind as usize].cut;
                starts.push(cut.len());
                cut.extend_from_slice(&cuts[left..right]);
            }
            starts.push(cut.len());
            gazetteer.search(&cut, &starts, &mut found);
            view.mark(first, &found);
            let casing = view.casing_of(first, end);
            view.units.push(Unit { first, end, casing });
            view.look_around(first, end, casing, &mut lowers);
        }
        let mut numbers: FxHashMap<u64, u32> = FxHashMap::default();
        let folds: Vec<u32> = view
            .words
            .iter()
            .map(|word| {
                let fresh = numbers.len() as u32;
                *numbers.entry(word.lower).or_insert(fresh)
            })
            .collect();
        view.folded = view.kinds.iter().map(|kind| folds[*kind as usize]).collect();
        for word in &mut view.words {
            let bits = lowers.get(&word.lower).copied().unwrap_or(0);
            word.seen = Seen(bits);
        }
        view
    }

    /// Notes the known names of a sentence, leftmost and longest first.
    fn mark(&mut self, offset: usize, found: &[Found]) {
        let mut free = 0;
        for name in found {
            let class = name.class.only(NAMES);
            if name.first < free || class == Class::default() {
                continue;
            }
            free = name.end;
            for at in name.first..name.end {
                let place = if name.end == name.first + 1 {
                    0
                } else if at == name.first {
                    BEGINS
                } else {
                    GOES_ON
                };
                self.known[offset + at] = u32::from(class.0) | place;
            }
            self.found.push(Found { first: offset + name.first, end: offset + name.end, class });
        }
    }

    fn casing_of(&self, first: usize, end: usize) -> Casing {
        let (mut small, mut title, mut capitals) = (0, 0, 0);
        for at in first..end {
            let word = self.word(at);
            match word.look {
                Look::Small if word.letters > 3 => small += 1,
                Look::Title if at > first || word.letters > 3 => title += 1,
                Look::Capitals if word.letters > 3 => capitals += 1,
                _ => {}
            }
        }
        let stop = self.word(end - 1).lower == text(".");
        // A dateline is no headline, however it is written.
        let dash = ["-", "--", "–", "—"].iter().any(|dash| self.word(end - 1).lower == text(dash));
        if dash {
            Casing::Normal
        } else if capitals > small + title && capitals > 1 {
            Casing::Capitals
        } else if title >= 3 && title > 2 * small && !stop {
            Casing::Title
        } else if title + capitals == 0 && small > 2 && !self.word(first).look.capital() {
            Casing::Small
        } else {
            Casing::Normal
        }
    }

    /// Notes how the words of one sentence stand there.
    fn look_around(&self, first: usize, end: usize, casing: Casing, seen: &mut FxHashMap<u64, u8>) {
        for at in first..end {
            let word = self.word(at);
            let bits = match word.look {
                Look::Small => Seen::SMALL,
                _ if !word.look.capital() || casing != Casing::Normal => 0,
                _ => {
                    let before = (at > first).then(|| self.word(at - 1));
                    let after = (at + 1 < end).then(|| self.word(at + 1));
                    let mut bits = 0;
                    if let Some(before) = before.filter(|before| before.look != Look::Sign) {
                        bits |= Seen::INSIDE;
                        let given = before.class.has(Class::GIVEN) && !before.class.has(NAMES);
                        if given || before.class.has(Class::TITLE) && !word.class.has(Class::TITLE) {
                            bits |= Seen::PERSON;
                        }
                        if before.look == Look::Small
                            && ["in", "from", "near", "across", "to", "at"]
                                .iter()
                                .any(|near| before.lower == text(near))
                            && after.is_none_or(|after| !after.look.capital())
                        {
                            bits |= Seen::PLACE;
                        }
                    }
                    if after.is_some_and(|after| after.class.has(Class::SUFFIX) || after.class.has(Class::BODY)) {
                        bits |= Seen::BODY;
                    }
                    bits
                }
            };
            if bits != 0 {
                *seen.entry(word.lower).or_default() |= bits;
            }
        }
    }

    /// Whether "(WHO)" or the like begins at token `at`.
    pub(crate) fn bracketed_acronym(&self, at: usize) -> bool {
        at + 2 < self.kinds.len()
            && self.word(at).lower == text("(")
            && self.word(at + 1).is_acronym()
            && self.word(at + 2).lower == text(")")
    }

    /// Whether token `at` is "the".
    pub(crate) fn is_article(&self, at: usize) -> bool {
        self.word(at).lower == text("the")
    }

    /// Whether token `at` is a hyphen.
    pub(crate) fn is_hyphen(&self, at: usize) -> bool {
        ["-", "‐", "‑"].iter().any(|hyphen| self.word(at).lower == text(hyphen))
    }

    /// Whether token `at` is known as an organization and as nothing else.
    pub(crate) fn is_organization(&self, at: usize) -> bool {
        at < self.kinds.len() && self.word(at).class() == Class::ORGANIZATION
    }

    /// The known name that begins at token `at`: where it ends, and what it is.
    pub(crate) fn begins(&self, at: usize) -> Option<(usize, Class)> {
        let place = self.found.partition_point(|found| found.first < at);
        self.found.get(place).filter(|found| found.first == at).map(|found| (found.end, found.class))
    }

    /// What the known name `first..end` is.
    pub(crate) fn exactly(&self, first: usize, end: usize) -> Option<Class> {
        self.begins(first).filter(|(at, _)| *at == end).map(|(_, class)| class)
    }

    /// The word of token `at`.
    pub(crate) fn word(&self, at: usize) -> &Word {
        &self.words[self.kinds[at] as usize]
    }

    /// The words around token `at` of a unit, with their offsets for [`View::word_features`].
    pub(crate) fn around(&self, at: usize, unit: Unit) -> impl Iterator<Item = (u32, usize)> {
        let places = (at.max(unit.first + 2) - 2)..(at + 3).min(unit.end);
        places.map(move |place| (self.kinds[place], place + 2 - at))
    }

    /// Features of a word alone, as seen from `offset − 2` tokens away (0..=4).
    pub(crate) fn word_features(&self, kind: u32, offset: usize, out: &mut Vec<u64>) {
        let word = &self.words[kind as usize];
        let class = u64::from(word.class.0);
        let base = 10 + 16 * offset as u64;
        out.push(join(base, &[word.lower]));
        out.push(join(base + 1, &[class, word.look as u64]));
        let [wide, narrow] = word.groups.map(u64::from);
        out.push(join(base + 14, &[wide]));
        out.push(join(base + 15, &[narrow]));
        if offset == 2 {
            out.push(join(base + 2, &[word.shape]));
            out.push(join(base + 3, &[word.lower, word.look as u64]));
            for (at, start) in word.starts.iter().enumerate().filter(|(_, hash)| **hash != 0) {
                out.push(join(base + 4 + at as u64, &[*start]));
            }
            for (at, end) in word.ends.iter().enumerate().filter(|(_, hash)| **hash != 0) {
                out.push(join(base + 7 + at as u64, &[*end]));
            }
            out.push(join(base + 11, &[word.shape, word.ends[2]]));
            out.push(join(base + 12, &[class, word.look as u64, u64::from(word.seen.0)]));
            out.push(join(base + 13, &[word.look as u64, u64::from(word.seen.0)]));
        } else if offset == 1 || offset == 3 {
            out.push(join(base + 2, &[word.shape]));
            out.push(join(base + 3, &[word.ends[2]]));
        }
    }

    /// Features of token `at` in its unit, without those of [`View::word_features`].
    pub(crate) fn place_features(&self, doc: &Annotated, at: usize, unit: Unit, out: &mut Vec<u64>) {
        let Unit { first, end, casing } = unit;
        let word = self.word(at);
        let look = word.look as u64;
        let near = |step: isize| {
            let place = at as isize + step;
            (place >= first as isize && place < end as isize).then_some(place as usize)
        };
        let lower = |step: isize| near(step).map_or(step as u64, |at| self.word(at).lower);
        let looks = |step: isize| near(step).map_or(9, |at| self.word(at).look as u64);
        let class = |step: isize| {
            near(step).map_or(1 << 20, |at| u64::from(self.known[at]) | u64::from(self.word(at).class.0) << 20)
        };
        let (known, before, after) = (class(0), class(-1), class(1));
        let (was, is, next) = (lower(-1), word.lower, lower(1));
        let groups = |step: isize| near(step).map_or([NOWHERE; 2], |at| self.word(at).groups.map(u64::from));
        let ([wide_was, _], [wide, narrow], [wide_next, _]) = (groups(-1), groups(0), groups(1));
        let opening = u64::from(at == first);
        let mode = casing as u64;
        out.extend_from_slice(&[
            join(100, &[known]),
            join(101, &[known, after]),
            join(102, &[before, known]),
            join(103, &[before, known, after]),
            join(104, &[was, is]),
            join(105, &[is, next]),
            join(106, &[was, look]),
            join(107, &[next, look]),
            join(108, &[was, next, look]),
            join(109, &[looks(-1), look, looks(1)]),
            join(110, &[looks(-2), looks(-1), look, looks(1), looks(2)]),
            join(111, &[mode, look, opening]),
            join(112, &[mode, opening, is]),
            join(113, &[mode, opening, known]),
            join(114, &[opening, look, u64::from(word.seen.0), known]),
            join(115, &[was, known]),
            join(116, &[known, next]),
            join(117, &[look, lower(-2), was]),
            join(118, &[look, next, lower(2)]),
        ]);
        out.extend_from_slice(&[
            join(150, &[wide_was, wide, look]),
            join(151, &[wide, wide_next, look]),
            join(152, &[wide_was, wide_next, look]),
            join(153, &[narrow, look, known]),
            join(154, &[was, wide, look]),
            join(155, &[wide, next, look]),
        ]);
        if word.look.capital() {
            self.run_features(doc, at, (first, end), mode, out);
        }
        let tag = |step: isize| near(step).map_or(60, |at| doc.tokens[at].xpos as u64);
        out.extend_from_slice(&[
            join(140, &[tag(0), look, opening, mode]),
            join(141, &[tag(-1), tag(0), look]),
            join(142, &[tag(0), tag(1), look]),
            join(143, &[tag(-1), tag(0), tag(1)]),
            join(144, &[tag(0), known]),
        ]);
        let (relation, governor) = self.governor(doc, at);
        let (by, wide_by, narrow_by) = self.key(governor);
        out.extend_from_slice(&[
            join(160, &[relation, look, by]),
            join(161, &[relation, look, narrow_by]),
            join(162, &[relation, known, wide_by]),
            join(163, &[relation, wide, look]),
        ]);
    }

    /// The relation of token `at` to its head, and the head.
    fn governor(&self, doc: &Annotated, at: usize) -> (u64, Option<usize>) {
        let token = &doc.tokens[at];
        (token.deprel as u64, token.head.filter(|head| *head < self.kinds.len()))
    }

    /// A word and its groups, wide and narrow.
    fn key(&self, at: Option<usize>) -> (u64, u64, u64) {
        at.map_or((1, NOWHERE, NOWHERE), |at| {
            let word = self.word(at);
            (word.lower, word.groups[0].into(), word.groups[1].into())
        })
    }

    /// Features of the run of capitalised words around `at`.
    fn run_features(&self, doc: &Annotated, at: usize, (first, end): (usize, usize), mode: u64, out: &mut Vec<u64>) {
        const WIDTH: usize = 6;
        let mut left = at;
        while left > first && at - left < WIDTH && self.word(left - 1).look.capital() {
            left -= 1;
        }
        let mut right = at + 1;
        while right < end && right - at < WIDTH && self.word(right).look.capital() {
            right += 1;
        }
        let place = if right - left == 1 {
            0
        } else if at == left {
            1
        } else if at + 1 == right {
            2
        } else {
            3
        };
        let head = self.word(left);
        let tail = self.word(right - 1);
        let before = if left > first { self.word(left - 1).lower } else { 1 };
        let after = if right < end { self.word(right).lower } else { 2 };
        let inside = (left..right).fold(Class::default(), |class, at| class.with(self.word(at).class));
        let names = (left..right).fold(0, |bits, at| bits | self.known[at]);
        let (length, inside, names) = ((right - left) as u64, u64::from(inside.0), u64::from(names));
        out.extend_from_slice(&[
            join(120, &[place, tail.lower]),
            join(121, &[place, head.lower]),
            join(122, &[place, before]),
            join(123, &[place, after]),
            join(124, &[place, inside, mode]),
            join(125, &[place, length, mode]),
            join(126, &[place, u64::from(head.class.0), u64::from(tail.class.0)]),
            join(127, &[place, before, after]),
            join(128, &[place, tail.ends[2]]),
            join(129, &[place, names, inside]),
            join(130, &[place, length, names, inside]),
            join(131, &[place, after, inside]),
            join(132, &[place, before, inside]),
        ]);
        let groups = |at: Option<usize>| at.map_or([NOWHERE; 2], |at| self.word(at).groups.map(u64::from));
        let (before, after) = (groups((left > first).then(|| left - 1)), groups((right < end).then_some(right)));
        out.extend_from_slice(&[
            join(133, &[place, tail.groups[0].into(), head.groups[0].into()]),
            join(134, &[place, tail.groups[1].into()]),
            join(135, &[place, head.groups[1].into()]),
            join(136, &[place, before[0], after[0]]),
            join(137, &[place, before[1]]),
            join(138, &[place, after[1]]),
        ]);
        // What the run as a whole depends on: the head of its first word whose head stands outside.
        let outside = |head: Option<usize>| head.is_none_or(|head| head < left || head >= right);
        let top = (left..right).map(|at| self.governor(doc, at)).find(|(_, head)| outside(*head));
        let (relation, governor) = top.unwrap_or((0, None));
        let (by, _, narrow_by) = self.key(governor);
        out.extend_from_slice(&[
            join(164, &[place, relation, by]),
            join(165, &[place, relation, narrow_by]),
            join(166, &[place, relation, inside]),
        ]);
    }
}
