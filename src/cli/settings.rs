//! The command line as meant.

use std::path::Path;
use std::path::PathBuf;
use std::thread;

use crate::cli::args::BuildArgs;
use crate::cli::args::LimitArgs;
use crate::error::Error;
use crate::export;
use crate::input::Limits;
use crate::input::Options;
use crate::input::Place;
use crate::lang::Speed;
use crate::run::Build;
use crate::run::Who;

/// What a build is to do.
pub(super) fn build(args: BuildArgs) -> Result<Build, Error> {
    let inputs: Vec<Place> = args.inputs.into_iter().map(place).collect();
    if inputs.iter().filter(|place| **place == Place::Stdin).count() > 1 {
        return Err(Error::Usage("standard input can be read once only; give `-` once".to_owned()));
    }
    if args.out.is_file() {
        let out = args.out.display();
        return Err(Error::Usage(format!("{out} is a file; give a folder with --out")));
    }
    let formats = match args.formats.as_slice() {
        [] => export::USUAL.to_vec(),
        names => export::ALL.iter().copied().filter(|format| names.iter().any(|name| name == format.name())).collect(),
    };
    Ok(Build {
        inputs,
        out: args.out,
        formats,
        jobs: args.jobs.map_or_else(|| thread::available_parallelism().map_or(1, usize::from), usize::from),
        options: Options { published: args.published, without: None, limits: limits(&args.limits) },
        speed: speed(args.fast),
        who: Who { knowledge: args.who.knowledge, gazetteer: !args.who.no_gazetteer, review: args.who.review },
    })
}

/// With how much care to read.
pub(super) const fn speed(fast: bool) -> Speed {
    if fast { Speed::Fast } else { Speed::Careful }
}

fn limits(args: &LimitArgs) -> Limits {
    Limits {
        document_bytes: args.max_doc_bytes as usize,
        text_chars: args.max_text_chars as usize,
        line_bytes: args.max_line_bytes as usize,
    }
}

/// A path, or standard input for `-`.
pub(super) fn place(path: PathBuf) -> Place {
    if path == Path::new("-") { Place::Stdin } else { Place::Path(path) }
}
