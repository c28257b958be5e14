//! Weekdays: "Friday", "Friday, May 9", "Wednesday of next week", "Monday 21".

use super::DEPTH;
use super::Grammar;
use super::Read;
use crate::annotate::time::shape::Shape;
use crate::annotate::time::shape::Unit;

impl Grammar<'_> {
    /// "Friday", "Friday, May 9", "Wednesday of next week", "Friday last week".
    pub(super) fn weekday(&self, at: usize, depth: usize) -> Read<Shape> {
        let day = self.word(at).weekday?;
        let doubtful = self.word(at).doubtful;
        let dot = self.skip(at + 1, ".");
        let (short, capital) = (self.word(at).short, self.capital(at));
        let after = if short { dot } else { at + 1 };
        let comma = self.skip(after, ",");
        // "Tue (May 9)" and "Friday, 9 May": the date says it all.
        let inner = self.skip(comma, "(");
        let dated = self
            .numeric(inner)
            .or_else(|| self.day_and_month(inner))
            .filter(|(shape, _)| matches!(shape, Shape::Day { .. }));
        if let Some((date, end)) = dated {
            return Some((date, if inner > comma { self.skip(end, ")") } else { end }));
        }
        // "Monday 21", "Tuesday the eleventh", "Tue 13th"; not "on Tuesday the first ships"
        let number_at = self.skip(after, "the");
        let ordinal = self.numbers.ordinal(self.atoms, number_at).is_some() && self.figures(number_at);
        if let Some((number, end)) = self.day_number(number_at)
            && !self.glued(after)
            && (capital || number_at > after)
            && (ordinal || self.closes(end))
        {
            return Some((Shape::WeekdayOn { weekday: day, day: number }, end));
        }
        if (self.barred)(at)
            || (doubtful && !(self.introduced(at) && capital))
            || (!capital && !self.introduced(at) && at > 0) && short
        {
            return None;
        }
        let named = at > 0
            && self.capital(at)
            && self.capital(at - 1)
            && self.atoms.get(at - 1).is_some_and(|before| self.lexicon.names_before.contains(before.lower.as_ref()));
        if named || (capital && self.capital(at + 1) && self.lexicon.names_after.at(self.atoms, at + 1).is_some()) {
            return None;
        }
        let week = self.skip(after, "of");
        if depth < DEPTH
            && let Some((shape @ Shape::Current { unit: Unit::Week, .. }, end)) = self.shifted(self.skip(week, "the"))
        {
            return Some((Shape::WeekdayOf { day, week: Box::new(shape) }, end));
        }
        Some((Shape::Weekday { day, shift: None }, if short && self.glued(dot - 1) { after } else { at + 1 }))
    }
}
