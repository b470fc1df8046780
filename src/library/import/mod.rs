//! Imports what other programs export: articles, read marks, tags, highlights and notes.
//!
//! 1. [`read_export`] recognises by its content which program wrote a file
//! 2. one module for each program turns it into [`ImportEntry`]s: `pocket`, `instapaper`, `omnivore`, `wallabag`,
//!    `readwise`, `newsboat`
//! 3. [`apply`] puts texts into the inbox and the rest into the state; importing the same file twice changes nothing

mod apply;
mod article;
mod entry;
mod instapaper;
mod newsboat;
mod omnivore;
mod pocket;
mod readwise;
mod source;
mod table;
mod wallabag;

pub use apply::{ApplyError, ImportReport, import_entries};
pub use entry::{ImportBody, ImportEntry, ImportHighlight, ParsedExport, SkippedItems};
pub use source::{ImportError, ImportSource, read_export};
