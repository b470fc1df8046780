//! The threads that read files, below normal priority; one that a file holds up is given up and replaced.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::Reading;
use super::read::{self, Job};
use super::store::Find;

/// The threads that read; they end when there are no more files, or nobody takes what they have read.
pub(super) struct Readers {
    shared: Arc<Shared>,
    desks: Vec<Arc<Desk>>,
    patience: Duration,
}

/// What the threads have in common.
struct Shared {
    jobs: Mutex<Receiver<Job>>,
    finds: SyncSender<Find>,
    is_over: AtomicBool,
    reading: Reading,
}

/// What one thread is at.
#[derive(Default)]
struct Desk(Mutex<Work>);

#[derive(Default)]
enum Work {
    #[default]
    Nothing,
    Reading(Job, Instant),
    /// The thread took too long: what it finds in the end is not wanted.
    GivenUp,
}

impl Readers {
    /// Starts a thread a core.
    ///
    /// # Errors
    /// When not even one can be started.
    pub(super) fn start(
        jobs: Receiver<Job>,
        finds: SyncSender<Find>,
        reading: Reading,
    ) -> io::Result<Self> {
        let mut readers = Self {
            shared: Arc::new(Shared {
                jobs: Mutex::new(jobs),
                finds,
                is_over: AtomicBool::new(false),
                reading,
            }),
            desks: Vec::new(),
            patience: reading.patience,
        };
        let cores = thread::available_parallelism().map_or(1, usize::from);
        for number in 0..cores {
            match readers.add() {
                Err(error) if number == 0 => return Err(error),
                _ => {}
            }
        }
        Ok(readers)
    }

    fn add(&mut self) -> io::Result<()> {
        let desk = Arc::new(Desk::default());
        let (shared, own) = (Arc::clone(&self.shared), Arc::clone(&desk));
        // Nobody waits for the thread: it may be held up by a file for ever.
        thread::Builder::new()
            .name("ingest".to_owned())
            .spawn(move || shared.run(&own))?;
        self.desks.push(desk);
        Ok(())
    }

    /// Gives up a file that takes too long, and returns it; another thread takes the place of its reader.
    pub(super) fn give_up(&mut self) -> Option<Job> {
        let patience = self.patience;
        let mut late = self.desks.iter().enumerate();
        let (number, job) =
            late.find_map(|(number, desk)| Some((number, desk.give_up(patience)?)))?;
        self.desks.swap_remove(number);
        // Without it the others read on; and without any, the next ingest does.
        let _ = self.add();
        Some(job)
    }

    /// Says whether any thread is left to read.
    pub(super) fn are_there(&self) -> bool {
        !self.desks.is_empty()
    }
}

impl Drop for Readers {
    fn drop(&mut self) {
        self.shared.is_over.store(true, Ordering::Relaxed);
    }
}

impl Shared {
    fn run(&self, desk: &Desk) {
        step_back();
        loop {
            let job = self
                .jobs
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .recv();
            let Ok(job) = job else { return };
            if self.is_over.load(Ordering::Relaxed) {
                return;
            }
            desk.set(Work::Reading(job.clone(), Instant::now()));
            let find = Find::Read(Box::new(read::read(job, self.reading.load)));
            if matches!(desk.set(Work::Nothing), Work::GivenUp) || self.finds.send(find).is_err() {
                return;
            }
        }
    }
}

impl Desk {
    /// Notes what the thread is at now, and returns what it was.
    fn set(&self, work: Work) -> Work {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::replace(&mut held, work)
    }

    /// Returns the file that the thread has read for longer than `patience`, and has it stop afterwards.
    fn give_up(&self, patience: Duration) -> Option<Job> {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_late = matches!(&*held, Work::Reading(_, begun) if begun.elapsed() > patience);
        if !is_late {
            return None;
        }
        match std::mem::replace(&mut *held, Work::GivenUp) {
            Work::Reading(job, _) => Some(job),
            _ => None,
        }
    }
}

/// Lowers the priority of this thread, so that the reader's keys come first.
fn step_back() {
    #[cfg(target_os = "linux")]
    let _ = rustix::process::nice(10);
}
