//! Searches the quotes and stories of the archive.
//!
//! - [`query`]: what was typed, as a checked query
//! - [`index`]: the words of all quotes and stories
//! - [`hits`]: what a search is asked and what it answers; [`marks`] what was looked for in it;
//!   [`passages`] the part of a story that holds it
//! - [`fuzzy`]: names that hold some letters
//! - [`words`]: the words of a text; [`names`]: what tells one speaker's name from another's

pub mod fuzzy;
pub mod hits;
pub mod index;
pub mod marks;
pub mod names;
pub mod passages;
pub mod query;
pub mod words;
