//! `pullquote sync`: exchanges the state with the other devices, through the sync folder of the config.

use std::path::PathBuf;

use jiff::Timestamp;

use super::{CommandError, CommandOutcome, CommandResult, Console, Environment, refresh, state};
use crate::config::Config;
use crate::library::catalogue::ComparedArticles;
use crate::library::state::StateStore;
use crate::library::sync::{SyncFolder, SyncOutcome, is_up_to_date};
use crate::text::Clean;
use crate::text::number::format_count;

/// Exchange bookmarks, notes, tags and corrections with your other machines
///
/// Reads the files of the other machines in the sync folder ('sync.folder' in the config), and writes this machine's
/// own if something has changed. The screen and every command that uses the state do the same by themselves; this is for
/// scripts, such as a hook of git.
#[derive(Debug, Clone, PartialEq, Eq, clap::Args)]
#[command(after_help = "\
Examples:
  pullquote sync
  cd ~/Sync/pullquote && git pull && pullquote sync && git add -A && git commit -m sync && git push")]
pub struct SyncArguments {}

/// Exchanges the state, and says what was done.
///
/// # Errors
/// Fails when no folder is set, or the state cannot be opened.
pub fn run(
    _: &SyncArguments,
    environment: &Environment,
    console: &mut Console<'_>,
) -> CommandResult {
    let config = environment.load_config()?;
    let Some(folder) = config.sync.folder.clone() else {
        return Err(CommandError::usage_error(
            "no sync folder is set",
            "set 'folder' under [sync] in the config ('pullquote config path' prints its path)",
        ));
    };
    let (outcome, is_whole) = exchange(folder, &config, environment, console)?;
    writeln!(console.out, "{}", describe_outcome(&outcome))?;
    Ok(if is_whole {
        CommandOutcome::Done
    } else {
        CommandOutcome::Incomplete
    })
}

/// Exchanges the state before or after another command; does nothing unless a sync folder is set.
///
/// # Errors
/// Fails when the problems cannot be printed, or the state cannot be opened.
pub fn exchange_if_set(
    environment: &Environment,
    console: &mut Console<'_>,
) -> Result<(), CommandError> {
    // A wrong config is reported by the command itself, if it needs one.
    if let Ok(config) = environment.load_config()
        && let Some(folder) = config.sync.folder.clone()
        && !is_up_to_date(&folder, &environment.paths.data)
    {
        exchange(folder, &config, environment, console)?;
    }
    Ok(())
}

/// Exchanges the state, and prints the problems; returns `true` with the outcome if there were none.
fn exchange(
    folder: PathBuf,
    config: &Config,
    environment: &Environment,
    console: &mut Console<'_>,
) -> Result<(SyncOutcome, bool), CommandError> {
    let now = Timestamp::now();
    let data = &environment.paths.data;
    let mut opened = StateStore::open(data, now)
        .map_err(|error| CommandError::with_cause("the state cannot be opened", error))?;
    state::report_notices(&opened.notices, console)?;
    let mut sync = SyncFolder::new(folder, data.clone());
    let mut outcome = sync.exchange(&mut opened.store, now);
    if outcome.taken > 0 && follow_moved(config, environment, console) {
        let again = sync.exchange(&mut opened.store, now);
        outcome.written = again.written.or(outcome.written);
    }
    let problems = sync.problems();
    for problem in &problems {
        writeln!(console.notes, "pullquote: {problem}")?;
    }
    Ok((outcome, problems.is_empty()))
}

/// Has what is kept of articles that were edited elsewhere follow them; returns `true` if there are such.
fn follow_moved(config: &Config, environment: &Environment, console: &mut Console<'_>) -> bool {
    let archive = environment.find_archive(&environment.usual_paths(config));
    // An article that has come with what is kept of it is not lost, so the folders are looked into first.
    let found = archive.find_followed(&mut ComparedArticles::default());
    if !found.moved.is_empty()
        && !matches!(refresh::refresh_archive(&archive, console), Ok(Some(_)))
    {
        return false;
    }
    refresh::follow_edited(&archive) || !found.moved.is_empty()
}

/// Returns what was done: "Took 12 changes; 2 other devices in the folder; wrote '…/desk-3fa09c.jsonl'".
fn describe_outcome(outcome: &SyncOutcome) -> Clean {
    let taken = format_count(outcome.taken, "change");
    let others = format_count(outcome.others, "other device");
    let written = match &outcome.written {
        Some(path) => format!("wrote '{}'", path.display()),
        None => "nothing to write".to_owned(),
    };
    Clean::line(&format!("Took {taken}; {others} in the folder; {written}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_done_is_told() {
        let mut outcome = SyncOutcome {
            taken: 1,
            written: None,
            others: 2,
        };
        let told = describe_outcome(&outcome);
        assert_eq!(
            told,
            "Took 1 change; 2 other devices in the folder; nothing to write"
        );
        outcome.written = Some("/s/desk-3fa09c.jsonl".into());
        assert!(describe_outcome(&outcome).ends_with("; wrote '/s/desk-3fa09c.jsonl'"));
    }
}
