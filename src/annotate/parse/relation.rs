//! Names of relations, given the whole tree: from the root down, and from left
//! to right among the dependents of one word.

use crate::annotate::Deprel;
use crate::annotate::Upos;
use crate::annotate::model::Weights;
use crate::annotate::model::first_best;
use crate::annotate::model::join;
use crate::annotate::parse::sentence::Words;

/// Number of features of an arc.
pub const FEATURES: usize = 48;

/// A tree with its dependents listed.
#[derive(Debug, Clone)]
pub struct Tree<'t> {
    words: &'t Words,
    heads: &'t [u32],
    /// Dependents of `head` in order: `kids[from[head]..from[head + 1]]`.
    kids: Vec<u32>,
    from: Vec<u32>,
    /// The words, each after its head, sisters from left to right.
    pub order: Vec<u32>,
}

impl<'t> Tree<'t> {
    /// Lists the dependents of each word and of the root (the last place).
    pub fn new(words: &'t Words, heads: &'t [u32]) -> Self {
        let length = heads.len();
        let mut from = vec![0u32; length + 3];
        for head in heads {
            from[(*head as usize).min(length) + 2] += 1;
        }
        for place in 1..from.len() {
            from[place] += from[place - 1];
        }
        let mut kids = vec![0; length];
        for (word, head) in heads.iter().enumerate() {
            let slot = &mut from[(*head as usize).min(length) + 1];
            kids[*slot as usize] = word as u32;
            *slot += 1;
        }
        let mut tree = Self { words, heads, kids, from, order: Vec::with_capacity(length) };
        let mut order: Vec<u32> = tree.kids(length as u32).to_vec();
        let mut done = 0;
        while let Some(word) = order.get(done) {
            order.extend_from_slice(tree.kids(*word));
            done += 1;
        }
        tree.order = order;
        tree
    }

    fn kids(&self, word: u32) -> &[u32] {
        let (Some(from), Some(to)) = (self.from.get(word as usize), self.from.get(word as usize + 1)) else {
            return &[];
        };
        self.kids.get(*from as usize..*to as usize).unwrap_or_default()
    }

    /// The features of the arc to `word`; `labels` holds those chosen so far.
    #[allow(clippy::many_single_char_names, reason = "w word, t tag, h head, d dependent, g head of the head")]
    pub fn features(&self, word: u32, labels: &[u8], out: &mut [u64; FEATURES]) {
        let words = self.words;
        let (root, none) = (words.len() as u32, words.len() as u32 + 1);
        let w = |place: u32| words.word[place as usize];
        let t = |place: u32| words.tag[place as usize];
        let u = |place: u32| words.upos[place as usize];
        let (d, h) = (word, self.heads[word as usize].min(root));
        let g = self.heads.get(h as usize).map_or(none, |head| (*head).min(root));
        let sisters = self.kids(h);
        let place = sisters.iter().position(|sister| *sister == d).unwrap_or(0);
        let before = place.checked_sub(1).map_or(none, |index| sisters[index]);
        let before2 = place.checked_sub(2).map_or(none, |index| sisters[index]);
        let after = sisters.get(place + 1).copied().unwrap_or(none);
        let after2 = sisters.get(place + 2).copied().unwrap_or(none);
        let own = self.kids(d);
        let (first, last) = (own.first().copied().unwrap_or(none), own.last().copied().unwrap_or(none));
        let second = own.get(1).copied().unwrap_or(none);
        let label = |place: u32| labels.get(place as usize).map_or(254, |label| u64::from(*label));
        let side = u64::from(d > h);
        let far = match d.abs_diff(h) {
            few @ 0..=4 => u64::from(few),
            5..=9 => 5,
            _ => 6,
        };
        // The word that marks what the dependent is: a preposition or conjunction before it.
        let marker = own
            .iter()
            .take(6)
            .find(|kid| {
                **kid < d && {
                    let upos = u(**kid);
                    upos == Upos::Adp as u64 || upos == Upos::Sconj as u64 || upos == Upos::Part as u64
                }
            })
            .copied()
            .unwrap_or(none);
        let helper =
            |list: &[u32]| list.iter().take(8).rev().find(|kid| u(**kid) == Upos::Aux as u64).copied().unwrap_or(none);
        let (h_aux, d_aux) = (helper(sisters), helper(own));
        let same_side_before = u64::from(before != none && (before > h) == (d > h));
        let prev = if same_side_before == 1 { label(before) } else { 253 };
        let left_word = d.checked_sub(1).unwrap_or(none);
        let right_word = if d + 1 < root { d + 1 } else { none };
        let taken = sisters[..place.min(12)].iter().fold(0u64, |sum, sister| {
            let core = labels.get(*sister as usize).and_then(|label| Deprel::ALL.get(usize::from(*label)));
            sum | match core {
                Some(Deprel::Nsubj | Deprel::NsubjPass) => 1,
                Some(Deprel::Obj) => 2,
                Some(Deprel::Cop) => 4,
                Some(Deprel::AuxPass) => 8,
                Some(Deprel::Expl) => 16,
                _ => 0,
            }
        });
        *out = [
            join(0, &[w(d), side]),
            join(1, &[t(d), side]),
            join(2, &[w(h), side]),
            join(3, &[t(h), side]),
            join(4, &[t(h), t(d), side]),
            join(5, &[w(h), t(d), side]),
            join(6, &[t(h), w(d), side]),
            join(7, &[w(h), w(d), side]),
            join(8, &[t(h), t(d), side, far]),
            join(9, &[t(d), t(first)]),
            join(10, &[t(d), t(last)]),
            join(11, &[w(d), w(first)]),
            join(12, &[t(h), t(d), w(marker), side]),
            join(13, &[w(h), w(marker), t(d), side]),
            join(14, &[w(h), w(marker), side]),
            join(15, &[t(h), t(d), t(marker), t(first), side]),
            join(16, &[t(h), t(d), t(before), side]),
            join(17, &[t(h), t(d), t(after), side]),
            join(18, &[t(h), t(d), t(before), t(after), side]),
            join(19, &[t(h), t(d), prev, side]),
            join(20, &[w(h), t(d), prev, side]),
            join(21, &[t(h), t(d), label(h), side]),
            join(22, &[t(h), t(d), t(g), side]),
            join(23, &[t(h), t(d), taken, side]),
            join(24, &[w(h), t(d), taken, side]),
            join(25, &[t(h), t(d), w(h_aux), side]),
            join(26, &[t(h), t(d), w(d_aux), side]),
            join(27, &[t(d), w(d_aux), w(marker)]),
            join(28, &[w(left_word), t(d), side]),
            join(29, &[w(right_word), t(d), side]),
            join(30, &[t(left_word), t(d), t(right_word), side]),
            join(31, &[words.suffix[d as usize], t(h), side]),
            join(32, &[words.suffix[h as usize], t(d), side]),
            join(33, &[w(d), label(h), side]),
            join(34, &[t(h), t(d), own.len().min(3) as u64, sisters.len().min(5) as u64, side]),
            join(35, &[t(h), t(d), w(first), side]),
            join(36, &[t(h), t(d), w(last), side]),
            join(37, &[t(h), t(d), t(first), t(last), side]),
            join(38, &[t(d), w(before), t(h), side]),
            join(39, &[t(d), w(after), t(h), side]),
            join(40, &[t(h), t(d), t(before), t(before2), side]),
            join(41, &[t(h), t(d), t(after), t(after2), side]),
            join(42, &[t(d), w(d), prev, taken]),
            join(43, &[t(h), t(d), words.between(d.min(h), d.max(h)), side]),
            join(44, &[w(h), w(first), t(d), side]),
            join(45, &[t(d), t(first), t(second), t(h), side]),
            join(46, &[label(h), t(h), w(marker), t(d)]),
            join(47, &[w(d), w(g), t(h)]),
        ];
    }
}

/// The relation of each word to its head, as an index of [`Deprel::ALL`].
pub fn label(words: &Words, heads: &[u32], weights: &Weights) -> Vec<u8> {
    let tree = Tree::new(words, heads);
    let mut labels = vec![255; heads.len()];
    let mut scores = vec![0; Deprel::ALL.len()];
    let mut active = [0; FEATURES];
    for word in &tree.order {
        if heads[*word as usize] as usize >= heads.len() {
            labels[*word as usize] = Deprel::Root as u8;
            continue;
        }
        tree.features(*word, &labels, &mut active);
        scores.fill(0);
        weights.score(&active, &mut scores);
        labels[*word as usize] = first_best(&scores) as u8;
    }
    labels
}
