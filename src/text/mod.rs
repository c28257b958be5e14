//! Positions in a text. Used by every module, uses none.

use std::ops::Range;

pub mod id;
pub mod letters;

/// A piece of a text: UTF-8 byte offsets, `end` excluded.
///
/// Exports speak of Unicode code points instead; [`CodePoints`] converts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// Offset of the first byte.
    pub start: usize,
    /// Offset after the last byte.
    pub end: usize,
}

impl Span {
    /// The span `start..end`.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// As a range, to slice with.
    pub const fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// The words of `text` at this span; empty when it does not fit the text.
    ///
    /// ```
    /// use newsloom::text::Span;
    /// assert_eq!(Span::new(0, 4).of("Oslo, Norway"), "Oslo");
    /// ```
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }

    /// Whether `other` lies inside.
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte.
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span around both.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Number of bytes.
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether no byte is in it.
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }
}

/// Converts byte offsets of one text to code points.
///
/// # Cost
///
/// O(n) to build and n/16 bytes of memory; O(64) per conversion.
#[derive(Debug, Clone)]
pub struct CodePoints<'t> {
    text: &'t str,
    /// Code points before byte 64·i.
    before: Vec<u32>,
}

const STRIDE: usize = 64;

/// Whether a byte begins a code point.
const fn begins(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

impl<'t> CodePoints<'t> {
    /// Indexes `text`.
    pub fn new(text: &'t str) -> Self {
        let mut before = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut count = 0u32;
        for chunk in text.as_bytes().chunks(STRIDE) {
            before.push(count);
            count += chunk.iter().filter(|byte| begins(**byte)).count() as u32;
        }
        before.push(count);
        Self { text, before }
    }

    /// How many code points stand before byte `offset` (clamped to the text).
    ///
    /// ```
    /// use newsloom::text::CodePoints;
    /// assert_eq!(CodePoints::new("Málaga").at("Mála".len()), 4);
    /// ```
    pub fn at(&self, offset: usize) -> usize {
        let offset = offset.min(self.text.len());
        let block = offset / STRIDE;
        let within = &self.text.as_bytes()[block * STRIDE..offset];
        self.before[block] as usize + within.iter().filter(|byte| begins(**byte)).count()
    }

    /// The byte at which code point `at` begins; the length of the text for the place after the last one.
    ///
    /// ```
    /// use newsloom::text::CodePoints;
    /// assert_eq!(CodePoints::new("Málaga").byte(4), Some("Mála".len()));
    /// assert_eq!(CodePoints::new("Málaga").byte(7), None);
    /// ```
    pub fn byte(&self, at: usize) -> Option<usize> {
        let block = self.before.partition_point(|&count| count as usize <= at).checked_sub(1)?;
        let start = (block * STRIDE).min(self.text.len());
        let mut left = at - self.before[block] as usize;
        for (offset, &byte) in self.text.as_bytes()[start..].iter().enumerate() {
            if begins(byte) {
                if left == 0 {
                    return Some(start + offset);
                }
                left -= 1;
            }
        }
        (left == 0).then_some(self.text.len())
    }

    /// The words between two places given in code points; nothing when they do not fit the text.
    ///
    /// ```
    /// use newsloom::text::CodePoints;
    /// assert_eq!(CodePoints::new("Málaga, Spain").slice(8, 13), Some("Spain"));
    /// ```
    pub fn slice(&self, start: usize, end: usize) -> Option<&'t str> {
        self.text.get(self.byte(start)?..self.byte(end)?)
    }

    /// The text.
    pub const fn text(&self) -> &'t str {
        self.text
    }

    /// The whole length in code points.
    pub fn len(&self) -> usize {
        self.at(self.text.len())
    }

    /// Whether the text is empty.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
}
