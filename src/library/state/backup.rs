//! Makes one backup a day and keeps the last seven.

use std::ffi::c_int;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};

use super::{StateError, check, fact, file};
use crate::files::private;

/// The prefix of a backup's name; the day follows.
const PREFIX: &str = "state-";

/// How many backups are kept.
const KEPT: usize = 7;

/// Makes today's backup unless it exists or the state is empty, and removes the oldest ones.
///
/// # Errors
/// Fails if no backup could be made; the state itself is not affected.
pub(super) fn make_backup(
    state: &Connection,
    folder: &Path,
    now: Timestamp,
) -> Result<(), StateError> {
    let folder = file::backups_folder(folder);
    let path = folder.join(format!("{PREFIX}{}.db", file::file_day(now)));
    // An empty state would push a good backup out within a week.
    if file::is_there(&path)? || fact::count_facts(state)? == 0 {
        return Ok(());
    }
    private::create_folder(&folder).map_err(|error| StateError::from_io(&folder, &error))?;
    file::remove_unfinished(&folder);
    let unfinished = file::create_unfinished(&folder)?;
    let mut copy = Connection::open(unfinished.path())?;
    copy_into(state, &mut copy)?;
    // A backup that cannot be restored is worse than none, since it takes the place of an older one.
    check::check_state(&copy)?;
    file::persist_database(copy, unfinished, &path)?;
    remove_oldest(&folder, &path)
}

/// Copies a whole state into another database, replacing its content.
pub(super) fn copy_into(from: &Connection, to: &mut Connection) -> Result<(), StateError> {
    // All pages in one step, since the backup starts over when another process writes in between two steps:
    // https://sqlite.org/c3ref/backup_finish.html
    match Backup::new(from, to)?.step(c_int::MAX)? {
        StepResult::Done => Ok(()),
        _ => Err(StateError::Busy),
    }
}

/// Returns the backups, newest first.
pub(super) fn list_backups(folder: &Path) -> Result<Vec<PathBuf>, StateError> {
    // Sorted by name, which is by day, as ISO dates sort like text.
    let mut paths = file::list_databases(&file::backups_folder(folder), PREFIX)?;
    paths.reverse();
    Ok(paths)
}

/// Returns the day in the name of a backup.
pub(super) fn day_of(path: &Path) -> Option<Date> {
    path.file_stem()?
        .to_str()?
        .strip_prefix(PREFIX)?
        .parse()
        .ok()
}

/// Removes the oldest backups beyond the limit, but never the one just `made`.
fn remove_oldest(folder: &Path, made: &Path) -> Result<(), StateError> {
    // With the clock set back, today's backup may be the oldest by name.
    let others = file::list_databases(folder, PREFIX)?.into_iter().rev();
    for path in others.filter(|path| path != made).skip(KEPT - 1) {
        // One backup too many does no harm.
        let _ = fs::remove_file(path);
    }
    Ok(())
}
