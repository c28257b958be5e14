//! Times that come back: "every Monday", "each year", "every two weeks", "on Tuesdays", "twice a month".

use super::Grammar;
use super::Read;
use crate::annotate::time::shape::Every;
use crate::annotate::time::shape::Shape;
use crate::annotate::time::shape::Unit;

impl Grammar<'_> {
    /// A repeated time at `at`.
    pub(super) fn set(&self, at: usize) -> Read<Shape> {
        if self.any(at, &["every", "each"]) {
            return self.every(at);
        }
        if let Some(found) = self.plural_weekday(at) {
            return Some(found);
        }
        // "twice a month", "three times a year", "once every two weeks"
        let end = if self.any(at, &["once", "twice"]) {
            at + 1
        } else {
            self.numbers.number(self.atoms, at, false).map(|number| number.end).filter(|end| self.is(*end, "times"))?
                + 1
        };
        if self.is(end, "every") {
            return self.every(end);
        }
        let (unit, after) = self.unit(end + 1).filter(|_| self.any(end, &["a", "per", "each"]))?;
        (unit >= Unit::Day).then_some((Shape::Set(Every::Unit { unit, count: 1 }), after))
    }

    fn every(&self, at: usize) -> Read<Shape> {
        let other = self.is(at + 1, "other");
        let next = self.skip(at + 1, "other");
        let count = if other { 2 } else { 1 };
        let done = |every, end| Some((Shape::Set(every), end));
        let word = self.word(next);
        if let Some(day) = word.weekday {
            let end = next + 1 + usize::from(self.word(next + 1).part_of_day);
            return done(Every::Weekday { day, weeks: count }, end);
        }
        if let Some(month) = word.month {
            return done(Every::Month(month), next + 1);
        }
        if let Some(season) = word.season {
            return done(Every::Season(season), next + 1);
        }
        if word.part_of_day {
            return done(Every::Unit { unit: Unit::Day, count }, next + 1);
        }
        if let Some((unit, end)) = self.unit(next) {
            // "every day of the week" lasts as long as it says.
            return done(Every::Unit { unit, count }, end);
        }
        // "every third year"
        if let Some((nth, end)) = self.numbers.ordinal(self.atoms, next).filter(|(nth, _)| *nth < 1000)
            && let Some((unit, end)) = self.unit(end)
        {
            return done(Every::Unit { unit, count: nth as i64 }, end);
        }
        let amount = self.amount(next)?;
        match amount.count.filter(|count| count.fract() == 0.0 && (1.0..1e4).contains(count)) {
            Some(count) => done(Every::Unit { unit: amount.unit, count: count as i64 }, amount.end),
            None => Some((Shape::Unplaced, amount.end)),
        }
    }

    /// "Tuesdays", "Friday nights": each one of them.
    fn plural_weekday(&self, at: usize) -> Read<Shape> {
        let day = |lower: &str| lower.strip_suffix('s').and_then(|one| self.lexicon.word(one).weekday);
        let atom = self.atoms.get(at).filter(|atom| atom.capital && atom.lower.len() > 6)?;
        if let Some(day) = day(&atom.lower) {
            return Some((Shape::Set(Every::Weekday { day, weeks: 1 }), at + 1));
        }
        let day = self.word(at).weekday?;
        let nights = self.atoms.get(at + 1)?.lower.strip_suffix('s')?;
        let part = self.lexicon.word(nights).part_of_day && self.introduced(at);
        part.then_some((Shape::Set(Every::Weekday { day, weeks: 1 }), at + 2))
    }
}
