//! Merges facts that were written elsewhere into those of a state.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::fact::{self, Fact, FactKey, FactKind};
use super::transaction::FactTransaction;
use super::undo_steps::{self, StepFact};
use super::{Imported, StateError, note};
use crate::library::device::DeviceName;

/// How many searches are kept in the history.
pub(super) const HISTORY: usize = 200;

/// Merges a fact into the stored version, and returns what it wrote; `None` if nothing changed.
pub(super) fn merge_fact(
    transaction: &FactTransaction<'_>,
    fact: &Fact,
) -> Result<Option<Fact>, StateError> {
    let known = fact::read_fact(transaction, &fact.key)?;
    let merged = join_facts(known.as_ref(), fact)?;
    if known.as_ref() == Some(&merged) {
        return Ok(None);
    }
    fact::write_fact(transaction, &merged)?;
    Ok(Some(merged))
}

/// Joins two versions of a fact, which have the same key.
pub(super) fn join_facts(known: Option<&Fact>, fact: &Fact) -> Result<Fact, StateError> {
    if fact.key.kind == FactKind::Note {
        return note::merge_into(known, fact);
    }
    // Facts are ordered by key, time and value. With equal times the greater value wins, so that two devices that merge each
    // other's facts end up with the same state.
    Ok(known.max(Some(fact)).unwrap_or(fact).clone())
}

/// Returns `true` if a fact is a search that was forgotten here, as too many newer ones followed.
///
/// Merging it would change the state, forget it again, and do so each time.
pub(super) fn is_forgotten(connection: &Connection, fact: &Fact) -> Result<bool, StateError> {
    Ok(fact.key.kind == FactKind::History && fact::is_older_than_kept(connection, fact, HISTORY)?)
}

/// Facts that are merged in one transaction.
#[derive(Default)]
pub(super) struct FactMerge {
    /// This device, if it has a name.
    device: Option<DeviceName>,
    steps: Vec<StepFact>,
    imported: Imported,
    has_searches: bool,
}

impl FactMerge {
    /// Begins a merge on a device.
    pub(super) fn new(device: Option<&DeviceName>) -> Self {
        Self {
            device: device.cloned(),
            ..Self::default()
        }
    }

    /// Merges the facts of another state that was exported or copied. A device with a name keeps its notes beside those of
    /// the other that have no author.
    pub(super) fn import_facts(
        &mut self,
        transaction: &FactTransaction<'_>,
        facts: &[Fact],
    ) -> Result<(), StateError> {
        let mut notes: BTreeMap<&FactKey, Fact> = BTreeMap::new();
        for fact in facts {
            if fact.key.kind == FactKind::Note && self.device.is_some() {
                // A journal has each version of a note, and they have seen each other.
                let joined = note::merge_into(notes.get(&fact.key), fact)?;
                notes.insert(&fact.key, joined);
            } else {
                self.merge_fact(transaction, fact)?;
            }
        }
        for fact in notes.into_values() {
            let known = fact::read_fact(transaction, &fact.key)?;
            let signed = note::sign_import(known.as_ref(), &fact)?;
            self.merge_fact(transaction, signed.as_ref().unwrap_or(&fact))?;
        }
        Ok(())
    }

    /// Merges a fact into the stored version.
    pub(super) fn merge_fact(
        &mut self,
        transaction: &FactTransaction<'_>,
        fact: &Fact,
    ) -> Result<(), StateError> {
        if is_forgotten(transaction, fact)? {
            self.imported.known += 1;
            return Ok(());
        }
        let before = self.read_signed(transaction, &fact.key)?;
        let Some(written) = merge_fact(transaction, fact)? else {
            self.imported.known += 1;
            return Ok(());
        };
        self.imported.taken += 1;
        self.has_searches |= written.key.kind == FactKind::History;
        if written.key.kind.is_undoable() && before != written.value {
            self.steps.push(StepFact {
                key: written.key,
                before,
                after: written.value,
            });
        }
        Ok(())
    }

    /// Reads the stored value; of a note that was written here before the device had a name, with the device as its author.
    fn read_signed(
        &self,
        transaction: &FactTransaction<'_>,
        key: &FactKey,
    ) -> Result<Option<String>, StateError> {
        let Some(known) = fact::read_fact(transaction, key)? else {
            return Ok(None);
        };
        // Unsigned, it would count as replaced by any later note that another device has signed.
        if let Some(device) = self.device.as_ref().filter(|_| key.kind == FactKind::Note)
            && let Some(signed) = note::sign_note(&known, device)?
        {
            fact::write_fact(transaction, &signed)?;
            return Ok(signed.value);
        }
        Ok(known.value)
    }

    /// Forgets the oldest searches, as after each search, so that states that are merged either way are the same.
    pub(super) fn finish(self, transaction: &FactTransaction<'_>) -> Result<Imported, StateError> {
        if self.has_searches {
            fact::keep_newest(transaction, FactKind::History, HISTORY)?;
        }
        Ok(self.imported)
    }

    /// Records everything that was written as one undo step, and finishes.
    pub(super) fn record_step(
        self,
        transaction: &FactTransaction<'_>,
    ) -> Result<Imported, StateError> {
        if !self.steps.is_empty() {
            let description = format!("imported {} changes", self.steps.len());
            undo_steps::record_step(transaction, &description, &self.steps)?;
        }
        self.finish(transaction)
    }
}
