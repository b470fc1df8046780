//! Pure functions on text.
//!
//! - [`sanitize`]: the gate; what is [`Clean`] holds no control characters
//! - [`fold`]: text without case, accents and typography, with a map back to the original

pub mod fold;
pub mod sanitize;

pub use fold::{Case, Folded};
pub use sanitize::Clean;
