//! Parts of a stretch: early, middle, late; the third week, the last Friday.

use jiff::civil::Date;

use super::Stretch;
use super::days::add_days;
use super::days::date;
use super::days::nth_weekday;
use super::days::step;
use crate::annotate::time::shape::Inside;
use crate::annotate::time::shape::Length;
use crate::annotate::time::shape::Part;
use crate::annotate::time::shape::Unit;

/// The early, middle or late part of a stretch: halves, and the middle between its thirds. The EDTF text stays that of the whole.
pub(super) fn cut(whole: Stretch, part: Part, from_today: bool, today: Option<Date>) -> Stretch {
    let (Some(first), Some(last)) = (whole.first, whole.last) else { return whole };
    if first == last {
        return whole;
    }
    let within = |day: Option<Date>| day.filter(|day| (first..=last).contains(day));
    let (year, month) = (first.year(), first.month());
    let middle = match whole.unit {
        Unit::Month => (date(year, month, 15), date(year, month, 16), date(year, month, 10), date(year, month, 20)),
        Unit::Week => (add_days(first, 2), add_days(first, 3), add_days(first, 1), add_days(first, 3)),
        Unit::Year => (date(year, 6, 30), date(year, 7, 1), date(year, 5, 1), date(year, 8, 31)),
        Unit::Decade => (date(year + 4, 12, 31), date(year + 5, 1, 1), date(year + 3, 1, 1), date(year + 6, 12, 31)),
        _ => {
            let days = last.since(first).map_or(0, |step| i64::from(step.get_days()));
            (
                add_days(first, days / 2),
                add_days(first, days / 2 + 1),
                add_days(first, days / 3),
                add_days(first, days * 2 / 3),
            )
        }
    };
    let (early, late, mid_first, mid_last) = middle;
    let (from, to) = match part {
        Part::Start if whole.unit == Unit::Year => (Some(first), date(year, 4, 30)),
        Part::End if whole.unit == Unit::Year => (date(year, 9, 1), Some(last)),
        Part::Start | Part::Early => (Some(first), early),
        Part::Mid => (mid_first, mid_last),
        Part::End | Part::Late => (late, Some(last)),
        Part::Rest => (today, Some(last)),
        Part::SoFar => (Some(first), today),
    };
    let (mut from, mut to) = (within(from).unwrap_or(first), within(to).unwrap_or(last));
    // "later this week" has not been yet, "earlier this month" is over.
    if from_today && let Some(today) = within(today) {
        match part {
            Part::Late => from = from.max(today),
            Part::Early if first < today => to = to.min(add_days(today, -1).unwrap_or(today)),
            _ => {}
        }
    }
    Stretch { first: Some(from), last: Some(to), ..whole }
}

/// The `nth` (-1: the last) of something inside a stretch; `count` of them.
pub(super) fn nth_inside(whole: &Stretch, nth: i64, count: i64, inside: Inside) -> Stretch {
    let (Some(first), Some(last)) = (whole.first, whole.last) else { return Stretch::unknown(None, Unit::Day) };
    match inside {
        Inside::Weekday(weekday) => {
            let day = nth_weekday(first, last, weekday, nth);
            Stretch::days(day, day, Unit::Day)
        }
        // A week belongs to the month or year that holds its Thursday (ISO 8601).
        Inside::Unit(Unit::Week) if count == 1 => {
            let from = nth_weekday(first, last, 4, nth).and_then(|day| add_days(day, -3));
            Stretch::days(from, from.and_then(|from| add_days(from, 6)), Unit::Week)
        }
        Inside::Unit(Unit::Weekend) => {
            let from = nth_weekday(first, last, 6, nth);
            Stretch::days(from, from.and_then(|from| add_days(from, 1)), Unit::Weekend)
        }
        Inside::Unit(unit) => {
            let one = Length::one(unit);
            let bound = |count: i64| step(first, one.times(count));
            let (from, to) = if nth > 0 {
                (bound((nth - 1) * count), bound((nth - 1) * count + count).and_then(|day| add_days(day, -1)))
            } else {
                (add_days(last, 1).and_then(|end| step(end, one.times(-count))), Some(last))
            };
            let fits = from.is_some_and(|from| first <= from) && to.is_some_and(|to| to <= last);
            if fits { Stretch::days(from, to, unit) } else { Stretch::unknown(None, unit) }
        }
    }
}
