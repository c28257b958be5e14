//! Walking the dependencies of an annotated document.

use super::lexicon::Lexicon;
use super::reading;
use super::repair;
use crate::annotate::Annotated;
use crate::annotate::Deprel;
use crate::annotate::Token;
use crate::annotate::Upos;
use crate::document::BlockKind;
use crate::text::Span;

/// A document with its dependencies turned around.
pub(super) struct Tree<'a> {
    pub(super) doc: &'a Annotated,
    heads: Vec<Option<usize>>,
    deprels: Vec<Deprel>,
    upos: Vec<Upos>,
    /// Dependents of token i: `children[first[i]..first[i + 1]]`, in the order of the text.
    first: Vec<usize>,
    children: Vec<usize>,
    /// Sentence of each token.
    sentence: Vec<usize>,
    /// Leftmost and rightmost token of each subtree.
    reach: Vec<(usize, usize)>,
    lower: Vec<String>,
}

impl<'a> Tree<'a> {
    pub(super) fn new(doc: &'a Annotated, lexicon: &Lexicon) -> Self {
        let count = doc.tokens.len();
        let mut heads: Vec<Option<usize>> =
            doc.tokens.iter().map(|token| token.head.filter(|&head| head < count)).collect();
        let mut deprels: Vec<Deprel> = doc.tokens.iter().map(|token| token.deprel).collect();
        let mut upos: Vec<Upos> = doc.tokens.iter().map(|token| token.upos).collect();
        reading::classes(doc, &mut heads, &mut deprels, &mut upos);
        repair::titles(doc, lexicon, &mut heads, &mut deprels);
        reading::finite(doc, &mut heads, &mut deprels);
        repair::speakers(doc, &mut heads, &mut deprels);
        repair::predicates(doc, &mut heads, &mut deprels);
        repair::heads(doc, &mut heads, &mut deprels);
        repair::coordinations(doc, &mut heads, &deprels);
        repair::subjects(doc, &mut heads, &mut deprels);
        repair::participles(doc, &mut heads, &mut deprels);
        repair::clauses(doc, &mut heads, &mut deprels);
        reading::readings(doc, lexicon, &mut heads, &mut deprels);
        repair::controls(doc, lexicon, &heads, &mut deprels);
        let mut first = vec![0; count + 1];
        for head in heads.iter().copied().flatten() {
            first[head + 1] += 1;
        }
        for at in 0..count {
            first[at + 1] += first[at];
        }
        let mut next = first.clone();
        let mut children = vec![0; first[count]];
        for (at, head) in heads.iter().enumerate().filter_map(|(at, head)| head.map(|head| (at, head))) {
            children[next[head]] = at;
            next[head] += 1;
        }
        let mut sentence = vec![0; count];
        for (at, one) in doc.sentences.iter().enumerate() {
            for slot in sentence.get_mut(one.first..one.end).into_iter().flatten() {
                *slot = at;
            }
        }
        let lower = (0..count).map(|at| doc.form(at).to_lowercase().replace('’', "'")).collect();
        let mut tree = Self {
            doc,
            heads,
            deprels,
            upos,
            first,
            children,
            sentence,
            reach: (0..count).map(|at| (at, at)).collect(),
            lower,
        };
        tree.measure();
        tree
    }

    /// Fills `reach` bottom up, without recursion.
    fn measure(&mut self) {
        for one in &self.doc.sentences {
            let mut order = Vec::with_capacity(one.end - one.first);
            let roots = (one.first..one.end).filter(|&at| self.heads[at].is_none());
            order.extend(roots);
            let mut at = 0;
            while at < order.len() && order.len() <= one.end - one.first {
                let node = order[at];
                order.extend_from_slice(&self.children[self.first[node]..self.first[node + 1]]);
                at += 1;
            }
            for &node in order.iter().rev() {
                if let Some(head) = self.heads[node] {
                    let (left, right) = self.reach[node];
                    let slot = &mut self.reach[head];
                    *slot = (slot.0.min(left), slot.1.max(right));
                }
            }
        }
    }

    pub(super) fn token(&self, at: usize) -> &'a Token {
        &self.doc.tokens[at]
    }

    pub(super) fn len(&self) -> usize {
        self.doc.tokens.len()
    }

    pub(super) fn lemma(&self, at: usize) -> &'a str {
        &self.doc.tokens[at].lemma
    }

    /// The form in lower case, with straight apostrophes.
    pub(super) fn lower(&self, at: usize) -> &str {
        &self.lower[at]
    }

    pub(super) fn upos(&self, at: usize) -> Upos {
        self.upos[at]
    }

    pub(super) fn deprel(&self, at: usize) -> Deprel {
        self.deprels[at]
    }

    pub(super) fn head(&self, at: usize) -> Option<usize> {
        self.heads[at]
    }

    pub(super) fn children(&self, at: usize) -> &[usize] {
        &self.children[self.first[at]..self.first[at + 1]]
    }

    /// Dependents of one of the relations.
    pub(super) fn with(&self, at: usize, relations: &'static [Deprel]) -> impl Iterator<Item = usize> + '_ {
        self.children(at).iter().copied().filter(move |&child| relations.contains(&self.deprel(child)))
    }

    /// The first dependent of one of the relations.
    pub(super) fn one(&self, at: usize, relations: &'static [Deprel]) -> Option<usize> {
        self.with(at, relations).next()
    }

    pub(super) fn sentence(&self, at: usize) -> usize {
        self.sentence[at]
    }

    pub(super) fn block(&self, at: usize) -> BlockKind {
        let sentence = self.doc.sentences.get(self.sentence[at]);
        sentence
            .and_then(|one| self.doc.document.blocks.get(one.block))
            .map_or(BlockKind::Paragraph, |block| block.kind)
    }

    /// Leftmost and rightmost token of the subtree.
    pub(super) fn reach(&self, at: usize) -> (usize, usize) {
        self.reach[at]
    }

    /// The text of the subtree, without punctuation at its ends.
    pub(super) fn subtree(&self, at: usize) -> Span {
        let (mut left, mut right) = self.reach[at];
        while left < at && self.upos(left) == Upos::Punct {
            left += 1;
        }
        while right > at && self.upos(right) == Upos::Punct {
            right -= 1;
        }
        self.doc.span(left, right + 1)
    }

    /// The token and those coordinated with it.
    pub(super) fn conjuncts(&self, at: usize) -> Vec<usize> {
        let mut all = vec![at];
        let mut next = 0;
        while next < all.len() && all.len() < 50 {
            let here = all[next];
            all.extend(self.with(here, &[Deprel::Conj]));
            next += 1;
        }
        all
    }

    /// The preposition of a nominal: the lemma of its `case`, fixed expressions joined ("according to").
    pub(super) fn case(&self, at: usize) -> Option<String> {
        let mut words = Vec::new();
        for case in self.with(at, &[Deprel::Case]) {
            if self.lower(case) == "'s" || self.lower(case) == "'" {
                continue;
            }
            words.push(self.lower(case).to_owned());
            words.extend(self.with(case, &[Deprel::Fixed]).map(|word| self.lower(word).to_owned()));
        }
        (!words.is_empty()).then(|| words.join(" "))
    }

    /// Whether `above` stands on the way from `at` to its root.
    pub(super) fn is_under(&self, at: usize, above: usize) -> bool {
        let (left, right) = self.reach[above];
        if at < left || at > right {
            return false;
        }
        let mut here = at;
        for _ in 0..200 {
            if here == above {
                return true;
            }
            match self.head(here) {
                Some(head) => here = head,
                None => return false,
            }
        }
        false
    }

    /// The core of a noun phrase: from its leftmost determiner, modifier or possessor to its head and names right of it.
    pub(super) fn core(&self, head: usize) -> (usize, usize) {
        const LEFT: &[Deprel] = &[
            Deprel::Det,
            Deprel::DetPredet,
            Deprel::Amod,
            Deprel::Nummod,
            Deprel::Compound,
            Deprel::NmodPoss,
            Deprel::NmodDesc,
            Deprel::Advmod,
            Deprel::Flat,
            Deprel::NmodUnmarked,
        ];
        const RIGHT: &[Deprel] = &[Deprel::Flat, Deprel::Goeswith, Deprel::Fixed];
        let (mut left, mut right) = (head, head);
        for &child in self.children(head) {
            let relation = self.deprel(child);
            if child < head && LEFT.contains(&relation) {
                left = left.min(self.reach(child).0);
            } else if child > head && RIGHT.contains(&relation) {
                right = right.max(self.reach(child).1);
            }
        }
        // A comma or quotation mark left of the head parts the phrase from what stands before.
        let mut bracket = false;
        let open = (left..head).find(|&at| self.doc.form(at) == "(");
        for at in (left..head).rev() {
            // "the Reform (R) party": what stands in brackets inside the phrase does not part it.
            match self.doc.form(at) {
                ")" if open.is_some_and(|open| open < at) => bracket = true,
                "(" if bracket => {
                    bracket = false;
                    continue;
                }
                _ => {}
            }
            if !bracket
                && self.upos(at) == Upos::Punct
                && !matches!(self.doc.form(at), "-" | "–" | "'" | "’" | "\"" | "“" | "”" | ",")
            {
                left = at + 1;
                break;
            }
        }
        (left, right + 1)
    }

    /// The words of a noun phrase with all that belongs to its head: "the sale of the mill that burned". What is coordinated
    /// with the head is left out.
    pub(super) fn phrase(&self, head: usize) -> Span {
        const RIGHT: &[Deprel] = &[
            Deprel::Flat,
            Deprel::Goeswith,
            Deprel::Fixed,
            Deprel::Nummod,
            Deprel::Amod,
            Deprel::Nmod,
            Deprel::NmodUnmarked,
            Deprel::Appos,
            Deprel::Acl,
            Deprel::AclRelcl,
        ];
        let (mut left, end) = self.core(head);
        let behind = self.with(head, RIGHT).filter(|&child| child > head).map(|child| self.reach(child).1);
        let mut right = behind.fold(end.saturating_sub(1).max(head), usize::max);
        while left < head && matches!(self.upos(left), Upos::Punct | Upos::Cconj | Upos::Adp | Upos::Part) {
            left += 1;
        }
        while right > head && self.upos(right) == Upos::Punct {
            right -= 1;
        }
        self.doc.span(left, right + 1)
    }

    /// The block around a byte of the text; `None` in a text without blocks.
    pub(super) fn block_of(&self, byte: usize) -> Option<usize> {
        let next = self.doc.document.blocks.partition_point(|block| block.span.start <= byte);
        next.checked_sub(1)
    }

    /// Whether a token is part of a time expression.
    pub(super) fn is_time(&self, at: usize) -> bool {
        self.time_at(at).is_some()
    }

    /// The time expression a token is part of.
    pub(super) fn time_at(&self, at: usize) -> Option<usize> {
        let next = self.doc.times.partition_point(|time| time.first <= at);
        next.checked_sub(1).filter(|&last| at < self.doc.times[last].end)
    }

    /// The quantity in the phrase of a noun: "10,000 troops".
    pub(super) fn quantity(&self, head: usize) -> Option<usize> {
        let (first, end) = self.core(head);
        let start = self.doc.quantities.partition_point(|quantity| quantity.end <= first.saturating_sub(3));
        let near = self.doc.quantities.iter().enumerate().skip(start).take_while(|(_, quantity)| quantity.first < end);
        near.filter(|(_, quantity)| quantity.end > first).map(|(at, _)| at).next()
    }

    /// The time expression that hangs on one of the tokens.
    pub(super) fn time_of(&self, sentence: usize, tokens: &[usize]) -> Option<usize> {
        self.time_hanging(sentence, |_, head| tokens.contains(&head))
    }

    /// A time that stands behind one of the nouns, with a preposition that tells when, or none: "beat Lyon in Paris on
    /// Sunday" hangs Sunday on Paris, but it tells of the beating. "the law of 2008" keeps its year.
    pub(super) fn time_behind(&self, sentence: usize, nouns: &[usize]) -> Option<usize> {
        self.time_hanging(sentence, |token, head| {
            let when = self.case(token);
            let when =
                when.as_deref().is_none_or(|case| matches!(case, "in" | "on" | "at" | "during" | "since" | "by"));
            nouns.contains(&head) && token > head && when
        })
    }

    /// The first time of a sentence with a token that hangs, outside the time, on a head that will do.
    fn time_hanging(&self, sentence: usize, fits: impl Fn(usize, usize) -> bool) -> Option<usize> {
        let within = self.doc.sentences.get(sentence)?;
        let start = self.doc.times.partition_point(|time| time.end <= within.first);
        let here = self.doc.times.iter().enumerate().skip(start).take_while(|(_, time)| time.first < within.end);
        here.into_iter()
            .find(|(_, time)| {
                let inside = |token: usize| token >= time.first && token < time.end;
                (time.first..time.end)
                    .any(|token| self.head(token).is_some_and(|head| !inside(head) && fits(token, head)))
            })
            .map(|(at, _)| at)
    }
}
