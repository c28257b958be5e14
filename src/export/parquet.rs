//! `parquet/nodes.parquet` and `parquet/edges.parquet`: tables with types and real lists, for pandas, Polars, `DuckDB`, Spark and
//! the bulk loaders of graph databases. Only where the program was built with the feature `parquet`.
//! <https://parquet.apache.org/docs/file-format/>

use std::io;
use std::io::Write;
use std::mem;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::PoisonError;

use parquet::basic::Compression;
use parquet::basic::LogicalType;
use parquet::basic::Repetition;
use parquet::basic::Type as Physical;
use parquet::data_type::BoolType;
use parquet::data_type::ByteArray;
use parquet::data_type::ByteArrayType;
use parquet::data_type::DoubleType;
use parquet::data_type::Int64Type;
use parquet::errors::ParquetError;
use parquet::file::properties::EnabledStatistics;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedColumnWriter;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;
use parquet::schema::types::TypePtr;

use crate::export::Exporter;
use crate::export::Input;
use crate::export::Sink;
use crate::export::Written;
use crate::export::check;
use crate::export::columns::Column;
use crate::export::columns::Kind;
use crate::export::columns::Put;
use crate::export::columns::Table;
use crate::export::columns::Value;

/// The nodes.
pub const NODES: &str = "parquet/nodes.parquet";

/// The edges.
pub const EDGES: &str = "parquet/edges.parquet";

/// A group of rows is written when its texts have so many bytes.
const GROUP: usize = 1 << 21;

/// Writes `parquet/nodes.parquet` and `parquet/edges.parquet`.
#[derive(Debug, Clone, Copy)]
pub struct Parquet;

impl Exporter for Parquet {
    fn name(&self) -> &'static str {
        "parquet"
    }

    fn files(&self) -> &'static [&'static str] {
        &[NODES, EDGES]
    }

    fn purpose(&self) -> &'static str {
        "pandas, Polars, DuckDB, Spark, bulk loaders: typed tables"
    }

    fn loses(&self) -> &'static str {
        "mentions, evidence and merged are JSON text"
    }

    fn import(&self) -> &'static str {
        include_str!("../../schema/export/import/parquet.md")
    }

    fn export(&self, input: &Input<'_>, out: &mut dyn Sink) -> io::Result<Written> {
        check(input.graph)?;
        let table = Table::full(input.graph);
        let mut rows = Rows::open(out.file(NODES)?, &["id"], table.node_columns())?;
        for node in table.nodes() {
            rows.cell(&node.id);
            table.node(node, &mut rows);
            rows.end()?;
        }
        rows.finish()?;
        // The id of an edge stands among its columns.
        let mut rows = Rows::open(out.file(EDGES)?, &["source", "target"], table.edge_columns())?;
        for edge in table.edges() {
            rows.cell(&edge.source.id);
            rows.cell(&edge.target.id);
            table.edge(&edge, &mut rows);
            rows.end()?;
        }
        rows.finish()?;
        Ok(Written::default())
    }
}

/// A table being written.
struct Rows<'w> {
    file: Box<dyn Write + 'w>,
    writer: SerializedFileWriter<Pieces>,
    pieces: Pieces,
    columns: Vec<Column>,
    cells: Vec<Cells>,
    /// How many columns of the row at hand have their cells.
    done: usize,
    /// Bytes of texts in the group at hand.
    size: usize,
}

impl<'w> Rows<'w> {
    /// Opens a table that has texts, which are never missing, before the other columns.
    fn open(file: Box<dyn Write + 'w>, first: &[&'static str], others: Vec<Column>) -> io::Result<Self> {
        let fields = first.iter().map(|name| text(name, Repetition::REQUIRED).map(Arc::new));
        let fields = fields.chain(others.iter().map(|column| declared(column).map(Arc::new)));
        let schema = Type::group_type_builder("table").with_fields(fields.collect::<Result<_, _>>().map_err(failed)?);
        let schema: TypePtr = Arc::new(schema.build().map_err(failed)?);
        let properties = WriterProperties::builder()
            .set_created_by(concat!("newsloom ", env!("CARGO_PKG_VERSION")).to_owned())
            .set_compression(Compression::SNAPPY)
            .set_statistics_enabled(EnabledStatistics::Chunk)
            .build();
        let pieces = Pieces::default();
        let writer = SerializedFileWriter::new(pieces.clone(), schema, Arc::new(properties)).map_err(failed)?;
        let columns: Vec<Column> = first.iter().map(|name| Column { name, kind: Kind::Text }).chain(others).collect();
        let cells = columns.iter().enumerate().map(|(at, _)| Cells { required: at < first.len(), ..Cells::default() });
        Ok(Self { file, writer, pieces, cells: cells.collect(), columns, done: 0, size: 0 })
    }

    /// Adds a cell of one of the first columns.
    fn cell(&mut self, text: &str) {
        self.cells[self.done].text(text.as_bytes());
        self.done += 1;
    }

    /// Ends a row; columns that got no value have none.
    fn end(&mut self) -> io::Result<()> {
        for cells in &mut self.cells[self.done..] {
            cells.none();
        }
        self.done = 0;
        if self.size < GROUP { Ok(()) } else { self.group() }
    }

    /// Writes the rows there are as a group.
    fn group(&mut self) -> io::Result<()> {
        let mut group = self.writer.next_row_group().map_err(failed)?;
        for (column, cells) in self.columns.iter().zip(&mut self.cells) {
            if let Some(mut writer) = group.next_column().map_err(failed)? {
                cells.write(column.kind, &mut writer).map_err(failed)?;
                writer.close().map_err(failed)?;
            }
        }
        group.close().map_err(failed)?;
        self.size = 0;
        self.pieces.drain(&mut self.file)
    }

    fn finish(mut self) -> io::Result<()> {
        self.group()?;
        self.writer.finish().map_err(failed)?;
        self.pieces.drain(&mut self.file)?;
        self.file.flush()
    }
}

impl Put for Rows<'_> {
    /// Values come in the order of their columns.
    fn put(&mut self, name: &'static str, value: Value<'_>) {
        let Some(ahead) = self.columns[self.done..].iter().position(|column| column.name == name) else { return };
        let (skipped, rest) = self.cells[self.done..].split_at_mut(ahead);
        skipped.iter_mut().for_each(Cells::none);
        self.done += ahead + 1;
        let Some(cells) = rest.first_mut() else { return };
        let before = cells.bytes.len();
        match value {
            Value::Number(number) => cells.one(|cells| cells.numbers.push(number)),
            Value::Count(count) => cells.one(|cells| cells.counts.push(count as i64)),
            Value::Flag => cells.one(|cells| cells.flags.push(true)),
            Value::Text(text) => cells.text(text.as_bytes()),
            Value::Parts(_) => cells.one(|cells| {
                value.plain(&mut cells.bytes);
                cells.ends.push(cells.bytes.len());
            }),
            Value::Texts(texts) => {
                let mut repetition = 0;
                for text in texts.iter() {
                    cells.bytes.extend_from_slice(text.as_bytes());
                    cells.ends.push(cells.bytes.len());
                    cells.levels.push(2);
                    cells.repetitions.push(repetition);
                    repetition = 1;
                }
                if repetition == 0 {
                    // A list of nothing.
                    cells.levels.push(1);
                    cells.repetitions.push(0);
                }
            }
        }
        self.size += cells.bytes.len() - before;
    }
}

/// The cells of a column in the group at hand.
#[derive(Default)]
struct Cells {
    required: bool,
    /// Texts one after the other, and where each ends.
    bytes: Vec<u8>,
    ends: Vec<usize>,
    numbers: Vec<f64>,
    counts: Vec<i64>,
    flags: Vec<bool>,
    /// Of each cell whether it has a value; of lists, 0 for no list, 1 for an empty one, 2 for an item.
    levels: Vec<i16>,
    /// Of items of lists: 0 for the first.
    repetitions: Vec<i16>,
}

impl Cells {
    fn none(&mut self) {
        self.levels.push(0);
        self.repetitions.push(0);
    }

    fn one(&mut self, add: impl FnOnce(&mut Self)) {
        add(self);
        self.levels.push(1);
    }

    fn text(&mut self, text: &[u8]) {
        self.one(|cells| {
            cells.bytes.extend_from_slice(text);
            cells.ends.push(cells.bytes.len());
        });
    }

    /// Writes what there is and forgets it.
    fn write(&mut self, kind: Kind, writer: &mut SerializedColumnWriter<'_>) -> Result<(), ParquetError> {
        let levels = (!self.required).then_some(self.levels.as_slice());
        match kind {
            Kind::Number => writer.typed::<DoubleType>().write_batch(&self.numbers, levels, None)?,
            Kind::Count => writer.typed::<Int64Type>().write_batch(&self.counts, levels, None)?,
            Kind::Flag => writer.typed::<BoolType>().write_batch(&self.flags, levels, None)?,
            Kind::Text | Kind::Texts | Kind::Parts => {
                let bytes = ByteArray::from(mem::take(&mut self.bytes));
                let mut begin = 0;
                let texts: Vec<ByteArray> = self
                    .ends
                    .iter()
                    .map(|&end| {
                        let text = bytes.slice(begin, end - begin);
                        begin = end;
                        text
                    })
                    .collect();
                let repetitions = (kind == Kind::Texts).then_some(self.repetitions.as_slice());
                writer.typed::<ByteArrayType>().write_batch(&texts, levels, repetitions)?
            }
        };
        *self = Self { required: self.required, ..Self::default() };
        Ok(())
    }
}

/// A column of texts.
fn text(name: &str, repetition: Repetition) -> Result<Type, ParquetError> {
    let of = Type::primitive_type_builder(name, Physical::BYTE_ARRAY).with_logical_type(Some(LogicalType::String));
    of.with_repetition(repetition).build()
}

/// A column as the schema declares it.
fn declared(column: &Column) -> Result<Type, ParquetError> {
    let plain = |kind| Type::primitive_type_builder(column.name, kind).with_repetition(Repetition::OPTIONAL).build();
    match column.kind {
        Kind::Text | Kind::Parts => text(column.name, Repetition::OPTIONAL),
        Kind::Number => plain(Physical::DOUBLE),
        Kind::Count => plain(Physical::INT64),
        Kind::Flag => plain(Physical::BOOLEAN),
        Kind::Texts => {
            let item = Arc::new(text("element", Repetition::REQUIRED)?);
            let items = Type::group_type_builder("list").with_repetition(Repetition::REPEATED).with_fields(vec![item]);
            Type::group_type_builder(column.name)
                .with_repetition(Repetition::OPTIONAL)
                .with_logical_type(Some(LogicalType::List))
                .with_fields(vec![Arc::new(items.build()?)])
                .build()
        }
    }
}

fn failed(error: ParquetError) -> io::Error {
    io::Error::other(error)
}

/// Bytes on their way to a file. The writer of the library wants one that other threads may have; those of ours are not.
#[derive(Debug, Clone, Default)]
struct Pieces {
    bytes: Arc<Mutex<Vec<u8>>>,
}

impl Pieces {
    fn drain(&self, file: &mut dyn Write) -> io::Result<()> {
        let mut bytes = self.bytes.lock().unwrap_or_else(PoisonError::into_inner);
        file.write_all(&bytes)?;
        bytes.clear();
        Ok(())
    }
}

impl Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
