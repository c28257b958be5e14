//! What date words say, before anything is put on the calendar.

/// A unit of time, shortest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    /// Monday to Friday, one by one: "three business days".
    Workday,
    Weekend,
    /// Monday to Friday as one: "this working week".
    Workweek,
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
            "B" => Self::Workday,
            "E" => Self::Weekend,
            "K" => Self::Workweek,
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
            Self::Day | Self::Workday => format!("P{count}D"),
            Self::Weekend => format!("P{}D", count * 2.0),
            Self::Workweek => format!("P{}D", count * 5.0),
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
    pub(super) const fn months(self) -> Option<i64> {
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
    pub(super) const fn days(self) -> i64 {
        match self {
            Self::Week | Self::Weekend | Self::Workweek => 7,
            Self::Fortnight => 14,
            Self::Day | Self::Workday => 1,
            _ => 0,
        }
    }
}

/// A length of time in whole months and days: "two years and three months", "ten days", "four business days".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Length {
    pub(super) months: i64,
    pub(super) days: i64,
    /// The shortest unit it is given in: what is counted in years is not known to the day.
    pub(super) grain: Unit,
}

impl Length {
    /// `count` units; parts of a unit in the next shorter one, hours in whole days. None for lengths beyond any calendar.
    pub(super) fn new(count: f64, unit: Unit) -> Option<Self> {
        if !count.is_finite() || count.abs() > 1e5 {
            return None;
        }
        let whole = count.fract() == 0.0;
        Some(match (unit, unit.months()) {
            (_, Some(months)) if whole => Self { months: count as i64 * months, days: 0, grain: unit },
            (Unit::Month, _) => Self { months: count as i64, days: (count.fract() * 30.0) as i64, grain: Unit::Day },
            (_, Some(months)) => {
                let grain = if months > 12 { Unit::Year } else { Unit::Month };
                Self { months: (count * months as f64) as i64, days: 0, grain }
            }
            (Unit::Hour, _) => Self { months: 0, days: (count / 24.0) as i64, grain: Unit::Day },
            (Unit::Second | Unit::Minute, _) => Self { months: 0, days: 0, grain: Unit::Day },
            _ => {
                let grain = if whole { unit } else { Unit::Day };
                Self { months: 0, days: (count * unit.days() as f64) as i64, grain }
            }
        })
    }

    /// One unit.
    pub(super) fn one(unit: Unit) -> Self {
        Self { months: unit.months().unwrap_or(0), days: unit.days(), grain: unit }
    }

    /// Both, the other given in a shorter unit.
    pub(super) fn plus(self, other: Self) -> Self {
        Self { months: self.months + other.months, days: self.days + other.days, grain: other.grain }
    }

    /// Backwards for -1.
    pub(super) fn times(self, sign: i64) -> Self {
        Self { months: self.months * sign, days: self.days * sign, grain: self.grain }
    }
}

/// A year as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Year {
    Unknown,
    Is(i16),
    /// Two figures: "'98", "3/18/40".
    Short(i16),
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
    /// From publication on.
    Rest,
    /// Until publication.
    SoFar,
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
            "so far" => Self::SoFar,
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
    /// One day in history: "9/11".
    Once {
        year: i16,
        month: i8,
        day: i8,
    },
}

/// What is counted inside a stretch: "the third week of July".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Inside {
    Unit(Unit),
    Weekday(i8),
}

/// What comes back: "every Tuesday", "every two weeks", "each May".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Every {
    Weekday { day: i8, weeks: i64 },
    Month(i8),
    Season(i8),
    Unit { unit: Unit, count: i64 },
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
    /// Decades or centuries: their first year and how many years.
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
    /// "Monday 21": a weekday that falls on this day of a month.
    WeekdayOn {
        weekday: i8,
        day: i8,
    },
    /// A weekday of the week in which another shape lies.
    WeekdayOf {
        day: i8,
        week: Box<Shape>,
    },
    /// "the weekend".
    Weekend,
    /// "week 3 of 2027".
    WeekNumber {
        year: i16,
        nth: i8,
    },
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
    Ago(Length),
    /// "two days earlier": from the time last spoken of.
    Later(Length),
    /// "two weeks after May 5".
    From {
        length: Length,
        of: Box<Shape>,
    },
    /// "three days starting Monday" (`ahead`), "the three months to June": a length that begins or ends with another shape.
    Along {
        length: Length,
        ahead: bool,
        of: Box<Shape>,
    },
    /// "the week before Christmas": the unit next to another shape; -1 before, 1 after.
    Beside {
        unit: Unit,
        sign: i64,
        of: Box<Shape>,
    },
    /// "the past three weeks" (backwards), "the next five days".
    Window(Length),
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
    /// The week or weekend that a day lies in; a week may begin with it.
    WeekOf {
        unit: Unit,
        begins: bool,
        of: Box<Shape>,
    },
    Holiday {
        year: Year,
        rule: Rule,
    },
    /// "Labor Day weekend".
    LongWeekend {
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
        length: Length,
        value: String,
        within: bool,
    },
    /// "last Easter", "next Christmas": the last that is over, the next to come.
    Toward {
        ahead: bool,
        rule: Rule,
    },
    /// A day with a time of day, `T18:00:00`.
    At {
        clock: String,
        of: Box<Shape>,
    },
    /// ISO 8601; none when the count is vague.
    Duration(Option<String>),
    /// Comes back again and again.
    Set(Every),
    /// Vague: no place on the calendar.
    Unplaced,
}

impl Shape {
    /// Whether it is one day.
    pub(super) const fn is_day(&self) -> bool {
        matches!(
            self,
            Self::Day { .. }
                | Self::Weekday { .. }
                | Self::WeekdayOn { .. }
                | Self::Holiday { .. }
                | Self::WeekdayOf { .. }
                | Self::Then { unit: Unit::Day, .. }
                | Self::Current { unit: Unit::Day, .. }
        )
    }
}

/// Where a sentence looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    Present,
    Future,
    Unknown,
}
