//! Answers searches on a worker: the newest hits at once, then the best ones with their number.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;

use super::articles;
use super::outbox::Outbox;
use super::worker::Worker;
use crate::app::effect::{CountRequest, Effect, FolderRequest, PassageRequest, QueryRequest};
use crate::app::event::{Event, SearchEvent};
use crate::app::notice::StatusNotice;
use crate::article::ArticleId;
use crate::library::Archive;
use crate::library::listing::Location;
use crate::search::counts::GroupCount;
use crate::search::hits::{HitFlags, HitRequest, SearchHits};
use crate::search::index::{Index, IndexError};
use crate::search::passages::{self, HitPassage};
use crate::search::query::Query;
use crate::text::Clean;

/// The hits that are sent before all are counted: more than a screen shows, and few enough to be there at once.
const FIRST_HITS: usize = 64;

/// The index, and the worker that searches it; a search is given up for a newer one.
pub(super) struct Searches {
    worker: Worker,
    find_passages: Worker,
    count_hits: Worker,
    newest: Arc<AtomicU64>,
    searcher: Arc<Searcher>,
    outbox: Outbox,
}

impl Searches {
    /// Looks for the parts of stories; what a newer search does not need is given up.
    pub(super) fn passages(&self, request: PassageRequest) {
        let newest = Arc::clone(&self.newest);
        let ticket = request.ticket;
        let job = move |outbox: &Outbox| {
            let is_wanted = || newest.load(Ordering::Relaxed) == ticket.0;
            let stories = request.stories.iter().take_while(|_| is_wanted());
            let passages =
                stories.map(|(id, location)| (*id, best_passage(&request, *id, location)));
            let passages = passages.collect();
            outbox.send(Event::Search(SearchEvent::Passages { ticket, passages }));
        };
        // Without a thread the titles remain.
        let _ = self.find_passages.submit_answer(&self.outbox, "", job);
    }
}

/// What a search came to; an error of the outer kind is a panic.
type Answered = thread::Result<Result<(), IndexError>>;

/// What every search needs.
struct Searcher {
    index: Arc<Index>,
    archive: Archive,
    /// Whether the index was missing at the last search, and the folders are asked to be read again.
    is_rebuilt: AtomicBool,
}

impl Searches {
    /// Makes the searches of an archive, with the reader's flags out of the state file; nothing is opened yet.
    pub(super) fn new(archive: Archive, outbox: Outbox) -> Self {
        Self {
            worker: Worker::default(),
            find_passages: Worker::default(),
            count_hits: Worker::default(),
            newest: Arc::default(),
            searcher: Arc::new(Searcher {
                index: archive.open_index(),
                archive,
                is_rebuilt: AtomicBool::new(false),
            }),
            outbox,
        }
    }

    /// Counts the hits of a search; returns an answer only when it cannot even be tried.
    pub(super) fn count_hits(&self, request: CountRequest) -> Option<Event> {
        let searcher = Arc::clone(&self.searcher);
        let job = move |outbox: &Outbox| {
            outbox.send(match searcher.count_groups(&request) {
                Ok(counts) => Event::Search(SearchEvent::Counts {
                    ticket: request.ticket,
                    key: request.key,
                    counts,
                }),
                Err(error) => Event::Notice(StatusNotice::error(&error.to_string())),
            });
        };
        self.count_hits
            .submit_answer(&self.outbox, "Nothing can be counted", job)
    }

    /// Searches; returns an answer only when it cannot even be tried.
    pub(super) fn find_hits(&self, request: QueryRequest) -> Option<Event> {
        let ticket = request.ticket;
        self.newest.store(ticket.0, Ordering::Relaxed);
        let newest = Arc::clone(&self.newest);
        let searcher = Arc::clone(&self.searcher);
        let job = move |outbox: &Outbox| {
            let is_wanted = || newest.load(Ordering::Relaxed) == ticket.0;
            let send = |found| {
                let found = Box::new(found);
                outbox.send(Event::Search(SearchEvent::Found { ticket, found }));
            };
            let answered = catch_unwind(AssertUnwindSafe(|| {
                searcher.send_hits(&request, &is_wanted, &send)
            }));
            searcher.look_after(&answered, outbox);
            let fault = match answered {
                Ok(Ok(())) => return,
                Ok(Err(IndexError::Damaged(_))) => {
                    "The index was damaged and is being rebuilt".to_owned()
                }
                Ok(Err(error)) => error.to_string(),
                Err(_) => "the index cannot be searched because of an internal error".to_owned(),
            };
            let fault = Clean::line(&fault);
            outbox.send(Event::Search(SearchEvent::NotFound { ticket, fault }));
        };
        self.worker
            .submit_answer(&self.outbox, "Nothing can be searched", job)
    }
}

/// Returns the part of a story that holds what was searched; `None` if it cannot be loaded.
fn best_passage(
    request: &PassageRequest,
    id: ArticleId,
    location: &Location,
) -> Option<HitPassage> {
    let article = articles::load_article(id, location).ok()?;
    passages::best_passage(&article, &request.query)
}

impl Searcher {
    /// Has the index built again, once, when somebody deleted it or it shows itself damaged.
    fn look_after(&self, answered: &Answered, outbox: &Outbox) {
        let is_damaged = matches!(answered, Ok(Err(IndexError::Damaged(_))));
        let is_missing = is_damaged || !self.archive.index_folder().exists();
        if is_missing && !self.is_rebuilt.swap(true, Ordering::Relaxed) {
            if is_damaged {
                self.index.discard_own();
            }
            outbox.request_effect(Effect::Folders(FolderRequest::Rescan));
        }
        if !is_missing {
            self.is_rebuilt.store(false, Ordering::Relaxed);
        }
    }

    /// Sends the newest hits and then all there is to know, as long as it is wanted.
    fn send_hits(
        &self,
        request: &QueryRequest,
        is_wanted: &dyn Fn() -> bool,
        send: &dyn Fn(SearchHits),
    ) -> Result<(), IndexError> {
        let flags = self.read_flags(&request.query);
        let ask = request.to_hit_request(&flags);
        if !is_wanted() {
            return Ok(());
        }
        if !request.is_again {
            let first = HitRequest {
                limit: ask.limit.min(FIRST_HITS),
                ..ask
            };
            send(self.mark_same(self.index.first_hits(&first)?));
        }
        if let Some(found) = self.index.relevant_hits(&ask, is_wanted)? {
            send(self.mark_same(found));
        }
        Ok(())
    }

    fn count_groups(&self, request: &CountRequest) -> Result<Vec<GroupCount>, IndexError> {
        let flags = self.read_flags(&request.query);
        let ask = request.to_hit_request(&flags);
        self.index.count_groups(&ask, &[request.key])
    }

    /// Marks the hits that are the same as others; with no catalogue, none.
    fn mark_same(&self, mut found: SearchHits) -> SearchHits {
        if let Ok(Some(catalogue)) = self.archive.find_catalogue() {
            let _unmarked = catalogue.mark_same(&mut found.hits);
        }
        found
    }

    /// Returns what the reader did, where the query asks for it; with no catalogue, nothing.
    fn read_flags(&self, query: &Query) -> HitFlags {
        if !query.asks_for_flags() {
            return HitFlags::default();
        }
        let catalogue = self.archive.open_catalogue();
        let flags = catalogue.and_then(|catalogue| catalogue.flags_for(query));
        flags.unwrap_or_default()
    }
}
