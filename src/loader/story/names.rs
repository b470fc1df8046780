//! Tells people's names and roles in byline noise.

use crate::loader::date;
use crate::loader::newsroom::NEWSROOM;

/// The longest name and the longest role, in bytes.
const LONGEST_NAME: usize = 50;
const LONGEST_ROLE: usize = 80;

/// Returns `true` if `text` is a person's name and nothing else: two to four words, written as names are.
pub(in crate::loader) fn is_name(text: &str) -> bool {
    // A paragraph is told by its length, before it is split.
    if text.len() > LONGEST_NAME {
        return false;
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let capitalized = words.iter().filter(|word| is_name_word(word)).count();
    let fits = |word: &&&str| is_name_word(word) || NEWSROOM.particles.contains(**word);
    (2..=4).contains(&words.len())
        && !words
            .iter()
            .any(|word| NEWSROOM.broadcasters.contains(*word))
        && capitalized >= 2
        && words.iter().filter(fits).count() == words.len()
        && words.first().is_some_and(|word| is_name_word(word))
        && words
            .last()
            .is_some_and(|word| !word.ends_with('.') || matches!(*word, "Jr." | "Sr."))
        && !is_role(text)
}

/// Returns `true` if a line is the name of a section and nothing else: "OPINION", "Weekend Feature".
pub(super) fn is_section(line: &str) -> bool {
    const LONGEST: usize = 40;
    let is_word =
        |word: &str| NEWSROOM.no_names.contains(word.to_lowercase().as_str()) && word.len() > 3;
    line.len() <= LONGEST
        && line
            .split([' ', '&', '/', '|'])
            .filter(|word| !word.is_empty())
            .all(is_word)
}

/// Returns `true` if a word can be part of a name: "Ines", "O'Malley-Lyle", "J.".
pub(super) fn is_name_word(word: &str) -> bool {
    let letters = |c: char| c.is_alphabetic() || matches!(c, '\'' | '’' | '-' | '.');
    word.starts_with(char::is_uppercase)
        && word.chars().all(letters)
        && (!word.ends_with('.') || word.chars().count() <= 3)
        && !NEWSROOM.no_names.contains(word.to_lowercase().as_str())
}

/// Returns `true` if `text` is what somebody is rather than who: "Waterfront reporter", "Writer-editor".
pub(in crate::loader) fn is_role(text: &str) -> bool {
    if text.len() > LONGEST_ROLE {
        return false;
    }
    let words = text.split_whitespace().count();
    let last = text
        .rsplit([' ', '-', '/'])
        .next()
        .unwrap_or_default()
        .to_lowercase();
    let singular = last.strip_suffix('s').unwrap_or(&last);
    (1..=7).contains(&words) && (NEWSROOM.roles.contains(singular) || is_compound_role(singular))
}

/// Returns `true` if a word in lower case ends with a role, as in languages that join words: "wirtschaftsredakteur".
fn is_compound_role(word: &str) -> bool {
    const SHORTEST: usize = 7;
    let is_end = |role: &&&str| role.chars().count() >= SHORTEST && word.ends_with(**role);
    word.len() > SHORTEST && NEWSROOM.roles.iter().any(|role| is_end(&role))
}

/// Splits the name off "Ines Halloran Waterfront reporter".
///
/// `known` are names that are alone on a line elsewhere; without one, the name is as short as possible.
pub(super) fn name_before_role<'a>(text: &'a str, known: &[&str]) -> Option<&'a str> {
    if !is_role(text) {
        return None;
    }
    if let Some(name) = known.iter().find(|name| text.starts_with(**name)) {
        return text.get(..name.len());
    }
    let breaks = text.match_indices(' ').map(|(at, _)| at);
    let mut names = breaks
        .filter_map(|at| text.get(..at))
        .map(|name| name.trim_end_matches(','))
        .filter(|name| is_name(name));
    names.next()
}

/// Returns a name without the role behind it: "Ines Halloran" of "Ines Halloran Staff Writer".
pub(in crate::loader) fn name_without_role(text: &str) -> String {
    name_before_role(text, &[]).unwrap_or(text).to_owned()
}

/// Reads the names in "Ines Halloran, Lorne Pryce and Otto Vance in Northhaven".
pub(in crate::loader) fn list_names(text: &str) -> Vec<String> {
    // "BY INES HALLORAN FOR THE COAST PRESS"
    let lower = text.to_ascii_lowercase();
    let text = [" in ", " for ", " at ", " reports", " | "]
        .iter()
        .filter_map(|tail| text.get(..lower.find(tail)?))
        .chain(date::before_day(text))
        .min_by_key(|names| names.len())
        .unwrap_or(text);
    let parts = text
        .split([',', ';', '&'])
        .flat_map(|part| part.split(" and "));
    let parts = parts.flat_map(|part| part.split(" with "));
    let names = parts.map(|part| {
        part.trim()
            .trim_start_matches("and ")
            .trim_end_matches(['.', ':'])
    });
    let names = names.map(|name| name_before_role(name, &[]).unwrap_or(name));
    names.map(write_name).filter(|name| is_name(name)).collect()
}

/// Returns the names in a text of nothing else, in a script of which they are short: "林美咲 王强".
pub(in crate::loader) fn chinese_names(text: &str) -> Vec<String> {
    const LENGTH: std::ops::RangeInclusive<usize> = 2..=4;
    let is_chinese = |c: char| matches!(c, '\u{4e00}'..='\u{9fff}');
    let words = text.split([' ', '、', '，', '\u{3000}']);
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let is_name = |word: &&str| {
        LENGTH.contains(&word.chars().count())
            && word.chars().all(is_chinese)
            && !NEWSROOM.roles_behind.contains(word)
    };
    if words.iter().all(is_name) {
        words.into_iter().map(str::to_owned).collect()
    } else {
        Vec::new()
    }
}

/// Reads the names in a field of authors; without any the text is the name.
pub(in crate::loader) fn list_authors(text: &str) -> Vec<String> {
    if let Some(name) = turn_inverted(text) {
        return vec![name];
    }
    let names = list_names(text);
    if names.is_empty() {
        return vec![text.to_owned()];
    }
    names
}

/// Returns the one name in a text with the family name first: "María de la Cruz" of "de la Cruz, María".
pub(in crate::loader) fn turn_inverted(text: &str) -> Option<String> {
    const MOST_GIVEN: usize = 3;
    let (family, given) = text.split_once(',')?;
    let (family, given) = (family.trim(), given.trim());
    let given_words: Vec<&str> = given.split_whitespace().collect();
    let mut family_words = family.split_whitespace().rev();
    let is_word = |word: &str| is_name_word(word) && !NEWSROOM.broadcasters.contains(word);
    // "Ines Halloran, Otto" has its given names in front.
    let is_family = family_words.next().is_some_and(is_word)
        && family_words.all(|word| NEWSROOM.particles.contains(word.to_lowercase().as_str()));
    let is_given = (1..=MOST_GIVEN).contains(&given_words.len())
        && given_words.iter().all(|word| is_word(word));
    let is_somebody = [family, given]
        .iter()
        .all(|part| !NEWSROOM.is_agency(part) && !is_role(part));
    let name = || write_name(&format!("{} {family}", given_words.join(" ")));
    (is_family && is_given && is_somebody).then(name)
}

/// Returns a name in capitals as it is written elsewhere: "INES HALLORAN-LYLE" is "Ines Halloran-Lyle".
pub(in crate::loader) fn write_name(name: &str) -> String {
    let is_shouted = name.len() > 4 && !name.contains(char::is_lowercase);
    let mut begins = true;
    let mut lower = |c: char| {
        let is_first = std::mem::replace(&mut begins, !c.is_alphabetic());
        if is_first {
            c.to_string()
        } else {
            c.to_lowercase().to_string()
        }
    };
    if is_shouted {
        name.chars().map(&mut lower).collect()
    } else {
        name.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::two("Ines Halloran and Otto Vance", &["Ines Halloran", "Otto Vance"])]
    #[case::a_comma("Ines Halloran, Otto Vance", &["Ines Halloran", "Otto Vance"])]
    #[case::turned_around("Halloran, Ines", &["Ines Halloran"])]
    #[case::with_a_particle("de la Cruz, María José", &["María José de la Cruz"])]
    #[case::an_agency("Ines Halloran, Reuters", &["Ines Halloran"])]
    #[case::a_body("Office for National Statistics", &["Office for National Statistics"])]
    fn authors_are_listed(#[case] text: &str, #[case] expected: &[&str]) {
        assert_eq!(list_authors(text), expected);
    }

    #[rstest]
    #[case::one_of_each("Halloran, Ines", Some("Ines Halloran"))]
    #[case::initials("Halloran, I. J.", Some("I. J. Halloran"))]
    #[case::particles("de la Cruz, María José", Some("María José de la Cruz"))]
    #[case::a_capital_particle("Van der Molen, Petra", Some("Petra Van der Molen"))]
    #[case::in_capitals("HALLORAN, INES", Some("Ines Halloran"))]
    #[case::two_people("Ines Halloran, Otto Vance", None)]
    #[case::three("Halloran, Ines, Otto", None)]
    #[case::an_agency("Halloran, Reuters", None)]
    #[case::an_outlet("Halloran, BBC", None)]
    #[case::a_role("Halloran, Reporter", None)]
    #[case::a_desk("Harbor, News Desk", None)]
    #[case::a_sentence("Halloran, who waits", None)]
    #[case::no_comma("Ines Halloran", None)]
    fn an_inverted_name_is_turned(#[case] text: &str, #[case] name: Option<&str>) {
        assert_eq!(turn_inverted(text).as_deref(), name);
    }

    #[rstest]
    #[case::two_words("Ines Halloran", true)]
    #[case::an_initial("Ines J. Halloran", true)]
    #[case::a_particle("Petra van der Molen", true)]
    #[case::hyphens_and_apostrophes("Desmond O'Kafor-Lyle", true)]
    #[case::accents("Élodie Garnier", true)]
    #[case::a_section("World News", false)]
    #[case::a_sentence("Ines Halloran.", false)]
    #[case::one_word("Halloran", false)]
    #[case::a_headline("Ferry Stops For Good", false)]
    #[case::small_words("Ines halloran", false)]
    #[case::an_outlet("BBC Northhaven", false)]
    #[case::in_capitals("INES HALLORAN", true)]
    #[case::initials("JDW Halloran", true)]
    fn knows_a_name(#[case] text: &str, #[case] is: bool) {
        assert_eq!(is_name(text), is);
    }

    #[rstest]
    #[case("OPINION", true)]
    #[case("Weekend Feature", true)]
    #[case("Ines Halloran", false)]
    #[case("The Post", false)]
    fn knows_a_section(#[case] line: &str, #[case] is: bool) {
        assert_eq!(is_section(line), is);
    }

    #[rstest]
    #[case::one("Ines Halloran", &["Ines Halloran"])]
    #[case::two("Ines Halloran and Lorne Pryce", &["Ines Halloran", "Lorne Pryce"])]
    #[case::three("Ines Halloran, Lorne Pryce and Otto Vance", &["Ines Halloran", "Lorne Pryce", "Otto Vance"])]
    #[case::in_a_place("Ines Halloran in Northhaven", &["Ines Halloran"])]
    #[case::for_a_paper("INES HALLORAN FOR THE COAST PRESS", &["Ines Halloran"])]
    #[case::with_an_outlet("Ines Halloran, Coast Press", &["Ines Halloran"])]
    #[case::with_a_role("Ines Halloran, Senior Staff Writer", &["Ines Halloran"])]
    #[case::in_capitals("INES HALLORAN and LORNE PRYCE", &["Ines Halloran", "Lorne Pryce"])]
    #[case::nobody("Monday the ferry had stopped", &[])]
    fn reads_a_list_of_names(#[case] text: &str, #[case] names: &[&str]) {
        assert_eq!(list_names(text), names);
    }

    #[rstest]
    #[case::known("Ines Halloran Waterfront reporter", &["Ines Halloran"], Some("Ines Halloran"))]
    #[case::unknown("Ines Halloran Writer-editor", &[], Some("Ines Halloran"))]
    #[case::no_role("Ines Halloran Waterfront", &[], None)]
    fn parts_a_name_from_its_role(
        #[case] text: &str,
        #[case] known: &[&str],
        #[case] name: Option<&str>,
    ) {
        assert_eq!(name_before_role(text, known), name);
    }
}
