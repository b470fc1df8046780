//! Inspects the state for `doctor`, without changing anything.

use std::path::{Path, PathBuf};

use super::{StateError, backup, check, fact, file, recover};

/// The result of an inspection.
#[derive(Debug)]
pub struct StateInspection {
    /// Where it is, or would be.
    pub path: PathBuf,
    /// Its health.
    pub health: StateHealth,
    /// The backups, newest first.
    pub backups: Vec<PathBuf>,
    /// Damaged states that were set aside, the latest last; the user may delete them.
    pub set_aside: Vec<PathBuf>,
}

impl StateInspection {
    /// Returns `true` if the next opening for writing would restore the state, since it is damaged or missing.
    #[must_use]
    pub fn is_restorable(&self) -> bool {
        match self.health {
            StateHealth::Missing { is_restorable } => is_restorable,
            StateHealth::Faulty(StateError::Damaged(_)) => true,
            StateHealth::Whole(_) | StateHealth::Faulty(_) => false,
        }
    }
}

/// The health of the state.
#[derive(Debug)]
pub enum StateHealth {
    /// There is none.
    Missing {
        /// Whether something is left to restore it from.
        is_restorable: bool,
    },
    /// It passed all checks; the number of its facts.
    Whole(i64),
    /// It is damaged or cannot be read; starting the program restores what is damaged.
    Faulty(StateError),
}

/// Runs all checks on the state in the data folder.
#[must_use]
pub fn inspect_state(folder: &Path) -> StateInspection {
    let path = file::state_path(folder);
    let health = if file::is_there(&path).unwrap_or(true) {
        let counted = check::open_checked(&path).and_then(|state| Ok(fact::count_facts(&state)?));
        counted.map_or_else(StateHealth::Faulty, StateHealth::Whole)
    } else {
        recover::is_needed(folder).map_or_else(StateHealth::Faulty, |is_restorable| {
            StateHealth::Missing { is_restorable }
        })
    };
    StateInspection {
        health,
        backups: backup::list_backups(folder).unwrap_or_default(),
        set_aside: recover::set_aside(folder).unwrap_or_default(),
        path,
    }
}
