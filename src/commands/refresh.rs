//! Refreshes an archive's catalogue and index before a command answers, with a progress bar on a terminal.

use std::sync::atomic::AtomicBool;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::{CommandError, Console};
use crate::library::Archive;
use crate::library::ingest::{self, IngestError, IngestOutcome, IngestProgress, IngestScope};
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
    if let Some(fault) = &outcome.index_fault {
        writeln!(
            console.notes,
            "pullquote: the search index cannot be written: {fault}"
        )?;
    }
    Ok(Some(outcome))
}

/// Reads what is new or changed in an archive, unless the answer is to be from what is stored; if nothing is, the notes
/// say so, as nothing would be found either.
///
/// # Errors
/// Fails when the cache folder cannot be written, and nothing is stored there yet.
pub(super) fn prepare_archive(
    archive: &Archive,
    is_as_is: bool,
    console: &mut Console<'_>,
) -> Result<(), CommandError> {
    if !is_as_is {
        return refresh_or_warn(archive, console);
    }
    if !has_texts(archive) {
        writeln!(
            console.notes,
            "pullquote: these folders are not indexed yet; leave out '--as-is' to index them"
        )?;
    }
    Ok(())
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
