//! Walks the folders and compares each file with what is known of it.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{SendError, Sender, SyncSender};

use crate::library::Archive;
use crate::library::catalogue::{FileNumber, Files, Stamp};
use crate::loader::{self, FoundFile};

use super::Scope;
use super::read::Job;
use super::store::Find;

/// Whether somebody still listens.
type Told = Result<(), SendError<Find>>;

/// How many unchanged files are told of at once.
const TOLD_AT_ONCE: usize = 1000;

/// Looks at every file and tells what is new, changed or gone.
pub(super) struct Scout<'a> {
    archive: &'a Archive,
    scope: Scope,
    known: Files,
    stop: &'a AtomicBool,
    /// Files found unchanged since the last time this was told.
    unchanged: usize,
}

impl<'a> Scout<'a> {
    pub(super) fn new(
        archive: &'a Archive,
        scope: Scope,
        known: Files,
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

    /// Looks at all files; ends early when nobody listens any more.
    pub(super) fn run(mut self, to_read: &Sender<Job>, to_store: &SyncSender<Find>) {
        let _ = self.look(to_read, to_store);
    }

    fn look(&mut self, to_read: &Sender<Job>, to_store: &SyncSender<Find>) -> Told {
        match self.scope.clone() {
            Scope::All => self.look_at_all(to_read, to_store)?,
            Scope::Files(files) => self.look_at_these(&files, to_read, to_store)?,
        }
        to_store.send(Find::Unchanged(self.unchanged))?;
        let is_stopped = self.stop.load(Ordering::Relaxed);
        to_store.send(Find::Scanned { is_stopped })
    }

    fn look_at_all(&mut self, to_read: &Sender<Job>, to_store: &SyncSender<Find>) -> Told {
        for found in loader::scan_folders(self.archive.folders().to_vec()) {
            if self.stop.load(Ordering::Relaxed) {
                return Ok(());
            }
            match found {
                Ok(found) => self.look_at(found, to_read, to_store)?,
                Err(problem) => to_store.send(Find::Missing(problem))?,
            }
        }
        to_store.send(Find::Gone(self.known.keys().copied().collect()))
    }

    /// Looks at some files; those that cannot be found are gone.
    fn look_at_these(
        &mut self,
        files: &[PathBuf],
        to_read: &Sender<Job>,
        to_store: &SyncSender<Find>,
    ) -> Told {
        for found in loader::scan_folders(files.to_vec()).flatten() {
            self.look_at(found, to_read, to_store)?;
        }
        let numbers = files.iter().map(|file| FileNumber::of(file));
        let gone = numbers.filter(|number| self.known.contains_key(number));
        to_store.send(Find::Gone(gone.collect()))
    }

    fn look_at(
        &mut self,
        found: FoundFile,
        to_read: &Sender<Job>,
        to_store: &SyncSender<Find>,
    ) -> Told {
        let stamp = Stamp::new(found.size, found.modified, found.inode);
        let known = self.known.remove(&FileNumber::of(&found.path));
        if known.is_some_and(|known| known.stamp == stamp && known.is_indexed) {
            self.unchanged += 1;
            if self.unchanged == TOLD_AT_ONCE {
                to_store.send(Find::Unchanged(self.unchanged))?;
                self.unchanged = 0;
            }
            return Ok(());
        }
        to_store.send(Find::Found)?;
        let path = found.path;
        // When nobody reads any more, nobody stores either, and the next message says so.
        let _ = to_read.send(Job { path, stamp });
        Ok(())
    }
}
