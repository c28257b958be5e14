//! Words: a text cut by the rules of the English UD treebanks, which suit any
//! language that parts words by spaces; what differs is in [`Rules`].
//!
//! * Hyphens part (`oil - rich`) unless a prefix stands before them (`anti-war`).
//! * `n't`, `'s`, `'re` … are words of their own, as are `$`, `%`, units written
//!   onto numbers (`$ 3.2 bn`, `8 am`) and brackets, dashes and quotes.
//! * Addresses, e-mails, numbers with marks inside (`10,000.50`, `10:45`,
//!   `16/11/2004`), abbreviations (`Mr.`, `U.S.`) and runs of one mark (`...`,
//!   `--`, `!!!`) stay whole.
//!
//! Each step looks at most `REACH` bytes ahead, so time is linear in the
//! text, whatever it holds.

use rustc_hash::FxHashMap;
use rustc_hash::FxHashSet;

use crate::annotate::Annotated;
use crate::annotate::Deprel;
use crate::annotate::Token;
use crate::annotate::Upos;
use crate::annotate::Xpos;
use crate::annotate::stage::Layers;
use crate::annotate::stage::Stage;
use crate::text::Span;

/// How far a rule looks ahead, in bytes.
const REACH: usize = 80;

/// When an abbreviation keeps its full stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Keeps {
    Always,
    BeforeNumber,
    WhenItGoesOn,
}

/// The word lists a language cuts its words by.
#[derive(Debug, Clone, Default)]
pub struct Rules {
    abbreviations: FxHashMap<Box<str>, Keeps>,
    prefixes: FxHashSet<Box<str>>,
    contractions: FxHashMap<Box<str>, Vec<usize>>,
    units: FxHashSet<Box<str>>,
    endings: FxHashSet<Box<str>>,
    openers: FxHashSet<Box<str>>,
}

/// The entries of a word list: lines that are not empty and do not begin with `#`.
pub fn entries(list: &str) -> impl Iterator<Item = &str> {
    list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

impl Rules {
    /// Takes the lists of `schema/lang/<code>`: abbreviations, prefixes,
    /// contractions, units, web endings, sentence openers. Their form is told at their heads.
    pub fn new(
        abbreviations: &str,
        prefixes: &str,
        contractions: &str,
        units: &str,
        endings: &str,
        openers: &str,
    ) -> Self {
        let lower = |list| entries(list).map(|word: &str| word.to_lowercase().into_boxed_str()).collect();
        Self {
            abbreviations: entries(abbreviations)
                .map(|line| match line.split_once(' ') {
                    Some((word, "#")) => (word.to_lowercase().into(), Keeps::BeforeNumber),
                    Some((word, _)) => (word.to_lowercase().into(), Keeps::WhenItGoesOn),
                    None => (line.to_lowercase().into(), Keeps::Always),
                })
                .collect(),
            prefixes: lower(prefixes),
            contractions: entries(contractions)
                .map(|line| {
                    let mut at = 0;
                    let mut parts: Vec<usize> = line.split('|').map(|part| (at += part.len(), at).1).collect();
                    parts.pop();
                    (line.replace('|', "").into(), parts)
                })
                .collect(),
            units: entries(units).map(Into::into).collect(),
            endings: lower(endings),
            openers: entries(openers).map(Into::into).collect(),
        }
    }

    /// Whether `word` (without its full stop) is on the list of abbreviations.
    pub fn is_abbreviation(&self, word: &str) -> bool {
        word.len() < REACH && self.abbreviations.contains_key(word.to_lowercase().as_str())
    }

    /// Whether `word`, spelt so, opens a sentence behind an abbreviation.
    pub fn is_opener(&self, word: &str) -> bool {
        self.openers.contains(word)
    }

    /// The spans of the words of `text`, in order; only white space lies between them.
    ///
    /// # Cost
    ///
    /// O(n).
    pub fn words(&self, text: &str) -> Vec<Span> {
        let mut cutter = Cutter { rules: self, text, words: Vec::with_capacity(text.len() / 5 + 1) };
        let mut at = 0;
        while at < text.len() {
            let rest = &text[at..];
            let Some(first) = rest.chars().next() else { break };
            at = if first.is_whitespace() { at + first.len_utf8() } else { cutter.cut(at) };
        }
        cutter.words
    }
}

/// Whether an apostrophe, straight or curly.
const fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '’' | 'ʼ' | '`')
}

/// Whether a mark that joins the sign before it: combining marks, joiners, skin tones.
fn extends(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}' | '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{20d0}'..='\u{20ff}' | '\u{1f3fb}'..='\u{1f3ff}')
}

/// Whether a letter or digit of a word.
fn is_wordy(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_' || extends(letter)
}

struct Cutter<'t> {
    rules: &'t Rules,
    text: &'t str,
    words: Vec<Span>,
}

/// Signs of a drawn line, at least.
const DRAWN: usize = 4;

/// Whether three or more small words joined by full stops, as news groups and packages of programs are called.
fn is_group(name: &str) -> bool {
    let small = |part: &str| part.starts_with(|letter: char| letter.is_ascii_lowercase()) && !part.ends_with('-');
    let parts = name.split('.');
    parts.clone().count() > 2
        && name.bytes().all(|byte| byte.is_ascii_lowercase() || matches!(byte, b'.' | b'-'))
        && parts.clone().all(small)
        && parts.take(2).all(|part| part.len() > 1)
}

/// Faces of two or three signs.
const FACES: &[&str] =
    &[":-)", ":-(", ";-)", ":-D", ":-P", ":-/", ":)", ":(", ";)", ":D", ":P", "=)", ":/", "<3", ":')", ":'("];

impl Cutter<'_> {
    fn char_at(&self, at: usize) -> Option<char> {
        self.text.get(at..).and_then(|rest| rest.chars().next())
    }

    fn char_before(&self, at: usize) -> Option<char> {
        self.text.get(..at).and_then(|rest| rest.chars().next_back())
    }

    /// The end of the run from `at` of signs that `belongs` accepts.
    fn run(&self, at: usize, belongs: impl Fn(char) -> bool) -> usize {
        self.text[at..].find(|letter| !belongs(letter)).map_or(self.text.len(), |length| at + length)
    }

    /// As [`Cutter::run`], looking at most [`REACH`] bytes ahead.
    fn short_run(&self, at: usize, belongs: impl Fn(char) -> bool) -> usize {
        let window = self.window(at);
        at + window.find(|letter| !belongs(letter)).unwrap_or(window.len())
    }

    fn window(&self, at: usize) -> &str {
        let mut end = (at + REACH).min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        self.text.get(at..end).unwrap_or("")
    }

    fn push(&mut self, start: usize, end: usize) -> usize {
        self.words.push(Span::new(start, end));
        end
    }

    /// Cuts the word (or two, with a clitic) at `at`; returns where to go on. `at` is no white space.
    fn cut(&mut self, at: usize) -> usize {
        let Some(first) = self.char_at(at) else { return self.text.len() };
        if let Some(end) = self.address(at, first) {
            return self.push(at, end);
        }
        if first.is_ascii_digit() {
            return self.number(at);
        }
        if is_wordy(first) {
            return self.word(at);
        }
        self.mark(at, first)
    }

    /// The end of a web or mail address that begins at `at`.
    fn address(&self, at: usize, first: char) -> Option<usize> {
        if !first.is_alphanumeric() {
            return None;
        }
        let window = self.window(at);
        let scheme = window.bytes().take(12).take_while(u8::is_ascii_alphabetic).count();
        let web = window[scheme..].starts_with("://")
            || window.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("www."))
            || window.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("mailto:"));
        if web {
            let end =
                self.run(at, |sign| !sign.is_whitespace() && !matches!(sign, '<' | '>' | '"' | '“' | '”' | '«' | '»'));
            return Some(self.without_tail(at, end));
        }
        if window.as_bytes().iter().take_while(|byte| byte.is_ascii_alphanumeric()).count() == window.len() {
            return None;
        }
        let local =
            self.short_run(at, |sign| sign.is_ascii_alphanumeric() || matches!(sign, '.' | '_' | '-' | '+' | '%'));
        if self.text[local..].starts_with('@') && self.char_at(local + 1).is_some_and(char::is_alphanumeric) {
            let end = self.short_run(local + 1, |sign| sign.is_ascii_alphanumeric() || matches!(sign, '.' | '_' | '-'));
            return Some(self.without_tail(at, end));
        }
        let site = self.short_run(at, |sign| sign.is_ascii_alphanumeric() || matches!(sign, '.' | '-' | '_'));
        let site = self.without_tail(at, site);
        let (name, ending) = self.text[at..site].rsplit_once('.')?;
        if is_group(&self.text[at..site]) && !self.char_at(site).is_some_and(is_wordy) {
            return Some(site);
        }
        let known = self.rules.endings.contains(ending.to_ascii_lowercase().as_str());
        let lettered = name.bytes().any(|byte| byte.is_ascii_alphabetic()) && name.len() > 1 && !name.contains("..");
        let sentence = ending.starts_with(|letter: char| letter.is_ascii_uppercase())
            && ending.ends_with(|letter: char| letter.is_ascii_lowercase())
            && !name.ends_with(|letter: char| letter.is_ascii_uppercase());
        if !known || !lettered || sentence || self.char_at(site).is_some_and(is_wordy) {
            return None;
        }
        // A path belongs to the site.
        let path = self.text[site..].starts_with('/');
        let end = if path {
            self.run(site, |sign| !sign.is_whitespace() && !matches!(sign, '<' | '>' | '"' | '“' | '”'))
        } else {
            site
        };
        Some(self.without_tail(at, end))
    }

    /// `end` without the marks that close a sentence or bracket.
    fn without_tail(&self, at: usize, end: usize) -> usize {
        let piece = &self.text[at..end];
        let mut kept = piece.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’', ']', '}', '*']);
        if !kept.contains('(') {
            kept = kept.trim_end_matches([')', '.', ',', ';', ':', '!', '?', '\'', '’', ']', '}']);
        }
        if kept.is_empty() { end } else { at + kept.len() }
    }

    fn number(&mut self, at: usize) -> usize {
        let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
        let mut end = at + digits(&self.text[at..]);
        let mut groups = vec![end - at];
        let mut marks: Vec<u8> = Vec::new();
        // Marks inside numbers; whether hyphens and slashes hold it together is told by the whole.
        let bytes = self.text.as_bytes();
        let mut loose = end;
        while let (Some(mark), Some(true)) = (bytes.get(end), bytes.get(end + 1).map(u8::is_ascii_digit)) {
            if !matches!(mark, b'.' | b',' | b':' | b'/' | b'-') || groups.len() > 12 {
                break;
            }
            let length = digits(&self.text[end + 1..]);
            marks.push(*mark);
            groups.push(length);
            end += 1 + length;
            if marks.iter().all(|mark| matches!(mark, b'.' | b',' | b':')) {
                loose = end;
            }
        }
        // Fractions and dates; telephone numbers and postal codes.
        let whole = matches!(
            (marks.as_slice(), groups.as_slice()),
            ([b'/'], [1..=2, 1..=2])
                | ([b'/', b'/'], [..])
                | ([b'-', b'-'], [1..=4, 1..=2, 1..=4] | [3, 3, 4])
                | ([b'-', b'-', b'-'], [1, 3, 3, 4])
                | ([b'-'], [1 | 3 | 5, 4])
        );
        if !whole {
            end = loose;
        }
        // 1st, 80s, 1920s, 50's; a unit is a word of its own; other letters stay (A4, 47B, 3G).
        let letters = self.short_run(end, |letter| is_wordy(letter) || letter == '°');
        let tail = &self.text[end..letters];
        if tail.is_empty() {
            let decade = self.text[end..].strip_prefix(['\'', '’']).is_some_and(|rest| {
                rest.starts_with('s') && !rest[1..].starts_with(is_wordy) && matches!(groups.as_slice(), [2 | 4])
            });
            if decade && self.text[at..end].ends_with('0') {
                let mark = self.char_at(end).map_or(0, char::len_utf8);
                end += mark + 1;
            }
            return self.push(at, end);
        }
        if self.rules.units.contains(tail) || tail.bytes().filter(u8::is_ascii_alphabetic).count() > 3 {
            return self.push(at, end);
        }
        if letters - end > 40 {
            return self.push(at, self.run(end, is_wordy));
        }
        self.push(at, letters)
    }

    fn word(&mut self, at: usize) -> usize {
        let mut end = self.run(at, is_wordy);
        if end - at > REACH {
            return self.push(at, end);
        }
        if let Some(cuts) = self.rules.contractions.get(self.text[at..end].to_lowercase().as_str()) {
            let apart = !self.text[end..].starts_with(is_apostrophe);
            if apart && self.text[at..end].is_ascii() {
                let mut start = at;
                for cut in cuts {
                    start = self.push(start, at + cut);
                }
                return self.push(start, end);
            }
        }
        while let Some(next) = self.char_at(end) {
            let after = end + next.len_utf8();
            if next == '.' {
                if let Some(stop) = self.abbreviation(at, end) {
                    end = stop;
                }
                break;
            }
            let follows = self.char_at(after).is_some_and(is_wordy);
            if !follows || after - at > REACH {
                break;
            }
            let tail = self.short_run(after, is_wordy);
            if is_apostrophe(next) {
                let suffix = self.text[after..tail].to_lowercase();
                let apart = tail - after < REACH;
                if apart && matches!(suffix.as_str(), "s" | "m" | "d" | "re" | "ve" | "ll") {
                    self.push(at, end);
                    return self.push(end, tail);
                }
                let stem = &self.text[at..end];
                if suffix == "t" && stem.len() > 1 && stem.ends_with(['n', 'N']) {
                    self.push(at, end - 1);
                    return self.push(end - 1, tail);
                }
            } else if next == '-' || next == '‑' {
                let stem = self.text[at..end].to_lowercase();
                let stem = stem.rsplit(['-', '‑']).next().unwrap_or(&stem);
                let joined = self.rules.prefixes.contains(stem) && self.char_at(after) != Some('_');
                if !joined {
                    break;
                }
            } else if next == '/' {
                if !self.rules.is_abbreviation(&self.text[at..tail]) {
                    break;
                }
            } else if next == '&' {
                let short = |text: &str| text.len() <= 3 && text.chars().all(char::is_uppercase);
                if !(short(&self.text[at..end]) && short(&self.text[after..tail])) {
                    break;
                }
            } else {
                break;
            }
            end = if tail - after >= REACH { self.run(after, is_wordy) } else { tail };
        }
        // US$, C$ before a number.
        if self.text[end..].starts_with('$')
            && self.char_at(end + 1).is_some_and(|sign| sign.is_ascii_digit())
            && end - at <= 3
            && self.text[at..end].bytes().all(|byte| byte.is_ascii_uppercase())
        {
            end += 1;
        }
        self.push(at, end)
    }

    /// Where the word `at..stop`, which a full stop follows, ends if the stop belongs to it.
    fn abbreviation(&self, at: usize, stop: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        if bytes.get(stop + 1) == Some(&b'.') {
            return None;
        }
        let word = &self.text[at..stop];
        // Letters with a stop after each: U.S., a.m.
        if word.chars().count() == 1 && word.chars().all(char::is_alphabetic) {
            let mut end = stop + 1;
            let mut count = 1;
            while let Some(letter) = self.char_at(end).filter(|letter| letter.is_alphabetic()) {
                let next = end + letter.len_utf8();
                if bytes.get(next) != Some(&b'.') || count > 10 {
                    // U.S without its last stop.
                    let word_ends = !self.char_at(next).is_some_and(is_wordy);
                    return match (count, word_ends && letter.is_uppercase()) {
                        (1, false) => self.initial(at, stop),
                        (_, true) => Some(next),
                        (_, false) => Some(end),
                    };
                }
                end = next + 1;
                count += 1;
            }
            return if count > 1 { Some(end) } else { self.initial(at, stop) };
        }
        let next = self.next_sign(stop + 1);
        // Ph.D., Lt.Gen.: a stop and a short end.
        if self.char_at(stop + 1).is_some_and(char::is_alphabetic) {
            let tail = self.short_run(stop + 1, is_wordy);
            let both = &self.text[at..tail];
            return (self.rules.is_abbreviation(both))
                .then_some(if bytes.get(tail) == Some(&b'.') { tail + 1 } else { tail })
                .or_else(|| self.rules.is_abbreviation(word).then_some(stop + 1));
        }
        let keeps = self.rules.abbreviations.get(word.to_lowercase().as_str())?;
        let holds = match keeps {
            Keeps::Always => true,
            Keeps::BeforeNumber => next.is_some_and(|sign| sign.is_ascii_digit()),
            Keeps::WhenItGoesOn => {
                next.is_some_and(|sign| sign.is_ascii_digit() || sign.is_lowercase() || matches!(sign, ',' | ';' | ')'))
            }
        };
        holds.then_some(stop + 1)
    }

    /// The stop of an initial: one capital before a capitalised word ("George W. Bush").
    fn initial(&self, at: usize, stop: usize) -> Option<usize> {
        let letter = self.char_at(at)?;
        let named = self.next_sign(stop + 1).is_some_and(char::is_uppercase);
        let spaced = self.char_at(stop + 1).is_some_and(|sign| sign == ' ' || sign.is_uppercase());
        // "I." ends a sentence more often than it shortens a name; a name stands before or begins the text then.
        let before = self.words.last().map_or("", |word| word.of(self.text));
        let safe = letter != 'I' || before.starts_with(char::is_uppercase);
        (letter.is_uppercase() && named && spaced && safe).then_some(stop + 1)
    }

    /// The first sign at or after `at` that is no space, within reach.
    fn next_sign(&self, at: usize) -> Option<char> {
        self.window(at).chars().find(|sign| !sign.is_whitespace())
    }

    fn mark(&mut self, at: usize, first: char) -> usize {
        let rest = &self.text[at..];
        let one = at + first.len_utf8();
        if let Some(face) = FACES.iter().find(|face| rest.starts_with(**face)) {
            let end = at + face.len();
            if !self.char_at(end).is_some_and(|sign| sign.is_alphanumeric() || sign == '/') {
                return self.push(at, end);
            }
        }
        if is_apostrophe(first) {
            return self.apostrophe(at, one);
        }
        match first {
            '.' | '-' | '!' | '?' | '*' | '=' | '_' | '~' | '<' | '>' | '+' | '$' | '/' | '\\' | '—' | '–' | '•' =>
            {
                let both = matches!(first, '!' | '?');
                let mut end = self.run(at, |sign| sign == first || both && matches!(sign, '!' | '?'));
                if matches!(first, '-' | '=') {
                    // A line drawn of both.
                    let drawn = self.run(at, |sign| matches!(sign, '-' | '='));
                    end = if drawn - at >= DRAWN { drawn } else { end };
                } else if first == '.' && end == one {
                    // What is left where a sign was lost before the end of a question.
                    end = self.run(one, |sign| matches!(sign, '!' | '?'));
                }
                // A minus or a decimal point belongs to the number after it.
                let number = self.char_at(one).is_some_and(|sign| sign.is_ascii_digit());
                let free = !self.char_before(at).is_some_and(|sign| is_wordy(sign) || matches!(sign, ')' | ']' | '.'));
                if number && free && first == '.' {
                    let start = self.words.len();
                    let end = self.number(one);
                    if let Some(word) = self.words.get_mut(start) {
                        word.start = at;
                    }
                    return end;
                }
                // The ending of a file, spoken of by itself.
                let letters = self.short_run(one, is_wordy);
                let ending = &self.text[one..letters];
                if free && first == '.' && ending.len() > 2 && self.rules.endings.contains(ending) {
                    return self.push(at, letters);
                }
                self.push(at, end)
            }
            '°' => {
                let scale =
                    matches!(self.char_at(one), Some('C' | 'F')) && !self.char_at(one + 1).is_some_and(is_wordy);
                self.push(at, if scale { one + 1 } else { one })
            }
            '#' | '@' => {
                let letters = self.char_at(one).is_some_and(|sign| sign.is_alphabetic() || sign == '_');
                let end = if letters { self.run(one, is_wordy) } else { one };
                self.push(at, end)
            }
            _ => {
                let mut end = self.run(one, extends);
                // A joiner makes one picture of two.
                while self.char_before(end) == Some('\u{200d}') {
                    let Some(next) = self.char_at(end).filter(|sign| !sign.is_whitespace() && !is_wordy(*sign)) else {
                        break;
                    };
                    end = self.run(end + next.len_utf8(), extends);
                }
                self.push(at, end)
            }
        }
    }

    /// Words that begin with an apostrophe: a clitic cut off by spaces, a year ('90s), `''` as a quote.
    fn apostrophe(&mut self, at: usize, one: usize) -> usize {
        let first = self.char_at(at);
        if self.char_at(one) == first && !matches!(first, Some('’')) {
            let two = one + first.map_or(1, char::len_utf8);
            if self.char_at(two) != first {
                return self.push(at, two);
            }
        }
        let tail = self.short_run(one, is_wordy);
        let letters = &self.text[one..tail];
        let year = letters.len() >= 2
            && letters.bytes().take(2).all(|byte| byte.is_ascii_digit())
            && matches!(&letters[2..], "" | "s")
            && !self.char_before(at).is_some_and(is_wordy)
            && self.text[tail..].find(is_apostrophe) != Some(0);
        let clitic = matches!(letters.to_lowercase().as_str(), "s" | "m" | "d" | "re" | "ve" | "ll" | "em");
        if year || clitic {
            return self.push(at, tail);
        }
        self.push(at, one)
    }
}

/// The stage that cuts words, block by block.
#[derive(Debug)]
pub struct Words {
    /// The lists of the language.
    pub rules: &'static Rules,
    /// Its dotted name.
    pub name: &'static str,
}

impl Stage for Words {
    fn name(&self) -> &'static str {
        self.name
    }

    fn needs(&self) -> Layers {
        Layers::NONE
    }

    fn gives(&self) -> Layers {
        Layers::TOKENS
    }

    fn run(&self, annotated: &mut Annotated) {
        let text = &annotated.document.text;
        let whole = [Span::new(0, text.len())];
        let blocks: Vec<Span> = annotated.document.blocks.iter().map(|block| block.span).collect();
        for span in if blocks.is_empty() { &whole[..] } else { &blocks[..] } {
            let words = self.rules.words(span.of(text));
            for (index, word) in words.iter().enumerate() {
                annotated.tokens.push(Token {
                    span: Span::new(word.start + span.start, word.end + span.start),
                    upos: Upos::default(),
                    xpos: Xpos::default(),
                    lemma: Box::default(),
                    head: None,
                    deprel: Deprel::default(),
                    glued: words.get(index + 1).is_some_and(|next| next.start == word.end),
                });
            }
        }
    }
}
