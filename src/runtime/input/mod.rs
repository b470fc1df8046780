//! The thread that reads keys, pastes and the mouse.
//!
//! 1. it sleeps until something was typed, or the terminal is gone
//! 2. [`decode`] finds the keys in the bytes
//! 3. [`csi`] knows what the control sequences among them mean

mod csi;
mod decode;

use std::io;
use std::time::Duration;

use crossterm::event::Event;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::stdio::stdin;

use self::decode::Decoder;
use super::terminal;

/// How long the rest of a sequence may take; after it, an escape was the key.
const ESCAPE_PATIENCE: Duration = Duration::from_millis(25);
/// How many reads in a row may find nothing where something was announced.
const EMPTY_READS: u32 = 64;

/// What the wait for input ended with.
enum Wake {
    Typed,
    Silence,
    Gone,
}

/// Reads what is typed and hands each batch to `send`, until the terminal is gone.
///
/// # Errors
/// When the terminal can be read no more.
pub(super) fn read_events(mut send: impl FnMut(Vec<Event>)) -> io::Result<()> {
    let mut decoder = Decoder::default();
    let mut buffer = [0; 4096];
    let mut empty_reads = 0;
    loop {
        let events = match wait_readable(decoder.is_waiting().then_some(ESCAPE_PATIENCE))? {
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
        if !events.is_empty() {
            send(events);
        }
    }
}

fn wait_readable(timeout: Option<Duration>) -> io::Result<Wake> {
    let timeout = timeout.and_then(|timeout| Timespec::try_from(timeout).ok());
    let input = stdin();
    let mut descriptors = [PollFd::new(&input, PollFlags::IN)];
    let count = match poll(&mut descriptors, timeout.as_ref()) {
        // A signal interrupts poll even where its handler restarts other calls (POSIX, sigaction, SA_RESTART).
        Err(Errno::INTR) => return wait_readable(None),
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
