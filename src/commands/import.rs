//! `pullquote import`: merges what was exported elsewhere.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::{Answer, Console, Environment, Failure, Outcome, state};
use crate::library::state::Store;

/// Merge what 'export --state' printed; merging it twice changes nothing
#[derive(Debug, Clone, PartialEq, Eq, clap::Args)]
pub struct Arguments {
    /// The file with the lines; '-' reads them from the standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

/// Merges the exported state; of two versions of anything the newer one stands.
///
/// # Errors
/// Fails, with nothing imported, when a line is not as it should be or the state cannot be saved.
pub fn run(arguments: &Arguments, environment: &Environment, console: &mut Console<'_>) -> Answer {
    let data = &environment.paths.data;
    let file = &arguments.file;
    if file.as_os_str() == "-" {
        return merge(data, "the standard input", io::stdin().lock(), console);
    }
    let name = format!("'{}'", file.display());
    let lines = File::open(file).map_err(|error| Failure::failed(&name, error))?;
    merge(data, &name, BufReader::new(lines), console)
}

/// Merges lines into the state in the folder for data.
fn merge(data: &Path, name: &str, lines: impl BufRead, console: &mut Console<'_>) -> Answer {
    let now = Timestamp::now();
    let mut opened = Store::open(data, now)
        .map_err(|error| Failure::failed("the state cannot be opened", error))?;
    state::tell(&opened.notices, console)?;
    let imported = opened
        .store
        .import(lines, now)
        .map_err(|error| Failure::failed(name, error))?;
    let (taken, known) = (imported.taken, imported.known);
    writeln!(console.out, "Taken over: {taken}, known already: {known}")?;
    Ok(Outcome::Done)
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;
    use crate::article::ArticleId;
    use crate::commands::export;
    use crate::library::state::Change;

    /// What a command prints.
    fn printed(command: impl FnOnce(&mut Console<'_>) -> Answer) -> Result<String, Failure> {
        let (mut out, mut notes) = (Vec::new(), Vec::new());
        command(&mut Console {
            out: &mut out,
            notes: &mut notes,
        })?;
        Ok(String::from_utf8(out).unwrap())
    }

    fn imported(data: &Path, lines: &str) -> Result<String, Failure> {
        printed(|console| merge(data, "'a.jsonl'", lines.as_bytes(), console))
    }

    fn exported(data: &Path) -> String {
        printed(|console| export::state_lines(data, console)).unwrap()
    }

    fn reader_of(number: u128) -> TempDir {
        let data = TempDir::new().unwrap();
        let now = Timestamp::UNIX_EPOCH;
        let mut store = Store::open(data.path(), now).unwrap().store;
        let articles = vec![ArticleId::from_number(number)];
        let is_read = true;
        store
            .apply(&Change::SetRead { articles, is_read }, now)
            .unwrap();
        data
    }

    #[test]
    fn what_is_exported_here_is_merged_there_once() {
        let (here, there) = (reader_of(1), reader_of(2));
        let lines = exported(here.path());
        let says = imported(there.path(), &lines).unwrap();
        assert_eq!(says, "Taken over: 1, known already: 0\n");
        let says = imported(there.path(), &lines).unwrap();
        assert_eq!(says, "Taken over: 0, known already: 1\n");
        assert_eq!(exported(there.path()).lines().count(), 3);
    }

    #[test]
    fn a_fault_is_named_with_file_and_line() {
        let failure = imported(reader_of(1).path(), "news").unwrap_err();
        assert!(
            failure.to_string().starts_with("'a.jsonl': line 1: "),
            "{failure}"
        );
    }
}
