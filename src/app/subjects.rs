//! What an action is about: the pane it concerns, and the rows of the stories.

use super::panes::{Focus, Panes};
use super::screen::{Screen, Screens};
use super::search::SearchScreen;
use crate::library::listing::ArticleRow;
use crate::search::hits::SearchScope;

impl Screens {
    /// Returns the pane that actions are about: the focused one, that of the quotes where the last row names the selected
    /// quote of the article, or on the screen of search the kind of its hits.
    pub(super) fn subject(&self, panes: &Panes) -> Focus {
        if self.shows_panes() {
            return if panes.is_highlighting() || panes.names_quote() {
                Focus::Quotes
            } else {
                panes.focus
            };
        }
        if let Screen::Speaker(_) = self.shown() {
            return Focus::Quotes;
        }
        match self.search().map(SearchScreen::scope) {
            Some(SearchScope::Quotes) => Focus::Quotes,
            Some(SearchScope::Stories) => Focus::Reading,
            None => panes.focus,
        }
    }

    /// Returns the rows an action is for: the chosen ones, the selected one, or the open article's.
    pub(super) fn target_rows(&self, panes: &Panes) -> Vec<ArticleRow> {
        let subject = self.subject(panes);
        if self.shows_panes() {
            return panes.chosen_or_subject(subject);
        }
        let row = panes.subject_row(subject);
        row.cloned().into_iter().collect()
    }

    /// Returns how many rows an action is for.
    pub(super) fn count_targets(&self, panes: &Panes) -> usize {
        let subject = self.subject(panes);
        if self.shows_panes() {
            return panes.count_targets(subject);
        }
        usize::from(panes.subject_row(subject).is_some())
    }
}
