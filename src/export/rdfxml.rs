//! `graph.rdf`: RDF 1.1 as XML, a description per subject, without the characters that XML forbids. <https://www.w3.org/TR/rdf-syntax-grammar/>

use std::io;
use std::io::BufWriter;
use std::io::Write;

use oxrdf::NamedNode;
use oxrdf::TermRef;
use oxrdf::TripleRef;
use oxrdf::vocab::rdf as syntax;
use oxrdf::vocab::xsd;

use crate::export::Choice;
use crate::export::Exporter;
use crate::export::Input;
use crate::export::Sink;
use crate::export::Written;
use crate::export::check;
use crate::export::rdf;
use crate::export::rdf::Triples;
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

    fn takes(&self) -> &'static [Choice] {
        &[Choice::Base]
    }

    fn import(&self) -> &'static str {
        include_str!("../../schema/export/import/rdfxml.md")
    }

    fn export(&self, input: &Input<'_>, out: &mut dyn Sink) -> io::Result<Written> {
        check(input.graph)?;
        let file = BufWriter::with_capacity(1 << 16, out.file(FILE)?);
        let mut out = Out { file, prefixes: rdf::prefixes(input.base).collect(), subject: None, removed: 0 };
        out.open()?;
        rdf::write(input, &mut out)?;
        Ok(Written { removed_characters: out.close()? })
    }
}

struct Out<W: Write> {
    file: W,
    prefixes: Vec<(&'static str, String)>,
    subject: Option<NamedNode>,
    removed: usize,
}

impl<W: Write> Triples for Out<W> {
    const NAMED: bool = false;

    fn triple(&mut self, triple: TripleRef<'_>, _: Option<&NamedNode>) -> io::Result<()> {
        let oxrdf::NamedOrBlankNodeRef::NamedNode(subject) = triple.subject else { return Ok(()) };
        if self.subject.as_ref().is_none_or(|known| known.as_ref() != subject) {
            if self.subject.is_some() {
                self.file.write_all(b"  </rdf:Description>\n")?;
            }
            self.subject = Some(subject.into_owned());
            self.file.write_all(b"  <rdf:Description rdf:about=\"")?;
            xml::attribute(subject.as_str(), &mut self.file)?;
            self.file.write_all(b"\">\n")?;
        }
        let name = self.name(triple.predicate.as_str())?;
        write!(self.file, "    <{name}")?;
        match triple.object {
            TermRef::NamedNode(object) => {
                self.file.write_all(b" rdf:resource=\"")?;
                xml::attribute(object.as_str(), &mut self.file)?;
                self.file.write_all(b"\"/>\n")
            }
            TermRef::Literal(literal) => {
                if let Some(language) = literal.language() {
                    write!(self.file, " xml:lang=\"{language}\"")?;
                } else if literal.datatype() != xsd::STRING {
                    write!(self.file, " rdf:datatype=\"{}\"", literal.datatype().as_str())?;
                }
                self.file.write_all(b">")?;
                self.removed += xml::text(literal.value(), &mut self.file)?;
                writeln!(self.file, "</{name}>")
            }
            TermRef::BlankNode(_) => self.file.write_all(b"/>\n"),
        }
    }
}

impl<W: Write> Out<W> {
    fn open(&mut self) -> io::Result<()> {
        self.file.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rdf:RDF")?;
        // The names of predicates need no others.
        for (prefix, iri) in self.prefixes.iter().filter(|(_, iri)| iri.starts_with("http") || iri.ends_with('#')) {
            write!(self.file, " xmlns:{prefix}=\"")?;
            xml::attribute(iri, &mut self.file)?;
            self.file.write_all(b"\"")?;
        }
        self.file.write_all(b">\n")
    }

    fn close(mut self) -> io::Result<usize> {
        if self.subject.is_some() {
            self.file.write_all(b"  </rdf:Description>\n")?;
        }
        self.file.write_all(b"</rdf:RDF>\n")?;
        self.file.flush()?;
        Ok(self.removed)
    }

    /// The name of a predicate. All are of vocabularies that have a prefix, and end as names in XML do.
    fn name(&self, address: &str) -> io::Result<String> {
        if address == syntax::TYPE.as_str() {
            return Ok("rdf:type".to_owned());
        }
        let found =
            self.prefixes.iter().filter_map(|(prefix, iri)| Some((prefix, address.strip_prefix(iri.as_str())?)));
        let found = found.min_by_key(|(_, rest)| rest.len()).map(|(prefix, rest)| format!("{prefix}:{rest}"));
        found.ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, format!("{address} has no prefix")))
    }
}
