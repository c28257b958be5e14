//! What date words mean on the calendar: shapes as read, and the days they stand for.

use jiff::Span as Step;
use jiff::civil::Date;

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Weekend,
    Week,
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

impl Unit {
    /// The unit of a letter in `dates.toml`.
    pub(super) fn parse(letter: &str) -> Option<Self> {
        Some(match letter {
            "s" => Self::Second,
            "n" => Self::Minute,
            "h" => Self::Hour,
            "D" => Self::Day,
            "E" => Self::Weekend,
            "W" => Self::Week,
            "F" => Self::Fortnight,
            "M" => Self::Month,
            "Q" => Self::Quarter,
            "Y" => Self::Year,
            "T" => Self::Decade,
            "C" => Self::Century,
            _ => return None,
        })
    }

    /// ISO 8601 duration of `count` of it: `P3Y`, `PT2H`.
    pub(super) fn duration(self, count: f64) -> String {
        match self {
            Self::Second => format!("PT{count}S"),
            Self::Minute => format!("PT{count}M"),
            Self::Hour => format!("PT{count}H"),
            Self::Day => format!("P{count}D"),
            Self::Weekend => format!("P{}D", count * 2.0),
            Self::Week => format!("P{count}W"),
            Self::Fortnight => format!("P{}W", count * 2.0),
            Self::Month => format!("P{count}M"),
            Self::Quarter => format!("P{}M", count * 3.0),
            Self::Year => format!("P{count}Y"),
            Self::Decade => format!("P{}Y", count * 10.0),
            Self::Century => format!("P{}Y", count * 100.0),
        }
    }

    /// Months in it, for units of whole months.
    const fn months(self) -> Option<i64> {
        match self {
            Self::Month => Some(1),
            Self::Quarter => Some(3),
            Self::Year => Some(12),
            Self::Decade => Some(120),
            Self::Century => Some(1200),
            _ => None,
        }
    }

    /// Days in it, for units of whole days.
    const fn days(self) -> i64 {
        match self {
            Self::Week | Self::Weekend => 7,
            Self::Fortnight => 14,
            Self::Day => 1,
            _ => 0,
        }
    }
}

/// A year as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Year {
    Unknown,
    Is(i16),
    /// Counted from the year of publication: "last year" is -1.
    Shift(i16),
}

/// A part of a stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Early,
    Mid,
    Late,
    /// The beginning: of a year its first four months.
    Start,
    End,
    Rest,
}

impl Part {
    pub(super) fn parse(text: &str) -> Option<Self> {
        Some(match text {
            "early" => Self::Early,
            "mid" => Self::Mid,
            "late" => Self::Late,
            "start" => Self::Start,
            "end" => Self::End,
            "rest" => Self::Rest,
            _ => return None,
        })
    }
}

/// Which day of a year a holiday is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rule {
    /// Days from Easter Sunday.
    Easter {
        days: i64,
    },
    Day {
        month: i8,
        day: i8,
    },
    /// The `nth` weekday of a month; -1 is the last.
    Nth {
        month: i8,
        weekday: i8,
        nth: i8,
    },
}

/// What is counted inside a stretch: "the third week of July".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Inside {
    Unit(Unit),
    Weekday(i8),
}

/// A date expression as read, not yet on the calendar.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Shape {
    Day {
        year: Year,
        month: i8,
        day: i8,
    },
    /// "on the 18th", or an end of a range: "from 4 to 22 May".
    DayOfMonth(i8),
    Month {
        year: Year,
        month: i8,
    },
    Year(Year),
    /// A decade or century: its first year and how many.
    Run {
        first: i16,
        years: i16,
    },
    Quarter {
        year: Year,
        nth: i8,
    },
    Half {
        year: Year,
        nth: i8,
    },
    Season {
        year: Year,
        nth: i8,
    },
    /// `near`: the nearest one in that direction, else the one in that week.
    Weekday {
        day: i8,
        shift: Option<(i64, bool)>,
    },
    /// A weekday of the week in which another shape lies.
    WeekdayOf {
        day: i8,
        week: Box<Shape>,
    },
    /// "the weekend".
    Weekend,
    /// "today", "this week", "last year".
    Current {
        unit: Unit,
        shift: i64,
    },
    /// "that day", "the following week": from the time last spoken of.
    Then {
        unit: Unit,
        shift: i64,
    },
    /// "three days ago": from publication.
    Ago {
        unit: Unit,
        count: i64,
    },
    /// "two days earlier": from the time last spoken of.
    Later {
        unit: Unit,
        count: i64,
    },
    /// "two weeks after May 5".
    From {
        unit: Unit,
        count: i64,
        of: Box<Shape>,
    },
    /// "the past three weeks" (negative), "the next five days".
    Window {
        unit: Unit,
        count: i64,
    },
    Part {
        part: Part,
        from_today: bool,
        of: Box<Shape>,
    },
    /// "the third week of July", "the last Friday in June", "the first eight months of this year".
    Nth {
        nth: i64,
        count: i64,
        inside: Inside,
        of: Box<Shape>,
    },
    /// The week that a day lies in, or begins.
    WeekOf {
        begins: bool,
        of: Box<Shape>,
    },
    Holiday {
        year: Year,
        rule: Rule,
    },
    Range(Box<Shape>, Box<Shape>),
    /// "last March", "next March".
    NearMonth {
        month: i8,
        ahead: bool,
    },
    /// "in two months", "within two weeks": ahead, or a length when the verb is past.
    Ahead {
        unit: Unit,
        count: i64,
        within: bool,
    },
    /// "last Easter", "next Christmas".
    Toward {
        ahead: bool,
        of: Box<Shape>,
    },
    /// A day with a time of day, `T18:00:00`.
    At {
        clock: String,
        of: Box<Shape>,
    },
    /// ISO 8601; none when the count is vague.
    Duration(Option<String>),
    /// Repeated or vague: no place on the calendar.
    Unplaced,
}

/// Where a sentence looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    Present,
    Future,
    Unknown,
}

/// What dates are counted from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Anchor {
    /// Day of publication.
    pub(super) today: Option<Date>,
    /// The time last spoken of.
    pub(super) previous: Option<(Date, Date, Unit)>,
    pub(super) tense: Tense,
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

fn date(year: i16, month: i8, day: i8) -> Option<Date> {
    Date::new(year, month, day).ok()
}

fn add_days(day: Date, count: i64) -> Option<Date> {
    day.checked_add(Step::new().try_days(count).ok()?).ok()
}

/// The same day `count` months later; the last day of the month when it is shorter.
fn add_months(day: Date, count: i64) -> Option<Date> {
    day.checked_add(Step::new().try_months(count).ok()?).ok()
}

fn step(day: Date, unit: Unit, count: i64) -> Option<Date> {
    match unit.months() {
        Some(months) => add_months(day, months.checked_mul(count)?),
        None => add_days(day, unit.days().checked_mul(count)?),
    }
}

/// Monday of its week.
fn monday(day: Date) -> Option<Date> {
    add_days(day, 1 - i64::from(day.weekday().to_monday_one_offset()))
}

/// The whole unit a day lies in.
fn around(day: Date, unit: Unit) -> (Option<Date>, Option<Date>) {
    let year = day.year();
    let years = |first: i16, count: i16| (date(first, 1, 1), date(first.saturating_add(count - 1), 12, 31));
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => (Some(day), Some(day)),
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

fn quarter(year: i16, nth: i8) -> (Option<Date>, Option<Date>) {
    (date(year, nth * 3 - 2, 1), date(year, nth * 3, 1).map(Date::last_of_month))
}

/// Months of a season, northern meteorological: spring is March to May; winter begins in December of its year.
fn season(year: i16, nth: i8) -> (Option<Date>, Option<Date>) {
    let first = date(year, nth * 3, 1);
    (first, first.and_then(|first| add_months(first, 2)).map(Date::last_of_month))
}

/// EDTF of a stretch: a day, month, quarter (`2019-33`), half (`2019-40`), year, decade (`199X`), century (`19XX`), else an interval.
fn edtf(first: Date, last: Date) -> String {
    let (year, month) = (first.year(), first.month());
    let spans = |unit| around(first, unit) == (Some(first), Some(last));
    if first == last {
        first.to_string()
    } else if spans(Unit::Month) {
        format!("{year:04}-{month:02}")
    } else if spans(Unit::Quarter) {
        format!("{year:04}-{}", 33 + month / 3)
    } else if spans(Unit::Year) {
        format!("{year:04}")
    } else if spans(Unit::Decade) && year >= 0 {
        format!("{:03}X", year / 10)
    } else if spans(Unit::Century) && year >= 0 {
        format!("{:02}XX", year / 100)
    } else if first.day() == 1 && last == last.last_of_month() && (last.month() == 12 && month == 1) {
        format!("{year:04}/{:04}", last.year())
    } else if first.day() == 1
        && last == last.last_of_month()
        && year == last.year()
        && last.month() - month == 5
        && (month == 1 || month == 7)
    {
        format!("{year:04}-{}", if month == 1 { 40 } else { 41 })
    } else if first.day() == 1 && last == last.last_of_month() {
        format!("{year:04}-{month:02}/{:04}-{:02}", last.year(), last.month())
    } else {
        format!("{first}/{last}")
    }
}

/// Of the dates that `of_year` gives, the one the tense asks for: the last that has begun, or the next that is not over,
/// or the nearest.
fn choose(today: Date, tense: Tense, of_year: impl Fn(i16) -> (Option<Date>, Option<Date>)) -> Option<i16> {
    let year = today.year();
    let known = |year: i16| match of_year(year) {
        (Some(first), Some(last)) => Some((year, first, last)),
        _ => None,
    };
    // Eight years reach from one 29 February to the next.
    let mut past = (0..=8).filter_map(|back| known(year - back)).filter(|(_, first, _)| *first <= today);
    let mut future = (-1..=8).filter_map(|ahead| known(year + ahead)).filter(|(_, _, last)| *last >= today);
    let far = |a: Date, b: Date| a.since(b).map_or(i32::MAX, |step| step.get_days().abs());
    match tense {
        // Nobody leaves out the year of what was ten months ago: then the verb belongs to something else.
        Tense::Past => {
            let (past, future) = (past.next(), future.next());
            match (past, future) {
                (Some((_, _, last)), Some((ahead, first, _)))
                    if last < today && far(today, last) > 300 && far(first, today) < 70 =>
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
                    if first > today && far(first, today) > 330 && far(today, last) < 20 =>
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
                    Some(if last >= today || far(today, last) <= far(first, today) { back } else { ahead })
                }
                (past, future) => past.or(future).map(|(year, ..)| year),
            }
        }
    }
}

/// Puts shapes that lie in a year on the calendar; `partial` is their EDTF text with `XXXX` for the year.
fn in_year(
    year: Year,
    anchor: &Anchor,
    unit: Unit,
    value: impl Fn(&str) -> Option<String>,
    of_year: impl Fn(i16) -> (Option<Date>, Option<Date>),
) -> Stretch {
    let year = match (year, anchor.today) {
        (Year::Is(year), _) => Some(year),
        (Year::Shift(count), Some(today)) => today.year().checked_add(count),
        (Year::Unknown, Some(today)) => choose(today, anchor.tense, &of_year),
        (_, None) => None,
    };
    let Some(year) = year else { return Stretch::unknown(value("XXXX"), unit) };
    let (first, last) = of_year(year);
    if first.is_none() || last.is_none() {
        return Stretch::unknown(None, unit);
    }
    Stretch { value: value(&format!("{year:04}")), first, last, unit }
}

/// The day of the `nth` weekday between two days; negative counts from the end.
fn nth_weekday(first: Date, last: Date, weekday: i8, nth: i64) -> Option<Date> {
    let day = if nth > 0 {
        let ahead = (i64::from(weekday) - i64::from(first.weekday().to_monday_one_offset())).rem_euclid(7);
        add_days(first, ahead + (nth - 1).checked_mul(7)?)
    } else {
        let back = (i64::from(last.weekday().to_monday_one_offset()) - i64::from(weekday)).rem_euclid(7);
        add_days(last, -back - (-nth - 1).checked_mul(7)?)
    }?;
    (first..=last).contains(&day).then_some(day)
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
            let found = counted(anchor.today, Unit::Weekend, 0);
            match (anchor.tense, found.first, anchor.today) {
                (Tense::Past, Some(first), Some(today)) if first > today => counted(anchor.today, Unit::Weekend, -1),
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
        Shape::Quarter { year, nth } => {
            in_year(year, anchor, Unit::Quarter, |year| Some(format!("{year}-{}", 32 + nth)), |year| quarter(year, nth))
        }
        Shape::Half { year, nth } => in_year(
            year,
            anchor,
            Unit::Quarter,
            |year| Some(format!("{year}-{}", 39 + nth)),
            |year| (date(year, nth * 6 - 5, 1), date(year, nth * 6, 1).map(Date::last_of_month)),
        ),
        Shape::Season { year, nth } => {
            in_year(year, anchor, Unit::Quarter, |year| Some(format!("{year}-{}", 20 + nth)), |year| season(year, nth))
        }
        Shape::Holiday { year, rule } => {
            let day = move |year: i16| match rule {
                Rule::Day { month, day } => date(year, month, day),
                Rule::Easter { days } => easter(year).and_then(|sunday| add_days(sunday, days)),
                Rule::Nth { month, weekday, nth } => {
                    let first = date(year, month, 1)?;
                    nth_weekday(first, first.last_of_month(), weekday, i64::from(nth))
                }
            };
            let mut found = in_year(year, anchor, Unit::Day, |_| None, |year| (day(year), day(year)));
            found.value = match (found.first, rule) {
                (Some(first), _) => Some(first.to_string()),
                (None, Rule::Day { month, day }) => Some(format!("XXXX-{month:02}-{day:02}")),
                (None, Rule::Nth { .. } | Rule::Easter { .. }) => None,
            };
            found
        }
        Shape::Weekday { day, shift } => weekday(day, shift, anchor),
        Shape::WeekdayOf { day, ref week } => {
            let found =
                resolve(week, anchor).first.and_then(monday).and_then(|monday| add_days(monday, i64::from(day) - 1));
            Stretch::days(found, found, Unit::Day)
        }
        Shape::Current { unit, shift } => counted(anchor.today, unit, shift),
        Shape::Then { unit, shift } => counted(anchor.previous.map(|(first, ..)| first).or(anchor.today), unit, shift),
        Shape::Ago { unit, count } => away(anchor.today.map(|day| (day, day, Unit::Day)), unit, count),
        Shape::Later { unit, count } => {
            away(anchor.previous.or(anchor.today.map(|day| (day, day, Unit::Day))), unit, count)
        }
        Shape::From { unit, count, ref of } => {
            let base = resolve(of, anchor);
            match (base.first, base.last) {
                (Some(first), Some(last)) => {
                    let day = step(if count < 0 { first } else { last }, unit, count);
                    Stretch::days(day, day, Unit::Day)
                }
                _ => Stretch::unknown(None, unit),
            }
        }
        Shape::Window { unit, count } => window(anchor.today, unit, count),
        Shape::Part { part, from_today, ref of } => cut(resolve(of, anchor), part, from_today, anchor.today),
        Shape::Nth { nth, count, inside, ref of } => nth_inside(&resolve(of, anchor), nth, count, inside),
        Shape::WeekOf { begins, ref of } => {
            let day = resolve(of, anchor).first;
            let first = if begins { day } else { day.and_then(monday) };
            Stretch::days(first, first.and_then(|first| add_days(first, 6)), Unit::Week)
        }
        Shape::Toward { ahead, ref of } => {
            resolve(of, &Anchor { tense: if ahead { Tense::Future } else { Tense::Past }, ..*anchor })
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
        Shape::Ahead { unit, count, .. } if anchor.tense == Tense::Past => {
            Stretch::unknown(Some(unit.duration(count as f64)), unit)
        }
        Shape::Ahead { unit, count, within: false } => away(anchor.today.map(|day| (day, day, Unit::Day)), unit, count),
        Shape::Ahead { unit, count, within: true } => {
            Stretch::days(anchor.today, anchor.today.and_then(|day| step(day, unit, count)), unit)
        }
        Shape::Range(ref from, ref to) => range(from, to, anchor),
        Shape::Duration(ref value) => Stretch::unknown(value.clone(), Unit::Day),
    }
}

fn weekday(day: i8, shift: Option<(i64, bool)>, anchor: &Anchor) -> Stretch {
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

/// The whole unit `shift` units away from the one `day` lies in.
fn counted(day: Option<Date>, unit: Unit, shift: i64) -> Stretch {
    let (first, last) = day.and_then(|day| step(day, unit, shift)).map_or((None, None), |day| around(day, unit));
    Stretch::days(first, last, unit)
}

/// `count` units before or after a stretch: days and weeks to the day, longer units as a whole month, year, decade; but a
/// quarter or month a year earlier stays a quarter or month.
fn away(base: Option<(Date, Date, Unit)>, unit: Unit, count: i64) -> Stretch {
    let Some((first, last, grain)) = base else { return Stretch::unknown(None, unit) };
    let day = step(first, unit, count);
    if unit.months().is_none() {
        return Stretch::days(day, step(last, unit, count), grain);
    }
    let whole = match (unit, grain) {
        (Unit::Year, Unit::Month | Unit::Quarter) => grain,
        _ => unit,
    };
    let (first, last) = day.map_or((None, None), |day| around(day, whole));
    Stretch::days(first, last, whole)
}

/// The `count` units before (or after) a day, which is not in it.
fn window(today: Option<Date>, unit: Unit, count: i64) -> Stretch {
    let Some(today) = today else { return Stretch::unknown(None, unit) };
    // Quarters are counted whole: "the last two quarters".
    if unit == Unit::Quarter {
        let (near, far) = if count < 0 { (-1, count) } else { (1, count) };
        let (near, far) = (counted(Some(today), unit, near), counted(Some(today), unit, far));
        return if count < 0 {
            Stretch::days(far.first, near.last, unit)
        } else {
            Stretch::days(near.first, far.last, unit)
        };
    }
    if count < 0 {
        Stretch::days(step(today, unit, count), add_days(today, -1), unit)
    } else {
        Stretch::days(add_days(today, 1), step(today, unit, count), unit)
    }
}

/// The early, middle or late part of a stretch: halves, and the middle between its thirds. The EDTF text stays that of the whole.
fn cut(whole: Stretch, part: Part, from_today: bool, today: Option<Date>) -> Stretch {
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
fn nth_inside(whole: &Stretch, nth: i64, count: i64, inside: Inside) -> Stretch {
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
            let bound = |count: i64| step(first, unit, count);
            let (from, to) = if nth > 0 {
                (bound((nth - 1) * count), bound((nth - 1) * count + count).and_then(|day| add_days(day, -1)))
            } else {
                (add_days(last, 1).and_then(|end| step(end, unit, -count)), Some(last))
            };
            let fits = from.is_some_and(|from| first <= from) && to.is_some_and(|to| to <= last);
            if fits { Stretch::days(from, to, unit) } else { Stretch::unknown(None, unit) }
        }
    }
}

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
fn range(from: &Shape, to: &Shape, anchor: &Anchor) -> Stretch {
    let lacks = |shape: &Shape| year_of(shape) == Some(Year::Unknown);
    let shifted = |year: Year, count: i16| match year {
        Year::Is(year) => Year::Is(year.saturating_add(count)),
        Year::Shift(year) => Year::Shift(year.saturating_add(count)),
        Year::Unknown => Year::Unknown,
    };
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
