//! Steps away from publication or from another time.

use jiff::civil::Date;

use super::Stretch;
use super::days::add_days;
use super::days::around;
use super::days::step;
use crate::annotate::time::shape::Length;
use crate::annotate::time::shape::Unit;

/// The whole unit `shift` units away from the one `day` lies in.
pub(super) fn counted(day: Option<Date>, unit: Unit, shift: i64) -> Stretch {
    let far = day.and_then(|day| step(day, Length::one(unit).times(shift)));
    let (first, last) = far.map_or((None, None), |day| around(day, unit));
    Stretch::days(first, last, unit)
}

/// A length before or after a stretch: days and weeks to the day, longer units as a whole month or year; but a
/// quarter or month a year earlier stays a quarter or month.
pub(super) fn away(base: Option<(Date, Date, Unit)>, length: Length) -> Stretch {
    let Some((first, last, grain)) = base else { return Stretch::unknown(None, length.grain) };
    let day = step(first, length);
    if length.grain.months().is_none() {
        return Stretch::days(day, step(last, length), grain);
    }
    let whole = match (length.grain, grain) {
        (Unit::Year, Unit::Month | Unit::Quarter) => grain,
        (Unit::Decade | Unit::Century, _) => Unit::Year,
        (unit, _) => unit,
    };
    let (first, last) = day.map_or((None, None), |day| around(day, whole));
    Stretch::days(first, last, whole)
}

/// The length before (or after) a day, which is not in it.
pub(super) fn window(today: Option<Date>, length: Length) -> Stretch {
    let unit = length.grain;
    let Some(today) = today else { return Stretch::unknown(None, unit) };
    let back = length.months < 0 || length.days < 0;
    // Quarters are counted whole: "the last two quarters".
    if unit == Unit::Quarter {
        let near = counted(Some(today), unit, if back { -1 } else { 1 });
        let far = counted(Some(today), unit, length.months / 3);
        let (first, last) = if back { (far.first, near.last) } else { (near.first, far.last) };
        return Stretch::days(first, last, unit);
    }
    let next = Length::one(if unit == Unit::Workday { unit } else { Unit::Day });
    if back {
        Stretch::days(step(today, length), step(today, next.times(-1)), unit)
    } else {
        Stretch::days(step(today, next), step(today, length), unit)
    }
}

/// A length that begins (`ahead`) or ends with a stretch, that belongs to it.
pub(super) fn along(of: &Stretch, length: Length, ahead: bool) -> Stretch {
    let (first, last) = if ahead {
        (of.first, of.first.and_then(|day| step(day, length)).and_then(|day| add_days(day, -1)))
    } else {
        // "the three months to June" begin with April, those "ended 30 June" too.
        let after = of.last.and_then(|day| add_days(day, 1));
        (after.and_then(|day| step(day, length.times(-1))), of.last)
    };
    Stretch::days(first, last, length.grain)
}

/// The unit right before (-1) or after (1) a stretch.
pub(super) fn beside(of: &Stretch, unit: Unit, sign: i64) -> Stretch {
    let length = Length::one(unit);
    let (first, last) = if sign < 0 {
        (of.first.and_then(|day| step(day, length.times(-1))), of.first.and_then(|day| add_days(day, -1)))
    } else {
        (of.last.and_then(|day| add_days(day, 1)), of.last.and_then(|day| step(day, length)))
    };
    Stretch::days(first, last, unit)
}
