//! Whether what two texts tell may be of one time.

/// Days within which articles speak of the same, where they do not say when it was.
pub(super) const WINDOW: i64 = 30;

/// When something was, or was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct When<'a> {
    /// First and last day, where the text says so.
    pub(super) time: Option<(&'a str, &'a str)>,
    /// Day of publication.
    pub(super) published: Option<&'a str>,
}

impl When<'_> {
    /// Whether the two may be of the same time; what is not known may be.
    pub(super) fn may_be(self, other: Self) -> bool {
        match (self.time, other.time) {
            (Some(one), Some(other)) => one.0 <= other.1 && other.0 <= one.1,
            (Some(one), None) => near(one.0, other.published),
            (None, Some(one)) => near(one.0, self.published),
            (None, None) => self
                .published
                .zip(other.published)
                .and_then(|(one, other)| apart(one, other))
                .is_none_or(|days| days <= WINDOW),
        }
    }
}

/// Whether what began on a day may be what an article of another day tells without a time.
fn near(first: &str, published: Option<&str>) -> bool {
    let Some(published) = published else { return true };
    // What is told without a time was not long before it was told, or is still to come.
    apart(first, published).is_none_or(|days| days <= WINDOW) || first > published
}

/// A day as a number that grows by one from day to day, about: months have 31 days.
fn number(day: &str) -> Option<i64> {
    let mut parts = day.get(..10)?.split('-').map(|part| part.parse::<i64>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    Some(year * 372 + month * 31 + day)
}

/// Days between two days, about.
pub(super) fn apart(one: &str, other: &str) -> Option<i64> {
    Some((number(one)? - number(other)?).abs())
}
