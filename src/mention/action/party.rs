//! The parties of one action while they are gathered.

use super::scene::Scene;
use crate::ontology::Relation;
use crate::text::Span;

/// One party before chains are numbered: the filler is a phrase or the head of another action.
#[derive(Debug, Clone)]
pub(in crate::mention) struct Party {
    pub(in crate::mention) relation: Relation,
    pub(in crate::mention) draft: Option<usize>,
    pub(in crate::mention) event: Option<usize>,
    pub(super) span: Span,
    pub(super) confidence: u8,
}

/// Adds parties without saying one thing twice.
#[derive(Default)]
pub(in crate::mention) struct Parties {
    pub(super) all: Vec<Party>,
}

impl Parties {
    pub(super) fn add(&mut self, scene: &Scene<'_>, relation: Relation, token: usize, confidence: u8) -> bool {
        let mut any = false;
        for (draft, span) in scene.fillers(token) {
            any |= self.add_draft(scene, relation, draft, span, confidence);
        }
        any
    }

    pub(super) fn add_draft(
        &mut self,
        scene: &Scene<'_>,
        relation: Relation,
        draft: usize,
        span: Span,
        confidence: u8,
    ) -> bool {
        let known = self.all.iter().any(|party| {
            party.draft.is_some_and(|other| scene.groups.same(other, draft))
                && (party.relation == relation || relation == Relation::Topic)
        });
        if !known {
            self.all.push(Party { relation, draft: Some(draft), event: None, span, confidence });
        }
        !known
    }

    pub(super) fn add_event(&mut self, scene: &Scene<'_>, relation: Relation, token: usize, confidence: u8) {
        self.all.push(Party {
            relation,
            draft: None,
            event: Some(token),
            span: scene.tree.token(token).span,
            confidence,
        });
    }

    pub(super) fn has(&self, relation: Relation) -> bool {
        self.all.iter().any(|party| party.relation == relation && party.draft.is_some())
    }

    pub(super) fn is(&self, scene: &Scene<'_>, relation: Relation, draft: usize) -> bool {
        self.all
            .iter()
            .any(|party| party.relation == relation && party.draft.is_some_and(|other| scene.groups.same(other, draft)))
    }
}
