//! Sets a damaged state aside, and builds a new one from the newest good backup, the journal and what can be salvaged.
//!
//! No file is overwritten. A crash in between leaves no `state.db`, and the next opening continues from there; merging
//! the same facts again changes nothing.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::Connection;

use super::digest::RowSum;
use super::fact::{self, Fact, FactKind};
use super::transaction::FactTransaction;
use super::{StateError, backup, check, file, journal, merge, salvage, schema};

/// The prefix of the names of states that were set aside.
const DAMAGED: &str = "state.damaged-";

/// What a state was restored from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RestoredState {
    /// The damage; `None` if the state file was missing.
    pub damage: Option<String>,
    /// The name that the damaged state was renamed to.
    pub set_aside: Option<PathBuf>,
    /// The day of the backup; `None` if there was no good one.
    pub backup: Option<Date>,
    /// How many facts of the journal, or salvaged ones, were newer than the backup.
    pub salvaged: usize,
    /// Whether the journal shows that no fact is missing.
    pub is_complete: bool,
}

/// Returns `true` if something is left to restore a missing state from: backups, a journal, damaged files or a WAL.
pub(super) fn is_needed(folder: &Path) -> Result<bool, StateError> {
    let log = file::sidecar_path(&file::state_path(folder), "-wal");
    Ok(!backup::list_backups(folder)?.is_empty()
        || !set_aside(folder)?.is_empty()
        || file::is_there(&file::journal_path(folder))?
        || file::is_there(&log)?)
}

/// Restores a damaged or missing state in `folder`; the caller holds the lock.
///
/// # Errors
/// Fails also if something that is left cannot be read for now, since it may have facts that nothing else has.
pub(super) fn restore_state(
    folder: &Path,
    damage: Option<String>,
    now: Timestamp,
) -> Result<RestoredState, StateError> {
    let set_aside = keep_damaged(folder, now)?;
    let remains = StateRemains::read_remains(folder, set_aside.as_deref());
    if let Some(error) = remains.unread {
        return Err(error);
    }
    if remains.is_journal_damaged {
        keep_journal(folder, set_aside.as_deref(), now)?;
    }
    let unfinished = file::create_unfinished(folder)?;
    let mut connection = Connection::open(unfinished.path())?;
    let salvaged = remains.fill_database(&mut connection)?;
    let is_complete = remains.sum == Some(fact::sum_facts(&connection)?);
    file::prepare_to_write(&connection)?;
    file::persist_database(connection, unfinished, &file::state_path(folder))?;
    Ok(RestoredState {
        damage,
        set_aside,
        backup: remains.backup.and_then(|(_, day)| day),
        salvaged,
        is_complete,
    })
}

/// Fills an empty database with whatever can be read now of the state in `folder`, which is not changed.
pub(super) fn rebuild_into(folder: &Path, connection: &mut Connection) -> Result<(), StateError> {
    let state =
        Some(file::state_path(folder)).filter(|state| file::is_there(state).unwrap_or(true));
    let damaged = state.or_else(|| set_aside(folder).ok()?.pop());
    StateRemains::read_remains(folder, damaged.as_deref()).fill_database(connection)?;
    Ok(())
}

/// What is left of a state.
struct StateRemains {
    /// The newest backup that passes all checks, with its day.
    backup: Option<(Connection, Option<Date>)>,
    /// The facts of the journal, and those salvaged from the damaged state and from damaged backups newer than the
    /// good one.
    facts: Vec<Fact>,
    /// The sum of the state that the journal describes, if its end is whole.
    sum: Option<RowSum>,
    is_journal_damaged: bool,
    /// Why something could not be read, if so.
    unread: Option<StateError>,
}

impl StateRemains {
    /// Reads everything that is left, including the damaged state.
    fn read_remains(folder: &Path, damaged: Option<&Path>) -> Self {
        let mut remains = Self {
            backup: None,
            facts: Vec::new(),
            sum: None,
            is_journal_damaged: false,
            unread: None,
        };
        remains.read_journal(folder);
        remains.salvage_facts(damaged);
        let backups = backup::list_backups(folder).unwrap_or_else(|error| {
            remains.unread = Some(error);
            Vec::new()
        });
        for path in backups {
            match check::open_checked(&path) {
                Ok(connection) => {
                    remains.backup = Some((connection, backup::day_of(&path)));
                    break;
                }
                Err(StateError::Damaged(_)) => remains.salvage_facts(Some(&path)),
                // A later version wrote it, and only that one can read it: an older backup is all there is for
                // this one.
                Err(StateError::Newer { .. }) => {}
                Err(error) => remains.unread = Some(error),
            }
        }
        remains
    }

    fn read_journal(&mut self, folder: &Path) {
        match journal::read_journal(folder) {
            Ok(content) => {
                self.facts.extend(content.facts);
                self.sum = content.sum;
                self.is_journal_damaged = content.is_damaged;
            }
            Err(error) => self.unread = Some(error),
        }
    }

    /// Salvages facts from a damaged file and the WAL beside it.
    fn salvage_facts(&mut self, damaged: Option<&Path>) {
        let Some(damaged) = damaged else { return };
        let log = file::wal_path(damaged);
        let mut bytes = |path: &Path| {
            file::read_or_empty(path).unwrap_or_else(|error| {
                self.unread = Some(error);
                Vec::new()
            })
        };
        let (database, log) = (bytes(damaged), bytes(&log));
        match salvage::salvage_facts(&database, &log) {
            Ok(facts) => self.facts.extend(facts),
            Err(error) => self.unread = Some(StateError::from_io(damaged, &error)),
        }
    }

    /// Fills an empty database with the backup and the newer facts, and returns how many these are.
    fn fill_database(&self, connection: &mut Connection) -> Result<usize, StateError> {
        if let Some((backup, _)) = &self.backup {
            backup::copy_into(backup, connection)?;
        }
        schema::migrate_layout(connection)?;
        let transaction = FactTransaction::begin(connection)?;
        // Several versions of a fact may be left, in any order; each counts once.
        let mut newer = HashSet::new();
        for fact in &self.facts {
            if merge::merge_fact(&transaction, fact)?.is_some() {
                newer.insert(&fact.key);
            }
        }
        fact::keep_newest(&transaction, FactKind::History, merge::HISTORY)?;
        transaction.commit()?;
        Ok(newer.len())
    }
}

/// Returns the states that were set aside, the latest last.
pub(super) fn set_aside(folder: &Path) -> Result<Vec<PathBuf>, StateError> {
    let mut paths = file::list_databases(folder, DAMAGED)?;
    // By length first, or number 10 of a day would sort before number 2.
    paths.sort_by_key(|path| (path.as_os_str().len(), path.clone()));
    Ok(paths)
}

/// Renames the state and its WAL files before anything is written.
///
/// Returns the path of the state that was set aside last, now or by an opening that was cut short.
fn keep_damaged(folder: &Path, now: Timestamp) -> Result<Option<PathBuf>, StateError> {
    let state = file::state_path(folder);
    if file::is_there(&state)? {
        file::rename_file(&state, &free_name(folder, now)?)?;
    }
    let mut last = set_aside(folder)?.pop();
    for suffix in file::BESIDE {
        let from = file::sidecar_path(&state, suffix);
        if !file::is_there(&from)? {
            continue;
        }
        let damaged = match last {
            Some(damaged) if !file::is_there(&file::sidecar_path(&damaged, suffix))? => damaged,
            _ => free_name(folder, now)?,
        };
        file::rename_file(&from, &file::sidecar_path(&damaged, suffix))?;
        last = Some(damaged);
    }
    file::sync_folder(folder)?;
    Ok(last)
}

/// Copies a damaged journal beside the state that was set aside, since it will be written again.
fn keep_journal(folder: &Path, set_aside: Option<&Path>, now: Timestamp) -> Result<(), StateError> {
    let name = set_aside.map_or_else(|| free_name(folder, now), |path| Ok(path.to_owned()))?;
    let (from, to) = (
        file::journal_path(folder),
        name.with_extension(journal::EXTENSION),
    );
    let copied = fs::copy(&from, &to);
    copied.map_err(|error| StateError::from_io(&to, &error))?;
    Ok(())
}

/// Returns an unused name for a damaged state, whose sidecar names are unused as well.
pub(super) fn free_name(folder: &Path, now: Timestamp) -> Result<PathBuf, StateError> {
    let day = file::file_day(now);
    let mut number = 1;
    loop {
        let name = folder.join(format!("{DAMAGED}{day}-{number}.db"));
        let journal = name.with_extension(journal::EXTENSION);
        let mut is_taken = file::is_there(&name)? || file::is_there(&journal)?;
        for suffix in file::BESIDE {
            is_taken |= file::is_there(&file::sidecar_path(&name, suffix))?;
        }
        if !is_taken {
            return Ok(name);
        }
        number += 1;
    }
}
