//! The reading pane: an open article, the page that is seen of it, its quotes and hits.
//!
//! - [`layout`]: rows of the article, laid out from the visible part outwards
//! - [`found`]: hits of what the reader looks for in this article
//! - [`sought`]: going to what a search has found
//! - [`speakers`]: which colour each speaker has

pub mod found;
mod keeping;
pub mod layout;
pub mod sought;
pub mod speakers;

use crate::article::{Article, Quote, TextRange};
use crate::library::anchor::Anchor;
use crate::library::listing::Row;
use crate::library::remembered;
use crate::loader::Problem;
use crate::text::wrap;

use self::found::Found;
use self::layout::{Layout, PageRow, Place};
pub use self::sought::Sought;
use self::speakers::SpeakerColours;
use super::event::{Remembered, Ticket};

/// Rows between the page's top and what was jumped to.
const CONTEXT: isize = 3;

/// What the reading pane shows of an article.
#[derive(Debug)]
pub struct ReadingPane {
    row: Row,
    ticket: Ticket,
    content: Content,
    is_entered: bool,
    was_finished: bool,
    kept_top: Option<usize>,
    is_remembered: bool,
    goal: Option<Anchor>,
    sought: Option<Sought>,
    remembered: Remembered,
    bookmarks: Vec<Option<usize>>,
    found_quotes: Option<Vec<Quote>>,
    quotes: Vec<Quote>,
    tints: Vec<Tint>,
    colours: SpeakerColours,
    selected_quote: Option<usize>,
    found: Found,
    layout: Layout,
    top: Place,
    page: Vec<PageRow>,
    width: usize,
    height: usize,
    options: wrap::Options,
}

/// Whether the article is there.
#[derive(Debug)]
enum Content {
    Loading,
    Loaded(Box<Article>),
    Failed(Problem),
}

/// A quoted stretch of the text and the quote it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tint {
    /// The words, with their marks.
    pub range: TextRange,
    /// The number of the quote in the article.
    pub quote: usize,
    /// The greatest end of this and all stretches before it, so that a search by place can halve.
    reach: usize,
}

impl ReadingPane {
    /// Makes a pane that waits for the article of a row.
    #[must_use]
    pub fn new(row: Row, ticket: Ticket, options: wrap::Options) -> Self {
        Self {
            row,
            ticket,
            content: Content::Loading,
            is_entered: false,
            was_finished: false,
            kept_top: None,
            is_remembered: false,
            goal: None,
            sought: None,
            remembered: Remembered::default(),
            bookmarks: Vec::new(),
            found_quotes: None,
            quotes: Vec::new(),
            tints: Vec::new(),
            colours: SpeakerColours::default(),
            selected_quote: None,
            found: Found::default(),
            layout: Layout::default(),
            top: Place::default(),
            page: Vec::new(),
            width: 1,
            height: 1,
            options,
        }
    }

    /// Returns the article's row in the list, as it was when opened or last changed.
    #[must_use]
    pub const fn row(&self) -> &Row {
        &self.row
    }

    /// Returns the row to change after a change of state was saved.
    pub const fn row_mut(&mut self) -> &mut Row {
        &mut self.row
    }

    /// Returns the request that the article answers.
    #[must_use]
    pub const fn ticket(&self) -> Ticket {
        self.ticket
    }

    /// Says whether the reader has gone into the article, and not only passed it in the list.
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
    pub fn load(&mut self, article: Article) {
        self.layout = Layout::new(&article, self.width, self.options);
        self.content = Content::Loaded(Box::new(article));
        self.top = Place::default();
        self.renew();
        self.go_on();
        self.show_sought();
    }

    /// Takes in why the article could not be loaded.
    pub fn fail(&mut self, problem: Problem) {
        self.content = Content::Failed(problem);
    }

    /// Takes the article's quotes in, as they were found.
    pub fn set_quotes(&mut self, quotes: Vec<Quote>) {
        self.found_quotes = Some(quotes);
        self.apply_corrections();
        self.go_to_goal();
        self.select_sought();
    }

    /// Shows the quotes as the reader corrected them; the selection stays with its words.
    fn apply_corrections(&mut self) {
        let Content::Loaded(article) = &self.content else {
            return;
        };
        let selected = self.selected_quote().map(|quote| quote.range);
        let found = self.found_quotes.as_deref().unwrap_or_default();
        self.quotes = remembered::corrected(article, found, &self.remembered.corrections);
        self.bookmarks = remembered::bookmarked(article, &self.quotes, &self.remembered.bookmarks);
        self.tints = tints(&self.quotes);
        self.colours = SpeakerColours::new(&self.quotes);
        self.selected_quote = selected.and_then(|range| {
            self.quotes
                .iter()
                .position(|quote| quote.range.overlaps(range))
        });
    }

    /// Says whether the article's quotes have been looked for; they come after its text.
    #[must_use]
    pub const fn are_quotes_found(&self) -> bool {
        self.found_quotes.is_some()
    }

    /// Returns the article's quotes in the order of the text.
    #[must_use]
    pub fn quotes(&self) -> &[Quote] {
        &self.quotes
    }

    /// Returns the quoted stretches that share something with `range`, by their start.
    pub fn tints(&self, range: TextRange) -> impl Iterator<Item = Tint> {
        let first = self.tints.partition_point(|tint| tint.reach <= range.start);
        let from = self.tints.iter().skip(first).copied();
        from.take_while(move |tint| tint.range.start < range.end)
            .filter(move |tint| tint.range.overlaps(range))
    }

    /// Returns which colour each speaker has.
    #[must_use]
    pub const fn colours(&self) -> &SpeakerColours {
        &self.colours
    }

    /// Returns what was found in the article.
    #[must_use]
    pub const fn found(&self) -> &Found {
        &self.found
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
        let was_at_start = self.top == Place::default();
        (self.width, self.height) = (width, height);
        self.layout.set_width(width);
        if !was_at_start {
            self.go_to_byte(at);
        }
        self.renew();
    }

    /// Scrolls by rows, down when positive; says whether anything moved.
    pub fn scroll(&mut self, rows: isize) -> bool {
        let before = self.top;
        self.with_layout(|layout, text, pane_height, top| {
            let last = layout.last_top(text, pane_height);
            layout.moved(text, top, rows).min(last.max(top.min(last)))
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
        self.with_layout(|_, _, _, _| Place::default());
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

    /// Scrolls only if the range's first row is not on the screen, leaving some rows before it.
    pub fn show(&mut self, range: TextRange) {
        if self.shows(range.start) {
            return;
        }
        self.with_layout(|layout, text, height, _| {
            let place = layout.place_of(text, range.start);
            layout
                .moved(text, place, -CONTEXT)
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
            Place { segment, row }.min(layout.last_top(text, height))
        });
    }

    /// Says whether the last row is on the screen.
    #[must_use]
    pub fn is_at_end(&self) -> bool {
        self.article()
            .is_some_and(|article| self.visible().end >= article.text.trim_end().len())
    }

    /// Returns how far the article was read, in hundredths, counted to the last row on the screen.
    #[must_use]
    pub fn hundredths(&self) -> u8 {
        let length = self.article().map_or(0, |article| article.text.len());
        let seen = self
            .visible()
            .end
            .saturating_mul(100)
            .checked_div(length)
            .unwrap_or(0);
        u8::try_from(seen.min(100)).unwrap_or(100)
    }

    /// Returns the stretch of the text on the screen.
    #[must_use]
    pub fn visible(&self) -> TextRange {
        let mut lines = self.page.iter().filter_map(|row| match row {
            PageRow::Line { line, .. } => Some(line.range),
            PageRow::Empty | PageRow::Title(_) => None,
        });
        let Some(first) = lines.next() else {
            return TextRange::default();
        };
        lines.next_back().map_or(first, |last| first.union(last))
    }

    /// Returns the number of the selected quote.
    #[must_use]
    pub const fn selected_quote_number(&self) -> Option<usize> {
        self.selected_quote
    }

    /// Returns the selected quote.
    #[must_use]
    pub fn selected_quote(&self) -> Option<&Quote> {
        self.selected_quote
            .and_then(|number| self.quotes.get(number))
    }

    /// Selects a quote and brings it onto the screen.
    pub fn select_quote(&mut self, number: usize) {
        let Some(range) = self.quotes.get(number).map(|quote| quote.range) else {
            return;
        };
        self.selected_quote = Some(number);
        self.show(range);
    }

    /// Selects the quote `by` further on; without a selection on the screen, counts from the page's top.
    pub fn step_quote(&mut self, by: isize) {
        let Some(last) = self.quotes.len().checked_sub(1) else {
            return;
        };
        let visible = self.visible();
        let selected = self.selected_quote.filter(|_| {
            self.selected_quote()
                .is_some_and(|quote| quote.range.overlaps(visible))
        });
        let number = selected.map_or_else(
            || {
                let below = self
                    .quotes
                    .partition_point(|quote| quote.range.start < visible.start);
                below.saturating_add_signed(if by > 0 { by - 1 } else { by })
            },
            |number| number.saturating_add_signed(by),
        );
        self.select_quote(number.min(last));
    }

    /// Selects the first quote on the screen when the selected one has left it.
    pub fn follow_page(&mut self) {
        let visible = self.visible();
        if self
            .selected_quote()
            .is_some_and(|quote| !quote.range.overlaps(visible))
        {
            self.selected_quote = self.first_seen_quote().or(self.selected_quote);
        }
    }

    /// Selects the first quote on the screen, or the next one, unless one is selected.
    pub fn select_some_quote(&mut self) {
        if self.selected_quote.is_none() && !self.quotes.is_empty() {
            let next = self.next_quote();
            self.select_quote(next.min(self.quotes.len() - 1));
        }
    }

    /// Returns the number of the first quote that ends on the screen or below it.
    #[must_use]
    pub fn next_quote(&self) -> usize {
        let visible = self.visible();
        self.quotes
            .partition_point(|quote| quote.range.end <= visible.start)
    }

    fn first_seen_quote(&self) -> Option<usize> {
        let number = self.next_quote();
        self.quotes
            .get(number)
            .filter(|quote| quote.range.overlaps(self.visible()))
            .map(|_| number)
    }

    /// Looks for what the reader typed, from the page's top on; an empty text finds nothing.
    pub fn find(&mut self, typed: &str) {
        let Content::Loaded(article) = &self.content else {
            return;
        };
        let from = self.layout.byte_at(&article.text, self.top);
        if let Some(hit) = self.found.find(article, typed, from) {
            self.show(hit);
        }
    }

    /// Goes to the next hit, or to an earlier one when negative, around the ends.
    pub fn step_hit(&mut self, by: isize) {
        if let Some(hit) = self.found.step(by) {
            self.show(hit);
        }
    }

    /// Forgets the hits.
    pub fn clear_found(&mut self) {
        self.found.clear();
    }

    fn shows(&self, at: usize) -> bool {
        self.page.iter().any(|row| match row {
            PageRow::Line { line, .. } => {
                line.range.start <= at && at < line.range.end.max(line.range.start + 1)
            }
            PageRow::Empty | PageRow::Title(_) => false,
        })
    }

    fn top_byte(&mut self) -> usize {
        match &self.content {
            Content::Loaded(article) => self.layout.byte_at(&article.text, self.top),
            Content::Loading | Content::Failed(_) => 0,
        }
    }

    /// Moves the page to the place that `to` gives and lays its rows out.
    fn with_layout(&mut self, to: impl FnOnce(&mut Layout, &str, usize, Place) -> Place) {
        if let Content::Loaded(article) = &self.content {
            self.top = to(&mut self.layout, &article.text, self.height, self.top);
            self.renew();
        }
    }

    fn renew(&mut self) {
        if let Content::Loaded(article) = &self.content {
            self.page = self.layout.page(&article.text, self.top, self.height);
        }
    }
}

fn tints(quotes: &[Quote]) -> Vec<Tint> {
    let of = |(quote, found): (usize, &Quote)| {
        found
            .fragments
            .iter()
            .map(move |range| Tint {
                range: *range,
                quote,
                reach: range.end,
            })
            .collect::<Vec<_>>()
    };
    let mut tints: Vec<Tint> = quotes.iter().enumerate().flat_map(of).collect();
    tints.sort_by_key(|tint| tint.range);
    let mut reach = 0;
    for tint in &mut tints {
        reach = tint.range.end.max(reach);
        tint.reach = reach;
    }
    tints
}
