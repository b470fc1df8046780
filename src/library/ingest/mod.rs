//! Keeps the catalogue true to the folders: reads what is new, changed or gone, and only that.
//!
//! Files flow through three kinds of threads:
//! - `scout`: one walks the folders and compares each file with what is known of it
//! - `read`: one a core loads files and finds their quotes
//! - `store`, `words`: the caller's writes what was read, a batch a transaction, and reports how far it is
//!
//! One process does this at a time (`lock`). All of it may be stopped or killed at any moment; the next one goes on
//! from the last batch.

mod lock;
mod read;
mod scout;
mod store;
#[cfg(test)]
mod tests;
mod words;

use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::sync::mpsc::sync_channel;
use std::sync::{Arc, Mutex};
use std::thread;

use crate::library::Archive;
use crate::library::catalogue::{CatalogueError, Writer};
use crate::loader::Problem;
use crate::search::index::IndexError;

pub use lock::wait;
use scout::Scout;
use store::Store;
use words::Words;

/// How many files wait between two kinds of threads.
const WAITING: usize = 256;

/// How far an ingest is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
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
pub struct Outcome {
    /// How far it came.
    pub progress: Progress,
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
}

/// Which files an ingest looks at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// All of the archive.
    All,
    /// These only, there or gone.
    Files(Vec<PathBuf>),
}

/// Reads what is new or changed in an archive, and removes what is gone.
///
/// `report` is called some times a second, and after each batch, from the calling thread. `stop` ends it at the next
/// file.
///
/// # Errors
/// When another process is at it, or the cache folder cannot be written.
pub fn ingest(
    archive: &Archive,
    scope: Scope,
    stop: &AtomicBool,
    report: &mut dyn FnMut(Progress),
) -> Result<Outcome, IngestError> {
    let _lock = lock::take(archive)?;
    let writer = Writer::open(&archive.catalogue())?;
    let words = Words::of(archive, &writer)?;
    let mut known = writer.files()?;
    for file in known.values_mut() {
        file.is_indexed = words.holds(file.batch);
    }
    let scout = Scout::new(archive, scope, known, stop);
    thread::scope(|scope| {
        // Every end of a channel belongs to one thread, so that all threads end when one of them does.
        let (to_read, jobs) = sync_channel(WAITING);
        let (to_store, finds) = sync_channel(WAITING);
        let jobs = Arc::new(Mutex::new(jobs));
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            let (jobs, to_store) = (Arc::clone(&jobs), to_store.clone());
            scope.spawn(move || read::all(&jobs, &to_store, stop));
        }
        drop(jobs);
        scope.spawn(move || scout.run(&to_read, &to_store));
        Store::new(writer, words, report)?.run(&finds)
    })
}
