//! Finds the day in a date line, as news pages and file names write it.

use jiff::civil::Date;

/// The months by number from 1, as English, German, French and Spanish pages write them.
const MONTHS: [&[&str]; 12] = [
    &["january", "jan", "januar", "janvier", "enero"],
    &["february", "feb", "februar", "février", "febrero"],
    &["march", "mar", "märz", "mars", "marzo"],
    &["april", "apr", "avril", "abril"],
    &["may", "mai", "mayo"],
    &["june", "jun", "juni", "juin", "junio"],
    &["july", "jul", "juli", "juillet", "julio"],
    &["august", "aug", "août", "agosto"],
    &["september", "sept", "sep", "septembre", "septiembre"],
    &["october", "oct", "oktober", "octobre", "octubre"],
    &["november", "nov", "novembre", "noviembre"],
    &["december", "dec", "dezember", "décembre", "diciembre"],
];

/// The words that accompany a date in a date line.
const COMPANIONS: [&str; 60] = [
    "published",
    "updated",
    "posted",
    "modified",
    "created",
    "first",
    "last",
    "originally",
    "date",
    "on",
    "at",
    "of",
    "the",
    "de",
    "le",
    "el",
    "um",
    "uhr",
    "am",
    "pm",
    "a",
    "p",
    "m",
    "et",
    "est",
    "edt",
    "ct",
    "cst",
    "cdt",
    "mt",
    "mst",
    "mdt",
    "pt",
    "pst",
    "pdt",
    "gmt",
    "bst",
    "utc",
    "cet",
    "cest",
    "hkt",
    "ist",
    "mon",
    "monday",
    "tue",
    "tues",
    "tuesday",
    "wed",
    "wednesday",
    "thu",
    "thur",
    "thurs",
    "thursday",
    "fri",
    "friday",
    "sat",
    "saturday",
    "sun",
    "sunday",
    "z",
];

/// No date line is longer than this many bytes.
const LONGEST_LINE: usize = 120;

/// Returns the first date written anywhere in `text`.
///
/// A day and month that could be the other way round ("05/03/2016") are no date.
pub(super) fn find_date(text: &str) -> Option<Date> {
    if !may_hold_year(text) {
        return None;
    }
    let tokens = split_tokens(text);
    (0..tokens.len()).find_map(|at| Some(date_at(tokens.get(at..)?)?.0))
}

/// Returns the date of a line that holds a date and nothing else but the words around it.
pub(super) fn parse_date_line(text: &str) -> Option<Date> {
    if text.len() > LONGEST_LINE || !may_hold_year(text) {
        return None;
    }
    let tokens = split_tokens(text);
    let mut rest = tokens.as_slice();
    let mut first = None;
    while let Some((token, after)) = rest.split_first() {
        if let Some((date, length)) = date_at(rest) {
            first = first.or(Some(date));
            rest = rest.get(length..)?;
        } else if is_companion(token) {
            rest = after;
        } else {
            return None;
        }
    }
    first
}

/// Returns what precedes a month and a day without a year: "Ines Halloran" of "Ines Halloran September 12".
pub(super) fn before_day(text: &str) -> Option<&str> {
    let words = || text.split_whitespace();
    let is_day = |word: &str| is_number(word.trim_end_matches(','));
    let month = words().zip(words().skip(1)).find(|(word, next)| {
        let word = word.trim_end_matches('.').to_lowercase();
        month_number(&word).is_some() && is_day(next)
    });
    text.split_once(month?.0)
        .map(|(before, _)| before.trim_end())
}

/// Returns `true` if there are four digits in a row, without which there is no date.
fn may_hold_year(text: &str) -> bool {
    text.as_bytes()
        .windows(4)
        .any(|window| window.iter().all(u8::is_ascii_digit))
}

/// Cuts a text into lower-case words and numbers; "8th" is 8, and signs between are dropped.
fn split_tokens(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .flat_map(split_time)
        .map(|word| {
            let word = word.to_lowercase();
            let digits = word.trim_end_matches(['s', 't', 'n', 'd', 'r', 'h']);
            let is_ordinal = digits.len() + 2 == word.len() && is_number(digits);
            if is_ordinal { digits.to_owned() } else { word }
        })
        .collect()
}

/// Splits "08T16" and "05pm" between letters and digits.
fn split_time(word: &str) -> Vec<&str> {
    // The time designator of ISO 8601, and times such as "05pm".
    let is_stamp = word.starts_with(|c: char| c.is_ascii_digit())
        && word.contains(['T', 'Z', 'a', 'A', 'p', 'P']);
    if !is_stamp {
        return vec![word];
    }
    let digits = word
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(word.len());
    let (number, letters) = word.split_at(digits);
    let (letters, after) = letters.split_at(
        letters
            .find(|c: char| c.is_ascii_digit())
            .unwrap_or(letters.len()),
    );
    let letters = letters.strip_prefix('T').unwrap_or(letters);
    [number, letters, after]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect()
}

fn is_number(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_companion(token: &str) -> bool {
    COMPANIONS.contains(&token) || (is_number(token) && token.len() <= 4)
}

/// Returns the date that the tokens begin with, and how many of them it takes.
fn date_at(tokens: &[String]) -> Option<(Date, usize)> {
    // The basic format of ISO 8601, as in file names.
    if let Some(date) = tokens.first().and_then(|token| parse_compact(token)) {
        return Some((date, 1));
    }
    let [first, second, third, after @ ..] = tokens else {
        return None;
    };
    // "8 de septiembre de 2016", "8th of September, 2016"
    let is_linked = matches!(second.as_str(), "de" | "of");
    if is_linked && let [year, rest @ ..] = after {
        let year = if year == "de" { rest.first()? } else { year };
        let length = if after.first().is_some_and(|word| word == "de") {
            5
        } else {
            4
        };
        return Some((
            new_date(
                year_number(year)?,
                month_number(third)?,
                parse_day_or_month(first)?,
            )?,
            length,
        ));
    }
    let date = match (month_number(first), month_number(second)) {
        (Some(month), _) => new_date(year_number(third)?, month, parse_day_or_month(second)?),
        (_, Some(month)) => new_date(year_number(third)?, month, parse_day_or_month(first)?),
        _ => parse_numbers(first, second, third),
    };
    Some((date?, 3))
}

/// Reads "2016-09-08", "20.5.2016" and "5/20/2016" where only one order is possible.
fn parse_numbers(first: &str, second: &str, third: &str) -> Option<Date> {
    if let Some(year) = year_number(first) {
        return new_date(
            year,
            parse_day_or_month(second)?,
            parse_day_or_month(third)?,
        );
    }
    let (year, first, second) = (
        year_number(third)?,
        parse_day_or_month(first)?,
        parse_day_or_month(second)?,
    );
    // Americans write the month first, most others the day; an ambiguous date is worse than none.
    match (first > 12, second > 12) {
        (true, false) => new_date(year, second, first),
        (false, true) => new_date(year, first, second),
        _ if first == second => new_date(year, first, second),
        _ => None,
    }
}

/// Reads "20160908".
fn parse_compact(token: &str) -> Option<Date> {
    if token.len() != 8 || !is_number(token) {
        return None;
    }
    new_date(
        year_number(token.get(..4)?)?,
        parse_day_or_month(token.get(4..6)?)?,
        parse_day_or_month(token.get(6..)?)?,
    )
}

fn new_date(year: i16, month: i8, day: i8) -> Option<Date> {
    Date::new(year, month, day).ok()
}

/// Reads a day or a month.
fn parse_day_or_month(word: &str) -> Option<i8> {
    (word.len() <= 2).then(|| word.parse().ok())?
}

/// Reads a year that an article can be of.
fn year_number(word: &str) -> Option<i16> {
    let year = (word.len() == 4).then(|| word.parse().ok())??;
    // Other numbers of four digits are rather house numbers and amounts.
    (1800..=2100).contains(&year).then_some(year)
}

fn month_number(word: &str) -> Option<i8> {
    let index = MONTHS.iter().position(|names| names.contains(&word))?;
    i8::try_from(index + 1).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::american("September 8, 2016")]
    #[case::short("Sept. 8, 2016")]
    #[case::british("8 Sept 2016")]
    #[case::with_of("8th of September, 2016")]
    #[case::iso("2016-09-08")]
    #[case::with_time("2016-09-08T16:05:00Z")]
    #[case::with_slashes("2016/09/08")]
    #[case::full("Published 4:05 PM ET, Thu September 8, 2016")]
    #[case::time_glued_on("Posted on Thursday, 8 September 2016 at 4:05pm")]
    #[case::in_two_time_zones("Updated 1712 GMT (0112 HKT) September 8, 2016")]
    #[case::spanish("8 de septiembre de 2016")]
    #[case::german("8. September 2016")]
    #[case::first_of_two("Published: September 8, 2016. Updated: September 9, 2016.")]
    #[case::compact("20160908")]
    fn reads_a_date_line(#[case] text: &str) {
        assert_eq!(parse_date_line(text), Some(date(2016, 9, 8)));
    }

    #[rstest]
    #[case::a_sentence("The ferry stopped on September 8, 2016")]
    #[case::only_a_time("4:05 PM ET")]
    #[case::no_such_day("September 31, 2016")]
    #[case::either_way_round("05/03/2016")]
    #[case::a_long_number("4233186829069")]
    #[case::nothing("")]
    fn leaves_other_lines_alone(#[case] text: &str) {
        assert_eq!(parse_date_line(text), None);
    }

    #[rstest]
    #[case::in_a_sentence("It stopped on May 20, 2016, at noon", Some(date(2016, 5, 20)))]
    #[case::day_over_twelve("20.5.2016", Some(date(2016, 5, 20)))]
    #[case::month_first("5/20/2016", Some(date(2016, 5, 20)))]
    #[case::no_year("May 20", None)]
    fn finds_a_date(#[case] text: &str, #[case] found: Option<Date>) {
        assert_eq!(find_date(text), found);
    }
}
