//! Finds the reporting words and their subjects.
//!
//! 1. `cue_finder` goes over the words outside the quotes
//! 2. `subjects` finds the subject of each cue, `appositions` the one behind a parenthesis

pub(crate) mod appositions;
pub(crate) mod cue_finder;
pub(crate) mod subjects;
