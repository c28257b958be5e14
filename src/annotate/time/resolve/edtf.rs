//! The EDTF text of days and stretches.

use jiff::civil::Date;

use super::days::around;
use crate::annotate::time::shape::Unit;

/// A year in four figures; before Christ with a minus: 44 BC is `-0043`.
pub(super) fn year_text(year: i16) -> String {
    if year < 0 { format!("-{:04}", -i32::from(year)) } else { format!("{year:04}") }
}

/// `2025-04-16`.
pub(in crate::annotate::time) fn day_text(day: Date) -> String {
    format!("{}-{:02}-{:02}", year_text(day.year()), day.month(), day.day())
}

/// EDTF of a stretch: a day, month, quarter (`2019-33`), half (`2019-40`), year, decade (`199X`), century (`19XX`), else an interval.
pub(super) fn edtf(first: Date, last: Date) -> String {
    let (year, month) = (first.year(), first.month());
    let spans = |unit| around(first, unit) == (Some(first), Some(last));
    if first == last {
        day_text(first)
    } else if spans(Unit::Month) {
        format!("{}-{month:02}", year_text(year))
    } else if spans(Unit::Quarter) {
        format!("{}-{}", year_text(year), 33 + month / 3)
    } else if spans(Unit::Year) {
        year_text(year)
    } else if spans(Unit::Decade) && year >= 0 {
        format!("{:03}X", year / 10)
    } else if spans(Unit::Century) && year >= 0 {
        format!("{:02}XX", year / 100)
    } else if first.day() == 1 && last == last.last_of_month() && (last.month() == 12 && month == 1) {
        format!("{}/{}", year_text(year), year_text(last.year()))
    } else if first.day() == 1
        && last == last.last_of_month()
        && year == last.year()
        && last.month() - month == 5
        && (month == 1 || month == 7)
    {
        format!("{}-{}", year_text(year), if month == 1 { 40 } else { 41 })
    } else if first.day() == 1 && last == last.last_of_month() {
        format!("{}-{month:02}/{}-{:02}", year_text(year), year_text(last.year()), last.month())
    } else {
        format!("{}/{}", day_text(first), day_text(last))
    }
}
