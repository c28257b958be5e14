//! The `newsloom-train` command: treebanks and name corpora in, weights out.

use std::process::ExitCode;

fn main() -> ExitCode {
    newsloom::train::main()
}
