//! Lists the text files of `schema/ontology` into the binary, so that a new
//! file there is found without registration.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

fn main() {
    let root = env::var("CARGO_MANIFEST_DIR").expect("cargo sets CARGO_MANIFEST_DIR");
    let mut code = String::new();
    for folder in ["kind", "relation", "action"] {
        let path = Path::new(&root).join("schema/ontology").join(folder);
        println!("cargo::rerun-if-changed={}", path.display());
        let mut names: Vec<String> = fs::read_dir(&path)
            .unwrap_or_else(|error| panic!("cannot list {}: {error}", path.display()))
            .map(|entry| entry.expect("a folder entry").file_name().into_string().expect("a UTF-8 file name"))
            .filter(|name| Path::new(name).extension().is_some_and(|end| end == "toml"))
            .collect();
        names.sort();
        writeln!(code, "/// The files of `schema/ontology/{folder}`: name and content, sorted by name.").unwrap();
        writeln!(code, "pub(crate) const {}: &[(&str, &str)] = &[", folder.to_uppercase()).unwrap();
        for name in names {
            let file = path.join(&name);
            println!("cargo::rerun-if-changed={}", file.display());
            writeln!(code, "    ({name:?}, include_str!({:?})),", file.display().to_string()).unwrap();
        }
        writeln!(code, "];").unwrap();
    }
    let out = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    fs::write(Path::new(&out).join("ontology_files.rs"), code).expect("the build folder can be written");
}
