//! What the thread of the state tells the program of what it did.

use crate::app::event::{Event, StateEvent, Ticket};
use crate::app::notice::StatusNotice;
use crate::library::state::TurnedStep;

/// Returns what an undo or a redo did.
pub(super) fn undo_events(done: Option<TurnedStep>, nothing: &str) -> Vec<Event> {
    match done {
        Some(done) => vec![
            Event::State(StateEvent::Changed),
            quiet_notice(&done.to_string()),
        ],
        None => vec![quiet_notice(nothing)],
    }
}

pub(super) fn quiet_notice(text: &str) -> Event {
    Event::Notice(StatusNotice::quiet(text))
}

pub(super) fn error_notice(text: &str) -> Event {
    Event::Notice(StatusNotice::error(text))
}

pub(super) fn not_saved(ticket: Ticket) -> Event {
    Event::State(StateEvent::NotSaved { ticket })
}

pub(super) fn warning_notice(text: &str) -> Event {
    Event::Notice(StatusNotice::warning(text))
}
