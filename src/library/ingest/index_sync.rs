//! Keeps the search index in sync with the catalogue.
//!
//! The catalogue commits first and the index later, since a commit of the index is expensive. Each commit of the
//! index records the last batch of the catalogue that it includes, and the next ingest loads files of later batches
//! again. So whatever happens between two commits, no article is missing and none is indexed twice. While the index is
//! catching up with earlier batches, its commits record none of the later ones.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use crate::library::Archive;
use crate::library::catalogue::{self, BatchNumber, ReplacedArticles};
use crate::search::index::{ArticleDocuments, ArticleIndexer, Checkpoint, IndexError};

use super::IngestError;

/// The most bytes of text that wait for a commit.
const GATHERED: usize = 96 << 20;

/// The time until the first commit; each further wait is twice as long, up to the longest.
const FIRST_WAIT: Duration = Duration::from_secs(1);
const LONGEST_WAIT: Duration = Duration::from_mins(1);

/// Repeats the changes of the catalogue in the index.
pub(super) struct IndexSync {
    folder: PathBuf,
    catalogue: i64,
    /// The last batch in the index; `None` if it was not built from this catalogue.
    indexed: Option<BatchNumber>,
    /// Whether the catalogue has files of later batches.
    is_behind: bool,
    /// Opened at the first change.
    writer: Option<ArticleIndexer>,
    committed: Instant,
    wait: Duration,
    /// The first error; after it the index is not touched any more.
    fault: Option<IndexError>,
}

impl IndexSync {
    /// Reads the checkpoint of an archive's index.
    pub(super) fn for_archive(
        archive: &Archive,
        writer: &catalogue::CatalogueWriter,
    ) -> Result<Self, IngestError> {
        let folder = archive.index_folder();
        let nonce = writer.catalogue_nonce()?;
        let checkpoint =
            // A rebuilt catalogue counts its batches from 1 again, so that a batch number alone could seem to
            // be indexed.
            ArticleIndexer::last_checkpoint(&folder).filter(|at| at.catalogue == nonce);
        let indexed = checkpoint.map(|at| BatchNumber(at.batch));
        let mut words = Self {
            folder,
            catalogue: nonce,
            is_behind: writer.has_files_after(indexed.unwrap_or_default())?,
            indexed,
            writer: None,
            committed: Instant::now(),
            wait: FIRST_WAIT,
            fault: None,
        };
        // The files of these articles are gone and so never loaded again: after a kill between the two commits only
        // the catalogue's record of them can clean the index.
        if let Some(indexed) = words.indexed {
            for article in writer.gone_since(indexed)? {
                words.update_index(|writer| {
                    writer.remove_article(article);
                    Ok(())
                });
            }
        }
        Ok(words)
    }

    /// Returns `true` if the index has the documents of a batch.
    pub(super) fn is_indexed(&self, batch: BatchNumber) -> bool {
        self.indexed.is_some_and(|indexed| batch <= indexed)
    }

    /// Notes that all files of earlier batches have been loaded again.
    pub(super) const fn catch_up(&mut self) {
        self.is_behind = false;
    }

    /// Replaces the documents of a file's articles; `documents` are in the order of the articles in the file.
    pub(super) fn replace_documents(
        &mut self,
        replaced: &ReplacedArticles,
        documents: Vec<ArticleDocuments>,
    ) {
        if replaced.removed.is_empty() && replaced.added.is_empty() {
            return;
        }
        self.update_index(|writer| {
            for article in &replaced.removed {
                writer.remove_article(*article);
            }
            let documents = documents.into_iter().enumerate();
            let mut added = documents.filter(|(number, _)| replaced.added.contains(number));
            added.try_for_each(|(_, documents)| writer.add_article(documents))
        });
    }

    /// Commits the documents up to a batch, if it is time.
    pub(super) fn commit_in_time(
        &mut self,
        batch: BatchNumber,
        catalogue: &catalogue::CatalogueWriter,
    ) {
        let uncommitted = self
            .writer
            .as_ref()
            .map_or(0, ArticleIndexer::uncommitted_bytes);
        if self.committed.elapsed() > self.wait || uncommitted > GATHERED {
            self.commit_batch(batch, catalogue);
            // The first results are searchable soon, while a long ingest commits rarely: each commit costs
            // about the same, and makes segments that have to be merged.
            self.wait = (self.wait * 2).min(LONGEST_WAIT);
        }
    }

    /// Commits the documents up to a batch, so that searches see them.
    pub(super) fn commit_batch(
        &mut self,
        batch: BatchNumber,
        catalogue: &catalogue::CatalogueWriter,
    ) {
        let batch = if self.is_behind {
            self.indexed.unwrap_or_default()
        } else {
            batch
        };
        let checkpoint = Checkpoint {
            catalogue: self.catalogue,
            batch: batch.0,
        };
        if self.writer.is_some() {
            let _span = tracing::debug_span!("commit", batch = batch.0).entered();
            self.update_index(|writer| writer.commit(checkpoint));
            if self.fault.is_none() {
                // Only after the index has committed. If this fails, the next commit repeats it.
                let _ = catalogue.forget_gone(batch);
            }
        }
        self.committed = Instant::now();
    }

    /// Waits for tantivy's merge threads; returns the error of the index, if there was one.
    pub(super) fn wait_for_merges(self) -> Option<IndexError> {
        let finished = self.writer.map_or(Ok(()), ArticleIndexer::wait_for_merges);
        self.fault.or(finished.err())
    }

    /// Changes the index unless it failed before; after a failure the next ingest continues from the last commit.
    fn update_index(&mut self, change: impl FnOnce(&mut ArticleIndexer) -> Result<(), IndexError>) {
        if self.fault.is_some() {
            return;
        }
        let changed = match &mut self.writer {
            Some(writer) => change(writer),
            None => self.open_writer().and_then(|mut writer| {
                change(&mut writer)?;
                self.writer = Some(writer);
                Ok(())
            }),
        };
        if let Err(fault) = changed {
            self.writer = None;
            self.fault = Some(fault);
        }
    }

    fn open_writer(&self) -> Result<ArticleIndexer, IndexError> {
        let (mut writer, _) = ArticleIndexer::open(&self.folder)?;
        // Whatever it holds belongs to another catalogue, and would be found twice.
        if self.indexed.is_none() {
            writer.remove_all()?;
        }
        Ok(writer)
    }
}
