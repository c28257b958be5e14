//! Years: "2019", "'98", "fiscal 2019", "nineteen ninety-nine", "79 AD", and years behind days and months.

use super::Grammar;
use super::Read;
use crate::annotate::quantity::atom::Atom;
use crate::annotate::quantity::atom::AtomKind;
use crate::annotate::time::shape::Shape;
use crate::annotate::time::shape::Year;

impl Grammar<'_> {
    /// The index after a dash before a year: "Dec-2018".
    pub(super) fn dash_year(&self, at: usize) -> usize {
        if self.is(at, "-") && self.glued(at) && self.glued(at + 1) && self.year_number(at + 1).is_some() {
            at + 1
        } else {
            at
        }
    }

    /// A year after a day or month: ", 2025", "of 2025", "last year", "of this year".
    pub(super) fn year_tail(&self, at: usize) -> Read<Year> {
        let next = at + usize::from(self.any(at, &[",", "of", "in"]));
        let next = if self.is(next, "the") && self.is(next + 1, "year") { next + 2 } else { next };
        if let Some((year, end)) = self.year_number(next) {
            // "on May 5, 2000 people": a plural noun makes it a count.
            let counted = next > at && self.is(at, ",") && (self.plural)(end) && !self.is(end, ",");
            return (!counted).then_some((Year::Is(year), end));
        }
        // "april two thousand and eighteen"
        if let Some((year, end)) = self.spelt_year(next) {
            return Some((Year::Is(year), end));
        }
        // "April of '87", "the summer of '69"
        if let Some((year, end)) = self.short_year(next).filter(|_| self.is(next, "'") || self.is(at, "of")) {
            return Some((Year::Short(year), end));
        }
        let next = self.skip(next, "the");
        let (&(shift, _), end) = self.lexicon.shift.at(self.atoms, next)?;
        (self.is(end, "year") && !self.is(end + 1, "-")).then_some((Year::Shift(shift as i16), end + 1))
    }

    /// Four figures that may be a year.
    pub(super) fn year_number(&self, at: usize) -> Read<i16> {
        let atom = self.atoms.get(at).filter(|atom| atom.lower.len() == 4)?;
        let year = atom.integer().filter(|year| (1000..=2199).contains(year))?;
        let next = self.atoms.get(at + 1);
        let tail = next.is_some_and(|next| next.glued && (next.kind != AtomKind::Sign || next.is("%") || next.is(":")));
        (!tail).then_some((year as i16, at + 1))
    }

    /// "nineteen ninety-nine", "two thousand and eighteen".
    pub(super) fn spelt_year(&self, at: usize) -> Read<i16> {
        if self.figures(at) || self.any(at, &["a", "an", "half"]) {
            return None;
        }
        let whole = self.numbers.number(self.atoms, at, false)?;
        if (1000.0..2200.0).contains(&whole.value) && whole.value.fract() == 0.0 && whole.end > at + 1 && !whole.rough {
            return Some((whole.value as i16, whole.end));
        }
        if !(10.0..=21.0).contains(&whole.value) || whole.end != at + 1 {
            return None;
        }
        let rest = self.numbers.number(self.atoms, self.skip(whole.end, "-"), false)?;
        ((10.0..100.0).contains(&rest.value) && rest.value.fract() == 0.0 && !self.figures(rest.end - 1))
            .then_some(((whole.value * 100.0 + rest.value) as i16, rest.end))
    }

    /// "2019", "fiscal 2019", "FY2019", "the year 2008", "year two thousand and ten".
    pub(super) fn year(&self, at: usize) -> Read<Shape> {
        if let Some(found) = self.year_of_era(at) {
            return Some(found);
        }
        let is_year = |year, end| Some((Shape::Year(Year::Is(year)), end));
        if let Some((year, end)) = self.short_year(at).filter(|_| self.is(at, "'") && self.introduced(at)) {
            return Some((Shape::Year(Year::Short(year)), end));
        }
        let at = self.skip(at, "the");
        let named = if self.any(at, &["fiscal", "financial", "calendar"]) {
            Some(self.skip(at + 1, "year"))
        } else if self.any(at, &["fy", "year"]) {
            Some(self.skip(at + 1, "of"))
        } else {
            None
        };
        if let Some(next) = named {
            let next = self.skip(next, "'");
            if let Some((year, end)) = self.year_number(next).or_else(|| self.spelt_year(next)) {
                return is_year(year, end);
            }
            let short = self
                .atoms
                .get(next)
                .filter(|atom| atom.lower.len() == 2 && self.is(at, "fy"))
                .and_then(Atom::integer)?;
            return is_year(2000 + short as i16, next + 1);
        }
        if !self.figures(at) {
            return if self.is(at.wrapping_sub(1), "in") {
                self.spelt_year(at).and_then(|(year, end)| is_year(year, end))
            } else {
                None
            };
        }
        let (year, end) = self.year_number(at).filter(|_| self.free_figures(at))?;
        let before = at.checked_sub(1).and_then(|index| self.atoms.get(index));
        let strong = self.introduced(at)
            && !self.any(at.wrapping_sub(1), &["of", "to", "for", "from", "by", "about", "around", "between", "past"]);
        let weak = self.introduced(at)
            || before.is_none_or(|before| before.kind == AtomKind::Sign)
            || self.any(at.wrapping_sub(1), &["the", "and", "or", "s", "its", "their", "his", "her"]);
        let noun = self.word(end).counted;
        if (noun || (self.plural)(end) && !self.is(at.wrapping_sub(1), "the"))
            && !(strong
                && (1900..2100).contains(&year)
                && !self.any(end, &["gmt", "hours", "people", "percent", "years"]))
        {
            return None;
        }
        if before.is_some_and(|before| self.lexicon.word(&before.lower).no_year_after) {
            return None;
        }
        let likely = (1900..=2050).contains(&year);
        let possible = strong || weak && (1500..=2100).contains(&year);
        (if likely { true } else { possible }).then_some(())?;
        is_year(year, end)
    }

    /// Two figures that stand for a year: "'98", "87".
    fn short_year(&self, at: usize) -> Read<i16> {
        let quote = self.is(at, "'");
        let figure = at + usize::from(quote);
        let atom = self.atoms.get(figure).filter(|atom| atom.lower.len() == 2)?;
        let year = atom.integer()?;
        let alone = self.closes(figure + 1) || !self.glued(figure + 1);
        // "'90s" is a decade, "of 87 people" a count.
        let fits = if quote { atom.glued && alone } else { self.closes(figure + 1) && !self.is(figure + 1, ",") };
        fits.then_some((year as i16, figure + 1))
    }

    /// "79 AD", "AD 79", "44 BC", "the year 267".
    fn year_of_era(&self, at: usize) -> Read<Shape> {
        let count = |at: usize| self.atoms.get(at).and_then(Atom::integer).filter(|year| (1..=9000).contains(year));
        let done = |year: u64, era: i16, end| {
            let year = i16::try_from(year).ok()?;
            Some((Shape::Year(Year::Is(if era < 0 { 1 - year } else { year })), end))
        };
        if let Some(year) = count(at).filter(|_| self.free_figures(at) && !self.glued(at + 1)) {
            let (&era, end) = self.lexicon.era.at(self.atoms, at + 1).filter(|_| self.capital(at + 1))?;
            return done(year, era, end);
        }
        if let Some((&era, next)) = self.lexicon.era.at(self.atoms, at).filter(|_| self.capital(at)) {
            return done(count(next).filter(|_| !self.glued(next))?, era, next + 1);
        }
        let next = self.skip(at, "the");
        let year = self.is(next, "year");
        // Early years in figures only with "the year": "in the year 267".
        if let Some(number) = count(next + 1).filter(|number| year && *number < 1000 && next > at) {
            return self.closes(next + 2).then(|| done(number, 1, next + 2)).flatten();
        }
        let spelt = self.numbers.number(self.atoms, next + 1, false).filter(|_| year && !self.figures(next + 1))?;
        let whole = spelt.value.fract() == 0.0 && (100.0..1000.0).contains(&spelt.value) && self.closes(spelt.end);
        whole.then(|| done(spelt.value as u64, 1, spelt.end)).flatten()
    }
}
