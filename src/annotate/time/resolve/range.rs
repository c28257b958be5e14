//! Both ends of a range.

use super::Anchor;
use super::Stretch;
use super::days::add_days;
use super::edtf::edtf;
use super::resolve;
use super::year::choose;
use super::year::known;
use crate::annotate::time::shape::Shape;
use crate::annotate::time::shape::Tense;
use crate::annotate::time::shape::Unit;
use crate::annotate::time::shape::Year;

/// The year of a shape, to be handed on to the other end of a range.
fn year_of(shape: &Shape) -> Option<Year> {
    match *shape {
        Shape::Day { year, .. }
        | Shape::Month { year, .. }
        | Shape::Quarter { year, .. }
        | Shape::Half { year, .. }
        | Shape::Season { year, .. }
        | Shape::Holiday { year, .. }
        | Shape::Year(year) => Some(year),
        Shape::Part { ref of, .. } => year_of(of),
        _ => None,
    }
}

fn with_year(shape: &Shape, new: Year) -> Shape {
    let mut shape = shape.clone();
    match &mut shape {
        Shape::Day { year, .. }
        | Shape::Month { year, .. }
        | Shape::Quarter { year, .. }
        | Shape::Half { year, .. }
        | Shape::Season { year, .. }
        | Shape::Holiday { year, .. } => *year = new,
        Shape::Part { of, .. } => **of = with_year(of, new),
        _ => {}
    }
    shape
}

/// From the first day of one shape to the last day of another. A year written once counts for both ends.
pub(super) fn range(from: &Shape, to: &Shape, anchor: &Anchor) -> Stretch {
    let lacks = |shape: &Shape| year_of(shape) == Some(Year::Unknown);
    let shifted =
        |year: Year, count: i16| known(year, anchor).map_or(Year::Unknown, |year| Year::Is(year.saturating_add(count)));
    let backwards =
        |from: &Stretch, to: &Stretch| matches!((from.first, to.last), (Some(first), Some(last)) if first > last);
    let (mut start, mut end);
    if let (Shape::Weekday { shift: None, .. }, &Shape::Weekday { day, shift: None }) = (from, to) {
        // "Monday to Friday": the week that is over, or the one to come.
        let span = |first: &Stretch| {
            let first = first.first?;
            add_days(first, (i64::from(day) - i64::from(first.weekday().to_monday_one_offset())).rem_euclid(7))
        };
        start = resolve(from, anchor);
        let mut last = span(&start);
        if anchor.tense == Tense::Past && last > anchor.today {
            let first = start.first.and_then(|first| add_days(first, -7));
            start = Stretch::days(first, first, Unit::Day);
            last = span(&start);
        }
        end = Stretch::days(last, last, Unit::Day);
    } else if lacks(from)
        && lacks(to)
        && let Some(today) = anchor.today
    {
        // The range as a whole is past or to come: in June "May to October" has begun.
        let ends = |year: i16| {
            let start = resolve(&with_year(from, Year::Is(year)), anchor);
            let end = resolve(&with_year(to, Year::Is(year)), anchor);
            let end = if backwards(&start, &end) {
                resolve(&with_year(to, Year::Is(year.saturating_add(1))), anchor)
            } else {
                end
            };
            (start, end)
        };
        let year = choose(today, anchor.tense, |year| {
            let (start, end) = ends(year);
            (start.first, end.last)
        });
        (start, end) = ends(year.unwrap_or(today.year()));
    } else if lacks(from)
        && let Some(year) = year_of(to).filter(|year| *year != Year::Unknown)
    {
        end = resolve(to, anchor);
        start = resolve(&with_year(from, year), anchor);
        if backwards(&start, &end) {
            start = resolve(&with_year(from, shifted(year, -1)), anchor);
        }
    } else if lacks(to) {
        start = resolve(from, anchor);
        let year = start.first.map_or(Year::Unknown, |first| Year::Is(first.year()));
        end = resolve(&with_year(to, year), anchor);
        if backwards(&start, &end) {
            end = resolve(&with_year(to, shifted(year, 1)), anchor);
        }
    } else {
        start = resolve(from, anchor);
        end = resolve(to, anchor);
    }
    let value = match (&start.value, &end.value) {
        (Some(from), Some(to)) if !from.contains('/') && !to.contains('/') => Some(format!("{from}/{to}")),
        _ => None,
    };
    match (start.first, end.last) {
        (Some(first), Some(last)) if first <= last => Stretch {
            value: value.or_else(|| Some(edtf(first, last))),
            first: Some(first),
            last: Some(last),
            unit: end.unit,
        },
        (Some(_), Some(_)) => Stretch::unknown(None, end.unit),
        _ => Stretch::unknown(value, end.unit),
    }
}
