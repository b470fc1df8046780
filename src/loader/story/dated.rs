//! Parts a byline or date line from the paragraph that scraping joined it to: "Last updated at 3:31 PM on 19th July 2011 .
//! The ferry …", "March 4, 2026: The ferry …".

use std::borrow::Cow;

use super::byline;
use crate::article::BlockKind;
use crate::loader::newsroom::NEWSROOM;
use crate::loader::passage::DraftPassage;
use crate::loader::{date, draft};

/// The passages at the top that may begin so.
const TOP: usize = 3;

/// No such line is longer than this many bytes, and no story behind it shorter.
const LONGEST: usize = 200;
const SHORTEST_STORY: usize = 60;

/// Parts such lines from the paragraphs at the top of a story.
pub(super) fn split_openings(passages: &mut Vec<DraftPassage<'_>>) {
    for at in 0..TOP {
        let Some(passage) = passages
            .get_mut(at)
            .filter(|passage| passage.kind.is_none() && passage.links.is_empty())
        else {
            continue;
        };
        let Some((head, story)) = split_opening(&passage.text) else {
            continue;
        };
        let (head, story) = (head.to_owned(), story.to_owned());
        let group = passage.group;
        passage.text = Cow::Owned(story);
        passages.insert(at, DraftPassage::new(Some(BlockKind::Byline), head, group));
        return;
    }
}

/// Splits a paragraph into the line of byline noise that it begins with, and the story.
pub(super) fn split_opening(paragraph: &str) -> Option<(&str, &str)> {
    let head = draft::head_within(paragraph, LONGEST);
    // Without a year near the beginning there is no such line.
    date::find_date(head)?;
    let starts = head.match_indices(' ').map(|(at, _)| at + 1);
    let splits = starts.filter_map(|at| paragraph.split_at_checked(at));
    let mut found = splits.filter(|(line, story)| {
        let line = trim_line(line);
        story.len() >= SHORTEST_STORY
            && story.starts_with(|c: char| c.is_uppercase() || matches!(c, '“' | '"' | '‘'))
            && says_day(line)
    });
    // The longest line: "Published: …" may be followed by "Updated: …".
    let (line, story) = found.by_ref().last()?;
    Some((trim_line(line), story))
}

fn trim_line(line: &str) -> &str {
    line.trim_end_matches([' ', '.', ',', ':', '|', '-', '–', '—'])
}

/// Returns `true` if a line is a byline with a day, or a day with the words around it.
fn says_day(line: &str) -> bool {
    let lower = line.to_lowercase();
    let is_labelled = NEWSROOM
        .day_labels
        .iter()
        .any(|label| lower.starts_with(label));
    if date::parse_date_line(line).is_some() {
        let begins_sentence = ["on ", "in ", "at "]
            .iter()
            .any(|word| lower.starts_with(word));
        return is_labelled || !begins_sentence && line.ends_with(|c: char| c.is_ascii_digit());
    }
    is_labelled && byline::parse_byline(line, &[]).is_some_and(|credit| credit.published.is_some())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    const STORY: &str =
        "The night ferry has stopped for good, said the harbor master on Monday to all.";

    #[rstest]
    #[case::updated("Last updated at 3:31 PM on 19th July 2011 .")]
    #[case::published_and_updated(
        "PUBLISHED: 12:34 EST, 5 July 2013 | UPDATED: 14:11 EST, 6 July 2013"
    )]
    #[case::a_day_alone("March 4, 2026:")]
    #[case::a_byline("By Ines Halloran PUBLISHED: 12:34 EST, 5 July 2013")]
    fn a_line_is_parted_from_the_story(#[case] line: &str) {
        let paragraph = format!("{line} {STORY}");
        let (head, story) = split_opening(&paragraph).unwrap();
        assert_eq!(story, STORY);
        assert!(line.starts_with(head));
    }

    #[rstest]
    #[case::a_sentence(
        "On March 4, 2026 The Ledger wrote that the night ferry has stopped for good, and that nobody rows."
    )]
    #[case::a_day_in_a_sentence(
        "March 4, 2026 was the day on which the night ferry stopped for good, said the harbor master."
    )]
    fn a_story_stays_whole(#[case] paragraph: &str) {
        assert_eq!(split_opening(paragraph), None);
    }
}
