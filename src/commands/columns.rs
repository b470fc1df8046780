//! Pads cells, so that the rows of a table have columns.

use crate::text::measure::count_columns;

/// Returns each row as text, its cells as wide as the widest of their column, with two blanks behind each.
pub(super) fn pad_cells<S: AsRef<str>>(rows: &[Vec<S>]) -> Vec<String> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width_of = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        let widths = cells.map(|cell| count_columns(cell.as_ref()));
        widths.max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width_of).collect();
    let pad_row = |row: &Vec<S>| {
        let cells = row.iter().zip(&widths).map(|(cell, width)| {
            let cell = cell.as_ref();
            let blank = width.saturating_sub(count_columns(cell));
            format!("{cell}{:blank$}  ", "")
        });
        cells.collect()
    };
    rows.iter().map(pad_row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_their_widest_cell() {
        let rows = [vec!["day", "渡し"], vec!["2026-03", "a"]];
        assert_eq!(pad_cells(&rows), ["day      渡し  ", "2026-03  a     "]);
    }
}
