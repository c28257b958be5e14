//! What is made of files: texts, names, dates, blocks.

use std::fs;
use std::path::Path;

use newsloom::document::Document;
use newsloom::input::Articles;
use newsloom::input::Item;
use newsloom::input::Options;
use newsloom::input::Place;
use newsloom::input::Refusal;

/// Reads everything below a folder.
fn read(folder: &Path) -> (Vec<Document>, Vec<Refusal>) {
    let mut documents = Vec::new();
    let mut refusals = Vec::new();
    for item in Articles::new(&[Place::Path(folder.to_path_buf())], Options::default()) {
        match item {
            Item::Article { document, .. } => documents.push(*document),
            Item::Refused(refusal) => refusals.push(refusal),
        }
    }
    (documents, refusals)
}

#[test]
fn a_folder_is_read_in_the_order_of_its_names() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir_all(folder.path().join("b/deep")).expect("a folder");
    fs::create_dir(folder.path().join(".hidden")).expect("a folder");
    for (name, text) in [
        ("c.TXT", "It hailed."),
        ("b/deep/z.md", "It rained."),
        ("a.jsonl", "{\"text\": \"It snowed.\"}\n\n{\"id\": \"n2\", \"text\": \"It froze.\"}"),
        (".hidden/x.txt", "It was hidden."),
        ("notes.doc", "binary"),
    ] {
        fs::write(folder.path().join(name), text).expect("a file");
    }
    let (documents, refusals) = read(folder.path());
    let names: Vec<_> = documents.iter().map(|document| document.source.as_str()).collect();
    assert_eq!(names, ["a.jsonl", "n2", "b/deep/z.md", "c.TXT"]);
    let left_out: Vec<_> = refusals.iter().map(|refusal| (refusal.source.as_str(), refusal.problem.code())).collect();
    assert_eq!(left_out, [("notes.doc", "ending")]);
}

#[test]
fn an_article_has_its_headline_and_date() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = "Rain closes coastal road\r\n\r\nFriday, March 7, 2025\r\n\r\nRain closed the road on Friday.\r\n";
    fs::write(folder.path().join("a.txt"), text).expect("a file");
    let (documents, _) = read(folder.path());
    let document = documents.first().expect("an article");
    assert_eq!(document.title.as_deref(), Some("Rain closes coastal road"));
    assert_eq!(document.published.as_deref(), Some("2025-03-07"));
    assert!(document.text.ends_with("Rain closed the road on Friday.\n") && !document.text.contains('\r'));
}

#[cfg(unix)]
#[test]
fn links_and_pipes_in_a_folder_are_not_followed() {
    let folder = tempfile::tempdir().expect("a folder");
    std::os::unix::fs::symlink(folder.path(), folder.path().join("loop")).expect("a link");
    std::os::unix::fs::symlink("/dev/zero", folder.path().join("zero.txt")).expect("a link");
    let _ = std::os::unix::net::UnixListener::bind(folder.path().join("s.txt")).expect("a socket");
    let (documents, refusals) = read(folder.path());
    assert!(documents.is_empty());
    let codes: Vec<_> = refusals.iter().map(|refusal| refusal.problem.code()).collect();
    assert_eq!(codes, ["link", "not_a_file", "link"]);
}

#[test]
fn line_ends_and_a_byte_order_mark_do_not_show() {
    let ids = ["It rained.\n\nIt hailed.\n", "\u{FEFF}It rained.\r\n\r\nIt hailed.\r\n", "It rained.\r\rIt hailed.\r"]
        .map(|text| {
            let folder = tempfile::tempdir().expect("a folder");
            fs::write(folder.path().join("a.txt"), text).expect("a file");
            read(folder.path()).0.pop().map(|document| document.id)
        });
    assert!(ids[0].is_some() && ids[0] == ids[1] && ids[1] == ids[2]);
}
