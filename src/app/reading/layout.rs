//! Lays an article out, from the visible part outwards.
//!
//! The article is cut into segments: its blocks, very long ones into pieces. A segment is wrapped when it is first
//! seen, so that the first page of an article costs the same at any length. A place on the page is a segment and a
//! row in it; the number of rows before it is never needed and never known.

use std::collections::HashMap;

use super::super::arrange::hangs_marks;
use super::datelines::DatelineGaps;
use super::indent::{Indent, block_indent};
use super::links::{LinkNumbers, StoryLinks};
use super::segments::{self, CutOptions};
use crate::article::{Article, BlockKind, TextRange};
use crate::text::Clean;
use crate::text::wrap::{self, WrappedLine};

/// The columns of a standfirst, at the most.
const STANDFIRST: usize = 66;

/// An article cut into segments and wrapped where it was seen.
#[derive(Debug, Default)]
pub struct Layout {
    width: usize,
    options: wrap::Options,
    /// The headline, where the text does not hold it.
    title: Clean,
    links: StoryLinks,
    datelines: DatelineGaps,
    segments: Vec<LayoutSegment>,
    cut: CutOptions,
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
    /// What its rows are.
    pub content: SegmentContent,
}

/// What the rows of a segment are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SegmentContent {
    /// Lines of the text.
    Text,
    /// The headline of an article whose text does not hold it; the range is one of that headline.
    Title,
    /// So many rows of facts, which the text does not hold.
    Facts(usize),
    /// One row for so many blocks of page furniture.
    Fold(usize),
    /// A heading, and a row for each of so many links.
    Links(usize),
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
    /// A row of facts, by its number.
    Fact(usize),
    /// Page furniture that is folded.
    Fold {
        /// Where it is in the text.
        range: TextRange,
        /// How many blocks it has.
        blocks: usize,
    },
    /// The heading of the links.
    LinksHeading,
    /// A link, by its index.
    Link(usize),
}

impl Layout {
    /// Cuts an article into segments for a width in columns.
    #[must_use]
    pub fn new(
        article: &Article,
        width: usize,
        options: wrap::Options,
        numbers: LinkNumbers,
    ) -> Self {
        let links = StoryLinks::gather(article, numbers);
        let cut = CutOptions {
            links: links.targets().len(),
            ..CutOptions::default()
        };
        Self {
            width,
            options,
            title: segments::untold_title(article).cloned().unwrap_or_default(),
            segments: segments::cut_article(article, &cut),
            links,
            datelines: DatelineGaps::gather(article),
            cut,
            wrapped: HashMap::new(),
        }
    }

    /// Sets how many rows of facts are under the headline; returns `true` if there were others.
    pub fn set_fact_rows(&mut self, article: &Article, rows: usize) -> bool {
        if self.cut.fact_rows == rows {
            return false;
        }
        self.cut.fact_rows = rows;
        self.cut_again(article);
        true
    }

    /// Unfolds the page furniture that shares something with a range; returns `true` if there was some.
    pub fn unfold(&mut self, article: &Article, range: TextRange) -> bool {
        let is_fold = |segment: &&LayoutSegment| {
            matches!(segment.content, SegmentContent::Fold(_)) && segment.range.overlaps(range)
        };
        let starts: Vec<usize> = self
            .segments
            .iter()
            .filter(is_fold)
            .map(|segment| segment.range.start)
            .collect();
        if starts.is_empty() {
            return false;
        }
        self.cut.unfolded.extend(starts);
        self.cut_again(article);
        true
    }

    fn cut_again(&mut self, article: &Article) {
        self.segments = segments::cut_article(article, &self.cut);
        self.wrapped.clear();
    }

    /// Returns the segments in the order of the text.
    #[must_use]
    pub fn segments(&self) -> &[LayoutSegment] {
        &self.segments
    }

    /// Returns what is between datelines and their paragraphs.
    #[must_use]
    pub const fn datelines(&self) -> &DatelineGaps {
        &self.datelines
    }

    /// Returns the links of the story.
    #[must_use]
    pub const fn links(&self) -> &StoryLinks {
        &self.links
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
        let lines = self.wrapped_lines(text, index).iter();
        let content: Vec<PageRow> = match segment.content {
            SegmentContent::Title => lines.map(|line| PageRow::Title(*line)).collect(),
            SegmentContent::Facts(count) => (0..count).map(PageRow::Fact).collect(),
            SegmentContent::Fold(blocks) => vec![PageRow::Fold {
                range: segment.range,
                blocks,
            }],
            SegmentContent::Links(count) => std::iter::once(PageRow::LinksHeading)
                .chain((0..count).map(PageRow::Link))
                .collect(),
            SegmentContent::Text => lines
                .enumerate()
                .map(|(number, line)| PageRow::Line {
                    line: *line,
                    kind: segment.kind,
                    is_first: number == 0 && segment.is_block_start,
                })
                .collect(),
        };
        let gap = std::iter::repeat_n(PageRow::Empty, segment.gap);
        rows.extend(gap.chain(content).skip(skip).take(room));
    }

    pub(super) fn row_count(&mut self, text: &str, segment: usize) -> usize {
        let rows = match self.segments.get(segment).map(|segment| segment.content) {
            Some(SegmentContent::Facts(rows)) => rows,
            Some(SegmentContent::Fold(_)) => 1,
            Some(SegmentContent::Links(links)) => 1 + links,
            Some(SegmentContent::Text | SegmentContent::Title) | None => {
                self.wrapped_lines(text, segment).len()
            }
        };
        self.gap_of(segment) + rows
    }

    pub(super) fn gap_of(&self, segment: usize) -> usize {
        self.segments.get(segment).map_or(0, |segment| segment.gap)
    }

    /// Returns the columns around a segment, which are those of its block.
    fn indent_of(&self, index: usize, text: &str) -> Indent {
        let segments = self.segments.get(..=index).unwrap_or_default();
        let start = segments.iter().rev().find(|segment| segment.is_block_start);
        start.map_or_else(Indent::default, |start| {
            block_indent(start.kind, start.range.of(text))
        })
    }

    pub(super) fn wrapped_lines(&mut self, text: &str, index: usize) -> &[WrappedLine] {
        let Some(segment) = self.segments.get(index) else {
            return &[];
        };
        let most = if segment.kind == BlockKind::Standfirst {
            STANDFIRST
        } else {
            usize::MAX
        };
        let text = match segment.content {
            SegmentContent::Title => self.title.as_str(),
            SegmentContent::Text => text,
            SegmentContent::Facts(_) | SegmentContent::Fold(_) | SegmentContent::Links(_) => {
                return &[];
            }
        };
        let indent = self.indent_of(index, text);
        let width = self.width.saturating_sub(indent.left + indent.right);
        let width = width.clamp(1, most);
        let options = wrap::Options {
            first_columns: if segment.is_block_start {
                indent.left - indent.first
            } else {
                0
            },
            hangs_marks: segment.kind != BlockKind::Code && hangs_marks(self.width),
            ..self.options
        };
        let (links, datelines, range) = (&self.links, &self.datelines, segment.range);
        self.wrapped.entry(index).or_insert_with(|| {
            if segment.kind == BlockKind::Headline {
                wrap::wrap_balanced(text, range, width, options)
            } else {
                let mut added = links.added_columns(range);
                added.extend(datelines.added_columns(range));
                added.sort_by_key(|added| added.after);
                wrap::wrap_with_added(text, range, width, options, &added)
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::article::Block;

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
        Layout::new(
            article,
            width,
            wrap::Options::default(),
            LinkNumbers::Raised,
        )
    }

    #[test]
    fn the_lines_of_a_list_item_begin_behind_its_mark() {
        let item = (BlockKind::ListItem(1), "12. one two six ten");
        let article = article(&[item]);
        let mut layout = Layout::new(&article, 13, wrap::Options::default(), LinkNumbers::Raised);
        let lines = layout.wrapped_lines(&article.text, 0).iter();
        let lines: Vec<&str> = lines.map(|line| line.range.of(&article.text)).collect();
        assert_eq!(lines, ["12. one two", "six ten"]);
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
    fn page_furniture_is_one_row_until_it_is_unfolded() {
        let article = article(&[
            (BlockKind::Paragraph, "It rose."),
            (BlockKind::Boilerplate, "Share this"),
            (BlockKind::Boilerplate, "Read more"),
            (BlockKind::Paragraph, "It fell."),
        ]);
        let mut layout = lay_out(&article, 20);
        let page = layout.page(&article.text, LayoutPosition::default(), 9);
        let folded = TextRange::new(10, 31);
        assert_eq!(page.len(), 5);
        assert_eq!(
            page.get(2),
            Some(&PageRow::Fold {
                range: folded,
                blocks: 2
            })
        );
        assert!(!layout.unfold(&article, TextRange::new(0, 4)));
        assert!(layout.unfold(&article, TextRange::new(24, 25)));
        let page = layout.page(&article.text, LayoutPosition::default(), 9);
        assert_eq!(page.len(), 6);
    }

    #[test]
    fn facts_are_under_the_headline() {
        let article = article(&[
            (BlockKind::Headline, "Tide"),
            (BlockKind::Byline, "By Ada Bright"),
            (BlockKind::Paragraph, "It rose."),
        ]);
        let mut layout = lay_out(&article, 20);
        assert!(layout.set_fact_rows(&article, 2));
        let page = layout.page(&article.text, LayoutPosition::default(), 9);
        assert_eq!(
            page.get(3..6),
            Some(&[PageRow::Fact(0), PageRow::Fact(1), PageRow::Empty][..])
        );
        let down = layout.move_position(&article.text, LayoutPosition::default(), 6);
        assert_eq!(layout.byte_at(&article.text, down), 21);
        assert_eq!(
            layout.move_position(&article.text, down, -6),
            LayoutPosition::default()
        );
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
