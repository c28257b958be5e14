//! Times: dates and stretches of time spoken of, put on the calendar.
//!
//! `read` turns words into shapes, one file for each kind of expression; `resolve` turns shapes into days. What the words
//! mean is data: `schema/lang/en/dates.toml`.
//!
//! Left out on purpose, seen with the date and period cases of Microsoft's Recognizers-Text (MIT), 336 of them, which were
//! made for a calendar one talks to:
//!
//! * Ranges there end before their last day ("from 4 to 22 May" is taken to stop on the 21st), and so do "within ten
//!   months" and "the rest of the week". In news both ends belong to a range (66 cases).
//! * Orders and questions to a program: "Cortana, find us a time …", "Show sales in the year", "set OOO for …". They are
//!   read, but no word is made a time for their sake alone: "the day" in "partner of the day", "cy18", "w/c" (95 cases).
//! * Texts without a verb or event, as "In the 70's": the time is found, but in the graph a time belongs to an action
//!   (40 cases).
//! * Notations of machines and chats: "2015.3", "11 / 2016", "2016 10 16", dates inside addresses and names of files,
//!   "this Friday 7.6", "2/29" alone, which in news is a score or a share (27 cases).
//! * "in two months" and "two years ago" are a month and a year here, not a day; "the past two decades" end today.
//! * Numbers of weeks without a year ("week 10" is a week of a season as often), feasts of the moon (Eid, Diwali): their
//!   days are set by sighting or need tables.

use jiff::civil::Date;

use crate::annotate::Annotated;
use crate::annotate::NameKind;
use crate::annotate::TimeExpression;
use crate::annotate::Upos;
use crate::annotate::Xpos;
use crate::annotate::quantity::atom;
use crate::annotate::quantity::number;
use crate::annotate::stage::Layers;
use crate::annotate::stage::Stage;

mod lexicon;
mod read;
mod resolve;
mod shape;
mod tense;

use read::Grammar;
use resolve::Anchor;
use resolve::day_text;
use shape::Unit;

/// The times of a text, in order, without overlap.
///
/// * `value` is EDTF (<https://www.loc.gov/standards/datetime/>): a day `2025-04-16`, month `2025-04`, year, decade `199X`,
///   century `19XX`, quarter `2019-33` to `36`, half `2019-40` or `41`, season `2019-21` (spring) to `24`, or an interval
///   `2003-07/2004-12`, which weeks are too. A length of time is an ISO 8601 duration, `P3Y`, without days.
///   `XXXX-04-16` when the year is not known; before Christ with a minus, 44 BC is `-0043`. Repeated times are ISO 8601 too:
///   "every two weeks" `R/P2W`, "every Tuesday" `R/XXXX-WXX-2/P1W`. Vague times ("years ago") have no value.
/// * `earliest` and `latest` are the first and last day it may mean; the ends of a range both belong to it.
///   "early May" keeps the value of May and narrows the days to its first half; "late" to the second, "mid-" to the middle.
/// * Weekdays, months and days without a year are the last ones if the verb they belong to is past, the next ones if it
///   is future ("will", "plans to"); else the nearest, weekdays the last. The day of publication counts for both.
/// * "last Friday" and "next Friday" are those of the week before and after. "two weeks ago" is a day, "two years ago" a year.
/// * "two days earlier", "the following week", "that year" count from the time spoken of before.
/// * Without a publication date, a full date that is a sentence of its own, or opens one before a dash, among the first
///   six counts as it ("OSLO, May 5, 2025 —"). Without that, relative times have no value, but are still found.
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
/// use newsloom::annotate::time;
/// use newsloom::annotate::{Deprel, Upos, Xpos};
/// use newsloom::document::Document;
/// use newsloom::text::Span;
///
/// let text = "Acme bought Bolt on Friday.".to_string();
/// let span = Span::new(0, text.len());
/// let word = Token {
///     span, upos: Upos::default(), xpos: Xpos::default(), lemma: "".into(), head: None, deprel: Deprel::default(), glued: false,
/// };
/// let document = Document { text, published: Some("2025-05-05".into()), ..Document::default() };
/// let annotated = Annotated { document, tokens: vec![word], ..Annotated::default() };
/// let found = time::find(&annotated);
/// assert_eq!(found[0].span.of(&annotated.document.text), "Friday");
/// assert_eq!(found[0].value.as_deref(), Some("2025-05-02"));
/// ```
pub fn find(annotated: &Annotated) -> Vec<TimeExpression> {
    let lexicon = &*lexicon::LEXICON;
    let persons = persons(annotated);
    let barred_token = |token: usize| {
        let verb = annotated
            .tokens
            .get(token)
            .is_some_and(|token| token.xpos == Xpos::Md || token.upos == Upos::Verb || token.upos == Upos::Aux);
        verb || persons.get(token).copied().unwrap_or(false)
    };
    let mut result: Vec<TimeExpression> = Vec::new();
    let mut previous: Option<(Date, Date, Unit)> = None;
    let sentences = atom::sentences(annotated);
    let published = annotated.document.published.as_deref().and_then(day_of);
    let mut today = published;
    for (index, atoms) in sentences.iter().enumerate() {
        let (Some(head), Some(last)) = (atoms.first(), atoms.last()) else { continue };
        let (from, to) = (head.token, last.token + 1);
        let token_of = |at: usize| atoms.get(at).map_or(usize::MAX, |atom| atom.token);
        let barred = |at: usize| barred_token(token_of(at));
        let plural = |at: usize| annotated.tokens.get(token_of(at)).is_some_and(|token| token.xpos == Xpos::Nns);
        let grammar = Grammar { atoms, lexicon, numbers: &number::LEXICON, barred: &barred, plural: &plural };
        // Without a publication date, the date line is it.
        if today.is_none() && index < 6 {
            today = grammar.date_line();
        }
        let mut at = 0;
        while at < atoms.len() {
            let Some((shape, end)) = grammar.expression(at) else {
                at += 1;
                continue;
            };
            let (Some(head), Some(last)) = (atoms.get(at), atoms.get(end - 1)) else { break };
            let tense = tense::tense(annotated, lexicon, from, to, head.token, last.token + 1);
            let anchor = Anchor { today, previous, tense };
            let found = resolve::resolve(&shape, &anchor);
            if let (Some(first), Some(last)) = (found.first, found.last) {
                previous = Some((first, last, found.unit));
            }
            result.push(TimeExpression {
                first: head.token,
                end: last.token + 1,
                span: head.span.join(last.span),
                value: found.value,
                earliest: found.first.map(day_text),
                latest: found.last.map(day_text),
            });
            at = end;
        }
    }
    result
}

/// Finds times by rules: the layer [`Annotated::times`].
#[derive(Debug, Clone, Copy)]
pub struct Times {
    /// Name of the stage.
    pub name: &'static str,
}

impl Stage for Times {
    fn name(&self) -> &'static str {
        self.name
    }

    fn needs(&self) -> Layers {
        Layers::TOKENS | Layers::SENTENCES | Layers::TAGS
    }

    fn gives(&self) -> Layers {
        Layers::TIMES
    }

    fn run(&self, annotated: &mut Annotated) {
        annotated.times = find(annotated);
    }
}

/// The day of an ISO 8601 date or date and time.
fn day_of(published: &str) -> Option<Date> {
    published.get(..10)?.parse().ok()
}

/// Which tokens lie in names of persons.
fn persons(annotated: &Annotated) -> Vec<bool> {
    let mut inside = vec![false; annotated.tokens.len()];
    for name in annotated.names.iter().filter(|name| name.kind == NameKind::Per) {
        if let Some(tokens) = inside.get_mut(name.first..name.end) {
            tokens.fill(true);
        }
    }
    inside
}

#[cfg(test)]
mod tests;
