//! What a shared archive is asked besides searches: whole stories, and by which names speakers are known.

use std::collections::HashMap;
use std::fmt;
use std::path::Path;

use crate::article::{Article, ArticleId, Quote, QuoteId};
use crate::config::SharedAddress;
use crate::library::catalogue::{OwnMarks, StatementGroup};
use crate::library::listing::{ArticleRow, Listing, ListingPage, PageStart, SourceCount, TagCount};
use crate::search::counts::CountKey;
use crate::search::engine::{EngineResult, SearchEngine};
use crate::search::hits::{Hit, HitRequest};
use crate::search::index::{SameStatement, ShareGroup};
use crate::text::Clean;

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

/// What other stories of a shared archive have of one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StoryCopies {
    /// Its quotes that others have too, each with the places of the statement, the oldest first.
    pub statements: Vec<(QuoteId, StatementGroup)>,
    /// The newest 500 stories that are the same, itself among them if it is one of these; the newest comes first; empty if no other is.
    pub stories: Vec<ArticleRow>,
}

/// Which story or quote a hit is.
pub type HitIdentity = (ArticleId, Option<QuoteId>);

/// The quotes of a shared archive whose words are counted.
#[derive(Debug, Clone, Copy)]
pub enum SharedShareScope<'a> {
    /// All.
    All,
    /// Those in the stories of a listing.
    Listing {
        /// The listing.
        listing: &'a Listing,
        /// What its filter asks of the reader's own flags.
        own: &'a OwnMarks,
    },
    /// Those that a query finds, or those in the stories that it finds.
    Hits(&'a HitRequest<'a>),
}

/// A shared archive to read.
pub trait SharedReader: SearchEngine + fmt::Debug {
    /// Reads a story; `None` if it is not there, or no longer.
    ///
    /// # Errors
    /// Fails if the server cannot be asked.
    fn read_story(&self, id: ArticleId) -> EngineResult<Option<SharedStory>>;

    /// Reads the text of a story without its quotes; `None` if it is not there, or no longer.
    ///
    /// # Errors
    /// Fails if the server cannot be asked.
    fn read_article(&self, id: ArticleId) -> EngineResult<Option<Article>>;

    /// Returns a page of a listing, without the reader's flags; `own` is what its filter asks of them.
    ///
    /// # Errors
    /// Fails if the server cannot be asked.
    fn read_page(
        &self,
        listing: &Listing,
        start: PageStart,
        rows: usize,
        own: &OwnMarks,
    ) -> EngineResult<ListingPage>;

    /// Returns the rows of stories in their order, without the reader's flags; those that are not there are left out.
    ///
    /// # Errors
    /// Fails if the server cannot be asked.
    fn read_rows(&self, ids: &[ArticleId]) -> EngineResult<Vec<ArticleRow>>;

    /// Returns the stories of a listing in its order; `own` is what its filter asks of the reader's flags.
    ///
    /// # Errors
    /// Fails if the server cannot be asked.
    fn list_articles(&self, listing: &Listing, own: &OwnMarks) -> EngineResult<Vec<ArticleId>>;

    /// Returns the sources and the tags, each with most articles first.
    ///
    /// # Errors
    /// Fails if the server cannot be asked.
    fn list_sources(&self) -> EngineResult<(Vec<SourceCount>, Vec<TagCount>)>;

    /// Counts the quoted words by speaker, in groups by some of the quotes' properties; in one without any.
    ///
    /// # Errors
    /// Fails if the server cannot be asked.
    fn count_shares(
        &self,
        scope: SharedShareScope<'_>,
        keys: &[CountKey],
    ) -> EngineResult<Vec<ShareGroup>>;

    /// Returns which quotes or stories are found, the newest first, without reading them.
    ///
    /// # Errors
    /// Fails if the server cannot be asked.
    fn list_hits(&self, ask: &HitRequest<'_>) -> EngineResult<Vec<HitIdentity>>;

    /// Marks the hits that are the same statement or story as others.
    ///
    /// # Errors
    /// Fails if the server cannot be asked.
    fn mark_same(&self, hits: &mut [Hit]) -> EngineResult<()>;

    /// Returns what other stories have of one: statements in the first 500 places of each, and the whole story.
    ///
    /// # Errors
    /// Fails if the server cannot be asked.
    fn read_copies(&self, id: ArticleId) -> EngineResult<StoryCopies>;

    /// Returns the oldest quote of each statement of a story that others have too.
    ///
    /// # Errors
    /// Fails if the server cannot be asked.
    fn oldest_quotes(&self, id: ArticleId) -> EngineResult<HashMap<QuoteId, QuoteId>>;

    /// Returns all statements that several stories have, those in most stories first.
    ///
    /// # Errors
    /// Fails if the server cannot be asked.
    fn list_same_statements(&self) -> EngineResult<Vec<StatementGroup>>;

    /// Reads the quotes of statements, in their order; those that are no longer in several stories are left out.
    ///
    /// # Errors
    /// Fails if the server cannot be asked.
    fn read_statements(&self, groups: &[StatementGroup]) -> EngineResult<Vec<SameStatement>>;

    /// Returns the address, as it is shown.
    fn address(&self) -> Clean;

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
