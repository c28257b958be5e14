//! Documents in which other names stand, so that the tagger learns how names
//! are used rather than which names a corpus has.

use rustc_hash::FxHashMap;

use crate::annotate::Annotated;
use crate::annotate::NameKind;
use crate::annotate::name::Class;
use crate::annotate::name::Gazetteer;
use crate::annotate::name::Lists;
use crate::train::Mixer;
use crate::train::name::corpus::Row;
use crate::train::name::corpus::assemble;

/// Names to choose from.
#[derive(Debug, Default)]
pub struct Stock<'t> {
    given: Vec<&'t str>,
    surnames: Vec<&'t str>,
    countries: Vec<&'t str>,
    cities: Vec<&'t str>,
    regions: Vec<&'t str>,
    organizations: Vec<&'t str>,
    acronyms: Vec<&'t str>,
}

/// Words before the place in names of organizations, and words after.
const BEFORE: [&str; 8] = [
    "University of",
    "Bank of",
    "Government of",
    "Supreme Court of",
    "Football Association of",
    "National Museum of",
    "Diocese of",
    "Communist Party of",
];
const AFTER: [&str; 12] = [
    "University",
    "City Council",
    "Police Department",
    "Post",
    "United",
    "National Bank",
    "Airlines",
    "Times",
    "Chamber of Commerce",
    "School Board",
    "Fire Service",
    "High Court",
];
/// Words after the surname in names of companies and institutes.
const FIRM: [&str; 14] = [
    "Inc.",
    "Ltd",
    "Corp.",
    "Group",
    "Holdings",
    "Foundation",
    "Institute",
    "& Sons",
    "Brothers",
    "Motors",
    "Energy",
    "Pharmaceuticals",
    "Partners",
    "Systems",
];

impl<'t> Stock<'t> {
    /// The names of the gazetteers.
    pub fn new(lists: &Lists<'t>) -> Self {
        let column = |text: &'t str, at: usize| {
            let lines = text.lines().filter(|line| !line.starts_with("# "));
            lines.filter_map(move |line| line.split('\t').nth(at)).filter(|name| !name.is_empty()).collect::<Vec<_>>()
        };
        let mut organizations = column(lists.organizations, 0);
        let aliases = column(lists.organizations, 2);
        let mut acronyms: Vec<&str> = aliases.iter().flat_map(|aliases| aliases.split('|')).collect();
        acronyms.retain(|name| name.len() < 7 && name.chars().all(char::is_uppercase));
        organizations
            .retain(|name| !name.contains(['(', ')']) && !name.starts_with("the ") && !name.starts_with("The "));
        Self {
            given: column(lists.given_names, 0),
            surnames: column(lists.surnames, 0),
            countries: column(lists.countries, 1),
            cities: column(lists.cities, 0),
            regions: column(lists.regions, 0),
            organizations,
            acronyms,
        }
    }

    fn person(&self, words: usize, mixer: &mut Mixer) -> String {
        let given = pick(&self.given, mixer);
        let surname = pick(&self.surnames, mixer);
        match words {
            1 if mixer.below(4) == 0 => given.to_owned(),
            1 => surname.to_owned(),
            2 => format!("{given} {surname}"),
            _ => match mixer.below(4) {
                0 => format!("{given} {}. {surname}", char::from(b'A' + mixer.below(26) as u8)),
                1 => {
                    format!("{given} {} {surname}", pick(&["van der", "de", "al", "bin", "von", "van", "de la"], mixer))
                }
                2 => format!("{given} {surname} {}", pick(&self.surnames, mixer)),
                _ => format!("{given} {} {surname}", pick(&self.given, mixer)),
            },
        }
    }

    fn place(&self, class: Class, mixer: &mut Mixer) -> String {
        let list = match mixer.below(6) {
            _ if class.has(Class::COUNTRY) => &self.countries,
            0 => &self.countries,
            1 | 2 => &self.regions,
            _ => &self.cities,
        };
        pick(list, mixer).to_owned()
    }

    fn organization(&self, acronym: bool, mixer: &mut Mixer) -> String {
        if acronym {
            return pick(&self.acronyms, mixer).to_owned();
        }
        match mixer.below(8) {
            0 => format!("{} {}", pick(&BEFORE, mixer), pick(&self.cities, mixer)),
            1 => format!("{} {}", pick(&self.cities, mixer), pick(&AFTER, mixer)),
            2 => format!("{} {}", pick(&self.surnames, mixer), pick(&FIRM, mixer)),
            _ => pick(&self.organizations, mixer).to_owned(),
        }
    }
}

fn pick<'t>(list: &[&'t str], mixer: &mut Mixer) -> &'t str {
    list.get(mixer.below(list.len())).copied().unwrap_or("X")
}

/// Share of the sentences that are written without capitals, in percent.
const SMALL: usize = 8;

/// `doc` with other names: the same for the same, and its own surname for each person.
pub fn vary(doc: &Annotated, gazetteer: &Gazetteer, stock: &Stock<'_>, mixer: &mut Mixer) -> Annotated {
    let mut other: FxHashMap<String, String> = FxHashMap::default();
    let words = |first: usize, end: usize| (first..end).map(|at| doc.form(at)).collect::<Vec<_>>().join(" ");
    let mut sorted = doc.names.clone();
    sorted.sort_by_key(|name| std::cmp::Reverse(name.end - name.first));
    for name in &sorted {
        let old = words(name.first, name.end);
        let count = name.end - name.first;
        if other.contains_key(&old) || !old.chars().next().is_some_and(char::is_uppercase) {
            continue;
        }
        let found = gazetteer.find((name.first..name.end).map(|at| doc.form(at)));
        let class = found.first().filter(|found| found.end == count).map_or(Class::default(), |found| found.class);
        let acronym = count == 1 && old.chars().all(char::is_uppercase);
        let fresh = match name.kind {
            NameKind::Per => stock.person(count, mixer),
            NameKind::Loc => stock.place(class, mixer),
            // What one word names is often clear from the word alone, which another need not show.
            NameKind::Org if count == 1 && !acronym && mixer.below(2) == 0 => old.clone(),
            NameKind::Org => stock.organization(acronym, mixer),
        };
        if name.kind == NameKind::Per && count > 1 {
            let last = |name: &str| name.rsplit(' ').next().unwrap_or_default().to_owned();
            other.entry(last(&old)).or_insert_with(|| last(&fresh));
        }
        other.insert(old, fresh);
    }
    let mut sentences = Vec::new();
    for sentence in &doc.sentences {
        let small = mixer.below(100) < SMALL;
        let mut rows = Vec::new();
        let mut at = sentence.first;
        let mut names =
            doc.names.iter().filter(|name| sentence.first <= name.first && name.end <= sentence.end).peekable();
        while at < sentence.end {
            if let Some(name) = names.next_if(|name| name.first == at) {
                let old = words(name.first, name.end);
                write_name(other.get(&old).unwrap_or(&old), name.kind, &mut rows);
                if let Some(last) = rows.last_mut() {
                    last.glued = doc.tokens[name.end - 1].glued;
                }
                at = name.end;
            } else {
                let glued = doc.tokens[at].glued;
                rows.push(Row { form: doc.form(at).to_owned(), tag: "O".to_owned(), glued, ..Row::default() });
                at += 1;
            }
        }
        if small {
            for row in &mut rows {
                row.form = row.form.to_lowercase();
            }
        }
        sentences.push(rows);
    }
    assemble(&sentences, gazetteer, false)
}

/// Writes a name as words, cut as the treebanks do.
fn write_name(name: &str, kind: NameKind, rows: &mut Vec<Row>) {
    let mut place = 'B';
    let mut push = |form: &str, glued: bool| {
        let tag = format!("{place}-{}", kind.as_str());
        place = 'I';
        rows.push(Row { form: form.to_owned(), tag, glued, ..Row::default() });
    };
    for word in name.split_whitespace() {
        let (word, comma) = word.strip_suffix(',').map_or((word, false), |word| (word, true));
        let (word, owner) = word.strip_suffix("'s").map_or((word, false), |word| (word, true));
        let mut parts = word.split('-').peekable();
        while let Some(part) = parts.next() {
            push(part, parts.peek().is_some() || comma || owner);
            if parts.peek().is_some() {
                push("-", true);
            }
        }
        if owner {
            push("'s", comma);
        }
        if comma {
            push(",", false);
        }
    }
}
