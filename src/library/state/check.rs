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
    // The quick check does not see rows that are out of their order, which no look-up finds any more.
    let says: String = connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if says != "ok" {
        return damaged(&says);
    }
    if !fact::are_whole(connection)? || !journal::is_whole(connection)? {
        return damaged("some of its rows are not as they were written");
    }
    Ok(())
}

fn damaged(what: &str) -> Result<(), StateError> {
    Err(StateError::Damaged(what.to_owned()))
}
