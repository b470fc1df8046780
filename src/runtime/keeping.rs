//! Saves what the reader did, and answers what is kept.

use jiff::Timestamp;

use crate::app::event::{Event, Remembered, Ticket};
use crate::app::notice::Notice;
use crate::article::ArticleId;
use crate::library::state::{Change, Done, StateError, Store};

/// The state, in which a change is on disk before the screen shows it.
pub(super) struct Keeping {
    store: Store,
    /// The state's version when it was last looked at; another one means that another reader has changed it.
    version: Option<i64>,
}

impl Keeping {
    /// Makes the keeper of an open state.
    pub(super) fn new(store: Store) -> Self {
        let version = store.data_version().ok();
        Self { store, version }
    }

    /// Saves a change.
    pub(super) fn save(&mut self, change: Change) -> Vec<Event> {
        let saved = self.store.apply(&change, Timestamp::now());
        self.answer(saved.map(|()| vec![Event::Saved(change)]))
    }

    /// Marks articles read because their end was seen.
    pub(super) fn finish(&mut self, articles: Vec<ArticleId>) -> Vec<Event> {
        let change = Change::SetRead {
            articles: articles.clone(),
            is_read: true,
        };
        let saved = self.store.apply(&change, Timestamp::now());
        self.answer(saved.map(|()| vec![Event::Finished(articles)]))
    }

    /// Takes the last change back.
    pub(super) fn undo(&mut self) -> Vec<Event> {
        let done = self.store.undo(Timestamp::now());
        self.answer(done.map(|done| turned(done.as_ref(), "There is nothing to undo")))
    }

    /// Makes the change again that was taken back.
    pub(super) fn redo(&mut self) -> Vec<Event> {
        let done = self.store.redo(Timestamp::now());
        self.answer(done.map(|done| turned(done.as_ref(), "There is nothing to redo")))
    }

    /// Returns what is kept of an article.
    pub(super) fn recall(&mut self, ticket: Ticket, id: ArticleId) -> Vec<Event> {
        let remembered = self.remembered(id).map(Box::new);
        let recalled = remembered.map(|remembered| vec![Event::Remembered { ticket, remembered }]);
        self.answer(recalled)
    }

    /// Returns the bookmarks.
    pub(super) fn bookmarks(&mut self) -> Vec<Event> {
        let bookmarks = self.store.bookmarks();
        self.answer(bookmarks.map(|bookmarks| vec![Event::Bookmarks(bookmarks)]))
    }

    fn remembered(&self, id: ArticleId) -> Result<Remembered, StateError> {
        Ok(Remembered {
            place: self.store.place(id)?,
            bookmarks: self.store.bookmarks_of(id)?,
            corrections: self.store.corrections(id)?,
            tags: self.store.tags(id)?,
        })
    }

    /// Returns the answer, or why there is none, and what else the reader should know of the state.
    fn answer(&mut self, answer: Result<Vec<Event>, StateError>) -> Vec<Event> {
        let told = self.store.take_notices();
        let told = told
            .iter()
            .map(|notice| Event::Notice(Notice::warning(&notice.to_string())));
        let mut events: Vec<Event> = told.collect();
        match answer {
            Ok(answers) => events.extend(answers),
            Err(error) => events.push(Event::Notice(Notice::error(&error.to_string()))),
        }
        let version = self.store.data_version().ok();
        if version != self.version {
            self.version = version;
            events.push(Event::StateChanged);
        }
        events
    }
}

/// Returns what an undo or a redo did.
fn turned(done: Option<&Done>, nothing: &str) -> Vec<Event> {
    match done {
        Some(done) => vec![
            Event::StateChanged,
            Event::Notice(Notice::quiet(&done.to_string())),
        ],
        None => vec![Event::Notice(Notice::quiet(nothing))],
    }
}
