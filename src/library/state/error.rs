//! The errors of the state.

use std::io;
use std::path::Path;

use rusqlite::ErrorCode;
use thiserror::Error;

use crate::library::sqlite::is_disk_full;

/// The reason why the state could not be read or a change was not saved.
#[derive(Debug, Error)]
pub enum StateError {
    /// Another process kept the state locked for longer than a second.
    #[error("the state is in use by another pullquote; try again")]
    Busy,
    /// The disk or the quota is full.
    #[error("the disk is full; free some space and try again")]
    DiskFull,
    /// A later version of the program wrote the state.
    #[error(
        "the state was written by a newer pullquote (schema {found}, this version supports {known}) and is left untouched; update pullquote"
    )]
    Newer {
        /// The layout's number in the file.
        found: i64,
        /// The newest layout that this program knows.
        known: i64,
    },
    /// The folder or the file cannot be written.
    #[error("the state cannot be written: {0}")]
    Unwritable(String),
    /// The state file is missing, though something is left to restore it from.
    #[error("the state file is missing; restart pullquote to restore it")]
    Missing,
    /// The state file is damaged.
    #[error("the state file is damaged ({0}); start pullquote again to restore it")]
    Damaged(String),
    /// Reading or writing failed otherwise.
    #[error("the state could not be read or written: {0}")]
    Failed(String),
}

impl StateError {
    /// Converts an I/O error on a file or folder.
    pub(super) fn from_io(path: &Path, error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull,
            _ => Self::Unwritable(format!("'{}': {error}", path.display())),
        }
    }

    /// Returns `true` if reopening the file may help; not for errors that need waiting or free space.
    pub(super) const fn is_cured_by_opening(&self) -> bool {
        matches!(
            self,
            Self::Unwritable(_) | Self::Missing | Self::Damaged(_) | Self::Failed(_)
        )
    }
}

impl From<rusqlite::Error> for StateError {
    fn from(error: rusqlite::Error) -> Self {
        // Each code is mapped to what the user can do: wait, make room, fix the permissions, or have the file
        // restored.
        let says = error.to_string();
        if is_disk_full(&error) {
            return Self::DiskFull;
        }
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
                Self::Unwritable(says)
            }
            Some(ErrorCode::SystemIoFailure | ErrorCode::OutOfMemory) => Self::Failed(says),
            // With intact tables nothing else occurs: the rest are broken pages, wrong types and wrong columns.
            _ => Self::Damaged(says),
        }
    }
}

impl From<serde_json::Error> for StateError {
    fn from(error: serde_json::Error) -> Self {
        Self::Damaged(error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use rusqlite::ffi::{self, SQLITE_FULL, SQLITE_IOERR_READ, SQLITE_IOERR_SHMSIZE};

    use super::*;

    #[rstest]
    #[case::a_write(SQLITE_FULL, "the disk is full")]
    #[case::the_file_beside_it(SQLITE_IOERR_SHMSIZE, "the disk is full")]
    #[case::no_full_disk(SQLITE_IOERR_READ, "disk I/O error")]
    fn a_full_disk_is_called_so(#[case] code: i32, #[case] says: &str) {
        let failure = rusqlite::Error::SqliteFailure(ffi::Error::new(code), None);
        assert!(StateError::from(failure).to_string().contains(says));
    }
}
