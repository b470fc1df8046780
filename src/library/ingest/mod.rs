//! Syncs the catalogue with the folders, loading only files that are new or changed.
//!
//! Files pass through three kinds of threads:
//! - `scan`: one thread walks the folders and compares each file with the catalogue
//! - `workers`, `load`: one thread for each core loads files and finds their quotes; a stuck one is replaced
//! - `scan_order`: puts what was loaded back into the order of the scan
//! - `batches`, `index_sync`: the caller's thread writes what was loaded, in batches, and reports progress
//! - `correcting`: the same thread loads articles again whose quotes the user has corrected
//!
//! One process does this at a time (`lock`). It may be stopped or killed at any moment; the next ingest continues from
//! the last batch.

mod batches;
mod correcting;
mod index_sync;
mod load;
mod lock;
mod scan;
mod scan_order;
#[cfg(test)]
mod tests;
mod workers;

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::sync::mpsc::{channel, sync_channel};
use std::thread;
use std::time::Duration;

use crate::library::Archive;
use crate::library::catalogue::{Catalogue, CatalogueError, CatalogueWriter, KnownFiles};
use crate::loader::{self, Loaded, Problem};
use crate::search::index::{Index, IndexError};

use batches::BatchWriter;
use correcting::CorrectionSync;
pub use correcting::wait_for_corrections;
use index_sync::IndexSync;
pub use lock::wait_for_lock;
use scan::FolderScan;
use workers::WorkerPool;

/// How many loaded files may wait to be stored: what workers load while a batch is committed. Their bytes are bounded, too.
const WAITING: usize = 512;

/// How long a file may take to load: a slow disk takes seconds, and no article takes minutes.
const PATIENCE: Duration = Duration::from_mins(5);

/// The progress of an ingest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct IngestProgress {
    /// Files that are done: unchanged, or loaded and stored.
    pub done: usize,
    /// Files found so far.
    pub found: usize,
    /// Whether the scan is over, so that `found` is final.
    pub is_scanned: bool,
    /// Articles in the catalogue.
    pub articles: usize,
    /// How many of them are the same story as a newer one, and have one row with it.
    pub folded: usize,
    /// Quotes in these articles.
    pub quotes: usize,
    /// Load problems in the catalogue.
    pub problems: usize,
}

/// What an ingest did.
#[derive(Debug, Default)]
pub struct IngestOutcome {
    /// The progress at its end.
    pub progress: IngestProgress,
    /// How many files were new or changed.
    pub read: usize,
    /// How many files were loaded again because the user corrected quotes in them.
    pub corrected: usize,
    /// How many files were removed, because they are gone.
    pub removed: usize,
    /// Whether it was stopped before its end.
    pub is_stopped: bool,
    /// Folders that could not be read; their files stay in the catalogue.
    pub problems: Vec<Problem>,
    /// Why the index could not be updated, if so; the next ingest tries again.
    pub index_fault: Option<IndexError>,
}

/// Why an ingest failed.
#[derive(Debug, thiserror::Error)]
pub enum IngestError {
    /// Another process is ingesting this archive.
    #[error("another pullquote is reading these folders; what it stores is seen here as well")]
    Busy,
    /// The cache folder cannot be written.
    #[error("'{path}' cannot be written: {source}")]
    Cache {
        /// The file.
        path: String,
        /// The reason.
        source: std::io::Error,
    },
    /// The catalogue cannot be written.
    #[error(transparent)]
    Catalogue(#[from] CatalogueError),
    /// No worker thread can be started.
    #[error("there are too many threads to read the folders: {0}")]
    Threads(std::io::Error),
}

/// How files are loaded; tests replace it.
#[derive(Debug, Clone, Copy)]
struct IngestSettings {
    load: fn(&Path) -> Loaded,
    /// How long a file may take.
    patience: Duration,
}

impl Default for IngestSettings {
    fn default() -> Self {
        Self {
            load: loader::load,
            patience: PATIENCE,
        }
    }
}

/// Which files an ingest looks at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IngestScope {
    /// All of the archive.
    All,
    /// Only these files, whether they exist or not.
    Files(Vec<PathBuf>),
}

impl IngestScope {
    /// Returns the scope of an ingest that looks at no file, and only applies corrections of quotes.
    #[must_use]
    pub const fn corrections() -> Self {
        Self::Files(Vec::new())
    }
}

/// Stores what is new or changed in an archive, and removes what is gone.
///
/// `report` is called about ten times a second, and after each batch, on the calling thread. `stop` ends it within the
/// time of a batch. A catalogue or an index that turns out to be damaged is deleted and rebuilt.
///
/// # Errors
/// Fails if another process is ingesting the archive, or the cache folder cannot be written.
pub fn ingest_folders(
    archive: &Archive,
    scope: &IngestScope,
    stop: &AtomicBool,
    report: &mut dyn FnMut(IngestProgress),
) -> Result<IngestOutcome, IngestError> {
    ingest_with(archive, scope, stop, report, IngestSettings::default())
}

fn ingest_with(
    archive: &Archive,
    scope: &IngestScope,
    stop: &AtomicBool,
    report: &mut dyn FnMut(IngestProgress),
    reading: IngestSettings,
) -> Result<IngestOutcome, IngestError> {
    let _lock = lock::take_lock(archive)?;
    // Once more after a rebuild, under the same lock; if that fails too, the disk is at fault, not the file.
    let mut attempt = || try_ingest(archive, scope, stop, report, reading);
    match attempt() {
        Err(IngestError::Catalogue(error)) if error.is_damage() => {
            Catalogue::discard(&archive.catalogue_path())?;
            attempt()
        }
        Ok(IngestOutcome {
            index_fault: Some(IndexError::Damaged(_)),
            ..
        }) if Index::discard(&archive.index_folder()).is_ok() => attempt(),
        done => done,
    }
}

fn try_ingest(
    archive: &Archive,
    scope: &IngestScope,
    stop: &AtomicBool,
    report: &mut dyn FnMut(IngestProgress),
    reading: IngestSettings,
) -> Result<IngestOutcome, IngestError> {
    // The catalogue first: opening it may have rebuilt it, and the index is compared with what is there now.
    let writer = CatalogueWriter::open(&archive.catalogue_path())?;
    let words = IndexSync::for_archive(archive, &writer)?;
    let corrections = CorrectionSync::for_archive(archive, reading.load);
    let mut known = if *scope == IngestScope::corrections() {
        KnownFiles::default()
    } else {
        writer.known_files()?
    };
    for file in known.values_mut() {
        file.is_indexed = words.is_indexed(file.batch);
    }
    let scout = FolderScan::new(archive, scope.clone(), known, stop);
    // Each end of a channel is owned by one kind of thread. When one ends, its ends are dropped, and the others see a
    // closed channel instead of waiting forever.
    let (to_read, jobs) = channel();
    let (to_store, finds) = sync_channel(WAITING);
    let mut readers = WorkerPool::start(jobs, to_store.clone(), reading, corrections.shared())
        .map_err(IngestError::Threads)?;
    thread::scope(move |threads| {
        threads.spawn(move || scout.run_scan(&to_read, &to_store));
        BatchWriter::new(writer, words, corrections, scope, report, stop)?
            .write_all(&finds, &mut readers)
    })
}
