//! Rows as members of JSON objects.

use std::io;

use crate::export::buffer::Buffer;
use crate::export::buffer::put;
use crate::export::columns::Put;
use crate::export::columns::Value;

/// Writes `,"name":value` for each value; the object is opened and closed by others.
pub(super) struct Members<'w> {
    out: &'w mut Vec<u8>,
    /// Names under which some reader expects something else, and what they are called instead.
    renamed: &'static [(&'static str, &'static str)],
    /// Whether a comma is due.
    comma: bool,
}

impl<'w> Members<'w> {
    /// For an object that has members already, or none (`comma` is false).
    pub(super) const fn new(out: &'w mut Vec<u8>, comma: bool) -> Self {
        Self { out, renamed: &[], comma }
    }

    /// With other names for some.
    pub(super) const fn renamed(mut self, renamed: &'static [(&'static str, &'static str)]) -> Self {
        self.renamed = renamed;
        self
    }
}

impl Put for Members<'_> {
    fn put(&mut self, name: &'static str, value: Value<'_>) {
        let name = self.renamed.iter().find(|(from, _)| *from == name).map_or(name, |(_, to)| to);
        put(self.out, [if self.comma { ",\"" } else { "\"" }, name, "\":"]);
        self.comma = true;
        match value {
            Value::Text(text) => string(text, self.out),
            value => value.plain(self.out),
        }
    }
}

/// A text as JSON.
pub(super) fn string(text: &str, out: &mut Vec<u8>) {
    // Writing to memory cannot fail.
    let _ = serde_json::to_writer(out, text);
}

/// Writes items, each on a line of its own, with commas between them.
pub(super) fn lines<T>(
    items: impl Iterator<Item = T>,
    file: &mut Buffer<'_>,
    mut write: impl FnMut(T, &mut Vec<u8>),
) -> io::Result<()> {
    let mut between = "\n";
    for item in items {
        put(&mut file.bytes, [between]);
        write(item, &mut file.bytes);
        between = ",\n";
        file.spill()?;
    }
    put(&mut file.bytes, ["\n"]);
    Ok(())
}
