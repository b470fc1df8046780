//! Why a change of the state was not saved.

use rusqlite::ErrorCode;
use thiserror::Error;

/// A reason why the state could not be read or a change was not saved; what was not saved is not shown as done.
#[derive(Debug, Error)]
pub enum StateError {
    /// Another reader kept the state locked for longer than a second.
    #[error("the state is in use by another reader; nothing was changed, try again")]
    Busy,
    /// The disk or the quota is full.
    #[error("the disk is full; nothing was changed, free some space and try again")]
    DiskFull,
    /// A later version of the program wrote the state.
    #[error(
        "the state was written by a later pullquote (layout {found}, this one knows {known}); \
         it is left as it is and nothing will be saved, update pullquote"
    )]
    Newer {
        /// The layout's number in the file.
        found: i64,
        /// The newest layout that this program knows.
        known: i64,
    },
    /// The folder or the file cannot be written.
    #[error("'{path}' cannot be written ({reason}); nothing will be saved")]
    Unwritable {
        /// The folder or file.
        path: String,
        /// What the system says.
        reason: String,
    },
    /// The state file is damaged.
    #[error("the state file is damaged ({0})")]
    Damaged(String),
    /// Reading or writing failed otherwise.
    #[error("the state could not be read or written ({0})")]
    Database(#[source] rusqlite::Error),
}

impl From<serde_json::Error> for StateError {
    fn from(error: serde_json::Error) -> Self {
        Self::Damaged(error.to_string())
    }
}

impl From<rusqlite::Error> for StateError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                Self::Damaged(error.to_string())
            }
            _ => Self::Database(error),
        }
    }
}
