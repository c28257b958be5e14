//! `graph.gexf` and `actors.gexf`: for Gephi and Gephi Lite, drawn the moment they open.
//!
//! GEXF 1.3 as Gephi itself writes it: types of edges as kinds, colours by type, sizes by importance, places with room for
//! labels, and the communities, ranks, degrees and cores of nodes as columns. On request it says when things happen, for
//! the timeline, and leaves the drawing to Gephi. <https://gexf.net/schema.html>

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};

use crate::document::date;
use crate::export::Choice;
use crate::export::Exporter;
use crate::export::Input;
use crate::export::Options;
use crate::export::Sink;
use crate::export::Written;
use crate::export::color;
use crate::export::columns;
use crate::export::columns::Kind;
use crate::export::columns::Put;
use crate::export::columns::Row;
use crate::export::columns::Table;
use crate::export::columns::Value;
use crate::export::drawing;
use crate::export::drawing::Drawing;
use crate::export::label;
use crate::export::xml;
use crate::graph::Evidence;
use crate::graph::Node;
use crate::graph::NodeBody;
use crate::graph::Time;

/// The whole graph: actions and statements are nodes.
pub const FULL: &str = "graph.gexf";

/// Who does what to whom.
pub const ACTORS: &str = "actors.gexf";

/// Writes `graph.gexf` and `actors.gexf`.
#[derive(Debug, Clone, Copy)]
pub struct Gexf;

impl Exporter for Gexf {
    fn name(&self) -> &'static str {
        "gexf"
    }

    fn files(&self) -> &'static [&'static str] {
        &[FULL, ACTORS]
    }

    fn purpose(&self) -> &'static str {
        "Gephi and Gephi Lite: colours, sizes, places, communities, timeline"
    }

    fn loses(&self) -> &'static str {
        "mentions and evidence are JSON text; control characters are removed; of values longer than 500,000 characters \
         texts are cut off and lists left out, because Gephi refuses the file otherwise"
    }

    fn takes(&self) -> &'static [Choice] {
        &[Choice::View, Choice::Dynamic, Choice::NoLayout]
    }

    fn import(&self) -> &'static str {
        include_str!("../../schema/export/import/gexf.md")
    }

    fn export(&self, input: &Input<'_>, out: &mut dyn Sink) -> io::Result<Written> {
        let Options { dynamic, no_layout, .. } = *input.options;
        columns::views(input, out, [FULL, ACTORS], |table, file| write(table, dynamic, !no_layout, file))
    }
}

/// What is measured of a node, and its type in GEXF. `degree` fits 32 bits because Gephi writes its own there.
const MEASURED: &[(&str, &str)] =
    &[("degree", "integer"), ("core", "long"), ("pagerank", "double"), ("community", "long")];

fn write(table: &Table<'_>, dynamic: bool, layout: bool, file: Box<dyn Write + '_>) -> io::Result<usize> {
    let drawing = layout.then(|| Drawing::of(table));
    let numbers = drawing::numbers(table);
    let spells = if dynamic { Some(Spells::of(table)) } else { None };
    let mut out = Out { file: BufWriter::with_capacity(1 << 16, file), removed: 0 };
    out.open(table, dynamic, layout)?;
    for (at, node) in table.nodes().enumerate() {
        out.node(table, node, at, drawing.as_ref(), spells.as_ref())?;
    }
    out.file.write_all(b"    </nodes>\n    <edges>\n")?;
    for (at, edge) in table.edges().enumerate() {
        out.edge(table, edge, numbers[at], spells.as_ref().and_then(|spells| spells.edges[at].as_ref()))?;
    }
    out.file.write_all(b"    </edges>\n  </graph>\n</gexf>\n")?;
    out.file.flush()?;
    Ok(out.removed)
}

/// How a column is declared; nothing for those that GEXF has a place of their own for.
fn declared(name: &str, kind: Kind) -> Option<&'static str> {
    if matches!(name, "label" | "weight") {
        return None;
    }
    Some(match kind {
        Kind::Text | Kind::Parts => "string",
        Kind::Number => "double",
        Kind::Count => "long",
        Kind::Flag => "boolean",
        Kind::Texts => "liststring",
    })
}

/// A file being written.
struct Out<'w> {
    file: BufWriter<Box<dyn Write + 'w>>,
    removed: usize,
}

impl Out<'_> {
    fn open(&mut self, table: &Table<'_>, dynamic: bool, layout: bool) -> io::Result<()> {
        let mode = if dynamic {
            "mode=\"dynamic\" timeformat=\"date\" timerepresentation=\"interval\""
        } else {
            "mode=\"static\""
        };
        write!(
            self.file,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gexf xmlns=\"http://gexf.net/1.3\" \
             xmlns:viz=\"http://gexf.net/1.3/viz\" version=\"1.3\">\n  <meta>\n    <creator>newsloom</creator>\n  </meta>\n  \
             <graph defaultedgetype=\"directed\" {mode}>\n"
        )?;
        let measured = MEASURED.iter().copied().filter(|_| layout);
        let nodes = table.node_columns();
        let edges = table.edge_columns();
        let nodes = nodes.iter().filter_map(|column| Some((column.name, declared(column.name, column.kind)?)));
        let edges = edges.iter().filter_map(|column| Some((column.name, declared(column.name, column.kind)?)));
        self.columns("node", nodes.chain(measured))?;
        self.columns("edge", edges)?;
        self.file.write_all(b"    <nodes>\n")
    }

    fn columns(&mut self, of: &str, columns: impl Iterator<Item = (&'static str, &'static str)>) -> io::Result<()> {
        writeln!(self.file, "    <attributes class=\"{of}\" mode=\"static\">")?;
        for (name, kind) in columns {
            writeln!(self.file, "      <attribute id=\"{name}\" title=\"{name}\" type=\"{kind}\"/>")?;
        }
        self.file.write_all(b"    </attributes>\n")
    }

    fn node(
        &mut self,
        table: &Table<'_>,
        node: &Node,
        at: usize,
        drawing: Option<&Drawing>,
        spells: Option<&Spells>,
    ) -> io::Result<()> {
        write!(self.file, "      <node id=\"{}\" label=\"", node.id)?;
        let (label, cut) = short(label(node));
        self.removed += cut + xml::attribute(label, &mut self.file)?;
        self.file.write_all(b"\"><attvalues>")?;
        table.node(node, self)?;
        if let Some(drawing) = drawing {
            write!(
                self.file,
                "<attvalue for=\"degree\" value=\"{}\"/><attvalue for=\"core\" value=\"{}\"/>\
                 <attvalue for=\"pagerank\" value=\"{:?}\"/><attvalue for=\"community\" value=\"{}\"/>",
                drawing.degrees[at], drawing.cores[at], drawing.ranks[at], drawing.communities[at]
            )?;
        }
        self.file.write_all(b"</attvalues>")?;
        self.spells(spells.and_then(|spells| spells.nodes[at].as_ref()))?;
        let [red, green, blue] = color(node.kind);
        write!(self.file, "<viz:color r=\"{red}\" g=\"{green}\" b=\"{blue}\" a=\"1.0\"/>")?;
        if let Some(drawing) = drawing {
            let ([across, up], radius) = (drawing.places[at], drawing.radii[at]);
            write!(
                self.file,
                "<viz:position x=\"{across:?}\" y=\"{up:?}\" z=\"0.0\"/><viz:size value=\"{radius:?}\"/>"
            )?;
        }
        self.file.write_all(b"</node>\n")
    }

    /// The type stands in `kind`, where Gephi and graphology look for it, and in the data, where `NetworkX` does. `number`
    /// tells edges apart that Gephi would make one of.
    fn edge(&mut self, table: &Table<'_>, edge: Row<'_, '_>, number: u32, spell: Option<&Spell>) -> io::Result<()> {
        let (source, target) = (&edge.source.id, &edge.target.id);
        let (kind, small) = edge.kind();
        write!(self.file, "      <edge id=\"{}\" source=\"{source}\" target=\"{target}\" label=\"", edge.id)?;
        self.removed += xml::attribute(&small, &mut self.file)?;
        self.file.write_all(b"\" kind=\"")?;
        self.removed += xml::attribute(&kind, &mut self.file)?;
        if number > 1 {
            write!(self.file, "_{number}")?;
        }
        write!(self.file, "\" weight=\"{:?}\"><attvalues>", edge.weight())?;
        table.edge(edge, self)?;
        self.file.write_all(b"</attvalues>")?;
        self.spells(spell)?;
        self.file.write_all(b"</edge>\n")
    }

    fn spells(&mut self, spell: Option<&Spell>) -> io::Result<()> {
        let Some((start, end)) = spell else { return Ok(()) };
        write!(self.file, "<spells><spell start=\"{start}\" end=\"{end}\"/></spells>")
    }
}

impl Put for Out<'_> {
    /// One value; none when nothing is left of it.
    fn put(&mut self, name: &'static str, value: Value<'_>) -> io::Result<()> {
        match value {
            _ if matches!(name, "label" | "weight") => Ok(()),
            Value::Count(count) => write!(self.file, "<attvalue for=\"{name}\" value=\"{count}\"/>"),
            // With a point or an exponent, as a `double` is written.
            Value::Number(number) => write!(self.file, "<attvalue for=\"{name}\" value=\"{number:?}\"/>"),
            Value::Texts(texts) => self.list(name, &list(&texts)),
            Value::Parts(_) => self.list(name, &value.text()),
            Value::Text(_) | Value::Flag => self.text(name, &value.text()),
        }
    }
}

impl Out<'_> {
    fn text(&mut self, name: &str, text: &str) -> io::Result<()> {
        if !xml::remains(text) {
            self.removed += text.chars().count();
            return Ok(());
        }
        let (text, cut) = short(text);
        write!(self.file, "<attvalue for=\"{name}\" value=\"")?;
        self.removed += cut + xml::attribute(text, &mut self.file)?;
        self.file.write_all(b"\"/>")
    }

    /// A part of a list would be none, so it is there as a whole or not at all.
    fn list(&mut self, name: &str, list: &str) -> io::Result<()> {
        if short(list).1 == 0 {
            return self.text(name, list);
        }
        self.removed += list.chars().count();
        Ok(())
    }
}

/// So many UTF-16 units of a value are kept: Gephi reads with Woodstox, which takes no more than 524,288.
const LONGEST: usize = 500_000;

/// What there is room for of a text, and how many characters that leaves out.
fn short(text: &str) -> (&str, usize) {
    if text.len() <= LONGEST {
        return (text, 0);
    }
    let mut units = 0;
    for (at, c) in text.char_indices() {
        units += c.len_utf16();
        if units > LONGEST {
            return (&text[..at], text[at..].chars().count());
        }
    }
    (text, 0)
}

/// Texts as Gephi and graphology read a list: in quotes, and a backslash before `"` and `\`.
fn list(texts: &[&str]) -> String {
    let mut list = String::from("[");
    for (at, text) in texts.iter().enumerate() {
        list.push_str(if at == 0 { "\"" } else { ", \"" });
        for c in text.chars() {
            if matches!(c, '"' | '\\') {
                list.push('\\');
            }
            list.push(c);
        }
        list.push('"');
    }
    list.push(']');
    list
}

/// The first and the last day of something, as `2025-05-04`.
type Spell = (String, String);

/// When nodes and edges are there, where that is known.
struct Spells {
    nodes: Vec<Option<Spell>>,
    edges: Vec<Option<Spell>>,
}

impl Spells {
    /// An edge is there while what it belongs to happens, or else on the days its documents were published; a node from
    /// the first to the last day of itself and of its edges, so that no edge is there without its ends.
    fn of(table: &Table<'_>) -> Self {
        let published: BTreeMap<&str, String> = table
            .graph
            .documents()
            .iter()
            .filter_map(|record| Some((record.id.as_str(), day(record.published.as_deref()?)?)))
            .collect();
        let mut nodes: Vec<Option<Spell>> = table.nodes().map(|node| of_node(node, &published)).collect();
        let mut edges = Vec::new();
        for (row, (source, target)) in table.edges().zip(table.ends()) {
            let spell = match row.actions() {
                Some(actions) => actions.iter().filter_map(|node| of_node(node, &published)).reduce(join),
                None => {
                    happens(row.source).or_else(|| happens(row.target)).or_else(|| on_days(row.evidence(), &published))
                }
            };
            if let Some(spell) = &spell {
                for end in [source, target] {
                    let node = &mut nodes[end as usize];
                    *node = Some(node.take().map_or_else(|| spell.clone(), |known| join(known, spell.clone())));
                }
            }
            edges.push(spell);
        }
        Self { nodes, edges }
    }
}

/// From the earlier start to the later end.
fn join(one: Spell, two: Spell) -> Spell {
    (one.0.min(two.0), one.1.max(two.1))
}

fn of_node(node: &Node, published: &BTreeMap<&str, String>) -> Option<Spell> {
    happens(node).or_else(|| {
        let own = published.get(node.id.as_str()).map(|day| (day.clone(), day.clone()));
        let mentioned = node.mentions.iter().filter_map(|at| published.get(at.span.document.as_str()));
        let mentioned = mentioned.map(|day| (day.clone(), day.clone())).reduce(join);
        own.into_iter().chain(mentioned).chain(on_days(&node.evidence, published)).reduce(join)
    })
}

/// When an action or a statement happens, where the text says so.
fn happens(node: &Node) -> Option<Spell> {
    let time: &Time = match &node.body {
        NodeBody::Action(action) => action.time.as_ref()?,
        NodeBody::Statement(statement) => statement.time.as_ref()?,
        NodeBody::Document(_) | NodeBody::Entity(_) => return None,
    };
    let (start, end) = (time.earliest.as_deref().and_then(day), time.latest.as_deref().and_then(day));
    match (start, end) {
        (Some(start), Some(end)) if start <= end => Some((start, end)),
        (Some(only), None) | (None, Some(only)) => Some((only.clone(), only)),
        _ => None,
    }
}

/// The days on which documents were published that something rests on.
fn on_days(evidence: &[Evidence], published: &BTreeMap<&str, String>) -> Option<Spell> {
    let days = evidence.iter().filter_map(|at| published.get(at.span.document.as_str()));
    days.map(|day| (day.clone(), day.clone())).reduce(join)
}

/// The day of a date or moment, as Gephi reads it; years from 0 to 9999.
fn day(text: &str) -> Option<String> {
    let day = date::iso(text)?;
    let day = day.get(..10)?;
    day.starts_with(|c: char| c.is_ascii_digit()).then(|| day.to_owned())
}
