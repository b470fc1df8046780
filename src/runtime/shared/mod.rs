//! Answers from a shared archive instead of files: the same requests, the same answers.
//!
//! - `lists`: pages and rows of the list; `stories`: the open article
//! - `searches`: hits; `tallies`: counts of them, and who gets to speak; `people`: who is quoted
//! - this file: which request goes where
//!
//! A server that is away is asked again until it answers or something else is wanted; the screen stays as it is. Each kind
//! of request has a worker of its own, so that no kind takes the place of another.

mod lists;
mod people;
mod searches;
mod stories;
mod tallies;

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use super::outbox::Outbox;
use super::worker::Worker;
use crate::app::effect::{ArticleRequest, CatalogueRequest, Effect, PersonQuery, SearchRequest};
use crate::app::event::Event;
use crate::app::notice::StatusNotice;
use crate::article::ArticleId;
use crate::library::Archive;
use crate::search::engine::{EngineError, EngineResult};
use crate::search::fuzzy::SpeakerFilter;
use crate::shared::reader::SharedReader;
use crate::text::capitalize;

/// How long it takes until a server that is away is asked again, at first and at most.
const FIRST_DELAY: Duration = Duration::from_secs(1);
const LONGEST_DELAY: Duration = Duration::from_secs(15);

/// How often a wait checks whether something else is wanted.
const CHECK_INTERVAL: Duration = Duration::from_millis(100);

/// What is said where there is no thread to ask.
const UNREADABLE: &str = "The shared archive cannot be asked";

/// The service of a shared archive.
pub(super) struct SharedService {
    reader: Arc<dyn SharedReader>,
    /// Its state knows what the reader did.
    archive: Archive,
    pages: SharedWorker,
    rows: SharedWorker,
    /// The articles whose rows are still to be read.
    missing_rows: Arc<Mutex<BTreeSet<ArticleId>>>,
    sources: SharedWorker,
    unread: SharedWorker,
    stories: SharedWorker,
    searches: SharedWorker,
    /// The ticket of the newest search.
    newest_search: Arc<AtomicU64>,
    passages: Worker,
    counts: SharedWorker,
    shares: SharedWorker,
    persons: SharedWorker,
    /// The requests for persons that were not answered yet.
    wanted_persons: Arc<Mutex<Vec<PersonQuery>>>,
    speakers: SharedWorker,
    /// Everybody who is quoted, as the server said last.
    known_speakers: Arc<Mutex<Option<Arc<SpeakerFilter>>>>,
    outbox: Outbox,
}

/// A worker whose jobs are told whether they are still wanted.
#[derive(Default)]
struct SharedWorker {
    worker: Worker,
    newest: Arc<AtomicU64>,
    is_closed: Arc<AtomicBool>,
}

impl SharedService {
    /// Makes the service; connects to nothing yet.
    pub(super) fn new(reader: Arc<dyn SharedReader>, archive: Archive, outbox: Outbox) -> Self {
        Self {
            reader,
            archive,
            pages: SharedWorker::default(),
            rows: SharedWorker::default(),
            missing_rows: Arc::default(),
            sources: SharedWorker::default(),
            unread: SharedWorker::default(),
            stories: SharedWorker::default(),
            searches: SharedWorker::default(),
            newest_search: Arc::default(),
            passages: Worker::default(),
            counts: SharedWorker::default(),
            shares: SharedWorker::default(),
            persons: SharedWorker::default(),
            wanted_persons: Arc::default(),
            speakers: SharedWorker::default(),
            known_speakers: Arc::default(),
            outbox,
        }
    }

    /// Has a request answered that concerns the archive; `None` for any other.
    pub(super) fn perform(&self, effect: &Effect) -> Option<Vec<Event>> {
        let at_once = match effect {
            // The archive loads no files, so there are no problems of it; the other services report theirs.
            Effect::Catalogue(CatalogueRequest::Problems)
            | Effect::Folders(_)
            | Effect::Export(_)
            | Effect::State(_)
            | Effect::Corrections(_)
            | Effect::Begin(_)
            | Effect::CompletePath { .. }
            | Effect::Terminal(_)
            // The saved searches ask the shared archive themselves.
            | Effect::Search(SearchRequest::CountNew(_) | SearchRequest::See { .. }) => return None,
            Effect::Catalogue(request) => self.answer_list(request.clone()),
            Effect::Articles(ArticleRequest::Open { ticket, id, .. }) => {
                self.open_story(*ticket, *id, false)
            }
            Effect::Articles(ArticleRequest::Preview { ticket, id, .. }) => {
                self.open_story(*ticket, *id, true)
            }
            Effect::Search(request) => self.answer_search(request.clone()),
        };
        Some(at_once.into_iter().collect())
    }

    fn answer_search(&self, request: SearchRequest) -> Option<Event> {
        match request {
            SearchRequest::Hits(request) => self.find_hits(*request),
            SearchRequest::Passages(request) => self.find_passages(*request),
            SearchRequest::Speakers {
                ticket,
                filter,
                limit,
                is_new,
            } => self.filter_speakers(ticket, filter, limit, is_new),
            SearchRequest::Person(query) => self.find_person(query),
            SearchRequest::Suggestions { .. } => Some(not_shared(
                "Who is who is decided by those who publish: join the names in the archive that you publish",
            )),
            SearchRequest::Counts(request) => self.count_hits(*request),
            SearchRequest::Shares(query) => self.count_shares(query),
            SearchRequest::CountNew(_)
            | SearchRequest::See { .. }
            | SearchRequest::PreparePeople => None,
        }
    }
}

fn not_shared(sentence: &str) -> Event {
    Event::Notice(StatusNotice::warning(sentence))
}

impl SharedWorker {
    /// Runs a job of which only the newest is wanted; returns an answer only when it cannot be run.
    fn submit_newest(
        &self,
        outbox: &Outbox,
        job: impl FnOnce(&Outbox, &dyn Fn() -> bool) + Send + 'static,
    ) -> Option<Event> {
        let number = self.newest.fetch_add(1, Ordering::Relaxed) + 1;
        let newest = Arc::clone(&self.newest);
        self.submit_lasting(outbox, move |outbox, is_open| {
            job(outbox, &|| {
                is_open() && newest.load(Ordering::Relaxed) == number
            });
        })
    }

    /// Runs a job that is wanted until the program ends; returns an answer only when it cannot be run.
    fn submit_lasting(
        &self,
        outbox: &Outbox,
        job: impl FnOnce(&Outbox, &dyn Fn() -> bool) + Send + 'static,
    ) -> Option<Event> {
        let is_closed = Arc::clone(&self.is_closed);
        self.worker
            .submit_answer(outbox, UNREADABLE, move |outbox| {
                job(outbox, &|| !is_closed.load(Ordering::Relaxed));
            })
    }
}

impl Drop for SharedWorker {
    /// A job that waits for a server ends with the program.
    fn drop(&mut self) {
        self.is_closed.store(true, Ordering::Relaxed);
    }
}

/// Asks as long as the server is away, and says once why there is no answer; `None` if something else is wanted.
///
/// # Errors
/// Fails with what does not end by itself, such as a wrong password; that was said then.
fn ask_until_answered<T>(
    outbox: &Outbox,
    is_wanted: &dyn Fn() -> bool,
    ask: &dyn Fn() -> EngineResult<T>,
) -> EngineResult<Option<T>> {
    let mut delay = FIRST_DELAY;
    let mut has_warned = false;
    while is_wanted() {
        let error = match ask() {
            Ok(answer) => {
                if has_warned {
                    let back = StatusNotice::quiet("The shared archive answers again");
                    outbox.send(Event::Notice(back));
                }
                return Ok(Some(answer));
            }
            Err(error) => error,
        };
        let is_away = matches!(error, EngineError::Away(_));
        if !has_warned || !is_away {
            has_warned = true;
            let sentence = capitalize(&error.to_string());
            outbox.send(Event::Notice(StatusNotice::error(&sentence)));
        }
        if !is_away {
            return Err(error);
        }
        delay = wait_while_wanted(delay, is_wanted);
    }
    Ok(None)
}

/// Waits as long as something is wanted, but no longer than `delay`; returns how long to wait the next time.
fn wait_while_wanted(delay: Duration, is_wanted: &dyn Fn() -> bool) -> Duration {
    let mut waited = Duration::ZERO;
    while waited < delay && is_wanted() {
        thread::sleep(CHECK_INTERVAL);
        waited += CHECK_INTERVAL;
    }
    (delay * 2).min(LONGEST_DELAY)
}
