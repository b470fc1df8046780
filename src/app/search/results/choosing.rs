//! Choosing hits for the next correction, and going to those that may need one.

use std::collections::BTreeSet;

use super::{Results, quote_identity};
use crate::article::{ArticleId, QuoteId};
use crate::search::hits::Hit;

impl Results {
    /// Chooses the selected quote for the next correction, or no longer, and moves on.
    pub fn toggle_chosen(&mut self) {
        let hit = self.selected_hit().and_then(quote_identity);
        if let Some(hit) = hit
            && !self.chosen.remove(&hit)
        {
            self.chosen.insert(hit);
        }
        self.move_by(1);
    }

    /// Returns the chosen quotes.
    #[must_use]
    pub const fn chosen(&self) -> &BTreeSet<(ArticleId, QuoteId)> {
        &self.chosen
    }

    /// Returns the chosen quotes as a list.
    #[must_use]
    pub fn chosen_hits(&self) -> Vec<(ArticleId, QuoteId)> {
        self.chosen.iter().copied().collect()
    }

    /// Returns `true` if a hit is chosen.
    #[must_use]
    pub fn is_chosen(&self, hit: &Hit) -> bool {
        quote_identity(hit).is_some_and(|hit| self.chosen.contains(&hit))
    }

    /// Chooses no quote any more; returns `true` if some were chosen.
    pub fn clear_chosen(&mut self) -> bool {
        let was_chosen = !self.chosen.is_empty();
        self.chosen.clear();
        was_chosen
    }

    /// Selects the next quote whose speaker is unsure, which may be the selected one with `may_stay`; returns `false` if
    /// there is none.
    pub fn select_next_unsure(&mut self, may_stay: bool) -> bool {
        let from = self.selected + usize::from(!may_stay);
        let mut hits = self.hits.iter().enumerate().skip(from);
        let Some((number, _)) = hits.find(|(_, hit)| hit.is_unsure()) else {
            return false;
        };
        self.select(number);
        true
    }
}
