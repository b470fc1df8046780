//! What `doctor` says about the state, without changing anything.

use std::path::{Path, PathBuf};

use super::{StateError, backup, check, fact, file, recover};

/// How the state is.
#[derive(Debug)]
pub struct Inspection {
    /// Where it is, or would be.
    pub path: PathBuf,
    /// How it was found.
    pub health: Health,
    /// The backups, the newest first.
    pub backups: Vec<PathBuf>,
    /// Damaged states that were set aside, the last one last; they may be deleted.
    pub set_aside: Vec<PathBuf>,
}

impl Inspection {
    /// Says whether opening the state for writing restores it: it is damaged, or missing though something is left of it.
    #[must_use]
    pub fn is_restorable(&self) -> bool {
        match self.health {
            Health::Missing => !self.backups.is_empty() || !self.set_aside.is_empty(),
            Health::Faulty(StateError::Damaged(_)) => true,
            Health::Whole(_) | Health::Faulty(_) => false,
        }
    }
}

/// How the state was found.
#[derive(Debug)]
pub enum Health {
    /// There is none yet.
    Missing,
    /// It is whole, with so many entries.
    Whole(i64),
    /// It is damaged or cannot be read; opening the reader restores what is damaged.
    Faulty(StateError),
}

/// Looks at the state in the folder for data and checks it as a whole.
#[must_use]
pub fn inspect(folder: &Path) -> Inspection {
    let path = file::state(folder);
    let health = if file::is_there(&path).unwrap_or(true) {
        let counted = check::open(&path).and_then(|state| Ok(fact::count(&state)?));
        counted.map_or_else(Health::Faulty, Health::Whole)
    } else {
        recover::is_needed(folder).map_or_else(Health::Faulty, |_| Health::Missing)
    };
    Inspection {
        health,
        backups: backup::all(folder).unwrap_or_default(),
        set_aside: recover::set_aside(folder).unwrap_or_default(),
        path,
    }
}
