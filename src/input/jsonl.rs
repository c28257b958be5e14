//! One article a line, as a JSON object.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::Deserializer;
use serde::de;
use serde_json::Value;

use crate::document::Document;
use crate::document::date;
use crate::input::Limits;
use crate::input::article;
use crate::input::article::Known;
use crate::input::problem::Problem;
use crate::input::problem::Warning;

/// Keys of `documents.jsonl` that are computed, so a line cannot set them.
const COMPUTED: [&str; 4] = ["source", "sha256", "length", "blocks"];

/// An `id` longer than this is no name of anything.
const LONGEST_ID: usize = 4096;

/// An object whose keys all differ.
struct Object(BTreeMap<String, Value>);

impl<'de> Deserialize<'de> for Object {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> de::Visitor<'de> for Visitor {
            type Value = Object;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: de::MapAccess<'de>>(self, mut map: A) -> Result<Object, A::Error> {
                let mut object = BTreeMap::new();
                while let Some((key, value)) = map.next_entry::<String, Value>()? {
                    if object.contains_key(&key) {
                        let short: String = key.chars().take(40).collect();
                        return Err(de::Error::custom(format_args!("the key `{short}` stands twice")));
                    }
                    object.insert(key, value);
                }
                Ok(Object(object))
            }
        }
        deserializer.deserialize_map(Visitor)
    }
}

/// The article of one line.
///
/// Keys: `id`, `url`, `title`, `published`, `publisher`, `authors` (a list or one name), `language`, `text`; a null is
/// the same as no key; other keys are kept in [`Document::extra`]. A line without `id` is named by its `url`, else by
/// `file`. The second result says whether the line named itself.
///
/// # Errors
///
/// [`Problem`] when the line is no object, a value has the wrong type, or there is no text.
///
/// # Example
///
/// ```
/// use newsloom::input::{Limits, jsonl};
///
/// let line = r#"{"id": 7, "text": "It rained.", "desk": "weather"}"#;
/// let (document, named) = jsonl::article(line.as_bytes(), "news.jsonl", &Limits::default(), &mut Vec::new())?;
/// assert_eq!((document.source.as_str(), document.text.as_str(), named), ("7", "It rained.", true));
/// assert_eq!(document.extra["desk"], "weather");
/// # Ok::<(), newsloom::input::Problem>(())
/// ```
pub fn article(
    line: &[u8],
    file: &str,
    limits: &Limits,
    warnings: &mut Vec<Warning>,
) -> Result<(Document, bool), Problem> {
    let decoded = String::from_utf8_lossy(line);
    let replaced = decoded.matches('\u{FFFD}').count();
    if replaced > 0 && std::str::from_utf8(line).is_err() {
        if replaced * 10 > decoded.chars().count() {
            return Err(Problem::Undecodable);
        }
        warnings.push(Warning::counted("had_errors", replaced));
    }
    let Object(mut object) = serde_json::from_str(&decoded).map_err(Problem::Json)?;
    let text = take_text(&mut object, "text")?.ok_or(Problem::NoText)?;
    let id = match object.remove("id") {
        None | Some(Value::Null) => None,
        Some(Value::String(id)) if id.len() > LONGEST_ID => {
            return Err(Problem::Field { key: "id", found: "too long", wanted: "at most 4096 bytes" });
        }
        Some(Value::String(id)) => Some(id).filter(|id| !id.trim().is_empty()),
        Some(Value::Number(id)) => Some(id.to_string()),
        Some(other) => return Err(wrong("id", &other, "a string or a number")),
    };
    let authors = match object.remove("authors") {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::String(author)) => vec![author],
        Some(Value::Array(authors)) => authors
            .into_iter()
            .map(|author| match author {
                Value::String(author) => Ok(author),
                other => Err(wrong("authors", &other, "a list of strings")),
            })
            .collect::<Result<_, _>>()?,
        Some(other) => return Err(wrong("authors", &other, "a list of strings")),
    };
    let url = take_text(&mut object, "url")?.filter(|url| !url.trim().is_empty());
    let title = take_text(&mut object, "title")?;
    let paper = take_text(&mut object, "publisher")?;
    let language = take_text(&mut object, "language")?;
    let published = take_text(&mut object, "published")?.filter(|given| !given.trim().is_empty()).and_then(|given| {
        let read = date::iso(&given);
        if read.is_none() {
            let short = given.chars().take(80).collect();
            warnings.push(Warning::about("published_not_understood", short));
        }
        read
    });
    for key in COMPUTED {
        if object.remove(key).is_some() {
            warnings.push(Warning::about("key_replaced", key.to_owned()));
        }
    }
    let named = id.is_some() || url.is_some();
    let source = id.or_else(|| url.clone()).unwrap_or_else(|| file.to_owned());
    let known = Known { source, title, published, publisher: paper, authors, language, url, extra: object };
    Ok((article::document(&text, known, limits, warnings)?, named))
}

/// Takes a text out of `object`; a null is the same as no key.
fn take_text(object: &mut BTreeMap<String, Value>, key: &'static str) -> Result<Option<String>, Problem> {
    match object.remove(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(other) => Err(wrong(key, &other, "a string")),
    }
}

fn wrong(key: &'static str, value: &Value, wanted: &'static str) -> Problem {
    let found = match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    };
    Problem::Field { key, found, wanted }
}

#[cfg(test)]
mod tests {
    use super::article;
    use crate::document::Document;
    use crate::input::Limits;
    use crate::input::Problem;
    use crate::input::Warning;
    use proptest::prelude::*;

    fn read(line: &str) -> Result<(Document, Vec<Warning>), Problem> {
        let mut warnings = Vec::new();
        let (document, _) = article(line.as_bytes(), "news.jsonl", &Limits::default(), &mut warnings)?;
        Ok((document, warnings))
    }

    fn code(line: &str) -> &'static str {
        read(line).map_or_else(|problem| problem.code(), |_| "ok")
    }

    #[test]
    fn bad_lines_are_told_apart() {
        assert_eq!(code("{"), "bad_json");
        assert_eq!(code("[]"), "bad_json");
        assert_eq!(code(r#"{"text": "\ud800"}"#), "bad_json");
        assert_eq!(code(r#"{"text": "a", "text": "b"}"#), "bad_json");
        assert_eq!(code(&format!("{{\"text\": {}1{}}}", "[".repeat(100_000), "]".repeat(100_000))), "bad_json");
        assert_eq!(code(r#"{"text": 1e400}"#), "bad_json");
        assert_eq!(code(r#"{"text": 5}"#), "bad_field");
        assert_eq!(code(r#"{"id": {}, "text": "a"}"#), "bad_field");
        assert_eq!(code(r#"{"id": "a"}"#), "no_text");
        assert_eq!(code(r#"{"text": null}"#), "no_text");
        assert_eq!(code(r#"{"text": " \n"}"#), "empty");
    }

    #[test]
    fn what_stands_in_a_line_is_kept() -> Result<(), Problem> {
        let (document, warnings) = read(
            r#"{"id": "n1", "url": "https://example.org/1", "title": " A\nB ", "published": "4 May 2025",
                "authors": ["Ana Ruiz", ""], "publisher": "Northern Press", "text": "It rained.", "desk": [1, {"a": 2}],
                "length": 9}"#,
        )?;
        assert_eq!(document.title.as_deref(), Some("A B"));
        assert_eq!(document.published.as_deref(), Some("2025-05-04"));
        assert_eq!(document.authors, ["Ana Ruiz"]);
        assert_eq!(document.extra.len(), 1);
        assert_eq!(warnings, [Warning::about("key_replaced", "length".to_owned())]);
        Ok(())
    }

    #[test]
    fn the_id_depends_on_text_address_and_date_only() -> Result<(), Problem> {
        let id = |line: &str| read(line).map(|(document, _)| document.id);
        let one = id(r#"{"id": "1", "url": "u", "text": "It rained."}"#)?;
        assert_eq!(one, id(r#"{"text": "It rained.", "url": "u", "id": "2", "title": "Rain"}"#)?);
        assert_ne!(one, id(r#"{"id": "1", "url": "v", "text": "It rained."}"#)?);
        assert_ne!(one, id(r#"{"id": "1", "url": "u", "text": "It rained. "}"#)?);
        assert_ne!(one, id(r#"{"id": "1", "url": "u", "published": "2025-01-01", "text": "It rained."}"#)?);
        Ok(())
    }

    proptest! {
        /// No line makes reading panic.
        #[test]
        fn any_bytes_are_an_article_or_a_problem(line in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = article(&line, "f", &Limits::default(), &mut Vec::new());
        }
    }
}
