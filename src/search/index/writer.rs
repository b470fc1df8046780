//! Writes the index: adds and removes the documents of articles. One process at a time can do that.

use std::path::{Path, PathBuf};
use std::{fs, io};

use serde::{Deserialize, Serialize};
use tantivy::indexer::{IndexWriterOptions, UserOperation};
use tantivy::schema::Term;
use tantivy::{Index, IndexBuilder, IndexSettings, IndexSortByField, IndexWriter, Order};

use crate::article::ArticleId;
use crate::files::private;

use super::documents::{ArticleDocuments, half_id};
use super::merges::TieredMerges;
use super::schema::{DAY, FIELDS};
use super::{IndexError, Result, analysis};

/// The version of the documents; an index of another version is deleted and rebuilt.
const VERSION: u32 = 12;

/// The memory for documents that are not on disk yet, in bytes; a full one is flushed as a segment.
const MEMORY: usize = 80 << 20;

/// How many threads merge segments.
const MERGING: usize = 2;

/// The file in which tantivy lists the segments of the last commit.
pub(super) const META: &str = "meta.json";

/// The size of a block of stored fields before compression, in bytes; each hit decompresses one.
const BLOCK: usize = 8 << 10;

/// How far the index is in sync with a catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checkpoint {
    /// The random number of the catalogue.
    pub catalogue: i64,
    /// The last batch that is in the index.
    pub batch: i64,
}

/// The payload of a commit.
#[derive(Debug, Serialize, Deserialize)]
struct CommitPayload {
    version: u32,
    checkpoint: Checkpoint,
}

/// The writer of the index.
pub struct ArticleIndexer {
    engine: IndexWriter,
    folder: PathBuf,
    uncommitted_bytes: usize,
}

impl ArticleIndexer {
    /// Opens the index for writing, and returns its checkpoint; an unusable index is replaced by an empty one.
    ///
    /// # Errors
    /// Fails if another process is writing the index, or the folder cannot be written.
    pub fn open(folder: &Path) -> Result<(Self, Option<Checkpoint>)> {
        match Self::open_current(folder) {
            Ok(opened) => Ok(opened),
            Err(IndexError::Damaged(_)) => {
                remove_index(folder)?;
                Self::open_current(folder)
            }
            Err(error) => Err(error),
        }
    }

    fn open_current(folder: &Path) -> Result<(Self, Option<Checkpoint>)> {
        private::create_folder(folder).map_err(|source| io_error(folder, source))?;
        private::tighten_entries(folder);
        let index = open_or_create(folder)?;
        let checkpoint = stored_checkpoint(&index)?;
        // One thread: the cores are busy loading files, and each thread would write a segment of its own at
        // every commit. Each that merges keeps what its allocator once needed, so there are few.
        let options = IndexWriterOptions::builder()
            .num_worker_threads(1)
            .memory_budget_per_thread(MEMORY)
            .num_merge_threads(MERGING)
            .build();
        let engine = index.writer_with_options(options)?;
        engine.set_merge_policy(Box::new(TieredMerges));
        let opened = Self {
            engine,
            folder: folder.to_owned(),
            uncommitted_bytes: 0,
        };
        Ok((opened, checkpoint))
    }

    /// Returns the checkpoint of the index in a folder; `None` if there is no usable index.
    #[must_use]
    pub fn last_checkpoint(folder: &Path) -> Option<Checkpoint> {
        if !folder.join(META).exists() {
            return None;
        }
        open_or_create(folder)
            .and_then(|index| stored_checkpoint(&index))
            .ok()?
    }

    /// Removes the documents of an article that were added so far; takes effect at the next commit.
    pub fn remove_article(&self, article: ArticleId) {
        self.engine
            .delete_term(Term::from_field_u64(FIELDS.article, half_id(article)));
    }

    /// Adds the documents of an article; takes effect at the next commit.
    ///
    /// # Errors
    /// Fails if the index cannot be written.
    pub fn add_article(&mut self, documents: ArticleDocuments) -> Result<()> {
        self.uncommitted_bytes += documents.bytes;
        let documents = documents.documents.into_iter();
        // As one group, which tantivy writes into one segment.
        self.engine.run(documents.map(UserOperation::Add))?;
        Ok(())
    }

    /// Returns an estimate of the bytes that wait for a commit.
    #[must_use]
    pub const fn uncommitted_bytes(&self) -> usize {
        self.uncommitted_bytes
    }

    /// Commits all additions and removals, with a checkpoint.
    ///
    /// # Errors
    /// Fails if the index cannot be written.
    pub fn commit(&mut self, checkpoint: Checkpoint) -> Result<()> {
        let payload = CommitPayload {
            version: VERSION,
            checkpoint,
        };
        let payload = serde_json::to_string(&payload)
            .map_err(|error| IndexError::Damaged(error.to_string()))?;
        let mut commit = self.engine.prepare_commit()?;
        // The payload is part of `meta.json`, so checkpoint and documents are committed together or not at all.
        commit.set_payload(&payload);
        commit.commit()?;
        self.uncommitted_bytes = 0;
        // tantivy creates its files with the permissions that the umask leaves, so that others could read them.
        private::tighten_entries(&self.folder);
        Ok(())
    }

    /// Removes all documents; takes effect at the next commit.
    ///
    /// # Errors
    /// Fails if the index cannot be written.
    pub fn remove_all(&mut self) -> Result<()> {
        self.engine.delete_all_documents()?;
        Ok(())
    }

    /// Waits for tantivy's merge threads.
    ///
    /// # Errors
    /// Fails if a merge failed.
    pub fn wait_for_merges(self) -> Result<()> {
        self.engine.wait_merging_threads()?;
        private::tighten_entries(&self.folder);
        Ok(())
    }
}

/// Opens the index in a folder, or creates one if there is none.
pub(super) fn open_or_create(folder: &Path) -> Result<Index> {
    check_entries(folder)?;
    let mut index = if folder.join(META).exists() {
        let index = Index::open_in_dir(folder)?;
        if index.schema() != FIELDS.schema || index.settings() != &index_settings() {
            return Err(IndexError::Damaged(
                "it was written by another version".to_owned(),
            ));
        }
        index
    } else {
        IndexBuilder::new()
            .schema(FIELDS.schema.clone())
            .settings(index_settings())
            .create_in_dir(folder)?
    };
    index.set_tokenizers(analysis::register_tokenizers());
    Ok(index)
}

/// Rejects special files in the folder of an index: opening a named pipe would block forever (fifo(7)).
fn check_entries(folder: &Path) -> Result<()> {
    let mut entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let strange = entries.find(|entry| fs::metadata(entry.path()).is_ok_and(|of| !of.is_file()));
    strange.map_or(Ok(()), |entry| {
        let name = entry.file_name();
        let reason = format!("'{}' is not a file", name.display());
        Err(IndexError::Damaged(reason))
    })
}

fn index_settings() -> IndexSettings {
    IndexSettings {
        // Sorted by day, the newest hits of a segment come first, and a range of days is one stretch of it.
        sort_by_field: Some(IndexSortByField {
            field: DAY.to_owned(),
            order: Order::Desc,
        }),
        docstore_compress_dedicated_thread: false,
        docstore_blocksize: BLOCK,
        ..IndexSettings::default()
    }
}

/// Reads the checkpoint of the last commit; `None` if there is no commit.
fn stored_checkpoint(index: &Index) -> Result<Option<Checkpoint>> {
    let Some(payload) = index.load_metas()?.payload else {
        return Ok(None);
    };
    match serde_json::from_str::<CommitPayload>(&payload) {
        Ok(payload) if payload.version == VERSION => Ok(Some(payload.checkpoint)),
        _ => Err(IndexError::Damaged(
            "it was written by another version".to_owned(),
        )),
    }
}

/// Removes the index; open readers keep the old one.
pub(super) fn remove_index(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(source) if source.kind() != io::ErrorKind::NotFound => Err(io_error(folder, source)),
        _ => Ok(()),
    }
}

fn io_error(folder: &Path, source: io::Error) -> IndexError {
    IndexError::Io {
        path: folder.display().to_string(),
        source,
    }
}
