//! Keeps the catalogue true to the folders while the reader reads: a thread that looks for new and changed files.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};

use super::events::Outbox;
use super::watch;
use crate::app::effect::Effect;
use crate::app::event::{Event, ScanProgress};
use crate::app::notice::Notice;
use crate::library::Archive;
use crate::library::catalogue::Catalogue;
use crate::library::ingest::{self, IngestError, Outcome, Progress, Scope};
use crate::library::state::Change;
use crate::loader::Problem;

/// How far the threads that read the folders stand back behind those that answer keys.
const NICENESS: i32 = 5;

/// The folders of the archive, and the thread that looks into them; dropping it stops that at the next file.
pub(super) struct Folders {
    archive: Archive,
    outbox: Outbox,
    stop: Arc<AtomicBool>,
    /// What the last walk could not look into: it has no place in the catalogue, which knows files.
    unseen: Arc<Mutex<Vec<Problem>>>,
    thread: Option<JoinHandle<()>>,
    is_watching: bool,
}

impl Folders {
    /// Makes the folders of an archive; nobody looks into them yet.
    pub(super) fn new(archive: Archive, outbox: Outbox) -> Self {
        Self {
            archive,
            outbox,
            stop: Arc::default(),
            unseen: Arc::default(),
            thread: None,
            is_watching: false,
        }
    }

    /// Looks for new, changed and vanished files, unless that goes on already.
    pub(super) fn look(&mut self) -> Option<Event> {
        if self
            .thread
            .as_ref()
            .is_some_and(|thread| !thread.is_finished())
        {
            return None;
        }
        self.start().err().map(|error| {
            Event::Notice(Notice::error(&format!(
                "The folders cannot be read: {error}"
            )))
        })
    }

    /// Returns the folders and links that could not be looked into, as far as is known.
    pub(super) fn problems(&self) -> Vec<Problem> {
        lock(&self.unseen).clone()
    }

    fn start(&mut self) -> io::Result<()> {
        let (archive, outbox, stop, unseen) = (
            self.archive.clone(),
            self.outbox.clone(),
            Arc::clone(&self.stop),
            Arc::clone(&self.unseen),
        );
        let job = move || look(&archive, &outbox, &stop, &unseen);
        self.thread = Some(
            thread::Builder::new()
                .name("folders".to_owned())
                .spawn(job)?,
        );
        self.watch();
        Ok(())
    }

    /// Has changes noticed from now on; each asks to look again.
    fn watch(&mut self) {
        if std::mem::replace(&mut self.is_watching, true) {
            return;
        }
        let (outbox, stop) = (self.outbox.clone(), Arc::clone(&self.stop));
        watch::watch(&self.archive, move || {
            outbox.ask(Effect::Rescan);
            !stop.load(Ordering::Relaxed)
        });
    }
}

impl Drop for Folders {
    fn drop(&mut self) {
        // Nobody waits for it: a file may take long, and what was read last is only read again.
        self.stop.store(true, Ordering::Relaxed);
    }
}

fn lock(problems: &Mutex<Vec<Problem>>) -> MutexGuard<'_, Vec<Problem>> {
    problems.lock().unwrap_or_else(PoisonError::into_inner)
}

fn look(archive: &Archive, outbox: &Outbox, stop: &AtomicBool, unseen: &Mutex<Vec<Problem>>) {
    // Where threads have a niceness of their own, those that this one starts inherit it.
    let _ = rustix::process::nice(NICENESS);
    let mut known = None;
    let mut last = ScanProgress::default();
    let outcome = ingest::ingest(archive, Scope::All, stop, &mut |progress| {
        last = scanned(progress);
        outbox.send(Event::Scanned(last));
        let counts = (progress.articles, progress.quotes, progress.problems);
        // The first report tells what was known before.
        if known.replace(counts).is_some_and(|before| before != counts) {
            outbox.send(Event::CatalogueChanged);
        }
    });
    follow_edited(archive, outbox);
    if let Ok(outcome) = &outcome {
        last.problems += outcome.problems.len();
        lock(unseen).clone_from(&outcome.problems);
    }
    last.is_finished = true;
    outbox.send(Event::Scanned(last));
    outbox.send(Event::CatalogueChanged);
    let notice = match outcome {
        Ok(outcome) => said(&outcome),
        Err(IngestError::Busy) => Some(Notice::quiet(&IngestError::Busy.to_string())),
        Err(error) => Some(Notice::error(&error.to_string())),
    };
    if let Some(notice) = notice {
        outbox.send(Event::Notice(notice));
    }
}

/// Has what is kept of edited articles follow them; to say so again does no harm.
fn follow_edited(archive: &Archive, outbox: &Outbox) {
    let edited = Catalogue::open(&archive.catalogue()).and_then(|catalogue| catalogue.edited());
    for (from, to) in edited.unwrap_or_default() {
        outbox.ask(Effect::Save(Change::Follow { from, to }));
    }
}

fn scanned(progress: Progress) -> ScanProgress {
    ScanProgress {
        done: progress.done,
        found: progress.found,
        articles: progress.articles,
        quotes: progress.quotes,
        problems: progress.problems,
        is_finished: false,
    }
}

/// Returns what the reader should know of it: that a folder is missing.
fn said(outcome: &Outcome) -> Option<Notice> {
    outcome
        .problems
        .first()
        .map(|problem| Notice::warning(&problem.to_string()))
}
