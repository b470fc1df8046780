//! Finds the time of day in a date, as feeds, mails and front matter write it.

use jiff::civil::Time;

/// Returns the first time of day in a date, by the clock of whoever wrote it: 16:05 of "8 Sep 2026 4:05 PM -0500".
///
/// `None` for midnight, which is how programs write a day without a time.
pub(super) fn find_time(written: &str) -> Option<Time> {
    let places = written.match_indices(':').map(|(at, _)| at);
    let mut times = places.filter_map(|at| time_around(written.get(..at)?, written.get(at + 1..)?));
    times.next().filter(|time| *time != Time::midnight())
}

/// Returns the time whose hours end `before` and whose minutes begin `after`.
fn time_around(before: &str, after: &str) -> Option<Time> {
    let start = before.trim_end_matches(|c: char| c.is_ascii_digit());
    let hours = before.get(start.len()..)?;
    // What has a sign is how far a zone is from UTC: "+05:30". Of "2026-09-08T16:05" the "T" is before it.
    if start.ends_with(['+', '-', '\u{2212}', ':']) {
        return None;
    }
    let (minutes, rest) = split_digits(after);
    let (seconds, rest) = match rest.strip_prefix(':').map(split_digits) {
        Some((seconds, rest)) if seconds.len() == 2 => (seconds, rest),
        _ => ("0", rest),
    };
    if hours.len() > 2 || minutes.len() != 2 {
        return None;
    }
    let hours = on_full_clock(hours.parse().ok()?, rest)?;
    Time::new(hours, minutes.parse().ok()?, seconds.parse().ok()?, 0).ok()
}

/// Returns the hour of the day, where "PM" or "a.m." may follow the time.
fn on_full_clock(hour: i8, after: &str) -> Option<i8> {
    let word: String = after
        .trim_start()
        .chars()
        .filter(|c| *c != '.')
        .take(3)
        .collect();
    let word = word.trim_end().to_ascii_lowercase();
    match word.as_str() {
        "am" | "pm" if !(1..=12).contains(&hour) => None,
        "am" => Some(hour % 12),
        "pm" => Some(hour % 12 + 12),
        _ => Some(hour),
    }
}

fn split_digits(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !c.is_ascii_digit());
    text.split_at(end.unwrap_or(text.len()))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::of_rss("Tue, 08 Sep 2026 16:05:09 -0500", Some("16:05:09"))]
    #[case::of_atom("2026-09-08T16:05:09+05:30", Some("16:05:09"))]
    #[case::in_utc("2026-09-08T09:50:00Z", Some("09:50:00"))]
    #[case::with_fractions("2026-09-08T09:50:12.345Z", Some("09:50:12"))]
    #[case::without_seconds("8 Sep 2026, 9:50", Some("09:50:00"))]
    #[case::in_the_afternoon("Sep 8, 2026 at 4:05 PM", Some("16:05:00"))]
    #[case::with_dots("Sep 8, 2026, 12:05 a.m.", Some("00:05:00"))]
    #[case::midnight("2026-09-08T00:00:00Z", None)]
    #[case::a_day("2026-09-08", None)]
    #[case::a_day_with_a_zone("2026-09-08+05:30", None)]
    #[case::no_such_hour("2026-09-08 25:05", None)]
    #[case::no_such_afternoon("2026-09-08 16:05 am", None)]
    #[case::nothing("", None)]
    fn the_time_of_a_date_is_found(#[case] written: &str, #[case] time: Option<&str>) {
        let found = find_time(written).map(|time| time.to_string());
        assert_eq!(found.as_deref(), time);
    }
}
