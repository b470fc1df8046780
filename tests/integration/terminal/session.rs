//! The program in a terminal of its own, with folders of its own.

use std::fs;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, ExitStatus, MasterPty, PtySize, SlavePty, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

use super::{audit, keys, process};

/// The program as `cargo test` has built it.
const BINARY: &str = env!("CARGO_BIN_EXE_pullquote");
/// How long anything that was asked for may take on a busy machine, with a program built for tests.
const PATIENCE: Duration = Duration::from_mins(5);

/// The folders of a reader: nothing of the machine's own is read or written.
pub(super) struct Home(TempDir);

impl Home {
    /// Makes empty folders.
    pub(super) fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    /// Returns the folder that holds all of them.
    pub(super) fn path(&self) -> &Path {
        self.0.path()
    }

    /// Puts an article into the archive.
    pub(super) fn add_article(&self, name: &str, text: &str) -> &Self {
        fs::create_dir_all(self.archive()).unwrap();
        fs::write(self.archive().join(name), text).unwrap();
        self
    }

    /// Returns the folder of the articles.
    pub(super) fn archive(&self) -> PathBuf {
        self.0.path().join("archive")
    }

    /// Puts a program into the folders and returns its path.
    pub(super) fn add_program(&self, name: &str, script: &str) -> String {
        let path = self.0.path().join(name);
        fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// Returns the folder of what can be built again.
    pub(super) fn cache(&self) -> PathBuf {
        self.0.path().join("cache/pullquote")
    }

    /// Deletes what can be built again, also while the program writes there.
    pub(super) fn delete_cache(&self) {
        eventually("the cache to be deleted", || {
            fs::remove_dir_all(self.cache()).is_ok() || !self.cache().exists()
        });
    }

    /// Returns the environment that names them.
    pub(super) fn variables(&self) -> [(&'static str, PathBuf); 6] {
        let at = |name: &str| self.0.path().join(name);
        [
            ("HOME", at("home")),
            ("XDG_CONFIG_HOME", at("config")),
            ("XDG_DATA_HOME", at("data")),
            ("XDG_STATE_HOME", at("state")),
            ("XDG_CACHE_HOME", at("cache")),
            ("XDG_RUNTIME_DIR", at("runtime")),
        ]
    }
}

/// A running program, its terminal, and what it has written there.
pub(super) struct Session {
    master: Option<Box<dyn MasterPty + Send>>,
    /// Kept open, so that the line settings outlive the program.
    slave: Option<Box<dyn SlavePty + Send>>,
    writer: Option<Box<dyn Write + Send>>,
    output: Arc<Output>,
    exit: Receiver<ExitStatus>,
    line_before: String,
    pid: u32,
    begun: Instant,
}

#[derive(Default)]
struct Output {
    seen: Mutex<Seen>,
    has_changed: Condvar,
}

#[derive(Default)]
struct Seen {
    screen: vt100::Parser,
    raw: Vec<u8>,
    is_wanted_no_more: bool,
}

impl Session {
    /// Starts the reader on the home's archive in a terminal of `(columns, rows)`.
    pub(super) fn start(home: &Home, size: (u16, u16), environment: &[(&str, &str)]) -> Self {
        Self::spawn(command(home, environment), size)
    }

    /// Starts the reader with nothing named, as from a menu.
    pub(super) fn start_without_paths(home: &Home, size: (u16, u16)) -> Self {
        let mut command = CommandBuilder::new(BINARY);
        prepare(&mut command, home);
        Self::spawn(command, size)
    }

    /// Starts the reader on a file or folder.
    pub(super) fn start_on(home: &Home, size: (u16, u16), path: &Path) -> Self {
        let mut command = CommandBuilder::new(BINARY);
        command.arg(path);
        prepare(&mut command, home);
        Self::spawn(command, size)
    }

    /// Starts it with the output of a command as its standard input.
    pub(super) fn start_piped(home: &Home, size: (u16, u16), from: &str) -> Self {
        let mut command = CommandBuilder::new("/bin/sh");
        prepare(&mut command, home);
        command.args(["-c", &format!("{from} | {BINARY} -")]);
        Self::spawn(command, size)
    }

    /// Starts it in a terminal that is not its session's own, so that the system sends it no signals.
    pub(super) fn start_detached(home: &Home, size: (u16, u16)) -> Self {
        let mut command = command(home, &[]);
        command.set_controlling_tty(false);
        Self::spawn(command, size)
    }

    fn spawn(command: CommandBuilder, size: (u16, u16)) -> Self {
        let pair = native_pty_system().openpty(pty_size(size)).unwrap();
        let line_before = line_settings(&*pair.master);
        let mut child = pair.slave.spawn_command(command).unwrap();
        let pid = child.process_id().unwrap();
        let (sender, exit) = mpsc::channel();
        thread::spawn(move || sender.send(child.wait().unwrap()));
        let output = Arc::new(Output::default());
        output.lock().screen.set_size(cells(size.1), cells(size.0));
        let reader = pair.master.try_clone_reader().unwrap();
        let shared = Arc::clone(&output);
        thread::spawn(move || shared.follow(reader));
        Self {
            writer: Some(pair.master.take_writer().unwrap()),
            master: Some(pair.master),
            slave: Some(pair.slave),
            output,
            exit,
            line_before,
            pid,
            begun: Instant::now(),
        }
    }

    /// Presses keys, written as in the config and parted by blanks.
    pub(super) fn press(&mut self, keys: &str) -> &mut Self {
        self.send(&keys::bytes(keys))
    }

    /// Sends bytes as if they were typed.
    pub(super) fn send(&mut self, bytes: &[u8]) -> &mut Self {
        let writer = self.writer.as_mut().unwrap();
        writer.write_all(bytes).unwrap();
        writer.flush().unwrap();
        self
    }

    /// Waits until the screen shows `text`.
    pub(super) fn wait_for(&mut self, text: &str) -> &mut Self {
        self.wait(&format!("the screen to show '{text}'"), |seen| {
            seen.screen.screen().contents().contains(text)
        })
    }

    /// Waits until a cell, counted from 0, has this colour.
    pub(super) fn wait_for_colour(&mut self, (column, row): (u16, u16), index: u8) -> &mut Self {
        self.wait(&format!("colour {index} at {column}, {row}"), |seen| {
            let cell = seen.screen.screen().cell(row, column);
            cell.is_some_and(|cell| cell.fgcolor() == vt100::Color::Idx(index))
        })
    }

    /// Waits until the terminal's last row, of so many, holds `text`.
    pub(super) fn wait_for_last_row(&mut self, rows: u16, text: &str) -> &mut Self {
        self.wait(&format!("row {rows} to hold '{text}'"), |seen| {
            let screen = seen.screen.screen();
            let columns = screen.size().1.get();
            let row = screen.rows(0, columns).nth(usize::from(rows) - 1);
            row.is_some_and(|row| row.contains(text))
        })
    }

    /// Waits until nothing goes on in the program any more: its use of the processor stands still.
    pub(super) fn wait_until_asleep(&mut self) -> &mut Self {
        eventually("the program to fall asleep", || {
            let before = process::usage(self.pid);
            thread::sleep(Duration::from_millis(200));
            // On a busy machine a thread that has something to do may get no turn for that long.
            process::is_asleep(self.pid) && process::usage(self.pid) == before
        });
        self
    }

    /// Waits until the screen no longer shows `text`.
    pub(super) fn wait_until_gone(&mut self, text: &str) -> &mut Self {
        self.wait(&format!("'{text}' to go from the screen"), |seen| {
            !seen.screen.screen().contents().contains(text)
        })
    }

    /// Waits until the terminal is as it was before the program: on its own screen, without any mode.
    ///
    /// Checks as well that nothing but what the program may write was written so far.
    pub(super) fn wait_until_given_back(&mut self) -> &mut Self {
        self.wait("the terminal to be given back", |seen| {
            let screen = seen.screen.screen();
            !screen.alternate_screen() && !screen.hide_cursor()
        });
        {
            let seen = self.output.lock();
            let screen = seen.screen.screen();
            assert!(!screen.bracketed_paste(), "pastes are still marked");
            assert!(!screen.application_cursor() && !screen.application_keypad());
            assert_eq!(
                screen.mouse_protocol_mode(),
                vt100::MouseProtocolMode::None,
                "the mouse is still reported"
            );
            assert_eq!(screen.fgcolor(), vt100::Color::Default);
            assert_eq!(screen.bgcolor(), vt100::Color::Default);
            assert!(!screen.bold() && !screen.inverse() && !screen.underline());
            let open = open_modes(&seen.raw);
            assert!(open.is_empty(), "these modes are still on: {open:?}");
            assert_eq!(audit::check(&seen.raw), Ok(()));
        }
        let is_line_as_before = |session: &Self| session.line() == session.line_before;
        eventually("the line settings to be as before", || {
            is_line_as_before(self)
        });
        self
    }

    /// Returns what the screen shows, line by line.
    pub(super) fn screen(&self) -> String {
        self.output.lock().screen.screen().contents()
    }

    /// Gives the terminal another size, `(columns, rows)`.
    pub(super) fn resize(&mut self, size: (u16, u16)) -> &mut Self {
        self.output
            .lock()
            .screen
            .set_size(cells(size.1), cells(size.0));
        self.master
            .as_ref()
            .unwrap()
            .resize(pty_size(size))
            .unwrap();
        self
    }

    /// Sends a signal to the program.
    pub(super) fn signal(&mut self, signal: Signal) -> &mut Self {
        kill_process(self.process(), signal).unwrap();
        self
    }

    /// Sends a signal to the program, which the thread of that name gets if it takes such signals.
    pub(super) fn signal_thread(&mut self, name: &str, signal: Signal) -> &mut Self {
        let thread = process::thread(self.pid, name).and_then(Pid::from_raw);
        kill_process(thread.expect("no such thread"), signal).unwrap();
        self
    }

    /// Waits until the program is stopped.
    pub(super) fn wait_until_stopped(&mut self) -> &mut Self {
        eventually("the program to be stopped", || {
            process::state(self.pid) == Some('T')
        });
        self
    }

    /// Returns the number of the process.
    pub(super) const fn pid(&self) -> u32 {
        self.pid
    }

    /// Waits for the program's end and returns its exit code.
    pub(super) fn wait_for_exit(&mut self) -> u32 {
        let status = self.exit.recv_timeout(PATIENCE);
        let status = status.unwrap_or_else(|_| panic!("the program runs on:\n{}", self.screen()));
        status.exit_code()
    }

    /// Waits for the screen to show `text`, and returns how long this machine took from the start until then.
    pub(super) fn pace(&mut self, text: &str) -> Duration {
        self.wait_for(text);
        self.begun.elapsed()
    }

    /// Says whether the program has ended after `duration`.
    pub(super) fn has_ended_within(&mut self, duration: Duration) -> bool {
        self.exit.recv_timeout(duration).is_ok()
    }

    /// Reads what the program writes no longer, as a terminal that hangs.
    pub(super) fn stop_reading(&mut self) -> &mut Self {
        self.output.lock().is_wanted_no_more = true;
        self
    }

    /// Takes the terminal away, as when its window is closed or a connection breaks.
    ///
    /// The thread that follows the output holds the terminal too; a resize makes the program write, and then the
    /// thread lets go.
    pub(super) fn close_terminal(&mut self) {
        self.stop_reading().resize((71, 17));
        self.signal(Signal::WINCH);
        eventually("the output to be followed no more", || {
            Arc::strong_count(&self.output) == 1
        });
        self.writer = None;
        self.slave = None;
        self.master = None;
    }

    /// Changes the screen behind the program's back.
    pub(super) fn write_as_another_program(&mut self, bytes: &str) -> &mut Self {
        self.output.lock().screen.process(bytes.as_bytes());
        self
    }

    /// Waits until the program has written these bytes since it was started.
    pub(super) fn wait_for_bytes(&mut self, bytes: &str) -> &mut Self {
        self.wait(bytes, |seen| {
            let mut windows = seen.raw.windows(bytes.len());
            windows.any(|window| window == bytes.as_bytes())
        })
    }

    /// Says whether the program has written these bytes so far.
    pub(super) fn has_written(&self, bytes: &str) -> bool {
        let seen = self.output.lock();
        let mut windows = seen.raw.windows(bytes.len());
        windows.any(|window| window == bytes.as_bytes())
    }

    /// Says whether the program has the terminal: its other screen and marked pastes.
    pub(super) fn is_taken(&self) -> bool {
        let seen = self.output.lock();
        let screen = seen.screen.screen();
        screen.alternate_screen() && screen.bracketed_paste()
    }

    fn line(&self) -> String {
        line_settings(&**self.master.as_ref().unwrap())
    }

    fn process(&self) -> Pid {
        Pid::from_raw(i32::try_from(self.pid).unwrap()).unwrap()
    }

    fn wait(&mut self, what: &str, is_there: impl Fn(&Seen) -> bool) -> &mut Self {
        let deadline = Instant::now() + PATIENCE;
        let mut seen = self.output.lock();
        while !is_there(&seen) {
            let left = deadline.saturating_duration_since(Instant::now());
            assert!(
                !left.is_zero(),
                "waited in vain for {what}; the screen:\n{}\nthe last bytes: {:?}",
                seen.screen.screen().contents(),
                String::from_utf8_lossy(&seen.raw[seen.raw.len().saturating_sub(400)..]),
            );
            seen = self.output.has_changed.wait_timeout(seen, left).unwrap().0;
        }
        drop(seen);
        self
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let _ = kill_process(self.process(), Signal::KILL);
    }
}

impl Output {
    fn lock(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn follow(&self, mut reader: Box<dyn Read + Send>) {
        let mut buffer = vec![0; 65536];
        while let Ok(length) = reader.read(&mut buffer) {
            let mut seen = self.lock();
            if length == 0 || seen.is_wanted_no_more {
                return;
            }
            seen.screen.process(&buffer[..length]);
            seen.raw.extend_from_slice(&buffer[..length]);
            self.has_changed.notify_all();
        }
    }
}

/// Waits until `is_true`, looking again and again, for what the system does not announce.
pub(super) fn eventually(what: &str, is_true: impl Fn() -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !is_true() {
        assert!(Instant::now() < deadline, "waited in vain for {what}");
        thread::sleep(Duration::from_millis(5));
    }
}

/// Returns the private modes that were switched on and not off again.
fn open_modes(raw: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(raw);
    let mut open: Vec<String> = Vec::new();
    for part in text.split("\x1b[?").skip(1) {
        let number: String = part.chars().take_while(char::is_ascii_digit).collect();
        match part.chars().nth(number.len()) {
            Some('h') if number != "25" => open.push(number),
            Some('l') => open.retain(|mode| *mode != number),
            _ => {}
        }
    }
    open
}

fn line_settings(master: &(dyn MasterPty + Send)) -> String {
    format!("{:?}", master.get_termios().unwrap())
}

fn pty_size((columns, rows): (u16, u16)) -> PtySize {
    PtySize {
        rows,
        cols: columns,
        ..PtySize::default()
    }
}

fn cells(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).unwrap()
}

fn command(home: &Home, environment: &[(&str, &str)]) -> CommandBuilder {
    let mut command = CommandBuilder::new(BINARY);
    command.arg(home.archive());
    prepare(&mut command, home);
    for (name, value) in environment {
        command.env(name, value);
    }
    command
}

/// Gives a command the home's environment and no other.
fn prepare(command: &mut CommandBuilder, home: &Home) {
    command.env_clear();
    command.cwd(home.path());
    command.env("TERM", "xterm-256color");
    command.env("LANG", "C.UTF-8");
    command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
    for (name, path) in home.variables() {
        command.env(name, path);
    }
}
