//! What the parser knows of the words of a sentence.

use crate::annotate::Annotated;
use crate::annotate::Upos;
use crate::annotate::model::spread;
use crate::annotate::word::Letters;

/// The words of a sentence, then the root, then the place of no word.
#[derive(Debug, Clone, Default)]
pub struct Words {
    /// Hash of the word in lower case.
    pub word: Vec<u64>,
    /// Penn and universal tag as one number.
    pub tag: Vec<u64>,
    /// Universal tag as a number.
    pub upos: Vec<u64>,
    /// Hash of the last three letters.
    pub suffix: Vec<u64>,
    /// Commas, verbs and conjunctions before each place: counts of 8 bits each, wrapping.
    between: Vec<u32>,
}

impl Words {
    /// Takes the words `first..end` with their tags.
    pub fn fill(&mut self, annotated: &Annotated, first: usize, end: usize) {
        self.word.clear();
        self.tag.clear();
        self.upos.clear();
        self.suffix.clear();
        self.between.clear();
        let mut seen = 0u32;
        for index in first..end {
            let token = &annotated.tokens[index];
            let letters = Letters::new(annotated.form(index));
            self.word.push(letters.lower);
            self.suffix.push(letters.suffix[2]);
            self.tag.push((token.upos as u64) << 8 | token.xpos as u64);
            self.upos.push(token.upos as u64);
            self.between.push(seen);
            seen = seen.wrapping_add(match token.upos {
                Upos::Punct => 1,
                Upos::Verb => 1 << 8,
                Upos::Cconj => 1 << 16,
                _ => 0,
            });
        }
        self.between.push(seen);
        for edge in [1, 2] {
            self.word.push(spread(edge));
            self.suffix.push(spread(edge));
            self.tag.push((100 + edge) << 8);
            self.upos.push(100 + edge);
        }
    }

    /// Number of words; also the place of the root.
    pub fn len(&self) -> usize {
        self.word.len().saturating_sub(2)
    }

    /// Whether there is no word.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What stands after `left` and before `right`: few commas (0 to 3), verbs (0 to 2), conjunctions (0 to 1), as one number.
    pub fn between(&self, left: u32, right: u32) -> u64 {
        let (Some(from), Some(to)) = (self.between.get(left as usize + 1), self.between.get(right as usize)) else {
            return 99;
        };
        let count =
            |shift: u32, most: u32| u64::from(((to >> shift & 255).wrapping_sub(from >> shift & 255) & 255).min(most));
        count(0, 3) << 4 | count(8, 2) << 2 | count(16, 1)
    }
}
