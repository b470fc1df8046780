//! Iterates over the articles that a command was given.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::{CommandOutcome, Console};
use crate::article::Article;
use crate::loader;
use crate::text::Clean;

/// Passes each article in `paths`, folders included, to `print`, which returns `true` if it printed something.
///
/// Files that could not be loaded are told in the notes; with any of them the outcome is incomplete. `nothing` is the
/// sentence for the case that there was nothing to print.
///
/// # Errors
/// When the output cannot be written.
pub(super) fn for_each_article(
    paths: &[PathBuf],
    console: &mut Console<'_>,
    nothing: &str,
    mut print: impl FnMut(&Path, &Article, &mut dyn Write) -> io::Result<bool>,
) -> io::Result<CommandOutcome> {
    let (mut is_found, mut is_complete) = (false, true);
    // One at a time: an archive does not fit into memory.
    for found in loader::scan_folders(paths.to_vec()) {
        let (path, loaded) = match found {
            Ok(found) => {
                let loaded = loader::load(&found.path);
                (found.path, loaded)
            }
            Err(problem) => {
                writeln!(console.notes, "pullquote: {problem}")?;
                is_complete = false;
                continue;
            }
        };
        for problem in &loaded.problems {
            writeln!(console.notes, "pullquote: {problem}")?;
        }
        is_complete &= !loaded.articles.is_empty();
        for article in &loaded.articles {
            is_found |= print(&path, article, console.out)?;
        }
    }
    Ok(match (is_complete, is_found) {
        (false, _) => CommandOutcome::Incomplete,
        (true, false) => CommandOutcome::NothingFound(Clean::new(nothing)),
        (true, true) => CommandOutcome::Done,
    })
}
