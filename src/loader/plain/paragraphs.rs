//! Lines to passages: distinguishes hard-wrapped text, one sentence per line, and one paragraph per line.

use super::lines::{self, PlainLine};
use crate::article::BlockKind;
use crate::loader::passage::DraftPassage;
use crate::loader::story::{is_note, line};

/// How the lines of a text make paragraphs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LineShape {
    /// Lines were broken at this column.
    Wrapped(usize),
    /// Lines are sentences; blank lines part the paragraphs.
    Sentences,
    /// A line is a paragraph.
    Lines,
}

/// The number of groups at the head of a text in which a short line is a paragraph of its own.
const HEAD_GROUPS: usize = 3;

/// Splits a text into passages; what is set in, or quoted as in a mail, is a block quote.
pub(in crate::loader) fn split_passages(text: &str) -> Vec<DraftPassage<'_>> {
    let lines = lines::list_lines(text);
    let shape = detect_shape(&lines);
    let margin = lines
        .iter()
        .map(|line| line.indent)
        .min()
        .unwrap_or_default();
    let mut passages = Vec::new();
    for group in lines::split_groups(&lines) {
        let is_quote = matches!(shape, LineShape::Wrapped(_)) && is_set_in(group, margin);
        let mut start = 0;
        for at in 1..=group.len() {
            let is_end = match group.get(at - 1..=at) {
                Some([before, after]) => is_break(shape, *before, *after),
                _ => true,
            };
            let lines = group.get(start..at).unwrap_or_default();
            let Some(first) = lines.first().filter(|_| is_end) else {
                continue;
            };
            let kind = (is_quote || first.is_quoted).then_some(BlockKind::BlockQuote);
            passages.push(DraftPassage::new(
                kind,
                lines::join_lines(lines),
                first.group,
            ));
            start = at;
        }
    }
    passages
}

/// Returns `true` if all lines of a group are indented deeper than the text around it.
fn is_set_in(group: &[PlainLine<'_>], margin: usize) -> bool {
    group.len() > 1
        && group
            .iter()
            .all(|line| line.group > 0 && line.indent >= margin + 2)
}

/// Returns `true` if a new paragraph begins between two lines of a group.
fn is_break(shape: LineShape, before: PlainLine<'_>, after: PlainLine<'_>) -> bool {
    let is_head = before.group < HEAD_GROUPS;
    if ends_inside_tag(before.words) {
        return false;
    }
    if is_dash(before.words) || is_dash(after.words) {
        return false;
    }
    let begins = line::is_list_item(after.words) || is_note(after.words);
    if begins || before.is_quoted != after.is_quoted {
        return true;
    }
    match shape {
        LineShape::Lines => true,
        LineShape::Sentences => is_head && !line::ends_sentence(before.words),
        LineShape::Wrapped(width) => {
            let is_short = !is_forced(before, after, width);
            let is_end = is_head || line::ends_sentence(before.words);
            after.indent > before.indent || (is_short && is_end)
        }
    }
}

/// Finds out how the lines of a text make paragraphs.
fn detect_shape(lines: &[PlainLine<'_>]) -> LineShape {
    if let Some(width) = wrap_width(lines) {
        return LineShape::Wrapped(width);
    }
    let below = || lines::split_groups(lines).skip(1);
    let several = || below().filter(|group| group.len() > 1);
    let is_sentence = |line: &&PlainLine<'_>| {
        line::ends_sentence(line.words) && line::count_sentences(line.words, 2) == 1
    };
    let all: usize = below().map(<[_]>::len).sum();
    let together: usize = several().map(<[_]>::len).sum();
    let sentences = several().flatten().filter(is_sentence).count();
    if several().count() > 1 && together * 10 >= all * 6 && sentences * 10 >= together * 8 {
        LineShape::Sentences
    } else {
        LineShape::Lines
    }
}

/// Returns the column at which lines were broken, if they were.
///
/// Broken lines are about as long as the column allows, and most end in the middle of a sentence.
fn wrap_width(lines: &[PlainLine<'_>]) -> Option<usize> {
    const POSSIBLE: std::ops::RangeInclusive<usize> = 30..=120;
    const FEWEST: usize = 3;
    let neighbours = lines.iter().zip(lines.iter().skip(1));
    let pairs = || {
        neighbours
            .clone()
            .filter(|(before, after)| before.group == after.group)
    };
    let mut widths: Vec<usize> = pairs().map(|(line, _)| line.display_width()).collect();
    widths.sort_unstable();
    // The 98th percentile: a few lines, such as URLs, are longer than the column.
    let width = *widths.get((widths.len() * 98 / 100).min(widths.len().saturating_sub(1)))?;
    if widths.len() < FEWEST || !POSSIBLE.contains(&width) {
        return None;
    }
    let open = || pairs().filter(|(before, _)| !line::ends_sentence(before.words));
    // Names, dates and headings are short for reasons of their own.
    let (long, forced) = open()
        .filter(|(before, _)| before.display_width() * 2 >= width)
        .fold((0, 0), |(long, forced), (before, after)| {
            (
                long + 1,
                forced + usize::from(is_forced(*before, *after, width)),
            )
        });
    let is_wrapped = forced >= FEWEST && forced * 10 >= long * 7;
    (is_wrapped && open().count() * 10 >= widths.len() * 4).then_some(width)
}

/// Returns `true` if the first word of `after` would not have fitted on `before`; ragged wrapping leaves some room.
fn is_forced(before: PlainLine<'_>, after: PlainLine<'_>, width: usize) -> bool {
    before.display_width() + 1 + after.first_word_width() + width / 12 > width
}

/// Returns `true` if a line is nothing but the dash after a dateline, which pages set apart.
fn is_dash(words: &str) -> bool {
    matches!(words, "—" | "–")
}

/// Returns `true` if a tag such as an embedded tweet's is still open at the end of a line.
fn ends_inside_tag(words: &str) -> bool {
    words.rfind('<').is_some_and(|open| {
        let tag = words.get(open + 1..).unwrap_or_default();
        tag.starts_with(|c: char| c.is_ascii_alphabetic()) && !tag.contains('>')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        split_passages(text)
            .into_iter()
            .map(|passage| passage.text.into_owned())
            .collect()
    }

    const WRAPPED: &str = "\
Ferry stops for good
The night ferry to the island has stopped for good, the harbor office
said on Monday, because its engine is older than anyone who knows how
to repair it.
The last boat left at a quarter to twelve with eleven passengers and a
dog. Nobody waved, because nobody had been told that it would be the
last one.
It rained.
";

    #[test]
    fn wrapped_lines_become_paragraphs_without_blank_lines() {
        assert_eq!(
            texts(WRAPPED),
            [
                "Ferry stops for good",
                "The night ferry to the island has stopped for good, the harbor office said on Monday, because its engine is older than anyone who knows how to repair it.",
                "The last boat left at a quarter to twelve with eleven passengers and a dog. Nobody waved, because nobody had been told that it would be the last one.",
                "It rained.",
            ]
        );
    }

    #[test]
    fn a_short_story_under_names_and_dates_is_seen_as_wrapped() {
        let text = "\
Night ferry stops for good as the island waits and the engine stays
unrepaired
By Ines Halloran
January 2, 2020
The night ferry to the island has stopped for good, the harbor office
said on Monday, because its engine is older than anyone who knows how
to repair it.
Nobody waved, because nobody had been told that it would be the last
one.
";
        assert_eq!(texts(text).len(), 5);
    }

    #[test]
    fn a_dash_alone_on_a_line_joins_its_neighbours() {
        let text = "Ferry stops\n\nNORTHHAVEN\n\u{2014}\nThe ferry stopped on Monday.\n";
        assert_eq!(
            texts(text),
            ["Ferry stops", "NORTHHAVEN — The ferry stopped on Monday."]
        );
    }

    #[test]
    fn an_indent_begins_a_paragraph_even_after_a_full_line() {
        let text = "\
Ferry stops for good

   The night ferry to the island has stopped for good, the office
said on Monday, because its engine is older than anyone who knows
how to repair it, which nobody on the whole island ever does now.
   The last boat left at a quarter to twelve with eleven people and
a dog. Nobody waved, because nobody had been told that it would be
the last one.
";
        assert_eq!(texts(text).len(), 3);
    }

    #[test]
    fn a_paragraph_a_line_stays_so() {
        let long = "The night ferry to the island has stopped for good, the harbor office said. "
            .repeat(4);
        let text = format!("Ferry stops\n\n{long}\n{long}\n\n{long}");
        assert_eq!(texts(&text).len(), 4);
    }

    #[test]
    fn a_sentence_a_line_is_a_paragraph_where_nothing_parts_them() {
        let text =
            "Ferry stops\nThe ferry stopped on Monday.\nNobody knows why it did.\nIt was old.\n";
        assert_eq!(texts(text).len(), 4);
    }

    #[test]
    fn sentences_between_blank_lines_make_one_paragraph() {
        let text = "\
Ferry stops

The ferry stopped on Monday.
Nobody knows why.

It was old.
Its engine was older than its master.

The island waits.
Somebody will row.
";
        assert_eq!(
            texts(text),
            [
                "Ferry stops",
                "The ferry stopped on Monday. Nobody knows why.",
                "It was old. Its engine was older than its master.",
                "The island waits. Somebody will row.",
            ]
        );
    }

    #[test]
    fn names_and_dates_under_a_headline_are_not_taken_for_wrapped_text() {
        let text = "Ferry stops\n\nInes Halloran Waterfront reporter\nInes Halloran covers the port and the ferries and is a former deckhand.\nInes Halloran\n4 min read\n\nThe ferry stopped.";
        assert_eq!(texts(text).len(), 6);
    }

    #[test]
    fn a_note_of_the_paper_begins_a_passage() {
        let texts = texts(
            "Ferry stops\n\nThe ferry stopped on Monday.\nNobody rowed.\nEditor’s note: The Gazette owns a boat.\n\n\
             The pier was empty.\nIt rained all day.",
        );
        assert!(texts.contains(&"Editor’s note: The Gazette owns a boat.".to_owned()));
    }

    #[test]
    fn list_items_are_lines_of_their_own() {
        let text = WRAPPED.replace("It rained.", "- one boat that stopped\n- one that sank");
        assert!(
            texts(&text).ends_with(&["- one boat that stopped".into(), "- one that sank".into()])
        );
    }

    #[test]
    fn what_is_set_in_or_marked_as_in_a_mail_is_a_block_quote() {
        let set_in = "\n   Nobody ever asked for the ferry, and nobody will ever be given it\n   while this office stands.\n";
        let story = format!("{WRAPPED}{set_in}\nIt rained.\n\n> We row.\n");
        let passages = split_passages(&story);
        let quotes = passages.iter().filter(|passage| passage.kind.is_some());
        let quotes: Vec<_> = quotes.map(|passage| passage.text.as_ref()).collect();
        assert_eq!(
            quotes[0],
            "Nobody ever asked for the ferry, and nobody will ever be given it while this office stands."
        );
        assert_eq!(quotes[1..], ["We row."]);
    }
}
