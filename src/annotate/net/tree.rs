//! The tree whose arcs have the highest sum of scores (Chu and Liu 1965; Edmonds 1967,
//! <https://doi.org/10.6028/jres.071B.032>), with one word below the root.

use crate::annotate::net::matrix::Matrix;

/// Added to every arc from the root when a tree has several.
const ROOT: f32 = -10_000.0;

/// The head of each word: 0 is the root, `n` word `n - 1`. Row `w` of `scores` holds the scores of the heads of word `w`.
///
/// # Cost
///
/// O(words²) when the best heads make a tree, as they mostly do; at worst O(words³).
pub fn heads(scores: &Matrix) -> Vec<usize> {
    let words = scores.rows();
    let best: Vec<usize> = (0..words).map(|word| highest(&scores.row(word)[..=words], word + 1)).collect();
    let roots = best.iter().filter(|head| **head == 0).count();
    if roots == 1 && cycle(&best).is_none() {
        return best;
    }
    let row = |word: usize| {
        let mut row = scores.row(word)[..=words].to_vec();
        row[0] += ROOT;
        row
    };
    contract(&(0..words).map(row).collect::<Vec<_>>())
}

/// The place of the highest of `scores` but for `own`; of equals the first.
fn highest(scores: &[f32], own: usize) -> usize {
    let mut best = usize::from(own == 0);
    for (head, score) in scores.iter().enumerate() {
        if head != own && *score > scores[best] {
            best = head;
        }
    }
    best
}

/// The words of a cycle, if there is one.
fn cycle(heads: &[usize]) -> Option<Vec<usize>> {
    // 0: not seen; n: seen in walk n.
    let mut seen = vec![0; heads.len() + 1];
    for start in 1..=heads.len() {
        let mut at = start;
        while at > 0 && seen[at] == 0 {
            seen[at] = start;
            at = heads[at - 1];
        }
        if at > 0 && seen[at] == start {
            let mut out = vec![at];
            let mut next = heads[at - 1];
            while next != at {
                out.push(next);
                next = heads[next - 1];
            }
            return Some(out);
        }
    }
    None
}

/// The best tree: while the best heads have a cycle, it becomes one node.
fn contract(scores: &[Vec<f32>]) -> Vec<usize> {
    let words = scores.len();
    let best: Vec<usize> = (0..words).map(|word| highest(&scores[word], word + 1)).collect();
    let Some(cycle) = cycle(&best) else { return best };
    // The nodes outside, then the cycle; `place` is where each went.
    let outside: Vec<usize> = (0..=words).filter(|node| !cycle.contains(node)).collect();
    let whole = outside.len();
    let mut smaller = vec![vec![f32::NEG_INFINITY; whole + 1]; whole];
    let mut leaves = vec![0; whole];
    let mut enters = vec![0; whole];
    for (to, node) in outside.iter().enumerate() {
        if *node > 0 {
            for (from, head) in outside.iter().enumerate() {
                smaller[to - 1][from] = scores[node - 1][*head];
            }
            let by = cycle.iter().copied().reduce(|a, b| if scores[node - 1][b] > scores[node - 1][a] { b } else { a });
            leaves[to] = by.unwrap_or(0);
            smaller[to - 1][whole] = scores[node - 1][leaves[to]];
        }
        // What is gained by entering the cycle at a word in place of its head in the cycle.
        let gain = |word: usize| scores[word - 1][*node] - scores[word - 1][best[word - 1]];
        let at = cycle.iter().copied().reduce(|a, b| if gain(b) > gain(a) { b } else { a }).unwrap_or(1);
        enters[to] = at;
        smaller[whole - 1][to] = gain(at);
    }
    let inner = contract(&smaller);
    let mut out = best;
    for (to, node) in outside.iter().enumerate().skip(1) {
        let head = inner[to - 1];
        out[node - 1] = if head == whole { leaves[to] } else { outside[head] };
    }
    let from = inner[whole - 1];
    out[enters[from] - 1] = outside[from];
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::heads;
    use crate::annotate::net::matrix::Matrix;

    /// The best sum over all trees with one root, by trying all.
    fn exhaustive(scores: &Matrix) -> f32 {
        let words = scores.rows();
        let mut best = f32::NEG_INFINITY;
        for code in 0..(words + 1).pow(words as u32) {
            let tree: Vec<usize> = (0..words).map(|word| code / (words + 1).pow(word as u32) % (words + 1)).collect();
            if is_tree(&tree) {
                best = best.max(sum(scores, &tree));
            }
        }
        best
    }

    fn is_tree(tree: &[usize]) -> bool {
        let leads = |word: usize| {
            let mut at = word;
            for _ in 0..=tree.len() {
                if at == 0 {
                    return true;
                }
                at = tree[at - 1];
            }
            false
        };
        tree.iter().filter(|head| **head == 0).count() == 1 && (1..=tree.len()).all(leads)
    }

    fn sum(scores: &Matrix, tree: &[usize]) -> f32 {
        tree.iter().enumerate().map(|(word, head)| scores.row(word)[*head]).sum()
    }

    proptest! {
        #[test]
        fn the_tree_is_the_best_of_all(words in 1usize..6, values in prop::collection::vec(-40i8..40, 30)) {
            let data = values[..words * (words + 1)].iter().map(|value| f32::from(*value)).collect();
            let scores = Matrix { width: words + 1, data };
            let tree = heads(&scores);
            prop_assert!(is_tree(&tree), "{:?}", tree);
            prop_assert!((sum(&scores, &tree) - exhaustive(&scores)).abs() < 0.5);
        }
    }
}
