//! What the reader is told while the folders are read: how far it is, that another process does it, what came of it.

use std::path::PathBuf;
use std::thread;
use std::time::Duration;

use super::outbox::Outbox;
use crate::app::event::{CatalogueEvent, Event, ScanProgress};
use crate::app::notice::StatusNotice;
use crate::library::Archive;
use crate::library::catalogue::{Catalogue, CatalogueCounts};
use crate::library::ingest::{IngestError, IngestOutcome, IngestProgress};
use crate::loader::Problem;
use crate::text::Clean;
use crate::text::number::format_count;

/// How long the folders are left to another process that reads them before they are tried again.
pub(super) const TURN: Duration = Duration::from_millis(500);

/// How many folders are named in a sentence.
const MOST_NAMED: usize = 2;

/// Tells how far the reading is.
pub(super) struct ProgressReporter<'a> {
    outbox: &'a Outbox,
    known: Option<(usize, usize, usize)>,
    pub(super) last: ScanProgress,
}

impl<'a> ProgressReporter<'a> {
    pub(super) fn new(outbox: &'a Outbox) -> Self {
        Self {
            outbox,
            known: None,
            last: ScanProgress::default(),
        }
    }

    pub(super) fn report_progress(&mut self, progress: IngestProgress) {
        self.last = scan_progress(progress);
        self.outbox.send(Event::Scanned(self.last.clone()));
        let counts = (progress.articles, progress.quotes, progress.problems);
        // The first report tells what was known before.
        if self
            .known
            .replace(counts)
            .is_some_and(|known| known != counts)
        {
            self.outbox.send(Event::Catalogue(CatalogueEvent::Changed));
        }
    }
}

/// Another process that reads the folders.
pub(super) struct OtherProcess<'a> {
    catalogue: Option<Catalogue>,
    known: CatalogueCounts,
    outbox: &'a Outbox,
}

impl<'a> OtherProcess<'a> {
    pub(super) fn new(archive: &Archive, outbox: &'a Outbox) -> Self {
        let notice = StatusNotice::quiet(&IngestError::Busy.to_string());
        outbox.send(Event::Notice(notice));
        Self {
            catalogue: archive.open_catalogue().ok(),
            known: CatalogueCounts::default(),
            outbox,
        }
    }

    /// Gives it its time, and shows what it has stored.
    pub(super) fn follow_changes(&mut self) {
        thread::sleep(TURN);
        let counts = self.catalogue.as_ref().map(Catalogue::read_counts);
        if let Some(Ok(counts)) = counts
            && counts != self.known
        {
            self.known = counts;
            self.outbox.send(Event::Catalogue(CatalogueEvent::Changed));
        }
    }
}

fn scan_progress(progress: IngestProgress) -> ScanProgress {
    ScanProgress {
        done: progress.done,
        found: progress.found,
        articles: progress.articles,
        quotes: progress.quotes,
        problems: progress.problems,
        unseen: 0,
        announced: 0,
        is_finished: false,
        fault: None,
        emptiness: None,
    }
}

/// Returns a sentence that names the folders in which there is nothing to read, and those that are not there.
///
/// `None` if no folder is read.
pub(super) fn describe_emptiness(folders: &[PathBuf]) -> Option<Clean> {
    let (there, missing): (Vec<_>, Vec<_>) = folders.iter().partition(|folder| folder.exists());
    let empty = (!there.is_empty()).then(|| format!("No articles in {}.", name_paths(&there)));
    let missing = match missing.as_slice() {
        [] => None,
        [one] => Some(format!("{} does not exist.", name_paths(&[one]))),
        several => Some(format!("{} do not exist.", name_paths(several))),
    };
    let parts: Vec<String> = empty.into_iter().chain(missing).collect();
    (!parts.is_empty()).then(|| Clean::line(&parts.join(" ")))
}

/// Returns paths in quotation marks; after the first few, how many more there are.
fn name_paths(paths: &[&PathBuf]) -> String {
    let quoted = |path: &&PathBuf| format!("'{}'", path.display());
    let mut names: Vec<String> = paths.iter().take(MOST_NAMED).map(quoted).collect();
    if paths.len() > MOST_NAMED {
        names.push(format!("{} more", paths.len() - MOST_NAMED));
    }
    match names.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        Some((last, _)) => last.clone(),
        None => String::new(),
    }
}

/// Returns what the reader should know of it: that a folder is missing, the words could not be stored, or what there
/// is now that something was read.
///
/// What the last scan could not look into either has been told then.
pub(super) fn scan_notice(outcome: &IngestOutcome, told: &[Problem]) -> Option<StatusNotice> {
    let mut problems = outcome.problems.iter();
    if let Some(missing) = problems.find(|problem| !told.contains(problem)) {
        return Some(StatusNotice::warning(&missing.to_string()));
    }
    if let Some(fault) = &outcome.index_fault {
        let text = format!("Some articles cannot be searched: {fault}");
        return Some(StatusNotice::warning(&text));
    }
    let is_news = outcome.read + outcome.removed > 0;
    is_news.then(|| StatusNotice::quiet(&describe_totals(outcome.progress)))
}

/// Returns how much there is, with how many articles have one row with a newer one: the list counts rows.
fn describe_totals(progress: IngestProgress) -> String {
    let articles = format_count(progress.articles, "article");
    let quotes = format_count(progress.quotes, "quote");
    match progress.folded {
        0 => format!("{articles}, {quotes}"),
        folded => format!("{articles} ({folded} the same as others), {quotes}"),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use tempfile::TempDir;

    use super::*;

    #[test]
    fn the_folders_that_hold_nothing_are_named() {
        let home = TempDir::new().unwrap();
        let (news, mail) = (home.path().join("news"), home.path().join("mail"));
        let describe = |folders: &[&PathBuf]| {
            let folders: Vec<PathBuf> = folders.iter().copied().cloned().collect();
            let text = describe_emptiness(&folders)?;
            Some(text.replace(&home.path().display().to_string(), "~"))
        };
        fs::create_dir(&news).unwrap();
        assert_eq!(describe(&[]), None);
        let alone = describe(&[&news]);
        assert_eq!(alone.as_deref(), Some("No articles in '~/news'."));
        let both = describe(&[&news, &mail]);
        let sentence = "No articles in '~/news'. '~/mail' does not exist.";
        assert_eq!(both.as_deref(), Some(sentence));
        fs::create_dir(&mail).unwrap();
        let more = describe(&[&news, &mail, &news]);
        let sentence = "No articles in '~/news', '~/mail' and 1 more.";
        assert_eq!(more.as_deref(), Some(sentence));
    }
}
