//! The second reading: what is clear in one place of a document helps in the others.
//!
//! * A surname means the person whose full name the document gives.
//! * What stands before "Inc." or the like in a company's name means the company.
//! * Letters in brackets after a name, and their later uses, name the same thing.
//! * A name keeps one kind: the one it has most often.
//! * In headlines only names stand that the body or a gazetteer knows.

use rustc_hash::FxHashMap;

use crate::annotate::Annotated;
use crate::annotate::Name;
use crate::annotate::NameKind;
use crate::annotate::name::feature::Casing;
use crate::annotate::name::feature::Unit;
use crate::annotate::name::feature::View;
use crate::annotate::name::gazetteer::Class;
use crate::annotate::name::gazetteer::Frame;
use crate::annotate::name::gazetteer::Gazetteer;

/// The words of a name without regard to capitals, as in [`View::folded`].
type Words<'v> = &'v [u32];

/// How often a name has each kind.
type Votes = [u32; 3];

/// Classes of places.
const PLACES: Class = Class(Class::COUNTRY.0 | Class::CITY.0 | Class::REGION.0);

/// Votes of a long form for its short form: more than any article has names.
const CERTAIN: u32 = 1 << 16;

/// The kind with most votes; of equals the first.
fn winner(votes: Votes) -> NameKind {
    let mut best = 0;
    for (at, count) in votes.iter().enumerate() {
        if *count > votes[best] {
            best = at;
        }
    }
    NameKind::ALL[best]
}

/// What the running text of a document says about its names.
struct Knowledge<'v> {
    votes: FxHashMap<Words<'v>, Votes>,
    /// Last words of full names of persons.
    surnames: FxHashMap<u32, u32>,
    /// Words of the longest name.
    longest: usize,
}

impl<'v> Knowledge<'v> {
    fn gather(names: &[Name], view: &'v View, gazetteer: &Gazetteer) -> Self {
        let mut out = Self { votes: FxHashMap::default(), surnames: FxHashMap::default(), longest: 1 };
        for (name, unit) in units(names, view) {
            let words = &view.folded[name.first..name.end];
            if !headline(unit) {
                out.votes.entry(words).or_default()[name.kind as usize] += 1;
                out.longest = out.longest.max(words.len());
                match name.kind {
                    NameKind::Per if words.len() > 1 => out.note_surname(name, view),
                    NameKind::Org => out.note_company(name, view, gazetteer),
                    _ => {}
                }
            }
        }
        for name in names.iter().filter(|name| name.kind != NameKind::Per && name.end - name.first > 1) {
            // Behind a place in a dateline stands the agency.
            let agency = name.kind == NameKind::Loc && view.is_organization(name.end + 1);
            if view.bracketed_acronym(name.end) && !agency {
                let kind = out.votes.get(&view.folded[name.first..name.end]).map_or(name.kind, |votes| winner(*votes));
                out.votes.entry(&view.folded[name.end + 1..name.end + 2]).or_default()[kind as usize] += CERTAIN;
            }
        }
        out
    }

    /// The last word of a person's full name, with what a hyphen joins to it.
    fn note_surname(&mut self, name: Name, view: &'v View) {
        let mut first = name.end - 1;
        while first > name.first + 2 && view.is_hyphen(first - 1) {
            first -= 2;
        }
        match &view.folded[first..name.end] {
            [last] => *self.surnames.entry(*last).or_default() += 1,
            joined => self.votes.entry(joined).or_default()[NameKind::Per as usize] += CERTAIN,
        }
    }

    /// A company's name without its legal form, and the first word of that.
    fn note_company(&mut self, name: Name, view: &'v View, gazetteer: &Gazetteer) {
        let is = |at: usize, class: Class| view.word(at).class().has(class);
        let mut end = name.end;
        while end > name.first + 1 && is(end - 1, Class::SUFFIX) {
            end -= 1;
        }
        let common = PLACES.with(Class::DEMONYM).with(Class::BODY).with(Class::SITE).with(Class::GIVEN);
        let trade = gazetteer.frame(view.word(name.end - 1).lower) == Some(Frame::Company);
        if end == name.end && !(trade && end > name.first + 1) || is(name.first, common) {
            return;
        }
        for end in [name.first + 1, end] {
            let votes = self.votes.entry(&view.folded[name.first..end]).or_default();
            votes[NameKind::Org as usize] = votes[NameKind::Org as usize].max(CERTAIN);
        }
    }

    /// The kind of these words, when the document shows it.
    fn kind(&self, words: Words) -> Option<NameKind> {
        match words {
            [only] if self.surnames.contains_key(only) => Some(NameKind::Per),
            _ => self.votes.get(words).map(|votes| winner(*votes)),
        }
    }

    /// Whether these words are a name even where the first reading saw none.
    fn sure(&self, words: Words) -> bool {
        let often = self.votes.get(words).is_some_and(|votes| votes.iter().sum::<u32>() > 1);
        often || words.len() > 1 || words.first().is_some_and(|only| self.surnames.contains_key(only))
    }
}

const fn headline(unit: Unit) -> bool {
    matches!(unit.casing, Casing::Title | Casing::Capitals)
}

/// Each name with its unit.
fn units<'v>(names: &'v [Name], view: &'v View) -> impl Iterator<Item = (Name, Unit)> + 'v {
    let mut at = 0;
    names.iter().filter_map(move |name| {
        while view.units.get(at).is_some_and(|unit| unit.end <= name.first) {
            at += 1;
        }
        Some((*name, *view.units.get(at)?))
    })
}

/// Makes the names of a document agree. O(tokens · longest name).
pub(crate) fn reread(doc: &mut Annotated, view: &View, gazetteer: &Gazetteer) {
    let names: Vec<Name> = doc.names.iter().map(|name| trim(*name, view)).collect();
    let knowledge = Knowledge::gather(&names, view, gazetteer);
    let mut left = names.as_slice();
    doc.names.clear();
    for unit in &view.units {
        let here = left.partition_point(|name| name.first < unit.end);
        let (inside, after) = left.split_at(here);
        left = after;
        if headline(*unit) {
            read_headline(*unit, inside, view, &knowledge, &mut doc.names);
        } else {
            read_again(*unit, inside, view, &knowledge, &mut doc.names);
        }
    }
}

/// Running text: names found at first, made longer or given the kind they have elsewhere, and names found elsewhere.
fn read_again(unit: Unit, names: &[Name], view: &View, knowledge: &Knowledge, out: &mut Vec<Name>) {
    let mut names = names.iter().copied().peekable();
    let mut at = unit.first;
    while at < unit.end {
        while names.peek().is_some_and(|name| name.first < at) {
            names.next();
        }
        let next = names.peek().copied();
        let here = next.filter(|name| name.first == at);
        let room = next.filter(|_| here.is_none()).map_or(unit.end, |name| name.first);
        let least = here.map_or(1, |name| name.end - name.first);
        let known = longest(view, knowledge, at, room, least);
        let found = match (here, known) {
            (Some(name), Some((end, kind))) if name.kind == kind || settled(view, name) != Some(name.kind) => {
                Some(Name { end, kind, ..name })
            }
            (Some(name), _) => Some(name),
            (None, Some((end, kind))) => {
                let words = &view.folded[at..end];
                let opening = at == unit.first && words.len() == 1 && kind != NameKind::Per;
                (knowledge.sure(words) && !opening).then_some(Name { first: at, end, kind })
            }
            (None, None) => None,
        };
        at = found.map_or(at + 1, |name| name.end);
        out.extend(found);
    }
}

/// The kind a gazetteer leaves no doubt about.
fn settled(view: &View, name: Name) -> Option<NameKind> {
    let class = view.exactly(name.first, name.end)?;
    let body = name.end - name.first > 1 && class.has(Class::ORGANIZATION) && !class.has(PLACES);
    let country = class.has(Class::COUNTRY) && !class.has(Class::GIVEN);
    country.then_some(NameKind::Loc).or(body.then_some(NameKind::Org))
}

/// The longest name of the document that begins at `at`, has at least `least` words and ends by `room`.
fn longest(view: &View, knowledge: &Knowledge, at: usize, room: usize, least: usize) -> Option<(usize, NameKind)> {
    if !view.word(at).look.capital() {
        return None;
    }
    let ends = at + least..=room.min(at + knowledge.longest);
    ends.rev()
        .filter(|end| view.word(end - 1).look.capital() || *end == at + least)
        .find_map(|end| Some((end, knowledge.kind(&view.folded[at..end])?)))
}

/// Headlines: names of the body, then known names, then persons with a known given name.
fn read_headline(unit: Unit, names: &[Name], view: &View, knowledge: &Knowledge, out: &mut Vec<Name>) {
    let mut at = unit.first;
    while at < unit.end {
        let seen = longest(view, knowledge, at, unit.end, 1);
        let here = names.iter().find(|name| name.first <= at && at < name.end);
        let listed = view.begins(at).filter(|(_, class)| !class.has(Class::DEMONYM)).and_then(|(end, class)| {
            let kind = if class.has(Class::COUNTRY) {
                NameKind::Loc
            } else if end - at > 1 || here.is_some() {
                // One word may be any word here, unless the first reading saw a name.
                match (class.has(PLACES), class.has(Class::ORGANIZATION)) {
                    (true, false) => NameKind::Loc,
                    (false, true) => NameKind::Org,
                    _ => here.map_or(NameKind::Loc, |name| name.kind),
                }
            } else {
                return None;
            };
            Some((end, kind))
        });
        let person = here.filter(|name| {
            let given = view.word(at).class();
            name.first == at && name.kind == NameKind::Per && name.end - at > 1 && given.has(Class::GIVEN)
        });
        let found = seen.or(listed).or(person.map(|name| (name.end, name.kind)));
        out.extend(found.map(|(end, kind)| Name { first: at, end, kind }));
        at = found.map_or(at + 1, |(end, _)| end);
    }
}

/// Without what stands before the name proper: "The", and before persons titles.
pub(crate) fn trim(mut name: Name, view: &View) -> Name {
    while name.end - name.first > 1 {
        let class = view.word(name.first).class();
        let next = view.word(name.first + 1).class();
        let title = |class: Class| class.has(Class::TITLE) && !class.has(Class::GIVEN);
        let before_title = title(next) && name.end - name.first > 2 && !class.has(Class::GIVEN.with(Class::SURNAME));
        let person = name.kind == NameKind::Per && (title(class) || before_title);
        if !person && !view.is_article(name.first) {
            break;
        }
        name.first += 1;
    }
    name
}
