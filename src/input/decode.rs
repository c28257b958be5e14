//! Bytes to characters.

/// A decoded text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The characters; U+FFFD where bytes made none.
    pub text: String,
    /// Name of the encoding, if it was not UTF-8.
    pub encoding: Option<&'static str>,
    /// How often U+FFFD was put in.
    pub replaced: usize,
}

/// Characters of windows-1252 from 0x80 to 0x9F; the five bytes without one are `\0`.
const WINDOWS_1252: [char; 32] = [
    '€', '\0', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\0', 'Ž', '\0', '\0', '‘', '’', '“', '”', '•',
    '–', '—', '˜', '™', 'š', '›', 'œ', '\0', 'ž', 'Ÿ',
];

/// Decodes bytes by their byte order mark, else as UTF-8; bytes that make no character become U+FFFD.
///
/// UTF-16 without a mark is known by its zero bytes. Bytes that hold no UTF-8 beyond ASCII, but letters of
/// windows-1252, are read as that. `None` when more than a tenth of what comes out is no text: no article.
///
/// # Source
///
/// <https://encoding.spec.whatwg.org/#bom-sniff>, <https://encoding.spec.whatwg.org/index-windows-1252.txt>
///
/// # Example
///
/// ```
/// use newsloom::input::decode;
///
/// let decoded = decode::text(b"\xEF\xBB\xBFM\xC3\xA1laga \xFF\xC3\xB3 am Meer").ok_or("no text")?;
/// assert_eq!((decoded.text.as_str(), decoded.replaced), ("Málaga \u{FFFD}ó am Meer", 1));
/// assert!(decode::text(&[0x90, 0x81, 0x8D, 0xFE, 0x00]).is_none());
/// # Ok::<(), &str>(())
/// ```
pub fn text(bytes: &[u8]) -> Option<Decoded> {
    let decoded = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => utf8(rest),
        [0xFF, 0xFE, 0, 0, rest @ ..] => utf32(rest, u32::from_le_bytes, "UTF-32LE"),
        [0, 0, 0xFE, 0xFF, rest @ ..] => utf32(rest, u32::from_be_bytes, "UTF-32BE"),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes, "UTF-16LE"),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes, "UTF-16BE"),
        _ => match zeros(bytes) {
            (even, odd) if even == 0 && odd * 3 > bytes.len() => utf16(bytes, u16::from_le_bytes, "UTF-16LE"),
            (even, odd) if odd == 0 && even * 3 > bytes.len() => utf16(bytes, u16::from_be_bytes, "UTF-16BE"),
            _ => utf8(bytes),
        },
    };
    let odd = decoded.text.chars().filter(|c| *c == '\u{FFFD}' || c.is_control() && !c.is_whitespace()).count();
    (odd * 10 <= decoded.text.chars().count()).then_some(decoded)
}

/// How many bytes at even and at odd places are zero.
fn zeros(bytes: &[u8]) -> (usize, usize) {
    bytes.chunks(2).fold((0, 0), |(even, odd), pair| {
        (even + usize::from(pair.first() == Some(&0)), odd + usize::from(pair.get(1) == Some(&0)))
    })
}

fn utf8(bytes: &[u8]) -> Decoded {
    let mut text = String::with_capacity(bytes.len());
    let mut replaced = 0;
    let mut beyond_ascii = false;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        beyond_ascii |= !chunk.valid().is_ascii();
        if !chunk.invalid().is_empty() {
            text.push('\u{FFFD}');
            replaced += 1;
        }
    }
    if replaced > 0
        && !beyond_ascii
        && let Some(text) = windows_1252(bytes)
    {
        return Decoded { text, encoding: Some("windows-1252"), replaced: 0 };
    }
    Decoded { text, encoding: None, replaced }
}

/// The bytes as windows-1252, if all of them are characters there and few are not ASCII.
fn windows_1252(bytes: &[u8]) -> Option<String> {
    let high = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    // A text in a Latin script is mostly ASCII; other scripts are not windows-1252.
    if high * 4 > bytes.len() {
        return None;
    }
    let character = |&byte: &u8| match byte {
        0x80..=0x9F => WINDOWS_1252.get(usize::from(byte - 0x80)).copied().filter(|c| *c != '\0'),
        byte => Some(char::from(byte)),
    };
    bytes.iter().map(character).collect()
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16, name: &'static str) -> Decoded {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let units = pairs.iter().map(|pair| unit(*pair));
    let mut replaced = usize::from(!rest.is_empty());
    let mut text: String = char::decode_utf16(units)
        .map(|c| {
            c.unwrap_or_else(|_| {
                replaced += 1;
                '\u{FFFD}'
            })
        })
        .collect();
    text.extend((!rest.is_empty()).then_some('\u{FFFD}'));
    Decoded { text, encoding: Some(name), replaced }
}

fn utf32(bytes: &[u8], unit: fn([u8; 4]) -> u32, name: &'static str) -> Decoded {
    let (units, rest) = bytes.as_chunks::<4>();
    let mut replaced = usize::from(!rest.is_empty());
    let mut text: String = units
        .iter()
        .map(|bytes| {
            char::from_u32(unit(*bytes)).unwrap_or_else(|| {
                replaced += 1;
                '\u{FFFD}'
            })
        })
        .collect();
    text.extend((!rest.is_empty()).then_some('\u{FFFD}'));
    Decoded { text, encoding: Some(name), replaced }
}

#[cfg(test)]
mod tests {
    use super::text;

    fn bytes_of(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(unit).collect()
    }

    #[test]
    fn wide_encodings_are_read() {
        let words = "Ñandú 🦤 and more plain words";
        for mark in ["", "\u{FEFF}"] {
            let given = format!("{mark}{words}");
            for unit in [u16::to_le_bytes, u16::to_be_bytes] {
                let read = text(&bytes_of(&given, unit)).map(|decoded| decoded.text);
                assert_eq!(read.as_deref(), Some(words));
            }
        }
        let wide: Vec<u8> = "\u{FEFF}Ñandú".chars().flat_map(|c| u32::from(c).to_le_bytes()).collect();
        assert_eq!(text(&wide).map(|decoded| decoded.text).as_deref(), Some("Ñandú"));
    }

    #[test]
    fn western_bytes_are_read_as_windows_1252() {
        let decoded = text(b"The \x93caf\xE9\x94 closed on Monday.");
        assert_eq!(decoded.map(|decoded| decoded.text).as_deref(), Some("The “café” closed on Monday."));
    }

    #[test]
    fn broken_utf8_is_replaced_and_counted() {
        let decoded = text(
            "The café closed on Monday.\u{0}".as_bytes().iter().chain(b"\xC3").copied().collect::<Vec<_>>().as_slice(),
        );
        assert_eq!(decoded.map(|decoded| (decoded.replaced, decoded.encoding)), Some((1, None)));
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert_eq!(text(b"\x7FELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00"), None);
        assert_eq!(text(&[0xFE; 100]), None);
        assert_eq!(text(b"").map(|decoded| decoded.text).as_deref(), Some(""));
    }
}
