//! Turns keys into actions.
//!
//! - [`action`]: the one table of actions
//! - [`key`]: a key in normalised form
//! - [`notation`]: how a key is written in the config file
//! - [`sequence`]: keys pressed one after another
//! - [`context`]: the parts of the screen with bindings of their own
//! - [`keymap`]: what keys mean in each context
//! - [`chord`]: takes keys one by one, with a count, until they make up an action
//! - [`nearest`]: finds the name that was probably meant

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
