//! Exports the whole state, to be imported elsewhere.

use std::path::Path;

use jiff::Timestamp;

use super::export::explain_error;
use super::{CommandError, CommandOutcome, CommandResult, Console, Environment, state};
use crate::library::export::place::{self, UnfinishedFile};
use crate::library::state::{LinesError, StateStore};
use crate::text::Clean;

/// Exports the whole state, to a file if one is named.
pub(super) fn export_state(
    output: Option<&Path>,
    replaces: bool,
    environment: &Environment,
    console: &mut Console<'_>,
) -> CommandResult {
    let data = &environment.paths.data;
    let Some(path) = output else {
        return print_state(data, console);
    };
    let folders = environment.load_config()?.library.folders;
    place::check_writable(path, &folders).map_err(explain_error)?;
    write_state(data, path, replaces, console)
}

/// Opens the state to be exported, with its notes signed if it can be written.
fn open_signed(data: &Path, console: &mut Console<'_>) -> Result<StateStore, CommandError> {
    let store = state::open_state(data, console)?;
    if !store.has_unsigned_notes().unwrap_or(false) {
        return Ok(store);
    }
    drop(store);
    let now = Timestamp::now();
    if let Ok(mut opened) = StateStore::open(data, now) {
        state::sign_notes(&mut opened.store, data, now);
    }
    state::open_state(data, console)
}

/// Prints the state in the folder for data.
pub(super) fn print_state(data: &Path, console: &mut Console<'_>) -> CommandResult {
    let store = open_signed(data, console)?;
    match store.export_lines(console.out) {
        Ok(()) => Ok(CommandOutcome::Done),
        Err(LinesError::Io(error)) => Err(error.into()),
        Err(error) => Err(CommandError::with_cause(
            "the state cannot be exported",
            error,
        )),
    }
}

/// Writes the state in the folder for data to a file.
fn write_state(
    data: &Path,
    path: &Path,
    replaces: bool,
    console: &mut Console<'_>,
) -> CommandResult {
    let store = open_signed(data, console)?;
    let mut file = UnfinishedFile::create_beside(path, replaces).map_err(explain_error)?;
    store
        .export_lines(&mut file)
        .map_err(|error| CommandError::with_cause("the state cannot be exported", error))?;
    file.persist_atomically().map_err(explain_error)?;
    let place = Clean::line(&path.to_string_lossy());
    writeln!(console.out, "Exported the state to '{place}'")?;
    Ok(CommandOutcome::Done)
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;
    use crate::article::ArticleId;
    use crate::library::state::StateChange;

    fn exported(data: &Path) -> (String, String) {
        let (mut out, mut notes) = (Vec::new(), Vec::new());
        let mut console = Console {
            out: &mut out,
            notes: &mut notes,
        };
        assert_eq!(
            print_state(data, &mut console).unwrap(),
            CommandOutcome::Done
        );
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (text(out), text(notes))
    }

    #[test]
    fn an_export_makes_no_state() {
        let data = TempDir::new().unwrap();
        let (lines, _) = exported(data.path());
        assert_eq!(lines.lines().count(), 1);
        assert!(std::fs::read_dir(data.path()).unwrap().next().is_none());
    }

    #[test]
    fn a_damaged_state_is_noted_and_exported_as_far_as_it_can_be_read() {
        let data = TempDir::new().unwrap();
        let now = Timestamp::UNIX_EPOCH;
        let mut store = StateStore::open(data.path(), now).unwrap().store;
        let articles = vec![ArticleId::from_number(1)];
        let is_read = true;
        store
            .apply_change(&StateChange::SetRead { articles, is_read }, now)
            .unwrap();
        drop(store);
        let path = data.path().join("state.db");
        let mut bytes = std::fs::read(&path).unwrap();
        bytes[60] ^= 1;
        std::fs::write(&path, &bytes).unwrap();

        let (lines, notes) = exported(data.path());
        assert!(notes.contains("damaged"), "{notes}");
        assert_eq!(lines.lines().count(), 2);
        assert!(
            std::fs::read(&path).unwrap() == bytes,
            "it is left as it is"
        );
    }
}
