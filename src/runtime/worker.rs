//! Runs jobs of which only the newest matters, each on a thread of its own where it must.

use std::io;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use super::outbox::Outbox;
use crate::app::event::Event;
use crate::app::notice::StatusNotice;

/// The most threads a worker uses; more than one only while a job takes longer than the reader waits.
const MOST_THREADS: usize = 3;

/// How long a thread waits for the next job before it ends: one that waits for ever keeps what its allocator once needed.
const IDLE: Duration = Duration::from_secs(2);

type Job = Box<dyn FnOnce() + Send>;

/// A worker for jobs of one kind: one that has not begun is dropped when a newer one comes.
///
/// A job that has begun cannot be stopped, so a newer one begins beside it; when all threads are held up, the
/// newest waits for the first that is free.
#[derive(Default)]
pub(super) struct Worker {
    shared: Arc<WorkerShared>,
}

#[derive(Default)]
struct WorkerShared {
    state: Mutex<WorkerState>,
    has_job: Condvar,
}

#[derive(Default)]
struct WorkerState {
    job: Option<Job>,
    threads: usize,
    idle: usize,
    is_closed: bool,
}

impl Worker {
    /// Hands a job over, in place of one that has not begun.
    ///
    /// # Errors
    /// When no thread can be started and none is there.
    pub(super) fn submit_job(&self, job: impl FnOnce() + Send + 'static) -> io::Result<()> {
        let mut state = self.shared.lock();
        state.job = Some(Box::new(job));
        if state.idle > 0 || state.threads == MOST_THREADS {
            self.shared.has_job.notify_one();
            return Ok(());
        }
        let shared = Arc::clone(&self.shared);
        let started = thread::Builder::new()
            .name("worker".to_owned())
            .spawn(move || shared.run_jobs());
        match started {
            Ok(_) => state.threads += 1,
            Err(error) if state.threads == 0 => return Err(error),
            Err(_) => {}
        }
        Ok(())
    }
}

impl Worker {
    /// Hands a job over whose answers go to an outbox; returns a notice that begins with `failed` if no thread can be started.
    pub(super) fn submit_answer(
        &self,
        outbox: &Outbox,
        failed: &str,
        job: impl FnOnce(&Outbox) + Send + 'static,
    ) -> Option<Event> {
        let answers = outbox.clone();
        let running = outbox.count_job();
        let counted = move || {
            let _running = running;
            job(&answers);
        };
        let error = self.submit_job(counted).err()?;
        let text = format!("{failed}: {error}");
        Some(Event::Notice(StatusNotice::error(&text)))
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.shared.lock().is_closed = true;
        self.shared.has_job.notify_all();
    }
}

impl WorkerShared {
    fn lock(&self) -> MutexGuard<'_, WorkerState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn run_jobs(&self) {
        let mut state = self.lock();
        while !state.is_closed {
            if let Some(job) = state.job.take() {
                drop(state);
                job();
                state = self.lock();
                continue;
            }
            state.idle += 1;
            let waited = self
                .has_job
                .wait_timeout_while(state, IDLE, |state| state.job.is_none() && !state.is_closed);
            let (woken, waited) = waited.unwrap_or_else(PoisonError::into_inner);
            state = woken;
            state.idle -= 1;
            if waited.timed_out() {
                break;
            }
        }
        state.threads -= 1;
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    #[test]
    fn a_job_that_is_held_up_holds_up_no_newer_one() {
        let worker = Worker::default();
        let (begun, has_begun) = mpsc::channel();
        let (release, held) = mpsc::channel::<()>();
        worker
            .submit_job(move || {
                let _ = begun.send(());
                let _ = held.recv();
            })
            .unwrap();
        has_begun.recv().unwrap();
        let (send, done) = mpsc::channel();
        worker
            .submit_job(move || {
                let _ = send.send("newer");
            })
            .unwrap();
        assert_eq!(done.recv(), Ok("newer"));
        drop(release);
    }

    #[test]
    fn a_thread_that_has_nothing_to_do_ends_and_the_next_job_has_another() {
        let worker = Worker::default();
        for name in ["first", "second"] {
            let (send, done) = mpsc::channel();
            worker
                .submit_job(move || {
                    let _ = send.send(name);
                })
                .unwrap();
            assert_eq!(done.recv(), Ok(name));
            while worker.shared.lock().threads > 0 {
                thread::sleep(Duration::from_millis(20));
            }
        }
    }

    #[test]
    fn of_the_jobs_that_wait_only_the_newest_is_done() {
        let worker = Worker::default();
        let (begun, has_begun) = mpsc::channel();
        let mut releases = Vec::new();
        for _ in 0..MOST_THREADS {
            let (release, held) = mpsc::channel::<()>();
            let begun = begun.clone();
            worker
                .submit_job(move || {
                    let _ = begun.send(());
                    let _ = held.recv();
                })
                .unwrap();
            has_begun.recv().unwrap();
            releases.push(release);
        }
        let (send, done) = mpsc::channel();
        for number in 0..10 {
            let send = send.clone();
            worker
                .submit_job(move || {
                    let _ = send.send(number);
                })
                .unwrap();
        }
        drop((send, releases));
        assert_eq!(done.iter().collect::<Vec<i32>>(), [9]);
    }
}
