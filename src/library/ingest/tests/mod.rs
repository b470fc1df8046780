//! Tests how the catalogue follows folders that change.

mod faults;
mod identities;

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::sync::atomic::Ordering;
use std::time::UNIX_EPOCH;

use jiff::Timestamp;
use jiff::civil::date;
use tempfile::TempDir;

use super::*;
use crate::article::ArticleId;
use crate::library::catalogue::{Catalogue, CatalogueEntry, CatalogueWriter, FileNumber, Stamp};
use crate::library::corrections::CorrectionSet;
use crate::library::corrections::targets::prepare_correction;
use crate::library::listing::{ArticleRow, Listing, ListingSort, Location, PageStart, SortKey};
use crate::library::state::{BookmarkTarget, Correction, StateChange, StateStore};
use crate::loader;
use crate::search::hits::{self as search, HitFlags, HitRequest};
use crate::search::index::Index;
use crate::search::query::Query;
use crate::text::Clean;

struct Shelf {
    folder: TempDir,
    archive: Archive,
}

impl Shelf {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let news = folder.path().join("news");
        fs::create_dir(&news).unwrap();
        let archive = Archive::new(&folder.path().join("cache"), &[news]);
        Self { folder, archive }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join("news").join(name)
    }

    fn write(&self, name: &str, words: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let text = format!("The tide of {words}\n\nThe harbour master spoke of {words} all day.\n");
        fs::write(path, text).unwrap();
    }

    fn ingest(&self) -> IngestOutcome {
        self.ingest_of(&IngestScope::All)
    }

    fn ingest_of(&self, scope: &IngestScope) -> IngestOutcome {
        ingest_folders(&self.archive, scope, &AtomicBool::new(false), &mut |_| {}).unwrap()
    }

    /// Returns the sorted file names of the stories whose text has these words; a story with two copies is named
    /// twice.
    fn found(&self, words: &str) -> Vec<String> {
        let query = Query::parse_text(words, date(2026, 5, 6));
        let ask = HitRequest {
            query: &query,
            scope: search::SearchScope::Stories,
            flags: &HitFlags::default(),
            order: search::HitOrder::Newest,
            limit: 999,
            today: date(2026, 5, 6),
        };
        let found = Index::from_folder(&self.archive.index_folder())
            .first_hits(&ask)
            .unwrap();
        let catalogue = Catalogue::open(&self.archive.catalogue_path()).unwrap();
        let mut names: Vec<String> = found
            .hits
            .iter()
            .map(|hit| self.name(&catalogue.find_row(hit.article).unwrap().unwrap()))
            .collect();
        names.sort();
        names
    }

    fn name(&self, row: &ArticleRow) -> String {
        let name = row.location.path.strip_prefix(self.path("")).unwrap();
        name.to_string_lossy().into_owned()
    }

    /// Returns the file names of the articles, sorted.
    fn listed(&self) -> Vec<String> {
        let mut catalogue = Catalogue::open(&self.archive.catalogue_path()).unwrap();
        let listing = Listing {
            sort: ListingSort {
                key: SortKey::Title,
                is_descending: false,
            },
            ..Listing::default()
        };
        let page = catalogue
            .read_page(&listing, PageStart::Row(0), 999)
            .unwrap();
        let names = page.rows.iter().map(|row| {
            let name = row
                .location
                .path
                .strip_prefix(self.folder.path().join("news"));
            name.unwrap().to_string_lossy().into_owned()
        });
        let mut names: Vec<String> = names.collect();
        names.sort();
        names
    }
}

/// Returns how many files were read and removed.
fn done(outcome: &IngestOutcome) -> (usize, usize) {
    (outcome.read, outcome.removed)
}

#[test]
fn a_second_ingest_reads_nothing() {
    let shelf = Shelf::new();
    shelf.write("a.txt", "Monday");
    shelf.write("deep/er/b.txt", "Tuesday");
    let first = shelf.ingest();
    assert_eq!(done(&first), (2, 0));
    assert_eq!(first.progress.articles, 2);
    let second = shelf.ingest();
    assert_eq!(done(&second), (0, 0));
    assert_eq!((second.progress.found, second.progress.done), (2, 2));
    assert_eq!(shelf.listed(), ["a.txt", "deep/er/b.txt"]);
}

#[test]
fn only_what_changed_is_read() {
    let shelf = Shelf::new();
    shelf.write("a.txt", "Monday");
    shelf.write("b.txt", "Tuesday");
    shelf.write("c.txt", "Wednesday");
    shelf.ingest();
    shelf.write("b.txt", "Tuesday and a half");
    fs::remove_file(shelf.path("c.txt")).unwrap();
    shelf.write("d.txt", "Thursday");
    assert_eq!(done(&shelf.ingest()), (2, 1));
    assert_eq!(shelf.listed(), ["a.txt", "b.txt", "d.txt"]);
}

#[test]
fn a_moved_file_is_the_same_article_elsewhere() {
    let shelf = Shelf::new();
    shelf.write("a.txt", "Monday");
    shelf.ingest();
    fs::rename(shelf.path("a.txt"), shelf.path("z.txt")).unwrap();
    let outcome = shelf.ingest();
    assert_eq!(done(&outcome), (1, 1));
    assert_eq!(outcome.progress.articles, 1);
    assert_eq!(shelf.listed(), ["z.txt"]);
}

#[test]
fn two_files_with_one_article_are_one_row() {
    let shelf = Shelf::new();
    shelf.write("a.txt", "Monday");
    shelf.write("b.txt", "Monday");
    assert_eq!(shelf.ingest().progress.articles, 1);
    let shown = shelf.listed().remove(0);
    fs::remove_file(shelf.path(&shown)).unwrap();
    assert_eq!(shelf.ingest().progress.articles, 1);
    assert_eq!(shelf.listed().len(), 1);
    assert_ne!(shelf.listed(), [shown]);
}

#[test]
fn an_ingest_that_was_stopped_is_resumed_where_it_was() {
    let shelf = Shelf::new();
    for number in 0..600 {
        shelf.write(&format!("{number}.txt"), &format!("day {number}"));
    }
    let stop = AtomicBool::new(false);
    let mut stop_at_first_article = |progress: IngestProgress| {
        stop.fetch_or(progress.articles > 0, Ordering::Relaxed);
    };
    let stopped = ingest_folders(
        &shelf.archive,
        &IngestScope::All,
        &stop,
        &mut stop_at_first_article,
    )
    .unwrap();
    let resumed = shelf.ingest();
    assert!(stopped.read > 0);
    assert_eq!(stopped.read + resumed.read, 600);
    assert_eq!(resumed.progress.articles, 600);
}

#[test]
fn named_files_are_looked_at_alone() {
    let shelf = Shelf::new();
    for name in ["a.txt", "b.txt", "c.txt"] {
        shelf.write(name, name);
    }
    shelf.ingest();
    shelf.write("a.txt", "a new week");
    shelf.write("c.txt", "a new year");
    fs::remove_file(shelf.path("b.txt")).unwrap();
    let named = ["a.txt", "b.txt", "never.txt"].map(|name| shelf.path(name));
    assert_eq!(
        done(&shelf.ingest_of(&IngestScope::Files(named.to_vec()))),
        (1, 1)
    );
    assert_eq!(shelf.listed(), ["a.txt", "c.txt"]);
}

#[test]
fn articles_of_a_folder_that_disappears_are_kept() {
    let shelf = Shelf::new();
    shelf.write("a.txt", "Monday");
    shelf.ingest();
    fs::rename(shelf.path(""), shelf.folder.path().join("unplugged")).unwrap();
    let outcome = shelf.ingest();
    assert_eq!(done(&outcome), (0, 0));
    assert_eq!(outcome.problems.len(), 1);
    assert_eq!(shelf.listed(), ["a.txt"]);
}

#[test]
fn problems_are_kept_with_their_files() {
    let shelf = Shelf::new();
    fs::write(shelf.path("empty.txt"), "").unwrap();
    shelf.write("a.txt", "Monday");
    let outcome = shelf.ingest();
    assert_eq!(
        (outcome.progress.articles, outcome.progress.problems),
        (1, 1)
    );
    let catalogue = Catalogue::open(&shelf.archive.catalogue_path()).unwrap();
    assert_eq!(
        catalogue.load_problems().unwrap()[0].path,
        shelf.path("empty.txt")
    );
}

#[test]
fn one_ingest_at_a_time() {
    let shelf = Shelf::new();
    let _lock = lock::take_lock(&shelf.archive).unwrap();
    let second = ingest_folders(
        &shelf.archive,
        &IngestScope::All,
        &AtomicBool::new(false),
        &mut |_| {},
    );
    assert!(matches!(second, Err(IngestError::Busy)));
}

#[test]
fn a_damaged_catalogue_is_built_again() {
    let shelf = Shelf::new();
    shelf.write("a.txt", "Monday");
    shelf.ingest();
    fs::write(
        shelf.archive.catalogue_path(),
        "this is no database at all".repeat(999),
    )
    .unwrap();
    assert_eq!(shelf.ingest().progress.articles, 1);
}

#[test]
fn a_cache_folder_that_was_deleted_is_built_again() {
    let shelf = Shelf::new();
    shelf.write("a.txt", "Monday");
    shelf.ingest();
    fs::remove_dir_all(shelf.archive.cache_folder()).unwrap();
    assert_eq!(done(&shelf.ingest()), (1, 0));
}

#[test]
fn the_cache_folder_is_all_that_is_written() {
    let shelf = Shelf::new();
    shelf.write("a.txt", "Monday");
    let listed = |path: &Path| fs::read_dir(path).unwrap().count();
    shelf.ingest();
    assert_eq!(listed(&shelf.path("")), 1);
    assert_eq!(listed(shelf.folder.path()), 2);
}

#[test]
fn words_are_found_as_the_files_have_them_now() {
    let shelf = Shelf::new();
    shelf.write("a.txt", "Monday");
    shelf.write("b.txt", "Tuesday");
    shelf.ingest();
    assert_eq!(shelf.found("harbour "), ["a.txt", "b.txt"]);
    shelf.write("b.txt", "Wednesday");
    shelf.ingest();
    assert_eq!(shelf.found("tuesday "), [] as [&str; 0]);
    assert_eq!(shelf.found("wednesday "), ["b.txt"]);
    fs::rename(shelf.path("a.txt"), shelf.path("c.txt")).unwrap();
    shelf.ingest();
    assert_eq!(shelf.found("monday "), ["c.txt"]);
    fs::remove_file(shelf.path("c.txt")).unwrap();
    shelf.ingest();
    assert_eq!(shelf.found("harbour "), ["b.txt"]);
}

#[test]
fn words_that_were_not_committed_before_a_kill_are_stored_by_the_next_ingest() {
    let shelf = Shelf::new();
    shelf.write("a.txt", "Monday");
    shelf.write("b.txt", "Tuesday");
    shelf.ingest();
    // The catalogue has committed this and the index has not: one file is gone, one is new.
    fs::remove_file(shelf.path("a.txt")).unwrap();
    shelf.write("c.txt", "Wednesday");
    let metadata = fs::metadata(shelf.path("c.txt")).unwrap();
    let modified = metadata
        .modified()
        .unwrap()
        .duration_since(UNIX_EPOCH)
        .unwrap();
    let modified = i128::try_from(modified.as_nanos()).unwrap();
    let stamp = Stamp::new(metadata.len(), modified, metadata.ino());
    let article = loader::load(&shelf.path("c.txt")).articles.remove(0);
    let entry = CatalogueEntry::from_article(ArticleId::for_article(&article), &article, &[]);
    let mut writer = CatalogueWriter::open(&shelf.archive.catalogue_path()).unwrap();
    writer
        .write_batch(|batch| {
            batch.remove_file(FileNumber::of_path(&shelf.path("a.txt")))?;
            batch.store_file(&shelf.path("c.txt"), stamp, &[entry], &[])?;
            Ok(())
        })
        .unwrap();
    drop(writer);
    shelf.ingest();
    assert_eq!(shelf.found("harbour "), ["b.txt", "c.txt"]);
}

#[test]
fn an_index_that_was_deleted_is_built_again() {
    let shelf = Shelf::new();
    shelf.write("a.txt", "Monday");
    shelf.ingest();
    fs::remove_dir_all(shelf.archive.index_folder()).unwrap();
    shelf.ingest();
    assert_eq!(shelf.found("monday "), ["a.txt"]);
}

#[test]
fn an_index_is_built_again_with_articles_that_several_files_hold() {
    let shelf = Shelf::new();
    shelf.write("a.txt", "Monday");
    shelf.write("b.txt", "Monday");
    shelf.ingest();
    Index::discard(&shelf.archive.index_folder()).unwrap();
    shelf.ingest();
    assert_eq!(shelf.found("Monday").len(), 1);
}

#[test]
fn an_index_that_is_damaged_is_built_again() {
    let shelf = Shelf::new();
    shelf.write("a.txt", "Monday");
    shelf.ingest();
    fs::write(shelf.archive.index_folder().join("meta.json"), "{").unwrap();
    shelf.ingest();
    assert_eq!(shelf.found("monday "), ["a.txt"]);
}

#[test]
fn the_words_of_another_catalogue_are_forgotten() {
    let shelf = Shelf::new();
    shelf.write("a.txt", "Monday");
    shelf.ingest();
    fs::remove_file(shelf.archive.catalogue_path()).unwrap();
    shelf.write("a.txt", "Tuesday");
    shelf.ingest();
    assert_eq!(shelf.found("harbour "), ["a.txt"]);
}

#[test]
fn without_an_index_the_catalogue_is_kept_true() {
    let shelf = Shelf::new();
    shelf.write("a.txt", "Monday");
    fs::create_dir_all(shelf.archive.cache_folder()).unwrap();
    fs::write(
        shelf.archive.index_folder(),
        "a file where a folder should be",
    )
    .unwrap();
    assert!(shelf.ingest().index_fault.is_some());
    assert_eq!(shelf.listed(), ["a.txt"]);
    fs::remove_file(shelf.archive.index_folder()).unwrap();
    shelf.ingest();
    assert_eq!(shelf.found("monday "), ["a.txt"]);
}

#[test]
fn an_index_that_is_behind_is_caught_up_after_an_ingest_of_some_files() {
    let shelf = Shelf::new();
    shelf.write("a.txt", "Monday");
    shelf.write("b.txt", "Tuesday");
    shelf.ingest();
    Index::discard(&shelf.archive.index_folder()).unwrap();
    shelf.ingest_of(&IngestScope::Files(vec![shelf.path("a.txt")]));
    shelf.ingest();
    assert_eq!(shelf.found("harbour "), ["a.txt", "b.txt"]);
}

#[test]
fn a_correction_that_is_made_during_an_ingest_is_applied_by_it() {
    let shelf = Shelf::new();
    for day in ["Monday", "Tuesday"] {
        let quote =
            format!("The tide of {day}\n\n“The gate was open,” said Ansel Rook on {day}.\n");
        fs::write(shelf.path(&format!("{day}.txt")), quote).unwrap();
    }
    let data = shelf.folder.path().join("data");
    let archive = shelf.archive.clone().with_state(&data);
    let path = shelf.path("Monday.txt");
    let article = loader::load(&path).articles.remove(0);
    let quote = crate::quotes::find(&article).remove(0);
    let location = Location { path, entry: 0 };
    let correction = Correction::Speaker(Clean::new("Oda Lund"));
    let set = CorrectionSet::default();
    let correction = prepare_correction(&article, &location, &quote, &correction, &set);
    let mut store = StateStore::open(&data, Timestamp::UNIX_EPOCH)
        .unwrap()
        .store;
    let mut corrections = vec![StateChange::Correct(vec![correction])];
    // As soon as there is something in the catalogue.
    let mut report = |progress: IngestProgress| {
        if progress.quotes > 0
            && let Some(change) = corrections.pop()
        {
            store.apply_change(&change, Timestamp::UNIX_EPOCH).unwrap();
        }
    };
    let stop = AtomicBool::new(false);
    ingest_folders(&archive, &IngestScope::All, &stop, &mut report).unwrap();
    let speakers = Index::from_folder(&archive.index_folder())
        .all_speakers()
        .unwrap();
    let mut names: Vec<&str> = speakers
        .iter()
        .map(|speaker| speaker.name.as_str())
        .collect();
    names.sort_unstable();
    assert_eq!(names, ["Ansel Rook", "Oda Lund"]);
}
