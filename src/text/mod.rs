//! Pure functions on text.
//!
//! - [`sanitize`]: the gate; what is [`Clean`] holds no control characters

pub mod sanitize;

pub use sanitize::Clean;
