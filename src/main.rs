//! The `newsloom` command: parse, run, exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    newsloom::cli::main()
}
