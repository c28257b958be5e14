//! `newsloom review`: what is worth deciding about who is who.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::say;
use crate::error::Error;
use crate::run;

pub(super) const HELP: &str = "\
Writes FOLDER/review.jsonl: merges that are doubtful, pairs that may be one, then the largest merges, worst first. \
Each line shows both sides with words around them, and why. Fill in `decision` and build again:

  accept   the two are one               merge   the same, for a pair that is not merged yet
  reject   they are two                  split   the node is several: give `documents`, else each name is one
  rename   call it what `to` says        retype  it is of the type that `to` names

  newsloom build articles/ -o out --review out/review.jsonl

Decisions hold for later articles too. Running this again keeps them. A line may also be written by hand: \
{\"decision\":\"merge\",\"one\":{\"type\":\"Person\",\"label\":\"A. Berg\"},\"other\":{\"type\":\"Person\",\"label\":\"Anna Berg\"}}";

#[derive(Debug, Args)]
pub(super) struct ReviewArgs {
    /// Folder of results of `newsloom build`
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
}

pub(super) fn run(args: &ReviewArgs) -> Result<ExitCode, Error> {
    let done = run::review(&args.folder)?;
    let path = args.folder.join("review.jsonl");
    say(&format!("{}: {} to decide, {} decided", path.display(), done.lines - done.decided, done.decided));
    Ok(ExitCode::SUCCESS)
}
