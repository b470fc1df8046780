//! What the reader did, as the list shows it: read from the state's own file, and never written.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags, Params, Row};

use crate::article::ArticleId;
use crate::library::listing;

use super::identity::FileIdentity;
use super::row::{id_at, id_bytes};

/// Reads flags from `state.db`; with no file yet, or one that cannot be read, nothing is flagged.
#[derive(Debug, Default)]
pub(super) struct Flags {
    path: PathBuf,
    connection: Option<Connection>,
    /// Which file the connection is to; another one takes its place when a damaged state is restored.
    file: Option<FileIdentity>,
    /// How often it was opened.
    openings: i64,
}

impl Flags {
    /// Reads the state at `path`, once there is one.
    pub(super) fn at(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
            ..Self::default()
        }
    }

    /// Opens the file if it is not open yet, or another one has taken its place.
    pub(super) fn refresh(&mut self) {
        let file = FileIdentity::of(&self.path);
        if file.is_some() && (self.connection.is_none() || self.file != file) {
            let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
            self.connection = Connection::open_with_flags(&self.path, flags).ok();
            self.file = file;
            self.openings += 1;
        }
    }

    /// Returns a number that changes with the state.
    pub(super) fn version(&self) -> i64 {
        let versions: Vec<i64> = self.list("PRAGMA data_version", [], |row| row.get(0));
        let version = versions.first().copied().unwrap_or_default();
        version.wrapping_add(self.openings << 32)
    }

    /// Sets the flags of a row.
    pub(super) fn mark(&self, row: &mut listing::Row) {
        let query = "SELECT EXISTS (SELECT 1 FROM read_articles WHERE article = ?1),
            EXISTS (SELECT 1 FROM bookmarked_articles WHERE article = ?1),
            (SELECT progress FROM begun_articles WHERE article = ?1)";
        let found = self.list(query, [id_bytes(row.id)], |found| {
            Ok((found.get(0)?, found.get(1)?, found.get(2)?))
        });
        if let Some((is_read, is_bookmarked, read_position)) = found.first() {
            row.is_read = *is_read;
            row.is_bookmarked = *is_bookmarked;
            row.read_position = *read_position;
        }
    }

    /// Returns the articles that were read.
    pub(super) fn read(&self) -> Vec<ArticleId> {
        self.list("SELECT article FROM read_articles", [], |row| id_at(row, 0))
    }

    /// Returns the articles that are bookmarked.
    pub(super) fn bookmarked(&self) -> Vec<ArticleId> {
        let query = "SELECT article FROM bookmarked_articles";
        self.list(query, [], |row| id_at(row, 0))
    }

    /// Returns the articles that the reader gave a tag.
    pub(super) fn tagged(&self, tag: &str) -> Vec<ArticleId> {
        let query = "SELECT article FROM tagged_articles WHERE tag = ?";
        self.list(query, [tag], |row| id_at(row, 0))
    }

    fn list<T>(
        &self,
        query: &str,
        parameters: impl Params,
        read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Vec<T> {
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
