//! The reading pane: an open article, the page that is seen of it, its quotes and hits.
//!
//! - [`layout`]: rows of the article, laid out from the visible part outwards; `segments`: what they are rows of; `lines`: from one to the next
//! - [`facts`]: what is under the headline beside the text
//! - `scrolling`: to another part of it; `visible`: what is on the screen; `unfolding`: page furniture
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
mod positions;
pub mod quotes;
mod remembered;
mod repeats;
mod scrolling;
mod segments;
pub mod speakers;
pub mod target;
mod unfolding;
pub mod units;
mod visible;

use std::collections::HashMap;
use std::sync::Arc;

use crate::article::{Article, Quote, QuoteId};
use crate::library::anchor::Anchor;
use crate::library::listing::ArticleRow;
use crate::loader::Problem;
use crate::text::wrap;

use self::datelines::DatelineGaps;
use self::facts::HeadFacts;
use self::find::FindHits;
use self::highlight::Highlights;
use self::layout::{Layout, LayoutPosition, PageRow};
use self::links::{LinkNumbers, StoryLinks};
use self::quotes::Tint;
use self::speakers::SpeakerColours;
pub use self::target::SearchTarget;
use super::event::{Remembered, RepeatedQuote, Ticket};

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

    fn top_byte(&mut self) -> usize {
        match &self.content {
            Content::Loaded(article) => self.layout.byte_at(&article.text, self.top),
            Content::Loading | Content::Failed(_) => 0,
        }
    }

    fn lay_out_page(&mut self) {
        if let Content::Loaded(article) = &self.content {
            self.page = self.layout.page(&article.text, self.top, self.height);
        }
    }
}
