//! Triples grouped by subject and predicate: Turtle, and each graph of `TriG`.

use crate::export::buffer::put;
use crate::export::rdf::Addresses;
use crate::export::rdf::Iri;
use crate::export::rdf::Literal;
use crate::export::rdf::Object;
use crate::export::rdf::Triple;
use crate::export::vocabulary as v;
use crate::export::vocabulary::Name;

/// What the triple before was about.
#[derive(Default)]
pub(in crate::export) struct Grouped {
    /// As it is written; empty at the beginning.
    subject: Vec<u8>,
    /// Nothing for action types, which are written each time.
    predicate: Option<Name>,
    next: Vec<u8>,
}

impl Grouped {
    pub(in crate::export) fn triple(&mut self, addresses: &Addresses, triple: &Triple<'_>, out: &mut Vec<u8>) {
        self.next.clear();
        addresses.short(triple.subject, &mut self.next);
        let predicate = if let Iri::Name(name) = triple.predicate { Some(name) } else { None };
        let again = self.next == self.subject;
        if again && predicate.is_some() && predicate == self.predicate {
            put(out, [" , "]);
        } else {
            if again {
                put(out, [" ;\n\t"]);
            } else {
                self.close(out);
                std::mem::swap(&mut self.subject, &mut self.next);
                out.extend_from_slice(&self.subject);
                out.push(b' ');
            }
            if predicate == Some(v::TYPE) {
                out.push(b'a');
            } else {
                addresses.short(triple.predicate, out);
            }
            out.push(b' ');
            self.predicate = predicate;
        }
        match triple.object {
            Object::Iri(iri) => addresses.short(iri, out),
            Object::Literal(value) => literal(addresses, value, out),
            Object::Triple(subject, predicate, object) => {
                put(out, ["<<( "]);
                for iri in [subject, predicate, object] {
                    addresses.short(iri, out);
                    out.push(b' ');
                }
                put(out, [")>>"]);
            }
        }
    }

    /// Ends the last subject, if there is one.
    pub(in crate::export) fn close(&mut self, out: &mut Vec<u8>) {
        if !self.subject.is_empty() {
            put(out, [" .\n"]);
            self.subject.clear();
        }
    }
}

/// The lines that declare the prefixes.
pub(in crate::export) fn declare(addresses: &Addresses, out: &mut Vec<u8>) {
    for (prefix, iri) in &addresses.prefixes {
        put(out, ["@prefix ", prefix, ": <", iri, "> .\n"]);
    }
}

fn literal(addresses: &Addresses, literal: Literal<'_>, out: &mut Vec<u8>) {
    let of = literal.datatype();
    // These need neither quotes nor type.
    if matches!(of, Some(v::XSD_INTEGER | v::XSD_DECIMAL | v::XSD_BOOLEAN)) {
        if !literal.number(out) {
            put(out, [&literal.value()]);
        }
        return;
    }
    literal.quoted(out);
    if let Literal::Words(_, tag) = literal {
        put(out, ["@", tag]);
    } else if let Some(of) = of {
        put(out, ["^^"]);
        addresses.short(Iri::Name(of), out);
    }
}
