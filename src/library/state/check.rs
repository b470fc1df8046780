//! Checks the integrity of a state: its pages, as SQLite sees them, and the checksum of every row.

use std::path::Path;

use rusqlite::Connection;

use super::{StateError, fact, file, schema, undo_steps};

/// Opens a state read-only if it passes all checks.
pub(super) fn open_checked(path: &Path) -> Result<Connection, StateError> {
    let connection = file::open_database(path)?;
    check_state(&connection)?;
    Ok(connection)
}

/// Checks the state.
///
/// # Errors
/// Fails with `Damaged` if a check fails, with `Newer` if a later version wrote it, or if it cannot be read.
pub(super) fn check_state(connection: &Connection) -> Result<(), StateError> {
    // One transaction sees one snapshot, so that changes of another process do not look like damage.
    let snapshot = connection.unchecked_transaction()?;
    check_layout(&snapshot)?;
    check_pages(&snapshot)?;
    if !fact::are_whole(&snapshot)? || !undo_steps::is_whole(&snapshot)? {
        return damage_error("some of its rows do not match their checksums");
    }
    Ok(())
}

/// Checks that the tables are those of this program.
fn check_layout(connection: &Connection) -> Result<(), StateError> {
    let found = schema::layout_version(connection)?;
    let is_ours = schema::is_as_made(connection)?;
    // A single flipped bit is damage: a later layout has other tables, or a number that is not so close.
    let is_flipped = is_ours && (found ^ schema::NEWEST).count_ones() == 1;
    let is_newer = found > schema::NEWEST && !is_flipped;
    if schema::application_id(connection)? != schema::APPLICATION {
        return damage_error("it is not a state file of pullquote");
    }
    if is_newer {
        let known = schema::NEWEST;
        return Err(StateError::Newer { found, known });
    }
    if !is_ours || found != schema::NEWEST {
        return damage_error("its tables were altered");
    }
    Ok(())
}

/// Checks every page and every index entry.
fn check_pages(connection: &Connection) -> Result<(), StateError> {
    // `quick_check` does not verify the order of index entries: https://sqlite.org/pragma.html#pragma_quick_check
    let says: String = connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if says != "ok" {
        return damage_error(&says);
    }
    // Neither check notices when a subtree takes the place of the whole tree; then pages are left unused.
    let are_all_used: bool = connection.query_row(
        "SELECT (SELECT count(*) FROM dbstat) = page_count - freelist_count
         FROM pragma_page_count, pragma_freelist_count",
        [],
        |row| row.get(0),
    )?;
    if !are_all_used {
        return damage_error("some of its pages are orphaned");
    }
    Ok(())
}

fn damage_error(what: &str) -> Result<(), StateError> {
    Err(StateError::Damaged(what.to_owned()))
}
