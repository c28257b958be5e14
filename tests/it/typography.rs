//! How news is set: words and sentences of every construction an editor uses.

use crate::support;
use newsloom::lang;

/// The sentences of a text, their words parted by spaces.
fn read(text: &str) -> Vec<String> {
    let annotated = lang::of("en").expect("English is built in").annotate(support::document(text, "case.txt"));
    let words = |at: usize| annotated.tokens[at].span.of(&annotated.document.text);
    let sentences = annotated.sentences.iter();
    sentences.map(|one| (one.first..one.end).map(words).collect::<Vec<_>>().join(" ")).collect()
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(read(text), expected);
}

#[test]
fn curly_quotes() {
    check("“We have won,” she said. “We go on.”", &["“ We have won , ” she said .", "“ We go on . ”"]);
}

#[test]
fn straight_quotes() {
    check("\"We have won,\" she said. 'We go on.'", &["\" We have won , \" she said .", "' We go on . '"]);
}

#[test]
fn nested_quotes() {
    check(
        "“He told me, ‘Leave the town,’ and I left,” she said.",
        &["“ He told me , ‘ Leave the town , ’ and I left , ” she said ."],
    );
}

#[test]
fn quotes_over_paragraphs() {
    check(
        "“The strike goes on.\n\n“It will end in May,” she said.",
        &["“ The strike goes on .", "“ It will end in May , ” she said ."],
    );
}

#[test]
fn dashes() {
    check(
        "The mayor — a Green — resigned. The deal -- the third -- failed. Pages 10–12 are lost.",
        &["The mayor — a Green — resigned .", "The deal -- the third -- failed .", "Pages 10 – 12 are lost ."],
    );
}

#[test]
fn ellipses() {
    check(
        "We waited… Nobody came. He paused... then left.",
        &["We waited …", "Nobody came .", "He paused ... then left ."],
    );
}

#[test]
fn countries_in_letters() {
    check(
        "The U.S. Senate met. He lives in the U.S. The army left at 5 p.m. It was late.",
        &["The U.S. Senate met .", "He lives in the U.S.", "The army left at 5 p.m.", "It was late ."],
    );
}

#[test]
fn titles() {
    check("Sen. Ann Lee and Gov. Tom Hill met Dr. Lind.", &["Sen. Ann Lee and Gov. Tom Hill met Dr. Lind ."]);
}

#[test]
fn companies_and_juniors() {
    check("Smith Inc. sued. Jones Jr. won.", &["Smith Inc. sued .", "Jones Jr. won ."]);
}

#[test]
fn numbers_with_no() {
    check("She left No. 10 on Monday. It was route No. 7.", &["She left No. 10 on Monday .", "It was route No. 7 ."]);
}

#[test]
fn sums_of_money() {
    check("The firm paid $3.2bn, not €400m or £5m.", &["The firm paid $ 3.2 bn , not € 400 m or £ 5 m ."]);
}

#[test]
fn ordinals_and_decades() {
    check("It was his 16th win in the 1990s.", &["It was his 16th win in the 1990s ."]);
}

#[test]
fn hyphenated_words() {
    check(
        "The 12-year-old anti-war play by the then-mayor ran in mid-May.",
        &["The 12 - year - old anti-war play by the then - mayor ran in mid-May ."],
    );
}

#[test]
fn leads_in_capitals() {
    check(
        "POLICE ARRESTED TWO MEN ON MONDAY. The men were armed.",
        &["POLICE ARRESTED TWO MEN ON MONDAY .", "The men were armed ."],
    );
}

#[test]
fn headlines_in_title_case() {
    check(
        "Mayor Defends Police After Raid\n\nThe mayor spoke on Monday.",
        &["Mayor Defends Police After Raid", "The mayor spoke on Monday ."],
    );
}

#[test]
fn datelines() {
    check(
        "LONDON (Reuters) — The bank closed on Monday. It was old.",
        &["LONDON ( Reuters ) —", "The bank closed on Monday .", "It was old ."],
    );
    check("LONDON, May 9 - The bank closed.", &["LONDON , May 9 -", "The bank closed ."]);
}

#[test]
fn lists() {
    let read = read("The plan has two parts.\n\n- The first point\n- The second point\n");
    assert_eq!(read.len(), 3, "{read:?}");
    assert!(read[1].ends_with("The first point") && read[2].ends_with("The second point"), "{read:?}");
}

#[test]
fn missing_spaces_after_full_stops() {
    check(
        "The bank closed.The workers left. It was late.He stayed.",
        &["The bank closed .", "The workers left .", "It was late .", "He stayed ."],
    );
}

#[test]
fn accented_names() {
    check(
        "José Núñez met Łukasz Żal and Zoë in Århus. François Müller left.",
        &["José Núñez met Łukasz Żal and Zoë in Århus .", "François Müller left ."],
    );
}

#[test]
fn apostrophes_and_single_quotes() {
    check(
        "The boys' club, it's the workers' one in the '90s. They're O'Brien's.",
        &["The boys ' club , it 's the workers ' one in the '90s .", "They 're O'Brien 's ."],
    );
}
