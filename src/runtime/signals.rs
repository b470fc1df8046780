//! The thread that waits for signals and for the end of the terminal, whatever the event loop is doing.

use std::io::{self, PipeReader, PipeWriter, Write};
use std::os::unix::net::UnixStream;
use std::sync::mpsc::{self, Sender};
use std::thread;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, poll};
use rustix::fs::{OFlags, fcntl_getfl, fcntl_setfl};
use rustix::process::{Signal, getpid, kill_current_process_group, kill_process};
use rustix::stdio::stdin;
use signal_hook::consts::{
    SIGABRT, SIGALRM, SIGBUS, SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGUSR1, SIGUSR2,
    SIGWINCH, SIGXCPU,
};
use signal_hook::iterator::backend::SignalDelivery;
use signal_hook::iterator::exfiltrator::SignalOnly;
use signal_hook::low_level;

use super::ending_keys;
use super::terminal::{self, Holder};
use crate::files::spooled;

/// The signals that end the program; by themselves they would leave the terminal as it is.
const ENDING: [i32; 8] = [
    SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGALRM, SIGUSR1, SIGUSR2, SIGXCPU,
];
/// The signals of a broken program: an abort, also after a stack overflow or a second panic, and a mapped file that
/// was cut short. For the other ones (a wild pointer, an illegal instruction) only unsafe code could do something.
const BREAKING: [i32; 2] = [SIGABRT, SIGBUS];
/// The signals after which the program goes on.
const PASSING: [i32; 3] = [SIGTSTP, SIGCONT, SIGWINCH];

/// How long the first thread has for what the second one would do otherwise.
const HEAD_START: Duration = Duration::from_millis(300);

/// What the event loop has to know of the signals.
#[derive(Debug)]
pub(super) enum SignalNotice {
    /// The terminal has another size.
    Resized,
    /// The reader has the terminal again, and nothing of what it drew is there.
    TakenAgain,
    /// The program is about to end: what is not saved yet has to be. The sender is dropped once it is.
    Ending(Sender<()>),
}

type Delivery = SignalDelivery<UnixStream, SignalOnly>;

/// Starts the thread; `notify` is called on it and must not wait.
///
/// # Errors
/// When the signals cannot be had or the thread cannot be started.
pub(super) fn watch_signals(notify: impl Fn(SignalNotice) + Send + 'static) -> io::Result<()> {
    ending_keys::note_keys()?;
    let mut delivery = deliver_signal(ENDING.iter().chain(&BREAKING).chain(&PASSING))?;
    stand_by()?;
    let (held, full) = full_pipe()?;
    thread::Builder::new()
        .name("signals".to_owned())
        .spawn(move || {
            let _held = held;
            loop {
                wait_signal(&delivery, &notify);
                for signal in delivery.pending() {
                    obey_signal(signal, &notify);
                }
            }
        })?;
    hold_broken_threads(&full)
}

/// Starts a second thread for the [`BREAKING`] signals: the first one may be the thread that gets one, and is held.
fn stand_by() -> io::Result<()> {
    let mut delivery = deliver_signal(&BREAKING)?;
    thread::Builder::new()
        .name("stand-by".to_owned())
        .spawn(move || {
            loop {
                let _ = poll(&mut [PollFd::new(delivery.get_read(), PollFlags::IN)], None);
                if let Some(signal) = delivery.pending().next() {
                    thread::sleep(HEAD_START);
                    break_off(signal);
                }
            }
        })?;
    Ok(())
}

fn deliver_signal<'a>(signals: impl IntoIterator<Item = &'a i32>) -> io::Result<Delivery> {
    let (read, write) = UnixStream::pair()?;
    SignalDelivery::with_pipe(read, write, SignalOnly, signals)
}

/// Makes a thread that gets one of the [`BREAKING`] signals wait, while a thread of this module ends the program.
///
/// What the signal's handler does comes in the order it was registered: first the news is delivered, then a byte
/// is written to a pipe that is full and that nobody reads. The threads are there by now: one that gets the signal
/// in the middle of starting another would hold that one too.
fn hold_broken_threads(full: &PipeWriter) -> io::Result<()> {
    for signal in BREAKING {
        low_level::pipe::register(signal, full.try_clone()?)?;
    }
    // Registering has made it a pipe that does not wait, as is right for any other.
    let flags = fcntl_getfl(full)?;
    fcntl_setfl(full, flags - OFlags::NONBLOCK)?;
    Ok(())
}

/// Returns a pipe that takes no more bytes. The end for reading must be kept.
fn full_pipe() -> io::Result<(PipeReader, PipeWriter)> {
    let (reader, mut writer) = io::pipe()?;
    let waiting = fcntl_getfl(&writer)?;
    fcntl_setfl(&writer, waiting | OFlags::NONBLOCK)?;
    while writer.write(&[0; 4096]).is_ok() {}
    Ok((reader, writer))
}

/// Stops the reader's job, as the shell's suspend key would.
///
/// Where the terminal listens to our job, all of it stops, so that the shell gets the terminal even when it started
/// the reader through another program. The terminal is given back before, and the signal is one that nobody handles:
/// the shell goes on as soon as that program stops, and may continue the job at once.
pub(super) fn suspend() {
    terminal::give_back();
    if terminal::is_own_job() {
        let _ = kill_current_process_group(Signal::STOP);
    } else {
        stop_process();
    }
}

/// Ends the broken program.
fn break_off(signal: i32) -> ! {
    terminal::give_back_broken("pullquote stopped because of an internal error\n");
    low_level::exit(128 + signal)
}

/// Ends the program because the terminal is gone.
pub(super) fn hang_up() -> ! {
    end_process(SIGHUP)
}

/// Sleeps until a signal came; ends the program when the terminal has hung up.
fn wait_signal(delivery: &Delivery, notify: &impl Fn(SignalNotice)) {
    let input = stdin();
    let mut descriptors = [
        PollFd::new(delivery.get_read(), PollFlags::IN),
        // No flags: only the hang-up, which is always reported, wakes this thread; keys do not.
        PollFd::new(&input, PollFlags::empty()),
    ];
    if poll(&mut descriptors, None).is_err() {
        return;
    }
    let [_, terminal] = &descriptors;
    if terminal
        .revents()
        .intersects(PollFlags::HUP | PollFlags::ERR)
    {
        await_saved(notify);
        hang_up();
    }
}

/// Waits until the event loop has had everything saved, but not long: it may be what is broken.
fn await_saved(notify: &impl Fn(SignalNotice)) {
    let (done, saved) = mpsc::channel();
    notify(SignalNotice::Ending(done));
    let _ = saved.recv_timeout(HEAD_START);
}

fn obey_signal(signal: i32, notify: &impl Fn(SignalNotice)) {
    if BREAKING.contains(&signal) {
        break_off(signal);
    }
    let holder = terminal::current_holder();
    match signal {
        SIGWINCH => notify(SignalNotice::Resized),
        SIGTSTP => {
            terminal::give_back();
            stop_process();
        }
        SIGCONT if holder != Holder::Child => {
            // Continued in the background, the whole job waits until the shell brings it to the front, as the system
            // makes one wait that writes to the terminal; a shell continues only jobs that have stopped.
            while terminal::is_in_background() {
                let _ = kill_current_process_group(Signal::STOP);
            }
            if terminal::take_again().is_ok() {
                notify(SignalNotice::TakenAgain);
            }
        }
        SIGCONT => {}
        // These keys mean the program that has the terminal; the reader waits for it.
        SIGINT | SIGQUIT if holder == Holder::Child => {}
        _ if ending_keys::was_pressed(signal) => {
            await_saved(notify);
            end_process(signal)
        }
        _ => {}
    }
}

/// Stops this process until it is continued.
fn stop_process() {
    let _ = kill_process(getpid(), Signal::STOP);
}

/// Gives the terminal back and ends the program, with the exit code that shells give to a signal.
fn end_process(signal: i32) -> ! {
    if terminal::current_holder() == Holder::Child && terminal::is_own_job() {
        // Left alone, the program that has the terminal would fight with the shell for its keys.
        let _ = kill_current_process_group(Signal::TERM);
    }
    terminal::give_back();
    spooled::remove_spooled();
    low_level::exit(128 + signal)
}
