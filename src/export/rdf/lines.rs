//! A triple or quad a line: N-Triples and N-Quads.

use std::io;

use crate::export::buffer::Buffer;
use crate::export::buffer::put;
use crate::export::rdf::Addresses;
use crate::export::rdf::Iri;
use crate::export::rdf::Literal;
use crate::export::rdf::Object;
use crate::export::rdf::Segment;
use crate::export::rdf::Syntax;
use crate::export::rdf::Triple;

/// The lines of a file; quads where `NAMED`.
pub(in crate::export) struct Lines<'w, const NAMED: bool> {
    pub(in crate::export) file: Buffer<'w>,
    pub(in crate::export) addresses: Addresses,
}

impl<const NAMED: bool> Syntax for Lines<'_, NAMED> {
    const NAMED: bool = NAMED;

    fn triple(&mut self, triple: &Triple<'_>, graph: &str) {
        let (addresses, out) = (&self.addresses, &mut self.file.bytes);
        addresses.angled(triple.subject, out);
        out.push(b' ');
        addresses.angled(triple.predicate, out);
        out.push(b' ');
        match triple.object {
            Object::Iri(iri) => addresses.angled(iri, out),
            Object::Literal(value) => literal(addresses, value, out),
            Object::Triple(subject, predicate, object) => {
                put(out, ["<<( "]);
                for iri in [subject, predicate, object] {
                    addresses.angled(iri, out);
                    out.push(b' ');
                }
                put(out, [")>>"]);
            }
        }
        if NAMED {
            out.push(b' ');
            addresses.angled(Iri::Own(Segment::Graph, graph), out);
        }
        put(out, [" .\n"]);
    }

    fn spill(&mut self) -> io::Result<()> {
        self.file.spill()
    }
}

fn literal(addresses: &Addresses, literal: Literal<'_>, out: &mut Vec<u8>) {
    literal.quoted(out);
    if let Literal::Words(_, tag) = literal {
        put(out, ["@", tag]);
    } else if let Some(of) = literal.datatype() {
        put(out, ["^^"]);
        addresses.angled(Iri::Name(of), out);
    }
}
