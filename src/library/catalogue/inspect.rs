//! Checks the catalogue, and removes it so that it is rebuilt.

use std::path::Path;

use super::{Catalogue, CatalogueCounts, CatalogueError, Result, schema, totals};

/// The result of a check.
#[derive(Debug)]
pub enum CatalogueHealth {
    /// There is none yet.
    Missing,
    /// It passed all checks.
    Whole(CatalogueCounts),
    /// It is damaged, of another version, or cannot be read.
    Faulty(String),
}

impl Catalogue {
    /// Checks the whole catalogue at `path`, without creating one.
    #[must_use]
    pub fn inspect(path: &Path) -> CatalogueHealth {
        if !path.exists() {
            return CatalogueHealth::Missing;
        }
        inspect_existing(path).unwrap_or_else(|error| CatalogueHealth::Faulty(error.to_string()))
    }

    /// Removes the catalogue at `path`; open connections read the old one until there is a new one.
    ///
    /// # Errors
    /// Fails if it cannot be removed.
    pub fn discard(path: &Path) -> Result<()> {
        schema::remove_files(path)
    }
}

impl CatalogueError {
    /// Returns `true` if the file itself is damaged, so that a rebuild helps.
    #[must_use]
    pub fn is_damage(&self) -> bool {
        matches!(self, Self::Sqlite(error) if schema::is_damage(error))
    }
}

fn inspect_existing(path: &Path) -> Result<CatalogueHealth> {
    let Some(connection) = schema::open_current(path)? else {
        return Ok(CatalogueHealth::Faulty(
            "it was written by another version".to_owned(),
        ));
    };
    let says: String = connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if says != "ok" {
        return Ok(CatalogueHealth::Faulty(says));
    }
    Ok(CatalogueHealth::Whole(totals::query_counts(&connection)?))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use tempfile::TempDir;

    use super::*;
    use crate::article::ArticleId;
    use crate::library::catalogue::{CatalogueEntry, CatalogueWriter, Stamp, StoryText};
    use crate::text::Clean;

    fn stored(folder: &Path, articles: u128) -> std::path::PathBuf {
        let path = folder.join("catalogue.db");
        let mut writer = CatalogueWriter::open(&path).unwrap();
        let store = |batch: &crate::library::catalogue::Batch<'_>| {
            for number in 0..articles {
                let entry = CatalogueEntry {
                    id: ArticleId::from_number(number),
                    title: Clean::new(&format!("The tide of day {number}")),
                    source: None,
                    published: None,
                    time: None,
                    minutes: 1,
                    quotes: 2,
                    corrections: 0,
                    former: None,
                    tags: Vec::new(),
                    text: StoryText::default(),
                };
                let file = format!("/{number}");
                batch.store_file(Path::new(&file), Stamp::new(1, 1, 1), &[entry], &[])?;
            }
            Ok(())
        };
        writer.write_batch(store).unwrap();
        path
    }

    #[test]
    fn a_whole_catalogue_is_told_by_what_it_holds() {
        let folder = TempDir::new().unwrap();
        assert!(matches!(
            Catalogue::inspect(&folder.path().join("catalogue.db")),
            CatalogueHealth::Missing
        ));
        let path = stored(folder.path(), 3);
        let CatalogueHealth::Whole(counts) = Catalogue::inspect(&path) else {
            panic!("it is whole");
        };
        assert_eq!((counts.articles, counts.quotes), (3, 6));
    }

    #[test]
    fn damage_in_the_middle_is_found() {
        let folder = TempDir::new().unwrap();
        let path = stored(folder.path(), 900);
        let mut bytes = fs::read(&path).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle..middle + 6000].fill(0x5a);
        fs::write(&path, bytes).unwrap();
        assert!(matches!(
            Catalogue::inspect(&path),
            CatalogueHealth::Faulty(_)
        ));
    }
}
