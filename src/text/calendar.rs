//! The English names of months and days of the week, in which programs and people write dates.

use jiff::civil::Weekday;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
];

/// The fewest letters that a name may be shortened to.
const SHORTEST: usize = 3;

/// Returns the names of the months and of the days of the week.
pub fn calendar_names() -> impl Iterator<Item = &'static str> {
    let weekdays = WEEKDAYS.into_iter().map(|(name, _)| name);
    MONTHS.into_iter().chain(weekdays)
}

/// Returns the number of a month, from 1, by its name or the beginning of it, in lower case.
#[must_use]
pub fn month_named(word: &str) -> Option<i16> {
    let at = MONTHS.iter().position(|name| is_short_for(word, name))?;
    i16::try_from(at + 1).ok()
}

/// Returns a day of the week by its name or the beginning of it, in lower case.
#[must_use]
pub fn weekday_named(word: &str) -> Option<Weekday> {
    let mut days = WEEKDAYS.into_iter();
    let (_, day) = days.find(|(name, _)| is_short_for(word, name))?;
    Some(day)
}

/// Returns `true` if a word in lower case is the name of a month or day of the week, or the beginning of one.
#[must_use]
pub fn is_calendar_word(word: &str) -> bool {
    calendar_names().any(|name| is_short_for(word, name))
}

fn is_short_for(word: &str, name: &str) -> bool {
    word.len() >= SHORTEST && name.starts_with(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_may_be_shortened_to_three_letters() {
        assert_eq!(month_named("sept"), Some(9));
        assert_eq!(weekday_named("wed"), Some(Weekday::Wednesday));
        assert_eq!((month_named("ma"), weekday_named("we")), (None, None));
        assert!(is_calendar_word("sun") && !is_calendar_word("sunny"));
    }
}
