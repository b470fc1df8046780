//! The journal of the state, `state.journal`: every change as lines, from which a damaged state is restored.
//!
//! The lines are those of an export, each with a checksum (see [`super::checked_line`]). The first ones are the whole state at
//! some time; every change since is appended and synced before it is committed to `state.db`. So the journal has whatever was
//! acknowledged, and at most one change that was not, because the program ended in between.
//!
//! `state.db` is the truth while it is whole. The journal's last line has the sum of the state that it describes: if that is
//! not the sum of `state.db` when it is opened, as after such an end, or when a version without a journal has changed it,
//! the journal is written again, from `state.db`. So it is when it has become long. It is read to restore the state alone.
//!
//! Only who holds the write lock of `state.db` writes here.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::ops::Range;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;
use rusqlite::Connection;

use super::checked_line::{self, LINE_END};
use super::digest::RowSum;
use super::fact::{self, Fact};
use super::transaction::{FactTransaction, WrittenFacts};
use super::{LinesError, StateError, file, json_lines, recover};
use crate::files::regular;

/// How long a journal may become at least, and how many times as long as the state's own file.
const LENGTH: u64 = 1 << 20;
const TIMES: u64 = 4;

/// The extension of a journal's name.
pub(super) const EXTENSION: &str = "journal";

/// The journal of an open state.
#[derive(Debug)]
pub(super) struct StateJournal {
    folder: PathBuf,
    /// Whether it has everything that the state has, so that the next change may be appended.
    is_current: bool,
    /// Where the lines of the last change are, if they were appended.
    appended: Option<Range<u64>>,
}

impl StateJournal {
    /// Opens the journal of a state; writes it again if it is not that of this state.
    ///
    /// If that cannot be done now, the next change does it, and fails if it fails.
    pub(super) fn open(folder: &Path, connection: &mut Connection, now: Timestamp) -> Self {
        let mut journal = Self {
            folder: folder.to_owned(),
            is_current: false,
            appended: None,
        };
        let sum = fact::sum_facts(connection).ok();
        journal.is_current = sum.is_some() && journal.last_sum() == sum;
        if !journal.is_current {
            // Without a wait: whoever writes is between the journal and the commit, and so it only looks outdated.
            let _ = connection.busy_timeout(Duration::ZERO);
            journal.is_current = journal.update(connection, now).is_ok();
            let _ = connection.busy_timeout(file::PATIENCE);
        }
        journal
    }

    /// Writes the journal again if it is not that of this state, while nobody else writes.
    fn update(&self, connection: &mut Connection, now: Timestamp) -> Result<(), StateError> {
        let transaction = FactTransaction::begin(connection)?;
        if self.last_sum() == Some(fact::sum_facts(&transaction)?) {
            return Ok(());
        }
        self.write_whole(&transaction, now)
    }

    /// Writes the changes of a transaction that is about to be committed; they are on disk when this returns.
    ///
    /// # Errors
    /// Fails if they cannot be written.
    pub(super) fn record(
        &mut self,
        transaction: &FactTransaction<'_>,
        now: Timestamp,
    ) -> Result<(), StateError> {
        // Otherwise a commit that fails would remove the change before this one.
        self.appended = None;
        let written = transaction.take_written();
        if written.facts.is_empty() {
            return Ok(());
        }
        if !self.is_current {
            let before = fact::sum_facts(transaction)?.combine(written.difference);
            self.is_current = self.last_sum() == Some(before);
        }
        // Until all of it is on disk, the next change must not rely on what is there.
        let was_current = std::mem::replace(&mut self.is_current, false);
        if was_current && self.append(&written)? {
            self.is_current = true;
            return Ok(());
        }
        self.write_whole(transaction, now)?;
        self.is_current = true;
        Ok(())
    }

    /// Removes the last change, which could not be committed.
    ///
    /// If that fails, the next change writes the whole journal.
    pub(super) fn remove_change(&mut self, connection: &mut Connection) {
        self.is_current = false;
        let Some(lines) = self.appended.take() else {
            return;
        };
        // A commit that fails gives up the lock, so that another process may have written by now.
        if let Ok(_lock) = FactTransaction::begin(connection)
            && let Ok(file) = self.open_file()
            && file.metadata().is_ok_and(|found| found.len() == lines.end)
        {
            let _ = file.set_len(lines.start);
        }
    }

    fn open_file(&self) -> io::Result<File> {
        let path = file::journal_path(&self.folder);
        regular::open_with(&path, OpenOptions::new().read(true).write(true))
    }

    /// Appends facts; returns `false` if the journal has to be written as a whole.
    fn append(&mut self, written: &WrittenFacts) -> Result<bool, StateError> {
        let Ok(file) = self.open_file() else {
            return Ok(false);
        };
        let path = file::journal_path(&self.folder);
        let failed = |error| StateError::from_io(&path, &error);
        let length = file.metadata().map_err(failed)?.len();
        let Some(sum) = sum_at_end(&file, length).filter(|_| !written.is_cut) else {
            return Ok(false);
        };
        let lines = lines_of(&written.facts, sum.combine(written.difference));
        let lines = lines.map_err(|error| lines_error(&path, error))?;
        if length.saturating_add(lines.len() as u64) > self.longest() {
            return Ok(false);
        }
        let appended = file
            .write_all_at(&lines, length)
            .and_then(|()| file.sync_data());
        appended.map_err(|error| {
            // What remains after this is taken for a line that was cut.
            let _ = file.set_len(length);
            failed(error)
        })?;
        self.appended = Some(length..length + lines.len() as u64);
        Ok(true)
    }

    /// Replaces the journal atomically by one that has the whole state.
    fn write_whole(&self, connection: &Connection, now: Timestamp) -> Result<(), StateError> {
        let path = file::journal_path(&self.folder);
        let unfinished = file::create_unfinished(&self.folder)?;
        let mut to = BufWriter::new(unfinished.as_file());
        write_state(&mut to, connection).map_err(|error| lines_error(&path, error))?;
        let failed = |error: &io::Error| StateError::from_io(&path, error);
        to.flush().map_err(|error| failed(&error))?;
        drop(to);
        let synced = unfinished.as_file().sync_all();
        synced.map_err(|error| failed(&error))?;
        if path.is_dir() {
            // A rename replaces anything but a folder.
            let name = recover::free_name(&self.folder, now)?;
            file::rename_file(&path, &name.with_extension(EXTENSION))?;
        }
        let renamed = unfinished.persist(&path);
        renamed.map_err(|refused| failed(&refused.error))?;
        file::sync_folder(&self.folder)
    }

    /// Returns the sum in the last line; `None` if there is no journal, or its last line is not whole.
    fn last_sum(&self) -> Option<RowSum> {
        let file = regular::open(&file::journal_path(&self.folder)).ok()?;
        sum_at_end(&file, file.metadata().ok()?.len())
    }

    /// Returns the length from which it is written as a whole, which does away with old versions of facts.
    fn longest(&self) -> u64 {
        let state = fs::metadata(file::state_path(&self.folder));
        let state = state.map(|state| state.len()).unwrap_or_default();
        LENGTH.max(state.saturating_mul(TIMES))
    }
}

/// What a journal says.
#[derive(Debug, Default)]
pub(super) struct JournalContent {
    /// The facts of all lines that are whole, in several versions if there are any.
    pub(super) facts: Vec<Fact>,
    /// Whether some lines were damaged.
    pub(super) is_damaged: bool,
    /// The sum of the state that it describes, if its end is whole.
    pub(super) sum: Option<RowSum>,
}

/// Reads the journal in a folder; empty if there is none.
///
/// # Errors
/// Fails if it cannot be read for now.
pub(super) fn read_journal(folder: &Path) -> Result<JournalContent, StateError> {
    let bytes = file::read_or_empty(&file::journal_path(folder))?;
    Ok(parse_journal(&bytes))
}

fn parse_journal(bytes: &[u8]) -> JournalContent {
    let mut content = JournalContent::default();
    // How many facts there were at the end of the last change; `None` within the first lines, which were written as a
    // whole.
    let mut whole = None;
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        content.sum = None;
        if !line.ends_with(b"\n") {
            break;
        }
        if let Ok((fact, sum)) = parse_line(line) {
            let is_end = sum.is_some();
            content.facts.extend(fact);
            content.sum = sum;
            whole = if is_end {
                Some(content.facts.len())
            } else {
                whole
            };
        } else {
            content.is_damaged = true;
            // It may have been the end of a change.
            whole = whole.map(|_| content.facts.len());
        }
    }
    if let Some(whole) = whole {
        // The rest is a change that was being written when the program ended; it was never acknowledged.
        content.facts.truncate(whole);
    }
    content
}

/// Parses a line of a journal; the first one has no fact.
fn parse_line(line: &[u8]) -> Result<(Option<Fact>, Option<RowSum>), String> {
    let text = std::str::from_utf8(line).map_err(|error| error.to_string())?;
    let checked = checked_line::split_line(text)?;
    if !checked.is_checked {
        return Err("the line has no checksum".to_owned());
    }
    let is_header = json_lines::parse_header(checked.json.as_bytes()).is_ok();
    let fact = if is_header {
        None
    } else {
        json_lines::parse_line(checked.json.as_bytes())?
    };
    Ok((fact, checked.state))
}

/// Returns the lines of a change, after which the state has this sum.
fn lines_of(facts: &[Fact], sum: RowSum) -> Result<Vec<u8>, LinesError> {
    let mut lines = Vec::new();
    for (number, fact) in (1..).zip(facts) {
        push_line(&mut lines, fact, (number == facts.len()).then_some(sum))?;
    }
    Ok(lines)
}

fn push_line(lines: &mut Vec<u8>, fact: &Fact, state: Option<RowSum>) -> Result<(), LinesError> {
    let start = lines.len();
    json_lines::write_fact(lines, fact.clone())?;
    checked_line::end_line(lines, start, state);
    Ok(())
}

/// Writes a header and all facts.
fn write_state(to: &mut impl Write, connection: &Connection) -> Result<(), LinesError> {
    let mut line = Vec::new();
    json_lines::write_header(&mut line)?;
    // The header is the end of a state only where nothing follows.
    let is_empty = fact::count_facts(connection).map_err(StateError::from)? == 0;
    checked_line::end_line(&mut line, 0, is_empty.then(RowSum::default));
    let mut sum = RowSum::default();
    // Held back until it is known whether it is the last one.
    let mut held: Option<Fact> = None;
    fact::for_each_fact(connection, |fact, digest| {
        sum.toggle(digest);
        to.write_all(&line)?;
        line.clear();
        match held.replace(fact) {
            Some(before) => push_line(&mut line, &before, None),
            None => Ok(()),
        }
    })?;
    to.write_all(&line)?;
    line.clear();
    if let Some(last) = held {
        push_line(&mut line, &last, Some(sum))?;
    }
    to.write_all(&line)?;
    Ok(())
}

fn lines_error(path: &Path, error: LinesError) -> StateError {
    match error {
        LinesError::Io(error) => StateError::from_io(path, &error),
        LinesError::State(error) => error,
        LinesError::Line { .. } => StateError::Failed(error.to_string()),
    }
}

/// Returns the sum in the last line of a file; `None` if that is not whole.
fn sum_at_end(file: &File, length: u64) -> Option<RowSum> {
    let mut end = [0; LINE_END];
    file.read_exact_at(&mut end, length.checked_sub(LINE_END as u64)?)
        .ok()?;
    checked_line::state_at_end(&end)
}
