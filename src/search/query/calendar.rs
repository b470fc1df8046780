//! Parses calendar dates as people write them: numbers, names of months, quarters.

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

use super::days::DayFault;
use crate::text::calendar;

/// Words in dates that say nothing: "the 1st of September".
const FILLERS: [&str; 6] = ["the", "of", "st", "nd", "rd", "th"];

/// A part of a written date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum DatePart {
    /// A number with four digits or fewer than three.
    Number { value: i16, digits: usize },
    /// A day as one number: 20160901.
    Compact(i32),
    /// The name of a month, as its number.
    Month(i16),
    /// The name of a day of the week.
    Weekday(Weekday),
    /// The letter before or after the number of a quarter.
    Quarter,
}

/// Parses a day, month, quarter or year, and returns its first and its last day.
pub(super) fn parse_calendar(text: &str) -> Result<(Date, Date), DayFault> {
    let parts = split_parts(without_time(text)).ok_or(DayFault::Unreadable)?;
    match parts.as_slice() {
        [DatePart::Weekday(weekday), rest @ ..] => {
            let (first, last) = read_parts(rest)?;
            if first != last {
                return Err(DayFault::Unreadable);
            }
            let is_right = first.weekday() == *weekday;
            is_right.then_some((first, last)).ok_or(DayFault::NoSuchDay)
        }
        parts => read_parts(parts),
    }
}

fn read_parts(parts: &[DatePart]) -> Result<(Date, Date), DayFault> {
    match parts {
        [] => Err(DayFault::Unreadable),
        [_] | [_, _] | [_, DatePart::Quarter, _] | [DatePart::Quarter, ..] => read_period(parts),
        [..] => read_day(parts),
    }
}

/// Reads a year, a month or a quarter, or a day as one number.
fn read_period(parts: &[DatePart]) -> Result<(Date, Date), DayFault> {
    use DatePart::{Compact, Month, Number, Quarter};
    match *parts {
        [Compact(number)] => {
            let part = |of: i32| i16::try_from(of).unwrap_or_default();
            day_of(
                part(number / 10_000),
                part(number / 100 % 100),
                part(number % 100),
            )
        }
        [year @ Number { .. }] => period_from(year_of(year)?, 1, 1.year()),
        [
            year @ Number { digits: 4, .. },
            Number { value, .. } | Month(value),
        ]
        | [
            Month(value) | Number { value, .. },
            year @ Number { digits: 4, .. },
        ] => period_from(year_of(year)?, value, 1.month()),
        [
            year @ Number { digits: 4, .. },
            Quarter,
            Number { value, .. },
        ]
        | [
            Quarter,
            Number { value, .. },
            year @ Number { digits: 4, .. },
        ] => quarter_of(year_of(year)?, value),
        [Month(_)] | [Month(_), Number { .. }] | [Number { .. }, Month(_)] => Err(DayFault::NoYear),
        _ => Err(DayFault::Unreadable),
    }
}

/// Reads a day, month and year in any order that leaves no doubt.
fn read_day(parts: &[DatePart]) -> Result<(Date, Date), DayFault> {
    use DatePart::{Month, Number};
    match *parts {
        [
            year @ Number { digits: 4, .. },
            Number { value: month, .. } | Month(month),
            Number { value: day, .. },
        ]
        | [
            Month(month),
            Number { value: day, .. },
            year @ Number { .. },
        ]
        | [
            Number { value: day, .. },
            Month(month),
            year @ Number { .. },
        ] => day_of(year_of(year)?, month, day),
        [
            Number { value: one, .. },
            Number { value: other, .. },
            year @ Number { .. },
        ] => day_or_month_first(year_of(year)?, one, other),
        _ => Err(DayFault::Unreadable),
    }
}

/// Returns the day of a time as programs write it: 2016-09-01t10:30.
fn without_time(text: &str) -> &str {
    match text.split_once('t') {
        Some((day, time)) if day.len() == 10 && time.starts_with(|c: char| c.is_ascii_digit()) => {
            day
        }
        _ => text,
    }
}

/// Splits a date into its parts; `None` if something is none.
fn split_parts(text: &str) -> Option<Vec<DatePart>> {
    let is_separator = |c: char| matches!(c, ' ' | ',' | '.' | '/' | '-' | '_');
    if text.starts_with(is_separator) || text.ends_with(['-', '/', '_', ',']) {
        return None;
    }
    let mut parts = Vec::new();
    for word in text.split(is_separator) {
        let mut rest = word;
        while let Some(first) = rest.chars().next() {
            let is_digit = first.is_ascii_digit();
            let end = rest.find(|c: char| c.is_ascii_digit() != is_digit);
            let (part, after) = rest.split_at(end.unwrap_or(rest.len()));
            rest = after;
            if !FILLERS.contains(&part) {
                parts.push(read_part(part)?);
            }
        }
    }
    Some(parts)
}

fn read_part(part: &str) -> Option<DatePart> {
    if part.starts_with(|c: char| c.is_ascii_digit()) {
        return match part.len() {
            digits @ (1 | 2 | 4) => part
                .parse()
                .ok()
                .map(|value| DatePart::Number { value, digits }),
            8 => part.parse().ok().map(DatePart::Compact),
            _ => None,
        };
    }
    if part == "q" {
        return Some(DatePart::Quarter);
    }
    let month = calendar::month_named(part).map(DatePart::Month);
    month.or_else(|| calendar::weekday_named(part).map(DatePart::Weekday))
}

/// Returns a year that is written with all its digits.
fn year_of(part: DatePart) -> Result<i16, DayFault> {
    match part {
        DatePart::Number { value, digits: 4 } if value > 0 => Ok(value),
        DatePart::Number { digits: 1 | 2, .. } => Err(DayFault::ShortYear),
        DatePart::Number { .. }
        | DatePart::Compact(_)
        | DatePart::Month(_)
        | DatePart::Weekday(_)
        | DatePart::Quarter => Err(DayFault::Unreadable),
    }
}

/// Reads two numbers of which nothing says which is the month, unless only one order is a day.
fn day_or_month_first(year: i16, one: i16, other: i16) -> Result<(Date, Date), DayFault> {
    let (month_first, day_first) = (day_of(year, one, other), day_of(year, other, one));
    match (month_first, day_first) {
        (Ok((day, _)), Ok((other, _))) if day != other => Err(DayFault::Ambiguous(day, other)),
        (Ok(day), _) | (Err(_), Ok(day)) => Ok(day),
        (Err(fault), Err(_)) => Err(fault),
    }
}

fn day_of(year: i16, month: i16, day: i16) -> Result<(Date, Date), DayFault> {
    let small = |number: i16| i8::try_from(number).map_err(|_| DayFault::NoSuchDay);
    if year < 1 {
        return Err(DayFault::NoSuchDay);
    }
    let day = Date::new(year, small(month)?, small(day)?).map_err(|_| DayFault::NoSuchDay)?;
    Ok((day, day))
}

fn quarter_of(year: i16, quarter: i16) -> Result<(Date, Date), DayFault> {
    if !(1..=4).contains(&quarter) {
        return Err(DayFault::NoSuchDay);
    }
    period_from(year, quarter * 3 - 2, 3.months())
}

/// Returns the first and last day of a period that begins with a month.
fn period_from(year: i16, month: i16, length: Span) -> Result<(Date, Date), DayFault> {
    let (first, _) = day_of(year, month, 1)?;
    Ok((first, last_of(first, length)))
}

/// Returns the last day of a period; that of the calendar if it would end after it.
pub(super) fn last_of(first: Date, length: Span) -> Date {
    let next = first.checked_add(length).ok();
    next.and_then(|next| next.yesterday().ok())
        .unwrap_or(Date::MAX)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::a_day("2024-02-29", "2024-02-29", "2024-02-29")]
    #[case::without_zeros("2024-2-9", "2024-02-09", "2024-02-09")]
    #[case::slashes("2016/03/15", "2016-03-15", "2016-03-15")]
    #[case::dots("2016.03.15", "2016-03-15", "2016-03-15")]
    #[case::one_number("20160901", "2016-09-01", "2016-09-01")]
    #[case::a_month("2024-02", "2024-02-01", "2024-02-29")]
    #[case::a_month_with_a_slash("2024/02", "2024-02-01", "2024-02-29")]
    #[case::month_first("02/2024", "2024-02-01", "2024-02-29")]
    #[case::with_a_time("2016-09-01t10:30:00z", "2016-09-01", "2016-09-01")]
    #[case::a_year("2024", "2024-01-01", "2024-12-31")]
    #[case::the_last_year("9999", "9999-01-01", "9999-12-31")]
    #[case::a_quarter("2016q1", "2016-01-01", "2016-03-31")]
    #[case::a_quarter_with_a_dash("2016-q4", "2016-10-01", "2016-12-31")]
    #[case::a_quarter_first("q2 2016", "2016-04-01", "2016-06-30")]
    #[case::american("sept. 1, 2016", "2016-09-01", "2016-09-01")]
    #[case::american_in_full("september 1st 2016", "2016-09-01", "2016-09-01")]
    #[case::british("1 september 2016", "2016-09-01", "2016-09-01")]
    #[case::with_fillers("the 1st of sep, 2016", "2016-09-01", "2016-09-01")]
    #[case::with_dashes("1-sep-2016", "2016-09-01", "2016-09-01")]
    #[case::year_first("2016 sep 1", "2016-09-01", "2016-09-01")]
    #[case::a_named_month("september 2016", "2016-09-01", "2016-09-30")]
    #[case::a_named_month_last("2016 feb", "2016-02-01", "2016-02-29")]
    #[case::with_its_weekday("thursday, sept. 1, 2016", "2016-09-01", "2016-09-01")]
    #[case::only_a_day_can_be_so("15/03/2016", "2016-03-15", "2016-03-15")]
    #[case::either_way_the_same("08/08/2016", "2016-08-08", "2016-08-08")]
    fn reads(#[case] text: &str, #[case] first: &str, #[case] last: &str) {
        let days = (first.parse().unwrap(), last.parse().unwrap());
        assert_eq!(parse_calendar(text), Ok(days));
    }

    #[rstest]
    #[case::nothing("", DayFault::Unreadable)]
    #[case::no_such_day("2026-02-30", DayFault::NoSuchDay)]
    #[case::no_such_month("2026-13", DayFault::NoSuchDay)]
    #[case::an_unfinished_day("2026-0", DayFault::NoSuchDay)]
    #[case::an_unfinished_month("2026-", DayFault::Unreadable)]
    #[case::no_such_quarter("2016q5", DayFault::NoSuchDay)]
    #[case::another_weekday("friday, sept. 1, 2016", DayFault::NoSuchDay)]
    #[case::too_much("2026-02-03-04", DayFault::Unreadable)]
    #[case::a_short_year("26-02-03", DayFault::ShortYear)]
    #[case::a_month_of_a_short_year("june 1, 16", DayFault::ShortYear)]
    #[case::a_month("june", DayFault::NoYear)]
    #[case::a_day_of_a_month("june 5", DayFault::NoYear)]
    #[case::a_word("soon", DayFault::Unreadable)]
    #[case::a_year_nobody_counts("0000", DayFault::Unreadable)]
    #[case::a_month_in_one_number("201609", DayFault::Unreadable)]
    fn does_not_read(#[case] text: &str, #[case] fault: DayFault) {
        assert_eq!(parse_calendar(text), Err(fault));
    }

    #[test]
    fn two_readings_are_both_named() {
        let (one, other) = ("2016-09-08".parse().unwrap(), "2016-08-09".parse().unwrap());
        let fault = DayFault::Ambiguous(one, other);
        assert_eq!(parse_calendar("09/08/2016"), Err(fault));
    }
}
