//! Reads date expressions: atoms to shapes.
//!
//! Each file reads one kind of expression; [`Grammar::point`] says in which order they are tried.

use jiff::civil::Date;

use super::lexicon::Lexicon;
use super::lexicon::Word;
use super::shape::Shape;
use super::shape::Year;
use crate::annotate::quantity::atom::Atom;
use crate::annotate::quantity::atom::AtomKind;
use crate::annotate::quantity::number;

mod clock;
mod date;
mod decade;
mod length;
mod part;
mod period;
mod range;
mod relative;
mod repeat;
mod weekday;
mod year;

/// Something read, and the index after it.
type Read<T> = Option<(T, usize)>;

/// Reads one sentence. Every method is O(1): it looks at a bounded number of atoms.
pub(super) struct Grammar<'s> {
    pub(super) atoms: &'s [Atom<'s>],
    pub(super) lexicon: &'s Lexicon,
    pub(super) numbers: &'s number::Lexicon,
    /// Whether the atom is a modal or other verb, or inside a person's name, as far as known.
    pub(super) barred: &'s dyn Fn(usize) -> bool,
    /// Whether the atom is a plural noun, as far as known.
    pub(super) plural: &'s dyn Fn(usize) -> bool,
}

/// How deep "the end of the first week of the second half of …" may nest.
const DEPTH: usize = 4;

impl Grammar<'_> {
    fn is(&self, at: usize, text: &str) -> bool {
        self.atoms.get(at).is_some_and(|atom| atom.is(text))
    }

    fn any(&self, at: usize, texts: &[&str]) -> bool {
        self.atoms.get(at).is_some_and(|atom| texts.iter().any(|text| atom.is(text)))
    }

    /// The index after `text` if it stands at `at`, else `at`.
    fn skip(&self, at: usize, text: &str) -> usize {
        at + usize::from(self.is(at, text))
    }

    fn word(&self, at: usize) -> Word {
        self.atoms
            .get(at)
            .filter(|atom| atom.kind == AtomKind::Word)
            .map(|atom| self.lexicon.word(&atom.lower))
            .unwrap_or_default()
    }

    fn glued(&self, at: usize) -> bool {
        self.atoms.get(at).is_some_and(|atom| atom.glued)
    }

    fn capital(&self, at: usize) -> bool {
        self.atoms.get(at).is_some_and(|atom| atom.capital)
    }

    fn figures(&self, at: usize) -> bool {
        self.atoms.get(at).is_some_and(|atom| atom.kind == AtomKind::Figures)
    }

    /// Whether a phrase may end before `at`.
    fn closes(&self, at: usize) -> bool {
        self.atoms.get(at).is_none_or(|next| {
            next.kind == AtomKind::Sign && !["-", "/", ":", "%", "'", "$", "€", "£"].iter().any(|sign| next.is(sign))
        })
    }

    /// Whether a word that introduces dates stands before `at`, "the" left out.
    fn introduced(&self, at: usize) -> bool {
        let before = |at: usize| at.checked_sub(1);
        let Some(index) = before(at) else { return false };
        let index = if self.is(index, "the") || self.is(index, "-") { before(index) } else { Some(index) };
        index.is_some_and(|index| self.word(index).preposition)
    }

    /// The day of a date line: the whole sentence ("May 5, 2025"), or its beginning before a dash or bracket ("OSLO, May 5, 2025 —").
    pub(super) fn date_line(&self) -> Option<Date> {
        let named = |atom: &&Atom<'_>| {
            atom.kind == AtomKind::Sign || atom.lower.chars().count() > 1 && atom.raw == atom.raw.to_uppercase()
        };
        let lead = self.atoms.iter().take(8).take_while(named).count();
        (0..=lead).find_map(|at| {
            let (shape, end) = self.expression(at)?;
            let Shape::Day { year: Year::Is(year), month, day } = shape else { return None };
            let closed = match self.atoms.get(end) {
                None => true,
                Some(next) => {
                    next.is("-") || next.is("(") || (end + 1 == self.atoms.len() && next.kind == AtomKind::Sign)
                }
            };
            Date::new(year, month, day).ok().filter(|_| closed)
        })
    }

    /// The date expression that starts at `at`.
    pub(super) fn expression(&self, at: usize) -> Read<Shape> {
        let atom = self.atoms.get(at)?;
        // Inside "user2019" or "F-16" nothing starts.
        if atom.glued && at > 0 && self.atoms.get(at - 1).is_some_and(|before| before.kind != AtomKind::Sign) {
            return None;
        }
        self.framed_range(at).or_else(|| self.set(at)).or_else(|| self.open_range(at)).or_else(|| self.duration(at))
    }

    /// One time, the longest reading first.
    fn point(&self, at: usize, depth: usize) -> Read<Shape> {
        if depth > DEPTH {
            return None;
        }
        if let Some((clock, end)) = self.clock(at) {
            // "6 p.m. on Friday", "16:00 UTC today"
            let next = end + usize::from(self.any(end, &["on", ",", "of"]));
            let (of, end) = self.point(next, depth + 1).filter(|(of, _)| of.is_day())?;
            return Some((Shape::At { clock, of: Box::new(of) }, end));
        }
        let (shape, end) = self
            .named_day(at)
            .or_else(|| self.part(at, depth))
            .or_else(|| self.counted(at, depth))
            .or_else(|| self.beside(at, depth))
            .or_else(|| self.holiday(at))
            .or_else(|| self.nth(at, depth))
            .or_else(|| self.week_of(at, depth))
            .or_else(|| self.morning_of(at, depth))
            .or_else(|| self.numeric(at))
            .or_else(|| self.weekday(at, depth))
            .or_else(|| self.day_and_month(at))
            .or_else(|| self.month(at))
            .or_else(|| self.quarter(at))
            .or_else(|| self.shifted(at))
            .or_else(|| self.season(at))
            .or_else(|| self.week_number(at))
            .or_else(|| self.decade(at))
            .or_else(|| self.year(at))
            .or_else(|| self.day_alone(at))?;
        let end = self.part_of_day(&shape, end);
        let next = if shape.is_day() { self.before_clock(end) } else { end };
        match self.clock(next).filter(|_| shape.is_day()) {
            Some((clock, end)) => Some((Shape::At { clock, of: Box::new(shape) }, end)),
            None => Some((shape, end)),
        }
    }
}
