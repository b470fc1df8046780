//! The people who wrote an article, out of what a page states and prints about them.

use std::collections::HashSet;

use crate::loader::left_out::letters_and_digits;
use crate::loader::newsroom::NEWSROOM;
use crate::loader::{date, outlet, story};
use crate::text::Clean;

/// No line about authors is longer than this many bytes; a longer one is a biography.
const LONGEST: usize = 300;

/// No name is longer than this many bytes.
const LONGEST_NAME: usize = 80;

/// Returns the authors that texts name, each once, but not the site, whose name is `source`.
///
/// What follows a name and a role in a list is part of the role.
pub(in crate::loader) fn name_authors(texts: &[String], source: Option<&str>) -> Vec<Clean> {
    let mut authors: Vec<String> = Vec::new();
    let mut known = HashSet::new();
    for name in texts.iter().flat_map(|text| split_names(text)) {
        if known.insert(name.to_lowercase()) {
            authors.push(name);
        }
    }
    let is_person =
        |name: &String| !is_host(name) && !source.is_some_and(|source| is_of_site(name, source));
    // A paper may sign for itself, but no host does that is not its own.
    if authors.iter().any(is_person) {
        authors.retain(is_person);
    }
    authors.retain(|name| !is_host(name) || source.is_some_and(|source| is_within(name, source)));
    authors.iter().map(|name| Clean::line(name)).collect()
}

/// Returns `true` if a name is that of a site, or of a part of it: "HRT Northhaven" of "HRT.example".
fn is_of_site(name: &str, source: &str) -> bool {
    let first = |text: &str| -> String {
        let word = text.split(|c: char| !c.is_alphanumeric()).next();
        word.unwrap_or_default().to_lowercase()
    };
    outlet::is_same_outlet(name, source)
        || first(source).len() >= 3
            && first(source).len() <= 5
            && source.starts_with(char::is_uppercase)
            && first(name) == first(source)
}

/// Returns `true` if one of two names is a part of the other, letters and digits compared.
fn is_within(one: &str, other: &str) -> bool {
    let (one, other) = (letters_and_digits(one), letters_and_digits(other));
    one.contains(&other) || other.contains(&one)
}

/// Returns `true` if a name is that of a host: "ledger.example".
pub(super) fn is_host(name: &str) -> bool {
    !name.contains(' ') && name.trim_end_matches('.').contains('.')
}

/// Returns `true` if a part of a byline is what somebody is: one of its words is a role.
fn names_role(part: &str) -> bool {
    !is_desk(part) && part.split([' ', '-']).any(story::is_role)
}

/// Returns `true` if a name is that of all who write for a paper: "Ledger Staff".
fn is_desk(name: &str) -> bool {
    name.split_once(' ')
        .is_some_and(|(paper, staff)| staff == "Staff" && !story::is_role(paper))
}

/// Returns the names in a text, without the word before them, their roles, addresses and the day after them.
fn split_names(text: &str) -> Vec<String> {
    let text = Clean::line(text);
    if text.is_empty() || text.len() > LONGEST {
        return Vec::new();
    }
    let text = without_asides(&text);
    let text = NEWSROOM.after_by(&text).unwrap_or(&text);
    let text = before_date(after_date(text));
    if let Some(name) = story::turn_inverted(text) {
        return vec![name];
    }
    let mut names = Vec::new();
    let mut has_role = false;
    let parts = text
        .split([';', '|', '•', '·', '、', '，'])
        .flat_map(|part| part.split(" / "));
    for part in parts.flat_map(split_at_and) {
        let mut is_role = false;
        for (at, name) in part.split(',').map(str::trim).enumerate() {
            let name = match at {
                0 if !has_role => story::name_without_role(name),
                _ => name.to_owned(),
            };
            // "Ada Quill, Staff Writer, Harbor Desk": below a role is no other person.
            is_role |= names_role(&name) || has_role && !story::is_name(&name);
            if !is_role && let Some(name) = clean_name(&name) {
                names.push(name);
            }
        }
        has_role |= is_role;
    }
    names
}

/// Returns a text without what is in brackets, addresses, and names on networks.
fn without_asides(text: &str) -> String {
    let mut depth = 0_usize;
    let bare: String = text
        .chars()
        .filter(|c| {
            match c {
                '(' | '[' => depth += 1,
                ')' | ']' => {
                    depth = depth.saturating_sub(1);
                    return false;
                }
                _ => {}
            }
            depth == 0
        })
        .collect();
    let words = bare
        .split_whitespace()
        .filter(|word| !word.contains('@') && !word.contains("://"));
    words.collect::<Vec<_>>().join(" ")
}

/// Returns the names of "September 8, 2016 by Ines Halloran".
fn after_date(text: &str) -> &str {
    let halves = text.split_once(" by ");
    let dated = halves.filter(|(day, _)| date::parse_date_line(day).is_some());
    dated.map_or(text, |(_, names)| names)
}

/// Returns the part of a byline before its day.
fn before_date(text: &str) -> &str {
    if date::find_date(text).is_none() {
        return date::before_day(text)
            .filter(|before| !before.is_empty())
            .unwrap_or(text);
    }
    let breaks = text.match_indices([' ', ',']).map(|(at, _)| at);
    let halves = breaks.filter_map(|at| text.split_at_checked(at));
    let mut dated = halves.filter(|(_, after)| date::parse_date_line(after).is_some());
    dated.next().map_or(text, |(before, _)| before)
}

/// Splits a part of a byline at the words for "and" between two names.
fn split_at_and(part: &str) -> Vec<String> {
    let words: Vec<&str> = part.split_whitespace().collect();
    let mut parts: Vec<Vec<&str>> = vec![Vec::new()];
    for (at, word) in words.iter().enumerate() {
        let before = parts.last().map_or(0, Vec::len);
        if is_between_names(word, before, words.get(at + 1..).unwrap_or_default()) {
            parts.push(Vec::new());
        } else if let Some(last) = parts.last_mut() {
            last.push(word);
        }
    }
    let parts = parts.into_iter().map(|words| words.join(" "));
    parts.filter(|part| !part.is_empty()).collect()
}

/// Returns `true` if a word joins two names; a surname may have one inside: "Ortega y Gasset".
fn is_between_names(word: &str, before: usize, after: &[&str]) -> bool {
    let is_capital = |word: &&&str| !word.starts_with(char::is_lowercase);
    let is_and = NEWSROOM.and.contains(word);
    let has_names = before >= 2 && after.iter().take(2).filter(is_capital).count() == 2;
    word == "&" || is_and && (has_names || matches!(word, "and" | "und" | "et" | "with"))
}

/// Returns a name as it should be written; `None` if it is none: a reading time, a price, a host, a number.
fn clean_name(name: &str) -> Option<String> {
    let name = NEWSROOM.after_by(name).unwrap_or(name);
    let name = without_button(name);
    let name = name.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | '\'' | '’'));
    let name = name.trim_end_matches([':', ',']);
    let name = if name.ends_with('.') && !name.ends_with("r.") {
        name.trim_end_matches('.')
    } else {
        name
    };
    let is_word = name.chars().any(char::is_alphabetic);
    if !is_word || name.len() > LONGEST_NAME || name.len() < 2 {
        return None;
    }
    if name.contains(|c: char| c.is_ascii_digit() || matches!(c, '$' | '€' | '£' | '<' | '{')) {
        return None;
    }
    if date::is_month(name) || name.split_whitespace().count() > 7 {
        return None;
    }
    Some(story::write_name(&from_slug(name)))
}

/// Returns a name without the word of a button that is printed behind it.
fn without_button(name: &str) -> &str {
    const BUTTONS: [&str; 10] = [
        "share",
        "follow",
        "teilen",
        "folgen",
        "partager",
        "suivre",
        "compartir",
        "seguir",
        "paylaş",
        "поделиться",
    ];
    let Some((before, last)) = name.trim_end().rsplit_once(' ') else {
        return name;
    };
    let is_button = BUTTONS.contains(&last.to_lowercase().as_str());
    if is_button && before.contains(' ') {
        before
    } else {
        name
    }
}

/// Returns the name of an address: "ada-quill" is "Ada Quill".
fn from_slug(name: &str) -> String {
    let is_slug = name.contains('-')
        && (2..=3).contains(&name.split('-').count())
        && name
            .split('-')
            .all(|part| part.len() > 1 && part.bytes().all(|byte| byte.is_ascii_lowercase()));
    if !is_slug {
        return name.to_owned();
    }
    let words = name.split('-').map(|part| {
        let mut letters = part.chars();
        let first = letters.next().map(|c| c.to_ascii_uppercase());
        first.into_iter().chain(letters).collect::<String>()
    });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::german_by("Von Ines Halloran", &["Ines Halloran"])]
    #[case::two_and_an_agency("Ines Halloran und Otto Vance, dpa", &["Ines Halloran", "Otto Vance", "dpa"])]
    #[case::an_agency_alone("dpa", &["dpa"])]
    #[case::in_capitals_with_role("By INES HALLORAN, CP Marine Writer", &["Ines Halloran"])]
    #[case::two_roles("Ines Halloran, Senior Staff Technologist, HLR Speech, and Technology Project", &["Ines Halloran"])]
    #[case::inverted("Halloran, Ines", &["Ines Halloran"])]
    #[case::a_surname_of_two("José Ortega y Gasset", &["José Ortega y Gasset"])]
    #[case::initials_in_brackets("Ines Halloran (iha)", &["Ines Halloran"])]
    #[case::an_address("Ines Halloran ines@ledger.example", &["Ines Halloran"])]
    #[case::a_day_after_it("Ines Halloran, Coast Ledger 4 MAR 2026", &["Ines Halloran", "Coast Ledger"])]
    #[case::a_slug("ines-halloran", &["Ines Halloran"])]
    #[case::a_button_behind_it("Ines Halloran Teilen", &["Ines Halloran"])]
    #[case::in_chinese("林美、王强", &["林美", "王强"])]
    #[case::a_reading_time("4 minutes", &[])]
    #[case::a_price("$19.99", &[])]
    #[case::a_host("ledger.example", &[])]
    #[case::a_desk("Ledger Staff", &["Ledger Staff"])]
    #[case::a_role_alone("Staff Writer", &[])]
    #[case::a_day_before_it("Monday August 27, 2018 10:05 am PDT by Ines Halloran", &["Ines Halloran"])]
    #[case::a_number("105092", &[])]
    fn authors_are_people(#[case] text: &str, #[case] expected: &[&str]) {
        let authors = name_authors(&[text.to_owned()], None);
        let authors: Vec<&str> = authors.iter().map(Clean::as_str).collect();
        assert_eq!(authors, expected);
    }
}
