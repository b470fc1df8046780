//! Finds the reporting words and their subjects.
//!
//! 1. `cue_finder` goes over the words outside the quotes
//! 2. `subjects` finds the subject of each cue, `appositions` the one behind a parenthesis, `clause_subjects` the one
//!    farther off in its clause, `agents` those behind "by" and those that another verb takes, `governors` the noun that a
//!    phrase depends on

pub(crate) mod agents;
pub(crate) mod appositions;
pub(crate) mod clause_subjects;
pub(crate) mod cue_finder;
pub(crate) mod governors;
pub(crate) mod subjects;
