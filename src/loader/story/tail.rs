//! Finds what follows a story: provenance, who else reported, biographies, signatures.

use super::byline::{self, Credit};
use super::line;
use super::names;
use super::provenance;
use crate::article::BlockKind;
use crate::loader::furniture::FURNITURE;
use crate::loader::passage::DraftPassage;

/// The passages at the end among which provenance is looked for, and those that may be about the authors.
const END: usize = 8;
const VERY_END: usize = 3;

/// No line about the authors is longer than this many bytes.
const LONGEST: usize = 400;

/// Marks what follows the story, and returns the authors that are named only there; `known` are those named above.
pub(super) fn mark_tail(passages: &mut [DraftPassage<'_>], known: &[String]) -> Credit {
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    let mut credit = Credit::default();
    let first = passages
        .iter()
        .position(|passage| passage.kind.is_none())
        .unwrap_or(passages.len());
    let (story, end) = passages.split_at_mut(
        passages
            .len()
            .saturating_sub(VERY_END)
            .max(first + 1)
            .min(passages.len()),
    );
    for passage in end
        .iter_mut()
        .filter(|passage| passage.kind.is_none() && passage.text.len() <= LONGEST)
    {
        let is_known = byline::is_biography(&passage.text, &known);
        let told = || read_author_line(&passage.text, story);
        let Some(authors) = is_known.then(Vec::new).or_else(told) else {
            continue;
        };
        passage.kind = Some(BlockKind::Byline);
        credit.merge_credit(Credit {
            authors,
            ..Credit::default()
        });
    }
    credit.merge_credit(follow_lines(passages));
    mark_provenance(passages, first);
    credit
}

/// Marks provenance lines anywhere near the end, and the paper's own notes anywhere.
fn mark_provenance(passages: &mut [DraftPassage<'_>], first: usize) {
    let start = passages.len().saturating_sub(END).max(first);
    for (at, passage) in passages.iter_mut().enumerate() {
        let is_known = at >= start && provenance::is_provenance(&passage.text);
        if passage.kind.is_none() && (is_known || provenance::is_note(&passage.text)) {
            passage.kind = Some(BlockKind::Provenance);
        }
    }
}

/// Parses a line about the authors and returns the names in it; `story` is what precedes the line.
fn read_author_line(line: &str, story: &[DraftPassage<'_>]) -> Option<Vec<String>> {
    if is_contribution(line) {
        return Some(Vec::new());
    }
    let words = without_signs(line);
    // "-- By Ines Halloran Follow @inesh"
    let signed = words.split(" Follow ").next().unwrap_or(words);
    if words.len() < line.len()
        && signed.starts_with("By ")
        && let Some(credit) = byline::parse_certain(signed)
    {
        return Some(credit.authors);
    }
    let name = words.trim_end_matches(['.', ')']);
    if words.len() < line.len() && names::is_name(name) {
        return Some(vec![name.to_owned()]);
    }
    biography_subject(line, story).map(|name| vec![name.to_owned()])
}

/// Returns `true` if a line says who else worked on the story.
pub(super) fn is_contribution(line: &str) -> bool {
    let words = without_signs(line);
    let lower = words.to_lowercase();
    let holds = |parts: &[&str]| parts.iter().any(|part| line.contains(part));
    let first = words.split([' ', ',']).next().unwrap_or_default();
    let is_short =
        line.len() <= 200 && !line.contains(['"', '“']) && first.starts_with(char::is_uppercase);
    FURNITURE
        .contributions
        .iter()
        .any(|beginning| lower.starts_with(beginning))
        || is_short
            && (holds(&FURNITURE.contribution_parts)
                || holds(&FURNITURE.contribution_places) && names::is_name_word(first))
}

/// Returns a line without the signs before it.
fn without_signs(line: &str) -> &str {
    line.trim_start_matches(['(', '—', '–', '-', ' ', '*'])
}

/// Returns whom a line is a biography of: a person of the trade whom the story above never names.
fn biography_subject<'a>(line: &'a str, story: &[DraftPassage<'_>]) -> Option<&'a str> {
    const LONGEST_SUBJECT: usize = 120;
    let (subject, rest) = line.split_once(" is ")?;
    // A paragraph of the story may begin with a name as well, and say of somebody else what he is.
    if subject.len() > LONGEST_SUBJECT || line::count_sentences(subject, 2) > 1 {
        return None;
    }
    let rest = rest.split(". ").next().unwrap_or(rest);
    let name = subject.split_once(',').map_or(subject, |(name, _)| name);
    let last = name.rsplit(' ').next()?;
    let mut words = rest
        .split(|c: char| !c.is_alphanumeric())
        .map(|word| word.trim_end_matches('s'));
    let is_of_the_trade =
        words.any(|word| names::is_role(word) || word == "member" || word == "director");
    let is_new = || story.iter().all(|passage| !passage.text.contains(last));
    (names::is_name(name) && is_of_the_trade && !line.contains(['"', '“']) && is_new())
        .then_some(name)
}

/// Reads "Follow Ines Halloran on Twitter" among the last lines: the line is noise, and the name the author's.
fn follow_lines(passages: &[DraftPassage<'_>]) -> Credit {
    let lines = passages
        .iter()
        .rev()
        .take(END)
        .map(|passage| passage.text.as_ref());
    let followed = lines.filter_map(|line| line.strip_prefix("Follow ")?.split_once(" on "));
    let names = followed
        .map(|(name, _)| name)
        .filter(|name| names::is_name(name));
    Credit {
        authors: names.take(1).map(str::to_owned).collect(),
        ..byline::Credit::default()
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::loader::plain;

    const STORY: &str =
        "The night ferry has stopped for good, said the harbor master, Lorne Pryce.";

    fn last_kind(line: &str) -> (Option<BlockKind>, Vec<String>) {
        let text = format!("{STORY}\n\n{STORY}\n\n{line}");
        let mut passages = plain::split_passages(&text);
        let credit = mark_tail(&mut passages, &["Ada Brand".to_owned()]);
        (
            passages.last().and_then(|passage| passage.kind),
            credit.authors,
        )
    }

    #[rstest]
    #[case::agency_style("(Reporting by Ines Halloran; Editing by Otto Vance.)", &[])]
    #[case::from_elsewhere("Halloran reported from Sable Island.", &[])]
    #[case::together("Otto Vance contributed to this report.", &[])]
    #[case::an_agency_s_writer("Coast Press writer Otto Vance in Northhaven contributed to this report.", &[])]
    #[case::a_signature("- Ines Halloran.", &["Ines Halloran"])]
    #[case::a_biography_of_a_known_author("Ada Brand covers the islands. She joined in 2009.", &[])]
    #[case::a_biography("Ines Halloran, a former deckhand, is a columnist at Island Notes.", &["Ines Halloran"])]
    fn lines_about_the_authors_are_set_apart(#[case] line: &str, #[case] authors: &[&str]) {
        let (kind, found) = last_kind(line);
        assert_eq!(kind, Some(BlockKind::Byline));
        assert_eq!(found, authors);
    }

    #[rstest]
    #[case::about_somebody_in_the_story("Lorne Pryce is a professor of harbors.")]
    #[case::the_story("The island reported from time to time that it was still there.")]
    #[case::a_name_of_the_story("- Pryce.")]
    #[case::somebody_new_and_what_another_is(
        "Ines Halloran, a retired teacher, waits. The court is closed, its staff said."
    )]
    #[case::somebody_new_and_what_comes_after(
        "Ines Halloran, a retired teacher, is waiting. The staff is not."
    )]
    fn the_story_is_left_alone(#[case] line: &str) {
        assert_eq!(last_kind(line), (None, Vec::new()));
    }

    #[test]
    fn whom_to_follow_is_the_author() {
        let (_, authors) = last_kind("Follow Ines Halloran on Twitter @inesh.");
        assert_eq!(authors, ["Ines Halloran"]);
    }

    #[test]
    fn provenance_is_set_apart() {
        let (kind, _) = last_kind("This story originally appeared at Island Notes.");
        assert_eq!(kind, Some(BlockKind::Provenance));
    }
}
