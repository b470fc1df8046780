//! Finds the columns of a table's cells, which may span several columns and rows.

use super::tree::HtmlNode;

/// The most columns that a cell spans.
const MOST_COLUMNS: usize = 12;

/// The most columns that are kept apart; the cells of wider tables are set one after the other.
const MOST_KEPT: usize = 256;

/// The columns of the row that is being written, and those that cells of the rows above reach into.
#[derive(Debug, Default)]
pub(super) struct TableColumns {
    /// The column of the next cell, unless one of a row above reaches into it.
    next: usize,
    /// How many rows the last cell of each column still has, with this one.
    rows: Vec<usize>,
}

impl TableColumns {
    /// Begins a table, or a group of its rows: no cell goes on into the next group (HTML, section 4.9.12).
    pub(super) fn start_group(&mut self) {
        *self = Self::default();
    }

    /// Begins a row.
    pub(super) fn start_row(&mut self) {
        self.next = 0;
        for rows in &mut self.rows {
            *rows = rows.saturating_sub(1);
        }
    }

    /// Returns the column of the next cell of the row.
    pub(super) fn place_cell(&mut self, cell: &HtmlNode<'_>) -> usize {
        let taken = self.rows.iter().skip(self.next);
        let column = self.next + taken.take_while(|rows| **rows > 0).count();
        let span = |name: &str| {
            let written = cell.attributes.get(name).unwrap_or_default();
            written.trim().parse::<usize>().ok()
        };
        self.next = column + span("colspan").map_or(1, |columns| columns.clamp(1, MOST_COLUMNS));
        // A span of no rows is one to the end of the group.
        let rows = span("rowspan").map_or(1, |rows| if rows == 0 { usize::MAX } else { rows });
        let end = self.next.min(MOST_KEPT);
        self.rows.resize(self.rows.len().max(end), 0);
        for of_column in self.rows.iter_mut().take(end).skip(column) {
            *of_column = rows;
        }
        column
    }
}
