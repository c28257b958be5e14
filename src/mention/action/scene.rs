//! What one document offers to look at, and the phrases its words stand for.

use super::party::Party;
use crate::annotate::Deprel;
use crate::annotate::Upos;
use crate::mention::Lexicon;
use crate::mention::clause;
use crate::mention::coref::Groups;
use crate::mention::entity::Cast;
use crate::mention::tree::Tree;
use crate::ontology::Form;
use crate::ontology::NodeType;
use crate::ontology::Words;
use crate::text::Span;

/// Everything one document offers to look at.
pub(in crate::mention) struct Scene<'a> {
    pub(in crate::mention) tree: &'a Tree<'a>,
    pub(in crate::mention) lexicon: &'a Lexicon,
    pub(in crate::mention) words: &'a Words,
    pub(in crate::mention) cast: &'a Cast,
    pub(in crate::mention) groups: &'a Groups,
}

impl Scene<'_> {
    /// What a phrase stands for.
    pub(in crate::mention) fn node_type(&self, draft: usize) -> NodeType {
        let own = &self.cast.drafts[draft];
        // A pronoun or description takes the type of what it stands for.
        if own.form == Form::Name { own.node_type } else { self.groups.node_type(draft).unwrap_or(own.node_type) }
    }

    fn is_known(&self, draft: usize) -> bool {
        let draft_ref = &self.cast.drafts[draft];
        draft_ref.form != Form::Pronoun || self.groups.root(draft) != draft || self.groups.sets.contains_key(&draft)
    }

    /// The phrases a noun or pronoun stands for: its conjuncts, the antecedent of a pronoun, what "some of" is of.
    pub(in crate::mention) fn fillers(&self, token: usize) -> Vec<(usize, Span)> {
        let mut all = Vec::new();
        for one in self.tree.conjuncts(token) {
            if one != token && matches!(self.tree.upos(one), Upos::Verb | Upos::Adv | Upos::Adp) {
                continue;
            }
            let one =
                if one != token && self.tree.upos(one) == Upos::Adj { self.named_in(one).unwrap_or(one) } else { one };
            let one = self.partitive(one);
            let one = self.named_place(one).unwrap_or(one);
            let one = if clause::is_relative(self.tree, one) { self.antecedent_of(one).unwrap_or(one) } else { one };
            let Some(draft) = self.cast.at(one) else { continue };
            if self.groups.dropped[draft] || !self.is_known(draft) {
                continue;
            }
            let span = self.cast.drafts[draft].span;
            match self.groups.sets.get(&draft) {
                Some(set) => all.extend(set.iter().map(|&other| (other, span))),
                None => all.push((draft, span)),
            }
        }
        all
    }

    /// A conjunct that is no noun may hold a name: "Lee and Danish premier Ann Berg".
    fn named_in(&self, token: usize) -> Option<usize> {
        let named = |at: &usize| self.cast.at(*at).is_some_and(|draft| self.cast.drafts[draft].form == Form::Name);
        (token..=self.tree.reach(token).1).find(named)
    }

    fn antecedent_of(&self, pronoun: usize) -> Option<usize> {
        let mut here = pronoun;
        for _ in 0..4 {
            here = self.tree.head(here)?;
            if self.tree.deprel(here) == Deprel::AclRelcl {
                return self.tree.head(here);
            }
        }
        None
    }

    /// A noun that the words before it make one with: "sit-in", "cease-fire".
    pub(super) fn hyphened(&self, noun: usize) -> Option<String> {
        let first = noun.checked_sub(2).filter(|_| self.tree.lower(noun - 1) == "-")?;
        let joined = self.tree.head(first) == Some(noun) && self.tree.sentence(first) == self.tree.sentence(noun);
        joined.then(|| format!("{}-{}", self.tree.lower(first), self.tree.lemma(noun)))
    }

    /// "thousands of people", "some of the members": the noun that counts.
    pub(in crate::mention) fn partitive(&self, token: usize) -> usize {
        // "tens of thousands of people" counts twice.
        let mut here = token;
        for _ in 0..3 {
            let part = self.lexicon.is_part(self.tree.lemma(here));
            let of = self.tree.with(here, &[Deprel::Nmod]).find(|&of| self.tree.case(of).as_deref() == Some("of"));
            match of.filter(|_| part) {
                Some(of) => here = of,
                None => break,
            }
        }
        here
    }

    /// "the northern city of Kirkuk", "Ulster province": the name says which place is meant.
    fn named_place(&self, token: usize) -> Option<usize> {
        let place = |at: usize| {
            self.cast.at(at).is_some_and(|draft| {
                let draft = &self.cast.drafts[draft];
                draft.form == Form::Name && draft.node_type == NodeType::Place && !draft.demonym
            })
        };
        if place(token) || !self.lexicon.is_place(self.tree.lemma(token)) {
            return None;
        }
        let of = self.tree.with(token, &[Deprel::Nmod]).filter(|&of| self.tree.case(of).as_deref() == Some("of"));
        of.chain(self.tree.with(token, &[Deprel::Compound, Deprel::Appos])).find(|&name| place(name))
    }

    pub(in crate::mention) fn quantity(&self, party: &Party) -> Option<usize> {
        let draft = &self.cast.drafts[party.draft?];
        if draft.form != Form::Nominal {
            return None;
        }
        // "25,000 tons of grain": what counts stands before the "of".
        let counting = || self.tree.head(draft.head).filter(|&part| self.partitive(part) == draft.head);
        self.tree.quantity(draft.head).or_else(|| self.tree.quantity(counting()?))
    }
}
