//! The paths of the command line: quotes that they name, and subcommands that they were meant to be.

use std::path::PathBuf;

use clap::CommandFactory;
use pullquote::commands::CommandError;
use pullquote::commands::quote_reference::QuoteReference;
use pullquote::commands::standard_input::is_standard_input;
use pullquote::input::nearest::nearest_name;
use pullquote::library::state::BookmarkTarget;

use super::Arguments;

/// Returns the paths to read, and the quote that one of them names (`PATH#ID`), if one does.
pub(super) fn find_quote_to_open(
    paths: &[PathBuf],
) -> Result<(Vec<PathBuf>, Option<BookmarkTarget>), CommandError> {
    let mut opening = None;
    let mut files = Vec::with_capacity(paths.len());
    for path in paths {
        match QuoteReference::parse(path) {
            Some(reference) => {
                opening = Some(reference.find_quote()?.to_target());
                files.push(reference.path);
            }
            None => files.push(path.clone()),
        }
    }
    Ok((files, opening))
}

/// Fails if a path does not exist and is, or nearly is, the name of a subcommand.
pub(super) fn refuse_misspelt_subcommand(paths: &[PathBuf]) -> Result<(), CommandError> {
    let missing = paths
        .iter()
        .find(|path| !path.exists() && !is_standard_input(path));
    let Some(name) = missing.map(|path| path.to_string_lossy()) else {
        return Ok(());
    };
    let command = Arguments::command();
    let shown = command.get_subcommands().filter(|one| !one.is_hide_set());
    match nearest_name(&name, shown.map(clap::Command::get_name)) {
        Some(nearest) if !name.contains('/') => Err(CommandError::usage_error(
            &format!("'{name}' does not exist"),
            &format!("did you mean the subcommand '{nearest}'? It must come before all paths"),
        )),
        _ => Ok(()),
    }
}
