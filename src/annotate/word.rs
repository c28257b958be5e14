//! What the learned stages know of a word by its letters alone, as hashes.

use crate::annotate::model::bytes;
use crate::annotate::model::spread;

/// Hashes of a word's letters; equal letters give equal hashes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Letters {
    /// The word as written.
    pub form: u64,
    /// In lower case, digits as `0`.
    pub lower: u64,
    /// Its pattern: `Xxx` for "Oslo", `0,0` for "10,000"; runs are shortened to two.
    pub shape: u64,
    /// The last 1, 2, 3 and 4 letters of `lower`.
    pub suffix: [u64; 4],
    /// The first 1, 2 and 3 letters of `lower`.
    pub prefix: [u64; 3],
    /// Whether the first letter is a capital.
    pub capital: bool,
}

/// Letters looked at; longer words are as long as this.
const LIMIT: usize = 64;

/// A word in lower case, digits as 0, apostrophes of all kinds as `'`: [`Letters::lower`] is its hash.
pub fn lower(form: &str) -> String {
    form.chars().take(LIMIT).map(plain).collect()
}

/// A letter as it counts for [`Letters::lower`].
fn plain(letter: char) -> char {
    match letter {
        '0'..='9' => '0',
        '’' | '‘' | 'ʼ' => '\'',
        _ => letter.to_lowercase().next().unwrap_or(letter),
    }
}

impl Letters {
    /// The letters of `form`.
    ///
    /// # Cost
    ///
    /// O(length), at most that of 64 letters.
    pub fn new(form: &str) -> Self {
        let mut lower = [0u8; LIMIT * 4];
        let mut ends = [0usize; LIMIT + 1];
        let (mut count, mut length) = (0, 0);
        let mut shape = [0u8; LIMIT];
        let (mut drawn, mut last, mut repeated) = (0, 0u8, 0);
        for letter in form.chars().take(LIMIT) {
            let class = if letter.is_lowercase() {
                b'x'
            } else if letter.is_uppercase() {
                b'X'
            } else if letter.is_numeric() {
                b'0'
            } else if letter.is_alphabetic() {
                b'y'
            } else if letter.is_ascii() {
                letter as u8
            } else {
                match letter {
                    '’' | '‘' => b'\'',
                    '“' | '”' => b'"',
                    '–' | '—' => b'-',
                    _ => b'?',
                }
            };
            repeated = if class == last { repeated + 1 } else { 0 };
            last = class;
            if repeated < 2 {
                shape[drawn] = class;
                drawn += 1;
            }
            length += plain(letter).encode_utf8(&mut lower[length..]).len();
            count += 1;
            ends[count] = length;
        }
        let part = |from: usize, to: usize| bytes(&lower[ends[from]..ends[to]]);
        Self {
            form: bytes(form.as_bytes()),
            lower: part(0, count),
            shape: bytes(&shape[..drawn]),
            suffix: [1, 2, 3, 4].map(|letters| part(count.saturating_sub(letters), count)),
            prefix: [1, 2, 3].map(|letters| part(0, count.min(letters))),
            capital: form.starts_with(char::is_uppercase),
        }
    }

    /// The place before the first and after the last word of a sentence.
    pub fn edge(number: u64) -> Self {
        let hash = spread(number + 1);
        Self { form: hash, lower: hash, shape: hash, suffix: [hash; 4], prefix: [hash; 3], capital: false }
    }
}

#[cfg(test)]
mod tests {
    use super::Letters;
    use super::lower;
    use crate::annotate::model::text;

    #[test]
    fn digits_and_apostrophes_of_all_kinds_are_alike() {
        assert_eq!(Letters::new("1945").lower, Letters::new("2026").lower);
        assert_eq!(Letters::new("İstanbul’s 1945").lower, text(&lower("İstanbul’s 1945")));
        assert_eq!(Letters::new("’s").lower, Letters::new("'s").lower);
        assert_eq!(Letters::new("Ounce").suffix[1], Letters::new("ICE").suffix[1]);
        assert_ne!(Letters::new("Ounce").shape, Letters::new("ICE").shape);
    }
}
