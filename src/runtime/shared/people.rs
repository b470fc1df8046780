//! Asks a shared archive who is quoted, and for all of a person.

use std::sync::{Arc, Mutex, PoisonError};

use super::searches::fault_of;
use super::{FIRST_DELAY, SharedService, wait_while_wanted};
use crate::app::effect::PersonQuery;
use crate::app::event::{Event, PersonAnswer, SearchEvent, SpeakersAnswer, Ticket};
use crate::people::NameKind;
use crate::search::engine::{EngineError, EngineResult};
use crate::search::fuzzy::SpeakerFilter;
use crate::search::index::{PersonRequest, SpeakerRow};
use crate::shared::reader::SharedReader;

/// How many requests for persons are kept while the server is away: more pages nobody has open.
const KEPT_REQUESTS: usize = 16;

/// A list of everybody who is quoted.
type KnownSpeakers = Option<Arc<SpeakerFilter>>;

impl SharedService {
    /// Looks up what is known of a person; again while the server is away, with those that were requested before.
    pub(super) fn find_person(&self, query: PersonQuery) -> Option<Event> {
        let (reader, wanted) = (self.reader.clone(), Arc::clone(&self.wanted_persons));
        let mut waiting = lock_queries(&wanted);
        waiting.push(query);
        let superfluous = waiting.len().saturating_sub(KEPT_REQUESTS);
        waiting.drain(..superfluous);
        drop(waiting);
        self.persons
            .submit_newest(&self.outbox, move |outbox, is_wanted| {
                let mut delay = FIRST_DELAY;
                let send = |ticket, answer| {
                    let answer = Box::new(answer);
                    outbox.send(Event::Search(SearchEvent::Person { ticket, answer }));
                };
                while !answer_persons(&*reader, &wanted, &send) && is_wanted() {
                    delay = wait_while_wanted(delay, is_wanted);
                }
            })
    }

    /// Filters those who are quoted; `is_new` asks the server again, and again while it is away.
    pub(super) fn filter_speakers(
        &self,
        ticket: Ticket,
        filter: String,
        limit: usize,
        is_new: bool,
    ) -> Option<Event> {
        let (reader, cached) = (self.reader.clone(), Arc::clone(&self.known_speakers));
        self.speakers
            .submit_newest(&self.outbox, move |outbox, is_wanted| {
                let mut delay = FIRST_DELAY;
                while is_wanted() {
                    let speakers = read_speakers(|| reader.all_speakers(), &cached, is_new);
                    let is_away = matches!(speakers, Err(EngineError::Away(_)));
                    let quoted = match speakers {
                        Ok(speakers) => matching_speakers(&speakers, &filter, limit),
                        Err(error) => SpeakersAnswer {
                            fault: Some(fault_of(&error)),
                            ..SpeakersAnswer::default()
                        },
                    };
                    let quoted = Box::new(quoted);
                    outbox.send(Event::Search(SearchEvent::Speakers { ticket, quoted }));
                    if !is_away {
                        return;
                    }
                    delay = wait_while_wanted(delay, is_wanted);
                }
            })
    }
}

/// Answers all requests for persons that wait; returns `false` if the server is away, and they still do.
fn answer_persons(
    reader: &dyn SharedReader,
    wanted: &Mutex<Vec<PersonQuery>>,
    send: &dyn Fn(Ticket, PersonAnswer),
) -> bool {
    loop {
        // What was asked for last is what is looked at.
        let Some(query) = lock_queries(wanted).last().cloned() else {
            return true;
        };
        let request = PersonRequest {
            name: &query.name,
            limit: query.limit,
            is_unsure_first: query.is_unsure_first,
        };
        let found = reader.find_person(request);
        let is_away = matches!(found, Err(EngineError::Away(_)));
        if !is_away {
            lock_queries(wanted).retain(|waiting| waiting.ticket != query.ticket);
        }
        let answer = match found {
            Ok(person) => PersonAnswer {
                person,
                fault: None,
            },
            Err(error) => PersonAnswer {
                person: None,
                fault: Some(fault_of(&error)),
            },
        };
        send(query.ticket, answer);
        if is_away {
            return false;
        }
    }
}

fn lock_queries(queries: &Mutex<Vec<PersonQuery>>) -> std::sync::MutexGuard<'_, Vec<PersonQuery>> {
    queries.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Returns everybody who is quoted, as the server said last unless it is to be asked again.
fn read_speakers(
    ask: impl FnOnce() -> EngineResult<Vec<Arc<SpeakerRow>>>,
    cached: &Mutex<KnownSpeakers>,
    is_new: bool,
) -> EngineResult<Arc<SpeakerFilter>> {
    let lock = || cached.lock().unwrap_or_else(PoisonError::into_inner);
    let known = lock().clone().filter(|_| !is_new);
    if let Some(known) = known {
        return Ok(known);
    }
    // Not locked meanwhile: the server may take its time.
    let speakers = Arc::new(SpeakerFilter::new(ask()?));
    *lock() = Some(Arc::clone(&speakers));
    Ok(speakers)
}

fn matching_speakers(speakers: &SpeakerFilter, filter: &str, limit: usize) -> SpeakersAnswer {
    let fitting = speakers.filter_speakers(filter);
    let named = fitting
        .iter()
        .filter(|row| row.kind != NameKind::Description);
    SpeakersAnswer {
        fitting: named.count(),
        total: speakers.len(),
        speakers: fitting.into_iter().take(limit).cloned().collect(),
        fault: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Clean;

    #[test]
    fn the_list_is_not_locked_while_the_server_is_asked() {
        let cached = Mutex::new(None);
        let ask = || {
            assert!(cached.try_lock().is_ok(), "it is locked");
            Ok(vec![Arc::new(SpeakerRow::unnamed())])
        };
        assert_eq!(read_speakers(ask, &cached, false).unwrap().len(), 1);
        let nobody = || Err(EngineError::Shared(Clean::new("asked again")));
        assert_eq!(read_speakers(nobody, &cached, false).unwrap().len(), 1);
        assert!(read_speakers(nobody, &cached, true).is_err());
    }
}
