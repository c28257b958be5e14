//! The command line: arguments in, messages on standard error, exit code out.

mod args;
mod disputes;
mod explain;
mod export;
mod knowledge;
mod paper;
mod review;
mod settings;

use std::io;
use std::io::IsTerminal as _;
use std::io::Write as _;
use std::process::ExitCode;
use std::time::Duration;

use clap::Parser as _;
use indicatif::ProgressBar;
use indicatif::ProgressStyle;

use crate::cli::args::AnnotateArgs;
use crate::cli::args::BuildArgs;
use crate::cli::args::Cli;
use crate::cli::args::Command;
use crate::cli::args::LayersFormat;
use crate::cli::args::VerifyArgs;
use crate::error::Error;
use crate::export::verify;
use crate::input::Options;
use crate::input::clean;
use crate::run;
use crate::run::Entry;
use crate::run::Event;
use crate::run::Layers;
use crate::run::Status;

/// So many inputs are named on standard error; the report holds all.
const MOST_MESSAGES: usize = 20;

/// Parses the arguments, runs, and returns the exit code.
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // A closed stream is no reason to fail.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    let done = match cli.command {
        Command::Build(args) => build(args),
        Command::Annotate(args) => annotate(args),
        Command::Explain(args) => explain::run(&args),
        Command::Disputes(args) => disputes::run(&args),
        Command::Review(args) => review::run(&args),
        Command::Knowledge(args) => knowledge::run(&args),
        Command::Export(args) => export::run(args),
        Command::Formats => export::list(),
        Command::Verify(args) => check(&args),
    };
    done.unwrap_or_else(|error| {
        let code = error.exit_code();
        if code != 0 {
            say(&format!("{}: {}", paint("error", "31"), clean::line(&error.to_string())));
        }
        ExitCode::from(code)
    })
}

fn annotate(args: AnnotateArgs) -> Result<ExitCode, Error> {
    let layers = match args.format {
        LayersFormat::Conllu => Layers::Conllu,
        LayersFormat::Json => Layers::Json,
    };
    let options = Options { published: args.published, ..Options::default() };
    run::annotate(
        &settings::place(args.input),
        layers,
        &options,
        settings::speed(args.fast),
        &mut io::stdout().lock(),
    )?;
    Ok(ExitCode::SUCCESS)
}

fn check(args: &VerifyArgs) -> Result<ExitCode, Error> {
    let summary = verify::verify(&args.folder)?;
    writeln!(io::stdout(), "{summary}").map_err(Error::Stdout)?;
    Ok(ExitCode::SUCCESS)
}

fn build(args: BuildArgs) -> Result<ExitCode, Error> {
    let quiet = args.quiet;
    let build = settings::build(args)?;
    let bar = (!quiet && io::stderr().is_terminal()).then(bar);
    let mut messages = 0;
    let summary = run::build(&build, &mut |event| match event {
        Event::LeftOut(entry) => {
            messages += 1;
            let line = match messages {
                _ if quiet && entry.status != Status::Failed => return,
                ..=MOST_MESSAGES => message(entry),
                n if n == MOST_MESSAGES + 1 => "more inputs were left out; report.jsonl names all".to_owned(),
                _ => return,
            };
            match &bar {
                Some(bar) => bar.suspend(|| say(&line)),
                None => say(&line),
            }
        }
        Event::Progress { done, files_left } => {
            if let Some(bar) = &bar {
                bar.set_length((done + files_left) as u64);
                bar.set_position(done as u64);
            }
        }
    });
    if let Some(bar) = bar {
        bar.finish_and_clear();
    }
    let summary = summary?;
    if !quiet {
        say(&format!(
            "{}: {} read, {} skipped, {} failed; {} entities, {} actions, {} statements, {} edges",
            build.out.display(),
            counted(summary.ok, "document"),
            summary.skipped,
            summary.failed,
            summary.entities,
            summary.actions,
            summary.statements,
            summary.edges,
        ));
    }
    Ok(ExitCode::from(u8::from(summary.failed > 0)))
}

fn bar() -> ProgressBar {
    let bar = ProgressBar::new(0);
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} {elapsed}") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}

fn message(entry: &Entry) -> String {
    let (word, color) = if entry.status == Status::Failed { ("failed", "31") } else { ("skipped", "33") };
    let reason = entry.message.as_deref().unwrap_or_default();
    format!("{}: {}: {reason}", paint(word, color), entry.source)
}

fn counted(n: usize, what: &str) -> String {
    if n == 1 { format!("1 {what}") } else { format!("{n} {what}s") }
}

/// Colours a word, on a terminal that wants colours.
fn paint(word: &str, color: &str) -> String {
    let wanted = io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    if wanted { format!("\u{1b}[1;{color}m{word}\u{1b}[0m") } else { word.to_owned() }
}

/// Writes one line to standard error. When that is closed there is nobody to tell.
fn say(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}
