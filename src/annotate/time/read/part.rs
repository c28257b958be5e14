//! Parts of stretches: "early May", "the end of next week", "year-end", "the third week of July", "the week of May 5".

use super::Grammar;
use super::Read;
use crate::annotate::time::shape::Inside;
use crate::annotate::time::shape::Part;
use crate::annotate::time::shape::Shape;
use crate::annotate::time::shape::Unit;

impl Grammar<'_> {
    /// "early May", "mid-2019", "the end of next week", "later this month".
    pub(super) fn part(&self, at: usize, depth: usize) -> Read<Shape> {
        if let Some(found) = self.unit_end(self.skip(at, "the")) {
            return Some(found);
        }
        // "end-March", "early-2019"
        let dashed = || {
            (self.is(at, "end") && self.is(at + 1, "-") && self.glued(at + 1)).then_some((&(Part::End, false), at + 1))
        };
        let (&(part, from_today), end) = self.lexicon.part.at(self.atoms, at).or_else(dashed)?;
        let mut next = self.skip(end, "-");
        next = self.skip(next, "on");
        next = self.skip(next, "the");
        let of_month =
            || self.bare_name(next).filter(|(of, _)| matches!(of, Shape::Month { .. }) && self.is(at, "end"));
        let (of, end) = self.point(next, depth + 1).or_else(of_month).or_else(|| {
            // "end of month", "later in the year", "rest of my week".
            let next = next + usize::from(self.any(next, &["my", "our"]));
            let unit = self.word(next).unit.filter(|unit| *unit >= Unit::Week)?;
            let placed = end > at + 1 || next > end;
            (placed && !self.is(next + 1, "of")).then_some((Shape::Current { unit, shift: 0 }, next + 1))
        })?;
        let dated = !matches!(
            of,
            Shape::Ago(_) | Shape::Later(_) | Shape::Window(_) | Shape::Duration(_) | Shape::Range(..) | Shape::Set(_)
        );
        dated.then(|| (Shape::Part { part, from_today, of: Box::new(of) }, end))
    }

    /// "the third week of July", "the last Friday in June", "the first eight months of this year", "last week of 2019".
    pub(super) fn nth(&self, at: usize, depth: usize) -> Read<Shape> {
        let at = self.skip(at, "the");
        let (nth, end) = if self.any(at, &["last", "final"]) {
            (-1, at + 1)
        } else if self.is(at, "opening") {
            (1, at + 1)
        } else {
            self.numbers.ordinal(self.atoms, at).filter(|(nth, _)| *nth < 400).map(|(nth, end)| (nth as i64, end))?
        };
        let (count, next) = match self.numbers.number(self.atoms, end, false) {
            Some(number) if number.value.fract() == 0.0 && (2.0..400.0).contains(&number.value) => {
                (number.value as i64, number.end)
            }
            _ => (1, end),
        };
        let word = self.word(next);
        let inside = match (word.weekday, word.unit) {
            (Some(day), _) if count == 1 => Inside::Weekday(day),
            (_, Some(unit)) if unit >= Unit::Day => Inside::Unit(unit),
            _ => return None,
        };
        let of = next + 1;
        let (of, end) = if self.any(of, &["of", "in"]) {
            let next = self.skip(of + 1, "the");
            self.point(next, depth + 1).or_else(|| {
                let unit = self.word(next).unit.filter(|unit| *unit >= Unit::Month)?;
                Some((Shape::Current { unit, shift: 0 }, next + 1))
            })?
        } else {
            self.shifted(of)?
        };
        Some((Shape::Nth { nth, count, inside, of: Box::new(of) }, end))
    }

    /// "the week of May 5", "the week starting Monday", "the week of the 18th", "the weekend of May 10".
    pub(super) fn week_of(&self, at: usize, depth: usize) -> Read<Shape> {
        let at = self.skip(at, "the");
        let unit = self.word(at).unit.filter(|unit| matches!(unit, Unit::Week | Unit::Weekend))?;
        let begins = self.any(at + 1, &["starting", "beginning", "commencing"]) && unit == Unit::Week;
        if !begins && !self.is(at + 1, "of") {
            return None;
        }
        let next = self.skip(at + 2, "on");
        let nth = || {
            let (day, end) = self.numbers.ordinal(self.atoms, self.skip(next, "the"))?;
            Some((Shape::DayOfMonth(i8::try_from(day).ok().filter(|day| (1..=31).contains(day))?), end))
        };
        let (of, end) = self.point(next, depth + 1).or_else(nth)?;
        let day = of.is_day() || matches!(of, Shape::DayOfMonth(_));
        day.then(|| (Shape::WeekOf { unit, begins, of: Box::new(of) }, end))
    }

    /// "the morning of May 4", "the night of Friday".
    pub(super) fn morning_of(&self, at: usize, depth: usize) -> Read<Shape> {
        let at = self.skip(at, "the");
        if !self.word(at).part_of_day || !self.is(at + 1, "of") {
            return None;
        }
        self.point(self.skip(at + 2, "the"), depth + 1).filter(|(of, _)| of.is_day())
    }

    /// "year-end", "month's end", "year-end 2024": the end of the present one or of the year named.
    fn unit_end(&self, at: usize) -> Read<Shape> {
        let unit = self.word(at).unit.filter(|unit| *unit >= Unit::Week)?;
        let next = if self.is(at + 1, "-") && self.glued(at + 1) {
            at + 2
        } else if self.is(at + 1, "'") && self.is(at + 2, "s") {
            at + 3
        } else {
            return None;
        };
        if !self.is(next, "end") || self.is(next + 1, "-") {
            return None;
        }
        let year = self.year_tail(next + 1).filter(|_| unit == Unit::Year);
        let (of, end) =
            year.map_or((Shape::Current { unit, shift: 0 }, next + 1), |(year, end)| (Shape::Year(year), end));
        Some((Shape::Part { part: Part::End, from_today: false, of: Box::new(of) }, end))
    }
}
