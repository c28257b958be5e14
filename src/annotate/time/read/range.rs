//! Ranges: "from May 3 to June 5", "between 2003 and 2005", "May 3-5", "2010–12", "from 2pm to 4pm on Friday".

use super::Grammar;
use super::Read;
use crate::annotate::quantity::atom::Atom;
use crate::annotate::time::shape::Shape;
use crate::annotate::time::shape::Unit;
use crate::annotate::time::shape::Year;

impl Grammar<'_> {
    /// "from A to B", "between A and B".
    pub(super) fn framed_range(&self, at: usize) -> Read<Shape> {
        let between = self.is(at, "between");
        if !between && !self.is(at, "from") {
            return None;
        }
        if let Some(found) = self.hours(at + 1) {
            return Some(found);
        }
        let (from, joint) = self.end_of_range(at + 1)?;
        let start = if between && self.is(joint, "and") { Some(joint + 1) } else { self.joint(joint) }?;
        let (to, end) = self.end_of_range(start)?;
        Some((join(from, to)?, end))
    }

    /// "2pm to 4pm on Friday", "9 a.m. and 5 p.m. Monday".
    fn hours(&self, at: usize) -> Read<Shape> {
        let (first, joint) = self.clock(at)?;
        let start = if self.is(joint, "and") { joint + 1 } else { self.joint(joint)? };
        let (last, end) = self.clock(start)?;
        let (of, end) = self.point(end + usize::from(self.any(end, &["on", ","])), 1).filter(|(of, _)| of.is_day())?;
        let at = |clock: String| Box::new(Shape::At { clock, of: Box::new(of.clone()) });
        Some((Shape::Range(at(first), at(last)), end))
    }

    /// The index after a word between the ends of a range.
    pub(super) fn joint(&self, at: usize) -> Option<usize> {
        if self.is(at, "-") {
            // A dash with a space on one side only is a pause.
            return (self.glued(at) == self.glued(at + 1)).then_some(at + 1);
        }
        self.any(at, &["to", "until", "till", "through", "thru"]).then_some(at + 1)
    }

    /// A point, a bare day of a month, or "now".
    pub(super) fn end_of_range(&self, at: usize) -> Read<Shape> {
        if let Some(found) = self.point(at, 0) {
            return Some(found);
        }
        if self.any(at, &["now", "present"]) {
            return Some((Shape::Current { unit: Unit::Day, shift: 0 }, at + 1));
        }
        let at = self.skip(at, "the");
        if let Some((year, end)) = self.year_number(at) {
            return Some((Shape::Year(Year::Is(year)), end));
        }
        if let Some(found) = self.bare_name(at) {
            return Some(found);
        }
        let (day, end) = self.day_number(at)?;
        Some((Shape::DayOfMonth(day), end))
    }

    /// A month or weekday that needs no preposition, since it is an end of a range: "from May to June".
    pub(super) fn bare_name(&self, at: usize) -> Read<Shape> {
        if let Some((month, end)) = self.month_name(at) {
            return Some((Shape::Month { year: Year::Unknown, month }, end));
        }
        let day = self.word(at).weekday?;
        Some((Shape::Weekday { day, shift: None }, at + 1))
    }

    /// A point, or "A to B" without a frame: "May 3-5", "3 to 5 May", "2014-2018", "Monday to Friday".
    pub(super) fn open_range(&self, at: usize) -> Read<Shape> {
        // "1990-95", "2019-20", "2019/20".
        if let Some((first, end)) = self.year_number(self.skip(at, "the"))
            && self.any(end, &["-", "/"])
            && self.glued(end)
            && self.glued(end + 1)
            && let Some(second) = self.atoms.get(end + 1).filter(|atom| atom.lower.len() == 2).and_then(Atom::integer)
            && !(self.glued(end + 2) && self.any(end + 2, &["-", "/"]))
        {
            let second = first.div_euclid(100) * 100 + second as i16;
            // "2010-12" is December in ISO form, "2010–12" with the long dash of ranges is none.
            let long = self.atoms.get(end).is_some_and(|dash| dash.raw == "–");
            let follows = second == first + 1 || (self.is(end, "-") && second > first && (long || second % 100 > 12));
            if follows && (self.is(end, "-") || second == first + 1) {
                return Some((
                    Shape::Range(Box::new(Shape::Year(Year::Is(first))), Box::new(Shape::Year(Year::Is(second)))),
                    end + 2,
                ));
            }
        }
        // "3-5 May", "19 to 20 November 2015".
        if let Some((day, end)) = self.day_number(at).filter(|_| self.free_figures(at))
            && let Some(start) = self.joint(end).filter(|_| !self.any(end, &["until", "till"]))
            && let Some((to, end)) = self.day_and_month(start)
            && matches!(to, Shape::Day { day: last, .. } if day < last)
        {
            return Some((join(Shape::DayOfMonth(day), to)?, end));
        }
        // "Jan-Feb 2017", "Mon-Fri": two short names need no preposition.
        let short = || {
            let (from, end) = self.bare_name(at)?;
            let (_, after) = self.bare_name(self.joint(end)?)?;
            (after > end).then_some((from, end))
        };
        let (from, end) = self.point(at, 0).or_else(short)?;
        if let Some(start) = self.joint(end).filter(|_| !self.is(end, "to") || is_absolute(&from)) {
            let bare = || {
                if !matches!(from, Shape::Day { .. }) {
                    return None;
                }
                let (day, end) = self
                    .day_number(self.skip(start, "the"))
                    .filter(|(_, end)| !self.glued(*end) || self.any(*end, &[",", ".", ";", ")", "-"]))?;
                Some((Shape::DayOfMonth(day), end))
            };
            let to = self
                .point(start, 0)
                .or_else(|| self.bare_name(start))
                .filter(|(to, _)| is_absolute(to) || !self.is(end, "-"))
                .or_else(bare);
            if let Some((to, mut after)) = to
                && let Some(mut range) = join(from.clone(), to)
            {
                // "May 3-5, 2019": the year stands after the range.
                if let Some((year, end)) = self.year_tail(after)
                    && let Shape::Range(_, to) = &mut range
                    && let Shape::Day { year: unknown @ Year::Unknown, .. }
                    | Shape::Month { year: unknown @ Year::Unknown, .. } = to.as_mut()
                {
                    *unknown = year;
                    after = end;
                }
                return Some((range, after));
            }
        }
        Some((from, end))
    }
}

/// Whether a shape may stand before "to": "Monday to Friday", not "last year to the board".
const fn is_absolute(shape: &Shape) -> bool {
    matches!(
        shape,
        Shape::Day { .. }
            | Shape::Month { .. }
            | Shape::Year(_)
            | Shape::Weekday { .. }
            | Shape::Run { .. }
            | Shape::Quarter { .. }
            | Shape::Part { .. }
            | Shape::Season { .. }
            | Shape::At { .. }
    )
}

/// Whether a shape is no end of a range.
const fn unfit(shape: &Shape) -> bool {
    matches!(shape, Shape::DayOfMonth(_) | Shape::Duration(_) | Shape::Unplaced | Shape::Set(_) | Shape::Range(..))
}

/// A range; a bare day takes its month from the other end, "from the 27th to the 3rd of April" from the month before.
fn join(from: Shape, to: Shape) -> Option<Shape> {
    let (from, to) = match (from, to) {
        (Shape::DayOfMonth(day), to @ Shape::Day { year, month, day: last }) => {
            let earlier = if day < last { month } else { month - 1 };
            // Over the turn of the year the year before is meant, which is rare: left alone.
            if earlier < 1 {
                return None;
            }
            (Shape::Day { year, month: earlier, day }, to)
        }
        (from @ Shape::Day { year, month, day: first }, Shape::DayOfMonth(day)) if first < day => {
            (from, Shape::Day { year, month, day })
        }
        (from, to) if unfit(&from) || unfit(&to) => return None,
        pair => pair,
    };
    Some(Shape::Range(Box::new(from), Box::new(to)))
}
