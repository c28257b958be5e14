//! `graph.ttl`: RDF 1.1 in Turtle, for triple stores, SPARQL and rdflib. <https://www.w3.org/TR/turtle/>

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
use crate::export::rdf::Syntax;
use crate::export::rdf::Triple;
use crate::export::rdf::grouped;
use crate::export::rdf::grouped::Grouped;

/// The name of the file.
pub const FILE: &str = "graph.ttl";

/// Writes `graph.ttl`.
#[derive(Debug, Clone, Copy)]
pub struct Turtle;

impl Exporter for Turtle {
    fn name(&self) -> &'static str {
        "turtle"
    }

    fn files(&self) -> &'static [&'static str] {
        &[FILE]
    }

    fn purpose(&self) -> &'static str {
        "triple stores, SPARQL, rdflib"
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
        include_str!("../../schema/export/import/turtle.md")
    }

    fn export(&self, input: &Input<'_>, out: &mut dyn Sink) -> io::Result<Written> {
        check(input.graph)?;
        let addresses = Addresses::of(input)?;
        let mut out = Out { file: Buffer::new(out.file(FILE)?), addresses, grouped: Grouped::default() };
        grouped::declare(&out.addresses, &mut out.file.bytes);
        rdf::write(input, &mut out)?;
        out.grouped.close(&mut out.file.bytes);
        out.file.finish()?;
        Ok(Written::default())
    }
}

struct Out<'w> {
    file: Buffer<'w>,
    addresses: Addresses,
    grouped: Grouped,
}

impl Syntax for Out<'_> {
    const NAMED: bool = false;

    fn triple(&mut self, triple: &Triple<'_>, _: &str) {
        self.grouped.triple(&self.addresses, triple, &mut self.file.bytes);
    }

    fn spill(&mut self) -> io::Result<()> {
        self.file.spill()
    }
}
