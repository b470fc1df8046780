//! The tables of a shared archive, and their version.

use super::client::SharedConnection;
use super::error::{SharedError, SharedResult};

/// The statements that create the tables.
const TABLES: &str = include_str!("schema.sql");

/// The version of the tables that this program reads and writes.
pub const VERSION: i64 = 2;

/// The advisory lock under which tables are created: "pullq" in ASCII, as in `schema.sql`.
const LOCK: i64 = 7_309_475_598_860;

/// Fails unless the archive has tables of the version that is known here.
///
/// # Errors
/// Fails also if it cannot be asked.
pub fn check_version(connection: &mut SharedConnection) -> SharedResult<()> {
    let rows = connection.query("SELECT version FROM pullquote.archive", &[])?;
    let found = rows.first().and_then(|row| row.parsed(0)).unwrap_or(0);
    if found == VERSION {
        return Ok(());
    }
    Err(SharedError::OtherVersion {
        found,
        known: VERSION,
    })
}

/// Creates the tables if there are none.
///
/// # Errors
/// Fails if they are of another version, or cannot be created.
pub fn create_tables(connection: &mut SharedConnection) -> SharedResult<()> {
    match check_version(connection) {
        Err(SharedError::NoTables) => {}
        checked => return checked,
    }
    let created = create_once(connection);
    if created.is_err() && !connection.is_broken() {
        connection.run_script("ROLLBACK")?;
    }
    created
}

fn create_once(connection: &mut SharedConnection) -> SharedResult<()> {
    connection.run_script(&format!("BEGIN; SELECT pg_advisory_xact_lock({LOCK})"))?;
    // Another publisher may have created them in the meantime.
    let found = connection.query("SELECT to_regclass('pullquote.archive')", &[])?;
    if found.first().is_some_and(|row| row.raw(0).is_none()) {
        connection.run_script(TABLES)?;
    }
    connection.run_script("COMMIT")?;
    check_version(connection)
}
