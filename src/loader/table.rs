//! Sets the cells of tables in columns.

use super::passage::DraftPassage;
use crate::article::{BlockKind, Link, TextRange};
use crate::text::measure::count_columns;

/// What is between the cells of a row until they are set in columns.
pub(super) const CELL_END: char = '\t';

/// The columns between two cells, at the least.
const GAP: &str = "  ";

/// Tables whose cells before the last take more columns are not set in columns: lines of text have no more room.
const MOST_COLUMNS: usize = 56;

/// The most cells of a row that are in columns of their own.
const MOST_CELLS: usize = 24;

/// Sets the rows of each table in columns.
pub(super) fn align_tables(passages: &mut [DraftPassage<'_>]) {
    let is_row = |passage: &DraftPassage<'_>| passage.kind == Some(BlockKind::TableRow);
    for table in passages.chunk_by_mut(|one, next| is_row(one) && is_row(next)) {
        if table.first().is_some_and(is_row) {
            let widths = measure_cells(table);
            for row in table.iter_mut() {
                set_cells(row, &widths);
            }
        }
    }
}

/// Returns the columns of the cells of a table, each as wide as its widest; none of a table that is too wide.
///
/// The last cell of a row needs none.
fn measure_cells(rows: &[DraftPassage<'_>]) -> Vec<usize> {
    let mut widths: Vec<usize> = Vec::new();
    for row in rows {
        let cells: Vec<&str> = row.text.trim_end().split(CELL_END).collect();
        let (_, before) = cells.split_last().unwrap_or((&"", &[]));
        for (number, cell) in before.iter().take(MOST_CELLS).enumerate() {
            let columns = count_columns(cell.trim());
            match widths.get_mut(number) {
                Some(width) => *width = columns.max(*width),
                None => widths.push(columns),
            }
        }
    }
    let all: usize = widths.iter().map(|width| width + GAP.len()).sum();
    if all > MOST_COLUMNS {
        widths.clear();
    }
    widths
}

/// Pads the cells of a row to their columns.
fn set_cells(row: &mut DraftPassage<'_>, widths: &[usize]) {
    let written = row.text.trim_end();
    if !written.contains(CELL_END) {
        return;
    }
    let mut text = String::with_capacity(written.len() * 2);
    let mut links: Vec<Link> = Vec::new();
    let mut start = 0;
    for (number, cell) in written.split(CELL_END).enumerate() {
        if number > 0 && (!text.is_empty() || !widths.is_empty()) {
            text.push_str(GAP);
        }
        let words = cell.trim();
        let before = start + cell.len() - cell.trim_start().len();
        let inside = TextRange::new(before, before + words.len());
        let of_cell = row
            .links
            .iter()
            .filter(|link| inside.contains_range(link.range));
        links.extend(of_cell.map(|link| Link {
            range: TextRange::new(
                link.range.start - before + text.len(),
                link.range.end - before + text.len(),
            ),
            url: link.url.clone(),
        }));
        text.push_str(&words.replace('\n', " "));
        start += cell.len() + CELL_END.len_utf8();
        let width = widths.get(number).filter(|_| start < written.len());
        let missing = width.map_or(0, |width| width.saturating_sub(count_columns(words)));
        text.push_str(&" ".repeat(missing));
    }
    text.truncate(text.trim_end().len());
    row.text = text.into();
    row.links = links;
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::text::Clean;

    fn rows(rows: &[&str]) -> Vec<String> {
        let row = |text: &&str| DraftPassage::new(Some(BlockKind::TableRow), (*text).to_owned(), 0);
        let mut passages: Vec<DraftPassage<'_>> = rows.iter().map(row).collect();
        align_tables(&mut passages);
        passages
            .into_iter()
            .map(|row| row.text.into_owned())
            .collect()
    }

    #[rstest]
    #[case::cells_of_many_lengths(&["Day\tBoats", "Wednesday\t2"], &["Day        Boats", "Wednesday  2"])]
    #[case::an_empty_cell(&["\tBoats\tPeople", "Monday\t\t8"], &["        Boats  People", "Monday         8"])]
    #[case::wide_characters(&["日\t2", "day\t3"], &["日   2", "day  3"])]
    #[case::a_row_with_fewer_cells(&["Day\tBoats\tPeople", "None"], &["Day  Boats  People", "None"])]
    #[case::lines_in_a_cell(&["A\tone\ntwo\tB", "Bee\t4\t5"], &["A    one two  B", "Bee  4       5"])]
    #[case::a_long_last_cell(&["A\tone two three", "Bee\t4"], &["A    one two three", "Bee  4"])]
    fn cells_are_set_in_columns(#[case] written: &[&str], #[case] expected: &[&str]) {
        assert_eq!(rows(written), expected);
    }

    #[test]
    fn a_table_that_is_too_wide_keeps_its_cells_apart() {
        let wide = "word ".repeat(14);
        let first = format!("{wide}\t2");
        assert_eq!(
            rows(&[&first, "\t3"]),
            [format!("{}  2", wide.trim()), "3".to_owned()]
        );
    }

    #[test]
    fn links_stay_with_their_words() {
        let mut table = ["Day\tFerry\tPier", "Wednesday\tnone\tone"]
            .map(|row| DraftPassage::new(Some(BlockKind::TableRow), row, 0));
        let at = TextRange::new(10, 14);
        let url = Clean::line("https://pier.example/");
        table[0].links = vec![Link { range: at, url }];
        align_tables(&mut table);
        assert_eq!(table[0].text, "Day        Ferry  Pier");
        assert_eq!(table[0].links[0].range.of(&table[0].text), "Pier");
    }
}
