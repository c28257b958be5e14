//! The tests of the whole program, in one binary.

mod articles;
mod attribution;
mod claims;
mod cli;
mod disputes;
mod edges;
mod explain;
mod export;
mod facts;
mod gexf;
mod happenings;
mod identity;
mod input;
mod layers;
mod names;
mod ontology;
mod profiles;
mod roundtrip;
mod status;
mod story;
mod support;
mod typography;
mod values;
mod voice;
