//! Enter in the line of the query: the first hit is opened, as soon as the hits are those of what is typed.

use super::ctx::Ctx;
use super::effect::{CatalogueRequest, Effect};
use super::history;
use super::panes::Panes;
use super::screen::Screens;
use super::search::{Part, QueryState, SearchScreen};
use crate::library::state::StateChange;
use crate::text::Clean;

impl Screens {
    /// Remembers the query in the history and opens the selected hit; hits that are not there yet are waited for.
    pub(super) fn submit_query(&mut self, panes: &mut Panes, ctx: &mut Ctx) {
        let Some(search) = self.search_mut() else {
            return;
        };
        let text = search.text().trim().to_owned();
        if text.is_empty() {
            return;
        }
        self.awaited.entered = Some(search.ticket());
        if ctx.stored.histories.search.last() != Some(&text) {
            ctx.stored.histories.search.retain(|made| *made != text);
            history::remember(&mut ctx.stored.histories.search, &text);
            let query = Clean::line(&text);
            ctx.save(StateChange::RememberSearch { query });
        }
        self.take_entered_hits(panes, ctx);
    }

    /// Opens the hit that Enter asked for, once all hits are there and the row of its article is known.
    ///
    /// The newest hits alone are not enough: the best one may not be among them.
    pub(super) fn take_entered_hits(&mut self, panes: &mut Panes, ctx: &mut Ctx) {
        let Some(search) = self.answered_search(ctx) else {
            return;
        };
        let hit = search.results.selected_hit();
        match hit.filter(|hit| search.results.row(hit).is_none()) {
            Some(hit) => ctx.send(Effect::Catalogue(CatalogueRequest::Rows(vec![hit.article]))),
            None => self.open_entered_hit(panes, ctx),
        }
    }

    /// Opens the hit that Enter asked for, after the row of its article was requested.
    pub(super) fn open_entered_hit(&mut self, panes: &mut Panes, ctx: &mut Ctx) {
        let Some(search) = self.answered_search(ctx) else {
            return;
        };
        search.focus(Part::Results);
        let opens = search.opens_at_once() && search.is_settled();
        (self.awaited.entered, ctx.front) = (None, None);
        if opens {
            self.open_in_search(panes, ctx);
        }
    }

    /// Returns the search that Enter was pressed in, once all its hits are there.
    fn answered_search(&mut self, ctx: &Ctx) -> Option<&mut SearchScreen> {
        if !self.is_entered(ctx) {
            return None;
        }
        let search = self.shown_search()?;
        let is_partial = matches!(search.answer(), QueryState::Awaited | QueryState::Newest);
        (!is_partial).then_some(search)
    }

    /// Returns `true` if Enter was pressed in the query that is still typed, and waits for its hits.
    fn is_entered(&mut self, ctx: &Ctx) -> bool {
        let ticket = self.shown_search().map(|search| search.ticket());
        if !ctx.is_typing_query() || ticket != self.awaited.entered {
            self.awaited.entered = None;
        }
        self.awaited.entered.is_some()
    }
}
