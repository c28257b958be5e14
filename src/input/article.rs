//! A text and what is known about it to a document: cleaning, blocks, title, date, id.

use std::collections::BTreeMap;

use crate::document::BlockKind;
use crate::document::Document;
use crate::document::blocks;
use crate::input::Limits;
use crate::input::clean;
use crate::input::problem::Problem;
use crate::input::problem::Warning;
use crate::text::id;

/// What is known about an article before its text is looked at; texts as given.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// File name or address; for a JSON line its `id`.
    pub source: String,
    /// The headline.
    pub title: Option<String>,
    /// Publication date, ISO 8601.
    pub published: Option<String>,
    /// Name of the paper or site.
    pub publisher: Option<String>,
    /// Names of the authors.
    pub authors: Vec<String>,
    /// Language code.
    pub language: Option<String>,
    /// Address of the article.
    pub url: Option<String>,
    /// Keys that newsloom has no meaning for.
    pub extra: BTreeMap<String, serde_json::Value>,
}

/// The document of a text.
///
/// Where `known` has no title or date, the title block and a date line near the top give them. The id depends on the
/// cleaned text, the address (or else the source) and the date only.
///
/// # Errors
///
/// [`Problem::Empty`], [`Problem::Bytes`], [`Problem::Characters`].
pub fn document(raw: &str, known: Known, limits: &Limits, warnings: &mut Vec<Warning>) -> Result<Document, Problem> {
    if raw.len() > limits.document_bytes {
        return Err(Problem::Bytes { limit: limits.document_bytes });
    }
    if raw.chars().count() > limits.text_chars {
        return Err(Problem::Characters { limit: limits.text_chars });
    }
    let cleaned = clean::text(raw);
    if cleaned.text.trim().is_empty() {
        return Err(Problem::Empty);
    }
    if cleaned.replaced > 0 {
        warnings.push(Warning::counted("controls_replaced", cleaned.replaced));
    }
    let text = cleaned.text;
    let filled = |field: Option<String>| field.map(|raw| clean::line(&raw)).filter(|line| !line.is_empty());
    let given = filled(known.title);
    let blocks = blocks::find(&text, given.as_deref());
    let headline = || blocks.iter().find(|block| block.kind == BlockKind::Title);
    let title = given.or_else(|| headline().map(|block| clean::line(block.span.of(&text))));
    let published = filled(known.published).or_else(|| blocks::published(&text, &blocks).map(|day| day.to_string()));
    let source = clean::line(&known.source);
    let url = filled(known.url);
    let parts = [text.as_str(), url.as_deref().unwrap_or(&source), published.as_deref().unwrap_or("")];
    Ok(Document {
        id: id::make('d', &parts),
        title,
        published,
        publisher: filled(known.publisher),
        authors: known.authors.into_iter().filter_map(|author| filled(Some(author))).collect(),
        language: filled(known.language).unwrap_or_else(|| "en".to_owned()),
        sha256: id::sha256(&text),
        source,
        url,
        text,
        blocks,
        extra: known.extra,
    })
}
