//! Writes a log to a file on request: which thread did what, when, and for how long.
//!
//! Any module may open a span of [`tracing`] around what it does; the log has one line for each, when it closes. Until
//! [`start_log`] is called a span costs one load of an atomic, and its fields are not evaluated.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use tracing::Level;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::fmt::format::FmtSpan;

use crate::files::{private, regular};
use crate::text::Clean;

/// Starts to append the log of this process to a file, which only its owner may read.
///
/// # Errors
/// Fails if the file cannot be written, is not a regular file, or this process already writes a log.
pub fn start_log(path: &Path) -> io::Result<()> {
    private::create_file(path)?;
    let file = regular::open_with(path, OpenOptions::new().append(true))?;
    tracing_subscriber::fmt()
        .with_writer(LogFile(file))
        .with_max_level(Level::DEBUG)
        .with_span_events(FmtSpan::CLOSE)
        .with_thread_names(true)
        .with_ansi(false)
        // They would be printed over the screen.
        .log_internal_errors(false)
        .try_init()
        .map_err(io::Error::other)
}

/// The file of the log.
struct LogFile(File);

/// Writes one event with each call.
struct LogLine<'a>(&'a File);

impl<'a> MakeWriter<'a> for LogFile {
    type Writer = LogLine<'a>;

    fn make_writer(&'a self) -> Self::Writer {
        LogLine(&self.0)
    }
}

impl Write for LogLine<'_> {
    fn write(&mut self, event: &[u8]) -> io::Result<usize> {
        // Names of files and words of queries come from outside: no control character reaches the file, and no line
        // break can forge a line. Threads append whole lines (O_APPEND), so they need no lock.
        let line = format!("{}\n", Clean::line(&String::from_utf8_lossy(event)));
        // On a full disk the log has gaps, and the program goes on.
        let _ = self.0.write_all(line.as_bytes());
        Ok(event.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_one_clean_line() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("log");
        let log = LogFile(File::create(&path).unwrap());
        let event = "load path=a\u{1b}[31m\u{202e}b\n2026-01-01 INFO forged\n";
        log.make_writer().write_all(event.as_bytes()).unwrap();
        let written = std::fs::read_to_string(&path).unwrap();
        assert_eq!(written, "load path=ab 2026-01-01 INFO forged\n");
    }
}
