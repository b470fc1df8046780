//! What is requested of the state, as its thread takes it: which requests wait for others, and which are no longer needed.

use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

use super::outbox::RunningJob;
use crate::app::effect::StateRequest;
use crate::article::ArticleId;
use crate::library::state::StateChange;

/// How long to wait for another reading place before the last one is written.
pub(super) const REST: Duration = Duration::from_millis(250);
/// The longest that a reading place waits to be written.
const LONGEST_REST: Duration = Duration::from_secs(1);

/// A request, which counts as running until it was answered.
pub(super) type StateJob = (StateRequest, RunningJob);

/// Returns `true` if a request may change the state.
pub(super) const fn changes_state(request: &StateRequest) -> bool {
    match request {
        StateRequest::Save { .. }
        | StateRequest::MarkListRead { .. }
        | StateRequest::Finish(_)
        | StateRequest::Undo
        | StateRequest::Redo => true,
        StateRequest::Leave(_)
        | StateRequest::Check
        | StateRequest::Recall { .. }
        | StateRequest::Bookmarks
        | StateRequest::Searches => false,
    }
}

/// Returns a job with those that wait behind it.
///
/// As long as all of them are reading places, also those that follow within a rest: each that is written costs three syncs
/// and a frame, and a held key makes many. The end of the reader ends the rest.
pub(super) fn gather_jobs(
    first: StateJob,
    inbox: &Receiver<StateJob>,
    rest: Duration,
) -> Vec<StateJob> {
    let end = Instant::now() + LONGEST_REST;
    let is_place = |(request, _): &StateJob| placed_article(request).is_some();
    let mut jobs: Vec<StateJob> = std::iter::once(first).chain(inbox.try_iter()).collect();
    while jobs.iter().all(is_place) {
        let left = rest.min(end.saturating_duration_since(Instant::now()));
        let Ok(job) = inbox.recv_timeout(left) else {
            break;
        };
        jobs.push(job);
    }
    jobs
}

/// Leaves out the reading places that a later request writes again.
pub(super) fn without_old_places(requests: Vec<StateRequest>) -> Vec<StateRequest> {
    let mut placed = Vec::new();
    let mut kept: Vec<StateRequest> = requests
        .into_iter()
        .rev()
        .filter(|request| {
            let Some(article) = placed_article(request) else {
                return true;
            };
            let is_newest = !placed.contains(&article);
            placed.push(article);
            is_newest
        })
        .collect();
    kept.reverse();
    kept
}

/// Returns the article whose reading place the request writes, if that is what it does.
pub(super) fn placed_article(request: &StateRequest) -> Option<ArticleId> {
    if let StateRequest::Save { change, .. } = request
        && let StateChange::SetPlace { article, .. } = **change
    {
        return Some(article);
    }
    None
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;
    use crate::app::event::Ticket;
    use crate::runtime::outbox::Outbox;

    fn place(article: u128) -> StateRequest {
        StateRequest::Save {
            ticket: Ticket::default(),
            change: Box::new(StateChange::SetPlace {
                article: ArticleId::from_number(article),
                place: None,
            }),
        }
    }

    #[test]
    fn only_the_newest_reading_place_of_an_article_is_written() {
        let requests = vec![place(1), place(2), StateRequest::Undo, place(1)];
        let left = [place(2), StateRequest::Undo, place(1)];
        assert_eq!(without_old_places(requests), left);
    }

    #[test]
    fn places_wait_for_those_that_follow_and_for_nothing_else() {
        let (outbox, _messages) = Outbox::new();
        let job = |request| (request, outbox.count_job());
        let (sender, inbox) = mpsc::channel();
        let gather = |rest| {
            let jobs = gather_jobs(job(place(1)), &inbox, rest);
            jobs.into_iter()
                .map(|(request, _)| request)
                .collect::<Vec<_>>()
        };
        sender.send(job(place(2))).unwrap();
        assert_eq!(gather(Duration::ZERO), [place(1), place(2)]);
        sender.send(job(StateRequest::Undo)).unwrap();
        sender.send(job(place(2))).unwrap();
        assert_eq!(
            gather(LONGEST_REST),
            [place(1), StateRequest::Undo, place(2)]
        );
        sender.send(job(place(3))).unwrap();
        drop(sender);
        assert_eq!(gather(LONGEST_REST), [place(1), place(3)]);
    }
}
