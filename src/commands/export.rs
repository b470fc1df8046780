//! `pullquote export`: prints what the reader did, to be imported elsewhere.

use std::path::Path;

use super::{Answer, Console, Environment, Failure, Outcome, state};
use crate::library::state::LinesError;

/// Print all bookmarks, notes, tags, read marks and corrections, to import them on another machine
#[derive(Debug, Clone, PartialEq, Eq, clap::Args)]
pub struct Arguments {
    /// Print the whole state as JSON lines
    #[arg(long, required = true)]
    state: bool,
}

/// Prints the whole state.
///
/// # Errors
/// Fails when it cannot be read or nothing can be printed.
pub fn run(_: &Arguments, environment: &Environment, console: &mut Console<'_>) -> Answer {
    state_lines(&environment.paths.data, console)
}

/// Prints the state in the folder for data.
pub(super) fn state_lines(data: &Path, console: &mut Console<'_>) -> Answer {
    let store = state::ask(data, console)?;
    match store.export(console.out) {
        Ok(()) => Ok(Outcome::Done),
        Err(LinesError::Io(error)) => Err(error.into()),
        Err(error) => Err(Failure::failed("the state cannot be exported", error)),
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use tempfile::TempDir;

    use super::*;
    use crate::article::ArticleId;
    use crate::library::state::{Change, Store};

    fn exported(data: &Path) -> (String, String) {
        let (mut out, mut notes) = (Vec::new(), Vec::new());
        let mut console = Console {
            out: &mut out,
            notes: &mut notes,
        };
        assert_eq!(state_lines(data, &mut console).unwrap(), Outcome::Done);
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
        let mut store = Store::open(data.path(), now).unwrap().store;
        let articles = vec![ArticleId::from_number(1)];
        let is_read = true;
        store
            .apply(&Change::SetRead { articles, is_read }, now)
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
