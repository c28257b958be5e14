//! `graph.nq`: RDF 1.1, a quad a line, a named graph per article. <https://www.w3.org/TR/n-quads/>

use std::io;
use std::io::BufWriter;
use std::io::Write;

use oxrdf::GraphNameRef;
use oxrdf::NamedNode;
use oxrdf::TripleRef;
use oxttl::NQuadsSerializer;
use oxttl::nquads::WriterNQuadsSerializer;

use crate::export::Choice;
use crate::export::Exporter;
use crate::export::Input;
use crate::export::Sink;
use crate::export::Written;
use crate::export::check;
use crate::export::rdf;
use crate::export::rdf::Triples;

/// The name of the file.
pub const FILE: &str = "graph.nq";

/// Writes `graph.nq`.
#[derive(Debug, Clone, Copy)]
pub struct NQuads;

impl Exporter for NQuads {
    fn name(&self) -> &'static str {
        "nquads"
    }

    fn files(&self) -> &'static [&'static str] {
        &[FILE]
    }

    fn purpose(&self) -> &'static str {
        "bulk loaders of quad stores, Neptune"
    }

    fn loses(&self) -> &'static str {
        "sentence and cue of the evidence of edges"
    }

    fn takes(&self) -> &'static [Choice] {
        &[Choice::Base]
    }

    fn import(&self) -> &'static str {
        include_str!("../../schema/export/import/nquads.md")
    }

    fn export(&self, input: &Input<'_>, out: &mut dyn Sink) -> io::Result<Written> {
        check(input.graph)?;
        let file = BufWriter::with_capacity(1 << 16, out.file(FILE)?);
        let mut out = Out(NQuadsSerializer::new().for_writer(file));
        rdf::write(input, &mut out)?;
        out.0.finish().flush()?;
        Ok(Written::default())
    }
}

struct Out<W: Write>(WriterNQuadsSerializer<W>);

impl<W: Write> Triples for Out<W> {
    const NAMED: bool = true;

    fn triple(&mut self, triple: TripleRef<'_>, graph: Option<&NamedNode>) -> io::Result<()> {
        self.0.serialize_quad(triple.in_graph(graph.map_or(GraphNameRef::DefaultGraph, GraphNameRef::from)))
    }
}
