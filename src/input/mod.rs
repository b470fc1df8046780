//! Turns keys into actions.
//!
//! - [`action`]: the one table of what a key can do
//! - [`key`]: a key as the terminal sends it
//! - [`notation`]: the text of a key in the config file
//! - [`sequence`]: keys pressed one after another
//! - [`context`]: where a key is pressed
//! - [`keymap`]: what keys mean in each context
//! - [`chord`]: keys taken one by one, with a count, until they mean something
//! - [`nearest`]: the name that a misspelt one was meant to be

pub mod action;
pub mod chord;
pub mod context;
pub mod key;
pub mod keymap;
pub mod nearest;
pub mod notation;
pub mod sequence;

pub use action::{Action, ActionGroup};
pub use chord::{Chord, ChordStep};
pub use context::Context;
pub use key::{Key, KeyCode, Modifiers};
pub use keymap::{Bindings, Keymap, Lookup};
pub use notation::KeyError;
pub use sequence::KeySequence;
