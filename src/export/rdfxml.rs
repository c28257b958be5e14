//! `graph.rdf`: RDF 1.1 as XML, a description per subject, without the characters that XML forbids. <https://www.w3.org/TR/rdf-syntax-grammar/>

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
use crate::export::rdf::Literal;
use crate::export::rdf::Object;
use crate::export::rdf::Syntax;
use crate::export::rdf::Triple;
use crate::export::xml;

/// The name of the file.
pub const FILE: &str = "graph.rdf";

/// Writes `graph.rdf`.
#[derive(Debug, Clone, Copy)]
pub struct RdfXml;

impl Exporter for RdfXml {
    fn name(&self) -> &'static str {
        "rdfxml"
    }

    fn files(&self) -> &'static [&'static str] {
        &[FILE]
    }

    fn purpose(&self) -> &'static str {
        "older tools for RDF"
    }

    fn loses(&self) -> &'static str {
        "which document a triple is from (see prov:wasDerivedFrom); sentence and cue of the evidence of edges; control characters"
    }

    fn profiles(&self) -> &'static [Profile] {
        &[Profile::WebAnnotation, Profile::OwlTime, Profile::Shortcuts]
    }

    fn takes(&self) -> &'static [Choice] {
        &[Choice::Base]
    }

    fn import(&self) -> &'static str {
        include_str!("../../schema/export/import/rdfxml.md")
    }

    fn export(&self, input: &Input<'_>, out: &mut dyn Sink) -> io::Result<Written> {
        check(input.graph)?;
        let addresses = Addresses::of(input)?;
        let file = Buffer::new(out.file(FILE)?);
        let mut out = Out { file, addresses, subject: Vec::new(), next: Vec::new(), removed: 0 };
        out.open();
        rdf::write(input, &mut out)?;
        Ok(Written { removed_characters: out.close()? })
    }
}

struct Out<'w> {
    file: Buffer<'w>,
    addresses: Addresses,
    /// The address that is being described; empty at the beginning.
    subject: Vec<u8>,
    next: Vec<u8>,
    removed: usize,
}

impl Syntax for Out<'_> {
    const NAMED: bool = false;

    fn triple(&mut self, triple: &Triple<'_>, _: &str) {
        self.next.clear();
        self.addresses.full(triple.subject, &mut self.next);
        if self.next != self.subject {
            if !self.subject.is_empty() {
                put(&mut self.file.bytes, ["  </rdf:Description>\n"]);
            }
            std::mem::swap(&mut self.subject, &mut self.next);
            put(&mut self.file.bytes, ["  <rdf:Description rdf:about=\""]);
            self.address(triple.subject);
            put(&mut self.file.bytes, ["\">\n"]);
        }
        let out = &mut self.file.bytes;
        put(out, ["    <"]);
        let begin = out.len();
        // All are of vocabularies, and end as names in XML do.
        Addresses::compact(triple.predicate, out);
        let end = out.len();
        match triple.object {
            Object::Iri(object) => {
                put(out, [" rdf:resource=\""]);
                self.address(object);
                put(&mut self.file.bytes, ["\"/>\n"]);
            }
            Object::Literal(literal) => {
                if let Literal::Words(_, tag) = literal {
                    put(out, [" xml:lang=\"", tag, "\""]);
                } else if let Some(of) = literal.datatype() {
                    put(out, [" rdf:datatype=\"", of.space, of.local, "\""]);
                }
                out.push(b'>');
                if !literal.number(out) {
                    self.removed += xml::text(&literal.value(), out);
                }
                put(out, ["</"]);
                out.extend_from_within(begin..end);
                put(out, [">\n"]);
            }
            // Of RDF 1.2, which this syntax is not asked for.
            Object::Triple(..) => put(out, ["/>\n"]),
        }
    }

    fn spill(&mut self) -> io::Result<()> {
        self.file.spill()
    }
}

impl Out<'_> {
    fn open(&mut self) {
        let out = &mut self.file.bytes;
        put(out, ["<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rdf:RDF"]);
        // The names of predicates need no others.
        for (prefix, iri) in
            self.addresses.prefixes.iter().filter(|(_, iri)| iri.starts_with("http") || iri.ends_with('#'))
        {
            put(out, [" xmlns:", prefix, "=\""]);
            xml::attribute(iri, out);
            out.push(b'"');
        }
        put(out, [">\n"]);
    }

    fn close(mut self) -> io::Result<usize> {
        if !self.subject.is_empty() {
            put(&mut self.file.bytes, ["  </rdf:Description>\n"]);
        }
        put(&mut self.file.bytes, ["</rdf:RDF>\n"]);
        self.file.finish()?;
        Ok(self.removed)
    }

    /// An address within quotes: of what must not stand there it may have a `&`.
    fn address(&mut self, iri: Iri<'_>) {
        let out = &mut self.file.bytes;
        let begin = out.len();
        self.addresses.full(iri, out);
        if out[begin..].contains(&b'&') {
            let address = String::from_utf8_lossy(&out.split_off(begin)).into_owned();
            xml::attribute(&address, out);
        }
    }
}
