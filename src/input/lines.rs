//! Reads lines of bounded length.

use std::io;
use std::io::BufRead;

/// One line of a stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// Its bytes without the LF.
    Bytes(Vec<u8>),
    /// It had more than the allowed bytes and was passed over.
    TooLong,
}

/// The next line of `input`, or `None` at its end. A last line needs no LF.
///
/// A line with more than `limit` bytes is passed over without being kept in memory.
///
/// # Errors
///
/// What reading gives.
///
/// # Example
///
/// ```
/// use newsloom::input::lines::{self, Line};
///
/// let mut input: &[u8] = b"far too long\nok";
/// assert_eq!(lines::next(&mut input, 4)?, Some(Line::TooLong));
/// assert_eq!(lines::next(&mut input, 4)?, Some(Line::Bytes(b"ok".to_vec())));
/// assert_eq!(lines::next(&mut input, 4)?, None);
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn next(input: &mut dyn BufRead, limit: usize) -> io::Result<Option<Line>> {
    let mut bytes = Vec::new();
    let mut too_long = false;
    let mut began = false;
    loop {
        let chunk = match input.fill_buf() {
            Ok(chunk) => chunk,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if chunk.is_empty() {
            break;
        }
        began = true;
        let end = chunk.iter().position(|byte| *byte == b'\n');
        let piece = chunk.get(..end.unwrap_or(chunk.len())).unwrap_or_default();
        too_long |= bytes.len() + piece.len() > limit;
        if too_long {
            bytes = Vec::new();
        } else {
            bytes.extend_from_slice(piece);
        }
        let used = piece.len() + usize::from(end.is_some());
        input.consume(used);
        if end.is_some() {
            break;
        }
    }
    Ok(began.then_some(if too_long { Line::TooLong } else { Line::Bytes(bytes) }))
}

#[cfg(test)]
mod tests {
    use super::Line;
    use super::next;
    use std::io::BufReader;

    #[test]
    fn a_line_at_the_limit_is_kept_and_one_byte_more_is_not() {
        for (limit, kept) in [(5, true), (4, false)] {
            // A small buffer, so that the line comes in pieces.
            let mut input = BufReader::with_capacity(2, &b"12345\n6"[..]);
            let first = next(&mut input, limit).ok().flatten();
            assert_eq!(first == Some(Line::Bytes(b"12345".to_vec())), kept);
            assert_eq!(next(&mut input, limit).ok().flatten(), Some(Line::Bytes(b"6".to_vec())));
        }
    }

    #[test]
    fn empty_lines_count() {
        let mut input: &[u8] = b"\n\n";
        assert_eq!(next(&mut input, 9).ok().flatten(), Some(Line::Bytes(Vec::new())));
        assert_eq!(next(&mut input, 9).ok().flatten(), Some(Line::Bytes(Vec::new())));
        assert_eq!(next(&mut input, 9).ok().flatten(), None);
    }
}
