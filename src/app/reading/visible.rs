//! What of the open article is on the screen, and how far it was read.

use super::ReadingPane;
use super::layout::{LayoutPosition, PageRow, SegmentContent};
use crate::article::{Article, BlockKind, TextRange};

impl ReadingPane {
    /// Returns `true` if a row of the headline is on the screen.
    #[must_use]
    pub fn shows_headline(&self) -> bool {
        self.page.iter().any(|row| match row {
            PageRow::Title(_) => true,
            PageRow::Line { kind, .. } => *kind == BlockKind::Headline,
            PageRow::Empty
            | PageRow::Fact(_)
            | PageRow::Fold { .. }
            | PageRow::LinksHeading
            | PageRow::Link(_) => false,
        })
    }

    /// Returns `true` if the first row is on the screen.
    #[must_use]
    pub fn is_at_start(&self) -> bool {
        self.top == LayoutPosition::default()
    }

    /// Returns `true` if the last row is on the screen.
    #[must_use]
    pub fn is_at_end(&self) -> bool {
        self.article()
            .is_some_and(|article| self.visible_range().end >= article.text.trim_end().len())
    }

    /// Returns how far the article was read, in hundredths, counted to the last row on the screen.
    #[must_use]
    pub fn percent_read(&self) -> u8 {
        let length = self.article().map_or(0, Article::story_end);
        let seen = self
            .visible_range()
            .end
            .saturating_mul(100)
            .checked_div(length)
            .unwrap_or(0);
        u8::try_from(seen.min(100)).unwrap_or(100)
    }

    /// Returns the length of the text without page furniture that is folded behind the story.
    #[must_use]
    pub fn shown_length(&self) -> usize {
        let text = self.article().map_or(0, |article| article.text.len());
        let mut from_end = self.layout.segments().iter().rev();
        let last = from_end.find(|segment| !segment.range.is_empty());
        let fold = last.filter(|segment| matches!(segment.content, SegmentContent::Fold(_)));
        fold.map_or(text, |fold| fold.range.start)
    }

    /// Returns the stretch of the text on the screen.
    #[must_use]
    pub fn visible_range(&self) -> TextRange {
        let mut lines = self.page.iter().filter_map(|row| match row {
            PageRow::Line { line, .. } => Some(line.range),
            PageRow::Fold { range, .. } => Some(*range),
            PageRow::LinksHeading | PageRow::Link(_) => self.last_letter(),
            PageRow::Empty | PageRow::Title(_) | PageRow::Fact(_) => None,
        });
        let Some(first) = lines.next() else {
            return TextRange::default();
        };
        lines.next_back().map_or(first, |last| first.union(last))
    }

    /// Returns where the text ends, which is what the links after it count as.
    fn last_letter(&self) -> Option<TextRange> {
        let text = self.article()?.text.trim_end();
        let start = text.floor_char_boundary(text.len().saturating_sub(1));
        Some(TextRange::new(start, text.len()))
    }

    pub(super) fn is_on_page(&self, at: usize) -> bool {
        self.page.iter().any(|row| match row {
            PageRow::Line { line, .. } => {
                line.range.start <= at && at < line.range.end.max(line.range.start + 1)
            }
            PageRow::Empty
            | PageRow::Title(_)
            | PageRow::Fact(_)
            | PageRow::Fold { .. }
            | PageRow::LinksHeading
            | PageRow::Link(_) => false,
        })
    }
}
