//! Parts of speech and dependencies by a small neural network.
//!
//! A word is its [`input`]; two layers of long short-term memory read the sentence in both directions; a linear layer over
//! both gives the tags, and pairs of words are scored as arcs and named as relations (Kiperwasser and Goldberg 2016,
//! <https://aclanthology.org/Q16-1023>; Dozat and Manning 2017, <https://openreview.net/forum?id=Hk95PK9le>). The [`tree`]
//! is the best of all. Numbers are added in a fixed order, so the same text has the same tags and trees on any machine.

use rustc_hash::FxHashMap;

use crate::annotate::Annotated;
use crate::annotate::Deprel;
use crate::annotate::Upos;
use crate::annotate::Xpos;
use crate::annotate::stage::Layers;
use crate::annotate::stage::Stage;
use crate::annotate::tag::Labels;

pub mod curve;
pub mod file;
pub mod input;
pub mod lstm;
pub mod matrix;
pub mod relation;
pub mod tree;

use file::Part;
use file::Tensors;
use input::Bytes;
use input::Look;
use input::Tables;
use input::Words;
use lstm::Trace;
use lstm::Unit;
use matrix::Matrix;
use matrix::Packed;

/// Words of a sentence that are read together; a longer one is read in pieces.
pub const LONGEST: usize = 160;

/// Words that are in work at a time, but for whole sentences.
const GROUP: usize = 600;

/// Forms whose inputs are kept ready.
const READY: usize = 1500;

/// A trained network.
#[derive(Debug, Default)]
pub struct Net {
    /// The tables of the input.
    pub tables: Tables,
    /// From the input, then from the first layer, to the gates of both directions.
    pub inputs: [Packed; 2],
    /// What is added to those gates.
    pub biases: [Vec<f32>; 2],
    /// From the former output of a layer to its gates, by direction.
    pub recurrent: [[Packed; 2]; 2],
    /// From the first and the second layer to the labels.
    pub tags: [Packed; 2],
    /// What is added to the labels.
    pub tag_bias: Vec<f32>,
    /// From the second layer to a word as dependent and as head of an arc, as dependent and as head of a relation.
    pub ends: Packed,
    /// What is added to those.
    pub ends_bias: Vec<f32>,
    /// Scores of arcs, between dependents and heads.
    pub arcs: Packed,
    /// What a head is worth by itself.
    pub arc_bias: Vec<f32>,
    /// The root as a head.
    pub root: Vec<f32>,
    /// From a head times its dependent, the head, and the dependent, to the relations.
    pub relations: Packed,
    /// What is added to the relations.
    pub relation_bias: Vec<f32>,
}

/// What the network makes of some units of words.
#[derive(Debug, Default)]
pub struct Reading {
    /// Outputs of the layers: a row per word.
    pub layers: [Matrix; 2],
    /// Scores of the labels.
    pub tags: Matrix,
    /// Words as ends of arcs and relations.
    pub ends: Matrix,
}

impl Net {
    /// From its tensors.
    pub fn new(tensors: &Tensors) -> Self {
        let matrix = |part| tensors.matrix(part).clone();
        let packed = |part| {
            let matrix = tensors.matrix(part);
            Packed::new(&matrix.data, matrix.width)
        };
        let row = |part: Part| {
            let mut row = tensors.matrix(part).data.clone();
            row.resize(matrix::padded(row.len()), 0.0);
            row
        };
        Self {
            tables: Tables {
                own: matrix(Part::Own),
                pieces: Part::PIECES.map(matrix),
                letters: matrix(Part::Letters),
                filters: packed(Part::Filters),
                filter_bias: row(Part::FilterBias),
            },
            inputs: [packed(Part::Input1), packed(Part::Input2)],
            biases: [row(Part::Bias1), row(Part::Bias2)],
            recurrent: [
                [packed(Part::Forward1), packed(Part::Backward1)],
                [packed(Part::Forward2), packed(Part::Backward2)],
            ],
            tags: [packed(Part::Tags1), packed(Part::Tags2)],
            tag_bias: row(Part::TagBias),
            ends: packed(Part::Ends),
            ends_bias: row(Part::EndsBias),
            arcs: packed(Part::Arcs),
            arc_bias: tensors.matrix(Part::ArcBias).data.clone(),
            root: tensors.matrix(Part::Root).data.clone(),
            relations: packed(Part::Relations),
            relation_bias: row(Part::RelationBias),
        }
    }

    /// Width of a word as an end of an arc.
    pub const fn arc_width(&self) -> usize {
        self.arcs.inner
    }

    /// Width of a word as an end of a relation.
    pub const fn relation_width(&self) -> usize {
        self.relations.inner / 3
    }

    /// What inputs add to the gates of the first layer.
    pub fn gates(&self, rows: &Matrix, layer: usize) -> Matrix {
        let mut out = Matrix::default();
        out.repeat(rows.rows(), &self.biases[layer]);
        self.inputs[layer].multiply(&rows.data, &mut out.data);
        out
    }

    /// The second layer, with `drop` applied to the first before.
    pub fn second(&self, units: &[Unit], first: &Matrix, trace: Option<&mut Trace>) -> Matrix {
        let gates = self.gates(first, 1);
        let mut out = Matrix::default();
        lstm::run(units, |word| gates.row(word), &self.recurrent[1], &mut out, trace);
        out
    }

    /// Scores of the labels of each word.
    pub fn label(&self, layers: [&Matrix; 2]) -> Matrix {
        let mut out = Matrix::default();
        out.repeat(layers[0].rows(), &self.tag_bias);
        for (weights, layer) in self.tags.iter().zip(layers) {
            weights.multiply(&layer.data, &mut out.data);
        }
        out
    }

    /// Words as ends of arcs and relations.
    pub fn project(&self, layer: &Matrix) -> Matrix {
        let mut out = Matrix::default();
        out.repeat(layer.rows(), &self.ends_bias);
        self.ends.multiply(&layer.data, &mut out.data);
        curve::cut(&mut out.data);
        out
    }

    /// Scores of the heads of each word of a unit: a row per word; the root, then the words.
    pub fn arcs(&self, unit: Unit, ends: &Matrix) -> Matrix {
        let width = self.arc_width();
        let words = unit.first..unit.first + unit.length;
        let mut dependents = Vec::with_capacity(unit.length * width);
        let mut heads = self.root.clone();
        for word in words {
            let row = ends.row(word);
            dependents.extend_from_slice(&row[..width]);
            heads.extend_from_slice(&row[width..2 * width]);
        }
        let mut turned = Matrix::new(unit.length, self.arcs.outer);
        self.arcs.multiply(&dependents, &mut turned.data);
        let mut bias: Vec<f32> = heads
            .chunks_exact(width)
            .map(|head| head.iter().zip(&self.arc_bias).fold(0.0f32, |sum, (a, b)| a.mul_add(*b, sum)))
            .collect();
        bias.resize(matrix::padded(bias.len()), 0.0);
        let heads = Packed::transposed(&heads, width);
        let mut out = Matrix::default();
        out.repeat(unit.length, &bias);
        heads.multiply(&turned.data, &mut out.data);
        out
    }

    /// Scores of the relations of some arcs, each of a dependent and a head: a row per arc.
    pub fn relate(&self, arcs: &[(usize, usize)], ends: &Matrix) -> (Matrix, Matrix) {
        let (arc, width) = (self.arc_width(), self.relation_width());
        let mut pairs = Matrix::new(arcs.len(), 3 * width);
        for (index, (word, head)) in arcs.iter().enumerate() {
            let dependent = &ends.row(*word)[2 * arc..2 * arc + width];
            let head = &ends.row(*head)[2 * arc + width..2 * arc + 2 * width];
            let (product, rest) = pairs.row_mut(index).split_at_mut(width);
            for (product, (a, b)) in product.iter_mut().zip(head.iter().zip(dependent)) {
                *product = a * b;
            }
            rest[..width].copy_from_slice(head);
            rest[width..].copy_from_slice(dependent);
        }
        let mut out = Matrix::default();
        out.repeat(arcs.len(), &self.relation_bias);
        self.relations.multiply(&pairs.data, &mut out.data);
        (pairs, out)
    }
}

/// A network with what it knows of words.
#[derive(Debug)]
pub struct Reader {
    net: Net,
    words: Words,
    vectors: Bytes,
    labels: Labels,
    /// Gates of the first layer of frequent forms.
    ready: FxHashMap<Box<str>, u32>,
    ready_gates: Matrix,
}

impl Reader {
    /// `frequent` has forms whose inputs are made beforehand, one per line.
    pub fn new(net: Net, words: Words, vectors: Bytes, labels: Labels, frequent: &str) -> Self {
        let mut out = Self { net, words, vectors, labels, ready: FxHashMap::default(), ready_gates: Matrix::default() };
        if out.net.arc_width() > 0 {
            let forms: Vec<&str> = frequent.lines().take(READY).collect();
            out.ready_gates = out.first_gates(&forms);
            out.ready = (0..).zip(&forms).map(|(at, form)| (Box::from(*form), at)).collect();
        }
        out
    }

    fn first_gates(&self, forms: &[&str]) -> Matrix {
        let looks: Vec<Look> = forms.iter().map(|form| self.words.look(form)).collect();
        let mut rows = Matrix::default();
        self.net.tables.rows(&looks, &self.vectors, &mut rows);
        self.net.gates(&rows, 0)
    }

    /// Fills tags, heads and relations of the words from `first` on that `units` (relative to it) cover.
    fn fill(&self, annotated: &mut Annotated, first: usize, units: &[Unit]) {
        let mut order = units.to_vec();
        order.sort_by_key(|unit| (usize::MAX - unit.length, unit.first));
        let count = units.last().map_or(0, |unit| unit.first + unit.length);
        let text = &annotated.document.text;
        let mut fresh: FxHashMap<&str, u32> = FxHashMap::default();
        let mut forms = Vec::new();
        let ready = self.ready.len() as u32;
        let places: Vec<u32> = annotated.tokens[first..first + count]
            .iter()
            .map(|token| {
                let form = token.span.of(text);
                self.ready.get(form).copied().unwrap_or_else(|| {
                    *fresh.entry(form).or_insert_with(|| {
                        forms.push(form);
                        ready + forms.len() as u32 - 1
                    })
                })
            })
            .collect();
        let own = self.first_gates(&forms);
        let gates = |word: usize| match places[word].checked_sub(ready) {
            Some(at) => own.row(at as usize),
            None => self.ready_gates.row(places[word] as usize),
        };
        let mut one = Matrix::default();
        lstm::run(&order, gates, &self.net.recurrent[0], &mut one, None);
        let two = self.net.second(&order, &one, None);
        let tags = self.net.label([&one, &two]);
        let ends = self.net.project(&two);
        let tokens = &mut annotated.tokens[first..first + count];
        for (word, token) in tokens.iter_mut().enumerate() {
            (token.upos, token.xpos) = self.labels.tags(first_highest(&tags.row(word)[..self.labels.len()]) as u8);
        }
        for at in 1..count.saturating_sub(1) {
            // Treebanks of English differ in the tag of a hyphen within a word.
            if tokens[at].glued && tokens[at - 1].glued && tokens[at].span.of(text) == "-" {
                (tokens[at].upos, tokens[at].xpos) = (Upos::Punct, Xpos::Hyph);
            }
        }
        let mut arcs = Vec::with_capacity(count);
        for unit in units {
            let heads = tree::heads(&self.net.arcs(*unit, &ends));
            for (word, head) in (unit.first..).zip(heads) {
                if let Some(head) = head.checked_sub(1) {
                    tokens[word].head = Some(first + unit.first + head);
                    arcs.push((word, unit.first + head));
                } else {
                    (tokens[word].head, tokens[word].deprel) = (None, Deprel::Root);
                }
            }
        }
        let (_, scores) = self.net.relate(&arcs, &ends);
        for ((word, _), relation) in arcs.iter().zip(relation::choose(&arcs, &scores)) {
            tokens[*word].deprel = relation;
        }
    }
}

/// The place of the highest number; of equals the first.
fn first_highest(values: &[f32]) -> usize {
    let mut best = 0;
    for (at, value) in values.iter().enumerate() {
        if *value > values[best] {
            best = at;
        }
    }
    best
}

/// The stage that tags words and builds trees.
#[derive(Debug)]
pub struct Trees {
    /// The reader of the language.
    pub reader: &'static Reader,
    /// Its dotted name.
    pub name: &'static str,
}

impl Stage for Trees {
    fn name(&self) -> &'static str {
        self.name
    }

    fn needs(&self) -> Layers {
        Layers::TOKENS | Layers::SENTENCES
    }

    fn gives(&self) -> Layers {
        Layers::TAGS | Layers::TREES
    }

    fn run(&self, annotated: &mut Annotated) {
        if self.reader.net.arc_width() == 0 {
            return;
        }
        let mut units = Vec::new();
        let mut first = 0;
        for index in 0..annotated.sentences.len() {
            let sentence = annotated.sentences[index];
            let mut at = sentence.first;
            while at < sentence.end {
                let length = (sentence.end - at).min(LONGEST);
                units.push(Unit { first: at - first, length });
                at += length;
            }
            if sentence.end - first >= GROUP || index + 1 == annotated.sentences.len() {
                self.reader.fill(annotated, first, &units);
                units.clear();
                first = sentence.end;
            }
        }
        for sentence in annotated.sentences.iter().filter(|sentence| sentence.end - sentence.first > LONGEST) {
            join(&mut annotated.tokens[sentence.first..sentence.end], sentence.first);
        }
    }
}

/// Makes one tree of the trees of the pieces of a sentence: the later roots stand beside the first.
fn join(tokens: &mut [crate::annotate::Token], first: usize) {
    let root = tokens.iter().position(|token| token.head.is_none()).unwrap_or(0);
    for token in tokens.iter_mut().skip(root + 1).filter(|token| token.head.is_none()) {
        (token.head, token.deprel) = (Some(first + root), Deprel::Parataxis);
    }
}
