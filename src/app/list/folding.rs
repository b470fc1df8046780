//! Stories that are the same: folding them into one row, and giving each of a row its own.

use super::ListPane;
use crate::app::effect::Effect;
use crate::library::listing::RowFold;

impl ListPane {
    /// Folds stories that are the same into one row, or gives each its own place again.
    pub fn set_folding(&mut self, is_folded: bool) -> Option<Effect> {
        if self.listing.is_folded == is_folded {
            return None;
        }
        self.pin_selection();
        self.listing.is_folded = is_folded;
        self.listing.unfolded.clear();
        Some(self.reload())
    }

    /// Shows what is folded under the selected row in rows below it; `None` if nothing is.
    pub fn unfold_selected(&mut self) -> Option<Effect> {
        let row = self.selected_row()?;
        row.folded()?;
        let id = row.id;
        self.listing.unfolded.push(id);
        self.pin_selection();
        Some(self.reload())
    }

    /// Folds the rows of the selected group again, and selects the newest; `None` if they are not unfolded.
    pub fn fold_selected(&mut self) -> Option<Effect> {
        let newest = self.newest_of_selected()?;
        let rows = (newest..self.total()).map_while(|number| self.row(number));
        let below = rows.skip(1);
        let below = below.take_while(|row| matches!(row.fold, RowFold::Unfolded { .. }));
        let mut group: Vec<_> = below.map(|row| row.id).collect();
        group.extend(self.row(newest).map(|row| row.id));
        self.listing.unfolded.retain(|id| !group.contains(id));
        self.selected = newest;
        self.pin_selection();
        Some(self.reload())
    }

    /// Selects the next row of the selected group, after the last the first; `None` if it is not unfolded.
    pub fn select_next_of_group(&mut self) -> Option<usize> {
        let newest = self.newest_of_selected()?;
        let next = self.selected + 1;
        let row = self.row(next);
        let is_below = row.is_some_and(|row| matches!(row.fold, RowFold::Unfolded { .. }));
        Some(if is_below { next } else { newest })
    }

    /// Returns the number of the newest story of the selected group; `None` if it is not unfolded.
    fn newest_of_selected(&self) -> Option<usize> {
        let mut number = self.selected;
        loop {
            match self.row(number)?.fold {
                RowFold::Unfolded { .. } => number = number.checked_sub(1)?,
                RowFold::Newest {
                    is_unfolded: true, ..
                } => return Some(number),
                RowFold::Newest { .. } | RowFold::Alone => return None,
            }
        }
    }
}
