//! Names of persons, organizations and places.
//!
//! A linear model labels each word as outside, at the beginning, inside, at
//! the end of a name, or as a whole name of a kind; the labels of a sentence
//! are those of the best legal path. Then what stands beside the names is asked,
//! and the document is read once more, so that what is clear in one place helps
//! in the others.

use thiserror::Error;

use crate::annotate::Annotated;
use crate::annotate::Name;
use crate::annotate::NameKind;
use crate::annotate::model::ModelError;
use crate::annotate::model::Trainer;
use crate::annotate::model::Weights;
use crate::annotate::model::join;
use crate::annotate::stage::Layers;
use crate::annotate::stage::Stage;

pub mod cluster;
mod document;
mod feature;
mod frame;
mod gazetteer;

pub(crate) use document::trim;
pub(crate) use feature::Look;
pub(crate) use feature::Unit;
pub(crate) use feature::View;

pub use cluster::Clusters;
pub use gazetteer::Class;
pub use gazetteer::Found;
pub use gazetteer::Gazetteer;
pub use gazetteer::GazetteerError;
pub use gazetteer::Lists;

/// Where a word stands in a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// The name is one word.
    Whole,
    /// First of several.
    First,
    /// Between first and last.
    Middle,
    /// Last of several.
    Last,
}

/// Number of labels: outside, and four parts of three kinds.
pub(crate) const LABELS: usize = 13;

/// The label of a part of a name; 0 is outside.
pub(crate) const fn label(kind: NameKind, part: Part) -> usize {
    1 + 4 * kind as usize + part as usize
}

const PARTS: [Part; 4] = [Part::Whole, Part::First, Part::Middle, Part::Last];

/// Kind and part of a label; `None` outside names.
pub(crate) fn meaning(label: usize) -> Option<(NameKind, Part)> {
    let at = label.checked_sub(1)?;
    Some((*NameKind::ALL.get(at / 4)?, PARTS[at % 4]))
}

/// Whether `to` may follow `from`; outside stands for both ends of a sentence.
fn legal(from: usize, to: usize) -> bool {
    let open = meaning(from).filter(|(_, part)| matches!(part, Part::First | Part::Middle));
    let goes_on = meaning(to).filter(|(_, part)| matches!(part, Part::Middle | Part::Last));
    match (open, goes_on) {
        (None, None) => true,
        (Some((before, _)), Some((after, _))) => before == after,
        _ => false,
    }
}

/// The legal moves: for each label those that may come before it.
pub(crate) fn moves() -> Vec<Vec<u8>> {
    (0..LABELS).map(|to| (0..LABELS).filter(|from| legal(*from, to)).map(|from| from as u8).collect()).collect()
}

/// The features of moving from label `from` to a word of this look.
pub(crate) fn move_features(from: usize, look: Look) -> [u64; 2] {
    [join(1, &[from as u64]), join(2, &[from as u64, look as u64])]
}

/// Scores of moves: `[look][to][from]`.
pub(crate) type MoveTable = [[[i32; LABELS]; LABELS]; Look::COUNT];

const LOOKS: [Look; Look::COUNT] = [Look::Sign, Look::Number, Look::Small, Look::Title, Look::Capitals, Look::Initial];

/// Scores of moves out of a table that adds the weights of features to scores.
pub(crate) fn move_table(mut add: impl FnMut(&[u64], &mut [i32])) -> MoveTable {
    let mut table = [[[0; LABELS]; LABELS]; Look::COUNT];
    for (look, table) in LOOKS.into_iter().zip(&mut table) {
        for from in 0..LABELS {
            let mut scores = [0; LABELS];
            add(&move_features(from, look), &mut scores);
            table.iter_mut().zip(scores).for_each(|(row, score)| row[from] = score);
        }
    }
    table
}

/// Finds the best path through the labels of sentences; keeps its memory between them.
#[derive(Debug, Clone)]
pub(crate) struct Decoder {
    moves: Vec<Vec<u8>>,
    /// From which label each label of each word was reached.
    back: Vec<[u8; LABELS]>,
}

/// Less than any score, with room to add to.
const NEVER: i32 = i32::MIN / 4;

impl Decoder {
    pub(crate) fn new() -> Self {
        Self { moves: moves(), back: Vec::new() }
    }

    /// The legal labels with the highest sum of `scores` (one row per word) and
    /// moves; of equals the lower labels. O(words · legal moves).
    pub(crate) fn best(
        &mut self,
        scores: &[[i32; LABELS]],
        looks: impl Fn(usize) -> Look,
        table: &MoveTable,
    ) -> Vec<u8> {
        self.back.clear();
        let mut path = [NEVER; LABELS];
        path[0] = 0;
        for (at, row) in scores.iter().enumerate() {
            let table = &table[looks(at) as usize];
            let mut next = [NEVER; LABELS];
            let mut back = [0u8; LABELS];
            for to in 0..LABELS {
                let mut best = NEVER;
                for from in &self.moves[to] {
                    let from = usize::from(*from);
                    if at == 0 && from > 0 {
                        break;
                    }
                    let score = path[from] + table[to][from];
                    if score > best {
                        best = score;
                        back[to] = from as u8;
                    }
                }
                next[to] = if best > NEVER { best + row[to] } else { NEVER };
            }
            path = next;
            self.back.push(back);
        }
        let closed = |label: &usize| legal(*label, 0);
        let mut last = (0..LABELS).filter(closed).rev().max_by_key(|label| path[*label]).unwrap_or(0) as u8;
        let mut out = vec![0; scores.len()];
        for (at, back) in self.back.iter().enumerate().rev() {
            out[at] = last;
            last = back[usize::from(last)];
        }
        out
    }
}

/// The names a path of labels stands for; `offset` is the first token's index.
pub(crate) fn names(labels: &[u8], offset: usize) -> Vec<Name> {
    let mut out: Vec<Name> = Vec::new();
    for (at, label) in labels.iter().enumerate() {
        if let Some((kind, part)) = meaning(usize::from(*label)) {
            match out.last_mut() {
                Some(name) if matches!(part, Part::Middle | Part::Last) => name.end = offset + at + 1,
                _ => out.push(Name { first: offset + at, end: offset + at + 1, kind }),
            }
        }
    }
    out
}

/// Why a tagger cannot be made.
#[derive(Debug, Error, Clone, PartialEq, Eq)]
pub enum NameError {
    /// The bytes hold no weights.
    #[error(transparent)]
    Model(#[from] ModelError),
    /// The weights are those of something else.
    #[error("the weights have {found} classes, names need {LABELS}: train them again with newsloom-train")]
    Labels {
        /// How many they have.
        found: usize,
    },
}

/// Finds names. The default one knows nothing and finds none.
#[derive(Debug, Clone)]
pub struct NameTagger {
    weights: Weights,
    gazetteer: Gazetteer,
    clusters: Clusters,
    table: Box<MoveTable>,
}

impl Default for NameTagger {
    fn default() -> Self {
        let table = Box::new([[[0; LABELS]; LABELS]; Look::COUNT]);
        Self {
            weights: Trainer::new(LABELS).freeze(1.0),
            gazetteer: Gazetteer::default(),
            clusters: Clusters::default(),
            table,
        }
    }
}

impl NameTagger {
    /// A tagger from the bytes of its weights.
    ///
    /// # Errors
    ///
    /// [`NameError`] when the bytes are no weights for names.
    pub fn read(bytes: &[u8], gazetteer: Gazetteer, clusters: Clusters) -> Result<Self, NameError> {
        Self::new(Weights::from_bytes(bytes)?, gazetteer, clusters)
    }

    /// A tagger from weights.
    ///
    /// # Errors
    ///
    /// [`NameError`] when the weights are not for names.
    pub fn new(weights: Weights, gazetteer: Gazetteer, clusters: Clusters) -> Result<Self, NameError> {
        if weights.classes() != LABELS {
            return Err(NameError::Labels { found: weights.classes() });
        }
        let table = Box::new(move_table(|features, scores| weights.score(features, scores)));
        Ok(Self { weights, gazetteer, clusters, table })
    }

    /// The known names it looks for.
    pub const fn gazetteer(&self) -> &Gazetteer {
        &self.gazetteer
    }

    /// Fills [`Annotated::names`] from tokens, tags and sentences.
    ///
    /// # Cost
    ///
    /// O(tokens); about 2 µs per token.
    pub fn tag(&self, doc: &mut Annotated) {
        let view = View::new(doc, &self.gazetteer, &self.clusters);
        let mut decoder = Decoder::new();
        let mut cache = vec![[[0i32; LABELS]; 5]; view.words.len()];
        let mut filled = vec![0u8; view.words.len()];
        let mut features = Vec::with_capacity(64);
        let mut scores: Vec<[i32; LABELS]> = Vec::new();
        let mut found = Vec::new();
        for unit in &view.units {
            let (first, end) = (unit.first, unit.end);
            scores.clear();
            for at in first..end {
                let mut row = [0; LABELS];
                for (kind, offset) in view.around(at, *unit) {
                    let cached = &mut cache[kind as usize][offset];
                    if filled[kind as usize] & 1 << offset == 0 {
                        filled[kind as usize] |= 1 << offset;
                        features.clear();
                        view.word_features(kind, offset, &mut features);
                        self.weights.score(&features, cached);
                    }
                    row.iter_mut().zip(cached).for_each(|(score, more)| *score += *more);
                }
                features.clear();
                view.place_features(doc, at, *unit, &mut features);
                self.weights.score(&features, &mut row);
                scores.push(row);
            }
            let path = decoder.best(&scores, |at| view.word(first + at).look, &self.table);
            found.extend(names(&path, first));
        }
        doc.names = frame::mend(doc, &view, &self.gazetteer, found);
        document::reread(doc, &view, &self.gazetteer);
    }
}

/// Names from a tagger.
#[derive(Debug, Clone, Copy)]
pub struct Names {
    /// What finds them.
    pub tagger: &'static NameTagger,
    /// Name of the stage.
    pub name: &'static str,
}

impl Stage for Names {
    fn name(&self) -> &'static str {
        self.name
    }

    fn needs(&self) -> Layers {
        Layers::TOKENS | Layers::SENTENCES | Layers::TAGS
    }

    fn gives(&self) -> Layers {
        Layers::NAMES
    }

    fn run(&self, annotated: &mut Annotated) {
        self.tagger.tag(annotated);
    }
}
