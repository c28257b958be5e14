//! Decades and centuries: "the 1990s", "the '90s", "the nineties", "the 19th century", "the third century BC".

use super::Grammar;
use super::Read;
use crate::annotate::quantity::atom::Atom;
use crate::annotate::time::shape::Shape;

impl Grammar<'_> {
    /// "the 1990s", "the '90s", "the nineties", "the 19th century".
    pub(super) fn decade(&self, at: usize) -> Read<Shape> {
        let at = self.skip(at, "the");
        let run = |first: i16, end| Some((Shape::Run { first, years: 10 }, end));
        let guess = |tens: i16| if tens >= 30 { 1900 + tens } else { 2000 + tens };
        let quote = self.is(at, "'");
        let figure = at + usize::from(quote);
        if let Some(value) = self.atoms.get(figure).and_then(Atom::integer) {
            let apostrophe = figure + 1 + usize::from(self.is(figure + 1, "'") && self.glued(figure + 1));
            if self.is(apostrophe, "s")
                && (self.glued(apostrophe) || value >= 1000)
                && value % 10 == 0
                && self.free_figures(at)
            {
                let long = (1000..2200).contains(&value) && self.atoms.get(figure)?.lower.len() == 4;
                // "the 1800s" are a century, "the 2000s" a decade.
                if long && value % 100 == 0 && value < 1950 {
                    return Some((Shape::Run { first: value as i16, years: 100 }, apostrophe + 1));
                }
                if long {
                    return run(value as i16, apostrophe + 1);
                }
                // "in his 40s" is an age.
                let definite = at > 0 && (self.is(at - 1, "the") || self.introduced(at));
                if value < 100 && self.atoms.get(figure)?.lower.len() == 2 && (quote || definite) {
                    return run(guess(value as i16), apostrophe + 1);
                }
            }
            if let Some((nth, end)) = self.numbers.ordinal(self.atoms, at) {
                return self.century(nth, end);
            }
            return None;
        }
        if let Some((nth, end)) = self.numbers.ordinal(self.atoms, at)
            && let Some(found) = self.century(nth, end)
        {
            return Some(found);
        }
        // "nineteen seventies", "twenty-tens", "the nineties"
        if let Some(tens) = self.word(at).decade.filter(|_| at > 0 && (self.is(at - 1, "the") || self.introduced(at))) {
            return run(guess(tens), at + 1);
        }
        let hundreds = self
            .numbers
            .number(self.atoms, at, false)
            .filter(|number| (10.0..=21.0).contains(&number.value) && number.end == at + 1)?;
        let next = self.skip(hundreds.end, "-");
        let tens = self.word(next).decade?;
        run(hundreds.value as i16 * 100 + tens, next + 1)
    }

    /// "century", "centuries", "and 19th centuries" after an ordinal; the years of it, before Christ too.
    fn century(&self, nth: u64, end: usize) -> Read<Shape> {
        let nth = i16::try_from(nth).ok().filter(|nth| (1..=50).contains(nth))?;
        let at = self.skip(end, "-");
        // "the 18th and 19th centuries"
        let second = || {
            let (last, end) = self.numbers.ordinal(self.atoms, at + 1).filter(|_| self.any(at, &["and", "to", "-"]))?;
            let last = i16::try_from(last).ok().filter(|last| (nth..=50).contains(last))?;
            let end = self.skip(end, "-");
            self.is(end, "centuries").then_some((last, end))
        };
        let (last, at) = if self.any(at, &["century", "centuries"]) { (nth, at) } else { second()? };
        let count = (last - nth + 1) * 100;
        if let Some((&era, end)) = self.lexicon.era.at(self.atoms, at + 1)
            && era < 0
        {
            // 300 BC is the year -299; the last century is named first.
            return Some((Shape::Run { first: 1 - nth * 100, years: 100 }, end));
        }
        (last <= 22).then_some((Shape::Run { first: (nth - 1) * 100, years: count }, at + 1))
    }
}
