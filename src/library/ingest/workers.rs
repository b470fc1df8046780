//! The threads that load files, at low priority; a thread that is stuck in a file is replaced.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::IngestSettings;
use super::batches::ScanEvent;
use super::correcting::SharedCorrections;
use super::load::{self, LoadJob, LoadSettings};

/// The workers; they end when there are no more files, or when nobody receives their results.
pub(super) struct WorkerPool {
    shared: Arc<WorkerContext>,
    desks: Vec<Arc<WorkerSlot>>,
    patience: Duration,
}

/// What the workers share.
struct WorkerContext {
    jobs: Mutex<Receiver<LoadJob>>,
    finds: SyncSender<ScanEvent>,
    is_over: AtomicBool,
    reading: IngestSettings,
    corrections: SharedCorrections,
}

/// The state of one worker.
#[derive(Default)]
struct WorkerSlot(Mutex<WorkerState>);

#[derive(Default)]
enum WorkerState {
    #[default]
    Nothing,
    Reading(LoadJob, Instant),
    /// The worker took too long: its result is discarded.
    GivenUp,
}

impl WorkerPool {
    /// Starts one worker for each core, or as many as the system allows.
    ///
    /// # Errors
    /// Fails if not even one can be started.
    pub(super) fn start(
        jobs: Receiver<LoadJob>,
        finds: SyncSender<ScanEvent>,
        reading: IngestSettings,
        corrections: SharedCorrections,
    ) -> io::Result<Self> {
        // Built before the first thread starts: if a later one cannot start, dropping this ends those that run.
        let mut readers = Self {
            shared: Arc::new(WorkerContext {
                jobs: Mutex::new(jobs),
                finds,
                is_over: AtomicBool::new(false),
                reading,
                corrections,
            }),
            desks: Vec::new(),
            patience: reading.patience,
        };
        let cores = thread::available_parallelism().map_or(1, usize::from);
        for number in 0..cores {
            match readers.add_worker() {
                Err(error) if number == 0 => return Err(error),
                _ => {}
            }
        }
        Ok(readers)
    }

    fn add_worker(&mut self) -> io::Result<()> {
        let desk = Arc::new(WorkerSlot::default());
        let (shared, own) = (Arc::clone(&self.shared), Arc::clone(&desk));
        // The thread is detached: a file may hold it up forever.
        thread::Builder::new()
            .name("ingest".to_owned())
            .spawn(move || shared.run_worker(&own))?;
        self.desks.push(desk);
        Ok(())
    }

    /// Gives up a file that takes too long, and returns it; a new worker takes the place of the stuck one.
    pub(super) fn give_up(&mut self) -> Option<LoadJob> {
        let patience = self.patience;
        let mut late = self.desks.iter().enumerate();
        let (number, job) =
            late.find_map(|(number, desk)| Some((number, desk.give_up(patience)?)))?;
        self.desks.swap_remove(number);
        // If no thread can be started, the others continue; without any, the next ingest retries.
        let _ = self.add_worker();
        Some(job)
    }

    /// Returns `true` if any worker is left.
    pub(super) fn has_workers(&self) -> bool {
        !self.desks.is_empty()
    }
}

impl Drop for WorkerPool {
    fn drop(&mut self) {
        self.shared.is_over.store(true, Ordering::Relaxed);
    }
}

impl WorkerContext {
    fn run_worker(&self, desk: &WorkerSlot) {
        lower_priority();
        loop {
            // One receiver behind a lock hands out single files, so that a worker with a large file delays no
            // others. The lock is held while waiting, which only makes the waiting workers queue here.
            let job = self
                .jobs
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .recv();
            let Ok(job) = job else { return };
            if self.is_over.load(Ordering::Relaxed) {
                return;
            }
            desk.set_state(WorkerState::Reading(job.clone(), Instant::now()));
            let corrections = self.corrections.current();
            let read = load::load_file(
                job,
                LoadSettings {
                    load: self.reading.load,
                    corrections: &corrections,
                },
            );
            let find = ScanEvent::Read(Box::new(read));
            // Swapped under the lock: either this worker reports the file or the pool has given it up, never both.
            if matches!(desk.set_state(WorkerState::Nothing), WorkerState::GivenUp)
                || self.finds.send(find).is_err()
            {
                return;
            }
        }
    }
}

impl WorkerSlot {
    /// Sets the state, and returns the previous one.
    fn set_state(&self, work: WorkerState) -> WorkerState {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::replace(&mut held, work)
    }

    /// Returns the file that the worker has been loading for longer than `patience`, and has it stop afterwards.
    fn give_up(&self, patience: Duration) -> Option<LoadJob> {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_late =
            matches!(&*held, WorkerState::Reading(_, begun) if begun.elapsed() > patience);
        if !is_late {
            return None;
        }
        match std::mem::replace(&mut *held, WorkerState::GivenUp) {
            WorkerState::Reading(job, _) => Some(job),
            WorkerState::Nothing | WorkerState::GivenUp => None,
        }
    }
}

/// Lowers the priority of this thread only, so that the screen stays responsive.
fn lower_priority() {
    #[cfg(target_os = "linux")]
    // Linux keeps the nice value for each thread, against POSIX, where this would slow the whole process down
    // (nice(2)).
    let _ = rustix::process::nice(10);
}
