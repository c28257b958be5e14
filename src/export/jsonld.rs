//! `graph.jsonld`: RDF 1.1 as compact JSON-LD 1.1 with the context of `schema/export/context.jsonld`, one subject a line.
//! <https://www.w3.org/TR/json-ld11/>

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
use crate::export::members::string;
use crate::export::rdf;
use crate::export::rdf::Addresses;
use crate::export::rdf::Iri;
use crate::export::rdf::Literal;
use crate::export::rdf::Object;
use crate::export::rdf::Syntax;
use crate::export::rdf::Triple;
use crate::export::vocabulary as v;
use crate::export::vocabulary::Name;
use rustc_hash::FxHashMap;
use serde_json::Value;

const CONTEXT: &str = include_str!("../../schema/export/context.jsonld");

/// The name of the file.
pub const FILE: &str = "graph.jsonld";

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

    fn profiles(&self) -> &'static [Profile] {
        &[Profile::WebAnnotation, Profile::OwlTime, Profile::Shortcuts]
    }

    fn takes(&self) -> &'static [Choice] {
        &[Choice::Base]
    }

    fn import(&self) -> &'static str {
        include_str!("../../schema/export/import/jsonld.md")
    }

    fn export(&self, input: &Input<'_>, out: &mut dyn Sink) -> io::Result<Written> {
        check(input.graph)?;
        let mut out = Out::open(Buffer::new(out.file(FILE)?), &Addresses::of(input)?)?;
        rdf::write(input, &mut out)?;
        out.close()?;
        Ok(Written::default())
    }
}

/// What a predicate is called, and what its values are unless they say otherwise.
struct Term {
    name: String,
    of: Of,
}

/// What the values of a predicate are.
#[derive(Clone, Copy, PartialEq)]
enum Of {
    Text,
    Address,
    Type(Name),
}

/// A predicate of the subject, and its values so far.
struct Member {
    predicate: Vec<u8>,
    of: Of,
    count: usize,
    values: Vec<u8>,
}

struct Out<'w> {
    file: Buffer<'w>,
    /// By the compact address of the predicate.
    terms: FxHashMap<Vec<u8>, Term>,
    /// The compact address of the subject; empty at the beginning.
    subject: Vec<u8>,
    next: Vec<u8>,
    /// In the order of their first values, `used` of them; the others are room for more.
    members: Vec<Member>,
    used: usize,
    first: bool,
}

impl Syntax for Out<'_> {
    const NAMED: bool = false;

    fn triple(&mut self, triple: &Triple<'_>, _: &str) {
        self.next.clear();
        Addresses::compact(triple.subject, &mut self.next);
        if self.next != self.subject {
            self.end();
            std::mem::swap(&mut self.subject, &mut self.next);
        }
        let Member { of, count, values, .. } = self.member(triple.predicate);
        if *count > 0 {
            values.push(b',');
        }
        *count += 1;
        match triple.object {
            Object::Iri(iri) if *of == Of::Address => address(iri, values),
            Object::Iri(iri) => {
                put(values, ["{\"id\":"]);
                address(iri, values);
                values.push(b'}');
            }
            Object::Literal(value) => literal(value, *of, values),
            // Of RDF 1.2, which this syntax is not asked for.
            Object::Triple(..) => put(values, ["null"]),
        }
    }

    fn spill(&mut self) -> io::Result<()> {
        self.file.spill()
    }
}

impl<'w> Out<'w> {
    fn open(mut file: Buffer<'w>, addresses: &Addresses) -> io::Result<Self> {
        let context: Value = serde_json::from_str(CONTEXT)?;
        let mut own = context["@context"].as_object().cloned().unwrap_or_default();
        for (prefix, iri) in &addresses.prefixes {
            own.insert((*prefix).to_owned(), Value::String(iri.clone()));
        }
        put(&mut file.bytes, ["{\"@context\":"]);
        serde_json::to_writer(&mut file.bytes, &own)?;
        put(&mut file.bytes, [",\n\"@graph\":["]);
        let mut terms = FxHashMap::default();
        for (name, meaning) in &own {
            let Some(address) = meaning.get("@id").and_then(Value::as_str) else { continue };
            let of = match meaning.get("@type").and_then(Value::as_str) {
                Some("@id") => Of::Address,
                Some("xsd:decimal") => Of::Type(v::XSD_DECIMAL),
                Some("xsd:integer") => Of::Type(v::XSD_INTEGER),
                Some("xsd:nonNegativeInteger") => Of::Type(v::XSD_NON_NEGATIVE_INTEGER),
                Some("xsd:boolean") => Of::Type(v::XSD_BOOLEAN),
                _ => Of::Text,
            };
            terms.insert(address.as_bytes().to_vec(), Term { name: name.clone(), of });
        }
        // The values of this one are always addresses.
        let kind = Term { name: "type".to_owned(), of: Of::Address };
        terms.insert(b"rdf:type".to_vec(), kind);
        let (subject, next, members) = (Vec::new(), Vec::new(), Vec::new());
        Ok(Self { file, terms, subject, next, members, used: 0, first: true })
    }

    fn close(mut self) -> io::Result<()> {
        self.end();
        put(&mut self.file.bytes, ["\n]}\n"]);
        self.file.finish()
    }

    /// The member of a predicate; a new one if there is none.
    fn member(&mut self, predicate: Iri<'_>) -> &mut Member {
        self.next.clear();
        Addresses::compact(predicate, &mut self.next);
        let found = self.members[..self.used].iter().rposition(|member| member.predicate == self.next);
        let at = found.unwrap_or_else(|| {
            if self.used == self.members.len() {
                self.members.push(Member { predicate: Vec::new(), of: Of::Text, count: 0, values: Vec::new() });
            }
            let member = &mut self.members[self.used];
            member.predicate.clone_from(&self.next);
            member.of = self.terms.get(&self.next).map_or(Of::Text, |term| term.of);
            member.count = 0;
            member.values.clear();
            self.used += 1;
            self.used - 1
        });
        &mut self.members[at]
    }

    /// Writes the subject with its values.
    fn end(&mut self) {
        if self.subject.is_empty() {
            return;
        }
        let out = &mut self.file.bytes;
        put(out, [if self.first { "\n{\"id\":\"" } else { ",\n{\"id\":\"" }]);
        self.first = false;
        out.extend_from_slice(&self.subject);
        out.push(b'"');
        for member in &self.members[..self.used] {
            put(out, [",\""]);
            match self.terms.get(&member.predicate) {
                Some(term) => put(out, [&term.name]),
                None => out.extend_from_slice(&member.predicate),
            }
            put(out, ["\":"]);
            let several = member.count > 1;
            out.extend_from_slice(if several { b"[" } else { b"" });
            out.extend_from_slice(&member.values);
            out.extend_from_slice(if several { b"]" } else { b"" });
        }
        out.push(b'}');
        self.used = 0;
    }
}

/// An address with its prefix, in quotes: none holds what would need an escape.
fn address(iri: Iri<'_>, out: &mut Vec<u8>) {
    out.push(b'"');
    Addresses::compact(iri, out);
    out.push(b'"');
}

fn literal(literal: Literal<'_>, of: Of, out: &mut Vec<u8>) {
    let datatype = literal.datatype();
    let usual = match (of, datatype) {
        (Of::Text, None) => !matches!(literal, Literal::Words(..)),
        (Of::Type(of), Some(datatype)) => of == datatype,
        _ => false,
    };
    if !usual {
        put(out, ["{\"@value\":"]);
    }
    out.push(b'"');
    if literal.number(out) {
        out.push(b'"');
    } else {
        out.pop();
        string(&literal.value(), out);
    }
    if let Literal::Words(_, tag) = literal {
        put(out, [",\"@language\":\"", tag, "\""]);
    } else if let Some(datatype) = datatype.filter(|_| !usual) {
        put(out, [",\"@type\":\"", datatype.prefix, ":", datatype.local, "\""]);
    }
    if !usual {
        out.push(b'}');
    }
}
