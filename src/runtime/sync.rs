//! Exchanges the state with other devices, on a thread of its own: after the first frame, and when a file changes.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::outbox::{Outbox, RunningJob};
use super::watch::FolderWatch;
use crate::app::effect::{Effect, FolderRequest, StateRequest};
use crate::app::event::{Event, StateEvent};
use crate::app::notice::StatusNotice;
use crate::library::state::StateStore;
use crate::library::sync::{SyncFolder, SyncOutcome};
use crate::loader::Problem;

/// How far the thread yields to those that answer keys.
const NICENESS: i32 = 5;

/// Changes are gathered until there is none for this long,
const QUIET: Duration = Duration::from_millis(400);
/// but no longer than this.
const PATIENCE: Duration = Duration::from_secs(3);

/// How many times as long as an exchange takes it rests, so that a large state is not written at every key.
const REST: u32 = 10;

/// How often a folder is looked at where the system does not tell of changes in it.
const POLL: Duration = Duration::from_secs(30);

/// The sync folder and the thread that looks after it; dropping it waits until the last change is in the folder.
pub(super) struct SyncService {
    folder: Option<PathBuf>,
    /// What the thread is started with, until it is.
    start: Option<SyncStart>,
    thread: Option<JoinHandle<()>>,
    stop: Arc<AtomicBool>,
    /// Whether another service is there by now, which tells of its own problems.
    is_retired: Arc<AtomicBool>,
    changes: Sender<()>,
    problems: SharedProblems,
}

type SharedProblems = Arc<Mutex<Vec<Problem>>>;

struct SyncStart {
    folder: PathBuf,
    data: PathBuf,
    outbox: Outbox,
    inbox: Receiver<()>,
}

impl SyncService {
    /// Makes the service for a folder, if one is set; nothing is started or opened yet.
    pub(super) fn new(folder: Option<PathBuf>, data: PathBuf, outbox: &Outbox) -> Self {
        let (changes, inbox) = mpsc::channel();
        Self {
            folder: folder.clone(),
            start: folder.map(|folder| SyncStart {
                folder,
                data,
                outbox: outbox.clone(),
                inbox,
            }),
            thread: None,
            stop: Arc::default(),
            is_retired: Arc::default(),
            changes,
            problems: SharedProblems::default(),
        }
    }

    /// Starts the thread, if a folder is set and it is not running yet.
    ///
    /// # Errors
    /// When the thread cannot be started.
    pub(super) fn start(&mut self) -> io::Result<()> {
        let Some(start) = self.start.take() else {
            return Ok(());
        };
        let (stop, changes) = (Arc::clone(&self.stop), self.changes.clone());
        let problems = Arc::clone(&self.problems);
        let is_retired = Arc::clone(&self.is_retired);
        let running = start.outbox.count_job();
        let thread = thread::Builder::new()
            .name("sync".to_owned())
            .spawn(move || {
                // Where threads have a niceness of their own, this yields to those that answer keys.
                let _ = rustix::process::nice(NICENESS);
                let opened = StateStore::open(&start.data, Timestamp::now());
                // What is wrong with the state is told by the thread that saves it.
                if let Ok(opened) = opened {
                    let mut thread = SyncThread {
                        folder: SyncFolder::new(start.folder, start.data.clone()),
                        store: opened.store,
                        data: start.data,
                        outbox: start.outbox,
                        problems,
                        is_retired,
                    };
                    thread.run(&start.inbox, &changes, &stop, running);
                }
            })?;
        self.thread = Some(thread);
        Ok(())
    }

    /// Ends the service without waiting for its last exchange, whose folder may not answer.
    pub(super) fn retire(self) {
        self.is_retired.store(true, Ordering::Relaxed);
        // Without a thread it is waited for here.
        let _ = thread::Builder::new()
            .name("sync-end".to_owned())
            .spawn(move || drop(self));
    }

    /// Returns `true` if it is the service for this folder.
    pub(super) fn is_for(&self, folder: Option<&Path>) -> bool {
        self.folder.as_deref() == folder
    }

    /// Returns what is wrong with the folder and the files in it.
    pub(super) fn problems(&self) -> Vec<Problem> {
        lock_problems(&self.problems).clone()
    }
}

impl Drop for SyncService {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        let _ = self.changes.send(());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// What the thread works with.
struct SyncThread {
    folder: SyncFolder,
    store: StateStore,
    data: PathBuf,
    outbox: Outbox,
    problems: SharedProblems,
    is_retired: Arc<AtomicBool>,
}

impl SyncThread {
    /// Exchanges at once, after each flurry of changes, and once more when it is to stop.
    fn run(
        &mut self,
        inbox: &Receiver<()>,
        changes: &Sender<()>,
        stop: &AtomicBool,
        first: RunningJob,
    ) {
        // Watched before it is looked at, so that nothing can come in between. The state is watched too: other
        // processes of this device may save something.
        let state = FolderWatch::start(&self.data, changes);
        let mut folder = FolderWatch::start(self.folder.path(), changes);
        let mut first = Some(first);
        loop {
            let took = self.exchange();
            drop(first.take());
            if stop.load(Ordering::Relaxed) {
                return;
            }
            let is_watched = folder.as_ref().is_some_and(FolderWatch::is_in_place);
            if !is_watched {
                folder = FolderWatch::start(self.folder.path(), changes);
                if folder.is_some() {
                    continue;
                }
            }
            let poll = (!is_watched || state.is_none()).then_some(POLL);
            wait_for_change(inbox, poll, Instant::now() + took * REST, stop);
        }
    }

    /// Exchanges once, tells what came of it, and returns how long it took.
    fn exchange(&mut self) -> Duration {
        let _running = self.outbox.count_job();
        let begun = Instant::now();
        let now = Timestamp::now();
        if !self.store.is_saving()
            && let Ok(opened) = StateStore::open(&self.data, now)
        {
            self.store = opened.store;
        }
        let outcome = self.folder.exchange(&mut self.store, now);
        self.report(&outcome);
        begun.elapsed()
    }

    fn report(&self, outcome: &SyncOutcome) {
        if outcome.taken > 0 {
            // The state has changed behind the back of whoever saves changes here.
            self.outbox
                .request_effect(Effect::State(StateRequest::Check));
            self.outbox
                .request_effect(Effect::Folders(FolderRequest::Follow));
        }
        let problems = self.folder.problems();
        let mut known = lock_problems(&self.problems);
        if *known == problems || self.is_retired.load(Ordering::Relaxed) {
            return;
        }
        if let Some(new) = problems.iter().find(|problem| !known.contains(problem)) {
            let notice = StatusNotice::warning(&new.to_string());
            self.outbox.send(Event::Notice(notice));
        }
        let count = problems.len();
        *known = problems;
        self.outbox
            .send(Event::State(StateEvent::Exchanged { problems: count }));
    }
}

fn lock_problems(problems: &Mutex<Vec<Problem>>) -> MutexGuard<'_, Vec<Problem>> {
    problems.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Sleeps until something changed, the flurry is over and the rest is taken, or until it is to stop.
fn wait_for_change(inbox: &Receiver<()>, poll: Option<Duration>, rest: Instant, stop: &AtomicBool) {
    // The thread holds a sender itself, so that the only error is that the time is up.
    let _ = match poll {
        Some(poll) => inbox.recv_timeout(poll).is_ok(),
        None => inbox.recv().is_ok(),
    };
    let begun = Instant::now();
    while !stop.load(Ordering::Relaxed) {
        let rested = rest.saturating_duration_since(Instant::now());
        let is_flurry = inbox.recv_timeout(QUIET.max(rested)).is_ok();
        if (!is_flurry || begun.elapsed() > PATIENCE) && rested.is_zero() {
            break;
        }
    }
}
