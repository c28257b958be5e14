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
use crate::annotate::model::text;
use crate::annotate::stage::Layers;
use crate::annotate::stage::Stage;
use crate::annotate::token::entries;
use crate::annotate::word::Letters;

/// Number of features of a word.
pub const FEATURES: usize = 46;

/// The tag of the place before a sentence.
const START: u64 = 255;

/// The labels words may bear, as far as they were seen: a word of a frequent
/// kind stands for its neighbours' choices better than its letters do.
#[derive(Debug, Clone, Default)]
pub struct WordClasses(FxHashMap<u64, u64>);

impl WordClasses {
    /// Reads lines such as `plan`, tab, `0 10`: a word in lower case and its labels.
    pub fn read(list: &str) -> Self {
        Self(list.lines().filter_map(|line| line.split_once('\t')).map(|(word, set)| (text(word), text(set))).collect())
    }

    /// The set of labels of a word as a hash; for an unknown one what its letters suggest.
    pub fn class(&self, word: &Letters) -> u64 {
        self.0.get(&word.lower).copied().unwrap_or_else(|| join(99, &[word.suffix[1], word.shape]))
    }
}

/// A sentence as the tagger sees it.
#[derive(Debug, Clone, Default)]
pub struct Sight {
    /// The letters of each word.
    pub words: Vec<Letters>,
    /// Their classes by the [`WordClasses`].
    pub classes: Vec<u64>,
}

impl Sight {
    /// Adds a word.
    pub fn push(&mut self, form: &str, lexicon: &WordClasses) {
        let letters = Letters::new(form);
        self.classes.push(lexicon.class(&letters));
        self.words.push(letters);
    }

    /// Forgets all words.
    pub fn clear(&mut self) {
        self.words.clear();
        self.classes.clear();
    }
}

/// The features of word `at`, given the labels chosen for the words before it.
#[allow(clippy::similar_names, reason = "the names are those of places: p one before, pp two before, n after")]
pub fn features(sight: &Sight, labels: &[u8], at: usize, out: &mut [u64; FEATURES]) {
    let words = &sight.words;
    let class = |offset: usize| {
        (at + offset).checked_sub(1).and_then(|index| sight.classes.get(index)).copied().unwrap_or(offset as u64)
    };
    let (cp, c, cn, cnn) = (class(0), class(1), class(2), class(3));
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
        join(35, &[c]),
        join(36, &[cn]),
        join(37, &[cn, cnn]),
        join(38, &[t1, c, cn]),
        join(39, &[c, cn]),
        join(40, &[w.lower, cn]),
        join(41, &[w.lower, cn, cnn]),
        join(42, &[t1, w.lower, cn]),
        join(43, &[t2, t1, c]),
        join(44, &[t1, c, cn, cnn]),
        join(45, &[cp, w.shape, w.suffix[1], cn]),
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
    lexicon: WordClasses,
    /// Frequent words that have always the same label, by hash of the form.
    known: FxHashMap<u64, u8>,
}

impl Tagger {
    /// Puts a tagger together from labels, weights, lexicon and the list of words that
    /// are always tagged alike (`word`, tab, number of the label).
    pub fn new(labels: Labels, weights: Weights, lexicon: WordClasses, known: &str) -> Self {
        let known = known
            .lines()
            .filter_map(|line| line.split_once('\t'))
            .filter_map(|(word, label)| Some((text(word), label.parse().ok()?)))
            .collect();
        Self { labels, weights, lexicon, known }
    }

    /// The labels of the words of a sentence.
    pub fn label(&self, sight: &Sight) -> Vec<u8> {
        let mut labels = Vec::with_capacity(sight.words.len());
        let mut scores = vec![0; self.labels.len()];
        let mut active = [0; FEATURES];
        for (at, word) in sight.words.iter().enumerate() {
            let label = if let Some(label) = self.known.get(&word.form) {
                *label
            } else {
                features(sight, &labels, at, &mut active);
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

    /// What it knows of words.
    pub const fn lexicon(&self) -> &WordClasses {
        &self.lexicon
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
        let mut sight = Sight::default();
        for sentence in &annotated.sentences {
            sight.clear();
            let tokens = &mut annotated.tokens[sentence.first..sentence.end];
            for token in tokens.iter() {
                sight.push(token.span.of(&annotated.document.text), self.tagger.lexicon());
            }
            for (token, label) in tokens.iter_mut().zip(self.tagger.label(&sight)) {
                (token.upos, token.xpos) = self.tagger.tags(label);
            }
        }
    }
}
