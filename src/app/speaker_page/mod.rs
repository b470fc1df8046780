//! The page of a speaker: what is known of them at the left, their quotes by month at the right; in one column where it is narrow.
//!
//! - [`layout`]: the lines of both; [`bars`]: when they spoke

pub mod bars;
pub mod layout;

use jiff::civil::Date;
use ratatui::layout::Rect;

use self::layout::{FactLine, PageLine};
use super::ctx::Ctx;
use super::effect::{Effect, PersonQuery, SearchRequest};
use super::event::{Mouse, MouseKind, PersonAnswer, Ticket};
use super::motion::Motion;
use super::panes::areas::{MEDIUM, PaneArea, split_left, split_status};
use crate::search::hits::Hit;
use crate::search::index::PersonRecord;
use crate::text::Clean;

/// Quotes that are asked for at first; each time their end comes near, twice as many.
const FIRST: usize = 200;
/// The columns of the facts beside the quotes.
const FACTS: u16 = 46;
/// The fewest columns of the quotes beside the facts.
const QUOTES: u16 = 50;
/// From this height on, a blank row is under the heads.
const ROOMY: u16 = 30;

/// Where the parts of the page are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PageAreas {
    /// What is known; `None` if it is above the quotes.
    pub facts: Option<PaneArea>,
    /// The line between both.
    pub separator: Option<Rect>,
    /// The quotes.
    pub quotes: Option<PaneArea>,
    /// The status line.
    pub status: Option<Rect>,
}

/// The page of a speaker.
#[derive(Debug)]
pub struct SpeakerPage {
    name: Clean,
    ticket: Ticket,
    limit: usize,
    is_unsure_first: bool,
    answer: Option<PersonAnswer>,
    selected: usize,
    top: usize,
    facts: Vec<FactLine>,
    lines: Vec<PageLine>,
    /// What the lines were laid out for; `None` if they must be laid out again.
    laid_out: Option<(Rect, Date)>,
    areas: PageAreas,
}

impl SpeakerPage {
    /// Makes the page of whoever has a name; what is known must be requested.
    #[must_use]
    pub fn new(name: &Clean) -> Self {
        Self {
            name: name.clone(),
            ticket: Ticket::default(),
            limit: FIRST,
            is_unsure_first: false,
            answer: None,
            selected: 0,
            top: 0,
            facts: Vec::new(),
            lines: Vec::new(),
            laid_out: None,
            areas: PageAreas::default(),
        }
    }

    /// Returns the name that the page was opened by.
    #[must_use]
    pub const fn name(&self) -> &Clean {
        &self.name
    }

    /// Returns what is known, once it is there.
    #[must_use]
    pub fn person(&self) -> Option<&PersonRecord> {
        self.answer.as_ref()?.person.as_ref()
    }

    /// Returns why nothing is shown, once that is known.
    #[must_use]
    pub fn fault(&self) -> Option<String> {
        let answer = self.answer.as_ref()?;
        if let Some(fault) = &answer.fault {
            return Some(fault.to_string());
        }
        let nobody = || format!("No quotes by {}", self.name.as_str());
        answer.person.is_none().then(nobody)
    }

    /// Returns the lines at the left; empty if they are above the quotes.
    #[must_use]
    pub fn fact_lines(&self) -> &[FactLine] {
        &self.facts
    }

    /// Returns the lines of the quotes on the screen.
    #[must_use]
    pub fn visible_lines(&self) -> &[PageLine] {
        let end = (self.top + self.height()).min(self.lines.len());
        self.lines.get(self.top..end).unwrap_or_default()
    }

    /// Returns the number of the selected quote, from 0.
    #[must_use]
    pub const fn selected(&self) -> usize {
        self.selected
    }

    /// Returns the selected quote.
    #[must_use]
    pub fn selected_quote(&self) -> Option<&Hit> {
        self.quotes().get(self.selected)
    }

    /// Returns whether quotes that are not surely theirs come first.
    #[must_use]
    pub const fn is_unsure_first(&self) -> bool {
        self.is_unsure_first
    }

    /// Returns where the parts are.
    #[must_use]
    pub const fn areas(&self) -> &PageAreas {
        &self.areas
    }

    /// Returns the names of the person, the first one first.
    #[must_use]
    pub fn person_names(&self) -> Vec<Clean> {
        let row = self.person().map(|person| &person.row);
        let names = row.map(|row| std::iter::once(&row.name).chain(&row.aliases));
        names.into_iter().flatten().cloned().collect()
    }

    fn quotes(&self) -> &[Hit] {
        self.person().map_or(&[], |person| person.quotes.as_slice())
    }

    fn height(&self) -> usize {
        let quotes = self.areas.quotes;
        quotes.map_or(0, |pane| usize::from(pane.body.height))
    }

    /// Requests what is known of the person.
    pub(super) fn request_person(&mut self, ctx: &mut Ctx) {
        self.ticket = ctx.next_ticket();
        ctx.send(Effect::Search(SearchRequest::Person(PersonQuery {
            ticket: self.ticket,
            name: self.name.clone(),
            limit: self.limit,
            is_unsure_first: self.is_unsure_first,
        })));
    }

    /// Takes in what is known; the answer to another request is dropped.
    pub(super) fn take_person(&mut self, ticket: Ticket, answer: &PersonAnswer) {
        if self.ticket != ticket {
            return;
        }
        let before = self
            .selected_quote()
            .map(|quote| (quote.article, quote.quote));
        self.answer = Some(answer.clone());
        self.laid_out = None;
        let mut quotes = self.quotes().iter();
        let same = before
            .and_then(|before| quotes.position(|quote| (quote.article, quote.quote) == before));
        let last = self.quotes().len().saturating_sub(1);
        self.selected = same.unwrap_or(self.selected).min(last);
    }

    /// Has quotes that are not surely theirs come first, or the newest ones again.
    pub(super) fn switch_order(&mut self, ctx: &mut Ctx) {
        self.is_unsure_first = !self.is_unsure_first;
        (self.selected, self.top) = (0, 0);
        self.request_person(ctx);
    }

    /// Moves the selection; in one column, through the facts before the quotes first.
    pub(super) fn move_by(&mut self, motion: Motion) {
        let page = (self.height() / 4).max(1);
        let by = motion.to_rows(page);
        let is_in_facts = self.selected == 0 && self.areas.facts.is_none();
        let (_, end) = self.lines_of(0);
        if is_in_facts && by > 0 && self.top + self.height() < end {
            let by = motion.to_rows(self.height()).unsigned_abs();
            self.top = self.top.saturating_add(by).min(end - self.height());
            return;
        }
        if is_in_facts && by < 0 && self.top > 0 {
            let by = motion.to_rows(self.height()).unsigned_abs();
            self.top = self.top.saturating_sub(by);
            return;
        }
        self.select(self.selected.saturating_add_signed(by));
    }

    fn select(&mut self, number: usize) {
        self.selected = number.min(self.quotes().len().saturating_sub(1));
        self.scroll_to_selection();
    }

    /// Returns the first line of a quote, its heading included, and the one after its last.
    fn lines_of(&self, number: usize) -> (usize, usize) {
        let is_own = |line: &PageLine| line.quote() == Some(number);
        let Some(start) = self.lines.iter().position(is_own) else {
            return (0, 0);
        };
        let length = self
            .lines
            .iter()
            .skip(start)
            .take_while(|line| is_own(line))
            .count();
        let has_heading = start
            .checked_sub(1)
            .and_then(|before| self.lines.get(before));
        let has_heading = matches!(has_heading, Some(PageLine::Month { .. }));
        (start - usize::from(has_heading), start + length)
    }

    fn scroll_to_selection(&mut self) {
        if self.selected == 0 {
            // The facts above the first quote are scrolled by lines.
            let (_, end) = self.lines_of(0);
            let last = end.saturating_sub(self.height());
            self.top = if self.areas.facts.is_some() {
                0
            } else {
                self.top.min(last)
            };
            return;
        }
        let (start, end) = self.lines_of(self.selected);
        let first = end.saturating_sub(self.height()).min(start);
        self.top = self.top.clamp(first, start.max(first));
    }

    /// Updates the geometry and lays the page out, if it has changed; requests more quotes where the end of those that are there comes near.
    pub(super) fn arrange(&mut self, ctx: &mut Ctx) {
        let shape = (ctx.area, ctx.settings.today);
        if self.laid_out != Some(shape) {
            self.areas = split_page(ctx.area);
            self.lay_out(ctx.settings.today);
            self.scroll_to_selection();
            self.laid_out = Some(shape);
        }
        let total = self.person().map_or(0, |person| person.row.quotes);
        let is_near_end = self.selected + 50 >= self.quotes().len();
        if is_near_end && self.quotes().len() == self.limit && total > self.limit {
            self.limit = self.limit.saturating_mul(2);
            self.request_person(ctx);
        }
    }

    fn lay_out(&mut self, today: Date) {
        let answer = self.answer.as_ref();
        let Some(person) = answer.and_then(|answer| answer.person.as_ref()) else {
            self.lines.clear();
            self.facts.clear();
            return;
        };
        let Some(pane) = self.areas.quotes else {
            return;
        };
        let columns = |width: u16| usize::from(width.saturating_sub(4));
        let width = columns(self.areas.facts.unwrap_or(pane).body.width);
        let mut facts = layout::fact_lines(person, today, width, true);
        // Blank rows between the parts give way to what is known.
        if self.areas.facts.is_some() && facts.len() > usize::from(pane.body.height) {
            facts = layout::fact_lines(person, today, width, false);
        }
        let columns_of_words = columns(pane.body.width).min(usize::from(layout::WIDEST));
        let quotes = layout::quote_lines(person, columns_of_words, !self.is_unsure_first);
        if self.areas.facts.is_some() {
            (self.facts, self.lines) = (facts, quotes);
        } else {
            self.facts = Vec::new();
            let facts = facts.into_iter().map(PageLine::Fact);
            self.lines = facts.chain([PageLine::Empty]).chain(quotes).collect();
        }
    }

    /// Takes in a use of the mouse; returns `true` if the selected quote is to be opened.
    pub(super) fn point(&mut self, mouse: Mouse) -> bool {
        let Some(pane) = self.areas.quotes else {
            return false;
        };
        match mouse.kind {
            MouseKind::ScrollUp => self.move_by(Motion::Rows(-1)),
            MouseKind::ScrollDown => self.move_by(Motion::Rows(1)),
            MouseKind::Click if pane.body.contains((mouse.column, mouse.row).into()) => {
                let line = self.top + usize::from(mouse.row - pane.body.y);
                let Some(number) = self.lines.get(line).and_then(PageLine::quote) else {
                    return false;
                };
                if number == self.selected {
                    return true;
                }
                self.select(number);
            }
            MouseKind::Click | MouseKind::Drag => {}
        }
        false
    }
}

/// Returns where the parts of the page are on a screen.
fn split_page(area: Rect) -> PageAreas {
    let (body, status) = split_status(area);
    let mut areas = PageAreas {
        status,
        ..PageAreas::default()
    };
    let gap = u16::from(area.height >= ROOMY);
    if body.width < MEDIUM {
        areas.quotes = Some(PaneArea::new(body, gap));
        return areas;
    }
    let facts = FACTS.min(body.width.saturating_sub(QUOTES + 1));
    let (facts, separator, quotes) = split_left(body, facts);
    areas.facts = Some(PaneArea::new(facts, gap));
    areas.separator = Some(separator);
    areas.quotes = Some(PaneArea::new(quotes, gap));
    areas
}
