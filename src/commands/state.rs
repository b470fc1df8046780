//! Opens what the reader did for a command, and tells what happened to it.

use std::io;
use std::path::Path;

use super::{Console, Failure};
use crate::library::state::{StateNotice, StateStore};
use crate::text::Clean;

/// Opens the state in the folder for data to be asked only, without a lock.
pub(super) fn ask(data: &Path, console: &mut Console<'_>) -> Result<StateStore, Failure> {
    let opened = StateStore::open_to_ask(data)
        .map_err(|error| Failure::failed("the state cannot be read", error))?;
    tell(&opened.notices, console)?;
    Ok(opened.store)
}

/// Notes what happened when the state was opened.
pub(super) fn tell(notices: &[StateNotice], console: &mut Console<'_>) -> io::Result<()> {
    for notice in notices {
        let notice = Clean::line(&notice.to_string());
        writeln!(console.notes, "pullquote: {}", notice.as_str())?;
    }
    Ok(())
}
