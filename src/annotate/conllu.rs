//! CoNLL-U, <https://universaldependencies.org/format.html>: reading words
//! that are given, writing what was seen.

use std::io;
use std::io::Write;

use thiserror::Error;

use crate::annotate::Annotated;
use crate::annotate::Deprel;
use crate::annotate::Sentence;
use crate::annotate::Token;
use crate::annotate::Upos;
use crate::annotate::Xpos;
use crate::document::Block;
use crate::document::BlockKind;
use crate::text::Span;

/// Why a text is not CoNLL-U.
#[derive(Debug, Error, Clone, PartialEq, Eq)]
pub enum ConlluError {
    /// A line of a word has not ten columns.
    #[error("line {line} has {found} columns, ten parted by tabs are needed: is this CoNLL-U?")]
    Columns {
        /// Counted from one.
        line: usize,
        /// Columns there.
        found: usize,
    },
    /// The first column is no number.
    #[error("line {line} begins with `{found}`, a word number such as `3`, `3-4` or `3.1` is needed")]
    Number {
        /// Counted from one.
        line: usize,
        /// What stands there.
        found: String,
    },
}

/// Reads sentences and words, and as much of tags, lemmas, heads and relations
/// as is filled in. The text is put together from the words and
/// `SpaceAfter=No`; `# newpar` and `# newdoc` begin a block. Empty nodes and
/// unknown labels are skipped.
///
/// # Errors
///
/// [`ConlluError`] with the line.
///
/// # Example
///
/// ```
/// use newsloom::annotate::conllu;
///
/// let rows = "1\tNo\tno\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n2\t!\t!\t_\t_\t_\t_\t_\t_\t_\n\n";
/// let annotated = conllu::read(rows)?;
/// assert_eq!(annotated.document.text, "No!");
/// assert_eq!(annotated.tokens.len(), 2);
/// # Ok::<(), conllu::ConlluError>(())
/// ```
pub fn read(text: &str) -> Result<Annotated, ConlluError> {
    let mut out = Annotated::default();
    let mut sentence = Reading { new_block: true, ..Reading::default() };
    for (index, line) in text.lines().enumerate() {
        let line = line.trim_end_matches('\r');
        if line.trim().is_empty() {
            sentence.finish(&mut out);
        } else if let Some(comment) = line.strip_prefix('#') {
            let comment = comment.trim_start();
            sentence.new_block |= comment.starts_with("newpar") || comment.starts_with("newdoc");
        } else {
            sentence.row(line, index + 1, &mut out)?;
        }
    }
    sentence.finish(&mut out);
    Ok(out)
}

/// A sentence on its way in.
#[derive(Default)]
struct Reading {
    new_block: bool,
    /// Whether the previous sentence ended without a space.
    glued: bool,
    /// Last word of the multi-word token being read, and whether it is glued to what follows.
    group: Option<(usize, bool)>,
    /// The word numbers of the heads, 0 for the root.
    heads: Vec<Option<usize>>,
    first: usize,
}

impl Reading {
    fn row(&mut self, line: &str, number: usize, out: &mut Annotated) -> Result<(), ConlluError> {
        let columns: Vec<&str> = line.split('\t').collect();
        let &[id, form, lemma, upos, xpos, _, head, deprel, _, misc] = columns.as_slice() else {
            return Err(ConlluError::Columns { line: number, found: columns.len() });
        };
        let glued = misc.split('|').any(|entry| entry == "SpaceAfter=No");
        let wrong = || ConlluError::Number { line: number, found: id.chars().take(20).collect() };
        if let Some((from, to)) = id.split_once('-') {
            from.parse::<usize>().map_err(|_| wrong())?;
            self.group = Some((to.parse().map_err(|_| wrong())?, glued));
            return Ok(());
        }
        if id.contains('.') {
            return Ok(());
        }
        let id: usize = id.parse().map_err(|_| wrong())?;
        let text = &mut out.document.text;
        if self.heads.is_empty() {
            self.first = out.tokens.len();
            if !text.is_empty() {
                text.push_str(if self.new_block {
                    "\n\n"
                } else if self.glued {
                    ""
                } else {
                    " "
                });
            }
            if self.new_block {
                out.document.blocks.push(Block { span: Span::new(text.len(), text.len()), kind: BlockKind::Paragraph });
            }
            self.new_block = false;
        } else if !self.glued {
            text.push(' ');
        }
        self.glued = match self.group {
            Some((last, _)) if id < last => true,
            Some((last, glued)) if id == last => glued,
            _ => glued,
        };
        let start = text.len();
        text.push_str(form);
        self.heads.push(head.parse().ok());
        out.tokens.push(Token {
            span: Span::new(start, text.len()),
            upos: Upos::parse(upos).unwrap_or_default(),
            xpos: Xpos::parse(xpos).unwrap_or_default(),
            lemma: lemma.into(),
            head: None,
            deprel: Deprel::parse(deprel).unwrap_or_default(),
            glued: self.glued,
        });
        Ok(())
    }

    fn finish(&mut self, out: &mut Annotated) {
        let (first, end) = (self.first, out.tokens.len());
        if self.heads.is_empty() {
            return;
        }
        for (token, head) in out.tokens[first..].iter_mut().zip(&self.heads) {
            token.head = head.and_then(|head| head.checked_sub(1)).map(|head| first + head).filter(|head| *head < end);
        }
        let span = out.span(first, end);
        let block = out.document.blocks.len().saturating_sub(1);
        if let Some(block) = out.document.blocks.last_mut() {
            block.span.end = span.end;
        }
        out.sentences.push(Sentence { span, first, end, block });
        self.heads.clear();
        self.group = None;
    }
}

/// Whether word `index` is written as one token with the word before it, as
/// "n't" in "don't", "'s" in "she's" and "not" in "cannot".
fn leans(annotated: &Annotated, index: usize, first: usize) -> bool {
    if index <= first || !annotated.tokens[index - 1].glued {
        return false;
    }
    let before = annotated.form(index - 1).chars().next_back();
    let mut letters = annotated.form(index).chars();
    let (begins, then) = (letters.next(), letters.next());
    match begins {
        Some('\'' | '’' | '`' | 'ʼ') => {
            before.is_some_and(char::is_alphanumeric)
                && (then.is_some_and(char::is_alphabetic) || annotated.tokens[index].xpos == Xpos::Pos)
        }
        Some(letter) => letter.is_alphabetic() && before.is_some_and(char::is_alphabetic),
        None => false,
    }
}

/// Writes every layer: names as `NER=B-PER`, `NER=I-PER` in MISC, words that
/// are written together ("don't") as a range.
///
/// # Errors
///
/// Those of `out`.
pub fn write(annotated: &Annotated, out: &mut dyn Write) -> io::Result<()> {
    let mut names = annotated.names.iter().peekable();
    let mut block = None;
    let id = if annotated.document.id.is_empty() { "document" } else { annotated.document.id.as_str() };
    for (number, sentence) in annotated.sentences.iter().enumerate() {
        if number == 0 {
            writeln!(out, "# newdoc id = {id}")?;
        }
        if block != Some(sentence.block) {
            writeln!(out, "# newpar id = {id}-p{}", sentence.block + 1)?;
            block = Some(sentence.block);
        }
        writeln!(out, "# sent_id = {id}-{}", number + 1)?;
        let text: Vec<&str> = sentence.span.of(&annotated.document.text).split_whitespace().collect();
        writeln!(out, "# text = {}", text.join(" "))?;
        for index in sentence.first..sentence.end {
            let token = &annotated.tokens[index];
            let number = index - sentence.first + 1;
            let starts_group = !leans(annotated, index, sentence.first)
                && index + 1 < sentence.end
                && leans(annotated, index + 1, sentence.first);
            if starts_group {
                let mut last = index + 1;
                while last + 1 < sentence.end && leans(annotated, last + 1, sentence.first) {
                    last += 1;
                }
                let form = annotated.span(index, last + 1).of(&annotated.document.text);
                let space = if annotated.tokens[last].glued { "SpaceAfter=No" } else { "_" };
                writeln!(out, "{number}-{}\t{form}\t_\t_\t_\t_\t_\t_\t_\t{space}", last - sentence.first + 1)?;
            }
            while names.peek().is_some_and(|name| name.end <= index) {
                names.next();
            }
            let grouped = starts_group || leans(annotated, index, sentence.first);
            let mut misc = Vec::new();
            if let Some(name) = names.peek().filter(|name| name.first <= index) {
                let place = if name.first == index { 'B' } else { 'I' };
                misc.push(format!("NER={place}-{}", name.kind.as_str()));
            }
            if token.glued && !grouped {
                misc.push("SpaceAfter=No".to_owned());
            }
            let misc = if misc.is_empty() { "_".to_owned() } else { misc.join("|") };
            let head = token.head.map_or(0, |head| (head + 1).saturating_sub(sentence.first));
            writeln!(
                out,
                "{number}\t{}\t{}\t{}\t{}\t_\t{head}\t{}\t_\t{misc}",
                annotated.form(index),
                token.lemma,
                token.upos.as_str(),
                token.xpos.as_str(),
                token.deprel.as_str(),
            )?;
        }
        writeln!(out)?;
    }
    Ok(())
}
