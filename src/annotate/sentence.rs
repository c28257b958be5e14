//! Where sentences end: a perceptron decides at marks and line ends.
//!
//! A sentence ends for certain at the end of a block and at a blank line; in
//! titles, headings and lists at every line end; behind the dash of a dateline.

use crate::annotate::Annotated;
use crate::annotate::Sentence;
use crate::annotate::model::Weights;
use crate::annotate::model::join;
use crate::annotate::model::text;
use crate::annotate::stage::Layers;
use crate::annotate::stage::Stage;
use crate::annotate::token::Rules;
use crate::annotate::word::Letters;
use crate::document::BlockKind;
use crate::text::Span;

/// Longer sentences are cut here, so that later stages stay linear.
pub const LONGEST: usize = 400;

/// Longer beginnings are no datelines.
const WIDEST_DATELINE: usize = 14;

/// Number of features of a candidate.
pub const FEATURES: usize = 28;

/// Whether a sentence may end after a word: at a mark, or a full stop inside the word.
pub fn may_end(form: &str) -> bool {
    form.chars().next_back().is_some_and(|sign| !sign.is_alphanumeric() && !matches!(sign, ',' | '-' | '$' | '#' | '('))
}

/// What the words of a block look like to the splitter.
#[derive(Debug, Clone, Copy)]
pub struct Place<'t> {
    /// The word.
    pub form: &'t str,
    /// Its letters.
    pub letters: Letters,
    /// What parts it from the next word: 0 nothing, 1 a space, 2 a line end.
    pub gap: u8,
}

/// Coarse kinds of signs that end sentences.
fn kind(form: &str) -> u64 {
    match form {
        "." | "!" | "?" | "…" | "!!" | "??" | "?!" => 1,
        "\"" | "''" | "'" | "’" | "”" | "``" | "“" | "»" => 2,
        ")" | "]" | "}" => 3,
        ":" | ";" => 4,
        "-" | "--" | "—" | "–" => 5,
        "(" | "[" => 6,
        _ if form.ends_with('.') => 7,
        _ => 0,
    }
}

/// The features of an end after word `at`; `length` words stand before it in
/// the sentence, `open` tells whether a quotation is open.
pub fn features(places: &[Place], at: usize, length: usize, open: bool, rules: &Rules, out: &mut [u64; FEATURES]) {
    let edge = Place { form: "", letters: Letters::edge(7), gap: 2 };
    let this = places[at];
    let before = at.checked_sub(1).map_or(edge, |index| places[index]);
    let before2 = at.checked_sub(2).map_or(edge, |index| places[index]);
    let next = places.get(at + 1).copied().unwrap_or(edge);
    let next2 = places.get(at + 2).copied().unwrap_or(edge);
    let gap = u64::from(this.gap);
    let long = length.min(20) as u64 / 4;
    let open = u64::from(open);
    let case = |place: Place| -> u64 {
        let mut letters = place.form.chars();
        match letters.next() {
            Some(letter) if letter.is_lowercase() => 1,
            Some(letter) if letter.is_uppercase() && letters.any(char::is_lowercase) => 2,
            Some(letter) if letter.is_uppercase() => 3,
            Some(letter) if letter.is_numeric() => 4,
            Some(_) => 5 + kind(place.form),
            None => 20,
        }
    };
    let stem = this.form.trim_end_matches('.');
    let short = u64::from(this.form.len() > 1 && this.form.ends_with('.') && rules.is_abbreviation(stem));
    let (this_kind, next_case, next2_case) = (kind(this.form), case(next), case(next2));
    let size = before.form.len().min(5) as u64;
    *out = [
        join(0, &[this.letters.lower]),
        join(1, &[this.letters.lower, gap]),
        join(2, &[this_kind, gap, next_case]),
        join(3, &[this_kind, gap, next_case, next2_case]),
        join(4, &[this.letters.lower, next.letters.lower]),
        join(5, &[this_kind, next.letters.lower]),
        join(6, &[this.letters.lower, before.letters.lower]),
        join(7, &[this_kind, case(before), next_case]),
        join(8, &[this_kind, kind(before.form), gap, next_case]),
        join(9, &[this_kind, long]),
        join(10, &[this_kind, open, gap]),
        join(11, &[this_kind, open, gap, next_case, kind(before.form)]),
        join(12, &[short, next_case]),
        join(13, &[this_kind, size, next_case]),
        join(14, &[this.letters.shape, next.letters.shape]),
        join(15, &[before.letters.shape, this.letters.shape, next.letters.shape]),
        join(16, &[this_kind, long, gap, next_case]),
        join(17, &[kind(next.form), kind(next2.form), gap]),
        join(18, &[this_kind, before.letters.lower, next_case]),
        join(19, &[this_kind, before2.letters.lower, before.letters.lower]),
        join(20, &[this.letters.form, gap, next_case]),
        join(21, &[gap, u64::from(next.gap), this_kind, kind(next.form)]),
        join(22, &[this_kind, next.letters.lower, next2.letters.lower]),
        join(23, &[text(stem), next_case, short]),
        join(24, &[this_kind, gap, next.letters.suffix[2]]),
        join(25, &[this_kind, long, kind(before.form), kind(before2.form)]),
        join(26, &[this_kind, gap, next_case, open, length.min(3) as u64]),
        join(27, &[this_kind, before2.letters.shape, before.letters.shape, next_case]),
    ];
}

/// Keeps track of open quotations.
#[derive(Debug, Clone, Copy, Default)]
pub struct Quotes {
    open: bool,
}

impl Quotes {
    /// Whether a quotation is open.
    pub const fn open(self) -> bool {
        self.open
    }

    /// Goes past a word.
    pub fn pass(&mut self, form: &str) {
        match form {
            "\"" | "''" => self.open = !self.open,
            "“" | "``" | "„" | "«" => self.open = true,
            "”" | "»" => self.open = false,
            _ => {}
        }
    }
}

/// The stage that finds sentences.
#[derive(Debug)]
pub struct Sentences {
    /// Trained weights: class 1 means an end.
    pub weights: &'static Weights,
    /// The lists of the language.
    pub rules: &'static Rules,
    /// Its dotted name.
    pub name: &'static str,
}

/// The words of `span`, as places; `first` is the first token not before it.
pub fn places(annotated: &Annotated, first: usize, end: usize) -> Vec<Place<'_>> {
    let text = &annotated.document.text;
    (first..end)
        .map(|index| {
            let span = annotated.tokens[index].span;
            let between = match annotated.tokens.get(index + 1) {
                Some(next) if index + 1 < end => Span::new(span.end, next.span.start).of(text),
                _ => "\n\n",
            };
            let gap = if between.contains('\n') { 2 } else { u8::from(!between.is_empty()) };
            let form = span.of(text);
            Place { form, letters: Letters::new(form), gap }
        })
        .collect()
}

/// Whether a sentence plainly goes on behind a closing bracket: "Rep. Ann Lee (D-Mass.) said".
fn goes_on(places: &[Place], at: usize) -> bool {
    let close = [at, at + 1].into_iter().find(|&close| places.get(close).is_some_and(|place| place.form == ")"));
    let next = close.and_then(|close| places.get(close + 1));
    next.is_some_and(|next| next.form.chars().next().is_some_and(char::is_lowercase))
        && (places[at].form == ")" || places[at].gap == 0)
}

/// Whether a sentence plainly ends with an abbreviation: "He lives in the U.S. The army left."
fn breaks_off(places: &[Place], at: usize, length: usize, rules: &Rules) -> bool {
    let letters = places[at].form.ends_with('.') && places[at].form.bytes().filter(|byte| *byte == b'.').count() > 1;
    let single = letters && places[at].form.split('.').all(|part| part.chars().count() < 2);
    single && length > 1 && places.get(at + 1).is_some_and(|next| rules.is_opener(next.form))
}

/// Whether a dateline ends with this dash: "MEXICO CITY (AP) -", "NAIROBI, Kenya, March 3 (AFP) —".
fn ends_dateline(places: &[Place], at: usize) -> bool {
    let letters = |place: &Place| place.form.chars().filter(|sign| sign.is_alphabetic()).count();
    let small = |place: &Place| place.form.starts_with(char::is_lowercase);
    let capitals = |place: &Place| letters(place) > 3 && !place.form.chars().any(char::is_lowercase);
    let (before, after) = (&places[..at], &places[at + 1..]);
    (1..=WIDEST_DATELINE).contains(&at)
        && matches!(places[at].form, "-" | "--" | "–" | "—")
        && before.last().is_some_and(|place| place.gap > 0)
        && before.first().is_some_and(capitals)
        && !before.iter().any(small)
        && after.first().is_some_and(|place| place.form.starts_with(char::is_uppercase))
}

impl Sentences {
    fn block(&self, annotated: &mut Annotated, first: usize, end: usize, block: usize, kind: BlockKind) {
        let lines = matches!(kind, BlockKind::Title | BlockKind::Heading | BlockKind::List);
        let mut ends = Vec::new();
        let places = places(annotated, first, end);
        let mut start = 0;
        let mut quotes = Quotes::default();
        let mut active = [0; FEATURES];
        for (at, place) in places.iter().enumerate() {
            quotes.pass(place.form);
            let length = at - start;
            let certain = at + 1 == places.len()
                || length + 1 >= LONGEST
                || place.gap == 2 && {
                    let from = annotated.tokens[first + at].span.end;
                    let to = annotated.tokens.get(first + at + 1).map_or(from, |next| next.span.start);
                    let between = Span::new(from, to).of(&annotated.document.text);
                    lines || between.bytes().filter(|byte| *byte == b'\n').count() > 1
                };
            let ends_here = certain
                || start == 0 && !lines && ends_dateline(&places, at)
                || !lines && breaks_off(&places, at, length, self.rules)
                || may_end(place.form) && !goes_on(&places, at) && {
                    features(&places, at, length, quotes.open(), self.rules, &mut active);
                    let mut scores = [0; 2];
                    self.weights.score(&active, &mut scores);
                    scores[1] > scores[0]
                };
            if ends_here {
                ends.push((first + start, first + at + 1));
                start = at + 1;
            }
        }
        for (first, end) in ends {
            let span = annotated.span(first, end);
            annotated.sentences.push(Sentence { span, first, end, block });
        }
    }
}

impl Stage for Sentences {
    fn name(&self) -> &'static str {
        self.name
    }

    fn needs(&self) -> Layers {
        Layers::TOKENS
    }

    fn gives(&self) -> Layers {
        Layers::SENTENCES
    }

    fn run(&self, annotated: &mut Annotated) {
        let mut blocks: Vec<(Span, BlockKind)> =
            annotated.document.blocks.iter().map(|block| (block.span, block.kind)).collect();
        if blocks.is_empty() {
            blocks.push((Span::new(0, annotated.document.text.len()), BlockKind::Paragraph));
        }
        let mut first = 0;
        for (index, (span, kind)) in blocks.into_iter().enumerate() {
            let end = first + annotated.tokens[first..].iter().take_while(|token| token.span.start < span.end).count();
            self.block(annotated, first, end, index, kind);
            first = end;
        }
    }
}
