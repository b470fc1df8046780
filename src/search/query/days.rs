//! Parses dates as people write them.

use jiff::civil::Date;
use jiff::{Span, ToSpan};

/// Parses a date or a period, and returns its first and its last day.
///
/// `2026-09-08`, `2026-09`, `2026`; `7d`, `2w`, `3m`, `1y` ago; `today`, `yesterday`; `this` or `last` with `week`,
/// `month` or `year`. A week begins on Monday.
pub(super) fn parse_days(text: &str, today: Date) -> Option<(Date, Date)> {
    // A value ends at a blank, so that `last-week` and `last_week` are easier to type than quotation marks.
    let text = text.trim().to_lowercase().replace(['_', ' '], "-");
    if let Some(day) = named_day(&text, today).or_else(|| days_ago(&text, today)) {
        return Some((day, day));
    }
    named_period(&text, today).or_else(|| parse_calendar(&text))
}

fn named_day(text: &str, today: Date) -> Option<Date> {
    match text {
        "today" => Some(today),
        "yesterday" => today.yesterday().ok(),
        _ => None,
    }
}

/// Parses a number of days, weeks, months or years, and counts it back from today.
fn days_ago(text: &str, today: Date) -> Option<Date> {
    let unit = text.chars().next_back()?;
    let count: i32 = text.strip_suffix(unit)?.parse().ok()?;
    let span = match unit {
        'd' => Span::new().try_days(count),
        'w' => Span::new().try_weeks(count),
        'm' => Span::new().try_months(count),
        'y' => Span::new().try_years(count),
        _ => return None,
    };
    today.checked_sub(span.ok()?).ok()
}

fn named_period(text: &str, today: Date) -> Option<(Date, Date)> {
    let (which, period) = text.split_once('-')?;
    let ago = match which {
        "this" => 0,
        "last" => 1,
        _ => return None,
    };
    let monday = |day: Date| {
        let weekday = i64::from(day.weekday().to_monday_zero_offset());
        day.checked_sub(weekday.days()).ok()
    };
    let (first, length) = match period {
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
    Some((first, last_of(first, length)?))
}

/// Parses a calendar day, month or year.
fn parse_calendar(text: &str) -> Option<(Date, Date)> {
    let parts: Vec<&str> = text.split('-').collect();
    let (year, rest) = parts.split_first()?;
    if year.len() != 4 {
        return None;
    }
    let mut rest = rest.iter().map(|part| part.parse::<i8>().ok());
    let (month, day) = (rest.next(), rest.next());
    let first = Date::new(
        year.parse().ok()?,
        month.unwrap_or(Some(1))?,
        day.unwrap_or(Some(1))?,
    )
    .ok()?;
    let length = match (month, day) {
        (_, Some(_)) => 1.day(),
        (Some(_), None) => 1.month(),
        (None, None) => 1.year(),
    };
    (parts.len() <= 3).then_some((first, last_of(first, length)?))
}

fn last_of(first: Date, length: Span) -> Option<Date> {
    first.checked_add(length).ok()?.yesterday().ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::a_day("2024-02-29", "2024-02-29", "2024-02-29")]
    #[case::a_month("2024-02", "2024-02-01", "2024-02-29")]
    #[case::a_year("2024", "2024-01-01", "2024-12-31")]
    #[case::today("Today", "2026-05-06", "2026-05-06")]
    #[case::yesterday("yesterday", "2026-05-05", "2026-05-05")]
    #[case::days_ago("7d", "2026-04-29", "2026-04-29")]
    #[case::weeks_ago("1w", "2026-04-29", "2026-04-29")]
    #[case::months_ago("3m", "2026-02-06", "2026-02-06")]
    #[case::years_ago("1y", "2025-05-06", "2025-05-06")]
    #[case::this_week("this week", "2026-05-04", "2026-05-10")]
    #[case::last_week("last-week", "2026-04-27", "2026-05-03")]
    #[case::last_month("last_month", "2026-04-01", "2026-04-30")]
    #[case::this_year("this year", "2026-01-01", "2026-12-31")]
    fn reads(#[case] text: &str, #[case] first: &str, #[case] last: &str) {
        let days = (first.parse().unwrap(), last.parse().unwrap());
        assert_eq!(parse_days(text, date(2026, 5, 6)), Some(days));
    }

    #[rstest]
    #[case::nothing("")]
    #[case::no_such_day("2026-02-30")]
    #[case::too_much("2026-02-03-04")]
    #[case::a_short_year("26-02-03")]
    #[case::before_the_calendar("99999999y")]
    #[case::a_word("soon")]
    #[case::an_unfinished_day("2026-0")]
    fn does_not_read(#[case] text: &str) {
        assert_eq!(parse_days(text, date(2026, 5, 6)), None);
    }
}
