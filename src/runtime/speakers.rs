//! Filters everyone who is quoted, on a worker: an archive may quote hundreds of thousands.

use std::sync::{Arc, Mutex, PoisonError};

use super::outbox::Outbox;
use super::worker::Worker;
use crate::app::effect::PersonQuery;
use crate::app::event::{Event, PersonAnswer, SearchEvent, SpeakersAnswer, Ticket};
use crate::app::notice::StatusNotice;
use crate::people::NameKind;
use crate::search::fuzzy::SpeakerFilter;
use crate::search::index::{Index, IndexError, PersonRequest, SpeakerRow};
use crate::text::Clean;

/// How many are suggested as the same person.
const SUGGESTIONS: usize = 30;

/// What is told where nothing can be tried.
const UNREADABLE: &str = "The speakers cannot be read";

/// The speakers of an archive, and the worker that filters them.
pub(super) struct Speakers {
    worker: Worker,
    /// A worker does only the newest of the jobs that wait, so each kind has its own.
    find_persons: Worker,
    find_suggestions: Worker,
    prepare_people: Worker,
    callers: Arc<SpeakerCache>,
    outbox: Outbox,
}

/// The index, and its speakers when they were last called up.
struct SpeakerCache {
    index: Arc<Index>,
    cached_speakers: Mutex<Arc<SpeakerFilter>>,
}

impl Speakers {
    /// Makes the speakers of an index; nothing is opened yet.
    pub(super) fn new(index: Arc<Index>, outbox: Outbox) -> Self {
        Self {
            worker: Worker::default(),
            find_persons: Worker::default(),
            find_suggestions: Worker::default(),
            prepare_people: Worker::default(),
            callers: Arc::new(SpeakerCache {
                index,
                cached_speakers: Mutex::default(),
            }),
            outbox,
        }
    }

    /// Filters; `is_new` looks into the index again. Returns an answer only when it cannot even be tried.
    pub(super) fn filter_speakers(
        &self,
        ticket: Ticket,
        filter: String,
        limit: usize,
        is_new: bool,
    ) -> Option<Event> {
        let callers = Arc::clone(&self.callers);
        let job = move |outbox: &Outbox| {
            let quoted = callers.matching_speakers(&filter, limit, is_new);
            let quoted = quoted.unwrap_or_else(|error| SpeakersAnswer {
                fault: Some(Clean::line(&error.to_string())),
                ..SpeakersAnswer::default()
            });
            let quoted = Box::new(quoted);
            outbox.send(Event::Search(SearchEvent::Speakers { ticket, quoted }));
        };
        self.worker.submit_answer(&self.outbox, UNREADABLE, job)
    }
}

impl Speakers {
    /// Finds out who is who, which the next search would wait for.
    pub(super) fn prepare(&self) {
        let callers = Arc::clone(&self.callers);
        let job = move |_: &Outbox| drop(callers.index.prepare_people());
        // Without a thread, or if it fails, the search does it and says why it cannot.
        let _ = self
            .prepare_people
            .submit_answer(&self.outbox, UNREADABLE, job);
    }

    /// Looks up what is known of a person. Returns an answer only when it cannot even be tried.
    pub(super) fn find_person(&self, query: PersonQuery) -> Option<Event> {
        let callers = Arc::clone(&self.callers);
        let job = move |outbox: &Outbox| {
            let request = PersonRequest {
                name: &query.name,
                limit: query.limit,
                is_unsure_first: query.is_unsure_first,
            };
            let _span = tracing::debug_span!("person").entered();
            let answer = match callers.index.find_person(request) {
                Ok(person) => PersonAnswer {
                    person,
                    fault: None,
                },
                Err(error) => PersonAnswer {
                    person: None,
                    fault: Some(Clean::line(&error.to_string())),
                },
            };
            let (ticket, answer) = (query.ticket, Box::new(answer));
            outbox.send(Event::Search(SearchEvent::Person { ticket, answer }));
        };
        self.find_persons
            .submit_answer(&self.outbox, UNREADABLE, job)
    }

    /// Looks for those who may be the same as somebody. Returns an answer only when it cannot even be tried.
    pub(super) fn suggest_same(&self, names: Vec<Clean>) -> Option<Event> {
        let callers = Arc::clone(&self.callers);
        let job = move |outbox: &Outbox| {
            let name = names.first().map_or("", Clean::as_str);
            outbox.send(match callers.index.suggest_same(name, SUGGESTIONS) {
                Ok(suggestions) => Event::Search(SearchEvent::Suggestions { names, suggestions }),
                Err(error) => Event::Notice(StatusNotice::error(&error.to_string())),
            });
        };
        self.find_suggestions
            .submit_answer(&self.outbox, UNREADABLE, job)
    }
}

/// Returns how many are a person or an organisation: those without a name are one row and no speaker.
fn count_named<'a>(rows: impl Iterator<Item = &'a SpeakerRow>) -> usize {
    rows.filter(|row| row.kind != NameKind::Description).count()
}

impl SpeakerCache {
    fn matching_speakers(
        &self,
        filter: &str,
        limit: usize,
        is_new: bool,
    ) -> Result<SpeakersAnswer, IndexError> {
        let roll = self.roll(is_new)?;
        let fitting = roll.filter_speakers(filter);
        Ok(SpeakersAnswer {
            fitting: count_named(fitting.iter().copied()),
            total: roll.len(),
            speakers: fitting.into_iter().take(limit).cloned().collect(),
            fault: None,
        })
    }

    /// Returns the speakers; those of the last call unless they are to be called again, or there were none.
    fn roll(&self, is_new: bool) -> Result<Arc<SpeakerFilter>, IndexError> {
        let mut roll = self
            .cached_speakers
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if is_new || roll.is_empty() {
            *roll = Arc::new(SpeakerFilter::new(self.index.all_speakers()?));
        }
        Ok(Arc::clone(&roll))
    }
}
