//! Writes one name of a byline as it should be: without roles, buttons and what is none.

use crate::loader::newsroom::NEWSROOM;
use crate::loader::{date, story};

/// No name is longer than this many bytes.
const LONGEST_NAME: usize = 80;

/// Returns a name as it should be written; `None` if it is none: a reading time, a price, a host, a number.
pub(super) fn clean_name(name: &str) -> Option<String> {
    let name = NEWSROOM.after_by(name).unwrap_or(name);
    let name = without_button(without_role(name));
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
    if date::is_month(name) || name.split_whitespace().count() > 7 || is_nobody(name) {
        return None;
    }
    Some(story::write_name(&from_slug(name)))
}

/// Returns a name without what its bearer is: "김민수" of "김민수 기자", "Ines Halloran" of "our correspondent Ines Halloran".
pub(super) fn without_role(name: &str) -> &str {
    let name = name.trim();
    let short = NEWSROOM
        .roles_behind
        .iter()
        .find_map(|role| name.strip_suffix(*role));
    if let Some(short) = short.map(str::trim_end).filter(|short| !short.is_empty()) {
        return short;
    }
    let blanks = name.match_indices(' ').map(|(at, _)| at);
    let mut halves = blanks.filter_map(|at| Some((name.get(..at)?, name.get(at + 1..)?)));
    let behind_role = halves.find(|(role, rest)| story::is_role(role) && story::is_name(rest));
    behind_role.map_or(name, |(_, rest)| rest)
}

/// Returns `true` if a name is what programs call whoever writes, or a day of the week.
fn is_nobody(name: &str) -> bool {
    const SHORTEST_DAY: usize = 3;
    let lower = name.to_lowercase();
    let lower = lower.as_str();
    let is_day = || lower.len() < SHORTEST_DAY && NEWSROOM.date_words.contains(lower);
    NEWSROOM.nobodies.contains(lower)
        || is_day()
        || NEWSROOM
            .nobody_beginnings
            .iter()
            .any(|beginning| lower.starts_with(beginning))
}

/// Returns a name without the word of a button that is printed behind it.
fn without_button(name: &str) -> &str {
    let Some((before, last)) = name.trim_end().rsplit_once(' ') else {
        return name;
    };
    let is_button = NEWSROOM.buttons.contains(last.to_lowercase().as_str());
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
    #[case::a_korean_reporter("김민수 기자", Some("김민수"))]
    #[case::a_role_before_it("unserer Korrespondentin Ines Halloran", Some("Ines Halloran"))]
    #[case::a_program("Super User", None)]
    #[case::a_price("ab 3 €", None)]
    fn a_name_is_cleaned(#[case] written: &str, #[case] name: Option<&str>) {
        assert_eq!(clean_name(written).as_deref(), name);
    }
}
