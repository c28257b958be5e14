//! `graph.nt`: RDF 1.1, a triple a line. <https://www.w3.org/TR/n-triples/>

use std::io;
use std::io::BufWriter;
use std::io::Write;

use oxrdf::NamedNode;
use oxrdf::TripleRef;
use oxttl::NTriplesSerializer;
use oxttl::ntriples::WriterNTriplesSerializer;

use crate::export::Choice;
use crate::export::Exporter;
use crate::export::Input;
use crate::export::Sink;
use crate::export::Written;
use crate::export::check;
use crate::export::rdf;
use crate::export::rdf::Triples;

/// The name of the file.
pub const FILE: &str = "graph.nt";

/// Writes `graph.nt`.
#[derive(Debug, Clone, Copy)]
pub struct NTriples;

impl Exporter for NTriples {
    fn name(&self) -> &'static str {
        "ntriples"
    }

    fn files(&self) -> &'static [&'static str] {
        &[FILE]
    }

    fn purpose(&self) -> &'static str {
        "bulk loaders of triple stores, line tools"
    }

    fn loses(&self) -> &'static str {
        "which document a triple is from (see prov:wasDerivedFrom); sentence and cue of the evidence of edges"
    }

    fn takes(&self) -> &'static [Choice] {
        &[Choice::Base]
    }

    fn import(&self) -> &'static str {
        include_str!("../../schema/export/import/ntriples.md")
    }

    fn export(&self, input: &Input<'_>, out: &mut dyn Sink) -> io::Result<Written> {
        check(input.graph)?;
        let file = BufWriter::with_capacity(1 << 16, out.file(FILE)?);
        let mut out = Out(NTriplesSerializer::new().for_writer(file));
        rdf::write(input, &mut out)?;
        out.0.finish().flush()?;
        Ok(Written::default())
    }
}

struct Out<W: Write>(WriterNTriplesSerializer<W>);

impl<W: Write> Triples for Out<W> {
    const NAMED: bool = false;

    fn triple(&mut self, triple: TripleRef<'_>, _: Option<&NamedNode>) -> io::Result<()> {
        self.0.serialize_triple(triple)
    }
}
