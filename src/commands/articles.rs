//! Iterates over the articles that a command was given.

use std::io::{self, Write};
use std::path::{self, PathBuf};

use super::{CommandOutcome, Console};
use crate::article::Article;
use crate::library::listing::Location;
use crate::loader;
use crate::text::Clean;

/// Passes each article in `paths`, folders included, with its absolute path to `print`, which returns `true` if it printed something.
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
    mut print: impl FnMut(&Location, &Article, &mut dyn Write) -> io::Result<bool>,
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
        let path = path::absolute(&path).unwrap_or(path);
        for (entry, article) in (0..).zip(&loaded.articles) {
            let path = path.clone();
            let location = Location { path, entry };
            is_found |= print(&location, article, console.out)?;
        }
    }
    Ok(match (is_complete, is_found) {
        (false, _) => CommandOutcome::Incomplete,
        (true, false) => CommandOutcome::NothingFound(Clean::new(nothing)),
        (true, true) => CommandOutcome::Done,
    })
}
