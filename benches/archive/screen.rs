//! The program in a terminal, beside the smallest program that draws a list with ratatui.

use std::env;
use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use ratatui::crossterm::event::{self, Event, KeyCode};
use ratatui::style::{Modifier, Style};
use ratatui::widgets::{Block, List, ListState};

const SIZE: PtySize = PtySize {
    rows: 40,
    cols: 120,
    pixel_width: 0,
    pixel_height: 0,
};

/// How often a start is measured; the shortest counts.
const STARTS: usize = 15;

/// How many keys are pressed.
const KEYS: u32 = 200;

/// How soon a held key is there again; what is selected for so long is shown beside the list.
const REPEAT: Duration = Duration::from_millis(33);

/// After this time without output a program has nothing more to show.
const QUIET: Duration = Duration::from_millis(60);

/// A program in a terminal of its own.
struct Session {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    output: Receiver<Vec<u8>>,
    begun: Instant,
}

impl Session {
    fn start(command: CommandBuilder) -> Self {
        let pair = native_pty_system().openpty(SIZE).unwrap();
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (sender, output) = mpsc::channel();
        thread::spawn(move || {
            let mut bytes = vec![0; 1 << 16];
            while let Ok(length) = reader.read(&mut bytes) {
                if length == 0 || sender.send(bytes[..length].to_vec()).is_err() {
                    return;
                }
            }
        });
        let begun = Instant::now();
        let child = pair.slave.spawn_command(command).unwrap();
        Self {
            child,
            keys: pair.master.take_writer().unwrap(),
            master: pair.master,
            output,
            begun,
        }
    }

    /// Waits until some text was written, and returns how long that took from the start.
    fn wait_for(&self, text: &str) -> Duration {
        let mut seen = Vec::new();
        loop {
            seen.extend(self.output.recv().unwrap());
            if String::from_utf8_lossy(&seen).contains(text) {
                return self.begun.elapsed();
            }
        }
    }

    fn wait_until_quiet(&self) {
        while self.output.recv_timeout(QUIET) != Err(RecvTimeoutError::Timeout) {}
    }

    /// Waits until the program has used no processor for a while.
    fn wait_until_idle(&self) {
        let mut before = self.used();
        loop {
            thread::sleep(Duration::from_millis(300));
            let used = self.used();
            if used == before {
                return self.wait_until_quiet();
            }
            before = used;
        }
    }

    /// Returns the processor time of all threads so far.
    fn used(&self) -> Duration {
        let tasks = fs::read_dir(format!("/proc/{}/task", self.pid())).unwrap();
        let of_task = |task: fs::DirEntry| {
            let times = fs::read_to_string(task.path().join("schedstat")).unwrap_or_default();
            let first = times.split(' ').next().and_then(|time| time.parse().ok());
            Duration::from_nanos(first.unwrap_or(0))
        };
        tasks.map(|task| of_task(task.unwrap())).sum()
    }

    /// Presses keys one after the other, each when the last one is answered and after a pause; returns the processor time
    /// of one.
    fn press(&mut self, keys: &[&str], pause: Duration) -> Duration {
        let before = self.used();
        for number in 0..KEYS as usize {
            self.keys
                .write_all(keys[number % keys.len()].as_bytes())
                .unwrap();
            let _ = self.output.recv_timeout(Duration::from_secs(1));
            thread::sleep(pause);
            while self.output.try_recv().is_ok() {}
        }
        self.wait_until_quiet();
        self.used().saturating_sub(before) / KEYS
    }

    fn pid(&self) -> u32 {
        self.child.process_id().unwrap()
    }

    /// Returns the memory of the program's own, in megabytes.
    fn own_memory(&self) -> f64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.pid())).unwrap();
        let own = status
            .lines()
            .find_map(|line| line.strip_prefix("RssAnon:"));
        let kilobytes = own.and_then(|own| own.trim().strip_suffix(" kB")?.parse::<f64>().ok());
        kilobytes.unwrap_or_default() / 1024.0
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = self.master.get_size();
    }
}

fn pullquote(folder: &Path) -> CommandBuilder {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_pullquote"));
    command.cwd(folder);
    command.arg(folder.join("news"));
    command.env("TERM", "xterm-256color");
    for name in ["HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"] {
        command.env(name, folder.join("home").join(name));
    }
    command.env("XDG_CACHE_HOME", folder.join("cache"));
    command
}

fn smallest() -> CommandBuilder {
    let mut command = CommandBuilder::new(env::current_exe().unwrap());
    command.cwd(env::temp_dir());
    command.arg("smallest");
    command.env("TERM", "xterm-256color");
    command
}

/// Draws a list and moves its selection, until `q`.
pub fn run_smallest() {
    let rows: Vec<String> = (0..100)
        .map(|row| format!("Row {row} of a list that is all there is"))
        .collect();
    let mut state = ListState::default().with_selected(Some(0));
    let mut terminal = ratatui::init();
    loop {
        let list = List::new(rows.iter().map(String::as_str))
            .block(Block::bordered().title("Rows"))
            .highlight_style(Style::new().add_modifier(Modifier::REVERSED));
        terminal
            .draw(|frame| frame.render_stateful_widget(list, frame.area(), &mut state))
            .unwrap();
        match event::read().unwrap() {
            Event::Key(key) if key.code == KeyCode::Char('q') => break,
            Event::Key(key) if key.code == KeyCode::Char('k') => state.select_previous(),
            Event::Key(_) => state.select_next(),
            _ => {}
        }
    }
    ratatui::restore();
}

/// The first frame, keys, idleness and memory, with a catalogue of the articles.
pub fn screen(folder: &Path, articles: u64) {
    let empty = folder.join("empty");
    let _ = fs::remove_dir_all(&empty);
    let mut unknown = pullquote(folder);
    unknown.env("XDG_CACHE_HOME", empty);
    let first = milliseconds(Session::start(unknown).wait_for("Articles"));
    println!("first frame on {articles} unknown articles: {first:.1} ms");
    let shortest = |command: fn(&Path) -> CommandBuilder, text: &str| {
        let starts = (0..STARTS).map(|_| Session::start(command(folder)).wait_for(text));
        milliseconds(starts.min().unwrap())
    };
    let least = shortest(|_| smallest(), "Row");
    let own = shortest(pullquote, "keys");
    println!(
        "first frame with its rows: {own:.1} ms, smallest program {least:.1} ms, {:.2} times",
        own / least
    );
    let mut session = Session::start(smallest());
    session.wait_until_idle();
    let least = session.press(&["j"], Duration::ZERO);
    println!(
        "a key of the smallest program: {:.0} µs",
        milliseconds(least) * 1e3
    );
    let mut session = Session::start(pullquote(folder));
    session.wait_until_idle();
    println!("memory of its own, idle: {:.0} MB", session.own_memory());
    for (name, keys, pause) in [
        ("next row", ["j"].as_slice(), Duration::ZERO),
        ("next row of a held key, with its article", &["j"], REPEAT),
        ("last and first row", &["G", "gg"], Duration::ZERO),
        (
            "next article, loaded, with its quotes",
            &["J"],
            Duration::ZERO,
        ),
        ("page of the text", &["\u{6}", "\u{2}"], Duration::ZERO),
        ("next quote", &["]", "["], Duration::ZERO),
    ] {
        let time = session.press(keys, pause);
        println!(
            "{name}: {:.0} µs of processor a key, {:.2} times",
            milliseconds(time) * 1e3,
            time.as_secs_f64() / least.as_secs_f64()
        );
        session.wait_until_idle();
    }
    let before = session.used();
    thread::sleep(Duration::from_secs(3));
    println!(
        "idle for 3 s: {:?} of processor",
        session.used().saturating_sub(before)
    );
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
