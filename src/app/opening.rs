//! Opening articles: from the list, the next one, the next unread one; and taking in what was loaded.

use crate::article::{Article, ArticleId, Quote};
use crate::library::listing::{Listing, Page, Row};
use crate::loader::Problem;

use super::App;
use super::effect::{ArticleRequest, CatalogueRequest, Effect, StateRequest};
use super::event::Ticket;
use super::notice::Notice;
use super::panes::Focus;
use super::reading::ReadingPane;
use super::shown::Shown;

impl App {
    /// Opens the selected row, goes to the selected quote's words, or does what the pane's Enter means.
    pub(super) fn open_selected(&mut self) {
        match self.focus {
            Focus::List => {
                if let Some(row) = self.list.selected_row().cloned() {
                    self.open(row);
                    self.enter_article();
                }
            }
            Focus::Reading | Focus::Quotes => {
                self.enter_article();
                if let Some(number) = self
                    .reading
                    .as_ref()
                    .and_then(ReadingPane::selected_quote_number)
                {
                    self.select_quote(number);
                }
            }
        }
    }

    /// Shows the selected article beside the list, without going into it.
    pub(super) fn preview(&mut self) {
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
        let ticket = self.next_ticket();
        self.send(Effect::Articles(ArticleRequest::Preview {
            ticket,
            id: row.id,
            location: row.location.clone(),
        }));
        self.reading = Some(ReadingPane::new(row, ticket, self.settings.wrapping));
    }

    /// Opens the article `by` rows further on in the list.
    pub(super) fn step_article(&mut self, by: isize) {
        let before = self.list.selected();
        let missing = self.list.move_by(by);
        self.send_all(missing);
        if self.list.selected() == before {
            let end = if by > 0 {
                "This is the last article"
            } else {
                "This is the first article"
            };
            self.notice = Some(Notice::quiet(end));
            return;
        }
        self.open_in_place();
    }

    /// Asks for the next unread article, or the one before when negative.
    pub(super) fn step_unread(&mut self, direction: isize) {
        self.send(Effect::Catalogue(CatalogueRequest::FindUnread {
            listing: self.list.listing().clone(),
            from: self.list.selected(),
            is_forward: direction >= 0,
        }));
    }

    /// Opens the unread article that was asked for.
    pub(super) fn take_unread(&mut self, number: Option<usize>) {
        let Some(number) = number else {
            self.notice = Some(Notice::quiet("No unread article in this direction"));
            return;
        };
        let missing = self.list.select(number);
        self.send_all(missing);
        self.open_in_place();
    }

    pub(super) fn take_page(&mut self, listing: &Listing, page: Page) {
        let missing = self.list.take(listing, page);
        self.send_all(missing);
        if self.is_opening
            && let Some(row) = self.list.selected_row().cloned()
        {
            self.is_opening = false;
            self.open(row);
            self.enter_article();
        }
    }

    pub(super) fn take_article(&mut self, ticket: Ticket, article: Article) {
        let Some(reading) = self.awaiting(ticket) else {
            return;
        };
        reading.load(article);
        self.quotes.rewind();
    }

    pub(super) fn take_quotes(&mut self, ticket: Ticket, quotes: Vec<Quote>) {
        if let Some(reading) = self.awaiting(ticket) {
            reading.set_quotes(quotes);
            self.act_once_quoted();
        }
    }

    pub(super) fn take_problem(&mut self, ticket: Ticket, problem: Problem) {
        if let Some(reading) = self.awaiting(ticket) {
            reading.fail(problem);
        }
    }

    /// Focuses the reading pane and counts the article as begun.
    pub(super) fn enter_article(&mut self) {
        if let Some(reading) = &mut self.reading {
            reading.enter();
            self.focus = Focus::Reading;
            self.shown = Shown::Panes;
        }
    }

    /// Shows an article again that was open before, with its place.
    pub(super) fn bring_back(&mut self, reading: ReadingPane) {
        self.quotes.rewind();
        if reading.are_quotes_found() || reading.problem().is_some() {
            self.reading = Some(reading);
            self.recall();
        } else {
            // Its answers were dropped, for they came while another article was open.
            self.open(reading.row().clone());
        }
    }

    /// Opens the selected row in the reading pane and goes into it; the list keeps the focus where both are seen.
    fn open_in_place(&mut self) {
        let Some(row) = self.list.selected_row().cloned() else {
            self.is_opening = true;
            return;
        };
        self.open(row);
        self.enter_article();
    }

    /// Asks for an article, unless it is the open one.
    pub(super) fn open(&mut self, row: Row) {
        if self.is_open(row.id) {
            return;
        }
        let ticket = self.next_ticket();
        let id = row.id;
        self.send(Effect::Articles(ArticleRequest::Open {
            ticket,
            id: row.id,
            location: row.location.clone(),
        }));
        self.send(Effect::State(StateRequest::Recall { ticket, id }));
        self.reading = Some(ReadingPane::new(row, ticket, self.settings.wrapping));
    }

    /// Loads the open article again when it could not be loaded: its file may be there by now.
    pub(super) fn retry_article(&mut self) {
        let failed = self.reading.take_if(|reading| reading.problem().is_some());
        if let Some(failed) = failed {
            let is_entered = failed.is_entered();
            self.open(failed.row().clone());
            if is_entered && let Some(reading) = &mut self.reading {
                reading.enter();
            }
        }
    }

    fn is_open(&self, id: ArticleId) -> bool {
        let reading = self.reading.as_ref();
        reading.is_some_and(|reading| reading.row().id == id)
    }

    pub(super) fn awaiting(&mut self, ticket: Ticket) -> Option<&mut ReadingPane> {
        self.reading
            .as_mut()
            .filter(|reading| reading.ticket() == ticket)
    }
}
