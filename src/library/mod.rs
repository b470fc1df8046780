//! Keeps what there is and what the reader did.
//!
//! - [`listing`]: what the list pane asks for and gets

pub mod listing;
