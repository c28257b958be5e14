//! The tests of the whole program, in one binary.

mod articles;
mod attribution;
mod claims;
mod cli;
mod disputes;
mod explain;
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
