//! Finds the day in a date line, as news pages and file names write it.

use std::borrow::Cow;

use jiff::civil::Date;

use super::newsroom::NEWSROOM;

/// No date line is longer than this many bytes.
const LONGEST_LINE: usize = 120;

/// Returns the first date written anywhere in `text`.
///
/// A day and month that could be the other way round ("05/03/2016") are no date.
pub(super) fn find_date(text: &str) -> Option<Date> {
    let text = spell_digits(text);
    if !may_hold_year(&text) {
        return None;
    }
    let tokens = split_tokens(&text);
    (0..tokens.len()).find_map(|at| Some(date_at(tokens.get(at..)?)?.0))
}

/// Returns the date of a line that holds a date and nothing else but the words around it.
pub(super) fn parse_date_line(text: &str) -> Option<Date> {
    if text.len() > LONGEST_LINE {
        return None;
    }
    let text = spell_digits(text);
    if !may_hold_year(&text) {
        return None;
    }
    let tokens = split_tokens(&text);
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
    let is_day = |word: &str| is_number(word.trim_end_matches(','));
    let is_named = |word: &str| is_month(word.trim_end_matches('.'));
    let mut starts = text
        .char_indices()
        .filter(|(at, _)| *at == 0 || text.get(..*at).is_some_and(ends_with_blank));
    starts.find_map(|(at, _)| {
        let (before, after) = text.split_at_checked(at)?;
        let mut words = after.split_whitespace();
        let is_dated = words.next().is_some_and(is_named) && words.next().is_some_and(is_day);
        is_dated.then(|| before.trim_end())
    })
}

fn ends_with_blank(text: &str) -> bool {
    text.ends_with(char::is_whitespace)
}

/// Writes the digits of other scripts as those of ASCII, with blanks for the signs after them: "2016年9月8日" is
/// "2016 9 8".
fn spell_digits(text: &str) -> Cow<'_, str> {
    /// The zeros of Arabic, Persian, Devanagari, Bengali and full-width digits.
    const ZEROS: [char; 5] = ['\u{660}', '\u{6f0}', '\u{966}', '\u{9e6}', '\u{ff10}'];
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let digit = |c: char| {
        let value = ZEROS.iter().find_map(|zero| {
            u32::from(c)
                .checked_sub(u32::from(*zero))
                .filter(|value| *value < 10)
        });
        value.and_then(|value| char::from_digit(value, 10))
    };
    let mut spelled = String::with_capacity(text.len());
    for c in text.chars() {
        let is_unit = matches!(
            c,
            '年' | '月' | '日' | '时' | '時' | '分' | '秒' | '년' | '월' | '일' | '시' | '분'
        );
        let is_after_digit = spelled.ends_with(|c: char| c.is_ascii_digit());
        spelled.push(if is_unit && is_after_digit {
            ' '
        } else {
            digit(c).unwrap_or(c)
        });
    }
    Cow::Owned(spelled)
}

/// Returns `true` if there are four digits in a row, without which there is no date.
fn may_hold_year(text: &str) -> bool {
    text.as_bytes()
        .windows(4)
        .any(|window| window.iter().all(u8::is_ascii_digit))
}

/// Cuts a text into lower-case words and numbers; "8th" is 8, and signs between are dropped.
fn split_tokens(text: &str) -> Vec<String> {
    let text = spell_dotted(text);
    text.split(|c: char| !is_word_part(c))
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

/// Returns `true` for letters, digits, and the signs that join letters in the scripts of India.
fn is_word_part(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\u{900}'..='\u{dff}')
}

/// Writes "05.03.2016" as "2016-03-05": with dots the day comes first wherever dates are written.
fn spell_dotted(text: &str) -> Cow<'_, str> {
    if !text.contains('.') {
        return Cow::Borrowed(text);
    }
    let is_edge = |c: char| !c.is_alphanumeric() && c != '.';
    let numbers = |word: &str| -> Option<String> {
        let mut parts = word.trim_end_matches('.').split('.');
        let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
        let is_date = parts.next().is_none()
            && [day, month, year].into_iter().all(is_number)
            && parse_day_or_month(month)? <= 12;
        year_number(year).filter(|_| is_date)?;
        Some(format!("{year}-{month}-{day}"))
    };
    let mut written = String::with_capacity(text.len());
    for piece in text.split_inclusive(is_edge) {
        let word = piece.trim_end_matches(is_edge);
        match numbers(word) {
            Some(date) => {
                written.push_str(&date);
                written.push_str(piece.get(word.len()..).unwrap_or_default());
            }
            None => written.push_str(piece),
        }
    }
    Cow::Owned(written)
}

/// Splits "08T16" and "05pm" between letters and digits.
fn split_time(word: &str) -> Vec<&str> {
    // The time designator of ISO 8601, and times such as "05pm".
    let is_hour = || word.contains('h') && word.ends_with(|c: char| c.is_ascii_digit());
    let digits = word
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(word.len());
    let (number, letters) = word.split_at(digits);
    // Two lines that are set apart by their style alone: "08:01Updated".
    let is_glued = || letters.starts_with(char::is_uppercase);
    let is_stamp = digits > 0 && (letters.contains(['a', 'p']) || is_glued() || is_hour());
    if !is_stamp {
        return vec![word];
    }
    let (letters, after) = letters.split_at(
        letters
            .find(|c: char| c.is_ascii_digit())
            .unwrap_or(letters.len()),
    );
    let letters = if letters == "T" { "" } else { letters };
    [number, letters, after]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect()
}

fn is_number(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_companion(token: &str) -> bool {
    NEWSROOM.date_words.contains(token) || (is_number(token) && token.len() <= 4)
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
    if let Some(found) = date_around_time(tokens) {
        return Some(found);
    }
    // "2016. szeptember 8."
    if let (Some(year), Some(month)) = (year_number(first), month_number(second)) {
        return Some((new_date(year, month, parse_day_or_month(third)?)?, 3));
    }
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

/// Reads "Sep 8 16:05:00 CEST 2016", as C and Java write it, with the year behind time and zone.
fn date_around_time(tokens: &[String]) -> Option<(Date, usize)> {
    let [month, day, rest @ ..] = tokens else {
        return None;
    };
    let is_of_time = |part: &&String| part.len() == 2 && is_number(part);
    let time = rest.iter().take(3).take_while(is_of_time).count();
    let zone = usize::from(rest.get(time).is_some_and(|zone| !is_number(zone)));
    let year = year_number(rest.get(time + zone).filter(|_| time >= 2)?)?;
    let date = new_date(year, month_number(month)?, parse_day_or_month(day)?)?;
    Some((date, 2 + time + zone + 1))
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

/// Returns `true` if a text is the name of a month and nothing else.
pub(super) fn is_month(text: &str) -> bool {
    month_number(&text.to_lowercase()).is_some()
}

fn month_number(word: &str) -> Option<i8> {
    NEWSROOM.months.get(word).copied()
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
    #[case::a_line_glued_on(
        "Publié le 8 septembre 2016 à 08:01Mis à jour le 9 septembre 2016 à 10:06"
    )]
    #[case::time_glued_on("Posted on Thursday, 8 September 2016 at 4:05pm")]
    #[case::in_two_time_zones("Updated 1712 GMT (0112 HKT) September 8, 2016")]
    #[case::spanish("8 de septiembre de 2016")]
    #[case::german("8. September 2016")]
    #[case::first_of_two("Published: September 8, 2016. Updated: September 9, 2016.")]
    #[case::compact("20160908")]
    #[case::of_c("Thu Sep  8 16:05:00 2016")]
    #[case::of_java("Thu Sep 08 16:05:00 CEST 2016")]
    #[case::dutch("8 september 2016 om 16:05 uur")]
    #[case::portuguese("8 de setembro de 2016 às 16h05")]
    #[case::polish("8 września 2016 r., godz. 16:05")]
    #[case::czech("8. září 2016")]
    #[case::turkish("8 Eylül 2016 Perşembe")]
    #[case::russian("8 сентября 2016 г., 16:05")]
    #[case::hungarian_order("2016. september 8.")]
    #[case::japanese("2016年9月8日 16時05分")]
    #[case::korean("2016년 9월 8일 오후 4시 05분")]
    #[case::arabic("٨ سبتمبر ٢٠١٦")]
    #[case::assamese("৮ ছেপ্টেম্বৰ ২০১৬")]
    #[case::dotted_with_the_day_first("08.09.2016, 16:05 Uhr")]
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
    #[case::a_name_before("Ines Halloran September 12", Some("Ines Halloran"))]
    #[case::a_month_in_the_name("Jane Marlow Mar 4", Some("Jane Marlow"))]
    #[case::a_month_that_is_a_name("April Decker Dec. 4, at noon", Some("April Decker"))]
    #[case::nothing_before("Mar 4", Some(""))]
    #[case::no_day("Ines Halloran in May", None)]
    #[case::no_month("Ines Halloran 12", None)]
    fn a_day_without_a_year_ends_a_name(#[case] text: &str, #[case] before: Option<&str>) {
        assert_eq!(before_day(text), before);
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
