//! How fast each format is written: 20 000 nodes, 100 000 edges.

fn main() {}
