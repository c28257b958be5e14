//! The command line.

use std::process::ExitCode;

/// Parses the arguments, runs, and returns the exit code.
pub fn main() -> ExitCode {
    ExitCode::SUCCESS
}
