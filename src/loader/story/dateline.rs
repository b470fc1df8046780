//! Finds the place and agency that open a wire story.

use std::sync::LazyLock;

use regex::Regex;

use crate::loader::{ascii_letters, draft};

/// A place in capitals, or any place with an agency in brackets, then perhaps a date, then a dash; for letters as
/// [`ascii_letters::to_ascii_letters`] writes them.
static DATELINE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let shouted = r"[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,3}";
    let place = r"[A-Z][A-Za-z.'’-]+(?: [A-Z][A-Za-z.'’-]*| (?:de|del|la|of)){0,3}";
    let region = r"(?:, (?:[A-Z][A-Za-z.'’-]*)(?: [A-Z][A-Za-z.'’-]*){0,2}){0,2}";
    let day = r"(?:, [A-Z][A-Za-z]{2,8}\.? [0-9]{1,2})?";
    let agency = r"\((?:[A-Z][A-Za-z .&/]{1,24})\)";
    let dash = r"(?:\s*[—–]\s*|\s+--?\s+)";
    let start = r#"["“‘'’\[(¿¡$]{0,3}[A-Z0-9]"#;
    let forms = [
        format!(
            "(?<a>{shouted}{region}{day}(?: {agency})?){dash}(?:{start}|{start_quote})",
            start_quote = "''"
        ),
        format!("(?<b>{place}{region}{day} {agency}){dash}"),
        format!("(?<c>{agency}){dash}"),
        format!("(?<d>(?:{place}{region} )?{agency})[A-Z]"),
    ];
    Regex::new(&format!("^(?:{})", forms.join("|"))).ok()
});

/// A dateline ends within this many bytes.
const LONGEST: usize = 120;

/// Splits a paragraph into its dateline, without the dash, and the words of the story.
pub(super) fn split_dateline(paragraph: &str) -> Option<(&str, &str)> {
    let head = draft::head_within(paragraph, LONGEST);
    if !head.starts_with(|c: char| c.is_uppercase() || c == '(') {
        return None;
    }
    // Every form has one of these; without them the pattern need not be looked at.
    if !head.contains(['—', '–', '-', '(']) {
        return None;
    }
    let letters = ascii_letters::to_ascii_letters(head);
    let found = DATELINE.as_ref()?.captures(&letters)?;
    let end = found.iter().skip(1).flatten().next()?.end();
    let (dateline, rest) = paragraph.split_at_checked(end)?;
    let story = rest
        .trim_start()
        .trim_start_matches(['—', '–', '-'])
        .trim_start();
    let is_place = dateline.chars().filter(|c| c.is_alphabetic()).count() > 1;
    (is_place && !story.is_empty()).then_some((dateline, story))
}

/// Returns the agency in a dateline: "AP" in "NORTHHAVEN (AP)".
pub(super) fn agency_in(dateline: &str) -> Option<&str> {
    let (_, after) = dateline.rsplit_once('(')?;
    after.strip_suffix(')')
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::place_and_agency("NORTHHAVEN (CP) — The ferry", "NORTHHAVEN (CP)")]
    #[case::with_a_country(
        "SABLE ISLAND, Canada (Reuters) - The ferry",
        "SABLE ISLAND, Canada (Reuters)"
    )]
    #[case::place_alone("NORTHHAVEN - The ferry", "NORTHHAVEN")]
    #[case::with_a_state("ST. ORRIN, N.H. - At the pier", "ST. ORRIN, N.H.")]
    #[case::two_hyphens("NORTHHAVEN -- The ferry", "NORTHHAVEN")]
    #[case::with_a_date("NEW ORRIN, Nov. 19 (UPI) — The ferry", "NEW ORRIN, Nov. 19 (UPI)")]
    #[case::not_shouted("Northhaven (CNN) — The ferry", "Northhaven (CNN)")]
    #[case::agency_alone("(CNN) — The ferry", "(CNN)")]
    #[case::glued("Northhaven (CNN)The ferry", "Northhaven (CNN)")]
    #[case::before_a_quote("NORTHHAVEN — “The ferry", "NORTHHAVEN")]
    #[case::before_two_single_marks("NORTHHAVEN -- ''The ferry", "NORTHHAVEN")]
    fn finds_a_dateline(#[case] text: &str, #[case] dateline: &str) {
        let (found, story) = split_dateline(text).unwrap();
        assert_eq!(found, dateline);
        assert!(
            text.ends_with(story)
                && story
                    .trim_start_matches(['“', '\''])
                    .starts_with(['T', 'A'])
        );
    }

    #[rstest]
    #[case::a_sentence("The ferry stopped.")]
    #[case::a_dash_in_a_sentence("NATO — the alliance — met.")]
    #[case::a_hyphenated_word("NORTHHAVEN-BASED crews met.")]
    #[case::no_place("I — The ferry")]
    #[case::nothing_after("NORTHHAVEN (CP) — ")]
    #[case::brackets_in_a_sentence("Lorne Pryce (D-Md.) said so.")]
    fn leaves_other_openings_alone(#[case] text: &str) {
        assert_eq!(split_dateline(text), None);
    }

    #[test]
    fn names_the_agency() {
        assert_eq!(agency_in("NORTHHAVEN (AP)"), Some("AP"));
        assert_eq!(agency_in("NORTHHAVEN"), None);
    }
}
