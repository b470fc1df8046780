//! Finds the quoted regions of an article.
//!
//! 1. `double_marks` and `single_marks` judge from its neighbours whether a mark opens or closes
//! 2. `pairing` pairs the double marks of a paragraph, and `mended_marks` those that do not match
//! 3. `turn_labels`, `interview_turns`, `answers`, `questions`, `posts`, `led_blocks` and `signed_quotes` find quotes
//!    that are known by more than marks, `captions` what interrupts one, and `footnotes` what is no part of one
//! 4. `nicknames` tells those marks apart that are parts of names
//! 5. `regions` puts them together, over paragraphs

pub(crate) mod answers;
pub(crate) mod captions;
mod carried_turns;
pub(crate) mod double_marks;
pub(crate) mod footnotes;
pub(crate) mod interview_turns;
pub(crate) mod led_blocks;
pub(crate) mod mended_marks;
pub(crate) mod nicknames;
pub(crate) mod pairing;
pub(crate) mod posts;
pub(crate) mod questions;
pub(crate) mod regions;
pub(crate) mod signed_quotes;
pub(crate) mod single_marks;
pub(crate) mod turn_labels;
