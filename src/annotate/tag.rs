//! Parts of speech: a joint label of universal and Penn tag, chosen from left
//! to right by an averaged perceptron (Collins 2002,
//! <https://aclanthology.org/W02-1001>).

use rustc_hash::FxHashMap;

use crate::annotate::Annotated;
use crate::annotate::Upos;
use crate::annotate::Xpos;
use crate::annotate::model::Weights;
use crate::annotate::model::first_best;
use crate::annotate::model::join;
use crate::annotate::stage::Layers;
use crate::annotate::stage::Stage;
use crate::annotate::token::entries;
use crate::annotate::word::Letters;

/// Number of features of a word.
pub const FEATURES: usize = 35;

/// The tag of the place before a sentence.
const START: u64 = 255;

/// The features of word `at`, given the labels chosen for the words before it.
#[allow(clippy::similar_names, reason = "the names are those of places: p one before, pp two before, n after")]
pub fn features(words: &[Letters], labels: &[u8], at: usize, out: &mut [u64; FEATURES]) {
    let edge = |number| Letters::edge(number);
    let place = |offset: usize| (at + offset).checked_sub(2).and_then(|index| words.get(index)).copied();
    let w = words[at];
    let (pp, p) = (place(0).unwrap_or_else(|| edge(1)), place(1).unwrap_or_else(|| edge(2)));
    let (n, nn) = (place(3).unwrap_or_else(|| edge(3)), place(4).unwrap_or_else(|| edge(4)));
    let label = |back: usize| at.checked_sub(back).map_or(START + back as u64, |index| u64::from(labels[index]));
    let (t1, t2) = (label(1), label(2));
    let first = u64::from(at == 0);
    *out = [
        join(0, &[]),
        join(1, &[w.lower]),
        join(2, &[w.form]),
        join(3, &[w.shape]),
        join(4, &[w.suffix[0]]),
        join(5, &[w.suffix[1]]),
        join(6, &[w.suffix[2]]),
        join(7, &[w.suffix[3]]),
        join(8, &[w.prefix[0]]),
        join(9, &[w.prefix[1]]),
        join(10, &[w.prefix[2]]),
        join(11, &[t1]),
        join(12, &[t2, t1]),
        join(13, &[t1, w.lower]),
        join(14, &[p.lower]),
        join(15, &[pp.lower]),
        join(16, &[n.lower]),
        join(17, &[nn.lower]),
        join(18, &[p.suffix[2]]),
        join(19, &[n.suffix[2]]),
        join(20, &[nn.suffix[2]]),
        join(21, &[p.shape, w.shape]),
        join(22, &[w.shape, n.shape]),
        join(23, &[p.lower, w.lower]),
        join(24, &[w.lower, n.lower]),
        join(25, &[t1, n.lower]),
        join(26, &[t1, w.suffix[2]]),
        join(27, &[t1, n.suffix[2]]),
        join(28, &[first, w.shape, w.suffix[1]]),
        join(29, &[t2, t1, w.lower]),
        join(30, &[w.suffix[2], n.suffix[1]]),
        join(31, &[n.lower, nn.lower]),
        join(32, &[p.lower, n.lower]),
        join(33, &[t1, w.shape, n.shape]),
        join(34, &[w.suffix[3], w.prefix[0], w.shape]),
    ];
}

/// The pairs of tags that occur, in a fixed order: a label is an index.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Labels(Vec<(Upos, Xpos)>);

impl Labels {
    /// Reads lines such as `NOUN NN`; at most 250 count.
    pub fn read(list: &str) -> Self {
        let pair = |line: &str| {
            let (upos, xpos) = line.split_once(' ')?;
            Some((Upos::parse(upos)?, Xpos::parse(xpos)?))
        };
        Self(entries(list).filter_map(pair).take(250).collect())
    }

    /// The tags of a label.
    pub fn tags(&self, label: u8) -> (Upos, Xpos) {
        self.0.get(usize::from(label)).copied().unwrap_or_default()
    }

    /// The label of a pair of tags, if it occurs.
    pub fn label(&self, tags: (Upos, Xpos)) -> Option<u8> {
        self.0.iter().position(|pair| *pair == tags).map(|label| label as u8)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A trained tagger.
#[derive(Debug)]
pub struct Tagger {
    labels: Labels,
    weights: Weights,
    /// Frequent words that have always the same label, by hash of the form.
    known: FxHashMap<u64, u8>,
}

impl Tagger {
    /// Puts a tagger together from labels, weights and the list of words that
    /// are always tagged alike (`word`, tab, number of the label).
    pub fn new(labels: Labels, weights: Weights, known: &str) -> Self {
        let known = known
            .lines()
            .filter_map(|line| line.split_once('\t'))
            .filter_map(|(word, label)| Some((crate::annotate::model::text(word), label.parse().ok()?)))
            .collect();
        Self { labels, weights, known }
    }

    /// The labels of the words of a sentence.
    pub fn label(&self, words: &[Letters]) -> Vec<u8> {
        let mut labels = Vec::with_capacity(words.len());
        let mut scores = vec![0; self.labels.len()];
        let mut active = [0; FEATURES];
        for (at, word) in words.iter().enumerate() {
            let label = if let Some(label) = self.known.get(&word.form) {
                *label
            } else {
                features(words, &labels, at, &mut active);
                scores.fill(0);
                self.weights.score(&active, &mut scores);
                first_best(&scores) as u8
            };
            labels.push(label);
        }
        labels
    }

    /// The tags of a label.
    pub fn tags(&self, label: u8) -> (Upos, Xpos) {
        self.labels.tags(label)
    }
}

/// The stage that tags words.
#[derive(Debug)]
pub struct Tags {
    /// The tagger of the language.
    pub tagger: &'static Tagger,
    /// Its dotted name.
    pub name: &'static str,
}

impl Stage for Tags {
    fn name(&self) -> &'static str {
        self.name
    }

    fn needs(&self) -> Layers {
        Layers::TOKENS | Layers::SENTENCES
    }

    fn gives(&self) -> Layers {
        Layers::TAGS
    }

    fn run(&self, annotated: &mut Annotated) {
        let mut words = Vec::new();
        for sentence in &annotated.sentences {
            words.clear();
            let tokens = &mut annotated.tokens[sentence.first..sentence.end];
            words.extend(tokens.iter().map(|token| Letters::new(token.span.of(&annotated.document.text))));
            for (token, label) in tokens.iter_mut().zip(self.tagger.label(&words)) {
                (token.upos, token.xpos) = self.tagger.tags(label);
            }
        }
    }
}
