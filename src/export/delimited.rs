//! Tables as files of comma-separated values: RFC 4180, UTF-8, `\n` at the end of a line.
//! <https://www.rfc-editor.org/rfc/rfc4180>

use std::io;

use crate::export::Sink;
use crate::export::buffer::Buffer;
use crate::export::buffer::plain;
use crate::export::buffer::put;
use crate::export::columns::Column;
use crate::export::columns::Names;
use crate::export::columns::Parts;
use crate::export::columns::Put;
use crate::export::columns::Texts;
use crate::export::columns::Value;

/// A table being written, cell by cell.
pub(super) struct Rows<'w> {
    file: Buffer<'w>,
    /// Whether the row has a cell.
    begun: bool,
    /// The columns whose values come by name, and how many of them the row has already.
    columns: &'w [Column],
    done: usize,
    /// Puts the items of a list together.
    list: fn(Texts<'_>, &mut Vec<u8>),
    /// Room for a value before its quotes.
    scratch: Vec<u8>,
}

impl<'w> Rows<'w> {
    /// Opens a table. Of values that come by name there are these columns, and lists are put together by `list`.
    pub(super) fn open(
        out: &'w mut dyn Sink,
        name: &str,
        columns: &'w [Column],
        list: fn(Texts<'_>, &mut Vec<u8>),
    ) -> io::Result<Self> {
        let file = Buffer::new(out.file(name)?);
        Ok(Self { file, begun: false, columns, done: 0, list, scratch: Vec::new() })
    }

    /// Adds a cell.
    pub(super) fn cell(&mut self, text: &str) {
        self.comma();
        quoted(text.as_bytes(), &mut self.file.bytes);
    }

    /// A row of these cells alone, such as the names of columns.
    pub(super) fn row(&mut self, cells: impl Iterator<Item = impl AsRef<str>>) -> io::Result<()> {
        cells.for_each(|cell| self.cell(cell.as_ref()));
        self.end_row()
    }

    /// Ends a row; columns that got no value stay empty.
    pub(super) fn end(&mut self) -> io::Result<()> {
        while self.done < self.columns.len() {
            self.comma();
            self.done += 1;
        }
        self.end_row()
    }

    /// Writes what is left.
    pub(super) fn finish(self) -> io::Result<()> {
        self.file.finish()
    }

    fn end_row(&mut self) -> io::Result<()> {
        self.file.bytes.push(b'\n');
        self.begun = false;
        self.done = 0;
        self.file.spill()
    }

    fn comma(&mut self) {
        if self.begun {
            self.file.bytes.push(b',');
        }
        self.begun = true;
    }
}

impl Put for Rows<'_> {
    /// Values come in the order of their columns.
    fn put(&mut self, name: &'static str, value: Value<'_>) {
        let Some(ahead) = self.columns[self.done..].iter().position(|column| column.name == name) else { return };
        for _ in 0..=ahead {
            self.comma();
        }
        self.done += ahead + 1;
        let out = &mut self.file.bytes;
        match value {
            Value::Text(text) => quoted(text.as_bytes(), out),
            Value::Number(_) | Value::Count(_) | Value::Flag => value.plain(out),
            Value::Parts(Parts::Evidence(evidence)) if !evidence.is_empty() => {
                out.push(b'"');
                Parts::Evidence(evidence).evidence(&Names::IN_CELL, out);
                out.push(b'"');
            }
            Value::Texts(_) | Value::Parts(_) => {
                self.scratch.clear();
                match value {
                    Value::Texts(texts) => (self.list)(texts, &mut self.scratch),
                    value => value.plain(&mut self.scratch),
                }
                quoted(&self.scratch, out);
            }
        }
    }
}

/// A cell, in quotes where it must be.
#[allow(clippy::needless_bitwise_bool, reason = "sixteen bytes are compared at once")]
fn quoted(bytes: &[u8], out: &mut Vec<u8>) {
    let is_plain = |byte: u8| (byte != b'"') & (byte != b',') & (byte != b'\n') & (byte != b'\r');
    let begin = plain(bytes, is_plain);
    if bytes[begin..].iter().all(|byte| is_plain(*byte)) {
        out.extend_from_slice(bytes);
        return;
    }
    out.push(b'"');
    for piece in bytes.split_inclusive(|byte| *byte == b'"') {
        out.extend_from_slice(piece);
        if piece.ends_with(b"\"") {
            out.push(b'"');
        }
    }
    out.push(b'"');
}

/// A list as JSON.
pub(super) fn json(texts: Texts<'_>, out: &mut Vec<u8>) {
    Value::Texts(texts).plain(out);
}

/// A list with `;` between the items, in which a `;` becomes a comma: readers know no way to write it.
pub(super) fn semicolons(texts: Texts<'_>, out: &mut Vec<u8>) {
    for (at, text) in texts.iter().enumerate() {
        put(out, [if at == 0 { "" } else { ";" }]);
        out.extend(text.bytes().map(|byte| if byte == b';' { b',' } else { byte }));
    }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        for (text, written) in [
            ("", ""),
            ("a b", "a b"),
            ("a,b", "\"a,b\""),
            ("\"", "\"\"\"\""),
            ("longer than sixteen letters \"and\" quoted", "\"longer than sixteen letters \"\"and\"\" quoted\""),
            ("line\nbreak\r", "\"line\nbreak\r\""),
        ] {
            let mut out = Vec::new();
            quoted(text.as_bytes(), &mut out);
            assert_eq!(String::from_utf8(out).unwrap(), written);
        }
    }
}
