//! Keeps the catalogue true to the folders while the reader reads: a thread that looks for new and changed files.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::followed::{find_followed, follow_edited};
use super::outbox::Outbox;
use super::scan_reports::{OtherProcess, ProgressReporter, TURN, describe_emptiness, scan_notice};
use super::watch;
use crate::app::effect::{Effect, FolderRequest, StateRequest};
use crate::app::event::{CatalogueEvent, Event, ScanProgress};
use crate::app::notice::StatusNotice;
use crate::library::Archive;
use crate::library::announced_problems::AnnouncedProblems;
use crate::library::catalogue::ComparedArticles;
use crate::library::ingest::{self, IngestError, IngestOutcome, IngestScope};
use crate::loader::Problem;
use crate::text::Clean;

/// How far the threads that read the folders yield to those that answer keys.
const NICENESS: i32 = 5;

/// How long it takes until folders that could not be read are tried again, at first and at most.
const FIRST_DELAY: Duration = Duration::from_secs(1);
const LONGEST_DELAY: Duration = Duration::from_secs(30);

/// The folders of the archive, and the thread that looks into them; dropping it stops that.
pub(super) struct Folders {
    archive: Archive,
    outbox: Outbox,
    stop: Arc<AtomicBool>,
    shared: Arc<SharedScan>,
    is_watching: bool,
}

/// What the thread that looks shares with those who ask it to.
#[derive(Debug, Default)]
struct SharedScan {
    /// What the last walk could not look into: it has no place in the catalogue, which knows files.
    unseen: Mutex<Vec<Problem>>,
    looks: Mutex<ScanSchedule>,
    /// What was compared to find articles that were edited elsewhere.
    compared: Mutex<ComparedArticles>,
    /// The load problems that were announced before the program was started; read with the first scan.
    announced: OnceLock<AnnouncedProblems>,
}

/// Whether somebody looks, and what to look at again because it may have changed behind their back.
#[derive(Debug, Default)]
struct ScanSchedule {
    is_looking: bool,
    next: BTreeSet<ScanTask>,
}

/// What to do for the folders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum ScanTask {
    /// To have what is kept of edited articles follow them.
    Follow,
    /// To apply corrections to what is stored.
    Corrections,
    /// To look for new, changed and vanished files, which does the others as well.
    Scan,
}

impl Folders {
    /// Makes the folders of an archive; nobody looks into them yet.
    pub(super) fn new(archive: Archive, outbox: Outbox) -> Self {
        Self {
            archive,
            outbox,
            stop: Arc::default(),
            shared: Arc::default(),
            is_watching: false,
        }
    }

    /// Looks for new, changed and vanished files; while that goes on already, once more after it.
    pub(super) fn request_scan(&mut self) -> Option<Event> {
        self.request_task(ScanTask::Scan)
    }

    /// Has what is kept of edited articles follow them; a scan that goes on does so at its end.
    pub(super) fn request_follow(&mut self) -> Option<Event> {
        self.request_task(ScanTask::Follow)
    }

    /// Applies corrections to what is stored; a scan that goes on does so by itself.
    pub(super) fn request_corrections(&mut self) -> Option<Event> {
        self.request_task(ScanTask::Corrections)
    }

    fn request_task(&mut self, task: ScanTask) -> Option<Event> {
        if !lock_shared(&self.shared.looks).begin(task) {
            return None;
        }
        let error = self.start_task(task).err()?;
        *lock_shared(&self.shared.looks) = ScanSchedule::default();
        Some(Event::Notice(StatusNotice::error(&format!(
            "The folders cannot be read: {error}"
        ))))
    }

    /// Returns the folders and links that could not be looked into, as far as is known.
    pub(super) fn problems(&self) -> Vec<Problem> {
        lock_shared(&self.shared.unseen).clone()
    }

    fn start_task(&mut self, first: ScanTask) -> io::Result<()> {
        let (archive, outbox, stop, shared) = (
            self.archive.clone(),
            self.outbox.clone(),
            Arc::clone(&self.stop),
            Arc::clone(&self.shared),
        );
        let running = self.outbox.count_job();
        let job = move || {
            let _running = running;
            // Where threads have a niceness of their own, those that this one starts inherit it.
            let _ = rustix::process::nice(NICENESS);
            let mut next = Some(first);
            while let Some(task) = next {
                match task {
                    ScanTask::Corrections => correct_once(&archive, &outbox, &stop),
                    // An article that has come with what is kept of it is not lost, so the folders are looked into first.
                    ScanTask::Follow
                        if find_followed(&archive, &shared.compared).moved.is_empty() =>
                    {
                        follow_edited(&archive, &outbox, &shared.compared);
                    }
                    ScanTask::Follow | ScanTask::Scan => {
                        scan_once(&archive, &outbox, &stop, &shared);
                    }
                }
                next = lock_shared(&shared.looks).end();
            }
        };
        thread::Builder::new()
            .name("folders".to_owned())
            .spawn(job)?;
        if first == ScanTask::Scan {
            self.start_watch();
        }
        Ok(())
    }

    /// Has changes noticed from now on; each asks to look again.
    fn start_watch(&mut self) {
        if std::mem::replace(&mut self.is_watching, true) {
            return;
        }
        let (outbox, stop) = (self.outbox.clone(), Arc::clone(&self.stop));
        watch::watch_folders(self.archive.clone(), move || {
            outbox.request_effect(Effect::Folders(FolderRequest::Rescan));
            !stop.load(Ordering::Relaxed)
        });
        let (outbox, stop) = (self.outbox.clone(), Arc::clone(&self.stop));
        watch::watch_corrections(&self.archive, move || {
            outbox.request_effect(Effect::Folders(FolderRequest::Corrections));
            // The open article shows its corrections out of the state.
            outbox.request_effect(Effect::State(StateRequest::Check));
            !stop.load(Ordering::Relaxed)
        });
    }
}

impl SharedScan {
    /// Returns how many load problems were announced in earlier runs, and remembers all for the next one.
    fn count_announced(&self, archive: &Archive) -> usize {
        let Some(data) = archive.state_path().and_then(Path::parent) else {
            return 0;
        };
        let Ok(problems) = archive.open_catalogue().and_then(|it| it.load_problems()) else {
            return 0;
        };
        let announced = self.announced.get_or_init(|| AnnouncedProblems::load(data));
        if !problems.is_empty() {
            // Without it, they are announced again.
            let _best_effort = AnnouncedProblems::save(data, &problems);
        }
        announced.count_known(&problems)
    }

    /// Waits before the folders are tried again; returns `false` if that is no longer wanted, or something else is.
    fn wait_to_retry(&self, delay: Duration, stop: &AtomicBool) -> bool {
        let end = Instant::now() + delay;
        while Instant::now() < end {
            thread::sleep(TURN.min(delay));
            if stop.load(Ordering::Relaxed) {
                return false;
            }
            let mut looks = lock_shared(&self.looks);
            if looks.next.contains(&ScanTask::Scan) {
                return false;
            }
            // A scan does the others as well.
            if !std::mem::take(&mut looks.next).is_empty() {
                return true;
            }
        }
        true
    }
}

impl ScanSchedule {
    /// Returns `true` if to begin looking; when somebody looks already, they do the task afterwards.
    fn begin(&mut self, task: ScanTask) -> bool {
        if self.is_looking {
            self.next.insert(task);
            return false;
        }
        self.is_looking = true;
        true
    }

    /// Ends a look; returns what to do next, if anything.
    fn end(&mut self) -> Option<ScanTask> {
        // The last one does the others as well.
        let next = self.next.pop_last();
        if next == Some(ScanTask::Scan) {
            self.next.clear();
        }
        self.is_looking = next.is_some();
        next
    }
}

impl Drop for Folders {
    fn drop(&mut self) {
        // Nobody waits for it: a file may take long, and what was read last is only read again.
        self.stop.store(true, Ordering::Relaxed);
    }
}

fn lock_shared<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Looks once, after any other process that is at it; where that cannot be done, again until it can or more is requested.
fn scan_once(archive: &Archive, outbox: &Outbox, stop: &AtomicBool, shared: &SharedScan) {
    let mut delay = FIRST_DELAY;
    let mut told: Option<String> = None;
    loop {
        let (outcome, mut last) = scan_after_others(archive, outbox, stop, shared);
        let fault = outcome.as_ref().err().map(ToString::to_string);
        let unseen = match &outcome {
            Ok(outcome) => outcome.problems.clone(),
            Err(error) => vec![Problem::new(archive.cache_folder(), error.to_string())],
        };
        last.problems += unseen.len();
        last.unseen = unseen.len();
        last.announced = shared.count_announced(archive);
        let announced_problems = std::mem::replace(&mut *lock_shared(&shared.unseen), unseen);
        last.is_finished = true;
        last.fault = fault.as_deref().map(fault_text);
        if fault.is_none() && last.articles == 0 {
            last.emptiness = describe_emptiness(archive.folders());
        }
        outbox.send(Event::Scanned(last));
        outbox.send(Event::Catalogue(CatalogueEvent::Changed));
        let notice = match outcome {
            Ok(outcome) => scan_notice(&outcome, &announced_problems),
            Err(error) if told == fault => {
                tracing::debug!(%error, "still not scanned");
                None
            }
            Err(error) => Some(StatusNotice::error(&error.to_string())),
        };
        if let Some(notice) = notice {
            outbox.send(Event::Notice(notice));
        }
        if fault.is_none() || !shared.wait_to_retry(delay, stop) {
            return;
        }
        told = fault;
        delay = (delay * 2).min(LONGEST_DELAY);
    }
}

fn fault_text(fault: &str) -> Clean {
    Clean::line(&format!(
        "The folders cannot be read for now: {fault}. It is tried again."
    ))
}

/// Looks once, after any other process that is at it.
fn scan_after_others(
    archive: &Archive,
    outbox: &Outbox,
    stop: &AtomicBool,
    shared: &SharedScan,
) -> (Result<IngestOutcome, IngestError>, ScanProgress) {
    let mut teller = ProgressReporter::new(outbox);
    let mut others = None;
    let outcome = loop {
        let outcome = ingest::ingest_folders(archive, &IngestScope::All, stop, &mut |progress| {
            teller.report_progress(progress);
        });
        if stop.load(Ordering::Relaxed) || !matches!(outcome, Err(IngestError::Busy)) {
            break outcome;
        }
        others
            .get_or_insert_with(|| OtherProcess::new(archive, outbox))
            .follow_changes();
    };
    // Articles that were not read yet may be those that something is kept of, and not lost.
    let is_whole = |outcome: &IngestOutcome| !outcome.is_stopped && outcome.problems.is_empty();
    if outcome.as_ref().is_ok_and(is_whole) {
        follow_edited(archive, outbox, &shared.compared);
    }
    (outcome, teller.last)
}

/// Applies corrections to what is stored, after any other process that reads the folders, which applies them as well.
fn correct_once(archive: &Archive, outbox: &Outbox, stop: &AtomicBool) {
    let scope = IngestScope::corrections();
    let outcome = loop {
        let outcome = ingest::ingest_folders(archive, &scope, stop, &mut |_| {});
        if stop.load(Ordering::Relaxed) || !matches!(outcome, Err(IngestError::Busy)) {
            break outcome;
        }
        thread::sleep(TURN);
    };
    match outcome {
        // Another process may have applied them, which changes what is found here too.
        Ok(_) => outbox.send(Event::Catalogue(CatalogueEvent::Changed)),
        Err(error) => {
            let notice = StatusNotice::error(&error.to_string());
            outbox.send(Event::Notice(notice));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_during_a_look_is_done_after_it() {
        let mut looks = ScanSchedule::default();
        assert!(looks.begin(ScanTask::Scan));
        assert!(!looks.begin(ScanTask::Scan));
        assert!(!looks.begin(ScanTask::Corrections));
        assert_eq!(looks.end(), Some(ScanTask::Scan), "asked for meanwhile");
        assert!(!looks.begin(ScanTask::Corrections));
        assert_eq!(looks.end(), Some(ScanTask::Corrections));
        assert!(!looks.begin(ScanTask::Corrections));
        assert!(!looks.begin(ScanTask::Follow));
        assert_eq!(looks.end(), Some(ScanTask::Corrections), "not all folders");
        assert_eq!(looks.end(), Some(ScanTask::Follow));
        assert_eq!(looks.end(), None, "asked for by nobody");
        assert!(looks.begin(ScanTask::Scan), "nobody looks any more");
    }
}
