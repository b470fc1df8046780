//! An article as another program exported it, in one shape for all programs.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::library::subscriptions::Subscription;
use crate::text::Clean;

/// An article as another program exported it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ImportEntry {
    /// Its address.
    pub url: Option<String>,
    /// Its title.
    pub title: String,
    /// Its authors.
    pub authors: Vec<String>,
    /// Who published it.
    pub source: Option<String>,
    /// The day of publication.
    pub published: Option<Date>,
    /// When it was saved in that program.
    pub saved: Option<Timestamp>,
    /// Its tags.
    pub tags: Vec<String>,
    /// Whether it was read.
    pub is_read: bool,
    /// Whether it was starred or flagged.
    pub is_starred: bool,
    /// Its text, if that was exported.
    pub body: Option<ImportBody>,
    /// Words that were highlighted in it.
    pub highlights: Vec<ImportHighlight>,
}

/// The text of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImportBody {
    /// A page, or the part of it that is the story.
    Html(String),
    /// The content in a feed, which may be only a summary.
    FromFeed(String),
}

/// Words that were highlighted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ImportHighlight {
    /// The words.
    pub words: String,
    /// A note on them.
    pub note: Option<String>,
    /// When they were highlighted.
    pub added: Option<Timestamp>,
}

/// The contents of an exported file.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ParsedExport {
    /// Articles.
    pub entries: Vec<ImportEntry>,
    /// Feeds.
    pub feeds: Vec<Subscription>,
    /// What was skipped.
    pub left: SkippedItems,
}

/// Skipped items by reason: how many, and the name of the first one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SkippedItems(BTreeMap<&'static str, (usize, Clean)>);

impl SkippedItems {
    /// Counts one skipped item, named `what`.
    pub fn add(&mut self, why: &'static str, what: &str) {
        let what = Clean::line(what);
        self.0.entry(why).or_insert((0, what)).0 += 1;
    }

    /// Returns each reason with its count and the name of its first item, in alphabetical order.
    pub fn reasons(&self) -> impl Iterator<Item = (&'static str, usize, &Clean)> {
        self.0
            .iter()
            .map(|(why, (count, first))| (*why, *count, first))
    }

    /// Adds the counts of another import; the first names stay.
    pub fn extend(&mut self, other: Self) {
        for (why, (count, first)) in other.0 {
            self.0.entry(why).or_insert((0, first)).0 += count;
        }
    }
}

/// Parses seconds since 1970; `None` unless it is a positive number: some programs write zero for "never".
pub(super) fn parse_seconds(text: &str) -> Option<Timestamp> {
    let seconds: i64 = text.trim().parse().ok()?;
    (seconds > 0)
        .then(|| Timestamp::from_second(seconds).ok())
        .flatten()
}

/// Parses a time: RFC 3339, or a variant with a blank between date and time or without an offset, which means UTC.
pub(super) fn parse_time(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    if let Ok(time) = text.parse::<Timestamp>() {
        return Some(time);
    }
    // RFC 3339 (section 5.6) needs a "T" and a colon in the offset; "+0000" and "2024-05-06 07:08:09" have neither.
    let formats = [
        "%Y-%m-%dT%H:%M:%S%z",
        "%Y-%m-%d %H:%M:%S%:z",
        "%Y-%m-%d %H:%M:%S%z",
    ];
    let zoned = formats
        .iter()
        .find_map(|format| Timestamp::strptime(format, text).ok());
    zoned.or_else(|| {
        let local = text.parse::<jiff::civil::DateTime>().ok()?;
        Some(local.to_zoned_datetime(TimeZone::UTC).ok()?.timestamp())
    })
}

/// Returns the day of a time in UTC.
pub(super) fn day_of(time: Timestamp) -> Date {
    TimeZone::UTC.to_datetime(time).date()
}

/// Returns the trimmed text; `None` if it is blank.
pub(super) fn non_empty(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::rfc_3339("2024-05-06T07:08:09Z")]
    #[case::with_fractions("2024-05-06T07:08:09.000Z")]
    #[case::with_a_zone("2024-05-06T09:08:09+02:00")]
    #[case::a_zone_without_a_colon("2024-05-06T09:08:09+0200")]
    #[case::with_a_blank("2024-05-06 07:08:09+00:00")]
    #[case::without_a_zone("2024-05-06 07:08:09")]
    fn times_are_read(#[case] text: &str) {
        assert_eq!(
            parse_time(text).unwrap().to_string().get(..19),
            Some("2024-05-06T07:08:09")
        );
    }

    #[test]
    fn what_was_left_is_counted_by_reason() {
        let mut left = SkippedItems::default();
        left.add("has no address", "one");
        left.add("has no address", "two");
        let reasons: Vec<_> = left.reasons().collect();
        assert_eq!(reasons, [("has no address", 2, &Clean::new("one"))]);
    }
}
