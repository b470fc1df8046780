//! Searches the quotes and stories of the archive.
//!
//! - [`query`]: parses what was typed into a query
//! - [`index`]: the full-text index of all quotes and stories
//! - [`engine`]: what searches, here or elsewhere
//! - [`hits`]: the request and the result of a search; [`counts`]: counts of hits; [`marks`]: the parts of a hit that match;
//!   [`passages`]: the part of a story with the most matches
//! - [`near`]: words that are written nearly as those of a query
//! - [`fuzzy`]: filters speakers by name
//! - `own_words`: the words that somebody uses more than others
//! - [`texts`]: the texts of an article that are searched
//! - [`words`]: splits a text into words; [`forms`]: the forms of a word; [`names`]: the key that all spellings of a name share;
//!   [`initials`]: names in short

pub mod counts;
pub mod engine;
pub mod forms;
pub mod fuzzy;
pub mod hits;
pub mod index;
pub mod initials;
pub mod marks;
pub mod names;
pub mod near;
pub(crate) mod own_words;
pub mod passages;
pub mod query;
pub mod texts;
pub mod words;
