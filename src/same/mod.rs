//! What is the same: the same statement in several articles, the same story in several files.
//!
//! Pure: words go in, sketches and groups come out; `docs/same.md` says how it decides, and how well. Both kinds work alike: a
//! *sketch* is made of each text, its *prints* are looked up among those that are known, and only what shares one is compared.
//! So the time grows with the texts, not with their pairs, and one more text costs the same at any size.
//!
//! - `words`: the words of a text as numbers, without case, accents and marks
//! - `statement`: sketches of quotes
//! - `story`: sketches of stories
//! - `finder`: groups of those that are the same

mod finder;
mod statement;
mod story;
#[cfg(test)]
mod tests;
mod words;

pub use finder::{GroupNumber, SameFinder, Sketch, SketchNumber};
pub use statement::StatementSketch;
pub use story::StorySketch;
