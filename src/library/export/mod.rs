//! Exports quotes and stories in formats that other programs can read.
//!
//! 1. [`gather`]: builds a [`story`] from files, state and bookmarks: the article, its quotes, notes and tags; [`knowledge`]:
//!    what completes it; [`fetched`]: stories from elsewhere
//! 2. [`mod@format`]: which formats there are; `writer`: one story after another into a stream
//! 3. `markdown`, `table`, `annotations`, `lines`, [`bulk`]: the formats, with those of [`crate::cite`]; [`template`] (`tags`): the user's own
//! 4. [`hits`]: the stories and quotes that a search found
//! 5. [`place`]: files, written atomically and not over another unless asked; `names`: what they are called
//! 6. [`job`]: all of it, for the screen and the command line

mod annotations;
pub mod bulk;
pub mod fetched;
pub mod format;
pub mod gather;
pub mod hits;
pub mod job;
pub mod knowledge;
mod lines;
mod markdown;
mod names;
pub mod place;
pub mod story;
mod table;
mod tags;
pub mod template;
mod writer;

pub use format::ExportFormat;
pub use hits::StoryHits;
pub use job::{ExportContent, ExportError, ExportJob, ExportReport, ExportTarget};
pub use knowledge::ArchiveKnowledge;
pub use names::{collection_file_name, story_file_name};
pub use story::{Story, StoryQuote, StorySpeaker};
pub use template::{StoryTemplate, TemplateError};
