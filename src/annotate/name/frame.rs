//! What stands beside a name tells its ends and its kind: marks that join words, nouns that say what follows
//! ("the newspaper …", "the village of …"), and words that end names of other things ("… Prize").

use crate::annotate::Annotated;
use crate::annotate::Name;
use crate::annotate::NameKind;
use crate::annotate::Upos;
use crate::annotate::name::feature::Casing;
use crate::annotate::name::feature::Look;
use crate::annotate::name::feature::Unit;
use crate::annotate::name::feature::View;
use crate::annotate::name::gazetteer::Class;
use crate::annotate::name::gazetteer::Frame;
use crate::annotate::name::gazetteer::Gazetteer;

/// Classes of places.
const PLACES: Class = Class(Class::COUNTRY.0 | Class::CITY.0 | Class::REGION.0);

/// Classes of words that stand beside names and begin none.
const OUTSIDE: Class = Class(Class::TIME.0 | Class::TITLE.0 | Class::DEMONYM.0);

/// Classes of words that are names by themselves: "Ex-Trump".
const KNOWN: Class =
    Class(Class::COUNTRY.0 | Class::CITY.0 | Class::DEMONYM.0 | Class::SURNAME.0 | Class::ORGANIZATION.0);

/// How far to the left a name is looked for, in words.
const WIDEST: usize = 8;

/// Names that may still change.
struct Board<'a> {
    doc: &'a Annotated,
    view: &'a View,
    gazetteer: &'a Gazetteer,
    /// Which name each token is in.
    owner: Vec<Option<u32>>,
    names: Vec<Option<Name>>,
}

/// Names with the ends and kinds that the words beside them show. O(tokens).
pub(crate) fn mend(doc: &Annotated, view: &View, gazetteer: &Gazetteer, names: Vec<Name>) -> Vec<Name> {
    let owner = vec![None; doc.tokens.len()];
    let mut board = Board { doc, view, gazetteer, owner, names: Vec::with_capacity(names.len()) };
    for name in names {
        board.put(name);
    }
    for unit in &view.units {
        board.settle(*unit);
        board.read_letters(*unit);
        board.join_marks(*unit);
        board.extend_bodies(*unit);
        if unit.casing == Casing::Normal {
            board.read_frames(*unit);
        }
        board.take_out(*unit);
    }
    let mut out: Vec<Name> = board.names.into_iter().flatten().collect();
    out.sort_by_key(|name| name.first);
    out
}

impl Board<'_> {
    /// The name that token `at` stands in.
    fn get(&self, at: usize) -> Option<Name> {
        let owner = self.owner.get(at).copied().flatten()?;
        self.names.get(owner as usize).copied().flatten()
    }

    fn take(&mut self, name: Name) {
        for at in name.first..name.end {
            if let Some(owner) = self.owner[at].take() {
                self.names[owner as usize] = None;
            }
        }
    }

    /// Adds a name in place of those it overlaps.
    fn put(&mut self, name: Name) {
        for at in name.first..name.end {
            if let Some(old) = self.get(at) {
                self.take(old);
            }
        }
        let owner = self.names.len() as u32;
        self.names.push(Some(name));
        self.owner[name.first..name.end].fill(Some(owner));
    }

    fn form(&self, at: usize) -> &str {
        self.doc.form(at)
    }

    fn class(&self, at: usize) -> Class {
        self.view.word(at).class()
    }

    fn frame(&self, at: usize) -> Option<Frame> {
        self.gazetteer.frame(self.view.word(at).lower)
    }

    fn is_capital(&self, at: usize, unit: Unit) -> bool {
        unit.first <= at && at < unit.end && self.view.word(at).look.capital()
    }

    /// Where the capitalised words from `at` end; words of other names and those that begin none end them, too.
    fn run(&self, at: usize, unit: Unit) -> usize {
        let mut end = at;
        while self.is_capital(end, unit) && self.get(end).is_none() && !self.class(end).has(OUTSIDE) {
            end += 1;
        }
        end
    }

    /// The names of a unit, as they stand now.
    fn names_of(&self, unit: Unit) -> Vec<Name> {
        let mut out: Vec<Name> = Vec::new();
        let mut at = unit.first;
        while at < unit.end {
            let name = self.get(at);
            at = name.map_or(at + 1, |name| name.end.max(at + 1));
            out.extend(name);
        }
        out
    }

    /// Whether this is a person by more than the first reading's word: a known given name before another word.
    fn is_person(&self, name: Name) -> bool {
        name.kind == NameKind::Per && name.end - name.first > 1 && self.class(name.first).has(Class::GIVEN)
    }

    /// Kinds that gazetteers leave no doubt about.
    fn settle(&mut self, unit: Unit) {
        for name in self.names_of(unit) {
            let long = name.end - name.first > 1;
            let known = self.view.exactly(name.first, name.end);
            let listed = known.is_some_and(|class| class.has(Class::ORGANIZATION) && !class.has(PLACES));
            let company =
                self.class(name.end - 1).has(Class::SUFFIX) || self.frame(name.end - 1) == Some(Frame::Company);
            let company = company && name.kind == NameKind::Per;
            // "(AP)" behind a place and a date.
            let bracketed = name.first > 0 && self.view.bracketed_acronym(name.first - 1);
            // "Hospital Honorio Delgado", but not "Hospital Road".
            let is = |at: usize, class: Class| self.class(at).has(class);
            let opens = is(name.first, Class::BODY) && name.kind == NameKind::Loc && known.is_none();
            let body = opens && !is(name.first, Class::SITE) && !is(name.end - 1, Class::SITE);
            if long && (listed || company || body) || bracketed && listed && name.kind == NameKind::Loc {
                self.put(Name { kind: NameKind::Org, ..name });
            }
        }
    }

    /// "WHO praised the nurses": the letters of a listed body in text that is not in capitals.
    fn read_letters(&mut self, unit: Unit) {
        for at in unit.first..unit.end {
            let letters = self.view.word(at).look == Look::Capitals && self.form(at).chars().count() > 2;
            let body = |class: Class| class.has(Class::ORGANIZATION) && !class.has(PLACES);
            if letters
                && unit.casing == Casing::Normal
                && self.get(at).is_none()
                && self.view.exactly(at, at + 1).is_some_and(body)
            {
                self.put(Name { first: at, end: at + 1, kind: NameKind::Org });
            }
        }
    }

    /// "Kim & Chang", "Fashola-Reid", "Ji-hye".
    fn join_marks(&mut self, unit: Unit) {
        for at in unit.first + 1..unit.end.saturating_sub(1) {
            match self.form(at) {
                "&" if self.is_capital(at - 1, unit) && self.is_capital(at + 1, unit) => self.join_partners(at),
                "-" | "‐" | "‑" if self.doc.tokens[at - 1].glued && self.doc.tokens[at].glued => {
                    self.join_hyphen(at, unit);
                }
                _ => {}
            }
        }
    }

    /// Two names of which one is a name of more than a letter, with "&" between.
    fn join_partners(&mut self, at: usize) {
        let (left, right) = (self.get(at - 1), self.get(at + 1));
        let person = |name: Option<Name>| name.is_some_and(|name| self.is_person(name));
        let letter = |at: usize| self.view.word(at).look == Look::Initial;
        if left.or(right).is_none() || person(left) || person(right) || letter(at - 1) && letter(at + 1) {
            return;
        }
        let first = left.map_or(at - 1, |name| name.first);
        self.put(Name { first, end: right.map_or(at + 2, |name| name.end), kind: NameKind::Org });
    }

    fn join_hyphen(&mut self, at: usize, unit: Unit) {
        let (left, right) = (self.get(at - 1), self.get(at + 1));
        let small = self.view.word(at + 1).look == Look::Small;
        match (left, right) {
            // "Yoon Ji-hye": the second half of a given name; "Elon Musk-led" is none.
            (Some(name), None) if small && name.end == at && name.end - name.first == 2 => {
                let syllable = self.form(at + 1).chars().count() <= 5 && !self.form(at + 1).ends_with("ed");
                if syllable && self.class(name.first).has(Class::SURNAME) && self.doc.tokens[at + 1].upos != Upos::Verb
                {
                    self.put(Name { end: at + 2, kind: NameKind::Per, ..name });
                }
            }
            // "Long-distance" at the beginning of a sentence.
            (Some(name), None)
                if small
                    && name.first == unit.first
                    && name.end == unit.first + 1
                    && self.doc.tokens[name.first].upos != Upos::Propn =>
            {
                self.take(name);
            }
            // "Étienne Gagnon-Roy".
            (Some(name), Some(other)) if other.first == at + 1 && name.end == at => {
                let single = other.end - other.first == 1 && other.kind == NameKind::Per;
                if single && self.is_person(name) {
                    self.put(Name { end: other.end, ..name });
                }
            }
            (None, Some(name)) if name.first == at + 1 && self.is_capital(at - 1, unit) => {
                // "Pan-American Highway" is one name, "Start-Up" none.
                if name.end - name.first > 1 {
                    self.put(Name { first: at - 1, ..name });
                } else if !self.class(at + 1).has(KNOWN) {
                    self.take(name);
                }
            }
            _ => {}
        }
    }

    /// "Ministry of Trade, Industry and Fisheries", "Film and Television Institute", "Guild of Editors".
    fn extend_bodies(&mut self, unit: Unit) {
        for at in unit.first..unit.end {
            let body = self.class(at).has(Class::BODY) && self.is_capital(at, unit);
            if body
                && self.get(at).is_none_or(|name| name.first == at)
                && unit.casing == Casing::Normal
                && let Some(end) = self.foreign(at, unit)
            {
                self.put(Name { first: at, end, kind: NameKind::Org });
            }
            // "the Editors Guild of India", when the first reading saw no name in it.
            if body && self.get(at).is_none() {
                let mut first = at;
                while first > at.saturating_sub(WIDEST)
                    && self.is_capital(first - 1, unit)
                    && self.get(first - 1).is_none()
                {
                    first -= 1;
                }
                let article = first < at && first > unit.first && self.view.is_article(first - 1);
                let of = at + 2 < unit.end && matches!(self.form(at + 1), "of" | "for");
                if article && of && self.is_capital(at + 2, unit) && unit.casing == Casing::Normal {
                    let end = self.get(at + 2).map_or_else(|| self.run(at + 2, unit), |name| name.end);
                    self.put(Name { first, end: end.max(at + 1), kind: NameKind::Org });
                }
            }
        }
        for mut name in self.names_of(unit) {
            if name.kind != NameKind::Org {
                continue;
            }
            let before = name;
            // "the Turkish Ministry of Culture".
            let state = |at: usize| at < name.end && self.frame(at) == Some(Frame::State);
            if self.class(name.first).has(Class::DEMONYM) && (state(name.first + 1) || state(name.first + 2)) {
                name.first += 1;
            }
            let parts = |name: Name| (name.first..name.end).any(|at| matches!(self.form(at), "of" | "for"));
            let body = (name.first..name.end).any(|at| self.class(at).has(Class::BODY));
            while body && name.end + 1 < unit.end {
                // "the Ministry of Roads, Harbours and Railways", read as two.
                let other = self.get(name.end + 1).filter(|_| self.form(name.end) == "," && parts(name));
                let listed = |other: &Name| {
                    other.kind == NameKind::Org
                        && (other.first..other.end).any(|at| matches!(self.form(at), "and" | "&"))
                        && self.view.exactly(other.first, other.end).is_none()
                };
                if let Some(other) = other.filter(listed) {
                    name.end = other.end;
                    continue;
                }
                let next = match self.form(name.end) {
                    "of" | "for" if self.class(name.end - 1).has(Class::BODY) || parts(name) => {
                        name.end + 1 + usize::from(self.view.is_article(name.end + 1))
                    }
                    "and" | "&" if parts(name) => name.end + 1,
                    "," if parts(name) && self.is_list(name.end, unit) => name.end + 1,
                    _ => break,
                };
                let end = self.run(next, unit);
                if end == next {
                    break;
                }
                name.end = end;
            }
            let and = name.first.saturating_sub(3) > unit.first && self.form(name.first - 1) == "and";
            if and && parts(name) && self.view.is_article(name.first - 3) {
                let first = name.first - 2;
                if self.is_capital(first, unit) && self.get(first).is_none() {
                    name.first = first;
                }
            }
            if name != before {
                self.put(name);
            }
        }
    }

    /// "Confédération Générale du Travail": where the name of a body that goes on with words like "du" ends.
    fn foreign(&self, at: usize, unit: Unit) -> Option<usize> {
        let joins = |at: usize| {
            matches!(
                self.form(at),
                "de" | "del" | "du" | "des" | "da" | "do" | "dos" | "das" | "di" | "della" | "der" | "für"
            )
        };
        let free = |at: usize| self.get(at).is_none_or(|name| name.first >= at && name.end - name.first == 1);
        let (mut end, mut joined) = (at + 1, false);
        while end < unit.end && end - at <= WIDEST {
            let article = usize::from(end + 1 < unit.end && matches!(self.form(end + 1), "la" | "los" | "las" | "l'"));
            if self.is_capital(end, unit) && free(end) {
                end += 1;
            } else if joins(end) && self.is_capital(end + 1 + article, unit) && free(end + 1 + article) {
                end += 2 + article;
                joined = true;
            } else {
                break;
            }
        }
        joined.then_some(end)
    }

    /// ", Industry and Fisheries" behind a comma: capitalised words to an "and" before another.
    fn is_list(&self, comma: usize, unit: Unit) -> bool {
        let mut at = comma;
        while at + 1 < unit.end && self.form(at) == "," {
            let end = self.run(at + 1, unit);
            if end == at + 1 {
                return false;
            }
            at = end;
        }
        at + 1 < unit.end && matches!(self.form(at), "and" | "&") && self.run(at + 1, unit) > at + 1
    }

    /// Nouns that say what the name behind them or before them is.
    fn read_frames(&mut self, unit: Unit) {
        for at in unit.first..unit.end.saturating_sub(1) {
            if self.view.word(at).look != Look::Small {
                continue;
            }
            match self.frame(at) {
                Some(Frame::Body) => self.read_body(at, unit),
                Some(Frame::Place) if self.form(at + 1) == "of" => self.read_place(at + 2, unit),
                Some(Frame::Post) => self.read_post(at, unit),
                _ => {}
            }
            // "Ann Lee, 34, of Burton".
            let age = at >= unit.first + 3
                && self.form(at) == "of"
                && self.form(at - 1) == ","
                && self.view.word(at - 2).look == Look::Number
                && self.form(at - 3) == ",";
            if age {
                self.read_place(at + 1, unit);
            }
        }
    }

    /// "the newspaper Le Monde", "the drivers' union, GDL,".
    fn read_body(&mut self, at: usize, unit: Unit) {
        let apposed = self.form(at + 1) == ",";
        let first = at + 1 + usize::from(apposed);
        if !self.is_capital(first, unit) || self.class(first).has(OUTSIDE) {
            return;
        }
        let (end, known) = match self.get(first) {
            Some(name) if name.first != first || self.is_person(name) => return,
            Some(name) => (self.run(name.end, unit), name.kind == NameKind::Org),
            None => (self.run(first, unit), false),
        };
        let closed = end < unit.end && self.form(end) == ",";
        if end > first && !known && (!apposed || closed && self.get(first).is_none()) {
            self.put(Name { first, end, kind: NameKind::Org });
        }
    }

    /// The name at `at` of what was said to be a place.
    fn read_place(&mut self, at: usize, unit: Unit) {
        if !self.is_capital(at, unit) || self.class(at).has(OUTSIDE) {
            return;
        }
        let end = match self.get(at) {
            Some(name) if name.first != at || name.kind == NameKind::Loc || self.is_person(name) => return,
            Some(name) if self.view.exactly(name.first, name.end).is_some_and(|c| c.has(Class::ORGANIZATION)) => return,
            Some(name) => name.end,
            None => self.run(at, unit),
        };
        self.put(Name { first: at, end: end.max(at + 1), kind: NameKind::Loc });
    }

    /// "Vontobel analyst Priya Raghunathan".
    fn read_post(&mut self, at: usize, unit: Unit) {
        let person = self.get(at + 1).is_some_and(|name| name.first == at + 1 && name.kind == NameKind::Per);
        if !person || at == unit.first || !self.is_capital(at - 1, unit) || self.class(at - 1).has(OUTSIDE) {
            return;
        }
        match self.get(at - 1) {
            Some(name) if name.kind == NameKind::Org || self.is_person(name) => {}
            Some(name) if (name.first..name.end).any(|at| self.class(at).has(PLACES)) => {}
            Some(name) => self.put(Name { kind: NameKind::Org, ..name }),
            None if self.doc.tokens[at - 1].upos == Upos::Propn => {
                self.put(Name { first: at - 1, end: at, kind: NameKind::Org });
            }
            None => {}
        }
    }

    /// What is no name of a person, organization or place: prizes, works, parts of titles.
    fn take_out(&mut self, unit: Unit) {
        for at in unit.first..unit.end {
            if self.is_capital(at, unit) && self.frame(at) == Some(Frame::Thing) {
                let mut first = at;
                while first > at.saturating_sub(WIDEST) && self.is_capital(first - 1, unit) {
                    first -= 1;
                }
                for inside in (first..=at).filter(|_| first < at) {
                    if let Some(name) = self.get(inside) {
                        self.take(name);
                    }
                }
            }
        }
        for name in self.names_of(unit) {
            let quote = |at: usize| matches!(self.form(at), "\"" | "“" | "”" | "``" | "''");
            let inside = name.first > unit.first && name.end < unit.end;
            let title = inside && name.end - name.first > 1 && quote(name.first - 1) && quote(name.end);
            // "Labour Minister": the word is part of the office.
            let office = name.end - name.first == 1
                && name.kind == NameKind::Org
                && name.end < unit.end
                && self.view.word(name.first).look == Look::Title
                && matches!(self.form(name.end), "Minister" | "Secretary");
            if title && unit.casing == Casing::Normal || office {
                self.take(name);
            }
        }
    }
}
