//! Finds headings and lists among the paragraphs.

use super::line;
use super::line::is_list_item;
use crate::article::BlockKind;
use crate::loader::passage::DraftPassage;

/// No heading is longer than this many bytes.
const LONGEST_HEADING: usize = 80;

/// What follows a heading is at least this many bytes long.
const SHORTEST_PARAGRAPH: usize = 80;

/// Marks the still undecided passages that are list items or headings.
pub(super) fn mark_structure(passages: &mut [DraftPassage<'_>]) {
    mark_lists(passages);
    mark_headings(passages);
}

/// Marks two and more list entries in a row; a single one may be a signature, or a dash before an aside.
fn mark_lists(passages: &mut [DraftPassage<'_>]) {
    let is_entry =
        |passage: &DraftPassage<'_>| passage.kind.is_none() && is_list_item(&passage.text);
    for run in passages.chunk_by_mut(|before, after| is_entry(before) == is_entry(after)) {
        if run.len() > 1 && run.first().is_some_and(is_entry) {
            for passage in run {
                passage.kind = Some(BlockKind::ListItem(0));
            }
        }
    }
}

/// Marks short lines between paragraphs that are no sentences.
fn mark_headings(passages: &mut [DraftPassage<'_>]) {
    for at in 1..passages.len() {
        let Some([before, passage, after]) = passages.get(at - 1..=at + 1) else {
            return;
        };
        let follows = before.kind.is_none() || !matches!(before.kind, Some(BlockKind::Headline));
        let leads = after.kind.is_none()
            && after.text.len() >= SHORTEST_PARAGRAPH
            && line::ends_sentence(&after.text);
        let is_heading =
            passage.kind.is_none() && follows && leads && reads_as_heading(&passage.text);
        if is_heading && let Some(passage) = passages.get_mut(at) {
            passage.kind = Some(BlockKind::Heading(2));
        }
    }
}

/// Returns `true` if a line reads as a heading: not a sentence, a quote or a turn of an interview.
fn reads_as_heading(line: &str) -> bool {
    if line.len() > LONGEST_HEADING || line.split_whitespace().count() > 12 {
        return false;
    }
    let begins = line.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    let signs = ['.', ',', ';', ':', '…', '!'];
    let is_open =
        !line::ends_with_any(line, &signs) && !line.contains(": ") && !asks_in_passing(line);
    let is_quoted = line.ends_with(['"', '”', '’', '\'']);
    begins && !is_quoted && (is_open || is_shouted(line) || is_time(line))
}

/// Returns `true` if a line is a question of the story rather than a heading: a heading has capitals or a number.
fn asks_in_passing(line: &str) -> bool {
    let is_capital = |word: &str| word.len() < 4 || !word.starts_with(char::is_lowercase);
    let is_title = line.contains(' ') && line.split(' ').all(is_capital);
    line.ends_with('?') && !is_title && !line.starts_with(|c: char| c.is_ascii_digit())
}

/// Returns `true` if a line is written in capitals, with or without a full stop.
fn is_shouted(line: &str) -> bool {
    let letters = line.chars().filter(|c| c.is_alphabetic()).count();
    letters >= 6 && !line.contains(char::is_lowercase) && !line.contains(": ")
}

/// Returns `true` if a line is an hour in a running report: "9:15 p.m."
fn is_time(line: &str) -> bool {
    let Some((hour, half)) = line.split_once(' ') else {
        return false;
    };
    let is_clock = hour.split(':').all(|part| {
        (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    });
    is_clock
        && matches!(
            half.trim_end_matches(':'),
            "a.m." | "p.m." | "am" | "pm" | "AM" | "PM"
        )
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::loader::plain;

    fn kinds(text: &str) -> Vec<Option<BlockKind>> {
        let mut passages = plain::split_passages(text);
        mark_structure(&mut passages);
        passages.iter().map(|passage| passage.kind).collect()
    }

    const LONG: &str = "The night ferry to the island has stopped for good, the harbor office said on Monday morning.";

    #[rstest]
    #[case::a_title("A boat older than its master", true)]
    #[case::a_question("Who Will Row?", true)]
    #[case::a_numbered_question("4) Who will row?", true)]
    #[case::a_question_in_passing("Who will row?", false)]
    #[case::capitals("THE LAST BOAT.", true)]
    #[case::an_hour("9:15 p.m.", true)]
    #[case::a_sentence("It rained.", false)]
    #[case::words_of_somebody("“Who will row?”", false)]
    #[case::a_turn_to_speak("PRYCE: Who will row", false)]
    #[case::an_introduction("The harbor master wrote:", false)]
    fn tells_headings_from_short_paragraphs(#[case] line: &str, #[case] is: bool) {
        let heading = is.then_some(BlockKind::Heading(2));
        assert_eq!(
            kinds(&format!("{LONG}\n\n{line}\n\n{LONG}")),
            [None, heading, None]
        );
    }

    #[test]
    fn a_short_line_before_a_short_line_is_no_heading() {
        assert_eq!(
            kinds(&format!("{LONG}\n\nFor the crew\n\nIt rained.")),
            [None, None, None]
        );
    }

    #[test]
    fn entries_in_a_row_are_a_list() {
        let item = Some(BlockKind::ListItem(0));
        assert_eq!(
            kinds(&format!("{LONG}\n\n• one boat\n\n• one more\n\n{LONG}")),
            [None, item, item, None]
        );
        assert_eq!(kinds(&format!("{LONG}\n\n- Ines Halloran.")), [None, None]);
    }
}
