//! The modules stand in the order of the data; each uses only those before it.

use std::fs;
use std::path::Path;
use std::path::PathBuf;

/// The folders and files of `src/`, in the order of the data.
const ORDER: [&str; 14] = [
    "text", "ontology", "document", "input", "annotate", "mention", "lang", "graph", "export", "error", "run", "cli",
    "train", "main",
];

/// The Rust files of a module: `src/x.rs` and all below `src/x/`.
fn files(module: &str) -> Vec<PathBuf> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = vec![src.join(format!("{module}.rs"))];
    let mut folders = vec![src.join(module)];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).into_iter().flatten().filter_map(Result::ok);
        for path in entries.map(|entry| entry.path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                files.push(path);
            }
        }
    }
    files.retain(|path| path.is_file());
    files
}

#[test]
fn imports_point_backwards() {
    for (at, module) in ORDER.iter().enumerate() {
        for path in files(module) {
            let code = fs::read_to_string(&path).expect("a source file");
            for (number, line) in code.lines().enumerate() {
                let code = line.split("//").next().unwrap_or_default();
                assert!(!code.contains("crate::{"), "{}:{}: write one import a line", path.display(), number + 1);
                for later in ORDER.iter().skip(at + 1) {
                    let wrong = format!("crate::{later}");
                    let used = code.match_indices(&wrong).any(|(found, _)| {
                        !code[found + wrong.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '_')
                    });
                    assert!(!used, "{}:{}: uses `{wrong}`, which comes after `{module}`", path.display(), number + 1);
                }
            }
        }
    }
}

#[test]
fn every_module_has_its_place() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for entry in fs::read_dir(src).expect("src") {
        let name = entry.expect("an entry").file_name().into_string().expect("a UTF-8 name");
        let module = name.trim_end_matches(".rs");
        let known = ORDER.contains(&module) || ["lib", "build", "bin"].contains(&module);
        assert!(known, "`{name}` has no place in the order of the modules");
    }
}
