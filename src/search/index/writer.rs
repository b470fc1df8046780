//! Adds and removes the words of articles; one process at a time.

use std::path::{Path, PathBuf};
use std::{fs, io};

use serde::{Deserialize, Serialize};
use tantivy::indexer::UserOperation;
use tantivy::schema::Term;
use tantivy::{Index, IndexBuilder, IndexSettings, IndexSortByField, IndexWriter, Order};

use crate::article::ArticleId;
use crate::files::private;

use super::documents::{Documents, half};
use super::schema::{DAY, FIELDS};
use super::{IndexError, Result, analysis};

/// Changes with every change of what is kept; an index of another version is thrown away.
const VERSION: u32 = 4;

/// The memory for words that are not on disk yet.
const MEMORY: usize = 64 << 20;

/// The file that lists all others.
pub(super) const META: &str = "meta.json";

/// How many bytes a block of kept text has before it is compressed; a hit reads one.
const BLOCK: usize = 8 << 10;

/// How far the words are true to a catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checkpoint {
    /// The number of the catalogue.
    pub catalogue: i64,
    /// The last batch of its changes that is in the index.
    pub batch: i64,
}

/// What is kept with every commit.
#[derive(Debug, Serialize, Deserialize)]
struct Payload {
    version: u32,
    checkpoint: Checkpoint,
}

/// The one that changes the index.
pub struct Writer {
    engine: IndexWriter,
    folder: PathBuf,
    uncommitted: usize,
}

impl Writer {
    /// Opens the index for changes, and says how far it is; one that cannot be used is thrown away.
    ///
    /// # Errors
    /// When another process changes it, or the folder cannot be written.
    pub fn open(folder: &Path) -> Result<(Self, Option<Checkpoint>)> {
        match Self::open_current(folder) {
            Ok(opened) => Ok(opened),
            Err(IndexError::Damaged(_)) => {
                discard(folder)?;
                Self::open_current(folder)
            }
            Err(error) => Err(error),
        }
    }

    fn open_current(folder: &Path) -> Result<(Self, Option<Checkpoint>)> {
        private::create_folder(folder).map_err(|source| io_error(folder, source))?;
        private::tighten_entries(folder);
        let index = open_or_create(folder)?;
        let checkpoint = checkpoint(&index)?;
        let engine = index.writer_with_num_threads(1, MEMORY)?;
        let opened = Self {
            engine,
            folder: folder.to_owned(),
            uncommitted: 0,
        };
        Ok((opened, checkpoint))
    }

    /// Returns how far the index of a folder is; nothing when there is none that can be used.
    #[must_use]
    pub fn checkpoint(folder: &Path) -> Option<Checkpoint> {
        if !folder.join(META).exists() {
            return None;
        }
        open_or_create(folder)
            .and_then(|index| checkpoint(&index))
            .ok()?
    }

    /// Removes an article's words.
    pub fn remove(&self, article: ArticleId) {
        self.engine
            .delete_term(Term::from_field_u64(FIELDS.article, half(article)));
    }

    /// Adds an article's words.
    ///
    /// # Errors
    /// When the writing failed.
    pub fn add(&mut self, documents: Documents) -> Result<()> {
        self.uncommitted += documents.bytes;
        let documents = documents.documents.into_iter();
        self.engine.run(documents.map(UserOperation::Add))?;
        Ok(())
    }

    /// Returns roughly how many bytes wait for a commit.
    #[must_use]
    pub const fn uncommitted(&self) -> usize {
        self.uncommitted
    }

    /// Lets all readers see what was added and removed, and remembers how far that is.
    ///
    /// # Errors
    /// When the writing failed.
    pub fn commit(&mut self, checkpoint: Checkpoint) -> Result<()> {
        let payload = Payload {
            version: VERSION,
            checkpoint,
        };
        let payload = serde_json::to_string(&payload)
            .map_err(|error| IndexError::Damaged(error.to_string()))?;
        let mut commit = self.engine.prepare_commit()?;
        commit.set_payload(&payload);
        commit.commit()?;
        self.uncommitted = 0;
        // The engine makes its files with the plain umask.
        private::tighten_entries(&self.folder);
        Ok(())
    }

    /// Removes everything.
    ///
    /// # Errors
    /// When the writing failed.
    pub fn clear(&mut self) -> Result<()> {
        self.engine.delete_all_documents()?;
        Ok(())
    }

    /// Waits until what happens in the background is done.
    ///
    /// # Errors
    /// When that failed.
    pub fn finish(self) -> Result<()> {
        self.engine.wait_merging_threads()?;
        private::tighten_entries(&self.folder);
        Ok(())
    }
}

/// Opens the index of a folder, or makes an empty one in an empty folder.
pub(super) fn open_or_create(folder: &Path) -> Result<Index> {
    check_entries(folder)?;
    let mut index = if folder.join(META).exists() {
        let index = Index::open_in_dir(folder)?;
        if index.schema() != FIELDS.schema || index.settings() != &settings() {
            return Err(IndexError::Damaged("it is of another version".to_owned()));
        }
        index
    } else {
        IndexBuilder::new()
            .schema(FIELDS.schema.clone())
            .settings(settings())
            .create_in_dir(folder)?
    };
    index.set_tokenizers(analysis::tokenizers());
    Ok(index)
}

/// Finds what is no file in the folder of an index, such as a pipe, which nobody may open: it waits for ever.
fn check_entries(folder: &Path) -> Result<()> {
    let mut entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let strange = entries.find(|entry| fs::metadata(entry.path()).is_ok_and(|of| !of.is_file()));
    strange.map_or(Ok(()), |entry| {
        let name = entry.file_name();
        let reason = format!("'{}' is no file", name.display());
        Err(IndexError::Damaged(reason))
    })
}

fn settings() -> IndexSettings {
    IndexSettings {
        sort_by_field: Some(IndexSortByField {
            field: DAY.to_owned(),
            order: Order::Desc,
        }),
        docstore_compress_dedicated_thread: false,
        docstore_blocksize: BLOCK,
        ..IndexSettings::default()
    }
}

/// Reads how far the last commit is; nothing when there was none.
fn checkpoint(index: &Index) -> Result<Option<Checkpoint>> {
    let Some(payload) = index.load_metas()?.payload else {
        return Ok(None);
    };
    match serde_json::from_str::<Payload>(&payload) {
        Ok(payload) if payload.version == VERSION => Ok(Some(payload.checkpoint)),
        _ => Err(IndexError::Damaged("it is of another version".to_owned())),
    }
}

/// Removes the index; whoever has it open keeps reading the old one.
pub(super) fn discard(folder: &Path) -> Result<()> {
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
