//! The quotes of the open article that other stories have too.

use crate::app::event::RepeatedQuote;
use crate::article::QuoteId;

use super::ReadingPane;

impl ReadingPane {
    /// Takes in which quotes other stories have too.
    pub fn set_repeats(&mut self, repeats: Vec<RepeatedQuote>) {
        let repeats = repeats.into_iter();
        self.repeats = Some(repeats.map(|repeated| (repeated.quote, repeated)).collect());
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
