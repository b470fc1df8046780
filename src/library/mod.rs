//! Stores the articles and the user's own data about them.
//!
//! - [`anchor`]: positions in articles that are found again after an edit
//! - [`listing`]: what the list pane asks for and gets; [`unfolded`]: the numbers of its rows
//! - [`archive`]: folders that are read together
//! - [`catalogue`]: every article, one row each
//! - [`export`]: quotes and stories in formats that other programs read
//! - [`import`]: articles, read marks, tags and highlights from other programs
//! - [`fetched`], [`subscriptions`]: what was fetched before, and the feeds to fetch
//! - [`inbox`]: the one folder that articles are saved into
//! - [`ingest`]: keeps the catalogue in sync with the folders
//! - [`corrections`]: applies the user's corrections and bookmarks to the quotes of an article
//! - [`bookmarks`]: the bookmarks, each story once
//! - [`device`]: the name of this device in a sync folder
//! - `decisions`: what the user decided on who is who, for the index
//! - [`session`]: where the program was left
//! - [`sync`]: shares the state between devices, through a folder
//! - [`state`]: the user's bookmarks, notes, tags, read positions and corrections, with undo

pub mod anchor;
pub mod announced_problems;
pub mod archive;
pub mod bookmarks;
pub mod catalogue;
pub mod corrections;
mod decisions;
pub mod device;
pub mod export;
pub mod fetched;
pub mod import;
pub mod inbox;
pub mod ingest;
pub mod listing;
pub mod reading_days;
pub mod session;
mod sqlite;
pub mod state;
pub mod subscriptions;
pub mod sync;
pub mod unfolded;

pub use archive::Archive;
