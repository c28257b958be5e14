//! Relations that fit together: of some kinds a head has one dependent only, as in all of the treebanks. Where the
//! scores, each taken alone, give it two, one keeps the relation and the others take their best of another kind, so that
//! the sum is highest.

use std::ops::Range;

use crate::annotate::Deprel;
use crate::annotate::net::matrix::Matrix;

/// Kinds of which a head has one.
const ONCE: [&[Deprel]; 3] = [
    &[Deprel::Nsubj, Deprel::NsubjPass, Deprel::Csubj, Deprel::CsubjPass],
    &[Deprel::Obj, Deprel::Ccomp],
    &[Deprel::Xcomp],
];

/// The root is the first relation, and no word that has a head bears it.
const BORNE: Range<usize> = 1..Deprel::ALL.len();

fn kind(relation: Deprel) -> Option<usize> {
    ONCE.iter().position(|kind| kind.contains(&relation))
}

/// The best relation of a row of scores and its score, of those `fits` accepts; of equals the first.
fn best(row: &[f32], fits: impl Fn(Deprel) -> bool) -> (Deprel, f32) {
    let mut out = (Deprel::Dep, f32::NEG_INFINITY);
    for (relation, score) in Deprel::ALL.iter().zip(row).take(BORNE.end).skip(BORNE.start) {
        if *score > out.1 && fits(*relation) {
            out = (*relation, *score);
        }
    }
    out
}

/// The relation of each arc (dependent and head), given a row of scores per arc.
///
/// # Cost
///
/// O(arcs · log arcs).
pub fn choose(arcs: &[(usize, usize)], scores: &Matrix) -> Vec<Deprel> {
    let mut out: Vec<Deprel> = (0..arcs.len()).map(|arc| best(scores.row(arc), |_| true).0).collect();
    let mut by_head: Vec<(usize, usize)> =
        (0..arcs.len()).filter(|arc| kind(out[*arc]).is_some()).map(|arc| (arcs[arc].1, arc)).collect();
    by_head.sort_unstable();
    for group in by_head.chunk_by(|a, b| a.0 == b.0).filter(|group| group.len() > 1) {
        settle(group, scores, &mut out);
    }
    out
}

/// Settles the relations of dependents of one head.
fn settle(group: &[(usize, usize)], scores: &Matrix, out: &mut [Deprel]) {
    for once in 0..ONCE.len() {
        let rivals: Vec<usize> =
            group.iter().map(|(_, arc)| *arc).filter(|arc| kind(out[*arc]) == Some(once)).collect();
        if rivals.len() < 2 {
            continue;
        }
        let taken: Vec<usize> = group.iter().filter_map(|(_, arc)| kind(out[*arc])).collect();
        let other =
            |arc: usize| best(scores.row(arc), |relation| kind(relation).is_none_or(|kind| !taken.contains(&kind)));
        let loss = |arc: usize| best(scores.row(arc), |relation| kind(relation) == Some(once)).1 - other(arc).1;
        let Some(keeps) = rivals.iter().copied().reduce(|a, b| if loss(b) > loss(a) { b } else { a }) else { continue };
        for arc in rivals.into_iter().filter(|arc| *arc != keeps) {
            out[arc] = other(arc).0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::choose;
    use crate::annotate::Deprel;
    use crate::annotate::net::matrix::Matrix;

    #[test]
    fn of_two_objects_one_becomes_what_it_is_next_best() {
        let mut scores = Matrix::new(3, Deprel::ALL.len());
        for (arc, relation, score) in [
            (0, Deprel::Obj, 5.0),
            (0, Deprel::Iobj, 4.5),
            (1, Deprel::Obj, 7.0),
            (1, Deprel::Obl, 1.0),
            (2, Deprel::Obj, 3.0),
        ] {
            scores.row_mut(arc)[relation as usize] = score;
        }
        let arcs = [(1, 0), (2, 0), (3, 2)];
        assert_eq!(choose(&arcs, &scores), [Deprel::Iobj, Deprel::Obj, Deprel::Obj]);
        assert_eq!(choose(&arcs[..1], &scores), [Deprel::Obj]);
    }
}
