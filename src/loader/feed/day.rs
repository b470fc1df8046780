//! The day of an entry, as its publisher counts days, in the many forms that programs write.

use jiff::civil::Date;

use crate::loader::date::{self, DayOrder};

/// Returns the day in a date of a feed, whose language writes dates in this order.
pub(super) fn find_day(written: &str, order: DayOrder) -> Option<Date> {
    let found = date::find_date_in(written, order)
        .or_else(|| with_short_year(written))
        .or_else(|| of_iso(written.trim()))
        .or_else(|| from_seconds(written.trim()));
    // What programs write where no day is set.
    found.filter(|date| *date != jiff::civil::date(1970, 1, 1))
}

/// Reads the rarer forms of ISO 8601: "2026-09" is its first day, "2026-251" and "2026251" are days of the year,
/// "260908" has a short year.
fn of_iso(written: &str) -> Option<Date> {
    let number = |text: &str| -> Option<i16> {
        let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| text.parse().ok())?
    };
    if written.len() == 6
        && let Some(digits) = number(written.get(..2)?)
    {
        let (month, day) = (number(written.get(2..4)?)?, number(written.get(4..)?)?);
        return Date::new(
            century_of(digits) + digits,
            i8::try_from(month).ok()?,
            i8::try_from(day).ok()?,
        )
        .ok();
    }
    let year = number(written.get(..4)?).filter(|year| (1800..=2100).contains(year))?;
    let rest = written.get(4..)?;
    let rest = rest.strip_prefix('-').unwrap_or(rest);
    let count = number(rest)?;
    match rest.len() {
        2 if written.len() == 7 => Date::new(year, i8::try_from(count).ok()?, 1).ok(),
        3 => {
            let first = Date::new(year, 1, 1).ok()?;
            let day = first.checked_add(jiff::Span::new().days(count - 1)).ok()?;
            (count > 0 && day.year() == year).then_some(day)
        }
        _ => None,
    }
}

/// Returns the century of a year of two digits (RFC 2822, section 4.3: 00 to 49 are years after 2000).
const fn century_of(year: i16) -> i16 {
    if year < 50 { 2000 } else { 1900 }
}

/// Reads the seconds or thousandths since 1970, which some programs write.
fn from_seconds(written: &str) -> Option<Date> {
    const SECONDS: usize = 10;
    const MILLISECONDS: usize = 13;
    const SECONDS_OF_A_DAY: i64 = 24 * 60 * 60;
    if !written.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number: i64 = written.parse().ok()?;
    let seconds = match written.len() {
        SECONDS => number,
        MILLISECONDS => number / 1000,
        _ => return None,
    };
    let days = jiff::Span::new().days(seconds / SECONDS_OF_A_DAY);
    jiff::civil::date(1970, 1, 1).checked_add(days).ok()
}

/// Reads "Tue, 08 Sep 26 16:05:00 GMT": the years of RFC 822 have two digits.
fn with_short_year(written: &str) -> Option<Date> {
    let words: Vec<&str> = written
        .split([' ', '-'])
        .filter(|word| !word.is_empty())
        .collect();
    words.windows(3).find_map(|window| {
        let [day, month, year] = window else {
            return None;
        };
        let is_year = year.len() == 2 && year.bytes().all(|byte| byte.is_ascii_digit());
        let is_month = month.chars().all(char::is_alphabetic);
        // RFC 2822, section 4.3: 00 to 49 are years after 2000.
        let century = if *year < "50" { "20" } else { "19" };
        date::find_date(&format!("{day} {month} {century}{year}")).filter(|_| is_year && is_month)
    })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::in_the_zone_of_the_publisher("Tue, 08 Sep 2026 23:30:00 -0500")]
    #[case::with_a_zone_ahead("2026-09-08T05:00:00+09:00")]
    #[case::without_a_zone("2026-09-08 20:00:00")]
    #[case::a_day_alone("08 Sep 2026")]
    #[case::without_seconds("Tue, 08 Sep 2026 20:00")]
    #[case::a_short_year("Tue, 08 Sep 26 16:05:00 GMT")]
    #[case::of_c("Tue Sep  8 16:05:00 2026")]
    #[case::with_hyphens("08-Sep-26")]
    #[case::in_italian("mar, 8 settembre 2026")]
    #[case::a_russian_month("Вт, 08 сен 2026 07:15:00 +0300")]
    #[case::a_czech_month("út, 08 zář 2026 07:15:00 +0200")]
    #[case::a_greek_month("Τρί, 08 Σεπ 2026 07:15:00 EET")]
    #[case::in_hungarian("2026. szept. 8.")]
    #[case::in_hungarian_with_a_time("2026-szeptember-08T07:15-05:00")]
    #[case::with_dots_and_blanks("8. 9. 2026")]
    #[case::a_day_of_the_year("2026-251")]
    #[case::a_day_of_the_year_in_one_word("2026251")]
    #[case::digits_alone("260908")]
    #[case::seconds("1788851700")]
    #[case::thousandths("1788851700000")]
    fn the_day_of_a_feed_is_found(#[case] written: &str) {
        let day = find_day(written, DayOrder::Unknown);
        assert_eq!(day, Some(jiff::civil::date(2026, 9, 8)));
    }

    #[rstest]
    #[case::a_month("2026-09", Some(jiff::civil::date(2026, 9, 1)))]
    #[case::an_unknown_month("Вт, 08 xyz 2026 07:15:00 +0300", None)]
    #[case::either_way_round("09/08/2026 7:15:00 AM", None)]
    #[case::no_such_day_of_the_year("2026-400", None)]
    #[case::a_year("2026", None)]
    #[case::unset("Thu, 01 Jan 1970 00:00:00 GMT", None)]
    fn what_is_not_certain_is_no_other_day(#[case] written: &str, #[case] day: Option<Date>) {
        assert_eq!(find_day(written, DayOrder::Unknown), day);
    }

    #[test]
    fn the_language_of_a_feed_orders_its_dates() {
        let day = find_day("08/09/2026 07:15", DayOrder::DayFirst);
        assert_eq!(day, Some(jiff::civil::date(2026, 9, 8)));
    }
}
