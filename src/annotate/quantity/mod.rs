//! Quantities: numbers with their units and comparators.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::annotate::Annotated;
use crate::annotate::Quantity;
use crate::annotate::Upos;
use crate::annotate::Xpos;
use crate::annotate::stage::Layers;
use crate::annotate::stage::Stage;

pub(crate) mod atom;
pub(crate) mod number;

use atom::Atom;
use atom::AtomKind;
use atom::Phrases;
use number::Lexicon;
use number::Number;

/// `schema/lang/en/units.toml` as written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct UnitFile {
    unit: Vec<UnitEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct UnitEntry {
    name: String,
    words: Vec<String>,
    #[serde(default)]
    glued: Vec<String>,
}

/// `schema/lang/en/currencies.toml` as written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct CurrencyFile {
    currency: Vec<CurrencyEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CurrencyEntry {
    code: String,
    #[serde(default)]
    signs: Vec<String>,
    words: Vec<String>,
    #[serde(default)]
    minor: Vec<String>,
}

/// What a unit word stands for.
#[derive(Debug, Clone)]
struct Unit {
    name: String,
    /// What one of it is worth in `name`: 0.01 for cents.
    worth: f64,
    money: bool,
}

#[derive(Debug)]
struct Units {
    /// Words after a number.
    words: Phrases<Unit>,
    /// Short forms right after figures, case kept.
    short: Phrases<(String, Unit)>,
    /// Signs of money before a number, and after it.
    signs: Phrases<Unit>,
    /// ISO 4217 codes.
    codes: FxHashMap<String, Unit>,
}

const UNITS_TEXT: &str = include_str!("../../../schema/lang/en/units.toml");
const CURRENCIES_TEXT: &str = include_str!("../../../schema/lang/en/currencies.toml");

/// Units and currencies; empty if the files in the binary were broken, which a test rules out.
static UNITS: LazyLock<Units> = LazyLock::new(|| {
    Units::new(&toml::from_str(UNITS_TEXT).unwrap_or_default(), &toml::from_str(CURRENCIES_TEXT).unwrap_or_default())
});

impl Units {
    fn new(units: &UnitFile, currencies: &CurrencyFile) -> Self {
        let unit = |entry: &UnitEntry| Unit { name: entry.name.clone(), worth: 1.0, money: false };
        let money = |entry: &CurrencyEntry, worth| Unit { name: entry.code.clone(), worth, money: true };
        let mut words: Vec<(&str, Unit)> = Vec::new();
        let mut short: Vec<(&str, (String, Unit))> = Vec::new();
        for entry in &units.unit {
            words.extend(entry.words.iter().map(|word| (word.as_str(), unit(entry))));
            short.extend(entry.glued.iter().map(|word| (word.as_str(), (word.clone(), unit(entry)))));
        }
        let mut signs = Vec::new();
        let mut codes = FxHashMap::default();
        for entry in &currencies.currency {
            words.extend(entry.words.iter().map(|word| (word.as_str(), money(entry, 1.0))));
            words.extend(entry.minor.iter().map(|word| (word.as_str(), money(entry, 0.01))));
            signs.extend(entry.signs.iter().map(|sign| (sign.as_str(), money(entry, 1.0))));
            codes.insert(entry.code.clone(), money(entry, 1.0));
        }
        Self { words: Phrases::new(words), short: Phrases::new(short), signs: Phrases::new(signs), codes }
    }
}

/// A quantity in atoms `..end`.
struct Amount {
    value: f64,
    unit: Option<Unit>,
    comparator: Option<&'static str>,
    end: usize,
}

/// The quantities of a text, in order, without overlap.
///
/// * `value` is in whole units: "$40 million" is 40,000,000 `USD`, "12 cents" is 0.12 `USD`, "5 percent" is 5 `percent`,
///   "two-thirds" is 0.666….
/// * A range gives its lower end with the comparator `>=`: "10 to 20 tons" is `>=` 10 `ton`.
/// * "dozens", "several hundred" give the order of magnitude with `~`: 12, 100.
/// * Units of time are left to [`crate::annotate::time`], except ages: "42-year-old" is 42 `year`. What lies in
///   `annotated.times` is no quantity, so run it after the times.
/// * Left out: ordinals, labels ("Article 5", "SEAL Team 6", "COVID-19"), clock times, versions.
///
/// # Cost
///
/// O(n) in the length of the text.
///
/// # Example
///
/// ```
/// use newsloom::annotate::Annotated;
/// use newsloom::annotate::Token;
/// use newsloom::annotate::quantity;
/// use newsloom::annotate::{Deprel, Upos, Xpos};
/// use newsloom::document::Document;
/// use newsloom::text::Span;
///
/// let text = "They paid over $40 million.".to_string();
/// let span = Span::new(0, text.len());
/// let word = Token {
///     span, upos: Upos::default(), xpos: Xpos::default(), lemma: "".into(), head: None, deprel: Deprel::default(), glued: false,
/// };
/// let annotated = Annotated { document: Document { text, ..Document::default() }, tokens: vec![word], ..Annotated::default() };
/// let found = quantity::find(&annotated);
/// assert_eq!((found[0].value, found[0].unit.as_deref(), found[0].comparator), (40e6, Some("USD"), Some(">")));
/// assert_eq!(found[0].span.of(&annotated.document.text), "over $40 million");
/// ```
pub fn find(annotated: &Annotated) -> Vec<Quantity> {
    let mut result = Vec::new();
    let mut times = annotated.times.iter().peekable();
    for atoms in atom::sentences(annotated) {
        let reader = Reader { atoms: &atoms, lexicon: &number::LEXICON, units: &UNITS, annotated };
        let mut at = 0;
        while at < atoms.len() {
            while times.peek().is_some_and(|time| time.span.end <= atoms[at].span.start) {
                times.next();
            }
            let time = times.peek().map(|time| time.span);
            if time.is_some_and(|span| span.start <= atoms[at].span.start) {
                at += 1;
                continue;
            }
            let amount = reader.quantity(at).filter(|amount| {
                let end = atoms.get(amount.end - 1).map_or(0, |atom| atom.span.end);
                time.is_none_or(|span| end <= span.start)
            });
            let Some(amount) = amount else {
                at += 1;
                continue;
            };
            if let (Some(head), Some(last)) = (atoms.get(at), atoms.get(amount.end - 1)) {
                result.push(Quantity {
                    first: head.token,
                    end: last.token + 1,
                    span: head.span.join(last.span),
                    value: amount.value,
                    unit: amount.unit.map(|unit| unit.name),
                    comparator: amount.comparator,
                });
            }
            at = amount.end;
        }
    }
    result
}

/// Finds quantities by rules: the layer [`Annotated::quantities`].
#[derive(Debug, Clone, Copy)]
pub struct Quantities {
    /// Name of the stage.
    pub name: &'static str,
}

impl Stage for Quantities {
    fn name(&self) -> &'static str {
        self.name
    }

    fn needs(&self) -> Layers {
        Layers::TOKENS | Layers::SENTENCES | Layers::TAGS | Layers::TIMES
    }

    fn gives(&self) -> Layers {
        Layers::QUANTITIES
    }

    fn run(&self, annotated: &mut Annotated) {
        annotated.quantities = find(annotated);
    }
}

struct Reader<'s> {
    atoms: &'s [Atom<'s>],
    lexicon: &'s Lexicon,
    units: &'s Units,
    annotated: &'s Annotated,
}

impl Reader<'_> {
    fn is(&self, at: usize, text: &str) -> bool {
        self.atoms.get(at).is_some_and(|atom| atom.is(text))
    }

    fn glued(&self, at: usize) -> bool {
        self.atoms.get(at).is_some_and(|atom| atom.glued)
    }

    fn word(&self, at: usize) -> bool {
        self.atoms.get(at).is_some_and(|atom| atom.kind == AtomKind::Word)
    }

    /// A comparator, if any, with an amount.
    fn quantity(&self, at: usize) -> Option<Amount> {
        let (mut comparator, mut start) = (None, at);
        // Comparators may follow each other: "up to about 40".
        while let Some((sign, end)) = self.lexicon.before.at(self.atoms, start).filter(|_| start < at + 6) {
            comparator = comparator.or(Some(*sign));
            start = end;
        }
        let mut amount =
            self.amount(start, start > at).or_else(|| if start > at { self.amount(at, false) } else { None })?;
        if let Some((sign, end)) = self.lexicon.after.at(self.atoms, amount.end) {
            let glued = self.glued(amount.end);
            let word = self.atoms.get(amount.end).is_some_and(|atom| atom.kind == AtomKind::Word);
            // "plus" and "odd" count only when written on: "100-plus", "40-odd".
            let loose = (self.is(amount.end, "plus") || self.is(amount.end, "odd")) && !glued;
            if (word || glued) && !loose {
                comparator = comparator.or(Some(*sign));
                amount.end = end;
            }
        } else if self.is(amount.end, "-") && self.glued(amount.end) && self.is(amount.end + 1, "plus") {
            comparator = comparator.or(Some(">="));
            amount.end += 2;
        }
        amount.comparator = comparator.or(amount.comparator);
        Some(amount)
    }

    /// Money, measures, shares, counts.
    fn amount(&self, at: usize, compared: bool) -> Option<Amount> {
        self.money(at).or_else(|| self.measure(at, compared))
    }

    /// Money with its sign or code before the number.
    fn money(&self, at: usize) -> Option<Amount> {
        let atom = self.atoms.get(at)?;
        if atom.glued && atom.kind == AtomKind::Word {
            return None;
        }
        let sign = self.units.signs.at(self.atoms, at).filter(|_| {
            // "a $5 note" is no Australian money.
            atom.kind == AtomKind::Sign || atom.capital || self.glued(at + 1) || (self.is(at + 1, "$") && !atom.is("a"))
        });
        let code = || self.units.codes.get(atom.raw).map(|unit| (unit, at + 1));
        let (unit, start) = sign.or_else(code)?;
        let number = self
            .lexicon
            .number(self.atoms, start, true)
            .filter(|_| self.atoms.get(start).is_some_and(|atom| atom.kind == AtomKind::Figures))?;
        let mut value = number.value;
        let (mut end, mut comparator) = (number.end, None);
        if let Some((second, after)) = self.second(number, true, Some(unit), at) {
            value = lower(number, second);
            end = after;
            comparator = Some(">=");
        }
        // "$5 million dollars", "$40 US".
        if let Some((_, after)) =
            self.units.words.at(self.atoms, end).filter(|(word, _)| word.money && word.worth >= 1.0)
        {
            end = after;
        }
        Some(Amount { value, unit: Some(unit.clone()), comparator, end })
    }

    /// The upper end of a range whose lower end is `first`: "to 10", "-10", "and 10" after between.
    fn second(&self, first: Number, money: bool, sign: Option<&Unit>, start: usize) -> Option<(Number, usize)> {
        let before = |text: &str| start > 0 && self.is(start - 1, text);
        let joined = if self.is(first.end, "to") {
            !before("from")
        } else if self.is(first.end, "-") {
            self.glued(first.end) == self.glued(first.end + 1)
        } else {
            self.is(first.end, "and") && before("between")
        };
        if !joined {
            return None;
        }
        let mut at = first.end + 1;
        if sign.is_some()
            && let Some((_, end)) = self.units.signs.at(self.atoms, at)
        {
            at = end;
        }
        let second = self.lexicon.number(self.atoms, at, money)?;
        let figures = |index: usize| self.atoms.get(index).is_some_and(|atom| atom.kind == AtomKind::Figures);
        (second.value > lower(first, second)
            && figures(start.max(first.end.saturating_sub(1))) == figures(second.end - 1)
            || second.value > first.value)
            .then_some((second, second.end))
    }

    /// A number with a unit after it, or alone.
    fn measure(&self, at: usize, compared: bool) -> Option<Amount> {
        let first = self.atoms.get(at)?;
        if !self.lexicon.starts_number(first) || !self.free_before(at) {
            return None;
        }
        let mut number = self.lexicon.number(self.atoms, at, false)?;
        let (mut value, mut comparator) = (number.value, number.rough.then_some("~"));
        if let Some((second, _)) = self.second(number, false, None, at) {
            value = lower(number, second);
            comparator = Some(">=");
            number = second;
        }
        if let Some(amount) = self.late_money(at).filter(|amount| amount.end > number.end + 1) {
            return Some(amount);
        }
        if let Some((unit, end)) = self.unit(number) {
            value *= unit.worth;
            let mut amount = Amount { value, unit: Some(unit), comparator, end };
            self.compound(&mut amount);
            return Some(amount);
        }
        // "two out of three voters", "one in five adults" are shares.
        let of = if self.is(number.end, "out") && self.is(number.end + 1, "of") {
            Some(number.end + 2)
        } else {
            (self.is(number.end, "in") && self.any_one(at)).then_some(number.end + 1)
        };
        if let Some(whole) = of.and_then(|of| self.lexicon.number(self.atoms, of, false))
            && whole.value > value
            && value > 0.0
            && whole.value <= 1e6
            && !self.figures_of_year(whole.end - 1)
        {
            return Some(Amount { value: value / whole.value, unit: None, comparator, end: whole.end });
        }
        self.counts(at, number, compared).then_some(Amount { value, unit: None, comparator, end: number.end })
    }

    /// Whether "one" or "1" stands at `at`.
    fn any_one(&self, at: usize) -> bool {
        self.is(at, "one") || self.is(at, "1")
    }

    /// Whether four figures that may be a year stand at `at`.
    fn figures_of_year(&self, at: usize) -> bool {
        self.atoms.get(at).is_some_and(|atom| atom.lower.len() == 4 && atom.integer().is_some())
    }

    /// "5m euros", "120m US dollars": the short form is a million when money follows.
    fn late_money(&self, at: usize) -> Option<Amount> {
        let number = self.lexicon.number(self.atoms, at, true)?;
        let (unit, end) = self.unit(number)?;
        (unit.money && self.is(number.end - 1, "m")).then_some(Amount {
            value: number.value * unit.worth,
            unit: Some(unit),
            comparator: None,
            end,
        })
    }

    /// "5 feet 2 inches", "5 ft 2 in": one length in feet; "three dollars and five cents": one sum.
    fn compound(&self, amount: &mut Amount) {
        let Some(main) = amount.unit.as_ref() else { return };
        let at = amount.end + usize::from(self.is(amount.end, "and"));
        let Some(more) = self.lexicon.number(self.atoms, at, false).filter(|more| (0.0..100.0).contains(&more.value))
        else {
            return;
        };
        let unit = self.unit(more);
        let part = if main.name == "foot" && more.value < 12.0 {
            let named = unit.filter(|(unit, _)| unit.name == "inch").map(|(_, end)| end);
            let short = || (self.is(more.end, "in") && self.is(amount.end - 1, "ft")).then_some(more.end + 1);
            named.or_else(short).map(|end| (more.value / 12.0, end))
        } else if main.money && main.worth >= 1.0 {
            unit.filter(|(unit, _)| unit.name == main.name && unit.worth < 1.0)
                .map(|(unit, end)| (more.value * unit.worth, end))
        } else {
            None
        };
        if let Some((value, end)) = part {
            amount.value += value;
            amount.end = end;
        }
    }

    /// The unit after a number and the index after it.
    fn unit(&self, number: Number) -> Option<(Unit, usize)> {
        let mut at = number.end;
        let dashed = self.is(at, "-") && self.glued(at) && self.glued(at + 1);
        at += usize::from(dashed);
        // "two million US dollars", "a million of dollars".
        if let Some((unit, end)) = self.units.words.at(self.atoms, at) {
            let last = self.atoms.get(end - 1)?;
            let next_glued = self
                .atoms
                .get(end)
                .is_some_and(|next| next.glued && next.kind == AtomKind::Word && last.kind == AtomKind::Word);
            let single = end == at + 1;
            // "the 12 won the race": rare money that is also another word needs a large number.
            let doubtful = single
                && (last.is("won") || last.is("real") || last.is("rand") || last.is("dong"))
                && number.value.abs() < 1000.0;
            // "1000 pounds" are weight, "3 million pounds" money.
            if last.is("pounds") && single && number.scale >= 1e6 {
                return Some((self.units.codes.get("GBP")?.clone(), end));
            }
            if !next_glued && !doubtful {
                return Some((unit.clone(), end));
            }
        }
        let atom = self.atoms.get(at)?;
        let figures = at > 0 && self.atoms.get(at - 1).is_some_and(|before| before.kind == AtomKind::Figures || dashed);
        if let Some(((form, unit), end)) = self.units.short.at(self.atoms, at).filter(|_| figures) {
            let raw: String = self.atoms.get(at..end)?.iter().map(|atom| atom.raw).collect();
            let closed = self.atoms.get(end).is_none_or(|next| !next.glued || next.kind == AtomKind::Sign);
            // One letter counts only when written on, but for metres: "5 l" is as likely a label.
            let apart = form == "m" || (form.len() > 1 && form != "mi");
            if raw == *form && closed && (atom.glued || apart) {
                return Some((unit.clone(), end));
            }
        }
        if let Some(unit) = self.units.codes.get(atom.raw) {
            return Some((unit.clone(), at + 1));
        }
        let (unit, end) = self.units.signs.at(self.atoms, at).filter(|_| atom.kind == AtomKind::Sign && !dashed)?;
        // In "5 $10 notes" the sign belongs to the next number.
        let next_figures = self.atoms.get(end).is_some_and(|next| next.kind == AtomKind::Figures && next.glued);
        (!next_figures).then(|| (unit.clone(), end))
    }

    /// Whether a number may begin at `at`: not inside a name, code, clock time or version.
    fn free_before(&self, at: usize) -> bool {
        let Some(atom) = self.atoms.get(at) else { return false };
        if at == 0 || !atom.glued {
            return true;
        }
        let Some(before) = self.atoms.get(at - 1) else { return true };
        match before.kind {
            AtomKind::Word | AtomKind::Figures => false,
            AtomKind::Sign => {
                let tight = before.glued && at > 1;
                let opens = ["(", "[", "\"", "'", "“", "„", "=", "{", "*", "…"].iter().any(|text| before.is(text));
                let number_before = tight && self.atoms.get(at - 2).is_some_and(|atom| atom.kind == AtomKind::Figures);
                // "3-2", "22,24" are several numbers; "COVID-19", "#5", "a/5" are none.
                opens
                    || (before.is("-") && (!tight || number_before))
                    || (before.is(",") && number_before)
                    || (before.is("/") && !tight)
            }
        }
    }

    /// Whether figures are one of three or more groups joined by dashes.
    fn coded(&self, at: usize) -> bool {
        let joined =
            |dash: usize| self.is(dash, "-") && self.glued(dash) && self.glued(dash + 1) && self.figures(dash + 1);
        let before = (0..3)
            .take_while(|step| {
                at.checked_sub(2 * step + 1).is_some_and(|dash| dash > 0 && joined(dash) && self.figures(dash - 1))
            })
            .count();
        let after = (0..3).take_while(|step| joined(at + 2 * step + 1)).count();
        before + after >= 2
    }

    fn figures(&self, at: usize) -> bool {
        self.atoms.get(at).is_some_and(|atom| atom.kind == AtomKind::Figures)
    }

    /// Whether a number without a unit counts something.
    fn counts(&self, at: usize, number: Number, compared: bool) -> bool {
        let Some(first) = self.atoms.get(at) else { return false };
        let next = self.atoms.get(number.end);
        // "2 p.m." is a time of day.
        if self.atoms.get(number.end).is_some_and(|next| ["am", "pm", "gmt", "utc"].iter().any(|text| next.is(text)))
            || (next.is_some_and(|next| next.is("a") || next.is("p"))
                && self.is(number.end + 1, ".")
                && self.is(number.end + 2, "m"))
            || (self.is(number.end, "o") && self.is(number.end + 1, "'"))
        {
            return false;
        }
        let glued_next = next.is_some_and(|next| {
            next.glued
                && (next.kind != AtomKind::Sign
                    || ((next.is(":") || next.is("/") || next.is("'")) && self.glued(number.end + 1)))
        });
        if glued_next || number.value < 0.0 && !first.is("minus") && !first.is("negative") && number.end - at > 2 {
            return false;
        }
        // "007" and "555-010-0148" are codes.
        if first.kind == AtomKind::Figures
            && (self.coded(at) || first.lower.len() > 1 && first.lower.starts_with('0') && !first.lower.contains('.'))
        {
            return false;
        }
        // "5th" and "the 42nd" are ordinals.
        if self.lexicon.ordinal(self.atoms, at).is_some() {
            return false;
        }
        // "1." or "2)" opening a paragraph numbers it.
        if at == 0
            && first.kind == AtomKind::Figures
            && next.is_some_and(|next| next.glued && (next.is(".") || next.is(")")))
            && self.atoms.len() > 2
        {
            return false;
        }
        if number.value < 0.0 {
            return true;
        }
        if number.end == at + 1 && first.is("one") {
            return self.one_counts(at);
        }
        if compared || number.scale > 1.0 {
            return true;
        }
        let Some(before) = at.checked_sub(1).and_then(|index| self.atoms.get(index)) else { return true };
        if before.is("#")
            || before.is("№")
            || (before.is(".") && at > 1 && self.is(at - 2, "no"))
            || self.lexicon.is_label(before)
        {
            return false;
        }
        let separated = first.kind == AtomKind::Figures && first.lower.contains(',');
        if before.capital && before.kind == AtomKind::Word && !separated {
            let tag = self.annotated.tokens.get(before.token).map(|token| (token.upos, token.xpos));
            let proper = match tag {
                Some((Upos::X, Xpos::Fw)) | None => at > 1 || !self.lexicon.is_plain(before),
                Some((upos, _)) => upos == Upos::Propn,
            };
            // "In Ukraine 15 people": a place may stand before a count of plurals.
            let counted = self
                .annotated
                .tokens
                .get(next.map_or(usize::MAX, |next| next.token))
                .is_some_and(|token| token.xpos == Xpos::Nns);
            return !proper || (counted && first.kind == AtomKind::Figures && self.lexicon.is_plain(before));
        }
        // "Tier One", "the Six": a capital inside a sentence makes it a name.
        !(first.capital && self.word(at - 1))
    }

    /// "one" counts before a noun ("one soldier", "one senior official"), not as a pronoun ("one of them", "no one").
    fn one_counts(&self, at: usize) -> bool {
        let tag = |index: usize| {
            self.atoms.get(index).and_then(|atom| self.annotated.tokens.get(atom.token)).map(|token| token.upos)
        };
        let noun = |index: usize| tag(index) == Some(Upos::Noun);
        let free = at == 0
            || !["no", "the", "this", "that", "any", "every", "each", "another"]
                .iter()
                .any(|word| self.is(at - 1, word));
        free && (noun(at + 1) || (tag(at + 1) == Some(Upos::Adj) && noun(at + 2)))
    }
}

/// The lower end of a range: in "5 to 10 million" it is 5 million.
fn lower(first: Number, second: Number) -> f64 {
    if first.scale < 2.0 && second.scale >= 1000.0 && first.value * second.scale < second.value {
        first.value * second.scale
    } else {
        first.value
    }
}

#[cfg(test)]
mod tests;
