//! Parts of speech: the pairs of universal and Penn tag that occur.

use crate::annotate::Upos;
use crate::annotate::Xpos;
use crate::annotate::token::entries;

/// The pairs of tags that occur, in a fixed order: a label is an index.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Labels(Vec<(Upos, Xpos)>);

impl Labels {
    /// Reads lines such as `NOUN NN`; at most 250 count.
    pub fn read(list: &str) -> Self {
        let pair = |line: &str| {
            let (upos, xpos) = line.split_once(' ')?;
            Some((Upos::parse(upos)?, Xpos::parse(xpos)?))
        };
        Self(entries(list).filter_map(pair).take(250).collect())
    }

    /// The tags of a label.
    pub fn tags(&self, label: u8) -> (Upos, Xpos) {
        self.0.get(usize::from(label)).copied().unwrap_or_default()
    }

    /// The label of a pair of tags, if it occurs.
    pub fn label(&self, tags: (Upos, Xpos)) -> Option<u8> {
        self.0.iter().position(|pair| *pair == tags).map(|label| label as u8)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
