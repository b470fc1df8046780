//! Reads Omnivore's export: lists of articles as JSON, and folders beside them with the page and the highlights of
//! each.

use std::path::Path;

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::Value;

use super::entry::{
    ImportBody, ImportEntry, ImportHighlight, ParsedExport, day_of, non_empty, parse_time,
};
use crate::files::regular;
use crate::text::Clean;

/// The most bytes of a page or of a file with highlights.
const MOST: u64 = 32 << 20;
/// The percentage from which an article counts as read, since the last lines are seldom scrolled to.
const READ: f64 = 95.0;

/// An article.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct OmnivoreArticle {
    #[serde(default)]
    slug: String,
    title: Option<String>,
    author: Option<String>,
    url: Option<String>,
    state: Option<String>,
    reading_progress: Option<f64>,
    #[serde(default)]
    labels: Vec<Value>,
    #[serde(rename = "savedAt")]
    added: Option<String>,
    published_at: Option<String>,
    site_name: Option<String>,
    #[serde(default)]
    highlights: Vec<OmnivoreHighlight>,
}

/// A highlight in the list itself.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct OmnivoreHighlight {
    quote: Option<String>,
    annotation: Option<String>,
    created_at: Option<String>,
}

/// Returns `true` if the first object of a list looks like Omnivore's.
pub(super) fn is_list(first: &Value) -> bool {
    first.get("slug").is_some() && (first.get("savedAt").is_some() || first.get("labels").is_some())
}

/// Reads a list; `folder` is the folder of its file.
pub(super) fn read_list(list: Vec<Value>, folder: Option<&Path>) -> ParsedExport {
    let mut taken = ParsedExport::default();
    for value in list {
        match serde_json::from_value::<OmnivoreArticle>(value) {
            Ok(saved) => taken.entries.push(entry_from_saved(saved, folder)),
            Err(error) => taken
                .left
                .add("not in Omnivore's format", &error.to_string()),
        }
    }
    taken
}

fn entry_from_saved(saved: OmnivoreArticle, folder: Option<&Path>) -> ImportEntry {
    let highlights = match highlights_in_list(&saved.highlights) {
        none if none.is_empty() => highlights_in_markdown(
            &read_sidecar(folder, "highlights", &saved.slug, "md").unwrap_or_default(),
        ),
        some => some,
    };
    ImportEntry {
        body: read_sidecar(folder, "content", &saved.slug, "html").map(ImportBody::Html),
        title: saved.title.unwrap_or_default(),
        authors: saved
            .author
            .as_deref()
            .and_then(non_empty)
            .into_iter()
            .collect(),
        source: saved.site_name.as_deref().and_then(non_empty),
        published: parse_saved_time(saved.published_at.as_ref()).map(day_of),
        saved: parse_saved_time(saved.added.as_ref()),
        tags: saved.labels.iter().filter_map(label_name).collect(),
        is_read: saved.state.as_deref() == Some("Archived")
            || saved
                .reading_progress
                .is_some_and(|progress| progress >= READ),
        url: saved.url.as_deref().and_then(non_empty),
        highlights,
        ..ImportEntry::default()
    }
}

/// Reads one of the files of an article: `<folder>/<kind>/<slug>.<extension>`; `None` if it is missing or too large.
fn read_sidecar(folder: Option<&Path>, kind: &str, slug: &str, extension: &str) -> Option<String> {
    let file = format!("{}.{extension}", safe_file_name(slug)?);
    let path = folder?.join(kind).join(file);
    let bytes = regular::read_up_to(&path, MOST + 1).ok()?;
    let is_fit = bytes.len() as u64 <= MOST;
    is_fit.then(|| String::from_utf8(bytes).ok()).flatten()
}

/// Returns the highlights in the list itself.
fn highlights_in_list(marked: &[OmnivoreHighlight]) -> Vec<ImportHighlight> {
    let highlight = |marked: &OmnivoreHighlight| {
        Some(ImportHighlight {
            words: non_empty(marked.quote.as_deref()?)?,
            note: marked.annotation.as_deref().and_then(non_empty),
            added: parse_saved_time(marked.created_at.as_ref()),
        })
    };
    marked.iter().filter_map(highlight).collect()
}

fn parse_saved_time(written: Option<&String>) -> Option<Timestamp> {
    written.and_then(|written| parse_time(written))
}

/// Returns the slug if it is safe as a file name.
fn safe_file_name(slug: &str) -> Option<&str> {
    // The slug is foreign text: `../../id_rsa` in it would read any file of the user into the inbox.
    (!slug.is_empty() && !slug.contains(['/', '\\', '\0']) && !slug.starts_with('.'))
        .then_some(slug)
}

/// Returns the name of a label, which is a string or an object with a `name`.
fn label_name(label: &Value) -> Option<String> {
    label
        .as_str()
        .or_else(|| label.get("name")?.as_str())
        .and_then(non_empty)
}

/// Reads highlights from Markdown: block quotes, each with an optional note after it.
fn highlights_in_markdown(text: &str) -> Vec<ImportHighlight> {
    let mut highlights: Vec<ImportHighlight> = Vec::new();
    let mut is_inside = false;
    for line in text.lines() {
        let quoted = line.strip_prefix('>');
        match (quoted, highlights.last_mut()) {
            (Some(words), Some(last)) if is_inside => {
                last.words.push(' ');
                last.words.push_str(words.trim());
            }
            (Some(words), _) => highlights.push(ImportHighlight {
                words: words.trim().to_owned(),
                ..ImportHighlight::default()
            }),
            (None, Some(last)) if !line.trim().is_empty() && !line.starts_with('#') => {
                let note = last.note.get_or_insert_default();
                if !note.is_empty() {
                    note.push('\n');
                }
                note.push_str(line.trim());
            }
            (None, _) => {}
        }
        is_inside = quoted.is_some();
    }
    for highlight in &mut highlights {
        // After the words Omnivore appends a link to itself and the labels.
        let words = highlight.words.split("[⤴️]").next().unwrap_or_default();
        highlight.words = Clean::line(words).to_string();
    }
    highlights.retain(|highlight| !highlight.words.is_empty());
    highlights
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use std::fs;

    use super::*;

    #[test]
    fn a_list_is_read_with_the_files_beside_it() {
        let folder = TempDir::new().unwrap();
        for (kind, name, text) in [
            ("content", "ferry.html", "<p>Low water.</p>"),
            (
                "highlights",
                "ferry.md",
                "> Low water\n> waits [⤴️](https://o.example) #sea\n\nAsk him.\n\n> Another\n",
            ),
        ] {
            fs::create_dir(folder.path().join(kind)).unwrap();
            fs::write(folder.path().join(kind).join(name), text).unwrap();
        }
        let list = serde_json::from_str(
            r#"[{"id":"1","slug":"ferry","title":"Ferry","description":"x","author":"Ines Halloran",
                "url":"https://a.example/1","state":"Archived","readingProgress":12,"thumbnail":"",
                "labels":["sea",{"name":"work"}],"savedAt":"2024-05-06T07:08:09.000Z","publishedAt":"2024-05-01T00:00:00.000Z"},
               {"slug":"../../etc/passwd","title":"Two","url":"https://a.example/2","readingProgress":100},
               {"slug":3}]"#,
        )
        .unwrap();
        let taken = read_list(list, Some(folder.path()));
        let first = &taken.entries[0];
        assert_eq!(
            first.body,
            Some(ImportBody::Html("<p>Low water.</p>".to_owned()))
        );
        assert_eq!(first.highlights[0].words, "Low water waits");
        assert_eq!(first.highlights[0].note.as_deref(), Some("Ask him."));
        assert_eq!(first.highlights[1].words, "Another");
        assert_eq!(first.tags, ["sea", "work"]);
        assert_eq!(first.published.unwrap().to_string(), "2024-05-01");
        assert!(first.is_read && taken.entries[1].is_read);
        assert_eq!(taken.entries[1].body, None);
        assert_eq!(taken.left.reasons().count(), 1);
    }
}
