//! What an ingest needs to know before it begins: the files of the catalogue, and how far the index is behind.

use std::collections::HashMap;

use crate::article::ArticleId;
use crate::text::hash::BuildNumberHasher;

use super::write::FileNumber;
use super::{BatchNumber, CatalogueWriter, Result, Stamp, row};

/// The files in the catalogue, by their numbers.
pub type KnownFiles = HashMap<FileNumber, KnownFile, BuildNumberHasher>;

/// What the catalogue knows of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnownFile {
    /// Its stamp when it was loaded.
    pub stamp: Stamp,
    /// The batch that stored it.
    pub batch: BatchNumber,
    /// Whether the index has its articles; set by the ingest.
    pub is_indexed: bool,
}

impl CatalogueWriter {
    /// Returns every file with its stamp and batch.
    ///
    /// # Errors
    /// Fails if the catalogue cannot be read.
    pub fn known_files(&self) -> Result<KnownFiles> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT file, stamp, batch FROM file")?;
        let files = statement.query_map([], |row| {
            let known = KnownFile {
                stamp: Stamp(row.get(1)?),
                batch: BatchNumber(row.get(2)?),
                is_indexed: false,
            };
            Ok((FileNumber(row.get(0)?), known))
        })?;
        Ok(files.collect::<rusqlite::Result<_>>()?)
    }

    /// Returns `true` if any file was stored after a batch.
    ///
    /// # Errors
    /// Fails if the catalogue cannot be read.
    pub fn has_files_after(&self, batch: BatchNumber) -> Result<bool> {
        let query = "SELECT EXISTS (SELECT 1 FROM file WHERE batch > ?)";
        let mut statement = self.connection.prepare_cached(query)?;
        Ok(statement.query_row([batch.0], |row| row.get(0))?)
    }

    /// Returns the random number that distinguishes this catalogue from a rebuilt one.
    ///
    /// # Errors
    /// Fails if the catalogue cannot be read.
    pub fn catalogue_nonce(&self) -> Result<i64> {
        let query = "SELECT value FROM meta WHERE name = 'nonce'";
        Ok(self.connection.query_row(query, [], |row| row.get(0))?)
    }

    /// Returns the articles that were removed after a batch.
    ///
    /// # Errors
    /// Fails if the catalogue cannot be read.
    pub fn gone_since(&self, since: BatchNumber) -> Result<Vec<ArticleId>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT id FROM gone WHERE batch > ?")?;
        let gone = statement.query_map([since.0], |row| row::id_at(row, 0))?;
        Ok(gone.collect::<rusqlite::Result<_>>()?)
    }

    /// Deletes the records of articles removed up to a batch, once the index no longer has them.
    ///
    /// # Errors
    /// Fails if the catalogue cannot be written.
    pub fn forget_gone(&self, until: BatchNumber) -> Result<()> {
        self.connection
            .prepare_cached("DELETE FROM gone WHERE batch <= ?")?
            .execute([until.0])?;
        Ok(())
    }
}
