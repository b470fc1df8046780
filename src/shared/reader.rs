//! What a shared archive is asked besides searches: whole stories, and by which names speakers are known.

use std::collections::HashMap;
use std::path::Path;

use crate::article::{Article, ArticleId, Quote};
use crate::config::SharedAddress;
use crate::library::listing::ArticleRow;
use crate::search::engine::{EngineResult, SearchEngine};

/// A story of a shared archive.
#[derive(Debug, Clone)]
pub struct SharedStory {
    /// Its row in a list; the location is where the publisher has it.
    pub row: ArticleRow,
    /// The article.
    pub article: Article,
    /// Its quotes, with the corrections of all publishers.
    pub quotes: Vec<Quote>,
}

/// A shared archive to read.
pub trait SharedReader: SearchEngine {
    /// Reads a story; `None` if it is not there, or no longer.
    ///
    /// # Errors
    /// Fails if the server cannot be asked.
    fn read_story(&self, id: ArticleId) -> EngineResult<Option<SharedStory>>;

    /// Returns by which names speakers are known, of those that are known: "Lund and Berg" as "Oda Lund and Finn Berg".
    ///
    /// # Errors
    /// Fails if the server cannot be asked.
    fn known_names(&self, written: &[&str]) -> EngineResult<HashMap<String, String>>;
}

/// The program was built without shared archives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this pullquote was built without shared archives")]
pub struct NotBuiltIn;

impl NotBuiltIn {
    /// What to do about it.
    pub const HINT: &str =
        "install a package, or build it with 'cargo build --release --features shared-archive'";
}

/// Creates a reader of the archive at an address, which connects when it is asked; passwords are looked for in `home` too.
///
/// # Errors
/// Fails if the program was built without shared archives.
#[cfg(feature = "shared-archive")]
pub fn open_reader(
    address: &SharedAddress,
    home: &Path,
) -> Result<Box<dyn SharedReader>, NotBuiltIn> {
    Ok(Box::new(super::engine::SharedArchive::new(
        address.clone(),
        home,
    )))
}

/// Creates a reader of the archive at an address, which connects when it is asked; passwords are looked for in `home` too.
///
/// # Errors
/// Fails if the program was built without shared archives.
#[cfg(not(feature = "shared-archive"))]
pub fn open_reader(_: &SharedAddress, _: &Path) -> Result<Box<dyn SharedReader>, NotBuiltIn> {
    Err(NotBuiltIn)
}
