//! The graph as files: one exporter per format, and [`verify`] to check what was written.
//!
//! * [`json`]: `graph.json`, everything the graph holds. * [`turtle`]: `graph.ttl`, RDF 1.1.
//!   * [`graphml`]: `graph.graphml`, the whole graph as nodes and edges, and `actors.graphml`, who does what to whom.
//!
//! The same graph gives the same bytes: nothing here looks at the clock, and everything is written in the order of ids.

pub mod cypher;
pub mod cytoscape;
pub mod d3;
pub mod dot;
pub mod ftm;
pub mod gexf;
pub mod graphml;
pub mod graphology;
pub mod jgf;
pub mod json;
pub mod jsonld;
pub mod kuzu;
pub mod neo4j;
pub mod neptune;
pub mod nodelink;
pub mod nquads;
pub mod ntriples;
#[cfg(feature = "parquet")]
pub mod parquet;
pub mod rdfxml;
pub mod tables;
pub mod trig;
pub mod turtle;
pub mod verify;

mod buffer;
mod columns;
mod delimited;
mod drawing;
mod members;
mod rdf;
mod vocabulary;
mod xml;

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fs;
use std::fs::File;
use std::io::{self, Write};
use std::path::PathBuf;

use crate::graph::Graph;
use crate::graph::Node;
use crate::graph::NodeBody;
use crate::ontology::NodeType;

/// Every format, in the order `--help` shows them.
pub const ALL: &[&dyn Exporter] = &[
    &json::Json,
    &turtle::Turtle,
    &trig::TriG,
    &ntriples::NTriples,
    &nquads::NQuads,
    &rdfxml::RdfXml,
    &jsonld::JsonLd,
    &graphml::GraphMl,
    &gexf::Gexf,
    &nodelink::NodeLink,
    &cytoscape::Cytoscape,
    &d3::D3,
    &jgf::Jgf,
    &graphology::Graphology,
    &cypher::Cypher,
    &neo4j::Neo4j,
    &neptune::Neptune,
    &kuzu::Kuzu,
    &ftm::Ftm,
    &tables::Tables,
    &dot::Dot,
    #[cfg(feature = "parquet")]
    &parquet::Parquet,
];

/// The formats that are written when none is asked for.
pub const USUAL: &[&dyn Exporter] = &[&json::Json, &turtle::Turtle, &graphml::GraphMl];

/// The format of a name.
pub fn of(name: &str) -> Option<&'static dyn Exporter> {
    ALL.iter().copied().find(|format| format.name() == name)
}

/// What the address of every thing in RDF begins with, unless told otherwise.
pub const BASE: &str = "urn:newsloom:";

/// Which part of a graph to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum View {
    /// Everything: actions and statements are nodes.
    Full,
    /// Who does what to whom: an edge per pair and type of action.
    Actors,
}

/// What RDF can say beside all else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Profile {
    /// Triples that are spoken of: edges and actions reify what they say. RDF 1.2.
    Rdf12,
    /// Words in texts as targets of W3C Web Annotations, with their places and quotes.
    WebAnnotation,
    /// Times as intervals and moments of OWL-Time.
    OwlTime,
    /// Who does what to whom in one triple, for what is a fact and claimed by nobody.
    Shortcuts,
}

impl Profile {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::Rdf12, Self::WebAnnotation, Self::OwlTime, Self::Shortcuts];

    /// Its name on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Rdf12 => "rdf12",
            Self::WebAnnotation => "webannotation",
            Self::OwlTime => "owl-time",
            Self::Shortcuts => "shortcuts",
        }
    }
}

/// What may be asked of some formats and means nothing to the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// [`Options::view`].
    View,
    /// [`Options::dynamic`].
    Dynamic,
    /// [`Options::no_layout`].
    NoLayout,
    /// [`Options::spreadsheet_safe`].
    SpreadsheetSafe,
    /// [`Input::base`].
    Base,
}

impl Choice {
    /// The option of the command line, with its values.
    pub const fn flag(self) -> &'static str {
        match self {
            Self::View => "--view full | actors",
            Self::Dynamic => "--dynamic",
            Self::NoLayout => "--no-layout",
            Self::SpreadsheetSafe => "--spreadsheet-safe",
            Self::Base => "--base IRI",
        }
    }
}

/// What may be asked of formats. What a format does not take ([`Exporter::takes`]) it does not look at.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Options {
    /// One view only; both where a format has both when absent.
    pub view: Option<View>,
    /// One of [`Exporter::dialects`].
    pub dialect: Option<String>,
    /// Whether a drawing says when things happen, for a timeline.
    pub dynamic: bool,
    /// Whether a drawing is left without places, sizes and all that is measured, which takes longer than writing it.
    pub no_layout: bool,
    /// Whether cells of tables that a spreadsheet would take for formulas are made harmless.
    pub spreadsheet_safe: bool,
    /// What RDF says beside all else; [`Exporter::profiles`].
    pub profiles: BTreeSet<Profile>,
}

impl Options {
    /// Nothing is asked for.
    pub const NONE: &'static Self = &Self {
        view: None,
        dialect: None,
        dynamic: false,
        no_layout: false,
        spreadsheet_safe: false,
        profiles: BTreeSet::new(),
    };

    /// Whether a view is wanted.
    pub fn wants(&self, view: View) -> bool {
        self.view.is_none_or(|wanted| wanted == view)
    }
}

/// Gives the text of a document by its id, or nothing when it is not at hand.
pub type Texts<'t> = dyn Fn(&str) -> Option<String> + 't;

/// What an exporter is given.
#[derive(Clone, Copy)]
pub struct Input<'a> {
    /// The finished graph.
    pub graph: &'a Graph,
    /// The texts of its documents, for example sentences. Asked at most once per document and exporter.
    pub texts: &'a Texts<'a>,
    /// What the address of every thing in RDF begins with.
    pub base: &'a str,
    /// What made the graph, as RDF names it: a version, or a version and a hash of settings and weights.
    pub run: &'a str,
    /// What is asked of the format.
    pub options: &'a Options,
}

impl std::fmt::Debug for Input<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Input").field("base", &self.base).field("run", &self.run).finish_non_exhaustive()
    }
}

impl<'a> Input<'a> {
    /// `graph` and the texts of its documents, with the default base `urn:newsloom:` and this version as the run.
    pub fn new(graph: &'a Graph, texts: &'a Texts<'a>) -> Self {
        Self { graph, texts, base: BASE, run: env!("CARGO_PKG_VERSION"), options: Options::NONE }
    }
}

/// What an exporter had to leave out of one graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Written {
    /// Characters that the format forbids (control characters in XML) or has no room for, removed.
    pub removed_characters: usize,
}

/// Writes one finished graph in one format.
pub trait Exporter: Sync {
    /// Name on the command line, lower case.
    fn name(&self) -> &'static str;
    /// The files it writes; `*` stands for the names of types.
    fn files(&self) -> &'static [&'static str];
    /// Who reads it, for `newsloom formats`.
    fn purpose(&self) -> &'static str;
    /// What this format cannot carry, for `newsloom formats` and the README.
    fn loses(&self) -> &'static str;
    /// Variants for some readers; the first is the default.
    fn dialects(&self) -> &'static [&'static str] {
        &[]
    }
    /// What it can say beside all else.
    fn profiles(&self) -> &'static [Profile] {
        &[]
    }
    /// What may be asked of it beside a dialect and profiles.
    fn takes(&self) -> &'static [Choice] {
        &[]
    }
    /// How its files are read by the programs it is for, as Markdown.
    fn import(&self) -> &'static str;
    /// Writes the graph. The same graph gives the same bytes.
    ///
    /// # Errors
    ///
    /// What the sink reports; [`io::ErrorKind::InvalidData`] for a graph no format can carry: an id that is empty or
    /// has other characters than ASCII letters, digits, `.`, `_`, `-`, or a quantity that is not a finite number.
    fn export(&self, input: &Input<'_>, out: &mut dyn Sink) -> io::Result<Written>;
}

/// Where named output files go: a folder, standard output, or memory in tests.
pub trait Sink {
    /// Opens a new file; a `/` in its name leads into a folder. The exporter buffers and flushes.
    ///
    /// # Errors
    ///
    /// When it cannot be opened.
    fn file(&mut self, name: &str) -> io::Result<Box<dyn Write + '_>>;
}

/// Writes files into one existing folder and those below it.
#[derive(Debug, Clone)]
pub struct FolderSink {
    folder: PathBuf,
    names: Vec<String>,
}

impl FolderSink {
    /// Files go into `folder`; existing ones are overwritten.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into(), names: Vec::new() }
    }

    /// The files written so far, in their order.
    pub fn names(&self) -> &[String] {
        &self.names
    }
}

impl Sink for FolderSink {
    fn file(&mut self, name: &str) -> io::Result<Box<dyn Write + '_>> {
        let path = self.folder.join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        self.names.push(name.to_owned());
        Ok(Box::new(File::create(path)?))
    }
}

/// Keeps files in memory.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MemorySink {
    /// Contents by name.
    pub files: BTreeMap<String, Vec<u8>>,
}

impl Sink for MemorySink {
    fn file(&mut self, name: &str) -> io::Result<Box<dyn Write + '_>> {
        let content = self.files.entry(name.to_owned()).or_default();
        content.clear();
        Ok(Box::new(content))
    }
}

/// Whether an id can stand in an address, an XML attribute and a Turtle name as it is.
fn fits(id: &str) -> bool {
    !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-'))
}

/// Refuses a graph that some format cannot carry unchanged, so that an id is the same in all of them.
fn check(graph: &Graph) -> io::Result<()> {
    let refuse = |what: String| Err(io::Error::new(io::ErrorKind::InvalidData, what));
    let documents = graph.documents().iter().map(|document| &document.id);
    let nodes = graph.nodes().map(|node| &node.id);
    let edges = graph.edges().map(|(_, edge, _)| &edge.id);
    let places = graph
        .nodes()
        .flat_map(|node| node.mentions.iter().map(|at| &at.span).chain(node.evidence.iter().map(|at| &at.span)))
        .chain(graph.edges().flat_map(|(_, edge, _)| edge.evidence.iter().map(|at| &at.span)));
    for id in documents.chain(nodes).chain(edges).chain(places.map(|span| &span.document)) {
        if !fits(id) {
            return refuse(format!(
                "the id `{}` has other characters than letters, digits, `.`, `_`, `-`",
                id.escape_debug()
            ));
        }
    }
    let sizes = graph.nodes().filter_map(|node| match &node.body {
        NodeBody::Entity(entity) => entity.size.as_ref().map(|size| (&node.id, size.value)),
        _ => None,
    });
    let quantities = graph.edges().filter_map(|(_, edge, _)| Some((&edge.id, edge.quantity.as_ref()?.value)));
    for (id, value) in sizes.chain(quantities) {
        if !value.is_finite() {
            return refuse(format!("the quantity of `{id}` is {value}, not a finite number"));
        }
    }
    Ok(())
}

/// What to call a node: its label, else its first alias, else its id; whatever has something to see.
fn label(node: &Node) -> &str {
    let aliases = match &node.body {
        NodeBody::Entity(entity) => entity.aliases.as_slice(),
        _ => &[],
    };
    std::iter::once(&node.label).chain(aliases).find(|name| xml::shows(name)).unwrap_or(&node.id)
}

/// The colour of a type of node: red, green, blue. `schema/export/colors.tsv`; grey for one that is not there.
fn color(kind: NodeType) -> [u8; 3] {
    let line = |line: &str| {
        let mut parts = line.split('\t');
        let named = parts.next() == Some(kind.as_str());
        let mut number = || parts.next()?.parse().ok();
        named.then(|| Some([number()?, number()?, number()?])).flatten()
    };
    include_str!("../../schema/export/colors.tsv").lines().find_map(line).unwrap_or([128; 3])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_has_a_colour_of_its_own() {
        let colors: std::collections::BTreeSet<[u8; 3]> = NodeType::ALL.iter().map(|kind| color(*kind)).collect();
        assert_eq!(colors.len(), NodeType::ALL.len());
        assert!(!colors.contains(&[128; 3]));
    }

    #[test]
    fn an_id_that_could_break_out_is_refused() {
        for id in ["", "a b", "x#y", "<a>", "é", "a/../b"] {
            assert!(!fits(id), "{id}");
        }
        assert!(fits("e0123456789abcdefghjkmnpqrs"));
    }
}
