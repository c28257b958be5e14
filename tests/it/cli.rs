//! The program as people run it: exit codes, files, messages.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::Command;
use std::process::Output;
use std::process::Stdio;

use serde_json::Value;
use tempfile::TempDir;

const RAIN: &str = "Rain Closes Coastal Road\n\nRain closed the coastal road on Monday, the police said.\n";
const STRIKE: &str = "Port Workers End Strike\n\nDock workers ended their strike on Friday.\n";

/// A folder with files in it.
fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, content) in files {
        fs::write(folder.path().join(name), content).expect("a file");
    }
    folder
}

fn command(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_newsloom"));
    command.args(args).current_dir(folder).stdin(Stdio::null());
    command
}

fn newsloom(folder: &Path, args: &[&str]) -> Output {
    command(folder, args).output().expect("the program runs")
}

fn with_input(folder: &Path, args: &[&str], input: &[u8]) -> Output {
    let mut child = command(folder, args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    child.stdin.take().expect("a pipe").write_all(input).expect("input");
    child.wait_with_output().expect("the program ends")
}

/// The lines of `report.jsonl`.
fn report(out: &Path) -> Vec<Value> {
    let text = fs::read_to_string(out.join("report.jsonl")).expect("a report");
    text.lines().map(|line| serde_json::from_str(line).expect("a JSON line")).collect()
}

/// Source, status and reason of every entry.
fn fates(out: &Path) -> Vec<String> {
    let text = |entry: &Value, key: &str| entry[key].as_str().unwrap_or("-").to_owned();
    let fate = |entry: &Value| [text(entry, "source"), text(entry, "status"), text(entry, "code")].join(" ");
    report(out).iter().map(fate).collect()
}

/// Name and content of every result.
fn results(out: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = fs::read_dir(out)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(&path).unwrap_or_default()))
        .collect();
    files.sort();
    files
}

#[test]
fn a_build_writes_every_result_and_nothing_else() {
    let place = folder(&[("rain.txt", RAIN.as_bytes())]);
    let run = newsloom(place.path(), &["build", "rain.txt", "-o", "out"]);
    assert_eq!(run.status.code(), Some(0), "{}", String::from_utf8_lossy(&run.stderr));
    assert!(run.stdout.is_empty());
    assert_eq!(String::from_utf8_lossy(&run.stderr).lines().count(), 1);
    let names: Vec<_> = results(&place.path().join("out")).into_iter().map(|(name, _)| name).collect();
    assert_eq!(
        names,
        [
            ".lock",
            "IMPORT.md",
            "actors.graphml",
            "documents.jsonl",
            "graph.graphml",
            "graph.json",
            "graph.ttl",
            "report.jsonl"
        ]
    );
    assert_eq!(fates(&place.path().join("out")), ["rain.txt ok -"]);
}

#[test]
fn only_the_formats_asked_for_are_written() {
    let place = folder(&[("rain.txt", RAIN.as_bytes())]);
    let run = newsloom(place.path(), &["build", "rain.txt", "--format", "json", "-q"]);
    assert_eq!((run.status.code(), run.stderr.len()), (Some(0), 0));
    let names: Vec<_> = results(&place.path().join("out")).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, [".lock", "IMPORT.md", "documents.jsonl", "graph.json", "report.jsonl"]);
}

#[test]
fn wrong_options_write_nothing() {
    let place = folder(&[("rain.txt", RAIN.as_bytes())]);
    for args in [
        &["build", "rain.txt", "-o", "out", "--format", "docx"][..],
        &["build", "rain.txt", "-o", "out", "--jobs", "0"],
        &["build", "rain.txt", "-o", "out", "--published", "soon"],
        &["build", "rain.txt", "-o", "out", "--no-such-option"],
        &["build", "-", "-", "-o", "out"],
        &["build", "rain.txt", "-o", "rain.txt"],
        &["build", "-o", "out"],
        &["no-such-command"],
        &[],
    ] {
        let run = newsloom(place.path(), args);
        assert_eq!(run.status.code(), Some(2), "{args:?}");
        assert!(!run.stderr.is_empty() && !place.path().join("out").exists(), "{args:?}");
    }
}

#[test]
fn help_and_version_are_no_errors() {
    let place = folder(&[]);
    for args in [&["--help"][..], &["build", "--help"], &["--version"]] {
        let run = newsloom(place.path(), args);
        assert_eq!(run.status.code(), Some(0), "{args:?}");
        assert!(!run.stdout.is_empty() && run.stderr.is_empty());
    }
}

/// Files that are no articles, and what the report says of each.
#[test]
fn bad_inputs_are_reported_and_the_rest_is_read() {
    let deep = format!("{{\"text\": {}}}", "[".repeat(200_000));
    let lines = [
        r#"{"id": "good", "text": "It rained on Monday."}"#,
        "{\"id\": \"broken\"",
        r#"{"id": "lone", "text": "\ud800"}"#,
        r#"{"id": "number", "text": 5}"#,
        r#"{"id": "none"}"#,
        &deep,
        "",
        r#"{"id": "last", "text": "It hailed on Friday."}"#,
    ];
    let place = folder(&[
        ("a-good.txt", RAIN.as_bytes()),
        ("b-empty.txt", b""),
        ("c-mark.txt", b"\xEF\xBB\xBF"),
        ("d-blank.md", b" \n\t\n"),
        ("e-binary.txt", &[0x7F, 0x00, 0xFF, 0xFE, 0x01, 0x02, 0x90, 0x8D].repeat(50)),
        (
            "f-broken.txt",
            "The café \u{201C}Rain\u{201D} closed.\n"
                .as_bytes()
                .iter()
                .chain(b"\xC3")
                .copied()
                .collect::<Vec<_>>()
                .as_slice(),
        ),
        ("g-control.txt", b"The road\x00\x08 was closed.\n"),
        ("h-lines.jsonl", lines.join("\n").as_bytes()),
        ("i-empty.jsonl", b""),
        ("j-latin.txt", b"The caf\xE9 closed on Monday, the police said.\n"),
    ]);
    let run = newsloom(place.path(), &["build", ".", "gone.txt", "-o", "out"]);
    assert_eq!(run.status.code(), Some(1));
    let out = place.path().join("out");
    assert_eq!(
        fates(&out),
        [
            "a-good.txt ok -",
            "b-empty.txt failed empty",
            "c-mark.txt failed empty",
            "d-blank.md failed empty",
            "e-binary.txt failed undecodable",
            "f-broken.txt ok -",
            "g-control.txt ok -",
            "gone.txt failed missing",
            "good ok -",
            "h-lines.jsonl:2 failed bad_json",
            "h-lines.jsonl:3 failed bad_json",
            "h-lines.jsonl:4 failed bad_field",
            "h-lines.jsonl:5 failed no_text",
            "h-lines.jsonl:6 failed bad_json",
            "j-latin.txt ok -",
            "last ok -",
        ]
    );
    let entries = report(&out);
    let warnings = |source: &str| {
        let entry = entries.iter().find(|entry| entry["source"] == source).expect("an entry");
        entry["warnings"].to_string()
    };
    assert_eq!(warnings("f-broken.txt"), r#"[{"code":"had_errors","count":1}]"#);
    assert_eq!(warnings("g-control.txt"), r#"[{"code":"controls_replaced","count":2}]"#);
    assert_eq!(warnings("j-latin.txt"), r#"[{"code":"encoding","detail":"windows-1252"}]"#);
    let line = entries.iter().find(|entry| entry["line"] == 2).expect("an entry");
    assert_eq!(line["offset"], lines[0].len() + 1);
    let messages = String::from_utf8_lossy(&run.stderr).into_owned();
    assert!(messages.contains("h-lines.jsonl:2: the line is no JSON object"), "{messages}");
}

#[test]
fn a_line_over_the_limit_is_passed_over() {
    let place = folder(&[]);
    let long = format!("{{\"text\": \"{}\"}}", "a".repeat(5000));
    let lines = format!("{long}\n{{\"id\": \"next\", \"text\": \"It rained.\"}}\n");
    let run = with_input(place.path(), &["build", "-", "--max-line-bytes", "4096"], lines.as_bytes());
    assert_eq!(run.status.code(), Some(1));
    assert_eq!(fates(&place.path().join("out")), ["-:1 failed line_too_long", "next ok -"]);
}

#[test]
fn an_article_at_the_limit_is_read_and_one_more_is_not() {
    let place = folder(&[("rain.txt", RAIN.as_bytes())]);
    let (bytes, chars) = (RAIN.len().to_string(), RAIN.chars().count().to_string());
    let less = (RAIN.len() - 1).to_string();
    for (option, limit, code) in [
        ("--max-doc-bytes", &bytes, 0),
        ("--max-doc-bytes", &less, 1),
        ("--max-text-chars", &chars, 0),
        ("--max-text-chars", &less, 1),
    ] {
        let run = newsloom(place.path(), &["build", "rain.txt", option, limit]);
        assert_eq!(run.status.code(), Some(code), "{option} {limit}");
    }
}

#[test]
fn the_same_article_twice_is_one_article() {
    let place = folder(&[("rain.txt", RAIN.as_bytes())]);
    let run = newsloom(place.path(), &["build", "rain.txt", "rain.txt"]);
    assert_eq!(run.status.code(), Some(0));
    let out = place.path().join("out");
    assert_eq!(fates(&out), ["rain.txt ok -", "rain.txt skipped duplicate"]);
    assert_eq!(fs::read_to_string(out.join("documents.jsonl")).expect("documents").lines().count(), 1);
}

#[test]
fn one_id_for_two_articles_keeps_both_and_warns() {
    let place = folder(&[]);
    let lines = "{\"id\": \"x\", \"text\": \"It rained.\"}\n{\"id\": \"x\", \"text\": \"It hailed.\"}\n";
    let run = with_input(place.path(), &["build", "-"], lines.as_bytes());
    assert_eq!(run.status.code(), Some(0));
    let entries = report(&place.path().join("out"));
    assert_eq!(entries.len(), 2);
    assert!(entries.iter().all(|entry| entry["warnings"][0]["code"] == "id_conflict"));
}

#[test]
fn what_a_line_says_beside_the_text_is_written_back() {
    let place = folder(&[]);
    let line = r#"{"id": "../../etc", "text": "It rained.", "desk": {"name": "weather", "n": 1.5}, "published": "4 May 2025"}"#;
    with_input(place.path(), &["build", "-"], line.as_bytes());
    let text = fs::read_to_string(place.path().join("out/documents.jsonl")).expect("documents");
    let document: Value = serde_json::from_str(&text).expect("a line");
    assert_eq!(document["desk"]["n"], 1.5);
    assert_eq!((&document["source"], &document["published"]), (&"../../etc".into(), &"2025-05-04".into()));
}

#[test]
fn results_do_not_depend_on_threads_or_order() {
    let mut lines: Vec<String> = (0..200)
        .map(|n| {
            format!("{{\"id\": \"n{n}\", \"text\": \"Storm {n}\\n\\nMinister {n} rejected the plan of Mayor {n}.\"}}")
        })
        .collect();
    // One article twice with different titles, and one name for two articles.
    lines.push(r#"{"id": "t", "text": "It rained.", "title": "One"}"#.to_owned());
    lines.push(r#"{"id": "t", "text": "It rained.", "title": "Two"}"#.to_owned());
    lines.push(r#"{"id": "n1", "text": "It hailed."}"#.to_owned());
    let place = folder(&[("strike.txt", STRIKE.as_bytes())]);
    let write = |name: &str, lines: &[String]| fs::write(place.path().join(name), lines.join("\n")).expect("a file");
    write("one.jsonl", &lines);
    let (first, second) = lines.split_at(lines.len() / 3);
    write("later.jsonl", first);
    write("early.jsonl", &second.iter().rev().cloned().collect::<Vec<_>>());
    newsloom(place.path(), &["build", "one.jsonl", "strike.txt", "-o", "a", "--jobs", "1"]);
    newsloom(place.path(), &["build", "one.jsonl", "strike.txt", "-o", "b", "--jobs", "2"]);
    newsloom(place.path(), &["build", "strike.txt", "early.jsonl", "later.jsonl", "-o", "c", "--jobs", "3"]);
    let [a, b, c] = ["a", "b", "c"].map(|out| results(&place.path().join(out)));
    assert!(a.len() == 8 && a == b, "threads show in the results");
    assert!(a == c, "the order of inputs shows in the results");
}

#[test]
fn the_results_are_not_read_again() {
    let place = folder(&[("rain.txt", RAIN.as_bytes())]);
    newsloom(place.path(), &["build", ".", "-o", "out"]);
    let run = newsloom(place.path(), &["build", ".", "-o", "out"]);
    assert_eq!(run.status.code(), Some(0));
    assert_eq!(fates(&place.path().join("out")), ["rain.txt ok -"]);
}

#[test]
fn a_folder_in_use_is_left_alone() {
    let place = folder(&[("rain.txt", RAIN.as_bytes())]);
    newsloom(place.path(), &["build", "rain.txt"]);
    let out = place.path().join("out");
    let before = results(&out);
    let lock = fs::File::open(out.join(".lock")).expect("a lock");
    lock.try_lock().expect("the lock is free");
    let run = newsloom(place.path(), &["build", "gone.txt"]);
    assert_eq!(run.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&run.stderr).contains("in use"));
    assert_eq!(results(&out), before);
}

#[test]
fn what_a_killed_run_left_is_cleared_away() {
    let place = folder(&[("rain.txt", RAIN.as_bytes())]);
    fs::create_dir_all(place.path().join("out/.run-old/deep")).expect("a folder");
    newsloom(place.path(), &["build", "rain.txt"]);
    assert!(!place.path().join("out/.run-old").exists());
}

#[cfg(target_os = "linux")]
#[test]
fn results_that_cannot_be_written_are_exit_code_3() {
    let place = folder(&[("rain.txt", RAIN.as_bytes())]);
    for out in ["/dev/full/x", "/proc/newsloom", "rain.txt/x"] {
        let run = newsloom(place.path(), &["build", "rain.txt", "-o", out]);
        assert_eq!(run.status.code(), Some(3), "{out}: {}", String::from_utf8_lossy(&run.stderr));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_the_former_results() {
    let place = folder(&[("rain.txt", RAIN.as_bytes())]);
    newsloom(place.path(), &["build", "rain.txt"]);
    let before = results(&place.path().join("out"));
    fs::write(place.path().join("big.txt"), "It rained on Monday.\n\n".repeat(20_000)).expect("a file");
    // Files may not grow over 64 blocks of 512 or 1024 bytes; the signal that comes with it is ignored.
    let script = format!("trap '' XFSZ; ulimit -f 64; exec {} build big.txt", env!("CARGO_BIN_EXE_newsloom"));
    let run = Command::new("sh").arg("-c").arg(script).current_dir(place.path()).output().expect("a shell");
    assert_eq!(run.status.code(), Some(3), "{}", String::from_utf8_lossy(&run.stderr));
    assert_eq!(results(&place.path().join("out")), before);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_or_closed_standard_error_does_not_crash() {
    let place = folder(&[]);
    for stream in ["/dev/full", "&-"] {
        let script = format!("exec {} build gone.txt 2>{stream}", env!("CARGO_BIN_EXE_newsloom"));
        let run = Command::new("sh").arg("-c").arg(script).current_dir(place.path()).status().expect("a shell");
        assert_eq!(run.code(), Some(1), "{stream}");
    }
}

#[cfg(unix)]
#[test]
fn a_message_cannot_steer_the_terminal() {
    let place = folder(&[("a\u{1b}[31m.txt", b"")]);
    let run = newsloom(place.path(), &["build", "."]);
    assert!(!run.stderr.contains(&0x1B));
}

#[test]
fn annotations_are_printed_as_conllu_and_json() {
    let place = folder(&[("rain.txt", RAIN.as_bytes())]);
    let run = newsloom(place.path(), &["annotate", "rain.txt"]);
    let rows = String::from_utf8_lossy(&run.stdout).into_owned();
    assert!(run.status.success() && rows.contains("\tclosed\tclose\tVERB\t"), "{rows}");
    assert!(rows.lines().all(|line| line.is_empty() || line.starts_with('#') || line.matches('\t').count() == 9));

    let run = newsloom(place.path(), &["annotate", "rain.txt", "--format", "json"]);
    let read: Value = serde_json::from_slice(&run.stdout).expect("one JSON object");
    let token = &read["sentences"][1]["tokens"][1];
    assert_eq!((&token["form"], &token["lemma"]), (&"closed".into(), &"close".into()));
    for sentence in read["sentences"].as_array().expect("sentences") {
        let tokens = sentence["tokens"].as_array().expect("words");
        assert_eq!(tokens.iter().filter(|token| token["head"] == 0).count(), 1, "one root a sentence");
    }
    let at = |key: &str| usize::try_from(token[key].as_u64().expect("a number")).expect("a small number");
    assert_eq!(RAIN.chars().skip(at("start")).take(at("end") - at("start")).collect::<String>(), "closed");

    let piped = with_input(place.path(), &["annotate", "-"], RAIN.as_bytes());
    assert_eq!(String::from_utf8_lossy(&piped.stdout).lines().count(), rows.lines().count());
}

#[test]
fn given_words_and_sentences_are_kept() {
    let rows =
        "1\tNew York\t_\t_\t_\t_\t_\t_\t_\t_\n2\tclosed\t_\t_\t_\t_\t_\t_\t_\t_\n3\troads\t_\t_\t_\t_\t_\t_\t_\t_\n\n";
    let place = folder(&[("given.conllu", rows.as_bytes()), ("broken.conllu", b"1\tone\n")]);
    for run in [
        newsloom(place.path(), &["annotate", "given.conllu"]),
        with_input(place.path(), &["annotate", "-"], rows.as_bytes()),
    ] {
        let text = String::from_utf8_lossy(&run.stdout).into_owned();
        let words: Vec<_> = text.lines().filter(|line| line.contains('\t')).collect();
        assert_eq!(words.len(), 3, "{text}");
        assert!(words[0].starts_with("1\tNew York\t") && words[1].contains("\tclose\tVERB\t"), "{text}");
    }
    let run = newsloom(place.path(), &["annotate", "broken.conllu"]);
    assert_eq!(run.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&run.stderr).contains("broken.conllu"));
    assert_eq!(newsloom(place.path(), &["annotate", "gone.txt"]).status.code(), Some(1));
}

#[test]
fn a_reader_that_leaves_early_is_no_error() {
    let place = folder(&[("long.txt", RAIN.repeat(300).as_bytes())]);
    let mut child = command(place.path(), &["annotate", "long.txt"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    drop(child.stdout.take());
    let run = child.wait_with_output().expect("the program ends");
    assert_eq!((run.status.code(), run.stderr.len()), (Some(0), 0), "{}", String::from_utf8_lossy(&run.stderr));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_standard_output_is_exit_code_3() {
    let place = folder(&[("rain.txt", RAIN.as_bytes())]);
    newsloom(place.path(), &["build", "rain.txt"]);
    for args in [&["annotate", "rain.txt"][..], &["verify", "out"]] {
        let full = fs::File::options().write(true).open("/dev/full").expect("/dev/full");
        let status = command(place.path(), args).stdout(full).stderr(Stdio::null()).status().expect("the program runs");
        assert_eq!(status.code(), Some(3), "{args:?}");
    }
}

#[test]
fn results_agree_with_their_texts_until_somebody_changes_them() {
    let place = folder(&[("rain.txt", RAIN.as_bytes()), ("strike.txt", STRIKE.as_bytes())]);
    newsloom(place.path(), &["build", "rain.txt", "strike.txt"]);
    let run = newsloom(place.path(), &["verify", "out"]);
    assert_eq!(run.status.code(), Some(0), "{}", String::from_utf8_lossy(&run.stderr));
    assert!(String::from_utf8_lossy(&run.stdout).contains("2 documents"));

    let path = place.path().join("out/documents.jsonl");
    let changed = fs::read_to_string(&path).expect("documents").replace("coastal", "inland ");
    fs::write(&path, changed).expect("documents");
    let run = newsloom(place.path(), &["verify", "out"]);
    assert_eq!(run.status.code(), Some(1));
    assert!(!run.stderr.is_empty());
    assert_eq!(newsloom(place.path(), &["verify", "gone"]).status.code(), Some(1));
}

#[test]
fn a_language_nobody_taught_is_left_out() {
    let place = folder(&[]);
    let lines = "{\"id\": \"fr\", \"language\": \"fr\", \"text\": \"Il pleut.\"}\n\
                 {\"id\": \"en\", \"language\": \"en-GB\", \"text\": \"It rained.\"}\n";
    let run = with_input(place.path(), &["build", "-"], lines.as_bytes());
    assert_eq!(run.status.code(), Some(0));
    assert_eq!(fates(&place.path().join("out")), ["en ok -", "fr skipped language"]);
}

/// Texts that make slow programs slow.
#[test]
fn no_text_takes_long() {
    for text in [
        "a".repeat(1_000_000),
        "\"".repeat(100_000),
        "Mr. ".repeat(100_000),
        ", ".repeat(100_000),
        "- x\n".repeat(100_000),
        "# \n".repeat(100_000),
        "Related\n\nA b\n\n".repeat(30_000),
        "(photo: (".repeat(100_000),
    ] {
        let place = folder(&[("a.txt", text.as_bytes())]);
        let start = std::time::Instant::now();
        let run = newsloom(place.path(), &["build", "a.txt"]);
        assert!(matches!(run.status.code(), Some(0 | 1)));
        assert!(start.elapsed().as_secs() < 20, "{:?}… took {:?}", &text[..9], start.elapsed());
    }
}

#[test]
fn a_finished_graph_is_written_in_other_formats() {
    let place = folder(&[("rain.txt", RAIN.as_bytes()), ("strike.txt", STRIKE.as_bytes())]);
    assert_eq!(newsloom(place.path(), &["build", "."]).status.code(), Some(0));
    let run = newsloom(place.path(), &["export", "out", "--format", "neo4j", "--format", "csv", "-o", "other"]);
    assert_eq!(run.status.code(), Some(0), "{}", String::from_utf8_lossy(&run.stderr));
    let actions = fs::read_to_string(place.path().join("other/actions.csv")).expect("a table");
    assert!(actions.contains("Dock workers") && actions.contains("Rain"), "{actions}");
    let script = fs::read_to_string(place.path().join("other/neo4j/import.sh")).expect("a script");
    assert!(script.contains("--nodes=nodes-Action.csv") && place.path().join("other/neo4j/nodes-Action.csv").is_file());
    let import = fs::read_to_string(place.path().join("other/IMPORT.md")).expect("instructions");
    assert!(import.contains("neo4j-admin") && import.contains("pandas"));
    // Formats that come later do not make those forgotten that are there.
    assert_eq!(newsloom(place.path(), &["export", "out", "--format", "dot", "-o", "other"]).status.code(), Some(0));
    let later = fs::read_to_string(place.path().join("other/IMPORT.md")).expect("instructions");
    assert!(later.contains("sfdp") && later.matches("neo4j-admin database").count() == 1, "{later}");
    // What nobody reads is not said to be in order.
    assert_eq!(newsloom(place.path(), &["export", "out", "--format", "neo4j"]).status.code(), Some(0));
    let verified = newsloom(place.path(), &["verify", "out"]);
    let said = String::from_utf8_lossy(&verified.stdout).into_owned();
    assert!(said.ends_with("not read: IMPORT.md, neo4j/, report.jsonl\n"), "{said}");
    // The same graph again, and a part of it.
    let again = newsloom(place.path(), &["export", "out", "--format", "json", "-o", "same"]);
    assert_eq!(again.status.code(), Some(0));
    let read = |folder: &str| fs::read(place.path().join(folder).join("graph.json")).expect("a graph");
    assert!(read("same") == read("out"), "reading and writing changes the graph");
    let part = ["export", "out", "--format", "csv", "--filter", "near=Dock workers", "-o", "other"];
    assert_eq!(newsloom(place.path(), &part).status.code(), Some(0));
    let actions = fs::read_to_string(place.path().join("other/actions.csv")).expect("a table");
    assert!(actions.contains("Dock workers") && !actions.contains("Rain"), "{actions}");
}

#[test]
fn what_a_format_does_not_know_is_said() {
    let place = folder(&[("rain.txt", RAIN.as_bytes())]);
    assert_eq!(newsloom(place.path(), &["build", "."]).status.code(), Some(0));
    for (args, says) in [
        (&["--format", "graphml", "--dialect", "klingon"][..], "universal, gephi, neo4j"),
        (&["--format", "json", "--dialect", "gephi"], "no dialects"),
        (&["--format", "cypher", "--view", "actors"], "--view does nothing for the format cypher; it is for graphml, "),
        (&["--format", "turtle", "--dynamic"], "it is for gexf"),
        (&["--format", "gexf", "--format", "graphml", "--no-layout"], "does nothing for the format graphml"),
        (&["--format", "neo4j", "--spreadsheet-safe"], "it is for csv"),
        (&["--format", "rdfxml", "--profile", "rdf12"], "it is for turtle, trig, ntriples, nquads"),
        (
            &["--format", "gexf", "--profile", "owl-time,shortcuts"],
            "--profile owl-time does nothing for the format gexf",
        ),
        (&["--format", "turtle", "--profile", "nanopub"], "rdf12, webannotation, owl-time, shortcuts"),
        (&["--format", "gexf", "--base", "urn:x:"], "it is for turtle, trig, ntriples, nquads, rdfxml, jsonld"),
        (&["--format", "csv", "--filter", "time=soon"], "no year, month or day"),
        (&["--format", "csv", "--filter", "near=Nobody"], "no node has the id or the label `Nobody`"),
    ] {
        let run = newsloom(place.path(), &[&["export", "out"], args].concat());
        assert_eq!(run.status.code(), Some(2), "{args:?}");
        assert!(String::from_utf8_lossy(&run.stderr).contains(says), "{}", String::from_utf8_lossy(&run.stderr));
    }
    let run = newsloom(place.path(), &["export", "nowhere", "--format", "csv"]);
    assert_eq!(run.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&run.stderr).contains("newsloom build"));
    let run = newsloom(place.path(), &["formats"]);
    let said = String::from_utf8_lossy(&run.stdout);
    assert!(said.contains("--dialect neo4j | memgraph") && said.contains("--dynamic"), "{said}");
}
