//! The saved searches: how much each finds that was not seen yet, and when that is seen.

use super::App;
use super::effect::{Effect, SearchRequest};
use super::overlay::OverlayKind;
use super::search::QueryState;
use crate::library::state::SavedSearch;
use crate::search::hits::SearchScope;
use crate::text::Clean;
use crate::text::number::format_number;

use super::effect::CatalogueRequest;
use super::front::Front;

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

impl App {
    /// Takes in the saved searches, and asks what they find that was not seen.
    pub(super) fn take_saved_searches(&mut self, saved: Vec<SavedSearch>) {
        let is_other = self.stored.searches.list != saved;
        self.stored.searches.list = saved;
        if !self.stored.searches.list.is_empty() {
            let request = SearchRequest::CountNew(self.stored.searches.list.clone());
            self.ctx.send(Effect::Search(request));
        }
        if is_other {
            self.show_saved_searches();
        }
        self.see_saved_search();
    }

    pub(super) fn take_new_hits(&mut self, counts: Vec<(Clean, usize)>) {
        if self.stored.searches.new != counts {
            self.stored.searches.new = counts;
            self.show_saved_searches();
        }
    }

    /// Renews the saved searches where they are on the screen.
    fn show_saved_searches(&mut self) {
        if let Some(search) = self.screens.search_mut() {
            search.results.set_saved(self.stored.searches.list.clone());
        }
        let front = self.front.as_ref();
        if front.is_some_and(|front: &Front| front.is_overlay(OverlayKind::Filter)) {
            self.ctx.send(Effect::Catalogue(CatalogueRequest::Sources));
        }
    }

    /// Remembers that the hits on the screen are seen, if they are those of a saved search.
    pub(super) fn see_saved_search(&mut self) {
        let Some(QueryState::Whole { total }) =
            self.screens.search().map(|search| search.answer().clone())
        else {
            return;
        };
        let shown = self.saved_query();
        let mut saved = self.stored.searches.list.iter();
        let Some(search) = saved.find(|saved| Some(&saved.query) == shown.as_ref()) else {
            return;
        };
        let seen = Some((search.clone(), total));
        if self.stored.searches.seen == seen {
            return;
        }
        let search = search.clone();
        self.stored.searches.seen = seen;
        let ticket = self.ctx.next_ticket();
        self.ctx
            .send(Effect::Search(SearchRequest::See { ticket, search }));
    }
}
