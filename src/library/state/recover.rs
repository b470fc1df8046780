//! Sets a damaged state aside and makes a new one of the newest good backup and what can be salvaged.
//!
//! Nothing is overwritten on the way. A crash in between leaves no `state.db`, and the next opening goes on from
//! there; merging the same facts again changes nothing.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::Connection;

use super::fact::{self, Fact};
use super::{StateError, backup, file, salvage, schema};

/// The start of the names of the states that were set aside.
const DAMAGED: &str = "state.damaged-";

/// What a restored state was made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// What was wrong; nothing when the state file was missing.
    pub damage: Option<String>,
    /// Under which name the damaged state was kept.
    pub set_aside: Option<PathBuf>,
    /// The day of the backup, when there was a good one.
    pub backup: Option<Date>,
    /// How many facts of damaged files were newer than the backup.
    pub salvaged: usize,
}

/// Says whether something is left of a state whose file is missing.
pub(super) fn is_needed(folder: &Path) -> bool {
    !backup::all(folder).is_empty()
        || !set_aside(folder).is_empty()
        || file::beside(&file::state(folder), "-wal").exists()
}

/// Restores the state in `folder`, in place of a damaged or missing one; the caller holds the lock.
pub(super) fn restore(
    folder: &Path,
    damage: Option<String>,
    now: Timestamp,
) -> Result<Restored, StateError> {
    let damaged = keep_damaged(folder, now)?;
    let unfinished = file::unfinished(folder)?;
    let mut connection = Connection::open(unfinished.path())?;
    let restored = rebuild(folder, damaged, &mut connection)?;
    file::prepare_to_write(&connection)?;
    file::place(connection, unfinished, &file::state(folder))?;
    Ok(Restored { damage, ..restored })
}

/// Fills an empty connection with the newest good backup and what can be salvaged of damaged files.
///
/// Writes to nothing else, so that it serves for a copy in memory too.
pub(super) fn rebuild(
    folder: &Path,
    damaged: Option<PathBuf>,
    connection: &mut Connection,
) -> Result<Restored, StateError> {
    let backups = backup::newest_good(folder);
    if let Some((backup, _)) = &backups.good {
        backup::copy_into(backup, connection)?;
    }
    schema::migrate(connection)?;
    let transaction = connection.transaction()?;
    let mut salvaged = 0;
    for fact in damaged
        .iter()
        .chain(&backups.damaged)
        .flat_map(|path| facts_of(path))
    {
        salvaged += usize::from(fact::merge(&transaction, &fact)?);
    }
    transaction.commit()?;
    Ok(Restored {
        damage: None,
        set_aside: damaged,
        backup: backups.good.and_then(|(_, day)| day),
        salvaged,
    })
}

/// Returns the states that were set aside, the last one last.
pub(super) fn set_aside(folder: &Path) -> Vec<PathBuf> {
    let mut paths = file::databases(folder, DAMAGED);
    paths.sort_by_key(|path| (path.as_os_str().len(), path.clone()));
    paths
}

/// Reads what can still be read of a damaged file and the log beside it.
fn facts_of(damaged: &Path) -> Vec<Fact> {
    let bytes = |path: &Path| fs::read(path).unwrap_or_default();
    salvage::facts(&bytes(damaged), &bytes(&file::beside(damaged, "-wal")))
}

/// Gives the state and the files beside it another name, before anything is written.
///
/// Returns the name of the state that was set aside last, now or by an opening that was cut short.
fn keep_damaged(folder: &Path, now: Timestamp) -> Result<Option<PathBuf>, StateError> {
    let rename =
        |from: &Path, to: &Path| fs::rename(from, to).map_err(|error| StateError::io(from, &error));
    let state = file::state(folder);
    if state.exists() {
        rename(&state, &free_name(folder, now))?;
    }
    let mut last = set_aside(folder).pop();
    for suffix in file::BESIDE {
        let from = file::beside(&state, suffix);
        if !from.exists() {
            continue;
        }
        let damaged = last
            .filter(|damaged| !file::beside(damaged, suffix).exists())
            .unwrap_or_else(|| free_name(folder, now));
        rename(&from, &file::beside(&damaged, suffix))?;
        last = Some(damaged);
    }
    file::sync_folder(folder)?;
    Ok(last)
}

/// Returns a name for a damaged state that no file has.
fn free_name(folder: &Path, now: Timestamp) -> PathBuf {
    let day = file::day(now);
    let name = |number| folder.join(format!("{DAMAGED}{day}-{number}.db"));
    let is_taken = |path: &Path| {
        let mut beside = file::BESIDE.iter().map(|suffix| file::beside(path, suffix));
        path.exists() || beside.any(|path| path.exists())
    };
    let mut number = 1;
    while is_taken(&name(number)) {
        number += 1;
    }
    name(number)
}
