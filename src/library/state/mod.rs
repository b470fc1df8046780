//! The user's bookmarks, notes, tags and read marks, stored so that nothing acknowledged is ever lost.
//!
//! The state is a map of facts ("this article is read", "this quote is bookmarked"), each with the time it last
//! changed; of two versions of a fact the newer one wins, and a removed fact leaves a tombstone. So undo, export,
//! import and salvage are written once, for all kinds of facts. In order of use:
//!
//! - [`model`]: the types of arguments and answers
//! - [`change`]: the changes of the state; `fact_updates`: how each changes the facts
//! - [`store`]: the open state, which applies and undoes changes
//! - `queries`: queries of the open state
//! - `clock`: the stamps of changes; `note`: notes that were written on several devices
//! - [`versions`]: stories that were edited, and what their versions have in common
//! - `fact`, `undo_steps`, `schema`, `digest`: facts, undo steps, tables, and the checksums of rows
//! - [`json_lines`]: export and import; `merge`: facts that were written elsewhere; [`device_lines`]: the file of a device
//! - `transaction`, `journal`, `checked_line`: what a transaction writes, and its lines in the journal
//! - `copies`: merges a copy of a database
//! - `file`, `opening`, `check`: the files, how they are opened, and checks for damage
//! - `backup`, `recover`, `salvage`: backups, and the repair of a damaged state from these and the journal; `inspect`: its health, for `doctor`

mod backup;
pub mod change;
mod check;
mod checked_line;
mod clock;
mod copies;
pub mod device_lines;
mod digest;
mod error;
mod fact;
mod fact_updates;
mod file;
mod inspect;
mod journal;
pub mod json_lines;
mod merge;
pub mod model;
mod note;
mod notice;
mod opening;
mod queries;
mod recover;
mod salvage;
mod schema;
pub mod store;
mod transaction;
mod undo_steps;
pub mod versions;

pub use change::StateChange;
pub use copies::is_database;
pub use error::StateError;
pub use inspect::{StateHealth, StateInspection, inspect_state};
pub use json_lines::{Imported, LinesError};
pub use model::{
    ArticleDescription, ArticleFlags, ArticleReference, AttachedCounts, Bookmark, BookmarkTarget,
    CorrectedArticle, CorrectedQuote, Correction, DecisionTimes, KeptQuote, PersonDecision,
    QuoteCorrection, QuoteKey, ReadPosition, SavedQuery, SavedSearch, SeenHits, TaggedArticle,
    TargetKey,
};
pub use notice::StateNotice;
pub use queries::StateRevision;
pub(in crate::library) use queries::{read_corrections, read_decisions};
pub use recover::RestoredState;
pub use store::{OpenedState, StateStore};
pub use undo_steps::TurnedStep;
pub use versions::StoryVersions;
pub(in crate::library) use versions::read_versions;

#[cfg(test)]
mod tests;
