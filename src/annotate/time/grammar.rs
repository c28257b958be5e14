//! Reads date expressions: atoms to shapes.

use jiff::civil::Date;

use super::calendar::Inside;
use super::calendar::Shape;
use super::calendar::Unit;
use super::calendar::Year;
use super::lexicon::Lexicon;
use super::lexicon::Word;
use crate::annotate::quantity::atom::Atom;
use crate::annotate::quantity::atom::AtomKind;
use crate::annotate::quantity::number;

/// Something read, and the index after it.
type Read<T> = Option<(T, usize)>;

/// Reads one sentence. Every method is O(1): it looks at a bounded number of atoms.
pub(super) struct Grammar<'s> {
    pub(super) atoms: &'s [Atom<'s>],
    pub(super) lexicon: &'s Lexicon,
    pub(super) numbers: &'s number::Lexicon,
    /// Whether the atom is a modal or other verb, or inside a person's name, as far as known.
    pub(super) barred: &'s dyn Fn(usize) -> bool,
    /// Whether the atom is a plural noun, as far as known.
    pub(super) plural: &'s dyn Fn(usize) -> bool,
}

/// How deep "the end of the first week of the second half of …" may nest.
const DEPTH: usize = 4;

impl Grammar<'_> {
    fn is(&self, at: usize, text: &str) -> bool {
        self.atoms.get(at).is_some_and(|atom| atom.is(text))
    }

    fn any(&self, at: usize, texts: &[&str]) -> bool {
        self.atoms.get(at).is_some_and(|atom| texts.iter().any(|text| atom.is(text)))
    }

    /// The index after `text` if it stands at `at`, else `at`.
    fn skip(&self, at: usize, text: &str) -> usize {
        at + usize::from(self.is(at, text))
    }

    fn word(&self, at: usize) -> Word {
        self.atoms
            .get(at)
            .filter(|atom| atom.kind == AtomKind::Word)
            .map(|atom| self.lexicon.word(&atom.lower))
            .unwrap_or_default()
    }

    fn glued(&self, at: usize) -> bool {
        self.atoms.get(at).is_some_and(|atom| atom.glued)
    }

    fn capital(&self, at: usize) -> bool {
        self.atoms.get(at).is_some_and(|atom| atom.capital)
    }

    fn figures(&self, at: usize) -> bool {
        self.atoms.get(at).is_some_and(|atom| atom.kind == AtomKind::Figures)
    }

    /// Whether a word that introduces dates stands before `at`, "the" left out.
    fn introduced(&self, at: usize) -> bool {
        let before = |at: usize| at.checked_sub(1);
        let Some(index) = before(at) else { return false };
        let index = if self.is(index, "the") || self.is(index, "-") { before(index) } else { Some(index) };
        index.is_some_and(|index| self.word(index).preposition)
    }

    /// The day of a date line: the whole sentence ("May 5, 2025"), or its beginning before a dash or bracket ("OSLO, May 5, 2025 —").
    pub(super) fn date_line(&self) -> Option<Date> {
        let named = |atom: &&Atom<'_>| {
            atom.kind == AtomKind::Sign || atom.lower.chars().count() > 1 && atom.raw == atom.raw.to_uppercase()
        };
        let lead = self.atoms.iter().take(8).take_while(named).count();
        (0..=lead).find_map(|at| {
            let (shape, end) = self.expression(at)?;
            let Shape::Day { year: Year::Is(year), month, day } = shape else { return None };
            let closed = match self.atoms.get(end) {
                None => true,
                Some(next) => {
                    next.is("-") || next.is("(") || (end + 1 == self.atoms.len() && next.kind == AtomKind::Sign)
                }
            };
            Date::new(year, month, day).ok().filter(|_| closed)
        })
    }

    /// The date expression that starts at `at`.
    pub(super) fn expression(&self, at: usize) -> Read<Shape> {
        let atom = self.atoms.get(at)?;
        // Inside "user2019" or "F-16" nothing starts.
        if atom.glued && at > 0 && self.atoms.get(at - 1).is_some_and(|before| before.kind != AtomKind::Sign) {
            return None;
        }
        self.framed_range(at).or_else(|| self.set(at)).or_else(|| self.open_range(at)).or_else(|| self.duration(at))
    }

    /// "from A to B", "between A and B".
    fn framed_range(&self, at: usize) -> Read<Shape> {
        let between = self.is(at, "between");
        if !between && !self.is(at, "from") {
            return None;
        }
        let (from, joint) = self.end_of_range(at + 1)?;
        let start = if between && self.is(joint, "and") { Some(joint + 1) } else { self.joint(joint) }?;
        let (to, end) = self.end_of_range(start)?;
        Some((join(from, to)?, end))
    }

    /// The index after a word between the ends of a range.
    fn joint(&self, at: usize) -> Option<usize> {
        if self.is(at, "-") {
            // A dash with a space on one side only is a pause.
            return (self.glued(at) == self.glued(at + 1)).then_some(at + 1);
        }
        self.any(at, &["to", "until", "till", "through", "thru"]).then_some(at + 1)
    }

    /// A point, a bare day of a month, or "now".
    fn end_of_range(&self, at: usize) -> Read<Shape> {
        if let Some(found) = self.point(at, 0) {
            return Some(found);
        }
        if self.any(at, &["now", "present"]) {
            return Some((Shape::Current { unit: Unit::Day, shift: 0 }, at + 1));
        }
        let at = self.skip(at, "the");
        if let Some((year, end)) = self.year_number(at) {
            return Some((Shape::Year(Year::Is(year)), end));
        }
        if let Some(found) = self.bare_name(at) {
            return Some(found);
        }
        let (day, end) = self.day_number(at)?;
        Some((Shape::DayOfMonth(day), end))
    }

    /// A month or weekday that needs no preposition, since it is an end of a range: "from May to June".
    fn bare_name(&self, at: usize) -> Read<Shape> {
        if let Some((month, end)) = self.month_name(at) {
            return Some((Shape::Month { year: Year::Unknown, month }, end));
        }
        let day = self.word(at).weekday?;
        Some((Shape::Weekday { day, shift: None }, at + 1))
    }

    /// A point, or "A to B" without a frame: "May 3-5", "3 to 5 May", "2014-2018", "Monday to Friday".
    fn open_range(&self, at: usize) -> Read<Shape> {
        // "1990-95", "2019-20", "2019/20".
        if let Some((first, end)) = self.year_number(self.skip(at, "the"))
            && self.any(end, &["-", "/"])
            && self.glued(end)
            && self.glued(end + 1)
            && let Some(second) = self.atoms.get(end + 1).filter(|atom| atom.lower.len() == 2).and_then(Atom::integer)
            && !(self.glued(end + 2) && self.any(end + 2, &["-", "/"]))
        {
            let second = first.div_euclid(100) * 100 + second as i16;
            let follows = second == first + 1 || (self.is(end, "-") && second > first && second % 100 > 12);
            if follows && (self.is(end, "-") || second == first + 1) {
                return Some((
                    Shape::Range(Box::new(Shape::Year(Year::Is(first))), Box::new(Shape::Year(Year::Is(second)))),
                    end + 2,
                ));
            }
        }
        // "3-5 May", "19 to 20 November 2015".
        if let Some((day, end)) = self.day_number(at).filter(|_| self.free_figures(at))
            && let Some(start) = self.joint(end).filter(|_| !self.any(end, &["until", "till"]))
            && let Some((to, end)) = self.day_and_month(start)
        {
            return Some((join(Shape::DayOfMonth(day), to)?, end));
        }
        // "Jan-Feb 2017", "Mon-Fri": two short names need no preposition.
        let short = || {
            let (from, end) = self.bare_name(at)?;
            let (_, after) = self.bare_name(self.joint(end)?)?;
            (after > end).then_some((from, end))
        };
        let (from, end) = self.point(at, 0).or_else(short)?;
        if let Some(start) = self.joint(end).filter(|_| !self.is(end, "to") || is_absolute(&from)) {
            let bare = || {
                if !matches!(from, Shape::Day { .. }) {
                    return None;
                }
                let (day, end) = self
                    .day_number(self.skip(start, "the"))
                    .filter(|(_, end)| !self.glued(*end) || self.any(*end, &[",", ".", ";", ")", "-"]))?;
                Some((Shape::DayOfMonth(day), end))
            };
            let to = self
                .point(start, 0)
                .or_else(|| self.bare_name(start))
                .filter(|(to, _)| is_absolute(to) || !self.is(end, "-"))
                .or_else(bare);
            if let Some((to, mut after)) = to
                && let Some(mut range) = join(from.clone(), to)
            {
                // "May 3-5, 2019": the year stands after the range.
                if let Some((year, end)) = self.year_tail(after)
                    && let Shape::Range(_, to) = &mut range
                    && let Shape::Day { year: unknown @ Year::Unknown, .. }
                    | Shape::Month { year: unknown @ Year::Unknown, .. } = to.as_mut()
                {
                    *unknown = year;
                    after = end;
                }
                return Some((range, after));
            }
        }
        Some((from, end))
    }

    /// Repeated times: "every Monday", "each year", "every two weeks".
    fn set(&self, at: usize) -> Read<Shape> {
        if !self.any(at, &["every", "each"]) {
            return None;
        }
        let next = self.skip(at + 1, "other");
        let word = self.word(next);
        if word.unit.is_some() || word.weekday.is_some() || word.month.is_some() || word.season.is_some() {
            return Some((Shape::Unplaced, next + 1));
        }
        let number = self.numbers.number(self.atoms, next, false)?;
        self.word(number.end).unit?;
        Some((Shape::Unplaced, number.end + 1))
    }

    /// One time, the longest reading first.
    fn point(&self, at: usize, depth: usize) -> Read<Shape> {
        if depth > DEPTH {
            return None;
        }
        if let Some((clock, end)) = self.clock(at) {
            // "6 p.m. on Friday", "16:00 UTC today"
            let next = end + usize::from(self.any(end, &["on", ","]));
            let (of, end) = self.point(next, depth + 1).filter(|(of, _)| is_day(of))?;
            return Some((Shape::At { clock, of: Box::new(of) }, end));
        }
        let (shape, end) = self
            .named_day(at)
            .or_else(|| self.part(at, depth))
            .or_else(|| self.counted(at, depth))
            .or_else(|| self.holiday(at))
            .or_else(|| self.nth(at, depth))
            .or_else(|| self.week_of(at, depth))
            .or_else(|| self.numeric(at))
            .or_else(|| self.weekday(at, depth))
            .or_else(|| self.day_and_month(at))
            .or_else(|| self.month(at))
            .or_else(|| self.quarter(at))
            .or_else(|| self.shifted(at))
            .or_else(|| self.season(at))
            .or_else(|| self.decade(at))
            .or_else(|| self.year(at))
            .or_else(|| self.day_alone(at))?;
        let end = self.part_of_day(&shape, end);
        let next = end + usize::from(self.any(end, &["at", ","]));
        match self.clock(next).filter(|_| is_day(&shape)) {
            Some((clock, end)) => Some((Shape::At { clock, of: Box::new(shape) }, end)),
            None => Some((shape, end)),
        }
    }

    /// Takes in "morning", "afternoon", "evening", "night" after a day.
    fn part_of_day(&self, shape: &Shape, end: usize) -> usize {
        let day = matches!(
            shape,
            Shape::Day { .. } | Shape::Weekday { .. } | Shape::Holiday { .. } | Shape::WeekdayOf { .. }
        );
        if day && self.any(end, &["morning", "afternoon", "evening", "night"]) { end + 1 } else { end }
    }

    /// A time of day: "6 p.m.", "18:30 GMT", "1400 GMT", "noon"; its ISO 8601 text `T18:00:00`, with `Z` for GMT and UTC.
    fn clock(&self, at: usize) -> Read<String> {
        if self.any(at, &["noon", "midnight"]) {
            return Some((if self.is(at, "noon") { "T12:00:00" } else { "T00:00:00" }.to_string(), at + 1));
        }
        let figures = self.atoms.get(at).filter(|atom| atom.kind == AtomKind::Figures)?;
        let zone = |at: usize| {
            self.any(
                at,
                &[
                    "gmt", "utc", "est", "edt", "et", "cst", "cdt", "pst", "pdt", "pt", "cet", "cest", "bst", "ist",
                    "msk",
                ],
            )
        };
        let number = figures.integer()?;
        let (mut hour, mut minute, mut end) = (number, 0, at + 1);
        let mut sure = false;
        if figures.lower.len() == 4 && self.any(end, &["gmt", "utc"]) {
            (hour, minute, sure) = (number / 100, number % 100, true);
        } else if figures.lower.len() > 2 {
            return None;
        } else if self.is(end, ":") && self.glued(end) && self.glued(end + 1) {
            let part = self.atoms.get(end + 1).filter(|atom| atom.lower.len() == 2)?;
            (minute, end, sure) = (part.integer()?, end + 2, true);
        }
        let half = |at: usize| -> Option<(bool, usize)> {
            let letter = |at: usize| if self.is(at, "p") { Some(true) } else { self.is(at, "a").then_some(false) };
            if self.any(at, &["am", "pm"]) {
                return Some((self.is(at, "pm"), at + 1));
            }
            let after = letter(at)?;
            (self.is(at + 1, ".") && self.is(at + 2, "m")).then(|| (after, self.skip(at + 3, ".")))
        };
        if let Some((after, next)) = half(end).filter(|_| (1..=12).contains(&hour)) {
            hour = hour % 12 + if after { 12 } else { 0 };
            (end, sure) = (next, true);
        }
        if !sure || hour > 23 || minute > 59 {
            return None;
        }
        let universal = self.any(end, &["gmt", "utc"]);
        if zone(end) && self.capital(end) {
            end += 1;
        } else if self.is(end, "local") && self.is(end + 1, "time") {
            end += 2;
        }
        Some((format!("T{hour:02}:{minute:02}:00{}", if universal { "Z" } else { "" }), end))
    }

    /// "today", "last night", "now".
    fn named_day(&self, at: usize) -> Read<Shape> {
        let (days, end) = self.lexicon.day.at(self.atoms, at)?;
        // "now-defunct" and "today's world" (the present) are no dates; "Yesterday" inside a title is not known.
        let compound = self.is(end, "-") && self.glued(end);
        (!compound).then_some((Shape::Current { unit: Unit::Day, shift: *days }, end))
    }

    /// "early May", "mid-2019", "the end of next week", "later this month".
    fn part(&self, at: usize, depth: usize) -> Read<Shape> {
        let (&(part, from_today), end) = self.lexicon.part.at(self.atoms, at)?;
        let mut next = end;
        if self.is(next, "-") {
            next += 1;
        }
        next = self.skip(next, "on");
        next = self.skip(next, "the");
        let (of, end) = self.point(next, depth + 1).or_else(|| {
            // "end of month", "later in the year", "rest of my week".
            let next = next + usize::from(self.any(next, &["my", "our"]));
            let unit = self.word(next).unit.filter(|unit| *unit >= Unit::Week)?;
            let placed = end > at + 1 || next > end;
            (placed && !self.is(next + 1, "of")).then_some((Shape::Current { unit, shift: 0 }, next + 1))
        })?;
        let dated = !matches!(
            of,
            Shape::Ago { .. } | Shape::Later { .. } | Shape::Window { .. } | Shape::Duration(_) | Shape::Range(..)
        );
        dated.then(|| (Shape::Part { part, from_today, of: Box::new(of) }, end))
    }

    /// A count of units: "three", "a", "a few", "10 1/2"; with the unit; the count is none when vague.
    fn amount(&self, at: usize) -> Option<(Option<f64>, Unit, usize)> {
        let (count, mut next) = if let Some((few, end)) = self.lexicon.few.at(self.atoms, at) {
            (Some(*few as f64), end)
        } else if self.is(at + 1, "quarters")
            && let Some(count) = self.numbers.small(self.atoms, at)
        {
            // "three quarters" of a year or share are told apart by what stands before.
            (Some(count), at + 1)
        } else if let Some(number) = self.numbers.number(self.atoms, at, false) {
            ((!number.rough).then_some(number.value), number.end)
        } else if self.any(at, &["a", "an"]) {
            (Some(1.0), at + 1)
        } else if self.any(at, &["many"]) {
            (None, at + 1)
        } else {
            return None;
        };
        next += usize::from(self.any(
            next,
            &["more", "full", "whole", "long", "further", "straight", "consecutive", "short", "calendar", "additional"],
        ));
        if self.is(next, "-") && self.glued(next) {
            next += 1;
        }
        let unit = self.word(next).unit?;
        let mut count = count;
        next += 1;
        // "two years and a half", "a year and a half".
        if self.is(next, "and") && self.is(next + 1, "a") && self.is(next + 2, "half") {
            count = count.map(|count| count + 0.5);
            next += 3;
        }
        Some((count, unit, next))
    }

    /// Like [`Self::amount`], but "a few" and "several" are no numbers; "a couple" is two.
    fn exact(&self, at: usize) -> Option<(Option<f64>, Unit, usize)> {
        let (count, unit, end) = self.amount(at)?;
        let vague = self.lexicon.few.at(self.atoms, at).is_some_and(|(few, _)| *few > 2);
        Some((count.filter(|_| !vague), unit, end))
    }

    /// "two days ago", "a week earlier", "three weeks from tomorrow", "in two months", "years ago".
    fn counted(&self, at: usize, depth: usize) -> Read<Shape> {
        // "the day before", "the week after": from the time last spoken of.
        if self.is(at, "the")
            && let Some(unit) = self.word(at + 1).unit.filter(|unit| *unit >= Unit::Day)
            && self.any(at + 2, &["before", "after"])
            && self.atoms.get(at + 3).is_none_or(|next| next.kind == AtomKind::Sign)
        {
            return Some((Shape::Then { unit, shift: if self.is(at + 2, "before") { -1 } else { 1 } }, at + 3));
        }
        let at_amount = at + usize::from(self.any(at, &["some", "about", "nearly", "almost", "around"]));
        let vague = self.word(at).unit.filter(|_| self.atoms.get(at).is_some_and(|atom| atom.lower.ends_with('s')));
        let (count, unit, end) = match self.exact(at_amount) {
            Some(found) => found,
            None => (None, vague?, at + 1),
        };
        let whole = count.filter(|count| count.fract() == 0.0 && count.abs() < 1e5).map(|count| count as i64);
        let (unit, whole) = match (unit, count) {
            (unit, Some(count)) if whole.is_none() && unit == Unit::Year => {
                (Unit::Month, Some((count.min(1e5) * 12.0) as i64))
            }
            (Unit::Second | Unit::Minute | Unit::Hour, _) => (Unit::Day, Some(0)),
            (unit, _) => (unit, whole),
        };
        let shape = |made: &dyn Fn(i64) -> Shape| whole.map_or(Shape::Unplaced, made);
        if let Some((sign, end)) = self.lexicon.direction.at(self.atoms, end) {
            return Some((shape(&|count| Shape::Ago { unit, count: sign * count }), end));
        }
        let sign = if self.any(end, &["before", "prior"]) { -1 } else { 1 };
        if self.any(end, &["before", "after", "from", "following", "prior"]) {
            let next = end + 1;
            let next = next + usize::from(self.is(end, "prior") && self.is(next, "to"));
            if let Some((of, end)) = self.point(next, depth + 1)
                && whole.is_some()
            {
                return Some((
                    shape(&|count| Shape::From { unit, count: sign * count, of: Box::new(of.clone()) }),
                    end,
                ));
            }
        }
        if let Some((sign, after)) = self.lexicon.then.at(self.atoms, end) {
            // "two days before the vote" counts from the vote, whose day is not known.
            let bare = self.atoms.get(after).is_none_or(|next| next.kind == AtomKind::Sign) || !self.is(end, "before");
            if bare && !(self.is(end, "earlier") || self.is(end, "later")) || bare && !self.is(after, "than") {
                return Some((shape(&|count| Shape::Later { unit, count: sign * count }), after));
            }
        }
        None
    }

    fn holiday(&self, at: usize) -> Read<Shape> {
        let (rule, end) = self.lexicon.holiday.at(self.atoms, at)?;
        let capital = (at..end).any(|index| self.capital(index));
        // "Good Friday Agreement"
        if capital && self.capital(end) && self.lexicon.names_after.at(self.atoms, end).is_some() {
            return None;
        }
        let (year, end) = self.year_tail(end).unwrap_or((Year::Unknown, end));
        (capital || self.introduced(at)).then_some((Shape::Holiday { year, rule: *rule }, end))
    }

    /// "the third week of July", "the last Friday in June", "the first eight months of this year", "last week of 2019".
    fn nth(&self, at: usize, depth: usize) -> Read<Shape> {
        let at = self.skip(at, "the");
        let (nth, end) = if self.any(at, &["last", "final"]) {
            (-1, at + 1)
        } else if self.is(at, "opening") {
            (1, at + 1)
        } else {
            self.numbers.ordinal(self.atoms, at).filter(|(nth, _)| *nth < 400).map(|(nth, end)| (nth as i64, end))?
        };
        let (count, next) = match self.numbers.number(self.atoms, end, false) {
            Some(number) if number.value.fract() == 0.0 && (2.0..400.0).contains(&number.value) => {
                (number.value as i64, number.end)
            }
            _ => (1, end),
        };
        let word = self.word(next);
        let inside = match (word.weekday, word.unit) {
            (Some(day), _) if count == 1 => Inside::Weekday(day),
            (_, Some(unit)) if unit >= Unit::Day => Inside::Unit(unit),
            _ => return None,
        };
        let of = next + 1;
        let (of, end) = if self.any(of, &["of", "in"]) {
            let next = self.skip(of + 1, "the");
            self.point(next, depth + 1).or_else(|| {
                let unit = self.word(next).unit.filter(|unit| *unit >= Unit::Month)?;
                Some((Shape::Current { unit, shift: 0 }, next + 1))
            })?
        } else {
            self.shifted(of)?
        };
        Some((Shape::Nth { nth, count, inside, of: Box::new(of) }, end))
    }

    /// "the week of May 5", "the week starting Monday".
    fn week_of(&self, at: usize, depth: usize) -> Read<Shape> {
        let at = self.skip(at, "the");
        if !self.is(at, "week") {
            return None;
        }
        let begins = self.any(at + 1, &["starting", "beginning", "commencing"]);
        if !begins && !self.is(at + 1, "of") {
            return None;
        }
        let (of, end) = self.point(self.skip(at + 2, "on"), depth + 1)?;
        let day = matches!(of, Shape::Day { .. } | Shape::Weekday { .. } | Shape::Current { unit: Unit::Day, .. });
        day.then(|| (Shape::WeekOf { begins, of: Box::new(of) }, end))
    }

    /// "2025-04-16", "16.04.2025", "4/16/2025", "2015/3", "12-2015".
    fn numeric(&self, at: usize) -> Read<Shape> {
        let first = self.atoms.get(at).filter(|atom| atom.kind == AtomKind::Figures)?;
        if !self.free_figures(at) {
            return None;
        }
        let day = |year: u64, month: u64, day: u64| {
            ((1..=12).contains(&month) && (1..=31).contains(&day) && (1000..=2199).contains(&year))
                .then_some(Shape::Day { year: Year::Is(year as i16), month: month as i8, day: day as i8 })
        };
        let dotted: Vec<&str> = first.lower.splitn(4, '.').collect();
        if let [a, b, c] = dotted[..] {
            let (a, b, c) = (a.parse().ok()?, b.parse().ok()?, c.parse().ok()?);
            return day(c, b, a).or_else(|| day(a, b, c)).map(|shape| (shape, at + 1));
        }
        let separator = self.atoms.get(at + 1).filter(|atom| atom.is("-") || atom.is("/"))?;
        let tight = separator.glued && self.glued(at + 2);
        if !tight {
            return None;
        }
        let (a, b) = (first.integer()?, self.atoms.get(at + 2)?);
        let width = (first.lower.len(), b.lower.len());
        let end = at + 3;
        let more = self.glued(end) && self.any(end, &["-", "/"]) && self.glued(end + 1);
        if more && self.is(end, &separator.lower) && (b.kind == AtomKind::Figures || self.word(at + 2).month.is_some())
        {
            let c = self.atoms.get(end + 1)?;
            let middle = self.word(at + 2).month.map(|month| month as u64).or_else(|| b.integer())?;
            let last = c.integer()?;
            let long = c.lower.len();
            let shape = if width.0 == 4 && long <= 2 {
                day(a, middle, last)
            } else if long == 4 && width.0 <= 2 {
                // Month first as in the United States, unless that is no month; an ISO-like dash too.
                if b.kind == AtomKind::Word {
                    day(last, middle, a)
                } else {
                    day(last, a, middle).or_else(|| day(last, middle, a))
                }
            } else if long == 2 && width.0 <= 2 && separator.is("/") {
                let year = if last < 50 { 2000 + last } else { 1900 + last };
                day(year, a, middle).or_else(|| day(year, middle, a))
            } else {
                None
            };
            return shape.map(|shape| (shape, end + 2));
        }
        let b = b.integer()?;
        let month = |year: u64, month: u64| {
            ((1..=12).contains(&month) && (1900..=2199).contains(&year))
                .then_some(Shape::Month { year: Year::Is(year as i16), month: month as i8 })
        };
        match width {
            (4, 1 | 2) => month(a, b).filter(|_| width.1 == 2 || separator.is("/")),
            (1 | 2, 4) => month(b, a),
            // "5/7" is a fraction or a score unless words around speak of days.
            (1 | 2, 1 | 2) if separator.is("/") && (self.introduced_day(at)) => {
                let shape = |month: u64, day: u64| {
                    ((1..=12).contains(&month) && (1..=31).contains(&day)).then_some(Shape::Day {
                        year: Year::Unknown,
                        month: month as i8,
                        day: day as i8,
                    })
                };
                shape(a, b).or_else(|| shape(b, a))
            }
            _ => None,
        }
        .map(|shape| (shape, end))
    }

    /// Whether "on" or a weekday or the frame of a range stands before.
    fn introduced_day(&self, at: usize) -> bool {
        at > 0
            && (self.any(at - 1, &["on", "from", "until", "since", "to", "by"]) || self.word(at - 1).weekday.is_some())
    }

    /// Whether figures are no piece of a longer code: "555-2019", "No. 5", "$20".
    fn free_figures(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).and_then(|index| self.atoms.get(index)) else { return true };
        if !self.glued(at) {
            return !["$", "€", "£", "#", "¥"].iter().any(|sign| before.is(sign));
        }
        let tight = at > 1 && before.glued;
        match before.kind {
            AtomKind::Sign if before.is("-") || before.is("/") => {
                !tight || self.word(at - 2).preposition || self.dated_before(at - 2)
            }
            AtomKind::Sign if before.is(":") => !(at > 1 && self.figures(at - 2)),
            AtomKind::Sign => {
                ["(", "[", "\"", "'", "“", ","].iter().any(|sign| before.is(sign))
                    || (before.is(".") && self.word(at.saturating_sub(2)).month.is_some())
            }
            _ => false,
        }
    }

    /// Whether a year or month stands at `at`: what follows a dash may be the end of a range.
    fn dated_before(&self, at: usize) -> bool {
        self.year_number(at).is_some()
            || self.word(at).month.is_some()
            || self.any(at, &["mid", "pre", "post", "early", "late"])
    }

    /// "Friday", "Friday, May 9", "Wednesday of next week", "Friday last week".
    fn weekday(&self, at: usize, depth: usize) -> Read<Shape> {
        let day = self.word(at).weekday?;
        let doubtful = self.word(at).doubtful;
        let dot = self.skip(at + 1, ".");
        let (short, capital) = (self.word(at).short, self.capital(at));
        let after = if short { dot } else { at + 1 };
        let comma = self.skip(after, ",");
        // "Tue (May 9)" and "Friday, 9 May": the date says it all.
        let inner = self.skip(comma, "(");
        let dated = self
            .numeric(inner)
            .or_else(|| self.day_and_month(inner))
            .filter(|(shape, _)| matches!(shape, Shape::Day { .. }));
        if let Some((date, end)) = dated {
            return Some((date, if inner > comma { self.skip(end, ")") } else { end }));
        }
        if (self.barred)(at)
            || (doubtful && !(self.introduced(at) && capital))
            || (!capital && !self.introduced(at) && at > 0) && short
        {
            return None;
        }
        let named = at > 0
            && self.capital(at)
            && self.capital(at - 1)
            && self.atoms.get(at - 1).is_some_and(|before| self.lexicon.names_before.contains(before.lower.as_ref()));
        if named || (capital && self.capital(at + 1) && self.lexicon.names_after.at(self.atoms, at + 1).is_some()) {
            return None;
        }
        // "Fridays" are a set, and so is "on a Friday".
        let week = self.skip(after, "of");
        if depth < DEPTH
            && let Some((shape @ Shape::Current { unit: Unit::Week, .. }, end)) = self.shifted(self.skip(week, "the"))
        {
            return Some((Shape::WeekdayOf { day, week: Box::new(shape) }, end));
        }
        Some((Shape::Weekday { day, shift: None }, if short && self.glued(dot - 1) { after } else { at + 1 }))
    }

    /// A day of the month in figures or words: "16", "16th", "sixteenth".
    fn day_number(&self, at: usize) -> Read<i8> {
        let ordinal = self.numbers.ordinal(self.atoms, at);
        let plain = || {
            let atom = self.atoms.get(at).filter(|atom| atom.lower.len() <= 2)?;
            // "5.5" and "10:30" are no days.
            let clock = self.glued(at + 1)
                && (self.any(at + 1, &[":", "%"])
                    || self.atoms.get(at + 1).is_some_and(|next| next.kind != AtomKind::Sign));
            if clock { None } else { Some((atom.integer()?, at + 1)) }
        };
        let (day, end) = ordinal.or_else(plain)?;
        (1..=31).contains(&day).then_some((day as i8, end))
    }

    /// A month name at `at` that a day or year stands next to, and the index after it and its full stop.
    fn month_name(&self, at: usize) -> Read<i8> {
        let month = self.word(at).month?;
        // "march 5 miles" is no date, but lower-case dates are common in other letters.
        let verb = self.any(at, &["march", "may"])
            && !self.capital(at)
            && !self.figures(at + 1)
            && !self.is(at.wrapping_sub(1), "of");
        let stop = if self.word(at).short || self.atoms.get(at).is_some_and(|atom| atom.lower.len() <= 4) {
            // A full stop belongs to the month when a number follows, or when it is a short form.
            let stop = at + 1;
            if self.is(stop, ".")
                && self.glued(stop)
                && (self.figures(stop + 1) || (self.word(at).short && stop + 1 < self.atoms.len()))
            {
                stop + 1
            } else {
                stop
            }
        } else {
            at + 1
        };
        (!verb).then_some((month, stop))
    }

    /// "16 April 2025", "the 16th of April", "April 16th, 2025", "Dec31", "April 2 last year".
    fn day_and_month(&self, at: usize) -> Read<Shape> {
        let at = self.skip(at, "the");
        if let Some((day, end)) = self.day_number(at).filter(|_| self.free_figures(at)) {
            let next = if self.is(end, "day") && self.is(end + 1, "of") { end + 2 } else { self.skip(end, "of") };
            let next = self.skip(next, "-");
            if let Some((month, end)) = self.month_name(next) {
                if (self.barred)(next) && !self.capital(next) || !day_fits(month, day) {
                    return None;
                }
                let (year, end) = self.year_tail(self.dash_year(end)).unwrap_or((Year::Unknown, end));
                return Some((Shape::Day { year, month, day }, end));
            }
        }
        let (month, end) = self.month_name(at)?;
        let next = self.skip(end, "the");
        let next = if next == end { self.skip(next, "-") } else { next };
        let (day, end) = self.day_number(next).filter(|(day, _)| day_fits(month, *day))?;
        // "In May 20 people died": a count, unless a comma, a year or the end of the clause follows.
        if (self.plural)(end) && !self.capital(end) && self.numbers.ordinal(self.atoms, next).is_none() {
            return None;
        }
        // "January 20-25" is read by the caller; "May 2.5" is none.
        let (year, end) = self.year_tail(self.dash_year(end)).unwrap_or((Year::Unknown, end));
        Some((Shape::Day { year, month, day }, end))
    }

    /// "on the 18th".
    fn day_alone(&self, at: usize) -> Read<Shape> {
        if !(at > 0 && self.is(at - 1, "on") && self.is(at, "the") && self.figures(at + 1)) {
            return None;
        }
        let (day, end) = self.numbers.ordinal(self.atoms, at + 1).filter(|(day, _)| (1..=31).contains(day))?;
        let closed = self.atoms.get(end).is_none_or(|next| next.kind == AtomKind::Sign && !next.is("-"));
        closed.then_some((Shape::DayOfMonth(day as i8), end))
    }

    /// The index after a dash before a year: "Dec-2018".
    fn dash_year(&self, at: usize) -> usize {
        if self.is(at, "-") && self.glued(at) && self.glued(at + 1) && self.year_number(at + 1).is_some() {
            at + 1
        } else {
            at
        }
    }

    /// A year after a day or month: ", 2025", "of 2025", "last year", "of this year".
    fn year_tail(&self, at: usize) -> Read<Year> {
        let next = at + usize::from(self.any(at, &[",", "of", "in"]));
        let next = if self.is(next, "the") && self.is(next + 1, "year") { next + 2 } else { next };
        if let Some((year, end)) = self.year_number(next) {
            // "on May 5, 2000 people": a plural noun makes it a count.
            let counted = next > at && self.is(at, ",") && (self.plural)(end) && !self.is(end, ",");
            return (!counted).then_some((Year::Is(year), end));
        }
        // "april two thousand and eighteen"
        if let Some((year, end)) = self.spelt_year(next) {
            return Some((Year::Is(year), end));
        }
        let next = self.skip(next, "the");
        let (&(shift, _), end) = self.lexicon.shift.at(self.atoms, next)?;
        (self.is(end, "year") && !self.is(end + 1, "-")).then_some((Year::Shift(shift as i16), end + 1))
    }

    /// Four figures that may be a year.
    fn year_number(&self, at: usize) -> Read<i16> {
        let atom = self.atoms.get(at).filter(|atom| atom.lower.len() == 4)?;
        let year = atom.integer().filter(|year| (1000..=2199).contains(year))?;
        let next = self.atoms.get(at + 1);
        let tail = next.is_some_and(|next| next.glued && (next.kind != AtomKind::Sign || next.is("%") || next.is(":")));
        (!tail).then_some((year as i16, at + 1))
    }

    /// "nineteen ninety-nine", "two thousand and eighteen".
    fn spelt_year(&self, at: usize) -> Read<i16> {
        if self.figures(at) || self.any(at, &["a", "an", "half"]) {
            return None;
        }
        let whole = self.numbers.number(self.atoms, at, false)?;
        if (1000.0..2200.0).contains(&whole.value) && whole.value.fract() == 0.0 && whole.end > at + 1 && !whole.rough {
            return Some((whole.value as i16, whole.end));
        }
        if !(10.0..=21.0).contains(&whole.value) || whole.end != at + 1 {
            return None;
        }
        let rest = self.numbers.number(self.atoms, self.skip(whole.end, "-"), false)?;
        ((10.0..100.0).contains(&rest.value) && rest.value.fract() == 0.0 && !self.figures(rest.end - 1))
            .then_some(((whole.value * 100.0 + rest.value) as i16, rest.end))
    }

    /// A month: "April 2025", "2016 June", "in May", "May of last year".
    fn month(&self, at: usize) -> Read<Shape> {
        if let Some((year, end)) = self.year_number(at).filter(|_| self.free_figures(at)) {
            let next = self.skip(end, ",");
            if let Some((month, end)) = self.month_name(next).filter(|_| !self.figures(next + 1)) {
                return Some((Shape::Month { year: Year::Is(year), month }, end));
            }
        }
        let (month, end) = self.month_name(at)?;
        if let Some((year, end)) = self.year_tail(self.dash_year(end)) {
            return Some((Shape::Month { year, month }, end));
        }
        let word = self.word(at);
        if (self.barred)(at)
            || (!self.capital(at)
                && self.any(at, &["march", "may", "mar", "dec"])
                && !self.is(at.wrapping_sub(1), "in"))
        {
            return None;
        }
        // "June Smith", "Mar Vista": a name, unless a preposition stands before.
        let introduced = self.introduced(at);
        if word.doubtful && !introduced
            || !introduced && self.capital(end) && end == at + 1 && self.word(end).month.is_none()
        {
            return None;
        }
        // "the Isle of May", but "End of May"
        let named = at > 1 && self.is(at - 1, "of") && self.capital(at - 2);
        if word.doubtful && named && self.lexicon.part.at(self.atoms, at - 2).is_none() {
            return None;
        }
        if introduced
            && word.doubtful
            && word.short
            && !self.capital(at)
            && !self.any(at.wrapping_sub(1), &["in", "last", "next", "since", "after", "before", "to", "from", "and"])
        {
            return None;
        }
        Some((Shape::Month { year: Year::Unknown, month }, end))
    }

    /// "Q3 2019", "the third quarter", "first half of 2019", "H1", "2016 H2", "this year's first quarter".
    fn quarter(&self, at: usize) -> Read<Shape> {
        if let Some((year, end)) = self.year_number(at).filter(|_| self.free_figures(at)) {
            let next = if self.is(end, "'") && self.is(end + 1, "s") { end + 2 } else { end };
            let (made, end) = self.quarter_name(next)?;
            return Some((made(Year::Is(year)), end));
        }
        if let Some((&(shift, _), end)) = self.lexicon.shift.at(self.atoms, at)
            && self.is(end, "year")
            && self.is(end + 1, "'")
        {
            let (made, end) = self.quarter_name(end + 3)?;
            return Some((made(Year::Shift(shift as i16)), end));
        }
        let (made, end) = self.quarter_name(self.skip(at, "the"))?;
        // The financial year is taken for the calendar year.
        let fiscal = if self.any(end, &["of", "in"]) { end + 1 } else { end };
        let fiscal = fiscal + usize::from(self.any(fiscal, &["fiscal", "financial"]));
        let (year, end) = if let Some(found) =
            self.year_tail(end).or_else(|| if fiscal > end + 1 { self.year_tail(fiscal) } else { None })
        {
            found
        } else if self.is(end, "of") && self.is(end + 1, "the") && self.is(end + 2, "year") {
            (Year::Shift(0), end + 3)
        } else {
            (Year::Unknown, end)
        };
        Some((made(year), end))
    }

    /// The quarter or half at `at`, still without a year.
    fn quarter_name(&self, at: usize) -> Read<fn(Year) -> Shape> {
        let quarters: [fn(Year) -> Shape; 4] = [
            |year| Shape::Quarter { year, nth: 1 },
            |year| Shape::Quarter { year, nth: 2 },
            |year| Shape::Quarter { year, nth: 3 },
            |year| Shape::Quarter { year, nth: 4 },
        ];
        let halves: [fn(Year) -> Shape; 2] = [|year| Shape::Half { year, nth: 1 }, |year| Shape::Half { year, nth: 2 }];
        if self.any(at, &["q", "h"]) && self.glued(at + 1) {
            let nth = self.atoms.get(at + 1)?.integer()? as usize;
            let made =
                if self.is(at, "q") { quarters.get(nth.checked_sub(1)?) } else { halves.get(nth.checked_sub(1)?) };
            return (self.capital(at) || self.year_tail(at + 2).is_some()).then_some((*made?, at + 2));
        }
        let (nth, end) = self.numbers.ordinal(self.atoms, at)?;
        let end = end + usize::from(self.is(end, "-") && self.glued(end));
        let end = end + usize::from(self.any(end, &["fiscal", "financial"]));
        let index = (nth as usize).checked_sub(1)?;
        if self.is(end, "quarter") {
            // Matches have quarters too: "in the fourth quarter" of a game cannot be told apart here.
            return Some((*quarters.get(index)?, end + 1));
        }
        // "the first half" alone is one of a match; of a year it says so.
        let year = self.year_tail(end + 1).is_some()
            || (self.is(end + 1, "of") && self.is(end + 2, "the") && self.is(end + 3, "year"));
        if self.is(end, "half") && year { Some((*halves.get(index)?, end + 1)) } else { None }
    }

    /// "last week", "this Friday", "next May", "the past three weeks", "that day", "the following month", "the last quarter".
    fn shifted(&self, at: usize) -> Read<Shape> {
        let at = self.skip(at, "the");
        let definite = at > 0 && self.is(at - 1, "the");
        if self.is(at, "weekend") && definite && !self.any(at + 1, &["of", "before", "after"]) {
            return Some((Shape::Weekend, at + 1));
        }
        // "the same period last year", "the same month a year earlier"
        if self.is(at, "same") && self.any(at + 1, &["period", "month", "quarter", "time", "week"]) {
            let next = at + 2 + usize::from(self.any(at + 2, &["of", "in"]));
            let next = self.skip(next, "the");
            let year = next + usize::from(self.any(next, &["last", "previous", "a", "one"]));
            if year > next && self.is(year, "year") {
                let end = year + 1 + usize::from(self.any(year + 1, &["ago", "earlier", "before", "previously"]));
                if end > year + 1 || self.any(next, &["last", "previous"]) {
                    return Some((Shape::Later { unit: Unit::Year, count: -1 }, end));
                }
            }
        }
        // From the time last spoken of.
        let then = if self.any(at, &["following", "next", "previous", "preceding"]) && definite {
            Some(if self.any(at, &["following", "next"]) { 1 } else { -1 })
        } else if (self.is(at, "same") && definite) || self.is(at, "that") {
            Some(0)
        } else {
            None
        };
        if let Some(shift) = then
            && let Some(unit) = self.word(at + 1).unit.filter(|unit| *unit >= Unit::Day)
            && !self.atoms.get(at + 1).is_some_and(|atom| atom.lower.ends_with('s'))
        {
            return Some((Shape::Then { unit, shift }, at + 2));
        }
        // "three upcoming years", "2 next days".
        if let Some(number) = self.numbers.number(self.atoms, at, false)
            && let Some((&(shift, _), end)) = self.lexicon.shift.at(self.atoms, number.end)
            && let Some(unit) = self.word(end).unit.filter(|unit| *unit >= Unit::Day)
            && shift != 0
            && number.value < 1e4
            && self.atoms.get(end).is_some_and(|atom| atom.lower.ends_with('s'))
        {
            return Some((Shape::Window { unit, count: shift.signum() * number.value as i64 }, end + 1));
        }
        let (&(shift, near), end) = self.lexicon.shift.at(self.atoms, at)?;
        if shift != 0
            && let Some((count, unit, end)) = self.amount(end)
        {
            let count = count.filter(|count| count.fract() == 0.0 && *count < 1e5);
            let shape = match count {
                _ if unit < Unit::Day => Shape::Current { unit: Unit::Day, shift: 0 },
                Some(count) => Shape::Window { unit, count: shift.signum() * count as i64 },
                None => Shape::Unplaced,
            };
            return Some((shape, end));
        }
        if let Some((&rule, end)) = self.lexicon.holiday.at(self.atoms, end) {
            let holiday = |year| Shape::Holiday { year, rule };
            let toward = || Shape::Toward { ahead: shift > 0, of: Box::new(holiday(Year::Unknown)) };
            return Some((if shift == 0 { holiday(Year::Shift(0)) } else { toward() }, end));
        }
        let word = self.word(end);
        if let Some(day) = word.weekday {
            return Some((Shape::Weekday { day, shift: Some((shift, near)) }, end + 1));
        }
        if let Some((month, after)) = self
            .month_name(end)
            .filter(|_| self.capital(end) || !word.doubtful || self.any(end, &["april", "june", "july"]) || word.short)
        {
            // "last March" is the last one that is over, "this March" the one of this year, "next March" the next to come.
            let year = Year::Shift(0);
            return Some((
                if shift == 0 { Shape::Month { year, month } } else { Shape::NearMonth { month, ahead: shift > 0 } },
                after,
            ));
        }
        if let Some(nth) = word.season {
            return Some((Shape::Season { year: Year::Shift(shift as i16), nth }, end + 1));
        }
        if let Some(unit) = word.unit.filter(|unit| *unit >= Unit::Day) {
            let plural = self.atoms.get(end).is_some_and(|atom| atom.lower.ends_with('s'));
            if plural {
                // "in past years", "in recent weeks".
                return (shift != 0).then_some((Shape::Unplaced, end + 1));
            }
            let compound = self.is(end + 1, "-") && self.glued(end + 1);
            if compound {
                return None;
            }
            // "next week Wednesday"
            if unit == Unit::Week
                && let Some(day) = self.word(end + 1).weekday.filter(|_| !self.is(end + 1, "sun"))
            {
                return Some((Shape::WeekdayOf { day, week: Box::new(Shape::Current { unit, shift }) }, end + 2));
            }
            let shape = if self.any(at, &["past"]) {
                Shape::Window { unit, count: -1 }
            } else {
                Shape::Current { unit, shift }
            };
            return Some((shape, end + 1));
        }
        // "next fiscal year"
        if self.any(end, &["fiscal", "financial", "calendar"]) && self.is(end + 1, "year") {
            return Some((Shape::Year(Year::Shift(shift as i16)), end + 2));
        }
        None
    }

    /// "summer 2016", "the spring of 2019", "in the winter".
    fn season(&self, at: usize) -> Read<Shape> {
        let at = self.skip(at, "the");
        let nth = self.word(at).season?;
        let end = at + 1;
        if let Some((year, end)) = self.year_tail(end) {
            return Some((Shape::Season { year, nth }, end));
        }
        let introduced = at > 1
            && self.is(at - 1, "the")
            && self.any(
                at - 2,
                &[
                    "in",
                    "during",
                    "since",
                    "until",
                    "by",
                    "before",
                    "after",
                    "early",
                    "late",
                    "of",
                    "through",
                    "throughout",
                ],
            );
        (introduced && !(self.barred)(at) && !self.is(end, "of") && !self.capital(end))
            .then_some((Shape::Season { year: Year::Unknown, nth }, end))
    }

    /// "the 1990s", "the '90s", "the nineties", "the 19th century".
    fn decade(&self, at: usize) -> Read<Shape> {
        let at = self.skip(at, "the");
        let run = |first: i16, end| Some((Shape::Run { first, years: 10 }, end));
        let guess = |tens: i16| if tens >= 30 { 1900 + tens } else { 2000 + tens };
        let quote = self.is(at, "'");
        let figure = at + usize::from(quote);
        if let Some(value) = self.atoms.get(figure).and_then(Atom::integer) {
            let apostrophe = figure + 1 + usize::from(self.is(figure + 1, "'") && self.glued(figure + 1));
            if self.is(apostrophe, "s")
                && (self.glued(apostrophe) || value >= 1000)
                && value % 10 == 0
                && self.free_figures(at)
            {
                let long = (1000..2200).contains(&value) && self.atoms.get(figure)?.lower.len() == 4;
                if long {
                    return run(value as i16, apostrophe + 1);
                }
                // "in his 40s" is an age.
                let definite = at > 0 && (self.is(at - 1, "the") || self.introduced(at));
                if value < 100 && self.atoms.get(figure)?.lower.len() == 2 && (quote || definite) {
                    return run(guess(value as i16), apostrophe + 1);
                }
            }
            if let Some((nth, end)) = self.numbers.ordinal(self.atoms, at) {
                return self.century(nth, end);
            }
            return None;
        }
        if let Some((nth, end)) = self.numbers.ordinal(self.atoms, at)
            && let Some(found) = self.century(nth, end)
        {
            return Some(found);
        }
        // "nineteen seventies", "twenty-tens", "the nineties"
        if let Some(tens) = self.word(at).decade.filter(|_| at > 0 && (self.is(at - 1, "the") || self.introduced(at))) {
            return run(guess(tens), at + 1);
        }
        let hundreds = self
            .numbers
            .number(self.atoms, at, false)
            .filter(|number| (10.0..=21.0).contains(&number.value) && number.end == at + 1)?;
        let next = self.skip(hundreds.end, "-");
        let tens = self.word(next).decade?;
        run(hundreds.value as i16 * 100 + tens, next + 1)
    }

    fn century(&self, nth: u64, end: usize) -> Read<Shape> {
        let end = end + usize::from(self.is(end, "-"));
        (self.is(end, "century") && (1..=22).contains(&nth))
            .then(|| (Shape::Run { first: (nth as i16 - 1) * 100, years: 100 }, end + 1))
    }

    /// "2019", "fiscal 2019", "FY2019", "the year 2008", "year two thousand and ten".
    fn year(&self, at: usize) -> Read<Shape> {
        let is_year = |year, end| Some((Shape::Year(Year::Is(year)), end));
        let at = self.skip(at, "the");
        let named = if self.any(at, &["fiscal", "financial", "calendar"]) {
            Some(self.skip(at + 1, "year"))
        } else if self.any(at, &["fy", "year"]) {
            Some(self.skip(at + 1, "of"))
        } else {
            None
        };
        if let Some(next) = named {
            let next = self.skip(next, "'");
            if let Some((year, end)) = self.year_number(next).or_else(|| self.spelt_year(next)) {
                return is_year(year, end);
            }
            let short = self
                .atoms
                .get(next)
                .filter(|atom| atom.lower.len() == 2 && self.is(at, "fy"))
                .and_then(Atom::integer)?;
            return is_year(2000 + short as i16, next + 1);
        }
        if !self.figures(at) {
            return if self.is(at.wrapping_sub(1), "in") {
                self.spelt_year(at).and_then(|(year, end)| is_year(year, end))
            } else {
                None
            };
        }
        let (year, end) = self.year_number(at).filter(|_| self.free_figures(at))?;
        let before = at.checked_sub(1).and_then(|index| self.atoms.get(index));
        let strong = self.introduced(at)
            && !self.any(at.wrapping_sub(1), &["of", "to", "for", "from", "by", "about", "around", "between", "past"]);
        let weak = self.introduced(at)
            || before.is_none_or(|before| before.kind == AtomKind::Sign)
            || self.any(at.wrapping_sub(1), &["the", "and", "or", "s", "its", "their", "his", "her"]);
        let counts = (self.plural)(end) && !self.is(at.wrapping_sub(1), "the")
            || self.any(
                end,
                &[
                    "people",
                    "men",
                    "women",
                    "troops",
                    "soldiers",
                    "percent",
                    "hours",
                    "gmt",
                    "miles",
                    "km",
                    "tons",
                    "tonnes",
                    "feet",
                    "meters",
                    "metres",
                    "kilometers",
                    "dollars",
                    "euros",
                    "square",
                    "or",
                    "jobs",
                    "degrees",
                    "years",
                ],
            ) && !self.is(end, "or");
        if counts
            && !(strong
                && (1900..2100).contains(&year)
                && !self.any(end, &["gmt", "hours", "people", "percent", "years"]))
        {
            return None;
        }
        if self.any(
            at.wrapping_sub(1),
            &[
                "at",
                "over",
                "than",
                "nearly",
                "almost",
                "least",
                "most",
                "approximately",
                "roughly",
                "some",
                "only",
                "no",
                "number",
                "up",
                "room",
                "flight",
                "article",
                "a",
            ],
        ) {
            return None;
        }
        let likely = (1900..=2050).contains(&year);
        let possible = strong || weak && (1500..=2100).contains(&year);
        (if likely { true } else { possible }).then_some(())?;
        is_year(year, end)
    }

    /// Lengths of time: "three years", "for a decade", "a two-day visit".
    fn duration(&self, at: usize) -> Read<Shape> {
        let (count, unit, end) = self.exact(at)?;
        let article = self.any(at, &["a", "an"]) && end == at + 2;
        let lengthy = at > 0
            && self.any(
                at - 1,
                &[
                    "for", "over", "within", "during", "nearly", "about", "almost", "than", "after", "least", "half",
                    "in",
                ],
            );
        // "one day they may return"
        let some_day = self.is(at, "one") && self.is(at + 1, "day") && end == at + 2;
        if (article || some_day) && !lengthy {
            return None;
        }
        // "42 years old", "a 42-year-old" are ages; "second place" is no time.
        if self.any(end, &["old", "olds"])
            || (self.is(end, "-") && self.any(end + 1, &["old", "olds"]))
            || (self.is(end, "of") && self.is(end + 1, "age"))
        {
            return None;
        }
        if unit == Unit::Second && self.is(end - 1, "second") && !(self.is(end - 2, "-") || self.is(at, "one")) {
            return None;
        }
        if unit == Unit::Quarter || (unit < Unit::Day && count.is_none()) {
            return None;
        }
        // "the first time in three years" looks back over a length.
        let ahead = at > 0
            && self.any(at - 1, &["in", "within"])
            && !(at > 1
                && self.any(
                    at - 2,
                    &["time", "once", "twice", "first", "most", "highest", "lowest", "best", "worst", "second"],
                ));
        if ahead
            && let Some(count) = count.filter(|count| count.fract() == 0.0 && *count < 1e5)
            && unit >= Unit::Day
        {
            return Some((Shape::Ahead { unit, count: count as i64, within: self.is(at - 1, "within") }, end));
        }
        // "two years and three months"
        let and = end + usize::from(self.any(end, &["and", ","]));
        if let Some(count) = count.filter(|_| !self.glued(end) || self.is(end, ","))
            && let Some((Some(more), smaller, after)) = self.amount(and).filter(|(_, smaller, _)| *smaller < unit)
            && !self.any(and, &["a", "an"])
        {
            let (long, short) = (unit.duration(count), smaller.duration(more));
            let joined = match (long.strip_prefix("PT"), short.strip_prefix("PT")) {
                (Some(_), Some(time)) => format!("{long}{time}"),
                (None, Some(time)) => format!("{long}T{time}"),
                _ => format!("{long}{}", short.trim_start_matches('P')),
            };
            return Some((Shape::Duration(Some(joined)), after));
        }
        Some((Shape::Duration(count.map(|count| unit.duration(count))), end))
    }
}

const fn day_fits(month: i8, day: i8) -> bool {
    day <= match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Whether a shape is one day.
const fn is_day(shape: &Shape) -> bool {
    matches!(
        shape,
        Shape::Day { .. }
            | Shape::Weekday { .. }
            | Shape::Holiday { .. }
            | Shape::WeekdayOf { .. }
            | Shape::Current { unit: Unit::Day, .. }
    )
}

/// Whether a shape may stand before "to": "Monday to Friday", not "last year to the board".
const fn is_absolute(shape: &Shape) -> bool {
    matches!(
        shape,
        Shape::Day { .. }
            | Shape::Month { .. }
            | Shape::Year(_)
            | Shape::Weekday { .. }
            | Shape::Run { .. }
            | Shape::Quarter { .. }
            | Shape::Part { .. }
            | Shape::Season { .. }
            | Shape::At { .. }
    )
}

/// Whether a shape is no end of a range.
const fn unfit(shape: &Shape) -> bool {
    matches!(shape, Shape::DayOfMonth(_) | Shape::Duration(_) | Shape::Unplaced | Shape::Range(..))
}

/// A range; a bare day takes its month from the other end.
fn join(from: Shape, to: Shape) -> Option<Shape> {
    let (from, to) = match (from, to) {
        (Shape::DayOfMonth(day), to @ Shape::Day { year, month, day: last }) if day < last => {
            (Shape::Day { year, month, day }, to)
        }
        (from @ Shape::Day { year, month, day: first }, Shape::DayOfMonth(day)) if first < day => {
            (from, Shape::Day { year, month, day })
        }
        (from, to) if unfit(&from) || unfit(&to) => return None,
        pair => pair,
    };
    Some(Shape::Range(Box::new(from), Box::new(to)))
}
