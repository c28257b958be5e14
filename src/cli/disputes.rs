//! `newsloom disputes`: where papers and voices disagree, as a table.

use std::io;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::paper::Ink;
use super::paper::WIDTH;
use crate::error::Error;
use crate::ontology::Relation;
use crate::run;
use crate::run::Dispute;
use crate::run::Side;

pub(super) const HELP: &str = "\
Reads FOLDER/graph.json and documents.jsonl. Two accounts of one matter contradict each other when they differ in \
polarity (it was so, it was not), number, date, place, actor or cause; the surest come first. What no speaker is named \
of, the article itself tells.

Examples:
  newsloom disputes out
  newsloom disputes out --about Berg
  newsloom disputes out --all --json | jq -r '.[] | select(.type == \"updates\") | .matter'";

#[derive(Debug, Args)]
pub(super) struct DisputesArgs {
    /// Folder of results of `newsloom build`
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,

    /// Only those with a party, a speaker or somebody spoken of whose name holds this
    #[arg(long, value_name = "NAME")]
    about: Option<String>,

    /// Also what brings another account up to date, and what supports it
    #[arg(long)]
    all: bool,

    /// As a JSON list
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &DisputesArgs) -> Result<ExitCode, Error> {
    let all = [Relation::Contradicts, Relation::Supports, Relation::Updates];
    let kinds = if args.all { &all[..] } else { &all[..1] };
    let found = run::disputes(&args.folder, kinds, args.about.as_deref())?;
    let out = if args.json {
        let text = serde_json::to_string_pretty(&found).map_err(|error| Error::Stdout(error.into()))?;
        format!("{text}\n")
    } else if found.is_empty() {
        "no disputes found\n".to_owned()
    } else {
        let ink = Ink::of_output();
        found.iter().map(|one| block(one, ink)).collect::<Vec<_>>().join("\n")
    };
    io::stdout().write_all(out.as_bytes()).map_err(Error::Stdout)?;
    Ok(ExitCode::SUCCESS)
}

/// Between the two columns.
const RULE: &str = " │ ";

/// One dispute: the matter and the reason above, the sides beside each other.
fn block(dispute: &Dispute, ink: Ink) -> String {
    let reason = dispute.reason.as_ref().map(|reason| format!(" · {reason}")).unwrap_or_default();
    let title = format!("{} · {}{reason}", dispute.matter, dispute.kind.as_str());
    let mut out = ink.heading(&title, WIDTH);
    let wide = (WIDTH - RULE.chars().count()) / 2;
    let (a, b) = (column(&dispute.a, wide), column(&dispute.b, wide));
    for at in 0..a.len().max(b.len()) {
        let cell = |lines: &[String]| lines.get(at).cloned().unwrap_or_default();
        let line = format!("{:wide$}{RULE}{}", cell(&a), cell(&b));
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

/// Who, what, where: lines of at most `wide` columns; a longer word is cut.
fn column(side: &Side, wide: usize) -> Vec<String> {
    let who = if side.speakers.is_empty() { "the article".to_owned() } else { side.speakers.join(", ") };
    let day = side.published.as_ref().map(|day| format!(", {day}")).unwrap_or_default();
    let parts = [who, format!("“{}”", side.quote), format!("({}{day})", side.source)];
    // Columns are plain, so that what stands beside them stands straight.
    let lines = parts.iter().flat_map(|part| Ink::Plain.lines(part, wide));
    lines.map(|line| line.chars().take(wide).collect()).collect()
}
