//! `newsloom knowledge`: a dump of Wikidata to a file of entries.

use std::io;
use std::io::IsTerminal as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use indicatif::ProgressBar;

use super::say;
use crate::error::Error;
use crate::run;

pub(super) const HELP: &str = "\
Reads a dump of Wikidata (one item a line, as latest-all.json.gz) and writes one entry a line: id, type, names, kind, \
country, from, to. Persons, organizations and places are kept. The dump is streamed, so its size does not matter.

  newsloom knowledge latest-all.json.gz -o kb.jsonl
  newsloom build articles/ -o out --knowledge kb.jsonl

A file of your own may be JSON lines or CSV with these columns, names separated by |:
  {\"id\":\"Q183\",\"type\":\"Place\",\"names\":[\"Germany\",\"Deutschland\"],\"kind\":\"country\",\"country\":\"DE\"}";

#[derive(Debug, Args)]
pub(super) struct KnowledgeArgs {
    /// A dump of Wikidata, .json or .json.gz
    #[arg(value_name = "DUMP")]
    dump: PathBuf,

    /// File of entries to write
    #[arg(short, long, value_name = "FILE")]
    out: PathBuf,

    /// Languages of the names, best first
    #[arg(short, long, value_name = "CODE", value_delimiter = ',', default_value = "en")]
    languages: Vec<String>,
}

pub(super) fn run(args: &KnowledgeArgs) -> Result<ExitCode, Error> {
    let bar = io::stderr().is_terminal().then(ProgressBar::new_spinner);
    let mut watch = |done: usize| {
        if let Some(bar) = &bar {
            bar.set_message(format!("{done} items"));
            bar.tick();
        }
    };
    let done = run::knowledge(&args.dump, &args.out, &args.languages, &mut watch);
    if let Some(bar) = &bar {
        bar.finish_and_clear();
    }
    let done = done?;
    let out = args.out.display();
    let bad = if done.bad > 0 { format!(", {} lines not understood", done.bad) } else { String::new() };
    say(&format!("{out}: {} entries written, {} items passed over{bad}", done.written, done.passed));
    Ok(ExitCode::from(u8::from(done.bad > 0)))
}
