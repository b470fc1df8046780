//! What is said when the program has a fault in itself.

use std::backtrace::{Backtrace, BacktraceStatus};
use std::env;
use std::io::{self, Write};
use std::panic::{self, PanicHookInfo};
use std::thread;

use super::terminal;
use crate::app::event::{Event, InputEvent};
use crate::text::Clean;

/// Makes a panic of the calling thread give the terminal back before it is reported.
///
/// The panics of other threads are caught where those are started, and shown as problems.
pub(super) fn install_hook() {
    let main = thread::current().id();
    panic::set_hook(Box::new(move |panic| {
        if thread::current().id() == main {
            terminal::give_back();
            let _ = report_panic(panic);
        }
    }));
}

fn report_panic(panic: &PanicHookInfo<'_>) -> io::Result<()> {
    let mut output = io::stderr().lock();
    let message = panic.payload_as_str().unwrap_or("no message");
    writeln!(
        output,
        "pullquote stopped because of an internal error: {}",
        Clean::new(message).as_str()
    )?;
    if let Some(location) = panic.location() {
        writeln!(output, "at {location}")?;
    }
    let backtrace = Backtrace::capture();
    if backtrace.status() == BacktraceStatus::Captured {
        writeln!(output, "{backtrace}")?;
    }
    writeln!(
        output,
        "Bookmarks, notes and reading places are on disk as the screen showed them."
    )
}

/// The environment variable that makes `!` panic, for the tests of what a panic leaves behind.
const TEST_VARIABLE: &str = "PULLQUOTE_TEST_PANIC";

/// Panics on `!` when the tests ask for it.
#[expect(clippy::panic, reason = "the tests need a panic of the main thread")]
pub(super) fn panic_if_asked(event: &Event) {
    if let Event::Input(InputEvent::Key(key)) = event
        && key.character() == Some('!')
        && env::var_os(TEST_VARIABLE).is_some()
    {
        panic!("asked for by {TEST_VARIABLE}");
    }
}
