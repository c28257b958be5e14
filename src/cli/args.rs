//! The command line as typed.

use std::path::PathBuf;

use clap::Args;
use clap::Parser;
use clap::Subcommand;
use clap::ValueEnum;
use clap::builder::PossibleValuesParser;

use super::disputes;
use super::disputes::DisputesArgs;
use super::explain;
use super::explain::ExplainArgs;
use super::export::ExportArgs;
use super::knowledge;
use super::knowledge::KnowledgeArgs;
use super::review;
use super::review::ReviewArgs;
use crate::document::date;
use crate::export::ALL;

const EXAMPLES: &str = "\
Examples:
  newsloom build articles/ -o out                    every .txt, .md and .jsonl below a folder
  newsloom build a.txt b.txt --published 2025-05-04  the day the plain files were published
  zcat crawl.jsonl.gz | newsloom build - -o out      JSON lines on standard input
  newsloom annotate a.txt --format conllu            words, tags and names of one article
  newsloom export out --format cypher                the same graph for Neo4j; see newsloom formats
  newsloom explain out 'Anna Berg'                   what is known of her, and which sentences say so
  newsloom disputes out                              where papers and voices disagree
  newsloom verify out                                check every span in the results

Exit codes:
  0  everything was read (also when standard output is closed early)
  1  finished, but some inputs could not be read or processed: see report.jsonl
  2  wrong options, or the folder of results is in use: nothing was written
  3  the results could not be written: those of an earlier run are untouched";

const BUILD_HELP: &str = "\
Inputs:
  FILE.txt, FILE.md  one article: headline on the first line, blank lines between paragraphs
  FILE.jsonl         one article a line: {\"text\": …} and, if known, id, url,
                     title, published, publisher, authors, language;
                     other keys are kept in documents.jsonl
  FOLDER             all of these below it, in the order of their names; hidden files are not read
  -                  JSON lines on standard input

Results in --out:
  documents.jsonl  the articles with their texts, in which spans count code points
  graph.json       everything: documents, nodes, edges
  graph.ttl        the same as RDF 1.1
  graph.graphml    nodes and edges for Gephi, NetworkX, yEd
  actors.graphml   who does what to whom: an edge per pair and type of action
  IMPORT.md        how other programs read these files
  report.jsonl     per input: ok, skipped or failed, what was found and left out

The files appear together when all are complete. The same articles give the same \
bytes for any order of inputs and any number of threads.

Exit codes: 0 everything was read, 1 some inputs were not (see report.jsonl), \
2 wrong options or folder in use, 3 results could not be written.";

const ANNOTATE_HELP: &str = "\
Sentences and words of CoNLL-U are kept as they are; the rest is filled in.

Exit codes: 0 done (also when standard output is closed early), 1 no text could be \
read, 2 wrong options, 3 standard output could not be written.";

/// Reads news articles and writes a knowledge graph: who did what to whom, when and where, and who says so.
#[derive(Debug, Parser)]
#[command(name = "newsloom", version, max_term_width = 110, after_help = EXAMPLES, subcommand_required = true)]
#[command(arg_required_else_help = true)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Build one graph from articles
    #[command(after_help = BUILD_HELP)]
    Build(BuildArgs),
    /// Print what is seen in one text: words, tags, trees, names, times, quantities
    #[command(after_help = ANNOTATE_HELP)]
    Annotate(AnnotateArgs),
    /// Print what a graph knows of a node or edge, with the sentences that say so
    #[command(after_help = explain::HELP)]
    Explain(ExplainArgs),
    /// List where papers and voices disagree: the matter, both sides, the reason
    #[command(after_help = disputes::HELP)]
    Disputes(DisputesArgs),
    /// List the merges worth a look, to be accepted, rejected or corrected
    #[command(after_help = review::HELP)]
    Review(ReviewArgs),
    /// Make a file for `build --knowledge` from a dump of Wikidata
    #[command(after_help = knowledge::HELP)]
    Knowledge(KnowledgeArgs),
    /// Write a finished graph, or a part of it, in other formats
    #[command(after_help = super::export::HELP)]
    Export(ExportArgs),
    /// List the formats: who reads each, which files, what it cannot carry
    Formats,
    /// Check results: every span, id and number of every file against the texts
    Verify(VerifyArgs),
}

#[derive(Debug, Args)]
pub(super) struct BuildArgs {
    /// Files, folders, or `-` for JSON lines on standard input
    #[arg(value_name = "INPUT", required = true)]
    pub(super) inputs: Vec<PathBuf>,

    /// Folder of results; made if it is not there
    #[arg(short, long, value_name = "FOLDER", default_value = "out")]
    pub(super) out: PathBuf,

    /// Day the plain files were published, such as 2025-05-04; else a date line near the top of each tells
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(super) published: Option<String>,

    /// Format of the graph, see `newsloom formats`; may be given more than once [default: json, turtle, graphml]
    #[arg(short, long = "format", value_name = "FORMAT", value_parser = formats())]
    pub(super) formats: Vec<String>,

    /// Threads [default: one per core]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(super) jobs: Option<u16>,

    /// Read in half the time, with more of the sentences misread
    #[arg(long)]
    pub(super) fast: bool,

    /// Say nothing but errors
    #[arg(short, long)]
    pub(super) quiet: bool,

    #[command(flatten)]
    pub(super) who: WhoArgs,

    #[command(flatten)]
    pub(super) limits: LimitArgs,
}

/// What tells who is who beside the articles.
#[derive(Debug, Args)]
#[command(next_help_heading = "Who is who")]
pub(super) struct WhoArgs {
    /// Entries that names are linked to, JSON lines or CSV; see `newsloom knowledge --help`. May be given more than once
    #[arg(long, value_name = "FILE")]
    pub(super) knowledge: Vec<PathBuf>,

    /// Leave out the built-in gazetteer of countries, leaders, organizations and media
    #[arg(long)]
    pub(super) no_gazetteer: bool,

    /// Decisions on who is who; see `newsloom review --help`
    #[arg(long, value_name = "FILE")]
    pub(super) review: Option<PathBuf>,
}

/// How much is read. What has more is left out and reported.
#[derive(Debug, Args)]
#[command(next_help_heading = "Limits")]
#[allow(clippy::struct_field_names, reason = "the fields are named as the options are")]
pub(super) struct LimitArgs {
    /// Most bytes of one article
    #[arg(long, value_name = "BYTES", default_value_t = 20_000_000)]
    #[arg(value_parser = clap::value_parser!(u32).range(1..))]
    pub(super) max_doc_bytes: u32,

    /// Most characters of one article
    #[arg(long, value_name = "N", default_value_t = 2_000_000)]
    #[arg(value_parser = clap::value_parser!(u32).range(1..))]
    pub(super) max_text_chars: u32,

    /// Most bytes of one JSON line; a longer one is passed over without being kept in memory
    #[arg(long, value_name = "BYTES", default_value_t = 32_000_000)]
    #[arg(value_parser = clap::value_parser!(u32).range(1..))]
    pub(super) max_line_bytes: u32,
}

#[derive(Debug, Args)]
pub(super) struct AnnotateArgs {
    /// A .txt, .md or .conllu file, or `-` for a text or CoNLL-U on standard input
    #[arg(value_name = "INPUT")]
    pub(super) input: PathBuf,

    /// How to print
    #[arg(short, long, value_enum, default_value_t = LayersFormat::Conllu)]
    pub(super) format: LayersFormat,

    /// Read in half the time, with more of the trees wrong
    #[arg(long)]
    pub(super) fast: bool,

    /// Day the text was published, such as 2025-05-04; "on Friday" is counted from it
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(super) published: Option<String>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum LayersFormat {
    /// CoNLL-U; names stand in MISC as NER=B-PER, NER=I-PER
    Conllu,
    /// One JSON object with every layer; spans are code points
    Json,
}

#[derive(Debug, Args)]
pub(super) struct VerifyArgs {
    /// Folder of results of `newsloom build`
    #[arg(value_name = "FOLDER")]
    pub(super) folder: PathBuf,
}

pub(super) fn formats() -> PossibleValuesParser {
    PossibleValuesParser::new(ALL.iter().map(|format| format.name()))
}

fn day(text: &str) -> Result<String, String> {
    date::iso(text).ok_or_else(|| "is no date; write it like 2025-05-04".to_owned())
}
