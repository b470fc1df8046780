//! Keeps what there is and what the reader did.
//!
//! - [`anchor`]: places in articles that are found again after an edit
//! - [`listing`]: what the list pane asks for and gets
//! - [`catalogue`]: what there is, one row an article
//! - [`state`]: what the reader did: bookmarks, notes, tags, places, corrections, and the undo of it

pub mod anchor;
pub mod catalogue;
pub mod listing;
pub mod state;
