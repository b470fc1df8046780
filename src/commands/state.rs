//! Opens the state for a command, and reports what happened to it.

use std::io;
use std::path::Path;

use super::{CommandError, Console};
use crate::library::state::{StateNotice, StateStore};
use crate::text::Clean;

/// Opens the state in the data folder read-only, without a lock.
pub(super) fn open_state(
    data: &Path,
    console: &mut Console<'_>,
) -> Result<StateStore, CommandError> {
    // Read-only, so that a command can run while the terminal screen holds the lock.
    let opened = StateStore::open_to_ask(data)
        .map_err(|error| CommandError::with_cause("the state cannot be read", error))?;
    report_notices(&opened.notices, console)?;
    Ok(opened.store)
}

/// Reports what happened when the state was opened.
pub(super) fn report_notices(notices: &[StateNotice], console: &mut Console<'_>) -> io::Result<()> {
    for notice in notices {
        let notice = Clean::line(&notice.to_string());
        writeln!(console.notes, "pullquote: {}", notice.as_str())?;
    }
    Ok(())
}
