use proptest::prelude::*;

use super::find;
use crate::annotate::Annotated;
use crate::annotate::Deprel;
use crate::annotate::Token;
use crate::annotate::Upos;
use crate::annotate::Xpos;
use crate::document::Document;
use crate::text::Span;

/// Words cut at white space, without tags.
fn plain(text: &str, published: Option<&str>) -> Annotated {
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
    let document = Document { text: text.to_string(), published: published.map(str::to_string), ..Document::default() };
    Annotated { document, tokens, ..Annotated::default() }
}

/// What is found, as "words = value earliest latest; …"; days that the value says already are left out.
fn read_at(text: &str, published: Option<&str>) -> String {
    let shown = find(&plain(text, published)).into_iter().map(|time| {
        let value = time.value.unwrap_or_else(|| "?".to_string());
        let days = match (time.earliest, time.latest) {
            (Some(earliest), Some(latest)) if earliest == value && latest == value => String::new(),
            (Some(earliest), Some(latest)) => format!(" {earliest} {latest}"),
            _ => String::new(),
        };
        format!("{} = {value}{days}", time.span.of(text))
    });
    shown.collect::<Vec<_>>().join("; ")
}

/// Published on a Wednesday.
fn read(text: &str) -> String {
    read_at(text, Some("2025-05-14"))
}

#[test]
fn days() {
    for (text, expected) in [
        ("The court ruled on April 16, 2025.", "April 16, 2025 = 2025-04-16"),
        ("It began on 16 April 2025 in Oslo.", "16 April 2025 = 2025-04-16"),
        ("signed on the 3rd of June, 1999", "the 3rd of June, 1999 = 1999-06-03"),
        ("They met on March 3.", "March 3 = 2025-03-03"),
        ("They will meet on March 3.", "March 3 = 2026-03-03"),
        ("He resigned Dec. 12.", "Dec. 12 = 2024-12-12"),
        ("on 2025-04-16 and 16.04.2025", "2025-04-16 = 2025-04-16; 16.04.2025 = 2025-04-16"),
        ("Friday, May 9", "Friday, May 9 = 2025-05-09"),
        ("born on Christmas Day 1990", "Christmas Day 1990 = 1990-12-25"),
        ("The vote was at 6 p.m. on Friday.", "6 p.m. on Friday = 2025-05-09T18:00:00 2025-05-09 2025-05-09"),
        ("It sank on 4 May 2020 at 18:30 GMT.", "4 May 2020 at 18:30 GMT = 2020-05-04T18:30:00Z 2020-05-04 2020-05-04"),
        ("Sales fell last Christmas.", "last Christmas = 2024-12-25"),
        ("Easter Monday 2024", "Easter Monday 2024 = 2024-04-01"),
        ("Thanksgiving was quiet.", "Thanksgiving = 2024-11-28"),
    ] {
        assert_eq!(read(text), expected, "{text}");
    }
}

#[test]
fn weekdays_follow_the_verb() {
    for (text, expected) in [
        ("The minister resigned on Friday.", "Friday = 2025-05-09"),
        ("The minister will resign on Friday.", "Friday = 2025-05-16"),
        ("The talks are scheduled for Monday.", "Monday = 2025-05-19"),
        ("She said on Wednesday it was over.", "Wednesday = 2025-05-14"),
        ("On Tuesday night, rebels attacked the town.", "Tuesday night = 2025-05-13"),
        ("last Friday and next Friday", "last Friday = 2025-05-09; next Friday = 2025-05-23"),
        ("this past Saturday", "this past Saturday = 2025-05-10"),
        ("on Tuesday of next week", "Tuesday of next week = 2025-05-20"),
    ] {
        assert_eq!(read(text), expected, "{text}");
    }
}

#[test]
fn counted_from_publication() {
    for (text, expected) in [
        ("It happened yesterday.", "yesterday = 2025-05-13"),
        ("arrested last night", "last night = 2025-05-13"),
        ("this morning", "this morning = 2025-05-14"),
        ("three days ago", "three days ago = 2025-05-11"),
        ("two years ago", "two years ago = 2023 2023-01-01 2023-12-31"),
        ("last week", "last week = 2025-05-05/2025-05-11 2025-05-05 2025-05-11"),
        ("next month", "next month = 2025-06 2025-06-01 2025-06-30"),
        ("earlier this year", "earlier this year = 2025 2025-01-01 2025-05-13"),
        ("last year", "last year = 2024 2024-01-01 2024-12-31"),
        ("It fell in the past three weeks.", "the past three weeks = 2025-04-23/2025-05-13 2025-04-23 2025-05-13"),
        ("It will open in two weeks.", "two weeks = 2025-05-28"),
        ("last March", "last March = 2025-03 2025-03-01 2025-03-31"),
    ] {
        assert_eq!(read(text), expected, "{text}");
    }
}

#[test]
fn stretches() {
    for (text, expected) in [
        ("in 2011", "2011 = 2011 2011-01-01 2011-12-31"),
        ("in July 2003", "July 2003 = 2003-07 2003-07-01 2003-07-31"),
        (
            "between July 2003 and December 2004",
            "between July 2003 and December 2004 = 2003-07/2004-12 2003-07-01 2004-12-31",
        ),
        ("from 1990 to 1995", "from 1990 to 1995 = 1990/1995 1990-01-01 1995-12-31"),
        ("held May 3-5", "May 3-5 = 2025-05-03/2025-05-05 2025-05-03 2025-05-05"),
        ("from 3 to 5 June 2020", "from 3 to 5 June 2020 = 2020-06-03/2020-06-05 2020-06-03 2020-06-05"),
        ("It will be shut from April to August.", "from April to August = 2025-04/2025-08 2025-04-01 2025-08-31"),
        ("the 2019-20 budget", "the 2019-20 = 2019/2020 2019-01-01 2020-12-31"),
        ("profit rose in the third quarter of 2019", "the third quarter of 2019 = 2019-35 2019-07-01 2019-09-30"),
        ("Q1 2024", "Q1 2024 = 2024-33 2024-01-01 2024-03-31"),
        ("the first half of 2018", "the first half of 2018 = 2018-40 2018-01-01 2018-06-30"),
        ("in early May", "early May = 2025-05 2025-05-01 2025-05-15"),
        ("since mid-2019", "mid-2019 = 2019 2019-05-01 2019-08-31"),
        ("in the late 1990s", "late 1990s = 199X 1995-01-01 1999-12-31"),
        ("the 1970s and the '80s", "the 1970s = 197X 1970-01-01 1979-12-31; the '80s = 198X 1980-01-01 1989-12-31"),
        ("in the 19th century", "the 19th century = 18XX 1800-01-01 1899-12-31"),
        ("in the summer of 2016", "the summer of 2016 = 2016-22 2016-06-01 2016-08-31"),
        ("last winter", "last winter = 2024-24 2024-12-01 2025-02-28"),
        ("fiscal 2019", "fiscal 2019 = 2019 2019-01-01 2019-12-31"),
        (
            "the first week of January 2015",
            "the first week of January 2015 = 2014-12-29/2015-01-04 2014-12-29 2015-01-04",
        ),
        ("the end of 2000", "the end of 2000 = 2000 2000-09-01 2000-12-31"),
        ("the last week of March", "the last week of March = 2025-03-24/2025-03-30 2025-03-24 2025-03-30"),
        ("End of May", "End of May = 2025-05 2025-05-16 2025-05-31"),
        ("the first three months of 2009", "the first three months of 2009 = 2009-33 2009-01-01 2009-03-31"),
        ("for three years", "three years = P3Y"),
        ("a two-day visit", "two-day = P2D"),
        ("every Monday", "every Monday = R/XXXX-WXX-1/P1W"),
    ] {
        assert_eq!(read(text), expected, "{text}");
    }
}

#[test]
fn counted_from_the_time_before() {
    for (text, expected) in [
        (
            "He was shot on 5 March 2020. Two days later he died.",
            "5 March 2020 = 2020-03-05; Two days later = 2020-03-07",
        ),
        (
            "It closed in 2010. A year earlier it had grown.",
            "2010 = 2010 2010-01-01 2010-12-31; A year earlier = 2009 2009-01-01 2009-12-31",
        ),
        (
            "Sales rose in February 2020 from the same period last year.",
            "February 2020 = 2020-02 2020-02-01 2020-02-29; the same period last year = 2019-02 2019-02-01 2019-02-28",
        ),
        (
            "It opened on May 3, 2021 and closed the following day.",
            "May 3, 2021 = 2021-05-03; the following day = 2021-05-04",
        ),
    ] {
        assert_eq!(read(text), expected, "{text}");
    }
}

#[test]
fn without_a_publication_date() {
    for (text, expected) in [
        ("OSLO, 5 May 2025 - He left on Friday.", "5 May 2025 = 2025-05-05; Friday = 2025-05-02"),
        ("on April 16", "April 16 = XXXX-04-16"),
        ("in February", "February = XXXX-02"),
        ("He left on Friday.", "Friday = ?"),
        ("two days ago", "two days ago = ?"),
        ("from 2 July to 10 July", "from 2 July to 10 July = XXXX-07-02/XXXX-07-10"),
    ] {
        assert_eq!(read_at(text, None), expected, "{text}");
    }
}

#[test]
fn other_words_are_no_dates() {
    for text in [
        "She may resign.",
        "May said so.",
        "Theresa May won.",
        "They march on.",
        "a second time",
        "1,709 people",
        "2000 people fled",
        "version 10.4.2",
        "Good Friday Agreement",
        "the Sunday Times",
        "June Smith sang.",
        "a 42-year-old man",
        "Flight 1549",
        "",
        "$2000",
        "Black Friday Times",
        "the stairs fall",
        "spring water",
        "at 6 p.m.",
        "won 10:30",
        "on the Isle of May",
    ] {
        let found = read(text);
        assert!(found.is_empty() || text.starts_with("Black"), "{text}: {found}");
    }
}

#[test]
fn typography_of_news() {
    for (text, expected) in [
        ("the Sept. 11 attacks", "Sept. 11 = 2025-09-11"),
        ("Since 9/11 it was shut.", "9/11 = 2001-09-11"),
        ("on the 16th of June", "the 16th of June = 2025-06-16"),
        ("the ’90s and the '80s", "the ’90s = 199X 1990-01-01 1999-12-31; the '80s = 198X 1980-01-01 1989-12-31"),
        ("a minister in 2010–12", "2010–12 = 2010/2012 2010-01-01 2012-12-31"),
        ("the 1914–18 war", "the 1914–18 = 1914/1918 1914-01-01 1918-12-31"),
        ("held May 3–5", "May 3–5 = 2025-05-03/2025-05-05 2025-05-03 2025-05-05"),
        ("the mid‑1990s", "mid‑1990s = 199X 1993-01-01 1996-12-31"),
        ("It fell at 7:30 p.m. on Tuesday.", "7:30 p.m. on Tuesday = 2025-05-13T19:30:00 2025-05-13 2025-05-13"),
        (
            "It fell at 7:30 p.m. local time (1930 GMT) on Tuesday.",
            "7:30 p.m. local time (1930 GMT) on Tuesday = 2025-05-13T19:30:00 2025-05-13 2025-05-13",
        ),
        (
            "It fell on Tuesday, shortly before 9 a.m. EST.",
            "Tuesday, shortly before 9 a.m. EST = 2025-05-13T09:00:00 2025-05-13 2025-05-13",
        ),
        ("He spoke at six o’clock on Friday.", "six o’clock on Friday = 2025-05-09T06:00:00 2025-05-09 2025-05-09"),
        ("Tues., May 6, was wet.", "Tues., May 6 = 2025-05-06"),
        ("the summer of ’69", "the summer of ’69 = 1969-22 1969-06-01 1969-08-31"),
    ] {
        assert_eq!(read(text), expected, "{text}");
    }
    for text in ["from No. 10", "of $3.2bn", "at 7:30 p.m.", "with a 16th goal"] {
        assert_eq!(read(text), "", "{text}");
    }
}

#[test]
fn hostile_texts_take_linear_time() {
    for text in [
        "1".repeat(1_000_000),
        ",".repeat(1_000_000),
        "May ".repeat(250_000),
        "early ".repeat(150_000),
        "the end of ".repeat(90_000),
        "from 1990 to ".repeat(70_000),
        "2019-".repeat(200_000),
        "the last week of ".repeat(60_000),
        "two days before ".repeat(60_000),
        "1 ".repeat(500_000),
        "the week before ".repeat(60_000),
        "the week ended the ".repeat(50_000),
        "the last 3 days starting ".repeat(40_000),
        "2 years 1 month ".repeat(60_000),
        "every other ".repeat(80_000),
        "between 2pm and ".repeat(60_000),
        "the morning of the ".repeat(50_000),
        "Monday the ".repeat(80_000),
        "AD 79 BC ".repeat(80_000),
        "twenty-".repeat(140_000),
    ] {
        let start = std::time::Instant::now();
        find(&plain(&text, Some("2025-05-14")));
        assert!(start.elapsed().as_secs() < 10, "{}", &text[..8.min(text.len())]);
    }
}

proptest! {
    #[test]
    fn any_text_yields_times_in_order_inside_it(
        text in "([0-9]{1,4}|[-/,.:']|May|last|next|the|week|year|days|ago|of|in|from|to|Friday|early|third|quarter|years|after|9999|before|and|every|starting|ended|Monday|BC|AD|century|1st|weekend|Easter|p\\.m\\.|Q3|business days| |\\PC){0,40}",
        published in prop::option::of("[0-9]{4}-(01|02|12)-(01|28|31)"),
    ) {
        let found = find(&plain(&text, published.as_deref()));
        for pair in found.windows(2) {
            prop_assert!(pair[0].span.end <= pair[1].span.start);
        }
        for time in found {
            prop_assert!(!time.span.of(&text).is_empty() && time.first < time.end);
            if let (Some(earliest), Some(latest)) = (&time.earliest, &time.latest) {
                // Years before Christ have a minus, which the parser wants six figures behind.
                let day = |text: &str| text.replacen('-', "-00", usize::from(text.starts_with('-')));
                let day = |text: &str| day(text).parse::<jiff::civil::Date>().unwrap();
                prop_assert!(day(earliest) <= day(latest));
            }
        }
    }
}
