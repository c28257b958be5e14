//! What makes up one language: its stages, lexicons and weights.
//!
//! ```
//! use newsloom::document::Document;
//!
//! let english = newsloom::lang::of("en").expect("English is there");
//! let document = Document { text: "Oslo rejects the plan.".to_owned(), ..Document::default() };
//! let annotated = english.annotate(document);
//! assert_eq!(annotated.form(1), "rejects");
//! assert_eq!(&*annotated.tokens[1].lemma, "reject");
//! ```

use crate::annotate::Annotated;
use crate::annotate::stage::Layers;
use crate::annotate::stage::Pipeline;
use crate::document::Document;
use crate::mention;
use crate::mention::Lexicon;
use crate::mention::Mentions;
use crate::ontology;

pub mod en;

/// A language newsloom reads.
#[derive(Debug)]
pub struct Language {
    /// ISO 639-1 code, lower case.
    pub code: &'static str,
    /// Its name in English.
    pub name: &'static str,
    pipeline: fn(Speed) -> &'static Pipeline,
    lexicon: fn() -> &'static Lexicon,
}

/// How much care a text is read with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Speed {
    /// With the best trees there are.
    #[default]
    Careful,
    /// In half the time, with more of the trees wrong.
    Fast,
}

/// Every language.
pub const ALL: &[Language] = &[Language { code: "en", name: "English", pipeline: en::pipeline, lexicon: en::lexicon }];

/// The language of a code (`en`, also `en-GB`, upper or lower case).
pub fn of(code: &str) -> Option<&'static Language> {
    let first = code.split(['-', '_']).next().unwrap_or("");
    ALL.iter().find(|language| language.code.eq_ignore_ascii_case(first))
}

impl Language {
    /// The stages, loaded on first use.
    pub fn pipeline(&self, speed: Speed) -> &'static Pipeline {
        (self.pipeline)(speed)
    }

    /// Reads a document: words, sentences, tags, lemmas, trees and what else
    /// the language knows. Nothing spans two blocks; a document without blocks
    /// is one paragraph.
    ///
    /// # Cost
    ///
    /// Linear in the text.
    pub fn annotate(&self, document: Document) -> Annotated {
        self.annotate_at(Speed::Careful, document)
    }

    /// As [`Language::annotate`], with less care where that is wanted.
    pub fn annotate_at(&self, speed: Speed, document: Document) -> Annotated {
        let mut annotated = Annotated { document, ..Annotated::default() };
        self.pipeline(speed).run(&mut annotated);
        annotated
    }

    /// The word lists extraction reads, loaded on first use.
    pub fn lexicon(&self) -> &'static Lexicon {
        (self.lexicon)()
    }

    /// Finds entities, actions, statements and standing relations in what was read.
    ///
    /// ```
    /// use newsloom::document::Document;
    ///
    /// let english = newsloom::lang::of("en").expect("English is there");
    /// let document = Document { text: "Oslo rejects the plan.".to_owned(), ..Document::default() };
    /// let mentions = english.extract(&english.annotate(document));
    /// assert_eq!(mentions.actions[0].action, "reject");
    /// ```
    pub fn extract(&self, annotated: &Annotated) -> Mentions {
        mention::extract(annotated, self.lexicon(), ontology::get().words(self.code))
    }

    /// Fills in tags, lemmas, trees and the rest for words and sentences that are given.
    pub fn annotate_words(&self, speed: Speed, mut annotated: Annotated) -> Annotated {
        self.pipeline(speed).run_without(&mut annotated, Layers::TOKENS | Layers::SENTENCES);
        annotated
    }
}
