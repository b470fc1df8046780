//! The tables of a shared archive, and their version.

use super::client::SharedConnection;
use super::error::{SharedError, SharedResult};

/// The statements that create the tables of version 2.
const TABLES: &str = include_str!("schema.sql");

/// The statements that convert version 2 to version 3.
const COUNTS: &str = include_str!("counts.sql");

/// The statements that convert version 3 to version 4.
const SAME: &str = include_str!("same.sql");

/// The statements that convert version 4 to version 5.
const DECISIONS: &str = include_str!("decisions.sql");

/// The version of the tables that this program reads and writes.
pub const VERSION: i64 = 5;

/// The oldest version that is converted.
pub const OLDEST_CONVERTED: i64 = 2;

/// The advisory lock under which tables are created: "pullq" in ASCII, as in `schema.sql`.
const LOCK: i64 = 7_309_475_598_860;

/// Fails unless the archive has tables of the version that is known here.
///
/// # Errors
/// Fails also if it cannot be asked.
pub fn check_version(connection: &mut SharedConnection) -> SharedResult<()> {
    let found = read_version(connection)?;
    if found == VERSION {
        return Ok(());
    }
    Err(SharedError::OtherVersion {
        found,
        known: VERSION,
    })
}

fn read_version(connection: &mut SharedConnection) -> SharedResult<i64> {
    let rows = connection.query("SELECT version FROM pullquote.archive", &[])?;
    Ok(rows.first().and_then(|row| row.parsed(0)).unwrap_or(0))
}

/// Creates the tables if there are none, and converts those of a version before; returns `true` if it did that.
///
/// # Errors
/// Fails if they are of another version, or cannot be created or converted.
pub fn create_tables(connection: &mut SharedConnection) -> SharedResult<bool> {
    let (found, script) = match read_version(connection) {
        Err(SharedError::NoTables) => (None, format!("{TABLES};{COUNTS};{SAME};{DECISIONS}")),
        Ok(found @ OLDEST_CONVERTED) => (Some(found), format!("{COUNTS};{SAME};{DECISIONS}")),
        Ok(found @ 3) => (Some(found), format!("{SAME};{DECISIONS}")),
        Ok(found @ 4) => (Some(found), DECISIONS.to_owned()),
        Ok(_) => return check_version(connection).map(|()| false),
        Err(error) => return Err(error),
    };
    let made = run_once(connection, found, &script);
    if made.is_err() && !connection.is_broken() {
        connection.run_script("ROLLBACK")?;
    }
    match (made, found) {
        // Only the owner of the tables may convert them; whoever reads an old archive is told the same.
        (Err(SharedError::NotAllowed(_)), Some(found)) => Err(SharedError::OtherVersion {
            found,
            known: VERSION,
        }),
        (made, found) => Ok(made? && found.is_some()),
    }
}

/// Runs the statements that make tables, and returns `true`, unless another publisher has done so in the meantime.
fn run_once(
    connection: &mut SharedConnection,
    found: Option<i64>,
    script: &str,
) -> SharedResult<bool> {
    connection.run_script(&format!("BEGIN; SELECT pg_advisory_xact_lock({LOCK})"))?;
    let exists = connection.query("SELECT to_regclass('pullquote.archive')", &[])?;
    let exists = exists.first().is_some_and(|row| row.raw(0).is_some());
    let now = exists.then(|| read_version(connection)).transpose()?;
    if now == found {
        connection.run_script(script)?;
    }
    connection.run_script("COMMIT")?;
    check_version(connection).map(|()| now == found)
}
