//! Training of the name tagger: a structured averaged perceptron (Collins
//! 2002, <https://aclanthology.org/W02-1001>) over whole sentences.

pub mod cluster;
pub mod corpus;
pub mod vary;

use crate::annotate::Annotated;
use crate::annotate::model::Trainer;
use crate::annotate::model::Weights;
use crate::annotate::name::Clusters;
use crate::annotate::name::Decoder;
use crate::annotate::name::Gazetteer;
use crate::annotate::name::LABELS;
use crate::annotate::name::Part;
use crate::annotate::name::Unit;
use crate::annotate::name::View;
use crate::annotate::name::label;
use crate::annotate::name::move_features;
use crate::annotate::name::move_table;
use crate::annotate::name::trim;
use crate::annotate::net::Trees;
use crate::lang::en;
use crate::train::Mixer;
use crate::train::name::corpus::Tagged;
use crate::train::name::vary::Stock;
use crate::train::name::vary::vary;

/// The corpora of names in `ner`: web text, Wikipedia and politics. Twitter, filings
/// and reports mark other things as names and made news worse.
pub const CORPORA: [&str; 4] =
    ["uner-ewt-train.iob2", "wikigold.iob2", "crossner-politics-train.iob2", "crossner-politics-dev.iob2"];

/// The weights for English names, from a treebank with entities (GUM), the texts
/// of [`CORPORA`], and treebanks tagged by a tagger that had not seen them.
/// Each document is read twice, the second time with other names in it.
pub fn make(entities: &str, corpora: &[String], treebanks: &[Annotated], clusters: &Clusters) -> Weights {
    let gazetteer = en::gazetteer();
    let mut documents: Vec<Annotated> =
        corpora.iter().flat_map(|text| corpus::read_iob2(text, gazetteer, false)).collect();
    documents.extend(corpus::read_entities(entities, gazetteer));
    let stock = Stock::new(&en::NAME_LISTS);
    let mut mixer = Mixer::new(7);
    let varied: Vec<Annotated> = documents.iter().map(|doc| vary(doc, gazetteer, &stock, &mut mixer)).collect();
    documents.extend(varied);
    let mut tagged = Tagged::default();
    for doc in treebanks {
        tagged.add(doc);
    }
    let stage = Trees { reader: en::reader(), name: "en.trees" };
    for doc in &mut documents {
        tagged.tag(doc, &stage);
    }
    train(&documents, gazetteer, clusters, Settings::default()).from_size(LEAST)
}

/// Weights below this size, of 127, are left out: most of them changed once. It halves the file and costs some 0.2 F1.
const LEAST: u8 = 4;

/// How to train.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// Times through all sentences.
    pub rounds: usize,
    /// By how much the right path must win, per wrong word.
    pub margin: i32,
    /// Share of the features left out at random, so that no feature is relied on alone; in percent.
    pub blur: usize,
    /// Share of the weights that are kept.
    pub keep: f64,
}

impl Default for Settings {
    fn default() -> Self {
        Self { rounds: 8, margin: 20, blur: 15, keep: 0.8 }
    }
}

/// The weights that find the names the documents already hold.
///
/// The order of the sentences is shuffled in the same way each time, so equal
/// documents give equal weights.
pub fn train(documents: &[Annotated], gazetteer: &Gazetteer, clusters: &Clusters, settings: Settings) -> Weights {
    let views: Vec<View> = documents.iter().map(|doc| View::new(doc, gazetteer, clusters)).collect();
    let mut order: Vec<(usize, usize)> =
        views.iter().enumerate().flat_map(|(at, view)| (0..view.units.len()).map(move |unit| (at, unit))).collect();
    let right: Vec<Vec<u8>> = documents.iter().zip(&views).map(|(doc, view)| labels(doc, view)).collect();
    let mut trainer = Trainer::new(LABELS);
    let mut decoder = Decoder::new();
    let mut mixer = Mixer::new(1);
    let mut features: Vec<Vec<u64>> = Vec::new();
    for _ in 0..settings.rounds {
        mixer.mix(&mut order);
        for (at, unit) in &order {
            let (doc, view) = (&documents[*at], &views[*at]);
            let unit = view.units[*unit];
            let (first, end) = (unit.first, unit.end);
            let right = &right[*at][first..end];
            features.clear();
            for place in first..end {
                let mut all = all_features(doc, view, place, unit);
                all.retain(|_| mixer.below(100) >= settings.blur);
                features.push(all);
            }
            let scores: Vec<[i32; LABELS]> = features
                .iter()
                .zip(right)
                .map(|(features, right)| {
                    let mut row = [settings.margin; LABELS];
                    row[usize::from(*right)] = 0;
                    trainer.score(features, &mut row);
                    row
                })
                .collect();
            let table = move_table(|features, scores| trainer.score(features, scores));
            let look = |place: usize| view.word(first + place).look;
            let guess = decoder.best(&scores, look, &table);
            let (mut was, mut took) = (0, 0);
            for (place, features) in features.iter().enumerate() {
                let (should, does) = (usize::from(right[place]), usize::from(guess[place]));
                if should != does {
                    for feature in features {
                        trainer.add(*feature, should, 1);
                        trainer.add(*feature, does, -1);
                    }
                }
                if (was, should) != (took, does) {
                    for feature in move_features(was, look(place)) {
                        trainer.add(feature, should, 1);
                    }
                    for feature in move_features(took, look(place)) {
                        trainer.add(feature, does, -1);
                    }
                }
                (was, took) = (should, does);
            }
            trainer.tick();
        }
    }
    trainer.freeze(settings.keep)
}

/// Every feature of one token.
fn all_features(doc: &Annotated, view: &View, at: usize, unit: Unit) -> Vec<u64> {
    let mut out = Vec::new();
    for (kind, offset) in view.around(at, unit) {
        view.word_features(kind, offset, &mut out);
    }
    view.place_features(doc, at, unit, &mut out);
    out
}

/// The right label of each token; names are trimmed as the tagger trims them.
fn labels(doc: &Annotated, view: &View) -> Vec<u8> {
    let mut out = vec![0; doc.tokens.len()];
    for name in doc.names.iter().map(|name| trim(*name, view)) {
        for (at, place) in out.iter_mut().enumerate().take(name.end).skip(name.first) {
            let part = match (at == name.first, at + 1 == name.end) {
                (true, true) => Part::Whole,
                (true, false) => Part::First,
                (false, false) => Part::Middle,
                (false, true) => Part::Last,
            };
            *place = label(name.kind, part) as u8;
        }
    }
    out
}
