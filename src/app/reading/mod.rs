//! The reading pane: an open article, the page that is seen of it, its quotes and hits.
//!
//! - [`layout`]: rows of the article, laid out from the visible part outwards; `segments`: what they are rows of; `lines`: from one to the next
//! - [`facts`]: what is under the headline beside the text
//! - [`quotes`]: the article's quotes, and which one is selected
//! - [`highlight`]: passages that the reader selects and keeps; [`units`]: what they are made of
//! - [`find`]: hits of what the reader looks for in this article
//! - [`links`]: the numbers of its links
//! - [`target`]: going to what a search has found
//! - `repeats`: which quotes other stories have too
//! - [`speakers`]: which colour each speaker has

pub mod datelines;
pub mod facts;
pub mod find;
pub mod highlight;
pub mod indent;
pub mod layout;
mod lines;
pub mod links;
mod moving;
pub mod quotes;
mod remembered;
mod repeats;
mod segments;
pub mod speakers;
pub mod target;
pub mod units;

use std::collections::HashMap;
use std::sync::Arc;

use crate::article::{Article, BlockKind, Quote, QuoteId, TextRange};
use crate::library::anchor::Anchor;
use crate::library::listing::ArticleRow;
use crate::loader::Problem;
use crate::text::wrap;

use self::datelines::DatelineGaps;
use self::facts::HeadFacts;
use self::find::FindHits;
use self::highlight::Highlights;
use self::layout::{Layout, LayoutPosition, PageRow, SegmentContent};
use self::links::{LinkNumbers, StoryLinks};
use self::quotes::Tint;
use self::speakers::SpeakerColours;
pub use self::target::SearchTarget;
use super::event::{Remembered, RepeatedQuote, Ticket};

/// Rows between the page's top and what was jumped to.
const CONTEXT: isize = 3;

/// What the reading pane shows of an article.
#[derive(Debug)]
pub struct ReadingPane {
    row: ArticleRow,
    ticket: Ticket,
    content: Content,
    is_entered: bool,
    was_finished: bool,
    kept_top: Option<usize>,
    is_remembered: bool,
    resumed: Option<u8>,
    goal: Option<Anchor>,
    sought: Option<SearchTarget>,
    sought_quote: Option<QuoteId>,
    /// The quotes that other stories have too; `None` until that is known.
    repeats: Option<HashMap<QuoteId, RepeatedQuote>>,
    same_stories: Vec<ArticleRow>,
    remembered: Remembered,
    bookmarks: Vec<Option<usize>>,
    found_quotes: Option<Vec<Quote>>,
    quotes: Vec<Quote>,
    tints: Vec<Tint>,
    colours: SpeakerColours,
    selected_quote: Option<usize>,
    highlights: Highlights,
    found: FindHits,
    facts: HeadFacts,
    layout: Layout,
    top: LayoutPosition,
    page: Vec<PageRow>,
    width: usize,
    height: usize,
    options: wrap::Options,
    link_numbers: LinkNumbers,
}

/// Whether the article is there.
#[derive(Debug)]
enum Content {
    Loading,
    Loaded(Arc<Article>),
    Failed(Problem),
}

impl ReadingPane {
    /// Makes a pane that waits for the article of a row.
    #[must_use]
    pub fn new(
        row: ArticleRow,
        ticket: Ticket,
        options: wrap::Options,
        link_numbers: LinkNumbers,
    ) -> Self {
        Self {
            row,
            ticket,
            content: Content::Loading,
            is_entered: false,
            was_finished: false,
            kept_top: None,
            is_remembered: false,
            resumed: None,
            goal: None,
            sought: None,
            sought_quote: None,
            repeats: None,
            same_stories: Vec::new(),
            remembered: Remembered::default(),
            bookmarks: Vec::new(),
            found_quotes: None,
            quotes: Vec::new(),
            tints: Vec::new(),
            colours: SpeakerColours::default(),
            selected_quote: None,
            highlights: Highlights::default(),
            found: FindHits::default(),
            facts: HeadFacts::default(),
            layout: Layout::default(),
            top: LayoutPosition::default(),
            page: Vec::new(),
            width: 1,
            height: 1,
            options,
            link_numbers,
        }
    }

    /// Returns the article's row in the list, as it was when opened or last changed.
    #[must_use]
    pub const fn row(&self) -> &ArticleRow {
        &self.row
    }

    /// Returns the row to change after a change of state was saved.
    pub const fn row_mut(&mut self) -> &mut ArticleRow {
        &mut self.row
    }

    /// Returns the request that the article answers.
    #[must_use]
    pub const fn ticket(&self) -> Ticket {
        self.ticket
    }

    /// Returns `true` if the reader has gone into the article, and not only passed it in the list.
    #[must_use]
    pub const fn is_entered(&self) -> bool {
        self.is_entered
    }

    /// Notes that the reader has gone into the article.
    pub const fn enter(&mut self) {
        self.is_entered = true;
    }

    /// Notes that the reader has stepped out of the article, which is only looked at from now on.
    pub const fn leave(&mut self) {
        self.is_entered = false;
    }

    /// Returns the article once it is loaded.
    #[must_use]
    pub fn article(&self) -> Option<&Article> {
        match &self.content {
            Content::Loaded(article) => Some(article),
            Content::Loading | Content::Failed(_) => None,
        }
    }

    /// Returns why the article could not be loaded.
    #[must_use]
    pub fn problem(&self) -> Option<&Problem> {
        match &self.content {
            Content::Failed(problem) => Some(problem),
            Content::Loading | Content::Loaded(_) => None,
        }
    }

    /// Takes the article in and shows its first page.
    pub fn take_article(&mut self, article: Arc<Article>) {
        let article = if article.left_out.is_empty() {
            article
        } else {
            Arc::new(Arc::unwrap_or_clone(article).with_left_out())
        };
        self.layout = Layout::new(&article, self.width, self.options, self.link_numbers);
        self.content = Content::Loaded(article);
        self.top = LayoutPosition::default();
        self.gather_facts();
        self.lay_out_page();
        self.go_on();
        self.show_sought();
    }

    /// Takes in why the article could not be loaded.
    pub fn take_problem(&mut self, problem: Problem) {
        self.content = Content::Failed(problem);
    }

    /// Returns what was found in the article.
    #[must_use]
    pub const fn found(&self) -> &FindHits {
        &self.found
    }

    /// Returns what is between datelines and their paragraphs.
    #[must_use]
    pub const fn datelines(&self) -> &DatelineGaps {
        self.layout.datelines()
    }

    /// Returns the links of the story.
    #[must_use]
    pub const fn links(&self) -> &StoryLinks {
        self.layout.links()
    }

    /// Returns the rows on the screen.
    #[must_use]
    pub fn page(&self) -> &[PageRow] {
        &self.page
    }

    /// Returns the width of the text in columns.
    #[must_use]
    pub const fn width(&self) -> usize {
        self.width
    }

    /// Sets the text's size in columns and rows; the first words seen stay the first.
    pub fn resize(&mut self, width: usize, height: usize) {
        if (width, height) == (self.width, self.height) {
            return;
        }
        let at = self.top_byte();
        let was_at_start = self.top == LayoutPosition::default();
        (self.width, self.height) = (width, height);
        self.layout.set_width(width);
        self.gather_facts();
        if !was_at_start {
            self.go_to_byte(at);
        }
        self.lay_out_page();
    }

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

    /// Returns `true` if the article is there with its quotes, what is kept of it, and what other stories have of it.
    #[must_use]
    pub const fn is_complete(&self) -> bool {
        self.are_quotes_found() && self.is_remembered && self.are_repeats_found()
    }

    /// Returns `true` if the article is there.
    #[must_use]
    pub const fn is_loaded(&self) -> bool {
        matches!(self.content, Content::Loaded(_))
    }

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

    /// Looks for what the reader typed, from the page's top on; an empty text finds nothing.
    pub fn find(&mut self, typed: &str) {
        let Content::Loaded(article) = &self.content else {
            return;
        };
        let from = self.layout.byte_at(&article.text, self.top);
        if let Some(hit) = self.found.find(article, typed, from) {
            self.scroll_to(hit);
        }
    }

    /// Goes to the next hit, or to an earlier one when negative, around the ends.
    pub fn step_hit(&mut self, by: isize) {
        if let Some(hit) = self.found.step_hit(by) {
            self.scroll_to(hit);
        }
    }

    /// Forgets the hits.
    pub fn clear_found(&mut self) {
        self.found.clear();
    }

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
    fn unfold(&mut self, range: TextRange) {
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

    fn is_on_page(&self, at: usize) -> bool {
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

    fn top_byte(&mut self) -> usize {
        match &self.content {
            Content::Loaded(article) => self.layout.byte_at(&article.text, self.top),
            Content::Loading | Content::Failed(_) => 0,
        }
    }

    /// Moves the page to the place that `to` gives and lays its rows out.
    fn with_layout(
        &mut self,
        to: impl FnOnce(&mut Layout, &str, usize, LayoutPosition) -> LayoutPosition,
    ) {
        if let Content::Loaded(article) = &self.content {
            self.top = to(&mut self.layout, &article.text, self.height, self.top);
            self.lay_out_page();
        }
    }

    fn lay_out_page(&mut self) {
        if let Content::Loaded(article) = &self.content {
            self.page = self.layout.page(&article.text, self.top, self.height);
        }
    }
}
