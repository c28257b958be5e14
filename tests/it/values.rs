//! Times and quantities, sentence by sentence: `tests/gold/times.tsv` and `quantities.tsv`.

use std::fmt::Write as _;

use jiff::civil::Date;
use newsloom::annotate::Annotated;
use newsloom::annotate::TimeExpression;
use newsloom::input::Limits;
use newsloom::input::article;
use newsloom::lang;
use newsloom::text::Span;

/// A sentence without its square brackets, and what stood between them.
fn marked(sentence: &str) -> (String, Vec<Span>) {
    let (mut text, mut spans, mut open) = (String::new(), Vec::new(), 0);
    for sign in sentence.chars() {
        match sign {
            '[' => open = text.len(),
            ']' => spans.push(Span::new(open, text.len())),
            _ => text.push(sign),
        }
    }
    (text, spans)
}

fn annotate(text: &str, published: Option<&str>) -> Annotated {
    let published = published.map(str::to_owned);
    let known = article::Known { source: "case.txt".to_owned(), published, ..article::Known::default() };
    let document = article::document(text, known, &Limits::default(), &mut Vec::new()).expect("a sentence can be read");
    lang::of("en").expect("English is built in").annotate(document)
}

/// First and last day of a year, month or day.
fn days(date: &str) -> Option<(String, String)> {
    let (sign, digits) = date.strip_prefix('-').map_or(("", date), |digits| ("-", digits));
    let parts: Vec<i16> = digits.split('-').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let last = |year: i16, month: i16| Date::new(year, month as i8, 1).map(Date::days_in_month).ok();
    let (first, last) = match parts[..] {
        [_] => (format!("{digits}-01-01"), format!("{digits}-12-31")),
        [year, month] => (format!("{digits}-01"), format!("{digits}-{}", last(year, month)?)),
        _ => (digits.to_owned(), digits.to_owned()),
    };
    Some((format!("{sign}{first}"), format!("{sign}{last}")))
}

/// Whether a time is as expected: its days, or its value where none or more than days are asked for.
fn fits(expected: &str, time: &TimeExpression) -> bool {
    if expected == "?" {
        return time.value.is_none();
    }
    let ends = expected.split_once("..").unwrap_or((expected, expected));
    match (days(ends.0), days(ends.1)) {
        (Some((earliest, _)), Some((_, latest))) => {
            time.earliest.as_ref() == Some(&earliest) && time.latest.as_ref() == Some(&latest)
        }
        _ => time.value.as_deref() == Some(expected),
    }
}

/// Compares line by line; a line that ends in `known` must be wrong, or it is time to take the word away.
fn check(file: &str, floor: usize, right: impl Fn(&[&str]) -> Result<(), String>) {
    let (mut all, mut good, mut wrong) = (0, 0, String::new());
    for line in file.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let mut columns: Vec<&str> = line.split('\t').collect();
        let known = columns.pop_if(|last| *last == "known").is_some();
        all += 1;
        match right(&columns) {
            Ok(()) => good += 1,
            Err(_) if known => continue,
            Err(got) => writeln!(wrong, "{line}\n    got {got}").expect("a string takes all"),
        }
        if known {
            writeln!(wrong, "{line}\n    comes out right, so it is not `known` any more").expect("a string takes all");
        }
    }
    assert!(wrong.is_empty(), "{good} of {all} right\n{wrong}");
    assert!(good * 100 >= all * floor, "{good} of {all} right, less than {floor} percent");
}

#[test]
fn times_mean_the_days_a_reader_takes_them_for() {
    check(include_str!("../gold/times.tsv"), 90, |columns| {
        let [published, expected, sentence] = columns[..] else { return Err("no three columns".to_owned()) };
        let (text, spans) = marked(sentence);
        let annotated = annotate(&text, (published != "-").then_some(published));
        let text = &annotated.document.text;
        let shown = || {
            let lines: Vec<String> =
                annotated.times.iter().map(|time| format!("{} = {time:?}", time.span.of(text))).collect();
            lines.concat()
        };
        let expected: Vec<&str> = expected.split("; ").collect();
        let right = spans.iter().zip(&expected).all(|(span, expected)| {
            let mut found = annotated.times.iter().filter(|time| time.span.overlaps(*span));
            found.next().is_some_and(|time| fits(expected, time)) && found.next().is_none()
        });
        if right && spans.len() == expected.len() { Ok(()) } else { Err(shown()) }
    });
}

#[test]
fn quantities_have_the_value_a_reader_takes_them_for() {
    check(include_str!("../gold/quantities.tsv"), 85, |columns| {
        let [expected, sentence] = columns[..] else { return Err("no two columns".to_owned()) };
        let (text, spans) = marked(sentence);
        let annotated = annotate(&text, Some("2025-05-14"));
        let text = &annotated.document.text;
        let shown = annotated.quantities.iter().filter(|found| spans.iter().any(|span| span.overlaps(found.span)));
        let shown = shown.map(|found| {
            let unit = found.unit.as_ref().map(|unit| format!(" {unit}")).unwrap_or_default();
            let value = (found.value * 1000.0).round() / 1000.0;
            (format!("{}{value}{unit}", found.comparator.unwrap_or("")), found.span.of(text))
        });
        let shown: Vec<(String, &str)> = shown.collect();
        if shown.len() == 1 && shown[0].0 == expected { Ok(()) } else { Err(format!("{shown:?}")) }
    });
}
