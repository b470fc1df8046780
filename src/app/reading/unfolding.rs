//! Unfolding page furniture of the open article.

use super::layout::PageRow;
use super::{Content, ReadingPane};
use crate::article::TextRange;

impl ReadingPane {
    /// Unfolds the first page furniture on the screen; returns `true` if there is some.
    pub fn unfold_seen(&mut self) -> bool {
        (0..self.page.len()).any(|row| self.unfold_row(row))
    }

    /// Unfolds the page furniture on a row of the page; returns `true` if there is some.
    pub fn unfold_row(&mut self, row: usize) -> bool {
        match self.page.get(row) {
            Some(PageRow::Fold { range, .. }) => {
                let range = *range;
                self.unfold(range);
                true
            }
            Some(
                PageRow::Empty
                | PageRow::Title(_)
                | PageRow::Fact(_)
                | PageRow::Line { .. }
                | PageRow::LinksHeading
                | PageRow::Link(_),
            )
            | None => false,
        }
    }

    /// Unfolds the page furniture that shares something with a range; the rows above it stay.
    pub(super) fn unfold(&mut self, range: TextRange) {
        let Content::Loaded(article) = &self.content else {
            return;
        };
        let at = self.layout.byte_at(&article.text, self.top);
        if self.layout.unfold(article, range) {
            if at > range.start {
                self.top = self.layout.place_of(&article.text, at);
            }
            self.lay_out_page();
        }
    }
}
