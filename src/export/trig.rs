//! `graph.trig`: RDF 1.1 in `TriG`, a named graph per article. <https://www.w3.org/TR/trig/>

use std::io;
use std::io::BufWriter;
use std::io::Write;

use oxrdf::GraphNameRef;
use oxrdf::NamedNode;
use oxrdf::TripleRef;
use oxttl::TriGSerializer;
use oxttl::trig::WriterTriGSerializer;

use crate::export::Choice;
use crate::export::Exporter;
use crate::export::Input;
use crate::export::Sink;
use crate::export::Written;
use crate::export::check;
use crate::export::rdf;
use crate::export::rdf::Triples;

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

    fn takes(&self) -> &'static [Choice] {
        &[Choice::Base]
    }

    fn import(&self) -> &'static str {
        include_str!("../../schema/export/import/trig.md")
    }

    fn export(&self, input: &Input<'_>, out: &mut dyn Sink) -> io::Result<Written> {
        check(input.graph)?;
        let mut serializer = TriGSerializer::new();
        for (prefix, iri) in rdf::prefixes(input.base) {
            serializer = serializer.with_prefix(prefix, iri).map_err(rdf::bad)?;
        }
        let file = BufWriter::with_capacity(1 << 16, out.file(FILE)?);
        let mut out = Out(serializer.for_writer(file));
        rdf::write(input, &mut out)?;
        out.0.finish()?.flush()?;
        Ok(Written::default())
    }
}

struct Out<W: Write>(WriterTriGSerializer<W>);

impl<W: Write> Triples for Out<W> {
    const NAMED: bool = true;

    fn triple(&mut self, triple: TripleRef<'_>, graph: Option<&NamedNode>) -> io::Result<()> {
        self.0.serialize_quad(triple.in_graph(graph.map_or(GraphNameRef::DefaultGraph, GraphNameRef::from)))
    }
}
