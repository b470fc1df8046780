//! Lists every article with what its file was when it was stored, for those who mirror the archive.

use super::row::{id_at, path_from};
use super::{Catalogue, Result, Stamp};
use crate::article::ArticleId;
use crate::library::listing::Location;

/// An article as it was stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredArticle {
    /// Which article.
    pub id: ArticleId,
    /// Where it is stored.
    pub location: Location,
    /// The stamp of its file.
    pub stamp: Stamp,
    /// A number that tells which corrections were laid over its quotes; 0 for none.
    pub corrections: i64,
}

impl Stamp {
    /// Returns the stamp as a number.
    #[must_use]
    pub const fn as_number(self) -> i64 {
        self.0
    }
}

impl Catalogue {
    /// Returns every article that is shown, in the order of the files.
    ///
    /// # Errors
    /// Fails if the catalogue cannot be read.
    pub fn list_stored(&self) -> Result<Vec<StoredArticle>> {
        let query = "SELECT article.id, file.path, article.entry, file.stamp, article.corrections
            FROM article JOIN file USING (file) WHERE is_shown ORDER BY file.path, article.entry";
        let mut statement = self.connection.prepare(query)?;
        let articles = statement.query_map([], |row| {
            Ok(StoredArticle {
                id: id_at(row, 0)?,
                location: Location {
                    path: path_from(&row.get::<_, Vec<u8>>(1)?),
                    entry: row.get(2)?,
                },
                stamp: Stamp(row.get(3)?),
                corrections: row.get(4)?,
            })
        })?;
        Ok(articles.collect::<rusqlite::Result<_>>()?)
    }
}
