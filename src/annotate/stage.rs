//! The steps that add layers to a document, and the order they run in.

use std::fmt;
use std::ops::BitOr;

use thiserror::Error;

use crate::annotate::Annotated;

/// A set of layers of [`Annotated`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Layers(u8);

impl Layers {
    /// No layer: the bare document.
    pub const NONE: Self = Self(0);
    /// The words.
    pub const TOKENS: Self = Self(1);
    /// The sentences.
    pub const SENTENCES: Self = Self(1 << 1);
    /// Parts of speech.
    pub const TAGS: Self = Self(1 << 2);
    /// Dictionary forms.
    pub const LEMMAS: Self = Self(1 << 3);
    /// Heads and relations.
    pub const TREES: Self = Self(1 << 4);
    /// Names.
    pub const NAMES: Self = Self(1 << 5);
    /// Times.
    pub const TIMES: Self = Self(1 << 6);
    /// Quantities.
    pub const QUANTITIES: Self = Self(1 << 7);

    /// The names of the layers, lowest bit first.
    const WORDS: [&str; 8] = ["tokens", "sentences", "tags", "lemmas", "trees", "names", "times", "quantities"];

    /// What is in `self` and not in `other`.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }
}

impl BitOr for Layers {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl fmt::Display for Layers {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = Self::WORDS.iter().enumerate().filter(|(bit, _)| self.0 >> bit & 1 == 1).map(|(_, word)| *word);
        out.write_str(&words.collect::<Vec<_>>().join(" and "))
    }
}

/// One step that reads some layers of a document and adds others.
pub trait Stage: Send + Sync {
    /// Stable dotted name, kept in timings and provenance.
    fn name(&self) -> &'static str;
    /// Layers that must be there before [`Stage::run`].
    fn needs(&self) -> Layers;
    /// Layers there afterwards; a stage writes nothing else.
    fn gives(&self) -> Layers;
    /// Adds its layers. Text is never an error here.
    fn run(&self, annotated: &mut Annotated);
}

/// Why stages do not make a pipeline.
#[derive(Debug, Error, Clone, PartialEq, Eq)]
#[error("stage `{stage}` needs {missing}, which no earlier stage gives: put one that does before it")]
pub struct OrderError {
    /// The stage that cannot run.
    pub stage: &'static str,
    /// What it lacks.
    pub missing: Layers,
}

/// Stages in an order in which each finds what it needs.
#[derive(Default)]
pub struct Pipeline {
    stages: Vec<Box<dyn Stage>>,
}

impl Pipeline {
    /// Checks the order.
    ///
    /// # Errors
    ///
    /// [`OrderError`] names the first stage that lacks a layer.
    pub fn new(stages: Vec<Box<dyn Stage>>) -> Result<Self, OrderError> {
        let mut there = Layers::NONE;
        for stage in &stages {
            let missing = stage.needs().without(there);
            if missing != Layers::NONE {
                return Err(OrderError { stage: stage.name(), missing });
            }
            there = there | stage.gives();
        }
        Ok(Self { stages })
    }

    /// The stages, in order.
    pub fn stages(&self) -> &[Box<dyn Stage>] {
        &self.stages
    }

    /// Runs every stage.
    pub fn run(&self, annotated: &mut Annotated) {
        self.run_without(annotated, Layers::NONE);
    }

    /// Runs every stage that gives more than `there`, for text that brings those layers along.
    pub fn run_without(&self, annotated: &mut Annotated, there: Layers) {
        for stage in &self.stages {
            if stage.gives().without(there) != Layers::NONE {
                stage.run(annotated);
            }
        }
    }
}

impl fmt::Debug for Pipeline {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_list().entries(self.stages.iter().map(|stage| stage.name())).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::{Layers, Pipeline, Stage};
    use crate::annotate::Annotated;

    struct Names;

    impl Stage for Names {
        fn name(&self) -> &'static str {
            "any.names"
        }
        fn needs(&self) -> Layers {
            Layers::TOKENS | Layers::TAGS
        }
        fn gives(&self) -> Layers {
            Layers::NAMES
        }
        fn run(&self, _: &mut Annotated) {}
    }

    #[test]
    fn a_stage_without_its_input_is_named() {
        let error = Pipeline::new(vec![Box::new(Names)]).expect_err("nothing gives tokens");
        assert_eq!(
            error.to_string(),
            "stage `any.names` needs tokens and tags, which no earlier stage gives: put one that does before it"
        );
    }
}
