//! What searches quotes and stories: the index of an archive, or a shared archive. Who asks need not know which.

use std::sync::Arc;

use super::counts::{CountKey, GroupCounts};
use super::hits::{HitRequest, SearchHits};
use super::index::{Index, IndexError, PersonRecord, PersonRequest, SpeakerRow};
use crate::text::Clean;

/// Why a search failed.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// The index cannot be searched.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// The shared archive cannot be searched; the sentence says why.
    #[error("{0}")]
    Shared(Clean),
    /// The server of the shared archive is away, and may be back at any time; the sentence says so.
    #[error("{0}")]
    Away(Clean),
}

/// The result of a question to an engine.
pub type EngineResult<T> = Result<T, EngineError>;

/// Searches quotes and stories, and knows who is quoted.
pub trait SearchEngine: Send + Sync {
    /// Returns the newest hits without counting them, or the oldest if they are to be first.
    ///
    /// # Errors
    /// Fails if the engine cannot be asked.
    fn first_hits(&self, ask: &HitRequest<'_>) -> EngineResult<SearchHits>;

    /// Returns the first hits in the order asked for, with counts; `None` as soon as `is_wanted` returns `false`.
    ///
    /// # Errors
    /// Fails if the engine cannot be asked.
    fn relevant_hits(
        &self,
        ask: &HitRequest<'_>,
        is_wanted: &dyn Fn() -> bool,
    ) -> EngineResult<Option<SearchHits>>;

    /// Counts the hits of a query by some of their properties; a hit of several speakers counts for each of them.
    ///
    /// # Errors
    /// Fails if the engine cannot be asked.
    fn count_groups(&self, ask: &HitRequest<'_>, keys: &[CountKey]) -> EngineResult<GroupCounts>;

    /// Returns all speakers, the most quoted first; those without a name come last, as one row.
    ///
    /// # Errors
    /// Fails if the engine cannot be asked.
    fn all_speakers(&self) -> EngineResult<Vec<Arc<SpeakerRow>>>;

    /// Returns what is known of the person who has a name; `None` if no quote is theirs.
    ///
    /// # Errors
    /// Fails if the engine cannot be asked.
    fn find_person(&self, request: PersonRequest<'_>) -> EngineResult<Option<PersonRecord>>;
}

impl SearchEngine for Index {
    fn first_hits(&self, ask: &HitRequest<'_>) -> EngineResult<SearchHits> {
        Ok(Self::first_hits(self, ask)?)
    }

    fn relevant_hits(
        &self,
        ask: &HitRequest<'_>,
        is_wanted: &dyn Fn() -> bool,
    ) -> EngineResult<Option<SearchHits>> {
        Ok(Self::relevant_hits(self, ask, is_wanted)?)
    }

    fn count_groups(&self, ask: &HitRequest<'_>, keys: &[CountKey]) -> EngineResult<GroupCounts> {
        Ok(GroupCounts {
            groups: Self::count_groups(self, ask, keys)?,
            is_partial: false,
        })
    }

    fn all_speakers(&self) -> EngineResult<Vec<Arc<SpeakerRow>>> {
        Ok(Self::all_speakers(self)?)
    }

    fn find_person(&self, request: PersonRequest<'_>) -> EngineResult<Option<PersonRecord>> {
        Ok(Self::find_person(self, request)?)
    }
}
