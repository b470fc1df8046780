//! What errors of SQLite mean, for the state and for the catalogue.

use rusqlite::ErrorCode;
use rusqlite::ffi::SQLITE_IOERR_SHMSIZE;

/// Returns `true` if an error says that the disk, or the quota, is full.
///
/// SQLite allocates the `-shm` file (32 KB) before it writes, so a full disk shows up as an error of that file first.
pub(in crate::library) fn is_disk_full(error: &rusqlite::Error) -> bool {
    error.sqlite_error_code() == Some(ErrorCode::DiskFull)
        || error
            .sqlite_error()
            .is_some_and(|error| error.extended_code == SQLITE_IOERR_SHMSIZE)
}
