//! `graph.gexf` and `actors.gexf`: for Gephi and Gephi Lite, drawn the moment they open.
//!
//! GEXF 1.3 as Gephi itself writes it: types of edges as kinds, colours by type, sizes by importance, places with room for
//! labels, and the communities, ranks, degrees and cores of nodes as columns. On request it says when things happen, for
//! the timeline, and leaves the drawing to Gephi. <https://gexf.net/schema.html>

use std::collections::BTreeMap;
use std::io;

use crate::document::date;
use crate::export::Choice;
use crate::export::Exporter;
use crate::export::Input;
use crate::export::Options;
use crate::export::Sink;
use crate::export::Written;
use crate::export::buffer::Buffer;
use crate::export::buffer::count;
use crate::export::buffer::float;
use crate::export::buffer::put;
use crate::export::color;
use crate::export::columns;
use crate::export::columns::Kind;
use crate::export::columns::Names;
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
use crate::ontology::NodeType;

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

fn write(table: &Table<'_>, dynamic: bool, layout: bool, file: Buffer<'_>) -> io::Result<usize> {
    let drawing = layout.then(|| Drawing::of(table));
    let numbers = drawing::numbers(table);
    let spells = if dynamic { Some(Spells::of(table)) } else { None };
    let colors = NodeType::ALL.map(|kind| {
        let [red, green, blue] = color(kind);
        format!("<viz:color r=\"{red}\" g=\"{green}\" b=\"{blue}\" a=\"1.0\"/>")
    });
    let mut out = Out { file, colors, scratch: Vec::new(), removed: 0 };
    out.open(table, dynamic, layout);
    for (at, node) in table.nodes().enumerate() {
        out.node(table, node, at, drawing.as_ref(), spells.as_ref());
        out.file.spill()?;
    }
    put(&mut out.file.bytes, ["    </nodes>\n    <edges>\n"]);
    for (at, edge) in table.edges().enumerate() {
        let number = numbers.get(&(at as u32)).copied().unwrap_or(1);
        out.edge(table, &edge, number, spells.as_ref().and_then(|spells| spells.edges[at].as_ref()));
        out.file.spill()?;
    }
    put(&mut out.file.bytes, ["    </edges>\n  </graph>\n</gexf>\n"]);
    out.file.finish()?;
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
    file: Buffer<'w>,
    /// Of each type of node.
    colors: [String; NodeType::ALL.len()],
    /// Room for a value before its escapes.
    scratch: Vec<u8>,
    removed: usize,
}

impl Out<'_> {
    fn open(&mut self, table: &Table<'_>, dynamic: bool, layout: bool) {
        let mode = if dynamic {
            "mode=\"dynamic\" timeformat=\"date\" timerepresentation=\"interval\""
        } else {
            "mode=\"static\""
        };
        put(
            &mut self.file.bytes,
            [
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gexf xmlns=\"http://gexf.net/1.3\" \
                 xmlns:viz=\"http://gexf.net/1.3/viz\" version=\"1.3\">\n  <meta>\n    <creator>newsloom</creator>\n  \
                 </meta>\n  <graph defaultedgetype=\"directed\" ",
                mode,
                ">\n",
            ],
        );
        let measured = MEASURED.iter().copied().filter(|_| layout);
        let nodes = table.node_columns();
        let edges = table.edge_columns();
        let nodes = nodes.iter().filter_map(|column| Some((column.name, declared(column.name, column.kind)?)));
        let edges = edges.iter().filter_map(|column| Some((column.name, declared(column.name, column.kind)?)));
        self.columns("node", nodes.chain(measured));
        self.columns("edge", edges);
        put(&mut self.file.bytes, ["    <nodes>\n"]);
    }

    fn columns(&mut self, of: &str, columns: impl Iterator<Item = (&'static str, &'static str)>) {
        let out = &mut self.file.bytes;
        put(out, ["    <attributes class=\"", of, "\" mode=\"static\">\n"]);
        for (name, kind) in columns {
            put(out, ["      <attribute id=\"", name, "\" title=\"", name, "\" type=\"", kind, "\"/>\n"]);
        }
        put(out, ["    </attributes>\n"]);
    }

    fn node(&mut self, table: &Table<'_>, node: &Node, at: usize, drawing: Option<&Drawing>, spells: Option<&Spells>) {
        put(&mut self.file.bytes, ["      <node id=\"", &node.id, "\" label=\""]);
        let (label, cut) = short(label(node));
        self.removed += cut + xml::attribute(label, &mut self.file.bytes);
        put(&mut self.file.bytes, ["\"><attvalues>"]);
        table.node(node, self);
        if let Some(drawing) = drawing {
            self.put("degree", Value::Count(drawing.degrees[at] as usize));
            self.put("core", Value::Count(drawing.cores[at] as usize));
            self.put("pagerank", Value::Number(drawing.ranks[at]));
            self.put("community", Value::Count(drawing.communities[at] as usize));
        }
        put(&mut self.file.bytes, ["</attvalues>"]);
        self.spells(spells.and_then(|spells| spells.nodes[at].as_ref()));
        let out = &mut self.file.bytes;
        // As long as the enum.
        put(out, [&self.colors[node.kind as usize % self.colors.len()]]);
        if let Some(drawing) = drawing {
            let ([across, up], radius) = (drawing.places[at], drawing.radii[at]);
            for (before, number) in
                [("<viz:position x=\"", across), ("\" y=\"", up), ("\" z=\"0.0\"/><viz:size value=\"", radius)]
            {
                put(out, [before]);
                float(number, out);
            }
            put(out, ["\"/>"]);
        }
        put(out, ["</node>\n"]);
    }

    /// The type stands in `kind`, where Gephi and graphology look for it, and in the data, where `NetworkX` does. `number`
    /// tells edges apart that Gephi would make one of.
    fn edge(&mut self, table: &Table<'_>, edge: &Row<'_>, number: u32, spell: Option<&Spell>) {
        let out = &mut self.file.bytes;
        put(out, ["      <edge id=\"", &edge.id, "\" source=\"", &edge.source.id, "\" target=\"", &edge.target.id]);
        // The letters of a type need no escapes.
        put(out, ["\" label=\"", &edge.small, "\" kind=\"", &edge.kind]);
        if number > 1 {
            put(out, ["_"]);
            count(number as usize, out);
        }
        put(out, ["\" weight=\""]);
        float(edge.weight(), out);
        put(out, ["\"><attvalues>"]);
        table.edge(edge, self);
        put(&mut self.file.bytes, ["</attvalues>"]);
        self.spells(spell);
        put(&mut self.file.bytes, ["</edge>\n"]);
    }

    fn spells(&mut self, spell: Option<&Spell>) {
        if let Some((start, end)) = spell {
            put(&mut self.file.bytes, ["<spells><spell start=\"", start, "\" end=\"", end, "\"/></spells>"]);
        }
    }
}

impl Put for Out<'_> {
    /// One value; none when nothing is left of it.
    fn put(&mut self, name: &'static str, value: Value<'_>) {
        if matches!(name, "label" | "weight") {
            return;
        }
        let out = &mut self.file.bytes;
        let begin = out.len();
        put(out, ["<attvalue for=\"", name, "\" value=\""]);
        let inside = out.len();
        self.removed += match value {
            Value::Number(_) | Value::Count(_) | Value::Flag => {
                value.plain(out);
                0
            }
            Value::Text(text) => {
                let (text, cut) = short(text);
                cut + xml::attribute(text, out)
            }
            Value::Parts(parts) if parts.evidence(&Names::IN_XML, out) && out.len() - inside <= LONGEST => 0,
            Value::Texts(_) | Value::Parts(_) => {
                out.truncate(inside);
                self.scratch.clear();
                match value {
                    Value::Texts(texts) => xml::list(texts, &mut self.scratch),
                    value => value.plain(&mut self.scratch),
                }
                whole(&self.scratch, out)
            }
        };
        if out.len() == inside {
            out.truncate(begin);
        } else {
            put(out, ["\"/>"]);
        }
    }
}

/// Appends a list as a whole or, where there is no room for it, not at all: a part of one would be none. How many
/// characters that leaves out.
fn whole(list: &[u8], out: &mut Vec<u8>) -> usize {
    if list.len() <= LONGEST {
        return xml::escape::<true>(list, out);
    }
    let text = String::from_utf8_lossy(list);
    if short(&text).1 == 0 { xml::attribute(&text, out) } else { text.chars().count() }
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
        for (row, tie) in table.edges().zip(table.ties()) {
            let spell = match row.actions() {
                Some(actions) => actions.iter().filter_map(|node| of_node(node, &published)).reduce(join),
                None => {
                    happens(row.source).or_else(|| happens(row.target)).or_else(|| on_days(row.evidence(), &published))
                }
            };
            if let Some(spell) = &spell {
                for end in [tie.ends.0, tie.ends.1] {
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
