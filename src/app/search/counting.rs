//! Counting the hits of a search by speaker, source and time: a table from which the search is narrowed.

use super::{Part, SearchScreen};
use crate::app::ctx::{Ctx, Handled};
use crate::app::effect::{CountRequest, Effect, SearchRequest};
use crate::app::entries::counts::count_entries;
use crate::app::event::Ticket;
use crate::app::notice::StatusNotice;
use crate::app::overlay::OverlayKind;
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

impl SearchScreen {
    /// Requests the counts of the hits; a table of them opens when they come.
    pub(in crate::app) fn show_counts(&mut self, ctx: &mut Ctx) {
        let key = match self.scope {
            SearchScope::Stories => CountKey::Source,
            SearchScope::Quotes => CountKey::Speaker,
        };
        self.request_counts(key, ctx);
    }

    fn request_counts(&mut self, key: CountKey, ctx: &mut Ctx) {
        if self.query.is_empty() {
            let text = "Nothing is searched yet: type a query first";
            ctx.notice = Some(StatusNotice::quiet(text));
            return;
        }
        self.counts_ticket = ctx.next_ticket();
        let request = CountRequest {
            ticket: self.counts_ticket,
            query: self.query.clone(),
            scope: self.scope,
            key,
            today: ctx.settings.today,
        };
        let request = SearchRequest::Counts(Box::new(request));
        ctx.request_overlay(OverlayKind::Counts(key), Effect::Search(request));
    }

    /// Switches what is counted while the table is open.
    pub(in crate::app) fn act_on_counts(
        &mut self,
        key: CountKey,
        action: Action,
        ctx: &mut Ctx,
    ) -> Handled {
        let is_forward = matches!(action, Action::SwitchSearch | Action::FocusRight);
        if !is_forward && action != Action::FocusLeft {
            return Handled::No;
        }
        self.request_counts(step_key(key, is_forward, Some(self.scope)), ctx);
        Handled::Yes
    }

    /// Takes in the counts: opens the table, or shows them in the open one.
    pub(in crate::app) fn take_counts(
        &self,
        ticket: Ticket,
        key: CountKey,
        counts: &[GroupCount],
        ctx: &mut Ctx,
    ) {
        if self.counts_ticket != ticket {
            return;
        }
        let kind = OverlayKind::Counts(key);
        let entries = count_entries(key, counts, self.scope);
        let open = ctx.overlay().map(|overlay| overlay.kind);
        if matches!(open, Some(OverlayKind::Counts(_))) {
            ctx.open_overlay(kind, entries);
        } else {
            ctx.take_entries(kind, entries);
        }
    }

    /// Narrows the search by a clause.
    pub(in crate::app) fn narrow_search(&mut self, clause: &str, ctx: &mut Ctx) {
        let text = self.narrow(clause);
        self.focus(Part::Results);
        self.set_query(&text, ctx);
    }

    /// Widens a search that was narrowed; returns `false` if it was not.
    pub(in crate::app) fn widen_search(&mut self, ctx: &mut Ctx) -> bool {
        let Some(text) = self.widen() else {
            return false;
        };
        self.set_query(&text, ctx);
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
