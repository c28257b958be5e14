//! newsloom reads news articles and writes a knowledge graph of who did what
//! to whom, when and where, and who says so.
//!
//! The modules stand in the order of the data; each uses only those before it:
//!
//! ```text
//! bytes ─input─▶ Document ─annotate─▶ Annotated ─mention─▶ Mentions ─graph─▶ Graph ─export─▶ files
//! ```
//!
//! * [`text`]: spans and characters. * [`ontology`]: what kinds, relations and
//!   actions there are. * [`document`]: an article and its blocks.
//! * [`input`]: files to documents. * [`annotate`]: words, tags, dependencies,
//!   names, times. * [`mention`]: who, what, who says so, in one document.
//! * [`lang`]: what makes up one language. * [`graph`]: the typed graph of
//!   many documents. * [`export`]: the graph as files. * [`run`]: the whole
//!   way. * [`cli`]: the command line. * [`train`]: how the weights are made.

pub mod text;

pub mod ontology;

pub mod document;

pub mod input;

pub mod annotate;

pub mod mention;

pub mod lang;

pub mod graph;

pub mod export;

pub mod error;

pub mod run;

pub mod cli;

pub mod train;
