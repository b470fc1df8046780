//! Opening articles: from the list, the next one, the next unread one; and taking in what was loaded.

use std::sync::Arc;

use super::{Focus, Panes, UnreadSearch};
use crate::app::ctx::Ctx;
use crate::app::effect::{ArticleRequest, CatalogueRequest, Effect, StateRequest};
use crate::app::event::{Remembered, Repeats, Ticket};
use crate::app::notice::StatusNotice;
use crate::app::reading::ReadingPane;
use crate::article::{Article, ArticleId, Quote};
use crate::input::{Action, Context};
use crate::library::listing::{ArticleRow, Listing, ListingPage};
use crate::loader::Problem;

impl Panes {
    /// Opens the selected row, goes to the selected quote's words, or does what the pane's Enter means.
    pub(super) fn open_selected(&mut self, ctx: &mut Ctx) {
        match self.focus {
            Focus::List => {
                if let Some(row) = self.list.selected_row().cloned() {
                    self.open_article(row, ctx);
                    self.enter_article();
                    if let Some(reading) = &mut self.reading {
                        tell_resumed(reading, ctx);
                    }
                }
            }
            Focus::Reading if self.reading.as_mut().is_some_and(ReadingPane::unfold_seen) => {
                self.enter_article();
            }
            Focus::Reading | Focus::Quotes => {
                self.enter_article();
                let selected = self.reading.as_ref();
                if let Some(number) = selected.and_then(ReadingPane::selected_quote_number) {
                    self.select_quote(number);
                }
            }
        }
    }

    /// Shows the selected article beside the list, without going into it.
    pub(super) fn preview_selected(&mut self, ctx: &mut Ctx) {
        if self.focus != Focus::List || self.areas.reading.is_none() {
            return;
        }
        let Some(row) = self.list.selected_row() else {
            return;
        };
        if self.is_open(row.id) {
            return;
        }
        let row = row.clone();
        let ticket = ctx.next_ticket();
        ctx.send(Effect::Articles(ArticleRequest::Preview {
            ticket,
            id: row.id,
            location: row.location.clone(),
        }));
        self.reading = Some(ReadingPane::new(
            row,
            ticket,
            ctx.settings.wrapping,
            ctx.settings.link_numbers,
        ));
    }

    /// Opens the article `by` rows further down in the list.
    pub(super) fn step_article(&mut self, by: isize, ctx: &mut Ctx) {
        let before = self.list.selected();
        let missing = self.list.move_by(by);
        ctx.send_all(missing);
        if self.list.selected() == before {
            let end = if by > 0 {
                "This is the last article"
            } else {
                "This is the first article"
            };
            ctx.notice = Some(StatusNotice::quiet(end));
            return;
        }
        self.open_in_place(ctx);
    }

    /// Requests the next unread article, or the one before when negative.
    /// Goes to the next title that was searched, from the last one to the first; else to the next unread article.
    pub(super) fn step_hit(&mut self, by: isize, ctx: &mut Ctx) {
        let is_searched = !self.list.listing().filter.title.trim().is_empty();
        if self.focus != Focus::List || !is_searched {
            self.step_unread(by.signum(), ctx);
            return;
        }
        let missing = self.list.step_around(by);
        ctx.send_all(missing);
    }

    pub(super) fn step_unread(&mut self, direction: isize, ctx: &mut Ctx) {
        self.unread_search = UnreadSearch::OneWay;
        ctx.send(Effect::Catalogue(CatalogueRequest::FindUnread {
            listing: self.list.listing().clone(),
            from: self.list.selected(),
            is_forward: direction >= 0,
        }));
    }

    /// Opens the unread article that was requested; returns `true` if that is in front now.
    pub(in crate::app) fn take_unread(&mut self, number: Option<usize>, ctx: &mut Ctx) -> bool {
        let Some(number) = number else {
            if self.unread_search == UnreadSearch::Onward {
                self.step_unread(-1, ctx);
                self.unread_search = UnreadSearch::Wrapped;
                return false;
            }
            ctx.notice = Some(StatusNotice::quiet(match self.unread_search {
                UnreadSearch::OneWay => "No unread article in this direction",
                UnreadSearch::Onward | UnreadSearch::Wrapped => "No unread article is left",
            }));
            return false;
        };
        if self.unread_search == UnreadSearch::Wrapped {
            ctx.notice = Some(StatusNotice::quiet(
                "Nothing unread below; this one is above",
            ));
        }
        let missing = self.list.select(number);
        ctx.send_all(missing);
        self.open_in_place(ctx)
    }

    /// Takes in a page of the list; returns `true` if an article that waited for it is in front now.
    pub(in crate::app) fn take_page(
        &mut self,
        listing: &Listing,
        page: ListingPage,
        ctx: &mut Ctx,
    ) -> bool {
        let missing = self.list.take_page(listing, page);
        ctx.send_all(missing);
        if self.is_opening
            && let Some(row) = self.list.selected_row().cloned()
        {
            self.is_opening = false;
            self.open_article(row, ctx);
            return self.enter_article();
        }
        false
    }

    pub(in crate::app) fn take_article(&mut self, ticket: Ticket, article: Arc<Article>) {
        let Some(reading) = self.reading_of(ticket) else {
            return;
        };
        reading.take_article(article);
        self.quotes.rewind();
    }

    /// Takes in the quotes of the open article; returns `false` if they are another's.
    pub(in crate::app) fn take_quotes(&mut self, ticket: Ticket, quotes: Vec<Quote>) -> bool {
        let Some(reading) = self.reading_of(ticket) else {
            return false;
        };
        reading.set_quotes(quotes);
        true
    }

    pub(in crate::app) fn take_repeats(&mut self, ticket: Ticket, repeats: Repeats) {
        if let Some(reading) = self.reading_of(ticket) {
            reading.set_repeats(repeats);
        }
    }

    pub(in crate::app) fn take_problem(&mut self, ticket: Ticket, problem: Problem) {
        if let Some(reading) = self.reading_of(ticket) {
            reading.take_problem(problem);
        }
    }

    /// Takes in what is kept of the open article.
    pub(in crate::app) fn take_remembered(
        &mut self,
        ticket: Ticket,
        remembered: Remembered,
        ctx: &mut Ctx,
    ) {
        if let Some(reading) = self.reading_of(ticket) {
            reading.remember(remembered);
            ctx.pending.drop_saved();
            if reading.is_entered() {
                tell_resumed(reading, ctx);
            }
        }
    }

    /// Focuses the reading pane and counts the article as begun; returns `false` if none is open.
    pub(in crate::app) fn enter_article(&mut self) -> bool {
        let Some(reading) = &mut self.reading else {
            return false;
        };
        reading.enter();
        self.focus = Focus::Reading;
        true
    }

    /// Shows an article again that was open before, with its place.
    pub(super) fn restore_article(&mut self, reading: ReadingPane, ctx: &mut Ctx) {
        self.quotes.rewind();
        if reading.are_quotes_found() || reading.problem().is_some() {
            self.reading = Some(reading);
            self.recall_article(ctx);
        } else {
            // Its answers were dropped, for they came while another article was open.
            self.open_article(reading.row().clone(), ctx);
        }
    }

    /// Opens the selected row and goes into it; returns `false` if the row has yet to be read.
    fn open_in_place(&mut self, ctx: &mut Ctx) -> bool {
        let Some(row) = self.list.selected_row().cloned() else {
            self.is_opening = true;
            return false;
        };
        self.open_article(row, ctx);
        self.enter_article()
    }

    /// Requests an article, unless it is the open one.
    pub(in crate::app) fn open_article(&mut self, row: ArticleRow, ctx: &mut Ctx) {
        if self.is_open(row.id) {
            return;
        }
        let (ticket, id) = (ctx.next_ticket(), row.id);
        let location = row.location.clone();
        ctx.send(Effect::Articles(ArticleRequest::Open {
            ticket,
            id,
            location,
        }));
        // A preview recalls this only once it is loaded, since a held key passes many.
        ctx.send(Effect::State(StateRequest::Recall { ticket, id }));
        self.reading = Some(ReadingPane::new(
            row,
            ticket,
            ctx.settings.wrapping,
            ctx.settings.link_numbers,
        ));
    }

    /// Loads the open article again if it could not be loaded: its file may be there by now.
    pub(in crate::app) fn retry_article(&mut self, ctx: &mut Ctx) {
        let failed = self.reading.take_if(|reading| reading.problem().is_some());
        if let Some(failed) = failed {
            let is_entered = failed.is_entered();
            self.open_article(failed.row().clone(), ctx);
            if is_entered && let Some(reading) = &mut self.reading {
                reading.enter();
            }
        }
    }

    /// Requests again what is kept of the open article.
    pub(in crate::app) fn recall_article(&mut self, ctx: &mut Ctx) {
        if let Some(reading) = &self.reading {
            ctx.send(Effect::State(StateRequest::Recall {
                ticket: reading.ticket(),
                id: reading.row().id,
            }));
        }
    }

    fn is_open(&self, id: ArticleId) -> bool {
        let reading = self.reading.as_ref();
        reading.is_some_and(|reading| reading.row().id == id)
    }

    /// Returns the open article if it is the one requested with `ticket`.
    fn reading_of(&mut self, ticket: Ticket) -> Option<&mut ReadingPane> {
        self.reading
            .as_mut()
            .filter(|reading| reading.ticket() == ticket)
    }
}

/// Says that reading goes on where it stopped, and how to get to the top.
fn tell_resumed(reading: &mut ReadingPane, ctx: &mut Ctx) {
    let Some(percent) = reading.take_resumed() else {
        return;
    };
    let keymap = &ctx.settings.keymap;
    let key = keymap.shortest_key(Context::Reading, Action::Top);
    let top = key.map(|keys| format!(" · {} top", keys.replace(' ', "")));
    let text = format!("Where you were, {percent}%{}", top.unwrap_or_default());
    ctx.notice.get_or_insert_with(|| StatusNotice::quiet(&text));
}
