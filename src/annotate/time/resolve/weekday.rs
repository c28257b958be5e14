//! Weekdays on the calendar.

use super::Anchor;
use super::Stretch;
use super::days::add_days;
use super::days::add_months;
use super::days::between;
use super::days::date;
use super::days::monday;
use crate::annotate::time::shape::Tense;
use crate::annotate::time::shape::Unit;

pub(super) fn weekday(day: i8, shift: Option<(i64, bool)>, anchor: &Anchor) -> Stretch {
    let found = anchor.today.and_then(|today| {
        let ahead = (i64::from(day) - i64::from(today.weekday().to_monday_one_offset())).rem_euclid(7);
        match shift {
            None => match anchor.tense {
                Tense::Past | Tense::Unknown => add_days(today, if ahead == 0 { 0 } else { ahead - 7 }),
                Tense::Future | Tense::Present => add_days(today, ahead),
            },
            Some((count, true)) => add_days(
                today,
                if count < 0 {
                    ahead - 7
                } else if ahead == 0 {
                    7
                } else {
                    ahead
                },
            ),
            Some((count, false)) => {
                let found =
                    monday(today).and_then(|monday| add_days(monday, count.checked_mul(7)? + i64::from(day) - 1));
                // On a Sunday "this Monday" is tomorrow.
                match found {
                    Some(found) if count == 0 && found < today && anchor.tense != Tense::Past => add_days(found, 7),
                    found => found,
                }
            }
        }
    });
    Stretch::days(found, found, Unit::Day)
}

/// The day of a month that falls on a weekday, "Monday 21": the nearest, on the side the tense asks for.
pub(super) fn weekday_on(weekday: i8, day: i8, anchor: &Anchor) -> Stretch {
    let found = anchor.today.and_then(|today| {
        let month = |count: i64| {
            let first = add_months(today.first_of_month(), count)?;
            date(first.year(), first.month(), day).filter(|day| day.weekday().to_monday_one_offset() == weekday)
        };
        // Any day of a month meets any weekday within 40 months.
        let past = (0..40).filter_map(|count| month(-count)).find(|day| *day <= today);
        let ahead = (0..40).filter_map(month).find(|day| *day >= today);
        match anchor.tense {
            Tense::Past => past,
            Tense::Future => ahead,
            Tense::Present | Tense::Unknown => match (past, ahead) {
                (Some(past), Some(ahead)) => {
                    Some(if between(past, today) < between(today, ahead) { past } else { ahead })
                }
                (past, ahead) => past.or(ahead),
            },
        }
    });
    Stretch::days(found, found, Unit::Day)
}
