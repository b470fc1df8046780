//! Scans the folders and compares each file with the catalogue.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{SendError, Sender, SyncSender};

use crate::library::Archive;
use crate::library::catalogue::{FileNumber, KnownFiles, Stamp};
use crate::loader::{self, FoundFile};

use super::IngestScope;
use super::batches::ScanEvent;
use super::load::LoadJob;

/// Fails once the receiver is gone.
type SendResult = Result<(), SendError<ScanEvent>>;

/// How many unchanged files are reported at once; one event for each would be most of the work of a scan.
const TOLD_AT_ONCE: usize = 1000;

/// Checks every file and reports what is new, changed or gone.
pub(super) struct FolderScan<'a> {
    archive: &'a Archive,
    scope: IngestScope,
    known: KnownFiles,
    stop: &'a AtomicBool,
    /// Unchanged files that were not reported yet.
    unchanged: usize,
}

impl<'a> FolderScan<'a> {
    pub(super) fn new(
        archive: &'a Archive,
        scope: IngestScope,
        known: KnownFiles,
        stop: &'a AtomicBool,
    ) -> Self {
        Self {
            archive,
            scope,
            known,
            stop,
            unchanged: 0,
        }
    }

    /// Scans all files; ends early once the receiver is gone.
    pub(super) fn run_scan(mut self, to_read: &Sender<LoadJob>, to_store: &SyncSender<ScanEvent>) {
        let _ = self.scan_scope(to_read, to_store);
    }

    fn scan_scope(
        &mut self,
        to_read: &Sender<LoadJob>,
        to_store: &SyncSender<ScanEvent>,
    ) -> SendResult {
        match self.scope.clone() {
            IngestScope::All => self.scan_folders(to_read, to_store)?,
            IngestScope::Files(files) => self.scan_files(&files, to_read, to_store)?,
        }
        to_store.send(ScanEvent::Unchanged(self.unchanged))?;
        let is_stopped = self.stop.load(Ordering::Relaxed);
        to_store.send(ScanEvent::Scanned { is_stopped })
    }

    fn scan_folders(
        &mut self,
        to_read: &Sender<LoadJob>,
        to_store: &SyncSender<ScanEvent>,
    ) -> SendResult {
        for found in loader::scan_folders(self.archive.folders().to_vec()) {
            if self.stop.load(Ordering::Relaxed) {
                return Ok(());
            }
            match found {
                Ok(found) => self.check_file(found, to_read, to_store)?,
                Err(problem) => to_store.send(ScanEvent::Missing(problem))?,
            }
        }
        // A stopped scan never gets here, since it has not seen all files.
        to_store.send(ScanEvent::Gone(self.known.keys().copied().collect()))
    }

    /// Checks only some files; those that cannot be found are gone.
    fn scan_files(
        &mut self,
        files: &[PathBuf],
        to_read: &Sender<LoadJob>,
        to_store: &SyncSender<ScanEvent>,
    ) -> SendResult {
        for found in loader::scan_folders(files.to_vec()).flatten() {
            self.check_file(found, to_read, to_store)?;
        }
        let numbers = files.iter().map(|file| FileNumber::of_path(file));
        let gone = numbers.filter(|number| self.known.contains_key(number));
        to_store.send(ScanEvent::Gone(gone.collect()))
    }

    fn check_file(
        &mut self,
        found: FoundFile,
        to_read: &Sender<LoadJob>,
        to_store: &SyncSender<ScanEvent>,
    ) -> SendResult {
        let stamp = Stamp::new(found.size, found.modified, found.inode);
        // Taken out of the map, so that what is left in it after a whole scan is gone.
        let known = self.known.remove(&FileNumber::of_path(&found.path));
        if known.is_some_and(|known| known.stamp == stamp && known.is_indexed) {
            self.unchanged += 1;
            if self.unchanged == TOLD_AT_ONCE {
                to_store.send(ScanEvent::Unchanged(self.unchanged))?;
                self.unchanged = 0;
            }
            return Ok(());
        }
        to_store.send(ScanEvent::Found(FileNumber::of_path(&found.path)))?;
        let (path, size) = (found.path, found.size);
        // Without workers there is no writer either, and the next send fails.
        let _ = to_read.send(LoadJob { path, stamp, size });
        Ok(())
    }
}
