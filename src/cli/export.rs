//! `newsloom export` and `newsloom formats`: a finished graph in other formats.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use clap::ValueEnum;
use clap::builder::PossibleValuesParser;

use super::args::formats;
use super::say;
use crate::error::Error;
use crate::export;
use crate::export::Choice;
use crate::export::Exporter;
use crate::export::Options;
use crate::export::Profile;
use crate::export::View;
use crate::graph::filter::Condition;
use crate::run;

pub(super) const HELP: &str = "\
Reads FOLDER/graph.json, not the articles. `newsloom formats` lists the formats and what each cannot carry; \
IMPORT.md beside the files says how to load them.

Filters; several must all hold:
  type=Person,Action       types of nodes              confidence>=0.7       nodes and edges so sure
  action=reject,accuse     types of actions            category=consult      their categories
  modality=actual          actual, planned, …          polarity=affirmed     or negated
  claimed=no               what articles tell themselves, not what somebody claims
  time=2025-01..2025-06    a year, month or day, or two with `..` between; either may be missing
  source=The Daily         publisher, address, file name or id of documents
  near=Anna Berg:2         at most 2 edges from a node, by label or id
What somebody claims stays with the statement and who states it, whatever the filters are.

Examples:
  newsloom export out --format cypher
  newsloom export out --format gexf --view actors --filter 'near=Anna Berg:4' -o berg
  newsloom export out --format csv --filter modality=actual --filter claimed=no -o facts";

#[derive(Debug, Args)]
pub(super) struct ExportArgs {
    /// Folder of results of `newsloom build`
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,

    /// Format; may be given more than once
    #[arg(short, long = "format", value_name = "FORMAT", required = true, value_parser = formats())]
    formats: Vec<String>,

    /// Where the files go [default: FOLDER]
    #[arg(short, long, value_name = "FOLDER")]
    out: Option<PathBuf>,

    /// One view only, of formats that have both
    #[arg(long, value_enum)]
    view: Option<ViewArg>,

    /// Variant of the format; see `newsloom formats`
    #[arg(long, value_name = "NAME")]
    dialect: Option<String>,

    /// Say when things happen, for Gephi's timeline
    #[arg(long)]
    dynamic: bool,

    /// Leave places, sizes and communities to Gephi: faster with a million edges
    #[arg(long)]
    no_layout: bool,

    /// Make cells of tables harmless that a spreadsheet would run as formulas
    #[arg(long)]
    spreadsheet_safe: bool,

    /// What every address in RDF begins with [default: urn:newsloom:]
    #[arg(long, value_name = "IRI")]
    base: Option<String>,

    /// What RDF says beside all else; may be given more than once or separated by commas
    #[arg(long = "profile", value_name = "NAME", value_delimiter = ',', value_parser = profiles())]
    profiles: Vec<String>,

    /// Write only what fits; may be given more than once
    #[arg(long = "filter", value_name = "CONDITION")]
    filters: Vec<Condition>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum ViewArg {
    /// Everything: actions and statements are nodes
    Full,
    /// Who does what to whom
    Actors,
}

pub(super) fn run(args: ExportArgs) -> Result<ExitCode, Error> {
    let formats: Vec<&'static dyn Exporter> = args.formats.iter().filter_map(|name| export::of(name)).collect();
    if let Some(dialect) = &args.dialect {
        let unknown = formats.iter().find(|format| !format.dialects().contains(&dialect.as_str()));
        if let Some(format) = unknown {
            let known = match format.dialects() {
                [] => "it has no dialects".to_owned(),
                names => format!("it has {}", names.join(", ")),
            };
            return Err(Error::Usage(format!("the format {} has no dialect `{dialect}`; {known}", format.name())));
        }
    }
    let profiles: BTreeSet<Profile> = args.profiles.iter().filter_map(|name| profile(name)).collect();
    for format in &formats {
        if let Some(profile) = profiles.iter().find(|profile| !format.profiles().contains(profile)) {
            let (profile, format) = (profile.name(), format.name());
            let takers = export::ALL.iter().filter(|other| other.profiles().iter().any(|it| it.name() == profile));
            let takers: Vec<&str> = takers.map(|format| format.name()).collect();
            let takers = takers.join(", ");
            return Err(Error::Usage(format!(
                "--profile {profile} does nothing for the format {format}; it is for {takers}"
            )));
        }
    }
    for (given, choice) in [
        (args.view.is_some(), Choice::View),
        (args.dynamic, Choice::Dynamic),
        (args.no_layout, Choice::NoLayout),
        (args.spreadsheet_safe, Choice::SpreadsheetSafe),
        (args.base.is_some(), Choice::Base),
    ] {
        if given {
            taken(choice, &formats)?;
        }
    }
    let view = args.view.map(|view| match view {
        ViewArg::Full => View::Full,
        ViewArg::Actors => View::Actors,
    });
    let to = args.out.unwrap_or_else(|| args.folder.clone());
    let export = run::Export {
        from: args.folder,
        to,
        formats,
        options: Options {
            view,
            dialect: args.dialect,
            dynamic: args.dynamic,
            no_layout: args.no_layout,
            spreadsheet_safe: args.spreadsheet_safe,
            profiles,
        },
        base: args.base.unwrap_or_else(|| export::BASE.to_owned()),
        conditions: args.filters,
    };
    for name in run::export(&export)? {
        say(&export.to.join(name).display().to_string());
    }
    Ok(ExitCode::SUCCESS)
}

fn profile(name: &str) -> Option<Profile> {
    Profile::ALL.iter().copied().find(|profile| profile.name() == name)
}

fn profiles() -> PossibleValuesParser {
    PossibleValuesParser::new(Profile::ALL.iter().map(|profile| profile.name()))
}

/// Refuses an option that would do nothing for one of the formats.
fn taken(choice: Choice, formats: &[&'static dyn Exporter]) -> Result<(), Error> {
    let Some(format) = formats.iter().find(|format| !format.takes().contains(&choice)) else { return Ok(()) };
    let flag = choice.flag().split(' ').next().unwrap_or_default();
    let names = export::ALL.iter().filter(|format| format.takes().contains(&choice)).map(|format| format.name());
    let names: Vec<&str> = names.collect();
    let named = format.name();
    Err(Error::Usage(format!("{flag} does nothing for the format {named}; it is for {}", names.join(", "))))
}

/// Prints all formats.
pub(super) fn list() -> Result<ExitCode, Error> {
    let mut out = String::new();
    for format in export::ALL {
        let _ = writeln!(out, "{}\n  for    {}", format.name(), format.purpose());
        let _ = writeln!(out, "  files  {}", format.files().join(", "));
        let _ = writeln!(out, "  loses  {}", format.loses());
        if !format.dialects().is_empty() {
            let _ = writeln!(out, "  --dialect {}", format.dialects().join(" | "));
        }
        if !format.profiles().is_empty() {
            let names: Vec<&str> = format.profiles().iter().map(|profile| profile.name()).collect();
            let _ = writeln!(out, "  --profile {}", names.join(","));
        }
        for choice in format.takes() {
            let _ = writeln!(out, "  {}", choice.flag());
        }
    }
    io::stdout().write_all(out.as_bytes()).map_err(Error::Stdout)?;
    Ok(ExitCode::SUCCESS)
}
