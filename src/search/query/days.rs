//! Parses dates and periods: relative ones here, those of the calendar in `calendar`.

use jiff::civil::Date;
use jiff::{Span, ToSpan};

use super::calendar::{last_of, parse_calendar};
use crate::text::calendar::calendar_names;

/// The days of a period, both included; `None` where it is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Period {
    pub(super) first: Option<Date>,
    pub(super) last: Option<Date>,
}

/// Why a text is not a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DayFault {
    /// It is written in no known way.
    Unreadable,
    /// The calendar has no such day.
    NoSuchDay,
    /// It may be either of these.
    Ambiguous(Date, Date),
    /// It names no year.
    NoYear,
    /// The year has two digits.
    ShortYear,
    /// The range ends before it begins.
    Backwards,
}

/// Parses a period, or a range of two: `2016-01..2016-03`, open at one end if that is left out.
pub(super) fn parse_period(text: &str, today: Date) -> Result<Period, DayFault> {
    let Some((from, to)) = split_range(text) else {
        let (first, last) = parse_days(text, today)?;
        return Ok(Period {
            first: Some(first),
            last: Some(last),
        });
    };
    let end = |text: &str| {
        let is_open = text.trim().is_empty();
        let days = (!is_open).then(|| parse_days(text, today));
        days.transpose()
    };
    let (first, last) = (end(from)?, end(to)?);
    let (first, last) = (first.map(|(first, _)| first), last.map(|(_, last)| last));
    match (first, last) {
        (None, None) => Err(DayFault::Unreadable),
        (Some(first), Some(last)) if first > last => Err(DayFault::Backwards),
        (first, last) => Ok(Period { first, last }),
    }
}

/// Words of dates, besides the names of months and weekdays.
const WORDS: [&str; 12] = [
    "today",
    "yesterday",
    "this",
    "last",
    "days",
    "weeks",
    "months",
    "years",
    "ago",
    "q",
    "of",
    "the",
];

/// Returns `true` if more letters may make a date of a text that is none yet.
///
/// Only in quotation marks may another word follow, since elsewhere a blank ends the text.
pub(super) fn may_go_on(text: &str, fault: DayFault, is_in_marks: bool) -> bool {
    let text = text.to_lowercase();
    match fault {
        DayFault::Unreadable => {
            let end = text.rfind(|c: char| !c.is_alphabetic());
            let last = text.get(end.map_or(0, |at| at + 1)..).unwrap_or_default();
            // A digit or a separator is last, or the start of a word.
            is_begun(last)
        }
        // "2026-0" may become a month; "2026-13" may not.
        DayFault::NoSuchDay => text.ends_with("-0") || text.ends_with("/0"),
        DayFault::Ambiguous(..) => false,
        DayFault::NoYear => is_in_marks,
        DayFault::ShortYear | DayFault::Backwards => true,
    }
}

/// Returns `true` if a word of dates begins so.
fn is_begun(letters: &str) -> bool {
    let mut words = WORDS.into_iter().chain(calendar_names());
    words.any(|word| word.starts_with(letters))
}

/// Returns `true` if a text is a range of dates.
pub(super) fn is_range(text: &str) -> bool {
    split_range(text).is_some()
}

fn split_range(text: &str) -> Option<(&str, &str)> {
    text.split_once("..").or_else(|| text.split_once('…'))
}

/// Parses a date or a period, and returns its first and its last day.
///
/// `2026-09-08`, `2026-09`, `2026`, `2026Q3`, `8 Sept. 2026`; `7d`, `2w`, `3m`, `1y` ago, `3 days ago`; `today`,
/// `yesterday`; `this` or `last` with `week`, `month` or `year`. A week begins on Monday.
fn parse_days(text: &str, today: Date) -> Result<(Date, Date), DayFault> {
    let text = text.trim().to_lowercase();
    // A value ends at a blank, so that `last-week` and `last_week` are easier to type than quotation marks.
    let words: Vec<&str> = text
        .split([' ', '-', '_'])
        .filter(|word| !word.is_empty())
        .collect();
    let relative = named_day(&text, today)
        .or_else(|| days_ago(&text, &words, today))
        .map(|day| (day, day));
    match relative.or_else(|| named_period(&words, today)) {
        Some(days) => Ok(days),
        None => parse_calendar(&text),
    }
}

fn named_day(text: &str, today: Date) -> Option<Date> {
    match text {
        "today" => Some(today),
        "yesterday" => today.yesterday().ok(),
        _ => None,
    }
}

/// Parses a number of days, weeks, months or years, and counts it back from today: `7d`, `3 days ago`.
fn days_ago(text: &str, words: &[&str], today: Date) -> Option<Date> {
    let (count, unit) = match words {
        [count, unit, "ago"] => (*count, unit.strip_suffix('s').unwrap_or(unit)),
        [_] => text.split_at_checked(text.find(|c: char| !c.is_ascii_digit())?)?,
        _ => return None,
    };
    let is_number = count.chars().all(|c| c.is_ascii_digit());
    let count: i32 = count.parse().ok().filter(|_| is_number)?;
    let span = match unit {
        "d" | "day" => Span::new().try_days(count),
        "w" | "week" => Span::new().try_weeks(count),
        "m" | "month" => Span::new().try_months(count),
        "y" | "year" => Span::new().try_years(count),
        _ => return None,
    };
    let day = today.checked_sub(span.ok()?).ok()?;
    (day.year() > 0).then_some(day)
}

fn named_period(words: &[&str], today: Date) -> Option<(Date, Date)> {
    let [which, period] = words else {
        return None;
    };
    let ago = match *which {
        "this" => 0,
        "last" => 1,
        _ => return None,
    };
    let monday = |day: Date| {
        let weekday = i64::from(day.weekday().to_monday_zero_offset());
        day.checked_sub(weekday.days()).ok()
    };
    let (first, length) = match *period {
        "week" => (monday(today.checked_sub(ago.weeks()).ok()?)?, 1.week()),
        "month" => (
            today.checked_sub(ago.months()).ok()?.first_of_month(),
            1.month(),
        ),
        "year" => (
            today.checked_sub(ago.years()).ok()?.first_of_year(),
            1.year(),
        ),
        _ => return None,
    };
    Some((first, last_of(first, length)))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::of_the_calendar("2024-02", "2024-02-01", "2024-02-29")]
    #[case::in_capitals("Sept. 1, 2016", "2016-09-01", "2016-09-01")]
    #[case::today("Today", "2026-05-06", "2026-05-06")]
    #[case::yesterday("yesterday", "2026-05-05", "2026-05-05")]
    #[case::days_ago("7d", "2026-04-29", "2026-04-29")]
    #[case::weeks_ago("1w", "2026-04-29", "2026-04-29")]
    #[case::months_ago("3m", "2026-02-06", "2026-02-06")]
    #[case::years_ago("1y", "2025-05-06", "2025-05-06")]
    #[case::in_words("2 weeks ago", "2026-04-22", "2026-04-22")]
    #[case::this_week("this week", "2026-05-04", "2026-05-10")]
    #[case::last_week("last-week", "2026-04-27", "2026-05-03")]
    #[case::last_month("last_month", "2026-04-01", "2026-04-30")]
    #[case::this_year("this year", "2026-01-01", "2026-12-31")]
    #[case::a_range("2016-01..2016-03", "2016-01-01", "2016-03-31")]
    #[case::a_range_of_days("1 Sep 2016 .. yesterday", "2016-09-01", "2026-05-05")]
    fn reads(#[case] text: &str, #[case] first: &str, #[case] last: &str) {
        let period = Period {
            first: Some(first.parse().unwrap()),
            last: Some(last.parse().unwrap()),
        };
        assert_eq!(parse_period(text, date(2026, 5, 6)), Ok(period));
    }

    #[test]
    fn a_range_may_be_open() {
        let (first, last) = (date(2016, 1, 1), date(2016, 12, 31));
        let read = |text| parse_period(text, date(2026, 5, 6)).unwrap();
        assert_eq!(read("2016..").first, Some(first));
        assert_eq!(read("2016..").last, None);
        assert_eq!(read("..2016").last, Some(last));
    }

    #[rstest]
    #[case::a_year("20", false, true)]
    #[case::a_month("2026-0", false, true)]
    #[case::a_separator("2026-", false, true)]
    #[case::a_name("j", false, true)]
    #[case::a_weekday("mond", false, true)]
    #[case::a_month_in_marks("june", true, true)]
    #[case::a_month_without_marks("june", false, false)]
    #[case::no_such_day("2026-02-30", false, false)]
    #[case::no_such_month("2026-13", false, false)]
    #[case::two_readings("09/08/2016", false, false)]
    #[case::no_word_of_dates("soon", false, false)]
    fn may_become_a_date(#[case] text: &str, #[case] is_in_marks: bool, #[case] expected: bool) {
        let fault = parse_period(text, date(2026, 5, 6)).unwrap_err();
        assert_eq!(may_go_on(text, fault, is_in_marks), expected, "{fault:?}");
    }

    #[rstest]
    #[case::nothing("", DayFault::Unreadable)]
    #[case::no_end("..", DayFault::Unreadable)]
    #[case::backwards("2017..2016", DayFault::Backwards)]
    #[case::before_the_calendar("99999999y", DayFault::Unreadable)]
    #[case::in_the_future("-7d", DayFault::Unreadable)]
    #[case::a_number_of_nothing("7", DayFault::ShortYear)]
    #[case::a_word("soon", DayFault::Unreadable)]
    fn does_not_read(#[case] text: &str, #[case] fault: DayFault) {
        assert_eq!(parse_period(text, date(2026, 5, 6)), Err(fault));
    }
}
