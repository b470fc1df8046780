//! The rows of the list before, while the folders of another one are read.

use super::ListPane;
use crate::app::effect::Effect;
use crate::article::ArticleId;
use crate::library::listing::ListingPage;

impl ListPane {
    /// Returns the rows that are shown, to show them until another list has its own.
    #[must_use]
    pub const fn shown_page(&self) -> &ListingPage {
        &self.window
    }

    /// Shows the rows of the list before until as many are read, or all there are.
    pub fn keep_page(&mut self, page: ListingPage, selected: Option<ArticleId>) {
        self.is_kept = page.total > 0;
        let index = page.rows.iter().position(|row| Some(row.id) == selected);
        self.selected = page.first + index.unwrap_or(0);
        self.window = page;
        self.titles.reset(self.window.rows.len());
    }

    /// Lets go of the rows of the list before, since all folders are read.
    pub fn release_page(&mut self) -> Option<Effect> {
        std::mem::take(&mut self.is_kept).then(|| self.reload())
    }
}
