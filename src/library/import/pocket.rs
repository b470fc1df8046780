//! Reads Pocket's exports: a CSV or, in older ones, a web page with two lists.

use std::sync::LazyLock;

use regex::Regex;

use super::entry::{ImportEntry, ParsedExport, non_empty, parse_seconds};
use super::table::CsvTable;

/// The columns of the CSV.
pub(super) const COLUMNS: [&str; 4] = ["title", "url", "time_added", "status"];

/// Reads the CSV.
pub(super) fn read_table(table: &CsvTable) -> ParsedExport {
    let mut taken = ParsedExport::default();
    for row in table.rows() {
        let url = row.first_cell(&["url"]);
        taken.entries.push(ImportEntry {
            url: non_empty(url),
            title: title_or_empty(row.first_cell(&["title"]), url),
            saved: parse_seconds(row.first_cell(&["time_added"])),
            tags: row
                .first_cell(&["tags"])
                .split('|')
                .filter_map(non_empty)
                .collect(),
            is_read: row.first_cell(&["status"]) == "archive",
            ..ImportEntry::default()
        });
    }
    taken
}

/// Returns `true` if a page looks like an export.
pub(super) fn is_page(text: &str) -> bool {
    text.contains("time_added=\"")
}

/// Reads the page: one heading for unread articles and one for read ones, with links under both.
pub(super) fn read_page(text: &str) -> ParsedExport {
    // A regular expression suffices: Pocket generated this page, always in the same form.
    static PART: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r"(?is)<h1[^>]*>(?P<heading>.*?)</h1>|<a\s(?P<attributes>[^>]*)>(?P<title>.*?)</a>",
        )
        .ok()
    });
    let mut taken = ParsedExport::default();
    let mut is_read = false;
    for part in PART.iter().flat_map(|part| part.captures_iter(text)) {
        let named = |name| part.name(name).map_or("", |found| found.as_str());
        if part.name("heading").is_some() {
            is_read = named("heading").to_lowercase().contains("archive");
            continue;
        }
        let attributes = named("attributes");
        let url = attribute_value(attributes, "href");
        taken.entries.push(ImportEntry {
            title: title_or_empty(&decode_entities(named("title")), &url),
            url: non_empty(&url),
            saved: parse_seconds(&attribute_value(attributes, "time_added")),
            tags: attribute_value(attributes, "tags")
                .split(',')
                .filter_map(non_empty)
                .collect(),
            is_read,
            ..ImportEntry::default()
        });
    }
    taken
}

/// Returns the title; empty if it is only the address.
fn title_or_empty(title: &str, url: &str) -> String {
    if title == url {
        String::new()
    } else {
        title.to_owned()
    }
}

/// Returns the value of an attribute; empty if it is missing.
fn attribute_value(attributes: &str, name: &str) -> String {
    let start = format!("{name}=\"");
    let value = attributes.split_once(&start).map_or("", |(_, rest)| rest);
    decode_entities(value.split('"').next().unwrap_or_default())
}

/// Decodes the entities in a text; a text with a faulty one is returned as it is.
fn decode_entities(text: &str) -> String {
    let text = text.replace("&#039;", "'");
    quick_xml::escape::unescape(&text).map_or_else(|_| text.clone(), std::borrow::Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_csv_is_read() {
        let text = "title,url,time_added,tags,status\n\
            \"Ferry, again\",https://a.example/1,1700000000,sea|work life,archive\n\
            https://a.example/2,https://a.example/2,1700000001,,unread\n";
        let taken = read_table(&CsvTable::from_text(text).unwrap());
        let first = &taken.entries[0];
        assert_eq!(first.title, "Ferry, again");
        assert_eq!(first.tags, ["sea", "work life"]);
        assert!(first.is_read);
        assert_eq!(first.saved.unwrap().as_second(), 1_700_000_000);
        assert_eq!(
            (taken.entries[1].title.as_str(), taken.entries[1].is_read),
            ("", false)
        );
    }

    #[test]
    fn a_page_is_read() {
        let text = "<!DOCTYPE html><html><head><title>Pocket Export</title></head><body><h1>Unread</h1><ul>\
            <li><a href=\"https://a.example/?x=1&amp;y=2\" time_added=\"1700000000\" tags=\"sea,work\">Tides &amp; wind</a></li>\
            </ul><h1>Read Archive</h1><ul>\
            <li><a href=\"https://a.example/2\" time_added=\"1700000001\" tags=\"\">Two</a></li></ul></body></html>";
        assert!(is_page(text));
        let taken = read_page(text);
        assert_eq!(taken.entries.len(), 2);
        assert_eq!(
            taken.entries[0].url.as_deref(),
            Some("https://a.example/?x=1&y=2")
        );
        assert_eq!(taken.entries[0].title, "Tides & wind");
        assert_eq!(taken.entries[0].tags, ["sea", "work"]);
        assert_eq!(
            taken
                .entries
                .iter()
                .map(|entry| entry.is_read)
                .collect::<Vec<_>>(),
            [false, true]
        );
    }
}
