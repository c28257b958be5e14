//! Who is who among many documents: time and memory for generated names, on one core.
//!
//! `cargo bench --bench identity` resolves 1,000,000 mentions of 200,000 names, one of them in 30 % of the documents, and
//! then loads and asks a knowledge base of a million entries. `-- --quick` takes a twentieth of both.

use std::fs;
use std::io::Write as _;
use std::time::Instant;

use newsloom::graph::identity::Options;
use newsloom::graph::identity::Profile;
use newsloom::graph::identity::Source;
use newsloom::graph::identity::World;
use newsloom::graph::identity::resolve;
use newsloom::graph::knowledge::Knowledge;
use newsloom::graph::review::name_id;
use newsloom::ontology::NodeType;

const GIVEN: &[&str] = &[
    "Ada", "Bruno", "Clara", "David", "Elena", "Farid", "Greta", "Hugo", "Ines", "Jonas", "Karla", "Lukas", "Marta",
    "Nadia", "Oscar", "Petra", "Quentin", "Rosa", "Samuel", "Tilda", "Ugo", "Vera", "Walter", "Xenia", "Yusuf", "Zora",
];

const PARTS: &[&str] = &[
    "bal", "dor", "fen", "gar", "hul", "kes", "lim", "mor", "nev", "pol", "ras", "sil", "tor", "vas", "wen", "zim",
    "bru", "cal", "dri", "fos",
];

/// A number that looks random, the same in every run.
fn mix(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

/// One of many full names; a twentieth of them is written with an initial.
fn name(at: usize) -> String {
    let given = GIVEN[at % GIVEN.len()];
    let mut rest = at / GIVEN.len();
    let mut family = String::new();
    for _ in 0..4 {
        family += PARTS[rest % PARTS.len()];
        rest /= PARTS.len();
    }
    let family = family[..1].to_uppercase() + &family[1..];
    if mix(at as u64).is_multiple_of(20) { format!("{}. {family}", &given[..1]) } else { format!("{given} {family}") }
}

/// The most memory this process has had, in megabytes, where the system tells.
fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM"));
    let kilobytes = line.and_then(|line| line.split_whitespace().nth(1)).and_then(|number| number.parse::<u64>().ok());
    kilobytes.unwrap_or(0) / 1024
}

fn main() {
    let mut out = std::io::stdout();
    let scale = if std::env::args().any(|argument| argument == "--quick") { 20 } else { 1 };
    let (names, documents, each) = (200_000 / scale, 200_000 / scale, 5);
    let labels: Vec<String> = (0..names).map(name).collect();
    let ids: Vec<String> = labels.iter().map(|label| name_id(NodeType::Person, label)).collect();
    let sources: Vec<String> = (0..documents).map(|at| format!("d{at:08}")).collect();
    let mut world = World::default();
    for (at, source) in sources.iter().enumerate() {
        world.documents.push(Source { id: source, published: None });
        let mut here: Vec<usize> = Vec::new();
        for place in 0..each {
            let random = mix((at * each + place) as u64);
            // Few names are in many documents, most are in few: a density that falls with the square of the rank.
            let part = (random % 1_000_000) as f64 / 1_000_000.0;
            let rank = if place == 0 && random % 10 < 3 { 0 } else { (part * part * names as f64) as usize };
            if !here.contains(&rank) {
                here.push(rank);
            }
        }
        for rank in here {
            world.profiles.push(Profile::new(at as u32, &ids[rank], NodeType::Person, &labels[rank]));
        }
    }
    let before = peak();
    let start = Instant::now();
    let identity = resolve(&world, &Options { knowledge: &[Knowledge::world()], decisions: &[] });
    let _ = writeln!(
        out,
        "resolve: {} mentions of {names} names in {documents} documents: {:.1} s, {} MB of which {before} MB are the \
         names; {} entities, {} doubts",
        world.profiles.len(),
        start.elapsed().as_secs_f64(),
        peak(),
        identity.entities.len(),
        identity.doubts.len(),
    );

    let entries = 1_000_000 / scale;
    let Ok(folder) = tempfile::tempdir() else { return };
    let path = folder.path().join("kb.jsonl");
    let mut lines = Vec::new();
    for at in 0..entries {
        let (label, other) = (name(at), name(at + 7));
        let _ = writeln!(
            lines,
            "{{\"id\":\"Q{at}\",\"type\":\"Person\",\"names\":[\"{label}\",\"{other}\"],\"country\":\"NO\"}}"
        );
    }
    if fs::write(&path, lines).is_err() {
        return;
    }
    let start = Instant::now();
    let Ok(knowledge) = Knowledge::open(&path) else { return };
    let _ = writeln!(out, "knowledge: {} entries loaded in {:.1} s", knowledge.len(), start.elapsed().as_secs_f64());
    let start = Instant::now();
    let found: usize = labels.iter().map(|label| knowledge.named(label).len()).sum();
    let each = start.elapsed().as_secs_f64() * 1e6 / labels.len() as f64;
    let _ = writeln!(out, "knowledge: {each:.2} µs a name, {found} entries found; {} MB", peak());
}
