//! Finds the reporting words and their subjects.
//!
//! `cue_finder` goes over the words, `subjects` finds the subject of each cue, `appositions` the one behind a parenthesis.

pub(crate) mod appositions;
pub(crate) mod cue_finder;
pub(crate) mod subjects;
