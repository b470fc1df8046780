//! Filters everyone who is quoted, on a worker: an archive may quote hundreds of thousands.

use std::sync::{Arc, Mutex, PoisonError};

use super::outbox::Outbox;
use super::worker::Worker;
use crate::app::event::{Event, Quoted, SearchEvent, Ticket};
use crate::app::notice::Notice;
use crate::library::Archive;
use crate::search::fuzzy::Roll;
use crate::search::index::{Index, IndexError};
use crate::text::Clean;

/// The speakers of an archive, and the worker that filters them.
pub(super) struct Speakers {
    worker: Worker,
    callers: Arc<Callers>,
    outbox: Outbox,
}

/// The index, and its speakers when they were last called up.
struct Callers {
    index: Index,
    roll: Mutex<Arc<Roll>>,
}

impl Speakers {
    /// Makes the speakers of an archive; nothing is opened yet.
    pub(super) fn new(archive: &Archive, outbox: Outbox) -> Self {
        Self {
            worker: Worker::default(),
            callers: Arc::new(Callers {
                index: Index::at(&archive.index()),
                roll: Mutex::default(),
            }),
            outbox,
        }
    }

    /// Filters; `is_new` looks into the index again. Returns an answer only when it cannot even be tried.
    pub(super) fn filter(
        &self,
        ticket: Ticket,
        filter: String,
        limit: usize,
        is_new: bool,
    ) -> Option<Event> {
        let callers = Arc::clone(&self.callers);
        let outbox = self.outbox.clone();
        let running = self.outbox.count_job();
        let job = move || {
            let _running = running;
            let quoted = callers.quoted(&filter, limit, is_new);
            let quoted = quoted.unwrap_or_else(|error| Quoted {
                fault: Some(Clean::line(&error.to_string())),
                ..Quoted::default()
            });
            let quoted = Box::new(quoted);
            outbox.send(Event::Search(SearchEvent::Speakers { ticket, quoted }));
        };
        let error = self.worker.submit(job).err()?;
        let text = format!("The speakers cannot be read: {error}");
        Some(Event::Notice(Notice::error(&text)))
    }
}

impl Callers {
    fn quoted(&self, filter: &str, limit: usize, is_new: bool) -> Result<Quoted, IndexError> {
        let roll = self.roll(is_new)?;
        let fitting = roll.fitting(filter);
        Ok(Quoted {
            fitting: fitting.len(),
            total: roll.len(),
            speakers: fitting.into_iter().take(limit).cloned().collect(),
            fault: None,
        })
    }

    /// Returns the speakers; those of the last call unless they are to be called anew, or there were none.
    fn roll(&self, is_new: bool) -> Result<Arc<Roll>, IndexError> {
        let mut roll = self.roll.lock().unwrap_or_else(PoisonError::into_inner);
        if is_new || roll.is_empty() {
            *roll = Arc::new(Roll::new(self.index.speakers()?));
        }
        Ok(Arc::clone(&roll))
    }
}
