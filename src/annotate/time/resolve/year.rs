//! The year of a time without one, by the tense of its verb.

use jiff::civil::Date;

use super::Anchor;
use super::Stretch;
use super::days::between;
use super::edtf::year_text;
use crate::annotate::time::shape::Tense;
use crate::annotate::time::shape::Unit;
use crate::annotate::time::shape::Year;

/// Two figures are the latest such year that is not more than 20 years after publication; 1950 to 2049 without one.
fn full(short: i16, today: Option<Date>) -> i16 {
    let latest = today.map_or(2049, |today| today.year().saturating_add(20).clamp(100, 9000));
    latest - (latest - short).rem_euclid(100)
}

/// The year as a number, as far as it is known without looking at its days.
pub(super) fn known(year: Year, anchor: &Anchor) -> Option<i16> {
    match year {
        Year::Is(year) => Some(year),
        Year::Short(short) => Some(full(short, anchor.today)),
        Year::Shift(count) => anchor.today?.year().checked_add(count),
        Year::Unknown => None,
    }
}

/// Of the dates that `of_year` gives, the one the tense asks for: the last that has begun, or the next that is not over,
/// or the nearest.
pub(super) fn choose(today: Date, tense: Tense, of_year: impl Fn(i16) -> (Option<Date>, Option<Date>)) -> Option<i16> {
    let year = today.year();
    let known = |year: i16| match of_year(year) {
        (Some(first), Some(last)) => Some((year, first, last)),
        _ => None,
    };
    // Eight years reach from one 29 February to the next.
    let mut past = (0..=8).filter_map(|back| known(year - back)).filter(|(_, first, _)| *first <= today);
    let mut future = (-1..=8).filter_map(|ahead| known(year + ahead)).filter(|(_, _, last)| *last >= today);
    match tense {
        // Nobody leaves out the year of what was ten months ago: then the verb belongs to something else.
        Tense::Past => {
            let (past, future) = (past.next(), future.next());
            match (past, future) {
                (Some((_, _, last)), Some((ahead, first, _)))
                    if last < today && between(today, last) > 300 && between(first, today) < 70 =>
                {
                    Some(ahead)
                }
                (past, future) => past.or(future).map(|(year, ..)| year),
            }
        }
        Tense::Future => {
            let (past, future) = (past.next(), future.next());
            match (past, future) {
                (Some((back, _, last)), Some((_, first, _)))
                    if first > today && between(first, today) > 330 && between(today, last) < 20 =>
                {
                    Some(back)
                }
                (past, future) => future.or(past).map(|(year, ..)| year),
            }
        }
        Tense::Present | Tense::Unknown => {
            let (past, future) = (past.next(), future.next());
            match (past, future) {
                (Some((back, _, last)), Some((ahead, first, _))) => {
                    Some(if last >= today || between(today, last) <= between(first, today) { back } else { ahead })
                }
                (past, future) => past.or(future).map(|(year, ..)| year),
            }
        }
    }
}

/// Puts shapes that lie in a year on the calendar; `partial` is their EDTF text with `XXXX` for the year.
pub(super) fn in_year(
    year: Year,
    anchor: &Anchor,
    unit: Unit,
    value: impl Fn(&str) -> Option<String>,
    of_year: impl Fn(i16) -> (Option<Date>, Option<Date>),
) -> Stretch {
    let year = match (year, anchor.today) {
        (Year::Unknown, Some(today)) => choose(today, anchor.tense, &of_year),
        (year, _) => known(year, anchor),
    };
    let Some(year) = year else { return Stretch::unknown(value("XXXX"), unit) };
    let (first, last) = of_year(year);
    if first.is_none() || last.is_none() {
        return Stretch::unknown(None, unit);
    }
    Stretch { value: value(&year_text(year)), first, last, unit }
}
