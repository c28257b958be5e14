//! Stable ids: made from what a thing is, never from an index or a random number.

use sha2::{Digest, Sha256};

/// Crockford's digits, lower case: no `i`, `l`, `o`, `u`.
const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// `prefix` and 26 characters that depend on `prefix` and all `parts`.
///
/// The characters are the first 128 bits of a SHA-256 in lower-case base32.
/// Each part enters with its length, so no two lists of parts give the same
/// bytes to hash: `["ab", "c"]` and `["a", "bc"]` differ.
///
/// # Source
///
/// Alphabet: Crockford, <https://www.crockford.com/base32.html>.
///
/// # Example
///
/// ```
/// use newsloom::text::id;
///
/// let id = id::make('e', &["Person", "Ada Lovelace"]);
/// assert_eq!(id.len(), 27);
/// assert_eq!(id, id::make('e', &["Person", "Ada Lovelace"]));
/// assert_ne!(id, id::make('e', &["PersonA", "da Lovelace"]));
/// ```
pub fn make(prefix: char, parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    hash.update(b"newsloom id 1\0");
    hash.update(u32::from(prefix).to_le_bytes());
    hash.update((parts.len() as u64).to_le_bytes());
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    let digest = hash.finalize();
    let bits = digest.iter().take(16).fold(0u128, |bits, byte| bits << 8 | u128::from(*byte));
    let mut id = String::with_capacity(prefix.len_utf8() + 26);
    id.push(prefix);
    // 26 digits hold 130 bits: the first one carries three bits only.
    for digit in (0..26).rev() {
        id.push(char::from(DIGITS[(bits >> (5 * digit) & 31) as usize]));
    }
    id
}

/// A name as it goes into an id: lower case, no article, single spaces, straight apostrophes.
///
/// ```
/// assert_eq!(newsloom::text::id::name_key("The  Sailors’ Union"), "sailors' union");
/// ```
pub fn name_key(name: &str) -> String {
    let lower = name.to_lowercase().replace('’', "'");
    lower.strip_prefix("the ").unwrap_or(&lower).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Hexadecimal SHA-256 of `text`, 64 characters.
///
/// ```
/// assert!(newsloom::text::id::sha256("").starts_with("e3b0c44298fc1c14"));
/// ```
pub fn sha256(text: &str) -> String {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(text.as_bytes()) {
        hex.push(char::from(HEX[usize::from(byte >> 4)]));
        hex.push(char::from(HEX[usize::from(byte & 15)]));
    }
    hex
}

#[cfg(test)]
mod tests {
    use super::make;

    #[test]
    fn ids_are_the_same_in_every_version() {
        // Computed by an independent implementation.
        assert_eq!(make('d', &[]), "d6be9byr2manbj16v462by8ngpc");
        assert_eq!(make('e', &["Person", "Málaga"]), "e0he7we1zhcpgbaq7x0phg5tj8t");
    }

    #[test]
    fn parts_do_not_run_together() {
        let ids = [make('e', &["ab", "c"]), make('e', &["a", "bc"]), make('e', &["abc"]), make('e', &["abc", ""])];
        for (at, id) in ids.iter().enumerate() {
            assert!(ids.iter().skip(at + 1).all(|other| other != id), "{id} stands for two lists of parts");
        }
        assert_ne!(make('e', &["a"]).get(1..), make('a', &["a"]).get(1..));
    }
}
