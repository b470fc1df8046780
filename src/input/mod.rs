//! Turns keys into actions.
//!
//! - [`action`]: the one table of what a key can do
//! - [`key`]: a key as the terminal sends it
//! - [`notation`]: the text of a key in the config file
//! - [`sequence`]: keys pressed one after another
//! - [`nearest`]: the name that a misspelt one was meant to be

pub mod action;
pub mod key;
pub mod nearest;
pub mod notation;
pub mod sequence;

pub use action::{Action, Group};
pub use key::{Key, KeyCode, Modifiers};
pub use notation::KeyError;
pub use sequence::KeySequence;
