//! Finds out whether a state is whole: as SQLite sees it, and in every row.

use std::path::Path;

use rusqlite::Connection;

use super::{StateError, fact, file, journal, schema};

/// Opens a state if it is whole; nothing is written.
pub(super) fn open(path: &Path) -> Result<Connection, StateError> {
    let connection = file::connect(path)?;
    check(&connection)?;
    Ok(connection)
}

/// Checks the whole state.
///
/// # Errors
/// `Damaged` says what was found, `Newer` that a later program wrote it; others that it could not be read.
pub(super) fn check(connection: &Connection) -> Result<(), StateError> {
    // What another reader changes meanwhile would not fit what was read before.
    let snapshot = connection.unchecked_transaction()?;
    check_layout(&snapshot)?;
    check_pages(&snapshot)?;
    if !fact::are_whole(&snapshot)? || !journal::is_whole(&snapshot)? {
        return damaged("some of its rows are not as they were written");
    }
    Ok(())
}

/// Checks that the tables are those of this program.
fn check_layout(connection: &Connection) -> Result<(), StateError> {
    let found = schema::layout(connection)?;
    let is_ours = schema::is_as_made(connection)?;
    // A single flipped bit is damage: a later layout has other tables, or a number that is not so close.
    let is_flipped = is_ours && (found ^ schema::NEWEST).count_ones() == 1;
    let is_newer = found > schema::NEWEST && !is_flipped;
    if schema::application(connection)? != schema::APPLICATION {
        return damaged("it is not marked as a state of pullquote");
    }
    if is_newer {
        let known = schema::NEWEST;
        return Err(StateError::Newer { found, known });
    }
    if !is_ours || found != schema::NEWEST {
        return damaged("its tables are not as they were made");
    }
    Ok(())
}

/// Checks that every page is whole and in its place.
fn check_pages(connection: &Connection) -> Result<(), StateError> {
    // The quick check does not see rows that are out of their order, which no look-up finds any more.
    let says: String = connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if says != "ok" {
        return damaged(&says);
    }
    // Nor does either see a whole part of a tree in the place of all of it.
    let are_all_used: bool = connection.query_row(
        "SELECT (SELECT count(*) FROM dbstat) = page_count - freelist_count
         FROM pragma_page_count, pragma_freelist_count",
        [],
        |row| row.get(0),
    )?;
    if !are_all_used {
        return damaged("some of its pages belong to nothing");
    }
    Ok(())
}

fn damaged(what: &str) -> Result<(), StateError> {
    Err(StateError::Damaged(what.to_owned()))
}
