//! What an ingest stores in the catalogue and removes from it, a batch a transaction.

use std::path::Path;

use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use xxhash_rust::xxh3::xxh3_64;

use crate::article::{Article, ArticleId};
use crate::text::Clean;

use super::Result;
use super::row::{age_of, path_bytes};
use super::schema::{self, AGE_UNKNOWN};

/// How many characters of a title its order goes by.
const TITLE_KEY: usize = 32;

/// What a file looked like when it was read: a hash of its size, its time and its inode.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Stamp(i64);

impl Stamp {
    /// Makes the stamp of a file of `size` bytes, changed `modified` nanoseconds after 1970.
    #[must_use]
    pub fn new(size: u64, modified: i128, inode: u64) -> Self {
        let mut bytes = [0; 32];
        let parts = size
            .to_le_bytes()
            .into_iter()
            .chain(modified.to_le_bytes())
            .chain(inode.to_le_bytes());
        for (byte, part) in bytes.iter_mut().zip(parts) {
            *byte = part;
        }
        Self(xxh3_64(&bytes).cast_signed())
    }
}

/// What the catalogue keeps of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Which article it is.
    pub id: ArticleId,
    /// The headline on one line.
    pub title: Clean,
    /// Who published it.
    pub source: Option<Clean>,
    /// The day of publication.
    pub published: Option<Date>,
    /// Minutes of reading.
    pub minutes: u32,
    /// How many quotes it holds.
    pub quotes: u32,
}

impl Entry {
    /// Returns the entry of an article with so many quotes.
    #[must_use]
    pub fn of(id: ArticleId, article: &Article, quotes: usize) -> Self {
        let metadata = &article.metadata;
        Self {
            id,
            title: metadata.title.clone(),
            source: metadata.source.clone(),
            published: metadata.published,
            minutes: metadata.minutes,
            quotes: u32::try_from(quotes).unwrap_or(u32::MAX),
        }
    }
}

/// The one connection that changes the catalogue.
#[derive(Debug)]
pub struct Writer {
    connection: Connection,
}

impl Writer {
    /// Opens the catalogue for changes; makes an empty one where there is none, or an old or damaged one.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn open(path: &Path) -> Result<Self> {
        Ok(Self {
            connection: schema::open(path)?,
        })
    }

    /// Makes all changes of `batch` or none of them.
    ///
    /// # Errors
    /// When the catalogue cannot be written, or the batch says so.
    pub fn change<T>(&mut self, batch: impl FnOnce(&Batch<'_>) -> Result<T>) -> Result<T> {
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let number: i64 = transaction.query_row(
            "UPDATE meta SET value = value + 1 WHERE name = 'batch' RETURNING value",
            [],
            |row| row.get(0),
        )?;
        let done = batch(&Batch {
            connection: &transaction,
            number,
        })?;
        transaction.commit()?;
        Ok(done)
    }
}

/// Changes that become visible together.
#[derive(Debug)]
pub struct Batch<'a> {
    connection: &'a Connection,
    number: i64,
}

impl Batch<'_> {
    /// Stores a file and its articles, in place of what was stored of it.
    ///
    /// # Errors
    /// When the catalogue cannot be written.
    pub fn store(&self, path: &Path, stamp: Stamp, entries: &[Entry]) -> Result<()> {
        let bytes = path_bytes(path);
        let file = file_number(&bytes);
        let before = self.clear(file)?;
        self.connection
            .prepare_cached("INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?)")?
            .execute(params![file, bytes, stamp.0, self.number])?;
        for (number, entry) in (0_u32..).zip(entries) {
            let article = before
                .iter()
                .find(|(id, _)| *id == entry.id)
                .map(|(_, article)| *article);
            self.insert(file, number, article, entry)?;
        }
        Ok(())
    }

    /// Removes a file that is gone, and the rows of its articles.
    ///
    /// # Errors
    /// When the catalogue cannot be written.
    pub fn remove(&self, path: &Path) -> Result<()> {
        let file = file_number(&path_bytes(path));
        self.clear(file)?;
        self.connection
            .prepare_cached("DELETE FROM file WHERE file = ?")?
            .execute([file])?;
        Ok(())
    }

    /// Removes the articles of a file and returns which row each had; another copy is shown instead.
    fn clear(&self, file: i64) -> Result<Vec<(ArticleId, i64)>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT id, article FROM article WHERE file = ?")?;
        let before = statement
            .query_map([file], |row| {
                let id: [u8; 16] = row.get(0)?;
                Ok((ArticleId::from_number(u128::from_be_bytes(id)), row.get(1)?))
            })?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        if before.is_empty() {
            return Ok(before);
        }
        self.connection
            .prepare_cached("DELETE FROM article WHERE file = ?")?
            .execute([file])?;
        for (id, _) in &before {
            self.promote(*id)?;
        }
        Ok(before)
    }

    /// Shows the first copy that is left of an article, unless one is shown already.
    fn promote(&self, id: ArticleId) -> Result<()> {
        let mut statement = self.connection.prepare_cached(
            "UPDATE article SET is_shown = 1 WHERE article = (SELECT min(article) FROM article WHERE id = ?1)
             AND NOT EXISTS (SELECT 1 FROM article WHERE id = ?1 AND is_shown)",
        )?;
        statement.execute([id.number().to_be_bytes()])?;
        Ok(())
    }

    fn insert(&self, file: i64, number: u32, article: Option<i64>, entry: &Entry) -> Result<()> {
        let id = entry.id.number().to_be_bytes();
        let is_copy = self
            .connection
            .prepare_cached("SELECT 1 FROM article WHERE id = ? AND is_shown")?
            .query_row([id], |_| Ok(()))
            .optional()?
            .is_some();
        let mut statement = self
            .connection
            .prepare_cached("INSERT INTO article VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")?;
        statement.execute(params![
            article,
            id,
            file,
            number,
            !is_copy,
            entry.published.map_or(AGE_UNKNOWN, age_of),
            entry.minutes,
            entry.quotes,
            entry.source.as_ref().map_or("", Clean::as_str),
            entry.title.as_str(),
            title_key(&entry.title),
        ])?;
        Ok(())
    }
}

/// Returns the number a file is stored under: a hash of its path.
fn file_number(path: &[u8]) -> i64 {
    xxh3_64(path).cast_signed()
}

/// Returns what a title is sorted by.
fn title_key(title: &str) -> String {
    title
        .chars()
        .skip_while(|c| !c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .take(TITLE_KEY)
        .collect()
}
