//! Stores the articles and the user's own data about them.
//!
//! - [`anchor`]: places in articles that are found again after an edit
//! - [`listing`]: what the list pane asks for and gets
//! - [`archive`]: folders that are read together
//! - [`catalogue`]: what there is, one row an article
//! - [`export`]: quotes and stories in formats that other programs read
//! - [`import`]: articles, read marks, tags and highlights out of other programs
//! - [`fetched`], [`subscriptions`]: what was fetched before, and which feeds are
//! - [`inbox`]: the one folder that articles are saved into
//! - [`ingest`]: keeps the catalogue true to the folders
//! - [`corrections`]: what is kept of an article, applied to its quotes
//! - [`state`]: what the reader did: bookmarks, notes, tags, places, corrections, and the undo of it

pub mod anchor;
pub mod archive;
pub mod catalogue;
pub mod corrections;
pub mod export;
pub mod fetched;
pub mod import;
pub mod inbox;
pub mod ingest;
pub mod listing;
pub mod state;
pub mod subscriptions;

pub use archive::Archive;
