//! Writes the rows of a table as Markdown, each cell in its column.
//!
//! The loader sets cells in columns with spaces, so where a cell begins tells its column.

use std::collections::BTreeSet;
use std::iter;

use super::markdown::escape_inline;
use crate::article::{Article, TextRange};
use crate::text::measure::count_columns;

/// What is between two cells of a row, at the least.
const GAP: &str = "  ";

/// A cell of a row, where it begins and where it ends, in columns of the terminal.
struct PlacedCell {
    words: TextRange,
    start: usize,
    end: usize,
}

/// Appends the rows of a table.
///
/// A row of fewer cells than the widest is padded, since Markdown drops what goes beyond the first row (GitHub Flavored
/// Markdown 0.29, section 4.10).
pub(super) fn push_table(article: &Article, rows: &[TextRange], text: &mut String) {
    let cells = rows.iter().map(|row| split_cells(article, *row));
    let rows: Vec<Vec<PlacedCell>> = cells.collect();
    let starts = find_columns(&rows);
    let rows = rows.iter().map(|row| place_cells(row, starts.as_ref()));
    let rows: Vec<Vec<TextRange>> = rows.collect();
    let empty = TextRange::new(0, 0);
    let width = rows.iter().map(Vec::len).max().unwrap_or_default();
    for (number, row) in rows.iter().enumerate() {
        if number > 0 {
            text.push('\n');
        }
        text.push('|');
        for cell in row.iter().chain(iter::repeat(&empty)).take(width) {
            text.extend([" ", &escape_cell(article, *cell), " |"]);
        }
        if number == 0 {
            text.push_str("\n|");
            text.push_str(&" --- |".repeat(width));
        }
    }
}

/// Returns the cells of a row that are not empty.
fn split_cells(article: &Article, row: TextRange) -> Vec<PlacedCell> {
    let mut cells = Vec::new();
    let mut column = 0;
    let mut at = row.start;
    for part in article.words_in(row).split(GAP) {
        // Of an odd number of spaces one is left over, at the start of the part behind them.
        let words = part.trim();
        let blank = part.len() - part.trim_start().len();
        let end = column + count_columns(part);
        if !words.is_empty() {
            let words = TextRange::new(at + blank, at + blank + words.len());
            let start = column + blank;
            cells.push(PlacedCell { words, start, end });
        }
        column = end + GAP.len();
        at += part.len() + GAP.len();
    }
    cells
}

/// Returns where the columns of a table begin; `None` if its cells are not set in columns.
fn find_columns(rows: &[Vec<PlacedCell>]) -> Option<BTreeSet<usize>> {
    let cells = rows.iter().flatten().map(|cell| cell.start);
    let starts: BTreeSet<usize> = iter::once(0).chain(cells).collect();
    let is_apart = |cell: &PlacedCell| {
        let next = starts.range(cell.start + 1..).next();
        next.is_none_or(|next| cell.end + GAP.len() <= *next)
    };
    // The last cell of a row may be of any length.
    let mut rows = rows.iter().map(|row| row.split_last());
    let is_set = rows.all(|row| row.is_none_or(|(_, before)| before.iter().all(is_apart)));
    is_set.then_some(starts)
}

/// Returns the cells of a row up to its last, with the empty ones, or in their order if there are no columns.
fn place_cells(row: &[PlacedCell], starts: Option<&BTreeSet<usize>>) -> Vec<TextRange> {
    let empty = TextRange::new(0, 0);
    let Some(starts) = starts else {
        let is_indented = row.first().is_some_and(|cell| cell.start > 0);
        let before = iter::once(empty).filter(|_| is_indented);
        return before.chain(row.iter().map(|cell| cell.words)).collect();
    };
    let end = row.last().map_or(0, |cell| cell.start);
    let mut cells = row.iter().peekable();
    let columns = starts.range(..=end);
    columns
        .map(|start| {
            let cell = cells.next_if(|cell| cell.start == *start);
            cell.map_or(empty, |cell| cell.words)
        })
        .collect()
}

/// Returns the words of a cell with its links; a bar ends a cell wherever it is, in an address too.
fn escape_cell(article: &Article, cell: TextRange) -> String {
    let escaped = escape_inline(article, cell, true);
    escaped.replace('|', "\\|").replace('\n', " ")
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::text::Clean;

    #[rstest]
    #[case::columns(&["Day     Boats", "Monday  2"], "| Day | Boats |\n| --- | --- |\n| Monday | 2 |")]
    #[case::an_empty_cell(&["Day     Boats  Pier", "Monday         8"], "| Day | Boats | Pier |\n| --- | --- | --- |\n| Monday |  | 8 |")]
    #[case::an_empty_first_cell(&["        Boats", "Monday  2"], "|  | Boats |\n| --- | --- |\n| Monday | 2 |")]
    #[case::a_first_row_of_fewer_cells(&["Ferries", "Monday  2  8"], "| Ferries |  |  |\n| --- | --- | --- |\n| Monday | 2 | 8 |")]
    #[case::a_long_last_cell(&["Ferries of the harbor", "Monday  2"], "| Ferries of the harbor |  |\n| --- | --- |\n| Monday | 2 |")]
    #[case::wide_characters(&["日   2  3", "day     4"], "| 日 | 2 | 3 |\n| --- | --- | --- |\n| day |  | 4 |")]
    #[case::no_columns(&["Monday  2", "Wednesday  3  8"], "| Monday | 2 |  |\n| --- | --- | --- |\n| Wednesday | 3 | 8 |")]
    fn each_cell_is_in_its_column(#[case] rows: &[&str], #[case] expected: &str) {
        let mut lines = String::new();
        let mut ranges = Vec::new();
        for row in rows {
            let start = lines.len();
            lines.push_str(row);
            ranges.push(TextRange::new(start, lines.len()));
        }
        let article = Article {
            text: Clean::new(&lines),
            ..Article::default()
        };
        let mut text = String::new();
        push_table(&article, &ranges, &mut text);
        assert_eq!(text, expected);
    }
}
