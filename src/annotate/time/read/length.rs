//! Lengths of time: "three years", "two years and three months", "a two-day visit", "for a decade".

use super::DEPTH;
use super::Grammar;
use super::Read;
use crate::annotate::time::shape::Length;
use crate::annotate::time::shape::Shape;
use crate::annotate::time::shape::Unit;

/// How many units: the count is none when vague ("several").
pub(super) struct Amount {
    pub(super) count: Option<f64>,
    pub(super) unit: Unit,
    pub(super) end: usize,
}

/// One or more amounts, each in a shorter unit: "two years and three months".
pub(super) struct Stated {
    /// None when vague or longer than any calendar.
    pub(super) length: Option<Length>,
    /// ISO 8601; none when vague.
    pub(super) value: Option<String>,
    pub(super) unit: Unit,
    pub(super) end: usize,
}

impl Grammar<'_> {
    /// The unit at `at`: "weeks", "business days".
    pub(super) fn unit(&self, at: usize) -> Read<Unit> {
        let (unit, end) = self.lexicon.unit.at(self.atoms, at)?;
        Some((*unit, end))
    }

    /// A count of units: "three", "a", "a few", "10 1/2"; with the unit.
    pub(super) fn amount(&self, at: usize) -> Option<Amount> {
        let (count, mut next) = if let Some((few, end)) = self.lexicon.few.at(self.atoms, at) {
            (Some(*few as f64), end)
        } else if self.is(at + 1, "quarters")
            && let Some(count) = self.numbers.small(self.atoms, at)
        {
            // "three quarters" of a year or share are told apart by what stands before.
            (Some(count), at + 1)
        } else if let Some((count, end)) = self.and_a_half(at) {
            (Some(count), end)
        } else if let Some(number) = self.numbers.number(self.atoms, at, false) {
            ((!number.rough).then_some(number.value), number.end)
        } else if self.any(at, &["a", "an"]) {
            (Some(1.0), at + 1)
        } else if self.any(at, &["many"]) {
            (None, at + 1)
        } else {
            return None;
        };
        next += usize::from(self.word(next).after_amount && self.unit(next).is_none());
        if self.is(next, "-") && self.glued(next) {
            next += 1;
        }
        let (unit, mut end) = self.unit(next)?;
        let mut count = count;
        // "two years and a half", "a year and a half".
        if self.is(end, "and") && self.is(end + 1, "a") && self.is(end + 2, "half") {
            count = count.map(|count| count + 0.5);
            end += 3;
        }
        Some(Amount { count, unit, end })
    }

    /// "two and a half", "one-and-a-half", "two and half".
    fn and_a_half(&self, at: usize) -> Read<f64> {
        let count = self.numbers.small(self.atoms, at)?;
        let and = at + 1 + usize::from(self.is(at + 1, "-"));
        let article = and + 1 + usize::from(self.is(and + 1, "-"));
        let half = self.skip(article, "a");
        let half = half + usize::from(self.is(half, "-"));
        (self.is(and, "and") && self.is(half, "half")).then_some((count + 0.5, half + 1))
    }

    /// Like [`Self::amount`], but "a few" and "several" are no numbers; "a couple" is two. Shorter units may follow.
    pub(super) fn exact(&self, at: usize) -> Option<Stated> {
        let vague = self.lexicon.few.at(self.atoms, at).is_some_and(|(few, _)| *few > 2);
        self.amounts(at, vague)
    }

    /// One amount or several in units that grow shorter.
    pub(super) fn amounts(&self, at: usize, vague: bool) -> Option<Stated> {
        let first = self.amount(at)?;
        let count = first.count.filter(|_| !vague);
        let mut stated = Stated {
            length: count.and_then(|count| Length::new(count, first.unit)),
            value: count.map(|count| first.unit.duration(count)),
            unit: first.unit,
            end: first.end,
        };
        for _ in 0..3 {
            let Some(value) = stated.value.clone() else { break };
            if self.glued(stated.end) && !self.is(stated.end, ",") {
                break;
            }
            let comma = self.skip(stated.end, ",");
            let next = self.skip(comma, "and");
            let Some(more) = self.amount(next).filter(|more| more.unit < stated.unit && !self.any(next, &["a", "an"]))
            else {
                break;
            };
            let Some(count) = more.count else { break };
            let short = more.unit.duration(count);
            stated.value = Some(match (value.contains('T'), short.strip_prefix("PT")) {
                (true, Some(time)) => format!("{value}{time}"),
                (false, Some(time)) => format!("{value}T{time}"),
                _ => format!("{value}{}", short.trim_start_matches('P')),
            });
            if more.unit >= Unit::Day {
                let added = Length::new(count, more.unit);
                stated.length = stated.length.and_then(|length| Some(length.plus(added?)));
            }
            (stated.unit, stated.end) = (more.unit, more.end);
        }
        Some(stated)
    }

    /// A length that stands by itself, ahead after "in" and "within", or along a point: "three days starting Monday".
    pub(super) fn duration(&self, at: usize) -> Read<Shape> {
        let stated = self.exact(at)?;
        let first = self.amount(at)?;
        let end = stated.end;
        let article = self.any(at, &["a", "an"]) && first.end == at + 2;
        if let Some(found) = self.along(&stated) {
            return Some(found);
        }
        let lengthy = at > 0 && self.word(at - 1).lengthy;
        // "one day they may return"
        let some_day = self.is(at, "one") && self.is(at + 1, "day") && first.end == at + 2;
        if (article || some_day) && !lengthy && end == first.end {
            return None;
        }
        // "42 years old", "a 42-year-old" are ages; "second place" is no time.
        if self.any(end, &["old", "olds"])
            || (self.is(end, "-") && self.any(end + 1, &["old", "olds"]))
            || (self.is(end, "of") && self.is(end + 1, "age"))
        {
            return None;
        }
        let unit = first.unit;
        if unit == Unit::Second && self.is(end - 1, "second") && !(self.is(end - 2, "-") || self.is(at, "one")) {
            return None;
        }
        if unit == Unit::Quarter || (unit < Unit::Day && first.count.is_none()) {
            return None;
        }
        // "the first time in three years" looks back over a length.
        let ahead = at > 0
            && self.any(at - 1, &["in", "within"])
            && !(at > 1
                && self.any(
                    at - 2,
                    &["time", "once", "twice", "first", "most", "highest", "lowest", "best", "worst", "second"],
                ));
        if ahead
            && unit >= Unit::Day
            && let (Some(length), Some(value)) = (stated.length, stated.value.clone())
        {
            return Some((Shape::Ahead { length, value, within: self.is(at - 1, "within") }, end));
        }
        Some((Shape::Duration(stated.value), end))
    }

    /// "three days starting Monday", "the three months ended June 30", "the year to March".
    pub(super) fn along(&self, stated: &Stated) -> Read<Shape> {
        let length = stated.length.filter(|_| stated.unit >= Unit::Day)?;
        if let Some(((), next)) = self.lexicon.starting.at(self.atoms, stated.end) {
            let (of, end) = self.plain_day(next)?;
            return Some((Shape::Along { length, ahead: true, of: Box::new(of) }, end));
        }
        let ((), next) = self.lexicon.ended.at(self.atoms, stated.end).filter(|_| stated.unit >= Unit::Week)?;
        let (of, end) = self
            .numeric(next)
            .or_else(|| self.day_and_month(next))
            .or_else(|| self.month(next))
            .or_else(|| self.bare_name(next))?;
        let bounds = matches!(of, Shape::Day { .. } | Shape::Month { .. });
        bounds.then(|| (Shape::Along { length, ahead: false, of: Box::new(of) }, end))
    }

    /// A day in its simplest forms, which hold no other time: "May 20", "Monday", "next Monday", "tomorrow".
    fn plain_day(&self, at: usize) -> Read<Shape> {
        let shifted = || {
            let (&shift, end) = self.lexicon.shift.at(self.atoms, at)?;
            let day = self.word(end).weekday?;
            Some((Shape::Weekday { day, shift: Some(shift) }, end + 1))
        };
        self.named_day(at)
            .or_else(|| self.numeric(at))
            .or_else(shifted)
            .or_else(|| self.weekday(at, DEPTH))
            .or_else(|| self.day_and_month(at))
            .filter(|(of, _)| of.is_day())
    }
}
