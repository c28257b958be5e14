//! Days and months: "16 April 2025", "April 16th", "the twenty-first of March", "2025-04-16", "on the 18th", "in May".

use super::Grammar;
use super::Read;
use crate::annotate::quantity::atom::AtomKind;
use crate::annotate::time::shape::Shape;
use crate::annotate::time::shape::Year;

impl Grammar<'_> {
    /// "2025-04-16", "16.04.2025", "4/16/2025", "2015/3", "12-2015".
    pub(super) fn numeric(&self, at: usize) -> Read<Shape> {
        let first = self.atoms.get(at).filter(|atom| atom.kind == AtomKind::Figures)?;
        if !self.free_figures(at) {
            return None;
        }
        let day = |year: u64, month: u64, day: u64| {
            ((1..=12).contains(&month) && (1..=31).contains(&day) && (1000..=2199).contains(&year))
                .then_some(Shape::Day { year: Year::Is(year as i16), month: month as i8, day: day as i8 })
        };
        let dotted: Vec<&str> = first.lower.splitn(4, '.').collect();
        if let [a, b, c] = dotted[..] {
            let (a, b, c) = (a.parse().ok()?, b.parse().ok()?, c.parse().ok()?);
            return day(c, b, a).or_else(|| day(a, b, c)).map(|shape| (shape, at + 1));
        }
        let separator = self.atoms.get(at + 1).filter(|atom| atom.is("-") || atom.is("/"))?;
        let tight = separator.glued && self.glued(at + 2);
        if !tight {
            return None;
        }
        let (a, b) = (first.integer()?, self.atoms.get(at + 2)?);
        let width = (first.lower.len(), b.lower.len());
        let end = at + 3;
        let more = self.glued(end) && self.any(end, &["-", "/"]) && self.glued(end + 1);
        if more && self.is(end, &separator.lower) && (b.kind == AtomKind::Figures || self.word(at + 2).month.is_some())
        {
            let c = self.atoms.get(end + 1)?;
            let middle = self.word(at + 2).month.map(|month| month as u64).or_else(|| b.integer())?;
            let last = c.integer()?;
            let long = c.lower.len();
            let shape = if width.0 == 4 && long <= 2 {
                day(a, middle, last)
            } else if long == 4 && width.0 <= 2 {
                // Month first as in the United States, unless that is no month; an ISO-like dash too.
                if b.kind == AtomKind::Word {
                    day(last, middle, a)
                } else {
                    day(last, a, middle).or_else(|| day(last, middle, a))
                }
            } else if long == 2 && width.0 <= 2 && separator.is("/") {
                let short = |shape: Shape| match shape {
                    Shape::Day { month, day, .. } => Shape::Day { year: Year::Short(last as i16), month, day },
                    other => other,
                };
                day(2000, a, middle).or_else(|| day(2000, middle, a)).map(short)
            } else {
                None
            };
            return shape.map(|shape| (shape, end + 2));
        }
        let b = b.integer()?;
        let month = |year: u64, month: u64| {
            ((1..=12).contains(&month) && (1900..=2199).contains(&year))
                .then_some(Shape::Month { year: Year::Is(year as i16), month: month as i8 })
        };
        match width {
            (4, 1 | 2) => month(a, b).filter(|_| width.1 == 2 || separator.is("/")),
            (1 | 2, 4) => month(b, a),
            // "5/7" is a fraction or a score unless words around speak of days.
            (1 | 2, 1 | 2) if separator.is("/") && (self.introduced_day(at)) => {
                let shape = |month: u64, day: u64| {
                    ((1..=12).contains(&month) && (1..=31).contains(&day)).then_some(Shape::Day {
                        year: Year::Unknown,
                        month: month as i8,
                        day: day as i8,
                    })
                };
                shape(a, b).or_else(|| shape(b, a))
            }
            _ => None,
        }
        .map(|shape| (shape, end))
    }

    /// Whether "on" or a weekday or the frame of a range stands before.
    pub(super) fn introduced_day(&self, at: usize) -> bool {
        // "5/1-5/7": the second end of a range.
        let second = at > 3 && self.is(at - 1, "-") && self.is(at - 3, "/") && self.figures(at - 2);
        second
            || at > 0
                && (self.any(at - 1, &["on", "from", "until", "since", "to", "by"])
                    || self.word(at - 1).weekday.is_some())
    }

    /// Whether figures are no piece of a longer code: "555-2019", "No. 5", "$20".
    pub(super) fn free_figures(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).and_then(|index| self.atoms.get(index)) else { return true };
        if !self.glued(at) {
            return !["$", "€", "£", "#", "¥"].iter().any(|sign| before.is(sign));
        }
        let tight = at > 1 && before.glued;
        match before.kind {
            AtomKind::Sign if before.is("-") || before.is("/") => {
                !tight || self.word(at - 2).preposition || self.dated_before(at - 2)
            }
            AtomKind::Sign if before.is(":") => !(at > 1 && self.figures(at - 2)),
            AtomKind::Sign => {
                ["(", "[", "\"", "'", "“", ","].iter().any(|sign| before.is(sign))
                    || (before.is(".") && self.word(at.saturating_sub(2)).month.is_some())
            }
            _ => false,
        }
    }

    /// Whether a year or month stands at `at`: what follows a dash may be the end of a range.
    pub(super) fn dated_before(&self, at: usize) -> bool {
        self.year_number(at).is_some()
            || self.word(at).month.is_some()
            || self.any(at, &["mid", "pre", "post", "early", "late"])
    }

    /// A day of the month in figures or words: "16", "16th", "sixteenth".
    pub(super) fn day_number(&self, at: usize) -> Read<i8> {
        let ordinal = self.numbers.ordinal(self.atoms, at);
        let plain = || {
            let atom = self.atoms.get(at).filter(|atom| atom.lower.len() <= 2)?;
            // "5.5" and "10:30" are no days.
            let clock = self.glued(at + 1)
                && (self.any(at + 1, &[":", "%"])
                    || self.atoms.get(at + 1).is_some_and(|next| next.kind != AtomKind::Sign));
            if clock { None } else { Some((atom.integer()?, at + 1)) }
        };
        let (day, end) = ordinal.or_else(plain)?;
        (1..=31).contains(&day).then_some((day as i8, end))
    }

    /// A month name at `at` that a day or year stands next to, and the index after it and its full stop.
    pub(super) fn month_name(&self, at: usize) -> Read<i8> {
        let month = self.word(at).month?;
        // "march 5 miles" is no date, but lower-case dates are common in other letters.
        let verb = self.any(at, &["march", "may"])
            && !self.capital(at)
            && !self.figures(at + 1)
            && !self.is(at.wrapping_sub(1), "of");
        let stop = if self.word(at).short || self.atoms.get(at).is_some_and(|atom| atom.lower.len() <= 4) {
            // A full stop belongs to the month when a number follows, or when it is a short form.
            let stop = at + 1;
            if self.is(stop, ".")
                && self.glued(stop)
                && (self.figures(stop + 1) || (self.word(at).short && stop + 1 < self.atoms.len()))
            {
                stop + 1
            } else {
                stop
            }
        } else {
            at + 1
        };
        (!verb).then_some((month, stop))
    }

    /// "16 April 2025", "the 16th of April", "April 16th, 2025", "Dec31", "April 2 last year".
    pub(super) fn day_and_month(&self, at: usize) -> Read<Shape> {
        let start = self.skip(at, "the");
        if let Some((day, end)) = self.day_number(start).filter(|_| self.free_figures(start)) {
            let next = if self.is(end, "day") && self.is(end + 1, "of") { end + 2 } else { self.skip(end, "of") };
            let next = self.skip(next, "-");
            if let Some((month, end)) = self.month_name(next) {
                if (self.barred)(next) && !self.capital(next) || !day_fits(month, day) {
                    return None;
                }
                let (year, end) = self.year_tail(self.dash_year(end)).unwrap_or((Year::Unknown, end));
                return Some((Shape::Day { year, month, day }, end));
            }
        }
        // "twenty-five January nineteen eighty-six"
        if let Some(number) = self.numbers.number(self.atoms, at, false).filter(|_| !self.figures(at))
            && number.value.fract() == 0.0
            && (1.0..=31.0).contains(&number.value)
            && self.capital(number.end)
            && let Some((month, end)) =
                self.month_name(number.end).filter(|(month, _)| day_fits(*month, number.value as i8))
            && let Some((year, end)) = self.year_tail(end)
        {
            return Some((Shape::Day { year, month, day: number.value as i8 }, end));
        }
        let (month, end) = self.month_name(at)?;
        let next = self.skip(end, "the");
        let next = if next == end { self.skip(next, "-") } else { next };
        let (day, end) = self.day_number(next).filter(|(day, _)| day_fits(month, *day))?;
        // "In May 20 people died": a count, unless a comma, a year or the end of the clause follows.
        if (self.plural)(end) && !self.capital(end) && self.numbers.ordinal(self.atoms, next).is_none() {
            return None;
        }
        // "January 20-25" is read by the caller; "May 2.5" is none.
        let (year, end) = self.year_tail(self.dash_year(end)).unwrap_or((Year::Unknown, end));
        Some((Shape::Day { year, month, day }, end))
    }

    /// "on the 18th".
    pub(super) fn day_alone(&self, at: usize) -> Read<Shape> {
        if !(at > 0 && self.is(at - 1, "on") && self.is(at, "the") && self.figures(at + 1)) {
            return None;
        }
        let (day, end) = self.numbers.ordinal(self.atoms, at + 1).filter(|(day, _)| (1..=31).contains(day))?;
        self.closes(end).then_some((Shape::DayOfMonth(day as i8), end))
    }

    /// A month: "April 2025", "2016 June", "in May", "May of last year".
    pub(super) fn month(&self, at: usize) -> Read<Shape> {
        if let Some((year, end)) = self.year_number(at).filter(|_| self.free_figures(at)) {
            let next = self.skip(end, ",");
            if let Some((month, end)) = self.month_name(next).filter(|_| !self.figures(next + 1)) {
                return Some((Shape::Month { year: Year::Is(year), month }, end));
            }
        }
        let (month, end) = self.month_name(at)?;
        if let Some((year, end)) = self.year_tail(self.dash_year(end)) {
            return Some((Shape::Month { year, month }, end));
        }
        let word = self.word(at);
        if (self.barred)(at)
            || (!self.capital(at)
                && self.any(at, &["march", "may", "mar", "dec"])
                && !self.is(at.wrapping_sub(1), "in"))
        {
            return None;
        }
        // "June Smith", "Mar Vista": a name, unless a preposition stands before.
        let introduced = self.introduced(at);
        if word.doubtful && !introduced
            || !introduced && self.capital(end) && end == at + 1 && self.word(end).month.is_none()
        {
            return None;
        }
        // "the Isle of May", but "End of May"
        let named = at > 1 && self.is(at - 1, "of") && self.capital(at - 2);
        if word.doubtful && named && self.lexicon.part.at(self.atoms, at - 2).is_none() {
            return None;
        }
        if introduced
            && word.doubtful
            && word.short
            && !self.capital(at)
            && !self.any(at.wrapping_sub(1), &["in", "last", "next", "since", "after", "before", "to", "from", "and"])
        {
            return None;
        }
        Some((Shape::Month { year: Year::Unknown, month }, end))
    }
}

const fn day_fits(month: i8, day: i8) -> bool {
    day <= match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}
