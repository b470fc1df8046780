//! Counting the hits of a search by speaker, source and time: a table from which the search is narrowed.

use super::App;
use super::ctx::Handled;
use super::effect::{CountRequest, Effect, SearchRequest};
use super::entries::counts::count_entries;
use super::event::Ticket;
use super::front::Front;
use super::notice::StatusNotice;
use super::overlay::OverlayKind;
use super::search::{Part, SearchScreen};
use crate::input::Action;
use crate::search::counts::{CountKey, GroupCount};
use crate::search::hits::SearchScope;

/// What the hits are counted by, in the order in which they are switched.
const KEYS: [CountKey; 4] = [
    CountKey::Speaker,
    CountKey::Source,
    CountKey::Month,
    CountKey::Year,
];

impl App {
    /// Requests the counts of the hits; a table of them opens when they come.
    pub(super) fn show_counts(&mut self) {
        let scope = self.screens.search().map(SearchScreen::scope);
        self.request_counts(match scope {
            Some(SearchScope::Stories) => CountKey::Source,
            Some(SearchScope::Quotes) | None => CountKey::Speaker,
        });
    }

    fn request_counts(&mut self, key: CountKey) {
        let (ticket, today) = (self.ctx.next_ticket(), self.ctx.settings.today);
        let Some(search) = self.screens.shown_search() else {
            return;
        };
        if search.query().is_empty() {
            let text = "Nothing is searched yet: type a query first";
            self.ctx.notice = Some(StatusNotice::quiet(text));
            return;
        }
        search.await_counts(ticket);
        let request = CountRequest {
            ticket,
            query: search.query().clone(),
            scope: search.scope(),
            key,
            today,
        };
        let request = SearchRequest::Counts(Box::new(request));
        self.request_overlay(OverlayKind::Counts(key), Effect::Search(request));
    }

    /// Switches what is counted while the table is open.
    pub(super) fn act_on_counts(&mut self, key: CountKey, action: Action) -> Handled {
        let is_forward = matches!(action, Action::SwitchSearch | Action::FocusRight);
        if !is_forward && action != Action::FocusLeft {
            return Handled::No;
        }
        let scope = self.screens.search().map(SearchScreen::scope);
        self.request_counts(step_key(key, is_forward, scope));
        Handled::Yes
    }

    /// Takes in the counts: opens the table, or shows them in the open one.
    pub(super) fn take_counts(&mut self, ticket: Ticket, key: CountKey, counts: &[GroupCount]) {
        let Some(search) = self.screens.shown_search() else {
            return;
        };
        if !search.awaits_counts(ticket) {
            return;
        }
        let kind = OverlayKind::Counts(key);
        let entries = count_entries(key, counts, search.scope());
        let is_open = self
            .front
            .as_ref()
            .and_then(Front::overlay)
            .is_some_and(|overlay| matches!(overlay.kind, OverlayKind::Counts(_)));
        if is_open {
            self.open_overlay(kind, entries);
        } else {
            self.take_entries(kind, entries);
        }
    }

    /// Narrows the search by a clause.
    pub(super) fn narrow_search(&mut self, clause: &str) {
        let Some(search) = self.screens.shown_search() else {
            return;
        };
        let text = search.narrow(clause);
        search.focus(Part::Results);
        self.set_query(&text);
    }

    /// Widens a search that was narrowed; returns `false` if it was not.
    pub(super) fn widen_search(&mut self) -> bool {
        let search = self.screens.shown_search();
        let Some(text) = search.and_then(SearchScreen::widen) else {
            return false;
        };
        self.set_query(&text);
        true
    }
}

/// Returns what is counted next.
#[must_use]
pub fn next_key(key: CountKey, scope: Option<SearchScope>) -> CountKey {
    step_key(key, true, scope)
}

/// Returns what is counted one step on or back; stories have no speaker.
fn step_key(key: CountKey, is_forward: bool, scope: Option<SearchScope>) -> CountKey {
    let is_of_stories = scope == Some(SearchScope::Stories);
    let mut keys: Vec<CountKey> = KEYS
        .into_iter()
        .filter(|key| !(is_of_stories && *key == CountKey::Speaker))
        .collect();
    if !is_forward {
        keys.reverse();
    }
    let after = keys.iter().skip_while(|known| **known != key).nth(1);
    after.or_else(|| keys.first()).copied().unwrap_or(key)
}
