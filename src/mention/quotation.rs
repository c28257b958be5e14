//! Quotation marks: which words stand between them, and what kind of words these are.

use super::tree::Tree;
use crate::annotate::Upos;
use crate::ontology::Quotation;

/// The inside of a pair of quotation marks: tokens `first..end`, and the marks around them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Quoted {
    pub(super) first: usize,
    pub(super) end: usize,
    /// The closing mark is missing: the quotation goes on in the next paragraph.
    pub(super) open: bool,
    pub(super) block: usize,
}

impl Quoted {
    pub(super) fn contains(&self, at: usize) -> bool {
        self.first <= at && at < self.end
    }

    pub(super) fn len(&self) -> usize {
        self.end.saturating_sub(self.first)
    }
}

/// Kinds of quotation marks; one kind closes only what it opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Double,
    Single,
}

/// Which side of a quotation a mark can stand on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Open,
    Close,
    Either,
}

/// The quotation mark at a token. A single one opens behind a space only, and closes before one: it is an apostrophe, too.
pub(super) fn mark(tree: &Tree<'_>, at: usize) -> Option<(Mark, Side)> {
    match tree.doc.form(at) {
        "“" | "``" | "«" | "„" => Some((Mark::Double, Side::Open)),
        "”" | "»" => Some((Mark::Double, Side::Close)),
        "\"" | "''" => Some((Mark::Double, Side::Either)),
        "‘" => Some((Mark::Single, Side::Open)),
        "’" | "'" if tree.upos(at) != Upos::Part => {
            let touches = |one: usize, other: usize| {
                other < tree.len() && tree.token(one).span.end == tree.token(other).span.start
            };
            match (at > 0 && touches(at - 1, at), touches(at, at + 1)) {
                (false, true) if tree.doc.form(at) == "'" => Some((Mark::Single, Side::Open)),
                (true, _) => Some((Mark::Single, Side::Close)),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Pairs quotation marks, paragraph by paragraph. A mark left open closes with its paragraph.
pub(super) fn all(tree: &Tree<'_>) -> Vec<Quoted> {
    let mut all = Vec::new();
    // The first token inside, and the mark that opened it.
    let mut open: Option<(usize, Mark)> = None;
    let low = |first: usize| tree.doc.form(first - 1) == "„";
    let mut block = usize::MAX;
    for sentence in &tree.doc.sentences {
        if sentence.block != block {
            if let Some((first, mark)) = open.take()
                && mark != Mark::Single
            {
                all.push(Quoted { first, end: sentence.first, open: true, block });
            }
            block = sentence.block;
        }
        for at in sentence.first..sentence.end {
            let Some((mark, side)) = mark(tree, at) else { continue };
            // Behind „ the mark that opens elsewhere closes.
            let side = match open {
                Some((first, _)) if low(first) && tree.doc.form(at) == "“" => Side::Close,
                _ => side,
            };
            // A closing mark that opens its paragraph is a slip of the writer's keyboard.
            let slip = side == Side::Close && mark == Mark::Double && at == sentence.first && at + 1 < sentence.end;
            let side = if slip && open.is_none() && begins(tree, at) { Side::Open } else { side };
            match open {
                None if side != Side::Close => open = Some((at + 1, mark)),
                Some((first, opened)) if opened == mark && side != Side::Open => {
                    all.push(Quoted { first, end: at, open: false, block });
                    open = None;
                }
                _ => {}
            }
        }
    }
    if let Some((first, mark)) = open
        && mark != Mark::Single
    {
        all.push(Quoted { first, end: tree.len(), open: true, block });
    }
    all.retain(|quoted| quoted.len() > 0);
    all
}

/// Whether a token is the first of its paragraph.
fn begins(tree: &Tree<'_>, at: usize) -> bool {
    let block = |sentence: usize| tree.doc.sentences.get(sentence).map(|one| one.block);
    let here = tree.sentence(at);
    here.checked_sub(1).and_then(block) != block(here)
}

/// Quotations inside quotations: pairs of single marks within double ones.
pub(super) fn nested(tree: &Tree<'_>, quotes: &[Quoted]) -> Vec<Quoted> {
    let mut all = Vec::new();
    for outer in quotes {
        let mut open = None;
        for at in outer.first..outer.end {
            match (open, mark(tree, at)) {
                (None, Some((Mark::Single, Side::Open))) => open = Some(at + 1),
                (Some(first), Some((Mark::Single, Side::Close))) => {
                    all.push(Quoted { first, end: at, open: false, block: outer.block });
                    open = None;
                }
                _ => {}
            }
        }
        // Where the outer quotation ends with the inner one, the marks stand together.
        all.extend(open.map(|first| Quoted { first, end: outer.end, open: false, block: outer.block }));
    }
    all.retain(|quoted| quoted.len() > 1);
    all
}

/// Which token lies in which quotation.
pub(super) fn inside(quotes: &[Quoted], at: usize) -> Option<usize> {
    let next = quotes.partition_point(|quoted| quoted.first <= at);
    next.checked_sub(1).filter(|&last| quotes[last].contains(at))
}

/// The first quotation that begins at a token or behind it.
pub(super) fn next(quotes: &[Quoted], at: usize) -> Option<&Quoted> {
    quotes.get(quotes.partition_point(|quoted| quoted.first < at))
}

/// How a content stands to the quotation marks.
pub(super) fn quotation_of(quotes: &[Quoted], content: &[(usize, usize)]) -> Quotation {
    let words = || content.iter().flat_map(|&(first, end)| first..end);
    let is_inside = |at: usize| inside(quotes, at).is_some();
    // A mark stands beside what is inside.
    let is_mark = |at: usize| !is_inside(at) && (is_inside(at + 1) || at > 0 && is_inside(at - 1));
    if !words().any(is_inside) {
        Quotation::Indirect
    } else if words().all(|at| is_inside(at) || is_mark(at)) {
        Quotation::Direct
    } else {
        Quotation::Mixed
    }
}

/// Whether quotation marks hold the name of a work or show in running text: on "Face the Nation", the film "A Long Day".
pub(super) fn is_name(tree: &Tree<'_>, quoted: &Quoted, says: impl Fn(usize) -> bool) -> bool {
    let words = || (quoted.first..quoted.end).filter(|&at| tree.upos(at) != Upos::Punct);
    let capital = |at: usize| tree.doc.form(at).chars().next().is_some_and(|sign| !sign.is_lowercase());
    let small = |at: usize| matches!(tree.upos(at), Upos::Adp | Upos::Det | Upos::Cconj | Upos::Part | Upos::Sconj);
    let before = quoted.first.checked_sub(2).filter(|&at| tree.sentence(at) == tree.sentence(quoted.first));
    let runs =
        before.is_some_and(|at| matches!(tree.upos(at), Upos::Adp | Upos::Part | Upos::Noun | Upos::Propn | Upos::Det));
    // "banned “The Generals' Wives”": a title, unless the verb tells what is said.
    let object = before.is_some_and(|at| tree.upos(at) == Upos::Verb && !says(at));
    (runs || object)
        && words().count() > 1
        && words().next().is_some_and(capital)
        && words().all(|at| capital(at) || small(at))
}

/// Whether a quotation opens its paragraph.
pub(super) fn starts_block(tree: &Tree<'_>, quoted: &Quoted) -> bool {
    let sentence = &tree.doc.sentences[tree.sentence(quoted.first)];
    quoted.first <= sentence.first + 1
}

/// Whether what is quoted is a sentence of its own.
pub(super) fn whole(tree: &Tree<'_>, quoted: &Quoted) -> bool {
    let starts = tree.doc.form(quoted.first).chars().next().is_some_and(char::is_uppercase);
    let sentence = &tree.doc.sentences[tree.sentence(quoted.first)];
    starts && quoted.first <= sentence.first + 1
}
