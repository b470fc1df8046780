//! Reads the sentence that says where a story first appeared, and knows the paper's own notes on it.

use std::sync::LazyLock;

use regex::Regex;

use crate::loader::furniture::FURNITURE;
use crate::loader::{ascii_letters, date};

/// How provenance lines begin.
static OPENING: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let kind = "(?:story|article|piece|post|report|column|essay|interview|op-ed|review|dispatch)";
    let verb = "(?:appeared|appears|ran|published|posted|printed|produced|aired)";
    let once = "(?:also )?(?:originally|first|previously)";
    let forms = [
        format!("this {kind} (?:was |is |has been )?(?:{once} )?(?:re)?{verb}\\b"),
        format!("the {kind} (?:was |has )?{once} {verb}\\b"),
        format!(
            "an? (?:earlier |longer |shorter )?version of this {kind} (?:was |is |has )?(?:{once} )?{verb}\\b"
        ),
        format!("(?:originally|first) {verb}\\b"),
        "as published in\\b".to_owned(),
        "(?:reprinted|republished|reproduced) (?:courtesy|from|with|by|here)\\b".to_owned(),
        format!("this {kind} is (?:republished|reprinted|reproduced)\\b"),
        "from \\S.{0,120} copyright ©".to_owned(),
    ];
    Regex::new(&format!("^(?i)[\\W_]*(?:{})", forms.join("|"))).ok()
});

/// Who published it first; for letters as [`ascii_letters::to_ascii_letters`] writes them.
static OUTLET: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let name = r"(?<name>(?:[Tt]he )?[A-Z][A-Za-z0-9.&-]*(?:['’]s? [A-Z][A-Za-z0-9.&-]*| (?:of |and |& |for |in )?[A-Z][A-Za-z0-9.&-]*){0,5})";
    let verb = "(?i:appeared|appears|ran|published|posted|produced|printed|republished|reprinted|courtesy)";
    Regex::new(&format!(
        r"\b{verb}(?: online| in print)? (?:at|in|on|by|with|from|of|via)(?: print in| permission (?:of|from))? {name}"
    ))
    .ok()
});

/// No provenance line is longer than this many bytes.
const LONGEST: usize = 600;

fn may_be_provenance(passage: &str) -> bool {
    // A regular expression over every passage would take most of the loading time.
    let lower = passage.to_lowercase();
    FURNITURE
        .provenance_stems
        .iter()
        .any(|stem| lower.contains(stem))
}

/// Returns `true` if a passage says where the story first appeared.
pub(super) fn is_provenance(passage: &str) -> bool {
    passage.len() <= LONGEST
        && may_be_provenance(passage)
        && OPENING
            .as_ref()
            .is_some_and(|opening| opening.is_match(passage))
}

/// Returns `true` if a passage is a note of the paper on the story: "Editor's note: …", "Correction: …".
pub(in crate::loader) fn is_note(passage: &str) -> bool {
    let words = passage.trim_start_matches(|c: char| !c.is_alphanumeric());
    FURNITURE.notes.iter().any(|note| {
        let head = words.get(..note.len());
        head.is_some_and(|head| head.to_lowercase() == *note)
    })
}

/// Returns the outlet that a provenance line names: `ZDNet` of "at `ZDNet`'s Between the Lines".
///
/// A day, a place in print or an edition is none ("published on Monday", "in print on page A1", "As published in …").
pub(super) fn outlet_in(passage: &str) -> Option<&str> {
    const DAYS: [&str; 7] = ["Mon", "Tues", "Wednes", "Thurs", "Fri", "Satur", "Sun"];
    let letters = ascii_letters::to_ascii_letters(passage);
    let found = OUTLET.as_ref()?.captures(&letters)?.name("name")?.range();
    let name = passage.get(found)?;
    let name = name.split(['\'', '’']).next()?.trim_end_matches(['.', ' ']);
    let is_edition = passage.starts_with("As published");
    let is_day = name
        .strip_suffix("day")
        .is_some_and(|day| DAYS.contains(&day));
    let is_month = date::find_date(&format!("{name} 1, 2000")).is_some();
    (!is_edition && !is_day && !is_month && name.len() > 1).then_some(name)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::of_an_editor("Editor’s note: The Gazette has sailed on this ferry.", true)]
    #[case::a_correction("CORRECTION: The pier is not in Harrow.", true)]
    #[case::in_brackets("(Editors' note: Names were changed.)", true)]
    #[case::a_story("The editor’s note on the pier was short.", false)]
    #[case::a_course("Correction of the course took an hour.", false)]
    fn knows_a_note(#[case] passage: &str, #[case] is: bool) {
        assert_eq!(is_note(passage), is);
    }

    #[rstest]
    #[case::with_a_section(
        "This story originally appeared at ZDNet's Between the Lines under the headline \"X.\"",
        Some("ZDNet")
    )]
    #[case::with_an_article(
        "This article was originally published by The Coast Press.",
        Some("The Coast Press")
    )]
    #[case::on_a_page("Originally published on Harbor Ledger.", Some("Harbor Ledger"))]
    #[case::reprinted("Reprinted with permission from Island Notes.", Some("Island Notes"))]
    #[case::in_print(
        "A version of this article appears in print on September 8, 2016, on page A1.",
        None
    )]
    #[case::an_edition("As published in the International Harbor Ledger.", None)]
    #[case::on_a_day("This post was first published on Monday.", None)]
    fn reads_provenance(#[case] line: &str, #[case] name: Option<&str>) {
        assert!(is_provenance(line));
        assert_eq!(outlet_in(line), name);
    }

    #[rstest]
    #[case::a_story_about_a_story(
        "The article that appeared in the Ledger on Monday angered the harbor master."
    )]
    #[case::an_update("This story has been updated to include a comment.")]
    #[case::a_report_in_the_story("The report appeared to calm nobody.")]
    fn leaves_the_story_alone(#[case] line: &str) {
        assert!(!is_provenance(line));
    }
}
