//! Which words of a hit are seen where there is no room for all.

use crate::article::TextRange;
use crate::text::wrap;

/// The most bytes of a hit that are wrapped, so that a very long one costs no more than others.
const WRAPPED: usize = 4096;

/// Bytes before the first mark of a very long hit that are seen.
const BEFORE: usize = 80;

/// A line of a hit's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExcerptLine {
    /// The words.
    pub range: TextRange,
    /// Whether a hyphen follows them.
    pub hyphen: bool,
    /// Whether words before this line are not seen.
    pub is_cut_before: bool,
    /// Whether words after this line are not seen.
    pub is_cut_after: bool,
}

/// Returns at most `most` lines of a text at a width, so chosen that the first mark is seen.
pub(super) fn excerpt_lines(
    text: &str,
    marks: &[TextRange],
    width: usize,
    most: usize,
) -> Vec<ExcerptLine> {
    let mark = marks.first().map_or(0, |mark| mark.start);
    let from = if mark > WRAPPED / 2 {
        word_start(text, mark - BEFORE)
    } else {
        0
    };
    let end = text.floor_char_boundary(from.saturating_add(WRAPPED));
    // A column is left for each ellipsis of a cut line.
    let ellipses = if most == 1 { 2 } else { 1 };
    let width = width.saturating_sub(ellipses).max(1);
    let range = TextRange::new(from, end);
    let mut lines = wrap::wrap(text, range, width, wrap::Options::default());
    lines.retain(|line| !line.range.is_empty());
    let marked = lines.iter().position(|line| line.range.end > mark);
    let last_first = lines.len().saturating_sub(most);
    let first = marked.unwrap_or(0).saturating_sub(most / 2).min(last_first);
    let seen = lines.iter().skip(first).take(most);
    let mut seen: Vec<ExcerptLine> = seen
        .map(|line| ExcerptLine {
            range: line.range,
            hyphen: line.hyphen,
            is_cut_before: false,
            is_cut_after: false,
        })
        .collect();
    if let Some(line) = seen.first_mut() {
        line.is_cut_before = first > 0 || from > 0;
    }
    if let Some(line) = seen.last_mut() {
        line.is_cut_after = first + most < lines.len() || end < text.len();
    }
    seen
}

/// Returns the start of the first word after a byte.
fn word_start(text: &str, at: usize) -> usize {
    let at = text.ceil_char_boundary(at);
    let rest = text.get(at..).unwrap_or_default();
    at + rest.find(' ').map_or(0, |space| space + 1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn marks(text: &str, word: &str) -> Vec<TextRange> {
        let start = text.find(word);
        let mark = start.map(|start| TextRange::new(start, start + word.len()));
        mark.into_iter().collect()
    }

    fn words(text: &str, word: &str, width: usize, most: usize) -> Vec<String> {
        let lines = excerpt_lines(text, &marks(text, word), width, most);
        let words = lines.iter().map(|line| {
            let cut = |is_cut| if is_cut { "…" } else { "" };
            let words = line.range.of(text);
            format!(
                "{}{words}{}",
                cut(line.is_cut_before),
                cut(line.is_cut_after)
            )
        });
        words.collect()
    }

    #[test]
    fn a_short_text_is_seen_whole() {
        assert_eq!(
            words("The tide turned.", "tide", 40, 2),
            ["The tide turned."]
        );
    }

    #[test]
    fn of_a_long_text_the_lines_around_the_first_mark_are_seen() {
        let text = "one two three four five six seven";
        assert_eq!(words(text, "five", 11, 1), ["…four five…"]);
        assert_eq!(words(text, "five", 11, 2), ["…three four", "five six…"]);
    }

    #[test]
    fn without_a_mark_the_beginning_is_seen() {
        assert_eq!(words("one two three", "four", 5, 1), ["one…"]);
    }

    #[test]
    fn a_mark_deep_in_a_very_long_text_is_seen() {
        let text = format!("{}whale {}", "tide ".repeat(2000), "ebb ".repeat(2000));
        let lines = words(&text, "whale", 40, 3);
        assert!(lines.iter().any(|line| line.contains("whale")), "{lines:?}");
    }

    #[test]
    fn the_blank_line_between_paragraphs_is_left_out() {
        assert_eq!(words("one\n\ntwo", "", 20, 3), ["one", "two"]);
    }

    proptest! {
        #[test]
        fn no_line_is_wider_than_asked(text in "[a é\n“”]{0,80}", width in 4..14_usize, most in 1..4_usize) {
            for line in words(&text, "é", width, most) {
                prop_assert!(crate::text::measure::count_columns(&line) <= width, "{line:?}");
            }
        }

        #[test]
        fn never_more_lines_than_asked_for(text in "[a é\n“”]{0,80}", width in 0..12_usize, most in 0..4_usize) {
            prop_assert!(excerpt_lines(&text, &marks(&text, "é"), width, most).len() <= most);
        }
    }
}
