//! Choosing hits for the next correction, and going to those that may need one.

use std::collections::BTreeSet;

use super::{Results, quote_identity};
use crate::article::{ArticleId, QuoteId};
use crate::search::hits::Hit;

impl Results {
    /// Chooses the quotes of the selected row for the next correction, or no longer, and moves on.
    pub fn toggle_chosen(&mut self) {
        let was_chosen = self.selected_hit().is_some_and(|hit| self.is_chosen(hit));
        let quotes: Vec<_> = self
            .row_hits(self.selected)
            .filter_map(quote_identity)
            .collect();
        for quote in quotes {
            if was_chosen {
                self.chosen.remove(&quote);
            } else {
                self.chosen.insert(quote);
            }
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

    /// Selects the next quote whose speaker is unsure, unfolding its row where it must; returns `false` if there is none.
    ///
    /// It may be the selected one with `may_stay`.
    pub fn select_next_unsure(&mut self, may_stay: bool) -> bool {
        // The first hit of the selected row is passed over, those that are folded under it are not.
        let mut passed = usize::from(!may_stay);
        for number in self.selected..self.hits.len() {
            let place = self
                .row_hits(number)
                .skip(passed)
                .position(Hit::is_unsure)
                .map(|place| place + passed);
            if let Some(place) = place {
                if place > 0 {
                    self.unfold_row(number);
                }
                self.select(number + place);
                return true;
            }
            passed = 0;
        }
        false
    }
}
