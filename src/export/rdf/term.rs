//! The terms of triples, in parts that are put together where they are written.

use std::borrow::Cow;
use std::io;

use oxrdf::NamedNode;

use crate::export::Input;
use crate::export::Profile;
use crate::export::buffer::count;
use crate::export::buffer::plain;
use crate::export::buffer::put;
use crate::export::fits;
use crate::export::rdf::bad;
use crate::export::vocabulary::ACT;
use crate::export::vocabulary::NL;
use crate::export::vocabulary::Name;
use crate::export::vocabulary::OA;
use crate::export::vocabulary::SPACES;
use crate::export::vocabulary::TIME;
use crate::export::vocabulary::XSD_DECIMAL;

/// The kinds of things under the base, with a prefix each: a name may not hold a `/`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::export) enum Segment {
    Action,
    Document,
    Entity,
    Edge,
    Evidence,
    Graph,
    Run,
    Statement,
    Annotation,
    Selector,
    Time,
}

impl Segment {
    const ALL: [Self; 11] = [
        Self::Action,
        Self::Document,
        Self::Entity,
        Self::Edge,
        Self::Evidence,
        Self::Graph,
        Self::Run,
        Self::Statement,
        Self::Annotation,
        Self::Selector,
        Self::Time,
    ];

    /// Its prefix, and its name below the base.
    const fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Action => ("a", "action"),
            Self::Document => ("d", "document"),
            Self::Entity => ("e", "entity"),
            Self::Edge => ("ed", "edge"),
            Self::Evidence => ("ev", "evidence"),
            Self::Graph => ("g", "graph"),
            Self::Run => ("r", "run"),
            Self::Statement => ("s", "statement"),
            Self::Annotation => ("an", "annotation"),
            Self::Selector => ("se", "selector"),
            Self::Time => ("t", "time"),
        }
    }

    /// What asks for it; nothing when it is always there.
    const fn profile(self) -> Option<Profile> {
        match self {
            Self::Annotation | Self::Selector => Some(Profile::WebAnnotation),
            Self::Time => Some(Profile::OwlTime),
            _ => None,
        }
    }
}

/// A piece of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::export) struct Place<'a> {
    pub(in crate::export) document: &'a str,
    pub(in crate::export) start: usize,
    pub(in crate::export) end: usize,
}

/// An address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::export) enum Iri<'a> {
    /// Of a vocabulary.
    Name(Name),
    /// The class of an action type: `turn_down` is `nl:TurnDown`.
    Class(&'a str),
    /// An action type as what one does to another.
    Act(&'a str),
    /// A thing under the base.
    Own(Segment, &'a str),
    /// Words in a text: RFC 5147, in code points.
    Span(Place<'a>),
    /// Evidence of a node, by a hash of what it says.
    Evidence(&'a str, u64),
    /// That a thing is denoted by words.
    Annotation(&'a str, Place<'a>),
    /// A way to find words.
    Selector(Place<'a>, &'static str),
    /// When a node happens, or the first or last moment of that.
    Time(&'a str, &'static str),
    /// The program of a run.
    Software(&'a str),
    /// Any other, which must be proper.
    Web(&'a str),
}

/// A value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::export) enum Literal<'a> {
    Plain(&'a str),
    /// With a proper tag of a language.
    Words(&'a str, &'a str),
    Typed(&'a str, Name),
    Count(usize, Name),
    /// Hundredths, as a decimal.
    Hundredths(u8),
}

impl<'a> Literal<'a> {
    /// The letters of the value.
    pub(in crate::export) fn value(self) -> Cow<'a, str> {
        match self {
            Self::Plain(text) | Self::Words(text, _) | Self::Typed(text, _) => Cow::Borrowed(text),
            Self::Count(number, _) => Cow::Owned(number.to_string()),
            Self::Hundredths(percent) => Cow::Owned(format!("{}.{:02}", percent / 100, percent % 100)),
        }
    }

    /// Its type, where it has another than that of plain texts and of words.
    pub(in crate::export) const fn datatype(self) -> Option<Name> {
        match self {
            Self::Plain(_) | Self::Words(..) => None,
            Self::Typed(_, of) | Self::Count(_, of) => Some(of),
            Self::Hundredths(_) => Some(XSD_DECIMAL),
        }
    }

    /// The value of a number, which needs no escapes; nothing for texts.
    pub(in crate::export) fn number(self, out: &mut Vec<u8>) -> bool {
        match self {
            Self::Count(number, _) => count(number, out),
            Self::Hundredths(percent) => {
                let percent = percent.min(100);
                out.extend_from_slice(&[b'0' + percent / 100, b'.', b'0' + percent / 10 % 10, b'0' + percent % 10]);
            }
            _ => return false,
        }
        true
    }
}

impl Literal<'_> {
    /// In double quotes, with the escapes of N-Triples and Turtle.
    pub(in crate::export) fn quoted(self, out: &mut Vec<u8>) {
        match self {
            Self::Plain(text) | Self::Words(text, _) | Self::Typed(text, _) => quoted(text, out),
            Self::Count(..) | Self::Hundredths(_) => {
                out.push(b'"');
                self.number(out);
                out.push(b'"');
            }
        }
    }
}

/// What a triple says of its subject.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::export) enum Object<'a> {
    Iri(Iri<'a>),
    Literal(Literal<'a>),
    /// A triple that is spoken of, not told: RDF 1.2.
    Triple(Iri<'a>, Iri<'a>, Iri<'a>),
}

impl<'a> From<Iri<'a>> for Object<'a> {
    fn from(iri: Iri<'a>) -> Self {
        Self::Iri(iri)
    }
}

impl From<Name> for Object<'_> {
    fn from(name: Name) -> Self {
        Self::Iri(Iri::Name(name))
    }
}

impl<'a> From<Literal<'a>> for Object<'a> {
    fn from(literal: Literal<'a>) -> Self {
        Self::Literal(literal)
    }
}

/// A triple.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::export) struct Triple<'a> {
    pub(in crate::export) subject: Iri<'a>,
    /// A name of a vocabulary or an action type.
    pub(in crate::export) predicate: Iri<'a>,
    pub(in crate::export) object: Object<'a>,
}

/// How addresses are written.
pub(in crate::export) struct Addresses {
    /// What the addresses of each segment begin with.
    segments: [String; Segment::ALL.len()],
    /// The prefixes of a file and what they stand for.
    pub(in crate::export) prefixes: Vec<(&'static str, String)>,
    /// Whether the name of the run can stand behind a prefix.
    run_fits: bool,
}

impl Addresses {
    /// For a graph. An error when the base or the run make no addresses.
    pub(in crate::export) fn of(input: &Input<'_>) -> io::Result<Self> {
        NamedNode::new(format!("{}run/{}#software", input.base, input.run)).map_err(bad)?;
        let segments = Segment::ALL.map(|segment| [input.base, segment.names().1, "/"].concat());
        let wanted = |profile: Option<Profile>| profile.is_none_or(|it| input.options.profiles.contains(&it));
        let spaces = SPACES.iter().map(|space| (*space, None)).chain([
            (ACT, Some(Profile::Shortcuts)),
            (ACT, Some(Profile::Rdf12)),
            (OA, Some(Profile::WebAnnotation)),
            (TIME, Some(Profile::OwlTime)),
        ]);
        let spaces = spaces.filter(|(_, profile)| wanted(*profile)).map(|((prefix, iri), _)| (prefix, iri.to_owned()));
        let own = Segment::ALL.iter().zip(&segments).filter(|(segment, _)| wanted(segment.profile()));
        let mut prefixes: Vec<_> = spaces.chain(own.map(|(segment, iri)| (segment.names().0, iri.clone()))).collect();
        prefixes.sort_unstable();
        prefixes.dedup();
        Ok(Self { segments, prefixes, run_fits: fits(input.run) })
    }

    /// The whole address.
    pub(in crate::export) fn full(&self, iri: Iri<'_>, out: &mut Vec<u8>) {
        let own = |segment: Segment| self.segments[segment as usize].as_str();
        match iri {
            Iri::Name(name) => put(out, [name.space, name.local]),
            Iri::Class(_) => put(out, [NL.1]),
            Iri::Act(_) => put(out, [ACT.1]),
            Iri::Own(segment, _) => put(out, [own(segment)]),
            Iri::Span(_) => put(out, [own(Segment::Document)]),
            Iri::Evidence(..) => put(out, [own(Segment::Evidence)]),
            Iri::Annotation(..) => put(out, [own(Segment::Annotation)]),
            Iri::Selector(..) => put(out, [own(Segment::Selector)]),
            Iri::Time(..) => put(out, [own(Segment::Time)]),
            Iri::Software(_) => put(out, [own(Segment::Run)]),
            Iri::Web(_) => {}
        }
        rest(iri, ["#char=", ","], "#software", out);
    }

    /// With its prefix, as JSON-LD has it.
    pub(in crate::export) fn compact(iri: Iri<'_>, out: &mut Vec<u8>) {
        prefix(iri, out);
        rest(iri, ["#char=", ","], "#software", out);
    }

    /// With its prefix, or whole in `<` and `>`, as Turtle has it.
    pub(in crate::export) fn short(&self, iri: Iri<'_>, out: &mut Vec<u8>) {
        if matches!(iri, Iri::Web(_)) || !self.run_fits && matches!(iri, Iri::Software(_) | Iri::Own(Segment::Run, _)) {
            self.angled(iri, out);
            return;
        }
        prefix(iri, out);
        // No name may begin with these, nor end with the first.
        let at = out.len();
        rest(iri, ["\\#char\\=", "\\,"], "\\#software", out);
        if out.len() > at && out.last() == Some(&b'.') {
            out.pop();
            out.extend_from_slice(b"\\.");
        }
        if matches!(out.get(at), Some(b'.' | b'-')) {
            out.insert(at, b'\\');
        }
    }

    /// Whole, in `<` and `>`.
    pub(in crate::export) fn angled(&self, iri: Iri<'_>, out: &mut Vec<u8>) {
        out.push(b'<');
        self.full(iri, out);
        out.push(b'>');
    }
}

/// The prefix of an address and a colon; nothing for one of the web.
fn prefix(iri: Iri<'_>, out: &mut Vec<u8>) {
    let prefix = match iri {
        Iri::Name(name) => {
            put(out, [name.prefix, ":", name.local]);
            return;
        }
        Iri::Class(_) => NL.0,
        Iri::Act(_) => ACT.0,
        Iri::Own(segment, _) => segment.names().0,
        Iri::Span(_) => Segment::Document.names().0,
        Iri::Evidence(..) => Segment::Evidence.names().0,
        Iri::Annotation(..) => Segment::Annotation.names().0,
        Iri::Selector(..) => Segment::Selector.names().0,
        Iri::Time(..) => Segment::Time.names().0,
        Iri::Software(_) => Segment::Run.names().0,
        Iri::Web(_) => return,
    };
    put(out, [prefix, ":"]);
}

/// What comes after the segment. `char` is what stands before the numbers of a span and between them.
fn rest(iri: Iri<'_>, char: [&str; 2], software: &str, out: &mut Vec<u8>) {
    match iri {
        Iri::Name(_) => {}
        Iri::Class(action) => class(action, out),
        Iri::Act(text) | Iri::Own(_, text) | Iri::Web(text) => put(out, [text]),
        Iri::Span(at) => numbers(at, char, out),
        Iri::Evidence(node, hash) => {
            put(out, [node, "."]);
            for shift in (0..16).rev() {
                out.push(b"0123456789abcdef"[(hash >> (4 * shift)) as usize & 15]);
            }
        }
        Iri::Annotation(thing, at) => {
            put(out, [thing, "."]);
            numbers(at, [".", "."], out);
        }
        Iri::Selector(at, kind) => {
            numbers(at, [".", "."], out);
            put(out, [".", kind]);
        }
        Iri::Time(node, part) => put(out, [node, part]),
        Iri::Software(run) => put(out, [run, software]),
    }
}

fn numbers(at: Place<'_>, [before, between]: [&str; 2], out: &mut Vec<u8>) {
    put(out, [at.document, before]);
    count(at.start, out);
    put(out, [between]);
    count(at.end, out);
}

fn class(action: &str, out: &mut Vec<u8>) {
    for word in action.split(|c: char| !c.is_ascii_alphanumeric()) {
        let mut letters = word.bytes();
        out.extend(letters.next().map(|c| c.to_ascii_uppercase()));
        out.extend(letters);
    }
}

/// A text in double quotes with the escapes of N-Triples and Turtle.
#[allow(clippy::needless_bitwise_bool, reason = "sixteen bytes are compared at once")]
fn quoted(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    let bytes = text.as_bytes();
    let is_plain = |byte: u8| (b' '..0x7F).contains(&byte) & (byte != b'"') & (byte != b'\\');
    let (mut done, mut at) = (0, plain(bytes, is_plain));
    while let Some(&byte) = bytes.get(at) {
        let escape: &[u8] = match byte {
            0x8 => b"\\b",
            b'\t' => b"\\t",
            b'\n' => b"\\n",
            0xC => b"\\f",
            b'\r' => b"\\r",
            b'"' => b"\\\"",
            b'\\' => b"\\\\",
            0..=0x1F | 0x7F => b"",
            0xEF if matches!(bytes.get(at + 1..at + 3), Some([0xBF, 0xBE | 0xBF])) => b"",
            _ => {
                at += 1;
                continue;
            }
        };
        out.extend_from_slice(&bytes[done..at]);
        out.extend_from_slice(escape);
        at += 1;
        if escape.is_empty() {
            // U+FFFE and U+FFFF end in the bits of their third byte.
            let code = if byte == 0xEF { 0xFF40 | usize::from(bytes[at + 1]) } else { usize::from(byte) };
            out.extend_from_slice(b"\\u");
            for shift in [12, 8, 4, 0] {
                out.push(b"0123456789ABCDEF"[code >> shift & 15]);
            }
            at += if byte == 0xEF { 2 } else { 0 };
        }
        done = at;
        at += plain(&bytes[at..], is_plain);
    }
    out.extend_from_slice(&bytes[done..]);
    out.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_gets_out_of_its_quotes() {
        for text in ["a\"b", "\\", "\u{0}\u{8}\u{c}\u{1f}\u{7f}", "line\nbreak\r\t", "\u{FFFE}\u{FFFF}\u{FFFD}", "ﾟ👩‍🚒"]
        {
            let mut out = Vec::new();
            quoted(text, &mut out);
            let expected = oxrdf::Literal::new_simple_literal(text).to_string();
            assert_eq!(String::from_utf8(out).unwrap(), expected);
        }
    }

    #[test]
    fn names_are_proper_in_turtle() {
        let options = crate::export::Options::default();
        let graph = crate::graph::Graph::default();
        let input = Input { options: &options, ..Input::new(&graph, &|_| None) };
        let addresses = Addresses::of(&input).unwrap();
        for (id, written) in
            [("a.b", "e:a.b"), ("-a", "e:\\-a"), ("a.", "e:a\\."), (".", "e:\\."), ("..", "e:\\.\\."), ("_9", "e:_9")]
        {
            let mut out = Vec::new();
            addresses.short(Iri::Own(Segment::Entity, id), &mut out);
            assert_eq!(String::from_utf8(out).unwrap(), written);
        }
    }
}
