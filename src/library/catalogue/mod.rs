//! The catalogue of articles and files, a SQLite cache that may be deleted at any time.
//!
//! - `schema`: the tables, their version, and what is done with an old or damaged file
//! - `order`: the orders of the list, each an index of the same columns
//! - `page`: rows of a listing, reached from the nearest known row
//! - `collect`, `titles`, `flags`: rows of a listing that only a walk, the titles or the state can tell
//! - `row`: one article by its identity
//! - `totals`: counts, sources, days, tags, load problems
//! - `entry`, [`mod@write`]: what an ingest stores and removes
//! - `known_files`: what it knows before it begins
//! - `inspect`: whether it is whole
//! - `identity`: which file a path leads to
//!
//! One process writes at a time; every other connection reads the last commit.

mod collect;
mod entry;
mod flags;
mod identity;
mod inspect;
mod known_files;
mod order;
mod page;
mod row;
mod schema;
mod titles;
mod totals;
mod write;

use std::cell::RefCell;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

pub use entry::{CatalogueEntry, Stamp};
pub use inspect::CatalogueHealth;
pub use known_files::{KnownFile, KnownFiles};
pub use totals::CatalogueCounts;
pub use write::{Batch, BatchNumber, CatalogueWriter, FileNumber, ReplacedArticles};

use collect::CollectedRows;
use flags::StateFlags;
use identity::FileIdentity;
use page::KnownRows;
use titles::TitleCache;

/// An error of the catalogue; it is a cache, so the remedy for all of them is a rebuild.
#[derive(Debug, thiserror::Error)]
pub enum CatalogueError {
    /// The folder could not be made, or the file not removed.
    #[error("the catalogue '{path}' cannot be made: {source}")]
    Io {
        /// Which file.
        path: String,
        /// Why.
        source: std::io::Error,
    },
    /// SQLite refused.
    #[error("the catalogue cannot be read or written: {0}")]
    Sqlite(#[from] rusqlite::Error),
}

/// The result of a catalogue call.
pub type Result<T> = std::result::Result<T, CatalogueError>;

/// A read-only connection to the catalogue; each thread opens its own.
#[derive(Debug)]
pub struct Catalogue {
    connection: Connection,
    path: PathBuf,
    file: Option<FileIdentity>,
    flags: RefCell<StateFlags>,
    anchors: RefCell<KnownRows>,
    collected: RefCell<CollectedRows>,
    titles: RefCell<TitleCache>,
}

impl Catalogue {
    /// Opens the catalogue at `path`; makes an empty one where there is none, or an old or damaged one.
    ///
    /// # Errors
    /// Fails if the folder cannot be written.
    pub fn open(path: &Path) -> Result<Self> {
        Ok(Self {
            connection: schema::open_or_rebuild(path)?,
            path: path.to_owned(),
            file: FileIdentity::of_path(path),
            flags: RefCell::default(),
            anchors: RefCell::default(),
            collected: RefCell::default(),
            titles: RefCell::default(),
        })
    }

    /// Reads the reader's flags from the state file at `path`; it need not be there yet.
    #[must_use]
    pub fn with_state(self, path: &Path) -> Self {
        Self {
            flags: RefCell::new(StateFlags::from_path(path)),
            ..self
        }
    }

    /// Returns `true` if the file was removed and should be rebuilt; the open one stays readable.
    #[must_use]
    pub fn is_removed(&self) -> bool {
        FileIdentity::of_path(&self.path).is_none()
    }

    /// Reopens the file if another one has replaced it.
    fn reopen_if_replaced(&mut self) -> Result<()> {
        let file = FileIdentity::of_path(&self.path);
        if file.is_some() && file != self.file {
            let flags = self.flags.take();
            *self = Self {
                flags: RefCell::new(flags),
                ..Self::open(&self.path)?
            };
        }
        Ok(())
    }

    /// Returns the file it is kept in.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }
}
