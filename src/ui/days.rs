//! Days as people read them.

use jiff::civil::{Date, Time};

use super::glyphs::Glyphs;

/// Returns a day in full: "8 Sep 2026".
pub(super) fn format_day(day: Date) -> String {
    day.strftime("%-d %b %Y").to_string()
}

/// Returns a day with its weekday: "Tue 8 Sep 2026".
pub(super) fn format_weekday(day: Date) -> String {
    day.strftime("%a %-d %b %Y").to_string()
}

/// Returns a time of day: "09:50".
pub(super) fn format_time(time: Time) -> String {
    time.strftime("%H:%M").to_string()
}

/// Returns a day in at most ten columns: "8 Sep", of another year "8 Sep ’25".
pub(super) fn format_short_day(day: Date, today: Date, glyphs: &Glyphs) -> String {
    if day.year() == today.year() {
        return day.strftime("%-d %b").to_string();
    }
    format!(
        "{}{}{}",
        day.strftime("%-d %b "),
        glyphs.apostrophe,
        day.strftime("%y")
    )
}

/// The name of a day as a heading, and the date beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct DayHeading {
    /// "Today", "Yesterday", a weekday of this week, or the date.
    pub(super) name: String,
    /// The date, where the name is none.
    pub(super) date: String,
}

impl DayHeading {
    /// Returns the heading of a day.
    pub(super) fn of_day(day: Option<Date>, today: Date, glyphs: &Glyphs) -> Self {
        let Some(day) = day else {
            return Self::only("No date");
        };
        let days = today.since(day).map_or(i32::MAX, |since| since.get_days());
        let with = |name: &str, pattern: &str| Self {
            name: name.to_owned(),
            date: day.strftime(pattern).to_string(),
        };
        match days {
            0 => with("Today", "%a %-d %b"),
            1 => with("Yesterday", "%a %-d %b"),
            2..=6 => with(&day.strftime("%A").to_string(), "%-d %b"),
            _ if day.year() == today.year() => Self::only(&day.strftime("%a %-d %b").to_string()),
            _ => Self::only(&format_short_day(day, today, glyphs)),
        }
    }

    fn only(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            date: String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::today(Some(date(2026, 11, 24)), "Today", "Tue 24 Nov")]
    #[case::yesterday(Some(date(2026, 11, 23)), "Yesterday", "Mon 23 Nov")]
    #[case::this_week(Some(date(2026, 11, 18)), "Wednesday", "18 Nov")]
    #[case::earlier(Some(date(2026, 11, 17)), "Tue 17 Nov", "")]
    #[case::another_year(Some(date(2016, 9, 7)), "7 Sep ’16", "")]
    #[case::tomorrow(Some(date(2026, 11, 25)), "Wed 25 Nov", "")]
    #[case::never(None, "No date", "")]
    fn a_day_has_a_heading(#[case] day: Option<Date>, #[case] name: &str, #[case] date: &str) {
        let heading = DayHeading::of_day(day, jiff::civil::date(2026, 11, 24), &Glyphs::UNICODE);
        assert_eq!((heading.name.as_str(), heading.date.as_str()), (name, date));
    }
}
