//! Finds the quoted regions of an article.
//!
//! 1. `double_marks` and `single_marks` judge from its neighbours whether a mark opens or closes
//! 2. `pairing` pairs the double marks of a paragraph
//! 3. `turn_labels`, `interview_turns`, `questions` and `signed_quotes` find quotes that are known by more than marks
//! 4. `regions` puts them together, over paragraphs

pub(crate) mod double_marks;
pub(crate) mod interview_turns;
pub(crate) mod pairing;
pub(crate) mod questions;
pub(crate) mod regions;
pub(crate) mod signed_quotes;
pub(crate) mod single_marks;
pub(crate) mod turn_labels;
