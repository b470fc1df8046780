//! Transactions: all of what is done is committed, or nothing.

use crate::shared::client::SharedConnection;
use crate::shared::error::SharedResult;

/// Does some work in one transaction, which is rolled back if the work fails.
pub(super) fn run_transaction<T>(
    connection: &mut SharedConnection,
    work: impl FnOnce(&mut SharedConnection) -> SharedResult<T>,
) -> SharedResult<T> {
    connection.run_script("BEGIN")?;
    let done = work(connection);
    match &done {
        Ok(_) => connection.run_script("COMMIT")?,
        Err(_) if connection.is_broken() => {}
        Err(_) => connection.run_script("ROLLBACK")?,
    }
    done
}
