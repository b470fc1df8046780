//! Which program wrote a file, told by its content.

use std::fs;
use std::io;
use std::path::Path;

use serde_json::Value;

use super::entry::Taken;
use super::table::Table;
use super::{instapaper, newsboat, omnivore, pocket, readwise, wallabag};
use crate::files::regular;
use crate::library::subscriptions::Subscription;
use crate::loader::feed::opml;

/// The most bytes of a file.
const MOST: u64 = 256 << 20;
/// How a file of SQLite begins.
const SQLITE: &[u8] = b"SQLite format 3\0";

/// A program whose export was recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
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
    /// newsboat's list of feeds, or that of another program.
    Feeds,
    /// newsboat's cache.
    Newsboat,
    /// A state that this program exported.
    State,
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
    /// It is a table of a program that is not known.
    #[error("it is a CSV of another program, with the columns '{columns}'; {ACCEPTED}")]
    OtherTable {
        /// The names of its columns.
        columns: String,
    },
    /// It is nothing that is known.
    #[error("it is {found}; {ACCEPTED}")]
    Unknown {
        /// What it seems to be.
        found: &'static str,
    },
    /// It is what it should be, and damaged.
    #[error("it is damaged: {0}")]
    Damaged(String),
}

/// What is accepted, to end a sentence with.
const ACCEPTED: &str = "accepted are exports of Pocket, Instapaper, Omnivore, wallabag, Readwise and newsboat, OPML, \
    and 'pullquote export --state'";

impl Source {
    /// Returns the program's name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pocket => "Pocket",
            Self::Instapaper => "Instapaper",
            Self::Omnivore => "Omnivore",
            Self::Wallabag => "wallabag",
            Self::Readwise => "Readwise",
            Self::Feeds => "a list of feeds",
            Self::Newsboat => "newsboat",
            Self::State => "pullquote",
        }
    }
}

/// Recognises a file and reads what it holds; of a state, that it is one, and nothing more.
///
/// # Errors
/// Says in one sentence why it cannot be imported.
pub fn read(path: &Path) -> Result<(Source, Taken), ImportError> {
    let metadata = fs::metadata(path)?;
    if metadata.is_dir() {
        return Err(ImportError::Unknown { found: "a folder" });
    }
    let limit = MOST + 1;
    let bytes = regular::read_up_to(path, limit)?;
    if bytes.starts_with(SQLITE) {
        let taken = newsboat::read_cache(path).map_err(|error| not_newsboat(&error))?;
        return Ok((Source::Newsboat, taken));
    }
    if bytes.len() as u64 == limit {
        return Err(ImportError::TooLarge);
    }
    of_text(&String::from_utf8_lossy(&bytes), path.parent())
}

fn not_newsboat(error: &rusqlite::Error) -> ImportError {
    let message = error.to_string();
    if message.contains("no such table") || message.contains("no such column") {
        return ImportError::Unknown {
            found: "a database of another program",
        };
    }
    ImportError::Damaged(message)
}

/// Recognises a text and reads what it holds; `folder` is where its file is.
fn of_text(text: &str, folder: Option<&Path>) -> Result<(Source, Taken), ImportError> {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let first_line = text.lines().next().unwrap_or_default();
    if first_line.starts_with('{') && first_line.contains("\"pullquote-state\"") {
        return Ok((Source::State, Taken::default()));
    }
    match text.chars().next() {
        None => Err(ImportError::Unknown { found: "empty" }),
        Some('[' | '{') => of_json(text, folder),
        Some('<') => of_markup(text),
        Some(_) => of_table(text),
    }
}

fn of_json(text: &str, folder: Option<&Path>) -> Result<(Source, Taken), ImportError> {
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
    if wallabag::is_list(first) {
        return Ok((Source::Wallabag, wallabag::read(list)));
    }
    if omnivore::is_list(first) {
        return Ok((Source::Omnivore, omnivore::read(list, folder)));
    }
    Err(unknown())
}

fn of_markup(text: &str) -> Result<(Source, Taken), ImportError> {
    let head = text
        .get(..text.floor_char_boundary(4096))
        .unwrap_or_default();
    if head.to_ascii_lowercase().contains("<opml") {
        return Ok((Source::Feeds, of_feeds(text)?));
    }
    if pocket::is_page(text) {
        return Ok((Source::Pocket, pocket::read_page(text)));
    }
    Err(ImportError::Unknown {
        found: "a web page or XML, which 'pullquote add' may take",
    })
}

/// Reads a list of feeds; commands in it, which newsboat would run, are left.
fn of_feeds(text: &str) -> Result<Taken, ImportError> {
    let feeds = opml::parse_feeds(text.as_bytes()).map_err(ImportError::Damaged)?;
    let mut taken = Taken::default();
    for _ in feeds.len()..text.matches("xmlUrl=").count() {
        taken
            .left
            .add("feeds without a web address, or named twice", "");
    }
    let subscription = |feed: opml::OpmlFeed| Subscription {
        url: feed.url,
        name: feed.title.unwrap_or_default(),
    };
    taken.feeds = feeds.into_iter().map(subscription).collect();
    Ok(taken)
}

fn of_table(text: &str) -> Result<(Source, Taken), ImportError> {
    let Some(table) = Table::read(text) else {
        return Err(ImportError::Unknown {
            found: "no export that is known",
        });
    };
    let (source, mut taken) = if table.has(&instapaper::COLUMNS) {
        (Source::Instapaper, instapaper::read(&table))
    } else if table.has(&pocket::COLUMNS) {
        (Source::Pocket, pocket::read(&table))
    } else if table.has(&["highlight"])
        && (table.has(&["book title"]) || table.has(&["title", "url"]))
    {
        (Source::Readwise, readwise::read(&table))
    } else {
        let columns: Vec<&str> = table
            .columns()
            .iter()
            .map(String::as_str)
            .take(12)
            .collect();
        let columns = columns.join("', '");
        return Err(ImportError::OtherTable { columns });
    };
    for _ in 0..table.broken {
        taken.left.add("lines that are no rows of a table", "");
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
        Source::Pocket
    )]
    #[case::instapaper("URL,Title,Selection,Folder,Timestamp\n", Source::Instapaper)]
    #[case::readwise("Highlight,Title,Author,URL,Note,Location,Date\n", Source::Readwise)]
    #[case::readwise_export("\u{feff}Highlight,Book Title,Book Author\n", Source::Readwise)]
    #[case::wallabag("[{\"is_archived\":0,\"is_starred\":0}]", Source::Wallabag)]
    #[case::omnivore("[{\"slug\":\"a\",\"labels\":[]}]", Source::Omnivore)]
    #[case::feeds(
        "<?xml version=\"1.0\"?>\n<opml version=\"2.0\"><body/></opml>",
        Source::Feeds
    )]
    #[case::a_state("{\"format\":\"pullquote-state\",\"version\":1}\n", Source::State)]
    fn a_file_is_recognised_by_its_content(#[case] text: &str, #[case] source: Source) {
        assert_eq!(of_text(text, None).unwrap().0, source);
    }

    #[rstest]
    #[case::another_table(
        "Name,Amount\nA,1\n",
        "a CSV of another program, with the columns 'name', 'amount'"
    )]
    #[case::another_json("[{\"a\":1}]", "JSON of another program")]
    #[case::broken_json("[{\"a\":", "damaged")]
    #[case::a_page("<!doctype html><p>News.", "a web page")]
    #[case::prose("News of the day.\n", "no export that is known")]
    #[case::nothing(" \n", "it is empty")]
    fn what_is_no_export_is_said_in_a_sentence(#[case] text: &str, #[case] expected: &str) {
        let message = of_text(text, None).unwrap_err().to_string();
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
        let (_, taken) = of_text(text, None).unwrap();
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
        let message = read(&path).unwrap_err().to_string();
        assert!(
            message.contains("a database of another program"),
            "{message}"
        );
    }

    #[test]
    fn what_we_export_for_readwise_can_be_imported() {
        let text = "Highlight,Title,Author,URL,Note,Location,Date\r\n“Low.”,Ferry,Ines,https://a.example/1,n,1,1970-01-01 00:00:00\r\n";
        let (_, taken) = of_text(text, None).unwrap();
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
            let _ = of_text(&format!("{head}{rest}"), None);
        }
    }
}
