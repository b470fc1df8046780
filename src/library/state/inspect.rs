//! What `doctor` says about the state, without changing anything.

use std::path::{Path, PathBuf};

use super::{StateError, backup, check, fact, file, recover};

/// How the state is.
#[derive(Debug)]
pub struct StateInspection {
    /// Where it is, or would be.
    pub path: PathBuf,
    /// How it was found.
    pub health: StateHealth,
    /// The backups, the newest first.
    pub backups: Vec<PathBuf>,
    /// Damaged states that were set aside, the last one last; they may be deleted.
    pub set_aside: Vec<PathBuf>,
}

impl StateInspection {
    /// Returns `true` if opening the state for writing would restore it: it is damaged, or missing while backups are left.
    #[must_use]
    pub fn is_restorable(&self) -> bool {
        match self.health {
            StateHealth::Missing => !self.backups.is_empty() || !self.set_aside.is_empty(),
            StateHealth::Faulty(StateError::Damaged(_)) => true,
            StateHealth::Whole(_) | StateHealth::Faulty(_) => false,
        }
    }
}

/// How the state was found.
#[derive(Debug)]
pub enum StateHealth {
    /// There is none yet.
    Missing,
    /// It passed all checks; the number of its entries.
    Whole(i64),
    /// It is damaged or cannot be read; starting the program restores what is damaged.
    Faulty(StateError),
}

/// Looks at the state in the folder for data and checks it as a whole.
#[must_use]
pub fn inspect_state(folder: &Path) -> StateInspection {
    let path = file::state_path(folder);
    let health = if file::is_there(&path).unwrap_or(true) {
        let counted = check::open_checked(&path).and_then(|state| Ok(fact::count_facts(&state)?));
        counted.map_or_else(StateHealth::Faulty, StateHealth::Whole)
    } else {
        recover::is_needed(folder).map_or_else(StateHealth::Faulty, |_| StateHealth::Missing)
    };
    StateInspection {
        health,
        backups: backup::list_backups(folder).unwrap_or_default(),
        set_aside: recover::set_aside(folder).unwrap_or_default(),
        path,
    }
}
