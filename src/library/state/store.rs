//! The open state: a change is on disk when [`StateStore::apply_change`] returns.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use rusqlite::Connection;

use super::clock::StateClock;
use super::fact::{self, FactKind};
use super::file::{self, FileId};
use super::journal::StateJournal;
use super::note::ChangeOrigin;
use super::opening::WritableState;
use super::transaction::FactTransaction;
use super::undo_steps::{self, TurnedStep};
use super::{StateChange, StateError, StateNotice, check, fact_updates, merge, opening, versions};
use crate::article::ArticleId;
use crate::library::device::DeviceName;

/// The user's data in `state.db`.
#[derive(Debug)]
pub struct StateStore {
    folder: PathBuf,
    /// The name of this device, which has one if it takes part in a sync folder.
    device: Option<DeviceName>,
    connection: Connection,
    clock: StateClock,
    /// The file that the connection writes, and its journal; `None` if it only reads.
    file: Option<(FileId, StateJournal)>,
    /// How often the file was opened.
    opening_count: i64,
    /// How often something was saved through this connection.
    save_count: u64,
    /// Whether the last change could be saved.
    is_saving: bool,
    notices: Vec<StateNotice>,
}

/// A state that was opened, with notices for the user.
#[derive(Debug)]
pub struct OpenedState {
    /// The state.
    pub store: StateStore,
    /// What happened, in order.
    pub notices: Vec<StateNotice>,
}

impl StateStore {
    /// Opens the state in the data folder; creates it if there is none, and restores it if it is damaged.
    ///
    /// If the file cannot be written, the notices say so and the state is a copy in memory: nothing is saved, and each
    /// change tries to open the file again.
    ///
    /// # Errors
    /// Fails only if there is not enough memory for that copy.
    pub fn open(folder: &Path, now: Timestamp) -> Result<OpenedState, StateError> {
        let mut notices = Vec::new();
        let (connection, file) = match opening::open_state(folder, now, &mut notices) {
            Ok(WritableState {
                connection,
                file,
                journal,
            }) => (connection, Some((file, journal))),
            Err(error) => {
                notices.push(StateNotice::NotSaving(error));
                (opening::copy_in_memory(folder)?, None)
            }
        };
        let store = Self::new(folder, connection, file);
        Ok(OpenedState { store, notices })
    }

    /// Opens the state read-only: takes no lock, creates and restores nothing.
    ///
    /// The first change opens it for writing, as [`StateStore::open`] does.
    ///
    /// # Errors
    /// Fails only if there is not enough memory for a copy.
    pub fn open_to_ask(folder: &Path) -> Result<OpenedState, StateError> {
        let mut notices = Vec::new();
        let connection = match opening::open_to_ask(folder) {
            Ok(connection) => connection,
            Err(error) => {
                notices.extend(error.map(StateNotice::NotSaving));
                opening::copy_in_memory(folder)?
            }
        };
        let store = Self::new(folder, connection, None);
        Ok(OpenedState { store, notices })
    }

    fn new(folder: &Path, connection: Connection, file: Option<(FileId, StateJournal)>) -> Self {
        Self {
            folder: folder.to_owned(),
            device: DeviceName::load(folder),
            connection,
            clock: StateClock::default(),
            opening_count: 1,
            save_count: 0,
            is_saving: file.is_some(),
            file,
            notices: Vec::new(),
        }
    }

    /// Returns `true` if the last change was saved; before the first one, if the state could be opened for writing.
    #[must_use]
    pub const fn is_saving(&self) -> bool {
        self.is_saving
    }

    /// Takes the notices since the last call.
    pub fn take_notices(&mut self) -> Vec<StateNotice> {
        std::mem::take(&mut self.notices)
    }

    /// Applies a change, which is on disk when this returns.
    ///
    /// # Errors
    /// Fails if the change could not be saved; nothing is changed then.
    pub fn apply_change(&mut self, change: &StateChange, now: Timestamp) -> Result<(), StateError> {
        self.save_change(change, now, true)
    }

    /// Marks articles read because their end was seen; the user did not ask for it, so it is no step of undo.
    ///
    /// # Errors
    /// Fails if it could not be saved; nothing is changed then.
    pub fn finish_articles(
        &mut self,
        articles: Vec<ArticleId>,
        now: Timestamp,
    ) -> Result<(), StateError> {
        let is_read = true;
        self.save_change(&StateChange::SetRead { articles, is_read }, now, false)
    }

    fn save_change(
        &mut self,
        change: &StateChange,
        now: Timestamp,
        is_undone: bool,
    ) -> Result<(), StateError> {
        let _span = tracing::debug_span!("state", change = change.description()).entered();
        self.save_work(now, |transaction, origin| {
            let updates = fact_updates::updates_of(change, transaction, origin)?;
            let steps = fact_updates::write_updates(transaction, updates, origin.stamp)?;
            match change {
                StateChange::RememberSearch { .. } => {
                    fact::keep_newest(transaction, FactKind::History, merge::HISTORY)?;
                }
                StateChange::SetRead { .. }
                | StateChange::Bookmark(_)
                | StateChange::RemoveBookmarks(_)
                | StateChange::SetNote { .. }
                | StateChange::AddTag { .. }
                | StateChange::RemoveTag { .. }
                | StateChange::SetTags(_)
                | StateChange::SetQuoteTags { .. }
                | StateChange::SetPlace { .. }
                | StateChange::Correct(_)
                | StateChange::Uncorrect(_)
                | StateChange::DecidePersons(_)
                | StateChange::ForgetDecisions(_)
                | StateChange::SaveSearch(_)
                | StateChange::ForgetSearch { .. }
                | StateChange::Follow(_)
                | StateChange::SeeSearch { .. } => {
                    // A change that changes nothing must not cost the user the redo.
                    if is_undone && !steps.is_empty() {
                        undo_steps::record_step(transaction, &change.description(), &steps)?;
                    }
                }
            }
            Ok(())
        })
    }

    /// Moves what was saved from the WAL into the state's own file.
    ///
    /// It is on disk without that, in the WAL and in the journal, so that nobody need wait for it.
    pub fn settle(&self) {
        if self.file.is_some() {
            file::checkpoint_wal(&self.connection);
        }
    }

    /// Undoes the last change; `None` if there is none.
    ///
    /// # Errors
    /// Fails if the change could not be saved; nothing is changed then.
    pub fn undo(&mut self, now: Timestamp) -> Result<Option<TurnedStep>, StateError> {
        let _span = tracing::debug_span!("state", change = "undo").entered();
        self.save_work(now, |transaction, origin| {
            undo_steps::turn_step(transaction, true, origin)
        })
    }

    /// Redoes the change that was undone last; `None` if there is none, or if a new change has been made since.
    ///
    /// # Errors
    /// Fails if the change could not be saved; nothing is changed then.
    pub fn redo(&mut self, now: Timestamp) -> Result<Option<TurnedStep>, StateError> {
        let _span = tracing::debug_span!("state", change = "redo").entered();
        self.save_work(now, |transaction, origin| {
            undo_steps::turn_step(transaction, false, origin)
        })
    }

    /// Returns the connection for queries.
    pub(super) const fn connection(&self) -> &Connection {
        &self.connection
    }

    /// Returns how often something was saved through this connection.
    pub(super) const fn save_count(&self) -> u64 {
        self.save_count
    }

    /// Returns how often the file was opened.
    pub(super) const fn opening_count(&self) -> i64 {
        self.opening_count
    }

    /// Makes the next change read the latest stamp again, after facts with stamps of their own were written.
    pub(super) const fn forget_stamp(&mut self) {
        self.clock.forget();
    }

    /// Runs `work` in a transaction, with the origin of its changes; reopens the file first or afterwards if that may help.
    pub(super) fn save_work<T>(
        &mut self,
        now: Timestamp,
        work: impl Fn(&FactTransaction<'_>, &ChangeOrigin) -> Result<T, StateError>,
    ) -> Result<T, StateError> {
        let result = self.save_in_place(now, &work);
        self.save_count += 1;
        match &result {
            Ok(_) if !self.is_saving => {
                self.is_saving = true;
                self.notices.push(StateNotice::Saving);
            }
            // A lock passes by itself and says nothing about whether the file can be written.
            Err(error) => self.is_saving = matches!(error, StateError::Busy),
            Ok(_) => {}
        }
        result
    }

    /// Saves to the file that is at the state's path when the change is done.
    ///
    /// Another process may have set the file aside in the meantime; the change is then made again in the file that
    /// replaced it.
    fn save_in_place<T>(
        &mut self,
        now: Timestamp,
        work: &impl Fn(&FactTransaction<'_>, &ChangeOrigin) -> Result<T, StateError>,
    ) -> Result<T, StateError> {
        let device = self.device.clone();
        let work = |transaction: &FactTransaction<'_>, stamp| {
            work(transaction, &ChangeOrigin::here(now, stamp, device.clone()))
        };
        let path = file::state_path(&self.folder);
        if let Some((id, journal)) = &mut self.file
            && id.is_at(&path)
        {
            match run_stamped(&mut self.connection, journal, &mut self.clock, now, &work) {
                // Checked after the commit too: a file that was renamed in between has the change, but nobody
                // will read it there.
                Ok(value) if id.is_at(&path) => return Ok(value),
                Err(error) if !error.is_cured_by_opening() => return Err(error),
                _ => {}
            }
        }
        let WritableState {
            mut connection,
            file,
            mut journal,
        } = opening::open_state(&self.folder, now, &mut self.notices)?;
        if self.file.is_some() {
            take_over(&mut connection, &mut journal, &self.connection, now)?;
        }
        self.connection = connection;
        self.clock = StateClock::default();
        self.opening_count += 1;
        let (_, journal) = self.file.insert((file, journal));
        run_stamped(&mut self.connection, journal, &mut self.clock, now, &work)
    }
}

impl Drop for StateStore {
    fn drop(&mut self) {
        // SQLite does it as well, but only when it closes the last connection.
        self.settle();
    }
}

/// Merges the facts of a file that has been removed or replaced; newer facts win.
fn take_over(
    connection: &mut Connection,
    journal: &mut StateJournal,
    removed: &Connection,
    now: Timestamp,
) -> Result<(), StateError> {
    if check::check_state(removed).is_err() {
        // A damaged file was already salvaged when it was set aside.
        return Ok(());
    }
    run_transaction(connection, journal, now, &mut |transaction| {
        fact::for_each_fact(removed, |fact, _| {
            merge::merge_fact(transaction, &fact)?;
            Ok::<_, StateError>(())
        })
    })
}

/// Runs `work` in one transaction, with the stamp of the changes that it makes at the time `now`.
fn run_stamped<T>(
    connection: &mut Connection,
    journal: &mut StateJournal,
    clock: &mut StateClock,
    now: Timestamp,
    work: &impl Fn(&FactTransaction<'_>, i64) -> Result<T, StateError>,
) -> Result<T, StateError> {
    let mut ticked = *clock;
    let value = run_transaction(connection, journal, now, &mut |transaction| {
        let stamp = ticked.tick(transaction, fact::to_milliseconds(now))?;
        work(transaction, stamp)
    })?;
    *clock = ticked;
    Ok(value)
}

/// Runs `work` in one transaction, and writes what it changes to the journal.
fn run_transaction<T>(
    connection: &mut Connection,
    journal: &mut StateJournal,
    now: Timestamp,
    work: &mut impl FnMut(&FactTransaction<'_>) -> Result<T, StateError>,
) -> Result<T, StateError> {
    let transaction = FactTransaction::begin(connection)?;
    let value = work(&transaction)?;
    versions::share_facts(&transaction)?;
    // Before the commit: what cannot be written there is not done at all, and what is done is there.
    journal.record(&transaction, now)?;
    if let Err(error) = transaction.commit() {
        journal.remove_change(connection);
        return Err(error.into());
    }
    Ok(value)
}
