//! The quotes of the open article that other stories have too.

use crate::app::event::{RepeatedQuote, Repeats};
use crate::article::QuoteId;
use crate::library::listing::ArticleRow;

use super::ReadingPane;

impl ReadingPane {
    /// Takes in what other stories have of this one.
    pub fn set_repeats(&mut self, repeats: Repeats) {
        let quotes = repeats.quotes.into_iter();
        self.repeats = Some(quotes.map(|repeated| (repeated.quote, repeated)).collect());
        self.same_stories = repeats.stories;
    }

    /// Returns all stories that are the same as this one, itself among them, the newest first; empty if no other is.
    #[must_use]
    pub fn same_stories(&self) -> &[ArticleRow] {
        &self.same_stories
    }

    /// Returns `true` if it is known which quotes other stories have; that comes after the quotes.
    #[must_use]
    pub const fn are_repeats_found(&self) -> bool {
        self.repeats.is_some()
    }

    /// Returns where else a quote is; `None` if it is in no other story.
    #[must_use]
    pub fn repeats_of(&self, quote: QuoteId) -> Option<&RepeatedQuote> {
        self.repeats.as_ref()?.get(&quote)
    }

    /// Selects a quote, once the quotes are there.
    pub fn seek_quote(&mut self, quote: QuoteId) {
        self.sought_quote = Some(quote);
        if self.are_quotes_found() {
            self.select_sought_quote();
        }
    }

    pub(super) fn select_sought_quote(&mut self) {
        let Some(sought) = self.sought_quote.take() else {
            return;
        };
        if let Some(number) = self.quotes.iter().position(|quote| quote.id == sought) {
            self.select_quote(number);
        }
    }
}
