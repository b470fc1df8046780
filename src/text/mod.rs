//! Pure functions on text.
//!
//! - [`calendar`]: months and days of the week by name
//! - [`sanitize`]: the gate; what is [`Clean`] holds no control characters
//! - [`fold`]: text without case, accents and typography, with a map back to the original
//! - [`find`]: finds what the user types, whatever the typography
//! - [`hash`]: words and numbers as hashes
//! - [`measure`]: columns on the screen
//! - [`number`]: numbers as people read them
//! - [`quoted`]: the words of a quote on their own
//! - [`sentences`]: where sentences end
//! - [`wrap`]: lines of a block at a width

pub mod ascii;
pub mod calendar;
pub mod find;
pub mod fold;
pub mod hash;
pub mod measure;
pub mod number;
pub mod quoted;
pub mod sanitize;
pub mod sentences;
pub mod wrap;

pub use fold::{CaseFolding, Folded};
pub use sanitize::Clean;

/// Stands where a word may be divided, and is drawn only there.
pub const SOFT_HYPHEN: char = '\u{ad}';

/// Returns a text with a capital at its beginning.
#[must_use]
pub fn capitalize(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}
