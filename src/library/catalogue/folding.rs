//! Decides which of the stories that are the same is shown for all of them while they are folded.
//!
//! It is the newest of the group, and among those of one source the newest of these. The column `fold` says so for each article,
//! so that an index can answer a folded listing.

use std::collections::{BTreeSet, HashSet};

use rusqlite::OptionalExtension;

use super::Result;
use super::write::Batch;

/// The place of a story among those that are the same, as `article.fold` has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum StoryFold {
    /// The newest of several.
    Newest,
    /// No other is the same.
    Alone,
    /// The newest of its source, but not of all.
    NewestOfSource,
    /// Neither.
    Older,
}

impl StoryFold {
    /// Returns the number it is stored as; what is shown for others has the lesser one.
    pub(super) const fn to_number(self) -> i64 {
        match self {
            Self::Newest => -1,
            Self::Alone => 0,
            Self::NewestOfSource => 1,
            Self::Older => 2,
        }
    }
}

impl Batch<'_> {
    /// Renews the folds of all stories whose group may have changed.
    pub(super) fn fold_regrouped(&self) -> Result<()> {
        let mut groups = BTreeSet::new();
        for article in self.regrouped.take() {
            match self.group_of_story(article)? {
                Some(group) => drop(groups.insert(group)),
                None => self.set_fold(article, StoryFold::Alone)?,
            }
        }
        for group in groups {
            self.fold_group(group)?;
        }
        Ok(())
    }

    fn group_of_story(&self, article: i64) -> Result<Option<i64>> {
        let query = "SELECT same FROM story WHERE article = ?";
        let mut statement = self.connection.prepare_cached(query)?;
        let found = statement
            .query_row([article], |row| row.get(0))
            .optional()?;
        Ok(found.flatten())
    }

    fn fold_group(&self, group: i64) -> Result<()> {
        let query = "SELECT article, source FROM story CROSS JOIN article USING (article)
            WHERE same = ? AND is_shown ORDER BY age, clock, article";
        let mut statement = self.connection.prepare_cached(query)?;
        let stories = statement.query_map([group], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let stories: Vec<(i64, String)> = stories.collect::<rusqlite::Result<_>>()?;
        let mut sources = HashSet::new();
        for (number, (article, source)) in stories.iter().enumerate() {
            let is_first_of_source = sources.insert(source);
            let fold = match (number, stories.len()) {
                (0, 1) => StoryFold::Alone,
                (0, _) => StoryFold::Newest,
                _ if is_first_of_source => StoryFold::NewestOfSource,
                _ => StoryFold::Older,
            };
            self.set_fold(*article, fold)?;
        }
        Ok(())
    }

    fn set_fold(&self, article: i64, fold: StoryFold) -> Result<()> {
        // Only what changes is written: a group may be large, and indexes depend on the column.
        let query = "UPDATE article SET fold = ?1 WHERE article = ?2 AND fold <> ?1";
        let mut statement = self.connection.prepare_cached(query)?;
        statement.execute([fold.to_number(), article])?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use jiff::civil::date;
    use tempfile::TempDir;

    use crate::article::ArticleId;
    use crate::library::catalogue::{
        Catalogue, CatalogueEntry, CatalogueWriter, FileNumber, Stamp, StoryText,
    };
    use crate::library::listing::{Listing, PageStart};
    use crate::same::StorySketch;
    use crate::text::Clean;

    struct Shelf {
        _folder: TempDir,
        writer: CatalogueWriter,
        catalogue: Catalogue,
    }

    impl Shelf {
        fn new() -> Self {
            let folder = TempDir::new().unwrap();
            let path = folder.path().join("catalogue.db");
            Self {
                writer: CatalogueWriter::open(&path).unwrap(),
                catalogue: Catalogue::open(&path).unwrap(),
                _folder: folder,
            }
        }

        /// Stores the story that all articles here tell, as an article of this number and day.
        fn store(&mut self, file: &str, number: u8) {
            let words: Vec<String> = (0..60).map(|word| format!("word{word}")).collect();
            let entry = CatalogueEntry {
                id: ArticleId::from_number(number.into()),
                title: Clean::new("The ferry"),
                source: Some(Clean::new("Gull Wire")),
                published: Some(date(2026, 3, i8::try_from(number).unwrap())),
                time: None,
                minutes: 1,
                quotes: 0,
                corrections: 0,
                former: None,
                tags: Vec::new(),
                text: StoryText {
                    sketch: StorySketch::new(&words.join(" ")),
                    ..StoryText::default()
                },
            };
            self.writer
                .write_batch(|batch| {
                    let stamp = Stamp::new(1, 1, 1);
                    batch
                        .store_file(Path::new(file), stamp, &[entry], &[])
                        .map(drop)
                })
                .unwrap();
        }

        fn remove(&mut self, file: &str) {
            let file = FileNumber::of_path(Path::new(file));
            self.writer
                .write_batch(|batch| batch.remove_file(file).map(drop))
                .unwrap();
        }

        /// Returns the rows of the folded list, each with how many stories are folded under it.
        fn rows(&mut self) -> Vec<(u128, usize)> {
            let listing = Listing {
                is_folded: true,
                ..Listing::default()
            };
            let page = self
                .catalogue
                .read_page(&listing, PageStart::Row(0), 9)
                .unwrap();
            assert_eq!(page.total, page.rows.len());
            let rows = page.rows.iter().map(|row| {
                let folded = row.folded().map_or(0, |others| others.stories);
                (row.id.as_number(), folded)
            });
            rows.collect()
        }
    }

    #[test]
    fn the_newest_is_shown_and_the_next_one_when_that_is_gone() {
        let mut shelf = Shelf::new();
        shelf.store("/a", 1);
        assert_eq!(shelf.rows(), [(1, 0)]);
        shelf.store("/c", 3);
        shelf.store("/b", 2);
        assert_eq!(shelf.rows(), [(3, 2)]);
        shelf.remove("/c");
        assert_eq!(shelf.rows(), [(2, 1)]);
        shelf.remove("/b");
        assert_eq!(shelf.rows(), [(1, 0)]);
    }

    #[test]
    fn a_second_file_of_an_article_is_no_copy_of_it() {
        let mut shelf = Shelf::new();
        shelf.store("/a", 1);
        shelf.store("/b", 1);
        assert_eq!(shelf.rows(), [(1, 0)]);
        shelf.store("/c", 2);
        shelf.remove("/a");
        assert_eq!(shelf.rows(), [(2, 1)]);
        shelf.store("/c", 2);
        assert_eq!(shelf.rows(), [(2, 1)]);
    }
}
