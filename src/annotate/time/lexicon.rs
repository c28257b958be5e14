//! Words for dates, read from `schema/lang/en/dates.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use rustc_hash::FxHashSet;
use serde::Deserialize;

use super::shape::Part;
use super::shape::Rule;
use super::shape::Unit;
use crate::annotate::quantity::atom::Phrases;

/// The file as written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    months: Vec<Vec<String>>,
    weekdays: Vec<Vec<String>>,
    seasons: Vec<Vec<String>>,
    doubtful: Vec<String>,
    names_before: Vec<String>,
    names_after: Vec<String>,
    prepositions: Vec<String>,
    parts_of_day: Vec<String>,
    zones: Vec<String>,
    counted: Vec<String>,
    no_year_after: Vec<String>,
    lengthy: Vec<String>,
    before_amount: Vec<String>,
    after_amount: Vec<String>,
    starting: Vec<String>,
    ended: Vec<String>,
    era: BTreeMap<String, i16>,
    day: BTreeMap<String, i64>,
    unit: BTreeMap<String, String>,
    shift: BTreeMap<String, i64>,
    near: BTreeMap<String, i64>,
    part: BTreeMap<String, String>,
    direction: BTreeMap<String, i64>,
    then: BTreeMap<String, i64>,
    few: BTreeMap<String, i64>,
    decade: BTreeMap<String, i16>,
    holiday: Vec<Holiday>,
    tense: Tenses,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Holiday {
    names: Vec<String>,
    day: Option<[i8; 2]>,
    nth: Option<[i8; 3]>,
    easter: Option<i64>,
    once: Option<[i16; 3]>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Tenses {
    future: Vec<String>,
    past: Vec<String>,
}

/// What one word may mean in a date.
#[derive(Debug, Default, Clone, Copy)]
#[allow(clippy::struct_excessive_bools, reason = "each is one list of the file, and a word may stand in several")]
pub(super) struct Word {
    /// 1..=12.
    pub(super) month: Option<i8>,
    /// 1..=7, Monday first.
    pub(super) weekday: Option<i8>,
    /// 1..=4, spring first.
    pub(super) season: Option<i8>,
    pub(super) unit: Option<Unit>,
    /// 0..=90.
    pub(super) decade: Option<i16>,
    /// Short form of a month or weekday.
    pub(super) short: bool,
    pub(super) doubtful: bool,
    pub(super) preposition: bool,
    /// "morning".
    pub(super) part_of_day: bool,
    /// A time zone: "gmt".
    pub(super) zone: bool,
    /// A noun that makes four figures before it a count: "2000 people".
    pub(super) counted: bool,
    /// Before four figures that are no year: "nearly 2000".
    pub(super) no_year_after: bool,
    /// Before "a week" that lasts: "for a week".
    pub(super) lengthy: bool,
    /// Before a count of units that says nothing about it: "about two weeks".
    pub(super) before_amount: bool,
    /// Between count and unit: "two full weeks".
    pub(super) after_amount: bool,
}

/// The date words of English.
#[derive(Debug)]
pub(super) struct Lexicon {
    words: FxHashMap<String, Word>,
    /// Units of one word or more.
    pub(super) unit: Phrases<Unit>,
    /// -1 before, 1 after Christ.
    pub(super) era: Phrases<i16>,
    /// "three days starting Monday".
    pub(super) starting: Phrases<()>,
    /// "the three months ended June 30".
    pub(super) ended: Phrases<()>,
    pub(super) day: Phrases<i64>,
    /// How many units away, and whether a weekday is the nearest one.
    pub(super) shift: Phrases<(i64, bool)>,
    pub(super) part: Phrases<(Part, bool)>,
    pub(super) direction: Phrases<i64>,
    pub(super) then: Phrases<i64>,
    pub(super) few: Phrases<i64>,
    pub(super) holiday: Phrases<Rule>,
    pub(super) names_before: FxHashSet<String>,
    pub(super) names_after: Phrases<()>,
    pub(super) future: FxHashSet<String>,
    pub(super) past: FxHashSet<String>,
}

const TEXT: &str = include_str!("../../../schema/lang/en/dates.toml");

/// The date words of English; empty if the file in the binary were broken, which a test rules out.
pub(super) static LEXICON: LazyLock<Lexicon> =
    LazyLock::new(|| Lexicon::new(&toml::from_str(TEXT).unwrap_or_default()));

fn table(entries: &BTreeMap<String, i64>) -> Phrases<i64> {
    Phrases::new(entries.iter().map(|(phrase, value)| (phrase.as_str(), *value)))
}

impl Lexicon {
    fn new(file: &File) -> Self {
        let mut words: FxHashMap<String, Word> = FxHashMap::default();
        let mut rows = |rows: &[Vec<String>], field: fn(&mut Word) -> &mut Option<i8>| {
            for (row, forms) in rows.iter().enumerate() {
                for (place, form) in forms.iter().enumerate() {
                    let word = words.entry(form.clone()).or_default();
                    *field(word) = Some(row as i8 + 1);
                    word.short |= place > 0;
                }
            }
        };
        rows(&file.months, |word| &mut word.month);
        rows(&file.weekdays, |word| &mut word.weekday);
        rows(&file.seasons, |word| &mut word.season);
        for (word, letter) in &file.unit {
            words.entry(word.clone()).or_default().unit = Unit::parse(letter);
        }
        for (word, first) in &file.decade {
            words.entry(word.clone()).or_default().decade = Some(*first);
        }
        let mut marks = |list: &[String], field: fn(&mut Word) -> &mut bool| {
            for word in list {
                *field(words.entry(word.clone()).or_default()) = true;
            }
        };
        marks(&file.doubtful, |word| &mut word.doubtful);
        marks(&file.prepositions, |word| &mut word.preposition);
        marks(&file.parts_of_day, |word| &mut word.part_of_day);
        marks(&file.zones, |word| &mut word.zone);
        marks(&file.counted, |word| &mut word.counted);
        marks(&file.no_year_after, |word| &mut word.no_year_after);
        marks(&file.lengthy, |word| &mut word.lengthy);
        marks(&file.before_amount, |word| &mut word.before_amount);
        marks(&file.after_amount, |word| &mut word.after_amount);
        let far = file.shift.iter().map(|(phrase, count)| (phrase.as_str(), (*count, false)));
        let near = file.near.iter().map(|(phrase, count)| (phrase.as_str(), (*count, true)));
        let parts = file.part.iter().filter_map(|(phrase, part)| {
            Some((phrase.as_str(), (Part::parse(part)?, phrase.starts_with("later") || phrase.starts_with("earlier"))))
        });
        let rule = |holiday: &Holiday| {
            let day = holiday.day.map(|[month, day]| Rule::Day { month, day });
            let nth = || holiday.nth.map(|[month, weekday, nth]| Rule::Nth { month, weekday, nth });
            let once =
                || holiday.once.map(|[year, month, day]| Rule::Once { year, month: month as i8, day: day as i8 });
            day.or_else(nth).or_else(once).or_else(|| holiday.easter.map(|days| Rule::Easter { days }))
        };
        let holidays = file.holiday.iter().filter_map(|holiday| Some((holiday, rule(holiday)?)));
        let holidays = holidays.flat_map(|(holiday, rule)| holiday.names.iter().map(move |name| (name.as_str(), rule)));
        let units = file.unit.iter().filter_map(|(phrase, letter)| Some((phrase.as_str(), Unit::parse(letter)?)));
        Self {
            unit: Phrases::new(units),
            era: Phrases::new(file.era.iter().map(|(phrase, sign)| (phrase.as_str(), *sign))),
            starting: Phrases::new(file.starting.iter().map(|phrase| (phrase.as_str(), ()))),
            ended: Phrases::new(file.ended.iter().map(|phrase| (phrase.as_str(), ()))),
            day: table(&file.day),
            shift: Phrases::new(far.chain(near)),
            part: Phrases::new(parts),
            direction: table(&file.direction),
            then: table(&file.then),
            few: table(&file.few),
            holiday: Phrases::new(holidays),
            names_before: file.names_before.iter().cloned().collect(),
            names_after: Phrases::new(file.names_after.iter().map(|name| (name.as_str(), ()))),
            future: file.tense.future.iter().cloned().collect(),
            past: file.tense.past.iter().cloned().collect(),
            words,
        }
    }

    /// What a lower-case word may mean.
    pub(super) fn word(&self, lower: &str) -> Word {
        // Long runs of letters are no date words: do not hash them.
        if lower.len() > 20 { Word::default() } else { self.words.get(lower).copied().unwrap_or_default() }
    }
}

#[cfg(test)]
mod tests {
    use super::File;
    use super::TEXT;
    use super::Unit;

    #[test]
    fn the_file_is_read() {
        let file = toml::from_str::<File>(TEXT);
        assert!(file.is_ok(), "{:?}", file.err());
        let file = file.unwrap();
        assert_eq!((file.months.len(), file.weekdays.len(), file.seasons.len()), (12, 7, 4));
        assert!(file.unit.values().all(|letter| Unit::parse(letter).is_some()));
    }
}
