//! Words on a page of 80 columns: lines broken between words, marks, colours on a terminal.

use std::io;
use std::io::IsTerminal as _;

use crate::run::Sentence;

/// Columns of a page.
pub(super) const WIDTH: usize = 80;

/// Where a mark begins and ends while lines are broken; texts have no control characters.
const OPEN: char = '\u{1}';
const CLOSE: char = '\u{2}';

/// How marks are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ink {
    /// In bold colour.
    Colour,
    /// »so«.
    Plain,
}

impl Ink {
    /// Colours where standard output is a terminal that wants them.
    pub(super) fn of_output() -> Self {
        let unwanted = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        if io::stdout().is_terminal() && !unwanted { Self::Colour } else { Self::Plain }
    }

    /// A title in bold.
    pub(super) fn title(self, words: &str) -> String {
        if self == Self::Colour { format!("\u{1b}[1m{words}\u{1b}[0m") } else { words.to_owned() }
    }

    /// Words as a title, wrapped; each line with its end.
    pub(super) fn heading(self, words: &str, width: usize) -> String {
        let mut out = String::new();
        for line in self.lines(words, width) {
            out.push_str(&self.title(&line));
            out.push('\n');
        }
        out
    }

    fn marks(self, line: &str) -> String {
        let (open, close) = if self == Self::Colour { ("\u{1b}[1;33m", "\u{1b}[0m") } else { ("»", "«") };
        line.replace(OPEN, open).replace(CLOSE, close)
    }

    /// Breaks words into lines of at most `width` columns (a longer word has a line of its own) and shows the marks.
    pub(super) fn lines(self, words: &str, width: usize) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        let mut used = 0;
        for word in words.split_whitespace() {
            let wide = match self {
                Self::Plain => word.chars().count(),
                Self::Colour => word.chars().filter(|letter| ![OPEN, CLOSE].contains(letter)).count(),
            };
            match lines.last_mut() {
                Some(line) if used + 1 + wide <= width => {
                    line.push(' ');
                    line.push_str(word);
                    used += 1 + wide;
                }
                _ => {
                    lines.push(word.to_owned());
                    used = wide;
                }
            }
        }
        lines.iter().map(|line| self.marks(line)).collect()
    }

    /// The same, each line behind `first` or, from the second on, as many spaces.
    pub(super) fn paragraph(self, first: &str, words: &str) -> String {
        let indent = first.chars().count();
        let mut out = String::new();
        for (at, line) in self.lines(words, WIDTH.saturating_sub(indent)).iter().enumerate() {
            let before = if at == 0 { first.to_owned() } else { " ".repeat(indent) };
            out.push_str(&before);
            out.push_str(line);
            out.push('\n');
        }
        out
    }
}

/// A sentence with its marks, to be broken into lines.
pub(super) fn marked(sentence: &Sentence) -> String {
    let mut out = String::new();
    let mut marks = sentence.marks.iter().peekable();
    for (at, letter) in sentence.text.chars().enumerate() {
        if marks.peek().is_some_and(|mark| mark.start == at) {
            out.push(OPEN);
        }
        out.push(letter);
        if marks.next_if(|mark| mark.end == at + 1).is_some() {
            out.push(CLOSE);
        }
    }
    out
}
