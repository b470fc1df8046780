//! Reads the flags of articles from the file of the state, which is never written here.

use std::fmt::Write;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags, Params, Row};

use crate::article::ArticleId;
use crate::library::anchor::Anchor;
use crate::library::listing;
use crate::library::sqlite::keep_query_plans;
use crate::library::state::{ArticleDescription, StoryVersions, read_versions};
use crate::text::Clean;

use super::identity::FileIdentity;
use super::row::{id_at, id_bytes};

/// A read-only connection to `state.db`; without a readable file no article is flagged.
#[derive(Debug, Default)]
pub(in crate::library) struct StateFlags {
    path: PathBuf,
    connection: Option<Connection>,
    /// The file that is open; restoring a damaged state replaces it.
    file: Option<FileIdentity>,
    /// How often it was opened.
    openings: i64,
    /// Whether the file could only be opened as immutable.
    is_frozen: bool,
}

/// A story or a quote with a bookmark or a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FlaggedEntry {
    pub(super) article: ArticleId,
    /// The words of the quote; `None` for the story.
    pub(super) quote: Option<String>,
    /// The text of the note; empty for a bookmark.
    pub(super) text: String,
    /// Whether it is a highlighted passage.
    pub(super) is_highlight: bool,
}

/// The tags that the user gave to stories and to quotes of them, each with the story.
const ALL_TAGGED: &str = "(SELECT tag, article FROM tagged_articles UNION
    SELECT given.value, article FROM fact, json_each(fact.value, '$.tags') AS given
    WHERE kind = 'bookmark' AND name <> '' AND fact.value IS NOT NULL)";

impl StateFlags {
    /// Creates the flags of the state at `path`; opens nothing yet.
    pub(in crate::library) fn from_path(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
            ..Self::default()
        }
    }

    /// Opens the file if it is not open yet or has been replaced.
    pub(in crate::library) fn refresh(&mut self) {
        let file = FileIdentity::of_path(&self.path);
        // SQLite keeps reading the old inode after a rename, and would never see the restored state. A frozen
        // file is tried again each time, as its folder may have become writable.
        let is_other = self.connection.is_none() || self.file != file;
        if file.is_none() || !(is_other || self.is_frozen) {
            return;
        }
        let live = open_read_only(&self.path);
        if live.is_err() && !is_other {
            return;
        }
        self.is_frozen = live.is_err();
        self.connection = live.or_else(|_| open_frozen(&self.path)).ok();
        self.file = file;
        self.openings += 1;
    }

    /// Returns a number that changes whenever the state does.
    pub(in crate::library) fn state_version(&self) -> i64 {
        // `data_version` can be compared only within one connection, so the opening is part of the number:
        // https://sqlite.org/pragma.html#pragma_data_version
        let openings = self.openings << 32;
        if self.is_frozen {
            // In an immutable database `data_version` would change with every query.
            return openings;
        }
        let versions: Vec<i64> = self.query_list("PRAGMA data_version", [], |row| row.get(0));
        let version = versions.first().copied().unwrap_or_default();
        version.wrapping_add(openings)
    }

    /// Reads something else from the state; `None` if there is none.
    pub(in crate::library) fn read_with<T>(
        &self,
        read: impl FnOnce(&Connection) -> T,
    ) -> Option<T> {
        self.connection.as_ref().map(read)
    }

    /// Sets the flags of rows, all as of one moment.
    pub(super) fn set_all_flags(&self, rows: &mut [listing::ArticleRow]) {
        // Without a transaction each statement would lock the file, look at it and unlock it again.
        let connection = self.connection.as_ref();
        let reading = connection.and_then(|connection| connection.unchecked_transaction().ok());
        for row in rows {
            self.set_flags(row);
        }
        drop(reading);
    }

    fn set_flags(&self, row: &mut listing::ArticleRow) {
        let query = "SELECT EXISTS (SELECT 1 FROM read_articles WHERE article = ?1),
            EXISTS (SELECT 1 FROM bookmarked_articles WHERE article = ?1),
            (SELECT progress FROM begun_articles WHERE article = ?1)";
        let found = self.query_list(query, [id_bytes(row.id)], |found| {
            Ok((found.get(0)?, found.get(1)?, found.get(2)?))
        });
        if let Some((is_read, is_bookmarked, read_position)) = found.first() {
            row.is_read = *is_read;
            row.is_bookmarked = *is_bookmarked;
            row.read_position = *read_position;
        }
        let query = "SELECT tag FROM tagged_articles WHERE article = ? ORDER BY tag";
        row.tags = self.query_list(query, [id_bytes(row.id)], |found| {
            Ok(Clean::new(&found.get::<_, String>(0)?))
        });
    }

    /// Returns the articles that were read.
    pub(super) fn read_articles(&self) -> Vec<ArticleId> {
        self.query_list("SELECT article FROM read_articles", [], |row| id_at(row, 0))
    }

    /// Returns `true` if an article was read.
    pub(super) fn is_read(&self, id: ArticleId) -> bool {
        let query = "SELECT 1 FROM read_articles WHERE article = ? LIMIT 1";
        let found: Vec<i64> = self.query_list(query, [id_bytes(id)], |row| row.get(0));
        !found.is_empty()
    }

    /// Returns the articles that something is kept about.
    pub(super) fn known_articles(&self) -> Vec<ArticleId> {
        let query = "SELECT DISTINCT article FROM fact WHERE length(article) = 16";
        self.query_list(query, [], |row| id_at(row, 0))
    }

    /// Returns the articles that something is kept about, or was before a change that can be undone.
    pub(super) fn remembered_articles(&self) -> Vec<ArticleId> {
        // A removed note keeps what it replaced, without a text.
        let query = "SELECT article FROM fact WHERE length(article) = 16 AND value IS NOT NULL
            AND (kind <> 'note' OR value ->> '$.text' IS NOT NULL)
            UNION SELECT article FROM step_fact WHERE length(article) = 16";
        self.query_list(query, [], |row| id_at(row, 0))
    }

    /// Returns the articles that the user keeps something of, which is described.
    pub(super) fn kept_articles(&self) -> Vec<ArticleId> {
        let query = "SELECT DISTINCT article FROM fact
            WHERE kind IN ('bookmark', 'correction', 'note', 'tag') AND value IS NOT NULL
            AND (kind <> 'note' OR value ->> '$.text' IS NOT NULL)";
        self.query_list(query, [], |row| id_at(row, 0))
    }

    /// Returns `true` if the state keeps something of an article, or ever did.
    pub(super) fn has_known(&self, id: ArticleId) -> bool {
        // By kind, as the kind is the first column of the key.
        let query = "SELECT 1 FROM fact WHERE article = ?
            AND kind IN ('bookmark', 'correction', 'note', 'tag') LIMIT 1";
        let found: Vec<i64> = self.query_list(query, [id_bytes(id)], |row| row.get(0));
        !found.is_empty()
    }

    /// Returns where the quotes of an article that are kept were.
    pub(super) fn anchors_of(&self, id: ArticleId) -> Vec<Anchor> {
        let query = "SELECT value -> '$.quote.anchor' FROM fact WHERE article = ?
            AND kind IN ('bookmark', 'correction', 'note') AND value ->> '$.quote' IS NOT NULL";
        let found = self.query_list(query, [id_bytes(id)], |row| row.get::<_, String>(0));
        let anchors = found.iter().map(|json| serde_json::from_str(json));
        anchors.filter_map(Result::ok).collect()
    }

    /// Returns what the state says an article is; `None` if it has no description of it.
    pub(super) fn description_of(&self, id: ArticleId) -> Option<ArticleDescription> {
        let query =
            "SELECT value FROM fact WHERE kind = 'article' AND article = ? AND value IS NOT NULL";
        let found = self.query_list(query, [id_bytes(id)], |row| row.get::<_, String>(0));
        serde_json::from_str(found.first()?).ok()
    }

    /// Returns which stories are versions of one another.
    pub(super) fn versions(&self) -> StoryVersions {
        let found = self.read_with(|connection| read_versions(connection).ok());
        found.flatten().unwrap_or_default()
    }

    /// Returns the stories and quotes that are bookmarked.
    pub(super) fn bookmarks(&self) -> Vec<FlaggedEntry> {
        self.flagged_entries("bookmark")
    }

    /// Returns the stories and quotes that have a note, with its text.
    pub(super) fn notes(&self) -> Vec<FlaggedEntry> {
        self.flagged_entries("note")
    }

    fn flagged_entries(&self, kind: &str) -> Vec<FlaggedEntry> {
        let query = "SELECT article, value ->> '$.quote.words', value ->> '$.text',
                value ->> '$.quote.is_highlight' FROM fact
            WHERE kind = ? AND value IS NOT NULL AND (kind <> 'note' OR value ->> '$.text' IS NOT NULL)";
        self.query_list(query, [kind], |row| {
            Ok(FlaggedEntry {
                article: id_at(row, 0)?,
                quote: row.get(1)?,
                text: row.get::<_, Option<String>>(2)?.unwrap_or_default(),
                is_highlight: row.get::<_, Option<bool>>(3)?.unwrap_or_default(),
            })
        })
    }

    /// Returns the names of the tags that the user gave stories, each once.
    pub(super) fn tag_names(&self) -> Vec<String> {
        let query = "SELECT DISTINCT tag FROM tagged_articles";
        self.query_list(query, [], |row| row.get(0))
    }

    /// Returns the tags that the user gave an article or quotes of it.
    pub(super) fn tags_of(&self, article: ArticleId) -> Vec<String> {
        let query = format!("SELECT tag FROM {ALL_TAGGED} WHERE article = ?");
        self.query_list(&query, [id_bytes(article)], |row| row.get(0))
    }

    /// Returns the tags that the user gave quotes, each with its quote.
    pub(super) fn quote_tags(&self) -> Vec<(String, FlaggedEntry)> {
        let query = "SELECT given.value, article, fact.value ->> '$.quote.words',
                fact.value ->> '$.quote.is_highlight'
            FROM fact, json_each(fact.value, '$.tags') AS given
            WHERE kind = 'bookmark' AND name <> '' AND fact.value IS NOT NULL";
        self.query_list(query, [], |row| {
            let entry = FlaggedEntry {
                article: id_at(row, 1)?,
                quote: row.get(2)?,
                text: String::new(),
                is_highlight: row.get::<_, Option<bool>>(3)?.unwrap_or_default(),
            };
            Ok((row.get(0)?, entry))
        })
    }

    /// Returns `true` if an article or a quote of it has a note.
    pub(super) fn has_note(&self, article: ArticleId) -> bool {
        let query = "SELECT 1 FROM fact WHERE kind = 'note' AND article = ? AND value ->> '$.text' IS NOT NULL LIMIT 1";
        let found: Vec<i64> = self.query_list(query, [id_bytes(article)], |row| row.get(0));
        !found.is_empty()
    }

    /// Returns the tags that the user gave stories and quotes of them, each with the story.
    pub(super) fn tagged_pairs(&self) -> Vec<(String, ArticleId)> {
        let query = format!("SELECT tag, article FROM {ALL_TAGGED}");
        self.query_list(&query, [], |row| Ok((row.get(0)?, id_at(row, 1)?)))
    }

    /// Returns the articles that are bookmarked.
    pub(super) fn bookmarked_articles(&self) -> Vec<ArticleId> {
        let query = "SELECT article FROM bookmarked_articles";
        self.query_list(query, [], |row| id_at(row, 0))
    }

    /// Returns the articles that were begun and not read to the end.
    pub(super) fn begun_articles(&self) -> Vec<ArticleId> {
        let query = "SELECT article FROM begun_articles
            WHERE article NOT IN (SELECT article FROM read_articles)";
        self.query_list(query, [], |row| id_at(row, 0))
    }

    /// Returns the articles that were begun and not read to the end, the last one first.
    pub(super) fn begun_last(&self) -> Vec<ArticleId> {
        let query =
            "SELECT article FROM fact WHERE kind = 'place' AND name = '' AND value IS NOT NULL
            AND article NOT IN (SELECT article FROM read_articles) ORDER BY changed DESC";
        self.query_list(query, [], |row| id_at(row, 0))
    }

    /// Returns the articles that the user gave a tag.
    pub(super) fn tagged_articles(&self, tag: &str) -> Vec<ArticleId> {
        let query = "SELECT article FROM tagged_articles WHERE tag = ?";
        self.query_list(query, [tag], |row| id_at(row, 0))
    }

    /// Returns the articles that the user gave a tag, or a quote of them.
    pub(super) fn articles_with_tag(&self, tag: &str) -> Vec<ArticleId> {
        let query = format!("SELECT DISTINCT article FROM {ALL_TAGGED} WHERE tag = ?");
        self.query_list(&query, [tag], |row| id_at(row, 0))
    }

    fn query_list<T>(
        &self,
        query: &str,
        parameters: impl Params,
        read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Vec<T> {
        // Errors count as no flags: a list without marks is better than no list, and the state reports its own faults.
        let Some(connection) = &self.connection else {
            return Vec::new();
        };
        let list = || -> rusqlite::Result<Vec<T>> {
            let mut statement = connection.prepare_cached(query)?;
            statement.query_map(parameters, read)?.collect()
        };
        list().unwrap_or_default()
    }
}

const READ_ONLY: OpenFlags =
    OpenFlags::SQLITE_OPEN_READ_ONLY.union(OpenFlags::SQLITE_OPEN_NO_MUTEX);

/// Opens the state for reading while other processes may write it.
fn open_read_only(path: &Path) -> rusqlite::Result<Connection> {
    check_readable(Connection::open_with_flags(path, READ_ONLY)?)
}

/// Opens a state in a folder that cannot be written, where SQLite cannot create the `-shm` file that WAL needs:
/// <https://sqlite.org/wal.html#read_only_databases>.
fn open_frozen(path: &Path) -> rusqlite::Result<Connection> {
    // `immutable` can only be given in a URI, in which `?`, `#` and `%` of a path must be escaped:
    // https://sqlite.org/uri.html
    let mut address = "file:".to_owned();
    for byte in path.as_os_str().as_bytes() {
        let _ = match byte {
            b'/' | b'.' | b'-' | b'_' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => {
                write!(address, "{}", char::from(*byte))
            }
            _ => write!(address, "%{byte:02x}"),
        };
    }
    address.push_str("?immutable=1");
    let flags = READ_ONLY.union(OpenFlags::SQLITE_OPEN_URI);
    check_readable(Connection::open_with_flags(address, flags)?)
}

/// Checks that a connection can read, since opening alone does not touch the file.
fn check_readable(connection: Connection) -> rusqlite::Result<Connection> {
    keep_query_plans(&connection)?;
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    Ok(connection)
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::library::state::{StateChange, StateStore};

    #[test]
    fn a_state_that_only_can_be_looked_at_is_read() {
        let folder = tempfile::tempdir().unwrap();
        // A name that is not UTF-8 and has characters with a meaning in a URI.
        let data = folder.path().join("r\u{e9}ader ?#%20");
        let article = ArticleId::from_number(7);
        let mut store = StateStore::open(&data, Timestamp::UNIX_EPOCH)
            .unwrap()
            .store;
        let read = StateChange::SetRead {
            articles: vec![article],
            is_read: true,
        };
        store.apply_change(&read, Timestamp::UNIX_EPOCH).unwrap();
        drop(store);
        let path = data.join("state.db");
        // A dangling link under its name keeps SQLite from creating the file, even for root.
        let shared = data.join("state.db-shm");
        std::os::unix::fs::symlink("nowhere/at-all", &shared).unwrap();

        let mut flags = StateFlags::from_path(&path);
        flags.refresh();
        assert_eq!(flags.read_articles(), [article]);
        let version = flags.state_version();
        flags.refresh();
        assert_eq!(flags.state_version(), version);
        assert!(flags.is_frozen);
        std::fs::remove_file(&shared).unwrap();
        flags.refresh();
        assert_eq!(flags.read_articles(), [article]);
        assert!(!flags.is_frozen);
    }

    #[test]
    fn a_pipe_in_the_place_of_the_state_is_not_opened() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state.db");
        rustix::fs::mkfifoat(rustix::fs::CWD, &path, rustix::fs::Mode::RUSR).unwrap();
        let mut flags = StateFlags::from_path(&path);
        flags.refresh();
        assert_eq!(flags.read_articles(), []);
    }
}
