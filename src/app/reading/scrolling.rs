//! Scrolling the page of the open article: by rows and pages, to its ends, to a byte of its text.

use super::layout::{Layout, LayoutPosition};
use super::{Content, ReadingPane};
use crate::article::TextRange;

/// Rows between the page's top and what was jumped to.
const CONTEXT: isize = 3;

impl ReadingPane {
    /// Scrolls by rows, down when positive; returns `true` if anything moved.
    pub fn scroll(&mut self, rows: isize) -> bool {
        let before = self.top;
        self.with_layout(|layout, text, pane_height, top| {
            let last = layout.last_top(text, pane_height);
            layout
                .move_position(text, top, rows)
                .min(last.max(top.min(last)))
        });
        self.top != before
    }

    /// Scrolls by pages, which share two rows.
    pub fn scroll_pages(&mut self, pages: isize) -> bool {
        let rows = self.height.saturating_sub(2).max(1);
        self.scroll(pages.saturating_mul(isize::try_from(rows).unwrap_or(isize::MAX)))
    }

    /// Scrolls by half pages.
    pub fn scroll_half_pages(&mut self, halves: isize) -> bool {
        let rows = (self.height / 2).max(1);
        self.scroll(halves.saturating_mul(isize::try_from(rows).unwrap_or(isize::MAX)))
    }

    /// Goes to the start of the article.
    pub fn go_to_top(&mut self) {
        self.with_layout(|_, _, _, _| LayoutPosition::default());
    }

    /// Goes to the last page.
    pub fn go_to_bottom(&mut self) {
        self.with_layout(|layout, text, height, _| layout.last_top(text, height));
    }

    /// Brings the row with the byte `at` to the top, or as near as the last page lets it.
    pub fn go_to_byte(&mut self, at: usize) {
        self.with_layout(|layout, text, height, _| {
            layout.place_of(text, at).min(layout.last_top(text, height))
        });
    }

    /// Scrolls only if the range's first or last row is not on the screen, leaving some rows before it.
    pub fn scroll_to(&mut self, range: TextRange) {
        self.unfold(TextRange::new(range.start, range.end.max(range.start + 1)));
        // The spaces at a line's end belong to no row.
        let text = self.article().map_or("", |article| &article.text);
        let last = range.start + range.of(text).trim_end().len().saturating_sub(1);
        if self.is_on_page(range.start) && self.is_on_page(last) {
            return;
        }
        self.with_layout(|layout, text, height, _| {
            let place = layout.place_of(text, range.start);
            layout
                .move_position(text, place, -CONTEXT)
                .min(layout.last_top(text, height))
        });
    }

    /// Goes to the next paragraph, or to an earlier one when negative.
    pub fn go_to_paragraph(&mut self, by: isize) {
        self.with_layout(|layout, text, height, top| {
            let last = layout.segments().len().saturating_sub(1);
            let inside = by < 0
                && top.row
                    > layout
                        .segments()
                        .get(top.segment)
                        .map_or(0, |segment| segment.gap);
            let by = if inside { by + 1 } else { by };
            let segment = top.segment.saturating_add_signed(by).min(last);
            let row = layout
                .segments()
                .get(segment)
                .map_or(0, |segment| segment.gap);
            LayoutPosition { segment, row }.min(layout.last_top(text, height))
        });
    }

    /// Moves the page to the place that `to` gives and lays its rows out.
    pub(super) fn with_layout(
        &mut self,
        to: impl FnOnce(&mut Layout, &str, usize, LayoutPosition) -> LayoutPosition,
    ) {
        if let Content::Loaded(article) = &self.content {
            self.top = to(&mut self.layout, &article.text, self.height, self.top);
            self.lay_out_page();
        }
    }
}
