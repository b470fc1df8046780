//! Refreshes an archive's catalogue and index before a command answers, with a progress bar on a terminal.

use std::path::Path;
use std::sync::atomic::AtomicBool;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use jiff::Timestamp;

use super::{CommandError, Console};
use crate::library::Archive;
use crate::library::catalogue::ComparedArticles;
use crate::library::ingest::{self, IngestError, IngestOutcome, IngestProgress, IngestScope};
use crate::library::state::{StateChange, StateStore};
use crate::search::index::{Index, IndexError};

/// The progress bar's text.
const TEMPLATE: &str = "indexing {human_pos} of {human_len} [{wide_bar}] {eta}";

/// Reads what is new or changed in an archive; `None` while another process does.
///
/// Folders that cannot be looked into, and words that cannot be stored, are told in the notes.
///
/// # Errors
/// Fails when the cache folder cannot be written.
pub(super) fn refresh_archive(
    archive: &Archive,
    console: &mut Console<'_>,
) -> Result<Option<IngestOutcome>, CommandError> {
    if let Some(fault) = archive.cache_fault() {
        writeln!(
            console.notes,
            "pullquote: {fault}; this answer is from a temporary cache"
        )?;
    }
    let mut bar = ProgressLine::default();
    let stop = AtomicBool::new(false);
    let ingested = ingest::ingest_folders(archive, &IngestScope::All, &stop, &mut |progress| {
        bar.show_progress(progress);
    });
    // The bar is removed before anything is printed over it.
    drop(bar);
    let outcome = match ingested {
        Ok(outcome) => outcome,
        Err(IngestError::Busy) => {
            ingest::wait_for_corrections(archive);
            return Ok(None);
        }
        Err(error) => {
            return Err(CommandError::with_cause(
                "the folders cannot be read",
                error,
            ));
        }
    };
    for problem in &outcome.problems {
        writeln!(console.notes, "pullquote: {problem}")?;
    }
    if outcome.read + outcome.removed > 0 && follow_edited(archive) {
        // What was corrected in another version of a story is stored as well.
        let _later =
            ingest::ingest_folders(archive, &IngestScope::corrections(), &stop, &mut |_| ());
    }
    if let Some(fault) = &outcome.index_fault {
        writeln!(
            console.notes,
            "pullquote: the search index cannot be written: {fault}"
        )?;
    }
    Ok(Some(outcome))
}

/// Has what is kept of edited articles hold for what they have become; returns `true` if there are such.
pub(super) fn follow_edited(archive: &Archive) -> bool {
    let followed = archive.find_followed(&mut ComparedArticles::default());
    let followed = followed.into_all();
    let data = archive.state_path().and_then(Path::parent);
    let Some(data) = data.filter(|_| !followed.is_empty()) else {
        return false;
    };
    let now = Timestamp::now();
    // What cannot be saved now is found again the next time.
    StateStore::open(data, now).is_ok_and(|mut opened| {
        let change = StateChange::Follow(followed);
        opened.store.apply_change(&change, now).is_ok()
    })
}

/// Reads what is new or changed in an archive, unless the answer is to be from what is stored; if nothing is, the notes
/// say so, as nothing would be found either. Returns the archive, whose cache may be a temporary one now.
///
/// # Errors
/// Fails when nothing can be stored anywhere.
pub(super) fn prepare_archive(
    archive: Archive,
    is_as_is: bool,
    console: &mut Console<'_>,
) -> Result<Archive, CommandError> {
    if !is_as_is {
        return refresh_somewhere(archive, console, refresh_or_warn);
    }
    if !has_texts(&archive) {
        writeln!(
            console.notes,
            "pullquote: these folders are not indexed yet; leave out '--as-is' to index them"
        )?;
    }
    Ok(archive)
}

/// Refreshes an archive; in a temporary cache if the usual one fails, as on a disk that becomes full on the way.
///
/// # Errors
/// Fails when the temporary one fails as well, or when there is one already.
pub(super) fn refresh_somewhere<T>(
    archive: Archive,
    console: &mut Console<'_>,
    refresh: impl Fn(&Archive, &mut Console<'_>) -> Result<T, CommandError>,
) -> Result<Archive, CommandError> {
    match refresh(&archive, console) {
        Ok(_) => Ok(archive),
        Err(CommandError::Failed(reason)) if archive.cache_fault().is_none() => {
            let archive = archive.with_temporary_cache(reason.as_str());
            refresh(&archive, console)?;
            Ok(archive)
        }
        Err(error) => Err(error),
    }
}

/// Reads what is new or changed in an archive; while another process does, or nothing can be stored, the notes say that
/// the answer is from what was stored so far.
///
/// # Errors
/// Fails when the cache folder cannot be written, and nothing is stored there yet.
pub(super) fn refresh_or_warn(
    archive: &Archive,
    console: &mut Console<'_>,
) -> Result<(), CommandError> {
    match refresh_archive(archive, console) {
        Ok(Some(_)) => {}
        Ok(None) => writeln!(
            console.notes,
            "pullquote: another pullquote is reading these folders; results may be incomplete"
        )?,
        Err(failure @ CommandError::Failed(_)) if has_texts(archive) => writeln!(
            console.notes,
            "pullquote: {failure}; results may be out of date"
        )?,
        Err(failure) => return Err(failure),
    }
    Ok(())
}

fn has_texts(archive: &Archive) -> bool {
    let count = Index::from_folder(&archive.index_folder()).count_documents();
    count.is_ok_and(|texts| texts > 0)
}

/// Queries the index of an archive; a damaged one is rebuilt first.
///
/// # Errors
/// Fails when it cannot be queried even then.
pub(super) fn query_index<T>(
    archive: &Archive,
    console: &mut Console<'_>,
    question: impl Fn(&Index) -> Result<T, IndexError>,
) -> Result<T, CommandError> {
    let folder = archive.index_folder();
    let mut answer = question(&archive.open_index());
    if let Err(IndexError::Damaged(fault)) = &answer {
        writeln!(
            console.notes,
            "pullquote: the index is damaged ({fault}); rebuilding it"
        )?;
        answer = Index::discard(&folder).and_then(|()| {
            // If rebuilding fails, the query below reports why.
            let _outcome = refresh_archive(archive, console);
            question(&archive.open_index())
        });
    }
    answer.map_err(|error| CommandError::with_cause("the index cannot be searched", error))
}

/// A progress bar on the error output, if that is a terminal; removed when it is dropped.
#[derive(Default)]
struct ProgressLine(Option<ProgressBar>);

impl ProgressLine {
    /// Shows how far an ingest is, once there is something to read.
    fn show_progress(&mut self, progress: IngestProgress) {
        if progress.done == progress.found && self.0.is_none() {
            return;
        }
        let bar = self.0.get_or_insert_with(progress_bar);
        bar.set_length(progress.found as u64);
        bar.set_position(progress.done as u64);
    }
}

impl Drop for ProgressLine {
    fn drop(&mut self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}

fn progress_bar() -> ProgressBar {
    let style =
        ProgressStyle::with_template(TEMPLATE).unwrap_or_else(|_| ProgressStyle::default_bar());
    // Written to a file, or to a program, it draws nothing.
    ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr())
        .with_style(style.progress_chars("=> "))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use tempfile::TempDir;

    use super::*;

    #[test]
    fn a_cache_that_fails_on_the_way_is_replaced_by_a_temporary_one() {
        let folder = TempDir::new().unwrap();
        let news = folder.path().join("news");
        fs::create_dir(&news).unwrap();
        fs::write(news.join("a.txt"), "The ferry stops\n\nIt stays.\n").unwrap();
        let archive = Archive::new(&folder.path().join("cache"), &[news]);
        // A folder that is not empty can neither be written nor replaced, whoever runs the test.
        fs::create_dir_all(archive.catalogue_path().join("inner")).unwrap();
        let (mut out, mut notes) = (Vec::new(), Vec::new());
        let mut console = Console {
            out: &mut out,
            notes: &mut notes,
        };
        let archive = prepare_archive(archive, false, &mut console).unwrap();
        assert!(archive.cache_fault().is_some());
        assert!(has_texts(&archive));
        let said = String::from_utf8(notes).unwrap();
        assert_eq!(said.lines().count(), 1, "{said}");
        assert!(
            said.trim_end()
                .ends_with("; this answer is from a temporary cache"),
            "{said}"
        );
    }
}
