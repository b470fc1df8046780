//! Has what is kept of articles follow them when they are edited, here or on another machine.

use std::sync::{Mutex, PoisonError};

use super::outbox::Outbox;
use crate::app::effect::{Effect, StateRequest};
use crate::app::event::Ticket;
use crate::library::Archive;
use crate::library::catalogue::{ComparedArticles, FollowedArticles};
use crate::library::state::StateChange;

/// Has what is kept of edited articles follow them, also of those that were edited on another machine; to say so again does
/// no harm.
pub(super) fn follow_edited(
    archive: &Archive,
    outbox: &Outbox,
    compared: &Mutex<ComparedArticles>,
) {
    let followed = find_followed(archive, compared).into_all();
    // All at once: each change of what is kept has the screen ask for all of it again.
    if !followed.is_empty() {
        let change = Box::new(StateChange::Follow(followed));
        let ticket = Ticket::default();
        outbox.request_effect(Effect::State(StateRequest::Save { ticket, change }));
    }
}

/// Returns what has become of articles that something is kept of, by the catalogue as it is.
pub(super) fn find_followed(
    archive: &Archive,
    compared: &Mutex<ComparedArticles>,
) -> FollowedArticles {
    let found = archive
        .find_catalogue()
        .ok()
        .flatten()
        .zip(archive.state_path())
        .and_then(|(catalogue, state)| {
            let mut compared = compared.lock().unwrap_or_else(PoisonError::into_inner);
            catalogue.followed_articles(state, &mut compared).ok()
        });
    found.unwrap_or_default()
}
