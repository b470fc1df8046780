//! From one row of the laid-out article to another, and between rows and bytes of its text.

use super::layout::{Layout, LayoutPosition, SegmentContent};

impl Layout {
    /// Returns the place `rows` further down, or up when negative, within the article.
    #[must_use]
    pub fn move_position(
        &mut self,
        text: &str,
        place: LayoutPosition,
        rows: isize,
    ) -> LayoutPosition {
        if rows < 0 {
            self.moved_up(text, place, rows.unsigned_abs())
        } else {
            self.moved_down(text, place, rows.unsigned_abs())
        }
    }

    /// Returns the lowest place from which a page of `height` rows is full, or the start.
    #[must_use]
    pub fn last_top(&mut self, text: &str, height: usize) -> LayoutPosition {
        let Some(last) = self.segments().len().checked_sub(1) else {
            return LayoutPosition::default();
        };
        let end = LayoutPosition {
            segment: last,
            row: self.row_count(text, last).saturating_sub(1),
        };
        self.moved_up(text, end, height.saturating_sub(1))
    }

    /// Returns the row that holds the byte `at`.
    #[must_use]
    pub fn place_of(&mut self, text: &str, at: usize) -> LayoutPosition {
        if at == 0 {
            return LayoutPosition::default();
        }
        let after = self
            .segments()
            .partition_point(|segment| segment.range.start <= at);
        let Some(segment) = after.checked_sub(1) else {
            return LayoutPosition::default();
        };
        let lines = self.wrapped_lines(text, segment);
        let row = lines
            .partition_point(|line| line.range.start <= at)
            .saturating_sub(1);
        LayoutPosition {
            segment,
            row: row + self.gap_of(segment),
        }
    }

    /// Returns the first byte of the row, or of the next text below it.
    #[must_use]
    pub fn byte_at(&mut self, text: &str, place: LayoutPosition) -> usize {
        let content = self.segments().get(place.segment).map(|it| it.content);
        if content == Some(SegmentContent::Title) {
            return 0;
        }
        let gap = self.gap_of(place.segment);
        let line = self
            .wrapped_lines(text, place.segment)
            .get(place.row.saturating_sub(gap))
            .copied();
        line.map_or_else(
            || {
                self.segments()
                    .get(place.segment)
                    .map_or(text.len(), |segment| segment.range.start)
            },
            |line| line.range.start,
        )
    }

    pub(super) fn moved_down(
        &mut self,
        text: &str,
        mut place: LayoutPosition,
        mut rows: usize,
    ) -> LayoutPosition {
        loop {
            let left = self
                .row_count(text, place.segment)
                .saturating_sub(place.row + 1);
            let is_last = place.segment + 1 >= self.segments().len();
            if rows <= left || is_last {
                return LayoutPosition {
                    row: place.row + rows.min(left),
                    ..place
                };
            }
            rows -= left + 1;
            place = LayoutPosition {
                segment: place.segment + 1,
                row: 0,
            };
        }
    }

    pub(super) fn moved_up(
        &mut self,
        text: &str,
        mut place: LayoutPosition,
        mut rows: usize,
    ) -> LayoutPosition {
        while rows > place.row {
            let Some(segment) = place.segment.checked_sub(1) else {
                return LayoutPosition::default();
            };
            rows -= place.row + 1;
            place = LayoutPosition {
                segment,
                row: self.row_count(text, segment).saturating_sub(1),
            };
        }
        LayoutPosition {
            row: place.row - rows,
            ..place
        }
    }
}
