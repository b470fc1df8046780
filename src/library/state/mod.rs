//! The user's bookmarks, notes, tags and read marks, stored so that nothing acknowledged is ever lost.
//!
//! The state is a map of facts ("this article is read", "this quote is bookmarked"), each with the time it last
//! changed; of two versions of a fact the newer one wins, and a removed fact stays as a tombstone. Undo, export,
//! import and salvage are therefore written once, for all kinds of facts. In order of use:
//!
//! - [`model`]: the types that others hand in and get back
//! - [`change`]: every change of the state; `fact_updates`: what it makes the facts say
//! - [`store`]: the open state; applies changes, undoes them
//! - `queries`: what it answers
//! - `fact`, `journal`, `schema`, `digest`: the rows, the steps that can be undone, the tables
//! - [`json_lines`]: export and import
//! - `file`, `opening`, `check`: the files, and whether they are whole
//! - `backup`, `recover`, `salvage`: what is done when they are not; `inspect`: how they are

mod backup;
pub mod change;
mod check;
mod digest;
mod error;
mod fact;
mod fact_updates;
mod file;
mod inspect;
mod journal;
pub mod json_lines;
pub mod model;
mod notice;
mod opening;
mod queries;
mod recover;
mod salvage;
mod schema;
pub mod store;

pub use change::StateChange;
pub use error::StateError;
pub use inspect::{StateHealth, StateInspection, inspect_state};
pub use journal::TurnedStep;
pub use json_lines::{Imported, LinesError};
pub use model::{
    ArticleDescription, ArticleFlags, ArticleReference, Bookmark, BookmarkTarget, CorrectedQuote,
    Correction, KeptQuote, QuoteKey, ReadPosition, SavedQuery, SavedSearch, TargetKey,
};
pub use notice::StateNotice;
pub use recover::RestoredState;
pub use store::{OpenedState, StateStore};

#[cfg(test)]
mod tests;
