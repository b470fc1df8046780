//! A second process that changes the state, so that it can be killed or raced: this test binary once more.
//!
//! It makes the changes of a [`Script`] one after the other and writes the number of each on a line of its own as
//! soon as the state says that it is saved.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

use pullquote::library::state::{StateChange, StateStore};

use super::{at, id, mark_read, open, story};

const FOLDER: &str = "PULLQUOTE_TEST_STATE";
const FIRST: &str = "PULLQUOTE_TEST_FIRST";

/// Starts the changes with the number `first` in another process, for ever.
pub(super) fn start(folder: &Path, first: u128) -> Writer {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args([
            "state::child::writes_for_ever",
            "--exact",
            "--ignored",
            "--nocapture",
        ])
        .env(FOLDER, folder)
        .env(FIRST, first.to_string())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap());
    Writer { child, lines }
}

/// A process that changes the state.
pub(super) struct Writer {
    child: Child,
    lines: BufReader<ChildStdout>,
}

impl Writer {
    /// Waits for the next change to be saved and gives its number; nothing when the process has ended.
    pub(super) fn saved(&mut self) -> Option<u128> {
        loop {
            let mut line = String::new();
            if self.lines.read_line(&mut line).unwrap() == 0 {
                return None;
            }
            // The test harness writes lines of its own, and starts one that is not ended.
            if let Some((_, number)) = line.trim_end().rsplit_once("saved ") {
                return number.parse().ok();
            }
        }
    }

    /// Kills the process with SIGKILL and gives the number of the last change it said was saved.
    pub(super) fn kill(mut self) -> Option<u128> {
        self.child.kill().unwrap();
        let status = self.child.wait().unwrap();
        assert_eq!(status.signal(), Some(9), "ended before it was killed");
        std::iter::from_fn(|| self.saved()).last()
    }
}

#[test]
#[ignore = "runs in a process of its own, started and killed by other tests"]
fn writes_for_ever() {
    let folder = std::env::var(FOLDER).unwrap();
    let first: u128 = std::env::var(FIRST).unwrap().parse().unwrap();
    let mut store = open(Path::new(&folder), 0).store;
    for number in first.. {
        write(&mut store, number);
        writeln!(std::io::stdout(), "saved {number}").unwrap();
    }
}

/// Makes the change with this number: each third one is of many articles, and the next one undoes it.
fn write(store: &mut StateStore, number: u128) {
    let now = at(i64::try_from(number).unwrap());
    match number % 4 {
        0 => store.apply_change(&StateChange::Bookmark(vec![story(number)]), now),
        1 => store.apply_change(&mark_read(number..number + 40), now),
        2 => store.undo(now).map(|_| ()),
        _ => store.apply_change(
            &StateChange::RemoveBookmarks(vec![story(number.saturating_sub(7)).target_key()]),
            now,
        ),
    }
    .unwrap();
}

/// What the state should say after the changes up to one of them.
#[derive(Debug, PartialEq, Eq, Default)]
pub(super) struct Says {
    bookmarked: BTreeSet<u128>,
    read: usize,
}

impl Says {
    /// What it says after the changes with numbers from 0 to below `end`.
    pub(super) fn after(end: u128) -> Self {
        let mut says = Self::default();
        for number in 0..end {
            match number % 4 {
                0 => _ = says.bookmarked.insert(number),
                1 => says.read += 40,
                2 => says.read -= 40,
                _ => _ = says.bookmarked.remove(&number.saturating_sub(7)),
            }
        }
        says
    }

    /// What the store says about the articles with numbers below `end`.
    pub(super) fn of(store: &StateStore, end: u128) -> Self {
        let ids: Vec<_> = (0..end).map(id).collect();
        let flags = store.flags_of_all(&ids).unwrap();
        let has = |number: &u128| flags[&id(*number)].is_bookmarked;
        Self {
            bookmarked: (0..end).filter(has).collect(),
            read: flags.values().filter(|flags| flags.is_read).count(),
        }
    }
}
