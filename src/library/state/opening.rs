//! Opens the state: as it is, restored or, if it cannot be written, as a copy in memory.

use std::fs;
use std::path::Path;

use jiff::Timestamp;
use rusqlite::Connection;

use super::file::FileId;
use super::journal::StateJournal;
use super::{StateError, StateNotice, backup, check, file, recover, schema};
use crate::files::private;

/// A state that was opened for writing.
pub(super) struct WritableState {
    /// The connection to it.
    pub(super) connection: Connection,
    /// The file that the connection writes.
    pub(super) file: FileId,
    /// Its journal.
    pub(super) journal: StateJournal,
}

/// Opens the state in `folder` for writing; creates it if there is none, and restores it if it is damaged.
///
/// # Errors
/// Fails if it cannot be written for now.
pub(super) fn open_state(
    folder: &Path,
    now: Timestamp,
    notices: &mut Vec<StateNotice>,
) -> Result<WritableState, StateError> {
    private::create_folder(folder).map_err(|error| StateError::from_io(folder, &error))?;
    private::tighten_entries(folder);
    // Held to the end of this function: of two processes that start at once, one creates or restores the state
    // and the other finds it finished.
    let _lock = file::lock_folder(folder)?;
    file::remove_unfinished(folder);
    let path = file::state_path(folder);
    if !file::is_there(&path)? {
        if recover::is_needed(folder)? {
            notices.push(StateNotice::Restored(recover::restore_state(
                folder, None, now,
            )?));
        } else {
            create_state(folder)?;
        }
    }
    let mut connection = match check::open_checked(&path) {
        Err(StateError::Damaged(damage)) => {
            let restored = recover::restore_state(folder, Some(damage), now)?;
            notices.push(StateNotice::Restored(restored));
            check::open_checked(&path)?
        }
        opened => opened?,
    };
    file::prepare_to_write(&connection)?;
    if let Err(error) = backup::make_backup(&connection, folder, now) {
        notices.push(StateNotice::NoBackup(error));
    }
    // Under the lock nobody can replace the file, so this is the identity of the one that was opened.
    let file = FileId::of_path(&path).map_err(|error| StateError::from_io(&path, &error))?;
    let journal = StateJournal::open(folder, &mut connection, now);
    Ok(WritableState {
        connection,
        file,
        journal,
    })
}

/// Opens the state in `folder` read-only, without a lock; creates and restores nothing.
///
/// # Errors
/// Fails with `None` if there is no state, else with the reason why it cannot be read in place.
pub(super) fn open_to_ask(folder: &Path) -> Result<Connection, Option<StateError>> {
    let path = file::state_path(folder);
    if !file::is_there(&path).unwrap_or(true) {
        let is_needed = recover::is_needed(folder)?;
        return Err(is_needed.then_some(StateError::Missing));
    }
    let connection = check::open_checked(&path)?;
    file::prepare_to_write(&connection)?;
    Ok(connection)
}

/// Creates an empty state under a temporary name, and renames it into place.
fn create_state(folder: &Path) -> Result<(), StateError> {
    let unfinished = file::create_unfinished(folder)?;
    let mut connection = Connection::open(unfinished.path())?;
    schema::migrate_layout(&mut connection)?;
    file::prepare_to_write(&connection)?;
    file::persist_database(connection, unfinished, &file::state_path(folder))
}

/// Copies whatever can be read of the state into memory, as a fallback while it cannot be written.
///
/// # Errors
/// Fails only if there is not enough memory.
pub(super) fn copy_in_memory(folder: &Path) -> Result<Connection, StateError> {
    for attempt in [copy_files, recover::rebuild_into] {
        let mut memory = Connection::open_in_memory()?;
        if attempt(folder, &mut memory).is_ok() {
            return Ok(memory);
        }
    }
    let mut memory = Connection::open_in_memory()?;
    schema::migrate_layout(&mut memory)?;
    Ok(memory)
}

/// Copies the state and its WAL through a temporary folder, since SQLite has to write in order to recover a WAL.
fn copy_files(folder: &Path, memory: &mut Connection) -> Result<(), StateError> {
    let failed = |error| StateError::from_io(folder, &error);
    let passing = tempfile::tempdir().map_err(failed)?;
    let (state, copy) = (file::state_path(folder), file::state_path(passing.path()));
    fs::write(&copy, file::read_or_empty(&state)?).map_err(failed)?;
    fs::write(
        file::wal_path(&copy),
        file::read_or_empty(&file::wal_path(&state))?,
    )
    .map_err(failed)?;
    backup::copy_into(&check::open_checked(&copy)?, memory)
}
