//! Readwise's CSV: what it exports, and what it imports.

use std::collections::HashMap;

use super::entry::{Entry, Highlight, Taken, some, time};
use super::table::Table;

/// Reads the CSV: a row a highlight; those of one address belong together.
///
/// What has no address is a book, or something else that is no article.
pub(super) fn read(table: &Table) -> Taken {
    let mut taken = Taken::default();
    let mut numbers: HashMap<String, usize> = HashMap::new();
    for row in table.rows() {
        let title = row.cell(&["book title", "title"]);
        let url = row.cell(&["url", "source url", "book url"]);
        let Some(words) = some(row.cell(&["highlight"])) else {
            taken.left.add("without words", title);
            continue;
        };
        if !url.starts_with("http") {
            taken.left.add(
                "highlights of books and others without a web address",
                title,
            );
            continue;
        }
        let added = time(row.cell(&["highlighted at", "date"]));
        let number = *numbers.entry(url.to_owned()).or_insert_with(|| {
            taken.entries.push(Entry {
                url: some(url),
                title: title.to_owned(),
                authors: some(row.cell(&["book author", "author"]))
                    .into_iter()
                    .collect(),
                tags: row
                    .cell(&["document tags"])
                    .split(',')
                    .filter_map(some)
                    .collect(),
                saved: added,
                ..Entry::default()
            });
            taken.entries.len() - 1
        });
        if let Some(entry) = taken.entries.get_mut(number) {
            entry.highlights.push(Highlight {
                words,
                note: some(row.cell(&["note"])),
                added,
            });
        }
    }
    taken
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn highlights_of_one_address_belong_together() {
        let text = "Highlight,Book Title,Book Author,Amazon Book ID,Note,Color,Tags,Location Type,Location,Highlighted at,Document tags,URL\n\
            \"“Low water.”\",Ferry,Ines Halloran,,Ask him.,,,order,1,2024-05-06 07:08:09+00:00,\"sea,work\",https://a.example/1\n\
            '=“Never.”,Ferry,Ines Halloran,,,,,order,2,2024-05-06 07:09:09+00:00,,https://a.example/1\n\
            Call me,A Novel,H. M.,B00,,,,page,3,2024-05-06 07:08:09+00:00,,\n";
        let taken = read(&Table::read(text).unwrap());
        assert_eq!(taken.entries.len(), 1);
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
