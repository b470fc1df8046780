//! Saves what the reader did and answers what is kept, on a thread of its own: no key waits for the disk.
//!
//! Requests are done in their order. Of the reading places that wait, as those of a held key do, only the newest of an article
//! is written.

use std::collections::HashMap;
use std::io;
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::lists;
use super::outbox::{Outbox, RunningJob};
use super::state_events::{error_notice, not_saved, quiet_notice, undo_events, warning_notice};
use super::state_jobs::{
    REST, StateJob, changes_state, gather_jobs, placed_article, without_old_places,
};
use super::today::today;
use crate::app::effect::StateRequest;
use crate::app::event::{Event, Remembered, StateEvent, StoryLength, TaggedBookmark, Ticket};
use crate::app::notice::StatusNotice;
use crate::article::ArticleId;
use crate::library::Archive;
use crate::library::bookmarks::list_bookmarks;
use crate::library::catalogue::CatalogueError;
use crate::library::listing::{ArticleRow, Listing, Location};
use crate::library::reading_days::ReadingDays;
use crate::library::state::{
    AttachedCounts, Bookmark, OpenedState, StateChange, StateError, StateStore,
};

/// Where the thread finds what it works with.
#[derive(Debug, Clone)]
pub(super) struct StatePaths {
    /// The folder for data.
    pub(super) data: PathBuf,
    /// The articles.
    pub(super) archive: Archive,
}

/// The thread that keeps; dropping it waits until every request is done.
pub(super) struct StateService {
    requests: Option<Sender<StateJob>>,
    outbox: Outbox,
    /// What the thread needs to start; `None` once it has.
    start: Option<StateStart>,
    thread: Option<JoinHandle<()>>,
}

struct StateStart {
    places: StatePaths,
    inbox: Receiver<StateJob>,
    /// Counts until the state is open.
    opening: RunningJob,
    /// How long a reading place rests before it is written.
    rest: Duration,
}

impl StateService {
    /// Makes the service of the state where `places` says, whose answers go to `outbox`; nothing is started or opened yet.
    pub(super) fn new(places: StatePaths, outbox: Outbox) -> Self {
        let (requests, inbox) = mpsc::channel();
        let opening = outbox.count_job();
        Self {
            requests: Some(requests),
            outbox,
            start: Some(StateStart {
                places,
                inbox,
                opening,
                rest: REST,
            }),
            thread: None,
        }
    }

    /// Has reading places be written at once, if the thread has not started yet.
    pub(super) fn save_places_at_once(&mut self) {
        if let Some(start) = &mut self.start {
            start.rest = Duration::ZERO;
        }
    }

    /// Starts the thread, which does what was requested meanwhile; does nothing if it was started.
    ///
    /// The state is checked as a whole and backed up once a day, for which no frame waits.
    ///
    /// # Errors
    /// When the thread cannot be started.
    pub(super) fn start(&mut self) -> io::Result<()> {
        let Some(start) = self.start.take() else {
            return Ok(());
        };
        let answers = self.outbox.clone();
        let thread = thread::Builder::new()
            .name("keeping".to_owned())
            .spawn(move || start.run(answers))?;
        self.thread = Some(thread);
        Ok(())
    }

    /// Hands a request over; returns what the reader is told when nobody is there to do it.
    pub(super) fn request(&self, request: StateRequest) -> Option<Event> {
        let is_taken = self
            .requests
            .as_ref()
            .is_some_and(|requests| requests.send((request, self.outbox.count_job())).is_ok());
        let lost = "Nothing is being saved because of an internal error; restart pullquote";
        (!is_taken).then(|| Event::Notice(StatusNotice::error(lost)))
    }
}

impl StateService {
    /// Waits until every request is done; nothing is saved after that.
    pub(super) fn finish(&mut self) {
        let _ = self.start();
        self.requests = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl StateStart {
    /// Opens the state and does what is requested.
    fn run(self, answers: Outbox) {
        match StateStore::open(&self.places.data, Timestamp::now()) {
            Ok(opened) => {
                let mut keeper = StateThread::from_opened(opened, self.places, answers, self.rest);
                drop(self.opening);
                keeper.run(&self.inbox);
            }
            Err(error) => {
                answers.send(Event::Notice(StatusNotice::error(&error.to_string())));
            }
        }
    }
}

impl Drop for StateService {
    fn drop(&mut self) {
        self.requests = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// The state as its thread has it.
struct StateThread {
    store: StateStore,
    places: StatePaths,
    outbox: Outbox,
    /// The state's version when it was last looked at; another one means that another reader has changed it.
    version: Option<i64>,
    /// What the reader was told last of whether changes are saved.
    last_saving: bool,
    /// How long a reading place that follows another one rests before it is written.
    rest: Duration,
    /// When a reading place was written last.
    last_place_at: Option<Instant>,
}

type StateAnswer = Result<Vec<Event>, StateError>;

impl StateThread {
    /// Takes over a state that was opened, and tells what happened to it.
    fn from_opened(
        OpenedState { store, notices }: OpenedState,
        places: StatePaths,
        outbox: Outbox,
        rest: Duration,
    ) -> Self {
        for notice in &notices {
            outbox.send(warning_notice(&notice.to_string()));
        }
        outbox.send(Event::State(StateEvent::Saving(store.is_saving())));
        if !notices.is_empty() {
            // The list may have shown what was before.
            outbox.send(Event::State(StateEvent::Changed));
        }
        Self {
            version: store.data_version().ok(),
            last_saving: store.is_saving(),
            rest,
            last_place_at: None,
            store,
            places,
            outbox,
        }
    }

    fn run(&mut self, inbox: &Receiver<StateJob>) {
        while let Ok(first) = inbox.recv() {
            let is_resting = self
                .last_place_at
                .is_some_and(|at| at.elapsed() < self.rest);
            let rest = if is_resting {
                self.rest
            } else {
                Duration::ZERO
            };
            let waiting = gather_jobs(first, inbox, rest).into_iter();
            let (waiting, _running): (Vec<_>, Vec<_>) = waiting.unzip();
            let has_place = waiting
                .iter()
                .any(|request| placed_article(request).is_some());
            let mut has_changes = false;
            for request in without_old_places(waiting) {
                has_changes |= changes_state(&request);
                let answer = self.answer_request(request);
                self.send_answer(answer);
            }
            if has_changes {
                self.store.settle();
            }
            if has_place {
                self.last_place_at = Some(Instant::now());
            }
        }
    }

    /// Remembers what the catalogue has today.
    fn note_day(&self) -> io::Result<()> {
        let catalogue = self
            .places
            .archive
            .open_catalogue()
            .map_err(io::Error::other)?;
        let added = catalogue.added_articles().map_err(io::Error::other)?;
        let days = ReadingDays::load(&self.places.data);
        days.with_day(today(), added).save(&self.places.data)
    }

    fn answer_request(&mut self, request: StateRequest) -> StateAnswer {
        let now = Timestamp::now();
        Ok(match request {
            StateRequest::Save { ticket, change } => self.save_change(ticket, change, now)?,
            StateRequest::MarkListRead { ticket, listing } => {
                self.mark_list_read(ticket, &listing, now)
            }
            StateRequest::Finish(articles) => {
                self.store.finish_articles(articles.clone(), now)?;
                vec![Event::State(StateEvent::Finished(articles))]
            }
            StateRequest::Leave(session) => {
                // Without it, the next start begins at the top of the list.
                let _best_effort = session.save(&self.places.data);
                let _best_effort = self.note_day();
                Vec::new()
            }
            // What changed is noticed after every request.
            StateRequest::Check => Vec::new(),
            StateRequest::Undo => undo_events(self.store.undo(now)?, "There is nothing to undo"),
            StateRequest::Redo => undo_events(self.store.redo(now)?, "There is nothing to redo"),
            StateRequest::Recall { ticket, id } => vec![Event::State(StateEvent::Remembered {
                ticket,
                remembered: Box::new(self.recall_article(id)?),
            })],
            StateRequest::Bookmarks => {
                vec![Event::State(StateEvent::Bookmarks(
                    self.tagged_bookmarks()?,
                ))]
            }
            StateRequest::Searches => vec![Event::State(StateEvent::Searches {
                made: self.store.search_history()?,
                saved: self.store.saved_searches()?,
            })],
        })
    }

    fn save_change(
        &mut self,
        ticket: Ticket,
        change: Box<StateChange>,
        now: Timestamp,
    ) -> StateAnswer {
        let removed = if let StateChange::RemoveBookmarks(targets) = change.as_ref() {
            self.store.count_attached(targets)?
        } else {
            AttachedCounts::default()
        };
        match self.store.apply_change(&change, now) {
            Ok(()) => Ok(vec![Event::State(StateEvent::Saved {
                ticket,
                change,
                removed,
            })]),
            Err(error) => {
                self.outbox.send(not_saved(ticket));
                Err(error)
            }
        }
    }

    fn mark_list_read(&mut self, ticket: Ticket, listing: &Listing, now: Timestamp) -> Vec<Event> {
        let articles = match self.unread_articles(listing) {
            Ok(articles) if articles.is_empty() => {
                return vec![
                    quiet_notice("All of these are already read"),
                    not_saved(ticket),
                ];
            }
            Ok(articles) => articles,
            Err(error) => return vec![error_notice(&error.to_string()), not_saved(ticket)],
        };
        let is_read = true;
        let change = Box::new(StateChange::SetRead { articles, is_read });
        self.save_change(ticket, change, now)
            .unwrap_or_else(|error| vec![error_notice(&error.to_string())])
    }

    /// Returns the unread articles of a listing, as the changes before have left them.
    fn unread_articles(&self, listing: &Listing) -> Result<Vec<ArticleId>, CatalogueError> {
        let mut catalogue = self.places.archive.open_catalogue()?;
        lists::unread_articles(&mut catalogue, listing)
    }

    /// Returns the bookmarks, each with its tags and those of its story, and whether its file is gone.
    fn tagged_bookmarks(&self) -> Result<Vec<TaggedBookmark>, StateError> {
        let catalogue = self.places.archive.find_catalogue().ok().flatten();
        let bookmarks = list_bookmarks(&self.store, catalogue.as_ref())?;
        let known = self.known_articles(&bookmarks);
        let tags = self.store.tags_by_article()?;
        let with_tags = |bookmark: Bookmark| {
            let article = &bookmark.kept.article;
            let mut own = bookmark.tags.clone();
            for tag in tags.get(&article.id).into_iter().flatten() {
                if !own.contains(tag) {
                    own.push(tag.clone());
                }
            }
            let location = article.description.location.as_ref();
            let is_there = |location: &Location| location.path.exists();
            let length = known.get(&article.id).copied();
            let is_gone = length.is_none() && !location.is_none_or(is_there);
            TaggedBookmark {
                bookmark,
                tags: own,
                is_gone,
                length,
            }
        };
        Ok(bookmarks.into_iter().map(with_tags).collect())
    }

    /// Returns the articles of bookmarks that the catalogue has, wherever their files are now, with their lengths; none if it
    /// cannot be read.
    fn known_articles(&self, bookmarks: &[Bookmark]) -> HashMap<ArticleId, StoryLength> {
        let ids: Vec<ArticleId> = bookmarks
            .iter()
            .map(|bookmark| bookmark.kept.article.id)
            .collect();
        let catalogue = self.places.archive.open_catalogue();
        let rows = catalogue.and_then(|mut catalogue| catalogue.find_rows(&ids));
        let rows = rows.unwrap_or_default();
        let with_length = |row: &ArticleRow| {
            let (minutes, quotes) = (row.minutes, row.quotes);
            (row.id, StoryLength { minutes, quotes })
        };
        rows.iter().map(with_length).collect()
    }

    fn recall_article(&self, id: ArticleId) -> Result<Remembered, StateError> {
        self.store.read_in_snapshot(|store| {
            Ok(Remembered {
                place: store.read_position(id)?,
                bookmarks: store.bookmarks_of(id)?,
                corrections: store.corrections_of(id)?,
                tags: store.tags_of(id)?,
            })
        })
    }

    /// Sends the answer, or why there is none, and what else the reader should know of the state.
    fn send_answer(&mut self, answer: StateAnswer) {
        for notice in self.store.take_notices() {
            self.outbox.send(warning_notice(&notice.to_string()));
        }
        match answer {
            Ok(events) => events.into_iter().for_each(|event| self.outbox.send(event)),
            Err(error) => {
                let notice = StatusNotice::error(&error.to_string());
                self.outbox.send(Event::Notice(notice));
            }
        }
        let is_saving = self.store.is_saving();
        if std::mem::replace(&mut self.last_saving, is_saving) != is_saving {
            self.outbox
                .send(Event::State(StateEvent::Saving(is_saving)));
        }
        let version = self.store.data_version().ok();
        if version != self.version {
            self.version = version;
            self.outbox.send(Event::State(StateEvent::Changed));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicBool;

    use tempfile::TempDir;

    use super::*;
    use crate::library::ingest::{self, IngestScope};
    use crate::runtime::outbox::Message;

    fn places(folder: &TempDir) -> StatePaths {
        StatePaths {
            data: folder.path().to_owned(),
            archive: Archive::new(folder.path(), &[]),
        }
    }

    fn read(article: u128) -> StateChange {
        StateChange::SetRead {
            articles: vec![ArticleId::from_number(article)],
            is_read: true,
        }
    }

    #[test]
    fn all_are_marked_read_in_their_turn() {
        let folder = tempfile::tempdir().unwrap();
        let (news, places) = (folder.path().join("news"), places(&folder));
        let archive = Archive::new(&places.data, std::slice::from_ref(&news));
        std::fs::create_dir(&news).unwrap();
        std::fs::write(news.join("a.txt"), "The ferry stops\n\nIt stays.\n").unwrap();
        let archive = archive.with_state(&places.data);
        let places = StatePaths {
            archive: archive.clone(),
            ..places
        };
        ingest::ingest_folders(
            &archive,
            &IngestScope::All,
            &AtomicBool::new(false),
            &mut |_| {},
        )
        .unwrap();

        let (outbox, messages) = Outbox::new();
        let mut keeping = StateService::new(places, outbox);
        keeping.start().unwrap();
        for request in [
            StateRequest::MarkListRead {
                ticket: Ticket(1),
                listing: Listing::default(),
            },
            StateRequest::Undo,
        ] {
            assert!(keeping.request(request).is_none());
        }
        drop(keeping);
        let undone = StatusNotice::quiet("Undid: marked 1 article read");
        let told = messages.iter().filter_map(|message| match message {
            Message::Event(event) => match *event {
                Event::Notice(notice) => Some(notice),
                _ => None,
            },
            _ => None,
        });
        assert!(told.into_iter().any(|notice| notice == undone));
    }

    #[test]
    fn all_that_was_asked_for_is_on_disk_when_the_thread_has_ended() {
        let folder = tempfile::tempdir().unwrap();
        let open = || StateStore::open(folder.path(), Timestamp::now()).unwrap();
        let (outbox, messages) = Outbox::new();
        let mut keeping = StateService::new(places(&folder), outbox);
        keeping.start().unwrap();
        for article in 0..20 {
            assert!(
                keeping
                    .request(StateRequest::Save {
                        ticket: Ticket(1),
                        change: Box::new(read(article))
                    })
                    .is_none()
            );
        }
        drop(keeping);
        let saved = messages.iter().filter(
            |message| matches!(message, Message::Event(event) if matches!(**event, Event::State(StateEvent::Saved { .. }))),
        );
        assert_eq!(saved.count(), 20);
        let article = ArticleId::from_number(19);
        assert!(open().store.flags_of_all(&[article]).unwrap()[&article].is_read);
    }
}
