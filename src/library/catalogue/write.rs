//! Stores and removes files, in batches of one transaction each.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use xxhash_rust::xxh3::xxh3_64;

use crate::article::ArticleId;
use crate::loader::Problem;
use crate::text::Clean;

use super::entry::{CatalogueEntry, Stamp};
use super::prints::PrintStore;
use super::row::{age_of, clock_of, path_bytes};
use super::schema::{self, AGE_UNKNOWN, CLOCK_UNKNOWN};
use super::{Result, row};

/// The page cache of the writing connection, in KiB.
const KEPT_KILOBYTES: i64 = 16 << 10;

/// How many pages gather in the WAL before a checkpoint moves them into the catalogue.
const MOVED_PAGES: i64 = 8000;

/// The number of a batch of changes, counted from 1 in each catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct BatchNumber(pub i64);

/// The one connection that changes the catalogue.
#[derive(Debug)]
pub struct CatalogueWriter {
    pub(super) connection: Connection,
    /// The prints that are not stored yet; `None` before the first batch, and after one that failed.
    pub(super) prints: Option<PrintStore>,
}

/// What the index has to do after the change of a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReplacedArticles {
    /// Articles whose documents are to be removed, because they are gone or will be added again.
    pub removed: Vec<ArticleId>,
    /// The indices of the file's articles whose documents are to be added; second copies are not among them.
    pub added: Vec<usize>,
}

impl Drop for CatalogueWriter {
    /// Checkpoints and truncates the WAL: after a kill, the next process to open it would have to read all of it.
    fn drop(&mut self) {
        // Without a wait: while somebody reads a page, the WAL stays until the next ingest.
        let _ = self.connection.busy_timeout(Duration::ZERO).and_then(|()| {
            self.connection
                .execute_batch("PRAGMA wal_checkpoint(TRUNCATE)")
        });
    }
}

impl CatalogueWriter {
    /// Opens the catalogue for writing; creates an empty one if there is none, or in place of an old or damaged one.
    ///
    /// # Errors
    /// Fails if the folder cannot be written.
    pub fn open(path: &Path) -> Result<Self> {
        let connection = schema::open_or_rebuild(path)?;
        // The indexes are in many orders, so inserts hit pages all over; with a small page cache they are re-read constantly.
        connection.pragma_update(None, "cache_size", -KEPT_KILOBYTES)?;
        // A page that several batches change is then written to the file once, not once for each checkpoint.
        connection.pragma_update(None, "wal_autocheckpoint", MOVED_PAGES)?;
        Ok(Self {
            connection,
            prints: None,
        })
    }

    /// Applies a batch of changes atomically, and returns its number.
    ///
    /// # Errors
    /// Fails if the catalogue cannot be written, or with the error of `changes`.
    pub fn write_batch(
        &mut self,
        changes: impl FnOnce(&Batch<'_>) -> Result<()>,
    ) -> Result<BatchNumber> {
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let number = transaction.query_row(
            "UPDATE meta SET value = value + 1 WHERE name = 'batch' RETURNING value",
            [],
            |row| row.get(0).map(BatchNumber),
        )?;
        let known = self.prints.take();
        let is_first = known.is_none();
        let batch = Batch {
            connection: &transaction,
            number,
            regrouped: RefCell::default(),
            prints: known.unwrap_or_default(),
            must_store_prints: Cell::default(),
        };
        if is_first {
            batch.load_prints()?;
        } else if batch.prints.batch.get().0 + 1 != number.0 {
            // Where a file system has no locks, another process may have gathered what was stored here, too.
            batch.must_store_prints.set(true);
        }
        batch.prints.batch.set(number);
        changes(&batch)?;
        batch.store_prints()?;
        batch.mend_small_groups()?;
        batch.fold_regrouped()?;
        let prints = batch.prints;
        transaction.commit()?;
        self.prints = Some(prints);
        Ok(number)
    }
}

/// Changes that become visible together.
#[derive(Debug)]
pub struct Batch<'a> {
    pub(super) connection: &'a Connection,
    number: BatchNumber,
    /// The stories whose group may have changed.
    pub(super) regrouped: RefCell<BTreeSet<i64>>,
    pub(super) prints: PrintStore,
    /// Whether prints were changed that cannot be made again from new sketches.
    pub(super) must_store_prints: Cell<bool>,
}

impl Batch<'_> {
    /// Stores a file with its articles and problems, replacing what was stored of it.
    ///
    /// # Errors
    /// Fails if the catalogue cannot be written.
    pub fn store_file(
        &self,
        path: &Path,
        stamp: Stamp,
        entries: &[CatalogueEntry],
        problems: &[Problem],
    ) -> Result<ReplacedArticles> {
        let bytes = path_bytes(path);
        let file = file_number(&bytes);
        let mut before = self.clear_file(file)?;
        let edited = detect_edit(&before, entries);
        self.connection
            .prepare_cached("INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?)")?
            .execute(params![file.0, bytes, stamp.0, self.number.0])?;
        let mut replaced = ReplacedArticles {
            removed: self.record_gone(&before, entries)?,
            added: Vec::new(),
        };
        for (number, entry) in entries.iter().enumerate() {
            // An article that is still in the file keeps its row number, which is its place in the order "added".
            let known = before.iter().position(|known| known.id == entry.id);
            let article = known.map(|known| before.remove(known).row);
            if self.insert_article(file, number, article, entry)? {
                replaced.added.push(number);
            }
        }
        for problem in problems {
            self.insert_problem(file, problem)?;
        }
        let is_gone = |was: &ArticleId| replaced.removed.contains(was);
        self.note_edit(edited.filter(|(was, _)| is_gone(was)), entries)?;
        self.note_former(entries)?;
        Ok(replaced)
    }

    /// Records what an article became in an edit.
    fn note_edit(
        &self,
        edited: Option<(ArticleId, ArticleId)>,
        entries: &[CatalogueEntry],
    ) -> Result<()> {
        // An identity that exists again became nothing else: an edit was undone.
        for entry in entries {
            self.connection
                .prepare_cached("DELETE FROM became WHERE was = ?")?
                .execute([row::id_bytes(entry.id)])?;
        }
        if let Some((was, now)) = edited {
            self.connection
                .prepare_cached("INSERT OR REPLACE INTO became VALUES (?, ?)")?
                .execute(params![row::id_bytes(was), row::id_bytes(now)])?;
        }
        Ok(())
    }

    /// Records what articles became whose corrections were found by their files, since a deleted cache forgot the edit.
    fn note_former(&self, entries: &[CatalogueEntry]) -> Result<()> {
        for entry in entries {
            if let Some(was) = entry.former
                && !self.is_shown(was)?
            {
                self.connection
                    .prepare_cached("INSERT OR REPLACE INTO became VALUES (?, ?)")?
                    .execute(params![row::id_bytes(was), row::id_bytes(entry.id)])?;
            }
        }
        Ok(())
    }

    /// Removes a file that is gone, and the rows of its articles.
    ///
    /// # Errors
    /// Fails if the catalogue cannot be written.
    pub fn remove_file(&self, file: FileNumber) -> Result<ReplacedArticles> {
        let before = self.clear_file(file)?;
        self.connection
            .prepare_cached("DELETE FROM file WHERE file = ?")?
            .execute([file.0])?;
        Ok(ReplacedArticles {
            removed: self.record_gone(&before, &[])?,
            added: Vec::new(),
        })
    }

    /// Returns the path of a file.
    ///
    /// # Errors
    /// Fails if the catalogue cannot be read.
    pub fn file_path(&self, file: FileNumber) -> Result<Option<PathBuf>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT path FROM file WHERE file = ?")?;
        let bytes: Option<Vec<u8>> = statement.query_row([file.0], |row| row.get(0)).optional()?;
        Ok(bytes.map(|bytes| row::path_from(&bytes)))
    }

    /// Removes the articles and problems of a file, and returns the articles.
    fn clear_file(&self, file: FileNumber) -> Result<Vec<PreviousArticle>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT id, article, title, age FROM article WHERE file = ?")?;
        let before = statement
            .query_map([file.0], |row| {
                Ok(PreviousArticle {
                    id: row::id_at(row, 0)?,
                    row: row.get(1)?,
                    title: row.get(2)?,
                    age: row.get(3)?,
                })
            })?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        // A row that is kept may be before the last one whose prints are stored: if they were lost they would not be made again.
        if !before.is_empty() {
            self.store_prints_now()?;
        }
        for known in &before {
            self.remove_sketches(known.row)?;
        }
        for query in [
            "DELETE FROM article WHERE file = ?",
            "DELETE FROM problem WHERE file = ?",
        ] {
            self.connection.prepare_cached(query)?.execute([file.0])?;
        }
        Ok(before)
    }

    /// Shows another copy of each removed article, and returns the articles that have none.
    ///
    /// An article that the file still has is among those returned, though another copy may exist: its documents in the
    /// index are of this file, and are replaced by those of the new version.
    fn record_gone(
        &self,
        before: &[PreviousArticle],
        again: &[CatalogueEntry],
    ) -> Result<Vec<ArticleId>> {
        let again: HashSet<ArticleId> = again.iter().map(|entry| entry.id).collect();
        let mut gone = Vec::new();
        for PreviousArticle { id, .. } in before {
            if self.is_shown(*id)? || (!again.contains(id) && self.promote_copy(*id)?) {
                continue;
            }
            self.connection
                .prepare_cached("INSERT OR REPLACE INTO gone VALUES (?, ?)")?
                .execute(params![row::id_bytes(*id), self.number.0])?;
            gone.push(*id);
        }
        Ok(gone)
    }

    /// Shows the first remaining copy of an article; returns `true` if there is one.
    fn promote_copy(&self, id: ArticleId) -> Result<bool> {
        let mut statement = self.connection.prepare_cached(
            "UPDATE article SET is_shown = 1 WHERE article = (SELECT min(article) FROM article WHERE id = ?)
                RETURNING article",
        )?;
        let promoted = statement.query_row([row::id_bytes(id)], |row| row.get(0));
        let promoted: Option<i64> = promoted.optional()?;
        self.regrouped.borrow_mut().extend(promoted);
        Ok(promoted.is_some())
    }

    fn is_shown(&self, id: ArticleId) -> Result<bool> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT 1 FROM article WHERE id = ? AND is_shown")?;
        let found = statement.query_row([row::id_bytes(id)], |_| Ok(()));
        Ok(found.optional()?.is_some())
    }

    /// Inserts an article, in its previous row if it had one; returns `true` if it is shown.
    fn insert_article(
        &self,
        file: FileNumber,
        number: usize,
        article: Option<i64>,
        entry: &CatalogueEntry,
    ) -> Result<bool> {
        let is_shown = !self.is_shown(entry.id)?;
        let mut statement = self.connection.prepare_cached(
            "INSERT INTO article VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)",
        )?;
        let article = statement.insert(params![
            article,
            row::id_bytes(entry.id),
            file.0,
            i64::try_from(number).unwrap_or(i64::MAX),
            is_shown,
            entry.published.map_or(AGE_UNKNOWN, age_of),
            entry
                .published
                .and(entry.time)
                .map_or(CLOCK_UNKNOWN, clock_of),
            entry.minutes,
            entry.quotes,
            entry.source.as_ref().map_or("", Clean::as_str),
            entry.title.as_str(),
            entry.title_key(),
            entry.corrections,
            entry.text.hash(),
        ])?;
        self.insert_sketches(article, entry)?;
        for tag in &entry.tags {
            self.connection
                .prepare_cached("INSERT OR IGNORE INTO tag VALUES (?, ?)")?
                .execute(params![tag.as_str(), article])?;
        }
        Ok(is_shown)
    }

    fn insert_problem(&self, file: FileNumber, problem: &Problem) -> Result<()> {
        let line = problem.line.and_then(|line| u32::try_from(line).ok());
        self.connection
            .prepare_cached("INSERT INTO problem VALUES (?, ?, ?)")?
            .execute(params![file.0, line, problem.message.as_str()])?;
        Ok(())
    }
}

/// An article as it was before its file was loaded again.
struct PreviousArticle {
    id: ArticleId,
    row: i64,
    title: String,
    age: i64,
}

impl PreviousArticle {
    /// Returns `true` if `entry` may be this story after an edit, rather than another one under the same file name.
    fn is_told_by(&self, entry: &CatalogueEntry) -> bool {
        entry.published.map(age_of) == Some(self.age)
            || *self.title == *entry.title.as_str()
            || share_word(&self.title, &entry.title)
    }
}

/// Returns `true` if two titles share a word that is long enough not to be shared by chance.
pub(super) fn share_word(one: &str, other: &str) -> bool {
    /// The fewest letters of such a word.
    const LONG: usize = 4;
    let words = |title: &str| -> Vec<String> {
        let words = title.split(|c: char| !c.is_alphanumeric());
        let long = words.filter(|word| word.chars().count() >= LONG);
        long.map(str::to_lowercase).collect()
    };
    let known = words(one);
    words(other).iter().any(|word| known.contains(word))
}

/// Returns the old and the new identity of a file's only article, if an edit changed it.
fn detect_edit(
    before: &[PreviousArticle],
    entries: &[CatalogueEntry],
) -> Option<(ArticleId, ArticleId)> {
    // In a feed, an entry that went and one that came have nothing to do with each other.
    let ([was], [now]) = (before, entries) else {
        return None;
    };
    (was.id != now.id && was.is_told_by(now)).then_some((was.id, now.id))
}

/// The number a file is stored under: a hash of its path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileNumber(pub(super) i64);

impl FileNumber {
    /// Returns the number of the file at a path.
    #[must_use]
    pub fn of_path(path: &Path) -> Self {
        file_number(&path_bytes(path))
    }
}

fn file_number(path: &[u8]) -> FileNumber {
    FileNumber(xxh3_64(path).cast_signed())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;
    use tempfile::TempDir;

    use super::*;
    use crate::library::catalogue::{Catalogue, CatalogueCounts, StoryText};
    use crate::library::listing::{Listing, PageStart};

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

        fn store(&mut self, file: &str, entries: &[CatalogueEntry]) -> ReplacedArticles {
            let mut replaced = ReplacedArticles::default();
            self.writer
                .write_batch(|batch| {
                    replaced =
                        batch.store_file(Path::new(file), Stamp::new(1, 1, 1), entries, &[])?;
                    Ok(())
                })
                .unwrap();
            replaced
        }

        fn remove(&mut self, file: &str) -> ReplacedArticles {
            let mut replaced = ReplacedArticles::default();
            self.writer
                .write_batch(|batch| {
                    replaced = batch.remove_file(FileNumber::of_path(Path::new(file)))?;
                    Ok(())
                })
                .unwrap();
            replaced
        }

        fn shown(&mut self) -> Vec<(u128, PathBuf)> {
            let page = self
                .catalogue
                .read_page(&Listing::default(), PageStart::Row(0), 99)
                .unwrap();
            let rows = page.rows.into_iter();
            rows.map(|row| (row.id.as_number(), row.location.path))
                .collect()
        }
    }

    fn entry(number: u128) -> CatalogueEntry {
        CatalogueEntry {
            id: ArticleId::from_number(number),
            title: Clean::new("High water"),
            source: Some(Clean::new("Harbor Ledger")),
            published: Some(date(2026, 1, 5)),
            time: None,
            minutes: 2,
            quotes: 3,
            corrections: 0,
            former: None,
            tags: vec![Clean::new("tides")],
            text: StoryText::default(),
        }
    }

    fn ids<const N: usize>(numbers: [u128; N]) -> Vec<ArticleId> {
        numbers.map(ArticleId::from_number).to_vec()
    }

    #[test]
    fn an_article_stored_twice_is_one_row_with_two_locations() {
        let mut shelf = Shelf::new();
        assert_eq!(shelf.store("/a", &[entry(1)]).added, [0]);
        assert_eq!(shelf.store("/b", &[entry(1)]), ReplacedArticles::default());
        assert_eq!(shelf.shown(), [(1, PathBuf::from("/a"))]);
        let locations = shelf
            .catalogue
            .find_locations(ArticleId::from_number(1))
            .unwrap();
        let paths: Vec<PathBuf> = locations.into_iter().map(|place| place.path).collect();
        assert_eq!(paths, ["/a", "/b"].map(PathBuf::from));
    }

    #[test]
    fn when_the_shown_copy_vanishes_the_other_is_shown() {
        let mut shelf = Shelf::new();
        shelf.store("/a", &[entry(1)]);
        shelf.store("/b", &[entry(1)]);
        assert_eq!(shelf.remove("/a"), ReplacedArticles::default());
        assert_eq!(shelf.shown(), [(1, PathBuf::from("/b"))]);
        assert_eq!(shelf.remove("/b").removed, ids([1]));
        assert_eq!(shelf.shown(), []);
    }

    #[test]
    fn a_shown_copy_that_changes_is_shown_with_its_words() {
        let mut shelf = Shelf::new();
        shelf.store("/a", &[entry(1)]);
        shelf.store("/b", &[entry(1)]);
        let replaced = shelf.store("/a", &[entry(1)]);
        assert_eq!((replaced.removed, replaced.added), (ids([1]), vec![0]));
        assert_eq!(shelf.store("/b", &[entry(1)]), ReplacedArticles::default());
        assert_eq!(shelf.shown(), [(1, PathBuf::from("/a"))]);
    }

    #[test]
    fn a_changed_file_replaces_its_articles_and_their_words() {
        let mut shelf = Shelf::new();
        shelf.store("/a", &[entry(1), entry(2)]);
        let replaced = shelf.store("/a", &[entry(2), entry(3)]);
        assert_eq!(replaced.removed, ids([1, 2]));
        assert_eq!(replaced.added, [0, 1]);
        let shown: Vec<u128> = shelf.shown().into_iter().map(|(id, _)| id).collect();
        assert_eq!(shown, [2, 3]);
    }

    #[test]
    fn a_changed_article_keeps_its_place_among_those_added() {
        let mut shelf = Shelf::new();
        shelf.store("/a", &[entry(1)]);
        shelf.store("/b", &[entry(2)]);
        shelf.store("/a", &[entry(1)]);
        let shown: Vec<u128> = shelf.shown().into_iter().map(|(id, _)| id).collect();
        assert_eq!(shown, [1, 2]);
    }

    #[test]
    fn an_article_whose_words_were_edited_is_told_and_one_that_is_read_anew_is_not() {
        let mut shelf = Shelf::new();
        shelf.store("/a", &[entry(1)]);
        shelf.store("/a", &[entry(1)]);
        assert_eq!(shelf.catalogue.edited_articles().unwrap(), []);
        shelf.store("/a", &[entry(2)]);
        let [one, two] = [1, 2].map(ArticleId::from_number);
        assert_eq!(shelf.catalogue.edited_articles().unwrap(), [(one, two)]);
    }

    #[test]
    fn another_story_in_a_file_is_no_edit_of_the_one_before() {
        let mut shelf = Shelf::new();
        shelf.store("/latest", &[entry(1)]);
        let other = CatalogueEntry {
            title: Clean::new("The bridge opens"),
            published: None,
            time: None,
            ..entry(2)
        };
        shelf.store("/latest", &[other]);
        assert_eq!(shelf.catalogue.edited_articles().unwrap(), []);
    }

    #[test]
    fn articles_that_went_are_known_until_their_words_are_removed_for_good() {
        let mut shelf = Shelf::new();
        shelf.store("/a", &[entry(1)]);
        shelf.store("/b", &[entry(2)]);
        shelf.remove("/a");
        shelf.remove("/b");
        let gone = |shelf: &Shelf, since| shelf.writer.gone_since(BatchNumber(since)).unwrap();
        assert_eq!(gone(&shelf, 0), ids([1, 2]));
        assert_eq!(gone(&shelf, 3), ids([2]));
        shelf.writer.forget_gone(BatchNumber(4)).unwrap();
        assert_eq!(gone(&shelf, 0), []);
    }

    #[test]
    fn a_batch_that_fails_changes_nothing() {
        let mut shelf = Shelf::new();
        let failed = shelf.writer.write_batch(|batch| {
            batch.store_file(Path::new("/a"), Stamp::new(1, 1, 1), &[entry(1)], &[])?;
            Err(rusqlite::Error::QueryReturnedNoRows.into())
        });
        assert!(failed.is_err());
        assert_eq!(shelf.shown(), []);
    }

    #[test]
    fn problems_of_a_file_go_when_it_is_read_anew() {
        let mut shelf = Shelf::new();
        let path = Path::new("/a");
        let problems = [Problem::new(path, "is odd").at_line(3)];
        let store = |shelf: &mut Shelf, problems: &[Problem]| {
            let stamp = Stamp::new(1, 1, 1);
            let change = |batch: &Batch<'_>| batch.store_file(path, stamp, &[], problems).map(drop);
            shelf.writer.write_batch(change).unwrap();
        };
        store(&mut shelf, &problems);
        assert_eq!(shelf.catalogue.load_problems().unwrap(), problems);
        store(&mut shelf, &[]);
        assert_eq!(shelf.catalogue.load_problems().unwrap(), []);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        #[test]
        fn the_kept_counts_are_those_of_the_shown_rows(
            steps in prop::collection::vec((0..4_u8, prop::collection::vec(1..5_u128, 0..3)), 0..20),
        ) {
            let mut shelf = Shelf::new();
            for (file, articles) in steps {
                let entries: Vec<CatalogueEntry> = articles.into_iter().map(entry).collect();
                shelf.store(&format!("/{file}"), &entries);
            }
            let articles = shelf.shown().len();
            let CatalogueCounts { articles: counted, quotes, .. } = shelf.catalogue.read_counts().unwrap();
            prop_assert_eq!((counted, quotes), (articles, articles * 3));
            let days = shelf.catalogue.list_days().unwrap();
            let by_day: usize = days.into_iter().map(|(_, articles)| articles).sum();
            prop_assert_eq!(by_day, articles);
        }
    }
}
