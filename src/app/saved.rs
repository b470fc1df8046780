//! Searches with a name: keeping one, removing one.

use crate::library::state::{Change, SavedQuery, SavedSearch};
use crate::text::Clean;

use super::App;
use super::effect::{CatalogueRequest, Effect};
use super::menu::Entry;
use super::notice::Notice;
use super::overlay::{Choice, OverlayKind};
use super::prompt::{Prompt, Purpose};

impl App {
    /// Lets the reader type a name for the search; one that has a name keeps it unless another is typed.
    pub(super) fn name_search(&mut self) {
        let Some(query) = self.saved_query() else {
            self.notice = Some(Notice::warning("Type what to search for first"));
            return;
        };
        let saved = self
            .saved_searches
            .iter()
            .find(|saved| saved.query == query);
        let name = saved.map_or(&query.text, |saved| &saved.name);
        self.prompt = Some(Prompt::new(Purpose::SearchName, name));
    }

    /// Keeps the search under a name.
    pub(super) fn save_search(&mut self, name: &str) {
        let name = Clean::line(name.trim());
        if let Some(query) = self.saved_query().filter(|_| !name.is_empty()) {
            let change = Change::SaveSearch(SavedSearch { name, query });
            self.save(change);
        }
    }

    /// Removes the selected entry: a bookmark, a saved search.
    pub(super) fn remove_selected(&mut self) {
        let Some(overlay) = &self.overlay else { return };
        let selected = overlay.menu.selected();
        match selected.and_then(|entry| entry.choice.clone().map(|choice| (entry, choice))) {
            Some((_, Choice::Bookmark(_))) => self.remove_selected_bookmark(),
            Some((Entry { text: name, .. }, Choice::Search(_))) => {
                let change = Change::ForgetSearch { name: name.clone() };
                self.save(change);
            }
            _ => {}
        }
    }

    /// Takes in the searches that were made and saved.
    pub(super) fn take_searches(&mut self, made: Vec<Clean>, saved: Vec<SavedSearch>) {
        let made = made.into_iter().rev();
        self.search_history = made.map(|query| query.as_str().to_owned()).collect();
        let is_other = self.saved_searches != saved;
        self.saved_searches = saved;
        let lists_them = self
            .overlay
            .as_ref()
            .is_some_and(|overlay| overlay.kind == OverlayKind::Filter);
        if is_other && lists_them {
            self.send(Effect::Catalogue(CatalogueRequest::Sources));
        }
    }

    fn saved_query(&self) -> Option<SavedQuery> {
        let search = self.search.as_ref()?;
        let text = Clean::line(search.text().trim());
        let scope = search.scope();
        (!text.is_empty()).then_some(SavedQuery { text, scope })
    }
}
