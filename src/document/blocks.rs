//! Cuts the plain text of a news page into blocks: what is running text, and what is not.
//!
//! Only the text is there to judge by, no markup. A block is judged by its own words (how it ends, how it is
//! capitalised, which phrases of `schema/lang/en/blocks.toml` it holds) and by where it stands: after "Read next",
//! lines without a full stop are headlines of other articles.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::document::Block;
use crate::document::BlockKind;
use crate::document::date;
use crate::text::Span;

/// The phrases of `schema/lang/en/blocks.toml`, which says what each list is for.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Phrases {
    line_starts: Vec<String>,
    line_is: Vec<String>,
    line_has: Vec<String>,
    contact_words: Vec<String>,
    byline_starts: Vec<String>,
    byline_words: Vec<String>,
    callings: Vec<String>,
    date_starts: Vec<String>,
    related: Vec<String>,
    comments: Vec<String>,
    credit_words: Vec<String>,
    caption_starts: Vec<String>,
    picture_agencies: Vec<String>,
    opinion: Vec<String>,
    saying: Vec<String>,
    small_words: Vec<String>,
}

/// A test reads the file, so the empty lists never come to use.
static PHRASES: LazyLock<Phrases> =
    LazyLock::new(|| toml::from_str(include_str!("../../schema/lang/en/blocks.toml")).unwrap_or_default());

/// A longer block is running text, whatever it says.
const LONGEST_LINE: usize = 900;

/// Lines of a text that was wrapped by hand are not longer.
const WIDEST_WRAP: usize = 120;

/// The blocks of `text`, in order, without overlap; together they hold everything but white space and list markers.
///
/// Blank lines part blocks. Lines that follow each other stay together only when they look like one paragraph
/// wrapped at a fixed width. `title`, when known, is the headline; else it is found.
///
/// # Cost
///
/// O(n).
///
/// # Example
///
/// ```
/// use newsloom::document::BlockKind;
/// use newsloom::document::blocks;
///
/// let text = "Mayor Opens New Bridge\n\nMonday, 3 March 2025\n\nThe mayor opened the bridge on Monday.";
/// let kinds: Vec<_> = blocks::find(text, None).iter().map(|block| block.kind).collect();
/// assert_eq!(kinds, [BlockKind::Title, BlockKind::Boilerplate, BlockKind::Paragraph]);
/// ```
pub fn find(text: &str, title: Option<&str>) -> Vec<Block> {
    let units = units(text);
    let headline = headline(&units, title);
    let mut section = Section::Article;
    let mut blocks = Vec::with_capacity(units.len());
    for (at, unit) in units.iter().enumerate() {
        let kind = if Some(at) == headline { BlockKind::Title } else { section.judge(at, &units) };
        blocks.push(Block { span: unit.span, kind });
    }
    mark_opinion(&units, &mut blocks);
    blocks
}

/// Marks the paragraphs of an opinion piece, which says so above its text, and those of a section of commentary, which
/// ends with the next heading.
fn mark_opinion(units: &[Unit<'_>], blocks: &mut [Block]) {
    let (mut piece, mut section, mut begun) = (false, false, false);
    for (unit, block) in units.iter().zip(blocks) {
        match block.kind {
            BlockKind::Paragraph => {
                begun = true;
                if piece || section {
                    block.kind = BlockKind::Opinion;
                }
            }
            _ if unit.names_opinion(block.kind) => {
                piece |= !begun;
                section = true;
            }
            BlockKind::Heading => section = false,
            _ => {}
        }
    }
}

/// What the blocks around are.
#[derive(Clone, Copy, PartialEq)]
enum Section {
    Article,
    /// Headlines of other articles.
    Related,
    /// Readers speak.
    Comments,
}

impl Section {
    /// The kind of unit `at`; moves on to the section that begins with it.
    fn judge(&mut self, at: usize, units: &[Unit<'_>]) -> BlockKind {
        let Some(unit) = units.get(at) else { return BlockKind::Paragraph };
        let left_out = unit.is_boilerplate(at, units.len());
        if *self == Self::Comments {
            return if left_out { BlockKind::Boilerplate } else { BlockKind::Comment };
        }
        let name = unit.lower.trim_matches(|c: char| !c.is_alphabetic());
        if unit.words <= 6 && listed(&PHRASES.comments, name) {
            // Near the top it is a button.
            if at >= 5 {
                *self = Self::Comments;
            }
            return BlockKind::Boilerplate;
        }
        let more = unit.words <= 3
            && name.starts_with("more ")
            && units.get(at + 1).is_some_and(|next| !next.ends_with_stop() && next.words >= 3);
        if unit.words <= 8 && !unit.ends_with_stop() && (more || unit.is_related_heading(name)) {
            *self = Self::Related;
            return BlockKind::Boilerplate;
        }
        if *self == Self::Related {
            if left_out || unit.is_headline_like() {
                return BlockKind::Boilerplate;
            }
            *self = Self::Article;
        }
        if left_out {
            BlockKind::Boilerplate
        } else if unit.is_caption() {
            BlockKind::Caption
        } else if unit.marker == Marker::Bullet {
            BlockKind::List
        } else if units.len() > 1 && unit.is_heading() {
            BlockKind::Heading
        } else {
            BlockKind::Paragraph
        }
    }
}

/// What a line begins with that is no word.
#[derive(Clone, Copy, PartialEq)]
enum Marker {
    None,
    /// "•", "-", "1."
    Bullet,
    /// Markdown's "##".
    Hashes,
}

/// A block before it is judged.
struct Unit<'t> {
    span: Span,
    text: &'t str,
    marker: Marker,
    /// Lower case, plain quotes, single spaces; empty for what is too long to be anything but running text.
    lower: String,
    words: usize,
}

impl<'t> Unit<'t> {
    fn new(text: &'t str, span: Span, marker: Marker) -> Self {
        let words = span.of(text);
        let lower = if words.len() > LONGEST_LINE { String::new() } else { plain(words) };
        let count = words.split_whitespace().count();
        Self { span, text: words, marker, lower, words: count }
    }

    fn is_long(&self) -> bool {
        self.text.len() > LONGEST_LINE
    }

    /// Whether it ends like a sentence; closing quotes and brackets do not count.
    fn ends_with_stop(&self) -> bool {
        ends_with_stop(self.text)
    }

    /// Whether it ends with a full stop, which headlines do not.
    fn ends_with_full_stop(&self) -> bool {
        without_closers(self.text).ends_with('.')
    }

    fn is_title_case(&self) -> bool {
        !self.is_long() && is_title_case(self.text)
    }

    /// Whether it may be a headline in a list of headlines.
    fn is_headline_like(&self) -> bool {
        self.words <= 30 && (!self.ends_with_full_stop() || self.is_title_case())
    }

    /// `name` is the lower-case text without what surrounds the words.
    fn is_related_heading(&self, name: &str) -> bool {
        listed(&PHRASES.related, name)
            || ["more from ", "more in ", "more on ", "more by ", "more about ", "latest in ", "latest from "]
                .iter()
                .any(|start| name.starts_with(start))
                && (self.text.trim_end().ends_with(':') || self.is_title_case())
    }

    fn is_heading(&self) -> bool {
        if self.marker == Marker::Hashes {
            return true;
        }
        if self.is_long() || self.words > 20 || self.text.contains('\n') {
            return false;
        }
        let last = self.text.trim_end().chars().next_back();
        match last {
            Some(':') => {
                let says = self.lower.split(' ').any(|word| listed(&PHRASES.saying, word.trim_end_matches(':')));
                !says && (self.words <= 5 || self.words <= 12 && self.is_title_case())
            }
            Some(',' | ';' | '-' | '–' | '—') => false,
            _ if starts_with_quote(self.text) => false,
            Some('?' | '!') => self.words <= 12 && self.words > 1 && self.is_title_case(),
            _ if self.ends_with_stop() => false,
            _ => self.words <= 8 || self.is_title_case(),
        }
    }

    /// "Commentary:", "OPINION", and headlines such as "Opinion: Our river is dying".
    fn names_opinion(&self, kind: BlockKind) -> bool {
        let lower = self.lower.trim_start_matches(|c: char| !c.is_alphanumeric());
        PHRASES.opinion.iter().any(|label| {
            lower.strip_prefix(label.as_str()).is_some_and(|rest| {
                let rest = rest.trim_start();
                let alone = !rest.contains(char::is_alphanumeric);
                alone || kind == BlockKind::Title && rest.starts_with([':', '|', '–', '—', '-', '/'])
            })
        })
    }

    /// Words about a picture, or the name of who made it.
    fn is_caption(&self) -> bool {
        if self.is_long() || self.words > 80 {
            return false;
        }
        let lower = self.lower.trim_end();
        let phrases = &*PHRASES;
        if phrases.caption_starts.iter().any(|start| starts_with_words(lower, start)) {
            return true;
        }
        if phrases.credit_words.iter().any(|word| lower.strip_prefix(word.as_str()).is_some_and(is_colon)) {
            return self.words <= 40;
        }
        credit_in_brackets(lower, self.words) || credit_after_colon(lower) || credit_of_agency(lower)
    }

    /// Not the article's own words: bylines, dates, buttons, notices, links.
    fn is_boilerplate(&self, at: usize, of: usize) -> bool {
        if !self.text.chars().any(char::is_alphabetic) {
            return true;
        }
        if self.is_long() || self.words > 60 || self.marker == Marker::Hashes {
            return false;
        }
        let phrases = &*PHRASES;
        let lower = self.lower.as_str();
        let bare = lower.trim_matches(|c: char| !c.is_alphanumeric() && c != '©');
        if listed(&phrases.line_is, bare) || phrases.line_starts.iter().any(|start| starts_with_words(lower, start)) {
            return true;
        }
        let quotes = lower.contains('"');
        if !quotes && phrases.line_has.iter().any(|phrase| has_words(lower, phrase)) {
            return true;
        }
        let links = lower.split(' ').filter(|word| is_link(word)).count();
        if links > 0 && links * 2 >= self.words {
            return true;
        }
        if lower.split(' ').any(is_mail_address) && (self.words <= 6 || self.words <= 40 && self.asks_to_write()) {
            return true;
        }
        let label = phrases.related.iter().any(|start| lower.strip_prefix(start.as_str()).is_some_and(is_colon));
        if label && !quotes && (!self.ends_with_full_stop() || self.is_title_case()) {
            return true;
        }
        // "By" begins sentences too: a line of names stands at an end of the article.
        let near_an_end = at < 8 || at + 5 >= of;
        self.date().is_some() || self.is_dateline() || near_an_end && self.is_byline()
    }

    fn asks_to_write(&self) -> bool {
        self.lower.split(|c: char| !c.is_alphanumeric() && c != '-').any(|word| listed(&PHRASES.contact_words, word))
    }

    /// The date, when the line says nothing else: "Published: May 8, 2009 at 5:10 p.m. ET".
    fn date(&self) -> Option<jiff::civil::Date> {
        if self.words > 16 { None } else { date_of_line(self.text) }
    }

    /// "PARIS, March 3 (Reuters) -", without the words that usually follow.
    fn is_dateline(&self) -> bool {
        let text = self.text.trim_end();
        let ends = text.ends_with(['-', '–', '—']) || text.ends_with(')') && self.words > 1;
        let mut letters = text.split([',', '(']).next().unwrap_or_default().chars().filter(|c| c.is_alphabetic());
        ends && self.words <= 10 && letters.clone().count() > 2 && letters.all(char::is_uppercase)
    }

    /// A line that only names the writers.
    fn is_byline(&self) -> bool {
        let phrases = &*PHRASES;
        if self.words > 30 || !self.text.trim_start_matches('(').starts_with(char::is_uppercase) {
            return false;
        }
        let Some(start) =
            phrases.byline_starts.iter().filter(|start| starts_with_words(&self.lower, start)).max_by_key(|s| s.len())
        else {
            return false;
        };
        if start == "by" && self.ends_with_stop() && !self.text.trim_end().ends_with(')') {
            return false;
        }
        let caller = self.lower.rsplit(' ').next().is_some_and(|last| listed(&phrases.callings, last));
        if caller && self.words <= 8 {
            return true;
        }
        let mut names = self.text.split_whitespace().skip(start.split(' ').count());
        let is_name = |word: &str| word.trim_start_matches(['(', '@', '"', '“']).starts_with(char::is_uppercase);
        let first = self.text.split_whitespace().nth(start.split(' ').count());
        first.is_some_and(|word| is_name(word) && !listed(&phrases.small_words, &plain(word)))
            && names.all(|word| {
                let bare = plain(word.trim_matches(|c: char| !c.is_alphanumeric()));
                is_name(word)
                    || listed(&phrases.byline_words, &bare)
                    || !word.chars().any(char::is_alphabetic)
                    || is_mail_address(word)
                    // "5:10pm", "3rd"
                    || word.starts_with(|c: char| c.is_ascii_digit())
            })
    }
}

/// The date that a line consists of, but for words such as "Published" and a clock time.
///
/// ```
/// use newsloom::document::blocks;
///
/// let day = blocks::date_of_line("Published: May 8, 2009 at 5:10 p.m. ET").map(|day| day.to_string());
/// assert_eq!(day.as_deref(), Some("2009-05-08"));
/// assert!(blocks::date_of_line("May 8, 2009 was a Friday").is_none());
/// ```
pub fn date_of_line(line: &str) -> Option<jiff::civil::Date> {
    if line.len() > 160 || line.contains('\n') {
        return None;
    }
    let line = line.trim();
    let start = PHRASES
        .date_starts
        .iter()
        .filter(|start| {
            let head = line.get(..start.len());
            head.is_some_and(|head| head.eq_ignore_ascii_case(start))
                && line.get(start.len()..).is_some_and(|rest| rest.starts_with([':', ' ']))
        })
        .map(String::len)
        .max()
        .unwrap_or(0);
    let rest = line.get(start..)?.trim_start_matches([':', ' ', '|', '-', '–']);
    let (day, rest) = date::leading(rest).or_else(|| date::leading(after_place(rest)?))?;
    // What may follow is a clock time and a zone, or a second date ("Updated: …").
    let mut words = rest.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric));
    let short = words.all(|word| {
        let bare = plain(word.trim_matches(|c: char| !c.is_alphanumeric()));
        word.starts_with(|c: char| c.is_ascii_digit())
            || bare.len() <= 4 && word.chars().all(|c| !c.is_lowercase())
            || ["at", "am", "pm", "a.m", "p.m", "updated", "gmt", "utc"].contains(&bare.as_str())
            || date::leading(&format!("{word} 1, 2000")).is_some()
    });
    short.then_some(day)
}

/// What follows "Valletta," or "San Juan, Puerto Rico —".
fn after_place(text: &str) -> Option<&str> {
    let cut = text.char_indices().find(|(_, c)| c.is_ascii_digit()).map(|(at, _)| at)?;
    let before = text.get(..cut)?;
    let end = before.rfind([',', '—', '–', '|'])?;
    let place = before.get(..end)?;
    let rest = text.get(end..)?.trim_start_matches([',', '—', '–', '|', ' ']);
    let named = place.split_whitespace().all(|word| word.starts_with(char::is_uppercase) || word.chars().count() <= 2);
    (named && place.split_whitespace().count() <= 5).then_some(rest)
}

/// The publication date that stands on a line of its own among the first blocks of `text`.
///
/// ```
/// use newsloom::document::blocks;
///
/// let text = "Flood closes port\n\n8 May 2009\n\nThe port closed on Friday.";
/// let day = blocks::published(text, &blocks::find(text, None)).map(|day| day.to_string());
/// assert_eq!(day.as_deref(), Some("2009-05-08"));
/// ```
pub fn published(text: &str, blocks: &[Block]) -> Option<jiff::civil::Date> {
    let mut top = blocks.iter().take(8).filter(|block| block.kind == BlockKind::Boilerplate);
    top.find_map(|block| date_of_line(block.span.of(text)))
}

/// Which unit is the headline: the one that says what `title` says, else the first line above the running text that
/// does not end like a sentence.
fn headline(units: &[Unit<'_>], title: Option<&str>) -> Option<usize> {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    if let Some(title) = title {
        let title: String = letters(title);
        return units.iter().take(6).position(|unit| !title.is_empty() && letters(unit.text) == title);
    }
    if let Some(at) = units.iter().take(3).position(|unit| unit.marker == Marker::Hashes) {
        return Some(at);
    }
    if units.len() < 2 {
        return None;
    }
    let mut short = None;
    for (at, unit) in units.iter().enumerate().take(6) {
        if unit.marker != Marker::None || unit.is_long() || unit.words > 40 {
            return short;
        }
        if unit.is_boilerplate(at, usize::MAX) || unit.is_caption() {
            continue;
        }
        let sentence = unit.ends_with_full_stop() && !unit.is_title_case() && unit.words > 5;
        if sentence || unit.text.trim_end().ends_with(':') {
            return short;
        }
        if unit.words >= 3 {
            return Some(at);
        }
        short = short.or(Some(at));
    }
    short
}

/// Cuts a text at blank lines, list items and lines that do not run on.
fn units(text: &str) -> Vec<Unit<'_>> {
    let mut units = Vec::new();
    let mut run: Vec<Line<'_>> = Vec::new();
    let mut start = 0;
    for raw in text.split('\n') {
        let line = Line::new(raw, start);
        start += raw.len() + 1;
        if line.text.is_empty() {
            join_lines(text, &mut run, &mut units);
            continue;
        }
        // A line that is set in more than the item above it goes on with the item.
        let goes_on = run.last().is_some_and(|above: &Line<'_>| above.marker == Marker::Bullet || above.indent > 0)
            && line.marker == Marker::None
            && run.first().is_some_and(|first| first.marker == Marker::Bullet && line.indent > first.indent);
        if !goes_on && (line.marker != Marker::None || run.first().is_some_and(|first| first.marker != Marker::None)) {
            join_lines(text, &mut run, &mut units);
        }
        run.push(line);
    }
    join_lines(text, &mut run, &mut units);
    units
}

/// A line without its marker and the spaces around it.
struct Line<'t> {
    start: usize,
    text: &'t str,
    indent: usize,
    marker: Marker,
    chars: usize,
}

impl<'t> Line<'t> {
    fn new(raw: &'t str, start: usize) -> Self {
        let trimmed = raw.trim_start();
        let indent = raw.len() - trimmed.len();
        let (marker, skip) = marker(trimmed);
        let text = trimmed.get(skip..).unwrap_or_default().trim_end();
        Self { start: start + indent + skip, text, indent, marker, chars: text.chars().count() }
    }

    fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

/// The list or heading marker a line begins with, and its length with the spaces after it.
fn marker(line: &str) -> (Marker, usize) {
    let spaces = |from: usize| {
        let rest = line.get(from..).unwrap_or_default();
        let skip = rest.len() - rest.trim_start().len();
        (skip > 0 && skip < rest.len()).then_some(from + skip)
    };
    let hashes = line.len() - line.trim_start_matches('#').len();
    if (1..=6).contains(&hashes)
        && let Some(skip) = spaces(hashes)
    {
        return (Marker::Hashes, skip);
    }
    if let Some(c) = line.chars().next().filter(|c| "•‣◦▪●○■·∙*-–".contains(*c)) {
        // A bullet may stand close to its item, a dash may not.
        let close = "•‣◦▪●○■".contains(c) && line.len() > c.len_utf8();
        let skip = spaces(c.len_utf8()).or(close.then_some(c.len_utf8()));
        return skip.map_or((Marker::None, 0), |skip| (Marker::Bullet, skip));
    }
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if (1..=2).contains(&digits)
        && line.get(digits..).is_some_and(|rest| rest.starts_with(['.', ')']))
        && let Some(skip) = spaces(digits + 1)
    {
        return (Marker::Bullet, skip);
    }
    (Marker::None, 0)
}

/// Makes units of the lines of `run`, which is empty afterwards.
fn join_lines<'t>(text: &'t str, run: &mut Vec<Line<'t>>, units: &mut Vec<Unit<'t>>) {
    let width = run.iter().map(|line| line.chars).max().unwrap_or(0);
    let item = run.first().is_some_and(|first| first.marker == Marker::Bullet);
    let pair = run.len() == 2;
    let mut open: Option<(Span, Marker)> = None;
    let mut above: Option<&Line<'_>> = None;
    for line in run.iter() {
        let span = Span::new(line.start, line.end());
        let joined = above.is_some_and(|above| item || runs_on(above, line, width, pair));
        open = match open {
            Some((whole, marker)) if joined => Some((whole.join(span), marker)),
            before => {
                units.extend(before.map(|(span, marker)| Unit::new(text, span, marker)));
                Some((span, line.marker))
            }
        };
        above = Some(line);
    }
    units.extend(open.map(|(span, marker)| Unit::new(text, span, marker)));
    run.clear();
}

/// Whether a paragraph wrapped at `width` goes on from one line to the next: the next word would not have fitted.
fn runs_on(above: &Line<'_>, line: &Line<'_>, width: usize, pair: bool) -> bool {
    if !(40..=WIDEST_WRAP).contains(&width) {
        return false;
    }
    let next_word = line.text.split_whitespace().next().map_or(0, |word| word.chars().count());
    // A hand-wrapped edge is not quite even.
    if (above.chars + 1 + next_word) * 100 <= width * 88 {
        return false;
    }
    let headline_above = pair && is_title_case(above.text) && !ends_with_stop(above.text);
    let names_below = starts_with_words(&plain(line.text), "by") && line.text.starts_with("By") && line.chars <= 40;
    !(headline_above && line.text.starts_with(char::is_uppercase) || names_below || date_of_line(line.text).is_some())
}

/// Lower case, straight quotes, single spaces.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.chars().flat_map(char::to_lowercase).map(|c| match c {
            '’' | '‘' | 'ʼ' => '\'',
            '“' | '”' | '„' | '«' | '»' => '"',
            c => c,
        }));
    }
    out
}

fn listed(list: &[String], word: &str) -> bool {
    list.iter().any(|entry| entry == word)
}

/// Whether `text` begins with `start` and no word is cut.
fn starts_with_words(text: &str, start: &str) -> bool {
    text.strip_prefix(start).is_some_and(|rest| ends_word(start) || !rest.starts_with(char::is_alphanumeric))
}

/// Whether `phrase` stands in `text` and no word is cut.
fn has_words(text: &str, phrase: &str) -> bool {
    text.match_indices(phrase).any(|(at, _)| {
        let before = text.get(..at).unwrap_or_default();
        let after = text.get(at + phrase.len()..).unwrap_or_default();
        !before.ends_with(char::is_alphanumeric) && (ends_word(phrase) || !after.starts_with(char::is_alphanumeric))
    })
}

/// Whether a phrase ends with something after which a word may begin.
fn ends_word(phrase: &str) -> bool {
    // "(c) 20" stands for any year.
    !phrase.ends_with(char::is_alphabetic)
}

/// Whether a colon comes first.
fn is_colon(rest: &str) -> bool {
    rest.trim_start().starts_with(':')
}

fn without_closers(text: &str) -> &str {
    text.trim_end().trim_end_matches(['"', '\'', '”', '’', '»', ')', ']', '*', '_'])
}

fn ends_with_stop(text: &str) -> bool {
    without_closers(text).ends_with(['.', '!', '?', '…'])
}

fn starts_with_quote(text: &str) -> bool {
    text.starts_with(['"', '“', '„', '«', '‘', '\''])
}

/// Whether four of five words that are not small begin with a capital or a digit, and the first word does.
fn is_title_case(text: &str) -> bool {
    let mut capital = 0usize;
    let mut all = 0usize;
    for word in text.split_whitespace() {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let Some(first) = bare.chars().next() else { continue };
        let upper = !first.is_lowercase();
        if all == 0 && !upper {
            return false;
        }
        if all > 0 && !upper && listed(&PHRASES.small_words, bare) {
            continue;
        }
        all += 1;
        capital += usize::from(upper);
    }
    all > 0 && capital * 5 >= all * 4
}

fn is_link(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric() && !"#@/".contains(c));
    word.starts_with("http://")
        || word.starts_with("https://")
        || word.starts_with("www.")
        || word.starts_with("pic.twitter.com/")
        || word.len() > 1 && word.starts_with(['#', '@'])
}

fn is_mail_address(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    word.split_once('@').is_some_and(|(user, host)| !user.is_empty() && host.contains('.') && !host.contains('@'))
}

/// Whether `words` names who made a picture: "photo by x", "x/getty images", "credit: x".
fn is_credit(words: &str, short: bool) -> bool {
    let phrases = &*PHRASES;
    let words = words.trim();
    let named = phrases.credit_words.iter().any(|word| {
        starts_with_words(words, word)
            || words.strip_suffix(word.as_str()).is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
    });
    let agency = phrases.picture_agencies.iter().any(|agency| {
        short && words == agency
            || words.split(['/', '|']).skip(1).any(|part| part.trim() == agency)
            || words.strip_prefix(agency.as_str()).is_some_and(|rest| rest.trim_start().starts_with(['/', '|']))
            || words.strip_suffix(agency.as_str()).is_some_and(|rest| rest.ends_with("via "))
    });
    named || agency
}

/// "… (Photo by X/Getty Images)"
fn credit_in_brackets(lower: &str, words: usize) -> bool {
    let (inner, stop) = match lower.strip_suffix(')').map(|inner| (inner, false)) {
        Some(found) => found,
        None => match lower.strip_suffix(").") {
            Some(inner) => (inner, true),
            None => return false,
        },
    };
    let Some((_, inner)) = inner.rsplit_once('(') else { return false };
    inner.split(' ').count() <= 15 && is_credit(inner, !stop && words <= 40)
}

/// "… of the flood. Image: X."
fn credit_after_colon(lower: &str) -> bool {
    let Some((before, after)) = lower.rsplit_once(':') else { return false };
    if after.split_whitespace().count() > 8 {
        return false;
    }
    PHRASES.credit_words.iter().any(|word| {
        before
            .strip_suffix(word.as_str())
            .is_some_and(|rest| rest.trim_end().ends_with(['.', '!', '?', '|', '(', '[', '–', '—', '"', '/']))
    })
}

/// "… | Jane Doe/Reuters"
fn credit_of_agency(lower: &str) -> bool {
    PHRASES.picture_agencies.iter().any(|agency| {
        lower.strip_suffix(agency.as_str()).is_some_and(|rest| {
            let rest = rest.trim_end();
            rest.ends_with(['/', '|']) || rest.ends_with(" via") || agency.contains(' ') && rest.is_empty()
        })
    })
}

#[cfg(test)]
mod tests {
    use super::PHRASES;
    use super::Phrases;
    use super::find;
    use super::published;
    use crate::document::BlockKind;
    use proptest::prelude::*;

    /// The blocks of a text, one a line: kind and words.
    fn shown(text: &str) -> String {
        shown_with(text, None)
    }

    fn shown_with(text: &str, title: Option<&str>) -> String {
        let blocks = find(text, title);
        let lines = blocks.iter().map(|b| format!("{}: {}\n", b.kind.as_str(), b.span.of(text).replace('\n', "⏎")));
        lines.collect()
    }

    /// The kinds of blocks, each in the middle of a short article.
    fn kind(line: &str) -> BlockKind {
        let rest = "The council met again on Tuesday and voted.\n\n".repeat(10);
        let text = format!("Council Votes on Budget\n\n{rest}{line}\n\n{rest}");
        let found = find(&text, None);
        found.get(11).map_or(BlockKind::Title, |block| block.kind)
    }

    #[test]
    fn the_phrases_are_there() {
        let read: Result<Phrases, _> = toml::from_str(include_str!("../../schema/lang/en/blocks.toml"));
        assert!(read.is_ok(), "{:?}", read.err().map(|error| error.to_string()));
        assert!(PHRASES.related.len() > 10);
        let lists = [&PHRASES.line_starts, &PHRASES.related, &PHRASES.byline_starts, &PHRASES.credit_words];
        assert!(lists.into_iter().flatten().all(|phrase| *phrase == super::plain(phrase)));
    }

    #[test]
    fn an_article_is_cut_into_its_parts() {
        let text = "\
Port Workers End Strike After Nine Days

Tuesday, March 4, 2025

By Ana Ruiz and Tom Okafor

Dock workers returned to the harbour on Monday. (Photo by Lee Park/Getty Images)

Dock workers in the northern port agreed on Monday to end their strike.

Key Points:

  • The union accepted a rise of 4 percent.
  • Ships had waited outside the harbour for nine days.

A crane at the port. Image: P. Novak.

What comes next

\"We are tired,\" said Marta Diaz, who leads the union.

Sign Up For Our Harbour Newsletter

By signing up, you agree to our Terms of Use.

Read Next

Mayor Says Budget Talks Will Go On

Storm Warning Lifted for the Coast

Do you work at the port? Write to me at tom@example.org.
";
        assert_eq!(
            shown(text),
            "\
title: Port Workers End Strike After Nine Days
boilerplate: Tuesday, March 4, 2025
boilerplate: By Ana Ruiz and Tom Okafor
caption: Dock workers returned to the harbour on Monday. (Photo by Lee Park/Getty Images)
paragraph: Dock workers in the northern port agreed on Monday to end their strike.
heading: Key Points:
list: The union accepted a rise of 4 percent.
list: Ships had waited outside the harbour for nine days.
caption: A crane at the port. Image: P. Novak.
heading: What comes next
paragraph: \"We are tired,\" said Marta Diaz, who leads the union.
boilerplate: Sign Up For Our Harbour Newsletter
boilerplate: By signing up, you agree to our Terms of Use.
boilerplate: Read Next
boilerplate: Mayor Says Budget Talks Will Go On
boilerplate: Storm Warning Lifted for the Coast
boilerplate: Do you work at the port? Write to me at tom@example.org.
"
        );
        assert_eq!(published(text, &find(text, None)).map(|day| day.to_string()).as_deref(), Some("2025-03-04"));
    }

    #[test]
    fn captions_are_known_by_their_credit() {
        for line in [
            "The bridge at night (Credit: City Archive)",
            "(AP Photo/Jane Roe)",
            "Image: Harbour Authority",
            "FILE PHOTO: The minister leaves the court, March 3, 2024. REUTERS/Ana Ruiz",
            "Photo by Jane Roe on Unsplash",
            "The minister leaves the court. | Jane Roe/Reuters",
            "Rescuers search the river on Friday. (Ana Ruiz / AFP via Getty Images)",
            "Photo credit: Jane Roe",
        ] {
            assert_eq!(kind(line), BlockKind::Caption, "{line}");
        }
    }

    #[test]
    fn notices_and_buttons_are_left_out() {
        for line in [
            "Advertisement",
            "Share",
            "© 2025 Northern Press. All rights reserved.",
            "Sign up for the morning briefing.",
            "Follow us on social media",
            "This article was first published by Northern Press.",
            "Contact the newsroom: desk@example.org",
            "https://example.org/more",
            "* * *",
            "RELATED: Council Rejects Plan for New Airport",
            "LISBON, March 3 (Northern Press) —",
            "Published: May 8, 2009 at 5:10 p.m. ET",
            "Last updated on 3 March 2025",
            "#harbour #strike",
            "Valletta, 18 September 2025",
            "San Juan, Puerto Rico — March 3, 2025",
            "Harbour Letter, our weekly newsletter: sign up here",
        ] {
            assert_eq!(kind(line), BlockKind::Boilerplate, "{line}");
        }
    }

    #[test]
    fn running_text_stays_running_text() {
        for line in [
            "By Monday the water had reached the second floor.",
            "On May 8, 2009 the court rejected the appeal.",
            "The minister wrote on Tuesday:",
            "Share prices fell by 3 percent after the talks failed.",
            "The firm changed its privacy policy and was fined.",
            "He was told to sign up for the army.",
            "\"Click here to win,\" the message said.",
            "The trial was filmed (see picture below) and sent abroad.",
            "Related costs rose to 40 million euros, the report says.",
            "\"We won\"",
            "Why did nobody call?",
            "The Associated Press (AP) reported the arrest first.",
            "She published her memoir on 3 March 2025 in Oslo.",
            "Comments by the minister angered the union.",
            "The talks began in Valletta, 18 September 2025 being the last day.",
            "Bonn, 3 March 2025 and the rest of that week are on film.",
        ] {
            assert_eq!(kind(line), BlockKind::Paragraph, "{line}");
        }
    }

    #[test]
    fn a_single_line_heads_nothing() {
        assert_eq!(shown("The talks start on Monday"), "paragraph: The talks start on Monday\n");
    }

    #[test]
    fn headings_are_short_and_do_not_end_like_a_sentence() {
        for line in
            ["Commentary:", "The Long Road to Peace", "WHAT WE KNOW", "What Happens Now?", "How it began", "## Next"]
        {
            assert_eq!(kind(line), BlockKind::Heading, "{line}");
        }
    }

    #[test]
    fn running_text_after_other_headlines_is_the_article_again() {
        let text = "Flood Closes Road\n\nA flood closed the road.\n\nMore From Northern Press\n\nBudget Passes\n\nStrike Ends\n\n\
                    The road will open again on Friday, the police said.";
        assert!(shown(text).ends_with("paragraph: The road will open again on Friday, the police said.\n"));
    }

    #[test]
    fn bylines_name_people_or_their_work() {
        for line in ["By Ana Ruiz", "BY ANA RUIZ", "By our harbour correspondent", "By Ana Ruiz, Staff Writer | Lisbon"]
        {
            let text = format!("Flood Closes Road\n\n{line}\n\nA flood closed the road on Friday, the police said.");
            assert!(shown(&text).contains(&format!("boilerplate: {line}\n")), "{line}");
        }
    }

    #[test]
    fn readers_comments_are_not_the_article() {
        let text = "Flood Closes Road\n\nA flood closed the road.\n\nIt was deep.\n\nIt rose.\n\nIt fell.\n\nComments (2)\n\n\
                    They should have built a dam.\n\nReply\n";
        assert!(
            shown(text)
                .ends_with("boilerplate: Comments (2)\ncomment: They should have built a dam.\nboilerplate: Reply\n")
        );
    }

    #[test]
    fn wrapped_lines_are_one_paragraph() {
        let text = "\
Flood closes road

A flood closed the coastal road on Friday after a night of heavy rain, the
police said, and hundreds of drivers had to turn back before the water fell
in the afternoon.
";
        assert_eq!(shown(text).lines().count(), 2);
        assert!(shown(text).contains("rain, the⏎police said"));
    }

    #[test]
    fn a_line_each_is_a_paragraph_each() {
        let text = "Flood closes road\nBy Ana Ruiz\nA flood closed the coastal road on Friday after a night of heavy rain.\n\
                    The police said hundreds of drivers had to turn back, and a bridge was closed until the evening as well.";
        assert_eq!(
            shown(text).lines().map(|line| line.split(':').next().unwrap_or_default()).collect::<Vec<_>>(),
            ["title", "boilerplate", "paragraph", "paragraph"]
        );
    }

    #[test]
    fn opinion_is_told_from_reporting() {
        let kinds = |text: &str| {
            let blocks = find(text, None);
            blocks.iter().map(|block| block.kind).filter(|kind| kind.is_running()).collect::<Vec<_>>()
        };
        let (news, view) = (BlockKind::Paragraph, BlockKind::Opinion);
        let paragraph = "The council closed the pool on Friday.";
        assert_eq!(
            kinds(&format!("Opinion: Open the Pool\n\nBy Ana Ruiz\n\n{paragraph}\n\n{paragraph}")),
            [view, view]
        );
        assert_eq!(kinds(&format!("OPINION\n\nThe Pool Must Open\n\n{paragraph}")), [view]);
        assert_eq!(kinds(&format!("Opinion Divided Over Pool\n\n{paragraph}")), [news]);
        let section =
            format!("Pool Closed\n\n{paragraph}\n\nCommentary:\n\n{paragraph}\n\nThe Bottom Line\n\n{paragraph}");
        assert_eq!(kinds(&section), [news, view, news]);
    }

    #[test]
    fn a_known_title_is_the_only_title() {
        let text = "Opinion\n\nThe flood, explained.\n\nA flood closed the road.";
        assert!(shown_with(text, Some("The Flood, Explained")).contains("title: The flood, explained.\n"));
        assert!(!shown_with("A Storm Came\n\nIt rained.", Some("Other")).contains("title"));
    }

    #[test]
    fn markdown_headings_and_items_lose_their_marks() {
        assert_eq!(
            shown("# Storm\n\nIt rained.\n\n- One fell.\n  And rose.\n- Two fell.\n"),
            "\
title: Storm
paragraph: It rained.
list: One fell.⏎  And rose.
list: Two fell.
"
        );
    }

    #[test]
    fn nothing_has_no_blocks() {
        assert!(find("", None).is_empty());
        assert!(find(" \n\n\t\n", Some("Title")).is_empty());
    }

    proptest! {
        /// Blocks fit any text, stand in order, and leave out nothing but white space and marks.
        #[test]
        fn blocks_fit_any_text(text in "([A-Za-z.:•#\\-é“ (/)@]{0,12}\n{0,2}){0,20}|\\PC{0,80}") {
            let blocks = find(&text, None);
            let mut end = 0;
            for block in &blocks {
                prop_assert!(block.span.start >= end && !block.span.of(&text).is_empty());
                let gap = text.get(end..block.span.start).unwrap_or("?");
                prop_assert!(!gap.contains(char::is_alphabetic));
                end = block.span.end;
            }
            prop_assert!(!text.get(end..).unwrap_or("?").contains(char::is_alphabetic));
        }
    }
}
