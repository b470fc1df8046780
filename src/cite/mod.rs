//! Cites quotes and stories in the formats of other programs and style guides.
//!
//! - [`citation`]: what is cited; [`context`]: the sentences before and after it
//! - [`mod@format`]: all formats by name
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
