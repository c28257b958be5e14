//! `graph.trig`: RDF 1.1 in `TriG`, a named graph per article. <https://www.w3.org/TR/trig/>

use std::io;

use crate::export::Choice;
use crate::export::Exporter;
use crate::export::Input;
use crate::export::Profile;
use crate::export::Sink;
use crate::export::Written;
use crate::export::buffer::Buffer;
use crate::export::buffer::put;
use crate::export::check;
use crate::export::rdf;
use crate::export::rdf::Addresses;
use crate::export::rdf::Iri;
use crate::export::rdf::Segment;
use crate::export::rdf::Syntax;
use crate::export::rdf::Triple;
use crate::export::rdf::grouped;
use crate::export::rdf::grouped::Grouped;
use rustc_hash::FxHashMap;

/// The name of the file.
pub const FILE: &str = "graph.trig";

/// Writes `graph.trig`.
#[derive(Debug, Clone, Copy)]
pub struct TriG;

impl Exporter for TriG {
    fn name(&self) -> &'static str {
        "trig"
    }

    fn files(&self) -> &'static [&'static str] {
        &[FILE]
    }

    fn purpose(&self) -> &'static str {
        "quad stores; dropping an article is dropping its graph"
    }

    fn loses(&self) -> &'static str {
        "sentence and cue of the evidence of edges"
    }

    fn profiles(&self) -> &'static [Profile] {
        Profile::ALL
    }

    fn takes(&self) -> &'static [Choice] {
        &[Choice::Base]
    }

    fn import(&self) -> &'static str {
        include_str!("../../schema/export/import/trig.md")
    }

    fn export(&self, input: &Input<'_>, out: &mut dyn Sink) -> io::Result<Written> {
        check(input.graph)?;
        let addresses = Addresses::of(input)?;
        let mut out = Out {
            file: Buffer::new(out.file(FILE)?),
            addresses,
            parts: Vec::new(),
            used: 0,
            last: 0,
            known: FxHashMap::default(),
            open: None,
        };
        grouped::declare(&out.addresses, &mut out.file.bytes);
        rdf::write(input, &mut out)?;
        out.close()?;
        Ok(Written::default())
    }
}

/// What a block says in one graph.
#[derive(Default)]
struct Part {
    graph: String,
    grouped: Grouped,
    bytes: Vec<u8>,
}

struct Out<'w> {
    file: Buffer<'w>,
    addresses: Addresses,
    /// The parts of the block so far, `used` of them; the others are room for more.
    parts: Vec<Part>,
    used: usize,
    /// Which part the last triple was for.
    last: usize,
    /// Which part is that of a graph, where a block has many.
    known: FxHashMap<String, usize>,
    /// The graph that the file is within.
    open: Option<String>,
}

/// Up to so many parts are looked through one after the other.
const FEW: usize = 8;

impl Syntax for Out<'_> {
    const NAMED: bool = true;

    fn triple(&mut self, triple: &Triple<'_>, graph: &str) {
        let at = self.part(graph);
        let Part { grouped, bytes, .. } = &mut self.parts[at];
        grouped.triple(&self.addresses, triple, bytes);
    }

    /// Writes the block, graph by graph.
    fn spill(&mut self) -> io::Result<()> {
        let parts = &mut self.parts[..self.used];
        parts.sort_unstable_by(|a, b| a.graph.cmp(&b.graph));
        let out = &mut self.file.bytes;
        for part in parts {
            part.grouped.close(&mut part.bytes);
            if self.open.as_ref() != Some(&part.graph) {
                if self.open.is_some() {
                    put(out, ["}\n"]);
                }
                self.addresses.short(Iri::Own(Segment::Graph, &part.graph), out);
                put(out, [" {\n"]);
                self.open.get_or_insert_default().clone_from(&part.graph);
            }
            out.extend_from_slice(&part.bytes);
            part.bytes.clear();
        }
        self.used = 0;
        self.known.clear();
        self.file.spill()
    }
}

impl Out<'_> {
    /// Where the part of a graph is; a new one if there is none.
    fn part(&mut self, graph: &str) -> usize {
        if self.last < self.used && self.parts[self.last].graph == graph {
            return self.last;
        }
        let found = if self.used <= FEW {
            self.parts[..self.used].iter().position(|part| part.graph == graph)
        } else {
            if self.known.is_empty() {
                self.known.extend(self.parts[..self.used].iter().map(|part| part.graph.clone()).zip(0..));
            }
            self.known.get(graph).copied()
        };
        self.last = found.unwrap_or_else(|| {
            if self.used == self.parts.len() {
                self.parts.push(Part::default());
            }
            graph.clone_into(&mut self.parts[self.used].graph);
            if !self.known.is_empty() {
                self.known.insert(graph.to_owned(), self.used);
            }
            self.used += 1;
            self.used - 1
        });
        self.last
    }

    fn close(mut self) -> io::Result<()> {
        self.spill()?;
        if self.open.is_some() {
            put(&mut self.file.bytes, ["}\n"]);
        }
        self.file.finish()
    }
}
