//! The tests of the whole program, in one binary.

mod cli;
mod export;
mod input;
mod layers;
mod story;
