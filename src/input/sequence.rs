//! Sequences of keys, pressed one after another: `g g`.

use std::fmt;
use std::str::FromStr;

use super::Key;
use super::notation::KeyError;

/// A sequence of at least one key and at most [`KeySequence::LONGEST`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeySequence(Vec<Key>);

impl KeySequence {
    /// The most keys of a sequence.
    pub const LONGEST: usize = 5;

    /// Creates a sequence; `None` if there are no keys, or too many.
    #[must_use]
    pub fn new(keys: Vec<Key>) -> Option<Self> {
        (1..=Self::LONGEST)
            .contains(&keys.len())
            .then_some(Self(keys))
    }

    /// Returns the keys in the order they are pressed.
    #[must_use]
    pub fn keys(&self) -> &[Key] {
        &self.0
    }

    /// Returns `true` if this sequence is a proper prefix of `other`.
    #[must_use]
    pub fn is_prefix_of(&self, other: &Self) -> bool {
        self.0.len() < other.0.len() && other.0.starts_with(&self.0)
    }
}

impl From<Key> for KeySequence {
    fn from(key: Key) -> Self {
        Self(vec![key])
    }
}

impl fmt::Display for KeySequence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, key) in self.0.iter().enumerate() {
            f.write_str(if index == 0 { "" } else { " " })?;
            key.fmt(f)?;
        }
        Ok(())
    }
}

impl FromStr for KeySequence {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        // Before parsing, so that a long text in the wrong place is one fault and not an unknown key.
        if text.split_whitespace().count() > Self::LONGEST {
            return Err(KeyError::TooLong);
        }
        let keys: Vec<Key> = text
            .split_whitespace()
            .map(str::parse)
            .collect::<Result<_, _>>()?;
        if keys.is_empty() {
            return Err(KeyError::Missing);
        }
        Ok(Self(keys))
    }
}
