//! A publication date in one of the ways news pages print it.

use jiff::civil::Date;
use jiff::fmt::strtime::BrokenDownTime;

/// Ways to print a day, the month in words or the year first. `03/04/2025` is left out: it means two days.
const WAYS: [&str; 11] = [
    "%B %d, %Y",
    "%b %d, %Y",
    "%B %d %Y",
    "%b %d %Y",
    "%d %B %Y",
    "%d %b %Y",
    "%d %B, %Y",
    "%d %b, %Y",
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%d-%b-%Y",
];

/// The day a text begins with, and what stands after it. A weekday may come first.
///
/// ```
/// use newsloom::document::date;
///
/// let (day, rest) = date::leading("Friday, May 8, 2009 at 5 p.m.").ok_or("no date")?;
/// assert_eq!((day.to_string().as_str(), rest), ("2009-05-08", " at 5 p.m."));
/// assert!(date::leading("May said no").is_none());
/// # Ok::<(), &str>(())
/// ```
pub fn leading(text: &str) -> Option<(Date, &str)> {
    let text = after_weekday(text.trim_start());
    // Nothing longer than a written date is looked at, so that the cost does not grow with the text.
    let end = text.char_indices().nth(40).map_or(text.len(), |(at, _)| at);
    let head = text.get(..end)?;
    let plain = without_ordinal(head);
    WAYS.iter().find_map(|way| {
        let (time, used) = BrokenDownTime::parse_prefix(way, &plain.text).ok()?;
        let day = time.to_date().ok()?;
        // A longer run of digits is no year.
        let rest = text.get(used + plain.left_out_before(used)..)?;
        (day.year() >= 1500 && !rest.starts_with(|c: char| c.is_ascii_digit())).then_some((day, rest))
    })
}

/// The date or moment of `text` in ISO 8601, when the whole text is one.
///
/// Takes ISO 8601 days and moments, e-mail dates (RFC 2822) and days in words; gives a day where no clock time with
/// an offset is given.
///
/// ```
/// use newsloom::document::date;
///
/// assert_eq!(date::iso("2025-05-04T10:00:00Z").as_deref(), Some("2025-05-04T10:00:00Z"));
/// assert_eq!(date::iso("4 May 2025").as_deref(), Some("2025-05-04"));
/// assert_eq!(date::iso("Sun, 04 May 2025 10:00:00 +0200").as_deref(), Some("2025-05-04T10:00:00+02:00"));
/// assert_eq!(date::iso("soon"), None);
/// ```
pub fn iso(text: &str) -> Option<String> {
    let text = text.trim();
    if let Ok(day) = text.parse::<Date>()
        && text.len() == 10
    {
        return Some(day.to_string());
    }
    if let Ok(pieces) = jiff::fmt::temporal::DateTimeParser::new().parse_pieces(text)
        && pieces.time().is_some()
    {
        return match pieces.to_numeric_offset() {
            // `Z` and a number are kept as given: the day a reader saw must not move.
            Some(_) if text.len() <= 40 && text.is_ascii() => Some(text.replacen(' ', "T", 1)),
            None => Some(pieces.date().to_string()),
            Some(_) => None,
        };
    }
    if let Ok(moment) = jiff::fmt::rfc2822::DateTimeParser::new().parse_zoned(text) {
        return Some(format!("{}{}", moment.datetime(), moment.strftime("%:z")));
    }
    leading(text).filter(|(_, rest)| rest.trim().is_empty()).map(|(day, _)| day.to_string())
}

/// `text` without a leading weekday and the comma after it.
fn after_weekday(text: &str) -> &str {
    BrokenDownTime::parse_prefix("%A", text)
        .or_else(|_| BrokenDownTime::parse_prefix("%a", text))
        .ok()
        .and_then(|(_, used)| text.get(used..))
        .filter(|rest| rest.starts_with([',', ' ', '.']))
        .map_or(text, |rest| rest.trim_start_matches([',', ' ', '.']))
}

/// A text without `st`, `nd`, `rd`, `th` after a digit, without dots after a month, and where they stood.
struct Plain {
    text: String,
    left_out: Vec<(usize, usize)>,
}

impl Plain {
    /// Bytes left out before byte `offset` of the plain text.
    fn left_out_before(&self, offset: usize) -> usize {
        self.left_out.iter().filter(|(at, _)| *at < offset).map(|(_, bytes)| bytes).sum()
    }
}

fn without_ordinal(text: &str) -> Plain {
    let mut plain = Plain { text: String::with_capacity(text.len()), left_out: Vec::new() };
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let before = plain.text.chars().next_back();
        let ordinal = ["st", "nd", "rd", "th"].iter().find(|end| {
            before.is_some_and(|c| c.is_ascii_digit())
                && rest.starts_with(**end)
                && !rest.chars().nth(2).is_some_and(char::is_alphanumeric)
        });
        let skipped = match ordinal {
            Some(end) => end.len(),
            None if c == '.' && before.is_some_and(char::is_alphabetic) => 1,
            // "Sept." is not among the short names everybody else uses.
            None if rest.starts_with("t. ") && plain.text.ends_with("Sep") => 1,
            None => 0,
        };
        if skipped == 0 {
            plain.text.push(c);
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
        } else {
            plain.left_out.push((plain.text.len(), skipped));
            rest = rest.get(skipped..).unwrap_or_default();
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::{iso, leading};

    #[test]
    fn printed_dates_are_read() {
        for (text, expected) in [
            ("Friday, May 8, 2009", "2009-05-08"),
            ("May 8th, 2009", "2009-05-08"),
            ("8 May 2009", "2009-05-08"),
            ("Sept. 3, 2021", "2021-09-03"),
            ("Sat., Jan. 2, 2021", "2021-01-02"),
            ("2021-01-02", "2021-01-02"),
            ("1 September 2023", "2023-09-01"),
        ] {
            assert_eq!(iso(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn other_texts_are_no_dates() {
        for text in ["", "May", "May 8", "May 38, 2009", "Sunday", "8", "03/04/2025", "May 8, 20091", "Málaga 8"] {
            assert_eq!(iso(text), None, "{text}");
        }
    }

    #[test]
    fn what_follows_a_date_is_given_back() {
        assert_eq!(leading("Sept. 3rd, 2021 | Paris").map(|(_, rest)| rest), Some(" | Paris"));
    }
}
