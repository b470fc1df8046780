//! The people who wrote an article, out of what a page states and prints about them.

use std::collections::{HashMap, HashSet};

use super::person::{clean_name, without_role};
use super::{bylines, organisation, signed, tasks};
use crate::loader::left_out::letters_and_digits;
use crate::loader::newsroom::NEWSROOM;
use crate::loader::{date, outlet, story};
use crate::text::Clean;

/// No line about authors is longer than this many bytes; a longer one is a biography.
const LONGEST: usize = 300;

/// Returns the authors that fields for them name, each once, but not the site, whose name is `source`.
///
/// A name that a field holds alone is as it is written there, in capitals too.
pub(super) fn name_stated_authors(fields: &[String], source: Option<&str>) -> Vec<Clean> {
    let written = fields.iter().map(|field| Clean::line(field)).rev();
    let written: HashMap<String, Clean> =
        written.map(|field| (field.to_lowercase(), field)).collect();
    let as_written = |name: Clean| written.get(&name.to_lowercase()).cloned().unwrap_or(name);
    let names = name_authors(fields, source);
    names.into_iter().map(as_written).collect()
}

/// Returns the authors that a page prints: where some are whole names, what is neither such a name nor an agency is none.
pub(super) fn name_printed_authors(texts: &[String], source: Option<&str>) -> Vec<Clean> {
    let mut authors = name_authors(texts, source);
    if authors.iter().any(|name| story::is_name(name)) {
        let is_agency = |name: &str| !name.contains(' ') && !is_single_word(name);
        authors.retain(|name| story::is_name(name) || !name.is_ascii() || is_agency(name));
    }
    authors
}

/// Returns the authors that texts name, each once, but not the site, whose name is `source`.
///
/// What follows a name and a role in a list is part of the role.
pub(in crate::loader) fn name_authors(texts: &[String], source: Option<&str>) -> Vec<Clean> {
    let mut authors: Vec<String> = Vec::new();
    let mut known = HashSet::new();
    for name in texts.iter().flat_map(|text| split_names(text, source)) {
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
    authors.retain(|name| !is_host(name) || source.is_some_and(|source| is_host_of(name, source)));
    authors.iter().map(|name| Clean::line(name)).collect()
}

/// Returns `true` if a name is that of a site, or of a part of it: "HRT Northhaven" of "HRT.example".
pub(super) fn is_of_site(name: &str, source: &str) -> bool {
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

/// Returns `true` if a host is that of a site: "ledger.example" of "The Ledger".
fn is_host_of(host: &str, source: &str) -> bool {
    const SHORTEST: usize = 4;
    let label = host.split('.').next().unwrap_or(host);
    !host.starts_with("www.")
        && (is_within(host, source) || label.len() >= SHORTEST && is_within(label, source))
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

/// Returns the names that a line signs which says that it does, as one text: "Par Inès Halloran à Port-Nord".
pub(super) fn read_signature(line: &str) -> Option<String> {
    const LONGEST_LABELLED: usize = 60;
    let line = signed::labelled_part(line).unwrap_or(line);
    let line = if bylines::is_of_korean_reporter(line) {
        bylines::bare_reporter(line)
    } else {
        line
    };
    let names = split_names(line, None);
    let is_person = names.first().is_some_and(|name| story::is_name(name));
    // Behind a label are names of any script.
    let is_labelled = |signed: &str| {
        let label = line.strip_suffix(signed).unwrap_or_default().trim_end();
        line.len() <= LONGEST_LABELLED && (label.ends_with([':', '：']) || !label.is_ascii())
    };
    let signed = NEWSROOM.after_by(line);
    let is_signed = signed.is_some_and(|signed| is_person || is_labelled(signed))
        || bylines::is_of_korean_reporter(line);
    (is_signed && !names.is_empty()).then(|| names.join("; "))
}

/// Returns `true` if a text is the names of those who sign and little else.
pub(super) fn is_signature(text: &str) -> bool {
    const LONGEST_LINE: usize = 120;
    if text.len() > LONGEST_LINE {
        return false;
    }
    let names = split_names(text, None);
    let length: usize = names.iter().map(String::len).sum();
    let is_most = length * 2 > text.len() || NEWSROOM.after_by(text).is_some();
    names.first().is_some_and(|name| story::is_name(name)) && is_most
}

/// Returns the names in a text, without the word before them, their roles, addresses and the day after them.
fn split_names(text: &str, source: Option<&str>) -> Vec<String> {
    let text = Clean::line(text);
    if text.is_empty() || text.len() > LONGEST {
        return Vec::new();
    }
    let text = without_asides(&text);
    let text = tasks::part_tasks(signed::labelled_part(&text).unwrap_or(&text));
    let text = NEWSROOM.after_by(&text).unwrap_or(&text);
    let text = before_date(after_date(text));
    if let Some(name) = organisation::name_organisation(text, source) {
        return vec![name.to_owned()];
    }
    if let Some(name) = story::turn_inverted(text) {
        return vec![name];
    }
    let listed = story::chinese_names(text);
    if listed.len() > 1 {
        return listed;
    }
    let mut names = Vec::new();
    let mut has_role = false;
    let parts = text
        .split([';', '|', '•', '·', '、', '，'])
        .flat_map(|part| part.split(" / "));
    let parts = parts.flat_map(|part| split_at_dash(part, source));
    for part in parts.flat_map(split_at_and) {
        has_role |= read_person(&part, has_role, &mut names);
    }
    names
}

/// Adds the people of a part of a byline to `names`; returns `true` if it names a role.
fn read_person(part: &str, has_role: bool, names: &mut Vec<String>) -> bool {
    let mut is_role = false;
    let mut is_full = false;
    for (at, piece) in part.split(',').map(str::trim).enumerate() {
        if at > 0 && GENERATIONS.contains(&piece.trim_end_matches('.')) {
            if let Some(name) = names.last_mut() {
                *name = format!("{name} {piece}");
            }
            continue;
        }
        let piece = without_role(before_place(without_and(piece)));
        let name = match at {
            0 if !has_role => story::name_without_role(piece),
            _ => piece.to_owned(),
        };
        // "Ada Quill, Staff Writer, Harbor Desk": below a role is no other person.
        is_role |= names_role(&name) || has_role && !story::is_name(&name);
        // "Ada Quill, Northhaven", "Ada Quill, PhD": behind a whole name is no shorter one.
        let is_aside = is_full && is_single_word(piece);
        if !is_role
            && !is_aside
            && let Some(name) = clean_name(&name)
        {
            is_full |= name.contains(' ');
            names.push(name);
        }
    }
    is_role
}

/// Returns a piece of a byline without the word for "and" that it begins with.
fn without_and(piece: &str) -> &str {
    let (word, rest) = piece.split_once(' ').unwrap_or_default();
    if NEWSROOM.and.contains(word) && story::is_name(rest) {
        rest
    } else {
        piece
    }
}

/// What follows a name behind a comma and is a part of it.
const GENERATIONS: [&str; 5] = ["Jr", "Sr", "II", "III", "IV"];

/// Returns `true` if a piece of a byline is one word that names no agency.
fn is_single_word(piece: &str) -> bool {
    let is_agency = |part: &str| NEWSROOM.is_agency(part);
    !piece.contains(' ') && !piece.split('/').any(is_agency)
}

/// Returns the name in "Ines Halloran in Northhaven".
fn before_place(piece: &str) -> &str {
    let places = [
        " in ", " aus ", " à ", " em ", " desde ", " uit ", " vanuit ", " från ", " fra ", " из ",
    ]
    .iter();
    let mut names = places.filter_map(|word| Some(piece.split_once(word)?.0));
    names.find(|name| story::is_name(name)).unwrap_or(piece)
}

/// Splits a part of a byline at a dash between the site and a name, or behind a name.
fn split_at_dash<'a>(part: &'a str, source: Option<&str>) -> Vec<&'a str> {
    let mut dashes = [" - ", " – ", " — "].iter();
    let Some((before, after)) = dashes.find_map(|dash| part.split_once(dash)) else {
        return vec![part];
    };
    let is_site = |text: &str| source.is_some_and(|source| is_of_site(text.trim(), source));
    if is_site(before) || is_site(after) || story::is_name(before.trim()) {
        vec![before, after]
    } else {
        vec![part]
    }
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
    // Elements that only their style parts: "Halloran,Harbor Editor,and Vance".
    let bare = bare.replace(',', ", ");
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
    #[case::how_long_it_takes("Ines Halloran · 3 min read", &["Ines Halloran"])]
    #[case::how_many_answered("By Ines Halloran · Updated 2 hours ago · 12 comments", &["Ines Halloran"])]
    #[case::a_slug("ines-halloran", &["Ines Halloran"])]
    #[case::a_button_behind_it("Ines Halloran Teilen", &["Ines Halloran"])]
    #[case::in_chinese("林美、王强", &["林美", "王强"])]
    #[case::in_chinese_with_a_blank("记者：林美 王强", &["林美", "王强"])]
    #[case::a_reading_time("4 minutes", &[])]
    #[case::a_price("$19.99", &[])]
    #[case::a_host("ledger.example", &[])]
    #[case::a_desk("Ledger Staff", &["Ledger Staff"])]
    #[case::a_role_alone("Staff Writer", &[])]
    #[case::a_day_before_it("Monday August 27, 2018 10:05 am PDT by Ines Halloran", &["Ines Halloran"])]
    #[case::a_number("105092", &[])]
    #[case::a_place_behind_each("Ines Halloran, Northhaven; Otto Vance", &["Ines Halloran", "Otto Vance"])]
    #[case::in_places("Ines Halloran in Northhaven and Otto Vance in East Pier", &["Ines Halloran", "Otto Vance"])]
    #[case::a_role_before_it("Von unserer Korrespondentin Ines Halloran, Nordhafen", &["Ines Halloran"])]
    #[case::without_blanks("By Ines Halloran,Harbor Editor,and Otto Vance", &["Ines Halloran", "Otto Vance"])]
    #[case::a_degree("Ines Halloran, PhD", &["Ines Halloran"])]
    #[case::a_generation("Otto Vance, Jr.", &["Otto Vance Jr."])]
    #[case::names_of_one_word("Ines, Otto, Ada", &["Ines", "Otto", "Ada"])]
    #[case::two_agencies("Ines Halloran, dpa/afp", &["Ines Halloran", "dpa/afp"])]
    #[case::a_dash_before_a_role("Ines Halloran - Staff Writer", &["Ines Halloran"])]
    #[case::a_link_to_all_of_an_author("View all posts by Ines Halloran", &["Ines Halloran"])]
    #[case::published_by("Veröffentlicht von Ines Halloran", &["Ines Halloran"])]
    #[case::what_a_program_calls_them("admin", &[])]
    #[case::an_address_of_a_company("Harbor Media GmbH, Northhaven, Germany", &["Harbor Media GmbH"])]
    #[case::an_address_of_a_site("ledger.example, Northhaven, Germany", &[])]
    #[case::an_office("Amt für Fähren, Bildung und Wetter", &["Amt für Fähren, Bildung und Wetter"])]
    #[case::the_beginning_of_a_day("Do 9 Apr 2026", &[])]
    fn authors_are_people(#[case] text: &str, #[case] expected: &[&str]) {
        let authors = name_authors(&[text.to_owned()], None);
        let authors: Vec<&str> = authors.iter().map(Clean::as_str).collect();
        assert_eq!(authors, expected);
    }

    #[rstest]
    #[case::a_name("Par Inès Halloran à Port-Nord", Some("Inès Halloran"))]
    #[case::a_label("作者：林美", Some("林美"))]
    #[case::a_label_in_the_middle("2026年3月4日 作者：林美 来源：港口日报", Some("林美"))]
    #[case::a_role_in_japanese("編集委員・林美咲", Some("林美咲"))]
    #[case::a_headline("Von Hamburg bis Rom: Im Netz der Boote", None)]
    #[case::nobody("Von morgens bis abends", None)]
    fn a_line_signs_if_it_says_so(#[case] line: &str, #[case] names: Option<&str>) {
        assert_eq!(read_signature(line).as_deref(), names);
    }

    #[rstest]
    #[case::its_name_before_a_name("Ledger - Ines Halloran", "Ledger", &["Ines Halloran"])]
    #[case::its_name_with_its_place("Ledger & Lantern, Northhaven, Germany", "Ledger & Lantern", &["Ledger & Lantern"])]
    #[case::its_host("ledger.example", "The Ledger", &["ledger.example"])]
    #[case::another_host("hoster.example", "The Ledger", &[])]
    fn a_site_signs_only_for_itself(
        #[case] text: &str,
        #[case] source: &str,
        #[case] expected: &[&str],
    ) {
        let authors = name_authors(&[text.to_owned()], Some(source));
        assert_eq!(authors, expected);
    }

    #[rstest]
    #[case::alone("INES HALLORAN", "INES HALLORAN")]
    #[case::below_a_word("By INES HALLORAN", "Ines Halloran")]
    fn a_field_is_as_it_is_written(#[case] field: &str, #[case] expected: &str) {
        assert_eq!(name_stated_authors(&[field.to_owned()], None), [expected]);
    }
}
