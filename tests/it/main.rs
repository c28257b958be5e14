//! The tests of the whole program, in one binary.

mod articles;
mod claims;
mod cli;
mod export;
mod gexf;
mod identity;
mod input;
mod layers;
mod names;
mod ontology;
mod status;
mod story;
mod support;
mod values;
