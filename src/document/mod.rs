//! One article: its text, what is known about it, and its blocks.

pub mod blocks;
pub mod date;

use std::collections::BTreeMap;

use crate::text::Span;

/// What a block of an article is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BlockKind {
    /// The headline.
    Title,
    /// Running text.
    Paragraph,
    /// Running text of an opinion piece or a section of commentary: what its writer thinks.
    Opinion,
    /// A heading between paragraphs.
    Heading,
    /// Words under or about a picture, photo credits included.
    Caption,
    /// One item of a list. Items that are full sentences count as running text.
    List,
    /// Bylines, datelines standing alone, sign-up lines, "read next" lists, links.
    Boilerplate,
    /// Readers' comments.
    Comment,
}

impl BlockKind {
    /// The name in `documents.jsonl`; what readers comment is left out, what writers do is not.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Paragraph => "paragraph",
            Self::Heading => "heading",
            Self::Caption => "caption",
            Self::List => "list",
            Self::Boilerplate => "boilerplate",
            Self::Opinion | Self::Comment => "comment",
        }
    }

    /// Whether it is running text, which yields actions and statements.
    pub const fn is_running(self) -> bool {
        matches!(self, Self::Paragraph | Self::Opinion | Self::List)
    }
}

/// A piece of the text of one kind. Blocks are in order and do not overlap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
}

/// One article as read: clean text (no control characters XML forbids) and metadata.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Document {
    /// Stable id, made from text, source and date: `d` and 26 characters.
    pub id: String,
    /// File name or address as given; for a JSON line its `id`.
    pub source: String,
    /// The headline: as given, else the title block.
    pub title: Option<String>,
    /// Publication date, ISO 8601 (`2025-05-04` or with a time).
    pub published: Option<String>,
    /// Name of the paper or site.
    pub publisher: Option<String>,
    /// Names of the authors.
    pub authors: Vec<String>,
    /// Language code; `en` when not given.
    pub language: String,
    /// Address of the article.
    pub url: Option<String>,
    /// Hexadecimal SHA-256 of `text`.
    pub sha256: String,
    /// The text all spans point into.
    pub text: String,
    /// The blocks of `text`, in order.
    pub blocks: Vec<Block>,
    /// Keys of the JSON line that newsloom has no meaning for.
    pub extra: BTreeMap<String, serde_json::Value>,
}
