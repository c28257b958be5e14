//! The command line.

use std::fs;
use std::io;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;

use crate::annotate::conllu;
use crate::document::Block;
use crate::document::BlockKind;
use crate::document::Document;
use crate::lang;
use crate::text::Span;

/// Annotates a text.
#[derive(Debug, Parser)]
struct Arguments {
    /// `annotate`.
    command: String,
    /// A text or CoNLL-U file.
    input: PathBuf,
    /// `conllu`.
    #[arg(long, default_value = "conllu")]
    format: String,
}

/// Parses the arguments, runs, and returns the exit code.
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let (Ok(text), Some(english)) = (fs::read_to_string(&arguments.input), lang::of("en")) else {
        return ExitCode::FAILURE;
    };
    let annotated = if arguments.input.extension().is_some_and(|end| end == "conllu") {
        let Ok(words) = conllu::read(&text) else { return ExitCode::FAILURE };
        english.annotate_words(words)
    } else {
        let mut blocks = Vec::new();
        let mut start = 0;
        for piece in text.split("\n\n") {
            if !piece.trim().is_empty() {
                blocks.push(Block { span: Span::new(start, start + piece.len()), kind: BlockKind::Paragraph });
            }
            start += piece.len() + 2;
        }
        english.annotate(Document { text, blocks, ..Document::default() })
    };
    let mut out = io::BufWriter::new(io::stdout().lock());
    let _ = conllu::write(&annotated, &mut out);
    let _ = out.flush();
    ExitCode::SUCCESS
}
