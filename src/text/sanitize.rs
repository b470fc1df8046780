//! The gate that text from outside passes once.

use std::ops::Deref;

/// Text that has passed the gate: printable, with newlines as the only control characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Clean(String);

impl Clean {
    /// Lets text through the gate.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(
            text.chars()
                .filter(|c| !c.is_control() || *c == '\n')
                .collect(),
        )
    }

    /// Returns the text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Deref for Clean {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}
