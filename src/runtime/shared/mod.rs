//! Answers from a shared archive instead of files: the same requests, the same answers.
//!
//! - `lists`: pages and rows of the list; `stories`: the open article
//! - `searches`: hits, counts and people
//! - this file: which request goes where
//!
//! A server that is away is asked again until it answers or something else is wanted; the screen stays as it is.

mod lists;
mod searches;
mod stories;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

use super::outbox::Outbox;
use super::worker::Worker;
use crate::app::effect::{ArticleRequest, CatalogueRequest, Effect, SearchRequest};
use crate::app::event::Event;
use crate::app::notice::StatusNotice;
use crate::library::Archive;
use crate::search::engine::EngineResult;
use crate::search::fuzzy::SpeakerFilter;
use crate::shared::reader::SharedReader;

/// How long it takes until a server that is away is asked again, at first and at most.
const FIRST_DELAY: Duration = Duration::from_secs(1);
const LONGEST_DELAY: Duration = Duration::from_secs(15);

/// How often a wait looks whether something else is wanted.
const LOOK: Duration = Duration::from_millis(100);

/// The service of a shared archive.
pub(super) struct SharedService {
    reader: Arc<dyn SharedReader>,
    /// Its state knows what the reader did.
    archive: Archive,
    pages: SharedWorker,
    walks: SharedWorker,
    stories: SharedWorker,
    searches: SharedWorker,
    others: Worker,
    passages: Worker,
    speakers: Arc<std::sync::Mutex<Option<Arc<SpeakerFilter>>>>,
    outbox: Outbox,
}

/// A worker of whose jobs only the newest is wanted.
#[derive(Default)]
struct SharedWorker {
    worker: Worker,
    newest: Arc<AtomicU64>,
}

impl SharedService {
    /// Makes the service; connects to nothing yet.
    pub(super) fn new(reader: Arc<dyn SharedReader>, archive: Archive, outbox: Outbox) -> Self {
        Self {
            reader,
            archive,
            pages: SharedWorker::default(),
            walks: SharedWorker::default(),
            stories: SharedWorker::default(),
            searches: SharedWorker::default(),
            others: Worker::default(),
            passages: Worker::default(),
            speakers: Arc::default(),
            outbox,
        }
    }

    /// Has a request answered that concerns the archive; `None` for any other.
    pub(super) fn perform(&self, effect: &Effect) -> Option<Vec<Event>> {
        let at_once = match effect {
            // What could not be loaded is told by the others: no file is.
            Effect::Catalogue(CatalogueRequest::Problems)
            | Effect::Folders(_)
            | Effect::Export(_)
            | Effect::State(_)
            | Effect::Corrections(_)
            | Effect::Begin(_)
            | Effect::CompletePath { .. }
            | Effect::Terminal(_) => return None,
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
                "Who is who in a shared archive is decided by those who publish",
            )),
            SearchRequest::Counts(_) | SearchRequest::Shares(_) => {
                Some(not_shared("This is not counted in a shared archive"))
            }
            // What is new in saved searches is not known of a shared archive.
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
    /// Runs a job, which is told whether it is still wanted; returns an answer only when it cannot be run.
    fn submit_job(
        &self,
        outbox: &Outbox,
        job: impl FnOnce(&Outbox, &dyn Fn() -> bool) + Send + 'static,
    ) -> Option<Event> {
        let number = self.newest.fetch_add(1, Ordering::Relaxed) + 1;
        let newest = Arc::clone(&self.newest);
        self.worker.submit_answer(
            outbox,
            "The shared archive cannot be asked",
            move |outbox| {
                job(outbox, &|| newest.load(Ordering::Relaxed) == number);
            },
        )
    }
}

impl Drop for SharedWorker {
    /// A job that waits for a server ends with the program.
    fn drop(&mut self) {
        self.newest.fetch_add(1, Ordering::Relaxed);
    }
}

/// Asks until there is an answer; says once why there is none. `None` if something else is wanted.
fn ask_until_answered<T>(
    outbox: &Outbox,
    is_wanted: &dyn Fn() -> bool,
    ask: &dyn Fn() -> EngineResult<T>,
) -> Option<T> {
    let mut delay = FIRST_DELAY;
    let mut is_told = false;
    while is_wanted() {
        match ask() {
            Ok(answer) => {
                if is_told {
                    let back = StatusNotice::quiet("The shared archive answers again");
                    outbox.send(Event::Notice(back));
                }
                return Some(answer);
            }
            Err(error) if !is_told => {
                is_told = true;
                outbox.send(Event::Notice(StatusNotice::error(&sentence_of(
                    &error.to_string(),
                ))));
            }
            Err(_) => {}
        }
        delay = wait_while_wanted(delay, is_wanted);
    }
    None
}

/// Waits as long as something is wanted, but no longer than `delay`; returns how long to wait the next time.
fn wait_while_wanted(delay: Duration, is_wanted: &dyn Fn() -> bool) -> Duration {
    let mut waited = Duration::ZERO;
    while waited < delay && is_wanted() {
        thread::sleep(LOOK);
        waited += LOOK;
    }
    (delay * 2).min(LONGEST_DELAY)
}

/// Returns a text as a sentence of its own.
fn sentence_of(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}
