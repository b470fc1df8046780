//! The quotes of the open article: as the reader corrected them, where they are, which one is selected.

use crate::article::{Quote, TextRange};
use crate::library::corrections;

use super::speakers::SpeakerColours;
use super::{Content, ReadingPane};

/// A quoted stretch of the text and the quote it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tint {
    /// The words, with their marks.
    pub range: TextRange,
    /// The number of the quote in the article.
    pub quote: usize,
    /// The greatest end of this and all stretches before it, so that a search by place can halve.
    reach: usize,
}

impl ReadingPane {
    /// Takes the article's quotes in, as they were found.
    pub fn set_quotes(&mut self, quotes: Vec<Quote>) {
        self.found_quotes = Some(quotes);
        self.apply_corrections();
        self.gather_facts();
        self.lay_out_page();
        self.go_to_goal();
        self.select_sought();
        self.select_sought_quote();
    }

    /// Shows the quotes as the reader corrected them; the selection stays with its words.
    pub(super) fn apply_corrections(&mut self) {
        let Content::Loaded(article) = &self.content else {
            return;
        };
        let selected = self.selected_quote().map(|quote| quote.range);
        let found = self.found_quotes.as_deref().unwrap_or_default();
        self.quotes = corrections::apply_corrections(article, found, &self.remembered.corrections);
        self.bookmarks =
            corrections::match_bookmarks(article, &self.quotes, &self.remembered.bookmarks);
        self.tints = tints(&self.quotes);
        self.colours = SpeakerColours::new(&self.quotes);
        self.selected_quote = selected.and_then(|range| {
            self.quotes
                .iter()
                .position(|quote| quote.range.overlaps(range))
        });
        self.match_highlights();
    }

    /// Returns `true` if the article's quotes have been looked for; they come after its text.
    #[must_use]
    pub const fn are_quotes_found(&self) -> bool {
        self.found_quotes.is_some()
    }

    /// Returns the article's quotes in the order of the text.
    #[must_use]
    pub fn quotes(&self) -> &[Quote] {
        &self.quotes
    }

    /// Returns the quoted stretches that share something with `range`, by their start.
    pub fn tint_fragments(&self, range: TextRange) -> impl Iterator<Item = Tint> {
        let first = self.tints.partition_point(|tint| tint.reach <= range.start);
        let from = self.tints.iter().skip(first).copied();
        from.take_while(move |tint| tint.range.start < range.end)
            .filter(move |tint| tint.range.overlaps(range))
    }

    /// Returns which colour each speaker has.
    #[must_use]
    pub const fn colours(&self) -> &SpeakerColours {
        &self.colours
    }

    /// Returns the number of the selected quote.
    #[must_use]
    pub const fn selected_quote_number(&self) -> Option<usize> {
        self.selected_quote
    }

    /// Returns the selected quote.
    #[must_use]
    pub fn selected_quote(&self) -> Option<&Quote> {
        self.selected_quote
            .and_then(|number| self.quotes.get(number))
    }

    /// Selects a quote and brings it onto the screen.
    pub fn select_quote(&mut self, number: usize) {
        let Some(range) = self.quotes.get(number).map(|quote| quote.range) else {
            return;
        };
        self.selected_quote = Some(number);
        self.scroll_to(range);
    }

    /// Selects the quote `by` further on; without a selection on the screen, counts from the page's top.
    pub fn step_quote(&mut self, by: isize) {
        let Some(last) = self.quotes.len().checked_sub(1) else {
            return;
        };
        let visible = self.visible_range();
        let selected = self.selected_quote.filter(|_| {
            self.selected_quote()
                .is_some_and(|quote| quote.range.overlaps(visible))
        });
        let number = selected.map_or_else(
            || {
                let below = self
                    .quotes
                    .partition_point(|quote| quote.range.start < visible.start);
                below.saturating_add_signed(if by > 0 { by - 1 } else { by })
            },
            |number| number.saturating_add_signed(by),
        );
        self.select_quote(number.min(last));
    }

    /// Goes to the next quote whose speaker is unsure, after the last one to the first; returns `false` if there is none.
    pub fn go_to_next_unsure(&mut self) -> bool {
        let from = self
            .selected_quote
            .map_or_else(|| self.next_quote(), |number| number + 1);
        let numbered = || self.quotes.iter().enumerate();
        let mut unsure = numbered().skip(from).chain(numbered().take(from));
        let Some((number, _)) = unsure.find(|(_, quote)| quote.is_unsure()) else {
            return false;
        };
        self.select_quote(number);
        self.enter();
        true
    }

    /// Selects the first quote on the screen when the selected one has left it.
    pub fn follow_page(&mut self) {
        let visible = self.visible_range();
        if self
            .selected_quote()
            .is_some_and(|quote| !quote.range.overlaps(visible))
        {
            self.selected_quote = self.first_seen_quote().or(self.selected_quote);
        }
    }

    /// Selects the first quote on the screen, or the next one, unless one is selected.
    pub fn select_some_quote(&mut self) {
        if self.selected_quote.is_none() && !self.quotes.is_empty() {
            let next = self.next_quote();
            self.select_quote(next.min(self.quotes.len() - 1));
        }
    }

    /// Returns the number of the first quote that ends on the screen or below it.
    #[must_use]
    pub fn next_quote(&self) -> usize {
        let visible = self.visible_range();
        self.quotes
            .partition_point(|quote| quote.range.end <= visible.start)
    }

    fn first_seen_quote(&self) -> Option<usize> {
        let number = self.next_quote();
        self.quotes
            .get(number)
            .filter(|quote| quote.range.overlaps(self.visible_range()))
            .map(|_| number)
    }
}

fn tints(quotes: &[Quote]) -> Vec<Tint> {
    let of = |(quote, found): (usize, &Quote)| {
        found
            .fragments
            .iter()
            .map(move |range| Tint {
                range: *range,
                quote,
                reach: range.end,
            })
            .collect::<Vec<_>>()
    };
    let mut tints: Vec<Tint> = quotes.iter().enumerate().flat_map(of).collect();
    tints.sort_by_key(|tint| tint.range);
    let mut reach = 0;
    for tint in &mut tints {
        reach = tint.range.end.max(reach);
        tint.reach = reach;
    }
    tints
}
