//! The open state: a change is on disk when [`Store::apply`] returns.

use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;
use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::change::{Change, Put};
use super::fact::{self, Fact};
use super::journal::{self, Done, StepFact};
use super::{Notice, StateError, schema};

/// How long a change waits for another reader's change.
const PATIENCE: Duration = Duration::from_secs(1);

/// What the reader did, in `state.db`.
#[derive(Debug)]
pub struct Store {
    folder: PathBuf,
    connection: Connection,
    /// Whether the connection is to the file; else to an empty stand-in that is never written.
    is_saving: bool,
    notices: Vec<Notice>,
}

/// An open state, and what the reader should know of its opening.
#[derive(Debug)]
pub struct Opened {
    /// The state.
    pub store: Store,
    /// What happened, in order.
    pub notices: Vec<Notice>,
}

impl Store {
    /// Opens the state in the folder for data, making it when it is not there.
    ///
    /// When the file cannot be used, the notices say so, nothing will be saved, and each change tries again.
    ///
    /// # Errors
    /// Fails only when there is not even memory for a stand-in.
    pub fn open(folder: &Path, _now: Timestamp) -> Result<Opened, StateError> {
        let folder = folder.to_owned();
        let mut notices = Vec::new();
        let (connection, is_saving) = match connect(&folder) {
            Ok(connection) => (connection, true),
            Err(error) => {
                notices.push(Notice::NotSaving(error));
                (stand_in()?, false)
            }
        };
        let store = Self {
            folder,
            connection,
            is_saving,
            notices: Vec::new(),
        };
        Ok(Opened { store, notices })
    }

    /// Says whether changes are saved, as far as is known; a change that fails or succeeds may alter it.
    #[must_use]
    pub const fn is_saving(&self) -> bool {
        self.is_saving
    }

    /// Takes what the reader should know since the last call.
    pub fn take_notices(&mut self) -> Vec<Notice> {
        std::mem::take(&mut self.notices)
    }

    /// Applies a change; when this returns, it is on disk, and another change has not been lost by it.
    ///
    /// # Errors
    /// Says why nothing was changed.
    pub fn apply(&mut self, change: &Change, now: Timestamp) -> Result<(), StateError> {
        self.transact(|transaction| {
            let puts = change.puts(transaction, now)?;
            let steps = put(transaction, puts, fact::milliseconds(now))?;
            if !steps.is_empty() {
                journal::record(transaction, &change.description(), &steps)?;
            }
            Ok(())
        })
    }

    /// Turns the last change back; nothing when there is none.
    ///
    /// # Errors
    /// Says why nothing was changed.
    pub fn undo(&mut self, now: Timestamp) -> Result<Option<Done>, StateError> {
        let now = fact::milliseconds(now);
        self.transact(|transaction| Ok(journal::turn(transaction, true, now)?))
    }

    /// Does again what was undone last; nothing when a new change came after it.
    ///
    /// # Errors
    /// Says why nothing was changed.
    pub fn redo(&mut self, now: Timestamp) -> Result<Option<Done>, StateError> {
        let now = fact::milliseconds(now);
        self.transact(|transaction| Ok(journal::turn(transaction, false, now)?))
    }

    /// Opens the file again when changes could not be saved.
    fn save_again(&mut self) -> Result<(), StateError> {
        if !self.is_saving {
            self.connection = connect(&self.folder)?;
            self.is_saving = true;
            self.notices.push(Notice::Saving);
        }
        Ok(())
    }

    /// Returns the connection to ask.
    pub(super) const fn connection(&self) -> &Connection {
        &self.connection
    }

    /// Does all of `work` on disk, or nothing.
    fn transact<T>(
        &mut self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, StateError>,
    ) -> Result<T, StateError> {
        self.save_again()?;
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let value = work(&transaction)?;
        transaction.commit()?;
        Ok(value)
    }
}

/// Opens the file, making it when it is not there.
fn connect(folder: &Path) -> Result<Connection, StateError> {
    std::fs::create_dir_all(folder).map_err(|error| StateError::Unwritable {
        path: folder.display().to_string(),
        reason: error.to_string(),
    })?;
    let mut connection = Connection::open(folder.join("state.db"))?;
    connection.busy_timeout(PATIENCE)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    schema::migrate(&mut connection)?;
    Ok(connection)
}

/// Makes an empty state in memory, to ask while the file cannot be used.
fn stand_in() -> Result<Connection, StateError> {
    let mut connection = Connection::open_in_memory()?;
    schema::migrate(&mut connection)?;
    Ok(connection)
}

/// Writes what the facts should say, and returns what changed in a way that can be undone.
fn put(
    connection: &Connection,
    puts: Vec<Put>,
    now: i64,
) -> Result<Vec<StepFact>, rusqlite::Error> {
    let mut steps = Vec::new();
    for Put { key, value } in puts {
        let before = fact::read(connection, &key)?;
        let changed = before
            .as_ref()
            .map_or(now, |fact| now.max(fact.changed + 1));
        let before = before.and_then(|fact| fact.value);
        if before == value {
            continue;
        }
        let fact = Fact {
            key,
            changed,
            value,
        };
        fact::write(connection, &fact)?;
        if fact.key.kind.is_undoable() {
            steps.push(StepFact {
                key: fact.key,
                before,
                after: fact.value,
            });
        }
    }
    Ok(steps)
}
