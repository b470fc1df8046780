//! What is the same: the same statement in several articles, the same story in several files.
//!
//! Pure: words go in, sketches come out; `docs/same.md` says how it decides, and how well. Both kinds work alike: a
//! *sketch* is made of each text, its *prints* are looked up among those that are known, and only what shares one is compared.
//! So the time grows with the texts, not with their pairs, and one more text costs the same at any size.
//!
//! - `words`: the words of a text as numbers, without case, accents and marks
//! - `statement`: sketches of quotes
//! - `story`: sketches of stories
//!
//! The catalogue stores sketches and prints, and keeps the groups of what is the same.

mod statement;
mod story;
#[cfg(test)]
mod tests;
mod words;

pub use statement::StatementSketch;
pub use story::StorySketch;

/// What is kept of a text to compare it with others.
pub trait Sketch {
    /// Returns the prints; what is the same shares at least one, nearly always.
    fn prints(&self) -> Vec<u64>;

    /// Returns `true` if two sketches are of the same statement or story.
    fn is_same(&self, other: &Self) -> bool;
}
