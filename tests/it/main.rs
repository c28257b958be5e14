//! The tests of the whole program, in one binary.

mod articles;
mod attribution;
mod claims;
mod classes;
mod cli;
mod coref;
mod disputes;
mod edges;
mod events;
mod explain;
mod export;
mod facts;
mod gexf;
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
