//! Exports quotes and stories in formats that other programs read.
//!
//! 1. [`gather`]: from files, state and bookmarks to [`story`]: a story with its quotes and what is kept of them
//! 2. [`mod@format`]: which formats there are; `writer`: one story after another into a stream
//! 3. `markdown`, `table`, `annotations`, `lines`: the formats, with those of [`crate::cite`]
//! 4. [`place`]: files, written atomically and never over another; `names`: what they are called
//! 5. [`job`]: all of it, for the screen and the command line

mod annotations;
pub mod format;
pub mod gather;
pub mod job;
mod lines;
mod markdown;
mod names;
pub mod place;
pub mod story;
mod table;
mod writer;

pub use format::ExportFormat;
pub use job::{ExportContent, ExportError, ExportJob, ExportReport, ExportTarget};
pub use names::{collection_file_name, story_file_name};
pub use story::{Story, StoryQuote};
