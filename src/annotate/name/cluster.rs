//! Words that stand in like places in much text, in numbered groups: what a group is called by in training, its words
//! not seen there may be called by too.

use rustc_hash::FxHashMap;
use thiserror::Error;

use crate::annotate::model::bytes;
use crate::annotate::word::lower;

/// Ways to group the words, from few large groups to many small ones.
pub const LEVELS: usize = 2;

/// The groups of a word, one per level, from 1; 0 for a word without.
pub type Groups = [u16; LEVELS];

/// Which words are in which groups. The default one knows none.
#[derive(Debug, Clone, Default)]
pub struct Clusters {
    groups: FxHashMap<u64, Groups>,
}

/// Why bytes are no groups of words.
#[derive(Debug, Error, Clone, Copy, PartialEq, Eq)]
#[error("there are groups for {found} words of {words}: train names again with newsloom-train")]
pub struct ClusterError {
    /// How many words the list has.
    pub words: usize,
    /// For how many there are groups.
    pub found: usize,
}

impl Clusters {
    /// From a list of words, one per line, and what [`to_bytes`] wrote of their groups.
    ///
    /// # Errors
    ///
    /// [`ClusterError`] when the two do not belong together.
    pub fn read(words: &str, groups: &[u8]) -> Result<Self, ClusterError> {
        let rows = groups.as_chunks::<{ 2 * LEVELS }>();
        let count = words.lines().count();
        if rows.0.len() != count || !rows.1.is_empty() {
            return Err(ClusterError { words: count, found: rows.0.len() });
        }
        let mut out = Self::default();
        for (word, row) in words.lines().zip(rows.0) {
            let mut own = Groups::default();
            for (group, pair) in own.iter_mut().zip(row.as_chunks::<2>().0) {
                *group = u16::from_le_bytes(*pair);
            }
            out.groups.entry(bytes(word.as_bytes())).or_insert(own);
        }
        Ok(out)
    }

    /// The groups of a word, however it is capitalised.
    pub fn of(&self, form: &str) -> Groups {
        self.groups.get(&bytes(lower(form).as_bytes())).copied().unwrap_or_default()
    }
}

/// Groups as bytes: for each word one `u16` per level, little-endian.
pub fn to_bytes(groups: &[Groups]) -> Vec<u8> {
    groups.iter().flatten().flat_map(|group| group.to_le_bytes()).collect()
}

#[cfg(test)]
mod tests {
    use super::ClusterError;
    use super::Clusters;
    use super::to_bytes;

    #[test]
    fn a_word_is_in_its_groups_however_it_is_written() {
        let bytes = to_bytes(&[[1, 7], [2, 300]]);
        let clusters = Clusters::read("oslo\nsmith\n", &bytes).expect("as many groups as words");
        assert_eq!((clusters.of("Oslo"), clusters.of("SMITH"), clusters.of("bolt")), ([1, 7], [2, 300], [0, 0]));
        assert_eq!(Clusters::read("oslo\n", &bytes).err(), Some(ClusterError { words: 1, found: 2 }));
    }
}
