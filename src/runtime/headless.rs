//! The services without a terminal, for who drives the state in another way: the tests of the screen.

use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use super::outbox::{Message, Outbox};
use super::services::Services;
use super::{RunError, Start};
use crate::app::effect::Effect;
use crate::app::event::Event;

/// How long to sleep before looking whether the jobs are done; an answer ends the sleep.
const PAUSE: Duration = Duration::from_millis(1);

/// The services of a running program, without its terminal.
pub struct Headless {
    services: Services,
    outbox: Outbox,
    messages: Receiver<Message>,
}

impl Headless {
    /// Starts the services as the program does.
    ///
    /// # Errors
    /// When a thread cannot be started, or not even a temporary folder be written.
    pub fn start(start: &Start) -> Result<Self, RunError> {
        let (outbox, messages) = Outbox::new();
        let mut services = Services::start(start, &outbox)?;
        services.state.save_places_at_once();
        services.start_background();
        Ok(Self {
            services,
            outbox,
            messages,
        })
    }

    /// Performs an effect and returns the answers that are there at once; others come from [`Self::wait`].
    pub fn perform(&mut self, effect: Effect) -> Vec<Event> {
        self.services.perform(effect)
    }

    /// Waits for the next answer; `None` once no job is running that could send one.
    pub fn wait(&mut self) -> Option<Event> {
        loop {
            // A job is counted until it has sent everything, so this must be asked before the channel is.
            let has_jobs = self.outbox.has_jobs();
            let pause = if has_jobs { PAUSE } else { Duration::ZERO };
            match self.messages.recv_timeout(pause) {
                Ok(Message::Event(event)) => return Some(*event),
                Ok(Message::Effect(effect)) => {
                    for event in self.services.perform(*effect) {
                        self.outbox.send(event);
                    }
                }
                Ok(
                    Message::Signal(_)
                    | Message::Background(_)
                    | Message::Config(_)
                    | Message::Reopen(..)
                    | Message::InputEnded,
                ) => {}
                Err(RecvTimeoutError::Timeout) if has_jobs => {}
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return None,
            }
        }
    }
}
