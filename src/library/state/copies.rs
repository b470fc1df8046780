//! Merges a copy of a state's database, such as one that a sync program set aside.

use std::fs;
use std::path::Path;

use jiff::Timestamp;

use super::fact::{self, Fact};
use super::merge::FactMerge;
use super::{Imported, StateError, StateStore, check, file, salvage, schema};

/// The first bytes of every SQLite file, and where the application's id is: <https://sqlite.org/fileformat2.html>, section 1.3.
const SQLITE: &[u8] = b"SQLite format 3\0";
const APPLICATION_AT: usize = 68;

/// Returns `true` if these are the first bytes of a state's database.
#[must_use]
pub fn is_database(bytes: &[u8]) -> bool {
    let id = bytes.get(APPLICATION_AT..).and_then(<[u8]>::first_chunk);
    let id = id.map(|id| i64::from(u32::from_be_bytes(*id)));
    bytes.starts_with(SQLITE) && id == Some(schema::APPLICATION)
}

impl StateStore {
    /// Merges a copy of a state's database atomically, as one undo step; of a damaged one, what can be read.
    ///
    /// The copy is not changed. Returns also what is damaged, if something is.
    ///
    /// # Errors
    /// Fails if it cannot be read, if a later version wrote it, or if the change cannot be saved.
    pub fn import_database(
        &mut self,
        path: &Path,
        now: Timestamp,
    ) -> Result<(Imported, Option<String>), StateError> {
        let (facts, damage) = read_copy(path)?;
        let imported = self.save_work(now, |transaction, origin| {
            let mut merge = FactMerge::new(origin.device());
            merge.import_facts(transaction, &facts)?;
            merge.record_step(transaction)
        })?;
        self.forget_stamp();
        Ok((imported, damage))
    }
}

/// Reads the facts of a copy, and what is damaged, through a copy of its own: SQLite writes beside what it opens.
fn read_copy(path: &Path) -> Result<(Vec<Fact>, Option<String>), StateError> {
    let failed = |error| StateError::from_io(path, &error);
    let folder = tempfile::tempdir().map_err(failed)?;
    let copy = file::state_path(folder.path());
    let (database, log) = (
        file::read_or_empty(path)?,
        file::read_or_empty(&file::wal_path(path))?,
    );
    fs::write(&copy, &database).map_err(failed)?;
    fs::write(file::wal_path(&copy), &log).map_err(failed)?;
    let connection = match check::open_checked(&copy) {
        Err(StateError::Damaged(damage)) => {
            let facts = salvage::salvage_facts(&database, &log).map_err(failed)?;
            return Ok((facts, Some(damage)));
        }
        opened => opened?,
    };
    let mut facts = Vec::new();
    fact::for_each_fact(&connection, |fact, _| {
        facts.push(fact);
        Ok::<_, StateError>(())
    })?;
    Ok((facts, None))
}
