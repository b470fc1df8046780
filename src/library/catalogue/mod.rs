//! The catalogue of articles and files, a SQLite cache that may be deleted at any time.
//!
//! - `schema`: the tables, their version, and what is done with an old or damaged file
//! - `order`: the orders of the list, each with an index on its columns
//! - `page`: pages of a listing, reached from the nearest known row
//! - `collect`, `titles`, `flags`: listings that need the titles or the state, and are collected as a whole
//! - `lead`: what a list begins with
//! - `hit_flags`: what a search asks of the state
//! - `row`: single articles by their identities
//! - `own_marks`: what the reader did with stories of a shared archive
//! - `kept`: the tags and notes of single articles
//! - `totals`: counts, sources, days, tags, load problems
//! - `entry`, [`mod@write`]: storing and removing files
//! - `identities`, `story_text`: which of two stories has an identity that both could have
//! - `sketches`, `same_groups`: which stories and quotes are the same; storing and reading
//! - `prints`: what sketches are found by, gathered before it is stored
//! - `folding`, `copies`: which of the same stories is shown for all of them; those that are folded under it
//! - `corrected`: articles that were stored without the user's newest corrections
//! - `lost`: articles that were edited and renamed elsewhere
//! - `stored`: all articles as they were stored, for a mirror
//! - `known_files`: what an ingest knows before it begins
//! - `inspect`: checks for damage
//! - `identity`: notices that a file was replaced
//!
//! One process writes at a time; every other connection reads the last commit.

mod collect;
mod copies;
mod corrected;
mod entry;
mod flags;
mod folding;
mod hit_flags;
mod identities;
mod identity;
mod inspect;
mod kept;
mod known_files;
mod known_rows;
mod lead;
mod lost;
mod order;
mod own_marks;
mod page;
mod prints;
mod row;
mod same_groups;
mod schema;
mod sketches;
mod stored;
mod story_text;
mod titles;
mod totals;
mod unread;
mod write;

use std::cell::RefCell;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use crate::library::sqlite::is_disk_full;

pub use corrected::OutdatedArticle;
pub use entry::{CatalogueEntry, Stamp};
pub(in crate::library) use flags::StateFlags;
pub use identities::StateClaims;
pub use inspect::CatalogueHealth;
pub use kept::ArticleFiling;
pub use known_files::{KnownFile, KnownFiles};
pub use lost::{ComparedArticles, FollowedArticles};
pub use own_marks::OwnMarks;
pub use same_groups::{GroupedQuote, StatementGroup, StoryGroups};
pub use stored::StoredArticle;
pub use story_text::{StoryFingerprint, StoryText, sketch_quote, sketch_story};
pub use totals::CatalogueCounts;
pub use write::{Batch, BatchNumber, CatalogueWriter, FileNumber, ReplacedArticles};

use collect::CollectedRows;
use identity::FileIdentity;
use known_rows::KnownRows;
use lead::KnownLead;
use titles::TitleCache;

/// An error of the catalogue; it is a cache, so the remedy for all of them is a rebuild.
#[derive(Debug, thiserror::Error)]
pub enum CatalogueError {
    /// The folder or the file could not be created or removed.
    #[error("the catalogue '{path}' cannot be created: {source}")]
    Io {
        /// The file.
        path: String,
        /// The reason.
        source: std::io::Error,
    },
    /// The disk that holds the cache, or the quota, is full.
    #[error("the disk that holds the cache is full; free some space and try again")]
    DiskFull,
    /// SQLite failed.
    #[error("the catalogue cannot be read or written: {0}")]
    Sqlite(rusqlite::Error),
}

impl From<rusqlite::Error> for CatalogueError {
    fn from(error: rusqlite::Error) -> Self {
        if is_disk_full(&error) {
            Self::DiskFull
        } else {
            Self::Sqlite(error)
        }
    }
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
    lead: RefCell<KnownLead>,
}

impl Catalogue {
    /// Opens the catalogue at `path`; creates an empty one if there is none, or in place of an old or damaged one.
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
            lead: RefCell::default(),
        })
    }

    /// Adds the user's flags from the state file at `path`, which need not exist yet.
    #[must_use]
    pub fn with_state(self, path: &Path) -> Self {
        Self {
            flags: RefCell::new(StateFlags::from_path(path)),
            ..self
        }
    }

    /// Returns `true` if the file was removed and should be rebuilt; the open one stays readable until then.
    #[must_use]
    pub fn is_removed(&self) -> bool {
        FileIdentity::of_path(&self.path).is_none()
    }

    /// Returns `true` if the file at the path is another one by now, or none.
    #[must_use]
    pub fn is_replaced(&self) -> bool {
        FileIdentity::of_path(&self.path) != self.file
    }

    /// Reopens the file if it has been replaced.
    fn reopen_if_replaced(&mut self) -> Result<()> {
        let file = FileIdentity::of_path(&self.path);
        if file.is_some() && file != self.file {
            // All caches refer to rows of the old file; only the flags come from another.
            let flags = self.flags.take();
            *self = Self {
                flags: RefCell::new(flags),
                ..Self::open(&self.path)?
            };
        }
        Ok(())
    }

    /// Returns the path of the catalogue.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }
}
