//! Named stretches of a year: quarters, halves, seasons, holidays.

use super::Grammar;
use super::Read;
use crate::annotate::time::shape::Rule;
use crate::annotate::time::shape::Shape;
use crate::annotate::time::shape::Year;

impl Grammar<'_> {
    /// "Q3 2019", "the third quarter", "first half of 2019", "H1", "2016 H2", "this year's first quarter".
    pub(super) fn quarter(&self, at: usize) -> Read<Shape> {
        if let Some((year, end)) = self.year_number(at).filter(|_| self.free_figures(at)) {
            let next = if self.is(end, "'") && self.is(end + 1, "s") { end + 2 } else { self.skip(end, "-") };
            let (made, end) = self.quarter_name(next, true)?;
            return Some((made(Year::Is(year)), end));
        }
        if let Some((&(shift, _), end)) = self.lexicon.shift.at(self.atoms, at)
            && self.is(end, "year")
            && self.is(end + 1, "'")
        {
            let (made, end) = self.quarter_name(end + 3, true)?;
            return Some((made(Year::Shift(shift as i16)), end));
        }
        let (made, end) = self.quarter_name(self.skip(at, "the"), false)?;
        let end = self.dash_year(end);
        // The financial year is taken for the calendar year.
        let fiscal = if self.any(end, &["of", "in"]) { end + 1 } else { end };
        let fiscal = fiscal + usize::from(self.any(fiscal, &["fiscal", "financial"]));
        let (year, end) = if let Some(found) =
            self.year_tail(end).or_else(|| if fiscal > end + 1 { self.year_tail(fiscal) } else { None })
        {
            found
        } else if self.is(end, "of") && self.is(end + 1, "the") && self.is(end + 2, "year") {
            (Year::Shift(0), end + 3)
        } else {
            (Year::Unknown, end)
        };
        Some((made(year), end))
    }

    /// The quarter or half at `at`, still without a year; `dated` if one stands before it.
    fn quarter_name(&self, at: usize, dated: bool) -> Read<fn(Year) -> Shape> {
        let quarters: [fn(Year) -> Shape; 4] = [
            |year| Shape::Quarter { year, nth: 1 },
            |year| Shape::Quarter { year, nth: 2 },
            |year| Shape::Quarter { year, nth: 3 },
            |year| Shape::Quarter { year, nth: 4 },
        ];
        let halves: [fn(Year) -> Shape; 2] = [|year| Shape::Half { year, nth: 1 }, |year| Shape::Half { year, nth: 2 }];
        if self.any(at, &["q", "h"]) && self.glued(at + 1) {
            let nth = self.atoms.get(at + 1)?.integer()? as usize;
            let made =
                if self.is(at, "q") { quarters.get(nth.checked_sub(1)?) } else { halves.get(nth.checked_sub(1)?) };
            let year = dated || self.year_tail(self.dash_year(at + 2)).is_some();
            return (self.capital(at) || year).then_some((*made?, at + 2));
        }
        let (nth, end) = self.numbers.ordinal(self.atoms, at)?;
        let end = end + usize::from(self.is(end, "-") && self.glued(end));
        let end = end + usize::from(self.any(end, &["fiscal", "financial"]));
        let index = (nth as usize).checked_sub(1)?;
        if self.is(end, "quarter") {
            // Matches have quarters too: "in the fourth quarter" of a game cannot be told apart here.
            return Some((*quarters.get(index)?, end + 1));
        }
        // "the first half" alone is one of a match; of a year it says so.
        let year = dated
            || self.year_tail(end + 1).is_some()
            || (self.is(end + 1, "of") && self.is(end + 2, "the") && self.is(end + 3, "year"));
        if self.is(end, "half") && year { Some((*halves.get(index)?, end + 1)) } else { None }
    }

    /// "summer 2016", "the spring of 2019", "in the winter".
    pub(super) fn season(&self, at: usize) -> Read<Shape> {
        let at = self.skip(at, "the");
        let nth = self.word(at).season?;
        let end = at + 1;
        if let Some((year, end)) = self.year_tail(end) {
            // "the winter of 2023-24"
            let second = self.any(end, &["-", "/"]) && self.glued(end) && self.glued(end + 1);
            let two =
                second && self.atoms.get(end + 1).is_some_and(|atom| atom.lower.len() == 2 && atom.integer().is_some());
            return Some((Shape::Season { year, nth }, if two { end + 2 } else { end }));
        }
        let introduced = at > 1
            && self.is(at - 1, "the")
            && self.any(
                at - 2,
                &[
                    "in",
                    "during",
                    "since",
                    "until",
                    "by",
                    "before",
                    "after",
                    "early",
                    "late",
                    "of",
                    "through",
                    "throughout",
                ],
            );
        (introduced && !(self.barred)(at) && !self.is(end, "of") && !self.capital(end))
            .then_some((Shape::Season { year: Year::Unknown, nth }, end))
    }

    /// "Christmas Day", "Thanksgiving 2019", "Labor Day weekend".
    pub(super) fn holiday(&self, at: usize) -> Read<Shape> {
        let (&rule, end) = self.lexicon.holiday.at(self.atoms, at)?;
        let capital = (at..end).any(|index| self.capital(index)) || matches!(rule, Rule::Once { .. });
        // "Good Friday Agreement"
        if capital && self.capital(end) && self.lexicon.names_after.at(self.atoms, end).is_some() {
            return None;
        }
        // "in the new year", "Lunar New Year"
        let before = at.checked_sub(1);
        if self.is(at, "new")
            && end == at + 2
            && before
                .is_some_and(|before| self.any(before, &["the", "a", "this"]) || self.capital(before) && before > 0)
        {
            return None;
        }
        let long = self.is(end, "weekend");
        let (year, end) =
            self.year_tail(self.skip(end, "weekend")).unwrap_or((Year::Unknown, self.skip(end, "weekend")));
        if !capital && !self.introduced(at) && !long {
            return None;
        }
        // "Labor Day 2021 weekend"
        if long || self.is(end, "weekend") {
            return Some((Shape::LongWeekend { year, rule }, self.skip(end, "weekend")));
        }
        Some((Shape::Holiday { year, rule }, end))
    }
}
