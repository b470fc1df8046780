//! Lines, and the small questions about them that every step asks.

use std::borrow::Cow;

use unicode_width::UnicodeWidthStr;

/// A line with words on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PlainLine<'a> {
    /// Its words, without the space around them.
    pub(super) words: &'a str,
    /// How many spaces precede them.
    pub(super) indent: usize,
    /// Whether a sign marks it as quoted, as in a mail ("> ").
    pub(super) is_quoted: bool,
    /// How many runs of blank lines precede it.
    pub(super) group: usize,
}

/// Lists the lines of a text that have words on them.
pub(super) fn list_lines(text: &str) -> Vec<PlainLine<'_>> {
    let mut lines: Vec<PlainLine<'_>> = Vec::new();
    let mut is_after_blank = false;
    for line in text.lines() {
        let trimmed = line.trim();
        if trimmed.is_empty() {
            is_after_blank = true;
            continue;
        }
        let quoted = trimmed.strip_prefix("> ");
        let above = lines.last().map_or(0, |above| above.group);
        lines.push(PlainLine {
            words: quoted.map_or(trimmed, str::trim),
            indent: line.len() - line.trim_start().len(),
            is_quoted: quoted.is_some(),
            group: above + usize::from(is_after_blank && !lines.is_empty()),
        });
        is_after_blank = false;
    }
    lines
}

/// Splits lines at the blank lines between them.
pub(super) fn split_groups<'l, 'a>(
    lines: &'l [PlainLine<'a>],
) -> impl Iterator<Item = &'l [PlainLine<'a>]> + Clone {
    lines.chunk_by(|before, after| before.group == after.group)
}

impl PlainLine<'_> {
    /// Returns the columns the words take; a line too long to have been wrapped is not counted further.
    pub(super) fn display_width(&self) -> usize {
        const FAR_TOO_LONG: usize = 1000;
        let words = self.words;
        if words.len() > FAR_TOO_LONG {
            words.len()
        } else {
            self.indent + words.width()
        }
    }

    /// Returns the columns of what would have had to fit on the line before.
    pub(super) fn first_word_width(&self) -> usize {
        let word = self.words.split(' ').next().unwrap_or_default();
        match word.chars().next() {
            Some(first) if is_unspaced(first) => 2,
            _ => word.get(..40).unwrap_or(word).width(),
        }
    }
}

/// Returns `true` if a script writes its words without spaces: Chinese, Japanese.
pub(super) fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}')
}

/// Joins wrapped lines, with a space where one was lost at the break.
pub(super) fn join_lines<'a>(lines: &[PlainLine<'a>]) -> Cow<'a, str> {
    if let [line] = lines {
        return Cow::Borrowed(line.words);
    }
    let mut text = String::with_capacity(lines.iter().map(|line| line.words.len() + 1).sum());
    for line in lines {
        if needs_space(&text, line.words) {
            text.push(' ');
        }
        text.push_str(line.words);
    }
    Cow::Owned(text)
}

/// Returns `true` if a break between `before` and `after` replaced a space: not after "north-" or "北".
pub(in crate::loader) fn needs_space(before: &str, after: &str) -> bool {
    let mut last = before.chars().rev();
    let (Some(end), Some(start)) = (last.next(), after.chars().next()) else {
        return false;
    };
    // Compound words were broken at their own hyphen, dashes are set closed in English.
    let is_dash = matches!(end, '-' | '–' | '—') && last.next().is_some_and(char::is_alphanumeric);
    let is_hyphen = is_dash && (end != '-' || start.is_lowercase());
    !(is_hyphen || is_unspaced(end) && is_unspaced(start))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn line(words: &str) -> PlainLine<'_> {
        PlainLine {
            words,
            indent: 0,
            is_quoted: false,
            group: 0,
        }
    }

    #[test]
    fn blank_lines_part_groups_and_make_none() {
        let lines = list_lines("\n\n a\nb\n \t \n\n\nc\n\n");
        let words =
            |group: &[PlainLine<'_>]| group.iter().map(|line| line.words).collect::<String>();
        assert_eq!(
            split_groups(&lines).map(words).collect::<Vec<_>>(),
            ["ab", "c"]
        );
        assert_eq!(
            lines.iter().map(|line| line.group).collect::<Vec<_>>(),
            [0, 0, 1]
        );
    }

    #[rstest]
    #[case::words("the ferry", "stopped", "the ferry stopped")]
    #[case::a_hyphen("the north-", "bound ferry", "the north-bound ferry")]
    #[case::a_dash_with_space("the ferry —", "stopped", "the ferry — stopped")]
    #[case::a_dash_without("the ferry—", "Stopped", "the ferry—Stopped")]
    #[case::no_spaces_in_the_script("渡し船が", "止まった", "渡し船が止まった")]
    fn joins_lines(#[case] first: &str, #[case] second: &str, #[case] whole: &str) {
        assert_eq!(join_lines(&[line(first), line(second)]), whole);
    }
}
