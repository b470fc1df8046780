//! Where threads put what they tell the event loop.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};

use super::{Start, signals};
use crate::app::effect::Effect;
use crate::app::event::Event;
use crate::app::notice::StatusNotice;
use crate::config::{Background, Config, ConfigError};

/// What the threads tell the event loop.
#[derive(Debug)]
pub(super) enum Message {
    /// Something happened that the state must know.
    Event(Box<Event>),
    /// A worker has found out what must be done.
    Effect(Box<Effect>),
    /// The terminal told its background, or that it has another one.
    Background(Background),
    /// The config file has changed: the settings in it, or what is wrong with it.
    Config(Box<Result<Config, ConfigError>>),
    /// There is something to read now: what the program goes on with, and what to tell of it.
    Reopen(Box<Start>, StatusNotice),
    /// A signal was seen.
    Signal(signals::SignalNotice),
    /// The terminal can no longer be read.
    InputEnded,
}

/// Where threads put what they tell the event loop.
#[derive(Debug, Clone)]
pub(super) struct Outbox {
    sender: Sender<Message>,
    jobs: JobCounter,
}

/// The number of jobs that may still send something.
#[derive(Debug, Clone, Default)]
pub(super) struct JobCounter(Arc<AtomicUsize>);

/// A job that may still send something; it counts as done when this is dropped, however it ends.
#[derive(Debug)]
pub(super) struct RunningJob(JobCounter);

impl Outbox {
    /// Makes an outbox and the end where its messages arrive.
    pub(super) fn new() -> (Self, Receiver<Message>) {
        let (sender, messages) = mpsc::channel();
        let jobs = JobCounter::default();
        (Self { sender, jobs }, messages)
    }

    /// Sends an event to the state; once the loop is over, nobody listens.
    pub(super) fn send(&self, event: Event) {
        self.send_message(Message::Event(Box::new(event)));
    }

    /// Requests an effect.
    pub(super) fn request_effect(&self, effect: Effect) {
        self.send_message(Message::Effect(Box::new(effect)));
    }

    pub(super) fn send_message(&self, message: Message) {
        let _ = self.sender.send(message);
    }

    /// Counts a job, which takes what is returned with it.
    pub(super) fn count_job(&self) -> RunningJob {
        // What the job sends goes through the channel, which orders it: the counter need not.
        self.jobs.0.fetch_add(1, Ordering::AcqRel);
        RunningJob(self.jobs.clone())
    }

    /// Returns `true` if a job may still send something.
    pub(super) fn has_jobs(&self) -> bool {
        self.jobs.0.load(Ordering::Acquire) > 0
    }
}

impl Drop for RunningJob {
    fn drop(&mut self) {
        self.0.0.fetch_sub(1, Ordering::AcqRel);
    }
}
