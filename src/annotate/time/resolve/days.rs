//! Dates and steps on the calendar.

use jiff::Span as Step;
use jiff::civil::Date;

use crate::annotate::time::shape::Length;
use crate::annotate::time::shape::Rule;
use crate::annotate::time::shape::Unit;

pub(super) fn date(year: i16, month: i8, day: i8) -> Option<Date> {
    Date::new(year, month, day).ok()
}

pub(super) fn add_days(day: Date, count: i64) -> Option<Date> {
    day.checked_add(Step::new().try_days(count).ok()?).ok()
}

/// The same day `count` months later; the last day of the month when it is shorter.
pub(super) fn add_months(day: Date, count: i64) -> Option<Date> {
    day.checked_add(Step::new().try_months(count).ok()?).ok()
}

/// The day a length of time away, backwards when it is negative: months first, then days.
pub(super) fn step(day: Date, length: Length) -> Option<Date> {
    if length.grain == Unit::Workday {
        return workdays(day, length.days);
    }
    add_days(add_months(day, length.months)?, length.days)
}

/// `count` workdays away: Saturdays and Sundays are not counted.
fn workdays(day: Date, count: i64) -> Option<Date> {
    let week = |day: Date| i64::from(day.weekday().to_monday_one_offset()) - 1;
    // A weekend counts as the Friday before when looking ahead, as the Monday after when looking back.
    let day = match (week(day), count >= 0) {
        (5 | 6, true) => add_days(day, 4 - week(day))?,
        (5 | 6, false) => add_days(day, 7 - week(day))?,
        _ => day,
    };
    let (weeks, rest) = (count / 5, count % 5);
    let extra = match week(day) + rest {
        5.. => 2,
        ..0 => -2,
        _ => 0,
    };
    add_days(day, weeks.checked_mul(7)? + rest + extra)
}

/// Days from one to the other, without sign.
pub(super) fn between(one: Date, other: Date) -> i32 {
    one.since(other).map_or(i32::MAX, |step| step.get_days().abs())
}

/// Monday of its week.
pub(super) fn monday(day: Date) -> Option<Date> {
    add_days(day, 1 - i64::from(day.weekday().to_monday_one_offset()))
}

/// The whole unit a day lies in.
pub(super) fn around(day: Date, unit: Unit) -> (Option<Date>, Option<Date>) {
    let year = day.year();
    let years = |first: i16, count: i16| (date(first, 1, 1), date(first.saturating_add(count - 1), 12, 31));
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day | Unit::Workday => (Some(day), Some(day)),
        Unit::Workweek => (monday(day), monday(day).and_then(|day| add_days(day, 4))),
        Unit::Week => (monday(day), monday(day).and_then(|day| add_days(day, 6))),
        Unit::Fortnight => (monday(day), monday(day).and_then(|day| add_days(day, 13))),
        Unit::Weekend => (monday(day).and_then(|day| add_days(day, 5)), monday(day).and_then(|day| add_days(day, 6))),
        Unit::Month => (Some(day.first_of_month()), Some(day.last_of_month())),
        Unit::Quarter => quarter(year, (day.month() - 1) / 3 + 1),
        Unit::Year => years(year, 1),
        Unit::Decade => years(year.div_euclid(10) * 10, 10),
        Unit::Century => years(year.div_euclid(100) * 100, 100),
    }
}

/// Easter Sunday of the Gregorian calendar (anonymous algorithm, Nature 13, 1876, p. 487).
fn easter(year: i16) -> Option<Date> {
    let year = i32::from(year);
    let (golden, century) = (year.rem_euclid(19), year.div_euclid(100));
    let shift = (8 * century + 13).div_euclid(25);
    let moon = (19 * golden + century - century.div_euclid(4) - shift + 15).rem_euclid(30);
    let week = (32 + 2 * century.rem_euclid(4) + 2 * (year.rem_euclid(100) / 4) - moon - year.rem_euclid(100) % 4)
        .rem_euclid(7);
    let late = (golden + 11 * moon + 22 * week) / 451;
    let days = moon + week - 7 * late + 114;
    date(year as i16, (days / 31) as i8, (days % 31 + 1) as i8)
}

pub(super) fn quarter(year: i16, nth: i8) -> (Option<Date>, Option<Date>) {
    (date(year, nth * 3 - 2, 1), date(year, nth * 3, 1).map(Date::last_of_month))
}

/// Months of a season, northern meteorological: spring is March to May; winter begins in December of its year.
pub(super) fn season(year: i16, nth: i8) -> (Option<Date>, Option<Date>) {
    let first = date(year, nth * 3, 1);
    (first, first.and_then(|first| add_months(first, 2)).map(Date::last_of_month))
}

/// The day of the `nth` weekday between two days; negative counts from the end.
pub(super) fn nth_weekday(first: Date, last: Date, weekday: i8, nth: i64) -> Option<Date> {
    let day = if nth > 0 {
        let ahead = (i64::from(weekday) - i64::from(first.weekday().to_monday_one_offset())).rem_euclid(7);
        add_days(first, ahead + (nth - 1).checked_mul(7)?)
    } else {
        let back = (i64::from(last.weekday().to_monday_one_offset()) - i64::from(weekday)).rem_euclid(7);
        add_days(last, -back - (-nth - 1).checked_mul(7)?)
    }?;
    (first..=last).contains(&day).then_some(day)
}

/// The day of a holiday in a year.
pub(super) fn holiday(rule: Rule, year: i16) -> Option<Date> {
    match rule {
        Rule::Day { month, day } => date(year, month, day),
        Rule::Easter { days } => easter(year).and_then(|sunday| add_days(sunday, days)),
        Rule::Nth { month, weekday, nth } => {
            let first = date(year, month, 1)?;
            nth_weekday(first, first.last_of_month(), weekday, i64::from(nth))
        }
        Rule::Once { year, month, day } => date(year, month, day),
    }
}
