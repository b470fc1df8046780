//! A message in the status line.

use crate::text::Clean;

/// A message in the status line; the next key takes it away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// How it is shown.
    pub weight: Weight,
    /// One line.
    pub text: Clean,
}

/// How much a notice matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// It went well.
    Quiet,
    /// The reader should know.
    Warning,
    /// Something was not done.
    Error,
}

impl Notice {
    /// Makes a notice of something that went well.
    #[must_use]
    pub fn quiet(text: &str) -> Self {
        Self {
            weight: Weight::Quiet,
            text: Clean::new(text),
        }
    }

    /// Makes a notice of something the reader should know.
    #[must_use]
    pub fn warning(text: &str) -> Self {
        Self {
            weight: Weight::Warning,
            text: Clean::new(text),
        }
    }

    /// Makes a notice of something that was not done.
    #[must_use]
    pub fn error(text: &str) -> Self {
        Self {
            weight: Weight::Error,
            text: Clean::new(text),
        }
    }
}
