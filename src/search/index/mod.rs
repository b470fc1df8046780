//! The full-text index of quotes and stories; the only module that uses tantivy.
//!
//! - `schema`: the fields of a quote and of a story
//! - `terms`: makes the terms of folded text: words, their forms, prefixes; `analysis`: hands them to tantivy
//! - `documents`, `writer`: the documents of an article, and the one writer that adds and removes them
//! - `reader`: opens the last commit; `answers`: finds the hits of a request in it
//! - `lengths`: notices truncated files
//! - `compile`, `fields`, `days`, `exclusion`, `one_name`, `phrase_start`: compile a query for tantivy
//! - `columns`: the days, speakers and sources of many documents; `column_blocks`: reads many at a time; `source_numbers`: the sources of all segments
//! - `newest`, `oldest`, `relevant`: find hits: the newest or oldest at once, then the most relevant
//! - `hit_counts`: counts them
//! - `near`: looks for words with a similar spelling
//! - `groups`: counts hits by speaker, source and time
//! - `partial_phrase`: finds phrases with one wrong word; `emptying`: the condition that leaves nothing
//! - `fetch`: reads documents as hits
//! - `statements`: what several articles quote
//! - `people`, `name_owners`, `known_people`, `speakers`: who is who among those who are quoted, with their totals; `shares`: their shares of the quoted words; `person`, `person_counts`: all of one
//! - `people_cache`, `article_changes`, `speaker_columns`, `tallies`, `speaker_numbers`: who is who from one commit to the next; `shared_parts`: lists and
//!   maps that commits share
//!
//! The index may be deleted at any time; one that cannot be read is deleted and rebuilt.

mod analysis;
mod answers;
mod article_changes;
mod column_blocks;
mod columns;
#[cfg(test)]
mod commit_tests;
mod compile;
mod days;
mod documents;
mod emptying;
mod exclusion;
mod fetch;
mod fields;
mod groups;
mod hit_counts;
mod index_words;
mod known_people;
mod lengths;
mod merges;
mod name_owners;
mod newest;
mod oldest;
mod one_name;
mod partial_phrase;
mod people;
mod people_cache;
mod person;
mod person_counts;
mod phrase_start;
mod reader;
mod relevant;
mod schema;
mod shared_parts;
mod shares;
mod source_numbers;
mod speaker_columns;
mod speaker_numbers;
mod speakers;
mod statements;
mod tallies;
mod terms;
#[cfg(test)]
mod tests;
mod writer;

pub use documents::ArticleDocuments;
pub use known_people::KnownPeople;
#[cfg(feature = "shared-archive")]
pub(crate) use known_people::join_known;
pub use people_cache::ReadDecisions;
pub use person::{NameRecord, PersonRecord, PersonRequest, RoleRecord};
pub use reader::Index;
pub use shares::{ShareGroup, ShareScope};
pub use speakers::SpeakerRow;
pub use statements::SameStatement;
pub use writer::{ArticleIndexer, Checkpoint};

/// An error of the index; it is a cache, so the remedy for lasting ones is a rebuild.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// The folder could not be created or removed.
    #[error("the index '{path}' cannot be created: {source}")]
    Io {
        /// The folder.
        path: String,
        /// The reason.
        source: std::io::Error,
    },
    /// Another process is writing the index.
    #[error("another pullquote is writing the index")]
    Busy,
    /// The files are damaged, or of another version.
    #[error("the index is damaged: {0}")]
    Damaged(String),
    /// Reading or writing failed; trying again may help.
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
    /// Converts an I/O error: one from the system may pass, one that tantivy made about a file's content will not.
    fn of_reading(error: &std::io::Error, says: String) -> Self {
        // tantivy reports a bad file as an `io::Error` too, but one without a code of the system.
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

/// The result of an index call.
pub type Result<T> = std::result::Result<T, IndexError>;
