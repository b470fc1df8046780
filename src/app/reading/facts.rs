//! The facts under the headline that the text does not hold: the day, tags, how many quotes, the reader's note.

use crate::article::{Article, Block, BlockKind, TextRange};
use crate::loader;
use crate::text::calendar::is_calendar_word;
use crate::text::measure::count_columns;
use crate::text::wrap::{self, WrappedLine};

use super::ReadingPane;

/// The columns of a day with its weekday, at the most, and two spaces before it.
const DAY: usize = 17;
/// The columns of a time of day, and the comma and space before it.
const TIME: usize = 7;
/// The columns of a note's sign and the space after it.
const NOTE_LEAD: usize = 2;

/// A row of facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FactRow {
    /// The authors, where no byline names them, and the day.
    Authors,
    /// The day; without tags, also the counts.
    Day,
    /// The tags, and how many quotes by how many speakers.
    Counts,
    /// That the text is less than the story.
    Cut,
    /// A line of the note.
    Note {
        /// As a range of the note.
        line: WrappedLine,
        /// Whether the note begins with it.
        is_first: bool,
    },
}

/// The facts of an article as they are shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HeadFacts {
    /// The rows under the headline.
    pub rows: Vec<FactRow>,
    /// The byline that has the day at its right end, by its first byte.
    pub dated_byline: Option<usize>,
}

/// Returns how many blocks are before the story: headline, standfirst, bylines, and what is between them.
pub(super) fn head_length(article: &Article) -> usize {
    let is_head = |kind: BlockKind| {
        matches!(
            kind,
            BlockKind::Headline | BlockKind::Standfirst | BlockKind::Byline
        )
    };
    let kinds = article.blocks.iter().map(|block| block.kind);
    let before = kinds.take_while(|kind| {
        is_head(*kind) || matches!(kind, BlockKind::Boilerplate | BlockKind::Caption)
    });
    let last = before.enumerate().filter(|(_, kind)| is_head(*kind)).last();
    last.map_or(0, |(number, _)| number + 1)
}

/// Returns `true` if a block is nothing but what is shown anyway: the day beside the byline, or the minutes in the head.
pub(super) fn is_told_elsewhere(article: &Article, block: &Block) -> bool {
    let line = article.words_in(block.range);
    let is_told_date = article.metadata.published.is_some() && is_only_date(line);
    block.kind == BlockKind::Byline && (is_told_date || loader::is_reading_time(line))
}

/// Returns `true` if a line is a date, and not a time: "2026-11-28", "Saturday, 28 Nov 2026".
fn is_only_date(line: &str) -> bool {
    let is_calendar = |word: &str| is_calendar_word(&word.to_lowercase());
    let mut words = line.split(|c: char| !c.is_alphabetic());
    let has_day = line.chars().filter(char::is_ascii_digit).count() >= 5;
    has_day && !line.contains(':') && words.all(|word| word.is_empty() || is_calendar(word))
}

impl ReadingPane {
    /// Returns the facts under the headline.
    #[must_use]
    pub const fn facts(&self) -> &HeadFacts {
        &self.facts
    }

    /// Returns the reader's note on the story.
    #[must_use]
    pub fn story_note(&self) -> &str {
        let note = self
            .story_bookmark()
            .and_then(|bookmark| bookmark.note.as_deref());
        note.unwrap_or_default()
    }

    /// Gathers the facts, after something of them or the width changed.
    pub(super) fn gather_facts(&mut self) {
        let super::Content::Loaded(article) = &self.content else {
            return;
        };
        let (mut rows, dated_byline) = day_rows(article, self.width);
        let has_quotes = self.row.quotes > 0 || !self.quotes.is_empty();
        let has_tags = !self.remembered.tags.is_empty();
        if has_tags || (has_quotes && !rows.contains(&FactRow::Day)) {
            rows.push(FactRow::Counts);
        }
        rows.extend(article.metadata.cut.map(|_| FactRow::Cut));
        rows.extend(note_rows(self.story_note(), self.width));
        let count = rows.len();
        self.facts = HeadFacts { rows, dated_byline };
        let at = (!self.is_at_start()).then(|| self.layout.byte_at(&article.text, self.top));
        if self.layout.set_fact_rows(article, count)
            && let Some(at) = at
        {
            self.top = self.layout.place_of(&article.text, at);
        }
    }
}

/// Returns where the day is shown: beside a byline, or in a row; nowhere if a byline has the year.
fn day_rows(article: &Article, width: usize) -> (Vec<FactRow>, Option<usize>) {
    let Some(day) = article.metadata.published else {
        return (Vec::new(), None);
    };
    let head = article.blocks.iter().take(head_length(article));
    let bylines: Vec<&Block> = head
        .filter(|block| block.kind == BlockKind::Byline && !is_told_elsewhere(article, block))
        .collect();
    let year = day.year().to_string();
    let has_year = |block: &&Block| article.words_in(block.range).contains(&year);
    if bylines.iter().any(has_year) {
        return (Vec::new(), None);
    }
    let Some(byline) = bylines.first() else {
        let row = if article.metadata.authors.is_empty() {
            FactRow::Day
        } else {
            FactRow::Authors
        };
        return (vec![row], None);
    };
    let time = article.metadata.time.map_or(0, |_| TIME);
    if count_columns(article.words_in(byline.range)) + DAY + time <= width {
        (Vec::new(), Some(byline.range.start))
    } else {
        (vec![FactRow::Day], None)
    }
}

fn note_rows(note: &str, width: usize) -> Vec<FactRow> {
    if note.is_empty() {
        return Vec::new();
    }
    let width = width.saturating_sub(NOTE_LEAD).max(1);
    let all = TextRange::new(0, note.len());
    let lines = wrap::wrap(note, all, width, wrap::Options::default());
    let lines = lines.into_iter().enumerate();
    lines
        .map(|(number, line)| FactRow::Note {
            line,
            is_first: number == 0,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::of_numbers("2026-11-28", true)]
    #[case::in_words("Saturday, 28 November 2026", true)]
    #[case::short("Nov. 28, 2026", true)]
    #[case::with_a_time("Nov 28, 2026 14:30", false)]
    #[case::a_name("By May Winter", false)]
    #[case::a_name_and_a_date("May Winter, 28 Nov 2026", false)]
    #[case::a_month("May", false)]
    fn a_line_is_a_date(#[case] line: &str, #[case] expected: bool) {
        assert_eq!(is_only_date(line), expected);
    }
}
