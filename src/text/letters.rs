//! Letters without what is above, below or through them.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// The characters of `text` in lower case, without accents; letters that no accent makes, as "ø", become plain ones.
///
/// # Source
///
/// Canonical decomposition: UAX 15, <https://www.unicode.org/reports/tr15/>.
///
/// # Example
///
/// ```
/// assert_eq!(newsloom::text::letters::plain("Łódź").collect::<String>(), "lodz");
/// ```
pub fn plain(text: &str) -> impl Iterator<Item = char> + '_ {
    let small = text.nfd().flat_map(char::to_lowercase).filter(|c| !is_combining_mark(*c));
    small.flat_map(|c| {
        let (first, second) = match c {
            'ø' => ('o', None),
            'ł' => ('l', None),
            'đ' | 'ð' => ('d', None),
            'ı' => ('i', None),
            'ß' => ('s', Some('s')),
            'æ' => ('a', Some('e')),
            'œ' => ('o', Some('e')),
            'þ' => ('t', Some('h')),
            _ => (c, None),
        };
        std::iter::once(first).chain(second)
    })
}
