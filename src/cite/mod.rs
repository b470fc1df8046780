//! Cites quotes and stories in the forms that other programs and style guides ask for.
//!
//! - [`citation`]: what is cited, with the sentences [`context`] it
//! - [`format`]: all the forms by name
//! - [`fragment`]: links that open a page at the words
//! - `prose`: a line to read, APA, Chicago; [`markdown`], `org`, `wikipedia`: markup, each with its own escapes
//! - [`bibtex`], [`csl`], [`record`]: data for programs; [`name`]: authors as they want them

pub mod bibtex;
pub mod citation;
pub mod context;
pub mod csl;
pub mod format;
pub mod fragment;
pub mod markdown;
pub mod name;
mod org;
mod prose;
pub mod record;
mod wikipedia;

pub use citation::{Citation, CitedQuote};
pub use format::{CitationFormat, MissingPart};
