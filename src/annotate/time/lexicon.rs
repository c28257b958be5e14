//! Words for dates, read from `schema/lang/en/dates.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use rustc_hash::FxHashSet;
use serde::Deserialize;

use super::calendar::Part;
use super::calendar::Rule;
use super::calendar::Unit;
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
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Tenses {
    future: Vec<String>,
    past: Vec<String>,
}

/// What one word may mean in a date.
#[derive(Debug, Default, Clone, Copy)]
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
}

/// The date words of English.
#[derive(Debug)]
pub(super) struct Lexicon {
    words: FxHashMap<String, Word>,
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
        for word in &file.doubtful {
            words.entry(word.clone()).or_default().doubtful = true;
        }
        for word in &file.prepositions {
            words.entry(word.clone()).or_default().preposition = true;
        }
        let far = file.shift.iter().map(|(phrase, count)| (phrase.as_str(), (*count, false)));
        let near = file.near.iter().map(|(phrase, count)| (phrase.as_str(), (*count, true)));
        let parts = file.part.iter().filter_map(|(phrase, part)| {
            Some((phrase.as_str(), (Part::parse(part)?, phrase.starts_with("later") || phrase.starts_with("earlier"))))
        });
        let rule = |holiday: &Holiday| {
            let day = holiday.day.map(|[month, day]| Rule::Day { month, day });
            let nth = || holiday.nth.map(|[month, weekday, nth]| Rule::Nth { month, weekday, nth });
            day.or_else(nth).or_else(|| holiday.easter.map(|days| Rule::Easter { days }))
        };
        let holidays = file.holiday.iter().filter_map(|holiday| Some((holiday, rule(holiday)?)));
        let holidays = holidays.flat_map(|(holiday, rule)| holiday.names.iter().map(move |name| (name.as_str(), rule)));
        Self {
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
