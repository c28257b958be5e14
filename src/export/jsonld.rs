//! `graph.jsonld`: RDF 1.1 as compact JSON-LD 1.1 with the context of `schema/export/context.jsonld`, one subject a line.
//! <https://www.w3.org/TR/json-ld11/>

use std::io;
use std::io::BufWriter;
use std::io::Write;

use oxrdf::LiteralRef;
use oxrdf::NamedNode;
use oxrdf::TermRef;
use oxrdf::TripleRef;
use oxrdf::vocab::rdf as syntax;
use oxrdf::vocab::xsd;
use rustc_hash::FxHashMap;
use serde_json::Value;

use crate::export::Choice;
use crate::export::Exporter;
use crate::export::Input;
use crate::export::Sink;
use crate::export::Written;
use crate::export::check;
use crate::export::members::string;
use crate::export::rdf;
use crate::export::rdf::Triples;

/// The name of the file.
pub const FILE: &str = "graph.jsonld";

const CONTEXT: &str = include_str!("../../schema/export/context.jsonld");

/// Writes `graph.jsonld`.
#[derive(Debug, Clone, Copy)]
pub struct JsonLd;

impl Exporter for JsonLd {
    fn name(&self) -> &'static str {
        "jsonld"
    }

    fn files(&self) -> &'static [&'static str] {
        &[FILE]
    }

    fn purpose(&self) -> &'static str {
        "programs for the web that know JSON, and those that know RDF"
    }

    fn loses(&self) -> &'static str {
        "which document a triple is from (see prov:wasDerivedFrom); sentence and cue of the evidence of edges"
    }

    fn takes(&self) -> &'static [Choice] {
        &[Choice::Base]
    }

    fn import(&self) -> &'static str {
        include_str!("../../schema/export/import/jsonld.md")
    }

    fn export(&self, input: &Input<'_>, out: &mut dyn Sink) -> io::Result<Written> {
        check(input.graph)?;
        let mut out = Out::open(BufWriter::with_capacity(1 << 16, out.file(FILE)?), input.base)?;
        rdf::write(input, &mut out)?;
        out.close()?;
        Ok(Written::default())
    }
}

/// What a predicate is called, and what its values are unless they say otherwise.
struct Term {
    name: String,
    of: Option<String>,
}

struct Out<W: Write> {
    file: W,
    /// By address.
    terms: FxHashMap<String, Term>,
    /// Address and prefix, the longest first.
    prefixes: Vec<(String, String)>,
    subject: Option<NamedNode>,
    /// The values of the subject so far, as JSON, by predicate in the order of their first.
    values: Vec<(String, Vec<Vec<u8>>)>,
    first: bool,
}

impl<W: Write> Triples for Out<W> {
    const NAMED: bool = false;

    fn triple(&mut self, triple: TripleRef<'_>, _: Option<&NamedNode>) -> io::Result<()> {
        let oxrdf::NamedOrBlankNodeRef::NamedNode(subject) = triple.subject else { return Ok(()) };
        if self.subject.as_ref().is_none_or(|known| known.as_ref() != subject) {
            self.flush()?;
            self.subject = Some(subject.into_owned());
        }
        let (key, value) = self.member(triple)?;
        match self.values.iter_mut().find(|(known, _)| *known == key) {
            Some((_, values)) => values.push(value),
            None => self.values.push((key, vec![value])),
        }
        Ok(())
    }
}

impl<W: Write> Out<W> {
    fn open(mut file: W, base: &str) -> io::Result<Self> {
        let context: Value = serde_json::from_str(CONTEXT)?;
        let mut own = context["@context"].as_object().cloned().unwrap_or_default();
        let known: Vec<(&str, String)> = rdf::prefixes(base).collect();
        for (prefix, iri) in &known {
            own.insert((*prefix).to_owned(), Value::String(iri.clone()));
        }
        file.write_all(b"{\"@context\":")?;
        serde_json::to_writer(&mut file, &own)?;
        file.write_all(b",\n\"@graph\":[")?;
        let expand = |name: &str| {
            let (prefix, rest) = name.split_once(':')?;
            known.iter().find(|(known, _)| *known == prefix).map(|(_, iri)| format!("{iri}{rest}"))
        };
        let mut terms = FxHashMap::default();
        for (name, meaning) in &own {
            let Some(address) = meaning.get("@id").and_then(Value::as_str).and_then(expand) else { continue };
            let of = meaning.get("@type").and_then(Value::as_str);
            let of = of.map(|of| expand(of).unwrap_or_else(|| of.to_owned()));
            terms.insert(address, Term { name: name.clone(), of });
        }
        let mut prefixes: Vec<(String, String)> =
            known.iter().map(|(prefix, iri)| (iri.clone(), (*prefix).to_owned())).collect();
        prefixes.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.cmp(b)));
        Ok(Self { file, terms, prefixes, subject: None, values: Vec::new(), first: true })
    }

    fn close(mut self) -> io::Result<()> {
        self.flush()?;
        self.file.write_all(b"\n]}\n")?;
        self.file.flush()
    }

    /// Writes the subject with its values.
    fn flush(&mut self) -> io::Result<()> {
        let Some(subject) = self.subject.take() else { return Ok(()) };
        self.file.write_all(if self.first { b"\n" } else { b",\n" })?;
        self.first = false;
        self.file.write_all(b"{\"id\":")?;
        string(&self.compact(subject.as_str()), &mut self.file)?;
        for (key, values) in std::mem::take(&mut self.values) {
            self.file.write_all(b",")?;
            string(&key, &mut self.file)?;
            self.file.write_all(b":")?;
            match values.as_slice() {
                [one] => self.file.write_all(one)?,
                many => {
                    self.file.write_all(b"[")?;
                    self.file.write_all(&many.join(&b","[..]))?;
                    self.file.write_all(b"]")?;
                }
            }
        }
        self.file.write_all(b"}")
    }

    /// Key and value of a triple.
    fn member(&self, triple: TripleRef<'_>) -> io::Result<(String, Vec<u8>)> {
        let mut value = Vec::new();
        if triple.predicate == syntax::TYPE
            && let TermRef::NamedNode(class) = triple.object
        {
            string(&self.compact(class.as_str()), &mut value)?;
            return Ok(("type".to_owned(), value));
        }
        let term = self.terms.get(triple.predicate.as_str());
        let of = term.and_then(|term| term.of.as_deref());
        match triple.object {
            TermRef::NamedNode(node) => {
                let address = self.compact(node.as_str());
                if of == Some("@id") {
                    string(&address, &mut value)?;
                } else {
                    value.extend_from_slice(b"{\"id\":");
                    string(&address, &mut value)?;
                    value.push(b'}');
                }
            }
            TermRef::Literal(literal) => self.literal(literal, of, &mut value)?,
            TermRef::BlankNode(_) => {}
        }
        let key = term.map_or_else(|| self.compact(triple.predicate.as_str()), |term| term.name.clone());
        Ok((key, value))
    }

    fn literal(&self, literal: LiteralRef<'_>, of: Option<&str>, value: &mut Vec<u8>) -> io::Result<()> {
        let (datatype, language) = (literal.datatype(), literal.language());
        let plain = datatype == xsd::STRING && language.is_none();
        if of.map_or(plain, |of| of == datatype.as_str()) {
            return string(literal.value(), value);
        }
        value.extend_from_slice(b"{\"@value\":");
        string(literal.value(), value)?;
        if let Some(language) = language {
            value.extend_from_slice(b",\"@language\":");
            string(language, value)?;
        } else if !plain {
            value.extend_from_slice(b",\"@type\":");
            string(&self.compact(datatype.as_str()), value)?;
        }
        value.push(b'}');
        Ok(())
    }

    /// An address with its prefix. What follows may not begin with `//`, for then it would be read as an address.
    fn compact(&self, address: &str) -> String {
        let found = self.prefixes.iter().find_map(|(iri, prefix)| {
            let rest = address.strip_prefix(iri.as_str())?;
            (!rest.starts_with("//")).then(|| format!("{prefix}:{rest}"))
        });
        found.unwrap_or_else(|| address.to_owned())
    }
}
