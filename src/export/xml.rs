//! Text as XML 1.0 allows it.

use crate::export::buffer::plain;
use crate::export::buffer::put;
use crate::export::columns::Texts;

/// What a byte is to the escaper.
#[derive(Clone, Copy, PartialEq)]
enum Class {
    Plain,
    /// Written as a reference in text and attributes: `&`, `<`, `>`, carriage return (a reader would make it a line feed).
    Special,
    /// Written as a reference in attributes: `"`, tab, line feed (a reader would make them spaces).
    InAttribute,
    /// No reader takes it, not even as a reference.
    Forbidden,
    /// May begin U+FFFE or U+FFFF, or a line end of XML 1.1 (U+0085, U+2028), which some readers make a line feed.
    Lead,
}

/// The class of each byte, as <https://www.w3.org/TR/xml/#charsets> has it.
const CLASSES: [Class; 256] = {
    let mut classes = [Class::Plain; 256];
    let mut byte = 0;
    while byte < 0x20 {
        classes[byte] = Class::Forbidden;
        byte += 1;
    }
    classes[b'\t' as usize] = Class::InAttribute;
    classes[b'\n' as usize] = Class::InAttribute;
    classes[b'"' as usize] = Class::InAttribute;
    classes[b'\r' as usize] = Class::Special;
    classes[b'&' as usize] = Class::Special;
    classes[b'<' as usize] = Class::Special;
    classes[b'>' as usize] = Class::Special;
    classes[0xEF] = Class::Lead;
    classes[0xC2] = Class::Lead;
    classes[0xE2] = Class::Lead;
    classes
};

/// Whether a character may stand in XML 1.0.
const fn allowed(c: char) -> bool {
    !matches!(c, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}')
}

/// Whether anything is to be seen of `text` once forbidden characters are gone.
pub(super) fn shows(text: &str) -> bool {
    text.chars().any(|c| allowed(c) && !c.is_whitespace())
}

/// Appends `text` as the content of an element; returns how many characters were removed.
pub(super) fn text(text: &str, out: &mut Vec<u8>) -> usize {
    escape::<false>(text.as_bytes(), out)
}

/// Appends `text` as the value of an attribute in double quotes; returns how many characters were removed.
pub(super) fn attribute(text: &str, out: &mut Vec<u8>) -> usize {
    escape::<true>(text.as_bytes(), out)
}

/// [`text`], or [`attribute`], of what is UTF-8.
#[allow(clippy::needless_bitwise_bool, reason = "sixteen bytes are compared at once")]
pub(super) fn escape<const ATTRIBUTE: bool>(bytes: &[u8], out: &mut Vec<u8>) -> usize {
    let is_plain = |byte: u8| {
        (b' '..0x80).contains(&byte) & (byte != b'<') & (byte != b'>') & (byte != b'&') & !(ATTRIBUTE & (byte == b'"'))
    };
    let mut removed = 0;
    let mut done = 0;
    let mut at = plain(bytes, is_plain);
    while let Some(&byte) = bytes.get(at) {
        let (length, replacement): (usize, &[u8]) = match CLASSES[byte as usize] {
            Class::Special => (1, reference(byte)),
            Class::InAttribute if ATTRIBUTE => (1, reference(byte)),
            Class::Forbidden => (1, b""),
            Class::Lead => match &bytes[at..bytes.len().min(at + 3)] {
                [0xEF, 0xBF, 0xBE | 0xBF] => (3, b""),
                [0xC2, 0x85, ..] => (2, b"&#133;"),
                [0xE2, 0x80, 0xA8] => (3, b"&#8232;"),
                _ => (0, b""),
            },
            Class::Plain | Class::InAttribute => (0, b""),
        };
        if length == 0 {
            at += 1;
            continue;
        }
        out.extend_from_slice(&bytes[done..at]);
        out.extend_from_slice(replacement);
        removed += usize::from(replacement.is_empty());
        at += length;
        done = at;
        at += plain(&bytes[at..], is_plain);
    }
    out.extend_from_slice(&bytes[done..]);
    removed
}

/// Texts as Gephi and graphology read a list: without escapes of XML, in quotes, and a backslash before `"` and `\`.
pub(super) fn list(texts: Texts<'_>, out: &mut Vec<u8>) {
    let mut between = "[\"";
    for text in texts.iter() {
        put(out, [between]);
        for byte in text.bytes() {
            if matches!(byte, b'"' | b'\\') {
                out.push(b'\\');
            }
            out.push(byte);
        }
        between = "\", \"";
    }
    put(out, ["\"]"]);
}

const fn reference(byte: u8) -> &'static [u8] {
    match byte {
        b'&' => b"&amp;",
        b'<' => b"&lt;",
        b'>' => b"&gt;",
        b'"' => b"&quot;",
        b'\t' => b"&#9;",
        b'\n' => b"&#10;",
        _ => b"&#13;",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(given: &str, content: &str, value: &str, removed: usize) {
        let (mut as_text, mut as_attribute) = (Vec::new(), Vec::new());
        assert_eq!(text(given, &mut as_text), removed);
        assert_eq!(attribute(given, &mut as_attribute), removed);
        assert_eq!(String::from_utf8(as_text).unwrap(), content);
        assert_eq!(String::from_utf8(as_attribute).unwrap(), value);
    }

    #[test]
    fn markup_is_escaped_and_the_rest_kept() {
        check("a<b>&\"c\" ]]>", "a&lt;b&gt;&amp;\"c\" ]]&gt;", "a&lt;b&gt;&amp;&quot;c&quot; ]]&gt;", 0);
        check("\tone\r\ntwo", "\tone&#13;\ntwo", "&#9;one&#13;&#10;two", 0);
        check("نص 👩‍🚒 “\u{a0}｡\u{c2}", "نص 👩‍🚒 “\u{a0}｡\u{c2}", "نص 👩‍🚒 “\u{a0}｡\u{c2}", 0);
        let long = "sixteen letters and more ".repeat(3);
        check(&format!("{long}<{long}"), &format!("{long}&lt;{long}"), &format!("{long}&lt;{long}"), 0);
        check("a\u{85}b\u{2028}", "a&#133;b&#8232;", "a&#133;b&#8232;", 0);
    }

    #[test]
    fn what_xml_forbids_is_removed_and_counted() {
        check("a\u{0}\u{7}b\u{FFFF}c\u{FFFE}", "abc", "abc", 4);
        assert!(!shows("\u{1} \n"));
    }
}
