//! Performs what needs the terminal, or a program that may take it: clipboard, browser, editor, pipe.

use super::clipboard::{self, Copied};
use super::outbox::Outbox;
use super::pipe::{self, Piped};
use super::worker::Worker;
use super::{editor, links};
use crate::app::effect::TerminalRequest;
use crate::app::event::{Event, InputEvent};
use crate::app::notice::StatusNotice;
use crate::text::Clean;

/// The programs around this one.
pub(super) struct Desktop {
    copies: Worker,
    outbox: Outbox,
}

impl Desktop {
    pub(super) fn new(outbox: Outbox) -> Self {
        Self {
            copies: Worker::default(),
            outbox,
        }
    }

    /// Performs a request and returns the answers that are there at once.
    pub(super) fn perform(&self, request: TerminalRequest) -> Vec<Event> {
        match request {
            TerminalRequest::Copy { text, what } => {
                self.copy_text(text, what).into_iter().collect()
            }
            TerminalRequest::OpenLink(link) => {
                let opened = links::open_link(&link);
                let resumed = opened.was_lent.then_some(Event::Input(InputEvent::Resumed));
                let notice = Event::Notice(opened.notice);
                resumed.into_iter().chain([notice]).collect()
            }
            TerminalRequest::Edit(path) => {
                let notice = editor::edit_file(&path);
                let events = [Event::Input(InputEvent::Resumed)].into_iter();
                events.chain(notice.map(Event::Notice)).collect()
            }
            TerminalRequest::Pipe {
                command,
                text,
                title,
                url,
            } => {
                let notice = pipe::pipe_text(&Piped {
                    command: &command,
                    text: &text,
                    title: &title,
                    url: url.as_ref(),
                });
                vec![Event::Input(InputEvent::Resumed), Event::Notice(notice)]
            }
            // The loop itself does these.
            TerminalRequest::Suspend | TerminalRequest::Redraw | TerminalRequest::Quit => {
                Vec::new()
            }
        }
    }

    /// Copies text on a worker, since a clipboard's program may take its time.
    fn copy_text(&self, text: Clean, what: &'static str) -> Option<Event> {
        let outbox = self.outbox.clone();
        let job = move || {
            let notice = match clipboard::copy_text(&text) {
                Ok(Copied::By(program)) => {
                    StatusNotice::quiet(&format!("Copied {what} with {program}"))
                }
                Ok(Copied::ThroughTerminal) => {
                    StatusNotice::quiet(&format!("Sent {what} to the terminal's clipboard"))
                }
                Err(error) => StatusNotice::error(&format!("Could not copy {what}: {error}")),
            };
            outbox.send(Event::Notice(notice));
        };
        let error = self.copies.submit_job(job).err()?;
        let notice = StatusNotice::error(&format!("Could not copy {what}: {error}"));
        Some(Event::Notice(notice))
    }
}
