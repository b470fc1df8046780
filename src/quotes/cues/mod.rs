//! Finds the reporting words and whose report each is.
//!
//! `cue_finder` goes over the words, `subjects` finds the subject of each cue, `appositions` the one behind a parenthesis.

pub(crate) mod appositions;
pub(crate) mod cue_finder;
pub(crate) mod subjects;
