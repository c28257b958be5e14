//! Makes a text one that every export can hold: line ends, control characters, composed letters.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::is_nfc;

/// A text without what no export can hold.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cleaned {
    /// The text: lines end in LF, letters are composed (NFC), characters are ones that XML 1.0 allows.
    pub text: String,
    /// How many control characters were replaced by a space.
    pub replaced: usize,
}

/// Whether a character may not stand in a text: XML 1.0 forbids it, or it is a control character of old terminals.
fn is_control(c: char) -> bool {
    match c {
        '\n' | '\t' => false,
        _ => c.is_control() || (u32::from(c) & 0xFFFE) == 0xFFFE || ('\u{FDD0}'..='\u{FDEF}').contains(&c),
    }
}

/// Cleans the text of an article.
///
/// * CRLF, CR and U+2028 become LF, U+2029 an empty line.
/// * Byte order marks are taken out.
/// * C0 (but tab), DEL, C1 and noncharacters become a space and are counted.
/// * Letters are composed (NFC).
///
/// Cleaning twice changes nothing. O(n).
///
/// # Source
///
/// <https://www.w3.org/TR/xml/#charsets>
///
/// # Example
///
/// ```
/// use newsloom::input::clean;
///
/// let cleaned = clean::text("one\r\ntwo\u{0}three");
/// assert_eq!((cleaned.text.as_str(), cleaned.replaced), ("one\ntwo three", 1));
/// ```
pub fn text(raw: &str) -> Cleaned {
    let mut cleaned = Cleaned { text: String::with_capacity(raw.len()), replaced: 0 };
    let mut chars = raw.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' => {
                // The LF of a CRLF ends the line on its own.
                if chars.peek() != Some(&'\n') {
                    cleaned.text.push('\n');
                }
            }
            '\u{2028}' => cleaned.text.push('\n'),
            '\u{2029}' => cleaned.text.push_str("\n\n"),
            '\u{FEFF}' => {}
            c if is_control(c) => {
                cleaned.text.push(' ');
                cleaned.replaced += 1;
            }
            c => cleaned.text.push(c),
        }
    }
    if !is_nfc(&cleaned.text) {
        cleaned.text = cleaned.text.nfc().collect();
    }
    cleaned
}

/// Cleans a title, a name or an address: one line, single spaces, no marks that turn the writing direction.
///
/// ```
/// assert_eq!(newsloom::input::clean::line(" A\n\tB\u{202E} "), "A B");
/// ```
pub fn line(raw: &str) -> String {
    let cleaned = text(raw).text;
    let mut out = String::with_capacity(cleaned.len());
    for word in cleaned.split_whitespace() {
        let turned =
            |c: &char| !matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}');
        let mut word = word.chars().filter(turned).peekable();
        if !out.is_empty() && word.peek().is_some() {
            out.push(' ');
        }
        out.extend(word);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::text;
    use proptest::prelude::*;

    /// What XML 1.0 calls `Char`.
    fn xml_allows(c: char) -> bool {
        matches!(c, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..='\u{10FFFF}')
    }

    #[test]
    fn line_ends_are_one_kind() {
        assert_eq!(text("a\rb\r\nc\n\rd\u{2028}e").text, "a\nb\nc\n\nd\ne");
    }

    #[test]
    fn letters_are_composed() {
        assert_eq!(text("Ma\u{301}laga").text, "Málaga");
    }

    #[test]
    fn a_byte_order_mark_is_no_character_of_the_text() {
        assert_eq!(text("\u{FEFF}one\u{FEFF}").text, "one");
    }

    proptest! {
        /// Whatever goes in, every export can hold what comes out; and cleaning again changes nothing.
        #[test]
        fn cleaned_text_is_legal_everywhere(raw in "(.|[\\x00-\\x1F\\x7F-\\x9F\u{FFFE}\u{FFFF}\u{FEFF}\r\n]){0,60}") {
            let once = text(&raw);
            prop_assert!(once.text.chars().all(xml_allows));
            let twice = text(&once.text);
            prop_assert_eq!(twice.replaced, 0);
            prop_assert_eq!(twice.text, once.text);
        }

        /// Printable ASCII is never changed.
        #[test]
        fn plain_text_stays_as_it_is(raw in "[ -~\n\t]{0,80}") {
            let cleaned = text(&raw);
            prop_assert_eq!(cleaned.text, raw);
        }
    }
}
