//! What the reader is told about the state: on the screen, and by `doctor`.

use std::fmt;

use super::{Restored, StateError};

/// Something that happened to the state and that the reader should know.
#[derive(Debug)]
pub enum Notice {
    /// The state was damaged or missing, and was restored as far as possible.
    Restored(Restored),
    /// Changes cannot be saved for now; each change tries again.
    NotSaving(StateError),
    /// Changes are saved again.
    Saving,
    /// Today's backup could not be made.
    NoBackup(StateError),
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Restored(restored) => restored.fmt(f),
            Self::NotSaving(error) => write!(f, "Nothing will be saved for now: {error}"),
            Self::Saving => f.write_str("Changes are saved again"),
            Self::NoBackup(error) => write!(f, "No backup of the bookmarks was made: {error}"),
        }
    }
}

impl fmt::Display for Restored {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.damage {
            Some(damage) => write!(f, "The file of your bookmarks was damaged ({damage}). ")?,
            None => f.write_str("The file of your bookmarks was missing. ")?,
        }
        match self.backup {
            Some(day) => write!(f, "The backup of {day} was restored")?,
            None => f.write_str("There was no good backup to restore")?,
        }
        if let Some(set_aside) = &self.set_aside {
            let (salvaged, name) = (self.salvaged, set_aside.display());
            write!(
                f,
                ", {salvaged} newer entries were salvaged, and the file was kept as '{name}'"
            )?;
        }
        Ok(())
    }
}
