//! The word lists that identity reads.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;
use rustc_hash::FxHashSet;

use super::name::fold;

macro_rules! list {
    ($name:literal) => {
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/schema/lang/en/", $name))
    };
}

#[derive(Default)]
struct Lists {
    nicknames: FxHashMap<String, Vec<String>>,
    occupations: FxHashMap<&'static str, &'static str>,
    suffixes: FxHashSet<String>,
    titles: FxHashSet<&'static str>,
    particles: FxHashSet<&'static str>,
    /// With the way they are written here.
    person_suffixes: FxHashMap<&'static str, &'static str>,
    small: FxHashSet<&'static str>,
    spellings: FxHashMap<&'static str, &'static str>,
}

fn rows(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    text.lines()
        .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
        .map(|line| line.split('\t').map(str::trim).collect())
}

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| {
        let mut lists = Lists::default();
        for row in rows(list!("nicknames.tsv")) {
            if let [short, long, ..] = row[..] {
                lists.nicknames.entry(fold(short)).or_default().extend(long.split('|').map(fold));
            }
        }
        for row in rows(list!("occupations.tsv")) {
            if let [word, field, ..] = row[..] {
                lists.occupations.insert(word, field);
            }
        }
        lists.suffixes.extend(rows(list!("company_suffixes.txt")).filter_map(|row| row.first().map(|word| fold(word))));
        lists.suffixes.retain(|word| !word.contains(' ') && word.chars().count() > 1);
        lists.titles.extend(rows(list!("titles.tsv")).filter_map(|row| row.first().copied()));
        for row in rows(list!("name_words.tsv")) {
            let (word, same) = (row[0], row.get(2).copied().unwrap_or(row[0]));
            match row.get(1).copied() {
                Some("particle") => drop(lists.particles.insert(word)),
                Some("suffix") => drop(lists.person_suffixes.insert(word, same)),
                Some("small") => drop(lists.small.insert(word)),
                Some("spelling") => drop(lists.spellings.insert(word, same)),
                _ => {}
            }
        }
        lists
    })
}

/// Whether `short` is a short form of the given name `long`; both folded.
pub(super) fn is_nickname(short: &str, long: &str) -> bool {
    lists().nicknames.get(short).is_some_and(|names| names.iter().any(|name| name == long))
}

/// The given names that a folded short form stands for.
pub(super) fn long_forms(short: &str) -> &'static [String] {
    lists().nicknames.get(short).map_or(&[], Vec::as_slice)
}

/// The field of a role or description: `sport` of "head coach".
pub(super) fn field(role: &str) -> Option<&'static str> {
    let last = role.rsplit(' ').next()?.to_lowercase();
    lists().occupations.get(last.as_str()).copied()
}

/// Whether a folded word is a legal form of companies.
pub(super) fn is_company_suffix(word: &str) -> bool {
    lists().suffixes.contains(word)
}

/// Whether a folded word is a title before a name.
pub(super) fn is_title(word: &str) -> bool {
    lists().titles.contains(word)
}

/// Whether a folded word comes and goes before a family name: "von".
pub(super) fn is_particle(word: &str) -> bool {
    lists().particles.contains(word)
}

/// A folded word that ends a person's name, written one way: `jr` of "Junior".
pub(super) fn person_suffix(word: &str) -> Option<&'static str> {
    lists().person_suffixes.get(word).copied()
}

/// Whether a folded word tells nothing in the name of a body or place.
pub(super) fn is_small(word: &str) -> bool {
    lists().small.contains(word)
}

/// A folded word spelled one way: `center` of "centre".
pub(super) fn spelled(word: &str) -> &str {
    lists().spellings.get(word).copied().unwrap_or(word)
}
