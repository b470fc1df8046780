//! The files of the state in the data folder, and how connections to them are set up.
//!
//! - `state.db`: the state, with `-wal` and `-shm` beside it while it is open
//! - `state.journal`: every change since some time, and the state before them
//! - `state.lock`: an empty database, locked while a process opens, restores or replaces the state
//! - `state.damaged-2026-11-23-1.db`: a damaged state, set aside
//! - `backups/state-2026-11-23.db`: a backup from that day

use std::fs::{self, File};
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use rusqlite::Connection;
use rusqlite::config::DbConfig;
use rustix::io::Errno;
use tempfile::NamedTempFile;

use super::StateError;
use crate::files::{private, regular};
use crate::library::sqlite::keep_query_plans;

/// How long a change, or the opening, waits for another process.
pub(super) const PATIENCE: Duration = Duration::from_secs(1);

/// The prefix of unfinished files; those that a crash left are removed at the next opening.
const UNFINISHED: &str = ".state-";

/// The suffixes of the files that SQLite keeps beside a database.
pub(super) const BESIDE: [&str; 3] = ["-wal", "-shm", "-journal"];

/// Returns the path of the state.
pub(super) fn state_path(folder: &Path) -> PathBuf {
    folder.join("state.db")
}

/// Returns the path of the journal.
pub(super) fn journal_path(folder: &Path) -> PathBuf {
    folder.join("state.journal")
}

/// Returns the folder of the backups.
pub(super) fn backups_folder(folder: &Path) -> PathBuf {
    folder.join("backups")
}

/// Returns the path of a file that SQLite keeps beside a database.
pub(super) fn sidecar_path(database: &Path, suffix: &str) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// Returns the path of a database's WAL, which SQLite keeps beside the target of a symbolic link.
pub(super) fn wal_path(database: &Path) -> PathBuf {
    let led_to = database.canonicalize();
    sidecar_path(led_to.as_deref().unwrap_or(database), "-wal")
}

/// Returns the day for the name of a file, in UTC, so that a change of time zone does not turn it back.
pub(super) fn file_day(now: Timestamp) -> Date {
    TimeZone::UTC.to_datetime(now).date()
}

/// Opens the state for reading and writing; nothing is written to the file yet.
///
/// # Errors
/// Fails with `Damaged` if a folder, a pipe or a dangling link has one of its names, since opening it could hang.
pub(super) fn open_database(path: &Path) -> Result<Connection, StateError> {
    let beside = BESIDE.map(|suffix| sidecar_path(path, suffix));
    if let Some(name) = beside
        .iter()
        .chain([&path.to_owned()])
        .find(|name| is_no_file(name))
    {
        let what = format!("'{}' is not a file", name.display());
        return Err(StateError::Damaged(what));
    }
    let connection = Connection::open(path)?;
    connection.busy_timeout(PATIENCE)?;
    keep_query_plans(&connection)?;
    // Closing the last connection checkpoints the WAL, which must not happen before the file has passed its checks:
    // https://sqlite.org/c3ref/c_dbconfig_defensive.html
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    // Deleting a step has to delete its facts, and SQLite enforces that only if asked:
    // https://sqlite.org/foreignkeys.html
    connection.pragma_update(None, "foreign_keys", true)?;
    // A manipulated file must not run functions with side effects from its schema:
    // https://sqlite.org/pragma.html#pragma_trusted_schema
    connection.pragma_update(None, "trusted_schema", false)?;
    // Finds a broken page when it is read, before a write can spread the damage.
    connection.pragma_update(None, "cell_size_check", true)?;
    // With NORMAL, a commit in WAL mode can be lost in a power failure; with FULL the log is synced at each commit:
    // https://sqlite.org/pragma.html#pragma_synchronous
    connection.pragma_update(None, "synchronous", "FULL")?;
    Ok(connection)
}

/// Prepares a connection to a checked file for writing: WAL mode, with a checkpoint after every change.
pub(super) fn prepare_to_write(connection: &Connection) -> Result<(), StateError> {
    // Several processes read while one writes, and a commit syncs one file instead of two:
    // https://sqlite.org/wal.html
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    Ok(())
}

/// Checkpoints and truncates the WAL after a change, since a damaged frame silently ends the log there and takes
/// every later change with it (<https://sqlite.org/fileformat2.html>, section 4.1).
///
/// A failure is ignored: the change is on disk in the WAL and in the journal, and the next one tries again.
pub(super) fn checkpoint_wal(connection: &Connection) {
    let _ = connection
        // Without a wait: another process that reads must not hold up a key press.
        .busy_timeout(Duration::ZERO)
        .and_then(|()| connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)"));
    let _ = connection.busy_timeout(PATIENCE);
}

/// Locks the folder until the connection is dropped; waits at most a second.
pub(super) fn lock_folder(folder: &Path) -> Result<Connection, StateError> {
    let path = folder.join("state.lock");
    match lock_file(&path) {
        // Emptied, not replaced: a lock belongs to the inode, and two processes could hold that of two files.
        Err(StateError::Damaged(_)) if !is_no_file(&path) && !path.is_symlink() => {
            let emptied = regular::open_with(&path, File::options().write(true));
            emptied
                .and_then(|file| file.set_len(0))
                .map_err(|error| StateError::from_io(&path, &error))?;
            lock_file(&path)
        }
        locked => locked,
    }
}

/// Locks a file that is an empty database, or becomes one.
fn lock_file(path: &Path) -> Result<Connection, StateError> {
    // Anyone who may open the file may hold its lock and block every change, so it is private.
    private::create_file(path).map_err(|error| StateError::from_io(path, &error))?;
    let connection = Connection::open(path)?;
    connection.busy_timeout(PATIENCE)?;
    // SQLite's own lock rather than flock(2), so that it works wherever the state does. In memory, no journal
    // appears beside the file.
    connection.execute_batch("PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE")?;
    Ok(connection)
}

/// The identity of a file: its device and inode.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FileId(u64, u64);

impl FileId {
    /// Returns the identity of the file at `path`.
    pub(super) fn of_path(path: &Path) -> io::Result<Self> {
        let metadata = fs::metadata(path)?;
        Ok(Self(metadata.dev(), metadata.ino()))
    }

    /// Returns `true` if the file is still at `path`, or if that cannot be checked.
    pub(super) fn is_at(self, path: &Path) -> bool {
        match Self::of_path(path) {
            Ok(there) => there == self,
            Err(error) => !leads_nowhere(&error),
        }
    }
}

/// Creates a temporary file in `folder`.
pub(super) fn create_unfinished(folder: &Path) -> Result<NamedTempFile, StateError> {
    let file = tempfile::Builder::new()
        .prefix(UNFINISHED)
        .suffix(".tmp")
        .tempfile_in(folder)
        .map_err(|error| StateError::from_io(folder, &error))?;
    Ok(file)
}

/// Renames a finished database into place, so that after a power loss it is complete or absent.
pub(super) fn persist_database(
    database: Connection,
    file: NamedTempFile,
    path: &Path,
) -> Result<(), StateError> {
    // Closing checkpoints the WAL: after it the one file is the whole database, and can be renamed alone.
    database.close().map_err(|(_, error)| error)?;
    let failed = |error: &io::Error| StateError::from_io(path, error);
    file.as_file().sync_all().map_err(|error| failed(&error))?;
    file.persist_noclobber(path)
        .map_err(|refused| failed(&refused.error))?;
    sync_folder(path.parent().unwrap_or(path))
}

/// Syncs a folder, so that new names in it survive a power loss (fsync(2)).
pub(super) fn sync_folder(folder: &Path) -> Result<(), StateError> {
    File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(|error| StateError::from_io(folder, &error))
}

/// Renames a file.
pub(super) fn rename_file(from: &Path, to: &Path) -> Result<(), StateError> {
    fs::rename(from, to).map_err(|error| StateError::from_io(from, &error))
}

/// Returns `true` if anything has this name: a file, a folder or a dangling link.
pub(super) fn is_there(path: &Path) -> Result<bool, StateError> {
    match path.symlink_metadata() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        found => found
            .map(|_| true)
            .map_err(|error| StateError::from_io(path, &error)),
    }
}

/// Returns `true` if the name exists but does not lead to a regular file: a folder, a pipe, a device or a dangling
/// link.
///
/// Other errors count as `false`, and are reported when the file is opened.
fn is_no_file(path: &Path) -> bool {
    let Ok(found) = path.symlink_metadata() else {
        return false;
    };
    if !found.is_symlink() {
        return !found.is_file();
    }
    match path.metadata() {
        Ok(found) => !found.is_file(),
        Err(error) => leads_nowhere(&error),
    }
}

/// Returns `true` if the error means that a name leads nowhere: a missing target, or a loop of links.
fn leads_nowhere(error: &io::Error) -> bool {
    let nowhere = [io::ErrorKind::NotFound, io::ErrorKind::NotADirectory];
    let is_loop = error.raw_os_error() == Some(Errno::LOOP.raw_os_error());
    is_loop || nowhere.contains(&error.kind())
}

/// Reads a file; empty if it is missing or not a regular file.
pub(super) fn read_or_empty(path: &Path) -> Result<Vec<u8>, StateError> {
    if is_no_file(path) {
        return Ok(Vec::new());
    }
    match regular::read(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        read => read.map_err(|error| StateError::from_io(path, &error)),
    }
}

/// Removes unfinished files that a crash left; the caller holds the lock.
pub(super) fn remove_unfinished(folder: &Path) {
    for path in starting_with(folder, UNFINISHED).unwrap_or_default() {
        // A file that remains does no harm and is removed the next time.
        let _ = fs::remove_file(path);
    }
}

/// Returns the databases in a folder whose names start with `prefix`, sorted by name; empty if there is no folder.
pub(super) fn list_databases(folder: &Path, prefix: &str) -> Result<Vec<PathBuf>, StateError> {
    let mut paths = match starting_with(folder, prefix) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        listed => listed.map_err(|error| StateError::from_io(folder, &error))?,
    };
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "db"));
    paths.sort();
    Ok(paths)
}

/// Returns the files in a folder whose names start with `prefix`.
fn starting_with(folder: &Path, prefix: &str) -> io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        if name.as_encoded_bytes().starts_with(prefix.as_bytes()) {
            paths.push(entry.path());
        }
    }
    Ok(paths)
}
