//! Rows of several hits, and unfolding them.

use super::{Results, hit_identity};
use crate::app::search::differing::find_differing_words;
use crate::app::search::folding::fold_key_of;
use crate::article::TextRange;
use crate::search::hits::Hit;

impl Results {
    /// Returns how many hits a row has.
    #[must_use]
    pub fn repeats(&self, number: usize) -> usize {
        1 + self.folded.get(number).map_or(0, Vec::len)
    }

    /// Returns the words of an unfolded hit that differ from those of the first one.
    #[must_use]
    pub fn differing_words(&self, hit: &Hit) -> &[TextRange] {
        let words = self.differing.get(&hit_identity(hit));
        words.map_or(&[], Vec::as_slice)
    }

    /// Says whether the next hits that are the same share a row.
    pub const fn set_folding(&mut self, is_folded: bool) {
        self.folding.has_all_rows = !is_folded;
    }

    /// Returns the hits of a row, the one that is shown first.
    pub(super) fn row_hits(&self, number: usize) -> impl Iterator<Item = &Hit> {
        let folded = self.folded.get(number).into_iter().flatten();
        self.hits.get(number).into_iter().chain(folded)
    }

    /// Unfolds the hits of the selected row; returns `false` if it has only one.
    pub fn unfold_selected(&mut self) -> bool {
        self.unfold_row(self.selected)
    }

    pub(super) fn unfold_row(&mut self, number: usize) -> bool {
        let folded = self.folded.get_mut(number).map(std::mem::take);
        let Some(others) = folded.filter(|others| !others.is_empty()) else {
            return false;
        };
        if let Some(hit) = self.hits.get(number) {
            self.folding.unfolded.extend(fold_key_of(hit));
            for other in &others {
                let words = find_differing_words(&other.text, &hit.text);
                self.differing.insert(hit_identity(other), words);
            }
        }
        let next = number + 1;
        self.folded
            .splice(next..next, others.iter().map(|_| Vec::new()));
        self.hits.splice(next..next, others);
        self.has_moved = true;
        true
    }
}
