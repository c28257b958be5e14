//! The ontology as a whole: it is complete, it is consistent, and its faults are told.

use std::collections::BTreeSet;

use super::CATEGORIES;
use super::NodeType;
use super::Ontology;
use super::Relation;
use super::Stance;
use super::files;

/// The built-in ontology with one more action file, or the message that refuses it.
fn with_action(file: &str, text: &str) -> Result<Ontology, String> {
    Ontology::read(files::KIND, files::RELATION, &[(file, text)]).map_err(|error| error.to_string())
}

fn refusal(text: &str) -> String {
    with_action("wave.toml", text).map(|_| ()).unwrap_err()
}

#[test]
fn the_built_in_files_have_no_fault() {
    if let Err(error) = Ontology::read(files::KIND, files::RELATION, files::ACTION) {
        panic!("{error}");
    }
}

#[test]
fn every_relation_has_a_file_and_every_file_a_relation() {
    let files: BTreeSet<String> = files::RELATION.iter().map(|(name, _)| name.replace(".toml", "")).collect();
    let relations: BTreeSet<String> = Relation::ALL.iter().map(|relation| relation.as_str().to_owned()).collect();
    assert_eq!(files, relations);
}

#[test]
fn every_class_has_an_action_and_every_action_is_explained_and_shown() {
    let ontology = super::get();
    let used: BTreeSet<&str> = ontology.actions().map(|action| action.category.as_str()).collect();
    assert_eq!(used, BTreeSet::from(CATEGORIES));
    for action in ontology.actions() {
        let words = &action.words["en"];
        assert!(action.says.len() > 15, "{} needs a definition", action.name);
        assert!(action.yes.len() >= 2 && !action.no.is_empty(), "{} needs two examples and one other", action.name);
        let many = words.verbs.len() + words.nouns.len() + words.phrases.len();
        assert!(many > 0, "{} needs words", action.name);
        let plain = action.yes.iter().any(|example| {
            !example.expect.contains_key("polarity") && example.expect.get("modality").is_none_or(|is| is == "actual")
        });
        assert!(plain, "{} needs an example of what happened", action.name);
    }
}

#[test]
fn whom_an_example_expects_stands_in_its_text() {
    for action in super::get().actions() {
        for example in &action.yes {
            for (key, value) in &example.expect {
                let named = !["polarity", "modality", "tense"].contains(&key.as_str());
                let fits = !named || example.text.contains(value);
                assert!(fits, "{}: {key} = {value} in \"{}\"", action.name, example.text);
            }
        }
    }
}

#[test]
fn words_are_found_under_every_action_that_lists_them() {
    let words = super::get().words("en");
    let names = |list: &[std::sync::Arc<super::ActionType>]| list.iter().map(|a| a.name.clone()).collect::<Vec<_>>();
    assert_eq!(names(words.verb("fire")), ["dismiss", "shoot"]);
    assert_eq!(names(words.verb("turn down")), ["reject"]);
    assert!(words.verb("say").is_empty(), "to say is a statement");
    assert!(words.verb("be").is_empty());
    assert_eq!(names(words.phrase("hold talk")), ["negotiate"]);
    assert!(super::get().words("xx").verb("reject").is_empty());
}

#[test]
fn relations_join_what_the_contract_says() {
    let ontology = super::get();
    for to in NodeType::ALL {
        assert_eq!(ontology.allows(Relation::Agent, NodeType::Action, to), to.is_entity(), "{to:?}");
        assert_eq!(ontology.allows(Relation::MentionedIn, to, NodeType::Document), to.is_entity(), "{to:?}");
    }
    assert!(ontology.allows(Relation::Purpose, NodeType::Action, NodeType::Action));
    assert!(ontology.allows(Relation::HoldsRole, NodeType::Person, NodeType::Organization));
    assert!(!ontology.allows(Relation::HoldsRole, NodeType::Organization, NodeType::Person));
    assert!(!ontology.allows(Relation::Origin, NodeType::Action, NodeType::Person));
}

#[test]
fn faults_say_where_what_and_what_to_do() {
    let head = "name = 'wave'\ncategory = 'life'\nsays = 'to greet by hand'\n";
    assert!(with_action("wave.toml", head).is_ok());
    assert!(
        refusal(&format!("{head}[roles]\nagnt = {{ type = ['Person'] }}"))
            .ends_with("action/wave.toml: role `agnt` is not known; did you mean `agent`?")
    );
    assert!(refusal(&format!("{head}[roles]\nagent = {{ type = ['person'] }}")).contains("did you mean `Person`?"));
    assert!(
        refusal(&format!("{head}[roles]\norigin = {{ type = ['Person'] }}")).contains("origin` cannot be a Person")
    );
    assert!(refusal(&head.replace("life", "live")).contains("category `live` is not known; did you mean `life`?"));
    let taken = with_action("agent.toml", &head.replace("wave", "agent")).map(|_| ()).unwrap_err();
    assert!(taken.contains("`agent` already means something else"), "{taken}");
    assert!(refusal(&format!("{head}parent = 'wve'")).contains("parent `wve` is not known; did you mean `wave`?"));
    assert!(refusal(&format!("{head}parent = 'wave'")).contains("its own ancestor"));
    assert!(refusal(&head.replace("wave", "weave")).contains("rename the file to `weave.toml`"));
    assert!(refusal(&format!("{head}colour = 'red'")).contains("line 4: unknown field `colour`"));
    assert!(refusal(&format!("{head}[lang.en]\nverbs = ['Wave']")).contains("`Wave` in verbs must be lower-case"));
    assert!(refusal(&format!("{head}[lang.en]\nphrases = ['wave']")).contains("a verb and its object"));
    assert!(refusal(&format!("{head}[lang.en]\nverbs = ['wave', 'wave']")).contains("stands twice"));
    let twice = Ontology::read(files::KIND, files::RELATION, &[("wave.toml", head), ("wave.toml", head)]);
    assert!(twice.unwrap_err().to_string().contains("`wave` is declared twice"));
    let none = Ontology::read(&[], &files::RELATION[1..], &[]).unwrap_err().to_string();
    assert!(none.contains("relation/about.toml: the file is missing"), "{none}");
}

/// The lines of a word list of English, in columns; the first `keys` of them say which word it is.
fn rows_by(keys: usize, text: &str) -> Vec<Vec<&str>> {
    let lines: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
    let rows: Vec<Vec<&str>> = lines.iter().map(|line| line.split('\t').collect()).collect();
    let words: BTreeSet<&[&str]> = rows.iter().map(|row| &row[..keys]).collect();
    assert_eq!(words.len(), rows.len(), "a word stands twice");
    assert!(rows.iter().flatten().all(|cell| cell.trim() == *cell && !cell.is_empty() && cell.to_lowercase() == *cell));
    rows
}

fn rows(text: &str) -> Vec<Vec<&str>> {
    rows_by(1, text)
}

#[test]
fn word_lists_keep_to_their_columns() {
    let gender = |cell: &str| ["f", "m", "-"].contains(&cell);
    let stance = |cell: &str| Stance::ALL.iter().any(|stance| stance.as_str() == cell);
    for row in rows(include_str!("../../schema/lang/en/group_nouns.tsv")) {
        let kind = super::get().kind(row[1]);
        assert_eq!(kind.map(|kind| kind.node_type), Some(NodeType::Group), "{row:?}");
    }
    for row in rows(include_str!("../../schema/lang/en/person_nouns.tsv")) {
        assert!(row.len() == 3 && gender(row[1]) && ["family", "-"].contains(&row[2]), "{row:?}");
    }
    for row in rows(include_str!("../../schema/lang/en/titles.tsv")) {
        assert!(row.len() == 3 && gender(row[1]), "{row:?}");
    }
    for row in rows(include_str!("../../schema/lang/en/say_verbs.tsv")) {
        let flags = row[2].split(',').all(|flag| ["quote", "that", "addressee", "multi", "-"].contains(&flag));
        assert!(row.len() == 3 && stance(row[1]) && flags, "{row:?}");
        assert_eq!(row[0].contains(' '), row[2].contains("multi"), "{row:?}");
    }
    for row in rows(include_str!("../../schema/lang/en/say_nouns.tsv")) {
        assert!(row.len() == 2 && stance(row[1]), "{row:?}");
    }
    for row in rows_by(2, include_str!("../../schema/lang/en/attitudes.tsv")) {
        let class = ["verb", "noun", "adjective"].contains(&row[1]);
        assert!(row.len() == 4 && class && stance(row[2]) && !row[3].is_empty(), "{row:?}");
    }
    rows(include_str!("../../schema/lang/en/roles.txt"));
}
