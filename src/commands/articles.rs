//! Iterates over the articles that a command was given.

use std::io::{self, Write};
use std::path::{self, Path, PathBuf};

use super::{CommandOutcome, Console, standard_input};
use crate::article::Article;
use crate::library::listing::Location;
use crate::loader::{self, Loaded, Problem};
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
    let (named, files): (Vec<PathBuf>, Vec<PathBuf>) = paths
        .iter()
        .cloned()
        .partition(|path| standard_input::is_standard_input(path));
    let documents = named.first().map(|path| load_standard_input(path));
    // One at a time: an archive does not fit into memory.
    for found in documents.into_iter().chain(load_files(files)) {
        let (path, loaded) = match found {
            Ok(found) => found,
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

/// What was loaded from a path, or why it could not be.
type LoadedPath = Result<(PathBuf, Loaded), Problem>;

/// Loads the document that '-' names.
fn load_standard_input(path: &Path) -> LoadedPath {
    match standard_input::read_bytes() {
        Ok(bytes) => Ok((path.to_owned(), standard_input::load_document(&bytes))),
        Err(error) => Err(Problem::new(path, error.to_string())),
    }
}

/// Loads files, and those in folders, one at a time.
fn load_files(paths: Vec<PathBuf>) -> impl Iterator<Item = LoadedPath> {
    loader::scan_folders(paths).map(|found| {
        let path = found?.path;
        let loaded = loader::load(&path);
        Ok((path::absolute(&path).unwrap_or(path), loaded))
    })
}
