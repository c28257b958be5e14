//! Puts shapes on the calendar: the days they stand for and their EDTF text.

use jiff::civil::Date;

use super::shape::Every;
use super::shape::Rule;
use super::shape::Shape;
use super::shape::Tense;
use super::shape::Unit;

mod away;
mod days;
mod edtf;
mod part;
mod range;
mod weekday;
mod year;

use days::add_days;
use days::add_months;
use days::date;
use days::monday;
pub(super) use edtf::day_text;
use edtf::edtf;
use year::in_year;

/// What dates are counted from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Anchor {
    /// Day of publication.
    pub(super) today: Option<Date>,
    /// The time last spoken of.
    pub(super) previous: Option<(Date, Date, Unit)>,
    pub(super) tense: Tense,
}

impl Anchor {
    /// The day of publication as a stretch.
    fn now(&self) -> Option<(Date, Date, Unit)> {
        self.today.map(|day| (day, day, Unit::Day))
    }
}

/// Days on the calendar, with their EDTF text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Stretch {
    pub(super) value: Option<String>,
    pub(super) first: Option<Date>,
    pub(super) last: Option<Date>,
    pub(super) unit: Unit,
}

impl Stretch {
    fn unknown(value: Option<String>, unit: Unit) -> Self {
        Self { value, first: None, last: None, unit }
    }

    fn new(first: Date, last: Date, unit: Unit) -> Self {
        Self { value: Some(edtf(first, last)), first: Some(first), last: Some(last), unit }
    }

    fn days(first: Option<Date>, last: Option<Date>, unit: Unit) -> Self {
        match (first, last) {
            (Some(first), Some(last)) if first <= last => Self::new(first, last, unit),
            _ => Self::unknown(None, unit),
        }
    }
}

/// Puts a shape on the calendar.
pub(super) fn resolve(shape: &Shape, anchor: &Anchor) -> Stretch {
    match *shape {
        Shape::Day { year, month, day } => in_year(
            year,
            anchor,
            Unit::Day,
            |year| Some(format!("{year}-{month:02}-{day:02}")),
            |year| (date(year, month, day), date(year, month, day)),
        ),
        Shape::DayOfMonth(day) => {
            let month = |back: i64| {
                let first = add_months(anchor.today?.first_of_month(), -back)?;
                date(first.year(), first.month(), day)
            };
            let past = (0..=3).filter_map(month).find(|day| anchor.today.is_some_and(|today| *day <= today));
            let future = (-3..=0).rev().filter_map(month).find(|day| anchor.today.is_some_and(|today| *day >= today));
            let found = if matches!(anchor.tense, Tense::Past | Tense::Unknown) { past } else { future };
            if found.is_none() {
                Stretch::unknown(Some(format!("XXXX-XX-{day:02}")), Unit::Day)
            } else {
                Stretch::days(found, found, Unit::Day)
            }
        }
        Shape::Weekend => {
            let found = away::counted(anchor.today, Unit::Weekend, 0);
            match (anchor.tense, found.first, anchor.today) {
                (Tense::Past, Some(first), Some(today)) if first > today => {
                    away::counted(anchor.today, Unit::Weekend, -1)
                }
                _ => found,
            }
        }
        Shape::Unplaced => Stretch::unknown(None, Unit::Day),
        Shape::Month { year, month } => in_year(
            year,
            anchor,
            Unit::Month,
            |year| Some(format!("{year}-{month:02}")),
            |year| {
                let first = date(year, month, 1);
                (first, first.map(Date::last_of_month))
            },
        ),
        Shape::Year(year) => in_year(
            year,
            anchor,
            Unit::Year,
            |year| (year != "XXXX").then(|| year.to_string()),
            |year| (date(year, 1, 1), date(year, 12, 31)),
        ),
        Shape::Run { first, years } => {
            let unit = if years > 10 { Unit::Century } else { Unit::Decade };
            Stretch::days(date(first, 1, 1), first.checked_add(years - 1).and_then(|year| date(year, 12, 31)), unit)
        }
        Shape::Quarter { year, nth } => in_year(
            year,
            anchor,
            Unit::Quarter,
            |year| Some(format!("{year}-{}", 32 + nth)),
            |year| days::quarter(year, nth),
        ),
        Shape::Half { year, nth } => in_year(
            year,
            anchor,
            Unit::Quarter,
            |year| Some(format!("{year}-{}", 39 + nth)),
            |year| (date(year, nth * 6 - 5, 1), date(year, nth * 6, 1).map(Date::last_of_month)),
        ),
        Shape::Season { year, nth } => in_year(
            year,
            anchor,
            Unit::Quarter,
            |year| Some(format!("{year}-{}", 20 + nth)),
            |year| days::season(year, nth),
        ),
        Shape::Holiday { year, rule } => {
            let day = |year| days::holiday(rule, year);
            let mut found = in_year(year, anchor, Unit::Day, |_| None, |year| (day(year), day(year)));
            found.value = match (found.first, rule) {
                (Some(first), _) => Some(day_text(first)),
                (None, Rule::Day { month, day }) => Some(format!("XXXX-{month:02}-{day:02}")),
                (None, Rule::Once { year, .. }) => day(year).map(day_text),
                (None, Rule::Nth { .. } | Rule::Easter { .. }) => None,
            };
            if let (Rule::Once { year, .. }, None) = (rule, found.first) {
                (found.first, found.last) = (day(year), day(year));
            }
            found
        }
        Shape::LongWeekend { year, rule } => {
            let day = resolve(&Shape::Holiday { year, rule }, anchor).first;
            let weekday = day.map_or(0, |day| i64::from(day.weekday().to_monday_one_offset()));
            // Saturday and Sunday, with the day itself when it stands next to them.
            let (first, last) = match weekday {
                1 => (-2, 0),
                2 => (-3, 0),
                day => ((6 - day).min(0), 7 - day),
            };
            Stretch::days(
                day.and_then(|day| add_days(day, first)),
                day.and_then(|day| add_days(day, last)),
                Unit::Weekend,
            )
        }
        Shape::Weekday { day, shift } => weekday::weekday(day, shift, anchor),
        Shape::WeekdayOn { weekday, day } => weekday::weekday_on(weekday, day, anchor),
        Shape::WeekNumber { year, nth } => {
            // The first week of a year holds its 4 January (ISO 8601).
            let first = date(year, 1, 4).and_then(monday).and_then(|day| add_days(day, (i64::from(nth) - 1) * 7));
            Stretch::days(first, first.and_then(|day| add_days(day, 6)), Unit::Week)
        }
        Shape::WeekdayOf { day, ref week } => {
            let found =
                resolve(week, anchor).first.and_then(monday).and_then(|monday| add_days(monday, i64::from(day) - 1));
            Stretch::days(found, found, Unit::Day)
        }
        Shape::Current { unit, shift } => away::counted(anchor.today, unit, shift),
        Shape::Then { unit, shift } => {
            away::counted(anchor.previous.map(|(first, ..)| first).or(anchor.today), unit, shift)
        }
        Shape::Ago(length) => away::away(anchor.now(), length),
        Shape::Later(length) => away::away(anchor.previous.or(anchor.now()), length),
        Shape::From { length, ref of } => {
            let base = resolve(of, anchor);
            let back = length.months < 0 || length.days < 0;
            let day = if back { base.first } else { base.last }.and_then(|day| days::step(day, length));
            Stretch::days(day, day, Unit::Day)
        }
        Shape::Along { length, ahead, ref of } => away::along(&resolve(of, anchor), length, ahead),
        Shape::Beside { unit, sign, ref of } => away::beside(&resolve(of, anchor), unit, sign),
        Shape::Window(length) => away::window(anchor.today, length),
        Shape::Part { part, from_today, ref of } => part::cut(resolve(of, anchor), part, from_today, anchor.today),
        Shape::Nth { nth, count, inside, ref of } => part::nth_inside(&resolve(of, anchor), nth, count, inside),
        Shape::WeekOf { unit, begins, ref of } => {
            let day = resolve(of, anchor).first;
            let first = if begins { day } else { day.and_then(monday) };
            let from = if unit == Unit::Weekend { 5 } else { 0 };
            let first = first.and_then(|first| add_days(first, from));
            Stretch::days(first, first.and_then(|first| add_days(first, 6 - from)), unit)
        }
        Shape::Toward { ahead, rule } => {
            let found = anchor.today.and_then(|today| {
                let of_year = |count: i16| days::holiday(rule, today.year().checked_add(count)?);
                if ahead {
                    (0..=1).filter_map(of_year).find(|day| *day > today)
                } else {
                    (0..=1).filter_map(|count| of_year(-count)).find(|day| *day < today)
                }
            });
            Stretch::days(found, found, Unit::Day)
        }
        Shape::At { ref clock, ref of } => {
            let mut day = resolve(of, anchor);
            if day.first.is_some() {
                day.value = day.value.map(|value| value + clock);
            }
            day
        }
        Shape::NearMonth { month, ahead } => {
            let found = anchor.today.and_then(|today| {
                let back = (i64::from(today.month()) - i64::from(month)).rem_euclid(12);
                let count = if ahead {
                    12 - back
                } else if back == 0 {
                    -12
                } else {
                    -back
                };
                add_months(today.first_of_month(), count)
            });
            Stretch::days(found, found.map(Date::last_of_month), Unit::Month)
        }
        Shape::Ahead { ref value, length, .. } if anchor.tense == Tense::Past => {
            Stretch::unknown(Some(value.clone()), length.grain)
        }
        Shape::Ahead { length, within: false, .. } => away::away(anchor.now(), length),
        Shape::Ahead { length, within: true, .. } => {
            Stretch::days(anchor.today, anchor.today.and_then(|day| days::step(day, length)), length.grain)
        }
        Shape::Range(ref from, ref to) => range::range(from, to, anchor),
        Shape::Duration(ref value) => Stretch::unknown(value.clone(), Unit::Day),
        Shape::Set(every) => Stretch::unknown(Some(repeated(every)), Unit::Day),
    }
}

/// ISO 8601 text of a repeated time: `R/P1W`, and what comes back as an EDTF date with unknown figures before the period.
fn repeated(every: Every) -> String {
    match every {
        Every::Weekday { day, weeks } => format!("R/XXXX-WXX-{day}/P{weeks}W"),
        Every::Month(month) => format!("R/XXXX-{month:02}/P1Y"),
        Every::Season(nth) => format!("R/XXXX-{}/P1Y", 20 + nth),
        Every::Unit { unit, count } => format!("R/{}", unit.duration(count as f64)),
    }
}
