use proptest::prelude::*;

use super::CURRENCIES_TEXT;
use super::CurrencyFile;
use super::UNITS_TEXT;
use super::UnitFile;
use super::find;
use crate::annotate::Annotated;
use crate::annotate::Deprel;
use crate::annotate::Token;
use crate::annotate::Upos;
use crate::annotate::Xpos;
use crate::document::Document;
use crate::text::Span;

/// Words cut at white space, without tags.
fn plain(text: &str) -> Annotated {
    let mut tokens = Vec::new();
    let mut end = 0;
    for word in text.split_whitespace() {
        let start = end + text[end..].find(word).unwrap_or(0);
        end = start + word.len();
        let span = Span::new(start, end);
        let lemma = "".into();
        tokens.push(Token {
            span,
            upos: Upos::X,
            xpos: Xpos::Fw,
            lemma,
            head: None,
            deprel: Deprel::Dep,
            glued: false,
        });
    }
    Annotated { document: Document { text: text.to_string(), ..Document::default() }, tokens, ..Annotated::default() }
}

/// What is found, as "words = comparator value unit; …".
fn read(text: &str) -> String {
    let shown = find(&plain(text)).into_iter().map(|quantity| {
        let unit = quantity.unit.map(|unit| format!(" {unit}")).unwrap_or_default();
        let value = (quantity.value * 1000.0).round() / 1000.0;
        format!("{} = {}{value}{unit}", quantity.span.of(text), quantity.comparator.unwrap_or(""))
    });
    shown.collect::<Vec<_>>().join("; ")
}

#[test]
fn the_files_are_read() {
    assert_eq!(toml::from_str::<UnitFile>(UNITS_TEXT).err(), None);
    assert_eq!(toml::from_str::<CurrencyFile>(CURRENCIES_TEXT).err(), None);
}

#[test]
fn money() {
    for (text, expected) in [
        ("They paid $40 million for it.", "$40 million = 40000000 USD"),
        ("a fine of more than €3.2bn", "more than €3.2bn = >3200000000 EUR"),
        ("It cost £5m.", "£5m = 5000000 GBP"),
        ("worth 3 million euros", "3 million euros = 3000000 EUR"),
        ("US$ 15 a ticket", "US$ 15 = 15 USD"),
        ("A$2,500 each", "A$2,500 = 2500 AUD"),
        ("about 12 cents a share", "about 12 cents = ~0.12 USD"),
        ("a $5-10 million loan", "$5-10 million = >=5000000 USD"),
        ("between $5 million and $7 million", "$5 million and $7 million = >=5000000 USD"),
        ("EUR 300 per month", "EUR 300 = 300 EUR"),
        ("up to 500 billion yen", "up to 500 billion yen = <=500000000000 JPY"),
        ("two million pounds", "two million pounds = 2000000 GBP"),
        ("a one-euro coin", "one-euro = 1 EUR"),
        ("5m euros in cash", "5m euros = 5000000 EUR"),
        ("three dollars and five cents", "three dollars and five cents = 3.05 USD"),
        ("60 Swiss francs and 70 francs", "60 Swiss francs = 60 CHF; 70 francs = 70 franc"),
    ] {
        assert_eq!(read(text), expected, "{text}");
    }
}

#[test]
fn measures_and_shares() {
    for (text, expected) in [
        ("over 5 tons of cocaine", "over 5 tons = >5 ton"),
        ("at least 17 km away", "at least 17 km = >=17 kilometer"),
        ("a 40-ton truck", "40-ton = 40 ton"),
        ("inflation of 4.5%", "4.5% = 4.5 percent"),
        ("some 12 per cent", "some 12 per cent = ~12 percent"),
        ("half a percentage point; 2 percentage points", "2 percentage points = 2 percentage_point"),
        ("temperatures of 38 degrees Celsius", "38 degrees Celsius = 38 degree_celsius"),
        ("10 to 20 kilometers", "10 to 20 kilometers = >=10 kilometer"),
        ("two-thirds of voters", "two-thirds = 0.667"),
        ("200lbs of fish", "200lbs = 200 pound"),
        ("a 42-year-old man", "42-year-old = 42 year"),
        ("1,200 square kilometres", "1,200 square kilometres = 1200 square_kilometer"),
        ("5 feet 6 inches tall", "5 feet 6 inches = 5.5 foot"),
        ("a drive of 90 km/h", "90 km/h = 90 kilometer_per_hour"),
    ] {
        assert_eq!(read(text), expected, "{text}");
    }
}

#[test]
fn counts() {
    for (text, expected) in [
        ("1,709 migrants crossed", "1,709 = 1709"),
        ("10,000 troops", "10,000 = 10000"),
        ("Nearly half a million people fled.", "Nearly half a million = ~500000"),
        ("dozens of villages and tens of thousands of homes", "dozens = ~12; tens of thousands = ~10000"),
        ("40\u{202f}000 homes, 12 000 barns", "40\u{202f}000 = 40000; 12 000 = 12000"),
        ("two out of three voters", "two out of three = 0.667"),
        ("three dozen eggs", "three dozen = 36"),
        ("minus one", "minus one = -1"),
        ("a dozen ships", "a dozen = 12"),
        ("fewer than 20 seats", "fewer than 20 = <20"),
        ("no more than three suspects", "no more than three = <=3"),
        ("twenty-one soldiers", "twenty-one = 21"),
        ("100 or more boats, 40-odd cars", "100 or more = >=100; 40-odd = ~40"),
        ("won by 3-2", "3 = 3; 2 = 2"),
    ] {
        assert_eq!(read(text), expected, "{text}");
    }
}

#[test]
fn typography_of_news() {
    for (text, expected) in [
        ("a $3.2bn deal", "$3.2bn = 3200000000 USD"),
        ("a £1.5‑million house", "£1.5‑million = 1500000 GBP"),
        ("up −2.5% on the year", "−2.5% = -2.5 percent"),
        ("2–4 metres deep", "2–4 metres = >=2 meter"),
        ("“40” of them", "40 = 40"),
        ("a 1 000-euro fine", "1 000-euro = 1000 EUR"),
    ] {
        assert_eq!(read(text), expected, "{text}");
    }
    for text in ["from No. 10", "the 16th floor", "the ’90s", "at 7:30 p.m."] {
        assert_eq!(read(text), "", "{text}");
    }
}

#[test]
fn names_labels_ordinals_and_codes_are_no_quantities() {
    for text in [
        "members of SEAL Team 6",
        "a Tier One unit",
        "under Article 5",
        "COVID-19 spread",
        "an F-16 crashed",
        "the third man",
        "on the 42nd floor",
        "version 1.2.3",
        "at 10:30",
        "the G7 met",
        "no one came",
        "Boeing 747 jets",
        "the A320neo",
        "",
        "a second time",
        "at 2 p.m. and 3 pm",
        "call 021-555-0148",
        "agent 007",
    ] {
        assert_eq!(read(text), "", "{text}");
    }
}

#[test]
fn hostile_texts_take_linear_time() {
    for text in [
        "1".repeat(1_000_000),
        ",".repeat(1_000_000),
        "1,".repeat(500_000),
        "one ".repeat(250_000),
        "$".repeat(1_000_000),
        "and one hundred ".repeat(60_000),
        "1.".repeat(500_000),
        "1,000".repeat(200_000),
    ] {
        let start = std::time::Instant::now();
        find(&plain(&text));
        assert!(start.elapsed().as_secs() < 10, "{}", &text[..8]);
    }
}

proptest! {
    #[test]
    fn any_text_yields_quantities_in_order_inside_it(text in "([0-9]{1,4}|[$€%,./-]|million|hundred|and|a|half|ton| |\\PC){0,40}") {
        let found = find(&plain(&text));
        for pair in found.windows(2) {
            prop_assert!(pair[0].span.end <= pair[1].span.start);
        }
        for quantity in found {
            prop_assert!(quantity.value.is_finite());
            prop_assert!(!quantity.span.of(&text).is_empty() && quantity.first < quantity.end);
        }
    }
}
