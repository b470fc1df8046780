//! CSV tables with named columns.

use csv::{ReaderBuilder, StringRecord};

/// A table whose first line names the columns.
#[derive(Debug)]
pub(super) struct CsvTable {
    column_names: Vec<String>,
    rows: Vec<StringRecord>,
    /// How many lines could not be parsed.
    pub(super) broken: usize,
}

impl CsvTable {
    /// Parses a table; `None` if its first line has fewer than two columns.
    pub(super) fn from_text(text: &str) -> Option<Self> {
        let text = text.trim_start_matches('\u{feff}');
        let mut reader = ReaderBuilder::new()
            // Some programs leave out empty cells at the end of a row.
            .flexible(true)
            .from_reader(text.as_bytes());
        let columns: Vec<String> = reader
            .headers()
            .ok()?
            .iter()
            .map(|name| name.trim().to_lowercase())
            .collect();
        let mut rows = Vec::new();
        let mut broken = 0;
        for row in reader.records() {
            match row {
                Ok(row) => rows.push(row),
                Err(_) => broken += 1,
            }
        }
        (columns.len() > 1).then_some(Self {
            column_names: columns,
            rows,
            broken,
        })
    }

    /// Returns the names of the columns, in lower case.
    pub(super) fn column_names(&self) -> &[String] {
        &self.column_names
    }

    /// Returns `true` if all of these columns are there.
    pub(super) fn has_columns(&self, names: &[&str]) -> bool {
        names
            .iter()
            .all(|name| self.column_names.iter().any(|column| column == name))
    }

    /// Returns the rows.
    pub(super) fn rows(&self) -> impl Iterator<Item = CsvRow<'_>> {
        self.rows.iter().map(|row| CsvRow { table: self, row })
    }
}

/// A row of a table.
#[derive(Debug, Clone, Copy)]
pub(super) struct CsvRow<'t> {
    table: &'t CsvTable,
    row: &'t StringRecord,
}

impl<'t> CsvRow<'t> {
    /// Returns the cell in the first of these columns that the table has; empty if it has none of them.
    pub(super) fn first_cell(&self, names: &[&str]) -> &'t str {
        let place = |name: &&str| {
            self.table
                .column_names
                .iter()
                .position(|column| column == name)
        };
        let cell = names
            .iter()
            .find_map(place)
            .and_then(|number| self.row.get(number));
        without_guard(cell.unwrap_or_default())
    }
}

/// Strips the apostrophe that keeps a spreadsheet from running a cell as a formula.
fn without_guard(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@']) => rest,
        _ => cell,
    }
}
