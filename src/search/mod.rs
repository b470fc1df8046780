//! Searches the quotes and stories of the archive.
//!
//! - [`query`]: parses what was typed into a query
//! - [`index`]: the full-text index of all quotes and stories
//! - [`hits`]: the request and the result of a search; [`counts`]: counts of hits; [`marks`]: the parts of a hit that match;
//!   [`passages`]: the part of a story with the most matches
//! - [`fuzzy`]: filters speakers by name
//! - [`words`]: splits a text into words; [`forms`]: the forms of a word; [`names`]: the key that all spellings of a name share;
//!   [`initials`]: names in short

pub mod counts;
pub mod forms;
pub mod fuzzy;
pub mod hits;
pub mod index;
pub mod initials;
pub mod marks;
pub mod names;
pub mod passages;
pub mod query;
pub mod words;
