//! Reads Instapaper's export: a CSV with a row for each article or selection.

use super::entry::{ImportEntry, ImportHighlight, ParsedExport, non_empty, parse_seconds};
use super::table::CsvTable;

/// The columns of the CSV.
pub(super) const COLUMNS: [&str; 4] = ["url", "title", "selection", "folder"];

/// Reads the CSV; a folder that the user made becomes a tag.
pub(super) fn read_table(table: &CsvTable) -> ParsedExport {
    let mut taken = ParsedExport::default();
    for row in table.rows() {
        let url = row.first_cell(&["url"]);
        let title = row.first_cell(&["title"]);
        // E-mails and personal notes have a placeholder address.
        if !url.starts_with("http") {
            taken.left.add("without a URL", title);
            continue;
        }
        let folder = row.first_cell(&["folder"]).trim();
        let saved = parse_seconds(row.first_cell(&["timestamp"]));
        let mut tags: Vec<String> = row
            .first_cell(&["tags"])
            .trim_matches(['[', ']'])
            .split(',')
            .filter_map(|tag| non_empty(tag.trim().trim_matches('"')))
            .collect();
        if !["Unread", "Archive", "Starred", ""].contains(&folder) {
            tags.push(folder.to_owned());
        }
        let highlight = non_empty(row.first_cell(&["selection"])).map(|words| ImportHighlight {
            words,
            note: None,
            added: saved,
        });
        taken.entries.push(ImportEntry {
            url: non_empty(url),
            title: title.to_owned(),
            saved,
            tags,
            is_read: folder == "Archive",
            is_starred: folder == "Starred",
            highlights: highlight.into_iter().collect(),
            ..ImportEntry::default()
        });
    }
    taken
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn selections_folders_and_stars_are_read() {
        let text = "URL,Title,Selection,Folder,Timestamp\n\
            https://a.example/1,One,\"“Low water,\nwaits.”\",Archive,1700000000\n\
            https://a.example/2,Two,,Rivers,1700000001\n\
            https://a.example/3,Three,,Starred,1700000002\n\
            instapaper-private://email/x/,A mail,,Unread,1700000003\n";
        let taken = read_table(&CsvTable::from_text(text).unwrap());
        assert_eq!(taken.entries.len(), 3);
        assert_eq!(taken.entries[0].highlights[0].words, "“Low water,\nwaits.”");
        assert!(taken.entries[0].is_read);
        assert_eq!(taken.entries[1].tags, ["Rivers"]);
        assert!(taken.entries[2].is_starred);
        assert_eq!(taken.left.reasons().next().unwrap().1, 1);
    }
}
