//! Performs what the state of the screen asks for, apart from what concerns the terminal itself.

use tempfile::TempDir;

use super::articles::Articles;
use super::clipboard::{self, Copied};
use super::events::Outbox;
use super::exports::Exports;
use super::feeds::Feeds;
use super::folders::Folders;
use super::keeping::{Keeping, Request};
use super::links;
use super::lists::Lists;
use super::searches::Searches;
use super::speakers::Speakers;
use super::worker::Worker;
use crate::app::effect::Effect;
use crate::app::event::Event;
use crate::app::notice::Notice;
use crate::text::Clean;

/// What the effects are performed with.
pub(super) struct Services {
    pub(super) lists: Lists,
    pub(super) searches: Searches,
    pub(super) speakers: Speakers,
    pub(super) keeping: Keeping,
    pub(super) articles: Articles,
    pub(super) folders: Folders,
    pub(super) feeds: Feeds,
    pub(super) copies: Worker,
    pub(super) exports: Exports,
    pub(super) outbox: Outbox,
    /// Where the catalogue is when it cannot be kept; removed with the services.
    pub(super) _temporary: Option<TempDir>,
}

impl Services {
    /// Performs an effect and returns the answers that are there at once.
    pub(super) fn perform(&mut self, effect: Effect) -> Vec<Event> {
        match effect {
            Effect::Page {
                listing,
                start,
                rows,
            } => one(self.lists.page(listing, start, rows)),
            Effect::Sources => vec![self.lists.sources()],
            Effect::Problems => vec![self.lists.problems(self.folders.problems())],
            Effect::FindUnread {
                listing,
                from,
                is_forward,
            } => one(self.lists.find_unread(listing, from, is_forward)),
            Effect::MarkShownRead(listing) => match self.lists.rebuilding() {
                Some(event) => vec![event, Event::MarkedShown],
                None => self.keep(Request::MarkRead(listing)),
            },
            Effect::Open {
                ticket, location, ..
            } => one(self.articles.open(ticket, location)),
            Effect::Preview {
                ticket,
                id,
                location,
            } => one(self.articles.preview(ticket, id, location)),
            Effect::Search(request) => one(self.searches.search(*request)),
            Effect::Passages(request) => {
                self.searches.passages(*request);
                Vec::new()
            }
            Effect::Speakers {
                ticket,
                filter,
                limit,
                is_new,
            } => one(self.speakers.filter(ticket, filter, limit, is_new)),
            Effect::Rows(articles) => vec![self.lists.rows(&articles)],
            Effect::Searches => self.keep(Request::Searches),
            Effect::Recall { ticket, id } => self.keep(Request::Recall(ticket, id)),
            Effect::Save(change) => self.keep(Request::Save(Box::new(change))),
            Effect::Finish(articles) => self.keep(Request::Finish(articles)),
            Effect::Undo => self.keep(Request::Undo),
            Effect::Redo => self.keep(Request::Redo),
            Effect::Bookmarks => self.keep(Request::Bookmarks),
            Effect::Copy { text, what } => one(self.copy(text, what)),
            Effect::Export { what, format, to } => one(self.exports.export(what, format, &to)),
            Effect::OpenLink(link) => vec![Event::Notice(links::open(&link))],
            Effect::Rescan => one(self.folders.look()),
            Effect::FetchFeeds => one(self.feeds.fetch()),
            // The loop performs these itself.
            _ => Vec::new(),
        }
    }

    fn keep(&self, request: Request) -> Vec<Event> {
        one(self.keeping.request(request))
    }

    /// Copies text on a worker, since a clipboard's program may take its time.
    fn copy(&self, text: Clean, what: &'static str) -> Option<Event> {
        let outbox = self.outbox.clone();
        let job = move || {
            let notice = match clipboard::copy(&text) {
                Ok(Copied::By(program)) => Notice::quiet(&format!("Copied {what} with {program}")),
                Ok(Copied::ThroughTerminal) => {
                    Notice::quiet(&format!("Sent {what} to the terminal's clipboard"))
                }
                Err(error) => Notice::error(&format!("Could not copy {what}: {error}")),
            };
            outbox.send(Event::Notice(notice));
        };
        let error = self.copies.submit(job).err()?;
        let notice = Notice::error(&format!("Could not copy {what}: {error}"));
        Some(Event::Notice(notice))
    }
}

fn one(event: Option<Event>) -> Vec<Event> {
    event.into_iter().collect()
}
