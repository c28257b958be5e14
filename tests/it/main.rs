//! The tests of the whole program, in one binary.

mod cli;
mod input;
mod layers;
