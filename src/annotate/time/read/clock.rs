//! Times of day: "6 p.m.", "18:30 GMT", "noon", "six o'clock".

use super::Grammar;
use super::Read;
use crate::annotate::quantity::atom::AtomKind;
use crate::annotate::time::shape::Shape;

impl Grammar<'_> {
    /// Takes in "morning", "afternoon", "evening", "night" after a day.
    pub(super) fn part_of_day(&self, shape: &Shape, end: usize) -> usize {
        let day = matches!(
            shape,
            Shape::Day { .. } | Shape::Weekday { .. } | Shape::Holiday { .. } | Shape::WeekdayOf { .. }
        );
        end + usize::from(day && self.word(end).part_of_day)
    }

    /// Words between a day and a time of day: "at about", "shortly before", ",".
    pub(super) fn before_clock(&self, at: usize) -> usize {
        let at = at + usize::from(self.any(at, &["at", ","]));
        let at = at + usize::from(self.any(at, &["shortly", "just", "at"]));
        at + usize::from(self.any(at, &["about", "around", "before", "after", "roughly", "approximately"]))
    }

    /// A time of day with the same in another zone after it, in brackets: "6 p.m. local time (1500 GMT)".
    pub(super) fn clock(&self, at: usize) -> Read<String> {
        let (clock, end) = self.clock_once(at)?;
        if !self.is(end, "(") {
            return Some((clock, end));
        }
        match self.clock_once(end + 1) {
            Some((_, inner)) if self.is(inner, ")") => Some((clock, inner + 1)),
            _ => Some((clock, end)),
        }
    }

    /// A time of day as ISO 8601 text `T18:00:00`, with `Z` for GMT and UTC.
    fn clock_once(&self, at: usize) -> Read<String> {
        if self.any(at, &["noon", "midnight", "midday"]) {
            return Some((if self.is(at, "midnight") { "T00:00:00" } else { "T12:00:00" }.to_string(), at + 1));
        }
        let first = self.atoms.get(at)?;
        let number = match first.integer() {
            Some(number) => number,
            None => self.numbers.small(self.atoms, at).filter(|hour| (1.0..=12.0).contains(hour))? as u64,
        };
        let figures = first.kind == AtomKind::Figures;
        let (mut hour, mut minute, mut end) = (number, 0, at + 1);
        let mut sure = false;
        if figures && first.lower.len() == 4 && self.any(end, &["gmt", "utc"]) {
            (hour, minute, sure) = (number / 100, number % 100, true);
        } else if figures && first.lower.len() > 2 {
            return None;
        } else if figures && self.is(end, ":") && self.glued(end) && self.glued(end + 1) {
            let part = self.atoms.get(end + 1).filter(|atom| atom.lower.len() == 2)?;
            (minute, end, sure) = (part.integer()?, end + 2, true);
        }
        if self.is(end, "o") && self.is(end + 1, "'") && self.is(end + 2, "clock") {
            (end, sure) = (end + 3, true);
        }
        if let Some((after, next)) = self.half_of_day(end).filter(|_| (1..=12).contains(&hour)) {
            hour = hour % 12 + if after { 12 } else { 0 };
            (end, sure) = (next, true);
        }
        if !sure || hour > 23 || minute > 59 {
            return None;
        }
        let universal = self.any(end, &["gmt", "utc"]);
        if self.word(end).zone && self.capital(end) {
            end += 1;
        } else if self.is(end + 1, "time") && (self.is(end, "local") || self.capital(end)) {
            end += 2;
        }
        Some((format!("T{hour:02}:{minute:02}:00{}", if universal { "Z" } else { "" }), end))
    }

    /// "am", "a.m.", "pm", "p.m.": whether it is after noon.
    fn half_of_day(&self, at: usize) -> Read<bool> {
        if self.any(at, &["am", "pm"]) {
            return Some((self.is(at, "pm"), at + 1));
        }
        let after = if self.is(at, "p") { true } else { self.is(at, "a").then_some(false)? };
        (self.is(at + 1, ".") && self.is(at + 2, "m")).then(|| (after, self.skip(at + 3, ".")))
    }
}
