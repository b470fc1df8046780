//! Tells somebody's words from scare quotes, terms, titles of works and headlines in marks.
//!
//! 1. `titles` recognises titles, nicknames and terms for certain, by their `surroundings`, `works` those that somebody
//!    made or performs
//! 2. `quote_features` and `neighbours` give the features of the others
//! 3. `quote_score` scores the regions, and keeps those that are quotes once their speakers are picked

pub(crate) mod neighbours;
pub(crate) mod quote_features;
pub(crate) mod quote_score;
mod surroundings;
pub(crate) mod titles;
mod works;
