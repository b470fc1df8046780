//! The day of an entry, as its publisher counts days, in the many forms that programs write.

use jiff::civil::Date;

use crate::loader::date;

/// Returns the day in a date of a feed.
pub(super) fn find_day(written: &str) -> Option<Date> {
    date::find_date(written).or_else(|| with_short_year(written))
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
    fn the_day_of_a_feed_is_found(#[case] written: &str) {
        assert_eq!(find_day(written), Some(jiff::civil::date(2026, 9, 8)));
    }
}
