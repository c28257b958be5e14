//! Rows as members of JSON objects.

use std::io;
use std::io::Write;

use crate::export::columns::Put;
use crate::export::columns::Value;

/// Writes `,"name":value` for each value; the object is opened and closed by others.
pub(super) struct Members<'w> {
    pub(super) out: &'w mut dyn Write,
    /// Names under which some reader expects something else, and what they are called instead.
    pub(super) renamed: &'static [(&'static str, &'static str)],
    /// Whether a comma is due.
    pub(super) comma: bool,
}

impl<'w> Members<'w> {
    /// For an object that has members already, or none (`comma` is false).
    pub(super) fn new(out: &'w mut dyn Write, comma: bool) -> Self {
        Self { out, renamed: &[], comma }
    }

    /// With other names for some.
    pub(super) fn renamed(mut self, renamed: &'static [(&'static str, &'static str)]) -> Self {
        self.renamed = renamed;
        self
    }
}

impl Put for Members<'_> {
    fn put(&mut self, name: &'static str, value: Value<'_>) -> io::Result<()> {
        let name = self.renamed.iter().find(|(from, _)| *from == name).map_or(name, |(_, to)| to);
        write!(self.out, "{}\"{name}\":", if self.comma { "," } else { "" })?;
        self.comma = true;
        value.json(self.out)
    }
}

/// A text as JSON.
pub(super) fn string(text: &str, out: &mut dyn Write) -> io::Result<()> {
    Ok(serde_json::to_writer(out, text)?)
}

/// Writes items, each on a line of its own, with commas between them.
pub(super) fn lines<T>(
    items: impl Iterator<Item = T>,
    out: &mut dyn Write,
    mut write: impl FnMut(T, &mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let mut between: &[u8] = b"\n";
    for item in items {
        out.write_all(between)?;
        write(item, out)?;
        between = b",\n";
    }
    out.write_all(b"\n")
}
