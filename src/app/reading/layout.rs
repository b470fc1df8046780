//! Lays an article out, from the visible part outwards.
//!
//! The article is cut into segments: its blocks, very long ones into pieces. A segment is wrapped when it is first
//! seen, so that the first page of an article costs the same at any length. A place on the page is a segment and a
//! row in it; the number of rows before it is never needed and never known.

use std::collections::HashMap;

use crate::article::{Article, Block, BlockKind, TextRange};
use crate::text::Clean;
use crate::text::wrap::{self, WrappedLine};

/// A block longer than this many bytes is laid out in pieces of about this length.
const LONGEST_SEGMENT: usize = 16 * 1024;

/// An article cut into segments and wrapped where it was seen.
#[derive(Debug, Default)]
pub struct Layout {
    width: usize,
    options: wrap::Options,
    /// The headline, where the text does not hold it.
    title: Clean,
    segments: Vec<LayoutSegment>,
    wrapped: HashMap<usize, Vec<WrappedLine>>,
}

/// A block, or a piece of a very long one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LayoutSegment {
    /// What the block is.
    pub kind: BlockKind,
    /// Where the segment is in the text.
    pub range: TextRange,
    /// Empty rows before it.
    pub gap: usize,
    /// Whether the block begins here, and not in an earlier segment.
    pub is_block_start: bool,
    /// Whether it is the headline of an article whose text does not hold it; its range is one of that headline.
    pub is_title: bool,
}

/// A row of the laid-out article; its segment's empty rows count first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct LayoutPosition {
    /// The number of the segment.
    pub segment: usize,
    /// The row in it.
    pub row: usize,
}

/// A row as it is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageRow {
    /// Nothing is here.
    Empty,
    /// A line of the headline, as a range of it, where the article's text does not hold it.
    Title(WrappedLine),
    /// A line of text.
    Line {
        /// The words, and whether a hyphen follows them.
        line: WrappedLine,
        /// What the block is.
        kind: BlockKind,
        /// Whether the block begins with this line.
        is_first: bool,
    },
}

/// The columns that are before and after the text of a block, and what its first line has less or more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Indent {
    /// Before each line.
    pub left: usize,
    /// After each line.
    pub right: usize,
}

impl Layout {
    /// Cuts an article into segments for a width in columns.
    #[must_use]
    pub fn new(article: &Article, width: usize, options: wrap::Options) -> Self {
        let mut segments = Vec::with_capacity(article.blocks.len() + 1);
        let title = untold_title(article);
        segments.extend(title.map(title_segment));
        let mut before = title.map(|_| BlockKind::Headline);
        for block in &article.blocks {
            let gap = before.map_or(0, |before| gap_between(before, block.kind));
            for (index, range) in split_block(&article.text, block.range).enumerate() {
                let is_block_start = index == 0;
                let gap = if is_block_start { gap } else { 0 };
                segments.push(LayoutSegment {
                    kind: block.kind,
                    range,
                    gap,
                    is_block_start,
                    is_title: false,
                });
            }
            before = Some(block.kind);
        }
        Self {
            width,
            options,
            title: title.cloned().unwrap_or_default(),
            segments,
            wrapped: HashMap::new(),
        }
    }

    /// Returns the segments in the order of the text.
    #[must_use]
    pub fn segments(&self) -> &[LayoutSegment] {
        &self.segments
    }

    /// Returns the text's width in columns.
    #[must_use]
    pub const fn width(&self) -> usize {
        self.width
    }

    /// Lays out for another width; what was wrapped is forgotten.
    pub fn set_width(&mut self, width: usize) {
        if width != self.width {
            self.width = width;
            self.wrapped.clear();
        }
    }

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
        let Some(last) = self.segments.len().checked_sub(1) else {
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
            .segments
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
        if self
            .segments
            .get(place.segment)
            .is_some_and(|segment| segment.is_title)
        {
            return 0;
        }
        let gap = self.gap_of(place.segment);
        let line = self
            .wrapped_lines(text, place.segment)
            .get(place.row.saturating_sub(gap))
            .copied();
        line.map_or_else(
            || {
                self.segments
                    .get(place.segment)
                    .map_or(text.len(), |segment| segment.range.start)
            },
            |line| line.range.start,
        )
    }

    /// Returns `height` rows from `top` on; fewer at the article's end.
    #[must_use]
    pub fn page(&mut self, text: &str, top: LayoutPosition, height: usize) -> Vec<PageRow> {
        let mut rows = Vec::with_capacity(height);
        let mut skip = top.row;
        for index in top.segment..self.segments.len() {
            self.push_rows(text, index, skip, height - rows.len(), &mut rows);
            skip = 0;
            if rows.len() >= height {
                break;
            }
        }
        rows
    }

    fn push_rows(
        &mut self,
        text: &str,
        index: usize,
        skip: usize,
        room: usize,
        rows: &mut Vec<PageRow>,
    ) {
        let Some(segment) = self.segments.get(index).copied() else {
            return;
        };
        let lines = self
            .wrapped_lines(text, index)
            .iter()
            .enumerate()
            .map(|(number, line)| {
                if segment.is_title {
                    return PageRow::Title(*line);
                }
                PageRow::Line {
                    line: *line,
                    kind: segment.kind,
                    is_first: number == 0 && segment.is_block_start,
                }
            });
        let gap = std::iter::repeat_n(PageRow::Empty, segment.gap);
        rows.extend(gap.chain(lines).skip(skip).take(room));
    }

    fn moved_down(
        &mut self,
        text: &str,
        mut place: LayoutPosition,
        mut rows: usize,
    ) -> LayoutPosition {
        loop {
            let left = self
                .row_count(text, place.segment)
                .saturating_sub(place.row + 1);
            let is_last = place.segment + 1 >= self.segments.len();
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

    fn moved_up(
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

    fn row_count(&mut self, text: &str, segment: usize) -> usize {
        self.gap_of(segment) + self.wrapped_lines(text, segment).len()
    }

    fn gap_of(&self, segment: usize) -> usize {
        self.segments.get(segment).map_or(0, |segment| segment.gap)
    }

    fn wrapped_lines(&mut self, text: &str, index: usize) -> &[WrappedLine] {
        let Some(segment) = self.segments.get(index) else {
            return &[];
        };
        let indent = block_indent(segment.kind);
        let width = self.width.saturating_sub(indent.left + indent.right).max(1);
        let text = if segment.is_title {
            self.title.as_str()
        } else {
            text
        };
        self.wrapped
            .entry(index)
            .or_insert_with(|| wrap::wrap(text, segment.range, width, self.options))
    }
}

/// Returns the headline of an article whose text does not hold it.
fn untold_title(article: &Article) -> Option<&Clean> {
    let is_headline = |block: &Block| block.kind == BlockKind::Headline;
    let title = &article.metadata.title;
    let first = article
        .blocks
        .first()
        .map(|block| article.words_in(block.range));
    // A story without a headline has its beginning as title.
    let is_told = || first.is_some_and(|first| first.starts_with(title.trim_end_matches('…')));
    (!title.is_empty() && !article.blocks.iter().any(is_headline) && !is_told()).then_some(title)
}

fn title_segment(title: &Clean) -> LayoutSegment {
    LayoutSegment {
        kind: BlockKind::Headline,
        range: TextRange::new(0, title.len()),
        gap: 0,
        is_block_start: true,
        is_title: true,
    }
}

/// Returns the columns kept free around a block's text.
#[must_use]
pub fn block_indent(kind: BlockKind) -> Indent {
    match kind {
        BlockKind::BlockQuote => Indent { left: 4, right: 4 },
        BlockKind::ListItem(depth) => Indent {
            left: 2 * usize::from(depth.min(8)),
            right: 0,
        },
        BlockKind::Code => Indent { left: 2, right: 0 },
        BlockKind::Headline
        | BlockKind::Standfirst
        | BlockKind::Byline
        | BlockKind::Dateline
        | BlockKind::Paragraph
        | BlockKind::Heading(_)
        | BlockKind::Caption
        | BlockKind::TableRow
        | BlockKind::Boilerplate
        | BlockKind::Provenance => Indent { left: 0, right: 0 },
    }
}

/// Returns the empty rows between two blocks.
fn gap_between(before: BlockKind, after: BlockKind) -> usize {
    let is_close = matches!(
        (before, after),
        (BlockKind::ListItem(_), BlockKind::ListItem(_))
            | (BlockKind::TableRow, BlockKind::TableRow)
            | (BlockKind::Byline, BlockKind::Byline)
            | (BlockKind::Boilerplate, BlockKind::Boilerplate)
            | (BlockKind::Dateline, _)
    );
    usize::from(!is_close)
}

/// Cuts a range into pieces of about [`LONGEST_SEGMENT`] bytes, each but the last ending with a space.
fn split_block(text: &str, range: TextRange) -> impl Iterator<Item = TextRange> {
    let mut start = range.start;
    std::iter::from_fn(move || {
        if start >= range.end {
            return None;
        }
        let end = piece_end(text, start, range.end);
        let piece = TextRange::new(start, end);
        start = end;
        Some(piece)
    })
}

fn piece_end(text: &str, start: usize, end: usize) -> usize {
    if end - start <= LONGEST_SEGMENT + LONGEST_SEGMENT / 2 {
        return end;
    }
    let near = text.ceil_char_boundary(start + LONGEST_SEGMENT);
    let rest = TextRange::new(
        near,
        text.ceil_char_boundary((near + LONGEST_SEGMENT / 4).min(end)),
    )
    .of(text);
    let sentence = rest.find(". ").map(|at| at + 2);
    let space = || rest.find([' ', '\n']).map(|at| at + 1);
    near + sentence.or_else(space).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn article(blocks: &[(BlockKind, &str)]) -> Article {
        let text = blocks
            .iter()
            .map(|(_, text)| *text)
            .collect::<Vec<_>>()
            .join("\n\n");
        let mut start = 0;
        let ranges = blocks.iter().map(|(kind, text)| {
            let range = TextRange::new(start, start + text.len());
            start = range.end + 2;
            Block::new(*kind, range)
        });
        Article {
            blocks: ranges.collect(),
            text: Clean::new(&text),
            ..Article::default()
        }
    }

    fn paragraphs(count: usize, words: usize) -> Article {
        let text = vec!["word"; words].join(" ");
        article(&vec![(BlockKind::Paragraph, text.as_str()); count])
    }

    fn lay_out(article: &Article, width: usize) -> Layout {
        Layout::new(article, width, wrap::Options::default())
    }

    #[test]
    fn a_headline_that_the_text_does_not_hold_stands_above_it() {
        let mut article = paragraphs(3, 12);
        article.metadata.title = Clean::new("The night ferry stops");
        let mut layout = lay_out(&article, 12);
        let page = layout.page(&article.text, LayoutPosition::default(), 4);
        let title: Vec<&str> = page
            .iter()
            .filter_map(|row| match row {
                PageRow::Title(line) => Some(line.range.of(&article.metadata.title)),
                _ => None,
            })
            .collect();
        assert_eq!(title, ["The night", "ferry stops"]);
        assert!(matches!(
            page.get(2..),
            Some([PageRow::Empty, PageRow::Line { .. }])
        ));
        assert_eq!(
            layout.byte_at(&article.text, LayoutPosition { segment: 0, row: 1 }),
            0
        );
        assert_eq!(
            layout.place_of(&article.text, 1),
            LayoutPosition { segment: 1, row: 1 }
        );
    }

    #[test]
    fn blocks_are_parted_by_an_empty_row() {
        let article = article(&[
            (BlockKind::Headline, "Tide"),
            (BlockKind::Paragraph, "It rose."),
        ]);
        let page = lay_out(&article, 20).page(&article.text, LayoutPosition::default(), 9);
        let shape: Vec<bool> = page.iter().map(|row| *row == PageRow::Empty).collect();
        assert_eq!(shape, [false, true, false]);
    }

    #[test]
    fn the_last_page_is_full_and_ends_with_the_last_row() {
        let article = paragraphs(30, 40);
        let mut layout = lay_out(&article, 30);
        let top = layout.last_top(&article.text, 12);
        assert_eq!(layout.page(&article.text, top, 12).len(), 12);
        let below = layout.move_position(&article.text, top, 1);
        assert_eq!(layout.page(&article.text, below, 12).len(), 11);
    }

    #[test]
    fn only_what_is_seen_is_wrapped() {
        let article = paragraphs(10_000, 30);
        let mut layout = lay_out(&article, 40);
        let top = layout.last_top(&article.text, 40);
        let _ = layout.page(&article.text, top, 40);
        assert!(
            layout.wrapped.len() < 30,
            "{} segments were wrapped",
            layout.wrapped.len()
        );
    }

    #[test]
    fn a_very_long_block_is_cut_and_nothing_of_it_is_lost() {
        let article = paragraphs(1, 40_000);
        let layout = lay_out(&article, 40);
        assert!(layout.segments().len() > 5);
        let ends = layout
            .segments()
            .windows(2)
            .all(|pair| pair[0].range.end == pair[1].range.start);
        assert!(ends);
        assert_eq!(
            layout.segments().last().map(|segment| segment.range.end),
            Some(article.text.len())
        );
    }

    proptest! {
        #[test]
        fn a_byte_is_found_in_the_row_that_holds_it(count in 1usize..8, words in 1usize..90, width in 1usize..50, at in 0.0f64..1.0) {
            let article = paragraphs(count, words);
            let mut layout = lay_out(&article, width);
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a share of a short text")]
            let byte = (article.text.len() as f64 * at) as usize;
            let place = layout.place_of(&article.text, byte);
            let start = layout.byte_at(&article.text, place);
            let next = layout.move_position(&article.text, place, 1);
            let after = layout.byte_at(&article.text, next);
            prop_assert!(start <= byte && (byte < after || next == place), "{start} {byte} {after}");
        }

        #[test]
        fn rows_down_and_up_again_lead_back(count in 1usize..8, words in 1usize..90, down in 0isize..40) {
            let article = paragraphs(count, words);
            let mut layout = lay_out(&article, 17);
            let place = layout.move_position(&article.text, LayoutPosition::default(), down);
            let rows = layout.page(&article.text, LayoutPosition::default(), 1000).len().cast_signed();
            let back = layout.move_position(&article.text, place, -down.min(rows - 1));
            prop_assert_eq!(back, LayoutPosition::default());
        }
    }
}
