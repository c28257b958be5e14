//! `graph.nt`: RDF 1.1, a triple a line. <https://www.w3.org/TR/n-triples/>

use std::io;

use crate::export::Choice;
use crate::export::Exporter;
use crate::export::Input;
use crate::export::Profile;
use crate::export::Sink;
use crate::export::Written;
use crate::export::buffer::Buffer;
use crate::export::check;
use crate::export::rdf;
use crate::export::rdf::Addresses;
use crate::export::rdf::lines::Lines;

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

    fn profiles(&self) -> &'static [Profile] {
        Profile::ALL
    }

    fn takes(&self) -> &'static [Choice] {
        &[Choice::Base]
    }

    fn import(&self) -> &'static str {
        include_str!("../../schema/export/import/ntriples.md")
    }

    fn export(&self, input: &Input<'_>, out: &mut dyn Sink) -> io::Result<Written> {
        check(input.graph)?;
        let addresses = Addresses::of(input)?;
        let mut out = Lines::<false> { file: Buffer::new(out.file(FILE)?), addresses };
        rdf::write(input, &mut out)?;
        out.file.finish()?;
        Ok(Written::default())
    }
}
