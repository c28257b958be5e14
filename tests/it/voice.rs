//! Who says "I" and "we": the speaker of a quotation, whoever gives their name, or the writer.

use newsloom::graph::Form;

use crate::support::read;

/// Labels of the nodes that pronouns of the first person stand for, with how many of these each has.
fn voices(text: &str) -> Vec<(String, usize)> {
    let own = ["i", "me", "my", "we", "us", "our"];
    let graph = read(text);
    let mut all: Vec<(String, usize)> = graph
        .nodes()
        .filter_map(|node| {
            let said = node
                .mentions
                .iter()
                .filter(|it| it.form == Form::Pronoun && own.contains(&it.text.to_lowercase().as_str()))
                .count();
            (said > 0).then(|| (node.label.clone(), said))
        })
        .collect();
    all.sort();
    all
}

#[test]
fn a_text_has_one_writer() {
    let text = "Our year on the island\n\nWe bought the old lighthouse in spring. The roof leaked for weeks.\n\nBy \
                autumn we sold the boat, and our neighbours helped us.";
    assert_eq!(voices(text), [("we".to_owned(), 4)]);
}

#[test]
fn who_gives_a_name_speaks_from_there_on() {
    let text = "Two bakers talk\n\nI'm Lena Moss. I opened the bakery in 2011.\n\nI'm Omar Diaz. I bought the mill \
                last year.";
    assert_eq!(voices(text), [("Lena Moss".to_owned(), 2), ("Omar Diaz".to_owned(), 2)]);
}

#[test]
fn a_quotation_does_not_speak_for_the_writer() {
    let text = "Letter from the harbour\n\nI visited the shipyard in March. I met the manager there.\n\n\"I signed the \
                contract on Monday,\" Ruth Falk said.";
    assert_eq!(voices(text), [("I".to_owned(), 2), ("Ruth Falk".to_owned(), 1)]);
}

#[test]
fn one_we_alone_is_nobody_known() {
    assert_eq!(voices("Weather\n\nWe expect rain in the north. The river rose in the night."), Vec::new());
}
