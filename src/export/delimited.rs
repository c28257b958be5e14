//! Tables as files of comma-separated values: RFC 4180, UTF-8, `\n` at the end of a line.
//! <https://www.rfc-editor.org/rfc/rfc4180>

use std::io;
use std::io::BufWriter;
use std::io::Write;

use crate::export::Sink;
use crate::export::columns::Column;
use crate::export::columns::Put;
use crate::export::columns::Value;

/// Opens a table.
pub(super) fn open<'s>(out: &'s mut dyn Sink, name: &str) -> io::Result<csv::Writer<BufWriter<Box<dyn Write + 's>>>> {
    let file = BufWriter::with_capacity(1 << 16, out.file(name)?);
    Ok(csv::WriterBuilder::new().from_writer(file))
}

/// What an error of the writer was: writing, for there is nothing else that can fail.
pub(super) fn failed(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// The cells of one row, in the order of columns; missing ones stay empty.
pub(super) struct Cells<'c> {
    columns: &'c [Column],
    row: Vec<String>,
    /// Puts the items of a list together.
    list: fn(&[&str]) -> String,
}

impl<'c> Cells<'c> {
    /// For rows of these columns.
    pub(super) fn new(columns: &'c [Column], list: fn(&[&str]) -> String) -> Self {
        Self { columns, row: vec![String::new(); columns.len()], list }
    }

    /// The cells so far; they are empty afterwards.
    pub(super) fn take(&mut self) -> impl Iterator<Item = String> + '_ {
        self.row.iter_mut().map(std::mem::take)
    }
}

impl Put for Cells<'_> {
    fn put(&mut self, name: &'static str, value: Value<'_>) -> io::Result<()> {
        if let Some(at) = self.columns.iter().position(|column| column.name == name) {
            self.row[at] = match value {
                Value::Texts(texts) => (self.list)(&texts),
                value => value.text().into_owned(),
            };
        }
        Ok(())
    }
}

/// A list as JSON.
pub(super) fn json(items: &[&str]) -> String {
    serde_json::to_string(items).unwrap_or_default()
}

/// A list with `;` between the items, in which a `;` becomes a comma: readers know no way to write it.
pub(super) fn semicolons(items: &[&str]) -> String {
    items.iter().map(|item| item.replace(';', ",")).collect::<Vec<_>>().join(";")
}
