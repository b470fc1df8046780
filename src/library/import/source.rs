//! Recognises by its content which program wrote a file.

use std::fs;
use std::io;
use std::path::Path;

use serde_json::Value;

use super::entry::ParsedExport;
use super::table::CsvTable;
use super::{instapaper, newsboat, omnivore, pocket, readwise, wallabag};
use crate::files::regular;
use crate::library::state;
use crate::library::subscriptions::Subscription;
use crate::loader::feed::opml;

/// The most bytes of a file.
const MOST: u64 = 256 << 20;
/// The first bytes of every SQLite file: <https://sqlite.org/fileformat2.html>, section 1.3.
const SQLITE: &[u8] = b"SQLite format 3\0";

/// A program whose export was recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportSource {
    /// Pocket.
    Pocket,
    /// Instapaper.
    Instapaper,
    /// Omnivore.
    Omnivore,
    /// wallabag.
    Wallabag,
    /// Readwise.
    Readwise,
    /// A list of feeds in OPML, from newsboat or another program.
    Feeds,
    /// newsboat's cache.
    Newsboat,
    /// The state of pullquote itself, as lines.
    State,
    /// The database of such a state.
    StateDatabase,
}

/// Why a file cannot be imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// It cannot be read.
    #[error("it cannot be read: {0}")]
    Io(#[from] io::Error),
    /// It is too large.
    #[error("it is larger than {} MB", MOST >> 20)]
    TooLarge,
    /// It is a table of an unknown program.
    #[error("it is a CSV of another program, with the columns '{columns}'; {ACCEPTED}")]
    OtherTable {
        /// The names of its columns.
        columns: String,
    },
    /// It is nothing that can be imported.
    #[error("it is {found}; {ACCEPTED}")]
    Unknown {
        /// What it seems to be.
        found: &'static str,
    },
    /// It is of a known kind, but damaged.
    #[error("it is damaged: {0}")]
    Damaged(String),
}

/// What is accepted, as the end of a sentence.
const ACCEPTED: &str = "accepted: exports of Pocket, Instapaper, Omnivore, wallabag, Readwise and newsboat, OPML, \
    'pullquote export --state', and copies of 'state.db'";

impl ImportSource {
    /// Returns the program's name.
    #[must_use]
    pub const fn program_name(self) -> &'static str {
        match self {
            Self::Pocket => "Pocket",
            Self::Instapaper => "Instapaper",
            Self::Omnivore => "Omnivore",
            Self::Wallabag => "wallabag",
            Self::Readwise => "Readwise",
            Self::Feeds => "a list of feeds",
            Self::Newsboat => "newsboat",
            Self::State | Self::StateDatabase => "pullquote",
        }
    }
}

/// Recognises a file and parses it; a state is only recognised, and has no entries here.
///
/// # Errors
/// Fails if the file cannot be read, is of no known kind, or is damaged.
pub fn read_export(path: &Path) -> Result<(ImportSource, ParsedExport), ImportError> {
    let metadata = fs::metadata(path)?;
    if metadata.is_dir() {
        return Err(ImportError::Unknown { found: "a folder" });
    }
    let limit = MOST + 1;
    let bytes = regular::read_up_to(path, limit)?;
    // Before the check of the size: SQLite reads the file itself, and a cache may be larger than the limit.
    if state::is_database(&bytes) {
        return Ok((ImportSource::StateDatabase, ParsedExport::default()));
    }
    if bytes.starts_with(SQLITE) {
        let taken = newsboat::read_cache(path).map_err(|error| not_newsboat(&error))?;
        return Ok((ImportSource::Newsboat, taken));
    }
    if bytes.len() as u64 == limit {
        return Err(ImportError::TooLarge);
    }
    read_text(&String::from_utf8_lossy(&bytes), path.parent())
}

fn not_newsboat(error: &rusqlite::Error) -> ImportError {
    // SQLite reports a wrong schema only as text: the code is SQLITE_ERROR for any mistake in a statement.
    let message = error.to_string();
    if message.contains("no such table") || message.contains("no such column") {
        return ImportError::Unknown {
            found: "a database of another program",
        };
    }
    ImportError::Damaged(message)
}

/// Recognises a text and parses it; `folder` is the folder of its file.
fn read_text(
    text: &str,
    folder: Option<&Path>,
) -> Result<(ImportSource, ParsedExport), ImportError> {
    // Windows programs put a byte order mark before UTF-8.
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let first_line = text.lines().next().unwrap_or_default();
    if first_line.starts_with('{') && first_line.contains("\"pullquote-state\"") {
        return Ok((ImportSource::State, ParsedExport::default()));
    }
    match text.chars().next() {
        None => Err(ImportError::Unknown { found: "empty" }),
        Some('[' | '{') => read_json(text, folder),
        Some('<') => read_markup(text),
        Some(_) => read_table(text),
    }
}

fn read_json(
    text: &str,
    folder: Option<&Path>,
) -> Result<(ImportSource, ParsedExport), ImportError> {
    let unknown = || ImportError::Unknown {
        found: "JSON of another program",
    };
    let value: Value =
        serde_json::from_str(text).map_err(|error| ImportError::Damaged(error.to_string()))?;
    let Value::Array(list) = value else {
        return Err(unknown());
    };
    let first = list.first().ok_or(ImportError::Unknown {
        found: "an empty list",
    })?;
    // The stricter test first: both of its fields have to be there.
    if wallabag::is_list(first) {
        return Ok((ImportSource::Wallabag, wallabag::read_list(list)));
    }
    if omnivore::is_list(first) {
        return Ok((ImportSource::Omnivore, omnivore::read_list(list, folder)));
    }
    Err(unknown())
}

fn read_markup(text: &str) -> Result<(ImportSource, ParsedExport), ImportError> {
    let head = text
        .get(..text.floor_char_boundary(4096))
        .unwrap_or_default();
    if head.to_ascii_lowercase().contains("<opml") {
        return Ok((ImportSource::Feeds, read_feeds(text)?));
    }
    if pocket::is_page(text) {
        return Ok((ImportSource::Pocket, pocket::read_page(text)));
    }
    Err(ImportError::Unknown {
        found: "a web page or XML, which 'pullquote add' may take",
    })
}

/// Reads a list of feeds; entries that are commands for newsboat to run are skipped.
fn read_feeds(text: &str) -> Result<ParsedExport, ImportError> {
    let feeds = opml::parse_feeds(text.as_bytes()).map_err(ImportError::Damaged)?;
    let mut taken = ParsedExport::default();
    for _ in feeds.len()..text.matches("xmlUrl=").count() {
        taken.left.add("feeds without a URL or listed twice", "");
    }
    let subscription = |feed: opml::OpmlFeed| Subscription {
        url: feed.url,
        name: feed.title.unwrap_or_default(),
    };
    taken.feeds = feeds.into_iter().map(subscription).collect();
    Ok(taken)
}

fn read_table(text: &str) -> Result<(ImportSource, ParsedExport), ImportError> {
    let Some(table) = CsvTable::from_text(text) else {
        return Err(ImportError::Unknown {
            found: "a file of an unknown kind",
        });
    };
    let (source, mut taken) = if table.has_columns(&instapaper::COLUMNS) {
        (ImportSource::Instapaper, instapaper::read_table(&table))
    } else if table.has_columns(&pocket::COLUMNS) {
        (ImportSource::Pocket, pocket::read_table(&table))
    } else if table.has_columns(&["highlight"])
        && (table.has_columns(&["book title"]) || table.has_columns(&["title", "url"]))
    {
        (ImportSource::Readwise, readwise::read_table(&table))
    } else {
        let columns: Vec<&str> = table
            .column_names()
            .iter()
            .map(String::as_str)
            .take(12)
            .collect();
        let columns = columns.join("', '");
        return Err(ImportError::OtherTable { columns });
    };
    for _ in 0..table.broken {
        taken.left.add("invalid CSV rows", "");
    }
    Ok((source, taken))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::pocket(
        "title,url,time_added,tags,status\nA,https://a.example,1,,unread\n",
        ImportSource::Pocket
    )]
    #[case::instapaper("URL,Title,Selection,Folder,Timestamp\n", ImportSource::Instapaper)]
    #[case::readwise(
        "Highlight,Title,Author,URL,Note,Location,Date\n",
        ImportSource::Readwise
    )]
    #[case::readwise_export("\u{feff}Highlight,Book Title,Book Author\n", ImportSource::Readwise)]
    #[case::wallabag("[{\"is_archived\":0,\"is_starred\":0}]", ImportSource::Wallabag)]
    #[case::omnivore("[{\"slug\":\"a\",\"labels\":[]}]", ImportSource::Omnivore)]
    #[case::feeds(
        "<?xml version=\"1.0\"?>\n<opml version=\"2.0\"><body/></opml>",
        ImportSource::Feeds
    )]
    #[case::a_state(
        "{\"format\":\"pullquote-state\",\"version\":1}\n",
        ImportSource::State
    )]
    fn a_file_is_recognised_by_its_content(#[case] text: &str, #[case] source: ImportSource) {
        assert_eq!(read_text(text, None).unwrap().0, source);
    }

    #[rstest]
    #[case::another_table(
        "Name,Amount\nA,1\n",
        "a CSV of another program, with the columns 'name', 'amount'"
    )]
    #[case::another_json("[{\"a\":1}]", "JSON of another program")]
    #[case::broken_json("[{\"a\":", "damaged")]
    #[case::a_page("<!doctype html><p>News.", "a web page")]
    #[case::prose("News of the day.\n", "a file of an unknown kind")]
    #[case::nothing(" \n", "it is empty")]
    fn what_is_no_export_is_said_in_a_sentence(#[case] text: &str, #[case] expected: &str) {
        let message = read_text(text, None).unwrap_err().to_string();
        assert!(
            message.contains(expected) && !message.contains('\n'),
            "{message}"
        );
    }

    #[test]
    fn feeds_of_a_list_are_taken_and_commands_left() {
        let text = "<?xml version=\"1.0\"?><opml version=\"1.0\"><head><title>newsboat</title></head><body>\
            <outline text=\"Sea\"><outline type=\"rss\" xmlUrl=\"https://a.example/feed?x=1&amp;y=2\" title=\"A\"/></outline>\
            <outline type=\"rss\" xmlUrl=\"exec:rm -r /\" title=\"B\"/></body></opml>";
        let (_, taken) = read_text(text, None).unwrap();
        assert_eq!(taken.feeds.len(), 1);
        assert_eq!(
            taken.feeds[0].url.as_str(),
            "https://a.example/feed?x=1&y=2"
        );
        assert_eq!(taken.left.reasons().next().unwrap().1, 1);
    }

    #[test]
    fn a_database_of_another_program_is_said_to_be_one() {
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("cache.db");
        let connection = rusqlite::Connection::open(&path).unwrap();
        connection.execute_batch("CREATE TABLE a (b)").unwrap();
        drop(connection);
        let message = read_export(&path).unwrap_err().to_string();
        assert!(
            message.contains("a database of another program"),
            "{message}"
        );
    }

    #[test]
    fn what_we_export_for_readwise_can_be_imported() {
        let text = "Highlight,Title,Author,URL,Note,Location,Date\r\n“Low.”,Ferry,Ines,https://a.example/1,n,1,1970-01-01 00:00:00\r\n";
        let (_, taken) = read_text(text, None).unwrap();
        assert_eq!(taken.entries[0].highlights[0].words, "“Low.”");
    }

    proptest! {
        #[test]
        fn any_text_is_taken_or_refused(
            head in prop::sample::select(vec![
                "", "[", "{", "<opml><outline xmlUrl=\"", "<a time_added=\"1\" href=\"", "[{\"slug\":\"a\",\"labels\":",
                "[{\"is_archived\":1,\"is_starred\":", "title,url,time_added,tags,status\n", "URL,Title,Selection,Folder\n",
                "Highlight,Title,URL\n",
            ]),
            rest in "[-\\PC\n,\"\\[\\]{}:<>/]{0,120}",
        ) {
            let _ = read_text(&format!("{head}{rest}"), None);
        }
    }
}
