//! Imports what other programs export: articles, read marks, tags, highlights and notes.
//!
//! 1. [`read`] tells by a file's content which program wrote it
//! 2. one file a program makes [`Entry`]s of it: `pocket`, `instapaper`, `omnivore`, `wallabag`, `readwise`, `newsboat`
//! 3. [`mod@take`] puts texts into the inbox and the rest into the state; taking the same twice changes nothing

mod article;
mod entry;
mod instapaper;
mod newsboat;
mod omnivore;
mod pocket;
mod readwise;
mod source;
mod table;
mod take;
mod wallabag;

pub use entry::{ImportBody, ImportEntry, ImportHighlight, ParsedExport, SkippedItems};
pub use source::{ImportError, ImportSource, read_export};
pub use take::{ApplyError, ImportReport, import_entries};
