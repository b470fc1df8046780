//! The thread that reads keys, pastes and the mouse.
//!
//! 1. it sleeps until something was typed, or the terminal is gone
//! 2. [`decode`] finds the keys in the bytes
//! 3. [`csi`] knows what the control sequences among them mean, and [`answer`] what the terminal reports

mod answer;
mod csi;
mod decode;

use std::io;
use std::time::Duration;

use crossterm::event::Event;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::stdio::stdin;

use self::answer::TerminalReport;
use self::decode::Decoder;
use super::terminal;
use crate::config::Background;

/// How many reads in a row may find nothing where something was announced.
const EMPTY_READS: u32 = 64;

/// What the wait for input ended with.
enum Wake {
    Typed,
    Silence,
    Gone,
}

/// What was read: what the reader did, or what the terminal reports.
#[derive(Debug)]
pub(super) enum TerminalInput {
    /// Keys, pastes, the mouse.
    Events(Vec<Event>),
    /// The terminal's background, asked for or changed.
    Background(Background),
}

/// Reads what is typed and hands each batch to `send`, until the terminal is gone.
///
/// If the terminal `is_asked` something, its answer is not taken for keys, however slowly it comes.
///
/// # Errors
/// When the terminal can be read no more.
pub(super) fn read_events(is_asked: bool, mut send: impl FnMut(TerminalInput)) -> io::Result<()> {
    let mut decoder = Decoder::new(is_asked);
    let mut buffer = [0; 4096];
    let mut empty_reads = 0;
    loop {
        // It is asked again whenever it is taken again.
        if terminal::awaits_answer() {
            decoder.expect_answer();
        }
        let events = match wait_readable(decoder.is_waiting().then(|| decoder.patience()))? {
            Wake::Gone => return Ok(()),
            Wake::Silence => decoder.flush_pending(),
            Wake::Typed => {
                let length = terminal::read_typed(&mut buffer)?;
                empty_reads = if length == 0 { empty_reads + 1 } else { 0 };
                // A terminal that is gone reads as empty for ever, at full speed (crossterm issue 793).
                if empty_reads > EMPTY_READS {
                    return Ok(());
                }
                decoder.feed_bytes(buffer.get(..length).unwrap_or_default())
            }
        };
        for report in decoder.take_reports() {
            match report {
                TerminalReport::Background(background) => {
                    send(TerminalInput::Background(background));
                }
                TerminalReport::Attributes => terminal::note_answer(),
            }
        }
        if !events.is_empty() {
            send(TerminalInput::Events(events));
        }
    }
}

fn wait_readable(timeout: Option<Duration>) -> io::Result<Wake> {
    let patience = timeout.and_then(|timeout| Timespec::try_from(timeout).ok());
    let input = stdin();
    let mut descriptors = [PollFd::new(&input, PollFlags::IN)];
    let count = match poll(&mut descriptors, patience.as_ref()) {
        // A signal interrupts poll even where its handler restarts other calls (POSIX, sigaction, SA_RESTART).
        Err(Errno::INTR) => return wait_readable(timeout),
        other => other?,
    };
    let [descriptor] = &descriptors;
    let seen = descriptor.revents();
    Ok(if count == 0 {
        Wake::Silence
        // poll reports these whether they were requested or not (POSIX, poll).
    } else if seen.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) {
        Wake::Gone
    } else {
        Wake::Typed
    })
}
