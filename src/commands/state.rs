//! Opens the state for a command, and reports what happened to it.

use std::io;
use std::path::Path;

use jiff::Timestamp;

use super::{CommandError, Console};
use crate::library::device::DeviceName;
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

/// Makes this device the author of its notes, before they meet those of another: of two notes on one story that nobody has
/// signed only the newer could be kept.
///
/// Without a state that can be written, they stay as they are.
pub(super) fn sign_notes(store: &mut StateStore, data: &Path, now: Timestamp) {
    if store.has_unsigned_notes().unwrap_or(false)
        && store.is_saving()
        && let Ok(device) = DeviceName::load_or_create(data)
        && let Err(error) = store.sign_notes(&device, now)
    {
        tracing::debug!(%error, "notes are not signed");
    }
}

/// Reports what happened when the state was opened.
pub(super) fn report_notices(notices: &[StateNotice], console: &mut Console<'_>) -> io::Result<()> {
    for notice in notices {
        let notice = Clean::line(&notice.to_string());
        writeln!(console.notes, "pullquote: {}", notice.as_str())?;
    }
    Ok(())
}
