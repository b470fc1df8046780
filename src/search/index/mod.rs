//! The full-text index of quotes and stories; the only module that uses tantivy.
//!
//! - `schema`: what is kept of a quote and of a story
//! - `analysis`: folded text as terms: words, stems, first letters
//! - `documents`, `writer`: an article's words, and the one process that adds and removes them
//! - `reader`: the last commit, reopened when there is a newer one
//! - `lengths`: that its files are not cut short
//! - `compile`, `days`: a query in the engine's terms
//! - `columns`: days, speakers and sources of many documents
//! - `newest`, `relevant`: the hits, newest first at once, then by relevance with counts
//! - `fetch`: documents as hits
//! - `speakers`: everyone who is quoted
//!
//! All of it may be deleted at any time. An unreadable index is deleted and rebuilt.

mod analysis;
mod columns;
mod compile;
mod days;
mod documents;
mod fetch;
mod lengths;
mod newest;
mod reader;
mod relevant;
mod schema;
mod speakers;
#[cfg(test)]
mod tests;
mod writer;

pub(super) use analysis::stem_of;
pub(super) use compile::{may_go_on_with_typos, typos_allowed};
pub use documents::ArticleDocuments;
pub use reader::Index;
pub use speakers::SpeakerRow;
pub use writer::{ArticleIndexer, Checkpoint};

/// A fault of the index; it is a cache, so the answer to all of them is to build it again.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// The folder could not be made or removed.
    #[error("the index '{path}' cannot be made: {source}")]
    Io {
        /// Which folder.
        path: String,
        /// Why.
        source: std::io::Error,
    },
    /// Another process writes it.
    #[error("another pullquote is writing the index")]
    Busy,
    /// What is on disk cannot be used.
    #[error("the index is damaged: {0}")]
    Damaged(String),
    /// Reading or writing failed, and may do better another time.
    #[error("the index cannot be read or written: {0}")]
    Failed(String),
}

impl From<tantivy::TantivyError> for IndexError {
    fn from(error: tantivy::TantivyError) -> Self {
        use tantivy::TantivyError::{
            DataCorruption, DeserializeError, IncompatibleIndex, IoError, LockFailure,
            OpenReadError, SchemaError,
        };
        use tantivy::directory::error::OpenReadError as Unopened;
        let says = error.to_string();
        match error {
            LockFailure(..) => Self::Busy,
            IoError(error) => Self::of_reading(&error, says),
            OpenReadError(Unopened::FileDoesNotExist(path)) => {
                Self::Damaged(format!("'{}' is missing", path.display()))
            }
            OpenReadError(Unopened::IoError { io_error, filepath }) => Self::of_reading(
                &io_error,
                format!("'{}' is not as it was written", filepath.display()),
            ),
            DataCorruption(_) | DeserializeError(_) | IncompatibleIndex(_) | OpenReadError(_)
            | SchemaError(_) => Self::Damaged(says),
            _ => Self::Failed(says),
        }
    }
}

impl IndexError {
    /// What the system says may pass; what the engine says of a file's bytes does not.
    fn of_reading(error: &std::io::Error, says: String) -> Self {
        if error.raw_os_error().is_some() {
            return Self::Failed(error.to_string());
        }
        Self::Damaged(says)
    }
}

impl From<std::io::Error> for IndexError {
    fn from(error: std::io::Error) -> Self {
        Self::of_reading(&error, error.to_string())
    }
}

/// What a call on the index gives.
pub type Result<T> = std::result::Result<T, IndexError>;
