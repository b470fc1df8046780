//! Finds the day in a date line, as news pages and file names write it.

use std::borrow::Cow;

use jiff::civil::{Date, Weekday};

use super::newsroom::NEWSROOM;
use crate::text::calendar::weekday_named;

/// The sign for a time of day, while a date is looked for.
const TIME: char = '§';

/// No date line is longer than this many bytes.
const LONGEST_LINE: usize = 120;

/// Which of two numbers before a year is the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DayOrder {
    /// The first one.
    DayFirst,
    /// Americans write the month first, most others the day.
    Unknown,
}

impl DayOrder {
    /// Returns the order in which a language writes day and month.
    pub(super) fn of_language(tag: Option<&str>) -> Self {
        const DAY_FIRST: [&str; 32] = [
            "ar", "bg", "ca", "cs", "da", "de", "el", "es", "fi", "fr", "gl", "he", "hr", "id",
            "it", "lb", "nb", "nl", "nn", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "tr",
            "uk", "vi", "mt", "ga",
        ];
        // Programs write "en-US" where nobody has set anything.
        const ENGLISH: [&str; 7] = [
            "en-au", "en-gb", "en-ie", "en-in", "en-ng", "en-nz", "en-za",
        ];
        let tag = tag
            .unwrap_or_default()
            .to_ascii_lowercase()
            .replace('_', "-");
        let language = tag.split('-').next().unwrap_or_default();
        if DAY_FIRST.contains(&language) || ENGLISH.contains(&tag.as_str()) {
            Self::DayFirst
        } else {
            Self::Unknown
        }
    }
}

/// Returns the first date written anywhere in `text`.
///
/// A day and month that could be the other way round ("05/03/2016") are no date, unless the day of the week tells.
pub(super) fn find_date(text: &str) -> Option<Date> {
    find_date_in(text, DayOrder::Unknown)
}

/// Returns the first date written anywhere in `text`, in a language that writes dates in this order.
pub(super) fn find_date_in(text: &str, order: DayOrder) -> Option<Date> {
    let text = spell_digits(text);
    if !may_hold_year(&text) {
        return None;
    }
    let tokens = split_tokens(&text);
    let weekday = tokens.iter().find_map(|token| weekday_named(token));
    (0..tokens.len()).find_map(|at| Some(date_at(tokens.get(at..)?, order, weekday)?.0))
}

/// Returns `true` if a line is a date and nothing else but the words around it, in whatever order its day and month are.
pub(super) fn is_date_line(text: &str) -> bool {
    parse_line_in(text, DayOrder::DayFirst).is_some()
}

/// Returns the date of a line that holds a date and nothing else but the words around it.
pub(super) fn parse_date_line(text: &str) -> Option<Date> {
    parse_line_in(text, DayOrder::Unknown)
}

fn parse_line_in(text: &str, order: DayOrder) -> Option<Date> {
    if text.len() > LONGEST_LINE {
        return None;
    }
    let text = spell_digits(text);
    if !may_hold_year(&text) {
        return None;
    }
    let tokens = split_tokens(&text);
    let weekday = tokens.iter().find_map(|token| weekday_named(token));
    let mut rest = tokens.as_slice();
    let mut first = None;
    while let Some((token, after)) = rest.split_first() {
        if let Some((date, length)) = date_at(rest, order, weekday) {
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
        // The blanks before a word are no start: each of many would be gone through again.
        .filter(|(at, c)| {
            !c.is_whitespace() && (*at == 0 || text.get(..*at).is_some_and(ends_with_blank))
        });
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

/// Cuts a text into lower-case words and numbers; "8th" is 8, a time is one sign, and signs between are dropped.
fn split_tokens(text: &str) -> Vec<String> {
    let text = mark_times(text);
    let text = spell_dotted(&text);
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
    c.is_alphanumeric() || c == TIME || matches!(c, '\u{900}'..='\u{dff}')
}

/// Writes a sign for each time, whose numbers are none of a date: "2016 16:05:09" is no day of 2016.
fn mark_times(text: &str) -> Cow<'_, str> {
    let is_time = |before: &str, after: &str| {
        // A year before a colon is none of a time: "08/Sep/2016:16:05:00".
        let without = before.trim_end_matches(|c: char| c.is_ascii_digit());
        (1..=2).contains(&(before.len() - without.len()))
            && after.starts_with(|c: char| c.is_ascii_digit())
    };
    let mut rest = text;
    let mut marked = String::new();
    while let Some((before, after)) = rest.split_once(':') {
        if is_time(before, after) {
            marked.push_str(before.trim_end_matches(|c: char| c.is_ascii_digit()));
            marked.extend([' ', TIME, ' ']);
            rest = after.trim_start_matches(|c: char| c.is_ascii_digit() || c == ':');
        } else {
            marked.push_str(before);
            marked.push(':');
            rest = after;
        }
    }
    if marked.is_empty() {
        return Cow::Borrowed(text);
    }
    marked.push_str(rest);
    Cow::Owned(marked)
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
    let text = join_dotted(text);
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

/// Writes "5. 3. 2016" without its blanks.
fn join_dotted(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(". ") {
        joined.push_str(before);
        let is_number = |c: char| c.is_ascii_digit();
        // What follows may be a date by itself: "Ausgabe 36. 08.09.2016".
        let word = after.split(' ').next().unwrap_or_default();
        let is_whole = word.trim_end_matches('.').matches('.').count() > 1;
        let is_date = before.ends_with(is_number) && after.starts_with(is_number) && !is_whole;
        joined.push_str(if is_date { "." } else { ". " });
        rest = after;
    }
    joined.push_str(rest);
    joined
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
    let is_time = token.starts_with(TIME);
    is_time || NEWSROOM.date_words.contains(token) || (is_number(token) && token.len() <= 4)
}

/// Returns the date that the tokens begin with, and how many of them it takes.
fn date_at(tokens: &[String], order: DayOrder, weekday: Option<Weekday>) -> Option<(Date, usize)> {
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
        _ => parse_numbers([first, second, third], order, weekday),
    };
    Some((date?, 3))
}

/// Reads "Sep 8 16:05:00 CEST 2016", as C and Java write it, with the year behind time and zone.
fn date_around_time(tokens: &[String]) -> Option<(Date, usize)> {
    let [month, day, time, rest @ ..] = tokens else {
        return None;
    };
    let zone = usize::from(rest.first().is_some_and(|zone| !is_number(zone)));
    let year = year_number(rest.get(zone).filter(|_| time.starts_with(TIME))?)?;
    let date = new_date(year, month_number(month)?, parse_day_or_month(day)?)?;
    Some((date, 3 + zone + 1))
}

/// Reads "2016-09-08", "20.5.2016" and "5/20/2016" where only one order is possible.
fn parse_numbers(
    [first, second, third]: [&str; 3],
    order: DayOrder,
    weekday: Option<Weekday>,
) -> Option<Date> {
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
    match (first > 12, second > 12) {
        (true, false) => new_date(year, second, first),
        (false, true) => new_date(year, first, second),
        _ if first == second || order == DayOrder::DayFirst => new_date(year, second, first),
        // A date that could be two days is worse than none.
        _ => {
            let either = [new_date(year, second, first), new_date(year, first, second)];
            let is_named = |date: &Date| weekday == Some(date.weekday());
            let mut named = either.into_iter().flatten().filter(is_named);
            named.next().filter(|_| named.next().is_none())
        }
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
    #[case::french(Some("fr"), Some(date(2016, 9, 8)))]
    #[case::british(Some("en-GB"), Some(date(2016, 9, 8)))]
    #[case::as_programs_write(Some("en-US"), None)]
    #[case::unstated(None, None)]
    fn the_language_tells_which_number_is_the_day(
        #[case] tag: Option<&str>,
        #[case] found: Option<Date>,
    ) {
        let order = DayOrder::of_language(tag);
        assert_eq!(find_date_in("08/09/2016 à 16h05", order), found);
    }

    #[test]
    fn a_line_is_a_date_in_whatever_order() {
        assert!(is_date_line("Publié le 08/09/2016 à 16h05"));
        assert!(!is_date_line("The ferry stopped on 08/09/2016"));
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
    #[case::either_way_round("Published 05/03/2016", None)]
    #[case::no_day_in_a_time("8 xyz 2016 07:15:00", None)]
    #[case::dots_and_blanks("8. 9. 2016", Some(date(2016, 9, 8)))]
    #[case::told_by_its_weekday("Wed, 03/04/2026 - 07:15", Some(date(2026, 3, 4)))]
    #[case::told_by_no_weekday("Mon, 03/04/2026", None)]
    #[case::of_a_log("08/Sep/2016:16:05:00 +0200", Some(date(2016, 9, 8)))]
    #[case::behind_a_number("Ausgabe 36. 08.09.2016", Some(date(2016, 9, 8)))]
    fn finds_a_date(#[case] text: &str, #[case] found: Option<Date>) {
        assert_eq!(find_date(text), found);
    }
}
