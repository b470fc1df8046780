//! The threads that load files, at low priority; a thread that is stuck in a file is replaced.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
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
    loading: Arc<ByteBudget>,
    waiting: Arc<ByteBudget>,
}

/// How many bytes of files may be loaded at a time: an article takes many times the memory of its file.
const MAXIMUM_LOADING: u64 = 24 * 1024 * 1024;

/// How many bytes of loaded files may wait to be stored: what workers load while a batch is committed.
const MAXIMUM_WAITING: u64 = 8 * 1024 * 1024;

/// How long a worker that waits for its turn sleeps before it looks whether all is over.
const TURN: Duration = Duration::from_millis(200);

/// The bytes of the files that are being loaded, or wait to be stored; a file over the limit is there alone.
#[derive(Debug)]
struct ByteBudget {
    limit: u64,
    used: Mutex<u64>,
    is_free: Condvar,
}

/// The part of a budget that one file has; dropping it gives it back.
#[derive(Debug)]
pub(super) struct BytePermit {
    budget: Arc<ByteBudget>,
    bytes: u64,
}

impl ByteBudget {
    fn new(limit: u64) -> Self {
        Self {
            limit,
            used: Mutex::default(),
            is_free: Condvar::new(),
        }
    }

    /// Waits until there is room for a file; returns `None` if all is over before.
    fn wait_for_permit(self: &Arc<Self>, bytes: u64, is_over: &AtomicBool) -> Option<BytePermit> {
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        while *used > 0 && used.saturating_add(bytes) > self.limit {
            if is_over.load(Ordering::Relaxed) {
                return None;
            }
            let waited = self.is_free.wait_timeout(used, TURN);
            used = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        *used = used.saturating_add(bytes);
        drop(used);
        Some(BytePermit {
            budget: Arc::clone(self),
            bytes,
        })
    }
}

impl Drop for BytePermit {
    fn drop(&mut self) {
        let used = &self.budget.used;
        let mut used = used.lock().unwrap_or_else(PoisonError::into_inner);
        *used = used.saturating_sub(self.bytes);
        drop(used);
        self.budget.is_free.notify_all();
    }
}

/// The state of one worker.
#[derive(Default)]
struct WorkerSlot(Mutex<WorkerState>);

#[derive(Default)]
enum WorkerState {
    #[default]
    Nothing,
    Reading {
        job: LoadJob,
        begun: Instant,
        _permit: BytePermit,
    },
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
                loading: Arc::new(ByteBudget::new(MAXIMUM_LOADING)),
                waiting: Arc::new(ByteBudget::new(MAXIMUM_WAITING)),
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
            let Some((job, permit)) = self.next_job() else {
                return;
            };
            desk.set_state(WorkerState::Reading {
                job: job.clone(),
                begun: Instant::now(),
                _permit: permit,
            });
            let corrections = self.corrections.current();
            let size = job.size;
            let mut read = load::load_file(
                job,
                LoadSettings {
                    load: self.reading.load,
                    corrections: &corrections,
                },
            );
            // Swapped under the lock: either this worker reports the file or the pool has given it up, never both.
            if matches!(desk.set_state(WorkerState::Nothing), WorkerState::GivenUp) {
                return;
            }
            read.waiting = self.waiting.wait_for_permit(size, &self.is_over);
            let is_over = read.waiting.is_none();
            if is_over || self.finds.send(ScanEvent::Read(Box::new(read))).is_err() {
                return;
            }
        }
    }
}

impl WorkerContext {
    /// Waits for a file and for its turn; returns `None` if there are no more, or all is over.
    fn next_job(&self) -> Option<(LoadJob, BytePermit)> {
        // One receiver behind a lock hands out single files, so that a worker with a large file delays no others.
        // The lock is held while waiting, which only makes the waiting workers queue here.
        let jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        let job = jobs.recv().ok()?;
        drop(jobs);
        if self.is_over.load(Ordering::Relaxed) {
            return None;
        }
        let permit = self.loading.wait_for_permit(job.size, &self.is_over)?;
        Some((job, permit))
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
            matches!(&*held, WorkerState::Reading { begun, .. } if begun.elapsed() > patience);
        if !is_late {
            return None;
        }
        match std::mem::replace(&mut *held, WorkerState::GivenUp) {
            WorkerState::Reading { job, .. } => Some(job),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_files_are_loaded_one_after_another_and_small_ones_beside() {
        let budget = Arc::new(ByteBudget::new(MAXIMUM_LOADING));
        let is_over = AtomicBool::new(false);
        let over = AtomicBool::new(true);
        let large = budget.wait_for_permit(MAXIMUM_LOADING * 2, &is_over);
        assert!(large.is_some(), "one of any size is loaded alone");
        assert!(budget.wait_for_permit(1, &over).is_none());
        drop(large);
        let small = budget.wait_for_permit(4096, &over);
        let other = budget.wait_for_permit(4096, &over);
        assert!(small.is_some() && other.is_some());
        assert!(budget.wait_for_permit(MAXIMUM_LOADING, &over).is_none());
    }
}
