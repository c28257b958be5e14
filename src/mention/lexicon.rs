//! The word lists of one language that extraction reads.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use rustc_hash::FxHashSet;

use super::matter::Lists;
use crate::ontology::Modality;
use crate::ontology::Relation;
use crate::ontology::Stance;

/// The texts of the word lists, one field per file of `schema/lang/<code>`.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs, reason = "each field is the file of its name")]
pub struct LexiconFiles<'t> {
    pub say_verbs: &'t str,
    pub say_nouns: &'t str,
    pub attitudes: &'t str,
    pub roles: &'t str,
    pub titles: &'t str,
    pub group_nouns: &'t str,
    pub person_nouns: &'t str,
    pub prepositions: &'t str,
    pub status: &'t str,
    pub verbs: &'t str,
    pub matters: &'t str,
    pub countries: &'t str,
    pub regions: &'t str,
    pub cities: &'t str,
    pub given_names: &'t str,
    pub surnames: &'t str,
    pub organizations: &'t str,
}

/// A word list that cannot be read.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum LexiconError {
    /// A line has too few columns or a word that is not allowed there.
    #[error("{file}.tsv, line {line}: cannot read `{text}`; see the comment at the top of the file")]
    Line {
        /// Which list.
        file: &'static str,
        /// Line, from 1.
        line: usize,
        /// The line.
        text: String,
    },
    /// A TOML file is not what it should be.
    #[error("{0}.toml: {1}")]
    Toml(&'static str, String),
}

/// How a reporting verb works.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct SayVerb {
    pub(super) stance: Stance,
    /// It can stand beside quoted words.
    pub(super) quote: bool,
    /// It takes a clause.
    pub(super) that: bool,
    /// Its object is who is spoken to.
    pub(super) addressee: bool,
}

/// The class of a word of attitude.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum AttitudeWord {
    Verb,
    Noun,
    Adjective,
}

/// How a word of attitude takes what it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "which frames a word has is not exclusive")]
pub(super) struct Attitude {
    pub(super) stance: Stance,
    /// Its object, with what is said of it.
    pub(super) object: bool,
    /// Its object, where a phrase with one of these prepositions stands with it.
    pub(super) object_with: Vec<String>,
    /// Its object, where the subject is something written or shown.
    pub(super) finding: bool,
    /// An infinitive.
    pub(super) to: bool,
    /// A clause.
    pub(super) that: bool,
    /// What stands behind these prepositions.
    pub(super) behind: Vec<String>,
}

/// A country.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Country {
    pub(super) code: String,
    pub(super) name: String,
}

/// What a word or phrase does to the status of what it governs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Governs {
    /// It did not happen: "refuse to".
    Negated,
    /// It is asked for that it does not happen: "forbid to".
    Forbidden,
    /// It is weakened to this.
    Weaker(Modality),
    /// It says nothing but how far on it is: "begin to".
    Nothing,
}

/// The word lists of one language.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    say_verbs: FxHashMap<String, SayVerb>,
    say_nouns: FxHashMap<String, Stance>,
    attitudes: FxHashMap<(AttitudeWord, String), Attitude>,
    roles: FxHashSet<String>,
    titles: FxHashMap<String, (Option<&'static str>, Option<String>)>,
    group_nouns: FxHashMap<String, String>,
    person_nouns: FxHashMap<String, (Option<&'static str>, bool)>,
    prepositions: FxHashMap<String, [Option<Relation>; 3]>,
    governors: FxHashMap<String, Governs>,
    governing_nouns: FxHashMap<String, Governs>,
    negators: FxHashSet<String>,
    near: FxHashSet<String>,
    factives: FxHashSet<String>,
    causatives: FxHashSet<String>,
    modals: FxHashMap<String, Modality>,
    adverbs: FxHashMap<String, Modality>,
    adjectives: FxHashMap<String, Governs>,
    modifiers: FxHashMap<String, Governs>,
    verbs: Verbs,
    matters: Lists,
    conditions: FxHashSet<String>,
    countries: Vec<Country>,
    country_names: FxHashMap<String, usize>,
    demonyms: FxHashMap<String, usize>,
    capitals: FxHashMap<String, usize>,
    regions: FxHashMap<String, (String, String)>,
    cities: FxHashMap<String, String>,
    given_names: FxHashMap<String, &'static str>,
    surnames: FxHashSet<String>,
    organizations: FxHashMap<String, (String, String)>,
}

/// The lines of a table with their columns; comments and empty lines left out.
fn rows(text: &str) -> impl Iterator<Item = (usize, Vec<&str>)> {
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'))
        .map(|(at, line)| (at + 1, line.split('\t').map(str::trim).collect()))
}

fn stance(text: &str) -> Option<Stance> {
    Stance::ALL.iter().copied().find(|stance| stance.as_str() == text)
}

fn gender(text: Option<&&str>) -> Option<&'static str> {
    match text.copied() {
        Some("f") => Some("female"),
        Some("m") => Some("male"),
        _ => None,
    }
}

/// A role, or none for `-`; a word that is neither is an error.
fn relation(text: &str) -> Result<Option<Relation>, ()> {
    if text == "-" {
        return Ok(None);
    }
    Relation::ALL.iter().copied().find(|relation| relation.as_str() == text).map(Some).ok_or(())
}

/// A row of the list of attitudes: word, class, stance, frames.
fn attitude(row: &[&str]) -> Option<((AttitudeWord, String), Attitude)> {
    let [word, class, how, frames] = row[..] else { return None };
    let class = match class {
        "verb" => AttitudeWord::Verb,
        "noun" => AttitudeWord::Noun,
        "adjective" => AttitudeWord::Adjective,
        _ => return None,
    };
    let (object, object_with, finding, to, that, behind) = (false, Vec::new(), false, false, false, Vec::new());
    let mut all = Attitude { stance: stance(how)?, object, object_with, finding, to, that, behind };
    for frame in frames.split(',') {
        match frame.split_once('+') {
            Some(("object", with)) => all.object_with.push(with.to_owned()),
            Some(_) => return None,
            None if frame == "object" => all.object = true,
            None if frame == "finding" => all.finding = true,
            None if frame == "that" => all.that = true,
            None => {
                all.to |= frame == "to";
                all.behind.push(frame.to_owned());
            }
        }
    }
    Some(((class, word.to_owned()), all))
}

/// The lists of `status.toml`, as written.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Status {
    negated: Cues,
    near: Cues,
    forbidden: Cues,
    actual: Cues,
    factive: Cues,
    causative: Cues,
    planned: Cues,
    requested: Cues,
    possible: Cues,
    hypothetical: Cues,
    adjectives: BTreeMap<String, String>,
}

/// The cues of one reading.
#[derive(serde::Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct Cues {
    words: Vec<String>,
    auxiliaries: Vec<String>,
    verbs: Vec<String>,
    adjectives: Vec<String>,
    nouns: Vec<String>,
    marks: Vec<String>,
}

/// The lists of `verbs.toml`, as written.
#[derive(serde::Deserialize, Default, Debug, Clone)]
#[serde(deny_unknown_fields)]
struct Verbs {
    light: FxHashSet<String>,
    weak: FxHashSet<String>,
    steps: FxHashSet<String>,
    phases: FxHashSet<String>,
    parts: FxHashSet<String>,
    places: FxHashSet<String>,
    sources: FxHashSet<String>,
    voices: FxHashSet<String>,
    does: FxHashSet<String>,
    directs: FxHashSet<String>,
    gives: FxHashSet<String>,
    minds: FxHashSet<String>,
}

impl Lexicon {
    /// Reads the lists.
    ///
    /// # Errors
    ///
    /// [`LexiconError`] names the file and line that cannot be read.
    pub fn read(files: &LexiconFiles<'_>) -> Result<Self, LexiconError> {
        let mut all = Self::default();
        let bad = |file: &'static str, line: usize, columns: &[&str]| LexiconError::Line {
            file,
            line,
            text: columns.join(" | "),
        };
        for (line, row) in rows(files.say_verbs) {
            let stance = row.get(1).and_then(|text| stance(text)).ok_or_else(|| bad("say_verbs", line, &row))?;
            let flags: Vec<&str> = row.get(2).map(|flags| flags.split([' ', ',']).collect()).unwrap_or_default();
            let has = |flag| flags.contains(&flag);
            let verb = SayVerb { stance, quote: has("quote"), that: has("that"), addressee: has("addressee") };
            all.say_verbs.insert(row[0].to_owned(), verb);
        }
        for (line, row) in rows(files.say_nouns) {
            let stance = row.get(1).and_then(|text| stance(text)).ok_or_else(|| bad("say_nouns", line, &row))?;
            all.say_nouns.insert(row[0].to_owned(), stance);
        }
        for (line, row) in rows(files.attitudes) {
            let (key, attitude) = attitude(&row).ok_or_else(|| bad("attitudes", line, &row))?;
            all.attitudes.insert(key, attitude);
        }
        all.roles = rows(files.roles).map(|(_, row)| row[0].to_lowercase()).collect();
        for (_, row) in rows(files.titles) {
            let role = row.get(2).filter(|role| **role != "-" && !role.is_empty()).map(|role| (*role).to_owned());
            all.titles.insert(row[0].trim_end_matches('.').to_lowercase(), (gender(row.get(1)), role));
        }
        for (_, row) in rows(files.group_nouns) {
            all.group_nouns.insert(row[0].to_owned(), row.get(1).copied().unwrap_or("people").to_owned());
        }
        for (_, row) in rows(files.person_nouns) {
            let family = row.get(2).is_some_and(|word| *word == "family");
            all.person_nouns.insert(row[0].to_owned(), (gender(row.get(1)), family));
        }
        for (line, row) in rows(files.prepositions) {
            let [_, place, person, thing] = row[..] else { return Err(bad("prepositions", line, &row)) };
            let all_three = [relation(place), relation(person), relation(thing)];
            let [Ok(place), Ok(person), Ok(thing)] = all_three else {
                return Err(bad("prepositions", line, &row));
            };
            all.prepositions.insert(row[0].to_owned(), [place, person, thing]);
        }
        for (line, row) in rows(files.countries) {
            let [code, name, ..] = row[..] else { return Err(bad("countries", line, &row)) };
            let at = all.countries.len();
            all.countries.push(Country { code: code.to_owned(), name: name.to_owned() });
            all.country_names.insert(name.to_lowercase(), at);
            let list = |column: usize| row.get(column).into_iter().flat_map(|text| text.split('|')).map(str::trim);
            for word in list(2).filter(|word| !word.is_empty()) {
                all.demonyms.entry(word.to_lowercase()).or_insert(at);
            }
            for word in list(3).filter(|word| !word.is_empty()) {
                all.country_names.entry(word.to_lowercase()).or_insert(at);
            }
            for word in list(4).filter(|word| !word.is_empty()) {
                all.capitals.entry(word.to_lowercase()).or_insert(at);
            }
        }
        for (_, row) in rows(files.regions) {
            if let [name, code, kind, ..] = row[..] {
                all.regions.entry(name.to_lowercase()).or_insert((kind.to_owned(), code.to_owned()));
            }
        }
        for (_, row) in rows(files.cities) {
            if let [name, code, ..] = row[..] {
                all.cities.entry(name.to_lowercase()).or_insert(code.to_owned());
            }
        }
        for (_, row) in rows(files.given_names) {
            if let Some(gender) = gender(row.get(1)) {
                all.given_names.insert(row[0].to_lowercase(), gender);
            }
        }
        all.surnames = rows(files.surnames).map(|(_, row)| row[0].to_lowercase()).collect();
        for (_, row) in rows(files.organizations) {
            let name = row[0].to_owned();
            let kind = row.get(1).copied().unwrap_or_default().to_owned();
            all.organizations.entry(name.to_lowercase()).or_insert((name.clone(), kind.clone()));
            for alias in row.get(2).into_iter().flat_map(|text| text.split('|')).map(str::trim) {
                if !alias.is_empty() {
                    all.organizations.entry(alias.to_lowercase()).or_insert((name.clone(), kind.clone()));
                }
            }
        }
        all.verbs = toml::from_str(files.verbs).map_err(|error| LexiconError::Toml("verbs", error.to_string()))?;
        all.matters =
            toml::from_str(files.matters).map_err(|error| LexiconError::Toml("matters", error.to_string()))?;
        all.read_status(files.status)?;
        Ok(all)
    }

    fn read_status(&mut self, text: &str) -> Result<(), LexiconError> {
        let status: Status = toml::from_str(text).map_err(|error| LexiconError::Toml("status", error.to_string()))?;
        // Where a word stands in two lists, the later and weaker reading wins.
        self.near.extend(status.near.words.iter().cloned());
        self.negators.extend(status.near.words);
        self.factives.extend(status.factive.verbs);
        self.governors.extend(status.causative.verbs.iter().map(|word| (word.clone(), Governs::Nothing)));
        self.causatives.extend(status.causative.verbs);
        let readings = [
            (status.actual, Governs::Nothing),
            (status.forbidden, Governs::Forbidden),
            (status.planned, Governs::Weaker(Modality::Planned)),
            (status.requested, Governs::Weaker(Modality::Requested)),
            (status.possible, Governs::Weaker(Modality::Possible)),
            (status.hypothetical, Governs::Weaker(Modality::Hypothetical)),
            (status.negated, Governs::Negated),
        ];
        for (cues, reading) in readings {
            let modality = if let Governs::Weaker(modality) = reading { Some(modality) } else { None };
            self.governors.extend(cues.verbs.into_iter().map(|word| (word, reading)));
            self.adjectives.extend(cues.adjectives.into_iter().map(|word| (word, reading)));
            self.governing_nouns.extend(cues.nouns.into_iter().map(|word| (word, reading)));
            self.conditions.extend(cues.marks);
            match modality {
                Some(modality) => {
                    self.modals.extend(cues.auxiliaries.into_iter().map(|word| (word, modality)));
                    self.adverbs.extend(cues.words.into_iter().map(|word| (word, modality)));
                }
                None => self.negators.extend(cues.words),
            }
        }
        for (word, reading) in status.adjectives {
            let reading = match reading.as_str() {
                "planned" => Governs::Weaker(Modality::Planned),
                "requested" => Governs::Weaker(Modality::Requested),
                "possible" => Governs::Weaker(Modality::Possible),
                "hypothetical" => Governs::Weaker(Modality::Hypothetical),
                "negated" => Governs::Negated,
                _ => continue,
            };
            self.modifiers.insert(word, reading);
        }
        Ok(())
    }

    pub(super) fn say_verb(&self, lemma: &str) -> Option<SayVerb> {
        self.say_verbs.get(lemma).copied()
    }

    pub(super) fn say_noun(&self, lemma: &str) -> Option<Stance> {
        self.say_nouns.get(lemma).copied()
    }

    pub(super) fn is_role(&self, words: &str) -> bool {
        self.roles.contains(words)
    }

    /// Gender and role of a title such as "President" or "Ms."
    pub(super) fn title(&self, word: &str) -> Option<(Option<&'static str>, Option<&str>)> {
        let (gender, role) = self.titles.get(word.trim_end_matches('.'))?;
        Some((*gender, role.as_deref()))
    }

    pub(super) fn group_noun(&self, lemma: &str) -> Option<&str> {
        self.group_nouns.get(lemma).map(String::as_str)
    }

    /// Gender of a noun for one person, and whether it names a relative.
    pub(super) fn person_noun(&self, lemma: &str) -> Option<(Option<&'static str>, bool)> {
        self.person_nouns.get(lemma).copied()
    }

    /// Roles of a preposition: of a place, of a person or body, of anything else.
    pub(super) fn preposition(&self, words: &str) -> Option<[Option<Relation>; 3]> {
        self.prepositions.get(words).copied()
    }

    /// What a verb does to the clause it governs.
    pub(super) fn governs(&self, lemma: &str) -> Option<Governs> {
        self.governors.get(lemma).copied()
    }

    /// What a noun does to the clause or event it governs: "plan to".
    pub(super) fn noun_governs(&self, lemma: &str) -> Option<Governs> {
        self.governing_nouns.get(lemma).copied()
    }

    pub(super) fn is_negator(&self, word: &str) -> bool {
        self.negators.contains(word)
    }

    /// Whether a word says that it came close and did not happen: "nearly".
    pub(super) fn is_near(&self, word: &str) -> bool {
        self.near.contains(word)
    }

    /// Whether what a verb governs is taken for a fact, the verb negated or not: "regret that".
    pub(super) fn is_factive(&self, lemma: &str) -> bool {
        self.factives.contains(lemma)
    }

    /// Whether a verb makes its object do what follows: "force".
    pub(super) fn is_causative(&self, lemma: &str) -> bool {
        self.causatives.contains(lemma)
    }

    pub(super) fn is_condition(&self, word: &str) -> bool {
        self.conditions.contains(word)
    }

    pub(super) fn modal(&self, lemma: &str) -> Option<Modality> {
        self.modals.get(lemma).copied()
    }

    pub(super) fn adverb(&self, lemma: &str) -> Option<Modality> {
        self.adverbs.get(lemma).copied()
    }

    /// What an adjective does to the clause it governs: "able to".
    pub(super) fn adjective(&self, lemma: &str) -> Option<Governs> {
        self.adjectives.get(lemma).copied()
    }

    /// What an adjective does to the event noun it modifies: "alleged".
    pub(super) fn modifier(&self, lemma: &str) -> Option<Governs> {
        self.modifiers.get(lemma).copied()
    }

    /// What accounts of one matter may disagree on.
    pub(super) fn matters(&self) -> &Lists {
        &self.matters
    }

    /// Whether a verb leaves the meaning to its noun.
    pub(super) fn is_light(&self, lemma: &str) -> bool {
        self.verbs.light.contains(lemma)
    }

    /// Whether a verb is no action by itself.
    pub(super) fn is_weak(&self, lemma: &str) -> bool {
        self.verbs.weak.contains(lemma)
    }

    /// Whether a verb only says how far the action inside is.
    pub(super) fn is_step(&self, lemma: &str) -> bool {
        self.verbs.steps.contains(lemma)
    }

    /// Whether a verb only says how far the event is that its object names.
    pub(super) fn is_phase(&self, lemmas: &str) -> bool {
        self.verbs.phases.contains(lemmas)
    }

    /// Whether the subject of a verb does what its object names.
    pub(super) fn does_object(&self, lemmas: &str) -> bool {
        self.verbs.does.contains(lemmas)
    }

    /// Whether a noun counts what stands behind its "of".
    pub(super) fn is_part(&self, lemma: &str) -> bool {
        self.verbs.parts.contains(lemma)
    }

    /// Whether the name of a place stands with a noun: "the city of Bergen", "Ulster province".
    pub(super) fn is_place(&self, lemma: &str) -> bool {
        self.verbs.places.contains(lemma)
    }

    /// Whether a noun names something written or shown that can state something: a poll, a film.
    pub(super) fn is_source(&self, lemma: &str) -> bool {
        self.verbs.sources.contains(lemma) || self.say_nouns.contains_key(lemma)
    }

    /// Whether the subject of a verb is who has the attitude its object names: "voiced concern".
    pub(super) fn gives_voice(&self, lemma: &str) -> bool {
        self.verbs.voices.contains(lemma)
    }

    /// Whether the object of a verb is who does the infinitive behind it: "urged the council to meet".
    pub(super) fn directs(&self, lemma: &str) -> bool {
        self.verbs.directs.contains(lemma)
    }

    /// Only the lists of `verbs.toml`.
    #[cfg(test)]
    pub(super) fn of_verbs() -> Self {
        let verbs = toml::from_str(include_str!("../../schema/lang/en/verbs.toml")).expect("the file is read");
        Self { verbs, ..Self::default() }
    }

    /// Whether a verb takes who gets something right behind it: "gave Norway 5 million euros".
    pub(super) fn gives(&self, lemma: &str) -> bool {
        self.verbs.gives.contains(lemma)
    }

    /// Whether an adjective can be said of somebody only: "willing".
    pub(super) fn is_mind(&self, word: &str) -> bool {
        self.verbs.minds.contains(word)
    }

    /// How a word of attitude takes what it is about.
    pub(super) fn attitude(&self, class: AttitudeWord, lemma: &str) -> Option<&Attitude> {
        self.attitudes.get(&(class, lemma.to_owned()))
    }

    /// The country of a name: "U.S." is the United States.
    pub(super) fn country(&self, name: &str) -> Option<&Country> {
        self.country_names.get(&name.to_lowercase()).map(|&at| &self.countries[at])
    }

    /// The country of "Mexican", "Mexicans".
    pub(super) fn demonym(&self, word: &str) -> Option<&Country> {
        self.demonyms.get(&word.to_lowercase()).map(|&at| &self.countries[at])
    }

    /// Kind and country of a known place that is no country.
    pub(super) fn place(&self, name: &str) -> Option<(&str, &str)> {
        let name = name.to_lowercase();
        if let Some((kind, code)) = self.regions.get(&name) {
            return Some((kind, code));
        }
        if let Some(&at) = self.capitals.get(&name) {
            return Some(("city", &self.countries[at].code));
        }
        self.cities.get(&name).map(|code| ("city", code.as_str()))
    }

    pub(super) fn given_name(&self, word: &str) -> Option<&'static str> {
        self.given_names.get(&word.to_lowercase()).copied()
    }

    /// Whether a word is a frequent family name.
    pub(super) fn is_surname(&self, word: &str) -> bool {
        self.surnames.contains(&word.to_lowercase())
    }

    /// Full name and kind of a known organization.
    pub(super) fn organization(&self, name: &str) -> Option<(&str, &str)> {
        self.organizations.get(&name.to_lowercase()).map(|(name, kind)| (name.as_str(), kind.as_str()))
    }
}
