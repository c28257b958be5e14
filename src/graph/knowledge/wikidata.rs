//! Items of a Wikidata dump as entries.
//!
//! A dump is one JSON array, one item a line:
//! <https://doc.wikimedia.org/Wikibase/master/php/docs_topics_json.html>.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::EntryLine;
use super::Knowledge;

/// What a line of a dump is.
#[derive(Debug)]
pub enum Found {
    /// A person, organization or place with a name.
    Entry(Box<WikidataItem>),
    /// Another item.
    Other,
    /// No item.
    Bad,
    /// A bracket or an empty line.
    Nothing,
}

/// An item, its country still an id.
#[derive(Debug)]
pub struct WikidataItem {
    entry: EntryLine,
    country: Option<String>,
    /// Of an item that is a country: its code.
    code: Option<String>,
}

/// ISO 3166-1 codes of the ids of countries: those of the built-in gazetteer, and those that the dump has shown so far.
#[derive(Debug, Clone)]
pub struct Countries(BTreeMap<String, String>);

impl Default for Countries {
    fn default() -> Self {
        let world = Knowledge::world();
        let all = (0..world.len() as u32).map(|at| world.entry(at));
        let countries = all.filter(|entry| entry.is_linked() && entry.kind() == Some("country"));
        Self(countries.filter_map(|entry| Some((entry.id().to_owned(), entry.country()?.to_owned()))).collect())
    }
}

impl Countries {
    /// Remembers the code of an item that is a country.
    pub fn learn(&mut self, item: &WikidataItem) {
        if let Some(code) = &item.code {
            self.0.insert(item.entry.id.clone(), code.clone());
        }
    }

    /// The item as an entry.
    pub fn entry(&self, item: Box<WikidataItem>) -> EntryLine {
        let country = item.code.clone().or_else(|| self.0.get(item.country.as_ref()?).cloned());
        EntryLine { country, ..item.entry }
    }
}

#[derive(Deserialize)]
struct Item {
    #[serde(rename = "type")]
    kind: String,
    id: String,
    #[serde(default, deserialize_with = "map_or_list")]
    labels: BTreeMap<String, Text>,
    #[serde(default, deserialize_with = "map_or_list")]
    aliases: BTreeMap<String, Vec<Text>>,
    #[serde(default, deserialize_with = "map_or_list")]
    claims: BTreeMap<String, Vec<Claim>>,
}

#[derive(Deserialize)]
struct Text {
    value: String,
}

#[derive(Deserialize)]
struct Claim {
    mainsnak: Snak,
    #[serde(default)]
    rank: String,
}

#[derive(Deserialize)]
struct Snak {
    #[serde(default)]
    datavalue: Option<DataValue>,
}

#[derive(Deserialize)]
struct DataValue {
    value: serde_json::Value,
}

/// An empty object is written `[]` in some dumps.
fn map_or_list<'de, D, T>(deserializer: D) -> Result<BTreeMap<String, T>, D::Error>
where
    D: serde::Deserializer<'de>,
    T: Deserialize<'de>,
{
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Either<T> {
        Map(BTreeMap<String, T>),
        List([(); 0]),
    }
    Ok(match Either::deserialize(deserializer)? {
        Either::Map(map) => map,
        Either::List(_) => BTreeMap::new(),
    })
}

/// Type and kind of each class that items are instances of.
fn classes() -> &'static FxHashMap<&'static str, (&'static str, &'static str)> {
    static CLASSES: OnceLock<FxHashMap<&str, (&str, &str)>> = OnceLock::new();
    CLASSES.get_or_init(|| {
        let text = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/schema/ontology/wikidata.tsv"));
        let rows = text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
            let mut row = line.split('\t').map(str::trim);
            Some((row.next()?, (row.next()?, row.next().unwrap_or_default())))
        });
        rows.collect()
    })
}

/// Reads one line of a dump. Names are taken in `languages`, in this order, and from `mul`.
pub fn item(line: &[u8], languages: &[String]) -> Found {
    let line = line.trim_ascii();
    let line = line.strip_suffix(b",").unwrap_or(line);
    if line.is_empty() || line == b"[" || line == b"]" {
        return Found::Nothing;
    }
    let Ok(item) = serde_json::from_slice::<Item>(line) else { return Found::Bad };
    if item.kind != "item" {
        return Found::Other;
    }
    let Some((node_type, kind)) = class(&item) else { return Found::Other };
    let mut names: Vec<String> = Vec::new();
    let mut add = |name: &str| {
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        if !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
    };
    let wanted = || languages.iter().map(String::as_str).chain(["mul"]);
    wanted().filter_map(|language| item.labels.get(language)).for_each(|text| add(&text.value));
    for text in wanted().filter_map(|language| item.aliases.get(language)).flatten() {
        // A family name alone is that of many.
        if node_type != "Person" || text.value.trim().contains(' ') {
            add(&text.value);
        }
    }
    if names.is_empty() {
        return Found::Other;
    }
    let (from, to) = if node_type == "Person" { ("P569", "P570") } else { ("P571", "P576") };
    let code = values(&item, "P297").find_map(|value| value.as_str().map(str::to_owned));
    let country = ["P17", "P27"].into_iter().find_map(|property| values(&item, property).find_map(entity));
    let (from, to) = (values(&item, from).find_map(date), values(&item, to).find_map(date));
    let entry = EntryLine {
        node_type: node_type.to_owned(),
        names,
        kind: (!kind.is_empty()).then(|| kind.to_owned()),
        country: None,
        from,
        to,
        id: item.id,
    };
    Found::Entry(Box::new(WikidataItem { entry, country, code }))
}

/// Type and kind: of the first class that is known, else of what only places or bodies have.
fn class(item: &Item) -> Option<(&'static str, &'static str)> {
    let known = values(item, "P31").filter_map(entity).find_map(|class| classes().get(class.as_str()).copied());
    let has = |property: &str| item.claims.contains_key(property);
    known.or_else(|| {
        // Coordinates are those of a place, unless it has a seat, a founder or an industry.
        let body = ["P159", "P452", "P112", "P749"].into_iter().any(has);
        if body { Some(("Organization", "")) } else { has("P625").then_some(("Place", "")) }
    })
}

/// Values of a property, the preferred ones first, without those that are deprecated.
fn values<'i>(item: &'i Item, property: &str) -> impl Iterator<Item = &'i serde_json::Value> {
    let mut claims: Vec<&Claim> =
        item.claims.get(property).into_iter().flatten().filter(|claim| claim.rank != "deprecated").collect();
    claims.sort_by_key(|claim| claim.rank != "preferred");
    claims.into_iter().filter_map(|claim| claim.mainsnak.datavalue.as_ref()).map(|data| &data.value)
}

fn entity(value: &serde_json::Value) -> Option<String> {
    value.get("id")?.as_str().map(str::to_owned)
}

/// `+1952-03-11T00:00:00Z` with its precision: 11 for days, 10 for months, 9 for years. Years before our era are left out.
fn date(value: &serde_json::Value) -> Option<String> {
    let time = value.get("time")?.as_str()?.strip_prefix('+')?;
    let length = match value.get("precision")?.as_u64()? {
        11 => 10,
        10 => 7,
        9 => 4,
        _ => return None,
    };
    let day = time.split('T').next()?;
    // A year of more than four digits is no day of ours.
    (day.len() == 10).then(|| day.get(..length).map(str::to_owned))?
}
