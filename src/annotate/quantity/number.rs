//! Numbers in figures and words: "1,709", "3.2bn", "two hundred and five", "half a million", "two-thirds".

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::atom::Atom;
use super::atom::AtomKind;
use super::atom::Phrases;

/// A number that was read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Number {
    pub(crate) value: f64,
    /// What its last scale word multiplied by: 1,000,000 for "10 million", 1 for "10".
    pub(crate) scale: f64,
    /// Whether only its order of magnitude is known: "dozens", "several hundred".
    pub(crate) rough: bool,
    /// Index after its last atom.
    pub(crate) end: usize,
}

/// `schema/lang/en/numbers.toml` as written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    labels: Vec<String>,
    plain: Vec<String>,
    cardinal: BTreeMap<String, f64>,
    scale: BTreeMap<String, f64>,
    short_scale: BTreeMap<String, f64>,
    order: BTreeMap<String, f64>,
    ordinal: BTreeMap<String, f64>,
    part: BTreeMap<String, f64>,
    sign: BTreeMap<String, [f64; 2]>,
    before: BTreeMap<String, Vec<String>>,
    after: BTreeMap<String, Vec<String>>,
}

/// Whether two whole numbers are the same.
fn same(left: f64, right: f64) -> bool {
    (left - right).abs() < 0.5
}

/// What one word means in a number; a word may mean several things ("second", "quarter").
#[derive(Debug, Default, Clone, Copy)]
struct Word {
    cardinal: Option<f64>,
    scale: Option<f64>,
    short_scale: Option<f64>,
    order: Option<f64>,
    ordinal: Option<f64>,
    part: Option<f64>,
    sign: Option<f64>,
    label: bool,
    plain: bool,
}

/// The number words of English.
#[derive(Debug)]
pub(crate) struct Lexicon {
    words: FxHashMap<String, Word>,
    /// Comparators before a number.
    pub(crate) before: Phrases<&'static str>,
    /// Comparators after a number.
    pub(crate) after: Phrases<&'static str>,
}

const TEXT: &str = include_str!("../../../schema/lang/en/numbers.toml");

/// The number words of English; empty if the file in the binary were broken, which a test rules out.
pub(crate) static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(toml::from_str(TEXT).unwrap_or_default()));

/// The comparator with this text.
fn comparator(text: &str) -> Option<&'static str> {
    [">", ">=", "<", "<=", "~"].into_iter().find(|known| *known == text)
}

/// Pairs of phrase and comparator.
fn comparators(table: &BTreeMap<String, Vec<String>>) -> impl Iterator<Item = (&str, &'static str)> {
    table
        .iter()
        .filter_map(|(sign, phrases)| Some((comparator(sign)?, phrases)))
        .flat_map(|(sign, phrases)| phrases.iter().map(move |phrase| (phrase.as_str(), sign)))
}

impl Lexicon {
    fn new(file: File) -> Self {
        let mut words: FxHashMap<String, Word> = FxHashMap::default();
        let mut put = |table: &BTreeMap<String, f64>, field: fn(&mut Word) -> &mut Option<f64>| {
            for (word, value) in table {
                *field(words.entry(word.clone()).or_default()) = Some(*value);
            }
        };
        put(&file.cardinal, |word| &mut word.cardinal);
        put(&file.scale, |word| &mut word.scale);
        put(&file.short_scale, |word| &mut word.short_scale);
        put(&file.order, |word| &mut word.order);
        put(&file.ordinal, |word| &mut word.ordinal);
        put(&file.part, |word| &mut word.part);
        let signs = file.sign.iter().map(|(sign, [over, under])| (sign.clone(), over / under)).collect();
        put(&signs, |word| &mut word.sign);
        // "third" is a part as well, and so is "thirds".
        for (word, value) in file.ordinal.iter().filter(|(_, value)| **value >= 3.0) {
            for form in [word.clone(), format!("{word}s")] {
                words.entry(form).or_default().part.get_or_insert(*value);
            }
        }
        for word in file.labels {
            words.entry(word).or_default().label = true;
        }
        for word in file.plain {
            words.entry(word).or_default().plain = true;
        }
        Self { words, before: Phrases::new(comparators(&file.before)), after: Phrases::new(comparators(&file.after)) }
    }

    fn word(&self, atom: &Atom<'_>) -> Word {
        // Long runs are no number words: do not hash them.
        if atom.lower.len() > 20 {
            Word::default()
        } else {
            self.words.get(atom.lower.as_ref()).copied().unwrap_or_default()
        }
    }

    /// Whether a number after this word is a label.
    pub(crate) fn is_label(&self, atom: &Atom<'_>) -> bool {
        self.word(atom).label
    }

    /// Whether a capital on this word means nothing.
    pub(crate) fn is_plain(&self, atom: &Atom<'_>) -> bool {
        self.word(atom).plain
    }

    /// Whether the atom begins like a number.
    pub(crate) fn starts_number(&self, atom: &Atom<'_>) -> bool {
        let word = self.word(atom);
        atom.kind == AtomKind::Figures
            || word.cardinal.is_some()
            || word.scale.is_some()
            || word.order.is_some()
            || word.sign.is_some()
            || word.part.is_some()
            || ["a", "an", "several", "few", "minus", "negative", "-"].iter().any(|text| atom.is(text))
    }

    /// A cardinal below 100 in one word or figure.
    pub(crate) fn small(&self, atoms: &[Atom<'_>], at: usize) -> Option<f64> {
        let atom = atoms.get(at)?;
        atom.integer().map(|value| value as f64).or(self.word(atom).cardinal).filter(|value| *value < 100.0)
    }

    /// An ordinal: "third", "21st", "twenty-first", "31 st"; the value and the index after it.
    pub(crate) fn ordinal(&self, atoms: &[Atom<'_>], at: usize) -> Option<(u64, usize)> {
        let atom = atoms.get(at)?;
        if let Some(value) = atom.integer() {
            let end = atoms.get(at + 1)?;
            return (end.glued && ["st", "nd", "rd", "th"].iter().any(|text| end.is(text))).then_some((value, at + 2));
        }
        let word = self.word(atom);
        if let Some(value) = word.ordinal {
            return Some((value as u64, at + 1));
        }
        let tens = word.cardinal.filter(|value| (20.0..100.0).contains(value))?;
        let next = at + 1 + usize::from(atoms.get(at + 1).is_some_and(|atom| atom.is("-")));
        let ones = self.word(atoms.get(next)?).ordinal.filter(|value| *value < 10.0)?;
        Some(((tens + ones) as u64, next + 1))
    }

    /// The longest number at `atoms[at..]`; `money` allows short forms that are units elsewhere ("5m").
    ///
    /// # Cost
    ///
    /// O(1): no number has more than 24 words.
    pub(crate) fn number(&self, atoms: &[Atom<'_>], at: usize, money: bool) -> Option<Number> {
        let first = atoms.get(at)?;
        if first.is("minus")
            || first.is("negative")
            || (first.is("-") && !first.glued && at + 1 < atoms.len() && atoms[at + 1].glued)
        {
            let number = self.number_above_zero(atoms, at + 1, money)?;
            return Some(Number { value: -number.value, ..number });
        }
        self.number_above_zero(atoms, at, money)
    }

    fn number_above_zero(&self, atoms: &[Atom<'_>], at: usize, money: bool) -> Option<Number> {
        let first = atoms.get(at)?;
        if let Some(number) = self.share(atoms, at).or_else(|| self.order(atoms, at)) {
            return Some(number);
        }
        let article = first.is("a") || first.is("an");
        let mut start = at;
        if article {
            // "a dozen", "a hundred": the article counts one.
            self.word(atoms.get(at + 1)?).scale?;
            start += 1;
        }
        let whole = self.cardinal(atoms, start, money)?;
        Some(self.with_fraction(atoms, whole, money))
    }

    /// Shares: "half a million", "a quarter of a million", "two-thirds", "a third of", "1/2", "¾".
    fn share(&self, atoms: &[Atom<'_>], at: usize) -> Option<Number> {
        let first = atoms.get(at)?;
        let done = |value, end| Some(Number { value, scale: 1.0, rough: false, end });
        let next_is = |index: usize, text: &str| atoms.get(index).is_some_and(|atom| atom.is(text));
        let dash = |index: usize| index + usize::from(next_is(index, "-"));
        if let Some(value) = self.word(first).sign {
            return self.times_scale(atoms, value, at + 1).or_else(|| done(value, at + 1));
        }
        if let Some((value, end)) = simple_fraction(atoms, at) {
            return self.times_scale(atoms, value, end).or_else(|| done(value, end));
        }
        if first.is("quarter") {
            return self.times_scale(atoms, 0.25, dash(at + 1));
        }
        if first.is("half") || (first.is("a") && next_is(at + 1, "half")) {
            let mut next = at + 1 + usize::from(first.is("a"));
            next = dash(next);
            if next_is(next, "a") {
                next = dash(next + 1);
            } else if next_is(next, "of") && next_is(next + 1, "a") {
                next += 2;
            }
            if let Some(number) = self.times_scale(atoms, 0.5, next) {
                return Some(number);
            }
            let after = at + 1 + usize::from(first.is("a"));
            let of = next_is(after, "of") && !next_is(after + 1, "a");
            // "a half" at the end of a phrase; "a half hour" is time.
            let alone =
                first.is("a") && atoms.get(after).is_none_or(|next| next.kind == AtomKind::Sign && !next.is("-"));
            return if of || alone || (first.is("half") && next_is(after, "the")) { done(0.5, after) } else { None };
        }
        let (over, next) = if first.is("a") {
            (1.0, at + 1)
        } else {
            let over = self.word(first).cardinal.filter(|value| (1.0..20.0).contains(value))?;
            (over, dash(at + 1))
        };
        let part = atoms.get(next)?;
        let under = self.word(part).part?;
        let value = over / under;
        let after = next + 1;
        let of_a = after + if next_is(after, "of") && next_is(after + 1, "a") { 2 } else { 0 };
        if let Some(number) = self.times_scale(atoms, value, of_a) {
            return Some(number);
        }
        // "a third man" is an ordinal and "a quarter" a time: only "of" makes them shares; "one third" is one before no noun.
        let closed = next_is(after, "of")
            || next_is(after, "the")
            || atoms.get(after).is_none_or(|next| next.kind != AtomKind::Word);
        let share = over > 1.0 || next_is(after, "of") || (!first.is("a") && (next > at + 1 || closed));
        share.then_some(())?;
        done(value, after)
    }

    /// `value` times the scale word at `at`.
    fn times_scale(&self, atoms: &[Atom<'_>], value: f64, at: usize) -> Option<Number> {
        let scale = self.word(atoms.get(at)?).scale?;
        Some(Number { value: value * scale, scale, rough: false, end: at + 1 })
    }

    /// Orders of magnitude: "dozens", "tens of thousands", "several hundred", "a few thousand".
    fn order(&self, atoms: &[Atom<'_>], at: usize) -> Option<Number> {
        let first = atoms.get(at)?;
        let next_is = |index: usize, text: &str| atoms.get(index).is_some_and(|atom| atom.is(text));
        let rough = |value, end| Some(Number { value, scale: value, rough: true, end });
        let few = at + usize::from(first.is("a"));
        if next_is(few, "few") || first.is("several") {
            let scale = self.word(atoms.get(few + 1)?).scale?;
            let second = atoms.get(few + 2).and_then(|atom| self.word(atom).scale).filter(|second| *second > scale);
            return rough(scale * second.unwrap_or(1.0), few + 2 + usize::from(second.is_some()));
        }
        let mut value = self.word(first).order?;
        let of = next_is(at + 1, "of");
        if (first.is("tens") || first.is("scores")) && !of {
            return None;
        }
        let mut end = at + 1;
        if of && let Some(inner) = atoms.get(at + 2).and_then(|atom| self.word(atom).order) {
            value *= inner;
            end = at + 3;
        } else if first.is("tens") {
            return None;
        }
        rough(value, end)
    }

    /// Figures and number words put together: "4 thousand 3 hundred and 21".
    fn cardinal(&self, atoms: &[Atom<'_>], at: usize, money: bool) -> Option<Number> {
        // `total` holds what is closed by a scale word, `open` what stands after it.
        let (mut total, mut open, mut scale) = (0.0_f64, None::<f64>, 1.0_f64);
        let mut seen_scale = f64::INFINITY;
        let mut end = at;
        let mut index = at;
        let mut figures = false;
        // Whether a scale word was just read, which "and" may follow.
        let mut scaled = false;
        while index < at + 24 {
            let Some(atom) = atoms.get(index) else { break };
            let word = self.word(atom);
            let glue = |index: usize| atoms.get(index).is_some_and(|atom| atom.glued);
            if let Some(value) = atom.number() {
                if open.is_some() || (index > at && atom.glued) || (end > at && !(value < scale && scale > 1.0)) {
                    break;
                }
                open = Some(value);
                figures = true;
                scaled = false;
            } else if let Some(value) = word.cardinal {
                let fits = match open {
                    None => end == at || value < scale,
                    Some(before) if figures => before % 100.0 == 0.0 && same(scale, 100.0),
                    Some(before) => {
                        (before % 10.0 == 0.0 && before % 100.0 >= 20.0 && (1.0..10.0).contains(&value))
                            || before >= 100.0 && before % 100.0 == 0.0
                    }
                };
                if !fits {
                    break;
                }
                open = Some(open.unwrap_or(0.0) + value);
                scaled = false;
            } else if let Some(value) = word.scale {
                if same(value, 100.0) {
                    if open.is_some_and(|before| before >= 100.0) && !figures {
                        break;
                    }
                    open = Some(open.unwrap_or(1.0) * 100.0);
                } else {
                    match open.take() {
                        None if end > at => total *= value,
                        None => total = value,
                        Some(before) if value < seen_scale => total += before * value,
                        Some(before) => total = (total + before) * value,
                    }
                    seen_scale = seen_scale.min(value);
                }
                scale = value;
                figures = false;
                scaled = true;
            } else if let Some(value) = word.short_scale.filter(|_| figures && open.is_some()) {
                let alone = atoms.get(index + 1).is_none_or(|next| !next.glued || next.kind != AtomKind::Figures);
                let long = atom.lower.len() > 1;
                let fits = alone && if atom.is("m") { money } else { atom.glued || long };
                if !fits || (atom.is("mil") && !atom.glued && !money) {
                    break;
                }
                total += open.take().unwrap_or(1.0) * value;
                scale = value;
                end = index + 1;
                break;
            } else if atom.is("and") && scaled && (100.0..=1000.0).contains(&scale) {
                let next = atoms.get(index + 1).map(|next| (self.word(next), next.integer()));
                let follows = next.is_some_and(|(word, figure)| {
                    word.cardinal.is_some() || figure.is_some_and(|value| value < 100 && !figures && same(scale, 100.0))
                });
                if !follows {
                    break;
                }
                index += 1;
                continue;
            } else if atom.is("-") && end > at && atom.glued && glue(index + 1) {
                // "twenty-one", "two-hundred", "$40-million".
                let next = atoms.get(index + 1).map(|next| self.word(next)).unwrap_or_default();
                let ones = open.is_some_and(|before| !figures && before % 100.0 >= 20.0 && before % 10.0 == 0.0)
                    && next.cardinal.is_some_and(|value| value < 10.0);
                if !(ones || next.scale.is_some()) {
                    break;
                }
                index += 1;
                continue;
            } else if atom.is("point") && end > at && !figures {
                let (digits, after) = self.digits(atoms, index + 1);
                if after == index + 1 {
                    break;
                }
                open = Some(open.unwrap_or(0.0) + digits);
                end = after;
                break;
            } else {
                break;
            }
            index += 1;
            end = index;
        }
        (end > at).then_some(Number { value: total + open.unwrap_or(0.0), scale, rough: false, end })
    }

    /// Figures after "point", as words: "two five" is 0.25.
    fn digits(&self, atoms: &[Atom<'_>], at: usize) -> (f64, usize) {
        let mut place = 0.1;
        let mut value = 0.0;
        let mut end = at;
        while end < at + 8
            && let Some(digit) = atoms.get(end).and_then(|atom| self.word(atom).cardinal).filter(|digit| *digit < 10.0)
        {
            value += digit * place;
            place /= 10.0;
            end += 1;
        }
        (value, end)
    }

    /// Adds "1/2", "½", "and a half", "and two thirds", and a scale word after it: "one and a half million".
    fn with_fraction(&self, atoms: &[Atom<'_>], whole: Number, money: bool) -> Number {
        let next_is = |index: usize, text: &str| atoms.get(index).is_some_and(|atom| atom.is(text));
        let sign = atoms.get(whole.end).and_then(|atom| self.word(atom).sign).map(|value| (value, whole.end + 1));
        let and = || {
            let at = whole.end + 1;
            if !next_is(whole.end, "and") {
                return None;
            }
            let over =
                if next_is(at, "a") { 1.0 } else { self.word(atoms.get(at)?).cardinal.filter(|over| *over < 10.0)? };
            let next = at + 1 + usize::from(next_is(at + 1, "-"));
            Some((over / self.word(atoms.get(next)?).part?, next + 1))
        };
        let slashed = || if whole.scale > 1.0 { None } else { simple_fraction(atoms, whole.end) };
        let Some((part, end)) = sign.or_else(slashed).or_else(and) else { return whole };
        // "3 million and a half" is 3.5 million.
        let unit = if whole.scale >= 1e6 && whole.value % whole.scale == 0.0 { whole.scale } else { 1.0 };
        let sum = Number { value: whole.value + part * unit, end, ..whole };
        let short = || {
            let atom = atoms.get(end).filter(|atom| atom.glued && (money || !atom.is("m")))?;
            let scale = self.word(atom).short_scale?;
            Some(Number { value: sum.value * scale, scale, rough: false, end: end + 1 })
        };
        let spelt = if unit > 1.0 { None } else { self.times_scale(atoms, sum.value, end) };
        spelt.or_else(short).unwrap_or(sum)
    }
}

/// "1/2", "3/4": the fractions of running text, not dates.
fn simple_fraction(atoms: &[Atom<'_>], at: usize) -> Option<(f64, usize)> {
    let [over, slash, under, ..] = atoms.get(at..)? else { return None };
    if !(slash.is("/") && slash.glued && under.glued) || atoms.get(at + 3).is_some_and(|next| next.is("/")) {
        return None;
    }
    let (over, under) = (over.integer()?, under.integer()?);
    (matches!(under, 2..=6 | 8 | 10 | 16) && 0 < over && over < under).then_some((over as f64 / under as f64, at + 3))
}

#[cfg(test)]
mod tests {
    use super::super::atom::atoms_of;
    use super::File;
    use super::LEXICON;
    use super::TEXT;

    #[test]
    fn the_file_is_read() {
        assert!(toml::from_str::<File>(TEXT).is_ok(), "{:?}", toml::from_str::<File>(TEXT).err());
    }

    #[test]
    fn numbers() {
        for (text, value) in [
            ("1,709", 1709.0),
            ("2.5", 2.5),
            ("twenty-one", 21.0),
            ("one hundred and six", 106.0),
            ("two hundred and two thousand", 202_000.0),
            ("four thousand three hundred", 4300.0),
            ("twenty-one trillion", 21e12),
            ("3.2bn", 3.2e9),
            ("10k", 10_000.0),
            ("2.5 million", 2.5e6),
            ("a dozen", 12.0),
            ("half a dozen", 6.0),
            ("half a million", 5e5),
            ("a quarter of a million", 250_000.0),
            ("one and a half million", 1.5e6),
            ("two-thirds", 2.0 / 3.0),
            ("three quarters", 0.75),
            ("10 1/2", 10.5),
            ("2½", 2.5),
            ("tens of thousands", 10_000.0),
            ("several hundred", 100.0),
            ("minus five", -5.0),
            ("three lakh crore", 3e12),
            ("five point two five", 5.25),
            ("hundred thousand", 100_000.0),
        ] {
            let atoms = atoms_of(text, 0);
            let number = LEXICON.number(&atoms, 0, false);
            assert!(
                number.is_some_and(
                    |number| (number.value - value).abs() < 1e-9 * value.abs() && number.end == atoms.len()
                ),
                "{text}: {number:?}"
            );
        }
    }

    #[test]
    fn ordinals_are_no_numbers() {
        let atoms = atoms_of("twenty-first", 0);
        assert_eq!(LEXICON.ordinal(&atoms, 0), Some((21, 3)));
        assert_eq!(LEXICON.ordinal(&atoms_of("3rd", 0), 0), Some((3, 2)));
        assert_eq!(LEXICON.ordinal(&atoms_of("3", 0), 0), None);
    }
}
