//! Times counted from publication or from the time last spoken of: "yesterday", "last week", "two days ago",
//! "a year earlier", "three weeks after May 5", "the week before Christmas", "the past month", "that day".

use super::Grammar;
use super::Read;
use super::length::Stated;
use crate::annotate::time::shape::Length;
use crate::annotate::time::shape::Part;
use crate::annotate::time::shape::Shape;
use crate::annotate::time::shape::Unit;
use crate::annotate::time::shape::Year;

impl Grammar<'_> {
    /// "today", "last night", "now".
    pub(super) fn named_day(&self, at: usize) -> Read<Shape> {
        let (days, end) = self.lexicon.day.at(self.atoms, at)?;
        // "now-defunct" and "today's world" (the present) are no dates; "Yesterday" inside a title is not known.
        let compound = self.is(end, "-") && self.glued(end);
        (!compound).then_some((Shape::Current { unit: Unit::Day, shift: *days }, end))
    }

    /// "two days ago", "a week earlier", "three weeks from tomorrow", "two years and a month later", "years ago".
    pub(super) fn counted(&self, at: usize, depth: usize) -> Read<Shape> {
        // "the day before", "the week after": from the time last spoken of.
        if self.is(at, "the")
            && let Some(unit) = self.word(at + 1).unit.filter(|unit| *unit >= Unit::Day)
            && self.any(at + 2, &["before", "after"])
            && self.closes(at + 3)
        {
            return Some((Shape::Then { unit, shift: if self.is(at + 2, "before") { -1 } else { 1 } }, at + 3));
        }
        let at_amount = at + usize::from(self.word(at).before_amount);
        let vague = || {
            let plural = self.atoms.get(at).is_some_and(|atom| atom.lower.ends_with('s'));
            self.word(at).unit.filter(|_| plural)
        };
        let (length, end) = if let Some(stated) = self.exact(at_amount) {
            (stated.length, stated.end)
        } else {
            vague()?;
            (None, at + 1)
        };
        let shape = |made: &dyn Fn(Length) -> Shape| length.map_or(Shape::Unplaced, made);
        if let Some((sign, end)) = self.lexicon.direction.at(self.atoms, end) {
            return Some((shape(&|length| Shape::Ago(length.times(*sign))), end));
        }
        let sign = if self.any(end, &["before", "prior"]) { -1 } else { 1 };
        if let Some(length) = length
            && self.any(end, &["before", "after", "from", "following", "prior", "on", "since"])
        {
            let next = end + 1 + usize::from(self.is(end, "prior") && self.is(end + 1, "to"));
            let day = |of: &Shape| of.is_day() || !self.any(end, &["on", "since"]);
            // "a week on Tuesday" but "two weeks on Friday night's run" is none: only weeks are counted so.
            let weeks = !self.is(end, "on") || length.grain == Unit::Week && self.any(at, &["a"]);
            if let Some((of, end)) = self.point(self.skip(next, "the"), depth + 1).filter(|(of, _)| day(of) && weeks) {
                return Some((Shape::From { length: length.times(sign), of: Box::new(of) }, end));
            }
        }
        if let Some((sign, after)) = self.lexicon.then.at(self.atoms, end) {
            // "two days before the vote" counts from the vote, whose day is not known.
            let bare = self.closes(after) || !self.is(end, "before");
            if bare && !self.is(after, "than") {
                return Some((shape(&|length| Shape::Later(length.times(*sign))), after));
            }
        }
        None
    }

    /// "the week before Christmas", "the day after May 5", "the week after next", "the year before last".
    pub(super) fn beside(&self, at: usize, depth: usize) -> Read<Shape> {
        let at = self.skip(at, "the");
        let (unit, end) = self.unit(at).filter(|(unit, _)| *unit >= Unit::Day)?;
        let sign = if self.is(end, "before") { -1 } else { self.is(end, "after").then_some(1)? };
        let next = self.skip(end + 1, "the");
        let far = if sign < 0 { self.is(next, "last") } else { self.is(next, "next") };
        if far && self.closes(next + 1) {
            return Some((Shape::Current { unit, shift: 2 * sign }, next + 1));
        }
        let (of, end) = self.point(next, depth + 1).filter(|(of, _)| of.is_day())?;
        Some((Shape::Beside { unit, sign, of: Box::new(of) }, end))
    }

    /// "last week", "this Friday", "next May", "the past three weeks", "that day", "the following month", "the last quarter".
    pub(super) fn shifted(&self, at: usize) -> Read<Shape> {
        let at = self.skip(at, "the");
        let definite = at > 0 && self.is(at - 1, "the");
        if self.is(at, "weekend") && definite && !self.any(at + 1, &["of", "before", "after"]) {
            return Some((Shape::Weekend, at + 1));
        }
        // "the same period last year", "the same month a year earlier"
        if self.is(at, "same") && self.any(at + 1, &["period", "month", "quarter", "time", "week"]) {
            let next = at + 2 + usize::from(self.any(at + 2, &["of", "in"]));
            let next = self.skip(next, "the");
            let year = next + usize::from(self.any(next, &["last", "previous", "a", "one"]));
            if year > next && self.is(year, "year") {
                let end = year + 1 + usize::from(self.any(year + 1, &["ago", "earlier", "before", "previously"]));
                if end > year + 1 || self.any(next, &["last", "previous"]) {
                    return Some((Shape::Later(Length::one(Unit::Year).times(-1)), end));
                }
            }
        }
        // "this time last year"
        if self.is(at, "this") && self.is(at + 1, "time") && self.is(at + 2, "last") && self.is(at + 3, "year") {
            return Some((Shape::Ago(Length::one(Unit::Year).times(-1)), at + 4));
        }
        // "the year to date"
        if let Some(unit) = self.word(at).unit.filter(|unit| *unit >= Unit::Month)
            && self.any(at + 1, &["to", "-"])
            && (self.is(at + 2, "date") || self.is(at + 2, "to") && self.is(at + 4, "date"))
        {
            let of = Box::new(Shape::Current { unit, shift: 0 });
            let end = if self.is(at + 2, "date") { at + 3 } else { at + 5 };
            return Some((Shape::Part { part: Part::SoFar, from_today: false, of }, end));
        }
        // "the quarter ended June 30", "the year to March"
        if let Some((unit, end)) = self.unit(at).filter(|(unit, _)| *unit >= Unit::Week && definite)
            && !self.is(end, "through")
            && let Some(found) = self.along(&Stated { length: Some(Length::one(unit)), value: None, unit, end })
        {
            return Some(found);
        }
        // From the time last spoken of.
        let then = if self.any(at, &["following", "next", "previous", "preceding"]) && definite {
            Some(if self.any(at, &["following", "next"]) { 1 } else { -1 })
        } else if (self.is(at, "same") && definite) || self.is(at, "that") {
            Some(0)
        } else {
            None
        };
        if let Some(shift) = then
            && let Some(unit) = self.word(at + 1).unit.filter(|unit| *unit >= Unit::Day)
            && !self.atoms.get(at + 1).is_some_and(|atom| atom.lower.ends_with('s'))
        {
            return Some((Shape::Then { unit, shift }, at + 2));
        }
        // "that night", "the following morning"
        if let Some(shift) = then
            && self.word(at + 1).part_of_day
        {
            return Some((Shape::Then { unit: Unit::Day, shift }, at + 2));
        }
        // "three upcoming years", "2 next days".
        if let Some(number) = self.numbers.number(self.atoms, at, false)
            && let Some((&(shift, _), end)) = self.lexicon.shift.at(self.atoms, number.end)
            && let Some((unit, after)) = self.unit(end).filter(|(unit, _)| *unit >= Unit::Day)
            && shift != 0
            && self.atoms.get(after - 1).is_some_and(|atom| atom.lower.ends_with('s'))
            && let Some(length) = Length::new(number.value, unit)
        {
            return Some((Shape::Window(length.times(shift.signum())), after));
        }
        let (&(shift, near), end) = self.lexicon.shift.at(self.atoms, at)?;
        if shift != 0
            && let Some(stated) = self.amounts(end, false)
        {
            // "the three months ended June 30" begins like "the last three months ended June 30".
            if let Some(found) = self.along(&stated) {
                return Some(found);
            }
            let shape = match stated.length {
                Some(length) if stated.unit < Unit::Day => hours(length.times(shift.signum())),
                Some(length) => Shape::Window(length.times(shift.signum())),
                None => Shape::Unplaced,
            };
            return Some((shape, stated.end));
        }
        if let Some((&rule, end)) = self.lexicon.holiday.at(self.atoms, end) {
            let this = Shape::Holiday { year: Year::Shift(0), rule };
            return Some((if shift == 0 { this } else { Shape::Toward { ahead: shift > 0, rule } }, end));
        }
        let word = self.word(end);
        if let Some(day) = word.weekday {
            return Some((Shape::Weekday { day, shift: Some((shift, near)) }, end + 1));
        }
        if let Some((month, after)) = self
            .month_name(end)
            .filter(|_| self.capital(end) || !word.doubtful || self.any(end, &["april", "june", "july"]) || word.short)
        {
            // "last March" is the last one that is over, "this March" the one of this year, "next March" the next to come.
            let year = Year::Shift(0);
            return Some((
                if shift == 0 { Shape::Month { year, month } } else { Shape::NearMonth { month, ahead: shift > 0 } },
                after,
            ));
        }
        if let Some(nth) = word.season {
            return Some((Shape::Season { year: Year::Shift(shift as i16), nth }, end + 1));
        }
        let (unit, after) = self.unit(end).filter(|(unit, _)| *unit >= Unit::Day)?;
        if self.atoms.get(after - 1).is_some_and(|atom| atom.lower.ends_with('s')) {
            // "in past years", "in the coming weeks".
            return (shift != 0).then_some((Shape::Unplaced, after));
        }
        // "last-year" and "next-day delivery" are words of their own.
        if self.is(after, "-") && self.glued(after) {
            return None;
        }
        // "next week Wednesday"
        if unit == Unit::Week
            && let Some(day) = self.word(after).weekday.filter(|_| !self.is(after, "sun"))
        {
            return Some((Shape::WeekdayOf { day, week: Box::new(Shape::Current { unit, shift }) }, after + 1));
        }
        let past = self.is(at, "past") || self.is(at, "this") && self.is(at + 1, "past");
        let past = past && unit != Unit::Weekend;
        Some((if past { Shape::Window(Length::one(unit).times(-1)) } else { Shape::Current { unit, shift } }, after))
    }

    /// "week 3 of 2027", "week 31 2024".
    pub(super) fn week_number(&self, at: usize) -> Read<Shape> {
        let at = self.skip(at, "the");
        let nth = self.atoms.get(at + 1)?.integer().filter(|nth| self.is(at, "week") && (1..=53).contains(nth))?;
        let (year, end) = self.year_number(self.skip(at + 2, "of"))?;
        Some((Shape::WeekNumber { year, nth: nth as i8 }, end))
    }
}

/// "the past 48 hours", "the next 24 hours": the days they touch.
fn hours(length: Length) -> Shape {
    let today = Box::new(Shape::Current { unit: Unit::Day, shift: 0 });
    match length.days {
        0 => *today,
        days if days < 0 => Shape::Range(Box::new(Shape::Ago(length)), today),
        _ => Shape::Range(today, Box::new(Shape::Ago(length))),
    }
}
