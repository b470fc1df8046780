//! Reads Readwise's CSV, both the one it exports and the one it imports.

use std::collections::HashMap;

use jiff::Timestamp;

use super::entry::{ImportEntry, ImportHighlight, ParsedExport, non_empty, parse_time};
use super::table::{CsvRow, CsvTable};

/// The columns that may hold the title.
const TITLE: [&str; 2] = ["book title", "title"];

/// Reads the CSV, which has a row for each highlight; rows with the same address, or the same title if they have
/// none, become one article.
pub(super) fn read_table(table: &CsvTable) -> ParsedExport {
    let mut taken = ParsedExport::default();
    let mut numbers: HashMap<String, usize> = HashMap::new();
    for row in table.rows() {
        let title = row.first_cell(&TITLE);
        let Some(words) = non_empty(row.first_cell(&["highlight"])) else {
            taken.left.add("without text", title);
            continue;
        };
        if !row.first_cell(&["amazon book id"]).is_empty() {
            taken.left.add("highlighted in books", title);
            continue;
        }
        let name = address_of(row).unwrap_or_else(|| title.to_owned());
        let number = *numbers.entry(name).or_insert_with(|| {
            taken.entries.push(entry_from_row(row));
            taken.entries.len() - 1
        });
        if let Some(entry) = taken.entries.get_mut(number) {
            entry.highlights.push(ImportHighlight {
                words,
                note: non_empty(row.first_cell(&["note"])),
                added: highlight_time(row),
            });
        }
    }
    taken
}

/// Returns the entry of a row's article, without highlights.
fn entry_from_row(row: CsvRow<'_>) -> ImportEntry {
    let authors = non_empty(row.first_cell(&["book author", "author"]));
    let tags = row.first_cell(&["document tags"]).split(',');
    ImportEntry {
        url: address_of(row),
        title: row.first_cell(&TITLE).to_owned(),
        authors: authors.into_iter().collect(),
        tags: tags.filter_map(non_empty).collect(),
        saved: highlight_time(row),
        ..ImportEntry::default()
    }
}

/// Returns the address of a row's article; `None` in Readwise's own exports, which have no column for it.
fn address_of(row: CsvRow<'_>) -> Option<String> {
    let url = row.first_cell(&["url", "source url", "book url"]);
    non_empty(url).filter(|url| url.starts_with("http"))
}

fn highlight_time(row: CsvRow<'_>) -> Option<Timestamp> {
    parse_time(row.first_cell(&["highlighted at", "date"]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn highlights_of_one_address_belong_together() {
        let text = "Highlight,Book Title,Book Author,Amazon Book ID,Note,Color,Tags,Location Type,Location,Highlighted at,Document tags,URL\n\
            \"“Low water.”\",Ferry,Ines Halloran,,Ask him.,,,order,1,2024-05-06 07:08:09+00:00,\"sea,work\",https://a.example/1\n\
            '=“Never.”,Ferry,Ines Halloran,,,,,order,2,2024-05-06 07:09:09+00:00,,https://a.example/1\n\
            No address,An Article,Per Lund,,,,,order,3,2024-05-06 07:08:09+00:00,,\n\
            Call me,A Novel,H. M.,B00,,,,page,3,2024-05-06 07:08:09+00:00,,\n";
        let taken = read_table(&CsvTable::from_text(text).unwrap());
        assert_eq!(taken.entries.len(), 2);
        assert_eq!(
            (
                taken.entries[1].url.as_deref(),
                taken.entries[1].title.as_str()
            ),
            (None, "An Article")
        );
        let entry = &taken.entries[0];
        assert_eq!(entry.tags, ["sea", "work"]);
        let words: Vec<&str> = entry
            .highlights
            .iter()
            .map(|highlight| highlight.words.as_str())
            .collect();
        assert_eq!(words, ["“Low water.”", "=“Never.”"]);
        assert_eq!(entry.highlights[0].note.as_deref(), Some("Ask him."));
        assert_eq!(taken.left.reasons().next().unwrap().2.as_str(), "A Novel");
    }
}
