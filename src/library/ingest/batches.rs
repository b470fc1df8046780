//! Writes loaded files to the catalogue, one transaction for each batch, and reports progress.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use crate::library::catalogue::{
    self, Batch, BatchNumber, CatalogueWriter, FileNumber, StateClaims,
};
use crate::loader::Problem;

use super::correcting::CorrectionSync;
use super::index_sync::IndexSync;
use super::load::LoadedFile;
use super::scan_order::ScanOrder;
use super::workers::WorkerPool;
use super::{IngestError, IngestOutcome, IngestProgress, IngestScope};

/// How long the first batch gathers files: briefly, so that the list has something to show at once.
const FIRST_BATCH: Duration = Duration::from_millis(50);

/// How long the longest batch goes on; each is twice as long as the one before. Pages that several files change are
/// written once for each batch.
const LONGEST_BATCH: Duration = Duration::from_secs(2);

/// The most files of a batch.
const LARGEST_BATCH: usize = 4000;

/// How many files are stored one after another: more would take much memory while they wait, and storing each on its own
/// would evict what storing needs from the processor's cache.
const STORED_AT_ONCE: usize = 64;

/// How often progress is reported while nothing needs to be stored.
const REPORT: Duration = Duration::from_millis(100);

/// What the scan and the workers report.
#[derive(Debug)]
pub(super) enum ScanEvent {
    /// This many files have not changed.
    Unchanged(usize),
    /// This file is new or changed, and will be loaded.
    Found(FileNumber),
    /// A file was loaded.
    Read(Box<LoadedFile>),
    /// These files were not found; they are gone unless a folder above them could not be read.
    Gone(Vec<FileNumber>),
    /// A folder cannot be read.
    Missing(Problem),
    /// The scan is over.
    Scanned {
        /// Whether it was stopped before it had seen all files.
        is_stopped: bool,
    },
}

impl ScanEvent {
    fn of_loaded(file: LoadedFile) -> Self {
        Self::Read(Box::new(file))
    }
}

/// Writes to the catalogue and the index, on the thread that called the ingest.
pub(super) struct BatchWriter<'a> {
    writer: CatalogueWriter,
    words: IndexSync,
    corrections: CorrectionSync,
    claims: StateClaims,
    order: ScanOrder,
    /// Whether the whole archive is scanned.
    is_whole: bool,
    report: &'a mut dyn FnMut(IngestProgress),
    stop: &'a AtomicBool,
    reported: Instant,
    outcome: IngestOutcome,
}

impl<'a> BatchWriter<'a> {
    pub(super) fn new(
        writer: CatalogueWriter,
        words: IndexSync,
        corrections: CorrectionSync,
        scope: &IngestScope,
        report: &'a mut dyn FnMut(IngestProgress),
        stop: &'a AtomicBool,
    ) -> Result<Self, IngestError> {
        let mut store = Self {
            writer,
            words,
            claims: StateClaims::from_path(corrections.state_path()),
            corrections,
            order: ScanOrder::default(),
            is_whole: *scope == IngestScope::All,
            report,
            stop,
            reported: Instant::now(),
            outcome: IngestOutcome::default(),
        };
        store.count_totals()?;
        Ok(store)
    }

    /// Writes batches until every file is stored or the ingest is stopped.
    pub(super) fn write_all(
        mut self,
        finds: &Receiver<ScanEvent>,
        readers: &mut WorkerPool,
    ) -> Result<IngestOutcome, IngestError> {
        let mut patience = FIRST_BATCH;
        let mut last = None;
        self.store_corrected()?;
        while let Some(first) = self.next_to_store(finds, readers)? {
            let batch = self.write_batch(first, finds, patience)?;
            // After the catalogue's commit: an index that is behind is caught up by the next ingest; one that
            // is ahead would return hits that the catalogue does not know.
            self.words.commit_in_time(batch, &self.writer);
            patience = (patience * 2).min(LONGEST_BATCH);
            last = Some(batch);
            self.count_totals()?;
            self.report_progress();
        }
        if !self.outcome.is_stopped {
            last = self.writer.finish_groups()?.or(last);
        }
        if self.has_seen_all() {
            self.words.catch_up();
        }
        if let Some(last) = last {
            self.words.commit_batch(last, &self.writer);
        }
        if !self.outcome.is_stopped {
            // Whatever a worker had loaded before a change of the state came through.
            self.corrections.read_changes();
            self.store_corrected()?;
        }
        self.report_progress();
        self.outcome.index_fault = self.words.wait_for_merges();
        Ok(self.outcome)
    }

    /// Returns `true` if every file of the archive was looked at.
    fn has_seen_all(&self) -> bool {
        self.is_whole && !self.outcome.is_stopped && self.outcome.problems.is_empty()
    }

    /// Stores the articles again whose quotes lack a correction of the user, so that the next search has it.
    fn store_corrected(&mut self) -> Result<(), IngestError> {
        let outcome = &mut self.outcome;
        let mut last = None;
        let mut store = FileStore {
            words: &mut self.words,
            corrections: &self.corrections,
            claims: &self.claims,
        };
        self.corrections
            .load_outdated(&mut self.writer, |writer, loaded| {
                outcome.corrected += loaded.len();
                let batch = writer.write_batch(|batch| {
                    let mut loaded = loaded.into_iter();
                    loaded.try_for_each(|file| store.store_file(file, batch))
                })?;
                last = Some(batch);
                Ok(())
            })?;
        if let Some(last) = last {
            self.words.commit_batch(last, &self.writer);
            self.count_totals()?;
            self.report_progress();
        }
        Ok(())
    }

    /// Waits for what changes the catalogue next; `None` if nothing does any more.
    fn next_to_store(
        &mut self,
        finds: &Receiver<ScanEvent>,
        readers: &mut WorkerPool,
    ) -> Result<Option<Vec<ScanEvent>>, IngestError> {
        while !self.is_over(readers) {
            if self.corrections.has_changed() {
                self.store_corrected()?;
            }
            match finds.recv_timeout(REPORT) {
                Ok(find) => {
                    let finds = count_progress(find, &mut self.order, &mut self.outcome);
                    if !finds.is_empty() {
                        return Ok(Some(finds));
                    }
                }
                Err(RecvTimeoutError::Timeout) => {
                    // One file at a time; if several workers are stuck, the next timeouts free the others.
                    let given_up = readers.give_up().map(LoadedFile::given_up);
                    let mut next = self.order.take_waiting();
                    next.extend(
                        given_up
                            .into_iter()
                            .flat_map(|file| self.order.take_loaded(file)),
                    );
                    if !next.is_empty() {
                        return Ok(Some(next.into_iter().map(ScanEvent::of_loaded).collect()));
                    }
                }
                Err(RecvTimeoutError::Disconnected) => return Ok(None),
            }
            if self.reported.elapsed() > REPORT {
                self.report_progress();
            }
        }
        Ok(None)
    }

    /// Returns `true` if no more events will come, or the ingest was stopped.
    fn is_over(&mut self, readers: &WorkerPool) -> bool {
        if is_complete(self.outcome.progress, 0) {
            return true;
        }
        let is_stopped = self.stop.load(Ordering::Relaxed) || !readers.has_workers();
        self.outcome.is_stopped |= is_stopped;
        is_stopped
    }

    /// Stores the events that arrive within `patience` in one transaction.
    ///
    /// A transaction has a fixed cost, and each commit makes every reader fetch its rows again.
    fn write_batch(
        &mut self,
        first: Vec<ScanEvent>,
        finds: &Receiver<ScanEvent>,
        patience: Duration,
    ) -> Result<BatchNumber, IngestError> {
        let end = Instant::now() + patience;
        let span = tracing::debug_span!("batch", files = tracing::field::Empty).entered();
        let (order, outcome, stop) = (&mut self.order, &mut self.outcome, self.stop);
        let mut store = FileStore {
            words: &mut self.words,
            corrections: &self.corrections,
            claims: &self.claims,
        };
        Ok(self.writer.write_batch(|batch| {
            let (mut changes, mut count) = (first, 0);
            loop {
                gather_changes(&mut changes, finds, end, order, outcome);
                count += changes.len();
                if changes.is_empty() {
                    break;
                }
                for change in changes.drain(..) {
                    apply_event(change, batch, &mut store, outcome)?;
                }
                if count >= LARGEST_BATCH || stop.load(Ordering::Relaxed) {
                    break;
                }
            }
            span.record("files", count);
            Ok(())
        })?)
    }

    fn count_totals(&mut self) -> Result<(), IngestError> {
        let counts = self.writer.read_counts()?;
        let progress = &mut self.outcome.progress;
        progress.articles = counts.articles;
        progress.folded = counts.folded;
        progress.quotes = counts.quotes;
        progress.problems = counts.problems;
        Ok(())
    }

    fn report_progress(&mut self) {
        self.reported = Instant::now();
        (self.report)(self.outcome.progress);
    }
}

/// Returns `true` if every file that was found is done or `gathered`, and no more will be found.
fn is_complete(progress: IngestProgress, gathered: usize) -> bool {
    progress.is_scanned && progress.done + gathered >= progress.found
}

/// Adds the next events to those that wait to be stored, as many as are stored at once.
fn gather_changes(
    changes: &mut Vec<ScanEvent>,
    finds: &Receiver<ScanEvent>,
    end: Instant,
    order: &mut ScanOrder,
    outcome: &mut IngestOutcome,
) {
    while changes.len() < STORED_AT_ONCE
        && !is_complete(outcome.progress, changes.len())
        && let Some(left) = end.checked_duration_since(Instant::now())
        && let Ok(find) = finds.recv_timeout(left)
    {
        changes.extend(count_progress(find, order, outcome));
    }
}

/// Counts an event in the progress; returns what changes the catalogue now.
fn count_progress(
    find: ScanEvent,
    order: &mut ScanOrder,
    outcome: &mut IngestOutcome,
) -> Vec<ScanEvent> {
    let progress = &mut outcome.progress;
    match find {
        ScanEvent::Unchanged(files) => {
            progress.found += files;
            progress.done += files;
        }
        ScanEvent::Found(file) => {
            progress.found += 1;
            order.add_found(file);
        }
        ScanEvent::Missing(problem) => outcome.problems.push(problem),
        ScanEvent::Scanned { is_stopped } => {
            progress.is_scanned = true;
            outcome.is_stopped = is_stopped;
        }
        ScanEvent::Read(mut file) => {
            file.waiting = None;
            let next = order.take_loaded(*file).into_iter();
            return next.map(ScanEvent::of_loaded).collect();
        }
        ScanEvent::Gone(_) => return vec![find],
    }
    Vec::new()
}

/// Writes files to the catalogue and the index.
struct FileStore<'a> {
    words: &'a mut IndexSync,
    corrections: &'a CorrectionSync,
    claims: &'a StateClaims,
}

impl FileStore<'_> {
    fn store_file(&mut self, mut file: LoadedFile, batch: &Batch<'_>) -> catalogue::Result<()> {
        let _span = tracing::debug_span!("store", path = ?file.path).entered();
        if batch.assign_identities(&file.path, &mut file.entries, self.claims)? {
            // The documents and the quotes have the identity in them. It is rare that two stories could have the same.
            file = self.corrections.load_again(&file);
        }
        batch.note_former_identity(&file.path, &mut file.entries, self.claims)?;
        let replaced = batch.store_file(&file.path, file.stamp, &file.entries, &file.problems)?;
        self.words.replace_documents(&replaced, file.documents);
        Ok(())
    }
}

fn apply_event(
    change: ScanEvent,
    batch: &Batch<'_>,
    store: &mut FileStore<'_>,
    outcome: &mut IngestOutcome,
) -> catalogue::Result<()> {
    match change {
        ScanEvent::Read(read) => {
            store.store_file(*read, batch)?;
            outcome.progress.done += 1;
            outcome.read += 1;
        }
        ScanEvent::Gone(files) => {
            for file in files {
                if !is_kept(file, batch, outcome)? {
                    let replaced = batch.remove_file(file)?;
                    store.words.replace_documents(&replaced, Vec::new());
                    outcome.removed += 1;
                }
            }
        }
        // Counted already, and of no concern to the catalogue.
        ScanEvent::Unchanged(_)
        | ScanEvent::Found(_)
        | ScanEvent::Missing(_)
        | ScanEvent::Scanned { .. } => {}
    }
    Ok(())
}

/// Returns `true` if a file is in a folder that could not be read.
fn is_kept(
    file: FileNumber,
    batch: &Batch<'_>,
    outcome: &IngestOutcome,
) -> catalogue::Result<bool> {
    // A disk that is not mounted or a lost permission must not empty the catalogue.
    if outcome.problems.is_empty() {
        return Ok(false);
    }
    let path = batch.file_path(file)?;
    let mut missing = outcome.problems.iter();
    Ok(path.is_some_and(|path| missing.any(|problem| path.starts_with(&problem.path))))
}
