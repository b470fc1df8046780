//! Borrows the terminal, and gives all of it back on every way out.
//!
//! There is one terminal, so its state is one for the process: whoever ends the program (a return, a panic, the
//! thread that waits for signals) calls [`give_back`], and only the first call does something.

use std::io;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError, TryLockError};
use std::thread;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fd::{AsFd, BorrowedFd, OwnedFd};
use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;
use rustix::process::getpgrp;
use rustix::stdio::{dup2_stdin, stderr, stdin, stdout};
use rustix::termios::{
    OptionalActions, QueueSelector, SpecialCodeIndex, Termios, isatty, tcflush, tcgetattr,
    tcgetpgrp, tcgetwinsize, tcsetattr, ttyname,
};

use super::ending_keys;
use super::sequences::{self, Modes};

/// How long the way out waits for another thread that writes.
const PATIENCE_LOCK: Duration = Duration::from_millis(300);
/// How long after it was asked a terminal may answer before the way out is taken without.
const PATIENCE_ANSWER: Duration = Duration::from_millis(300);
/// How long after it was asked an answer is still told from keys, however slowly it comes.
const LATEST_ANSWER: Duration = Duration::from_secs(3);
/// How long the way out waits for a terminal that takes no bytes.
const PATIENCE_OUTPUT: Duration = Duration::from_millis(400);
/// The size of a terminal that does not say its size.
const USUAL_SIZE: Size = Size {
    columns: 80,
    rows: 24,
};
/// The largest size drawn to; a terminal that claims more is drawn to in part.
const LARGEST_SIZE: Size = Size {
    columns: 2000,
    rows: 1000,
};

/// The size of the terminal in cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Size {
    /// Columns, at least one.
    pub(super) columns: u16,
    /// Rows, at least one.
    pub(super) rows: u16,
}

/// Who has the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holder {
    /// Whoever started the program.
    Shell,
    /// The program itself.
    Program,
    /// A child process that the program waits for.
    Child,
}

/// What is known about the terminal.
struct TerminalState {
    holder: Holder,
    /// The line settings to give back; none before the terminal was first taken.
    line: Option<Termios>,
    modes: Modes,
    /// When the terminal was asked about itself, as long as it has not answered.
    asked: Option<Instant>,
}

static TERMINAL: Mutex<TerminalState> = Mutex::new(TerminalState {
    holder: Holder::Shell,
    line: None,
    modes: Modes {
        has_mouse: false,
        asks_background: false,
    },
    asked: None,
});
/// Tells those who wait for the terminal that its holder changed.
static HOLDER_CHANGED: Condvar = Condvar::new();
/// Held while a frame is written, so that what gives the terminal back does not land inside one.
static FRAME: Mutex<()> = Mutex::new(());

/// The borrowed terminal; dropping it gives the terminal back.
#[derive(Debug)]
#[must_use = "the terminal is given back when this is dropped"]
pub(super) struct Borrowed(());

impl Drop for Borrowed {
    fn drop(&mut self) {
        give_back();
    }
}

/// Returns `true` if the reader can be shown: its input and its output are both a terminal.
#[must_use]
pub fn is_terminal() -> bool {
    isatty(stdin()) && isatty(stdout())
}

/// Makes the terminal the input where something else is, such as a document that was read; without one all stays as it is.
pub fn take_keyboard() {
    if isatty(stdin()) {
        return;
    }
    // By its own name: macOS cannot poll `/dev/tty`.
    let flags = OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC;
    let name = ttyname(stdout(), Vec::new()).or_else(|_| ttyname(stderr(), Vec::new()));
    let terminal = name.and_then(|name| rustix::fs::open(name, flags, Mode::empty()));
    if let Ok(terminal) = terminal {
        let _ = dup2_stdin(terminal);
    }
}

/// Borrows the terminal: raw mode, alternate screen, bracketed paste, and what `modes` asks for.
///
/// # Errors
/// When the input or the output is no terminal, or the terminal is gone.
pub(super) fn borrow_terminal(modes: Modes) -> io::Result<Borrowed> {
    if !is_terminal() {
        return Err(io::Error::other(
            "pullquote needs a terminal for its input and its output",
        ));
    }
    let borrowed = Borrowed(());
    lock_terminal().modes = modes;
    take_again()?;
    Ok(borrowed)
}

/// Gives the terminal back as it was, if the reader has it; safe to call from any thread, any number of times.
///
/// A terminal that takes no bytes, or is gone, is given up after less than a second.
pub(super) fn give_back() {
    give_to(Holder::Shell);
}

/// Gives the terminal back when the program is broken: with nothing but `write` and `tcsetattr`.
///
/// A thread may have died inside the allocator or with a lock in its hands.
pub(super) fn give_back_broken(last_words: &str) {
    let Ok(mut state) = TERMINAL.try_lock() else {
        return;
    };
    if state.holder == Holder::Program {
        let _ = write_soon(stdout(), sequences::CUT_OFF);
        let _ = write_soon(stdout(), sequences::GIVE_BACK);
        restore_line(&state);
        // Another thread may go on until the process ends, and must not draw any more.
        state.holder = Holder::Shell;
    }
    let _ = write_soon(stderr(), last_words);
}

/// Takes the terminal again, as when the reader was stopped and continues.
///
/// Line settings are read again, since the shell may have changed them meanwhile.
///
/// # Errors
/// When the terminal is gone.
pub(super) fn take_again() -> io::Result<()> {
    let mut state = lock_terminal();
    set_line(&mut state)?;
    state.asked = state.modes.asks_background.then(Instant::now);
    let sequence = sequences::take(state.modes);
    // The state is free while the terminal is written to: one that takes no bytes must not hold up the way out.
    drop(state);
    write_frame(sequence.as_bytes())
}

/// Lends the terminal to whatever `run` starts and waits for, and takes it again afterwards.
///
/// # Errors
/// When the terminal cannot be taken again.
pub(super) fn lend_terminal<T>(run: impl FnOnce() -> T) -> io::Result<T> {
    give_to(Holder::Child);
    let result = run();
    ending_keys::forget_keys();
    take_again()?;
    Ok(result)
}

/// Notes that the terminal has answered all it was asked.
pub(super) fn note_answer() {
    lock_terminal().asked = None;
}

/// Returns `true` if the terminal was asked something not long ago and has yet to answer.
pub(super) fn awaits_answer() -> bool {
    let asked = lock_terminal().asked;
    asked.is_some_and(|asked| asked.elapsed() < LATEST_ANSWER)
}

/// Waits a little for a terminal that was asked something just now: its answer would reach the shell as typed text.
fn wait_for_answer() {
    loop {
        let Some(asked) = lock_soon(&TERMINAL).and_then(|state| state.asked) else {
            return;
        };
        if asked.elapsed() > PATIENCE_ANSWER {
            return;
        }
        thread::sleep(Duration::from_millis(5));
    }
}

/// Returns who has the terminal.
pub(super) fn current_holder() -> Holder {
    lock_terminal().holder
}

/// Returns `true` if the terminal listens to the reader's job, and not to another one of its session.
pub(super) fn is_own_job() -> bool {
    tcgetpgrp(stdin()).is_ok_and(|group| group == getpgrp())
}

/// Returns `true` if the terminal listens to another job: the reader runs in the background.
///
/// A terminal that is not the one of our session listens to no job at all.
pub(super) fn is_in_background() -> bool {
    tcgetpgrp(stdin()).is_ok_and(|group| group != getpgrp())
}

/// Returns the size of the terminal.
#[must_use]
pub(super) fn terminal_size() -> Size {
    let Ok(window) = tcgetwinsize(stdout()) else {
        return USUAL_SIZE;
    };
    if window.ws_col == 0 || window.ws_row == 0 {
        return USUAL_SIZE;
    }
    Size {
        columns: window.ws_col.min(LARGEST_SIZE.columns),
        rows: window.ws_row.min(LARGEST_SIZE.rows),
    }
}

/// Writes a frame as one piece; drops it when the reader does not have the terminal.
///
/// # Errors
/// When the terminal is gone.
pub(super) fn write_frame(frame: &[u8]) -> io::Result<()> {
    let _writing = FRAME.lock().unwrap_or_else(PoisonError::into_inner);
    if current_holder() != Holder::Program {
        return Ok(());
    }
    Ok(write_all(stdout(), frame, None)?)
}

/// Reads what was typed into `buffer`, once the reader has the terminal; never waits for a key.
///
/// Nothing is read while a program that the reader started has the terminal: its keys are its own.
///
/// # Errors
/// When the terminal is gone.
pub(super) fn read_typed(buffer: &mut [u8]) -> io::Result<usize> {
    let mut state = lock_terminal();
    while state.holder != Holder::Program {
        state = HOLDER_CHANGED
            .wait(state)
            .unwrap_or_else(PoisonError::into_inner);
    }
    match rustix::io::read(stdin(), buffer) {
        Ok(length) => Ok(length),
        Err(Errno::INTR | Errno::AGAIN) => Ok(0),
        Err(error) => Err(error.into()),
    }
}

fn lock_terminal() -> MutexGuard<'static, TerminalState> {
    TERMINAL.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Remembers the line settings, unless the reader has the terminal already, and sets raw mode.
fn set_line(state: &mut TerminalState) -> rustix::io::Result<()> {
    let line = match (state.holder, state.line.take()) {
        (Holder::Program, Some(line)) => line,
        (Holder::Program, None) | (Holder::Shell | Holder::Child, _) => tcgetattr(stdin())?,
    };
    let mut raw = line.clone();
    raw.make_raw();
    // A read that finds nothing returns: the keys may have gone to a program that was started meanwhile.
    raw.special_codes[SpecialCodeIndex::VMIN] = 0;
    raw.special_codes[SpecialCodeIndex::VTIME] = 0;
    state.line = Some(line);
    state.holder = Holder::Program;
    HOLDER_CHANGED.notify_all();
    tcsetattr(stdin(), OptionalActions::Now, &raw)
}

fn give_to(holder: Holder) {
    wait_for_answer();
    let frame = lock_soon(&FRAME);
    let Some(mut state) = lock_soon(&TERMINAL) else {
        return;
    };
    if state.holder != Holder::Program {
        return;
    }
    let terminal = reopen_input().ok();
    let terminal = terminal.as_ref().map_or(stdout(), AsFd::as_fd);
    if frame.is_none() {
        let _ = write_soon(terminal, sequences::CUT_OFF);
    }
    let _ = write_soon(terminal, sequences::GIVE_BACK);
    if state.modes.has_mouse || state.asked.is_some() {
        // Reports on their way here would reach the shell as typed text.
        let _ = tcflush(stdin(), QueueSelector::IFlush);
    }
    restore_line(&state);
    state.asked = None;
    state.holder = holder;
    HOLDER_CHANGED.notify_all();
}

fn restore_line(state: &TerminalState) {
    if let Some(line) = &state.line {
        let _ = tcsetattr(stdin(), OptionalActions::Now, line);
    }
}

/// Locks within the time that the way out has; `None` when another thread is stuck with the lock.
fn lock_soon<T>(mutex: &'static Mutex<T>) -> Option<MutexGuard<'static, T>> {
    let deadline = Instant::now() + PATIENCE_LOCK;
    loop {
        match mutex.try_lock() {
            Ok(guard) => return Some(guard),
            Err(TryLockError::Poisoned(poisoned)) => return Some(poisoned.into_inner()),
            Err(TryLockError::WouldBlock) if Instant::now() < deadline => {
                thread::sleep(Duration::from_millis(5));
            }
            Err(TryLockError::WouldBlock) => return None,
        }
    }
}

/// Writes to the terminal without waiting for ever.
fn write_soon(terminal: BorrowedFd<'_>, text: &str) -> rustix::io::Result<()> {
    let deadline = Some(Instant::now() + PATIENCE_OUTPUT);
    write_all(terminal, text.as_bytes(), deadline)
}

/// Opens the terminal again, not to wait in it: whether a descriptor waits is shared with the shell that gave it to us.
fn reopen_input() -> rustix::io::Result<OwnedFd> {
    let flags = OFlags::WRONLY | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
    rustix::fs::open(ttyname(stdout(), Vec::new())?, flags, Mode::empty())
}

/// Writes all of `bytes`, also to a descriptor that another program has made non-blocking.
fn write_all(
    terminal: impl AsFd,
    bytes: &[u8],
    deadline: Option<Instant>,
) -> rustix::io::Result<()> {
    let mut rest = bytes;
    while !rest.is_empty() {
        if deadline.is_some() {
            wait_until_writable(&terminal, deadline)?;
        }
        match rustix::io::write(&terminal, rest) {
            Ok(0) => return Err(Errno::IO),
            Ok(length) => rest = rest.get(length..).unwrap_or_default(),
            Err(Errno::INTR) => {}
            Err(Errno::AGAIN) => wait_until_writable(&terminal, deadline)?,
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

fn wait_until_writable(terminal: &impl AsFd, deadline: Option<Instant>) -> rustix::io::Result<()> {
    let timeout = deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()));
    let timeout = timeout.and_then(|left| Timespec::try_from(left).ok());
    let mut descriptors = [PollFd::new(terminal, PollFlags::OUT)];
    match poll(&mut descriptors, timeout.as_ref()) {
        Ok(0) => Err(Errno::TIMEDOUT),
        Ok(_) | Err(Errno::INTR) => Ok(()),
        Err(error) => Err(error),
    }
}
