//! What the reader is told while the folders are read: how far it is, that another process does it, what came of it.

use std::thread;
use std::time::Duration;

use super::outbox::Outbox;
use crate::app::event::{CatalogueEvent, Event, ScanProgress};
use crate::app::notice::StatusNotice;
use crate::library::Archive;
use crate::library::catalogue::{Catalogue, CatalogueCounts};
use crate::library::ingest::{IngestError, IngestOutcome, IngestProgress};
use crate::loader::Problem;
use crate::text::number::format_count;

/// How long the folders are left to another process that reads them before they are tried again.
pub(super) const TURN: Duration = Duration::from_millis(500);

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
    let articles = format_count(outcome.progress.articles, "article");
    let quotes = format_count(outcome.progress.quotes, "quote");
    let is_news = outcome.read + outcome.removed > 0;
    is_news.then(|| StatusNotice::quiet(&format!("{articles}, {quotes}")))
}
