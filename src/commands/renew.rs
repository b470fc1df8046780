//! Brings what is known of an archive up to date before a command answers, with a progress bar where somebody watches.

use std::sync::atomic::AtomicBool;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::{Console, Failure};
use crate::library::Archive;
use crate::library::ingest::{self, IngestError, IngestOutcome, IngestProgress, IngestScope};
use crate::search::index::{Index, IndexError};

/// What the bar says.
const TEMPLATE: &str = "indexing {human_pos} of {human_len} [{wide_bar}] {eta}";

/// Reads what is new or changed in an archive; nothing while another process does.
///
/// Folders that cannot be looked into, and words that cannot be stored, are told in the notes.
///
/// # Errors
/// Fails when the cache folder cannot be written.
pub(super) fn renew(
    archive: &Archive,
    console: &mut Console<'_>,
) -> Result<Option<IngestOutcome>, Failure> {
    let mut bar = Bar::default();
    let stop = AtomicBool::new(false);
    let ingested = ingest::ingest_folders(archive, &IngestScope::All, &stop, &mut |progress| {
        bar.show(progress);
    });
    drop(bar);
    let outcome = match ingested {
        Ok(outcome) => outcome,
        Err(IngestError::Busy) => return Ok(None),
        Err(error) => return Err(Failure::failed("the folders cannot be read", error)),
    };
    for problem in &outcome.problems {
        writeln!(console.notes, "pullquote: {problem}")?;
    }
    if let Some(fault) = &outcome.index_fault {
        writeln!(
            console.notes,
            "pullquote: the words cannot be stored: {fault}"
        )?;
    }
    Ok(Some(outcome))
}

/// Reads what is new or changed in an archive; while another process does, or nothing can be stored, the notes say that
/// the answer is from what was stored so far.
///
/// # Errors
/// Fails when the cache folder cannot be written, and nothing is stored there yet.
pub(super) fn renew_or_say(archive: &Archive, console: &mut Console<'_>) -> Result<(), Failure> {
    match renew(archive, console) {
        Ok(Some(_)) => {}
        Ok(None) => writeln!(
            console.notes,
            "pullquote: another pullquote is reading these folders; this is from what it has stored so far"
        )?,
        Err(failure @ Failure::Failed(_)) if holds_something(archive) => writeln!(
            console.notes,
            "pullquote: {failure}; this is from what was stored before"
        )?,
        Err(failure) => return Err(failure),
    }
    Ok(())
}

fn holds_something(archive: &Archive) -> bool {
    let count = Index::from_folder(&archive.index_folder()).count_documents();
    count.is_ok_and(|texts| texts > 0)
}

/// Asks the index of an archive; one that shows itself damaged is built again first.
///
/// # Errors
/// Fails when it cannot be asked even then.
pub(super) fn ask<T>(
    archive: &Archive,
    console: &mut Console<'_>,
    question: impl Fn(&Index) -> Result<T, IndexError>,
) -> Result<T, Failure> {
    let folder = archive.index_folder();
    let mut answer = question(&Index::from_folder(&folder));
    if let Err(IndexError::Damaged(fault)) = &answer {
        writeln!(
            console.notes,
            "pullquote: the index is damaged ({fault}) and built again"
        )?;
        answer = Index::discard(&folder).and_then(|()| {
            let _outcome = renew(archive, console);
            question(&Index::from_folder(&folder))
        });
    }
    answer.map_err(|error| Failure::failed("the index cannot be searched", error))
}

/// A progress bar on the error output, if that is a terminal; removed when it is dropped.
#[derive(Default)]
struct Bar(Option<ProgressBar>);

impl Bar {
    /// Shows how far an ingest is, once there is something to read.
    fn show(&mut self, progress: IngestProgress) {
        if progress.done == progress.found && self.0.is_none() {
            return;
        }
        let bar = self.0.get_or_insert_with(bar);
        bar.set_length(progress.found as u64);
        bar.set_position(progress.done as u64);
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}

fn bar() -> ProgressBar {
    let style =
        ProgressStyle::with_template(TEMPLATE).unwrap_or_else(|_| ProgressStyle::default_bar());
    // Written to a file, or to a program, it draws nothing.
    ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr())
        .with_style(style.progress_chars("=> "))
}
