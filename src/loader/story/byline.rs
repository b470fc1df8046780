//! Reads byline noise: names, roles, biographies, date lines, reading times.

use std::borrow::Cow;

use jiff::civil::Date;

use super::names;
use crate::loader::newsroom::NEWSROOM;
use crate::loader::{date, outlet};

/// What a line of byline noise says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Credit {
    /// Who wrote the article.
    pub(super) authors: Vec<String>,
    /// The day it was published.
    pub(super) published: Option<Date>,
    /// The minutes of reading.
    pub(super) minutes: Option<u32>,
}

/// No line of byline noise but a biography is longer than this many bytes.
const LONGEST_LINE: usize = 160;

/// A part of a byline that is neither name, role nor date may be an outlet's name of this many bytes.
const LONGEST_OUTLET: usize = 30;

/// The most bytes before the "by" of a byline: "Interview", "Words and pictures".
const LONGEST_TASK: usize = 24;

/// Parses a line between headline and story; `known` are the names found there so far.
pub(super) fn parse_byline(line: &str, known: &[&str]) -> Option<Credit> {
    if is_biography(line, known) {
        return Some(Credit::default());
    }
    if line.len() > LONGEST_LINE {
        return None;
    }
    if is_handle(line) {
        return Some(Credit::default());
    }
    let line = without_handles(line);
    parse_parts(&line, known).or_else(|| parse_whole_line(&line, known))
}

/// Returns `true` if a line is the name that somebody has on a network: "@inesh".
fn is_handle(line: &str) -> bool {
    const LONGEST: usize = 40;
    let name = line.strip_prefix('@').unwrap_or_default();
    !name.is_empty()
        && name.len() <= LONGEST
        && name.chars().all(|c| c.is_alphanumeric() || c == '_')
}

/// Takes the names that people have on networks away: "Ines Halloran @inesh" is "Ines Halloran".
fn without_handles(line: &str) -> Cow<'_, str> {
    let Some((name, _)) = line.split_once('@').filter(|(name, _)| !name.is_empty()) else {
        return Cow::Borrowed(line);
    };
    let mut bare = name.trim_end().to_owned();
    for rest in line.split('@').skip(1) {
        let after = rest.find(char::is_whitespace).unwrap_or(rest.len());
        bare.push_str(rest.get(after..).unwrap_or_default());
    }
    Cow::Owned(bare)
}

/// Reads a line that is one thing.
fn parse_whole_line(line: &str, known: &[&str]) -> Option<Credit> {
    if let Some(credit) = parse_certain(line) {
        return Some(credit);
    }
    let label = line.trim_end_matches(':').to_lowercase();
    if NEWSROOM.byline_labels.contains(label.as_str())
        || outlet::is_name(line)
        || NEWSROOM.is_agency(line)
    {
        return Some(Credit::default());
    }
    if let Some(credit) = parse_dated_signature(line).or_else(|| after_task(line)) {
        return Some(credit);
    }
    if is_portrait(line, known) || is_role_at_outlet(line, known) {
        return Some(Credit::default());
    }
    let name = known.iter().find(|name| **name == line).copied();
    let name = name
        .or_else(|| names::name_before_role(line, known))
        .or_else(|| name_before_place(line))?;
    Some(Credit {
        authors: vec![name.to_owned()],
        ..Credit::default()
    })
}

/// Returns `true` if a line is what a page says of an author's picture: "Ines Halloran headshot".
fn is_portrait(line: &str, known: &[&str]) -> bool {
    let name = line.rsplit_once(' ').filter(|(_, picture)| {
        let picture = picture.to_lowercase();
        NEWSROOM.portraits.contains(picture.as_str())
    });
    name.is_some_and(|(name, _)| known.contains(&name.trim_end()))
}

/// Returns `true` if a line is the role of an author at an outlet: "Staff Writer, Coast Press".
fn is_role_at_outlet(line: &str, known: &[&str]) -> bool {
    !known.is_empty()
        && line
            .split_once(", ")
            .is_some_and(|(role, outlet)| names::is_role(role) && outlet.len() <= LONGEST_OUTLET)
}

/// Parses a line that can be nothing but byline noise, wherever it is: a date, a reading time, "By …".
pub(super) fn parse_certain(line: &str) -> Option<Credit> {
    if let Some(day) = date::parse_date_line(line) {
        let minutes = reading_minutes(line);
        return Some(Credit {
            published: Some(day),
            minutes,
            ..Credit::default()
        });
    }
    if date::is_date_line(line) {
        return Some(Credit::default());
    }
    if let Some(minutes) = reading_minutes(line) {
        return Some(Credit {
            minutes: Some(minutes),
            ..Credit::default()
        });
    }
    after_opening(line)
        .and_then(parse_signature)
        .or_else(|| signed_in_any_language(line))
}

/// Reads "Door Ines Halloran": a byline in any language, when nothing but names follows.
fn signed_in_any_language(line: &str) -> Option<Credit> {
    let signed = NEWSROOM.after_by(line)?;
    let mut authors = names::list_names(signed);
    if authors.is_empty() {
        authors.extend(names::chinese_names(signed));
    }
    (!authors.is_empty()).then(|| Credit {
        authors,
        ..Credit::default()
    })
}

/// Reads "September 8, 2016 by Ines Halloran", "8 September 2016, 10:05, Ines Halloran".
fn parse_dated_signature(line: &str) -> Option<Credit> {
    let (day, names) = line.split_once(" by ").or_else(|| {
        let (day, name) = line.rsplit_once(", ")?;
        names::is_name(name).then_some((day, name))
    })?;
    let published = date::parse_date_line(day)?;
    let authors = names::list_names(names);
    (!authors.is_empty()).then(|| Credit {
        authors,
        published: Some(published),
        ..Credit::default()
    })
}

/// Returns the name in "Ines Halloran in Northhaven".
fn name_before_place(line: &str) -> Option<&str> {
    let (name, place) = line.split_once(" in ")?;
    let is_place = place
        .split([' ', ','])
        .filter(|word| !word.is_empty())
        .all(|word| word.starts_with(char::is_uppercase));
    (names::is_name(name) && is_place && place.len() <= LONGEST_OUTLET).then_some(name)
}

/// Parses "By Ines Halloran | 4 min read | September 8, 2016", where every part is recognized.
fn parse_parts(line: &str, known: &[&str]) -> Option<Credit> {
    let parts = line
        .split(['|', '•', '·', '—', '–'])
        .flat_map(|part| part.split(" - "));
    let parts = parts.flat_map(|part| part.split(" / "));
    let parts = parts.flat_map(split_before_date).map(str::trim);
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    if parts.len() < 2 {
        return None;
    }
    let mut all = Credit::default();
    let mut is_credit = false;
    for part in parts {
        if let Some(credit) = parse_whole_line(part, known) {
            all.merge_credit(credit);
            is_credit = true;
        } else if let Some(name) = name_before_outlet(part) {
            // Behind the name is a place, which may look like one: "Ines Halloran | East Pier | 8 SEP 2016".
            if all.authors.is_empty() {
                all.authors.push(name.to_owned());
            }
        } else if !names::is_role(part) && part.len() > LONGEST_OUTLET {
            return None;
        }
    }
    is_credit.then_some(all)
}

/// Returns the name in "Ines Halloran" and "Ines Halloran, Coast Press".
fn name_before_outlet(part: &str) -> Option<&str> {
    let name = part.split_once(',').map_or(part, |(name, _)| name);
    names::is_name(name).then_some(name)
}

/// Splits "By Ines Halloran September 8, 2016" before the date.
fn split_before_date(part: &str) -> Vec<&str> {
    if date::find_date(part).is_none() || date::parse_date_line(part).is_some() {
        return vec![part];
    }
    let breaks = part.match_indices([' ', ',']).map(|(at, _)| at);
    let mut halves = breaks.filter_map(|at| part.split_at_checked(at));
    let dated = halves.find(|(before, after)| {
        date::parse_date_line(after).is_some() && date::parse_date_line(before).is_none()
    });
    match dated {
        Some((before, after)) => vec![before.trim_end_matches([',', ' ']), after],
        None => vec![part],
    }
}

/// Returns what follows "By", if the line begins with it.
fn after_opening(line: &str) -> Option<&str> {
    NEWSROOM.openings.iter().find_map(|opening| {
        let (start, names) = line.split_at_checked(opening.len())?;
        (start.to_lowercase() == *opening).then_some(names)
    })
}

/// Reads "Interview by Ines Halloran", where nothing but names follows.
fn after_task(line: &str) -> Option<Credit> {
    let (task, names) = line.trim_end_matches('.').split_once(" by ")?;
    let authors = names::list_names(names);
    let length: usize = authors.iter().map(String::len).sum();
    // Besides the names there may be nothing but their separators, " and " or ", ".
    let is_all = names.len() <= length + 5 * authors.len().saturating_sub(1);
    (task.len() <= LONGEST_TASK && !authors.is_empty() && is_all).then(|| Credit {
        authors,
        ..Credit::default()
    })
}

/// Reads the names after "By"; an agency signs too ("By The Associated Press").
fn parse_signature(names: &str) -> Option<Credit> {
    let authors = names::list_names(names);
    if !authors.is_empty() {
        return Some(Credit {
            authors,
            ..Credit::default()
        });
    }
    let is_capital = |word: &str| word.starts_with(char::is_uppercase);
    let words: Vec<&str> = names.split_whitespace().collect();
    let is_agency = (1..=5).contains(&words.len())
        && words
            .iter()
            .all(|word| is_capital(word) || matches!(*word, "and" | "of" | "for"))
        && !names.ends_with(['.', ',', '!', '?', ':']);
    is_agency.then(|| Credit {
        authors: vec![names.trim().to_owned()],
        ..Credit::default()
    })
}

/// Returns `true` if a line is about a person known from a byline: "Ines Halloran is a former deckhand."
pub(super) fn is_biography(line: &str, known: &[&str]) -> bool {
    const LONGEST: usize = 600;
    line.len() <= LONGEST
        && known.iter().any(|name| {
            let rest = line
                .strip_prefix(name)
                .and_then(|rest| rest.strip_prefix(' '));
            let verb = rest.and_then(|rest| rest.split_once(' '));
            verb.is_some_and(|(verb, _)| NEWSROOM.biography_verbs.contains(verb))
        })
}

/// Returns the minutes of a line with the reading time: "3 min read", "Reading time: 3 minutes".
pub(super) fn reading_minutes(line: &str) -> Option<u32> {
    let lower = line.to_lowercase();
    let is_reading = || NEWSROOM.reading.iter().any(|word| lower.contains(word));
    if line.len() > LONGEST_LINE || !line.contains(|c: char| c.is_ascii_digit()) || !is_reading() {
        return None;
    }
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let unit = words
        .iter()
        .position(|word| NEWSROOM.minutes.contains(word))?;
    let is_short = words.len() <= 6 || date::parse_date_line(line).is_some();
    let number: u32 = words.get(unit.checked_sub(1)?)?.parse().ok()?;
    (is_short && (1..=600).contains(&number)).then_some(number)
}

/// Returns `true` if a line says nothing but how long it takes to read, and names nobody beside it.
pub(super) fn is_reading_time(line: &str) -> bool {
    let is_about_time = |word: &str| {
        let lower = word.to_lowercase();
        NEWSROOM.minutes.contains(lower.as_str())
            || NEWSROOM.reading.iter().any(|part| lower.contains(part))
    };
    let mut words = line.split(|c: char| !c.is_alphanumeric());
    reading_minutes(line).is_some()
        && words.all(|word| !word.starts_with(char::is_uppercase) || is_about_time(word))
}

impl Credit {
    /// Returns `true` if a line only repeats names that another has told.
    pub(super) fn adds_nothing_to(&self, other: &Self) -> bool {
        let is_told = |author| other.authors.contains(author);
        let is_names_only = self.published.is_none() && self.minutes.is_none();
        is_names_only && !self.authors.is_empty() && self.authors.iter().all(is_told)
    }

    /// Adds what another line says; what was said first stays.
    pub(super) fn merge_credit(&mut self, other: Self) {
        for author in other.authors {
            if !self.authors.contains(&author) {
                self.authors.push(author);
            }
        }
        self.published = self.published.or(other.published);
        self.minutes = self.minutes.or(other.minutes);
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use rstest::rstest;

    use super::*;

    const KNOWN: [&str; 1] = ["Ines Halloran"];

    #[rstest]
    #[case::plain("By Ines Halloran", &["Ines Halloran"])]
    #[case::in_capitals("BY INES HALLORAN", &["Ines Halloran"])]
    #[case::two("By Ines Halloran and Lorne Pryce, Staff Writers", &["Ines Halloran", "Lorne Pryce"])]
    #[case::labelled("BYLINE: Lorne Pryce.", &["Lorne Pryce"])]
    #[case::in_a_place("Lorne Pryce in New Northhaven", &["Lorne Pryce"])]
    #[case::a_label_alone("Published", &[])]
    #[case::an_outlet_alone("BBC News", &[])]
    #[case::a_task("Interview by Lorne Pryce and Otto Vance", &["Lorne Pryce", "Otto Vance"])]
    #[case::a_task_with_a_full_stop("Co-authored by Lorne Pryce.", &["Lorne Pryce"])]
    #[case::an_agency("By The Coast Press", &["The Coast Press"])]
    #[case::name_and_role("Lorne Pryce Waterfront reporter", &["Lorne Pryce"])]
    #[case::name_comma_role("Lorne O'Pryce, Staff writer", &["Lorne O'Pryce"])]
    #[case::a_known_name("Ines Halloran", &["Ines Halloran"])]
    #[case::behind_a_day("8. September 2016, 10:05, Lorne Pryce", &["Lorne Pryce"])]
    #[case::before_a_place("Lorne Pryce | East Pier | 8 SEP 2016", &["Lorne Pryce"])]
    #[case::in_chinese("作者：林美咲 王强", &["林美咲", "王强"])]
    #[case::a_handle("@inesh", &[])]
    #[case::a_portrait("Ines Halloran headshot", &[])]
    #[case::a_role_at_an_outlet("Staff Writer, Coast Press", &[])]
    #[case::a_day_without_a_year("By Lorne Pryce September 12 at 5:00 PM", &["Lorne Pryce"])]
    fn reads_authors(#[case] line: &str, #[case] authors: &[&str]) {
        assert_eq!(parse_byline(line, &KNOWN).unwrap().authors, authors);
    }

    #[rstest]
    #[case::with_bars("By Ines Halloran | 4 min read | September 8, 2016")]
    #[case::with_dots("Ines Halloran · Sept. 8, 2016 · 4 min read")]
    #[case::date_straight_after("By Ines Halloran, September 8, 2016 - 4 minute read")]
    #[case::with_an_outlet(
        "Ines Halloran, COAST PRESS Published 5:00 p.m. ET Sept. 8, 2016 | 4 min read"
    )]
    #[case::with_a_handle("Ines Halloran @inesh / 5:00 pm EDT • September 8, 2016 • 4 min read")]
    #[case::with_a_handle_close_to_it(
        "By Ines Halloran@inesh  Sep 8, 2016, 10:05am EDT | 4 min read"
    )]
    fn reads_several_things_from_a_line(#[case] line: &str) {
        let credit = parse_byline(line, &[]).unwrap();
        assert_eq!(credit.authors, ["Ines Halloran"]);
        assert_eq!(credit.published, Some(date(2016, 9, 8)));
        assert_eq!(credit.minutes, Some(4));
    }

    #[test]
    fn a_time_after_the_day_is_no_part_of_it() {
        let credit = parse_byline("Sept. 9, 2014 11:24 a.m. PT", &[]).unwrap();
        assert_eq!(credit.published, Some(date(2014, 9, 9)));
    }

    #[rstest]
    #[case("3 min read", 3)]
    #[case("3-minute read", 3)]
    #[case("Reading time: 12 minutes", 12)]
    #[case("5 MIN READ", 5)]
    fn reads_minutes(#[case] line: &str, #[case] expected: u32) {
        assert_eq!(reading_minutes(line), Some(expected));
    }

    #[rstest]
    #[case::a_paragraph("By Monday the ferry had stopped, and nobody knew why.")]
    #[case::a_sentence_about_reading("It took her 3 minutes to read the letter aloud to the crew.")]
    #[case::a_sentence_with_by("The ferry was stopped by Lorne Pryce on Monday")]
    #[case::a_name_alone("Lorne Pryce")]
    #[case::about_somebody_else("Lorne Pryce is a former deckhand.")]
    #[case::a_dash_in_a_sentence(
        "The ferry — old, slow, dear to many — has stopped for good this time."
    )]
    fn leaves_the_story_alone(#[case] line: &str) {
        assert_eq!(parse_byline(line, &KNOWN), None);
    }

    #[test]
    fn a_biography_needs_a_known_name() {
        assert_eq!(
            parse_byline("Ines Halloran covers the port.", &KNOWN),
            Some(Credit::default())
        );
    }

    #[rstest]
    #[case::short("4 min read", true)]
    #[case::long("Reading time: 3 minutes", true)]
    #[case::in_capitals("4 MIN READ", true)]
    #[case::in_german("4 Min. Lesezeit", true)]
    #[case::behind_a_name("Ana Ruiz | 4 min read", false)]
    #[case::a_name("Min Park", false)]
    #[case::a_sentence("4 minutes to midnight", false)]
    fn a_line_is_how_long_it_takes_to_read(#[case] line: &str, #[case] expected: bool) {
        assert_eq!(is_reading_time(line), expected);
    }
}
