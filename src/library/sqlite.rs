//! What the state and the catalogue have in common: what errors of SQLite mean, and how statements are compiled.

use rusqlite::config::DbConfig;
use rusqlite::ffi::SQLITE_IOERR_SHMSIZE;
use rusqlite::{Connection, ErrorCode};

/// Has each statement compiled once, whatever is bound to its parameters.
///
/// Otherwise SQLite may compile a cached statement again for every value, to plan with it, which takes far longer than to
/// look up a row: <https://sqlite.org/c3ref/c_dbconfig_defensive.html#sqlitedbconfigenableqpsg>.
pub(in crate::library) fn keep_query_plans(connection: &Connection) -> rusqlite::Result<()> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    Ok(())
}

/// Returns `true` if an error says that the disk, or the quota, is full.
///
/// SQLite allocates the `-shm` file (32 KB) before it writes, so a full disk shows up as an error of that file first.
pub(in crate::library) fn is_disk_full(error: &rusqlite::Error) -> bool {
    error.sqlite_error_code() == Some(ErrorCode::DiskFull)
        || error
            .sqlite_error()
            .is_some_and(|error| error.extended_code == SQLITE_IOERR_SHMSIZE)
}
