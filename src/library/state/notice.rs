//! Messages to the user about the state, on the screen and from `doctor`.

use std::fmt;

use super::{RestoredState, StateError};
use crate::text::number;

/// Something that happened to the state and that the user should know.
#[derive(Debug)]
pub enum StateNotice {
    /// The state was damaged or missing, and was restored as far as possible.
    Restored(RestoredState),
    /// Changes cannot be saved for now; each change tries again.
    NotSaving(StateError),
    /// Changes are saved again.
    Saving,
    /// Today's backup could not be made.
    NoBackup(StateError),
}

impl fmt::Display for StateNotice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Restored(restored) => restored.fmt(f),
            Self::NotSaving(error) => write!(f, "Nothing will be saved for now: {error}"),
            Self::Saving => f.write_str("Changes are saved again"),
            Self::NoBackup(error) => write!(f, "No backup of the bookmarks was made: {error}"),
        }
    }
}

impl fmt::Display for RestoredState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.damage {
            Some(damage) => write!(f, "The file of your bookmarks was damaged ({damage}). ")?,
            None => f.write_str("The file of your bookmarks was missing. ")?,
        }
        if self.is_complete {
            f.write_str("Everything but the undo history was restored from the journal")?;
        } else {
            self.write_parts(f)?;
        }
        match &self.set_aside {
            Some(set_aside) => write!(f, ", and the file was kept as '{}'", set_aside.display()),
            None => Ok(()),
        }
    }
}

impl RestoredState {
    fn write_parts(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.backup {
            Some(day) => write!(f, "The backup of {day} was restored")?,
            None => f.write_str("There was no good backup to restore")?,
        }
        if self.set_aside.is_some() || self.salvaged > 0 {
            let salvaged = number::format_count(self.salvaged, "newer fact");
            write!(f, ", {salvaged} could be salvaged")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn what_the_journal_has_is_told_as_whole() {
        let restored = RestoredState {
            damage: None,
            set_aside: None,
            backup: None,
            salvaged: 7,
            is_complete: true,
        };
        assert_eq!(
            restored.to_string(),
            "The file of your bookmarks was missing. Everything but the undo history was restored from the journal"
        );
    }

    #[test]
    fn one_fact_is_told_as_one() {
        let restored = RestoredState {
            damage: Some("malformed".to_owned()),
            set_aside: Some("state.damaged-1.db".into()),
            backup: Some(date(2026, 9, 8)),
            salvaged: 1,
            is_complete: false,
        };
        assert_eq!(
            restored.to_string(),
            "The file of your bookmarks was damaged (malformed). The backup of 2026-09-08 was restored, 1 newer fact could \
             be salvaged, and the file was kept as 'state.damaged-1.db'"
        );
    }
}
