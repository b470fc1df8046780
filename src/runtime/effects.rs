//! Performs what the state of the screen asks for, apart from what concerns the terminal itself.

use tempfile::TempDir;

use super::articles::Articles;
use super::clipboard::{self, Copied};
use super::events::Outbox;
use super::exports::Exports;
use super::feeds::Feeds;
use super::folders::Folders;
use super::keeping::Keeping;
use super::links;
use super::lists::Lists;
use super::searches::Searches;
use super::speakers::Speakers;
use super::worker::Worker;
use crate::app::effect::{
    ArticleRequest, CatalogueRequest, Effect, ExportRequest, FolderRequest, SearchRequest,
    StateRequest, TerminalRequest,
};
use crate::app::event::{Event, StateEvent};
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
            Effect::Catalogue(request) => one(self.ask_catalogue(request)),
            Effect::Articles(request) => one(self.load_article(request)),
            Effect::Search(request) => one(self.search(request)),
            Effect::State(StateRequest::MarkListRead { ticket, listing }) => {
                match self.lists.rebuilding() {
                    Some(event) => vec![event, Event::State(StateEvent::NotSaved { ticket })],
                    None => one(self
                        .keeping
                        .request(StateRequest::MarkListRead { ticket, listing })),
                }
            }
            Effect::State(request) => one(self.keeping.request(request)),
            Effect::Folders(FolderRequest::Rescan) => one(self.folders.look()),
            Effect::Folders(FolderRequest::FetchFeeds) => one(self.feeds.fetch()),
            Effect::Export(ExportRequest { what, format, to }) => {
                one(self.exports.export(what, format, &to))
            }
            Effect::Terminal(TerminalRequest::Copy { text, what }) => one(self.copy(text, what)),
            Effect::Terminal(TerminalRequest::OpenLink(link)) => {
                vec![Event::Notice(links::open(&link))]
            }
            // The loop performs these itself.
            Effect::Terminal(_) => Vec::new(),
        }
    }

    fn ask_catalogue(&mut self, request: CatalogueRequest) -> Option<Event> {
        match request {
            CatalogueRequest::Page {
                listing,
                start,
                rows,
            } => self.lists.page(listing, start, rows),
            CatalogueRequest::Sources => Some(self.lists.sources()),
            CatalogueRequest::Problems => Some(self.lists.problems(self.folders.problems())),
            CatalogueRequest::FindUnread {
                listing,
                from,
                is_forward,
            } => self.lists.find_unread(listing, from, is_forward),
            CatalogueRequest::Rows(articles) => Some(self.lists.rows(&articles)),
        }
    }

    fn load_article(&mut self, request: ArticleRequest) -> Option<Event> {
        match request {
            ArticleRequest::Open {
                ticket, location, ..
            } => self.articles.open(ticket, location),
            ArticleRequest::Preview {
                ticket,
                id,
                location,
            } => self.articles.preview(ticket, id, location),
        }
    }

    fn search(&self, request: SearchRequest) -> Option<Event> {
        match request {
            SearchRequest::Hits(request) => self.searches.search(*request),
            SearchRequest::Passages(request) => {
                self.searches.passages(*request);
                None
            }
            SearchRequest::Speakers {
                ticket,
                filter,
                limit,
                is_new,
            } => self.speakers.filter(ticket, filter, limit, is_new),
        }
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
