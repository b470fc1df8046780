//! Keeps what there is and what the reader did.
//!
//! - [`listing`]: what the list pane asks for and gets
//! - [`catalogue`]: what there is, one row an article

pub mod catalogue;
pub mod listing;
