//! What the reader is told about the state: on the screen, and by `doctor`.

use std::fmt;

use super::StateError;

/// Something that happened to the state and that the reader should know.
#[derive(Debug)]
pub enum Notice {
    /// Changes cannot be saved for now; each change tries again.
    NotSaving(StateError),
    /// Changes are saved again.
    Saving,
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotSaving(error) => write!(f, "Nothing will be saved: {error}"),
            Self::Saving => f.write_str("Changes are saved again"),
        }
    }
}
