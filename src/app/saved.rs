//! The saved searches: how much each finds that was not seen yet, and when that is seen.

use super::ctx::Ctx;
use super::effect::{Effect, SearchRequest};
use super::overlay::OverlayKind;
use super::screen::Screens;
use super::search::{QueryState, SearchScreen};
use crate::library::state::SavedSearch;
use crate::search::hits::SearchScope;
use crate::text::Clean;
use crate::text::number::format_number;

use super::effect::CatalogueRequest;

/// The saved searches, by name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SavedSearches {
    list: Vec<SavedSearch>,
    /// How many hits of each were not seen yet, as far as was counted.
    new: Vec<(Clean, usize)>,
    /// The search that was seen last, with the number of its hits.
    seen: Option<(SavedSearch, usize)>,
}

impl SavedSearches {
    /// Returns them, sorted by name.
    #[must_use]
    pub fn list(&self) -> &[SavedSearch] {
        &self.list
    }

    /// Returns how many hits of a search were not seen yet; 0 if that is not known.
    #[must_use]
    pub fn count_new(&self, name: &str) -> usize {
        let counted = self.new.iter().find(|(known, _)| known.as_str() == name);
        counted.map_or(0, |(_, new)| *new)
    }

    /// Returns what a search looks for, and "3 new" if there is something new.
    #[must_use]
    pub fn describe(&self, search: &SavedSearch) -> String {
        let what = match search.query.scope {
            SearchScope::Quotes => "quotes",
            SearchScope::Stories => "stories",
        };
        let text = search.query.text.as_str();
        match self.count_new(&search.name) {
            0 => format!("{what}: {text}"),
            new => format!("{} new · {what}: {text}", format_number(new)),
        }
    }
}

impl Screens {
    /// Takes in the saved searches, and asks what they find that was not seen.
    pub(super) fn take_saved_searches(&mut self, saved: Vec<SavedSearch>, ctx: &mut Ctx) {
        let is_other = ctx.stored.searches.list != saved;
        ctx.stored.searches.list = saved;
        if !ctx.stored.searches.list.is_empty() {
            let request = SearchRequest::CountNew(ctx.stored.searches.list.clone());
            ctx.send(Effect::Search(request));
        }
        if is_other {
            self.show_saved_searches(ctx);
        }
        self.see_saved_search(ctx);
    }

    pub(super) fn take_new_hits(&mut self, counts: Vec<(Clean, usize)>, ctx: &mut Ctx) {
        if ctx.stored.searches.new != counts {
            ctx.stored.searches.new = counts;
            self.show_saved_searches(ctx);
        }
    }

    /// Renews the saved searches where they are on the screen.
    fn show_saved_searches(&mut self, ctx: &mut Ctx) {
        if let Some(search) = self.search_mut() {
            search.results.set_saved(ctx.stored.searches.list.clone());
        }
        if ctx.is_overlay_open(OverlayKind::Filter) {
            ctx.send(Effect::Catalogue(CatalogueRequest::Sources));
        }
    }

    /// Remembers that the hits on the screen are seen, if they are those of a saved search.
    pub(super) fn see_saved_search(&mut self, ctx: &mut Ctx) {
        let Some(QueryState::Whole { total }) = self.search().map(|search| search.answer().clone())
        else {
            return;
        };
        let shown = self.search().and_then(SearchScreen::saved_query);
        let mut saved = ctx.stored.searches.list.iter();
        let Some(search) = saved.find(|saved| Some(&saved.query) == shown.as_ref()) else {
            return;
        };
        let seen = Some((search.clone(), total));
        if ctx.stored.searches.seen == seen {
            return;
        }
        let search = search.clone();
        ctx.stored.searches.seen = seen;
        let ticket = ctx.next_ticket();
        ctx.send(Effect::Search(SearchRequest::See { ticket, search }));
    }
}
