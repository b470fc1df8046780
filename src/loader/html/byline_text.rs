//! Reads the words of an element that names authors, whose names and roles often only their style sets apart.

use super::facts;
use super::tree::HtmlPage;
use crate::loader::newsroom::NEWSROOM;
use crate::loader::story;
use crate::text::Clean;

/// No byline has more parts than this.
const MOST_PARTS: usize = 40;

/// Returns the words of an element that names authors, on one line: "Otto Vance, Chief Reporter; Ines Halloran" of four
/// elements without blanks or signs between them.
pub(super) fn byline_text(page: &HtmlPage<'_>, number: usize) -> String {
    let mut line = String::new();
    // Where the words begin behind the last sign that was added.
    let mut start = 0;
    let parts = facts::element_parts(page, number);
    for (part, is_line) in parts.iter().take(MOST_PARTS) {
        let part = Clean::line(part);
        if part.is_empty() {
            continue;
        }
        let before = line.get(start..).unwrap_or_default();
        let sign = if line.is_empty() {
            ""
        } else {
            sign_between(before, &part, *is_line)
        };
        line.push_str(sign);
        if sign.trim_start().starts_with([',', ';', '·']) {
            start = line.len();
        }
        line.push_str(&part);
    }
    line
}

/// Returns what belongs between two parts of a byline.
fn sign_between(before: &str, after: &str, is_line: bool) -> &'static str {
    let name = NEWSROOM.after_by(before).unwrap_or(before).trim();
    let is_name = story::is_name(name);
    let is_role = story::is_role(after) && !story::is_role(name);
    let is_place = is_line && !after.contains(' ') && after.starts_with(char::is_uppercase);
    let is_end = |c: char| c.is_lowercase() || c.is_ascii_digit();
    if is_name && after.contains(|c: char| c.is_ascii_digit()) {
        // "3 min read", "12 comments", "Updated 2 hours ago".
        " · "
    } else if is_name && (is_role || is_place) {
        ", "
    } else if story::is_name(after) && (is_name || story::is_role(name)) {
        "; "
    } else if is_line || before.ends_with(is_end) && after.starts_with(char::is_uppercase) {
        " "
    } else {
        ""
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::a_role("<b>OTTO VANCE</b><i>Chief Reporter</i>", "OTTO VANCE, Chief Reporter")]
    #[case::a_small_role("<b>Otto Vance</b><i>chief reporter</i>", "Otto Vance, chief reporter")]
    #[case::a_compound_role("<b>Otto Vance</b><i>Hafenredakteur</i>", "Otto Vance, Hafenredakteur")]
    #[case::two("<b>Otto Vance</b><b>Ines Halloran</b>", "Otto Vance; Ines Halloran")]
    #[case::two_with_roles(
        "<b>Otto Vance</b><i>Journaliste</i><b>Ines Halloran</b><i>Photographe</i>",
        "Otto Vance, Journaliste; Ines Halloran, Photographe"
    )]
    #[case::a_place_below("By Otto Vance<br>NORTHHAVEN", "By Otto Vance, NORTHHAVEN")]
    #[case::the_word_before_it("<i>By</i><b>Otto Vance</b>", "By Otto Vance")]
    #[case::how_long_it_takes("<b>Otto Vance</b><i>3 min read</i>", "Otto Vance · 3 min read")]
    #[case::how_many_answered(
        "<b>Otto Vance</b><i>1,204 comments</i>",
        "Otto Vance · 1,204 comments"
    )]
    #[case::parts_of_a_name("<b>Otto</b> <b>Vance</b>", "Otto Vance")]
    #[case::a_large_letter("<b>O</b>tto Vance", "Otto Vance")]
    #[case::signs_of_its_own(
        "<b>Otto Vance</b><i>, </i><b>Northhaven</b>",
        "Otto Vance, Northhaven"
    )]
    fn parts_of_a_byline_are_set_apart(#[case] html: &str, #[case] line: &str) {
        let html = format!("<p>{html}</p>");
        let page = HtmlPage::parse(&html);
        let number = page.nodes.iter().position(|node| node.name == "p").unwrap();
        assert_eq!(byline_text(&page, number), line);
    }
}
