//! Where the program is left, as the next start finds it.

use super::ctx::Ctx;
use super::effect::{Effect, StateRequest};
use super::list::RowGroup;
use super::panes::{Focus, Panes};
use crate::config::{ListGroup, ListSort};
use crate::library::listing::{Filter, SortKey};
use crate::library::session::{Session, SessionStory};
use crate::library::state::ArticleReference;

/// Where the program is, as it was remembered last.
#[derive(Debug)]
pub(super) struct LeftSession(Option<Session>);

impl LeftSession {
    pub(super) const fn new(session: Option<Session>) -> Self {
        Self(session)
    }

    /// Has it remembered where the program is, if that is another place than before.
    pub(super) fn remember_session(&mut self, panes: &Panes, ctx: &mut Ctx) {
        if !ctx.settings.remembers_session {
            return;
        }
        let session = self.present_session(panes);
        if self.0.as_ref() != Some(&session) {
            self.0 = Some(session.clone());
            let request = StateRequest::Leave(Box::new(session));
            ctx.send(Effect::State(request));
        }
    }

    /// Has it remembered which articles there are now, so that those of another day are new.
    pub(super) fn note_articles(&self, ctx: &mut Ctx) {
        let session = self.0.clone();
        if let Some(session) = session.filter(|_| ctx.settings.remembers_session) {
            let request = StateRequest::Leave(Box::new(session));
            ctx.send(Effect::State(request));
        }
    }

    fn present_session(&self, panes: &Panes) -> Session {
        let list = &panes.list;
        let sort = list.listing().sort;
        let entered = panes.reading.as_ref();
        let entered = entered.filter(|reading| reading.is_entered());
        let before = self.0.as_ref();
        let story = entered.map_or_else(
            || before.and_then(|session| session.story.clone()),
            |reading| {
                Some(SessionStory::from_reference(ArticleReference::from(
                    reading.row(),
                )))
            },
        );
        Session {
            sort: to_list_sort(sort.key),
            is_descending: sort.is_descending,
            group: match list.chosen_group() {
                Some(RowGroup::Day) => ListGroup::Day,
                Some(RowGroup::Source) => ListGroup::Source,
                None => ListGroup::None,
            },
            // What is typed to find titles ends with the session, and is not saved with each key.
            filter: Filter {
                title: String::new(),
                ..list.listing().filter.clone()
            },
            story,
            is_reading: panes.focus != Focus::List,
        }
    }
}

/// Returns the group of this name.
#[must_use]
pub const fn to_row_group(group: ListGroup) -> Option<RowGroup> {
    match group {
        ListGroup::Day => Some(RowGroup::Day),
        ListGroup::Source => Some(RowGroup::Source),
        ListGroup::None => None,
    }
}

/// Returns the key of this name.
#[must_use]
pub const fn to_sort_key(sort: ListSort) -> SortKey {
    match sort {
        ListSort::Date => SortKey::Published,
        ListSort::Title => SortKey::Title,
        ListSort::Source => SortKey::Source,
        ListSort::Minutes => SortKey::Minutes,
        ListSort::Quotes => SortKey::Quotes,
        ListSort::Added => SortKey::Added,
    }
}

const fn to_list_sort(key: SortKey) -> ListSort {
    match key {
        SortKey::Published => ListSort::Date,
        SortKey::Title => ListSort::Title,
        SortKey::Source => ListSort::Source,
        SortKey::Minutes => ListSort::Minutes,
        SortKey::Quotes => ListSort::Quotes,
        SortKey::Added => ListSort::Added,
    }
}
