//! Finds articles that were stored without the newest corrections of the user.

use std::collections::BTreeMap;

use rusqlite::{Connection, Params, Row};

use super::entry::Stamp;
use super::row::{id_at, id_bytes, path_from};
use super::write::{CatalogueWriter, FileNumber};
use super::{Catalogue, Result};
use crate::article::ArticleId;
use crate::library::corrections::CorrectionSet;
use crate::library::listing::Location;

/// What is read of an article; conditions follow.
const QUERY: &str = "SELECT article.id, file.path, article.entry, file.stamp, article.corrections
    FROM article JOIN file USING (file) WHERE";

/// An article that was stored without the newest corrections.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutdatedArticle {
    /// Which article.
    pub id: ArticleId,
    /// Where it is stored.
    pub location: Location,
    /// The stamp of its file when it was stored.
    pub stamp: Stamp,
    corrections: i64,
}

impl CatalogueWriter {
    /// Returns the articles that were stored without the newest corrections, in the order of their files.
    ///
    /// # Errors
    /// Fails if the catalogue cannot be read.
    pub fn outdated_articles(&self, set: &CorrectionSet) -> Result<Vec<OutdatedArticle>> {
        outdated_articles(&self.connection, set)
    }
}

impl Catalogue {
    /// Returns the articles that were stored without the newest corrections, in the order of their files.
    ///
    /// # Errors
    /// Fails if the catalogue cannot be read.
    pub fn outdated_articles(&self, set: &CorrectionSet) -> Result<Vec<OutdatedArticle>> {
        outdated_articles(&self.connection, set)
    }
}

fn outdated_articles(connection: &Connection, set: &CorrectionSet) -> Result<Vec<OutdatedArticle>> {
    // Looked up from both sides: what has a correction, and what had one that was taken back.
    let mut stored = read_articles(connection, "article.corrections <> 0", [])?;
    for id in set.identities() {
        stored.extend(read_articles(connection, "article.id = ?", [id_bytes(id)])?);
    }
    for location in set.locations() {
        let file = FileNumber::of_path(&location.path).0;
        let condition = "article.file = ? AND article.entry = ?";
        stored.extend(read_articles(
            connection,
            condition,
            (file, location.entry),
        )?);
    }
    let outdated = stored
        .into_iter()
        .filter(|article| set.digest_for(article.id, &article.location) != article.corrections);
    let unique: BTreeMap<Location, OutdatedArticle> = outdated
        .map(|article| (article.location.clone(), article))
        .collect();
    Ok(unique.into_values().collect())
}

/// Reads the articles that a condition is true of.
pub(super) fn read_articles(
    connection: &Connection,
    condition: &str,
    parameters: impl Params,
) -> Result<Vec<OutdatedArticle>> {
    let mut statement = connection.prepare_cached(&format!("{QUERY} {condition}"))?;
    let articles = statement.query_map(parameters, read_article)?;
    Ok(articles.collect::<rusqlite::Result<_>>()?)
}

fn read_article(row: &Row<'_>) -> rusqlite::Result<OutdatedArticle> {
    Ok(OutdatedArticle {
        id: id_at(row, 0)?,
        location: Location {
            path: path_from(&row.get::<_, Vec<u8>>(1)?),
            entry: row.get(2)?,
        },
        stamp: Stamp(row.get(3)?),
        corrections: row.get(4)?,
    })
}
