//! Syncs the catalogue with the folders: reads only files that are new or changed.
//!
//! Files flow through three kinds of threads:
//! - `scan`: one walks the folders and compares each file with what is known of it
//! - `workers`, `load`: one a core loads files and finds their quotes; one that a file holds up is replaced
//! - `batches`, `index_sync`: the caller's writes what was read, a batch a transaction, and reports how far it is
//!
//! One process does this at a time (`lock`). All of it may be stopped or killed at any moment; the next one goes on
//! from the last batch.

mod batches;
mod index_sync;
mod load;
mod lock;
mod scan;
#[cfg(test)]
mod tests;
mod workers;

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::sync::mpsc::{channel, sync_channel};
use std::thread;
use std::time::Duration;

use crate::library::Archive;
use crate::library::catalogue::{Catalogue, CatalogueError, CatalogueWriter};
use crate::loader::{self, Loaded, Problem};
use crate::search::index::{Index, IndexError};

use batches::BatchWriter;
use index_sync::IndexSync;
pub use lock::wait_for_lock;
use scan::FolderScan;
use workers::WorkerPool;

/// How many files that were read wait to be stored.
const WAITING: usize = 256;

/// How long a file may take to be read; slow disks take seconds, no article does.
const PATIENCE: Duration = Duration::from_mins(5);

/// How far an ingest is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct IngestProgress {
    /// Files looked at.
    pub done: usize,
    /// Files found so far.
    pub found: usize,
    /// Whether all files are found.
    pub is_scanned: bool,
    /// Articles in the catalogue.
    pub articles: usize,
    /// Quotes in these.
    pub quotes: usize,
    /// Load problems in the catalogue.
    pub problems: usize,
}

/// What an ingest did.
#[derive(Debug, Default)]
pub struct IngestOutcome {
    /// How far it came.
    pub progress: IngestProgress,
    /// How many files were new or changed.
    pub read: usize,
    /// How many files were gone.
    pub removed: usize,
    /// Whether it was stopped before its end.
    pub is_stopped: bool,
    /// Folders that could not be looked into; what is known of them is kept.
    pub problems: Vec<Problem>,
    /// Why the words could not be stored, when they could not; the next ingest tries again.
    pub index_fault: Option<IndexError>,
}

/// Why the folders could not be read.
#[derive(Debug, thiserror::Error)]
pub enum IngestError {
    /// Another process is at it.
    #[error("another pullquote is reading these folders; what it stores is seen here as well")]
    Busy,
    /// The cache folder cannot be written.
    #[error("'{path}' cannot be written: {source}")]
    Cache {
        /// What.
        path: String,
        /// Why.
        source: std::io::Error,
    },
    /// The catalogue cannot be written.
    #[error(transparent)]
    Catalogue(#[from] CatalogueError),
    /// No thread can be started.
    #[error("there are too many threads to read the folders: {0}")]
    Threads(std::io::Error),
}

/// How files are read.
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
    /// These only, there or gone.
    Files(Vec<PathBuf>),
}

/// Reads what is new or changed in an archive, and removes what is gone.
///
/// `report` is called some times a second, and after each batch, from the calling thread. `stop` ends it within the
/// time of a batch. A catalogue or an index that shows itself damaged is thrown away and built again.
///
/// # Errors
/// Fails if another process is at it, or the cache folder cannot be written.
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
    let mut attempt = || try_ingest(archive, scope.clone(), stop, report, reading);
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
    scope: IngestScope,
    stop: &AtomicBool,
    report: &mut dyn FnMut(IngestProgress),
    reading: IngestSettings,
) -> Result<IngestOutcome, IngestError> {
    let writer = CatalogueWriter::open(&archive.catalogue_path())?;
    let words = IndexSync::for_archive(archive, &writer)?;
    let mut known = writer.known_files()?;
    for file in known.values_mut() {
        file.is_indexed = words.is_indexed(file.batch);
    }
    let scout = FolderScan::new(archive, scope, known, stop);
    // Every end of a channel belongs to one thread, so that all threads end when one of them does.
    let (to_read, jobs) = channel();
    let (to_store, finds) = sync_channel(WAITING);
    let mut readers =
        WorkerPool::start(jobs, to_store.clone(), reading).map_err(IngestError::Threads)?;
    thread::scope(move |scope| {
        scope.spawn(move || scout.run_scan(&to_read, &to_store));
        BatchWriter::new(writer, words, report, stop)?.write_all(&finds, &mut readers)
    })
}
